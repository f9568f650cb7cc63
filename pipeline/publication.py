"""Publishing a folder: a new one is made beside the published one, and exchanged for it when all went well."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline import files
from pipeline.signature import of_output
from pipeline.swap import swap
from pipeline.writers import locks

_ASIDE = ".old"
"""How the name of the published folder ends while another takes its place in two steps."""
_NO_NAMES = frozenset({"", ".", ".."})
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Shelf:
    """Where the files of a folder in the making go; several processes may put files there, each file once.

    Files that are as before are linked, not written again.
    """

    def __init__(self, target: Path, stage: Path) -> None:
        self._target = target
        self._stage = stage
        self._first = not target.exists()
        self._folders: set[str] = {""}

    def put(self, name: str, data: bytes) -> bool:
        """Put a file there; whether it is new or differs."""
        self._folder(name.rpartition("/")[0])
        new = f"{self._stage}/{name}"
        old = None if self._first else f"{self._target}/{name}"
        if not (old and _same(old, data)):
            _create(new, data)
            return True
        try:
            os.link(old, new)
        except OSError:  # A file system without hard links.
            _create(new, data)
        return False

    def keep(self, name: str) -> bool:
        """Put the published file there again, whatever it holds; whether that could be done."""
        self._folder(name.rpartition("/")[0])
        try:
            os.link(f"{self._target}/{name}", f"{self._stage}/{name}")
        except OSError:
            return False
        return True

    def copy(self, name: str) -> None:
        """Put a copy of the published file there."""
        self._folder(name.rpartition("/")[0])
        shutil.copyfile(f"{self._target}/{name}", f"{self._stage}/{name}")

    def size(self, name: str) -> int:
        """Bytes of the published file; -1 where there is none."""
        try:
            return os.stat(f"{self._target}/{name}").st_size
        except OSError:
            return -1

    def read(self, name: str) -> bytes:
        """What the published file holds. Raises `OSError`."""
        with open(f"{self._target}/{name}", "rb") as file:
            return file.read()

    def signature(self, name: str) -> str:
        """What the system says of the published file."""
        return of_output(f"{self._target}/{name}")

    def _folder(self, name: str) -> None:
        """Make the folder `name`, and those above it, where nobody has made them yet."""
        if name not in self._folders:
            self._folder(name.rpartition("/")[0])
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self._stage}/{name}")
            self._folders.add(name)


class Publication:
    """A folder in the making, beside the published one: which files it has."""

    def __init__(self, target: Path, stage: Path) -> None:
        self.shelf = Shelf(target, stage)
        """Where its files go."""
        self._names: set[str] = set()
        self._folders: set[str] = {""}
        self.changed = 0
        """Files in it that are new or differ."""

    @property
    def count(self) -> int:
        """Files in it."""
        return len(self._names)

    def has_room(self, name: str) -> bool:
        """Whether `name` is a path below the folder where nothing lies yet, neither a file nor a folder."""
        if name in self._names or name in self._folders or not _NO_NAMES.isdisjoint(name.split("/")):
            return False
        above = name.rpartition("/")[0]
        while above not in self._folders:  # Of a folder that is there no part is a file.
            if above in self._names:
                return False
            above = above.rpartition("/")[0]
        return True

    def reserve(self, name: str) -> None:
        """Keep the place of a file that somebody else puts on the shelf; there has to be room for it."""
        if not self.has_room(name):
            raise ValueError(name)
        self._names.add(name)
        above = name.rpartition("/")[0]
        while above not in self._folders:
            self._folders.add(above)
            above = above.rpartition("/")[0]

    def write(self, name: str, data: bytes) -> None:
        """Put a file in; there has to be room for it."""
        self.reserve(name)
        self.changed += self.shelf.put(name, data)

    def keep(self, name: str, size: int) -> bool:
        """Put in the published file of that name if it has `size` bytes, and its name says what it holds; whether it did."""
        if self.shelf.size(name) != size:
            return False
        self.reserve(name)
        if not self.shelf.keep(name):  # A file system without hard links.
            self.shelf.copy(name)
        return True

    def copy(self, name: str, source: Path) -> None:
        """Put in a copy of `source`."""
        data = files.read(source)
        if data is not None:
            self.write(name, data)


def _same(path: str, data: bytes) -> bool:
    """Whether the file at `path` holds `data`. Plain calls here and below: a site has thousands of files."""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.readall() == data
    except OSError:
        return False


def _create(path: str, data: bytes) -> None:
    descriptor = os.open(path, _NEW, 0o666)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def publish(target: Path) -> Iterator[Publication]:
    """A `Publication` that takes the place of `target` when all went well; otherwise `target` stays as it is."""
    target = Path(os.path.realpath(target))
    with contextlib.ExitStack() as stack:
        try:
            stage = _stage(target, stack)
            publication = Publication(target, stage)
            yield publication
            if publication.changed or publication.count != _count(target):
                _exchange(stage, target)
        except OSError as error:
            raise files.unwritable(target, error) from None


def _stage(target: Path, stack: contextlib.ExitStack) -> Path:
    """A new folder beside `target`, held and in the end removed by `stack`; what killed builds have left is swept."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(f"{target.parent}/.{target.name}{_ASIDE}")
    if aside.exists() and not target.exists():
        os.rename(aside, target)  # A build was killed between the two steps of an exchange.
    for left in target.parent.glob(f".{files.literal(target.name)}-*{files.PART}"):
        files.remove_abandoned(left)
    stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=files.PART, dir=target.parent))
    stack.callback(shutil.rmtree, stage, ignore_errors=True)
    if locks is not None:
        descriptor = os.open(stage, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        files.lock(descriptor)
    stage.chmod(0o777 & ~files.mask())
    return stage


def _count(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


def _exchange(stage: Path, target: Path) -> None:
    """Exchange two folders in one step where the system can (Linux, renameat2); elsewhere in two."""
    if not target.exists():
        os.rename(stage, target)
        return
    if swap(stage, target):
        return
    aside = Path(f"{target.parent}/.{target.name}{_ASIDE}")
    shutil.rmtree(aside, ignore_errors=True)
    os.rename(target, aside)
    os.rename(stage, target)
    shutil.rmtree(aside, ignore_errors=True)
