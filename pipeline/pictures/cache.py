"""Versions of pictures that were made before, in `.syntolk/pictures`: the part of `files` that keeps them.

A file for each picture: a line of JSON that says what is in it, then the versions. It is written whole or not at all; one
that is damaged, or gone, counts as never made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import NamedTuple, cast

from pipeline import files
from pipeline.digest import digest
from pipeline.images import Fault
from pipeline.pictures.versions import Versions

_DAY = 86_400
_KEPT = 30 * _DAY
"""Seconds after which goes what no build has used."""
_LONGEST = 65_536
"""Bytes of the line that says what is in a file."""


class Kept(NamedTuple):
    """A version that was made."""

    format: str
    width: int
    size: int
    """In bytes."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""


class Record(NamedTuple):
    """What was made of a picture."""

    fault: Fault
    """Why nothing could be."""
    made: tuple[Kept, ...]
    """In the order in which they lie in the file."""


class PictureCache:
    """The versions of all pictures of a site, by key (`recipe.key`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def record(self, key: str) -> Record | None:
        """What was made under `key`, None where nothing was; it counts as used now."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                found = _record(file.readline(_LONGEST), os.fstat(file.fileno()).st_size)
                if found is not None and time.time() - os.fstat(file.fileno()).st_mtime > _DAY:
                    with contextlib.suppress(OSError):
                        os.utime(path)
        except OSError:
            return None
        return found

    def put(self, key: str, versions: Versions) -> Record:
        """Keep `versions`; the record of them. Raises `OutputError`."""
        made = tuple(Kept(v.format, v.width, len(v.data), hashlib.sha256(v.data).hexdigest()) for v in versions.made)
        record = Record(versions.fault, made)
        files.write(
            self._path(key), b"".join((_line(record), *(version.data for version in versions.made))), lasting=False
        )
        return record

    def data(self, key: str, record: Record, number: int) -> bytes | None:
        """The bytes of a version, by its place in the record; None where they are not there any more as they were."""
        before = len(_line(record)) + sum(kept.size for kept in record.made[:number])
        try:
            with self._path(key).open("rb") as file:
                file.seek(before)
                data = file.read(record.made[number].size)
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == record.made[number].digest else None

    def sweep(self) -> None:
        """Remove what no build has used for long."""
        before = time.time() - _KEPT
        with contextlib.suppress(OSError):  # Another build may sweep, or somebody remove the folder.
            for folder in os.scandir(self._folder):
                if folder.is_dir():
                    for entry in os.scandir(folder.path):
                        if entry.stat().st_mtime < before:
                            files.remove(Path(entry.path))


def _line(record: Record) -> bytes:
    """What is in a file, and what tells that it was not damaged."""
    said = json.dumps(record, separators=(",", ":"))
    return json.dumps([digest(said), *record], separators=(",", ":")).encode() + b"\n"


def _record(line: bytes, size: int) -> Record | None:
    """The record that `line` is, where a file of `size` bytes can hold what it says."""
    try:
        _, fault, made = json.loads(line)
        kept = tuple(Kept(str(form), int(width), int(length), str(digest)) for form, width, length, digest in made)
        record = Record(cast("Fault", str(fault)), kept)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return record if _line(record) == line and size == len(line) + sum(one.size for one in kept) else None
