"""The termbase, `source/terms.toml`: one spelling, one explanation and one translation for each term of a site.

`parse` is strict about the file and kind to the rest of it: what cannot be read is a finding, what can be read counts.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from pipeline.model import Catalogue, Finding, Location, Message, Values
from pipeline.patterns import expression

FILE = "terms.toml"
"""Name of the file in the source folder."""
KEYS = ("term", "definition", "abbreviation", "forbidden", "lang", "same", "plain")
"""The keys of an entry; every other one is the tag of a language."""
TAG = expression(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""The language tags that may be keys: none of them can be mistaken for a misspelt key."""
HEAD = expression(r"""^[ \t]*\[\[[ \t]*(["']?)term\1[ \t]*\]\]""", re.MULTILINE)
"""What an entry begins with."""
_PLACE = expression(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NO_CHARACTER = expression("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML cannot hold (1.0, 2.2), or nobody can see."""
_SPAN = expression(r"\[([^\[\]]+)\]\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the site. All texts are on one line, with single blanks."""

    term: str
    """The term in the source language, as it stands in a sentence."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """The term by language (BCP 47 tag)."""
    definition: str = ""
    """What it means, in the source language, as Markdown; a message of the site's own catalogue."""
    abbreviation: str = ""
    """Its abbreviation."""
    forbidden: tuple[str, ...] = ()
    """Forms that the site does not use."""
    language: str = ""
    """BCP 47 tag where the term is a foreign name."""
    same: bool = False
    """Whether it is written alike in all languages on purpose."""
    plain: str = ""
    """The plain word to write instead, where the term is one to avoid."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Its abbreviation by language, where that is another one."""
    place: tuple[int, int] = field(default=(0, 0), compare=False)
    """1-based line and column of the definition, or of the entry where it has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Termbase:
    """The terms of a site, in the order of the file. Compared by identity: a site has one."""

    terms: tuple[Term, ...] = ()
    """Each term once."""
    language: str = "sv"
    """BCP 47 tag of the terms themselves."""
    findings: tuple[Finding, ...] = ()
    """`terms-invalid`: what could not be read."""
    abbreviations: tuple[str, ...] = field(init=False, repr=False, default=())
    """The abbreviations in it that end with a full stop, which ends no sentence."""
    _same: frozenset[str] = field(init=False, repr=False, default=frozenset())

    def __post_init__(self) -> None:
        alike = [form for term in self.terms if term.same for form in (term.term, term.abbreviation) if form]
        object.__setattr__(self, "_same", frozenset(alike) | {initial(form) for form in alike})
        short = {form for term in self.terms for form in (term.abbreviation, *term.abbreviations.values())}
        object.__setattr__(self, "abbreviations", tuple(sorted(form for form in short if form.endswith("."))))

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def is_same(self, text: str) -> bool:
        """Whether `text` is, as a whole, a term that is written alike in all languages, perhaps marked as foreign."""
        return text in self._same or (text.startswith("[") and (bare(text) or "") in self._same)

    def name(self, term: Term, language: str) -> str:
        """The term in `language`; empty where that is not known."""
        return term.term if term.same or alike(language, self.language) else _of(term.translations, language)

    def wording(self, term: Term, language: str) -> str:
        """What stands for the term in `language`: its name there, a foreign one as it is; empty where nobody has said."""
        return self.name(term, language) or (term.term if term.language else "")

    def abbreviation(self, term: Term, language: str) -> str:
        """Its abbreviation in `language`, or the one that it has in all languages."""
        return _of(term.abbreviations, language) or term.abbreviation


def alike(language: str, other: str) -> bool:
    """Whether two tags are of one language, whatever the region.

    >>> alike("en", "en-GB"), alike("en", "sv")
    (True, False)
    """
    return language.partition("-")[0].lower() == other.partition("-")[0].lower()


def initial(text: str) -> str:
    """`text` as it begins a sentence."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str | None:
    """The words of a text that is one marked span, or None.

    >>> bare("[Living labs]{lang=en}")
    'Living labs'
    """
    found = _SPAN.fullmatch(text)
    return found[1] if found else None


def approved(catalogue: Catalogue, terms: Termbase) -> Catalogue:
    """`catalogue` with the texts done that are, as a whole, written alike in all languages: the termbase has approved them."""
    if not any(term.same for term in terms):
        return catalogue
    changed = [_approved(m) if not (m.translated or m.obsolete) and terms.is_same(m.id) else m for m in catalogue]
    return catalogue if all(map(_is, changed, catalogue)) else replace(catalogue, messages=tuple(changed))


def _is(one: Message, other: Message) -> bool:
    return one is other


def _approved(message: Message) -> Message:
    if message.plural is not None:
        return message
    return message._replace(strings=(message.id,), flags=tuple(f for f in message.flags if f != "fuzzy"))


def _of(words: Mapping[str, str], language: str) -> str:
    """The word for a language, or for the language without its region."""
    return words.get(language) or words.get(language.partition("-")[0], "")


# --- reading the file ------------------------------------------------------------------------------


def parse(text: str, path: str = FILE, language: str = "sv") -> Termbase:
    r"""The termbase in `text`, the content of `path`, whose terms are in `language`. Never raises.

    >>> [term.term for term in parse('[[term]]\nterm = "nod"\n[[term]]\nterm = 1\n')]
    ['nod']
    """
    return _Reader(text, path, language).termbase()


def entry(values: Mapping[str, Any], place: Location, language: str) -> tuple[Term | None, tuple[Finding, ...]]:
    """The term that has these values by key, and what is wrong with them, for entries of other files."""
    reader = _Reader("", place.path, language)
    term = reader.term(values, 0, 0)
    return term, tuple(replace(finding, location=place) for finding in reader.findings)


class _Read(NamedTuple):
    """What could be read of an entry so far."""

    used: dict[str, Any]
    """The values of `KEYS`."""
    words: dict[str, str]
    """The term by language."""
    short: dict[str, str]
    """Its abbreviation by language."""


class _Reader:
    """Reads one file, and notes what is wrong with it."""

    def __init__(self, text: str, path: str, language: str) -> None:
        self._text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self._path = path
        self._language = language
        self.findings: list[Finding] = []
        self._heads = [match.start() for match in HEAD.finditer(self._text)]
        self._lines = [0, *(match.end() for match in re.finditer("\n", self._text))]
        """Where each line begins."""

    def termbase(self) -> Termbase:
        terms: dict[str, Term] = {}
        for values, start, end in self._entries():
            term = self.term(values, start, end)
            if term is None:
                continue
            if term.term in terms:
                template = "“{term}” stands twice. Remove one; the first one counts."
                self.found(self._place("term", start, end), template, (("term", term.term),))
            terms.setdefault(term.term, term)
        return Termbase(tuple(terms.values()), self._language, tuple(self.findings))

    def found(self, place: Location, said: str, values: Values = ()) -> None:
        """Note a finding."""
        self.findings.append(Finding("terms-invalid", "error", said, place, self._language, values))

    def _entries(self) -> Iterator[tuple[Mapping[str, Any], int, int]]:
        """The entries, each with where it begins and ends."""
        text, heads = self._text, self._heads
        ends = [*heads, len(text)][1:]
        data = self._toml(text, 0) if not heads else None
        if heads:
            try:
                data = tomllib.loads(text)
            except (ValueError, RecursionError):  # Then each entry by itself, so that the others count.
                self._toml(text[: heads[0]], 0)
                for start, end in zip(heads, ends, strict=True):
                    for values in self._toml(text[start:end], start).get("term", ()):
                        yield values, start, end
                return
        assert data is not None
        for key in data:
            if key != "term":
                template = "“{key}” has no meaning here: an entry begins with [[term]]."
                self.found(self._place(key, 0, len(text)), template, (("key", key),))
        entries = data.get("term", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.found(self._place("term", 0, len(text)), "Write [[term]], in double brackets, before each term.")
            return
        whole = [(0, len(text))] * len(entries)
        spans = zip(heads, ends, strict=True) if len(entries) == len(heads) else iter(whole)
        for values, (start, end) in zip(entries, spans, strict=True):
            yield values, start, end

    def _toml(self, text: str, start: int) -> Mapping[str, Any]:
        """What `text`, which begins at `start`, says; nothing and a finding where it is no TOML."""
        try:
            return tomllib.loads(text)
        except RecursionError:
            reason, place = "too deeply nested", self._at(start)
        except ValueError as error:
            where = _PLACE.search(str(error))
            reason = _PLACE.sub("", str(error))
            line = self._at(start).line
            end = Location(self._path, line + text.rstrip().count("\n"))
            place = Location(self._path, line + int(where[1]) - 1, int(where[2])) if where and where[1] else end
        template = "This is not valid TOML, so the entry does not count: {reason}. Most often a quote is missing."
        self.found(place, template, (("reason", reason),))
        return {}

    def term(self, values: Mapping[str, Any], start: int, end: int) -> Term | None:
        """The term of one entry, without the keys that cannot be used."""
        place = partial(self._place, start=start, end=end)
        read = _Read({}, {}, {})
        for key, value in values.items():
            self._take(read, key, value, place(key))
        used = read.used
        if used.get("lang") and not TAG.fullmatch(used["lang"]):
            template = "“{tag}” is not a language tag such as “sv” or “pt-BR”."
            self.found(place("lang"), template, (("tag", used.pop("lang")),))
        if not used.get("term"):
            if "term" not in values:
                self.found(self._at(start), "This entry has no “term”: write the word that it is about.")
            elif "term" in used:
                self.found(place("term"), "“term” is empty: write the word that it is about.")
            return None
        if used.get("same"):
            self._need_no_others(read, place)
        return self._made(read, place("definition" if "definition" in used else "term"))

    def _take(self, read: _Read, key: str, value: object, place: Location) -> None:
        """Take in the value of one key of an entry."""
        if key == "same":
            self._want(read.used, key, value if isinstance(value, bool) else None, place)
        elif key == "forbidden":
            self._want(read.used, key, _texts(value), place)
        elif key == "abbreviation" and isinstance(value, dict):
            for tag, text in value.items():
                self._word(read.short, tag, text, place)
        elif key in KEYS:
            self._want(read.used, key, _text(value), place)
        elif alike(key, self._language):
            template = "“{key}” is the language of “term” itself. Remove this line."
            self.found(place, template, (("key", key),))
        elif TAG.fullmatch(key):
            self._word(read.words, key, value, place)
        else:
            template = "There is no “{key}”. Valid: {valid}, and the tag of a language, such as “en”."
            self.found(place, template, (("key", key), ("valid", ", ".join(KEYS))))

    def _need_no_others(self, read: _Read, place: Callable[[str], Location]) -> None:
        """Leave out what a term that is the same in all languages is called in one of them."""
        term = read.used["term"]
        for tag in [tag for tag, word in read.words.items() if word != term]:
            template = (
                "“{term}” is said to be the same in all languages, but here it is “{word}”. Remove one of the lines."
            )
            self.found(place(tag), template, (("term", term), ("word", read.words.pop(tag))))

    def _made(self, read: _Read, shown: Location) -> Term:
        """The term of what was read; `shown` is where its text is edited."""
        used, words, short = read
        own = [tag for tag in short if alike(tag, self._language)]
        return Term(
            used["term"],
            words,
            used.get("definition", ""),
            used.get("abbreviation") or "".join(short.pop(tag) for tag in own[:1]),
            tuple(used.get("forbidden", ())),
            used.get("lang", ""),
            used.get("same", False),
            used.get("plain", ""),
            short,
            (max(shown.line, 1), max(shown.column, 1)),
        )

    def _word(self, words: dict[str, str], tag: str, value: object, place: Location) -> None:
        """Keep a text of a language in `words`; an empty one is a missing one."""
        if not TAG.fullmatch(tag):
            self.found(place, "“{tag}” is not a language tag such as “sv” or “pt-BR”.", (("tag", tag),))
            return
        self._want(words, tag, _text(value), place)
        if not words.get(tag, "x"):
            del words[tag]

    def _want(self, used: dict[str, Any], key: str, value: object, place: Location) -> None:
        """Keep `value` as `key`; None is one of the wrong kind."""
        if value is not None:
            used[key] = value
        elif key == "same":
            self.found(place, "“{key}” has to be true or false, without quotes.", (("key", key),))
        elif key == "forbidden":
            self.found(place, '“{key}” has to be a list of texts, such as ["so", "not so"].', (("key", key),))
        else:
            self.found(place, "“{key}” has to be a text in quotes, without control characters.", (("key", key),))

    def _place(self, key: str, start: int, end: int) -> Location:
        """Where `key` stands between `start` and `end`; else where that begins."""
        opened = "" if key == "term" else r"\[*"
        pattern = rf"""^[ \t]*{opened}["']?{re.escape(key)}["']?[ \t]*[]=.]"""
        found = re.compile(pattern, re.MULTILINE).search(self._text, start, end)
        if found is None:
            return self._at(start)
        return self._at(found.start() + len(found[0]) - len(found[0].lstrip()))

    def _at(self, offset: int) -> Location:
        line = bisect_right(self._lines, offset)
        return Location(self._path, line, offset - self._lines[line - 1] + 1)


def _text(value: object) -> str | None:
    """`value` on one line, or None where it is no text."""
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    return None if _NO_CHARACTER.search(text) else text


def _texts(value: object) -> tuple[str, ...] | None:
    """`value` as texts, each once, or None where it is no list of them."""
    texts = [_text(item) for item in value] if isinstance(value, list) else [None]
    found = [text for text in texts if text is not None]
    return tuple(dict.fromkeys(filter(None, found))) if len(found) == len(texts) else None
