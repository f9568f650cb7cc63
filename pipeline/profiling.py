"""`syntolk build --profile`: where the time goes, by function. For whoever has a slow site, and for us."""

from __future__ import annotations

import cProfile
import marshal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pipeline import files
from pipeline.outcome import tell
from pipeline.words import Words

T = TypeVar("T")
_SHOWN = 20
_PACKAGE = Path(__file__).parent
_Place = tuple[str, int, str]
Statistics = Mapping[_Place, tuple[int, int, float, float, Any]]
"""As `cProfile` gives them: by file, line and name the calls that were no recursion, all calls, seconds without and with what was called."""


class Cost(NamedTuple):
    """What a function cost."""

    name: str
    """`module.py:line function`."""
    calls: int
    own: float
    """Seconds by itself."""
    total: float
    """Seconds with what it called."""


def profiled(run: Callable[[], T], file: str, words: Words) -> T:
    """What `run` gives, once it is said which functions took most time; `file`, if any, gets all of it for `python -m pstats`."""
    profiler = cProfile.Profile()
    try:
        return profiler.runcall(run)
    finally:
        profiler.create_stats()
        if file:
            files.write(Path(file), marshal.dumps(profiler.stats))
        tell(as_text(costliest(profiler.stats), words))


def costliest(statistics: Statistics, most: int = _SHOWN) -> list[Cost]:
    """The functions that took most time by themselves, the worst first.

    >>> costliest({("~", 0, "<built-in method len>"): (1, 2, 0.5, 0.5, {})})
    [Cost(name='<built-in method len>', calls=2, own=0.5, total=0.5)]
    """
    found = [Cost(_name(*place), calls, own, total) for place, (_, calls, own, total, _) in statistics.items()]
    return sorted(found, key=lambda cost: (-cost.own, cost.name))[:most]


def as_text(costs: list[Cost], words: Words) -> str:
    """A table for the terminal."""
    _ = words.gettext
    head = (_("by itself"), _("in all"), _("calls"), _("function"))
    rows = [head, *((_seconds(c.own, words), _seconds(c.total, words), str(c.calls), c.name) for c in costs)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["".join(f"{cell:>{width}}  " for cell, width in zip(row, widths, strict=False)) + row[3] for row in rows]
    title = _(
        "Functions that took most time, in seconds (measuring makes a build slower, small functions most of all):"
    )
    return "\n".join([title, *lines])


def _seconds(value: float, words: Words) -> str:
    return words.number(value, ".3f")


def _name(file: str, line: int, function: str) -> str:
    """Where a function stands, from the folder of its package."""
    if not line:
        return function
    path = Path(file)
    base = _PACKAGE if path.is_relative_to(_PACKAGE) else path.parent.parent
    return f"{path.relative_to(base).as_posix()}:{line} {function}"
