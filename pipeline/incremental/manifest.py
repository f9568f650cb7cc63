"""Whether a build would find everything as the last one has left it: then what that one said is said again, and nothing is done.

The contract: if `unchanged` gives an outcome, then a build with the same command line, by the same program, in the same
environment would read the same files, write the same files, say that, and end with that code. To know it files are looked
at, not read: their size, times and number on the disk. Only what had been changed just before it was looked at is read, since
a second change within one tick of the disk's clock would not show (as git does with its index).

This module comes before all others, so it brings nothing along: every import costs more than a hundred files.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.disk.signature import MISSING, is_settled, of_output, of_source
from pipeline.incremental.stamp import stamp

_FILE = os.path.join(".syntolk", "last-build")
_READ = ("source", "locales", "templates", "syntolk.toml", "pyproject.toml")
_WRITTEN = ("build", "reports")
_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PATH", "HOME")
"""Variables that a build is led by; those of git besides."""
_NOT_AGAIN = ("--timings", "--profile", "--no-cache", "--pseudo")
"""Options that want a build to be made."""
_PARTS = 6

Outcome = tuple[int, str, str]
"""Exit code, standard output, standard error."""


def unchanged(arguments: Sequence[str], environment: Mapping[str, str]) -> Outcome | None:
    """What the last build has said, if nothing has changed since; None where that is not known."""
    if "build" not in arguments or any(option.startswith(_NOT_AGAIN) for option in arguments):
        return None
    root = _folder(arguments)
    parts = _load(root)
    if parts is None or parts[0] != _key(arguments, environment, root):
        return None
    _, read, written, code, out, err = parts
    settled = True
    for line in read.split("\n"):
        signature, content, path = line.split("\t", 2)
        if of_source(path) != signature or (content and _content(path) != content):
            return None
        settled = settled and not content
    for line in written.split("\n"):
        signature, path = line.split("\t", 1)
        if of_output(path) != signature:
            return None
    if not settled:  # So that the next time nothing has to be read.
        looked = Snapshot(arguments, environment)
        if [line.split("\t", 2)[::2] for line in looked.lines()] == [
            line.split("\t", 2)[::2] for line in read.split("\n")
        ]:
            looked.keep(written, (int(code), out, err))
    return int(code), out, err


class Snapshot:
    """What a build is about to read, as it is before it is read."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._root = _folder(arguments)
        self._wanted = not any(option.startswith(_NOT_AGAIN) for option in arguments)
        self._key = _key(arguments, environment, self._root) if self._wanted else ""
        self._begun = time.time_ns()
        self._read = [*self._look()] if self._wanted else []

    def lines(self) -> list[str]:
        """A line for each file and folder."""
        return self._read

    def save(self, outcome: Outcome, known: Mapping[str, str]) -> None:
        """Remember what a build said of these files, when it has written its own.

        Of some of these it is `known` what the system says, by their path below the site's folder.
        """
        if self._wanted:
            paths = [path for name in _WRITTEN for path in _below(os.path.join(self._root, name))]
            if not any("\n" in line for line in (*paths, *self._read)):  # Who has such names waits a little longer.
                start = len(self._root) + 1
                lines = [f"{known.get(path[start:]) or of_output(path)}\t{path}" for path in paths]
                self.keep("\n".join(lines), outcome)

    def keep(self, written: str, outcome: Outcome) -> None:
        """Remember it, with the lines of what is `written`."""
        code, out, err = outcome
        parts = (self._key, "\n".join(self._read), written, str(code), out, err)
        if any("\0" in part for part in parts):
            return
        data = "\0".join(parts).encode("utf-8", "surrogateescape")
        path = os.path.join(self._root, _FILE)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(f"{path}.part", "wb") as file:  # Should two builds meet here, the sum does not fit.
                file.write(b"%08x\n" % zlib.crc32(data) + data)
            os.replace(f"{path}.part", path)
        except OSError:
            return  # Nobody needs it.

    def _look(self) -> Iterator[str]:
        paths = [path for name in _READ for path in _below(os.path.join(self._root, name))]
        for path in [*paths, *_of_git(self._root)]:
            signature = of_source(path)
            content = "" if signature == MISSING or is_settled(signature, self._begun) else _content(path)
            yield f"{signature}\t{content}\t{path}"


def _folder(arguments: Sequence[str]) -> str:
    """The folder of the site that a command line names."""
    found = "."
    for number, argument in enumerate(arguments):
        if argument.startswith("-C="):  # As argparse reads it.
            found = argument[3:]
        elif argument.startswith("-C"):
            found = argument[2:] or (arguments[number + 1] if number + 1 < len(arguments) else found)
    return os.path.abspath(found)


def _key(arguments: Sequence[str], environment: Mapping[str, str], root: str) -> str:
    """All that decides what a build does, but for files."""
    asked = [f"{name}={value}" for name, value in environment.items() if name in _ASKED or name.startswith("GIT_")]
    terminals = f"{sys.stdout.isatty()} {sys.stderr.isatty()}"
    return "\n".join([root, *arguments, "", *sorted(asked), terminals, stamp()])


def _load(root: str) -> list[str] | None:
    try:
        with open(os.path.join(root, _FILE), "rb") as file:
            head, _, data = file.read().partition(b"\n")
    except OSError:
        return None
    if head != b"%08x" % zlib.crc32(data):
        return None
    parts = data.decode("utf-8", "surrogateescape").split("\0")
    return parts if len(parts) == _PARTS else None


def _below(path: str) -> Iterator[str]:
    """`path`, and all that lies below it; links are followed, each folder once."""
    waiting, seen = [path], set[tuple[int, int]]()
    while waiting:
        folder = waiting.pop()
        yield folder
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:  # What is no folder cannot be looked through.
                found = sorted((entry.name, entry.is_file()) for entry in entries)
        except OSError:
            continue
        for name, is_file in found:
            if is_file:
                yield f"{folder}/{name}"
            elif not name.startswith("."):
                waiting.append(f"{folder}/{name}")


def _content(path: str) -> str:
    """What a file holds, or the names in a folder, in short; `-` where that cannot be read."""
    from hashlib import blake2b  # Imported where it is used: seldom.

    try:
        if os.path.isdir(path):
            data = "\0".join(sorted(os.listdir(path))).encode("utf-8", "surrogateescape")
        else:
            with open(path, "rb") as file:
                data = file.read()
    except OSError:
        return "-"
    return blake2b(data, digest_size=16).hexdigest()


def _of_git(root: str) -> Iterable[str]:
    """The files of git that say which commits there are, and the places where it could lie."""
    folder = os.path.join(os.path.realpath(root), "source")
    while True:
        path = os.path.join(folder, ".git")
        yield path
        if os.path.exists(path):
            own, common = _folders_of_git(path)
            names = [f"{own}/HEAD", f"{own}/logs/HEAD"]
            names += [f"{common}/{name}" for name in ("packed-refs", "shallow", "config", "info/grafts")]
            head = _text(f"{own}/HEAD")
            yield from names
            if head.startswith("ref: "):
                yield f"{common}/{head[5:]}"
            return
        if folder == os.path.dirname(folder):
            return
        folder = os.path.dirname(folder)


def _folders_of_git(path: str) -> tuple[str, str]:
    """Where a working tree has its own files of git, and those that it shares with others."""
    said = _text(path)
    own = os.path.join(os.path.dirname(path), said[8:]) if said.startswith("gitdir: ") else path
    shared = _text(f"{own}/commondir")
    return own, os.path.join(own, shared) if shared else own


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().strip()
    except OSError:
        return ""
