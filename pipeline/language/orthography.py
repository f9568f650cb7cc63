"""Which words of a text a dictionary is asked about, and which need none.

Left out is what no dictionary can judge: code, addresses, numbers, abbreviations, words with capitals in the middle, and
those that begin with one, which may be names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from pipeline.language.lexicon import lexicon
from pipeline.language.tokens import clean, edges
from pipeline.model import Inline, Link
from pipeline.parsing.elements import VOID
from pipeline.patterns import expression
from pipeline.termbase.inflection import forms
from pipeline.terms import Termbase, alike

LONGEST = 60
"""Letters of the longest word that is asked about."""
_SHORTEST = 4
"""Letters of the shortest: shorter ones are abbreviations and symbols more often than misspelt words."""
_SHORT = 6
"""Letters under which two changed letters make another word."""
_PART = 4
"""Letters that a part of a compound has at least: nearly everything can be made of shorter ones."""
_BINDING = "s"
"""What stands between the parts of a Swedish compound (`kunskap·s·nod`)."""
_WORD = expression(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NO_WORD = expression(r"\ufffd|@|://|www\.|\w\.\w+/")
"""What has letters that could not be read, which is said elsewhere, and addresses."""
_CUT = expression(r"[/–—―…]+|(?<=\w)[,;:]+(?=\w)")
_TAG = expression(r"""(<(?:[^<>"]|"[^"]*")*>)""")
_NAME = expression(r"</?([a-z][a-z0-9]*)")
_LANG = expression(r' lang="([^"]*)"')
_QUIET = frozenset({"code", "kbd", "samp", "var", "pre"})


def words(text: str, language: str) -> tuple[str, ...]:
    """The words of a text that a dictionary can judge, in order, without soft hyphens.

    >>> words("Här på Medeon ordnas t.ex. 30 för- och eftermöten/träffar via msi.se, enligt IT-avdelningen m.fl.", "sv")
    ('ordnas', 'eftermöten', 'träffar', 'enligt')
    """
    return tuple(_words(text, language))


def _words(text: str, language: str) -> Iterator[str]:
    known = lexicon(language)
    for token in text.split():
        if _NO_WORD.search(token):
            continue
        for piece in _CUT.split(clean(token).replace("’", "'")):
            _, core, tail = edges(piece)
            if not _SHORTEST <= len(core) <= LONGEST or not core.islower() or not _WORD.fullmatch(core):
                continue
            if not tail.startswith("-") and core not in known.forward and core not in known.closing:
                yield core


def passages(inline: Inline) -> tuple[tuple[str, str], ...]:
    """The texts of `inline` by language; the language is empty where nothing is said of it."""
    if not any(
        " lang=" in (part if isinstance(part, str) else getattr(part, "attributes", "")) for part in inline.parts
    ):
        return (("", inline.prose),)
    reader = _Reader()
    reader.read(inline.parts, "")
    return tuple(reader.found)


class _Reader:
    """Takes HTML apart into texts, each with the language that it says it is in."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        """Name and language of each element that is open."""

    def read(self, parts: Iterable[object], language: str) -> None:
        for part in parts:
            if isinstance(part, Link):
                said = _LANG.search(part.attributes)
                self.read(part.parts, said[1] if said else language)
            elif isinstance(part, str):
                for number, piece in enumerate(_TAG.split(part)):
                    if number % 2:
                        self._tag(piece)
                    elif piece and not any(name in _QUIET for name, _ in self._open):
                        inner = next((said for _, said in reversed(self._open) if said), language)
                        self.found.append((inner, unescape(piece)))

    def _tag(self, tag: str) -> None:
        name = _NAME.match(tag)
        if name is None or name[1] in VOID:
            return
        if not tag.startswith("</"):
            said = _LANG.search(tag)
            self._open.append((name[1], said[1] if said else ""))
        elif any(open_name == name[1] for open_name, _ in self._open):
            while self._open.pop()[0] != name[1]:
                pass


def of_terms(terms: Termbase, language: str) -> frozenset[str]:
    """The words of the termbase that may stand in a text in `language`, in all their forms, case folded."""
    found: set[str] = set()
    for term in terms:
        names = [term.term, term.abbreviation, *term.forbidden] if alike(language, terms.language) else []
        names += [terms.wording(term, language), terms.abbreviation(term, language)]
        if alike(language, terms.language):
            names.append(term.plain)
        for word in {word.lower() for name in names for word in re.findall(r"[^\W\d_]+", clean(name))}:
            found |= {form.casefold() for form in forms(word, language)}
    return frozenset(found)


def ways(word: str, language: str, known: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to take a word apart, as the parts that a dictionary has to know for it to be right.

    At a hyphen in any language, and at any place in Swedish, since no dictionary has all compounds. The parts in `known`, the
    site's own words, need no dictionary.

    >>> ("projekt",) in ways("testbäddsprojekt", "sv", frozenset({"testbädd"})), ways("e-möte", "sv", frozenset())
    (True, (('möte',),))
    """
    if "-" in word:
        parts = [part for part in word.split("-") if len(part) >= _SHORTEST]
        return (tuple(part for part in parts if part not in known),)
    if not alike(language, "sv"):
        return ()
    cuts = range(_PART, len(word) - _PART + 1)
    pairs = [(left, word[cut:]) for cut in cuts for left in _lefts(word[:cut])]
    return tuple(tuple(part for part in pair if part not in known) for pair in pairs)


def _lefts(part: str) -> tuple[str, ...]:
    """What the first part of a compound may be by itself."""
    return (part, part[:-1]) if len(part) > _PART and part.endswith(_BINDING) else (part,)


def is_near(word: str, other: str) -> bool:
    """Whether `other` may be meant by `word`: they differ in one place, by two letters at most, a short word by one or two that changed places.

    Of misspelt words 98 in 100 are that near to one that a dictionary proposes; of names of functions, and of the jargon of
    a trade, 30.

    >>> is_near("komuner", "kommuner"), is_near("rgex", "hej"), is_near("npm", "nämn"), is_near("fomr", "form")
    (True, False, False, True)
    """
    start = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    one, two = word[start:], other[start:]
    end = next(
        (n for n, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), min(len(one), len(two))
    )
    one, two = one[: len(one) - end], two[: len(two) - end]
    return max(len(one), len(two)) <= (1 if len(word) < _SHORT else 2) or sorted(one) == sorted(two)


def is_foreign(asked: int, unknown: int) -> bool:
    """Whether a text with so many words that are not known among those asked about is in another language, or a list of names."""
    return unknown >= 3 and unknown * 3 > asked


Misspelt = Mapping[str, tuple[str, ...]]
"""Words that no dictionary has, each with what may be meant, the likeliest first."""
