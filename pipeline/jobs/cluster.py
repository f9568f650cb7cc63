"""Many machines: the work on pages, done by the workers of a scheduler. The one door to dask.distributed (`syntolk[dask]`).

A worker needs the program and nothing else. What all jobs have in common reaches each worker once, also one that comes later;
what belongs to a job goes along with it (`desk`). Whoever reaches the scheduler can have anything run on its workers.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from time import monotonic
from typing import NamedTuple

from distributed import Client, WorkerPlugin, get_worker
from distributed.client import ClosedClientError
from distributed.comm.core import connect
from distributed.scheduler import KilledWorker
from distributed.security import Security

from pipeline.disk.spool import Spool, remove
from pipeline.errors import ConfigError, OutputError
from pipeline.execute import Hired, Known, forget
from pipeline.incremental import program
from pipeline.model import Location

_SECONDS = 20.0
"""How long an answer is waited for."""
_PARTING = 3.0
"""How long it is waited for that a scheduler, which may be gone, says good-bye."""
_PATIENCE = 120.0
"""Seconds without any worker after which none is waited for: a machine that begins anew takes one or two minutes."""
_LOOK = 5.0
"""Seconds between two looks whether there are workers."""
_PREFIX = "syntolk-"
"""How the names of our luggage begin; then come its client and a number."""
_OTHER = "the worker {worker} has {found} where this machine has {own}. Install the same versions there and here, and start it again."
_BARE = "the worker {worker} has no Syntolk that answers. Install the same version there as here, with its extra: pip install 'syntolk[dask]'."
_BARE_TOO = "a worker that has come since has no Syntolk that answers. Install the same version there as here."
_KILLED = (
    "the workers that were to do a part of the work have died, one after the other: perhaps their memory was full."
)
_LOST = "the connection to the scheduler is lost. Look whether it still runs, and build again."
_DESERTED = "the scheduler has no workers. Start some: dask worker {address}"
_TLS = "DASK_DISTRIBUTED__COMM__TLS__"
"""How the names of dask's settings of encryption begin in the environment."""


class Luggage(WorkerPlugin):
    """What all jobs have in common, on a worker."""

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def teardown(self, worker: object) -> None:  # noqa: ARG002 - the signature of dask
        """Leave nothing in the memory of the worker."""
        forget()


class Carried(NamedTuple):
    """Tells a worker which of its luggage is meant, and which program it has to be."""

    name: str
    parts: Mapping[str, str]

    def packed(self) -> bytes:
        worker = get_worker()
        _require_same(str(worker.address), program.parts(), self.parts)
        luggage = worker.plugins[self.name]
        assert isinstance(luggage, Luggage)
        return luggage.packed


class Cluster(Hired):
    """The workers that a client of a scheduler reaches.

    Raises `OutputError` where there are none, and where one has another program.
    """

    def __init__(self, client: Client, storage: str = "") -> None:
        self._client = client
        self._parts = program.parts()
        self._runs = 0
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=_SECONDS)
        threads: Mapping[str, int] = self._client.nthreads()
        if not threads:
            raise OutputError(_DESERTED, None, (("address", self._address),))
        # By value: a worker without the program shall be able to say so.
        answers = self._client.run(
            lambda: __import__("pipeline.incremental.program", fromlist=["parts"]).parts(), on_error="return"
        )
        for worker, found in answers.items():
            if isinstance(found, Exception):
                raise OutputError(_BARE, None, (("worker", worker),))
            _require_same(worker, found, self._parts)
        self._sweep()
        super().__init__(self._client.get_executor(pure=False), sum(threads.values()), storage)

    def _sweep(self) -> None:
        """Take from the workers what builds that were killed have left there."""
        # By value, as above.
        plugins, clients = self._client.run_on_scheduler(
            lambda dask_scheduler: ([*dask_scheduler.worker_plugins], [*dask_scheduler.clients])
        )
        for name in plugins:
            owner = name.removeprefix(_PREFIX).rpartition("-")[0]
            if name.startswith(_PREFIX) and owner not in clients:
                self._client.unregister_worker_plugin(name)

    @property
    def _address(self) -> str:
        scheduler = self._client.scheduler
        return str(scheduler.address) if scheduler else ""

    @property
    def _is_connected(self) -> bool:
        return bool(self._client.status == "running")

    @contextlib.contextmanager
    def _known(self, packed: bytes) -> Iterator[Known]:
        self._runs += 1
        name = f"{_PREFIX}{self._client.id}-{self._runs}"
        self._client.register_plugin(Luggage(packed), name=name)
        try:
            yield Carried(name, self._parts)
        finally:
            if self._is_connected:  # Else that would be waited for.
                # Whatever it is: the work is done, or its fault is on the way already.
                with contextlib.suppress(Exception):
                    self._client.unregister_worker_plugin(name)

    def _result(self, future: Future[bytes], again: Callable[[], Future[bytes]]) -> bytes:
        try:
            return self._awaited(future)
        except KilledWorker:
            # All that waited for a worker when it died is under suspicion. By now the guilty one is not tried any more.
            return self._awaited(again())

    def _awaited(self, future: Future[bytes]) -> bytes:
        """What comes of a job, as long as there is anybody who could do it."""
        deserted: float | None = None
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                if future.done():  # It is what the job has raised.
                    raise
            if not self._is_connected:
                raise CancelledError
            deserted = None if self._client.nthreads() else deserted or monotonic()
            if deserted is not None and monotonic() - deserted > _PATIENCE:
                raise OutputError(_DESERTED, None, (("address", self._address),))

    def _fault(self, error: Exception, place: Location | None) -> OutputError | None:
        if isinstance(error, KilledWorker):
            return OutputError(_KILLED, place)
        if isinstance(error, ImportError):
            return OutputError(_BARE_TOO)
        if isinstance(error, CancelledError | ClosedClientError | OSError):
            return OutputError(_LOST)
        return super()._fault(error, place)


