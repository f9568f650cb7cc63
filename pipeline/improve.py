"""What would make a text easier to read: how far its LIX falls if one sentence is changed.

LIX is O/M + 100·L/O. Splitting a sentence in k raises M by k − 1; replacing m of its long words lowers L by m. So both gains
are exact differences of the formula, for the text as a whole, and not guesses about a sentence alone.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import ceil
from typing import NamedTuple

from pipeline.prose import Sentence, count, is_long, sentences
from pipeline.readability import lix

PART = 15
"""Words of a sentence that is easy to follow: the middle of the 10–25 that Språkrådet and others recommend."""
REPLACED = 3
"""Long words of a sentence that a writer may be asked to replace at a time."""


class Gain(NamedTuple):
    """How far the LIX of a text falls if one of its sentences is changed."""

    block: int
    """Number of the block that it stands in, from 0."""
    sentence: Sentence
    """The sentence."""
    parts: int
    """Sentences of about `PART` words that it would make; 1: it is short enough."""
    split: float
    """Points that the LIX falls if it is split so."""
    words: tuple[str, ...]
    """Its longest words, longest first, at most `REPLACED`."""
    shorter: float
    """Points that the LIX falls if these were short."""

    @property
    def most(self) -> float:
        """The larger of the two."""
        return max(self.split, self.shorter)


def gains(
    blocks: Sequence[str], language: str, keep: Container[str] = (), abbreviations: Sequence[str] = ()
) -> tuple[Gain, ...]:
    """The sentences of a text, given block by block, by what changing each of them would gain, most first.

    Words that stand in `keep` (case folded) are needed, such as terms, and are not offered for replacement;
    `abbreviations` are the site's own.

    >>> best = gains(["Ring oss.", "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."], "sv")[0]
    >>> best.block, best.parts, round(best.split, 2)  # 26 words in 2 sentences, then in 3
    (1, 2, 4.33)
    """
    counts = count(blocks, language, abbreviations)
    if not counts.words:
        return ()
    now = lix(counts.words, counts.sentences, counts.long_words)
    found: list[Gain] = []
    for number, block in enumerate(blocks):
        for sentence in sentences(block, language, abbreviations):
            parts = max(1, ceil(len(sentence.words) / PART))
            long = [w for w in sentence.words if w.casefold() not in keep and is_long(w, language)]
            words = tuple(sorted(dict.fromkeys(long), key=len, reverse=True)[:REPLACED])
            split = now - lix(counts.words, counts.sentences + parts - 1, counts.long_words)
            fewer = counts.long_words - sum(word in words for word in long)
            shorter = now - lix(counts.words, counts.sentences, fewer)
            found.append(Gain(number, sentence, parts, split, words, shorter))
    return tuple(sorted(found, key=lambda gain: -gain.most))
