"""The disk. The only module that reads or writes a file.

A file is replaced whole or not at all; a site is published by exchanging its folder for the finished one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError, OutputError
from pipeline.model import Location

CONFIG_NAMES = ("syntolk.toml", "pyproject.toml")
_IGNORED_SUFFIXES = (".md", ".toml", ".po", ".pot")
_UNWRITABLE = "cannot be written: {reason}."
_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies in a source folder, as paths below it with forward slashes, sorted."""

    pages: tuple[str, ...]
    """Markdown files; none whose name or folder begins with `_` or `.`."""
    assets: frozenset[str]
    """Everything else that a page may show or link to."""


def find_config(folder: Path) -> tuple[str, str]:
    """Name and text of the configuration in `folder`. Raises `ConfigError` if there is none."""
    for name in CONFIG_NAMES:
        path = folder / name
        if path.is_file():
            text = read_text(path)
            if name == "syntolk.toml" or "[tool.syntolk" in text:
                return name, text
    template = "no site here: neither syntolk.toml nor [tool.syntolk] in pyproject.toml in {folder}. Name the site's folder with -C DIR."
    raise ConfigError(template, None, (("folder", str(folder)),))


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises `ConfigError` if it is not one."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError("the file is not UTF-8.", Location(path.name, line)) from None


def read(path: Path) -> bytes | None:
    """The bytes of `path`; None if there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def exists(path: str) -> bool:
    """Whether there is a file or folder at `path`."""
    return os.path.exists(path)


def scan(folder: Path) -> Tree:
    """What lies in `folder`. Links that lead out of it are left out: a site reads nothing outside itself."""
    root = os.path.realpath(folder)
    pages: list[str] = []
    assets: list[str] = []
    waiting = [("", root)]
    seen = {root}
    while waiting:
        prefix, directory = waiting.pop()
        with os.scandir(directory) as entries:
            for entry in entries:
                name = prefix + entry.name
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    target = os.path.realpath(entry.path)
                    if not target.startswith(root + os.sep) or target in seen:
                        continue
                    seen.add(target)
                if entry.is_dir():
                    waiting.append((f"{name}/", entry.path))
                elif name.endswith(".md"):
                    if not any(part.startswith("_") for part in name.split("/")):
                        pages.append(name)
                elif not name.endswith(_IGNORED_SUFFIXES) and entry.is_file():
                    assets.append(name)
    return Tree(tuple(sorted(pages)), frozenset(assets))


def fingerprint(root: Path, names: tuple[str, ...]) -> dict[str, int]:
    """When each file below `root` in the folders (or of the files) `names` was last changed, in nanoseconds."""
    result: dict[str, int] = {}
    for name in names:
        path = root / name
        for file in path.rglob("*") if path.is_dir() else [path]:
            with contextlib.suppress(FileNotFoundError):
                result[str(file)] = file.stat().st_mtime_ns
    return result


def write(path: Path, data: bytes) -> bool:
    """Replace `path` by `data` whole, keeping mode and owner; whether it had to be. Raises `OutputError`."""
    if read(path) == data:
        return False
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path = Path(os.path.realpath(path))
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _like(path, Path(temporary))
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise OutputError(_UNWRITABLE, Location(str(path)), (("reason", error.strerror or str(error)),)) from None
    return True


def _like(old: Path, new: Path) -> None:
    """Give `new` the mode and owner of `old`, or those of a new file."""
    try:
        status = old.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
        return
    new.chmod(status.st_mode & 0o7777)
    with contextlib.suppress(PermissionError):
        os.chown(new, status.st_uid, status.st_gid)


class Publication:
    """A folder in the making, beside the published one. Files that are as before are linked, not written again."""

    def __init__(self, target: Path, stage: Path) -> None:
        self._target = target
        self._stage = stage
        self._folders: set[str] = set()
        self.count = 0
        """Files in it."""
        self.changed = 0
        """Files in it that are new or differ."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file in; `name` is a path below the folder."""
        old, new = self._target / name, self._prepare(name)
        if read(old) == data:
            os.link(old, new)
        else:
            new.write_bytes(data)
            self.changed += 1

    def copy(self, name: str, source: Path) -> None:
        """Put in a copy of `source`."""
        data = read(source)
        if data is not None:
            self.write(name, data)

    def _prepare(self, name: str) -> Path:
        new = self._stage / name
        parent = os.path.dirname(name)
        if parent not in self._folders:
            new.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        self.count += 1
        return new


@contextlib.contextmanager
def publish(target: Path) -> Iterator[Publication]:
    """A `Publication` that takes the place of `target` when all went well; otherwise `target` stays as it is."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-{os.getpid()}-", dir=target.parent))
        stage.chmod(0o755)
    except OSError as error:
        raise OutputError(_UNWRITABLE, Location(str(target)), (("reason", error.strerror or str(error)),)) from None
    try:
        publication = Publication(target, stage)
        yield publication
        if publication.changed or publication.count != _count(target):
            _exchange(stage, target)
    except OSError as error:
        raise OutputError(_UNWRITABLE, Location(str(target)), (("reason", error.strerror or str(error)),)) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Remove what a build that was killed has left beside `target`."""
    for left in target.parent.glob(f".{target.name}-*-*"):
        process = left.name.split("-")[-2]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc").exists():
            shutil.rmtree(left, ignore_errors=True)


def _count(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


def _exchange(stage: Path, target: Path) -> None:
    """Exchange two folders in one step where the system can (Linux, renameat2); elsewhere in two."""
    if not target.exists():
        os.rename(stage, target)
        return
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 and renameat2(_AT_FDCWD, os.fsencode(stage), _AT_FDCWD, os.fsencode(target), _EXCHANGE) == 0:
        return
    aside = Path(f"{stage}.old")
    os.rename(target, aside)
    os.rename(stage, target)
    shutil.rmtree(aside, ignore_errors=True)
