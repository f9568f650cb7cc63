"""What a build adds up while pages go by: counts of every section and of the site, the hardest pages, messages, time.

Counts are pooled, scores never averaged. Of the hardest pages the sentence is kept that would gain most, since their text is
gone when it is known which they are.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from time import perf_counter

from pipeline.english import EnglishCounts, EnglishScores, english_counts, english_scores, pool_english
from pipeline.improve import Gain
from pipeline.inline import OBJECT
from pipeline.model import Document, Measure
from pipeline.prose import Counts, Words
from pipeline.readability import ENOUGH, Pool, pool, score
from pipeline.report import Hard

MOST = 10
"""Pages that are kept as the hardest."""


class Overview:
    """The sums of a site so far."""

    def __init__(self) -> None:
        self._sections: dict[tuple[str, str], Pool] = {}
        self._odd: dict[tuple[str, str], Pool] = {}
        self._hardest: list[Hard] = []
        self._english: dict[str, EnglishCounts] = {}

    def add(self, document: Document, counts: Counts, measure: Measure) -> bool:
        """Take in a page; whether it is among the hardest so far, so that `keep` wants to know more of it."""
        path, language = document.path, document.language
        section = path.partition("/")[0] if "/" in path else ""
        known, odd = (pools.setdefault((section, language), Pool()) for pools in (self._sections, self._odd))
        (odd if measure.unmeasured else known).add(counts)  # A list of numbers would make nonsense of the others' sum.
        if measure.lix_interval is None or measure.words < ENOUGH:
            return False
        return len(self._hardest) < MOST or measure.lix_interval[0] > self._hardest[-1].lix

    def add_english(self, language: str, words: Words) -> None:
        """Take in what an English page has besides."""
        both = (self._english.get(language, EnglishCounts()), english_counts(words))
        self._english[language] = pool_english(both)

    @property
    def english(self) -> dict[str, EnglishScores]:
        """What the pages of each English edition have besides, as one text."""
        return {language: english_scores(counts) for language, counts in self._english.items()}

    def keep(self, document: Document, measure: Measure, advice: Sequence[Gain]) -> None:
        """Keep a page as one of the hardest, with the first of its `advice`."""
        low = measure.lix_interval[0] if measure.lix_interval is not None else 0.0
        text, words, parts, gain = "", 0, 1, 0.0
        if advice and advice[0].most > 0:
            sentence, parts, gain = advice[0].sentence, advice[0].parts, advice[0].most
            text, words = sentence.text.replace(OBJECT, "…"), len(sentence.words)
            parts = parts if advice[0].split >= advice[0].shorter else 1
        insort(
            self._hardest,
            Hard(f"source/{document.path}", document.language, low, text, words, parts, gain),
            key=lambda hard: -hard.lix,
        )
        del self._hardest[MOST:]

    @property
    def hardest(self) -> tuple[Hard, ...]:
        """The hardest pages, hardest first."""
        return tuple(self._hardest)

    @property
    def totals(self) -> dict[str, Measure]:
        """The measure of each language's pages as one text."""
        return {language: _score(language, *map(_together, pools)) for language, pools in self._by_language().items()}

    @property
    def sections(self) -> dict[str, dict[str, Measure]]:
        """The same by section and language."""
        found: dict[str, dict[str, Measure]] = {}
        for (section, language), known in self._sections.items():
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


class Watch:
    """Seconds by stage, in order: each lap is booked on the stage that has ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on `stage`."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


class Messages:
    """Counts the messages of a site, each once in its domain; pages come by domain."""

    def __init__(self) -> None:
        self._domain = ""
        self._known: set[tuple[str | None, str]] = set()
        self._done = 0

    def add(self, domain: str, document: Document) -> None:
        """Take in the texts of a page."""
        if domain != self._domain:
            self._done += len(self._known)
            self._domain, self._known = domain, set()
        self._known.update([(segment.context, segment.id) for segment in document.segments])

    @property
    def number(self) -> int:
        """How many there are so far."""
        return self._done + len(self._known)
