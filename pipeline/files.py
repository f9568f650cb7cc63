"""The disk. The only module that reads or writes a file.

A file is replaced whole or not at all; a site is published by exchanging its folder for the finished one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import ConfigError, OutputError, PipelineError, SourceError, reason
from pipeline.model import Location
from pipeline.swap import can_swap, swap
from pipeline.writers import is_being_written, locks, settled

CONFIG_NAMES = ("syntolk.toml", "pyproject.toml")
_IGNORED_SUFFIXES = (".toml", ".po", ".pot")
_LIKE_PAGES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn")
"""How the names of Markdown files end elsewhere; here only `.md` will do."""
_UNREADABLE = "cannot be read: {reason}."
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SEVERAL_LINES = "the name of this file has a line break or another control character in it. Give it another."
_UNWRITABLE = "cannot be written: {reason}."
PART = ".part"
"""How the names of files and folders end that are being written."""
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Tree(NamedTuple):
    """What lies in a source folder, as paths below it with forward slashes, sorted."""

    pages: tuple[str, ...]
    """Markdown files; none whose name or folder begins with `_` or `.`."""
    assets: frozenset[str]
    """Everything else that a page may show or link to."""
    strays: tuple[str, ...] = ()
    """Files that look like pages and are none, since their names do not end in `.md`."""


def find_config(folder: Path) -> tuple[str, str]:
    """Name and text of the configuration in `folder`. Raises `ConfigError` if there is none."""
    for name in CONFIG_NAMES:
        path = folder / name
        if path.is_file():
            text = read_text(path)
            if name == "syntolk.toml" or _has_settings(text):
                return name, text
    template = "no site here: neither syntolk.toml nor [tool.syntolk] in pyproject.toml in {folder}. Name the site's folder with -C DIR."
    raise ConfigError(template, None, (("folder", str(folder)),))


def _has_settings(text: str) -> bool:
    """Whether a `pyproject.toml` holds `[tool.syntolk]`, however that is written."""
    try:
        tool = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError:
        return "[tool.syntolk" in text
    return isinstance(tool, dict) and "syntolk" in tool


def read_text(path: Path) -> str:
    """The text of a UTF-8 file of the site's developer. Raises `ConfigError` if it is not one."""
    data = read(path) or b""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line, column = first_undecodable(data)
        raise ConfigError("the file is not UTF-8. Save it as UTF-8.", Location(path.as_posix(), line, column)) from None


def first_undecodable(data: bytes) -> tuple[int, int]:
    """Line and column of the first byte of `data` that is not UTF-8; (0, 0) where all of it is."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    return 0, 0


def read(path: Path | str) -> bytes | None:
    """The bytes of `path`; None if there is no such file. Raises `SourceError` if it may not be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.readall()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise _failed(SourceError, _UNREADABLE, path, error) from None


def _failed(kind: type[PipelineError], template: str, path: Path | str, error: OSError) -> PipelineError:
    """What to raise for what the system says of `path`."""
    return kind(template, Location(str(path)), (("reason", reason(error)),))


def unwritable(path: Path | str, error: OSError) -> PipelineError:
    """What to raise where `path` cannot be written."""
    return _failed(OutputError, _UNWRITABLE, path, error)


def exists(path: str) -> bool:
    """Whether there is a file or folder at `path`."""
    return os.path.exists(path)


def size(path: Path | str) -> int:
    """The size of a file in bytes; 0 where there is none."""
    return os.path.getsize(path) if os.path.isfile(path) else 0


def names(folder: Path) -> list[str]:
    """The names of what lies in `folder`, sorted; none where there is no such folder."""
    return sorted(os.listdir(folder)) if folder.is_dir() else []


