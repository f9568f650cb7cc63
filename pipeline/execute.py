"""Who does the work: this process alone, processes beside it, or any executor that somebody brings. The order stays.

Work is a function of values that is made once wherever it is done, from values that are the same for all jobs; then it is given
one job after the other. So it does not matter who does it: results come in the order of the jobs, and no job knows another.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from pipeline.errors import ConfigError, OutputError
from pipeline.model import Location

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
_DIED = "a process that was to do a part of the work has died: perhaps the memory was full. With --jobs 1 a build needs less of it."
_Lifeline = tuple[int, int] | None
Name = Callable[[Any], str]
"""The path of the file that a job is about."""


def nameless(_job: object) -> str:
    """No path: a job that is about no file."""
    return ""


class Crew(Protocol):
    """Who does the work."""

    workers: int
    """How many jobs are done at the same time."""
    far: bool
    """Whether it may not see the disk of this process (`desk`)."""
    storage: str
    """URL of a folder that it shares with this process nevertheless; empty where there is none."""

    def run(self, make: Maker[S, J, R], shared: S, jobs: Iterable[J], name: Name = nameless, /) -> Iterator[R]:
        """The results of `jobs` in their order.

        Raises what a job raises, and `OutputError`, with the `name` of the job, where a process dies of it.
        """


class Alone:
    """Nobody but this process."""

    workers = 1
    far = False
    storage = ""

    def run(self, make: Maker[S, J, R], shared: S, jobs: Iterable[J], _name: Name = nameless, /) -> Iterator[R]:
        return map(make(shared), jobs)


class Beside:
    """Processes beside this one, started for one run and gone after it.

    They are copies of it, which start at once and need not be sent what they share; or, without `fork`, begin anew: where other threads
    could be in the middle of something, and where the system has no copies that work.
    """

    far = False
    storage = ""

    def __init__(self, workers: int, *, fork: bool = True) -> None:
        self.workers = workers
        # The system libraries of macOS do not survive a fork.
        self._forks = fork and hasattr(os, "fork") and sys.platform != "darwin"

    def run(self, make: Maker[S, J, R], shared: S, jobs: Iterable[J], name: Name = nameless, /) -> Iterator[R]:
        jobs = [*jobs]
        if len(jobs) < 2:
            yield from Alone().run(make, shared, jobs)
            return
        from concurrent.futures import BrokenExecutor  # Imported where they are used: most runs do without.

        begin = partial(_begin, make(shared)) if self._forks else partial(_begin_anew, make, shared)
        done = 0
        try:
            with self._processes(min(self.workers, len(jobs)), begin) as pool:
                for result in _in_order(pool, _do, jobs, self.workers * _AHEAD):
                    done += 1
                    yield result
        except BrokenExecutor:
            left = jobs[done:]
        else:
            return
        # Who dies takes along what the others were at: the rest is done by one, so that it is known who dies of what.
        with self._processes(1, begin) as pool:
            for job in left:
                try:
                    result = pool.submit(_do, job).result()
                except BrokenExecutor:
                    raise OutputError(_DIED, Location(name(job)) if name(job) else None) from None
                yield result

    @contextlib.contextmanager
    def _processes(self, number: int, begin: Callable[[_Lifeline], None]) -> Iterator[Executor]:
        """A pool of processes, none of which is left behind."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        if self._forks:
            # A collection would write to each object, and what is written to is shared no more. None comes first either: it takes
            # 25 ms, and finds a thousand objects that nobody needs.
            gc.freeze()
        before = {child.pid for child in active_children()}
        lifeline = os.pipe() if self._forks else None
        pool = ProcessPoolExecutor(number, get_context("fork" if self._forks else "spawn"), begin, (lifeline,))
        try:
            yield pool
        except BaseException:
            # Whoever interrupts does not wait for a batch of pages. Nothing is cancelled before: CPython 3.11 stumbles over it.
            for child in active_children():
                if child.pid not in before:
                    child.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()
            for end in lifeline or ():
                os.close(end)


