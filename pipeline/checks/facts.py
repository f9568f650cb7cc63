"""Rules about dates and numbers in running text: days that do not exist, numbers that cannot be read at a glance, or are read as others."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.detection import base
from pipeline.language.locale import month_names, weekday_names
from pipeline.model import Document, Location
from pipeline.patterns import expression

_ISO = expression(r"(?<![\w-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w-])")
_NUMBERED = expression(
    r"(?:\b(?<!tel )(?<!tel\.)(?<!tel\. )(?:nr|dnr|ocr|isbn|issn|sfs|konto|kontot|kod|koden|referens|ref|ärende|ärendet|faktura|case|account|reference)"
    r"|[\w-](?<!telefon)(?<!mobil)(?<!fax)(?<!tele)(?<!tel)(?<!växel)(?:nummer|numret|nr)|(?:case|account|reference|order) number"
    r"|beteckning|beteckningen)(?:\s+[A-ZÅÄÖ]{1,5})?[.:]?\s+(?:är\s+|is\s+)?$",
    re.IGNORECASE,
)
"""Before digits that are the number of something."""
_BEFORE = 40
"""Characters before digits that say what they are."""
_LEAP_YEAR = 2024
"""For a date without a year: 29 February is possible."""


@lru_cache(16)
def _written(language: str) -> re.Pattern[str]:
    """Dates with the name of a month, and the weekday before them if there is one."""
    days = "|".join(map(re.escape, weekday_names(language))) or "(?!)"
    names = [name.capitalize() if language.startswith("en") else name for name in month_names(language)]
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?:\b(?P<weekday>{days})(?:en|s)?,?\s+(?:den\s+|the\s+)?)?"
        rf"(?<![\w.,:–-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{months})|(?P<first>{months})\s+(?P<second>\d{{1,2}})(?![\d:.]))\b"
        r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
        0 if language.startswith("en") else re.IGNORECASE,  # “may” is a verb.
    )


def _impossible(_document: Document, scope: Scope) -> Iterator[Note]:
    language, prose = scope.language, scope.subjects.prose
    if scope.translated:  # A translator follows the source, and another rule compares the numbers.
        return
    in_words = not scope.vocabulary.isdisjoint(month_names(language))
    in_digits = "-0" in prose or "-1" in prose or "-3" in prose
    for text in scope.subjects.texts if in_words or in_digits else ():
        prose = text.inline.prose
        for found in _ISO.finditer(prose) if in_digits else ():
            if not _exists(*map(int, found.groups())) and not _is_number_of_something(found):
                yield Note(text.location, _NO_SUCH, (("date", found[0]),))
        for found in _written(language).finditer(prose) if in_words else ():
            if fault := _fault(found, text.location, language):
                yield fault


def _is_number_of_something(found: re.Match[str]) -> bool:
    """Whether the words before say that the digits are those of a case, an account, a law."""
    return _NUMBERED.search(found.string[max(0, found.start() - _BEFORE) : found.start()]) is not None


_NO_SUCH = "There is no {date}. Correct the date."


def _fault(found: re.Match[str], where: Location, language: str) -> Note | None:
    """What is wrong with a date that names its month."""
    month = month_names(language)[(found["month"] or found["first"]).casefold().rstrip(".")]
    day, year = int(found["day"] or found["second"]), int(found["year"] or _LEAP_YEAR)
    written = " ".join(found[0].split())
    if not _exists(year, month, day):
        # More than 31 is no day: “nr 45 maj 2026”, “i maj 95 procent”.
        meant = day <= 31 and (found["day"] or found["year"])
        return Note(where, _NO_SUCH, (("date", written),)) if meant else None
    if not (found["weekday"] and found["year"]):
        return None
    names = weekday_names(language)
    right = date(year, month, day).weekday()
    if right == next(number for name, number in names.items() if name.casefold() == found["weekday"].casefold()):
        return None
    template = "“{date}” is a {weekday}. Correct the day of the week, or the date."
    weekday = next(name for name, number in names.items() if number == right)
    return Note(where, template, (("date", written), ("weekday", weekday)))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


# --- telephone numbers -----------------------------------------------------------------------------------

_THREE = r"0(?:1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|90|7[02369])"
"""Area codes of three digits (Post- och telestyrelsen, Telefonnummerplan, E.164). But for 08 the others have four."""
_LENGTHS = {"08": range(6, 9), "010": range(7, 8), **dict.fromkeys(("070", "072", "073", "076", "079"), range(7, 8))}
"""Digits after an area code; after others of three digits five to eight, after those of four five or six."""
_PHONE = expression(
    r"(?<![\w.,:/+–-])(?:"
    rf"(?:(?P<area>08|{_THREE}|(?!08|{_THREE})0[1-9]\d\d)(?:-|\s?/\s?)(?P<own>\d{{5,8}}))"  # 040-6280400, 040/6280400
    r"|(?P<mobile>07[02369]\d{7})"
    r"|\+46[ -]?\(0\)[ ]?(?P<abroad>\d{1,3}(?:[ -]\d{2,4}){1,4})"
    r")(?![\w-]|\s\d\d\d?\b)"
)
_GROUPS = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}
"""How the digits after the area code are grouped (Språkrådet, Svenska skrivregler)."""


def _phone(_document: Document, scope: Scope) -> Iterator[Note]:
    prose = scope.subjects.prose
    if scope.translated or not (" 0" in prose or "\n0" in prose or "(0)" in prose or prose.startswith("0")):
        return
    for text in scope.subjects.texts:
        for found in _PHONE.finditer(text.inline.prose):
            if not _may_be_phone(found) or _is_number_of_something(found):
                continue
            template = "{number} is hard to read and to say. Group the digits: {suggestion}."
            suggestion = _grouped(found)
            yield Note(text.location, template, (("number", found[0]), ("suggestion", suggestion)), suggestion)


def _may_be_phone(found: re.Match[str]) -> bool:
    """Whether that many digits stand after that area code."""
    area = found["area"]
    return not area or len(found["own"]) in _LENGTHS.get(area, range(5, 7) if len(area) == 4 else range(5, 9))


def _grouped(found: re.Match[str]) -> str:
    if found["abroad"]:
        return "+46 " + found["abroad"].replace("-", " ")
    area, own = (found["area"], found["own"]) if found["area"] else (found["mobile"][:3], found["mobile"][3:])
    ends = [0, *accumulate(_GROUPS[len(own)])]
    return f"{area}-{' '.join(own[start:end] for start, end in pairwise(ends))}"


# --- large numbers ---------------------------------------------------------------------------------------

_COUNTED = (
    "kr|kronor|sek|euro|dollar|miljoner|st|stycken|personer|människor|invånare|medlemmar|användare|besökare|besök|deltagare|elever|"
    "studenter|anställda|bostäder|lägenheter|hushåll|företag|sidor|ord|exemplar|gånger|biljetter|platser|år|steg|kvadratmeter"
)
"""What has no thousandths."""
_THOUSANDS = expression(
    rf"(?<![\w.,:/+–§-])(?:[1-9]\d{{0,2}}(?P<mark>[.,])\d{{3}}(?P=mark)\d{{3}}(?![\w.,/-]*\w)|[1-9]\d{{0,2}}[.,]\d{{3}}(?=(?:[ \u00a0](?:{_COUNTED})|:-)(?!\w)))",
    re.IGNORECASE,
)
_DECIMALS = expression(
    r"(?<![\w.,:/+–§-])\d{1,3}\.\d{1,2}(?=[ \u00a0]?(?:%|°C|(?:miljon|miljoner|miljarder|procent|kg|km|kvm|grader|kronor|kr|hp)(?!\w)))"
)
"""With a unit of what is measured: `10.30 minuter` may be minutes and seconds."""
_GROUP = expression(r"\d[.,]\d{3}|\d\.\d{1,2}[ \u00a0]?[%°a-z]")
"""A part of such a number; a first look."""


def _numbers(_document: Document, scope: Scope) -> Iterator[Note]:
    """Numbers that have a comma or a full stop between their thousands, or a full stop before their decimals."""
    if scope.translated or base(scope.language) != "sv" or not _GROUP.search(scope.subjects.prose):
        return
    for text in scope.subjects.texts:
        for found in _DECIMALS.finditer(text.inline.prose):
            template = "{number} has a full stop before its decimals. In Swedish it is a comma: {suggestion}."
            suggestion = found[0].replace(".", ",")
            yield Note(text.location, template, (("number", found[0]), ("suggestion", suggestion)), suggestion)
        for found in _THOUSANDS.finditer(text.inline.prose):
            if _is_number_of_something(found):
                continue
            template = "{number} is read as a number with decimals. Between thousands stands a blank that does not break: {suggestion}."
            suggestion = found[0].replace(",", "\u00a0").replace(".", "\u00a0")
            yield Note(text.location, template, (("number", found[0]), ("suggestion", suggestion)), suggestion)


RULES = (
    Rule(
        "date-invalid",
        "Texts",
        "warning",
        ("ISO 8601-1:2019",),
        "A day that does not exist, or one that is no Monday although it says so, sends readers away on the wrong day.",
        (
            "Vi ses den 29 februari 2028, tisdagen den 1 december 2026 och 2026-11-30.",
            "Nr 45 maj 2026. I maj kom 31 personer. Ärende 2026-02-30-17. Diarienummer: 2026-13-45.",
            "Sista dag är 30 april.",
        ),
        ("Sista dag är 31 april.", "Vi ses måndagen den 1 december 2026.", "Ansök före 2026-02-30."),
        _impossible,
    ),
    Rule(
        "phone-format",
        "Texts",
        "review",
        ("Språkrådet, Svenska skrivregler (2017)", "ITU-T E.123"),
        "Digits in groups are easier to read, to remember and to listen to. Write a hyphen after the area code and groups of two or three: `040-628 04 00`. "
        "For readers abroad: `+46 40 628 04 00`, without `(0)`.",
        (
            "Ring 040-628 04 00 eller +46 40 628 04 00.",
            "Bankgiro 123-4567, ärende 2026-00123, ISSN 0028-0836. Dnr 010-12345, kundnummer 0701234567.",
        ),
        ("Ring 040-6280400.", "Ring +46 (0)40 628 04 00."),
        _phone,
    ),
    Rule(
        "number-format",
        "Texts",
        "review",
        ("Språkrådet, Svenska skrivregler (2017), Siffror", "ISO 80000-1:2022, 7.3"),
        "In Swedish a comma stands before decimals, so 24,500 is read as twenty-four and a half, and a screen reader says “24 komma 500”; a full stop is read as the end of a sentence, or as a time. "
        "Between thousands stands a blank that does not break (`24&nbsp;500`), and before decimals a comma (`3,9 miljoner`). Said of numbers with two such marks, and of what is counted whole: kronor, people, things.",
        (
            "Vi har 24 500 kr, 1,609 km väg och 0,125 liter. Priset är 2,5 miljoner.",
            "Loppet tog 10.30 minuter. Öppet 8.30 i dag. Version 2.5 kom den 1.5 i år.",
            "Version 1.200.300.4 finns på 192.168.100.200. Klockan är 12.300 sekunder. Ärende 1.200 gäller.",
        ),
        (
            "Bidraget är 10.000 kr.",
            "Vi har 24,500 invånare.",
            "Det kostade 1.250.000 i år.",
            "Avgiften är 1.200:-",
            "Det kostar 3.9 miljoner kronor.",
        ),
        _numbers,
    ),
)
