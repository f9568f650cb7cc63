"""Two files or folders exchanged in one step, so that nobody ever sees neither."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD, _EXCHANGE = -100, 2
"""Of renameat2(2): paths from the current folder; an exchange."""


def swap(one: Path | str, other: Path | str) -> bool:
    """Exchange two files or folders; False where the system cannot (Linux can, renameat2)."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def can_swap() -> bool:
    """Whether the system has that at all; the next exchange needs no time to find it out."""
    return _renameat2() is not None


@cache
def _renameat2() -> Callable[..., int] | None:
    """The system's function that renames, if it has one that can exchange."""
    import ctypes  # Imported where it is used: a first build does without.

    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
