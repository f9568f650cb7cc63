"""The order of the stages: read → localise → check → press, page by page; then, when all pages are known, publish.

Each stage is a pure function of values, on a page by itself (`pages`) or on all of them; who works on pages is `execute`'s to
know. Of a page that has gone by only what the rest of the site needs is kept: a site's text is never in memory at once.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import active_count

from pipeline import checks, files
from pipeline.config import Config
from pipeline.disk.spool import Spool
from pipeline.errors import ConfigError, SourceError
from pipeline.execute import Alone, Beside, Crew, processors
from pipeline.images import is_picture
from pipeline.incremental.program import identity
from pipeline.incremental.reuse import Reuse
from pipeline.incremental.survey import Survey
from pipeline.jobs.catalogues import Catalogues
from pipeline.jobs.gathering import Gathered
from pipeline.jobs.judging import Judging
from pipeline.jobs.overview import Watch
from pipeline.jobs.page_reports import PageReports
from pipeline.jobs.pages import PageWork
from pipeline.jobs.prepared import Around, Picture
from pipeline.jobs.publishing import Progress, Publishing
from pipeline.jobs.settings import faults
from pipeline.language.limits import limits
from pipeline.markdown import localise
from pipeline.model import Document, Finding
from pipeline.pictures.gallery import FOLDER, Gallery
from pipeline.report import Moment, PageReport, Report
from pipeline.site import Edition
from pipeline.termbase.glossary import Glossary
from pipeline.termbase.glossary import bodies as definitions
from pipeline.termbase.marking import Marker
from pipeline.translation import pseudo
from pipeline.web.routes import HOME, Resolver, addresses
from pipeline.words import Words
from pipeline.workspace import OUTPUT, PSEUDO_OUTPUT, SOURCE, Workspace


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def need_front_page(paths: Container[str]) -> None:
    """Raise `ConfigError` where the front page is not among the `paths` of a site's pages."""
    if HOME not in paths:
        template = "there is no front page. Write one: {name}/index.md. If it was called _index.md or README.md elsewhere, give it that name."
        raise ConfigError(template, None, (("name", SOURCE),))


