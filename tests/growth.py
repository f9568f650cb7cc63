"""Whether work grows with its size: a ratio within one run, so that it says the same on any machine, busy or not."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

_ATTEMPTS = 6
_SLACK = 3.0  # Times as long as by length: caches and memory cost; what is quadratic takes the whole factor.
_SMALLEST = 0.005  # Seconds: below it, what is measured is the clock.


def linear(make: Callable[[int], Callable[[], object]], size: int, times: int = 10) -> bool:
    """Whether `times` the size takes at most about `times` as long. `make(size)` prepares the work, which is measured.

    Chance makes work slower, never quicker, so one good attempt of several is proof.
    """
    make(size // 10)()  # Imports, tables and caches.
    return any(
        _seconds(make(size * times)) < _SLACK * times * max(_seconds(make(size)), _SMALLEST) for _ in range(_ATTEMPTS)
    )


def _seconds(work: Callable[[], object]) -> float:
    """Of processor time, without a look through all that earlier tests have left."""
    gc.disable()
    try:
        start = process_time()
        work()
        return process_time() - start
    finally:
        gc.enable()
