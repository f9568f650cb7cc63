"""How dates, numbers, lists and names of languages are written in a language: CLDR, through Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from babel import Locale


_NAMES = {
    ("sv", "sv"): "svenska",
    ("sv", "en"): "Swedish",
    ("en", "sv"): "engelska",
    ("en", "en"): "English",
}
"""Names of languages by (language, language of the reader), for those that most sites have: loading CLDR takes 20 ms."""


class _Calendar(NamedTuple):
    """The names of a language in dates."""

    months: tuple[str, ...]
    """In full, as they are written within a sentence, January first."""
    forms: tuple[tuple[str, ...], ...]
    """Other forms of them, all in the same order."""
    weekdays: tuple[str, ...]
    """As they are written within a sentence, Monday first."""


_CALENDARS = {
    "sv": _Calendar(
        tuple("januari februari mars april maj juni juli augusti september oktober november december".split()),
        (tuple("jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.".split()),),
        tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split()),
    ),
    "en": _Calendar(
        tuple("January February March April May June July August September October November December".split()),
        (tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),),
        tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    ),
}
"""What CLDR says of the languages that most sites have: loading it takes 5 MB and 30 ms in each process that works on pages."""
_PERCENT = {"sv": "{}\xa0%", "en": "{}%"}
"""The same of shares."""
_TWO_FORMS = "nplurals=2; plural=(n != 1);"
_PLURAL_FORMS = {"sv": _TWO_FORMS, "en": _TWO_FORMS}
"""The same of counting."""


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
    """A date in words, without its time.

    >>> long_date(date(2026, 11, 23), "sv"), long_date(date(2026, 11, 23), "en-GB")
    ('23 november 2026', '23 November 2026')
    """
    from babel.dates import format_date

    locale = _locale("en-GB" if tag == "en" else tag)
    return format_date(value, "long", locale) if locale else f"{value:%Y-%m-%d}"


@lru_cache(1024)
def clock_time(value: date, tag: str) -> str:
    """The time of a day; empty for a day alone.

    >>> clock_time(datetime(2026, 11, 23, 18, 30), "sv"), clock_time(date(2026, 11, 23), "sv")
    ('18:30', '')
    """
    from babel.dates import format_time

    if not isinstance(value, datetime):
        return ""
    locale = _locale("en-GB" if tag == "en" else tag)
    return format_time(value, "short", locale=locale) if locale else f"{value:%H:%M}"


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
    if tag in _PLURAL_FORMS:
        return _PLURAL_FORMS[tag]
    from babel.messages.plurals import get_plural

    locale = _locale(tag)
    return str(get_plural(locale).plural_forms) if locale else _TWO_FORMS


def number(value: float, tag: str) -> str:
    r"""A number with the language's decimal sign and groups.

    >>> number(12345.6, "sv"), number(12345.6, "en")
    ('12\xa0345,6', '12,345.6')
    """
    from babel.numbers import format_decimal

    locale = _locale(tag)
    return str(format_decimal(value, locale=locale)) if locale else str(value)


@lru_cache(1024)
def file_size(size: int, tag: str) -> str:
    r"""The size of a file of `size` bytes, in thousands or millions (SI), with one decimal where there is one digit.

    >>> file_size(1_234_567, "sv"), file_size(12_345, "en"), file_size(12, "en")
    ('1,2\xa0MB', '12\xa0kB', '1\xa0kB')
    """
    from babel.numbers import format_decimal

    value, unit = (size / 1e6, "MB") if size >= 999_500 else (max(size / 1e3, 1), "kB")
    locale = _locale(tag)
    rounded = round(value, 1) if value < 9.95 and unit == "MB" else round(value)
    return f"{format_decimal(rounded, locale=locale) if locale else rounded}\xa0{unit}"


def percent(share: float, tag: str) -> str:
    r"""A share (0–1) in whole percent, rounded down: what is not done is never 100 %.

    >>> percent(0.999, "sv"), percent(0.5, "en")
    ('99\xa0%', '50%')
    """
    whole = floor(share * 100)
    if tag in _PERCENT:
        return _PERCENT[tag].format(whole)
    from babel.numbers import format_percent

    locale = _locale(tag)
    return str(format_percent(whole / 100, locale=locale)) if locale else f"{whole}%"


def enumeration(items: Iterable[str], tag: str) -> str:
    """Words as a list in a sentence.

    >>> enumeration(["röd", "grön", "blå"], "sv"), enumeration(["red", "green", "blue"], "en-GB")
    ('röd, grön och blå', 'red, green and blue')
    """
    from babel.lists import format_list

    words, locale = list(items), _locale(tag)
    return format_list(words, locale=locale) if locale and words else ", ".join(words)


def rewritten_number(text: str, source: str, target: str) -> str:
    r"""A number as `target` writes it, where it is surely one of `source`: with groups of three, or with decimals.

    >>> [rewritten_number(n, "sv", "en") for n in ("12 000", "3,50", "2026", "2018:1937", "040-628 04 00")]
    ['12,000', '3.50', '2026', '2018:1937', '040-628 04 00']
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    ours, theirs = _locale(source), _locale(target)
    if ours is None or theirs is None:
        return text
    group = get_group_symbol(ours)
    between = "[ \u00a0\u202f]" if group.isspace() else re.escape(group)
    found = re.fullmatch(
        rf"([1-9]\d{{0,2}}(?:{between}\d{{3}})+|\d+)(?:{re.escape(get_decimal_symbol(ours))}(\d+))?", text
    )
    if not found:
        return text
    whole = get_group_symbol(theirs).join(re.findall(r"\d+", found[1]))
    return whole if found[2] is None else f"{whole}{get_decimal_symbol(theirs)}{found[2]}"