def below(folder: Path, suffix: str) -> list[str]:
    """The files anywhere below `folder` whose names end in `suffix`, as paths below it, sorted; none where there is no such folder."""
    found = [Path(top, name) for top, _, names in os.walk(folder) for name in names if name.endswith(suffix)]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def scan(folder: Path) -> Tree:
    """What lies in `folder`. Links that lead out of it are left out: a site reads nothing outside itself.

    Raises `SourceError` for a folder that may not be read, and for a name that is no UTF-8.
    """
    root = os.path.realpath(folder)
    pages: list[str] = []
    assets: list[str] = []
    strays: list[str] = []
    waiting = [("", root)]
    seen = {root}
    while waiting:
        prefix, directory = waiting.pop()
        for entry in _entries(directory):
            name = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if not target.startswith(root + os.sep) or target in seen:
                    continue
                seen.add(target)
            if os.path.isdir(entry.path):  # Not `entry.is_dir`, which raises for a link to itself.
                waiting.append((f"{name}/", entry.path))
            elif not os.path.isfile(entry.path):
                continue
            elif name.endswith(".md"):
                if not any(part.startswith("_") for part in name.split("/")):
                    pages.append(name)
            elif name.lower().endswith(_LIKE_PAGES):
                if not any(part.startswith("_") for part in name.split("/")):
                    strays.append(name)
            elif not name.lower().endswith(_IGNORED_SUFFIXES):
                assets.append(name)
    require_readable_names(folder, (*pages, *assets, *strays))
    return Tree(tuple(sorted(pages)), frozenset(assets), tuple(sorted(strays)))


