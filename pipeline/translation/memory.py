"""Translation memory: what has been translated before, found by the same text or by a similar one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple
from unicodedata import normalize

from pipeline.model import Catalogue
from pipeline.terms import Termbase
from pipeline.translation.likeness import Sources

ADDRESSES = "slug"
"""Context of parts of addresses: they are no sentences, and only one for the very same page is of use."""
_CANDIDATES = 8
"""Similar units that are looked at for one of the same context."""


class Unit(NamedTuple):
    """A text and its translation."""

    source: str
    """The text."""
    target: str
    """Its translation, reviewed."""
    origin: str
    """Where it is from: path of a file."""
    context: str | None = None
    """msgctxt, where it is known."""


class Match(NamedTuple):
    """A unit that was found for a text."""

    unit: Unit
    """What was found."""
    percent: int
    """How much alike the sources are (normalised Indel similarity, rounded down); 100 is the same text."""


def units_of(catalogue: Catalogue) -> Iterator[Unit]:
    """The reviewed translations of `catalogue`, obsolete ones last: their text may come back.

    The plural of a message is a unit of its own, with the last form.
    """
    for message in sorted(catalogue, key=lambda m: m.obsolete):
        if not (message.id and message.translated):
            continue
        origin = f"{catalogue.path}, obsolete" if message.obsolete else catalogue.path
        yield Unit(message.id, message.strings[0], origin, message.context)
        if message.plural:
            yield Unit(message.plural, message.strings[-1], origin, message.context)


def units_of_terms(terms: Termbase, language: str, path: str) -> Iterator[Unit]:
    """The terms of a site with their translations to `language`."""
    for term in terms:
        translation = terms.wording(term, language)
        if translation:
            yield Unit(term.term, translation, path)


class Memory:
    """Units to be looked up. Of equally good ones the first counts.

    >>> memory = Memory([Unit("Om oss", "About us", "site.po"), Unit("Kontakta oss här.", "Contact us here.", "site.po")])
    >>> memory.find("Om oss", None, 75).percent, memory.find("Kontakta oss nu.", None, 75).percent
    (100, 84)
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._exact: dict[str, list[Unit]] = {}
        for unit in units:
            if unit.target.strip():
                self._exact.setdefault(_key(unit.source), []).append(unit)
        self._sources = Sources(self._exact)

    def __len__(self) -> int:
        return sum(map(len, self._exact.values()))

    def find(self, text: str, context: str | None, minimum: int) -> Match | None:
        """The best unit for `text`, `minimum` percent alike or more; of the best ones that of the same context."""
        key = _key(text)
        same = _best(self._exact.get(key, ()), context)
        if same is not None or context == ADDRESSES:
            return Match(same, 100) if same is not None else None
        return self._similar(key, context, minimum) if minimum < 100 else None

    def _similar(self, key: str, context: str | None, minimum: int) -> Match | None:
        found = self._sources.most_like(key, minimum, _CANDIDATES)
        matches = [
            Match(unit, min(floor(score), 99))
            for source, score in found
            if (unit := _best(self._exact[source], context)) is not None
        ]
        return max(matches, key=lambda match: (match.percent, match.unit.context == context), default=None)


def _key(text: str) -> str:
    """What texts that count as the same have in common."""
    return normalize("NFC", text)


def _best(units: Iterable[Unit], context: str | None) -> Unit | None:
    """The first of the same context, else the first; a part of an address is nothing but that."""
    usable = [unit for unit in units if (unit.context == ADDRESSES) == (context == ADDRESSES)]
    return next((unit for unit in usable if unit.context == context), usable[0] if usable else None)
