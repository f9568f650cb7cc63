"""Lists of words and phrases that could be said in a simpler way, and where a text has them.

A page has a few hundred different words, which are counted already: one look at them says which entries it can have at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import product, zip_longest
from typing import NamedTuple

from pipeline.patterns import expression
from pipeline.terms import initial
from pipeline.wordlists import nouns_en, nouns_sv, plain_en, plain_sv

_WORD = expression(r"\w+")
_IZE = expression(r"is(e|es|ed|ing|ation|ations)\b")
_HAPPENS = ("ske", "sker", "skedde", "skett")
_VERBAL = 4
"""Forms of a Swedish verb as the lists have them: infinitive, present, past, supine."""


class Entry(NamedTuple):
    """A word or phrase and what is simpler."""

    plain: str
    """The simpler word, in its first form."""
    sense: str
    """The sense in which the word is meant; empty where it has one only."""
    sure: bool
    """Whether it is hardly ever right to leave it."""


class Found(NamedTuple):
    """An entry in a text."""

    entry: Entry
    """Which."""
    text: str
    """As it stands there."""
    start: int
    """Offset in the text."""
    better: str
    """What fits in its place, begun as it is; empty where that is not known."""


Form = tuple[str, Entry, str]
"""How an entry is written, case folded, which it is, and what fits in its place."""


class Phrases:
    """Finds the entries of a list in texts."""

    def __init__(
        self,
        forms: Iterable[Form],
        others: Iterable[str] = (),
        more: Mapping[str, Callable[[], Iterable[Form]]] | None = None,
        carriers: frozenset[str] = frozenset(),
    ) -> None:
        self._forms: dict[str, tuple[Entry, str] | None] = {}
        self._written: dict[str, list[str]] = {}
        self._words: dict[str, list[tuple[str, ...]]] = {}
        """The words of each form by its key, for a first look."""
        self._more = more or {}
        """Forms by key that are many: made when a text needs them. Each has one of `carriers`."""
        self._carriers = carriers
        for form, entry, better in forms:
            self._add(_key(form), form, entry, better)
        for other in others:
            self._forms[other] = None
            for key in {word for word in _WORD.findall(other) if word in self._written}:
                self._written[key].append(other)
                self._words[key].append(tuple(other.split()))
        self.keys = frozenset(self._written).union(self._more)
        """A word of each entry, for a first look."""
        self._pattern = lru_cache(len(self.keys))(self._compiled)

    def _add(self, key: str, form: str, entry: Entry, better: str) -> None:
        if form not in self._forms:
            self._forms[form] = (entry, better)
            self._written.setdefault(key, []).append(form)
            self._words.setdefault(key, []).append(tuple(form.split()))

    def live(self, vocabulary: frozenset[str]) -> tuple[str, ...]:
        """The keys of which a text of those words, case folded, can have an entry."""
        keys = self.keys & vocabulary
        return tuple(sorted(filter(partial(self._is_live, vocabulary), keys))) if keys else ()

    def _is_live(self, vocabulary: frozenset[str], key: str) -> bool:
        if key in self._more and not vocabulary.isdisjoint(self._carriers):
            return True
        return any(map(vocabulary.issuperset, self._words.get(key, ())))

    def find(self, text: str, keys: Iterable[str]) -> tuple[Found, ...]:
        """The entries in `text` that have one of `keys`, from left to right."""
        folded = text.casefold()
        found = [one for key in keys if key in folded for one in self._of(text, key)]
        found.sort(key=lambda one: (one.start, -len(one.text)))
        end, kept = 0, []
        for one in found:
            if one.start >= end:  # Not `erforderlig` in `i erforderlig utsträckning`.
                end = one.start + len(one.text)
                kept.append(one)
        return tuple(kept)

    def _of(self, text: str, key: str) -> Iterator[Found]:
        for match in self._pattern(key).finditer(text):
            meant = self._forms[" ".join(match[0].casefold().split())]
            if meant is not None:
                entry, better = meant
                begins = match[0][0].isupper()
                yield Found(entry, match[0], match.start(), initial(better) if begins else better)

    def _compiled(self, key: str) -> re.Pattern[str]:
        """What finds the entries that have `key`; those that are many are made when the first text has it."""
        for form, entry, better in self._more.get(key, tuple)():
            self._add(key, form, entry, better)
        written = sorted(self._written[key], key=len, reverse=True)
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in written)
        return re.compile(rf"(?<![\w‐‑-])(?:{forms})(?![\w]|[‐‑-]\w)", re.IGNORECASE)


def _key(form: str) -> str:
    """The word of a form that the fewest texts have: its longest, as a text is counted by words."""
    return max(form.split(), key=len)


@lru_cache(8)
def plain_words(language: str) -> Phrases | None:
    """The plain-word list of a language; None where there is none."""
    if language == "sv":
        return Phrases(*_read(plain_sv.PLAIN, passive=True))
    if language == "en":
        forms, others = _read(plain_en.PLAIN)
        return Phrases(_with_z(forms), others)
    return None


@lru_cache(8)
def hidden_verbs(language: str) -> Phrases | None:
    """The phrases of a language in which a noun hides the verb; None where there is no list of them."""
    if language == "sv":
        more = {noun: partial(_carried_sv, noun, verb) for noun, verb in nouns(nouns_sv.NOUNS)}
        active = re.findall(r"\w+", nouns_sv.CARRIERS)
        carriers = frozenset(active) | {_passive(form) for form in active} | frozenset(_HAPPENS)
        return Phrases(_read(nouns_sv.PHRASES)[0], (), more, carriers)
    if language == "en":
        verbs = [
            (_IZE.sub(r"iz\1", noun), [_IZE.sub(r"iz\1", form) for form in verb]) if z else (noun, verb)
            for noun, verb in nouns(nouns_en.NOUNS)
            for z in (False, True)
        ]
        more = {noun: partial(_carried_en, noun, verb) for noun, verb in verbs}
        return Phrases(_read(nouns_en.PHRASES)[0], (), more, frozenset(re.findall(r"\w+", nouns_en.CARRIERS)))
    return None


def entries(text: str) -> Iterator[tuple[list[str], list[str], Entry, list[str]]]:
    """The entries of a list: the forms of each, what is simpler, and phrases that are not meant."""
    for line in text.strip().splitlines():
        forms, plain, *more = (field.strip() for field in line.removeprefix("! ").split("|"))
        entry = Entry(plain.split(", ")[0], more[0] if more else "", line.startswith("! "))
        yield forms.split(", "), plain.split(", "), entry, more[1].split(", ") if len(more) > 1 else []


def _read(text: str, *, passive: bool = False) -> tuple[list[Form], list[str]]:
    found: list[Form] = []
    others: list[str] = []
    for forms, plain, entry, excepted in entries(text):
        found += [(form, entry, better) for form, better in zip_longest(forms, plain[: len(forms)], fillvalue="")]
        if passive and len(forms) == _VERBAL and forms[-1].endswith("t") and " " not in forms[0]:
            found += [(form, entry, "") for form in _passives(*forms)]
            found.append((_imperative(*forms[:2]), entry, ""))
        others += excepted
    return found, others


def _passives(infinitive: str, present: str, past: str, supine: str) -> set[str]:
    """The s-forms of a Swedish verb.

    >>> sorted(_passives("erlägga", "erlägger", "erlade", "erlagt"))
    ['erlades', 'erlagts', 'erläggas', 'erläggs']
    """
    return {
        f"{form}s" for form in (infinitive, _imperative(infinitive, present), past, supine) if not form.endswith("s")
    }


def _imperative(infinitive: str, present: str) -> str:
    """The imperative of a Swedish verb: `erlägg`, `tillse`, `nyttja`."""
    return infinitive if present == f"{infinitive}r" else present.removesuffix("er")


def _with_z(forms: Iterable[Form]) -> Iterator[Form]:
    """`forms`, those in `-ise` with `-ize` as well."""
    for form, entry, better in forms:
        yield form, entry, better
        if (other := _IZE.sub(r"iz\1", form)) != form:
            yield other, entry, _IZE.sub(r"iz\1", better)


def nouns(text: str) -> list[tuple[str, list[str]]]:
    """The nouns of a list, each with the forms of its verb, or with the first one where it is regular."""
    return [(noun, verb.split(", ")) for noun, _, verb in (line.partition(": ") for line in text.split("\n") if line)]


def _passive(form: str) -> str:
    """The passive of a form of a verb: `genomförs`, `verkställs`, `gjordes`."""
    return f"{form.removesuffix('er')}s"


def _carried_sv(noun: str, verb: list[str]) -> Iterator[Form]:
    """`göra en analys av`, `görs en analys av`, `sker en ökning av`."""
    forms = verb if len(verb) > 1 else [f"{verb[0]}{end}" for end in ("", "r", "de", "t")]
    entry = Entry(forms[0], "", sure=False)
    for line in nouns_sv.CARRIERS.strip().splitlines():
        for number, carrier in enumerate(line.split(", ")):
            for article in ("", "en ", "ett "):
                yield f"{carrier} {article}{noun} av", entry, forms[number]
                yield f"{_passive(carrier)} {article}{noun} av", entry, ""
    for number, happens in enumerate(_HAPPENS if noun in nouns_sv.HAPPENS.split() else ()):
        yield f"{happens} en {noun} av", entry, forms[number]


def _carried_en(noun: str, verb: list[str]) -> Iterator[Form]:
    """`carry out an assessment of` and the like."""
    (base,) = verb
    stem = base.removesuffix("e")
    third, past = (f"{base[:-1]}ies", f"{base[:-1]}ied") if base.endswith("y") else (f"{base}s", f"{stem}ed")
    forms = (base, third, past, f"{stem}ing")
    entry = Entry(base, "", sure=False)
    for line in nouns_en.CARRIERS.strip().splitlines():
        for number, carrier in enumerate(line.split(", ")):
            for article, after in product(("an" if noun[0] in "aeiou" else "a", "the"), ("of", "on", "into")):
                yield f"{carrier} {article} {noun} {after}", entry, forms[number]
