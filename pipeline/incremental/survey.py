"""The files of a site: what they are told apart by, and the little that is known of each, unless it has changed.

A file whose size, times and number on the disk are as they were is taken to be what it was. Not so one that was changed just
before it was looked at: a second change within one tick of the disk's clock would not show (as with git's index).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import files, images
from pipeline.digest import digest
from pipeline.disk.signature import of_settled
from pipeline.errors import SourceError
from pipeline.incremental import cache
from pipeline.records import dumps
from pipeline.web.search import TYPE
from pipeline.workspace import SOURCE, Workspace

_FILE = "files.json"
_ABSENT = "-"
"""What no file is told apart by from all that there are."""
Facts = list[Any] | None


class _Known(NamedTuple):
    """A file."""

    signature: str
    """What the system says of it; empty where that proves nothing."""
    digest: str
    """What its content is told apart by; empty where it cannot be read."""
    facts: Facts
    """What is known of it."""


class Survey:
    """The files of one site, as they are now."""

    def __init__(self, workspace: Workspace, program: str) -> None:
        """Without a `program` nothing is remembered."""
        self._workspace = workspace
        self._program = program
        self._root = workspace.root
        self._path = self._root / cache.FOLDER / _FILE
        self._before: Mapping[str, list[Any]] = _remembered(self._path, program) if program else {}
        self._now: dict[str, _Known] = {}
        self._changed = False
        self.searched = False
        """Whether a page is there to search the site with, when the pages were looked at."""

    def pages(self) -> dict[str, str]:
        """The last part of the address of each page that is no draft, by path."""
        parts: dict[str, str] = {}
        for path in self._workspace.tree.pages:
            facts = self._known(f"{SOURCE}/{path}", partial(self._part, path)).facts
            if facts is not None and facts[0] is not None:
                parts[path] = facts[0]
                self.searched = self.searched or facts[1] == TYPE
        return parts

    def unsafe(self) -> frozenset[str]:
        """The files beside the pages that could run a script in a visitor's browser."""
        return frozenset(asset for asset in self._workspace.tree.assets if self._is_unsafe(asset))

    def _is_unsafe(self, asset: str) -> bool:
        if not asset.lower().endswith(".svg"):
            return images.runs_script(b"", asset)
        facts = self._known(f"{SOURCE}/{asset}", partial(self._seen, asset)).facts
        return facts is not None and bool(facts[0])

    def digest(self, path: str) -> str:
        """What the content of the file at `path`, below the site's folder, is told apart by; empty where there is none to read."""
        return self._known(path, list).digest

    def still(self, path: str) -> bool:
        """Whether a file is what it was when it was looked at."""
        known = self._now[path]
        if known.signature and known.signature == of_settled(f"{self._root}/{path}"):
            return True
        return bool(known.digest) and self._digest(path) == known.digest

    def save(self) -> None:
        """Remember it."""
        if self._program and (self._changed or self._now.keys() != self._before.keys()):
            cache.save(self._path, dumps((self._program, self._now)))

    def _part(self, path: str) -> Facts:
        return [*self._workspace.about(path)]

    def _seen(self, asset: str) -> Facts:
        data = b""
        with contextlib.suppress(SourceError):  # Said where it is copied.
            data = files.read(self._root / SOURCE / asset) or b""
        return [images.runs_script(data, asset)]

    def _known(self, path: str, facts: Callable[[], Facts]) -> _Known:
        if path not in self._now:
            self._now[path] = self._look(path, facts)
        return self._now[path]

    def _look(self, path: str, facts: Callable[[], Facts]) -> _Known:
        signature = of_settled(f"{self._root}/{path}") if self._program else ""
        before = self._before.get(path)
        if before is not None and signature and before[0] == signature:
            return _Known(*before)
        self._changed = True
        found = self._digest(path) if self._program else ""
        if before is not None and found and before[1] == found:
            return _Known(signature, found, before[2])
        return _Known(signature if found else "", found, facts())

    def _digest(self, path: str) -> str:
        """What the content of a file is told apart by now; empty where it cannot be read."""
        with contextlib.suppress(SourceError):
            data = files.read(f"{self._root}/{path}")
            return _ABSENT if data is None else digest(data)
        return ""


def _remembered(path: Path, program: str) -> Mapping[str, list[Any]]:
    kept = cache.values(path)
    return kept[1] if isinstance(kept, list) and kept[0] == program else {}
