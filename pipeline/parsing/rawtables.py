"""Tables in raw HTML: in a frame that scrolls by itself where they are wide, with a name and within reach of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from pipeline.model import Label, Part, Run
from pipeline.parsing.cells import is_wide
from pipeline.patterns import expression

if TYPE_CHECKING:
    from pipeline.parsing.rawhtml import State

_MARKER = expression("\ue000(\\d+)\ue001")
_ID = expression(r' id="([^"]*)"')
_FRAME = expression(r'<(?:div|section)\b[^>]*\bclass="table\b')
"""What stands around a table in Markdown, and what an author may have put around this one."""


def framed(tokens: Sequence[str], every: list[Part | State], number: int) -> list[str]:
    """`tokens`, the tags and texts of a page, with a frame around each table that has none.

    `every` has what the markers among them stand for; the names of the frames are added to it. `number` tables have a number
    already.
    """
    if not any(token.startswith("<table") for token in tokens):
        return [*tokens]
    out: list[str] = []
    start = depth = 0
    tag = before = ""
    for token in tokens:
        if token.startswith("<table"):
            if not depth:
                start, before = len(out), tag
            depth += 1
        out.append(token)
        if token.startswith("</table"):
            depth -= 1
            if not depth and not _FRAME.match(before):
                table = out[start:]
                opening, end = '<div class="table">\n', "</div>"
                if is_wide([*_rows(table, every)]):
                    number += 1
                    name = _caption(table, number)
                    if not name:
                        every.append(Label("table"))
                        name = f'aria-label="\ue000{len(every) - 1}\ue001 {number}"'
                    opening, end = f'<section class="table wide" {name} tabindex="0">\n', "</section>"
                # The end is a tag of its own, or it would be taken for the beginning of the text after it.
                out[start:] = [opening, *table, "\n", end]
        if token.startswith("<"):
            tag = token
    return out


def _caption(table: list[str], number: int) -> str:
    """The attribute that names what is around `table` by its caption, which gets an id where it has none; empty without a caption."""
    place = next((place for place, token in enumerate(table) if place and token.strip()), 0)
    if not table[place].startswith("<caption"):
        return ""
    found = _ID.search(table[place])
    if not found:
        table[place] = f'<caption id="table-{number}"{table[place][len("<caption") :]}'
    return f'aria-labelledby="{found[1] if found else f"table-{number}"}"'


def _rows(table: Sequence[str], every: Sequence[object]) -> Iterator[list[str]]:
    """The words of each cell, row by row."""
    row: list[str] = []
    for token in table:
        if token.startswith("<tr") and row:
            yield row
            row = []
        elif token.startswith(("<td", "<th")) and not token.startswith("<thead"):
            row.append("")
        elif row and (marker := _MARKER.fullmatch(token)):
            part = every[int(marker[1])]
            row[-1] += part.inline.text if isinstance(part, Run) else ""
        elif row and not token.startswith("<"):
            row[-1] += unescape(token)
    yield row
