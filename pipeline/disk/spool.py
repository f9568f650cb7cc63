"""What waits on the disk until a build is ready for it: the part of `files` that keeps texts out of memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from pipeline.files import PART, lock, remove_abandoned, unwritable

_NAME = "syntolk-"
_BUFFER = 1 << 16
"""Bytes of a pile that are written together."""


class Waiting(NamedTuple):
    """A text that waits."""

    file: str
    """Path of the file."""
    start: int
    """Byte that it begins at."""
    length: int
    """Its bytes."""


class Spool:
    """A folder of files with texts. It is gone when nobody needs it; after a kill, when the next one is made.

    In a `storage` that machines share nobody can tell what is abandoned: what was killed there has to be removed by hand.
    Whatever the disk refuses is an `OutputError`.
    """

    def __init__(self, storage: str = "") -> None:
        if storage:
            self.folder = f"{storage.rstrip('/')}/{_NAME}{os.urandom(16).hex()}"
            from pipeline.disk import storage as machines

            with _writing(self.folder):
                machines.prepare(self.folder)
            self._end: weakref.finalize[..., Spool] = weakref.finalize(self, remove, self.folder)
            self._end.atexit = False  # What reaches it may be gone by then.
            return
        folder = tempfile.gettempdir()
        with _writing(folder):
            for left in Path(folder).glob(f"{_NAME}*{PART}"):
                remove_abandoned(left)
            self.folder, descriptor = _held()
            """Its path."""
            if descriptor is not None:
                weakref.finalize(self, os.close, descriptor)
        self._end = weakref.finalize(self, _remove, self.folder, os.getpid())

    def close(self) -> None:
        """Remove it now. Who interrupts while Python does that by itself would not be heard, and a storage may be far away."""
        self._end()


def _held() -> tuple[str, int | None]:
    """A new folder, and the descriptor that holds it where the system can."""
    while True:
        folder = tempfile.mkdtemp(prefix=_NAME, suffix=PART)
        if os.name != "posix":
            return folder, None
        with contextlib.suppress(FileNotFoundError):  # Another build that begins just now has taken it for abandoned.
            descriptor = os.open(folder, os.O_RDONLY)
            if lock(descriptor) and Path(folder).exists():
                return folder, descriptor
            os.close(descriptor)


def _remove(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # A process that was forked has what its parent has, but does not own it.
        rmtree(folder, ignore_errors=True)


def put(file: str, texts: Sequence[str]) -> list[Waiting]:
    """Write texts into the new `file`; where each waits."""
    data = [text.encode() for text in texts]
    write(file, b"".join(data))
    return places(file, data)


def write(file: str, data: bytes) -> None:
    """Write texts, one after the other, into the new `file`."""
    with _writing(file):
        if is_shared(file):
            from pipeline.disk import storage

            storage.write(file, data)
        else:
            with Path(file).open("wb") as target:
                target.write(data)


def places(file: str, texts: Iterable[bytes]) -> list[Waiting]:
    """Where each of the texts waits that stand in `file`, one after the other."""
    found: list[Waiting] = []
    start = 0
    for text in texts:
        found.append(Waiting(file, start, len(text)))
        start += len(text)
    return found


def get(places: Sequence[Waiting]) -> Iterator[str]:
    """The texts that wait there; those in one file stand beside each other."""
    for _, same in groupby(places, lambda place: place.file):
        own = [*same]
        yield from _fetched(own) if is_shared(own[0].file) else _read(own)


def _fetched(places: Sequence[Waiting]) -> Iterator[str]:
    """Texts in one file in storage, which is asked once."""
    file, first = places[0].file, min(place.start for place in places)
    from pipeline.disk import storage

    with _writing(file):
        data = storage.read(file, first, max(place.start + place.length for place in places))
    return (data[start - first : start - first + length].decode() for _, start, length in places)


def _read(places: Sequence[Waiting]) -> Iterator[str]:
    """Texts in one file on the disk."""
    file = places[0].file
    with contextlib.ExitStack() as stack:
        with _writing(file):
            source = stack.enter_context(Path(file).open("rb"))
        for _, start, length in places:
            with _writing(file):
                source.seek(start)
                text = source.read(length).decode()
            yield text


def is_shared(file: str) -> bool:
    """Whether a file is in a storage that machines share."""
    return "://" in file


def remove(file: str) -> None:
    """Remove a file, or a folder with all that is in it, from a storage that machines share."""
    from pipeline.disk import storage  # Here and below imported where it is used: a build on one machine does without.

    with contextlib.suppress(OSError):
        storage.remove(file)


class Pile:
    """Texts that come one by one, in a file of their own. It has no name, so it is gone with the last who has it open."""

    def __init__(self) -> None:
        with _writing(tempfile.gettempdir()):
            # Without a buffer of the file's own: a fork would have it too, and both would write it in the end.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as the pile
        self._end = 0
        self._unwritten = bytearray()
        weakref.finalize(self, self._file.close)

    def put(self, text: str) -> tuple[int, int]:
        """Append a text; where it lies, and how many bytes it has."""
        data = text.encode()
        place = self._end, len(data)
        self._unwritten += data
        self._end += len(data)
        if len(self._unwritten) > _BUFFER:
            self._write()
        return place

    def get(self, place: tuple[int, int]) -> str:
        """The text that lies there."""
        if self._unwritten:
            self._write()
        with _writing(tempfile.gettempdir()):
            self._file.seek(place[0])
            return self._file.read(place[1]).decode()

    def _write(self) -> None:
        with _writing(tempfile.gettempdir()):
            self._file.seek(0, os.SEEK_END)
            while self._unwritten:
                del self._unwritten[: self._file.write(self._unwritten)]


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None
