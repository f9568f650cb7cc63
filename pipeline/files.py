"""The disk: who reads or writes a file asks this module, or one of its parts in `disk/`.

A file is replaced whole or not at all; a site is published by exchanging its folder for the finished one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.disk.swap import can_swap, swap
from pipeline.disk.writers import is_being_written, locks, settled
from pipeline.errors import ConfigError, OutputError, PipelineError, SourceError, reason
from pipeline.model import Location

CONFIG_NAMES = ("syntolk.toml", "pyproject.toml")
_UNREADABLE = "cannot be read: {reason}."
_UNWRITABLE = "cannot be written: {reason}."
_OF_THE_FILE = frozenset({errno.EACCES, errno.EPERM, errno.ENOENT, errno.ELOOP, errno.ENAMETOOLONG})
"""Why a file cannot be read, where it is the file that has to be mended: its permissions, its name, where it leads."""
PART = ".part"
"""How the names of files and folders end that are being written."""
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def find_config(folder: Path) -> tuple[str, str]:
    """Name and text of the configuration in `folder`. Raises `ConfigError` if there is none, `SourceError` where nobody may look."""
    for name in CONFIG_NAMES:
        path = folder / name
        if _is_file(path):
            text = read_text(path)
            if name == "syntolk.toml" or _has_settings(text):
                return name, text
    template = "no site here: neither syntolk.toml nor [tool.syntolk] in pyproject.toml in “{folder}”. Name the site's folder with -C DIR, or begin a site: syntolk new DIR."
    raise ConfigError(template, None, (("folder", str(folder)),))


def _is_file(path: Path) -> bool:
    """Whether there is a file. Raises `SourceError` where nobody may look."""
    try:
        return path.is_file()
    except OSError as error:
        raise unreadable(path, error) from None


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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line, column = first_undecodable(data)
        raise ConfigError("the file is not UTF-8. Save it as UTF-8.", Location(path.as_posix(), line, column)) from None
    if "\0" in text:  # No catalogue could hold it.
        raise ConfigError("the file has a NUL character in it. Save it as UTF-8.", Location(path.as_posix()))
    return text


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
    """The bytes of `path`; None if there is no such file. Raises `SourceError` if it may not be read, `OutputError` if the machine fails.

    What lies behind a link that leads nowhere is no file that is not there: it is somewhere else, on a drive that is not connected.
    """
    try:
        with open(path, "rb", buffering=0) as file:
            return file.readall()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        if isinstance(error, FileNotFoundError) and _leads_nowhere(Path(path)):
            raise unreadable(path, error) from None
        return None
    except OSError as error:
        raise unreadable(path, error) from None


def _leads_nowhere(path: Path) -> bool:
    """Whether a path, or a folder that it goes through, is a link to what is not there."""
    above = next(part for part in (path, *path.parents) if os.path.lexists(part) or part == part.parent)
    return os.path.islink(above) and not os.path.exists(above)


def _failed(kind: type[PipelineError], template: str, path: Path | str, error: OSError) -> PipelineError:
    """What to raise for what the system says of `path`."""
    return kind(template, Location(str(path)), (("reason", reason(error)),))


def unreadable(path: Path | str, error: OSError) -> PipelineError:
    """What to raise where `path` cannot be read: `SourceError` where that is about the file, `OutputError` where the machine failed.

    Of a file that may not be read the rest of a run makes a finding. A failing disk says nothing of what is in the file, and the next run
    would find it well: who went on would publish and remember a site without it.
    """
    return _failed(SourceError if error.errno in _OF_THE_FILE else OutputError, _UNREADABLE, path, error)


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
    """The names of what lies in `folder`, sorted; none where there is no such folder. Raises `SourceError` where it may not be read."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unreadable(folder, error) from None


def below(folder: Path, suffix: str) -> list[str]:
    """The files anywhere below `folder` whose names end in `suffix`, as paths below it, sorted; none where there is no such folder."""
    found = [Path(top, name) for top, _, names in os.walk(folder) for name in names if name.endswith(suffix)]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def write(path: Path, data: bytes, *, lasting: bool = True) -> bool:
    """Replace `path` by `data` whole, keeping mode and owner; whether it had to be. Raises `OutputError`.

    What is `lasting` is there after a power cut; what can be made anew at any time need not be waited for.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # A device or a pipe is written to, never replaced.
            return True
        real = Path(os.path.realpath(path))
        if read(real) == data:
            return False
        if _leads_nowhere(path.parent):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        real.parent.mkdir(parents=True, exist_ok=True)
        _replace(real, [data], lasting=lasting)
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
            _put_where_nothing_is(part, path)
        except FileExistsError:
            os.unlink(part)
            return False
        return True
    can_swap()  # Found before it matters: from here to the exchange no time may pass.
    number = os.stat(part).st_ino
    if not settled(path) or read(path) != old:
        os.unlink(part)
        return False
    try:
        if not swap(part, path):
            os.replace(part, path)  # A system that cannot exchange two files; `old` was there a moment ago.
            return True
        # Nobody can open the old file any more: `path` is the new one. Who had it open before may still write to it.
        unchanged = _holds(part, old)
        if not unchanged:
            _put_back(part, path, new)
        os.unlink(part)
    except BaseException:
        # Interrupted, or the disk fails: what is beside `path` now may be what somebody has saved, and is about to be removed.
        with contextlib.suppress(OSError):
            if os.stat(part).st_ino != number:
                _put_back(part, path, new)
        raise
    return unchanged


def _put_back(part: str, path: Path, new: bytes) -> None:
    """Exchange the two again, unless somebody has saved upon `new`, which stood at `path` for a moment."""
    swap(part, path)
    if not _holds(part, new) and settled(Path(part)):
        swap(part, path)


def _put_where_nothing_is(part: str, path: Path) -> None:
    """Put the file `part` at `path`. Raises `FileExistsError` where something lies there."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links: the place is taken by an empty file first.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(part, path)
    else:
        os.unlink(part)


def _holds(path: str, data: bytes) -> bool:
    """Whether nobody is writing to the file, and it holds `data`."""
    with open(path, "rb") as file:
        return not is_being_written(file.fileno()) and file.read() == data


def _replace(
    path: Path, data: Iterable[bytes], put: Callable[[str], bool] | None = None, *, lasting: bool = True
) -> bool:
    """Write `data` beside `path`, to the disk if it is `lasting`, and put it in its place; what `put` says, which does that if given."""
    import tempfile  # Imported where it is used: most commands read.

    # Listed, and not globbed: a folder may hold thousands of catalogues, each of which asks this.
    for name in os.listdir(path.parent):
        if name.endswith(PART) and name.startswith(f".{path.name}."):
            remove_abandoned(path.parent / name)
    descriptor, part = tempfile.mkstemp(PART, f".{path.name}.", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file, _held(part):
            file.writelines(data)
            if lasting:
                file.flush()
                os.fsync(descriptor)
            file.close()
            _like(path, Path(part))
            if put is None:
                os.replace(part, path)
            elif not put(part):
                return False
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    if lasting:
        _remember_names(path.parent)
    return True


@contextlib.contextmanager
def _held(part: str) -> Iterator[None]:
    """Hold the file `part`, so that nobody takes it for abandoned.

    By another descriptor than it is written by: who asks whether somebody is writing to the finished file is told no.
    """
    descriptor = os.open(part, os.O_RDONLY)
    try:
        lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _remember_names(folder: Path) -> None:
    """Have the disk itself know what lies in `folder`: until then a power cut can bring back the file that was replaced.

    Not every system can be asked for it, and the file is there in any case.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