@contextlib.contextmanager
def connected(address: str, storage: str = "") -> Iterator[Cluster]:
    """Who works for the scheduler at `address`, with a `storage` that all reach, if there is one.

    Raises `OutputError` where none answers, `ConfigError` where one that is encrypted (`tls://`) cannot be asked.
    """
    for logger in ("distributed", "distributed.client"):  # Each has a level of its own.
        logging.getLogger(logger).setLevel(logging.CRITICAL + 1)  # What goes wrong is said once, by us.
    with warnings.catch_warnings(), contextlib.ExitStack() as ends:
        warnings.simplefilter("ignore")  # Of versions, too: those that matter are compared.
        encrypted = address.startswith("tls:")
        security = _certified(address) if encrypted else Security()
        try:
            asyncio.run(_called(address, security))
            client = Client(address, timeout=_SECONDS, set_as_default=False, security=security)
        except (OSError, ValueError, ImportError, RuntimeError) as error:  # The last where dask's settings demand tls.
            template = "no scheduler answers at {address}: {reason}. Start one: dask scheduler"
            if encrypted:
                template = "no scheduler answers at {address}: {reason}. Start one (dask scheduler --protocol tls), with a certificate from the same authority as yours."
            raise OutputError(template, None, (("address", address), ("reason", _first_line(error)))) from None
        ends.callback(client.close, timeout=_PARTING)
        own = Spool(storage) if storage else None
        if own:
            ends.callback(remove, own.folder)
        yield Cluster(client, own.folder if own else "")


def _certified(address: str) -> Security:
    """The certificates that dask's settings name. Raises `ConfigError` where they do not, or where these cannot be used."""
    security = Security()
    chosen = security.get_tls_config_for_role("client")
    if missing := [_TLS + name for name, key in (("CA_FILE", "ca_file"), ("CLIENT__CERT", "cert")) if not chosen[key]]:
        template = "{address} is encrypted. Say in which files the certificates are: {names}"
        raise ConfigError(template, None, (("address", address), ("names", ", ".join(missing))))
    try:
        security.get_connection_args("client")
    except (OSError, ValueError) as error:
        template = "the certificates for {address} cannot be used: {reason}. Look at the files that dask's settings {names} name."
        names = f"{_TLS}CA_FILE, {_TLS}CLIENT__CERT, {_TLS}CLIENT__KEY"
        raise ConfigError(
            template, None, (("address", address), ("reason", _first_line(error)), ("names", names))
        ) from None
    return security


async def _called(address: str, security: Security) -> None:
    """Whether anybody is there. A client that finds nobody would leave a thread behind, which tries for ever."""
    comm = await connect(address, timeout=_SECONDS, **security.get_connection_args("client"))
    await comm.close()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _require_same(worker: str, found: Mapping[str, str], own: Mapping[str, str]) -> None:
    """Raise `OutputError` where a worker would not make the same bytes."""
    other = [name for name in own if found.get(name) != own[name]]
    if other:
        there = ", ".join(f"{name} {found.get(name, '–')}" for name in other)
        here = ", ".join(f"{name} {own[name]}" for name in other)
        raise OutputError(_OTHER, None, (("worker", worker), ("found", there), ("own", here)))
