"""`syntolk build --profile`: where the time goes, by function and by page. For whoever has a slow site, and for us."""

from __future__ import annotations

import cProfile
import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pipeline import files
from pipeline.commands.outcome import tell
from pipeline.jobs.overview import Taken, Watch
from pipeline.web.routes import SOURCE
from pipeline.words import Words

T = TypeVar("T")
_SHOWN = 20
_PAGES = 10
_PACKAGE = Path(__file__).parent.parent
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


class Slow(NamedTuple):
    """What a page cost."""

    path: str
    """Its source, from the site's folder."""
    preparing: float
    """Seconds until it was checked and pressed, in all languages."""
    rendering: float
    """Seconds until it was HTML, in all languages."""


def profiled(run: Callable[[], T], watch: Watch, file: str, words: Words) -> T:
    """What `run` gives, once it is said which functions and pages took most time.

    `file`, if any, gets all of the functions for `python -m pstats`; the `watch` knows of the pages, whoever worked on them.
    """
    profiler = cProfile.Profile()
    try:
        return profiler.runcall(run)
    finally:
        profiler.create_stats()
        if file:
            files.write(Path(file), marshal.dumps(profiler.stats))
        tell(as_text(costliest(profiler.stats), words))
        if pages := slowest(watch.taken):
            tell(pages_as_text(pages, words))


def costliest(statistics: Statistics, most: int = _SHOWN) -> list[Cost]:
    """The functions that took most time by themselves, the worst first.

    >>> costliest({("~", 0, "<built-in method len>"): (1, 2, 0.5, 0.5, {})})
    [Cost(name='<built-in method len>', calls=2, own=0.5, total=0.5)]
    """
    found = [Cost(_name(*place), calls, own, total) for place, (_, calls, own, total, _) in statistics.items()]
    return sorted(found, key=lambda cost: (-cost.own, cost.name))[:most]


def slowest(taken: Taken, most: int = _PAGES) -> list[Slow]:
    """The pages that took most time, preparing and rendering together, the worst first; none where none was worked on.

    >>> slowest(Taken({}, {"om.md": 0.5, "index.md": 0.25}, {"index.md": 0.5}), 1)
    [Slow(path='source/index.md', preparing=0.25, rendering=0.5)]
    """
    paths = taken.preparing.keys() | taken.rendering.keys()
    found = [Slow(f"{SOURCE}/{path}", taken.preparing.get(path, 0.0), taken.rendering.get(path, 0.0)) for path in paths]
    return sorted(found, key=lambda page: (-page.preparing - page.rendering, page.path))[:most]


def as_text(costs: list[Cost], words: Words) -> str:
    """A table for the terminal."""
    _ = words.gettext
    head = (_("by itself"), _("in all"), _("calls"), _("function"))
    rows = [(_seconds(c.own, words), _seconds(c.total, words), str(c.calls), c.name) for c in costs]
    title = _(
        "Functions that took most time, in seconds (measuring makes a build slower, small functions most of all):"
    )
    return "\n".join([title, *_table([head, *rows])])


def pages_as_text(pages: list[Slow], words: Words) -> str:
    """A table for the terminal."""
    _ = words.gettext
    head = (_("preparing"), _("rendering"), _("page"))
    rows = [(*(words.number(1000 * taken, ".1f") for taken in (p.preparing, p.rendering)), p.path) for p in pages]
    return "\n".join([_("Pages that took most time, in milliseconds, all languages together:"), *_table([head, *rows])])


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table of numbers, with a name at the end of each row."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for *cells, name in rows:
        yield "".join(f"{cell:>{width}}  " for cell, width in zip(cells, widths, strict=True)) + name


def _seconds(value: float, words: Words) -> str:
    return words.number(value, ".3f")


def _name(file: str, line: int, function: str) -> str:
    """Where a function stands, from the folder of its package."""
    if not line:
        return function
    path = Path(file)
    base = _PACKAGE if path.is_relative_to(_PACKAGE) else path.parent.parent
    return f"{path.relative_to(base).as_posix()}:{line} {function}"
