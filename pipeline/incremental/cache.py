"""What builds remember, in `.syntolk/`: texts and bytes that can be made anew at any time. The disk, and nothing but these.

A file is written beside its place and put there whole, so builds at the same time do not meet; it begins with a checksum of the
rest, so what is damaged is as good as not there. It need not be a digest, which takes longer than all that is read is worth: who can write
here can write a digest as well. What cannot be written is not remembered, and nobody needs to hear of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zlib
from collections.abc import Container
from pathlib import Path
from typing import Any

from pipeline.files import PART, literal, lock, names, remove_abandoned

FOLDER = ".syntolk"
_SPARES = "before"
"""Folder of what was published before (`publication`)."""


def spare(root: Path, name: str) -> Path:
    """Where the folder of the site at `root` that was published before as `name` is kept."""
    return root / FOLDER / _SPARES / name


def load(path: Path) -> str | None:
    """The text that was saved at `path`; None where there is none, or none that can be trusted."""
    data = load_bytes(path)
    return None if data is None else data.decode("utf-8", "surrogatepass")


def load_bytes(path: Path) -> bytes | None:
    """The same, where bytes were saved."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head, _, rest = data.partition(b"\n")
    return rest if head == _checksum(rest) else None


def _checksum(data: bytes) -> bytes:
    """What is hardly ever the same when bytes are changed or missing: their number and their CRC-32."""
    return b"%d %08x" % (len(data), zlib.crc32(data))


def values(path: Path) -> Any:  # noqa: ANN401 - whatever was saved
    """What was saved as JSON at `path`; None where there is nothing, or nothing that can be trusted."""
    text = load(path)
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


def save(path: Path, text: str | bytes) -> None:
    """Save a text, or bytes, at `path`."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{literal(path.name)}.*{PART}"):
            remove_abandoned(left)
        descriptor, part = tempfile.mkstemp(PART, f".{path.name}.", path.parent)
        try:
            with open(descriptor, "wb") as file:
                lock(descriptor)
                file.writelines([_checksum(data), b"\n", data])
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise


def forget(folder: Path, but: Container[str]) -> None:
    """Remove the files in `folder` whose names are not in `but`."""
    with contextlib.suppress(OSError):
        for name in names(folder):
            if name not in but:
                (folder / name).unlink()
