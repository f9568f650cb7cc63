"""Publishing a folder: a new one is made beside the published one, and exchanged for it when all went well.

The folder that was published before is kept aside as a *spare*. The next build makes it the new one, and touches only what has changed
in the last two: a file that is the same on the disk in both is not even linked again. That is looked at file by file, so a
spare needs no record of what is in it, and may be deleted, or be of any age.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.disk.signature import as_output, of_output
from pipeline.disk.swap import swap
from pipeline.disk.writers import locks

_ASIDE = ".old"
"""How the name of the published folder ends while another takes its place in two steps."""
_NO_NAMES = frozenset({"", ".", ".."})
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Left(NamedTuple):
    """What lies in the folder in the making before anything is put there: a spare."""

    files: Mapping[str, int]
    """The number on the disk of each file, by name."""
    folders: frozenset[str]
    """The names of its folders."""


class Shelf:
    """Where the files of a folder in the making go; several processes may put files there, each file once.

    Files that are as before are linked, not written again.
    """

    def __init__(self, target: Path, stage: Path, left: Left) -> None:
        self._target = target
        self._stage = stage
        self._first = not target.exists()
        self._left = left
        self._folders: set[str] = {"", *left.folders}

    def put(self, name: str, data: bytes) -> bool:
        """Put a file there; whether it is new or differs."""
        inode = -1 if self._first else _inode_of(f"{self._target}/{name}", data)
        if inode < 0 or not self._link(name, inode):
            self._make_room(name)
            _create(f"{self._stage}/{name}", data)
        return inode < 0

    def keep(self, name: str, signature: str = "") -> bool:
        """Put the published file there again, whatever it holds; whether that could be done.

        With a `signature` only if the system still says that of it.
        """
        try:
            status = os.stat(f"{self._target}/{name}")
        except OSError:
            return False
        if signature and as_output(status) != signature:
            return False
        return self._left.files.get(name) == status.st_ino or self._link(name, status.st_ino)

    def copy(self, name: str) -> None:
        """Put a copy of the published file there."""
        self._make_room(name)
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

    def tidy(self, names: AbstractSet[str]) -> None:
        """Remove what an earlier build has left there and is none of `names`."""
        above: set[str] = set()
        for name in self._left.files.keys() - names:
            with contextlib.suppress(OSError):  # A folder now, or below what is a file now.
                os.unlink(f"{self._stage}/{name}")
            while name := name.rpartition("/")[0]:
                above.add(name)
        for folder in sorted(above, reverse=True):
            with contextlib.suppress(OSError):  # Not empty: still needed.
                os.rmdir(f"{self._stage}/{folder}")

    def _link(self, name: str, inode: int) -> bool:
        """Have the published file, whose number is `inode`, there too; False on a file system without hard links.

        And where it is another file by now: somebody else has published.
        """
        self._make_room(name)
        path = f"{self._stage}/{name}"
        try:
            os.link(f"{self._target}/{name}", path)
        except OSError:
            return False
        if os.stat(path).st_ino == inode:
            return True
        os.unlink(path)
        return False

    def _make_room(self, name: str) -> None:
        """See to it that a new file can be made: never written into the old one, which may be published."""
        self._folder(name.rpartition("/")[0])
        if name in self._left.files:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self._stage}/{name}")
        elif name in self._left.folders:
            shutil.rmtree(f"{self._stage}/{name}", ignore_errors=True)

    def _folder(self, name: str) -> None:
        """Make the folder `name`, and those above it, where nobody has made them yet."""
        if name not in self._folders:
            self._folder(name.rpartition("/")[0])
            if name in self._left.files:
                with contextlib.suppress(OSError):  # Somebody else has made the folder by now.
                    os.unlink(f"{self._stage}/{name}")
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self._stage}/{name}")
            self._folders.add(name)


class Publication:
    """A folder in the making, beside the published one: which files it has."""

    def __init__(self, target: Path, stage: Path, left: Left) -> None:
        self.shelf = Shelf(target, stage, left)
        """Where its files go."""
        self._names: set[str] = set()
        self._folders: set[str] = {""}
        self.changed = 0
        """Files in it that are new or differ."""

    @property
    def count(self) -> int:
        """Files in it."""
        return len(self._names)

    def finish(self) -> None:
        """Nothing will be put in any more."""
        self.shelf.tidy(self._names)

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


def _inode_of(path: str, data: bytes) -> int:
    """The number on the disk of the file at `path` if it holds `data`, else -1. Plain calls here and below: a site has thousands of files."""
    try:
        with open(path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            return status.st_ino if status.st_size == len(data) and file.readall() == data else -1
    except OSError:
        return -1


def _create(path: str, data: bytes) -> None:
    descriptor = os.open(path, _NEW, 0o666)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def publish(target: Path, spare: Path | None = None) -> Iterator[Publication]:
    """A `Publication` that takes the place of `target` when all went well; otherwise `target` stays as it is.

    At `spare` lies the folder that was published before, if there is one, and then the one that is published now.
    """
    target = Path(os.path.realpath(target))
    with contextlib.ExitStack() as stack:
        try:
            stage, before = _stage(target, spare, stack), _folder_inode(target)
            publication = Publication(target, stage, _left(stage))
            yield publication
            publication.finish()
            # Another folder than before: somebody else has published meanwhile, and this is the newer site.
            if publication.changed or publication.count != _count(target) or _folder_inode(target) != before:
                _exchange(stage, target)
            if spare is not None:
                with contextlib.suppress(OSError):  # Another file system, another build's spare: the stage is removed.
                    spare.parent.mkdir(parents=True, exist_ok=True)
                    os.rename(stage, spare)
        except OSError as error:
            raise files.unwritable(target, error) from None


def _stage(target: Path, spare: Path | None, stack: contextlib.ExitStack) -> Path:
    """A folder beside `target`, new or the `spare`, held and in the end removed by `stack`; what killed builds have left is swept."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(f"{target.parent}/.{target.name}{_ASIDE}")
    if aside.exists() and not target.exists():
        os.rename(aside, target)  # A build was killed between the two steps of an exchange.
    for left in target.parent.glob(f".{files.literal(target.name)}-*{files.PART}"):
        files.remove_abandoned(left)
    stage = _held(target, stack)
    stack.callback(shutil.rmtree, stage, ignore_errors=True)
    if spare is not None:
        with contextlib.suppress(OSError):  # None there, another file system, or one where a folder replaces none.
            if _hold(spare, stack):  # Before it moves: else the sweep of another build could find it abandoned.
                os.rename(spare, stage)
    stage.chmod(0o777 & ~files.mask())
    return stage


