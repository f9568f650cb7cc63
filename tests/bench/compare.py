"""Against the others, in one run: `python tests/bench/compare.py 1000 [--programs Hugo …] [--document]`.

Every program gets the same generated site (`corpus`), a comparable template and its best settings, and builds it on an idle
machine, in turns. Medians of three runs. `--document` writes docs/performance.md with its plot.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cost import Cost, cost, medians
from document import document
from programs import HUGO, MDPO, PO4A, PROGRAMS, ROOT, SPHINX, SYNTOLK, Program, Task, installed

RUNS = 3
PATIENCE = 600
"""Seconds after which a command is given up."""
_LARGE = 1_000
"""Pages above which only Hugo is asked besides: the others would take hours."""
Costs = Mapping[tuple[str, str], Cost]
"""By name of program and of task."""


class Goal(NamedTuple):
    """What is to be reached: our figure over theirs."""

    task: str
    """Ours."""
    against: Sequence[str]
    """The programs; the quickest of them counts."""
    other: str
    """Their task."""
    figures: Sequence[str]
    """`wall`, `cpu` or `memory`."""
    most: Mapping[int, float]
    """The largest ratio that is allowed, by number of pages from which it holds."""


_EXTRACTORS = (MDPO.name, PO4A.name, SPHINX.name)
GOALS = (
    Goal("cold", [HUGO.name], "cold", ("wall", "cpu"), {0: 0.35, 10_000: 0.30}),
    Goal("checked", [HUGO.name], "cold", ("wall", "cpu"), {0: 0.5}),
    Goal("no-op", [HUGO.name], "cold", ("wall",), {0: 1 / 40, 10_000: 1 / 100}),
    Goal("page", [HUGO.name], "cold", ("wall",), {0: 1 / 15, 10_000: 1 / 50}),
    Goal("message", [HUGO.name], "cold", ("wall",), {0: 1 / 15, 10_000: 1 / 50}),
    Goal("extract", _EXTRACTORS, "extract", ("wall",), {0: 1 / 15}),
    Goal("update", _EXTRACTORS, "update", ("wall",), {0: 1 / 50}),
    Goal("checked", [HUGO.name], "cold", ("memory",), {0: 1 / 4, 10_000: 1 / 5}),
)
"""The table of the issue “Faster than Hugo”."""


class _Site(NamedTuple):
    """A program, and the site that it builds."""

    program: Program
    root: Path
    environment: Mapping[str, str]

    def cost(self, task: Task) -> Cost:
        """What a task costs once."""
        task.before(self.root)
        os.sync()  # What an earlier command has left to the disk is not this one's.
        costs = [cost(command, self.root, self.environment, self.program.codes, PATIENCE) for command in task.commands]
        return Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs), max(c.memory for c in costs))


def measure(programs: Sequence[Program], pages: int, folder: Path, environments: Path) -> Costs:
    """What each task costs each program on a site of that many pages; without those that come after one that takes longer than `PATIENCE`.

    The programs take turns, so that a machine that is quick at one time and slow at another is so for all of them.
    """
    sites: list[_Site] = []
    for program in programs:
        root = folder / program.name.partition(" ")[0].lower()
        program.write(root, pages)
        sites.append(_Site(program, root, installed(program, environments)))
    found: dict[tuple[str, str], Cost] = {}
    for name in dict.fromkeys(name for program in programs for name in program.tasks):
        costs: dict[str, list[Cost]] = {}
        for _ in range(RUNS):
            for site in [site for site in sites if name in site.program.tasks]:
                try:
                    costs.setdefault(site.program.name, []).append(site.cost(site.program.tasks[name]))
                except subprocess.TimeoutExpired:
                    print(f"{site.program.name}, {name}: more than {PATIENCE} s, given up", flush=True)
                    sites.remove(site)
        for site in [site for site in sites if site.program.name in costs]:
            median = found[site.program.name, name] = medians(costs[site.program.name])
            print(site.program.name, name, *(f"{figure:.3f}" for figure in median), flush=True)
    return found


def ratios(goal: Goal, costs: Costs) -> dict[str, float]:
    """Ours over theirs, by figure; nothing where one of them was not measured."""
    theirs = [costs[name, goal.other] for name in goal.against if (name, goal.other) in costs]
    ours = costs.get((SYNTOLK.name, goal.task))
    if not theirs or ours is None:
        return {}
    return {figure: getattr(ours, figure) / min(getattr(one, figure) for one in theirs) for figure in goal.figures}


def machine() -> str:
    """What it was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0] if names else platform.machine()}, Python {platform.python_version()}"


def main() -> None:
    """Measure, print what was reached, and write the document if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="+")
    parser.add_argument("--programs", nargs="*", default=[program.name for program in PROGRAMS])
    parser.add_argument("--environments", type=Path, default=ROOT / ".bench")
    parser.add_argument("--document", action="store_true")
    options = parser.parse_args()
    options.environments.mkdir(exist_ok=True)
    tables: dict[int, Costs] = {}
    for pages in options.pages:
        asked = [program for program in PROGRAMS if program.name in options.programs]
        asked = [program for program in asked if pages <= _LARGE or program in (SYNTOLK, HUGO)]
        with tempfile.TemporaryDirectory() as folder:
            costs = measure(asked, pages, Path(folder), options.environments.absolute())
        tables[pages] = costs
        for goal in GOALS:
            most = goal.most[max(start for start in goal.most if start <= pages)]
            for figure, ratio in ratios(goal, costs).items():
                reached = "reached" if ratio <= most else "NOT reached"
                print(
                    f"{pages} pages, {goal.task}, {figure}: {ratio:.3f} of {'/'.join(goal.against)}, {reached} ({most:.3f})"
                )
    if options.document:
        document(tables, machine(), datetime.now(UTC).date())


if __name__ == "__main__":
    main()
