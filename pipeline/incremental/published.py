"""What is published of pages, and what it was made of: a file that would come out the same again is kept.

What was published is not copied anywhere: the published file itself is kept, if it is still the one that the build has written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.disk.publication import Shelf
from pipeline.incremental import cache
from pipeline.records import dumps, loads


class File(NamedTuple):
    """A published file."""

    own: str
    """What it was told apart by without what the site around it has to say."""
    key: str
    """What it was told apart by."""
    assets: tuple[str, ...]
    """The files that it needs beside it."""
    signature: str = ""
    """What the system says of it."""


class _Record(NamedTuple):
    """What is remembered."""

    program: str
    around: str
    files: tuple[tuple[str, File], ...]


class Published:
    """The published files of pages, by name, as the last build has left them; without a `program` nothing is known."""

    def __init__(self, path: Path, program: str, shelf: Shelf, around: str = "") -> None:
        """What is remembered at `path`; `around` is what the site that they stand on is told apart by."""
        self._path = path
        self._program = program
        self._shelf = shelf
        self._around = around
        record = _load(path) if program else None
        if record is not None and record.program != program:
            record = None
        self._before: dict[str, File] = dict(record.files) if record is not None else {}
        self._same = record is not None and record.around == around
        self._now: dict[str, File] = {}

    def __contains__(self, name: object) -> bool:
        """Whether the last build has left a file of that name."""
        return name in self._before

    def by_itself(self, name: str, own: str) -> File | None:
        """The file, if neither the site around it nor what it was made of has changed."""
        before = self._before.get(name)
        return before if self._same and before is not None and before.own == own else None

    def keep(self, name: str, key: str, own: str) -> File | None:
        """The file, put on the shelf again, if it is told apart by the same `key` and has been left alone since."""
        before = self._before.get(name)
        if before is None or before.key != key or not before.signature:
            return None
        if not self._shelf.keep(name, before.signature):
            return None
        self._now[name] = before._replace(own=own)
        return before

    def text(self, name: str, own: str) -> str | None:
        """What the file holds, if it was made of its `own` alike and has been left alone since."""
        before = self._before.get(name)
        if before is None or before.own != own or self._shelf.signature(name) != before.signature:
            return None
        try:
            return self._shelf.read(name).decode()
        except (OSError, ValueError):
            return None

    def add(self, files: Iterable[tuple[str, File]]) -> None:
        """Take in files that are written anew."""
        self._now.update(files)

    def save(self) -> None:
        """Remember what is published now, when it is."""
        if not self._program:
            return
        for name, file in self._now.items():
            if not file.signature:
                self._now[name] = file._replace(signature=self._shelf.signature(name))
        record = _Record(self._program, self._around, tuple(self._now.items()))
        if not (self._same and self._now == self._before):
            cache.save(self._path, dumps(record))

    def signatures(self, folder: str) -> dict[str, str]:
        """What the system says of each file, by its path with that of its `folder`; once they are saved."""
        return {f"{folder}/{name}": file.signature for name, file in self._now.items() if file.signature}

    @property
    def kept(self) -> Mapping[str, File]:
        """The files so far."""
        return self._now


def _load(path: Path) -> _Record | None:
    text = cache.load(path)
    try:
        return None if text is None else loads(_Record, text)
    except ValueError:
        return None
