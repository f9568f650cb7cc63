"""The reports of pages on the disk: what can be written of a page waits in a file until all pages are known.

So the site's text is never in memory at once. A folder of reports is exchanged for the old one as a whole: what a killed
build leaves is the old or the new one, reports of pages that are gone go with it, and what has not changed is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.checks import Examined, configured
from pipeline.config import Config
from pipeline.improve import Gain
from pipeline.inventory import Written
from pipeline.limits import limits
from pipeline.model import Catalogue, Document, Finding, Location, Measure, Values
from pipeline.picture_reports import PictureReports, pictured
from pipeline.publication import publish
from pipeline.reading import Page, Said, reading
from pipeline.report import PageReport, Report
from pipeline.reporters.page import Pieces, Place, Writer
from pipeline.reporters.sheet import address, hardness
from pipeline.site_words import SiteWords
from pipeline.spool import Spool
from pipeline.words import Words
from pipeline.workspace import SOURCE, at_home

_Key = tuple[str, Location, str, str, Values]
FOLDER = "pages"
"""Folder of the reports of pages, in that of the reports."""


class Checked(NamedTuple):
    """What checking a page in one language has found."""

    measure: Measure | None = None
    """How hard it is to read."""
    examined: Examined = Examined()
    """What the rules say of it."""
    advice: tuple[Gain, ...] = ()
    """The sentences that would help most, where an editor is told."""
    counted: tuple[bytes, ...] = ()
    """What `prose.Words.blocks` says of each block of its running text."""


class Read(NamedTuple):
    """A page in one language, while a build has it at hand."""

    document: Document
    """Its text."""
    catalogue: Catalogue | None
    """What it was localised with, for a translation."""
    checked: Checked
    """What was found in it."""


class _Kept(NamedTuple):
    """What is kept in memory of a page."""

    opening: tuple[int, int]
    """Where its opening lies in the file, and how long it is."""
    text: tuple[int, int]
    """The same of its text."""
    said: tuple[Said, ...]
    """Its findings; most pages have few."""


class PageReports:
    """The reports of the pages of one build."""

    def __init__(self, words: Words) -> None:
        self._writer = Writer(words)
        self._spool = Spool()
        self._kept: dict[str, _Kept] = {}
        self.pictures = PictureReports()
        """The inventory of their pictures."""

    def add(self, path: str, reads: Sequence[Read], config: Config, site: Mapping[str, SiteWords]) -> None:
        """Take in a page in every language, source first; `site` has the site's own words by language."""
        name = f"{SOURCE}/{path}"
        pages: list[Page] = []
        for document, catalogue, found in reads:
            said = found.examined.findings
            findings = configured([at_home(f, path) for f in said], config.rules) if said else ()
            pages.append(Page(name, document, catalogue, findings, found.counted, found.advice))
        own = limits(config.readability, path, reads[0].document.meta.get("audience"))
        read = reading(pages, own.sentence, site)
        pieces = self._writer.pieces(read, [found.measure for _, _, found in reads])
        self._kept[path] = _Kept(self._spool.put(pieces.opening), self._spool.put(pieces.text), read.findings)
        written = [Written(name, one.document, one.catalogue) for one in pages]
        self.pictures.add(path, pictured(written, [said.finding for said in read.findings]))

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
        hard = {path: max(hardness(page.measure) for page in of_path[path]) for path in self._kept}
        ranked = sorted((path for path in self._kept if hard[path] >= 0), key=lambda path: -hard[path])
        rank = {path: number for number, path in enumerate(ranked)}
        final = {_key(finding): finding for finding in report.findings}
        with publish(folder / FOLDER) as publication:
            for path, kept in self._kept.items():
                name = names[path]
                up = "../" * name.count("/")
                number = rank.get(path, -1)
                near = {n: ranked[n] for n in (number - 1, number + 1) if number >= 0 and 0 <= n < len(ranked)}
                beside = {n: (f"{up}{address(names[other])}", of_path[other][0].title) for n, other in near.items()}
                harder, easier = beside.get(number - 1), beside.get(number + 1)
                pieces = Pieces(self._spool.get(kept.opening), self._spool.get(kept.text))
                found = _found(kept.said, final)
                html = self._writer.whole(pieces, of_path[path][0], found, Place(up, harder, easier))
                publication.write(name.removeprefix(f"{FOLDER}/"), html.encode())


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
