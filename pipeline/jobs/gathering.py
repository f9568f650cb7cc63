"""All pages of a site gone by: worked on where something has changed, remembered where not; and what the site keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.disk.spool import Spool, Waiting
from pipeline.execute import FEW, Alone, Crew
from pipeline.incremental.reuse import Reuse
from pipeline.jobs.allowing import Allowing
from pipeline.jobs.catalogues import Catalogues, Seen
from pipeline.jobs.overview import Overview, Sums, Watch
from pipeline.jobs.page_reports import PageReports
from pipeline.jobs.prepared import Around, Prepared, texts
from pipeline.jobs.preparing import Batch, Done, add_up, batches, by_domain, prepared
from pipeline.jobs.publishing import Progress
from pipeline.jobs.rendering import Body
from pipeline.model import Finding, Measure
from pipeline.report import Hard
from pipeline.site import Entry
from pipeline.web.places import Places
from pipeline.workspace import Workspace


class Kept(NamedTuple):
    """What is kept of a page in one language."""

    entry: Entry
    """What other pages show of it."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    findings: tuple[Finding, ...]
    """What is wrong with it."""
    body: Body
    """What is known of its body."""
    words: str
    """The words that it is found by, where the site can be searched."""


class Gathered:
    """The pages of one build."""

    def __init__(
        self,
        workspace: Workspace,
        around: Around,
        catalogues: Catalogues,
        reuse: Reuse,
        reports: PageReports | None,
        watch: Watch,
        crew: Crew,
        progress: Progress,
    ) -> None:
        self._workspace = workspace
        self._around = around
        self._catalogues = catalogues
        self._reuse = reuse
        self._reports = reports
        self._watch = watch
        self._crew = crew
        self._progress = progress
        self._spool = Spool(crew.storage)
        self._fetched = 0
        self._advised: dict[str, tuple[str, ...]] = {}
        """Languages in which pages were told what would help most, though they are not too hard, by path."""
        self.allowing = Allowing()
        self.places = Places()
        self.overview = Overview()
        """Of the sections that no page will come of any more."""
        self._open: dict[str, Overview] = {}
        """Of the others, so far, by domain."""
        self.hard: dict[tuple[str, str], Hard] = {}
        """What is said of pages that were told what would help most, by path and language."""
        self.waiting: dict[str, Waiting] = {}
        """Where the texts wait that pages are rendered from, as far as they were worked on."""
        self.kept: dict[str, dict[str, Kept]] = {language: {} for language in around.config.all_languages}
        """By language and path."""
        self.whole = True
        """Whether all of them were worked on."""
        self._run(by_domain(workspace, (path for path in workspace.tree.pages if path in around.addresses)))

    def _run(self, domains: Mapping[str, Sequence[str]]) -> None:
        stale = dict(self._stale(domains))
        self.whole = sum(map(len, stale.values())) == sum(map(len, domains.values()))
        self._watch.lap("read")
        if self._around.checking and self._workspace.picture_texts.expect(chain(*stale.values()), self.kept):
            self._watch.lap("read text in pictures")
        total = sum(map(len, stale.values()))
        crew = self._crew if total > FEW else Alone()
        todo = batches(stale, crew.workers, f"{self._spool.folder}/", remembered=self._reuse.on)
        last: tuple[str, Sequence[Seen]] | None = None
        done = 0
        for batch, result in zip(todo, prepared(crew, self._workspace, self._around, todo), strict=True):
            if last is not None and last[0] != batch.domain:
                self._close(*last)
            last = (batch.domain, result.seen)
            self._worked_on(batch, result)
            done += len(batch.paths)
            self._progress("check" if self._around.checking else "read", done, total)
        if last is not None:
            self._close(*last)
        self._reuse.forget(domains)
        self._advise()
        # As if all had come in their order.
        order = [path for paths in domains.values() for path in paths]
        self.kept = {language: {path: pages[path] for path in order} for language, pages in self.kept.items()}
        if self._reports is not None:
            self._reports.arrange(order)
        self._watch.lap("read")

    def _stale(self, domains: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
        """The pages that have to be worked on, by domain; the others are taken in."""
        for domain, paths in domains.items():
            found, seen, sums = self._reuse.fresh(domain, paths)
            own = self._open.setdefault(domain, Overview())
            for page in found.values():
                self._take(page)
                if self._reports is not None:
                    self._reports.add(page.path, page.said, page.pieces, None)
                if sums is None:
                    own.add_texts(texts(page.texts))
                    add_up(own, page, self._around.config.all_languages)
            for one in seen:
                self._catalogues.add(one)
            if stale := [path for path in paths if path not in found]:
                yield domain, stale
            else:
                self._close(domain, seen, sums)

    def _close(self, domain: str, seen: Sequence[Seen], sums: Sums | None = None) -> None:
        """No page of the domain will come any more."""
        sums = sums or self._open[domain].sums
        del self._open[domain]
        self.overview.take(sums)
        self._reuse.close(domain, seen, sums)

    def _worked_on(self, batch: Batch, result: Done) -> None:
        self._wait(result)
        for seen in result.seen:
            self._catalogues.add(seen)
        own = self._open[batch.domain]
        own.take(result.sums)
        for page, record in zip(result.pages, result.records, strict=True):
            self._take(page)
            own.add_texts(texts(page.texts))
            self._reuse.add(batch.domain, page.path, record)

    def _wait(self, result: Done) -> None:
        """Note where the texts wait that pages are rendered from, and what was said of them there."""
        self._watch.add(result.seconds)
        self._workspace.picture_texts.learn(result.picture_texts)
        for page, waiting in zip(result.pages, result.waiting, strict=True):
            self.waiting[page.path] = waiting
            if self._reports is not None:
                self._reports.add(page.path, page.said, page.pieces, waiting)

    def _take(self, page: Prepared) -> None:
        """Take in what the site needs of a page."""
        path = page.path
        self.places.add(path, page.anchors, page.allowed, page.references)
        if page.advised:
            self._advised[path] = page.advised
        if self._reports is not None:
            self._reports.pictures.add(path, page.pictured)
        for language, side in zip(self._around.config.all_languages, page.sides, strict=True):
            own = Body(side.body, side.has_heading, side.links, side.pictures)
            self.kept[language][path] = Kept(side.entry, side.measure, side.found.findings, own, side.words)
            if side.measure is None:
                continue
            self.allowing.add(side.found, path, language)
            if side.hard is not None:
                self.hard[path, language] = side.hard

    def _advise(self) -> None:
        """Have the hardest pages told what would help most, be they too hard or not; and no others that are not."""
        wanted: dict[str, tuple[str, ...]] = {}
        for path, language in self.overview.hardest:
            if (path, language) not in self.hard or language in self._advised.get(path, ()):
                wanted[path] = (*wanted.get(path, ()), language)
        changed = {path for path in wanted.keys() | self._advised.keys() if not _same(wanted, self._advised, path)}
        for domain, result in self._again(sorted(changed), wanted):
            self._wait(result)
            for page, record in zip(result.pages, result.records, strict=True):
                self._reuse.replace(domain, page.path, record)
                self.hard |= {
                    (page.path, side.hard.language): side.hard for side in page.sides if side.hard is not None
                }

    def fetch(self, paths: Iterable[str], *, bodies: bool) -> Mapping[str, Waiting]:
        """Where the texts wait that pages are rendered from; pages of which none wait are worked on again.

        For `bodies` no rule is asked again; else what can be written of the reports of pages waits there too.
        """
        every = dict.fromkeys(paths)
        missing = [path for path in every if path not in self.waiting]
        around = self._around._replace(checking=False, spoken=None) if bodies else self._around
        found = {path: self.waiting[path] for path in every if path in self.waiting}
        for _, result in self._again(missing, self._advised, around):
            self._watch.add(result.seconds)
            found |= {page.path: waiting for page, waiting in zip(result.pages, result.waiting, strict=True)}
        return found

    def _again(
        self, paths: Sequence[str], advised: Mapping[str, tuple[str, ...]], around: Around | None = None
    ) -> Iterator[tuple[str, Done]]:
        """Pages that are worked on once more, a batch at a time, with the domain of each batch."""
        crew = self._crew if len(paths) > FEW else Alone()
        self._fetched += 1
        prefix = f"{self._spool.folder}/again-{self._fetched}-"
        domains = by_domain(self._workspace, paths)
        todo = batches(domains, crew.workers, prefix, advised, remembered=self._reuse.on)
        results = prepared(crew, self._workspace, around or self._around, todo)
        return zip([batch.domain for batch in todo], results, strict=True)


def _same(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]], path: str) -> bool:
    return set(one.get(path, ())) == set(other.get(path, ()))
