"""What a line of a PO file may have wrong with it, said in words. What finds it is `reader.py`."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Values
from pipeline.patterns import expression

_CLOSED = expression(r'("(?:[^"\\]|\\.)*")\s*')
_NO_ESCAPE = expression(r'\\(?![\\"ntrabvf0-7]|x[0-9A-Fa-f])')
_DOMAIN = expression(r"domain\b")


class Irregular(NamedTuple):
    """The first line that is not of the form."""

    line: int
    """1-based."""
    column: int
    """1-based."""
    template: str
    """What is wrong with it: an English message with `{name}` fields."""
    values: Values = ()
    """The fields."""


def unknown(number: int, column: int, body: str) -> Irregular:
    """What is wrong with a line that begins with no mark and no keyword."""
    if body.startswith(("<<<<<<<", "=======", "|||||||", ">>>>>>>")):
        return Irregular(number, column, "a conflict marker of git: resolve the conflict")
    if _DOMAIN.match(body):
        return Irregular(number, column, "here begins another domain; give each domain a file of its own")
    return Irregular(number, column, "neither a comment, nor a keyword, nor a text in quotes")


def unreadable(number: int, line: str, place: int) -> Irregular:
    """What is wrong with the text in quotes that begins at the index `place` of `line`."""
    text, column = line[place:], place + 1
    closed = _CLOSED.match(text)
    if not closed:
        return Irregular(number, column, "the text has no closing quote")
    escape = _NO_ESCAPE.search(closed[1].replace("\\\\", "  "))
    if escape:
        return Irregular(number, column + escape.start(), "an unknown escape; a backslash is written twice")
    return Irregular(number, column + closed.end(), "something stands after the closing quote")
