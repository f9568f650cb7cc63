"""Work that is spread over the cores of a machine, or over whatever executor is given; in order, and never all at once in memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import TypeVar

from pipeline.errors import OutputError
from pipeline.model import Location

Job = TypeVar("Job")
Result = TypeVar("Result")
_DIED = "the process that worked on this file ended before it was done. Perhaps there was too little memory for it."


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    function: Callable[[Job], Result],
    jobs: Iterable[tuple[str, Job]],
    count: int,
    executor: Executor | None = None,
    most: int | None = None,
) -> Iterator[tuple[str, Result]]:
    """The (name, result) of each of `count` jobs, in their order.

    Without an `executor` the jobs run in processes of their own, at most in `most`, where there are several of both, else here. Raises
    `OutputError` with the name of a job whose process dies, also when it is alone.
    """
    if executor is not None:
        yield from _results(executor, function, jobs, 2 * cores())
        return
    number = min(most or cores(), count)
    if number < 2:
        yield from ((name, function(job)) for name, job in jobs)
        return
    pool = _pool(number)
    try:
        yield from _results(pool, function, jobs, 2 * number)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    pool.shutdown()


def _pool(number: int) -> ProcessPoolExecutor:
    """A pool of processes. A copy of this one starts at once, but only where no other thread could be in the middle of something."""
    usual = multiprocessing.get_all_start_methods()[0]
    alone = threading.active_count() == 1
    method = usual if usual == "spawn" else "fork" if alone else "forkserver"
    return ProcessPoolExecutor(number, multiprocessing.get_context(method), _begin)


def _begin() -> None:
    """What a new process does first: Ctrl-C ends it without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _results(
    executor: Executor, function: Callable[[Job], Result], jobs: Iterable[tuple[str, Job]], most: int
) -> Iterator[tuple[str, Result]]:
    """Results in order; at most `most` jobs and results are in memory."""
    waiting: deque[tuple[str, Job, Future[Result] | None]] = deque()
    for name, job in jobs:
        if len(waiting) >= most:
            yield _result(function, *waiting.popleft())
        try:
            waiting.append((name, job, executor.submit(function, job)))
        except BrokenExecutor:
            waiting.append((name, job, None))
    while waiting:
        yield _result(function, *waiting.popleft())


def _result(
    function: Callable[[Job], Result], name: str, job: Job, future: Future[Result] | None
) -> tuple[str, Result]:
    """The result of a job. Where a process has died, which takes its siblings with it, the job is done again, alone."""
    if future is not None:
        try:
            return name, future.result()
        except BrokenExecutor:
            pass
    with _pool(1) as pool:
        try:
            return name, pool.submit(function, job).result()
        except BrokenExecutor:
            raise OutputError(_DIED, Location(name)) from None
