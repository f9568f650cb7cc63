"""Whether a translation is harder to read than its source: the LIX of the two, page by page.

LIX works across Swedish and English, but the harder a text, the more of its LIX it loses on the way into English, where
long words are fewer and compounds are apart. Measured: 32 parallel pages with 46.8 in Swedish had 43.5 in English, a
difference of −3.3 with a standard deviation of 2.2; the 25 longest pages of this program's own site, with 24.6 in Swedish,
had 26.4: +1.8, standard deviation 2.0. `usual` is the line through these two points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple

from pipeline.checks.pairs import Pair, Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.detection import base
from pipeline.language.excerpt import excerpt
from pipeline.language.uncertainty import NORMAL_95
from pipeline.prose import Counts, count
from pipeline.readability import ENOUGH, PROSE_ROLES, lix

MARGIN = 3.3
"""How far over the usual a translation may be: 1.5 of the standard deviations."""
_SLOPE = -0.23
"""How much more of its LIX a text loses for each point that it has: from +1.8 at 24.6 to −3.3 at 46.8."""
_FEWEST = 5
"""Pairs of texts under which nothing is known of how they differ."""
_TEXT = 10
"""Words that a text has that is shown as the one to look at, if there is any."""
_KNOWN = frozenset({("sv", "en"), ("en", "sv")})


def usual(source: float, languages: tuple[str, str]) -> float | None:
    """How much the LIX of a text changes in a faithful translation; None for languages of which nothing is known.

    >>> round(usual(46.8, ("sv", "en")), 1), round(usual(24.6, ("sv", "en")), 1), round(usual(43.5, ("en", "sv")), 1)
    (-3.3, 1.8, 3.3)
    """
    if languages == ("sv", "en"):
        return -3.3 + _SLOPE * (source - 46.8)
    if languages == ("en", "sv"):  # The same line, read from the other side.
        return 3.3 - _SLOPE / (1 + _SLOPE) * (source - 43.5)
    return None


class Both(NamedTuple):
    """The counts of a text and of its translation."""

    source: Counts
    """Those of the source."""
    target: Counts
    """Those of the translation."""


class Compared(NamedTuple):
    """How much harder a translation is."""

    difference: float
    """Its LIX less that of its source."""
    half: float
    """Half of the 95 % interval of the difference."""
    most: int
    """Number of the pair that adds most to it, from 0."""


def compared(pairs: Sequence[Both]) -> Compared:
    """How much the LIX of translations differs from that of their sources, text by text, all of them with words.

    The sentences of a text and of its translation say the same, so what chance adds to one it adds to the other, and the
    interval of the difference is narrower than the two intervals together. LIX is a function of sums, so a pair's part in
    the difference is d = i(target) − i(source), where i = (o − m·O/M)/M + 100·(l − o·L/O)/O is what a text with o, m and l
    words, sentences and long words adds to the LIX of a page with O, M and L (the delta method; the infinitesimal jackknife
    of Efron 1982). The parts add up to nothing, so their variance is n/(n − 1)·Σd² for n pairs, and the interval is t times
    its root: t of Student with n − 1 degrees of freedom, since pages have few texts. The texts, not the sentences, are what
    is drawn by chance, because sentences of one text are like each other.
    """
    number = len(pairs)
    source, target = _sums([both.source for both in pairs]), _sums([both.target for both in pairs])
    squares = sum((_part(both.target, target) - _part(both.source, source)) ** 2 for both in pairs)
    difference = lix(*target) - lix(*source)
    without = [
        lix(*_less(target, both.target)) - lix(*_less(source, both.source)) if number > 1 else 0.0 for both in pairs
    ]
    long_enough = [n for n, both in enumerate(pairs) if both.target.words >= _TEXT] or range(number)
    most = min(long_enough, key=without.__getitem__)
    return Compared(difference, _student_95(number - 1) * sqrt(number / (number - 1) * squares), most)


_Sums = tuple[int, int, int]
"""O, M, L."""


def _sums(counts: Sequence[Counts]) -> _Sums:
    return sum(c.words for c in counts), sum(c.sentences for c in counts), sum(c.long_words for c in counts)


def _less(sums: _Sums, counts: Counts) -> _Sums:
    return sums[0] - counts.words, sums[1] - counts.sentences, sums[2] - counts.long_words


def _part(counts: Counts, sums: _Sums) -> float:
    """What a text adds to the LIX of its page, to the first order."""
    words, number, long_words = sums
    length = (counts.words - counts.sentences * words / number) / number
    return length + 100 * (counts.long_words - counts.words * long_words / words) / words


def _student_95(freedom: int) -> float:
    """The 97.5th percentile of Student's t (Abramowitz & Stegun 1964, 26.7.5, three terms); within 2 % from 4 degrees on.

    >>> [round(_student_95(n), 2) for n in (4, 10, 30)]  # 2.78, 2.23 and 2.04 in the tables
    [2.73, 2.23, 2.04]
    """
    z = NORMAL_95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def _harder(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    measure, source = scope.measure, scope.source
    languages = (base(pairs.source_language), base(scope.language))
    if languages not in _KNOWN or measure is None or measure.lix is None or measure.words < ENOUGH:
        return
    if source is not None and source.lix is not None and measure.lix - source.lix <= _allowed(source.lix, languages):
        return  # Most pages: two numbers that are known already.
    chosen = [p for p in pairs if p.segment.role in PROSE_ROLES and p.translation.inline is not None]
    own = scope.abbreviations
    counted = [
        (p, Both(count((p.source,), pairs.source_language, own), count((p.target,), scope.language, own)))
        for p in chosen
    ]
    counted = [(p, both) for p, both in counted if both.source.words and both.target.words]
    found = [both for _, both in counted]
    here, there = _sums([both.target for both in found]), _sums([both.source for both in found])
    if len(found) < _FEWEST or min(here[0], there[0]) < ENOUGH:
        return
    result = compared(found)
    if result.difference - result.half > _allowed(lix(*there), languages):
        pair, both = counted[result.most]
        yield _note(pair, both, result, here, there, usual(lix(*there), languages) or 0.0)


def _allowed(source: float, languages: tuple[str, str]) -> float:
    """How much harder a translation may be; never blamed is one that is easier than its source."""
    return max(0.0, (usual(source, languages) or 0.0) + MARGIN)


def _note(pair: Pair, both: Both, result: Compared, here: _Sums, there: _Sums, expected: float) -> Note:
    shown = excerpt(pair.target)
    return Note(
        pair.location,
        "{page} is harder to read in translation: LIX {lix} = {length} words a sentence + {share} % long words, against {source_lix} = {source_length} + {source_share} %. "
        "The difference is {difference} ± {half}; at this level {usual} is usual. Most of it is in “{start}”: {words} words, {sentences} sentences, {long_words} long words, "
        "against {source_words}, {source_sentences} and {source_long_words}.",
        (
            ("page", pair.translation.page),
            ("lix", round(lix(*here))),
            ("length", round(here[0] / here[1], 1)),
            ("share", round(100 * here[2] / here[0])),
            ("source_lix", round(lix(*there))),
            ("source_length", round(there[0] / there[1], 1)),
            ("source_share", round(100 * there[2] / there[0])),
            ("difference", f"{round(result.difference):+d}"),
            ("half", round(result.half)),
            ("usual", f"{round(expected):+d}".replace("-", "\u2212")),
            ("start", shown),
            ("words", both.target.words),
            ("sentences", both.target.sentences),
            ("long_words", both.target.long_words),
            ("source_words", both.source.words),
            ("source_sentences", both.source.sentences),
            ("source_long_words", both.source.long_words),
        ),
    )


_SOURCE = "Vi ger råd och hjälp. Ring oss om du vill veta mer."
_EASY = "We give advice and help. Call us if you want to know more."
_HARD = "We provide advice and help. Please contact us if you want to know more."


def _example(translation: str) -> str:
    return f"{_SOURCE}\n\n" * 10 + f'%%% en\nmsgid "{_SOURCE}"\nmsgstr "{translation}"\n'


RULES = (
    Rule(
        "readability-translation-harder",
        "Translations",
        "review",
        ("C. H. Björnsson, Läsbarhet (1968)", "Språklagen (2009:600), 11 §", "WCAG 2.2, 3.1.5 Reading Level (AAA)"),
        "The translation of a page is harder to read than its source. LIX can be compared between Swedish and English: an ordinary text has about 3 less in English, a very easy one 2 more. "
        "The rule speaks when a page is harder than its source, and more than 3 over what is usual, even at the lower end of the 95 % interval of the difference; both need 100 words. "
        "It stands at the text that adds most. Look there for sentences that were put together, and for long words where the source has short ones.",
        (_example(_EASY),),
        (_example(_HARD),),
        _harder,
    ),
)
