"""Git: what has changed since a revision, and what stood in a folder before. The one door to the command `git`.

Git reads its own repositories best: worktrees, submodules, shallow and partial clones, packs of any age (docs/decisions/0020).
It is asked so that it starts no other program (hooks, pagers, filters, external diffs, file monitors, transports), takes no lock,
writes nothing, and that no setting or variable of somebody's changes what it prints.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.errors import SourceError
from pipeline.patterns import expression

Lines = tuple[tuple[int, int], ...]
"""Ranges of lines: the first and the last, 1-based. One whose last is before its first is the gap between the two, where lines went."""

_COMMAND = (
    *("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=true"),
    *("-c", "diff.autoRefreshIndex=false"),  # Which would write the index, whatever GIT_OPTIONAL_LOCKS says.
)
_DIFF = (
    *("diff", "--raw", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--text", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"),
    "-O/dev/null",
)  # fmt: skip
_KEPT = expression(r"(?!GIT_)|GIT_(EXEC_PATH|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|CONFIG_(?!PARAMETERS))")
"""Variables that git may see. The others of its own speak of another repository (in a hook), or start programs."""
_OWN = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}  # fmt: skip
_NO_FILTER = (("clean", ""), ("process", ""), ("required", "false"))
_HUNK = expression(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = expression(rb'\\([0-7]{3}|[abtnvfr"\\])')
_ESCAPED = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))
_SUBMODULE = b"160000"
_LATEST = 253_402_300_799
"""The last second of the year 9999: what somebody's clock may have said at most."""
_SECONDS = 5.0
"""How long the walk through a long history may take; what has been found by then is used."""


class Repository(NamedTuple):
    """Where a folder lies."""

    root: Path
    """The top folder of the working tree, links resolved."""
    prefix: str
    """The folder, below that: empty or with a slash at its end."""
    shallow: bool
    """Whether older commits were not fetched."""


class Entry(NamedTuple):
    """What stands under a name in a tree."""

    name: bytes
    """Its name."""
    mode: bytes
    """What it is: `40000` a folder, `100644` or `100755` a file."""
    id: str
    """Its object."""


def repository(folder: Path) -> Repository:
    """The repository that `folder` is in. Raises `SourceError` where there is none, or no git."""
    # The prefix comes last: it may have a line end in it.
    said = _run(folder, "rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix")
    shallow, inside, prefix = said.decode("utf-8", "surrogateescape").split("\n", 2)
    if inside != "true":
        raise SourceError("“{folder}” is in no working tree of git.", None, (("folder", str(folder)),))
    below = prefix.removesuffix("\n")
    here = folder.resolve()
    return Repository((here, *here.parents)[below.count("/")], below, shallow == "true")


# --- what has changed ------------------------------------------------------------------------------


def changed_since(folder: Path, revision: str) -> dict[str, Lines | None]:
    """The files that have changed since `revision`: real path and touched lines, None for all of a file.

    Since the commit where HEAD and `revision` parted, so what others have done there meanwhile does not count. What is
    not committed counts, new files too; what is ignored does not. Raises `SourceError`.
    """
    top, _, shallow = repository(folder)
    base = _base(top, revision, shallow)
    # A file in the working tree is compared as it would be stored; the programs for that are somebody's, and stay out.
    filters = _run(top, "config", "--null", "--name-only", "--get-regexp", r"^filter\.", fine=(0, 1))
    names = sorted({name.rpartition(".")[0] for name in os.fsdecode(filters).split("\0") if name})
    off = [(f"{name}.{key}", value) for name in names for key, value in _NO_FILTER]
    touched: dict[str, Lines | None] = {**read_diff(_run(top, *_DIFF, base, "--", settings=off))}
    new = _run(top, "ls-files", "--others", "--exclude-standard", "-z")
    touched |= dict.fromkeys([os.fsdecode(name) for name in new.split(b"\0") if name])
    return {f"{top}/{path}": lines for path, lines in touched.items()}


