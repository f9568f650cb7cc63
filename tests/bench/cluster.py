"""What a cluster costs: builds a generated site alone, in two processes and by two workers of a scheduler. `python tests/bench/cluster.py 1000 3`.

Everything runs on this machine, so what is seen is the overhead; a network adds the time that the bytes take, which are counted too.
Of some rounds (3) the best counts, since disturbances only add time.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import corpus
import psutil
from distributed import Client, LocalCluster

from pipeline.build import Build
from pipeline.commands.outcome import write_reports
from pipeline.commands.speech import speech
from pipeline.execute import Hired
from pipeline.jobs.page_reports import PageReports
from pipeline.workspace import Workspace

ROUNDS = 3
COMMAND = """
import sys
from pathlib import Path
from pipeline.start import main
code = main()
line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(line.split()[1], file=sys.stderr)
sys.exit(code)
"""
"""The program, which says in the end how many kilobytes of memory it has held at most (Linux)."""


class Cost(NamedTuple):
    """What a build has cost."""

    wall: float
    """Seconds."""
    here: float
    """Seconds of CPU of the command and its processes."""
    workers: float = 0.0
    """Those of the workers of a scheduler."""
    scheduler: float = 0.0
    """Those of the scheduler."""
    peak: float = 0.0
    """Most memory that the command itself has held, in megabytes."""


def clean(root: Path) -> None:
    """As if the site had never been built."""
    for folder in ("build", "reports", ".syntolk"):
        shutil.rmtree(root / folder, ignore_errors=True)


def built(root: Path, *arguments: str) -> Cost:
    """What one cold build costs this machine."""
    clean(root)
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(root.parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = perf_counter()
    before = os.times()
    command = [sys.executable, "-c", COMMAND, "-C", str(root), "build", *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    after, wall = os.times(), perf_counter() - begun
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)
    here = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, here, peak=int(ran.stderr.split()[-1]) / 1024)


@contextmanager
def two_workers(folder: str) -> Iterator[Callable[..., Cost]]:
    """What builds by two workers, each one process of one thread, whose scheduler is this very process."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", local_directory=folder) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        workers = [psutil.Process(pid) for pid in client.run(os.getpid).values()]

        def used() -> float:
            return sum(sum(worker.cpu_times()[:2]) for worker in workers)

        def build(root: Path, *arguments: str) -> Cost:
            before = used(), process_time()
            cost = built(root, "--scheduler", cluster.scheduler_address, *arguments)
            return cost._replace(workers=used() - before[0], scheduler=process_time() - before[1])

        yield build


class Counting(Executor):
    """Does the work here, and counts the bytes that would have travelled."""

    def __init__(self) -> None:
        self.shared: dict[int, int] = {}
        """Of what is shared in each run."""
        self.sent = self.returned = 0

    def submit(self, function, /, *arguments, **_more):
        """The result, as a future."""
        ((known, job),) = arguments
        self.shared[id(known)] = len(known.data)
        self.sent += len(pickle.dumps(job))
        future: Future = Future()
        result = function((known, pickle.loads(pickle.dumps(job))))
        self.returned += len(pickle.dumps(result))
        future.set_result(result)
        return future


def travelled(root: Path, pages: int, storage: str = "") -> str:
    """How many bytes a page travel in a build."""
    clean(root)
    executor = Counting()
    known = []  # So that no two have the same number.
    own = Hired(executor, 2, storage)
    keep, own._known = own._known, lambda packed: keep(known.append(packed) or packed)
    words, workspace = speech("en"), Workspace(root)
    reports = PageReports(words, own)
    build = Build(workspace, page_reports=reports, crew=own, remember=True)
    write_reports(workspace, build.report(build.publish()), words, reports, build.used)
    numbers = (sum(map(len, known)), executor.sent, executor.returned)
    return "shared {:.2f}, sent {:.1f}, returned {:.1f} kB a page".format(*(n / pages / 1000 for n in numbers))


def main(pages: int, rounds: int = ROUNDS) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder, two_workers(folder) as there:
        root = Path(folder, "site")
        corpus.write(root, pages)
        storage = ("--storage", Path(folder, "storage").as_uri())
        ways: dict[str, Callable[[], Cost]] = {
            "--jobs 1": lambda: built(root, "--jobs", "1"),
            "--jobs 2": lambda: built(root, "--jobs", "2"),
            "two workers": lambda: there(root),
            "two workers, storage": lambda: there(root, *storage),
        }
        there(root)  # Workers have to have loaded the program, as they have after their first build.
        found: dict[str, list[Cost]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, run in ways.items():
                found[way].append(run())
        print(f"{pages} pages in two languages, all checks and reports on; best of {rounds} rounds")
        print("| | wall (s) | CPU (s) | of it command | workers | scheduler | peak memory of the command (MB) |")
        print("|---|---|---|---|---|---|---|")
        for way, costs in found.items():
            best = Cost(*(min(values) for values in zip(*costs, strict=True)))
            whole = min(cost.here + cost.workers + cost.scheduler for cost in costs)
            print(
                f"| {way} | {best.wall:.1f} | {whole:.1f} | {best.here:.1f} | {best.workers:.1f} | {best.scheduler:.1f} | {best.peak:.0f} |"
            )
        print("results:", travelled(root, pages))
        print("storage:", travelled(root, pages, Path(folder, "storage").as_uri()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
