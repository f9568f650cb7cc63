"""CSV as spreadsheets write it → rows with their lines. Nothing is half read: what does not fit is an error with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.model import Location, Phrase
from pipeline.patterns import expression

_FAULTS = frozenset({"unexpected end of data", "',' expected after '\"'", "';' expected after '\"'"})
"""What Python's reader of CSV says most often, word for word, so that it can be translated."""
_QUOTED = expression(r'"[^"]*"')
_SEPARATOR = expression(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
"""The first line by which Excel is told how fields are separated."""


class Table:
    r"""A file of rows below a row of names.

    Fields are separated as a first line `sep=;` says, else as the row of names is: by commas, semicolons or tabs. Raises
    `SourceError` for what is no UTF-8 or no CSV, and for a name that stands twice.

    >>> table = Table(b"sep=;\nsv;en\nHej;Hi\n", "m.csv")
    >>> table.names, list(table)
    (['sv', 'en'], [(3, ['Hej', 'Hi'])])
    """

    def __init__(self, data: bytes, path: str) -> None:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError("the file is not UTF-8. Save it as “CSV UTF-8”.", Location(path, line)) from None
        first, _, rest = text.partition("\n")
        told = _SEPARATOR.fullmatch(first)
        text, self._skipped = (rest, 1) if told else (text, 0)
        self.head = text.partition("\n")[0].strip()
        """The row of names as it is written."""
        self.separator = told[1] if told else max(",;\t", key=_QUOTED.sub("", self.head).count)
        self._path = path
        lines = (f"{line}\n" for line in text.split("\n"))
        self._reader = csv.reader(lines, delimiter=self.separator, strict=True)
        _, names = next(self._rows(), (0, []))
        self.names = [name.strip() for name in names]
        """The names of the columns; empty for one without."""
        self.line = self._skipped + 1
        """1-based line of the names."""
        for name in self.names:
            if name and self.names.count(name) > 1:
                template = "the column “{name}” stands twice. Remove one, or give it another name."
                raise SourceError(template, Location(path, self.line), (("name", name),))

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with anything in them, each with the 1-based line that it ends on. Raises `SourceError`."""
        for line, row in self._rows():
            if any(cell.strip() for cell in row[len(self.names) :]):
                template = "this row has more fields than there are columns. A text with “{separator}” in it has to stand in quotation marks."
                raise SourceError(template, Location(self._path, line), (("separator", self.separator),))
            if any(cell.strip() for cell in row):
                yield line, row

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                said = str(error)
                reason = Phrase(said) if said in _FAULTS else said
                place = Location(self._path, self._reader.line_num + self._skipped)
                raise SourceError("this CSV file cannot be read: {reason}.", place, (("reason", reason),)) from None
            yield self._reader.line_num + self._skipped, row
