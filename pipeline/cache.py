"""What builds remember, in `.syntolk/`: texts and bytes that can be made anew at any time. The disk, and nothing but these.

A file is written beside its place and put there whole, so builds at the same time do not meet; it begins with a digest of the
rest, so what is damaged is as good as not there. What cannot be written is not remembered, and nobody needs to hear of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Container
from pathlib import Path
from typing import Any

from pipeline.digest import LENGTH, digest
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
    head, rest = data[:LENGTH], data[LENGTH + 1 :]
    if head.decode("ascii", "replace") != digest(rest):
        return None
    return rest


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
                file.writelines([digest(data).encode("ascii"), b"\n", data])
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