def _held(target: Path, stack: contextlib.ExitStack) -> Path:
    """A new folder beside `target`."""
    while True:
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=files.PART, dir=target.parent))
        with contextlib.suppress(FileNotFoundError):  # Another build that begins just now has taken it for abandoned.
            if (_hold(stage, stack) or locks is None) and stage.exists():
                return stage


def _hold(folder: Path, stack: contextlib.ExitStack) -> bool:
    """Hold a folder as long as `stack`, wherever it is moved to; whether nobody else does."""
    if locks is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    stack.callback(os.close, descriptor)
    return files.lock(descriptor)


def _left(stage: Path) -> Left:
    """What lies in a folder, without a look at each file: the folder itself knows their numbers."""
    found: dict[str, int] = {}
    folders: list[str] = []
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{stage}/{above}") as entries:
            for entry in entries:
                name = f"{above}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                    waiting.append(f"{name}/")
                else:
                    found[name] = entry.inode()
    return Left(found, frozenset(folders))


def _folder_inode(folder: Path) -> int:
    """The number of a folder on the disk; -1 where there is none."""
    try:
        return os.stat(folder).st_ino
    except OSError:
        return -1


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
    try:
        os.rename(stage, target)
    except OSError:
        os.rename(aside, target)
        raise
    os.rename(aside, stage)
