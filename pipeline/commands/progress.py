"""A progress bar: on standard error, on a terminal only, for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_WIDTH = 24
_PATIENCE = 1.0
"""Seconds that nobody needs to be told about."""


def bar(
    label: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Callable[[int, int], None]:
    r"""A function that shows (done, of how many) as a line that is written over; it goes away when all is done.

    >>> import io; shown = io.StringIO(); shown.isatty = lambda: True; seconds = iter([0, 0.5, 3, 4])
    >>> show = bar("Pictures", shown, lambda: next(seconds))
    >>> show(0, 4); show(1, 4); show(2, 4); show(4, 4); shown.getvalue().split("\x1b[K")
    ['\r', 'Pictures  [############............] 2/4\r', '']
    """
    stream = stream or sys.stderr
    if not stream.isatty():
        return lambda _done, _total: None
    began = shown = None

    def show(done: int, total: int) -> None:
        nonlocal began, shown
        now = clock()
        if began is None:
            began = now
        if done < total and now - began >= _PATIENCE:
            full = _WIDTH * done // total
            stream.write(f"\r\x1b[K{label}  [{'#' * full}{'.' * (_WIDTH - full)}] {done}/{total}")
            shown = True
        elif shown:
            stream.write("\r\x1b[K")
            shown = None
        stream.flush()

    return show


def bars(name: Callable[[str], str]) -> Callable[[str, int, int], None]:
    """A function that shows (stage, done, of how many): each stage by a bar, with the `name` that it has for people."""
    shown: dict[str, Callable[[int, int], None]] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in shown:
            shown[stage] = bar(name(stage))
        shown[stage](done, total)

    return show
