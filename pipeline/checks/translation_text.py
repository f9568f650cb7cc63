"""Rules about how a translation is written: blanks, marks, quotation marks, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.marks import BLANK_BEFORE, BLANK_MISSING, LETTERS, TWICE, around, is_quoted, unbalanced, word_at
from pipeline.checks.pairs import Pair, Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.detection import base
from pipeline.language.locale import long_month_names, month_names, quotation_marks, weekday_names
from pipeline.patterns import expression

# --- white space ---------------------------------------------------------------------------------------

_DOUBLED = expression(r"(?<=[^\s.?!:)]) {2,}(?=\S)")
"""Two blanks after a sentence are a habit of typists; browsers show one."""
_CODE = expression(r"`[^`]*`")
_MAY_FOLLOW = frozenset(" \n0123456789”“’‘»)]\"'.,…\u00a0") | {""}
"""What may follow a mark; nothing at the end of all."""
_SPACED_MARKS = frozenset({"fr", "br"})
"""Languages that have a blank before some marks."""


def _whitespace(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if "  " in pairs.written or pairs.has_blank_edges:
        for pair in pairs:
            text = pair.message.strings[0]
            if len(pair.segment.id) == 1:  # A mark that programs put before or after names: ' may be \u00a0».
                continue
            if any(own and not there for own, there in zip(_edges(text), _edges(pair.segment.id), strict=True)):
                yield Note(pair.location, "There is white space at the beginning or at the end. Remove it.")
            elif (
                "  " in text
                and not (pair.segment.id[:1].isspace() or "\t" in pair.segment.id)  # It stands in columns.
                and (found := _DOUBLED.search(text := _CODE.sub("`…`", text)))
                and "  " not in pair.segment.id
            ):
                template = "Two blanks in a row: “{where}”."
                yield Note(pair.location, template, (("where", around(text, found)),))
    if base(scope.language) in _SPACED_MARKS or not _spacing_is_odd(pairs):
        return
    for pair in pairs:
        text = pair.target
        if pair.unchanged:
            continue
        if (found := BLANK_BEFORE.search(text)) and not BLANK_BEFORE.search(pair.source):
            yield Note(pair.location, "A blank too many: “{where}”.", (("where", around(text, found)),))
        alike = {found[0][-1] for found in BLANK_MISSING.finditer(pair.source)}
        for found in BLANK_MISSING.finditer(text):
            word = word_at(text, found.start())
            if (
                found[0][-1] not in alike
                and not LETTERS.fullmatch(word)
                and not ("/" in word or "@" in word or "www." in word or word.strip(".,;:!?”“\"'()") in pair.source)
            ):
                yield Note(pair.location, "A blank is missing: “{where}”.", (("where", around(text, found)),))
                break


def _edges(text: str) -> tuple[str, str]:
    """The blanks that a text begins and ends with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _spacing_is_odd(pairs: Pairs) -> bool:
    """Whether anywhere a mark has a blank before it or none after it; a first look."""
    for mark, (before, after) in pairs.marks.items():
        odd = after - _MAY_FOLLOW
        if " " in before or (odd and (mark != "." or any(map(str.isupper, odd)))):
            return True
    return "(" in pairs.target and ("( " in pairs.target or " )" in pairs.target)


# --- punctuation ---------------------------------------------------------------------------------------

_CLOSERS = "”“\"'’»«)]_* \u00a0\ufffc\n"
_MARKS = {
    "؟": "?",
    "？": "?",
    "！": "!",
    "。": ".",
    "．": ".",
    "।": ".",
    "۔": ".",
    "：": ":",
    "，": ",",
    "،": ",",
    "、": ",",
    "；": ";",
    "؛": ";",
}
_OTHER_MARKS = frozenset({"el", "hy", "am", "th", "lo", "km", "my", "bo"})
"""Languages that end a sentence or a question in another way, or do not mark it."""
_ASIDE = expression(r"[.!?…][”“’\"']? ?\([^()]*\)$")
"""A sentence, and something in brackets after it."""
_SHORTENED = expression(r"\d\s(?:[^\W\d_]\.){2,}$")
"""A number and an abbreviation whose full stop ends no sentence: “6 a.m.”."""
_FULL = frozenset({"paragraph", "footnote", "description", "definition"})
"""Roles whose texts are whole sentences."""


