"""Whether somebody else is writing to a file just now: an editor that saves, a program that has emptied a file and goes on."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

locks: Any
try:
    import fcntl as locks
except ImportError:  # Windows: there is no asking.
    locks = None

_TRIES, _MOMENT = 250, 0.02
"""How often, and after how many seconds each time, it is looked whether somebody has finished writing."""
_QUIET = 0.25
"""Seconds after a change until it can be taken for finished, where the system cannot tell."""


def settled(path: Path) -> bool:
    """Whether nobody has the file open for writing, if need be after some waiting."""
    with path.open("rb") as file:
        for _ in range(_TRIES):
            if not is_being_written(file.fileno()):
                return True
            time.sleep(_MOMENT)
    return False


def is_being_written(descriptor: int) -> bool:
    """Whether somebody has the file open for writing.

    Linux grants a read lease only on a file that nobody writes to (fcntl(2), F_SETLEASE). Where there are no leases, or
    the file is somebody else's, one that was changed a moment ago counts as being written.
    """
    try:
        # What is sent to who holds a lease that somebody else waits for. The usual signal ends a process, this one does nothing.
        locks.fcntl(descriptor, locks.F_SETSIG, signal.SIGURG)
        locks.fcntl(descriptor, locks.F_SETLEASE, locks.F_RDLCK)
        locks.fcntl(descriptor, locks.F_SETLEASE, locks.F_UNLCK)
    except BlockingIOError:
        return True
    except (AttributeError, OSError):
        return abs(time.time() - os.fstat(descriptor).st_mtime) < _QUIET
    return False
