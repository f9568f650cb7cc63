"""What the system says of a file, to know without reading it whether it has changed. The disk, but only a look at it.

Needed before all imports (`manifest`), so it brings nothing along.
"""

from __future__ import annotations

import os
import stat
import time

TICK_NS = 2_000_000_000
"""How coarse the clock of a file system is at most (FAT: two seconds): within it two changes look like one."""
MISSING = "-"
"""The signature of what is not there."""


def of_source(path: str) -> str:
    """The signature of a file or folder that is read: its kind, times, size and number on the disk."""
    try:
        status = os.stat(path)
    except OSError:
        return MISSING
    if stat.S_ISDIR(status.st_mode):
        return f"d {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
    kind = "f" if stat.S_ISREG(status.st_mode) else "o"
    return f"{kind} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_size}"


def of_settled(path: str) -> str:
    """The signature of a file that is read; empty where another change might not show in it, and where there is no file."""
    found = of_source(path)
    return found if found.startswith("f") and is_settled(found) else ""


def of_output(path: str) -> str:
    """The signature of a file or folder that was written; the same when only its links change, as the next build does it."""
    try:
        status = os.stat(path)
    except OSError:
        return MISSING
    return as_output(status)


def as_output(status: os.stat_result) -> str:
    """The same, of what the system has said already."""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"


def is_settled(signature: str, now: int | None = None) -> bool:
    """Whether a change after the moment `now` (nanoseconds; None: this one) would show in the signature of a source.

    >>> is_settled("f 0 0 1 1"), is_settled("f 0 7000000000 1 1", 8_000_000_000), is_settled(MISSING)
    (True, False, False)
    """
    if signature == MISSING:
        return False
    _, modified, changed, *_ = signature.split(" ")
    return max(int(modified), int(changed)) < (time.time_ns() if now is None else now) - TICK_NS
