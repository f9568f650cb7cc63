"""What a command costs: wall and CPU time, and peak memory, of its whole process tree."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.01
"""Seconds between two looks at the memory."""


class Cost(NamedTuple):
    """The cost of a command."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, of the command and all that it started."""
    memory: float
    """MB (10⁶ bytes): the most that the process tree had at one moment, memory that processes share counted once (PSS)."""


def cost(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], allowed: frozenset[int], most: float
) -> Cost:
    """The cost of `command`, run in `folder`.

    Raises `RuntimeError` with what it said if it ends with a code that is not `allowed`, and `TimeoutExpired` after `most` seconds.
    """
    before, start = os.times(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        watch = _Memory(process.pid)
        try:
            said, _ = process.communicate(timeout=most)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            wall = time.perf_counter() - start
            watch.stop()
    if process.returncode not in allowed:
        reason = said.decode(errors="replace")[-2_000:]
        raise RuntimeError(command, process.returncode, reason)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, watch.peak / 1e6)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


class _Memory:
    """Looks at the memory of a process and its descendants until it is stopped.

    PSS is slow to ask for (the kernel walks all pages), so it is asked for only when the sum of RSS, its upper bound, is beyond the peak.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        """Bytes."""
        self._pid = pid
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(_PAUSE):
            tree = [*_tree(self._pid)]
            if sum(map(_resident, tree)) > self.peak:
                self.peak = max(self.peak, sum(map(_proportional, tree)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = "".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:  # It has ended since.
        return
    for child in children.split():
        yield from _tree(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