def _punctuation(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if base(scope.language) in _OTHER_MARKS:
        return
    asked = "?" in pairs.target or "?" in pairs.source
    different = [
        number
        for number, (source, target) in enumerate(zip(pairs.sources, pairs.targets, strict=True))
        if ((ours := source[-1:]) != (theirs := target[-1:]) and not (ours.isalnum() and theirs.isalnum()))
        or (asked and ("?" in target) != ("?" in source))
    ]
    for number in different:
        pair = pairs[number]
        if not pair.unchanged and (note := _end(pair, base(scope.language))):
            yield note
    if any(not after.isdisjoint(",;:.") for _, after in pairs.marks.values()):
        for pair in pairs:
            if (
                (found := TWICE.search(pair.target))
                and not TWICE.search(pair.source)
                and not is_quoted(pair.target, found)
            ):
                template = "Two marks in a row: “{where}”."
                yield Note(pair.location, template, (("where", around(pair.target, found)),))
    target = pairs.target
    if target.count("(") != target.count(")") or target.count("[") != target.count("]"):
        for pair in pairs:
            if unbalanced(pair.target) and not unbalanced(pair.source):
                yield Note(pair.location, "A bracket has no partner.")


def _end(pair: Pair, language: str) -> Note | None:
    """What is wrong with the end of a translation."""
    ours, theirs = _last(pair.source), _last(pair.target)
    if ours == "?" and theirs != "?" and "?" not in pair.target:
        return Note(pair.location, "The source is a question, the translation is not.")
    if theirs == "?" and "?" not in pair.source:
        return Note(pair.location, "The translation is a question, the source is not.", severity="review")
    if ours == theirs or (theirs == ";" and language in _SPACED_MARKS):  # So does each item of a French list end.
        return None
    if theirs == "?" and ours in ".!" and "?" in pair.source:
        return Note(
            pair.location,
            "The source ends with “{source}”, the translation with “{target}”.",
            (("source", ours), ("target", theirs)),
            severity="review",
        )
    if (
        theirs in (",", ";")
        and not _speaks_of(pair.target)
        and not (ours == "" and pair.segment.role == "item")
        and ours not in (",", ";")
    ):
        return Note(pair.location, "The translation ends with “{mark}”.", (("mark", theirs),))
    whole = pair.segment.role in _FULL and ours in (".", "!", "?", "…", ":") and " " in pair.source
    whole = whole and not _SHORTENED.search(pair.source)
    if whole and theirs == "" and not _ASIDE.search(pair.target) and pair.target.rstrip(')]”“"’»')[-1:].isalnum():
        return Note(
            pair.location, "The source ends with “{mark}”, the translation with no mark at all.", (("mark", ours),)
        )
    return None


_END = 16
"""Characters at the end of a text that are looked at."""
_SPOKEN_OF = expression(r"[”“\"'’»«`„‘](?:[,;]|\ufffc)[”“\"'’»«]\W*\Z|[,;] [”“\"'’»«`„‘]?\ufffc[”“\"'’»«]?\W*\Z")


def _speaks_of(text: str) -> bool:
    """Whether the mark at the end is one that the text speaks of (”;”), or something that is no word stands after it.

    >>> _speaks_of("Det saknas ett ”;”."), _speaks_of("en fil till, ”\ufffc”"), _speaks_of("Kom hit,")
    (True, True, False)
    """
    return _SPOKEN_OF.search(text, max(0, len(text) - _END)) is not None


def _last(text: str) -> str:
    """The mark that a text ends with; empty for none."""
    bare = text.rstrip(_CLOSERS)
    last = bare[-1:]
    last = _MARKS.get(last, last)
    if bare.endswith("..."):
        return "…"
    return last if last and last in ".,;:!?…" else ""


# --- quotation marks -----------------------------------------------------------------------------------

_STRAIGHT = expression(r"(?<!\d)\"|''|``")
_ALSO = {"de": "»«", "da": "»«", "sv": "»«", "fi": "»"}
"""Marks that books in a language have as well as those of CLDR."""
_TYPED = expression(r"(?<!\w)[`']\S[^'`\n]{0,80}?'(?!\w)")
"""Single quotation marks of typewriters and old terminals: 'so', `so'."""
_OPENING = expression(r"(?:^|(?<=[\s(\[–—-]))”(?=\w)")


def _quotes(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    target = pairs.target
    marks = quotation_marks(scope.language)
    if not marks or (target.isascii() and '"' not in target and "''" not in target and "``" not in target):
        return
    opening, closing = marks[0], marks[1]
    foreign = [mark for mark in '“”„«»"' if mark not in marks and mark not in _ALSO.get(base(scope.language), "")]
    if (
        target.count(opening) == target.count(closing)
        and not any(mark in target for mark in foreign)
        and "''" not in target
        and "``" not in target
        and (opening == closing or not _crossed(target, opening, closing))
    ):
        return
    for pair in pairs:
        if pair.unchanged or len(pair.source) == 1:  # A mark that programs put before or after names.
            continue
        note = _quoted(pair, opening, closing, foreign)
        if note:
            yield note


def _quoted(pair: Pair, opening: str, closing: str, foreign: list[str]) -> Note | None:
    text, source = pair.target, pair.source
    if _STRAIGHT.search(text) and not (_STRAIGHT.search(source) or _TYPED.search(source)):
        template = "Straight quotation marks. In this language they are {marks}."
        return Note(pair.location, template, (("marks", f"{opening}…{closing}"),))
    other = [mark for mark in foreign if mark in text and mark != '"' and not _arrow(mark, text, source)]
    if other or (opening != closing and text.count(closing) > text.count(opening) and _OPENING.search(text)):
        template = "The quotation marks of another language. In this one they are {marks}."
        return Note(pair.location, template, (("marks", f"{opening}…{closing}"),))
    if opening == closing:
        return None if text.count(opening) % 2 == 0 or source.count("”") % 2 else _alone(pair)
    if _crossed(text, opening, closing) and not _alone_in_source(source):
        return _alone(pair)
    return None


def _arrow(mark: str, text: str, source: str) -> bool:
    """Whether a mark points somewhere: `Läs mer »`."""
    return mark in "«»" and text.count("«") + text.count("»") == 1 == source.count(mark)


def _alone(pair: Pair) -> Note:
    return Note(pair.location, "A quotation mark has no partner, or stands the wrong way round.", severity="warning")


def _alone_in_source(source: str) -> bool:
    return (source.count("”") + source.count("“") + source.count("»") + source.count("«") + source.count('"')) % 2 == 1


def _crossed(text: str, opening: str, closing: str) -> bool:
    """Whether the marks do not open and close in turn."""
    marks = [c for c in text if c in (opening, closing)]
    return len(marks) % 2 == 1 or marks != [opening, closing] * (len(marks) // 2)


# --- capitals ------------------------------------------------------------------------------------------

_AMBIGUOUS = frozenset({"may", "march", "august"})
"""Months that are other words as well."""
_WITH_CAPITALS = frozenset({"en", "de", "el", "lb"})
"""Languages that write months and days with a capital. CLDR has one for more, which may only be the way of its lists."""


def _capitals(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    names = _capitalised(scope.language)
    if not names:
        return
    for pair in pairs.with_words(frozenset(names)):
        if pair.unchanged:
            continue
        for word in re.findall(r"[^\W\d_]+", pair.target):
            name = names.get(word.encode())
            if name and (word not in _AMBIGUOUS or _has_month(pair.source, name, pairs.source_language, scope)):
                yield Note(
                    pair.location, "“{word}” is written with a capital in this language.", (("word", word),), name
                )
                break


def _has_month(source: str, name: str, source_language: str, scope: Scope) -> bool:
    """Whether the source has that month."""
    ours, month = month_names(source_language), month_names(scope.language)[name.casefold()]
    return any(ours.get(word) == month for word in re.findall(r"[^\W\d_]+", source.casefold()))


@lru_cache(16)
def _capitalised(language: str) -> dict[bytes, str]:
    """The names of months and days that the language writes with a capital, by how they would be written without."""
    if base(language) not in _WITH_CAPITALS:
        return {}
    names = [*long_month_names(language), *weekday_names(language)]
    names += [f"{name}s" for name in weekday_names(language) if base(language) == "en"]
    return {name.lower().encode(): name for name in names if name[:1].isupper()}


# --- the rules -----------------------------------------------------------------------------------------

_PAGE = "Kom hit, så hjälper vi dig.\n%%% en\n"
_MSGID = 'msgid "Kom hit, så hjälper vi dig."\n'
_GOOD = _PAGE + _MSGID + 'msgstr "Come here, and we will help you."\n'
_QUESTION = 'Vad händer nu?\n%%% en\nmsgid "Vad händer nu?"\n'
_SAID = 'Hon sade ”nej”.\n%%% en\nmsgid "Hon sade ”nej”."\n'
_DAY = 'På måndagar är det stängt.\n%%% en\nmsgid "På måndagar är det stängt."\n'

RULES = (
    Rule(
        "translation-whitespace",
        "Translations",
        "warning",
        ("Syntolk, translator's guide",),
        "A blank too many or too few: two in a row, one before a comma, none after it, or one at the beginning or the end. Nobody sees it in the catalogue, everybody sees it on the page.",
        (_GOOD, '\u00a0Kom hit.\n%%% en\nmsgid "\u00a0Kom hit."\nmsgstr "\u00a0Come here."\n'),
        (
            _PAGE + _MSGID + 'msgstr "Come here,  and we will help you."\n',
            _PAGE + _MSGID + 'msgstr "Come here , and we will help you."\n',
            _PAGE + _MSGID + 'msgstr "Come here,and we will help you."\n',
            _PAGE + _MSGID + 'msgstr "Come here, and we will help you. "\n',
        ),
        _whitespace,
    ),
    Rule(
        "translation-punctuation",
        "Translations",
        "warning",
        ("Syntolk, translator's guide",),
        "The marks do not fit the source: a question has become a statement, the last full stop is missing, a mark stands twice, or a bracket has no partner. "
        "Headings and list items may end as your language likes.",
        (
            _GOOD,
            _QUESTION + 'msgstr "What happens now?"\n',
            '- penna och papper.\n%%% en\nmsgid "penna och papper."\nmsgstr "pen and paper"\n',
        ),
        (
            _QUESTION + 'msgstr "What happens now."\n',
            _PAGE + _MSGID + 'msgstr "Come here, and we will help you"\n',
            _PAGE + _MSGID + 'msgstr "Come here, and we will help you.."\n',
        ),
        _punctuation,
    ),
    Rule(
        "translation-quotes",
        "Translations",
        "review",
        ("Unicode CLDR 47, Delimiters",),
        "Each language has its own quotation marks; the finding says which. Straight marks belong to typewriters. A mark without a partner leaves the reader guessing where the quotation ends.",
        (_SAID + 'msgstr "She said “no”."\n', _SAID + 'msgstr "She said ‘no’."\n', _SAID + 'msgstr "She said no."\n'),
        (
            _SAID + 'msgstr "She said ”no”."\n',
            _SAID + 'msgstr "She said \\"no\\"."\n',
            _SAID + 'msgstr "She said “no."\n',
        ),
        _quotes,
    ),
    Rule(
        "translation-capitals",
        "Translations",
        "warning",
        ("Unicode CLDR 47, Dates and Times",),
        "English writes the days of the week and the months with a capital, Swedish does not.",
        (
            _DAY + 'msgstr "We are closed on Mondays."\n',
            'Du får gå.\n%%% en\nmsgid "Du får gå."\nmsgstr "You may go."\n',
        ),
        (_DAY + 'msgstr "We are closed on mondays."\n',),
        _capitals,
    ),
)