class Hired:
    """Any executor of `concurrent.futures`' kind. It need not see our disk: what is shared goes along with each job.

    Texts and pages come back with the results; or wait in a `storage` that all can reach, so that only this process fetches them.
    """

    far = True

    def __init__(self, executor: Executor, workers: int, storage: str = "") -> None:
        self._executor = executor
        self.workers = workers
        self.storage = storage

    def run(self, make: Maker[S, J, R], shared: S, jobs: Iterable[J], name: Name = nameless, /) -> Iterator[R]:
        import pickle  # Imported where it is used: what is sent to another process, never what lies in a file.

        left = iter(jobs)
        waiting: deque[tuple[J, Future[bytes]]] = deque()
        try:
            with self._known(pickle.dumps((make, shared))) as known:
                while True:
                    for job in islice(left, self.workers * _AHEAD - len(waiting)):
                        waiting.append((job, self._executor.submit(_do_sent, (known, job))))
                    if not waiting:
                        return
                    job, future = waiting[0]
                    result = _unpacked(self._result(future, partial(self._executor.submit, _do_sent, (known, job))))
                    waiting.popleft()
                    yield result
        except Exception as error:
            path = name(waiting[0][0]) if waiting else ""
            fault = self._fault(error, Location(path) if path else None)
            if fault is None:
                raise
            raise fault from None
        finally:
            for _, future in waiting:
                future.cancel()

    @contextlib.contextmanager
    def _known(self, packed: bytes) -> Iterator[Known]:
        """What tells those who work what their jobs have in common, as long as they work."""
        yield Packed(packed)

    def _result(self, future: Future[bytes], _again: Callable[[], Future[bytes]]) -> bytes:
        """What comes of a job, packed; it may be done `again`."""
        return future.result()

    def _fault(self, error: Exception, place: Location | None) -> OutputError | None:
        """What to raise for an error that is none of the job that is about the file at `place`."""
        from concurrent.futures import BrokenExecutor

        return OutputError(_DIED, place) if isinstance(error, BrokenExecutor) else None


class Known(Protocol):
    """Tells whoever gets it what the jobs have in common."""

    def packed(self) -> bytes:
        """The maker of the work, and what it is made from."""


class Packed(NamedTuple):
    """Brings it along."""

    data: bytes

    def packed(self) -> bytes:
        return self.data


def crew(jobs: int | None = None) -> Crew:
    """Who does the work: `jobs` processes; as many as there are processors, where nobody says it."""
    workers = jobs or processors()
    return Beside(workers) if workers > 1 else Alone()


@contextlib.contextmanager
def hired(jobs: int | None, scheduler: str | None, storage: str | None) -> Iterator[Crew]:
    """Who does the work: the workers of a `scheduler`, sharing a `storage`, where one is named; else `jobs` processes.

    Raises `ConfigError` where dask.distributed is not installed, `OutputError` where no scheduler or worker answers.
    """
    if storage and not scheduler:
        raise ConfigError(
            "--storage says where the workers of a --scheduler put what they make. Name both, or neither."
        )
    if not scheduler:
        yield crew(jobs)
        return
    try:
        from pipeline.jobs.cluster import connected  # Imported where it is used: an extra.
    except ModuleNotFoundError:
        raise ConfigError("--scheduler needs dask.distributed: pip install 'syntolk[dask]'.") from None
    with connected(scheduler, storage or "") as workers:
        yield workers


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(executor: Executor, work: Callable[[Any], R], jobs: Iterable[Any], ahead: int) -> Iterator[R]:
    """The results in the order of the jobs; only so many wait, ahead of it, that results do not pile up."""
    left = iter(jobs)
    waiting: deque[Future[R]] = deque()
    while True:
        for job in islice(left, ahead - len(waiting)):
            waiting.append(executor.submit(work, job))
        if not waiting:
            return
        yield waiting.popleft().result()


# --- in the other process ------------------------------------------------------------------------


def _begin(work: Callable[[Any], Any], lifeline: _Lifeline) -> None:
    """Make ready a process that was forked. It ends with its parent, even where that is killed."""
    _leave_to_parent()
    _WORK.set(work)
    if lifeline is not None:
        os.close(lifeline[1])
        threading.Thread(target=_end_with_parent, args=(lifeline[0],), daemon=True).start()


def _leave_to_parent() -> None:
    """Who is interrupted is the parent; it ends us, at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_with_parent(lifeline: int) -> None:
    """Wait until nobody holds the other end."""
    with contextlib.suppress(OSError):
        os.read(lifeline, 1)
    os._exit(1)


def _begin_anew(make: Maker[Any, Any, Any], shared: object, _lifeline: _Lifeline) -> None:
    """Make ready a process that knows nothing."""
    _leave_to_parent()
    _WORK.set(make(shared))


def _do(job: object) -> Any:  # noqa: ANN401 - whatever the work gives
    return _WORK.get()(job)


def _do_sent(sent: tuple[Known, object]) -> bytes:
    """The result, packed here: an executor that could not read it would wait for it for ever."""
    import pickle

    return pickle.dumps(_made(sent[0].packed(), threading.get_ident())(sent[1]))


@lru_cache(8)
def _made(packed: bytes, _thread: int) -> Callable[[Any], Any]:
    """The work, made once in each thread: it does one job at a time."""
    make, shared = _unpacked(packed)
    work: Callable[[Any], Any] = make(shared)
    return work


def _unpacked(data: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    import pickle

    return pickle.loads(data)  # noqa: S301 - from the process that hired this one, or one that it has hired


def forget() -> None:
    """Keep no work that was sent here in memory."""
    _made.cache_clear()
