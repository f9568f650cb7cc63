"""A rule about numbers, times and dates: they are the same in both languages, each written in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline import figures
from pipeline.checks.pairs import BORDER, Pair, Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.locale import month_names, weekday_names
from pipeline.numerals import numerals

_JOINED = (b"0,0", b"0.0", b"0:0", b"0 0", b"0u0", b"0uu0", b"0uuu0", b"0-0", b"0x0")
"""Shapes of digits that mean something together. `u` is a byte of a dash or of a no-break space."""


def _number(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    for pair in _suspects(pairs, scope):
        found = figures.difference(
            figures.figures(pair.source, pairs.source_language), figures.figures(pair.target, scope.language)
        )
        # A text in the source language has other faults.
        if found is not None and not (pair.unchanged and any(map(str.isalpha, pair.source))):
            yield _note(pair, found)


def _note(pair: Pair, found: figures.Difference) -> Note:
    values = (("missing", ", ".join(found.missing)), ("added", ", ".join(found.added)))
    severity = "error" if found.sure else "warning"
    if found.missing and found.added:
        template = "The source has {missing}, the translation {added}."
    elif found.missing:
        template = "The source has {missing}, which is missing here."
    else:
        template = "The translation has {added}, which is not in the source."
    return Note(pair.location, template, values, severity=severity)


def _suspects(pairs: Pairs, scope: Scope) -> Iterator[Pair]:
    """The pairs whose numbers are not the same at first sight."""
    suspects: set[int] = set()
    shapes = (pairs.source_shape, pairs.shape)
    if pairs.digits != pairs.source_digits or any(joined in shape for shape in shapes for joined in _JOINED):
        lines = enumerate(zip(*(shape.split(BORDER) for shape in shapes), strict=False))
        suspects.update(number for number, both in lines if b"0" in both[0] or b"0" in both[1])
    there = _values(scope.language)
    if not pairs.vocabulary.isdisjoint(there):
        here = _values(pairs.source_language)
        for number, (ours, theirs) in enumerate(pairs.lines):
            written = [there[word] for word in theirs.split() if word in there]
            if written and sorted(written) != sorted([here[word] for word in ours.split() if word in here]):
                suspects.add(number)
    return (pairs[number] for number in sorted(suspects) if number < len(pairs))


@lru_cache(16)
def _values(language: str) -> dict[bytes, str]:
    """What the words for numbers, months and days of a language mean, each in the form that is met most."""
    counting = {word: f"{value:g}" for word, value in numerals(language).counting.items()}
    months = {name: f"m{month}" for name, month in month_names(language).items()}
    ends = ("", "s", "ar", "en")  # on Mondays, på måndagar, måndagen
    days = {name.lower() + end: f"w{day}" for name, day in weekday_names(language).items() for end in ends}
    return {word.encode(): value for word, value in (counting | months | days).items()}


_FEE = 'Avgiften är 1 200 kronor, kl. 9–17.\n%%% en\nmsgid "Avgiften är 1 200 kronor, kl. 9–17."\n'
_OPEN = 'Vi öppnar den 3 maj.\n%%% en\nmsgid "Vi öppnar den 3 maj."\n'
_TEAM = 'Tre av fyra kom.\n%%% en\nmsgid "Tre av fyra kom."\n'

RULES = (
    Rule(
        "translation-number",
        "Translations",
        "error",
        ("Unicode CLDR 47, Numbers", "Unicode CLDR 47, Dates and Times"),
        "A number, a time or a date is another in the translation than in the source, is missing, or is written in the way of the source. "
        "English writes 3.5, 1,200 and 2.30 p.m. or 14:30; dates, prices, telephone numbers and numbers in words are compared by what they mean. "
        "If you left it out on purpose, say so in the catalogue: `# allow: translation-number reason`.",
        (
            _FEE + 'msgstr "The fee is SEK 1,200, 9 a.m.–5 p.m."\n',
            _OPEN + 'msgstr "We open on May 3."\n',
            _TEAM + 'msgstr "3 in 4 came."\n',
        ),
        (
            _FEE + 'msgstr "The fee is SEK 1,300, 9 a.m.–5 p.m."\n',
            _FEE + 'msgstr "The fee is SEK 1,200, 9 a.m.–7 p.m."\n',
            _OPEN + 'msgstr "We open on 3 March."\n',
            _TEAM + 'msgstr "Three in five came."\n',
        ),
        _number,
    ),
)