@lru_cache(64)
def month_names(tag: str) -> dict[str, int]:
    """The months (1–12) by name and abbreviation, case folded, without full stops.

    >>> month_names("sv")["maj"], month_names("en")["nov"], month_names("xx-unknown")
    (5, 11, {})
    """
    calendar = _calendar(tag)
    names = [(name, month) for form in (calendar.months, *calendar.forms) for month, name in enumerate(form, 1)]
    return {name.casefold().rstrip("."): month for name, month in names if not name.isdigit()}


@lru_cache(64)
def long_month_names(tag: str) -> frozenset[str]:
    """The names of the months in full, as they are written within a sentence.

    >>> sorted(long_month_names("en"))[:2], "maj" in long_month_names("sv")
    (['April', 'August'], True)
    """
    return frozenset(_calendar(tag).months)


@lru_cache(64)
def weekday_names(tag: str) -> dict[str, int]:
    """The days of the week (0 is Monday) by name, as they are written within a sentence.

    >>> weekday_names("en")["Monday"], weekday_names("sv")["söndag"]
    (0, 6)
    """
    return {name: day for day, name in enumerate(_calendar(tag).weekdays)}


def _calendar(tag: str) -> _Calendar:
    return _CALENDARS.get(tag) or _cldr_calendar(tag)


def _cldr_calendar(tag: str) -> _Calendar:
    """The calendar of a language as Babel has it; without any names for a language that CLDR does not know."""
    locale = _locale(tag)
    if locale is None:
        return _Calendar((), (), ())
    months = [locale.months[form][width] for form in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    first, *others = [tuple([names[month] for month in range(1, 13)]) for names in months]
    days = locale.days["format"]["wide"]
    return _Calendar(first, tuple(others), tuple([days[day] for day in range(7)]))


@lru_cache(64)
def decimal_comma(tag: str) -> bool:
    """Whether the language writes 3,5 rather than 3.5.

    >>> decimal_comma("sv"), decimal_comma("en"), decimal_comma("fi")
    (True, False, True)
    """
    locale = _locale(tag)
    return locale is not None and locale.number_symbols["latn"]["decimal"] == ","


_QUOTATION_MARKS = {
    "da": "“”‘’",
    "de": "„“‚‘",
    "en": "“”‘’",
    "es": "«»“”",
    "fi": "””’’",
    "fr": "«»“”",
    "nb": "«»‘’",
    "nl": "“”‘’",
    "no": "«»‘’",
    "sv": "””’’",
}
"""Unicode CLDR 47, delimiters: opening, closing, and the same within a quotation. Babel does not bring them."""


def quotation_marks(tag: str) -> str:
    """Opening and closing quotation mark, and those within a quotation; empty for a language that is not known here.

    >>> quotation_marks("en-GB"), quotation_marks("sv")
    ('“”‘’', '””’’')
    """
    return _QUOTATION_MARKS.get(tag.split("-", maxsplit=1)[0].lower(), "")


def short_code(language: str) -> str:
    """The code that CLDR has for a language in the place of `language`; empty where it has none.

    >>> short_code("swe"), short_code("smj")
    ('sv', '')
    """
    from babel.core import get_global

    return str(get_global("language_aliases").get(language, ""))


def region_code(region: str) -> str:
    """`region` if it is a country or a part of the world; the code that was meant by it, or an empty string, if not.

    >>> region_code("gb"), region_code("uk"), region_code("zz9"), region_code("419")
    ('gb', 'GB', '', '419')
    """
    from babel import Locale
    from babel.core import get_global

    if region.isdigit() or region.upper() in Locale("en").territories:
        return region
    meant = get_global("territory_aliases").get(region.upper(), [])
    return str(meant[0]) if meant else ""
