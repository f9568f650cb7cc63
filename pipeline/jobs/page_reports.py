"""The reports of pages on the disk: what can be written of a page waits in a file until all pages are known.

So the site's text is never in memory at once. A folder of reports is exchanged for the old one as a whole: what a killed
build leaves is the old or the new one, reports of pages that are gone go with it, and what has not changed is not written.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.digest import digest
from pipeline.disk.publication import publish
from pipeline.disk.spool import Waiting
from pipeline.execute import FEW, Alone, Crew
from pipeline.incremental import cache
from pipeline.incremental.published import File, Published
from pipeline.jobs import desk
from pipeline.jobs.desk import Desk, Luggage, Near
from pipeline.jobs.picture_reports import PictureReports
from pipeline.jobs.preparing import groups
from pipeline.jobs.publishing import Fetch
from pipeline.model import Finding, Location, Values
from pipeline.report import PageReport, Report
from pipeline.reporters.page import Pieces, Place, Writer
from pipeline.reporters.reading import Said
from pipeline.reporters.sheet import address, hardness
from pipeline.web.holes import packed, unpacked
from pipeline.words import Words
from pipeline.workspace import SOURCE

_RECORD = "reported.json"
"""Where is remembered what is written, in the folder of what is remembered."""
_TOGETHER = 100
"""Pages that are written together."""
_Key = tuple[str, Location, str, str, Values]
FOLDER = "pages"
"""Folder of the reports of pages, in that of the reports."""


class _Kept(NamedTuple):
    """What is kept in memory of a page."""

    said: tuple[Said, ...]
    """Its findings; most pages have few."""
    pieces: str
    """What can be written of it by itself is told apart by."""
    waiting: Waiting | None
    """Where that waits, if it does."""


class PageReports:
    """The reports of the pages of one build."""

    def __init__(self, words: Words, crew: Crew | None = None) -> None:
        self.words = words
        """What they say, in which language."""
        self._crew = crew or Alone()
        self._kept: dict[str, _Kept] = {}
        self.pictures = PictureReports()
        """The inventory of their pictures."""

        self.fetch: Fetch = _nothing
        """Says where that waits which can be written of pages by themselves."""
        self.program = ""
        """The program that remembers what it has written; empty where nothing is."""
        self.written: dict[str, str] = {}
        """What the system says of the reports that were written, by path below the site's folder."""

    def add(self, path: str, said: tuple[Said, ...], pieces: str, waiting: Waiting | None) -> None:
        """Take in a page; one that comes again is another one."""
        self._kept[path] = _Kept(said, pieces, waiting)

    def arrange(self, paths: Iterable[str]) -> None:
        """Put the pages in this order, in whatever order they came."""
        order = [*paths]
        self._kept = {path: self._kept[path] for path in order}
        self.pictures.arrange(order)

    @property
    def links(self) -> dict[str, str]:
        """The address of each page's report, from the folder of reports, by the path of its source from the site's."""
        return {f"{SOURCE}/{path}": address(name) for path, name in report_names([*self._kept]).items()}

    def publish(self, folder: Path, report: Report) -> None:
        """Write the reports into `folder`, that of the reports. Raises `OutputError`."""
        names = report_names([*self._kept])
        of_path: dict[str, list[PageReport]] = {}
        for page in report.pages:
            of_path.setdefault(page.path.removeprefix(f"{SOURCE}/"), []).append(page)
        places = _places(names, of_path)
        final = {_key(finding): finding for finding in report.findings}
        spare = cache.spare(folder.parent, f"{folder.name}-{FOLDER}") if self.program else None
        with publish(folder / FOLDER, spare) as publication:
            published = Published(folder.parent / cache.FOLDER / _RECORD, self.program, publication.shelf)
            jobs: list[_Page] = []
            writer = Writer(self.words)
            for path, kept in self._kept.items():
                name, place = names[path].removeprefix(f"{FOLDER}/"), places[path]
                page, found = of_path[path][0], _found(kept.said, final)
                own = digest(self._same, kept.pieces, repr((page.path, page.title, page.language, found)))
                file = File(own, digest(own, repr(place)), ())
                publication.reserve(name)
                if published.keep(name, file.key, own):
                    continue
                if (before := published.text(name, own)) is not None:  # Only its place among the others is another one.
                    publication.changed += publication.shelf.put(name, writer.moved(before, place).encode())
                    published.add([(name, file)])
                else:
                    jobs.append(_Page(name, file, path, page, found, place))
            waiting = self.fetch([job.path for job in jobs if self._kept[job.path].waiting is None])
            todo = [
                [(job, self._kept[job.path].waiting or waiting[job.path]) for job in part]
                for part in groups(jobs, _TOGETHER)
            ]
            crew = self._crew if len(jobs) > FEW else Alone()
            home = Near(publication.shelf)
            publication.changed += sum(self._written(crew, todo, home)) + home.changed
            published.add((job.name, job.file) for job in jobs)
        published.save()
        self.written = published.signatures(f"{folder.name}/{FOLDER}")

    def _written(self, crew: Crew, todo: Iterable[_Batch], home: Near) -> Iterator[int]:
        """How many of each batch are new or differ, as far as that is known where they are written."""

        def shared(own: Desk) -> tuple[Words, Desk]:
            return self.words, own

        return desk.run(crew, _Writing, shared, todo, _luggage, _name, home)

    @property
    def _same(self) -> str:
        """What all reports are told apart by from those in another language."""
        return self.words.language


