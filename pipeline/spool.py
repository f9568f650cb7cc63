"""What waits on the disk until a build is ready for it: the part of `files` that keeps texts out of memory."""

from __future__ import annotations

import contextlib
import tempfile
import weakref
from collections.abc import Iterator

from pipeline.files import unwritable


class Spool:
    """Texts that wait on the disk, in a file without a name: it is gone when nobody needs it, also after a kill.

    Whatever the disk refuses is an `OutputError`.
    """

    def __init__(self) -> None:
        with _writing(tempfile.gettempdir()):
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the spool
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, text: str) -> tuple[int, int]:
        """Append a text; where it lies, and how many bytes it has."""
        data = text.encode()
        place = self._end, len(data)
        with _writing(tempfile.gettempdir()):
            self._file.seek(self._end)
            self._file.write(data)
        self._end += len(data)
        return place

    def get(self, place: tuple[int, int]) -> str:
        """The text that lies there."""
        with _writing(tempfile.gettempdir()):
            self._file.seek(place[0])
            return self._file.read(place[1]).decode()


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None
