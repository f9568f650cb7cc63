"""Which text is most like another. The one door to rapidfuzz.

A catalogue may have lost thousands of messages and got thousands of new ones: each new one is compared with those alone
that share one of its rarest words, so the time grows with their number and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

_WORD = re.compile(r"\w+")
_FEW_WORDS = 3
_COMPARED = 300
"""Texts that one text is compared with at most, the likeliest first."""
_WORK = 150_000_000
"""Characters of a text times those of all that it is compared with, which is what comparing costs: about 2 ms."""
_AT_LEAST = 2
"""Texts that it is compared with however long they are."""
_SKETCH = 64
"""Words that a long text is known by."""


class Match(NamedTuple):
    """A text that is like another."""

    place: int
    """Its index among the texts."""
    similarity: float
    """Normalised Indel similarity (`rapidfuzz.fuzz.ratio`), 0–100."""


class Texts:
    """Texts to be searched for one that is like another."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._by_feature: dict[str, list[int]] = {}
        self._sketches: dict[int, frozenset[int]] = {}
        if len(self._texts) > _COMPARED:
            for index, text in enumerate(self._texts):
                for feature in _features(text):
                    self._by_feature.setdefault(feature, []).append(index)

    def most_like(self, text: str, cutoff: float) -> Match | None:
        """The text most like `text`, the first of equals; None where none reaches `cutoff` (0–100).

        >>> Texts(["Vi lysnar på många.", "Ring oss."]).most_like("Vi lyssnar på många.", 70)
        Match(place=0, similarity=97.43589743589743)
        """
        if not self._texts:
            return None
        from rapidfuzz import fuzz, process  # Imported where it is used: most updates have nothing to match.

        likely = self._affordable(text, self._likely(text), cutoff)
        best = process.extractOne(text, [self._texts[i] for i in likely], scorer=fuzz.ratio, score_cutoff=cutoff)
        return Match(likely[best[2]], best[1]) if best else None

    def _affordable(self, text: str, likely: Sequence[int], cutoff: float) -> Sequence[int]:
        """Those of `likely` whose length allows `cutoff`; of long texts only as many as there is time for, the likeliest."""
        least = cutoff / (200 - cutoff)  # ratio = 200·common / (a + b) ≤ 200·min(a, b) / (a + b)
        length = len(text)
        found = [i for i in likely if least * length <= len(self._texts[i]) <= length / least]
        room = _WORK // max(length, 1)
        if sum(len(self._texts[i]) for i in found) <= room:
            return found
        ours = _sketch(text)
        kept: list[int] = []
        for i in sorted(found, key=lambda i: -len(ours & self._sketch(i))):
            room -= len(self._texts[i])
            if room < 0 and len(kept) >= _AT_LEAST:
                break
            kept.append(i)
        return sorted(kept)

    def _sketch(self, index: int) -> frozenset[int]:
        if index not in self._sketches:
            self._sketches[index] = _sketch(self._texts[index])
        return self._sketches[index]

    def _likely(self, text: str) -> Sequence[int]:
        """Which texts are worth a comparison with `text`, in their order."""
        if len(self._texts) <= _COMPARED:
            return range(len(self._texts))
        found: set[int] = set()
        for indices in sorted((self._by_feature.get(feature, []) for feature in _features(text)), key=len):
            if found and len(found) + len(indices) > _COMPARED:
                break
            found.update(indices[:_COMPARED])
        return sorted(found)


def _features(text: str) -> set[str]:
    """How the words of `text` begin; of a text of few words also with fewer letters, and how they end."""
    words = _WORD.findall(text.casefold())
    features = {word[:4] for word in words}
    if len(words) <= _FEW_WORDS:
        features |= {word[:2] for word in words} | {f"-{word[-3:]}" for word in words}
    return features


def _sketch(text: str) -> frozenset[int]:
    """Some of the words of `text`, the same ones in every text that has them: those of the smallest hash (Broder 1997)."""
    return frozenset(sorted({crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text)})[:_SKETCH])


_TURNS = frozenset("inte ej icke aldrig ingen inget inga utan endast bara not no never none only without".split())
"""Words that turn the meaning of a text round."""


def says_the_same(old: str, new: str) -> bool:
    """Whether two texts that hardly differ have the same numbers, and the same words such as `inte`.

    >>> says_the_same("Vi lysnar på många.", "Vi lyssnar på många!"), says_the_same("Öppet till 16.", "Öppet till 17.")
    (True, False)
    >>> says_the_same("Du får inte röka.", "Du får röka.")
    False
    """
    return _decisive(old) == _decisive(new)


def _decisive(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return sorted(word for word in words if word in _TURNS or not word.isalpha())