def _places(names: Mapping[str, str], of_path: Mapping[str, Sequence[PageReport]]) -> dict[str, Place]:
    """For each page the way up to the folder of reports, and to the reports of the pages just harder and just easier than it."""
    hard = {path: max(hardness(page.measure) for page in of_path[path]) for path in names}
    ranked = sorted((path for path in names if hard[path] >= 0), key=lambda path: -hard[path])
    rank = {path: number for number, path in enumerate(ranked)}
    found: dict[str, Place] = {}
    for path, name in names.items():
        up = "../" * name.count("/")
        number = rank.get(path, -1)
        near = {n: ranked[n] for n in (number - 1, number + 1) if number >= 0 and 0 <= n < len(ranked)}
        beside = {n: (f"{up}{address(names[other])}", of_path[other][0].title) for n, other in near.items()}
        found[path] = Place(up, beside.get(number - 1), beside.get(number + 1))
    return found


def _nothing(_paths: Iterable[str]) -> Mapping[str, Waiting]:
    """Nothing waits anywhere."""
    return {}


class _Page(NamedTuple):
    """The report of a page, as it is to be written."""

    name: str
    """Path below the folder of the reports of pages."""
    file: File
    """What it is told apart by."""
    path: str
    """Path of its source, below the folder of sources."""
    page: PageReport
    findings: dict[int, tuple[Finding, int | None]]
    place: Place


_Batch = Sequence[tuple[_Page, Waiting]]
"""Pages whose reports are written together, and where that waits which can be written of each by itself."""


def _luggage(batch: _Batch) -> Luggage:
    return desk.carried([waiting for _, waiting in batch], _report)


def _report(text: str) -> str:
    """Of what waits of a page that which its report is made of."""
    return packed(unpacked(text)._replace(bodies=""))


def _name(batch: _Batch) -> str:
    """The page, or the folder, that a batch is about."""
    return posixpath.join(SOURCE, posixpath.commonpath([page.path for page, _ in batch]))


class _Writing:
    """Writes reports of pages."""

    def __init__(self, shared: tuple[Words, Desk]) -> None:
        words, self._desk = shared
        self._writer = Writer(words)

    def __call__(self, pages: _Batch) -> int:
        """How many of them are new or differ, as far as that is known here."""
        changed = 0
        for (one, _), text in zip(pages, self._desk.get([waiting for _, waiting in pages]), strict=True):
            _, opening, rest = unpacked(text)
            html = self._writer.whole(Pieces(opening, rest), one.page, one.findings, one.place)
            changed += self._desk.put(one.name, html.encode())
        return changed


def _found(said: Iterable[Said], final: Mapping[_Key, Finding]) -> dict[int, tuple[Finding, int | None]]:
    """The findings of a page by number, as they are in the report."""
    numbered = ((number, final.get(_key(one.finding)), one.row) for number, one in enumerate(said, 1))
    return {number: (finding, row) for number, finding, row in numbered if finding is not None}


def _key(finding: Finding) -> _Key:
    """What stays the same of a finding, however severe it is in the end."""
    return finding.rule, finding.location, finding.language, finding.template, finding.values


def report_names(paths: Sequence[str]) -> dict[str, str]:
    """Path of the report of each page below the folder of reports; a folder that is called as one makes it another.

    >>> report_names(["om.md", "om/mal.md", "x.md", "x.html/y.md"])
    {'om.md': 'pages/om.html', 'om/mal.md': 'pages/om/mal.html', 'x.md': 'pages/x-.html', 'x.html/y.md': 'pages/x.html/y.html'}
    """
    folders = {path[:end] for path in paths for end, c in enumerate(path) if c == "/"}
    taken = set(folders)
    names: dict[str, str] = {}
    for path in paths:
        stem = path.removesuffix(".md")
        while f"{stem}.html" in taken:
            stem += "-"
        taken.add(f"{stem}.html")
        names[path] = f"pages/{stem}.html"
    return names