def _entries(directory: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except OSError as error:
        raise _failed(SourceError, _UNREADABLE, directory, error) from None


def require_readable_names(folder: Path, names: tuple[str, ...]) -> None:
    """Raise `SourceError` where a name in `folder` is not UTF-8, or takes several lines: no report, and no catalogue, could say it."""
    for name in names:
        try:
            name.encode()
        except UnicodeEncodeError:
            shown = os.fsencode(f"{folder.name}/{name}").decode("utf-8", "backslashreplace")
            raise SourceError("the name of this file is not UTF-8. Give it another.", Location(shown)) from None
        if _CONTROL.search(name):
            shown = _CONTROL.sub(lambda found: repr(found[0])[1:-1], f"{folder.name}/{name}")
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


def write(path: Path, data: bytes, *, lasting: bool = True) -> bool:
    """Replace `path` by `data` whole, keeping mode and owner; whether it had to be. Raises `OutputError`.

    What is `lasting` is there after a power cut; what can be made anew at any time need not be waited for.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # A device or a pipe is written to, never replaced.
            return True
        if read(path) == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(Path(os.path.realpath(path)), [data], lasting=lasting)
    except OSError as error:
        raise unwritable(path, error) from None
    return True


def write_pieces(path: Path, pieces: Callable[[], Iterable[bytes]]) -> None:
    """As `write`, for what can be made anew and would be too much as a whole: `pieces` gives its parts, each time it is asked."""
    try:
        if not _consists_of(path, pieces()):
            _replace(Path(os.path.realpath(path)), pieces(), lasting=False)
    except OSError as error:
        raise unwritable(path, error) from None


def _consists_of(path: Path, pieces: Iterable[bytes]) -> bool:
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)
    return False


def read_settled(path: Path) -> bytes | None:
    """The bytes of a file, once nobody is writing to it; None if there is none. Raises `SourceError`."""
    with contextlib.suppress(OSError):
        settled(path)
    return read(path)


def remove(path: Path) -> None:
    """Remove a file that is made anew from others; one that is not there is no error. Raises `OutputError`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None


def replace_unchanged(path: Path, old: bytes | None, new: bytes) -> bool:
    """Replace `path`, which was read as `old` (None: there was no such file), by `new`, whole.

    False, and nothing is changed, where somebody else has changed it since then, or is about to: a program that saves in
    place empties the file first, so whoever still has it open for writing is waited for. Raises `OutputError`, also for a
    file that is protected against writing.
    """
    real = Path(os.path.realpath(path))
    try:
        if old is not None and not (os.access(real, os.W_OK) and real.stat().st_mode & _WRITABLE):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if read(path) != old:
            return False
        real.parent.mkdir(parents=True, exist_ok=True)
        return _replace(real, [new], lambda part: _put(part, real, old, new))
    except OSError as error:
        raise unwritable(path, error) from None


def _put(part: str, path: Path, old: bytes | None, new: bytes) -> bool:
    """Put the file `part`, which holds `new`, in the place of `path` if that holds `old`; whether it did.

    What somebody saves at that very moment stays.
    """
    if old is None:
        try:
            os.link(part, path)
        except FileExistsError:
            return False
        finally:
            os.unlink(part)
        return True
    can_swap()  # Found before it matters: from here to the exchange no time may pass.
    if not settled(path) or read(path) != old:
        os.unlink(part)
        return False
    if not swap(part, path):
        os.replace(part, path)  # A system that cannot exchange two files; `old` was there a moment ago.
        return True
    # Nobody can open the old file any more: `path` is the new one. Who had it open before may still write to it.
    unchanged = _holds(part, old)
    if not unchanged:
        swap(part, path)
        if not _holds(part, new) and settled(Path(part)):  # Somebody has saved upon what stood there for a moment.
            swap(part, path)
    os.unlink(part)
    return unchanged


def _holds(path: str, data: bytes) -> bool:
    """Whether nobody is writing to the file, and it holds `data`."""
    with open(path, "rb") as file:
        return not is_being_written(file.fileno()) and file.read() == data


def _replace(
    path: Path, data: Iterable[bytes], put: Callable[[str], bool] | None = None, *, lasting: bool = True
) -> bool:
    """Write `data` beside `path`, to the disk if it is `lasting`, and put it in its place; what `put` says, which does that if given."""
    import tempfile  # Imported where it is used: most commands read.

    for left in path.parent.glob(f".{literal(path.name)}.*{PART}"):
        remove_abandoned(left)
    descriptor, part = tempfile.mkstemp(PART, f".{path.name}.", path.parent)
    held = os.open(
        part, os.O_RDONLY
    )  # By another way than it is written: who asks whether somebody writes to it is told no.
    try:
        lock(held)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(data)
            if lasting:
                file.flush()
                os.fsync(descriptor)
        _like(path, Path(part))
        if put is not None:
            return put(part)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    finally:
        os.close(held)
    return True


def _like(old: Path, new: Path) -> None:
    """Give `new` the mode and owner of `old`, or those of a new file."""
    try:
        status = old.stat()
    except FileNotFoundError:
        new.chmod(0o666 & ~mask())
        return
    try:
        os.chown(new, status.st_uid, status.st_gid)
    except PermissionError:  # Only root gives a file away; its group we can keep where we are in it.
        try:
            os.chown(new, -1, status.st_gid)
        except PermissionError:
            # Whoever may write to it as one of its group could not any more.
            if status.st_mode & stat.S_IRWXG and (status.st_mode >> 3 & ~status.st_mode & stat.S_IRWXO):
                raise
    new.chmod(status.st_mode & 0o7777)  # Last: a change of owner takes bits away.


def mask() -> int:
    """The permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- what a run that was killed has left ----------------------------------------------------------


def literal(name: str) -> str:
    """`name` as a pattern that only fits itself."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def lock(descriptor: int) -> bool:
    """Hold a file or folder until it is closed, at the latest when this process ends; whether nobody else did."""
    if locks is None:  # Nor is there any telling whether a build still runs, so nothing is swept.
        return False
    try:
        locks.flock(descriptor, locks.LOCK_EX | locks.LOCK_NB)
    except OSError:
        return False
    return True


def remove_abandoned(path: Path) -> None:
    """Remove a file or folder that was in the making, unless somebody still works on it."""
    import shutil  # Imported where it is used: seldom.

    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            if not lock(descriptor):
                return
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        finally:
            os.close(descriptor)
