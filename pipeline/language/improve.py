"""What would make a text easier to read: how far its LIX falls if one sentence is changed.

LIX is O/M + 100·L/O. Splitting a sentence in k raises M by k − 1; replacing m of its long words lowers L by m. So both gains
are exact differences of the formula, for the text as a whole, and not guesses about a sentence alone. What a writer adds in
doing so (a subject for the new sentence, two short words for a long one) is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.patterns import expression
from pipeline.prose import Sentence, Words, count, is_long, read, sentences
from pipeline.readability import lix
from pipeline.termbase.site_words import NOTHING, SiteWords

PART = 15
"""Words of a sentence that is easy to follow: the middle of the 10–25 that Språkrådet and others recommend."""
_SHARE = 0.6
"""Share of the longest sentence that readers should get which is easy to follow: 15 words of 25."""
ADVICE = 3
"""Sentences of a page that are named as those that would help most."""
REPLACED = 3
"""Long words of a sentence that a writer may be asked to replace at a time."""
_SHORT = 6
"""Letters of the longest word that is not long."""
_WORD = expression(r"[^\W_](?:\S*[^\W_])?")


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


def gains(blocks: Sequence[str], language: str, site: SiteWords = NOTHING, part: int = PART) -> tuple[Gain, ...]:
    """The sentences of a text, given block by block, by what changing each of them would gain, most first.

    The larger of the two gains decides; where it is equal, both do. Words that the `site` needs, such as terms, are not
    offered for replacement; nor are names: what has a capital inside a sentence. A sentence is split in as many parts as
    come nearest to `part` words, so that one of 20 words stays whole.

    >>> best = gains(["Ring oss.", "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."], "sv")[0]
    >>> best.block, best.parts, round(best.split, 2)  # 26 words in 2 sentences, then in 3
    (1, 2, 4.33)
    """
    counts = count(blocks, language, site.abbreviations)
    look = _Look(counts.words, counts.sentences, counts.long_words, language, site, part)
    return tuple(sorted((gain for n, block in enumerate(blocks) for gain in look.gains(n, block)), key=_least))


def foremost(
    blocks: Sequence[str],
    language: str,
    most: int,
    site: SiteWords = NOTHING,
    part: int = PART,
    words: Words | None = None,
) -> tuple[Gain, ...]:
    """The first `most` of `gains`, for a fraction of the time: blocks that can hold none of them are not taken apart.

    `words` are what `prose.read` says of the blocks, where somebody has asked already.

    >>> text = ["Ring oss.", "Vi hjälper alla " + "som bor i kommunen och " * 4 + "vill."]
    >>> foremost(text, "sv", 1) == gains(text, "sv")[:1]
    True
    """
    words = words or read(blocks, language, site.abbreviations)
    counts = words.counts
    look = _Look(counts.words, counts.sentences, counts.long_words, language, site, part)
    bounds = sorted(look.bounds(blocks, words))
    best: list[Gain] = []
    for bound in bounds:
        if len(best) == most and _least(best[-1]) <= bound:
            break
        number = bound[3]
        best = sorted([*best, *look.gains(number, blocks[number])], key=_least)[:most]
    return tuple(best)


def easy_length(limit: int) -> int:
    """Words of an easy sentence, where one of more than `limit` is too long for its readers.

    >>> easy_length(25), easy_length(15)
    (15, 9)
    """
    return max(1, round(_SHARE * limit))


_Order = tuple[float, float, int, int, int]
"""What gains are sorted by."""


def _least(gain: Gain) -> _Order:
    """Sorts the gains, most first; of equal ones that which gains more in all, then the longest sentence, then the first."""
    in_all = gain.split + gain.shorter
    return -gain.most, -in_all, -len(gain.sentence.words), gain.block, gain.sentence.start


class _Look(NamedTuple):
    """How the blocks of one text are looked at."""

    words: int
    sentences: int
    long_words: int
    language: str
    site: SiteWords
    part: int

    def gains(self, number: int, block: str) -> Iterator[Gain]:
        """The gains in one block."""
        if not self.words:
            return
        now = lix(self.words, self.sentences, self.long_words)
        for sentence in sentences(block, self.language, self.site.abbreviations):
            parts = self.parts(len(sentence.words))
            own = [word for word in _no_names(sentence.words) if is_long(word, self.language)]
            long = [word for word in own if word.casefold() not in self.site.needed]
            longest = tuple(sorted(dict.fromkeys(long), key=len, reverse=True)[:REPLACED])
            fewer = sum(word in longest for word in long)
            split = now - lix(self.words, self.sentences + parts - 1, self.long_words)
            shorter = now - lix(self.words, self.sentences, self.long_words - fewer)
            yield Gain(number, sentence, parts, split, longest, shorter, fewer)

    def bounds(self, blocks: Sequence[str], words: Words) -> Iterator[_Order]:
        """For each block that has a word, what none of its sentences comes before.

        By the words and the long words of each sentence, so that hardly any block is taken apart in vain.
        """
        for number, code in enumerate(words.blocks):
            shapes = {(len(sentence), sentence.count(b"L")) for sentence in code.split(b"!") if sentence}
            if not shapes:
                continue
            if max(long for _, long in shapes) > REPLACED and not _repeats(blocks[number]):
                shapes = {(length, min(long, REPLACED)) for length, long in shapes}
            yield min(self._bound(number, length, long) for length, long in shapes)

    def _bound(self, number: int, length: int, fewer: int) -> _Order:
        now = lix(self.words, self.sentences, self.long_words)
        split = now - lix(self.words, self.sentences + self.parts(length) - 1, self.long_words)
        shorter = now - lix(self.words, self.sentences, self.long_words - fewer)
        return -max(split, shorter), -(split + shorter), -length, number, -1

    def parts(self, words: int) -> int:
        """Sentences that one of that many words would make."""
        return max(1, round(words / self.part))


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


def _repeats(block: str) -> bool:
    """Whether a word that may be long stands twice in a block: such a one is replaced twice."""
    long = [word for word in _WORD.findall(block) if len(word) > _SHORT]
    return len(set(long)) < len(long)


def _no_names(words: Sequence[str]) -> list[str]:
    """The words of a sentence without those that begin with a capital; any may that begins it."""
    return [word for number, word in enumerate(words) if not number or not word[:1].isupper()]
