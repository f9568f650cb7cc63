"""The pages of the inventory that would come out the same again, with their lines of JSON: they are left as they are.

Beside the pages stands one file with a line for each use. So what is remembered of a page is what it was made of, and how many of
these lines are its own; both count only as long as the files are still those that the build has written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.disk.signature import of_output
from pipeline.errors import SourceError
from pipeline.incremental import cache
from pipeline.records import dumps, loads

_RECORD = "pictured.json"
"""Where it is remembered, in the folder of what is remembered."""


class _Sheet(NamedTuple):
    """A page of the inventory."""

    name: str
    """Its path in the folder of reports."""
    key: str
    """What it was made of."""
    signature: str
    """What the system says of its file."""
    lines: int
    """Lines of JSON that are its own."""


class _Record(NamedTuple):
    """What is remembered."""

    program: str
    listing: str
    """What the system says of the file of JSON."""
    sheets: tuple[_Sheet, ...]
    """In their order."""


class Sheets:
    """The pages of the inventory in the folder `reports`, as the last build by the same `program` has left them."""

    def __init__(self, root: Path, reports: Path, listing: str, program: str) -> None:
        """`listing` is the name of the file of JSON; without a `program` nothing is known."""
        self._path = root / cache.FOLDER / _RECORD
        self._reports = reports
        self._listing = listing
        self._program = program
        self._before: dict[tuple[str, str], Sequence[str]] = dict(self._load()) if program else {}
        self._now: list[tuple[str, str, int]] = []

    def lines(self, name: str, key: str) -> Sequence[str] | None:
        """The lines of the page `name`, if it was made of the same; None where it has to be made anew."""
        return self._before.get((name, key))

    def add(self, name: str, key: str, lines: int) -> None:
        """Take in the next page, kept or new."""
        self._now.append((name, key, lines))

    def save(self) -> None:
        """Remember them, now that all are written."""
        if self._program:
            sheets = [_Sheet(name, key, self._signature(name), lines) for name, key, lines in self._now]
            cache.save(self._path, dumps(_Record(self._program, self._signature(self._listing), tuple(sheets))))

    def _signature(self, name: str) -> str:
        return of_output(f"{self._reports}/{name}")

    def _load(self) -> Iterator[tuple[tuple[str, str], Sequence[str]]]:
        """The lines of each page that is still there, by its name and what it was made of."""
        text = cache.load(self._path)
        try:
            record = loads(_Record, text or "")
            if record.program != self._program or record.listing != self._signature(self._listing):
                return
            _, _, rest = (files.read(self._reports / self._listing) or b"").decode().partition('"uses": [\n')
        except (ValueError, SourceError):
            return
        lines, start = rest.split("\n"), 0
        for sheet in record.sheets:
            if self._signature(sheet.name) == sheet.signature:
                yield (sheet.name, sheet.key), [line.removesuffix(",") for line in lines[start : start + sheet.lines]]
            start += sheet.lines
