"""What lies in the folder of a site: its pages, the files beside them, and when each was changed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import SourceError
from pipeline.files import unreadable
from pipeline.model import Location
from pipeline.patterns import expression

_IGNORED_SUFFIXES = (".toml", ".po", ".pot")
_LIKE_PAGES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx")
"""How the names of Markdown files end elsewhere; here only `.md` will do."""
_OF_OTHERS = frozenset({"_index.md", "_posts", "_pages"})
"""What Hugo calls the page of a folder, and where Jekyll keeps pages: they are published there, and left out here."""
_CONTROL = expression(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u2068\u2069]")
"""Ends of lines, and what catalogues put around a path with blanks in it."""
_SEVERAL_LINES = "the name of this file has a line break or another control character in it. Give it another."


class Tree(NamedTuple):
    """What lies in a source folder, as paths below it with forward slashes, sorted."""

    pages: tuple[str, ...]
    """Markdown files; none whose name or folder begins with `_` or `.`."""
    assets: frozenset[str]
    """Everything else that a page may show or link to."""
    strays: tuple[str, ...] = ()
    """Files that look like pages and are none, since their names do not end in `.md`; files and folders that other programs publish."""


def scan_folder(folder: Path) -> Tree:
    """What lies in `folder`. Links that lead out of it are left out: a site reads nothing outside itself.

    Raises `SourceError` for a folder that may not be read, and for a name that is no UTF-8.
    """
    root = os.path.realpath(folder)
    pages: list[str] = []
    assets: list[str] = []
    strays: set[str] = set()
    waiting: list[tuple[str, str, tuple[str, ...]]] = [("", root, (root,))]
    while waiting:
        prefix, directory, above = waiting.pop()
        for entry in _entries(directory):
            name = prefix + entry.name
            if entry.name.startswith("."):
                continue
            target = f"{above[-1]}/{entry.name}"
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if not target.startswith(root + os.sep) or target in above:  # A folder in itself would never end.
                    continue
            is_folder, is_file = _kind(entry)
            if is_folder:
                waiting.append((f"{name}/", entry.path, (*above, target)))
            elif not is_file:
                continue
            elif name.lower().endswith(_LIKE_PAGES):
                parts = name.split("/")
                hidden = next((place for place, part in enumerate(parts) if part.startswith("_")), None)
                if hidden is not None:
                    if parts[hidden] in _OF_OTHERS:
                        strays.add("/".join(parts[: hidden + 1]))
                elif name.endswith(".md"):
                    pages.append(name)
                else:
                    strays.add(name)
            elif not name.lower().endswith(_IGNORED_SUFFIXES):
                assets.append(name)
    require_readable_names(folder, (*pages, *assets, *strays))
    return Tree(tuple(sorted(pages)), frozenset(assets), tuple(sorted(strays)))


def _entries(directory: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except OSError as error:
        raise unreadable(directory, error) from None


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether it is a folder, and whether it is a file; neither where a link leads nowhere.

    Raises as `unreadable` says where the system does not tell: a page that is taken for gone would go from the site, and its texts from the catalogues.
    """
    try:
        return entry.is_dir(), entry.is_file()
    except OSError as error:
        if error.errno == errno.ELOOP:  # A link to itself.
            return False, False
        raise unreadable(entry.path, error) from None


def require_readable_names(folder: Path, names: Iterable[str]) -> None:
    """Raise `SourceError` where a name in `folder` is not UTF-8, or takes several lines: no report, and no catalogue, could say it."""
    for name in names:
        try:
            name.encode()
        except UnicodeEncodeError:
            shown = os.fsencode(os.path.join(folder.name, name)).decode("utf-8", "backslashreplace")
            raise SourceError("the name of this file is not UTF-8. Give it another.", Location(shown)) from None
        if _CONTROL.search(name):
            shown = _CONTROL.sub(lambda found: repr(found[0])[1:-1], os.path.join(folder.name, name))
            raise SourceError(_SEVERAL_LINES, Location(shown))


def fingerprint(root: Path, names: tuple[str, ...]) -> dict[str, int]:
    """When each file below `root` in the folders (or of the files) `names` was last changed, in nanoseconds."""
    paths = [root / name for name in names]
    paths += [Path(folder, name) for top in names for folder, _, found in os.walk(root / top) for name in found]
    result: dict[str, int] = {}
    for path in paths:
        with contextlib.suppress(OSError):  # A file may go while we look.
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                result[str(path)] = status.st_mtime_ns
    return result
