"""What would make a text easier to read: how far its LIX falls if one sentence is changed.

LIX is O/M + 100·L/O. Splitting a sentence in k raises M by k − 1; replacing m of its long words lowers L by m. So both gains
are exact differences of the formula, for the text as a whole, and not guesses about a sentence alone. What a writer adds in
doing so (a subject for the new sentence, two short words for a long one) is not counted.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
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
    fewer: int = 0
    """Long words less then; one that stands twice counts twice."""

    @property
    def most(self) -> float:
        """The larger of the two."""
        return max(self.split, self.shorter)


def gains(blocks: Sequence[str], language: str, keep: Container[str] = (), part: int = PART) -> tuple[Gain, ...]:
    """The sentences of a text, given block by block, by what changing each of them would gain, most first.

    The larger of the two gains decides; where it is equal, both do. Words that stand in `keep` (case folded) are needed, such as terms, and are not offered for replacement; nor are names:
    what has a capital inside a sentence. A sentence is split in as many parts as come nearest to `part` words, so that
    one of 20 words stays whole.

    >>> best = gains(["Ring oss.", "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."], "sv")[0]
    >>> best.block, best.parts, round(best.split, 2)  # 26 words in 2 sentences, then in 3
    (1, 2, 4.33)
    """
    counts = count(blocks, language)
    if not counts.words:
        return ()
    now = lix(counts.words, counts.sentences, counts.long_words)
    found: list[Gain] = []
    for number, block in enumerate(blocks):
        for sentence in sentences(block, language):
            parts = max(1, round(len(sentence.words) / part))
            long = [w for w in _no_names(sentence.words) if is_long(w, language) and w.casefold() not in keep]
            words = tuple(sorted(dict.fromkeys(long), key=len, reverse=True)[:REPLACED])
            split = now - lix(counts.words, counts.sentences + parts - 1, counts.long_words)
            fewer = sum(word in words for word in long)
            shorter = now - lix(counts.words, counts.sentences, counts.long_words - fewer)
            found.append(Gain(number, sentence, parts, split, words, shorter, fewer))
    return tuple(sorted(found, key=lambda gain: (-gain.most, -gain.split - gain.shorter)))


def after(words: int, sentences: int, long_words: int, changed: Iterable[Gain]) -> float:
    """The LIX of a text with these counts, once the sentences in `changed` are split and have short words.

    >>> block = "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."
    >>> after(26, 1, 5, gains([block], "sv")), lix(26, 2, 0)
    (13.0, 13.0)
    """
    for gain in changed:
        sentences += gain.parts - 1
        long_words -= gain.fewer
    return lix(words, sentences, long_words)


def _no_names(words: Sequence[str]) -> list[str]:
    """The words of a sentence without those that begin with a capital; any may that begins it."""
    return [word for number, word in enumerate(words) if not number or not word[:1].isupper()]
