"""What a build adds up while pages go by: counts of every section and of the site, the hardest pages, messages, time.

Counts are pooled, scores never averaged. It does not matter in which order pages come.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from time import perf_counter
from typing import NamedTuple

from pipeline.language.english import EnglishCounts, EnglishScores, english_scores, pool_english
from pipeline.model import Measure
from pipeline.prose import Counts
from pipeline.readability import ENOUGH, Pool, pool, score

MOST = 10
"""Pages that are kept as the hardest."""


class Sum(NamedTuple):
    """What is added up of the pages of a section in one language."""

    section: str
    """Top folder; empty for the pages in none."""
    language: str
    """BCP 47 tag."""
    known: Counts
    """Of the pages that can be measured."""
    odd: Counts
    """Of the others: a list of numbers would make nonsense of the others' sum."""


class Sums(NamedTuple):
    """What is added up of some of a site's pages."""

    sections: tuple[Sum, ...] = ()
    first: tuple[tuple[str, str], ...] = ()
    """The first page of each section, by path."""
    hardest: tuple[tuple[float, str, str], ...] = ()
    """The hardest pages: what sorts them, path, language."""
    english: tuple[tuple[str, EnglishCounts], ...] = ()
    """What English pages have besides, by language."""
    messages: int = 0
    """Messages, each once."""


class Overview:
    """The sums of a site so far."""

    def __init__(self) -> None:
        self._sections: dict[tuple[str, str], Pool] = {}
        self._odd: dict[tuple[str, str], Pool] = {}
        self._first: dict[str, str] = {}
        """The first page of each section, by path."""
        self._hardest: list[tuple[float, str, str]] = []
        self._english: dict[str, EnglishCounts] = {}
        self._texts: set[bytes] = set()
        self._messages = 0

    def add(self, path: str, language: str, counts: Counts, measure: Measure) -> None:
        """Take in a page in one language."""
        section = path.partition("/")[0] if "/" in path else ""
        self._begins(section, path)
        known, odd = self._pools(section, language)
        (odd if measure.unmeasured else known).add(counts)
        if measure.lix_interval is not None and measure.words >= ENOUGH:
            self._hard((-measure.lix_interval[0], path, language))

    def add_english(self, language: str, counts: EnglishCounts) -> None:
        """Take in what an English page has besides."""
        both = (self._english.get(language, EnglishCounts()), counts)
        self._english[language] = pool_english(both)

    def add_texts(self, texts: Iterable[bytes]) -> None:
        """Take in the texts of a page, each by what tells it from others. Those that two pages share are one message."""
        self._texts.update(texts)

    def take(self, sums: Sums) -> None:
        """Take in what was added up of other pages, which share no message with these."""
        for own in sums.sections:
            known, odd = self._pools(own.section, own.language)
            known.add(own.known)
            odd.add(own.odd)
        for section, path in sums.first:
            self._begins(section, path)
        for found in sums.hardest:
            self._hard(found)
        for language, counts in sums.english:
            self.add_english(language, counts)
        self._messages += sums.messages

    @property
    def sums(self) -> Sums:
        """What has been added up so far."""
        return Sums(
            tuple([Sum(*key, own.counts, self._odd[key].counts) for key, own in self._sections.items()]),
            tuple(self._first.items()),
            tuple(self._hardest),
            tuple(self._english.items()),
            self.messages,
        )

    @property
    def messages(self) -> int:
        """How many messages there are so far."""
        return self._messages + len(self._texts)

    def _begins(self, section: str, path: str) -> None:
        self._first[section] = min(self._first.get(section, path), path)

    def _pools(self, section: str, language: str) -> tuple[Pool, Pool]:
        """Those of the pages that can be measured, and of the others."""
        key = section, language
        if key not in self._sections:
            self._sections[key], self._odd[key] = Pool(), Pool()
        return self._sections[key], self._odd[key]

    def _hard(self, found: tuple[float, str, str]) -> None:
        if len(self._hardest) < MOST or found < self._hardest[-1]:
            insort(self._hardest, found)
            del self._hardest[MOST:]

    @property
    def english(self) -> dict[str, EnglishScores]:
        """What the pages of each English edition have besides, as one text."""
        return {language: english_scores(counts) for language, counts in self._english.items()}

    @property
    def hardest(self) -> tuple[tuple[str, str], ...]:
        """Path and language of the hardest pages, hardest first; of equally hard ones the first by path."""
        return tuple((path, language) for _, path, language in self._hardest)

    @property
    def totals(self) -> dict[str, Measure]:
        """The measure of each language's pages as one text."""
        return {language: _score(language, *map(_together, pools)) for language, pools in self._by_language().items()}

    @property
    def sections(self) -> dict[str, dict[str, Measure]]:
        """The same by section and language."""
        found: dict[str, dict[str, Measure]] = {}
        for (section, language), known in sorted(self._sections.items(), key=lambda pair: self._first[pair[0][0]]):
            odd = self._odd[section, language]
            found.setdefault(section, {})[language] = _score(language, known.counts, odd.counts)
        return found

    def _by_language(self) -> dict[str, tuple[list[Pool], list[Pool]]]:
        """What has been added up of all sections of a language: of the pages that can be measured, and of the others."""
        found: dict[str, tuple[list[Pool], list[Pool]]] = {}
        for key, own in self._sections.items():
            known, odd = found.setdefault(key[1], ([], []))
            known.append(own)
            odd.append(self._odd[key])
        return found


def _together(pools: Iterable[Pool]) -> Counts:
    return pool(one.counts for one in pools)


def _score(language: str, known: Counts, odd: Counts) -> Measure:
    """The measure of the texts that have one. Where none has, that of the others, which says why."""
    return score(known if known.words else odd, language)


class Taken(NamedTuple):
    """Seconds that work has taken."""

    stages: Mapping[str, float]
    """By stage."""
    preparing: Mapping[str, float]
    """By the path of the page that was read, localised, checked and pressed."""
    rendering: Mapping[str, float]
    """By the path of the page that was rendered, all languages together."""


class Watch:
    """Seconds by stage, in order: each lap is booked on the stage that has ended; of all processes together.

    Within a lap there may be turns, each of which is booked on the page that was worked on.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._preparing: dict[str, float] = {}
        self._rendering: dict[str, float] = {}
        self._last = self._turned = perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on `stage`."""
        now = perf_counter()
        _book(self.seconds, stage, now - self._last)
        self._last = self._turned = now

    def prepared(self, path: str) -> None:
        """Book the time since the last turn or lap on a page, which was prepared."""
        self._turn(self._preparing, path)

    def rendered(self, path: str) -> None:
        """Book the time since the last turn or lap on a page, which was rendered."""
        self._turn(self._rendering, path)

    def _turn(self, pages: dict[str, float], path: str) -> None:
        now = perf_counter()
        _book(pages, path, now - self._turned)
        self._turned = now

    @property
    def taken(self) -> Taken:
        """What was booked."""
        return Taken(self.seconds, self._preparing, self._rendering)

    def add(self, taken: Taken) -> None:
        """Book what other processes have taken, while this one waited."""
        for own, more in zip((self.seconds, self._preparing, self._rendering), taken, strict=True):
            for name, seconds in more.items():
                _book(own, name, seconds)
        self._last = self._turned = perf_counter()


def _book(seconds: dict[str, float], name: str, more: float) -> None:
    seconds[name] = seconds.get(name, 0.0) + more
