"""Storage that several machines share: a folder, or whatever fsspec knows (S3 and the like). The one door to it (`syntolk[dask]`).

A place in it is a URL: `file:///delad/mapp`, `s3://hink/mapp`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fsspec

from pipeline.errors import ConfigError


def prepare(url: str) -> None:
    """Make the folder at `url`. Raises `ConfigError` for one of a kind that is not known, `OSError` where it cannot be made."""
    try:
        fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        template = "storage of this kind cannot be used, {url}: {reason}."
        raise ConfigError(template, None, (("url", url), ("reason", str(error).rstrip(".")))) from None
    with _at(url) as (files, path):
        files.makedirs(path, exist_ok=True)


def write(url: str, data: bytes) -> None:
    """Write a file. Raises `OSError`."""
    with _at(url) as (files, path):
        files.pipe_file(path, data)


def read(url: str, start: int, end: int) -> bytes:
    """The bytes of a file from `start` to before `end`. Raises `OSError`."""
    with _at(url) as (files, path):
        data: bytes = files.cat_file(path, start=start, end=end)
        return data


def remove(url: str) -> None:
    """Remove a file, or a folder with all that is in it. Raises `OSError`."""
    with _at(url) as (files, path):
        files.rm(path, recursive=True)


@contextmanager
def _at(url: str) -> Iterator[tuple[Any, str]]:
    """Whoever knows how to reach it, and what it is called there."""
    try:
        yield fsspec.core.url_to_fs(url)
    except OSError:
        raise
    except Exception as error:  # Whoever it is has errors of his own: no key, no answer …
        raise OSError(str(error)) from error
