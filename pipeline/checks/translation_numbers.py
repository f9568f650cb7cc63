"""A rule about numbers, times and dates: they are the same in both languages, each written in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from pipeline.checks.pairs import Pair, Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.translation_units import currency_changed, percent_lost
from pipeline.language.detection import base
from pipeline.language.difference import Difference, difference
from pipeline.language.figures import figures
from pipeline.language.locale import month_names, weekday_names
from pipeline.language.numerals import numerals
from pipeline.model import Severity
from pipeline.patterns import expression

_ODD = expression(r"\d[,.]\d")
"""Digits that may be the same and mean something else: 3,5 is no English number, and 1.250 is another one than 1 250."""
_CONVERTED = expression(r"\((?:about|approx\.?|approximately|roughly|around|circa|ca\.?|c\.) [^()]*\)", re.IGNORECASE)
"""What a translator adds for readers abroad: (about EUR 80), (approximately 30 feet)."""

_SMALL = 12
"""Numbers that are often written as words."""
_NUMBERED = {
    "ja": expression(r"\d月"),
    "zh": expression(r"\d月"),
    "ko": expression(r"\d월"),
    "mn": expression(r"\d+(?:-р| дугаар| дүгээр) сар"),
    "vi": expression(r"tháng \d", re.IGNORECASE),
}
"""Months, in languages that call them by their numbers: they cannot be told from the day, so nothing is compared."""


def _number(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    for pair, ours, theirs in chain(percent_lost(pairs, scope.language), currency_changed(pairs)):
        if not pair.unchanged:
            yield Note(
                pair.location,
                "The source has {missing}, the translation {added}.",
                (("missing", ours), ("added", theirs)),
                severity="warning",
            )
    months = _NUMBERED.get(base(scope.language))
    for pair in _suspects(pairs, scope):
        if months and months.search(pair.target):
            continue
        found = difference(figures(pair.source, pairs.source_language), figures(pair.target, scope.language))
        if found is not None and not found.missing and (shorter := _CONVERTED.sub("", pair.target)) != pair.target:
            found = difference(figures(pair.source, pairs.source_language), figures(shorter, scope.language))
        if found is not None and not numerals(scope.language).counting:
            found = _without_small(found)
        # A text in the source language has other faults.
        if found is not None and not (pair.unchanged and any(map(str.isalpha, pair.source))):
            yield _note(pair, found)


def _without_small(found: Difference) -> Difference | None:
    """What is left where small numbers may have become words that nobody here knows: sechs, zéro."""
    if found.added:
        return found
    missing = tuple(
        text for text in found.missing if not (text.isdecimal() and len(text.lstrip("0")) < 3 and int(text) <= _SMALL)
    )
    return found._replace(missing=missing) if missing else None


def _note(pair: Pair, found: Difference) -> Note:
    values = (("missing", ", ".join(found.missing)), ("added", ", ".join(found.added)))
    severity: Severity = "error" if found.sure else "warning"
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
    odd = any(mark in pairs.marks and _between_digits(*pairs.marks[mark]) for mark in ",.")
    odd = odd and _ODD.search(pairs.target) is not None
    if odd or pairs.digits != pairs.source_digits:
        for number, ((ours, theirs), text) in enumerate(zip(pairs.digit_lines, pairs.targets, strict=False)):
            if ours.split() != theirs.split() or (odd and _ODD.search(text)):
                suspects.add(number)
    there = _values(scope.language)
    if not pairs.vocabulary.isdisjoint(there):
        here = _values(pairs.source_language)
        for number, (ours, theirs) in enumerate(pairs.lines):
            written = [there[word] for word in theirs.split() if word in there]
            if written and sorted(written) != sorted([here[word] for word in ours.split() if word in here]):
                suspects.add(number)
    suspects.update(_measured_otherwise(pairs, scope.language))
    return (pairs[number] for number in sorted(suspects) if number < len(pairs))


def _measured_otherwise(pairs: Pairs, language: str) -> Iterator[int]:
    """The numbers of the pairs with digits that have as many units, and words for thousands, on both sides, but others: 20 minutes, 20 hours."""
    there = _measures(language)
    if pairs.vocabulary.isdisjoint(there):
        return
    here = _measures(pairs.source_language)
    for number, ((ours, theirs), (digits, _)) in enumerate(zip(pairs.lines, pairs.digit_lines, strict=False)):
        if digits.strip():
            one = [here[word] for word in ours.split() if word in here]
            other = [there[word] for word in theirs.split() if word in there]
            if len(one) == len(other) and one != other:
                yield number


@lru_cache(16)
def _measures(language: str) -> dict[bytes, str]:
    """What the units of a language, and its words for a thousand and more, mean; each in the form that is met most."""
    known = numerals(language)
    units = {word: f"{unit}{factor:g}" for word, (unit, factor) in known.units.items()}
    large = {word: f"×{value:g}" for word, value in known.multiplying.items() if value >= 1000 and len(word) > 1}
    return {word.encode(): value for word, value in (units | large).items()}


def _between_digits(before: set[str], after: set[str]) -> bool:
    return any(map(str.isdigit, before)) and any(map(str.isdigit, after))


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
        "A number, its unit, a time, a date or a currency is another in the translation than in the source, is missing, has lost its percent sign, or is written in the way of the source. "
        "English writes 3.5, 1,200 and 2.30 p.m. or 14:30; dates, prices, telephone numbers and numbers in words are compared by what they mean. "
        "If you left it out on purpose, say so and why in a comment on the message that begins with `allow: translation-number`.",
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
            'Kön är 20 minuter.\n%%% en\nmsgid "Kön är 20 minuter."\nmsgstr "The queue is 20 hours."\n',
            'Fler än 20 % kom.\n%%% en\nmsgid "Fler än 20 % kom."\nmsgstr "More than 20 came."\n',
        ),
        _number,
    ),
)
