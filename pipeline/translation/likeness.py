"""Which of many texts are most like another, in a time that hardly grows with their number. The one door to rapidfuzz.

As long as the texts of about the same length are few, all are compared. Of many, those are compared that have most of the
text's features: how its words begin and end. Common words are not counted, unless there is nothing else.

The bound: a character that is put in or taken out changes two words at most (a blank joins two), and so four features. A text
`d` such characters away has all but `4·d` of the features that were counted, and is never left out where that is more than the
last one that was compared has. Beyond that bound one is left out only where other texts share more of the rare words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from math import ceil, floor

from pipeline.patterns import expression

_WORD = expression(r"\w+")
_BLOCK = 64
"""Characters that a comparison takes at a time (rapidfuzz; Hyyrö 2004, a bit for each in a machine word)."""
_WORK = 150_000
"""Steps of comparing that a text is worth: characters of the others, times blocks of its own. About 0.3 ms."""
_PATIENCE = 10
"""How much more a text is worth of whose words most are in too many others."""
_LEAST = 3
"""Texts that are compared however long they are."""
_COUNTED = 5_000
"""Entries of the index that are counted for a text, or two for each of its characters if that is more."""


class Sources:
    """Texts to be searched for those most like another.

    >>> Sources(["Kontakta oss här.", "Om oss"]).most_like("Kontakta oss nu.", 75, 8)
    [('Kontakta oss här.', 84.84848484848484)]
    """

    def __init__(self, texts: Iterable[str]) -> None:
        # Sorted by length: a text of another length is not similar, so most are never looked at.
        self._texts = sorted(texts, key=len)
        self._lengths = [len(text) for text in self._texts]
        self._sums = [0, *accumulate(self._lengths)]
        self._index: dict[str, list[int]] = {}

    def most_like(self, text: str, minimum: float, limit: int) -> list[tuple[str, float]]:
        """At most `limit` texts that are `minimum` percent alike or more (normalised Indel similarity), the best first."""
        from rapidfuzz import fuzz, process  # Imported where it is used: most texts are known word for word.

        # 2·shorter / (shorter + longer) is the most that the similarity can be.
        shortest = ceil(len(text) * minimum / (200 - minimum))
        longest = floor(len(text) * (200 - minimum) / max(minimum, 1))
        window = range(bisect_left(self._lengths, shortest), bisect_right(self._lengths, longest))
        chosen = [self._texts[place] for place in self._likely(text, window)]
        found = process.extract(text, chosen, scorer=fuzz.ratio, score_cutoff=minimum, limit=limit)
        return [(source, score) for source, score, _ in found]

    def _likely(self, text: str, window: range) -> Sequence[int]:
        """Which texts in `window` are worth a comparison with `text`, in their order."""
        blocks = ceil(len(text) / _BLOCK)
        work = (self._sums[window.stop] - self._sums[window.start]) * blocks
        if len(window) <= _LEAST or work <= _WORK:
            return window
        entries = self._entries(text, window)
        left = max(_COUNTED, 2 * len(text))
        sizes = list(accumulate(map(len, entries)))
        counted = entries[: bisect_right(sizes, left)]
        if 2 * len(counted) <= len(entries):  # All of them have its words: these say nothing.
            if work <= _WORK * _PATIENCE:
                return window
            counted.append(_nearest(entries[len(counted)], len(text), self._lengths, left) if entries else [])
        shared = Counter(chain.from_iterable(counted))
        likely = sorted(
            shared, key=shared.__getitem__, reverse=True
        )  # Of as many, those with the rarest features first.
        number = bisect_right(list(accumulate(self._lengths[place] * blocks for place in likely)), _WORK)
        return sorted(likely[: max(number, _LEAST)])

    def _entries(self, text: str, window: range) -> list[list[int]]:
        """For each feature of `text` which texts in `window` have it, where any has; the rarest feature first."""
        if not self._index:
            for place, source in enumerate(self._texts):
                for feature in _features(source):
                    self._index.setdefault(feature, []).append(place)
        found = (self._index.get(feature, []) for feature in sorted(_features(text)))
        within = (places[bisect_left(places, window.start) : bisect_left(places, window.stop)] for places in found)
        return sorted(filter(None, within), key=len)


def _nearest(places: list[int], length: int, lengths: list[int], number: int) -> list[int]:
    """The `number` of `places` whose texts are nearest to `length`, or nearly so."""
    start = max(bisect_left(places, bisect_left(lengths, length)) - number // 2, 0)
    return places[start : start + number]


def _features(text: str) -> set[str]:
    """How the words of `text` begin and how they end."""
    words = set(_WORD.findall(text.casefold()))
    return {word[:4] for word in words} | {f"-{word[-4:]}" for word in words}
