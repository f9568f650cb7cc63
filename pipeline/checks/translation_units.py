"""Percent and currencies of a translation: a number keeps what it is a number of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.pairs import Pair, Pairs, as_words
from pipeline.patterns import expression

# --- percent -------------------------------------------------------------------------------------------

_PERCENT_WORDS = {
    "sv": ("rocent",),
    "en": ("ercent", "er cent"),
    "da": ("rocent",),
    "nb": ("rosent",),
    "no": ("rosent",),
    "de": ("rozent",),
    "fi": ("rosent",),
}
"""What percent is called; nothing is said about languages that are not here."""
_PERCENT = as_words("percent cent percentage procent prosent prozent prosenttia")
_NUMBER = r"(?<![\w.,])\d++(?:[ \u00a0\u202f.,]\d++){0,5}+"
_NUMBERS = expression(_NUMBER)
_WITH_SIGN = expression(rf"({_NUMBER})[ \u00a0\u202f]?(?:%|procent\b|per ?cent\b)")
_SIGN_FOLLOWS = expression(
    rf"(?:,?[ \u00a0]?(?:[-–,/+±]|to|and|or|och|till|eller|samt)[ \u00a0]?{_NUMBER}){{0,3}}[ \u00a0\u202f-]?%",
    re.IGNORECASE,
)
"""`10–20 %`, `10, 15 or 20%`."""


def percent_lost(pairs: Pairs, language: str) -> Iterator[tuple[Pair, str, str]]:
    """The pairs where a number is in percent on one side only: pair, what the source has, what the translation has."""
    ours, theirs = _PERCENT_WORDS.get(pairs.source_language), _PERCENT_WORDS.get(language.split("-", maxsplit=1)[0])
    if ours is None or theirs is None:
        return
    here, there = pairs.source, pairs.target
    same = ("%" not in here and "%" not in there) or here.count("%") == there.count("%")  # A first look.
    if same and (ours[0] not in here) == pairs.vocabulary.isdisjoint(_PERCENT):
        return
    for number, (source, target) in enumerate(zip(pairs.sources, pairs.targets, strict=True)):
        if _signs(source, ours) == _signs(target, theirs):
            continue
        if not _says(target, theirs) and (lost := _without_sign(source, target)):
            yield pairs[number], *lost
        elif not _says(source, ours) and (lost := _without_sign(target, source)):
            yield pairs[number], lost[1], lost[0]


def _signs(text: str, words: tuple[str, ...]) -> int:
    return text.count("%") + sum(map(text.count, words))


def _says(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _without_sign(text: str, other: str) -> tuple[str, str] | None:
    """The first number in `text` with a percent sign that stands without one in `other`, and how it stands there."""
    plain: dict[str, str] = {}
    for found in _NUMBERS.finditer(other):
        digits = _digits(found[0])
        if _SIGN_FOLLOWS.match(other, found.end()):
            plain[digits] = ""
        else:
            plain.setdefault(digits, found[0])
    for found in _WITH_SIGN.finditer(text):
        if written := plain.get(_digits(found[1])):
            return found[0], written
    return None


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


# --- currencies ----------------------------------------------------------------------------------------

_CURRENCIES = {
    "kr": expression(r"\b(?:t|mn|m|md)?kr\b|\d:-|\bkron(?:or|a|an|orna)\b|\b(?:SEK|NOK|DKK|ISK)\b", re.IGNORECASE),
    "€": expression(r"€|\bEUR\b|\beuros?\b", re.IGNORECASE),
    "$": expression(r"\$|\bUSD\b|\bdollars?\b|\bdollarn?\b", re.IGNORECASE),
    "£": expression(r"£|\bGBP\b|\bpounds?\b|\bpund(?:et)?\b", re.IGNORECASE),
}
_ABROAD = as_words("eur euro euros usd dollar dollars gbp pound pounds")
_AT_HOME = as_words("sek kr kronor krona")
_SIGNS = "€$£"
_LARGE = r"(?:(?:miljon(?:er)?|miljard(?:er)?|tusen|thousand|million|billion)[ \u00a0])?"
_PRICE = expression(
    rf"\d[ \u00a0]?{_LARGE}(?:(?:t|m|mn|md)?kr\b|kronor|:-|€|\$|£|euro|EUR\b|SEK\b|USD\b|GBP\b|dollar|pounds?\b|pund\b)"
    r"|(?:[€$£]|EUR|SEK|USD|GBP)[ \u00a0]?\d",
    re.IGNORECASE,
)
_LONGEST_PRICE = 20
"""Characters before what is found of a price in which the rest of its digits may stand."""
_DIGITS_BEFORE = expression(r"(?:\d[.,\u00a0 ]?)+\Z")
_DIGITS_AFTER = expression(r"(?:[.,\u00a0]?\d)*")


def currency_changed(pairs: Pairs) -> Iterator[tuple[Pair, str, str]]:
    """The pairs with prices in one currency in the source, and in others alone in the translation."""
    abroad = not pairs.vocabulary.isdisjoint(_ABROAD) or any(sign in pairs.target for sign in _SIGNS)
    if not abroad and (
        pairs.vocabulary.isdisjoint(_AT_HOME) or not any(mark in pairs.source for mark in (*_SIGNS, "euro", "dollar"))
    ):
        return
    for number, (source, there) in enumerate(zip(pairs.sources, pairs.targets, strict=True)):
        ours, theirs = _PRICE.search(source), _PRICE.search(there)
        if ours and theirs and not _currencies(source) & _currencies(there):
            yield pairs[number], _whole(source, ours), _whole(there, theirs)


def _whole(text: str, found: re.Match[str]) -> str:
    """A price with all of its digits, of which the nearest are enough to find it.

    >>> [_whole(text, found) for text in ("för 1 250,00 kr", "for $1,250.00.") if (found := _PRICE.search(text))]
    ['1 250,00 kr', '$1,250.00']
    """
    before = _DIGITS_BEFORE.search(text, max(0, found.start() - _LONGEST_PRICE), found.start())
    after = _DIGITS_AFTER.match(text, found.end()) if found[0][-1].isdecimal() else None
    return f"{before[0] if before else ''}{found[0]}{after[0] if after else ''}"


def _currencies(text: str) -> set[str]:
    return {name for name, written in _CURRENCIES.items() if written.search(text)}
