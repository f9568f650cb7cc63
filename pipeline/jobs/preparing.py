"""A batch of pages: read from the disk, worked on (`pages`), and what waits for the end put on the disk."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.disk.spool import Waiting
from pipeline.execute import FEW, Crew
from pipeline.jobs import desk
from pipeline.jobs.catalogues import Section, Seen
from pipeline.jobs.desk import Desk, Luggage, Near
from pipeline.jobs.overview import Overview, Sums, Taken, Watch
from pipeline.jobs.pages import PageWork, made_up
from pipeline.jobs.prepared import Around, Prepared, Source, record
from pipeline.workspace import SOURCE, Workspace

_TOGETHER = 50
"""Pages that go through the stages together: few enough for memory, many enough to be quick."""
_MOST = 400
"""Pages of a batch at most: what comes of them is in memory at once."""
_EACH = 4
"""Batches for each worker at least, so that all end at about the same time."""

_T = TypeVar("_T")


class Batch(NamedTuple):
    """Pages of one section that are worked on together."""

    domain: str
    """The section."""
    paths: tuple[str, ...]
    """Their paths below the source folder."""
    file: str
    """Path of the file where what they are rendered from waits."""
    remembered: bool = False
    """Whether what comes of it is remembered."""
    advised: Mapping[str, tuple[str, ...]] = {}
    """Languages by path of the pages that are told what would help most, however easy they are."""


class Done(NamedTuple):
    """What came of a batch."""

    pages: tuple[Prepared, ...]
    """Its pages, without what is added up of them."""
    records: tuple[str, ...]
    """What is remembered of each (`prepared.record`), where anything is."""
    waiting: tuple[Waiting, ...]
    """Where the text waits that each is rendered from."""
    seen: tuple[Seen, ...]
    """What is to be known of the catalogues of the section."""
    seconds: Taken
    """What each stage and page took."""
    picture_texts: Mapping[str, tuple[str, ...]]
    """What was read in pictures, by what these are told apart by."""
    sums: Sums
    """What is added up of its pages, but for their messages."""


class Preparing:
    """Works on batches of one site."""

    def __init__(self, shared: tuple[Workspace, Around, Desk]) -> None:
        self._workspace, self._around, self._desk = shared
        config = self._around.config
        dictionaries = self._workspace.speller if self._around.checking else None
        self._work = PageWork(self._around, dictionaries, self._workspace.picture_texts)
        self._section = Section(self._workspace, config, checking=self._around.checking)

    def __call__(self, batch: Batch) -> Done:
        """What came of a batch."""
        watch = Watch()
        pages: list[Prepared] = []
        texts: list[str] = []
        if not self._around.pseudo:
            self._section.open(batch.domain)
        for paths in groups(batch.paths, _TOGETHER):
            sources = []
            for path in paths:
                sources.append(self._source(path, batch.advised.get(path, ())))
                watch.prepared(path)
            watch.lap("read")
            for prepared, text in self._work.prepare(sources, watch):
                pages.append(prepared)
                texts.append(text)
        waiting = self._desk.leave(batch.file, texts)
        watch.lap("write")
        records = tuple(map(record, pages)) if batch.remembered else ("",) * len(pages)
        watch.lap("remember")
        read = self._workspace.picture_texts.read
        overview = Overview()
        for page in pages:
            add_up(overview, page, self._around.config.all_languages)
        # All the words of a page would take longer on their way to another process than all else.
        bare = tuple([page._replace(counted=()) for page in pages])
        return Done(bare, records, tuple(waiting), self._section.seen, watch.taken, read, overview.sums)

    def _source(self, path: str, advised: Sequence[str]) -> Source:
        document = self._workspace.document(path)
        languages = self._around.config.all_languages
        if self._around.pseudo:
            made = [None if tag == document.language else made_up(document, tag) for tag in languages]
            return Source(document, made, [True] * len(languages))
        readable = {seen.language: seen.readable for seen in self._section.seen}
        catalogues = [self._section.catalogues.get(tag) for tag in languages]
        return Source(document, catalogues, [readable.get(tag, True) for tag in languages], advised)


def add_up(overview: Overview, page: Prepared, languages: Sequence[str]) -> None:
    """Add a page, which is measured in some of these languages, to the sums so far."""
    for language, side, counted in zip(languages, page.sides, page.counted, strict=True):
        if side.measure is not None:
            overview.add(page.path, language, counted.counts, side.measure)
            if counted.english is not None:
                overview.add_english(language, counted.english)


def prepared(crew: Crew, workspace: Workspace, around: Around, todo: Iterable[Batch]) -> Iterator[Done]:
    """What comes of each batch, in their order, whoever does the work."""
    languages = () if around.pseudo else around.config.languages

    def shared(desk: Desk) -> tuple[Workspace, Around, Desk]:
        return workspace.at(desk), around, desk

    def luggage(batch: Batch) -> Luggage:
        paths = workspace.files_of(batch.domain, batch.paths, languages)
        return Luggage({path: desk.read(path) for path in paths})

    return desk.run(crew, Preparing, shared, todo, luggage, _name, Near())


def _name(batch: Batch) -> str:
    """The page, or the folder, that a batch is about."""
    return posixpath.join(SOURCE, posixpath.commonpath(batch.paths))


def batches(
    paths: Mapping[str, Sequence[str]],
    workers: int,
    prefix: str,
    advised: Mapping[str, tuple[str, ...]] | None = None,
    *,
    remembered: bool = False,
) -> list[Batch]:
    """The work on pages, given by their domain, cut so that all workers have something to do; files begin with `prefix`.

    A section is cut as seldom as may be: whoever works on a part of it has to read its catalogues.
    """
    total = sum(map(len, paths.values()))
    size = max(min(total // (workers * _EACH), _MOST), FEW)
    cut = [(domain, tuple(part)) for domain, own in paths.items() for part in groups(own, _even(len(own), size))]
    return [
        Batch(domain, own, f"{prefix}{number}", remembered, advised or {}) for number, (domain, own) in enumerate(cut)
    ]


def _even(length: int, size: int) -> int:
    """The size near to `size` that cuts `length` in parts of about the same size."""
    parts = max(round(length / size), 1)
    return -(-length // parts)


def groups(pages: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """`pages` in groups of at most `size`."""
    return (pages[start : start + size] for start in range(0, len(pages), max(size, 1)))


def by_domain(workspace: Workspace, paths: Iterable[str]) -> dict[str, list[str]]:
    """`paths` by the domain that they belong to."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(workspace.domain(path), []).append(path)
    return found
