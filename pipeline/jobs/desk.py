"""Where work on a site reads from and writes to: the disk, or, far from it, what came along with the job and goes back with its result.

Work (`preparing`, `rendering`, `page_reports`, `gallery`) knows a desk and nothing else, so it does not matter where it is done.
Whose desk is far from the disk gets with each job the files that this reads, and what is written there is put on the disk here.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pipeline import files
from pipeline.disk import spool
from pipeline.disk.publication import Shelf
from pipeline.disk.spool import Spool, Waiting
from pipeline.errors import SourceError
from pipeline.execute import Crew, Maker

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")
Content = bytes | SourceError | None
"""What a file holds; None where there is none; what is said of one that may not be read."""


class Desk(Protocol):
    """Where work reads from and writes to."""

    def read(self, path: Path | str) -> bytes | None:
        """The bytes of a file; None if there is no such file. Raises `SourceError` if it may not be read."""

    def leave(self, file: str, texts: Sequence[str]) -> list[Waiting]:
        """Have texts wait in the new `file`; where each of them waits."""

    def get(self, places: Sequence[Waiting]) -> Iterator[str]:
        """The texts that wait there."""

    def put(self, name: str, data: bytes) -> bool:
        """Put a file where it is published; whether it is new or differs, as far as that is known here."""


class Near:
    """The disk itself; pages go onto its `shelf`."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self.changed = 0
        """Files that are new or differ among those that came from far away."""

    def read(self, path: Path | str) -> bytes | None:
        return files.read(path)

    def leave(self, file: str, texts: Sequence[str]) -> list[Waiting]:
        return spool.put(file, texts)

    def get(self, places: Sequence[Waiting]) -> Iterator[str]:
        return spool.get(places)

    def put(self, name: str, data: bytes) -> bool:
        assert self._shelf is not None
        return self._shelf.put(name, data)

    def take(self, written: Written) -> None:
        """Write what was written far away."""
        for file, data in written.texts:
            spool.write(file, data)
        for name, data in written.pages:
            self.changed += self.put(name, data)
        places = [place for _, place in written.stored]
        for (name, _), text in zip(written.stored, spool.get(places), strict=True):
            self.changed += self.put(name, text.encode())
        for file in {place.file for place in places}:
            spool.remove(file)


class Luggage(NamedTuple):
    """What comes along with a job."""

    files: Mapping[str, Content] = {}
    """What it reads, by path."""
    texts: Mapping[Waiting, str] = {}
    """What has waited for it."""


class Written(NamedTuple):
    """What goes back with the result of a job."""

    texts: tuple[tuple[str, bytes], ...]
    """Texts that are to wait: their file, and what it holds."""
    pages: tuple[tuple[str, bytes], ...] = ()
    """Files that are to be published."""
    stored: tuple[tuple[str, Waiting], ...] = ()
    """The same, where they wait in the storage."""


class Far:
    """A desk far from the disk, for one job at a time. Pages go into the `folder` of a storage, if there is one."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._luggage = Luggage()
        self._texts: list[tuple[str, bytes]] = []
        self._pages: list[tuple[str, bytes]] = []

    def open(self, luggage: Luggage) -> None:
        """Lay out what came along with a job."""
        self._luggage, self._texts, self._pages = luggage, [], []

    def close(self) -> Written:
        """Clear the desk; what was written."""
        texts, pages = tuple(self._texts), tuple(self._pages)
        self.open(Luggage())
        if not self._folder or not pages:
            return Written(texts, pages)
        file, data = f"{self._folder}/{os.urandom(16).hex()}", [data for _, data in pages]
        spool.write(file, b"".join(data))
        places = spool.places(file, data)
        return Written(texts, stored=tuple((name, place) for (name, _), place in zip(pages, places, strict=True)))

    def read(self, path: Path | str) -> bytes | None:
        content = self._luggage.files[str(path)]
        if isinstance(content, SourceError):
            raise content
        return content

    def leave(self, file: str, texts: Sequence[str]) -> list[Waiting]:
        if spool.is_shared(file):
            return spool.put(file, texts)
        data = [text.encode() for text in texts]
        self._texts.append((file, b"".join(data)))
        return spool.places(file, data)

    def get(self, places: Sequence[Waiting]) -> Iterator[str]:
        carried = self._luggage.texts
        return (carried[place] for place in places) if carried else spool.get(places)

    def put(self, name: str, data: bytes) -> bool:
        self._pages.append((name, data))
        return False  # Known where the old file is.


class Parcel(NamedTuple, Generic[J]):
    """A job on its way."""

    job: J
    luggage: Luggage


class Returned(NamedTuple, Generic[R]):
    """A result on its way back."""

    result: R
    written: Written


class _Working(Generic[S, J, R]):
    """Works at a desk far from the disk."""

    def __init__(self, shared: tuple[Maker[S, J, R], S, Far]) -> None:
        make, own, self._desk = shared
        self._work = make(own)

    def __call__(self, parcel: Parcel[J]) -> Returned[R]:
        self._desk.open(parcel.luggage)
        result = self._work(parcel.job)
        return Returned(result, self._desk.close())


def run(
    crew: Crew,
    make: Maker[S, J, R],
    shared: Callable[[Desk], S],
    jobs: Iterable[J],
    luggage: Callable[[J], Luggage],
    name: Callable[[J], str],
    desk: Near,
) -> Iterator[R]:
    """The results of `jobs` in their order, done by the `crew`; all that is written is on `desk` in the end.

    What the jobs share is made for the desk that they are done at, so that it may refer to it; far from the disk each job takes
    along its `luggage`.
    """
    if not crew.far:
        yield from crew.run(make, shared(desk), jobs, name)
        return

    def name_of(parcel: Parcel[J]) -> str:
        return name(parcel.job)

    parcels = (Parcel(job, luggage(job)) for job in jobs)  # One after the other: not the whole site in memory.
    maker: Maker[Any, Parcel[J], Returned[R]] = _Working
    with contextlib.ExitStack() as ends:
        storage = ends.enter_context(contextlib.closing(Spool(crew.storage))) if crew.storage else None
        far = Far(storage.folder if storage else "")
        for result, written in crew.run(maker, (make, shared(far), far), parcels, name_of):
            desk.take(written)
            yield result


def carried(places: Sequence[Waiting], part: Callable[[str], str]) -> Luggage:
    """The part of each text that waits at `places` which is read there. What is in a storage is fetched from there."""
    here = [place for place in places if not spool.is_shared(place.file)]
    return Luggage(texts={place: part(text) for place, text in zip(here, spool.get(here), strict=True)})


def read(path: str) -> Content:
    """What the file at `path` holds, to be taken along."""
    try:
        return files.read(path)
    except SourceError as error:
        return error
