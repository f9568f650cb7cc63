"""What numbers, times and dates a text holds, as its own language writes them.

`9–17` and `9 a.m.–5 p.m.`, `1 000` and `1,000`, `1900-talet` and `the 20th century` are the same. A figure has several
*readings* where the way it is written leaves that open: `14.30` is a time, and perhaps a number of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.language.locale import decimal_comma, long_month_names, month_names, weekday_names
from pipeline.language.numerals import Numerals, numerals
from pipeline.patterns import expression

Reading = float | str
"""A number, or something else: `t870` minutes after midnight, `m11` a month, `w0` a weekday, `d1980` a decade, `c20` a
century, `p…` a telephone number, `=…` what is written the same, `s90`, `month6`, `km20`, `ml200`, `g500` an amount of a unit."""
Kind = Literal["digits", "name", "words", "loose"]
"""Written with digits; with digits that are the end of a name (`CO2`, `B12`); with words; or with a word that need not mean a
number (`twice`, `one`)."""
_DAY = 24 * 60
_LONGEST = 40
"""Digits of a number that is worked out: the standard library refuses more than 4,300."""


class Figure(NamedTuple):
    """A number in a text."""

    written: str
    """As it stands there."""
    readings: tuple[Reading, ...]
    """What it may mean, the likeliest first."""
    kind: Kind
    """How it is written."""
    parts: tuple[float, ...] = ()
    """The whole numbers that it is made of, where it is made of several."""
    unit: str = ""
    """The word after it, where that is a unit that is converted in passing."""

    @property
    def measure(self) -> Reading:
        """The amount of that unit; empty where there is none."""
        return self.readings[-1] if self.unit else ""


_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | {"−": "-", "‑": "-"})
_TOKEN = expression(
    r"""
    (?P<phone>\+\d{1,3}[ -]?(?:\(0\)[ -]?)?\d{1,4}(?:[ -]?\d{2,4}){1,4}(?!\d) | (?<!\d)0\d{1,3}[ –-]\d{2,3}(?:[ ]?\d{2,3}){1,3}(?!\d))
  | (?P<iso>\d{4}-\d{2}-\d{2}(?!\d))
  | (?P<date>\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d) | \d{1,2}/\d{1,2}(?![\d/]))
  | (?P<version>\d+(?:\.\d+){2,})
  | (?P<scale>\d+:\d{1,3}(?:[ ,.]\d{3})+(?!\d))
  | (?P<list>\d{1,4}(?:,\d{1,4}){2,}(?!\d|\.\d))
  | (?P<clock>\d{1,2}[.:]\d{2}(?!\d|,\d))(?P<clock_half>\s?[ap]\.?m\b\.?)?
  | (?P<hour>\d{1,2})(?P<hour_half>\s?[ap]\.?m\b\.?)
  | (?P<century>\d{1,2})(?:st|nd|rd|th)[ -](?:centur\w*|(?=(?:and|or|to)\ (?:the\ )?\d{1,2}(?:st|nd|rd|th)[ -]centur))
  | (?P<tal>\d{2,4})-(?P<tal_end>tal(?:et|ets|en|ens|s)?\b|(?=\ (?:och|eller|samt|till)\ \d{2,4}-tal))
  | (?P<decade>\d{2,4})['’]?s\b
  | (?P<number>\d{1,3}(?:(?P<blank>[ ])\d{3}(?:[ ]\d{3})*|(?P<comma>,)\d{3}(?:,\d{3})*|(?P<dot>\.)\d{3}(?:\.\d{3})*)(?!\d)(?:[.,]\d+)? | \d+[.,]\d+ | \d+)
    (?P<glued>(?:bn|mn|[mk])\b)?
  | (?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTERNOON = expression(r"p\.?m\b|o['’]clock|afternoon|evening|tonight|at night|eftermiddag|kväll", re.IGNORECASE)
_BEGUN = expression(r"(?<!\d)(\d\d)(\d\d)[/–-]\Z")
"""A year, and what joins another one to it."""
_MIDDAY = {"noon": 720.0, "midday": 720.0, "midnight": 0.0, "midnatt": 0.0}


def figures(text: str, language: str) -> list[Figure]:
    """The figures of `text`, in the order in which they stand.

    >>> [figure.readings for figure in figures("kl. 14.30 den 3 maj", "sv")]
    [('t870', '=14.30'), (3.0, 't180'), ('m5',)]
    """
    text = text.translate(_BLANKS)
    if "@" in text or "://" in text or "www." in text:
        words = text.split(" ")
        text = " ".join([word for word in words if "@" not in word and "://" not in word and "www." not in word])
    return list(_Reader(text, language).read())


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, language: str) -> None:
        self._tokens = list(_TOKEN.finditer(text))
        self._text = text
        self._words: Numerals = numerals(language)
        self._comma = decimal_comma(language)
        self._late = bool(_AFTERNOON.search(text))
        self._months, self._weekdays = month_names(language), _weekdays(language)
        self._long_months = long_month_names(language)
        self._position = 0

    def read(self) -> Iterator[Figure]:
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token["word"]:
                yield from self._word(token)
            else:
                yield from self._digits(token)

    # --- digits --------------------------------------------------------------------------------------

    def _digits(self, token: re.Match[str]) -> Iterator[Figure]:
        written = token[0].strip()
        if token["number"]:
            yield self._amount(written, self._value(token), self._digits_or_name(token), token)
        elif token["list"]:
            yield Figure(written, _listed(written), "digits", _integers(written))
        elif token["phone"]:
            yield Figure(written, _telephone(written), "digits", _integers(written))
        elif token["iso"] or token["date"]:
            yield from self._date(written, year_first=bool(token["iso"]))
        elif token["clock"] or token["hour"]:
            yield self._clock(token, written)
        elif token["century"]:
            yield Figure(written, (f"c{token['century']}",), "digits")
        elif token["tal"] or token["decade"]:
            yield _decade(written, int(token["tal"] or token["decade"]), plain=token["tal_end"] in ("tal", ""))
        else:
            yield Figure(written, (f"={written}",), "digits", _integers(written))

    def _digits_or_name(self, token: re.Match[str]) -> Kind:
        start = token.start()
        return "name" if start and self._text[start - 1].isalpha() else "digits"

    def _value(self, token: re.Match[str]) -> tuple[Reading, ...]:
        """What a plain number may mean."""
        text = token["number"]
        if len(text) > _LONGEST:
            return (f"={text}",)
        if text.isdigit():
            return (*self._whole(int(text)), *self._end_of_years(token))
        if self._in_brackets(token) and "." not in text and not token["blank"]:
            return (f"={text}",)  # From one to eight: [1,8].
        decimal, group = (",", ".") if self._comma else (".", ",")
        if token["blank"] or token["comma" if group == "," else "dot"]:
            grouped = float(text.replace(" ", "").replace(group, "").replace(",", "."))
            return (grouped, f"={text}") if token["dot"] else (grouped,)
        if decimal in text and group not in text:
            value = round(float(text.replace(decimal, ".")), 6)
            return (value,) if decimal == "," else (value, f"={text}")
        return (f"={text}", round(float(text), 6)) if text.count(".") == 1 and "," not in text else (f"≠{text}",)

    def _in_brackets(self, token: re.Match[str]) -> bool:
        return self._text[token.start() - 1 : token.start()] == "[" and self._text[token.end() : token.end() + 1] == "]"

    def _end_of_years(self, token: re.Match[str]) -> tuple[float, ...]:
        """The year that two digits after another year mean: 2026 in `2025/26`, 2014 in `2012–14`."""
        begun = _BEGUN.search(self._text[max(0, token.start() - 6) : token.start()])
        text = token["number"]
        return (float(begun[1] + text),) if begun and len(text) == 2 and text > begun[2] else ()

    def _whole(self, value: int) -> tuple[Reading, ...]:
        if value > 24:
            return (float(value),)
        if self._late and value < 12:
            return (float(value), f"t{value * 60}", f"t{value * 60 + 720}")
        return (float(value), f"t{value * 60 % _DAY}")

    def _date(self, written: str, *, year_first: bool) -> Iterator[Figure]:
        numbers = [int(part) for part in re.findall(r"\d+", written)]
        month = 1
        for index, number in enumerate(numbers):
            readings: tuple[Reading, ...] = (float(number),)
            if index == month and number <= 12:
                readings = (
                    (f"m{number}", float(number)) if year_first or len(numbers) == 3 else (float(number), f"m{number}")
                )
            yield Figure(written if index == 0 and year_first else str(number), readings, "digits")

    def _clock(self, token: re.Match[str], written: str) -> Figure:
        hours, _, minutes = (token["clock"] or token["hour"]).replace(".", ":").partition(":")
        half = (token["clock_half"] or token["hour_half"] or "").strip().lower()
        hour, minute = int(hours), int(minutes or 0)
        if half and hour <= 12:
            return Figure(written, (f"t{(hour % 12 + (12 if half[0] == 'p' else 0)) * 60 + minute}",), "digits")
        readings: list[Reading] = []
        if hour <= 24 and minute < 60:
            readings.append(f"t{(hour * 60 + minute) % _DAY}")
            if self._late and hour < 12:
                readings.append(f"t{hour * 60 + minute + 720}")
        readings.append(f"={written}")
        if token["clock"] and "." in token["clock"] and not self._comma:
            readings.append(round(float(token["clock"]), 6))
        return Figure(written, tuple(readings), "digits", (float(hour), float(minute)))

    # --- words ---------------------------------------------------------------------------------------

    def _word(self, token: re.Match[str]) -> Iterator[Figure]:
        written = token[0]
        word = written.lower()
        known = self._words
        if word in known.counting:
            yield self._amount(written, (known.counting[word],), "words", token)
        elif "-" in word and (found := list(_numbers_within(word, known))):  # a five-minute walk, tre-mot-tre, non-zero
            for first, rest in found:
                kind: Kind = "words" if word.startswith(first) else "loose"
                yield Figure(first, self._with_unit((known.counting[first],), rest), kind)
        elif word in known.multiplying and known.multiplying[word] <= 1000 and len(word) > 3:
            yield self._amount(written, (known.multiplying[word],), "words", token)
        elif word in _MIDDAY:
            yield Figure(written, (f"t{_MIDDAY[word]:.0f}",), "loose")
        elif word in known.loose:
            yield from self._loose(written, known.loose[word])
        elif known.compound is not None and (compound := known.compound.match(word)):  # femårig, tvåspråkig
            yield Figure(written, (known.first[compound[1] or compound[2]],), "loose")
        else:
            yield from self._calendar(written, word, token)

    def _loose(self, written: str, values: Sequence[float]) -> Iterator[Figure]:
        word = written.lower()
        following = self._next_words(2)
        hour = (
            following[-1]
            if following and following[0] in ("past", "to", "över", "i")
            else following[0]
            if following
            else ""
        )
        count = self._words.counting.get(hour, 1.0 if hour in ("ett", "one") else None)
        offset = _clock_offset(word, following[0] if following else "")
        if count is not None and count <= 12 and offset is not None:  # half past seven
            self._position += 2 if following[0] in ("past", "to", "över", "i") else 1
            minutes = int(count * 60 + offset)
            yield Figure(written, (f"t{minutes % _DAY}", f"t{(minutes + 720) % _DAY}"), "loose")
            return
        if following and following[0].startswith("centur") and values[0] > 1:
            yield Figure(written, (f"c{values[0]:.0f}",), "words")
            return
        unit = following[-1] if following and following[0] in ("a", "an") else following[0] if following else ""
        for value in values:  # half a litre
            yield Figure(written, self._with_unit((value,), unit), "loose")
        if word in ("half", "halv", "halvt"):  # half an hour, an hour and a half, a year and a half
            yield Figure(written, ("s1800", "s5400", 90.0, "month18", 18.0), "loose")
        if word in self._words.units:
            name, factor = self._words.units[word]
            yield Figure(written, (f"{name}{factor:g}",), "loose")

    def _calendar(self, written: str, word: str, token: re.Match[str]) -> Iterator[Figure]:
        """A month or a day of the week."""
        month = self._months.get(word)
        if month is not None:
            dated = self._beside_digits(token)
            if dated or written in self._long_months:
                sure = dated or word not in ("may", "march")
                yield Figure(written, (f"m{month}",), "words" if sure else "loose")
            return
        if "dag" in word or "day" in word or not self._words.counting:
            for name, day in self._weekdays:
                if word == name or (
                    word.startswith(name) and (self._words.counting and word[len(name) :] in _INFLECTED)
                ):
                    yield Figure(written, (f"w{day}",), "words")
                    return
        if word in self._words.units:
            name, factor = self._words.units[word]
            before = self._tokens[self._position - 2] if self._position > 1 else None
            if before is not None and before[0].lower() in ("ett", "en", "a", "an", "one", "per", "the"):
                yield Figure(
                    written, (f"{name}{factor:g}", factor if name == "month" else f"{name}{factor:g}"), "loose"
                )

    # --- amounts -------------------------------------------------------------------------------------

    def _amount(self, written: str, readings: tuple[Reading, ...], kind: Kind, token: re.Match[str]) -> Figure:
        """A number with what multiplies it and with its unit."""
        value = readings[0]
        glued = token["glued"] or ""
        if glued and isinstance(value, float):
            scale = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}[glued.lower()]
            return Figure(written, (round(value * scale, 6), value), kind)
        following = self._next_words(2)
        while following and isinstance(value, float) and following[0] in self._words.multiplying:
            if self._tokens[self._position][0] == "K":  # 3,000 K is no multiple of a thousand, but a temperature.
                break
            value = round(value * self._words.multiplying[following[0]], 6)
            readings = (value, *readings) if len(following[0]) == 1 else (value,)  # 1.8 m: millions, or metres.
            written = f"{written} {following[0]}"
            self._position += 1
            following = self._next_words(2)
            rest = self._words.counting.get(following[1]) if len(following) == 2 and following[0] == "and" else None
            if rest is not None and kind == "words":  # two hundred and fifty
                readings = (value := value + rest,)
                self._position += 2
                following = self._next_words(2)
        several = token["blank"] or str(readings[0])[0] in "=≠"  # `500 400` may be two
        parts = _integers(written) if several else ()
        unit = following[0] if following else ""
        measured = self._with_unit(readings, unit)
        return Figure(written, measured, kind, parts, "" if measured is readings else unit)

    def _with_unit(self, readings: tuple[Reading, ...], unit: str) -> tuple[Reading, ...]:
        found = self._words.units.get(unit) or self._words.units.get(unit.removesuffix("s"))
        if not found or not isinstance(readings[0], float):
            return readings
        measured = f"{found[0]}{readings[0] * found[1]:g}"
        return (measured,) if unit in self._words.long_miles else (*readings, measured)

    def _next_words(self, number: int) -> list[str]:
        """The next words, in small letters, as long as only blanks stand between."""
        words: list[str] = []
        end = self._tokens[self._position - 1].end()
        for token in self._tokens[self._position : self._position + number]:
            if not token["word"] or self._text[end : token.start()].strip(" \n-"):
                break
            words.append(token[0].lower())
            end = token.end()
        return words

    def _beside_digits(self, token: re.Match[str]) -> bool:
        before = self._tokens[self._position - 2] if self._position > 1 else None
        after = self._tokens[self._position] if self._position < len(self._tokens) else None
        return any(
            other is not None and bool(other["number"] or other["decade"]) and not (self._text[start:end].strip(" .-–"))
            for other, start, end in (
                (before, before.end() if before else 0, token.start()),
                (after, token.end(), after.start() if after else 0),
            )
        ) or (before is not None and before["word"] in ("st", "nd", "rd", "th", "of", "a", "e"))


