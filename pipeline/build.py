"""The order of the stages: read → localise → check → press, page by page; then, when all pages are known, publish.

Each stage is a pure function of values, on a page by itself (`pages`) or on all of them; who works on pages is `execute`'s to
know. Of a page that has gone by only what the rest of the site needs is kept: a site's text is never in memory at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from pipeline import checks, files, images, pseudo
from pipeline.allowing import Allowing
from pipeline.catalogues import Catalogues
from pipeline.config import Config
from pipeline.errors import ConfigError, SourceError
from pipeline.execute import FEW, Alone, Crew
from pipeline.extract import SITE_DOMAIN
from pipeline.glossary import Glossary, bodies
from pipeline.limits import limits
from pipeline.markdown import localise
from pipeline.marking import Marker
from pipeline.model import Catalogue, Document, Finding, Measure
from pipeline.overview import Messages, Overview, Watch
from pipeline.page_reports import PageReports
from pipeline.pages import Around, PageWork, Prepared, texts
from pipeline.places import Places
from pipeline.preparing import Done, Preparing, batches, by_domain
from pipeline.publishing import Progress, Publishing
from pipeline.report import Hard, Moment, PageReport, Report
from pipeline.routes import HOME, Resolver, addresses, at_home
from pipeline.settings import faults
from pipeline.site import GLOSSARY, Edition, Entry
from pipeline.spool import Spool, Waiting
from pipeline.workspace import OUTPUT, PSEUDO_OUTPUT, SOURCE, Workspace


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


class Kept(NamedTuple):
    """What is kept of a page in one language."""

    entry: Entry
    """What other pages show of it."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    findings: tuple[Finding, ...]
    """What is wrong with it."""


