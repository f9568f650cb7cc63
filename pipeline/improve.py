"""What would make a text easier to read: how far its LIX falls if one sentence is changed.

LIX is O/M + 100·L/O. Splitting a sentence in k raises M by k − 1; replacing m of its long words lowers L by m. So both gains
are exact differences of the formula, for the text as a whole, and not guesses about a sentence alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from pipeline.prose import Sentence, Tally, count, is_long, read, sentences, tally
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
    sums = counts.words, counts.sentences, counts.long_words
    found = [
        gain
        for number, block in enumerate(blocks)
        for gain in _gains(number, block, language, sums, keep, abbreviations)
    ]
    return tuple(sorted(found, key=_least))


def foremost(
    blocks: Sequence[str], language: str, most: int, keep: Container[str] = (), abbreviations: Iterable[str] = ()
) -> tuple[Gain, ...]:
    """As the first `most` of `gains`, for a fraction of the time: blocks that can hold none of them are not taken apart.

    Of sentences that would gain the same another may be named, and one with the same long word twice may be passed over.

    >>> text = ["Ring oss.", "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."]
    >>> foremost(text, "sv", 1) == gains(text, "sv")[:1]
    True
    """
    words = read(blocks, language, abbreviations)
    counts, found = words.counts, [tally(code) for code in words.blocks]
    sums = counts.words, counts.sentences, counts.long_words
    bounds = sorted((-_bound(t, sums), -t.longest, n) for n, t in enumerate(found) if t.words)
    best: list[Gain] = []
    for bound, _, number in bounds:
        if len(best) == most and best[-1].most >= -bound:
            break
        best = sorted([*best, *_gains(number, blocks[number], language, sums, keep, abbreviations)], key=_least)[:most]
    return tuple(best)


def _least(gain: Gain) -> tuple[float, int, int]:
    """Sorts the gains, most first; of equal ones that in the longest sentence."""
    return -gain.most, -len(gain.sentence.words), -gain.sentence.long_words


def _bound(tally: Tally, sums: tuple[int, int, int]) -> float:
    """What no sentence of a block gains more than, unless it has a long word twice."""
    words, number, long_words = sums
    split = lix(words, number + ceil(tally.longest / PART) - 1, long_words)
    return lix(*sums) - min(split, lix(words, number, long_words - min(tally.long_words, REPLACED)))


def _gains(
    number: int,
    block: str,
    language: str,
    sums: tuple[int, int, int],
    keep: Container[str],
    abbreviations: Iterable[str],
) -> Iterator[Gain]:
    """The gains in one block of a text with those words, sentences and long words."""
    words, all_sentences, long_words = sums
    now = lix(*sums) if words else 0.0
    for sentence in sentences(block, language, abbreviations):
        parts = max(1, ceil(len(sentence.words) / PART))
        long = [w for w in sentence.words if w.casefold() not in keep and is_long(w, language)]
        longest = tuple(sorted(dict.fromkeys(long), key=len, reverse=True)[:REPLACED])
        split = now - lix(words, all_sentences + parts - 1, long_words)
        shorter = now - lix(words, all_sentences, long_words - sum(word in longest for word in long))
        yield Gain(number, sentence, parts, split, longest, shorter)
