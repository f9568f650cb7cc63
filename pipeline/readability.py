"""How hard a text is to read: LIX, RIX and OVIX for any text, four more for English. The one door to textstat.

The words and sentences are those of `prose`, whose docstring is the convention that a report has to state. Blocks are
measured that people read as running text (`PROSE_ROLES`). Headings, terms, captions, alternative texts and front matter are
not: a LIX of one phrase says nothing, and phrases without a verb make any text look easier than it is.

A score is a thermometer. It does not know whether a reader understood, and it is no proof of WCAG 3.1.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log, sqrt
from typing import Literal, NamedTuple

from pipeline.model import Measure
from pipeline.prose import Counts, count, sentences

PROSE_ROLES = frozenset(("paragraph", "item", "cell", "definition", "footnote", "description", "html"))
"""Roles of the segments that are measured; `description` is the long description of a picture, a paragraph."""

Band = Literal["very-easy", "easy", "medium", "hard", "very-hard"]
"""The bands of lix.se: under 30, 30–40, 40–50, 50–60, over 60. Other sets circulate: name this one."""

_BANDS: tuple[tuple[float, Band], ...] = ((30, "very-easy"), (40, "easy"), (50, "medium"), (60, "hard"))
_BAND_WORDS = 100
_SMOG_SENTENCES = 30
_NORMAL_95 = 1.959964
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouytd]ed|[^aeiouycgsxz]es)$")


# --- Any language --------------------------------------------------------------------------------


def measure(markdown: str, language: str) -> Measure:
    r"""The measure of a Markdown page: of its running text, front matter and code left out.

    >>> round(measure("# Kontakt\n\nRing oss. Kom hit. Vi hjälper.\\n", "sv").lix or 0, 2)
    18.67
    """
    # Not at the top: markdown brings its parser with it, and who has blocks already needs none.
    from pipeline.markdown import parse

    segments = parse(markdown).segments
    return measure_blocks((s.inline.prose for s in segments if s.role in PROSE_ROLES), language)


def measure_blocks(blocks: Iterable[str], language: str) -> Measure:
    """The measure of a text, given block by block (paragraph, list item, cell)."""
    return score(count(blocks, language), language)


class Pool:
    """The counts of texts added up as they come, so that nobody has to keep them."""

    def __init__(self) -> None:
        self._words = self._sentences = self._long_words = self._longest = self._numbers = 0
        self._vocabulary: set[str] = set()
        self._squares = (0, 0, 0)

    def add(self, counts: Counts) -> None:
        """Take in the counts of one more text."""
        self._words += counts.words
        self._sentences += counts.sentences
        self._long_words += counts.long_words
        self._longest = max(self._longest, counts.longest)
        self._numbers += counts.numbers
        self._vocabulary |= counts.vocabulary
        (xx, xy, yy), (more_xx, more_xy, more_yy) = self._squares, counts.squares
        self._squares = (xx + more_xx, xy + more_xy, yy + more_yy)

    @property
    def counts(self) -> Counts:
        """Those of all the texts as one."""
        vocabulary = frozenset(self._vocabulary)
        return Counts(
            self._words, self._sentences, self._long_words, vocabulary, self._longest, self._squares, self._numbers
        )


def pool(counts: Iterable[Counts]) -> Counts:
    """The counts of several texts as one. The LIX of a site is that of its pooled counts, not an average of pages.

    >>> both = pool([count(["Ring oss."], "sv"), count(["Kom hit. Ring!"], "sv")])
    >>> both.words, both.sentences, both.longest
    (5, 3, 2)
    """
    everything = Pool()
    for one in counts:
        everything.add(one)
    return everything.counts


def score(counts: Counts, language: str) -> Measure:
    """The measure of counted text. What cannot be measured is None: LIX without words, an interval of one sentence."""
    words, number, long_words = counts.words, counts.sentences, counts.long_words
    return Measure(
        language=language,
        words=words,
        sentences=number,
        long_words=long_words,
        types=counts.types,
        lix=lix(words, number, long_words) if words else None,
        lix_interval=lix_interval(counts),
        rix=rix(number, long_words) if words else None,
        ovix=ovix(words, counts.types),
    )


def lix(words: int, sentences: int, long_words: int) -> float:
    """O/M + 100·L/O (Björnsson 1968, *Läsbarhet*): O words, M sentences, L words of more than six letters.

    From about 20 (children's books) to about 60 and more (law).

    >>> round(lix(words=8, sentences=1, long_words=2), 2)
    33.0
    >>> round(lix(words=7, sentences=2, long_words=1), 2)
    17.79
    """
    return words / sentences + 100 * long_words / words


def rix(sentences: int, long_words: int) -> float:
    """L/M (Anderson 1983, *Lix and Rix*): long words a sentence, from 0.2 (first grade) to 7.2 and more (college).

    >>> rix(sentences=10, long_words=72)
    7.2
    """
    return long_words / sentences


def ovix(words: int, types: int) -> float | None:
    """OVIX = ln N / ln(2 − ln U / ln N) (Hultman & Westman 1977, *Gymnasistsvenska*): N words, U different ones.

    60 to 70 in most prose; the higher, the more varied. None when no word comes twice: nothing is known then.

    >>> round(ovix(words=10_000, types=1_000), 2)  # ln U / ln N = 3/4, so ln 10 000 / ln 1.25
    41.28
    >>> ovix(words=3, types=3) is None
    True
    """
    if not 0 < types < words:
        return None
    return log(words) / log(2 - log(types) / log(words))


def lix_interval(counts: Counts) -> tuple[float, float] | None:
    """The 95 % interval of the LIX of counted text. None below two sentences.

    How far the LIX would move had the author written other sentences of the same kind. LIX = x̄ + 100·ȳ/x̄ is a function of
    two means, so its variance is that of d = x − x̄ + 100·(y − x·ȳ/x̄)/x̄ over the sentences, divided by their number (the
    delta method; the infinitesimal jackknife of Efron 1982). It agrees with a bootstrap over sentences within a few per
    cent (a test holds it to 15), needs no random numbers and costs microseconds.

    >>> low, high = lix_interval(Counts(30, 3, 6, squares=(332, 60, 12)))  # 10, 14 and 6 words, 2 of each long: d = 0, 4 − 8, −4 + 8
    >>> round(low, 2), round(high, 2)  # 30 ± 1.96·√(32/2/3)
    (25.47, 34.53)
    """
    number, words, long_words = counts.sentences, counts.words, counts.long_words
    if number < 2:
        return None
    mean, share = words / number, long_words / words
    factor = 100 / mean
    slope = 1 - factor * share
    xx, xy, yy = counts.squares
    # Σd² multiplied out. The sums are whole numbers, so nothing is lost but in the last step.
    squares = slope * slope * xx + 2 * slope * factor * xy + factor * factor * yy - number * mean * mean
    half = _NORMAL_95 * sqrt(max(squares, 0.0) / (number - 1) / number)
    centre = mean + 100 * share
    return max(0.0, centre - half), centre + half


def band(measure: Measure, language: str) -> Band | None:
    """The band of lix.se, or None.

    None below 100 words, where the LIX is too uncertain for one (±10), and in other languages than Swedish and English,
    where the bands mean nothing.

    >>> text = "Vi ger stöd och råd till alla som vill ha det. " * 10
    >>> band(measure_blocks([text], "sv"), "sv"), band(measure_blocks([text[:99]], "sv"), "sv")
    ('very-easy', None)
    """
    if measure.lix is None or measure.words < _BAND_WORDS or language.lower()[:3].strip("-_") not in ("sv", "en"):
        return None
    return next((name for limit, name in _BANDS if measure.lix < limit), "very-hard")


# --- English only ----------------------------------------------------------------------------------


class EnglishScores(NamedTuple):
    """What is measured of English text besides the LIX. Grades are years of American school."""

    words: int
    """All words, as `prose` counts them."""
    sentences: int
    """All sentences."""
    syllables: int
    """Syllables of all words; a number or code is one."""
    polysyllables: int
    """Words of three syllables and more."""
    letters: int
    """Letters of all words."""
    flesch: float | None
    """Flesch reading ease: 0 (hard) to 100 (easy), and beyond either."""
    flesch_kincaid: float | None
    """Flesch–Kincaid grade."""
    smog: float | None
    """SMOG grade; None below 30 sentences, for which it was not made."""
    coleman_liau: float | None
    """Coleman–Liau grade."""


def english(blocks: Iterable[str]) -> EnglishScores:
    """The English scores of a text, given block by block. None where there is no word.

    >>> scores = english(["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."])
    >>> scores.syllables, round(scores.flesch, 1), round(scores.flesch_kincaid, 1), scores.smog
    (24, 37.5, 11.3, None)
    """
    found = [s for block in blocks for s in sentences(block, "en")]
    words = [word.lower() for s in found for word in s.words]
    known = syllables(frozenset(words))
    number, total, letters = len(found), sum(known[w] for w in words), sum(c.isalpha() for w in words for c in w)
    many = sum(known[w] > 2 for w in words)
    return EnglishScores(
        words=len(words),
        sentences=number,
        syllables=total,
        polysyllables=many,
        letters=letters,
        flesch=flesch(len(words), number, total) if words else None,
        flesch_kincaid=flesch_kincaid(len(words), number, total) if words else None,
        smog=smog(number, many) if number >= _SMOG_SENTENCES else None,
        coleman_liau=coleman_liau(len(words), number, letters) if words else None,
    )


def flesch(words: int, sentences: int, syllables: int) -> float:
    """206.835 − 1.015·O/M − 84.6·S/O (Flesch 1948): S syllables.

    >>> round(flesch(words=13, sentences=1, syllables=24), 1)
    37.5
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """0.39·O/M + 11.8·S/O − 15.59 (Kincaid et al. 1975): S syllables.

    >>> round(flesch_kincaid(words=13, sentences=1, syllables=24), 1)
    11.3
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog(sentences: int, polysyllables: int) -> float:
    """1.0430·√(30·P/M) + 3.1291 (McLaughlin 1969): P words of three syllables and more, in at least 30 sentences.

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


def syllables(words: Iterable[str]) -> dict[str, int]:
    """The syllables of English words in lower case: what textstat finds, but never fewer than the vowels that are heard.

    textstat 0.7.13 counts by the CMU dictionary for `en_US`, `en_GB` and `en`, which it gets from NLTK, and NLTK from the
    network at run time. For `en-US` (with a hyphen) it finds no dictionary and counts pyphen's hyphenation points, offline
    and the same on every machine. But nobody hyphenates `a-ny` or `e-ve-ry`: alone these make Flesch 6 to 8 points too
    easy, with `en-GB` 12 to 15. With the vowels 97 words of 100 are right and Flesch is within about one point.

    >>> syllables(["every", "banana", "don't", "well-known", "2014"])
    {'every': 3, 'banana': 3, "don't": 1, 'well-known': 2, '2014': 1}
    """
    # Half a second to import, half of it NLTK. An instance of our own: the module's singleton is shared state.
    from textstat.textstat import textstatistics

    textstat = textstatistics()
    textstat.set_lang("en-US")

    def one(part: str) -> int:
        heard = len(_VOWELS.findall(part)) - bool(_SILENT.search(part))
        return max(1, heard, int(textstat.syllable_count(part)))

    return {word: sum(one(part) for part in word.split("-") if part) for word in words}
