"""What a table loses: cells beyond its last column, which the reader never sees (GFM 0.29, 4.10: the excess is ignored)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Finding
from pipeline.parsing.inline import Ranged
from pipeline.parsing.lines import Lines
from pipeline.patterns import expression

_PIPE = expression(rb"(?<!\\)\|")


def lost_cells(events: Sequence[Ranged], data: bytes, lines: Lines, language: str) -> Iterator[Finding]:
    """A finding for each row of the body `data` with words in a cell that its table has no column for."""
    columns = 0
    for event, span in events:
        if event.__class__ is str or (start := event.get("Start")) is None:
            continue
        if isinstance(start, dict) and "Table" in start:
            columns = len(start["Table"])
        elif start == "TableRow":
            row = data[span["start"] : span["end"]]
            if row.count(b"|") < columns:
                continue
            bounds = [0, *(pipe.end() for pipe in _PIPE.finditer(row))]
            if row.startswith(b"|"):
                del bounds[0]
            cells = [(a, row[a:b].strip(b"| \t\r\n")) for a, b in pairwise([*bounds, len(row)])]
            for offset, cell in cells[columns:]:
                if cell:
                    template = "The table has {columns} columns, so “{cell}” is not shown. Add a column, or write \\| where you mean the sign."
                    values = (("columns", columns), ("cell", cell.decode("utf-8", "replace")))
                    place = lines.location(span["start"] + offset)
                    yield Finding("table-cell-lost", "error", template, place, language, values)
                    break