class Build:
    """One run over a site. Making one reads, checks and presses every page; `publish` writes the site.

    Without `checking` no rule is asked and nothing is measured. With a `pseudo_language` the site's own languages stay
    out, nothing is checked, and the site is published in a folder of its own. With `page_reports` each page is handed to
    them while it is at hand. With `english` English text is measured by its own formulas as well, whose library takes time.
    The `crew` works on the pages. What is to be had from an earlier build that did `remember` is not made again;
    a `fresh` one uses nothing that any has left. A `watch` hears what takes how long.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        checking: bool = True,
        pseudo_language: str = "",
        page_reports: PageReports | None = None,
        english: bool = False,
        crew: Crew | None = None,
        remember: bool = False,
        fresh: bool = False,
        progress: Progress = _silent,
        watch: Watch | None = None,
    ) -> None:
        self._workspace = workspace
        self._watch = watch or Watch()
        self._progress = progress
        self._checking = checking and not pseudo_language  # A rule about texts that nobody wrote helps nobody.
        self._pseudo = pseudo_language
        config = workspace.config
        self._config: Config = replace(config, languages=(pseudo_language,)) if pseudo_language else config
        self.output = PSEUDO_OUTPUT if pseudo_language else OUTPUT
        """Name of the folder that the site is published in."""
        self._published: Publishing | None = None
        # Spelling is asked of one process at a time: what it suggests depends on what it was asked before.
        spelling = self._checking and workspace.speller is not None
        self._crew = Alone() if crew is None or spelling else crew
        self._program = identity(workspace.root) if remember and not (spelling or pseudo_language) else ""
        self.repeatable = bool(self._program)
        """Whether another build would find the same, if nothing has changed."""
        reports = page_reports if self._checking else None

        survey = Survey(workspace, self._program)
        parts = survey.pages()
        self._paths = frozenset(parts)
        self._findings = [*faults(workspace, self._paths)]
        self._catalogues = Catalogues(workspace, self._config, pseudo_language, checking=self._checking)
        self._gallery = self._looked_at(crew, fresh)
        self._watch.lap("read")
        self._around = self._known(survey, parts, reports.words if reports is not None else None, english)
        self._pages = self._gathered(survey, reports)
        self._editions = self._arranged()
        self._findings += self._judged()
        if self._checking:
            workspace.picture_texts.keep(whole=self._pages.whole)
            self._gallery.remember()  # Else a site that is only checked would be read as a whole each time.
        self._watch.lap("arrange")

    def _looked_at(self, crew: Crew | None, fresh: bool) -> Gallery:
        """The pictures of the site, which the `crew` encodes, or whoever can; as if there had been no build, if it is a `fresh` one."""
        # Who serves pages has other threads, which no copy of this process may find in the middle of something.
        encoders = crew or Beside(processors(), fork=active_count() == 1)
        workspace, config = self._workspace, self._config
        workspace.picture_texts.most = processors() if encoders.far else encoders.workers
        folder = workspace.root / FOLDER
        if fresh:
            workspace.picture_texts.forget()
            self._aside = Spool()  # It is there as long as this build.
            folder = Path(self._aside.folder)
        return Gallery(workspace.root / SOURCE, folder, config.images, config.source_language, encoders)

    def _picture(self, path: str) -> Picture | None:
        """What is known of the picture at `path`; None where it is none, or cannot be read."""
        with suppress(SourceError):  # Said where it is copied.
            return Picture(self._gallery.look(path), self._gallery.digest(path)) if is_picture(path) else None
        return None

    def _known(self, survey: Survey, parts: Mapping[str, str], spoken: Words | None, english: bool) -> Around:
        """What the work on a page knows of its site; `parts` has the last part of the address of each page."""
        workspace, assets = self._workspace, self._workspace.tree.assets
        return Around(
            self._config,
            addresses(parts, self._config.languages),
            assets,
            survey.unsafe(),
            {path: known for path in assets if (known := self._picture(path)) is not None},
            pseudo.terms(workspace.terms, self._pseudo) if self._pseudo else workspace.terms,
            {language: self._defined(language) for language in self._config.all_languages},
            frozenset(name.removesuffix(".html") for name in workspace.own_templates),
            survey.searched,
            self._checking,
            self._pseudo,
            english,
            spoken,
        )

    def _defined(self, language: str) -> Document:
        """What the terms mean, in `language`."""
        own = self._workspace.definitions
        catalogue = self._catalogues.of_site(language)
        return own if catalogue is None else localise(own, catalogue, language)

    def _gathered(self, survey: Survey, reports: PageReports | None) -> Gathered:
        """All pages, gone by; the `reports` know where to ask for what else they need."""
        workspace = self._workspace
        reuse = Reuse(workspace, self._around, survey, self._program)
        gathered = Gathered(
            workspace, self._around, self._catalogues, reuse, reports, self._watch, self._crew, self._progress
        )
        survey.save()
        if reports is not None:
            reports.fetch = partial(gathered.fetch, bodies=False)
            reports.program = reports.pictures.program = self._program
            reports.pictures.known = self._gallery.known
        return gathered

    def _arranged(self) -> dict[str, Edition]:
        """The edition of each language. One without any translated page is none."""
        editions: dict[str, Edition] = {}
        for language, pages in self._pages.kept.items():
            edition = Edition(self._config, language, [page.entry for page in pages.values()])
            if language == self._config.source_language or edition.entries:
                editions[language] = edition
        return editions

    def _judged(self) -> Iterator[Finding]:
        """All findings but those in the settings, when all pages have gone by."""
        workspace = self._workspace
        work = PageWork(self._around, workspace.speller if self._checking else None, workspace.picture_texts)
        judging = Judging(
            workspace, self._pages, self._editions, self._catalogues, self._around.definitions, work.scope
        )
        yield from workspace.terms.findings
        yield from judging.pages()
        yield from judging.aliases()
        yield from self._catalogues.findings
        if self._checking:
            yield from judging.whole()

    # --- publish --------------------------------------------------------------------------------

    @property
    def would_take_pages_away(self) -> bool:
        """Whether publishing would take pages off the published site, only because their catalogue cannot be read."""
        domains = {self._workspace.domain(path) for path in self._paths}
        lost = any(domain in domains for _, domain in self._catalogues.unreadable)
        return lost and files.exists(str(self._workspace.root / self.output))

    def publish(self) -> tuple[int, int]:
        """Render and publish everything; the number of files, and of those that are new or different.

        Raises `ConfigError` without a front page, `SourceError` for a file beside the pages that lies in the way of one.
        """
        need_front_page(self._paths)
        marker = Marker(self._around.terms)
        publishing = Publishing(
            self._workspace,
            self._config,
            self._editions,
            self._catalogues.kept,
            Resolver(self._around.addresses, self._around.assets),
            self._around.unsafe,
            self._watch,
            {
                language: Glossary(self._around.terms, definitions(document, marker))
                for language, document in self._around.definitions.items()
            },
            self._pages.places.anchors,
            self._gallery,
            self.output,
        )
        bodies = {
            language: {path: page.body for path, page in pages.items()} for language, pages in self._pages.kept.items()
        }
        fetch = partial(self._pages.fetch, bodies=True)
        words = {
            language: {path: page.words for path, page in pages.items()} for language, pages in self._pages.kept.items()
        }
        published = publishing.run(bodies, words, fetch, self._crew, self._progress, self._program)
        self._published = publishing
        self._findings += [] if self._around.pseudo else self._gallery.findings
        return published

    @property
    def used(self) -> frozenset[str] | None:
        """The files beside the pages that they show or link to, once the site is published."""
        return None if self._published is None else self._published.used

    @property
    def gone(self) -> tuple[str, ...]:
        """Addresses of pages that the site no longer has, below its own, once it is published."""
        return () if self._published is None else self._published.gone

    @property
    def written(self) -> Mapping[str, str]:
        """What the system says of published files, by path below the site's folder, as far as it was asked."""
        return {} if self._published is None else self._published.written

    # --- report ---------------------------------------------------------------------------------

    def report(self, published: tuple[int, int] = (0, 0)) -> Report:
        """What was found so far."""
        findings = checks.configured(self._findings, self._config.rules)
        ordered = tuple(sorted(findings, key=lambda f: (*f.location, f.rule)))
        pages = tuple(self._page_reports())
        overview = self._pages.overview
        self._watch.lap("report")
        off = checks.turned_off(self._findings, self._config.rules, self._workspace.reason)
        usual = limits(self._config.readability)
        return Report(
            ordered,
            pages,
            overview.totals,
            overview.messages,
            *published,
            self._watch.seconds,
            (usual.warning, usual.error),
            sections=overview.sections,
            hardest=tuple(self._pages.hard[key] for key in overview.hardest if key in self._pages.hard),
            english=overview.english,
            allowed=self._pages.allowing.allowed(off),
        )

    def history(self) -> tuple[Moment, ...]:
        """How hard the site was to read after earlier commits."""
        from pipeline.jobs.history import explored  # Imported where it is used: a check does without.

        moments, whole = explored(self._workspace.root, self._config.source_language)
        self.repeatable = self.repeatable and whole
        self._watch.lap("history")
        return moments

    def _page_reports(self) -> Iterator[PageReport]:
        for language, pages in self._pages.kept.items():
            edition = self._editions.get(language)
            for path, page in pages.items():
                published = edition is not None and path in edition.entries
                yield PageReport(
                    f"{SOURCE}/{path}",
                    page.entry.title.value,
                    language,
                    page.measure,
                    page.entry.translated,
                    published,
                    edition.href(path) if edition and published else "",
                )