def _base(folder: Path, revision: str, shallow: bool) -> str:
    """The commit where HEAD and `revision` parted. Raises `SourceError`."""
    values = (("revision", revision),)
    commit = b""
    if not revision.startswith("-"):  # Which would be an option.
        commit = _run(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", fine=(0, 1, 128)).strip()
    if not commit.isalnum():  # Of a range, `main..HEAD`, git says two.
        template = "git knows no commit “{revision}” here. Name a branch, a tag or a commit; fetch it first if only the server has it."
        if shallow:
            template = "git knows no commit “{revision}” here. This clone is shallow: run `git fetch --unshallow`, or fetch that branch."
        raise SourceError(template, None, values)
    base = _run(folder, "merge-base", commit.decode(), "HEAD", fine=(0, 1, 128)).decode().split()
    if not base:
        template = "“{revision}” and what is checked out have no commit in common. In a shallow clone, run `git fetch --unshallow`."
        raise SourceError(template, None, values)
    return base[0]


def read_diff(patch: bytes) -> dict[str, Lines]:
    r"""Touched lines by path, of what `git diff --raw --patch --unified=0` prints.

    >>> read_diff(b':100644 100644 1 2 M\ta.md\n\n--- a/a.md\n+++ b/a.md\n@@ -3 +3,2 @@\n-x\n+y\n+z\n@@ -9,2 +10,0 @@\n-u\n-v\n')
    {'a.md': ((3, 4), (11, 10))}
    """
    touched: dict[str, list[tuple[int, int]]] = {}
    lines, current = iter(patch.split(b"\n")), ""
    for line in lines:
        if line.startswith(b":"):
            about, *paths = line.split(b"\t")
            _, mode, _, _, status = about.split(b" ")
            # Of a modified one, or one in conflict, there are lines to come; without any, only its time has changed.
            if status not in (b"D", b"M", b"U") and mode != _SUBMODULE:
                touched[_path(paths[-1])] = []
        elif line.startswith(b"+++ "):
            current = _path(line[4:].removesuffix(b"\t"))[2:]
        elif hunk := _HUNK.match(line):
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            left = removed + added  # What stands there may look like a header.
            while left and (text := next(lines, None)) is not None:
                left -= not text.startswith(b"\\")  # Git says that there is no line end.
            touched.setdefault(current, []).append((first, first + added - 1) if added else (first + 1, first))
    return {path: tuple(ranges) for path, ranges in touched.items()}


def _path(name: bytes) -> str:
    r"""The path that git has written, in quotation marks where it is unusual.

    >>> _path(b'"s\\303\\266der/\\"a\\".md"')
    'söder/"a".md'
    """
    if name.startswith(b'"'):
        name = _ESCAPE.sub(lambda m: bytes([_ESCAPED.get(m[1][0]) or int(m[1], 8)]), name[1:-1])
    return os.fsdecode(name)


# --- what stood there before -----------------------------------------------------------------------


def commits(folder: Path) -> list[tuple[int, str]]:
    """When what is in `folder` changed on the branch that is checked out (seconds since 1970) and by which commit, newest first.

    A merge counts as what it brought to the branch, when it did. Raises `SourceError`.
    """
    said = _run(folder, "rev-list", "--first-parent", "--timestamp", "HEAD", "--", ".", fine=(0, 128), seconds=_SECONDS)
    pairs = [line.split(" ") for line in said.decode().split("\n")[:-1]]  # The last may have been cut off.
    return [(min(int(time), _LATEST), commit) for time, commit in pairs]


class Objects:
    """Reads the objects of a repository, all through one process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._ask: IO[bytes] = process.stdin
        self._answer: IO[bytes] = process.stdout

    def read(self, name: str, kind: str, most: int) -> bytes | None:
        """The bytes of an object, None where it is not there, is of another kind, or has more than `most` bytes."""
        try:
            self._ask.write(f"{name}\n".encode())
            self._ask.flush()
            header = self._answer.readline().split()
            if len(header) != 3 or not header[2].isdigit():  # `… missing`, or git has gone.
                return None
            size, left = int(header[2]), int(header[2]) + 1
            if header[1].decode() == kind and size <= most:
                data = self._answer.read(left)
                return data[:-1] if len(data) == left else None
            while left and (passed := self._answer.read(min(left, 1 << 20))):
                left -= len(passed)
        except OSError:  # Git has gone.
            return None
        return None

    def tree(self, name: str) -> list[Entry] | None:
        """What stands in a tree; None where there is no such tree."""
        data = self.read(name, "tree", 1 << 24)
        if data is None:
            return None
        entries, at, size = [], 0, len(name.partition("^")[0]) // 2
        while at < len(data):
            blank, end = data.index(b" ", at), data.index(b"\0", at)
            entries.append(Entry(data[blank + 1 : end], data[at:blank], data[end + 1 : end + 1 + size].hex()))
            at = end + 1 + size
        return entries


@contextmanager
def objects(folder: Path) -> Iterator[Objects]:
    """The objects of the repository that `folder` is in. Raises `SourceError` where there is no git."""
    command = (*_COMMAND, "-C", str(folder), "cat-file", "--batch")
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, and no shell reads it
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
    except OSError:
        raise SourceError(_MISSING) from None
    with process:
        try:
            yield Objects(process)
        finally:
            process.kill()
            with suppress(OSError):  # What was not asked any more is not asked.
                process.stdin.close() if process.stdin else None


# --- asking git ------------------------------------------------------------------------------------

_MISSING = "git is not there. Install it, and see that it is in PATH."


def _environment(settings: Sequence[tuple[str, str]] = ()) -> Mapping[str, str]:
    """The variables that git sees, with further `settings` of it, whatever characters their names have."""
    known = {name: value for name, value in os.environ.items() if _KEPT.match(name)} | _OWN
    given = known.get("GIT_CONFIG_COUNT", "")
    count = int(given) if given.isdecimal() else 0
    for number, (key, value) in enumerate(settings, count):
        known |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return known | ({"GIT_CONFIG_COUNT": str(count + len(settings))} if settings else {})


def _run(
    folder: Path,
    *arguments: str,
    fine: tuple[int, ...] = (0,),
    settings: Sequence[tuple[str, str]] = (),
    seconds: float | None = None,
) -> bytes:
    """What git prints; after `seconds` what it has printed. Raises `SourceError` for an exit code that is not `fine`."""
    command, environment = (*_COMMAND, "-C", str(folder), *arguments), _environment(settings)
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours, and no shell reads it
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment, timeout=seconds
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    except OSError:
        raise SourceError(_MISSING) from None
    if done.returncode in fine:
        return done.stdout
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    if "not a git repository" in said:
        raise SourceError("“{folder}” is in no working tree of git.", None, (("folder", str(folder)),))
    raise SourceError("git says: {reason}", None, (("reason", said),))
