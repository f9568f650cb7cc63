"""Blanks, full stops and brackets in a text: where there is one too many, and where one is missing."""

from __future__ import annotations

import re

from pipeline.patterns import expression

BLANK_BEFORE = expression(r"(?<=\S)[ \u00a0]+(?:[,;!?](?=\s|$|[^\W\d_])|[.:)\]](?=\s|$))|[(\[] +(?=\S)")
BLANK_MISSING = expression(
    r"[^\W\d_](?:,(?=[^\W\d_])|[;!?](?=[^\W\d_]))|[a-zåäö]{2}\.(?=[A-ZÅÄÖ][a-zåäö])|(?<=\w)[!?]+(?=[A-ZÅÄÖ])"
)
LETTERS = expression(r"\W*\w(?:,\w)+\W*")
"""Letters that stand for something: x,y."""
TWICE = expression(r",,|;;|::(?!\w)|,\.(?!\.)|;\.|(?<![.\d/])(?<![\s\"'“”‘’])\.\.(?![./\d])|\?\.|(?<!\.\.)\.\?")
"""No name of a programmer's (`Finance::Quote`), no folder above (`cd ..`), no question that trails off (“skalet ...?”)."""
_QUOTES = "\"'”“„‘’»«"
_ITEM = expression(r"(?<![\w(])(?:[a-zåäöA-ZÅÄÖ]|\d{1,2}|[ivx]{1,4}|[*†]{1,3})\.?\)|[:;]-?\)")
"""`a)`, `A)`, `12)`, `1.)`, the `*)` of a note and a smiley."""


def around(text: str, found: re.Match[str]) -> str:
    """The words around a place, to recognise it by."""
    start, end = max(found.start() - 12, 0), min(found.end() + 12, len(text))
    return ("…" if start else "") + text[start:end].replace("\n", " ") + ("…" if end < len(text) else "")


def word_at(text: str, place: int) -> str:
    """What stands at a place between two blanks."""
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    end = text.find(" ", place)
    return text[start : end if end >= 0 else len(text)]


def is_quoted(text: str, found: re.Match[str]) -> bool:
    """Whether a sign stands between quotation marks, so that somebody speaks of it: ”::”."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    return bool(before and after) and before in _QUOTES and after in _QUOTES


def unbalanced(text: str) -> bool:
    """Whether brackets have no partner, even when those after `a)` and `12)` are left out."""
    return _odd_brackets(text) and _odd_brackets(_ITEM.sub("", text))


def _odd_brackets(text: str) -> bool:
    return text.count("(") != text.count(")") or text.count("[") != text.count("]")
