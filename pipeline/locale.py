"""How dates, numbers, lists and names of languages are written in a language: CLDR, through Babel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


_NAMES = {
    ("sv", "sv"): "svenska",
    ("sv", "en"): "Swedish",
    ("en", "sv"): "engelska",
    ("en", "en"): "English",
}
"""Names of languages by (language, language of the reader), for those that most sites have: loading CLDR takes 20 ms."""


@lru_cache(64)
def _locale(tag: str) -> Locale | None:
    """Babel's locale for a BCP 47 tag, or for its language alone; None for a language that CLDR does not know."""
    from babel import Locale, UnknownLocaleError  # Imported where it is used: it takes 30 ms.

    for candidate in (tag, tag.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@lru_cache(4096)
def long_date(value: date, tag: str) -> str:
    """A date in words.

    >>> long_date(date(2026, 11, 23), "sv"), long_date(date(2026, 11, 23), "en-GB")
    ('23 november 2026', '23 November 2026')
    """
    from babel.dates import format_date

    locale = _locale("en-GB" if tag == "en" else tag)
    return format_date(value, "long", locale) if locale else value.isoformat()


@lru_cache(256)
def language_name(tag: str, within: str) -> str:
    """The name of the language `tag` in the language `within`, as in running text.

    >>> language_name("sv", "en"), language_name("en", "sv")
    ('Swedish', 'engelska')
    """
    if (tag, within) in _NAMES:
        return _NAMES[tag, within]
    return _cldr_name(tag, within)


def _cldr_name(tag: str, within: str) -> str:
    locale, reader = _locale(tag), _locale(within)
    if locale is None or reader is None:
        return tag
    return locale.get_display_name(reader) or tag


def own_name(tag: str) -> str:
    """The language's own name, as a label of its own.

    >>> own_name("sv"), own_name("en"), own_name("ar")
    ('Svenska', 'English', 'العربية')
    """
    name = language_name(tag, tag)
    return name[:1].upper() + name[1:]


def plural_forms(tag: str) -> str:
    """The value of a catalogue's `Plural-Forms` header.

    >>> plural_forms("en")
    'nplurals=2; plural=(n != 1);'
    """
    from babel.messages.plurals import get_plural

    locale = _locale(tag)
    return str(get_plural(locale).plural_forms) if locale else "nplurals=2; plural=(n != 1);"


def number(value: float, tag: str) -> str:
    r"""A number with the language's decimal sign and groups.

    >>> number(12345.6, "sv"), number(12345.6, "en")
    ('12\xa0345,6', '12,345.6')
    """
    from babel.numbers import format_decimal

    locale = _locale(tag)
    return str(format_decimal(value, locale=locale)) if locale else str(value)


def percent(share: float, tag: str) -> str:
    r"""A share (0–1) in whole percent, rounded down: what is not done is never 100 %.

    >>> percent(0.999, "sv"), percent(0.5, "en")
    ('99\xa0%', '50%')
    """
    from babel.numbers import format_percent

    locale = _locale(tag)
    whole = floor(share * 100) / 100
    return str(format_percent(whole, locale=locale)) if locale else f"{whole:.0%}"


def enumeration(items: Iterable[str], tag: str) -> str:
    """Words as a list in a sentence.

    >>> enumeration(["röd", "grön", "blå"], "sv"), enumeration(["red", "green", "blue"], "en-GB")
    ('röd, grön och blå', 'red, green and blue')
    """
    from babel.lists import format_list

    words, locale = list(items), _locale(tag)
    return format_list(words, locale=locale) if locale and words else ", ".join(words)
