"""docs/performance.md and its plot, from what `compare` has measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import leather
from cost import Cost
from programs import HUGO, PROGRAMS, ROOT, SYNTOLK

TASKS = {
    "cold": "cold build, both languages, nothing checked",
    "checked": "the same with all checks and reports",
    "no-op": "nothing changed",
    "page": "one source page changed",
    "message": "one translation changed",
    "extract": "extract",
    "update": "update after 1 % of the pages changed",
}
"""What each task is called in the table, in its order."""
_PAGE = ROOT / "docs" / "performance.md"
_PLOT = ROOT / "docs" / "performance.svg"
_ABOUT = """# How fast

Measured by `make bench` on {machine}, {date}. Every program builds the same generated bilingual site (about 640 words, 36 segments,
9 links and 2 pictures a page; lists, tables; complete English) with a comparable template and its best settings, on an otherwise idle
machine, in turns. Medians of three runs: wall time / CPU time of the whole process tree in seconds / its peak memory in MB. Times differ from machine
to machine; the ratios are what to look at. A program does only what it can: Hugo and MkDocs have no catalogues; po4a, mdpo and Sphinx
are asked for theirs. Of more than 1,000 pages only Hugo is asked besides. Who else is missing was not asked this time; a figure that is missing took
longer than ten minutes.

![Seconds by task, for Syntolk and Hugo](performance.svg)

The same figures stand in the tables below.
"""


def document(tables: Mapping[int, Mapping[tuple[str, str], Cost]], machine: str, day: date) -> None:
    """Write the page and the plot; `tables` has the costs by number of pages, program and task."""
    parts = [_ABOUT.format(machine=machine, date=day.isoformat())]
    for pages, costs in tables.items():
        parts += [f"## {pages:,} pages\n", "\n".join(_table(costs)) + "\n"]
    _PAGE.write_text("\n".join(parts), "utf-8")
    _plot(tables[min(tables)])


def _table(costs: Mapping[tuple[str, str], Cost]) -> Iterator[str]:
    names = [program.name for program in PROGRAMS if any(program.name == name for name, _ in costs)]
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for task, title in TASKS.items():
        found = [costs.get((name, task)) for name in names]
        if any(found):
            cells = ["" if c is None else f"{c.wall:.2f} / {c.cpu:.2f} / {c.memory:,.0f}" for c in found]
            yield f"| {title} | {' | '.join(cells)} |"


def _plot(costs: Mapping[tuple[str, str], Cost]) -> None:
    bars = [
        (round(costs[name, task].wall, 2), f"{name}: {TASKS[task]}")
        for task in ("page", "no-op", "checked", "cold")
        for name in (HUGO.name, SYNTOLK.name)
        if (name, task) in costs
    ]
    chart = leather.Chart("Seconds")
    chart.add_bars(bars)
    chart.to_svg(str(_PLOT), 800, 360)
