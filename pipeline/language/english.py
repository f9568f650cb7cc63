"""What is measured of English text besides the LIX: Flesch, Flesch–Kincaid, SMOG, Coleman–Liau. The one door to textstat.

The words and sentences are ours (`prose`); syllables are textstat's, without a download (`syllables`). A number or code is one
syllable without a letter, and so is an address; a hyphenated compound has the syllables of its parts.

The formulas were made on samples of a hundred words, and SMOG on thirty sentences. Below that there is no score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import sqrt
from operator import add
from typing import NamedTuple

from pipeline.language.tokens import is_address, word_of
from pipeline.language.uncertainty import interval
from pipeline.model import Phrase
from pipeline.patterns import expression
from pipeline.prose import Words, product_sum, read

ENOUGH_WORDS = 100
"""Words below which no formula says anything (Flesch 1948 counts samples of 100; ± 12 points there)."""
SMOG_SENTENCES = 30
"""Sentences that SMOG asks for (McLaughlin 1969)."""
_REMEMBERED = 100_000
"""Tokens that the memo holds before it begins anew: about 15 MB."""
_VOWELS = expression(r"[aeiouy]+")
_SILENT = expression(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouytd]ed|[^aeiouycgsxz]es)$")
_FIELD = 32
_MASK = (1 << _FIELD) - 1


class EnglishCounts(NamedTuple):
    """What the English formulas need of a text. Texts are pooled by these (`pool_english`), never by their scores."""

    words: int = 0
    """O: all words, as `prose` counts them."""
    sentences: int = 0
    """M: all sentences."""
    syllables: int = 0
    """S: syllables of all words."""
    polysyllables: int = 0
    """P: words of three syllables and more."""
    letters: int = 0
    """Letters of all words."""
    numbers: int = 0
    """Words without a letter: numbers and code."""
    products: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)
    """Σx², Σxs, Σs², Σp², Σxc, Σc² over the sentences: x their words, s syllables, p polysyllables, c letters."""


class Score(NamedTuple):
    """A score and how sure it is."""

    value: float
    """The score."""
    low: float
    """Lower end of its 95 % interval, over sentences."""
    high: float
    """Upper end."""


class EnglishScores(NamedTuple):
    """The scores of an English text; what is not measurable is None (`why_no_score`). Grades are years of American school."""

    flesch: Score | None = None
    """Flesch reading ease: 0 (hard) to 100 (easy), and beyond either."""
    flesch_kincaid: Score | None = None
    """Flesch–Kincaid grade."""
    smog: Score | None = None
    """SMOG grade; None below 30 sentences, for which it was not made."""
    coleman_liau: Score | None = None
    """Coleman–Liau grade."""


def english(blocks: Iterable[str], abbreviations: Iterable[str] = ()) -> EnglishScores:
    """The English scores of a text, given block by block.

    >>> scores = english(["We give advice to people who ask for it.", "It is free."] * 12)
    >>> round(scores.flesch.value), round(scores.flesch_kincaid.value, 1), scores.smog
    (102, 0.5, None)
    >>> english(["We give advice."])
    EnglishScores(flesch=None, flesch_kincaid=None, smog=None, coleman_liau=None)
    """
    return english_scores(english_counts(read(blocks, "en", abbreviations)))


def english_counts(words: Words) -> EnglishCounts:
    """The English counts of a text that has been read (`prose.read`, which gives its `counts` for the LIX as well).

    >>> english_counts(read(["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."], "en"))[:5]
    (13, 1, 24, 4, 68)
    """
    # Zero for the end of a block, never for a word.
    values = [value for value in map(_sounds().__getitem__, words.tokens) if value]
    lengths = list(map(len, words.sentences))
    sums: list[int] = []
    start = 0
    for length in lengths:
        sums.append(sum(values[start : start + length]))
        start += length
    syllables = [value & _MASK for value in sums]
    many = [value >> _FIELD & _MASK for value in sums]
    letters = [value >> 2 * _FIELD for value in sums]
    products = (
        product_sum(lengths, lengths),
        product_sum(lengths, syllables),
        product_sum(syllables, syllables),
        product_sum(many, many),
        product_sum(lengths, letters),
        product_sum(letters, letters),
    )
    return EnglishCounts(sum(lengths), len(lengths), sum(syllables), sum(many), sum(letters), words.numbers, products)


def pool_english(counts: Iterable[EnglishCounts]) -> EnglishCounts:
    """The counts of several texts as one.

    >>> pool_english([EnglishCounts(3, 1, 4), EnglishCounts(5, 2, 7)])[:3]
    (8, 3, 11)
    """
    total = EnglishCounts()
    for one in counts:
        plain = [here + there for here, there in zip(total[:6], one[:6], strict=True)]
        a, b, c, d, e, f = map(add, total.products, one.products)
        total = EnglishCounts._make((*plain, (a, b, c, d, e, f)))
    return total


def english_scores(counts: EnglishCounts) -> EnglishScores:
    """The scores of counted text, each with its interval; None where `why_no_score` says why.

    Which script and language a text is in, the measure of its LIX knows: where that is None, show none of these either.
    """
    if why_no_score(counts) is not None:
        return EnglishScores()
    words, number, syllables, many, letters, _, (xx, xs, ss, pp, xc, cc) = counts
    mean = words / number
    sounds, signs = syllables / words, letters / words
    x_s, x_c = ((xx, xs), (xs, ss)), ((xx, xc), (xc, cc))

    def scored(
        value: float, slopes: tuple[float, ...], totals: tuple[int, ...], sums: tuple[tuple[int, ...], ...]
    ) -> Score | None:
        found = interval(value, number, slopes, totals, sums)
        return Score(value, *found) if found is not None else None

    return EnglishScores(
        scored(
            flesch(words, number, syllables), (-1.015 + 84.6 * sounds / mean, -84.6 / mean), (words, syllables), x_s
        ),
        scored(
            flesch_kincaid(words, number, syllables),
            (0.39 - 11.8 * sounds / mean, 11.8 / mean),
            (words, syllables),
            x_s,
        ),
        # At no polysyllable at all the slope is infinite; then nothing is known of how often there are any.
        scored(smog(number, many), (1.043 * sqrt(30 / (many / number)) / 2,), (many,), ((pp,),))
        if number >= SMOG_SENTENCES and many
        else None,
        scored(
            coleman_liau(words, number, letters),
            ((29.6 / mean - 5.88 * signs) / mean, 5.88 / mean),
            (words, letters),
            x_c,
        ),
    )


def why_no_score(counts: EnglishCounts) -> Phrase | None:
    """Why a text has no English score at all: an English template and its values; None where it has.

    >>> why_no_score(EnglishCounts(words=40, sentences=4))
    Phrase(template='Not measurable: {words} words. The English formulas need at least {least}.', values=(('words', 40), ('least', 100)))
    """
    if counts.words < ENOUGH_WORDS:
        template = "Not measurable: {words} words. The English formulas need at least {least}."
        return Phrase(template, (("words", counts.words), ("least", ENOUGH_WORDS)))
    if 2 * counts.numbers > counts.words:
        template = "Not measurable: {numbers} of {words} words are numbers or code."
        return Phrase(template, (("numbers", counts.numbers), ("words", counts.words)))
    if counts.words > ENOUGH_WORDS * counts.sentences:
        template = "Not measurable: {length} words a sentence. The marks that end sentences seem to be missing."
        return Phrase(template, (("length", round(counts.words / counts.sentences)),))
    return None


# --- the formulas ----------------------------------------------------------------------------------


def flesch(words: int, sentences: int, syllables: int) -> float:
    """206.835 − 1.015·O/M − 84.6·S/O (Flesch 1948, *A new readability yardstick*): S syllables.

    >>> round(flesch(words=13, sentences=1, syllables=24), 1)  # the platypus: published as 37.5
    37.5
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """0.39·O/M + 11.8·S/O − 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975): S syllables.

    >>> round(flesch_kincaid(words=13, sentences=1, syllables=24), 1)  # the platypus: published as 11.3
    11.3
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog(sentences: int, polysyllables: int) -> float:
    """1.0430·√(30·P/M) + 3.1291 (McLaughlin 1969, *SMOG grading*): P words of three syllables and more, M at least 30.

    >>> round(smog(sentences=30, polysyllables=30), 2)
    8.84
    """
    return 1.043 * sqrt(30 * polysyllables / sentences) + 3.1291


def coleman_liau(words: int, sentences: int, letters: int) -> float:
    """0.0588·(100·letters/O) − 0.296·(100·M/O) − 15.8 (Coleman & Liau 1975). textstat cuts 0.0588 to 0.058.

    >>> round(coleman_liau(words=1000, sentences=42, letters=5370), 1)
    14.5
    """
    return 5.88 * letters / words - 29.6 * sentences / words - 15.8


# --- syllables -------------------------------------------------------------------------------------


def syllables(words: Iterable[str]) -> dict[str, int]:
    """The syllables of English words in lower case: what textstat finds, but never fewer than the vowels that are heard.

    textstat 0.7.13 counts by the CMU dictionary for `en_US`, `en_GB` and `en`, which it gets from NLTK, and NLTK from the
    network at run time. For `en-US` (with a hyphen) it finds no dictionary and counts pyphen's hyphenation points, offline
    and the same on every machine. But nobody hyphenates `a-ny` or `e-ve-ry`: alone these make Flesch 6 to 8 points too
    easy, with `en-GB` 12 to 15. With the vowels 97 words of 100 are right and Flesch is within about one point.

    >>> syllables(["every", "banana", "don't", "well-known", "2014", "a.m"])
    {'every': 3, 'banana': 3, "don't": 1, 'well-known': 2, '2014': 1, 'a.m': 2}
    """
    sounds = _sounds()
    return {word: sounds[word] & _MASK for word in words}


class _Sounds(dict[str, int]):
    """Of each token syllables + 2³²·(three and more?) + 2⁶⁴·letters, worked out when it is first met."""

    __slots__ = ("_count",)

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count

    def __missing__(self, token: str) -> int:
        word = word_of(token)
        letters = sum(map(str.isalpha, word))
        if not word:
            value = 0
        elif not letters or is_address(word):
            value = 1
        else:
            heard = sum(self._heard(part) for part in re.split(r"[-‐‑.\s]", word) if part)
            value = heard + ((heard > 2) << _FIELD) + (letters << 2 * _FIELD)
        self[token] = value
        return value

    def _heard(self, part: str) -> int:
        vowels = len(_VOWELS.findall(part)) - bool(_SILENT.search(part))
        return max(1, vowels, self._count(part))


@lru_cache(1)
def _memo() -> _Sounds:
    # A quarter of a second to import, half of it NLTK. An instance of our own: the module's singleton is shared state.
    from textstat.textstat import textstatistics

    textstat = textstatistics()
    textstat.set_lang("en-US")
    return _Sounds(textstat.syllable_count)


def _sounds() -> _Sounds:
    """The memo, until it is full."""
    if len(_memo()) >= _REMEMBERED:
        _memo.cache_clear()
    return _memo()
