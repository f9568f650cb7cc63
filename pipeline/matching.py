"""Which text is most like another. The one door to rapidfuzz.

A catalogue may have lost thousands of messages and got thousands of new ones: each new one is compared with those alone
that share one of its rarest words, so the time grows with their number and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_FEW_WORDS = 3
_COMPARED = 300
"""Texts that one text is compared with at most, the likeliest first."""


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

        likely = self._likely(text)
        best = process.extractOne(text, [self._texts[i] for i in likely], scorer=fuzz.ratio, score_cutoff=cutoff)
        return Match(likely[best[2]], best[1]) if best else None

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
