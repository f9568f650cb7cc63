"""The cells of a table: which are headers, what the table is called, and whether it needs room to scroll.

A table is put together when its last cell is known. All of it follows from the source, so it is the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableSequence, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import Label, Part, Run
from pipeline.patterns import expression

if TYPE_CHECKING:
    from pipeline.parsing.rawhtml import Raw, State

CAPTION = "Tabell:"
"""How the paragraph begins that is the caption of the table after it."""
ID = "table"
"""What the ids of tables and captions begin with."""

_STRONG = expression(r"<strong>(?:(?!</strong>).)*</strong>", re.DOTALL)
_ROWS = frozenset({"<tr>\n", "<thead>\n<tr>\n"})
_NARROWEST = 28
"""Characters that fit beside each other on a screen of 320 CSS pixels (WCAG 2.2, 1.4.10), in the widest of common fonts at 16 pixels."""
_LINE = 12
"""Characters a line that a longer text can be read at."""
_GAP = 2
"""Characters that the room between two columns takes."""


class _Cell(NamedTuple):
    place: int
    """Index among the parts of the table."""
    text: str
    """Its words; empty for an empty cell."""
    strong: bool
    """Whether all of it is strong."""


class Table:
    """One table while its cells go by."""

    def __init__(
        self,
        alignments: Sequence[str] = (),
        number: int = 0,
        heading: str = "",
        caption: Run | None = None,
        start: int = 0,
    ) -> None:
        """`heading` is the id of the heading that it stands below, or empty; `start` its place among the parts of its page."""
        self.number = number
        """Which table of its page it is, from 1."""
        self._alignments = alignments
        self._start = start
        self._heading = heading
        self._caption = caption
        self._column = 0

    def row(self) -> None:
        """Begin a row."""
        self._column = 0

    def cell(self, *, head: bool) -> tuple[str, str, bool]:
        """Element and attributes of the next cell, a header or not; whether it is the first of its row."""
        alignment = self._alignments[self._column] if self._column < len(self._alignments) else "None"
        self._column += 1
        attributes = "" if alignment == "None" else f' class="{alignment.lower()}"'
        return ("th", ' scope="col"' + attributes, False) if head else ("td", attributes, self._column == 1)

    def finish(self, page: MutableSequence[Part | Raw | State]) -> None:
        """Put the table around the cells at the end of `page`: its name, its caption, the headers of its rows."""
        page[self._start :] = self._finished(page[self._start :])

    def _finished(self, parts: Sequence[Part | Raw | State]) -> list[Part | Raw | State]:
        rows = list(_rows(parts))
        inner = list(parts)
        for place in _row_headers(rows):
            cell = parts[place]
            assert isinstance(cell, Run)
            inner[place] = cell._replace(tag="th", attributes=f' scope="row"{cell.attributes}')
        end = "</tbody>\n</table>\n" if len(rows) > 1 else "</table>\n"
        if not is_wide([[cell.text for cell in row] for row in rows]):
            named = f' aria-labelledby="{self._heading}"' if self._heading and not self._caption else ""
            return [f'<div class="table">\n<table{named}>\n', *self._captioned(""), *inner, f"{end}</div>\n"]
        return [*self._region(), *inner, f"{end}</section>\n"]

    def _region(self) -> list[str | Run | Label]:
        """The beginning of a table that scrolls: with a name, and within reach of the keyboard (WCAG 2.2, 2.1.1)."""
        id = f"{ID}-{self.number}"
        if self._caption:
            start = f'<section class="table wide" aria-labelledby="{id}" tabindex="0">\n<table>\n'
            return [start, *self._captioned(f' id="{id}"')]
        # Named “Table 2” and the heading: there may be several tables below one.
        named = f' id="{id}" aria-labelledby="{id} {self._heading}"' if self._heading else ""
        rest = f' {self.number}"{named} tabindex="0">\n<table>\n'
        return ['<section class="table wide" aria-label="', Label("table"), rest]

    def _captioned(self, id: str) -> list[str | Run]:
        return [self._caption._replace(attributes=id), "\n"] if self._caption else []


def _rows(parts: Sequence[object]) -> Iterator[list[_Cell]]:
    """The rows among the parts of a table, the one of its head first."""
    row: list[_Cell] = []
    for place, part in enumerate(parts):
        if isinstance(part, Run):
            inner = part.inline.parts
            strong = len(inner) == 1 and isinstance(inner[0], str) and bool(_STRONG.fullmatch(inner[0]))
            row.append(_Cell(place, part.inline.text, strong))
        elif isinstance(part, str) and part.startswith("<td"):
            row.append(_Cell(place, "", strong=False))
        elif part in _ROWS and row:
            yield row
            row = []
    if row:
        yield row


def _row_headers(rows: Sequence[Sequence[_Cell]]) -> list[int]:
    """Places of the cells that name their row: below an empty corner, or each of them strong. Else nothing is certain."""
    head, body = rows[0] if rows else (), rows[1:]
    first = [row[0] for row in body]
    if len(head) < 2 or not first or not all(any(map(str.isalnum, cell.text)) for cell in first):
        return []
    corner = not head[0].text and any(cell.text for cell in head)
    return [cell.place for cell in first] if corner or all(cell.strong for cell in first) else []


def is_wide(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the columns of these texts have no room beside each other on the smallest screen.

    A column is as wide as its longest word, or as a line that can be read where it holds more than one word.
    """
    widths: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row):
            longest = max(map(len, cell.split()), default=0)
            widths[column] = max(widths.get(column, 0), longest, min(len(cell), _LINE))
    return sum(widths.values()) + _GAP * (len(widths) - 1) > _NARROWEST
