"""Who does the work: this process alone, processes beside it, or any executor that somebody brings. The order stays.

Work is a function of values that is made once wherever it is done, from values that are the same for all jobs; then it is given
one job after the other. So it does not matter who does it: results come in the order of the jobs, and no job knows another.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline.errors import OutputError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")
Maker = Callable[[S], Callable[[J], R]]
"""Makes the work from what all jobs have in common; at module level, so that other processes find it."""

FEW = 60
"""Pages that one process has done before a second one has started."""
_AHEAD = 2
"""Jobs that wait for each worker, so that none is idle; more would only fill the memory with results."""
_WORK: ContextVar[Callable[[Any], Any]] = ContextVar("work")
"""The work of a process that was started for it. It is set once, when the process begins."""


class Crew(Protocol):
    """Who does the work."""

    workers: int
    """How many jobs are done at the same time."""

    def run(self, make: Maker[S, J, R], shared: S, jobs: Sequence[J], progress: Progress | None = None) -> Iterator[R]:
        """The results of `jobs` in their order. Raises what a job raises, and `OutputError` where a worker dies."""


Progress = Callable[[int], None]
"""Is told how many jobs are done."""


class Alone:
    """Nobody but this process."""

    workers = 1

    def run(self, make: Maker[S, J, R], shared: S, jobs: Sequence[J], progress: Progress | None = None) -> Iterator[R]:
        work = make(shared)
        for done, job in enumerate(jobs, 1):
            yield work(job)
            if progress is not None:
                progress(done)


class Beside:
    """Processes beside this one, started for one run and gone after it."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, make: Maker[S, J, R], shared: S, jobs: Sequence[J], progress: Progress | None = None) -> Iterator[R]:
        if len(jobs) < 2:
            yield from Alone().run(make, shared, jobs, progress)
            return
        from concurrent.futures import ProcessPoolExecutor  # Imported where they are used: most runs do without.
        from multiprocessing import active_children, get_all_start_methods, get_context

        forks = (
            "fork" in get_all_start_methods() and sys.platform != "darwin"
        )  # Its system libraries do not survive it.
        before = {child.pid for child in active_children()}
        lifeline = os.pipe() if forks else None
        # A fork has what its parent has; elsewhere everything has to be sent.
        workers = min(self.workers, len(jobs))
        if forks:
            pool = ProcessPoolExecutor(workers, get_context("fork"), _begin, (make(shared), lifeline))
        else:
            pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin_anew, (make, shared))
        try:
            yield from _in_order(pool, _do, jobs, self.workers * _AHEAD, progress, ours=True)
        except BaseException:
            for child in active_children():  # Whoever interrupts does not wait for a batch of pages.
                if child.pid not in before:
                    child.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            for end in lifeline or ():
                os.close(end)


class Hired:
    """Any executor of `concurrent.futures`' kind, such as that of a cluster. What is shared goes along with each job."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor = executor
        self.workers = workers

    def run(self, make: Maker[S, J, R], shared: S, jobs: Sequence[J], progress: Progress | None = None) -> Iterator[R]:
        import pickle  # Imported where it is used: what is sent to another process, never what lies in a file.

        packed = pickle.dumps((make, shared))
        yield from _in_order(
            self._executor, _do_packed, [(packed, job) for job in jobs], self.workers * _AHEAD, progress
        )


def crew(jobs: int | None = None) -> Crew:
    """Who does the work: `jobs` processes; as many as there are processors, where nobody says it."""
    workers = jobs or processors()
    return Beside(workers) if workers > 1 else Alone()


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    executor: Executor,
    work: Callable[[Any], R],
    jobs: Iterable[Any],
    ahead: int,
    progress: Progress | None,
    *,
    ours: bool = False,
) -> Iterator[R]:
    """The results in the order of the jobs; only so many jobs are on their way that results do not pile up."""
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[R]] = deque()
    left = iter(jobs)
    done = 0
    try:
        while True:
            while len(waiting) < ahead and (job := next(left, None)) is not None:
                waiting.append(executor.submit(work, job))
            if not waiting:
                return
            result = waiting.popleft().result()
            done += 1
            if progress is not None:
                progress(done)
            yield result
    except BrokenProcessPool:
        template = "a process that was to do a part of the work has died: perhaps the memory was full. With --jobs 1 a build needs less of it."
        raise OutputError(template) from None
    except BaseException:
        if not ours:  # Ours are killed; a pool whose work is both cancelled and killed stumbles over it (CPython 3.11).
            for future in waiting:
                future.cancel()
        raise


# --- in the other process ------------------------------------------------------------------------


def _begin(work: Callable[[Any], Any], lifeline: tuple[int, int] | None) -> None:
    """Make ready a process that was forked. It ends with its parent, even where that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Who is interrupted is the parent; it ends us.
    _WORK.set(work)
    if lifeline is not None:
        os.close(lifeline[1])
        threading.Thread(target=_end_with_parent, args=(lifeline[0],), daemon=True).start()


def _end_with_parent(lifeline: int) -> None:
    """Wait until nobody holds the other end."""
    with contextlib.suppress(OSError):
        os.read(lifeline, 1)
    os._exit(1)


def _begin_anew(make: Maker[Any, Any, Any], shared: object) -> None:
    """Make ready a process that knows nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORK.set(make(shared))


def _do(job: object) -> Any:  # noqa: ANN401 - whatever the work gives
    return _WORK.get()(job)


def _do_packed(packed: tuple[bytes, object]) -> Any:  # noqa: ANN401 - whatever the work gives
    return _unpacked(packed[0])(packed[1])


@lru_cache(2)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    """The work, made once from what all its jobs have in common."""
    import pickle

    make, shared = pickle.loads(packed)  # noqa: S301 - from the process that hired this one
    work: Callable[[Any], Any] = make(shared)
    return work
