"""Byte offset in a body → line and column, as an editor counts them."""

from __future__ import annotations

from pipeline.model import Location
from pipeline.parsing.made import made


class Lines:
    """The lines of one body. Remembers where it was asked last: in reading order every byte is looked at once."""

    def __init__(self, data: bytes, path: str, first_line: int) -> None:
        self._data = data
        self._path = path
        self._offset, self.line = 0, first_line
        """1-based line that was asked for last."""

    def at(self, offset: int) -> int:
        """1-based line of a byte offset."""
        if offset < self._offset:
            self.line -= self._data.count(b"\n", offset, self._offset)
        else:
            self.line += self._data.count(b"\n", self._offset, offset)
        self._offset = offset
        return self.line

    def location(self, offset: int) -> Location:
        r"""Path, line and column of a byte offset.

        >>> Lines("Å ö\nb".encode(), "a.md", 3).location(3), Lines(b"a\nb", "a.md", 1).location(2)
        (Location(path='a.md', line=3, column=3), Location(path='a.md', line=2, column=1))
        """
        data = self._data
        start = data.rfind(b"\n", 0, offset) + 1
        column = 1 if start == offset else len(data[start:offset].decode()) + 1
        return made(Location, (self._path, self.at(offset), column))