class Build:
    """One run over a site. Making one reads, checks and presses every page; `publish` writes the site.

    Without `checking` no rule is asked and nothing is measured. With a `pseudo_language` the site's own languages stay
    out, nothing is checked, and the site is published in a folder of its own. With `page_reports` each page is handed to
    them while it is at hand. With `english` English text is measured by its own formulas as well, whose library takes time.
    The `crew` works on the pages.
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
        progress: Progress = _silent,
    ) -> None:
        self._workspace = workspace
        self._watch = Watch()
        self._checking = checking and not pseudo_language  # A rule about texts that nobody wrote helps nobody.
        self.output = PSEUDO_OUTPUT if pseudo_language else OUTPUT
        """Name of the folder that the site is published in."""
        config = workspace.config
        self._config: Config = replace(config, languages=(pseudo_language,)) if pseudo_language else config
        self._findings: list[Finding] = []
        self._allowing = Allowing()
        self._messages = Messages()
        self._places = Places()
        self._reports = page_reports if self._checking else None
        self._progress = progress
        self._overview = Overview()
        self._hard: dict[tuple[str, str], Hard] = {}
        self._spool = Spool()
        self._waiting: dict[str, Waiting] = {}
        parts = workspace.survey()
        self._paths = frozenset(parts)
        self._domains = by_domain(workspace, parts)
        self._findings += faults(workspace, self._paths)
        self._catalogues = Catalogues(workspace, self._config, pseudo_language, checking=self._checking)
        source = addresses(parts, self._config.languages)
        self._resolve = Resolver(source, workspace.tree.assets)
        terms = pseudo.terms(workspace.terms, pseudo_language) if pseudo_language else workspace.terms
        self._findings += workspace.terms.findings
        self._definitions = {language: self._defined(language) for language in self._config.all_languages}
        self._around = Around(
            self._config,
            source,
            workspace.tree.assets,
            self._unsafe(),
            terms,
            self._definitions,
            self._checking,
            pseudo_language,
            english,
            self._reports.words if self._reports is not None else None,
        )
        # Spelling is asked of one process: what it suggests depends on what it was asked before.
        spelling = self._checking and workspace.speller is not None
        self._crew = Alone() if crew is None or spelling else crew
        self._scope = PageWork(self._around).scope
        self._kept: dict[str, dict[str, Kept]] = {language: {} for language in self._config.all_languages}
        self._watch.lap("read")
        self._prepare()
        self._editions = self._arrange()
        self._findings += self._of_pages()
        self._findings += self._catalogues.findings
        if checking:
            self._findings += [
                *self._of_definitions(),
                *self._catalogues.inconsistent(self._scope("", translated=True)),
            ]
            self._findings += [*self._astray(), *self._together(), *self._of_allowances()]
        self._watch.lap("arrange")

    def _prepare(self) -> None:
        """Take all pages through the stages that need no other page."""
        todo = batches(self._domains, self._crew.workers, f"{self._spool.folder}/")
        done = 0
        crew = self._crew if len(self._paths) > FEW else Alone()
        for batch, result in zip(todo, crew.run(Preparing, (self._workspace, self._around), todo), strict=True):
            for prepared in result.pages:
                self._take(batch.domain, prepared)
            self._wait(result)
            for seen in result.seen:
                self._catalogues.add(seen)
            done += len(batch.paths)
            self._progress("check" if self._checking else "read", done, len(self._paths))
        self._advise()

    def _wait(self, result: Done) -> None:
        """Note where that waits which pages are rendered from, and what was said of them there."""
        self._watch.add(result.seconds)
        for prepared, waiting in zip(result.pages, result.waiting, strict=True):
            self._waiting[prepared.path] = waiting
            if self._reports is not None:
                self._reports.add(prepared.path, waiting, prepared.said)

    def _take(self, domain: str, prepared: Prepared) -> None:
        """Take in what the site needs of a page."""
        path = prepared.path
        self._messages.add(domain, texts(prepared.texts))
        self._places.add(path, prepared.anchors, prepared.allowed, prepared.references)
        for language, side in zip(self._config.all_languages, prepared.sides, strict=True):
            self._kept[language][path] = Kept(side.entry, side.measure, side.found.findings)
            if side.measure is None:
                continue
            self._allowing.add(side.found, path, language)
            self._overview.add(path, language, side.counts, side.measure)
            if side.english is not None:
                self._overview.add_english(language, side.english)
            if side.hard is not None and (path, language) in self._overview.hardest:
                self._hard[path, language] = side.hard

    def _advise(self) -> None:
        """Have those of the hardest pages that nobody calls hard told what would help most all the same."""
        advised: dict[str, tuple[str, ...]] = {}
        for path, language in self._overview.hardest:
            if (path, language) not in self._hard:
                advised[path] = (*advised.get(path, ()), language)
        work = Preparing((self._workspace, self._around)) if advised else None
        prefix = f"{self._spool.folder}/advised-"
        for batch in batches(by_domain(self._workspace, sorted(advised)), 1, prefix, advised):
            assert work is not None
            result = work(batch)
            self._wait(result)
            for page in result.pages:
                self._hard |= {(page.path, s.hard.language): s.hard for s in page.sides if s.hard is not None}

    def _arrange(self) -> dict[str, Edition]:
        """The edition of each language. One without any translated page is none."""
        editions: dict[str, Edition] = {}
        for language, pages in self._kept.items():
            edition = Edition(self._config, language, [page.entry for page in pages.values()])
            if language == self._config.source_language or edition.entries:
                editions[language] = edition
        return editions

    # --- check ----------------------------------------------------------------------------------

    def _of_pages(self) -> Iterator[Finding]:
        """The findings in pages: with paths from the site's folder, and no error in what no visitor sees."""
        for language, pages in self._kept.items():
            published = self._editions[language].entries if language in self._editions else {}
            for path, page in pages.items():
                for own in page.findings:
                    found = at_home(own, path)
                    yield (
                        found if path in published or found.severity != "error" else replace(found, severity="warning")
                    )

    def _defined(self, language: str) -> Document:
        """What the terms mean, in `language`."""
        own = self._workspace.definitions
        catalogue = self._catalogues.of_site(language)
        return own if catalogue is None else localise(own, catalogue, language)

    def _examined(self, document: Document, scope: checks.Scope, catalogue: Catalogue | None) -> checks.Examined:
        """What the rules say of `document`, which is no page."""
        found = checks.examine(document, scope, catalogue, whole=False)
        self._allowing.add(found, document.path, document.language)
        return found

    def _of_definitions(self) -> Iterator[Finding]:
        """The findings in what the terms mean, where a page shows it."""
        for language, document in self._definitions.items():
            if not any(page.entry.type == GLOSSARY for page in self._kept[language].values()):
                continue
            catalogue = self._catalogues.of_site(language)
            if (language, SITE_DOMAIN) in self._catalogues.unreadable:
                continue
            scope = self._scope(language, translated=catalogue is not None)
            found = self._examined(document, scope, catalogue)
            yield from (at_home(finding, document.path) for finding in found.findings)

    def _of_allowances(self) -> Iterator[Finding]:
        """The findings in what is allowed. One that no language needs is told, where every catalogue could be read."""
        for language in self._config.all_languages:
            scope = self._scope(language, translated=language != self._config.source_language)
            for finding in self._allowing.findings(scope, whole=not self._catalogues.unreadable):
                path = finding.location.path
                yield at_home(finding, path) if path in self._paths else finding

    def _astray(self) -> Iterator[Finding]:
        """The links to places that are not there. What a template brings is known to nobody, and a glossary is one."""
        source = self._config.source_language
        glossaries = {path for path, page in self._kept[source].items() if page.entry.type == GLOSSARY}
        for path, found in self._places.examined(self._scope(source, translated=False), glossaries):
            self._allowing.add(found, path, source)
            yield from (at_home(finding, path) for finding in found.findings)

    def _together(self) -> Iterator[Finding]:
        """The findings in the pages of each language beside each other."""
        for language, edition in self._editions.items():
            scope = self._scope(language, translated=language != self._config.source_language)
            found = checks.run_on_pages([*edition.entries.values()], self._allowing.stated, scope)
            for finding in found.findings:
                yield at_home(finding, finding.location.path)
            for path in {allowed.finding.location.path for allowed in found.allowed}:
                own = tuple(a for a in found.allowed if a.finding.location.path == path)
                self._allowing.add(found._replace(allowed=own), path, language)

    def _unsafe(self) -> frozenset[str]:
        """The files beside the pages that could run a script in a visitor's browser."""
        return frozenset(asset for asset in self._workspace.tree.assets if self._runs_script(asset))

    def _runs_script(self, asset: str) -> bool:
        data = b""
        if asset.lower().endswith(".svg"):
            with suppress(SourceError):  # Said where it is copied.
                data = files.read(self._workspace.root / SOURCE / asset) or b""
        return images.runs_script(data, asset)

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
        if HOME not in self._paths:
            raise ConfigError("there is no front page. Write one: {name}/index.md.", None, (("name", SOURCE),))
        marker = Marker(self._around.terms)
        publishing = Publishing(
            self._workspace,
            self._config,
            self._editions,
            self._catalogues.kept,
            self._resolve,
            self._around.unsafe,
            self._watch,
            {
                language: Glossary(self._around.terms, bodies(document, marker))
                for language, document in self._definitions.items()
            },
            self._places.anchors,
            self.output,
        )
        return publishing.run(self._waiting, self._crew, self._progress)

    # --- report ---------------------------------------------------------------------------------

    def report(self, published: tuple[int, int] = (0, 0)) -> Report:
        """What was found so far."""
        findings = checks.configured(self._findings, self._config.rules)
        ordered = tuple(sorted(findings, key=lambda f: (*f.location, f.rule)))
        pages = tuple(self._page_reports())
        overview = self._overview
        self._watch.lap("report")
        off = checks.turned_off(self._findings, self._config.rules, self._workspace.reason)
        usual = limits(self._config.readability)
        return Report(
            ordered,
            pages,
            overview.totals,
            self._messages.number,
            *published,
            self._watch.seconds,
            (usual.warning, usual.error),
            sections=overview.sections,
            hardest=tuple(self._hard[key] for key in overview.hardest if key in self._hard),
            english=overview.english,
            allowed=self._allowing.allowed(off),
        )

    def history(self) -> tuple[Moment, ...]:
        """How hard the site was to read after earlier commits."""
        from pipeline.history import history  # Imported where it is used: a check does without.

        moments = history(self._workspace.root, self._config.source_language)
        self._watch.lap("history")
        return moments

    def _page_reports(self) -> Iterator[PageReport]:
        for language, pages in self._kept.items():
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