_INFLECTED = frozenset(
    "s en ens ar ars arna arnas skväll skvällen skvällar smorgon smorgnar smorgonen seftermiddag seftermiddagar".split()
) | {""}


@lru_cache(16)
def _weekdays(language: str) -> tuple[tuple[str, int], ...]:
    return tuple((name.lower(), day) for name, day in weekday_names(language).items())


def _clock_offset(word: str, following: str) -> int | None:
    """Minutes from the full hour that `half past`, `kvart i` … mean."""
    if word == "halv":
        return -30
    if word in ("half", "quarter", "kvart"):
        minutes = 30 if word == "half" else 15
        return {"past": minutes, "över": minutes, "to": -minutes, "i": -minutes}.get(following)
    return None


def _numbers_within(word: str, known: Numerals) -> Iterator[tuple[str, str]]:
    """The numbers in a word with hyphens, each with what follows it."""
    parts = word.split("-")
    start = 0
    while start < len(parts):
        length = 2 if "-".join(parts[start : start + 2]) in known.counting else 1  # twenty-four-hour
        number = "-".join(parts[start : start + length])
        start += length
        if number in known.counting:
            yield number, "-".join(parts[start:])


def _listed(written: str) -> tuple[Reading, ...]:
    """Numbers between commas without a blank: a large one, as English writes it (`1,048,576`), or several (`1,2,3`)."""
    groups = written.split(",")
    if len(groups[0]) < 4 and all(len(group) == 3 for group in groups[1:]):
        return (float("".join(groups)),)
    return (f"={written}",)


def _integers(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in re.findall(r"\d+", text))


def _telephone(written: str) -> tuple[Reading, ...]:
    """A telephone number without the prefix of its country, which is one to three digits."""
    digits = "".join(filter(str.isdigit, written.replace("(0)", "")))
    if written.startswith("+"):
        return tuple(f"p{digits[length:]}" for length in (2, 1, 3))
    return (f"p{digits.lstrip('0')}",)


def _decade(written: str, value: int, *, plain: bool) -> Figure:
    """`1960-talet`, `80-talet`, `1900-talet` (a century as well), `ett 50-tal` (about fifty); `the 1960s`."""
    readings: list[Reading] = []
    if value >= 100 and value % 100 == 0:
        readings.append(f"c{value // 100 + 1}")
    readings += [f"d{value}", f"d{value % 100}"] if value >= 1000 and value % 100 else [f"d{value}"]
    if plain or value <= 100:
        readings.append(float(value))
    return Figure(written, tuple(readings), "digits")
