"""The order of the stages: read → localise → check → press, page by page; then, when all pages are known, publish.

Each stage is a pure function of values; this module gives them what `workspace` has read. Of a page that has gone by
only what the rest of the site needs is kept (`Prepared`): a site's text is never in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline import checks, files, images, prose, pseudo
from pipeline.aliases import problems
from pipeline.allowing import Allowing
from pipeline.catalogues import Catalogues
from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.extract import SITE_DOMAIN
from pipeline.gallery import FOLDER, Gallery
from pipeline.glossary import Glossary, bodies
from pipeline.html import Body, press
from pipeline.improve import ADVICE, Gain, easy_length, foremost
from pipeline.language import base
from pipeline.limits import limits
from pipeline.markdown import localise
from pipeline.marking import Marker, marked
from pipeline.model import Catalogue, Document, Finding, Measure
from pipeline.overview import Messages, Overview, Watch
from pipeline.page_reports import Checked, PageReports, Read
from pipeline.places import Places
from pipeline.publishing import Publishing
from pipeline.readability import score
from pipeline.report import Moment, PageReport, Report
from pipeline.routes import HOME, Resolver, addresses
from pipeline.settings import faults
from pipeline.site import GLOSSARY, Edition, Entry, entry
from pipeline.site_words import site_words
from pipeline.workspace import OUTPUT, PSEUDO_OUTPUT, SOURCE, Workspace, at_home

_BATCH = 50
"""Pages that go through the stages together."""


class Prepared(NamedTuple):
    """What the rest of a build needs of a page in one language."""

    entry: Entry
    """What other pages show of it."""
    body: Body
    """Its body, with holes for what only the site knows."""
    has_heading: bool
    """Whether the body brings its own h1."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    findings: tuple[Finding, ...]
    """What is wrong with it."""


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """`paths` in groups that are small enough for memory and large enough to be quick."""
    return (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))


class Build:
    """One run over a site. Making one reads, checks and presses every page; `publish` writes the site.

    Without `checking` no rule is asked and nothing is measured. With a `pseudo_language` the site's own languages stay
    out, nothing is checked, and the site is published in a folder of its own. With `page_reports` each page is handed to
    them while it is at hand. With `english` English text is measured by its own formulas as well, whose library takes time.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        checking: bool = True,
        pseudo_language: str = "",
        page_reports: PageReports | None = None,
        english: bool = False,
    ) -> None:
        self._workspace = workspace
        self._watch = Watch()
        self._checking = checking and not pseudo_language  # A rule about texts that nobody wrote helps nobody.
        self._pseudo = pseudo_language
        self.output = PSEUDO_OUTPUT if pseudo_language else OUTPUT
        """Name of the folder that the site is published in."""
        self.used: frozenset[str] | None = None
        """The files beside the pages that they show or link to, once the site is published."""
        config = workspace.config
        self._config: Config = replace(config, languages=(pseudo_language,)) if pseudo_language else config
        self._findings: list[Finding] = []
        self._risks: dict[str, bool] = {}
        self._allowing = Allowing()
        self._messages = Messages()
        self._places = Places()
        self._reports = page_reports if self._checking else None
        self._english = english
        self._overview = Overview()
        parts = workspace.survey()
        self._paths = frozenset(parts)
        self._findings += faults(workspace, self._paths)
        self._catalogues = Catalogues(workspace, self._config, pseudo_language, checking=self._checking)
        source = addresses(parts, self._config.languages)
        self._resolve = Resolver(source, workspace.tree.assets)
        self._gallery = Gallery(
            workspace.root / SOURCE, workspace.root / FOLDER, self._config.images, self._config.source_language
        )
        self._watch.lap("read")
        self._terms = pseudo.terms(workspace.terms, pseudo_language) if pseudo_language else workspace.terms
        self._marker = Marker(self._terms)
        self._types = frozenset(name.removesuffix(".html") for name in workspace.own_templates)
        self._speller = workspace.speller if self._checking else None
        self._words_of_site = {
            language: site_words(self._terms, self._config.readability.abbreviations, language)
            for language in self._config.all_languages
        }
        self._findings += workspace.terms.findings
        self._definitions = {language: self._defined(language) for language in self._config.all_languages}
        self._prepared: dict[str, dict[str, Prepared]] = {language: {} for language in self._config.all_languages}
        for batch in _batches([*parts]):
            self._prepare(batch)
        self._editions = self._arrange()
        self._findings += self._of_pages()
        self._findings += self._of_aliases()
        self._findings += self._catalogues.findings
        if checking:
            self._findings += [
                *self._of_definitions(),
                *self._catalogues.inconsistent(self._scope("", translated=True)),
            ]
            stray = checks.run_on_names(
                workspace.tree.strays, self._scope(self._config.source_language, translated=False)
            )
            self._findings += [at_home(finding, finding.location.path) for finding in stray]
            self._findings += [*self._astray(), *self._together(), *self._of_allowances()]
            self._workspace.picture_texts.keep()
        self._watch.lap("arrange")

    def _prepare(self, paths: Sequence[str]) -> None:
        """Take some pages through all stages that need no other page; stage by stage, which is quicker than page by page."""
        documents = [self._workspace.document(path) for path in paths]
        domains = [self._workspace.domain(path) for path in paths]
        for domain, document in zip(domains, documents, strict=True):
            self._messages.add(domain, document)
        self._watch.lap("read")
        reports: list[list[Read]] = [[] for _ in paths]
        for language in self._config.all_languages:
            catalogues: Sequence[Catalogue | None] = [None] * len(paths)
            localised = documents
            if language != self._config.source_language:
                found = [self._catalogues.of_page(language, *pair) for pair in zip(domains, documents, strict=True)]
                self._watch.lap("read")
                pairs = zip(documents, found, strict=True)
                catalogues, localised = found, [localise(document, own, language) for document, own in pairs]
                self._watch.lap("localise")
            checked: Sequence[Checked] = [Checked()] * len(paths)
            if self._checking:
                if self._speller is not None:
                    self._speller.learn(checks.words_of(zip(localised, catalogues, strict=True)))
                checked = [self._checked(*page) for page in zip(localised, catalogues, domains, strict=True)]
                self._watch.lap("check")
            if self._reports is not None:
                for read, *page in zip(reports, map(Read, localised, catalogues, checked), strict=True):
                    read.extend(page)
            for path, document, (measure, found_in, *_) in zip(paths, localised, checked, strict=True):
                body = press(marked(document, self._marker))
                if language == self._config.source_language:
                    self._places.add(path, body)
                about = entry(document, self._definitions[language])
                self._prepared[language][path] = Prepared(about, body, document.has_h1, measure, found_in.findings)
            self._watch.lap("press")
        if self._reports is not None:
            for path, read in zip(paths, reports, strict=True):
                self._reports.add(path, read, self._config, self._words_of_site)
            self._watch.lap("report")

    def _arrange(self) -> dict[str, Edition]:
        """The edition of each language. One without any translated page is none."""
        editions: dict[str, Edition] = {}
        for language, pages in self._prepared.items():
            edition = Edition(self._config, language, [page.entry for page in pages.values()])
            if language == self._config.source_language or edition.entries:
                editions[language] = edition
        return editions

    # --- check ----------------------------------------------------------------------------------

    def _checked(self, document: Document, catalogue: Catalogue | None, domain: str) -> Checked:
        """How hard a page is to read, and the findings of all rules in it."""
        language = document.language
        scope = self._scope(language, translated=catalogue is not None)
        subjects = checks.subjects(document, catalogue)
        blocks = subjects.blocks
        read = prose.read(blocks, language, scope.abbreviations)
        counts = read.counts
        measure = score(counts, language)
        own = limits(self._config.readability, document.path, document.meta.get("audience"))
        hard = self._overview.add(document, counts, measure)
        advice: tuple[Gain, ...] = ()
        if hard or (measure.lix_interval is not None and measure.lix_interval[0] > own.warning):
            site, easy = self._words_of_site[language], easy_length(own.sentence)
            advice = foremost(blocks, language, ADVICE, site, easy, read)
        if hard:
            self._overview.keep(document, measure, advice)
        if self._english and base(language) == "en" and not measure.unmeasured:
            self._overview.add_english(language, read)
        if (language, domain) in self._catalogues.unreadable:
            return Checked(measure, checks.Examined(), advice, read.blocks)  # What is wrong with it has been said.
        scope = scope._replace(
            readability=own,
            measure=measure,
            source=self._prepared[self._config.source_language][document.path].measure
            if catalogue is not None
            else None,
            longest=counts.longest,
            vocabulary=counts.vocabulary,
        )
        if catalogue is None:
            self._places.add_references(document, scope)
        return Checked(measure, self._examined(document, scope, catalogue, found=subjects), advice, read.blocks)

    def _examined(
        self,
        document: Document,
        scope: checks.Scope,
        catalogue: Catalogue | None,
        *,
        whole: bool = True,
        found: checks.Subjects | None = None,
    ) -> checks.Examined:
        """What the rules say of `document`."""
        examined = checks.examine(document, scope, catalogue, whole=whole, found=found)
        self._allowing.add(examined, document.path, document.language)
        return examined

    def _scope(self, language: str, *, translated: bool) -> checks.Scope:
        """What rules may know about the world around a text in `language`."""
        return checks.Scope(
            language,
            translated,
            limits(self._config.readability),
            self._resolve,
            self._unsafe,
            picture_text=self._workspace.picture_texts,
            picture=self._gallery.look,
            misspelt=None if self._speller is None else self._speller.misspelt,
            terms=self._terms,
            types=self._types,
        )

    def _of_aliases(self) -> Iterator[Finding]:
        """The old addresses that cannot lie where they want to, with their places in the front matter."""
        for language, edition in self._editions.items():
            for alias, found in problems(edition, self._workspace.tree.assets):
                place = self._workspace.place_of(alias, found.location.path)
                yield replace(found, location=place, language=language)

    def _of_pages(self) -> Iterator[Finding]:
        """The findings in pages: with paths from the site's folder, and no error in what no visitor sees."""
        for language, pages in self._prepared.items():
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

    def _of_definitions(self) -> Iterator[Finding]:
        """The findings in what the terms mean, where a page shows it."""
        for language, document in self._definitions.items():
            if not any(page.entry.type == GLOSSARY for page in self._prepared[language].values()):
                continue
            catalogue = self._catalogues.of_site(language)
            if (language, SITE_DOMAIN) in self._catalogues.unreadable:
                continue
            scope = self._scope(language, translated=catalogue is not None)
            found = self._examined(document, scope, catalogue, whole=False)
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
        glossaries = {path for path, page in self._prepared[source].items() if page.entry.type == GLOSSARY}
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

    def _unsafe(self, asset: str) -> bool:
        """Whether a file beside the pages could run a script in a visitor's browser."""
        if asset not in self._risks:
            data = files.read(self._workspace.root / SOURCE / asset) or b"" if asset.lower().endswith(".svg") else b""
            self._risks[asset] = images.runs_script(data, asset)
        return self._risks[asset]

    # --- publish --------------------------------------------------------------------------------

    @property
    def would_take_pages_away(self) -> bool:
        """Whether publishing would take pages off the published site, only because their catalogue cannot be read."""
        domains = {self._workspace.domain(path) for path in self._paths}
        lost = any(domain in domains for _, domain in self._catalogues.unreadable)
        return lost and files.exists(str(self._workspace.root / self.output))

    def publish(self, progress: Callable[[int, int], None] = lambda _done, _total: None) -> tuple[int, int]:
        """Render and publish everything; the number of files, and of those that are new or different.

        `progress` hears how many pictures are encoded, of how many.
        Raises `ConfigError` without a front page, `SourceError` for a file beside the pages that lies in the way of one.
        """
        if HOME not in self._paths:
            raise ConfigError("there is no front page. Write one: {name}/index.md.", None, (("name", SOURCE),))
        pressed = {
            language: {path: (page.body, page.has_heading) for path, page in pages.items()}
            for language, pages in self._prepared.items()
        }
        publishing = Publishing(
            self._workspace,
            self._config,
            self._editions,
            self._catalogues.kept,
            self._resolve,
            self._unsafe,
            self._watch.lap,
            {
                language: Glossary(self._terms, bodies(document, self._marker))
                for language, document in self._definitions.items()
            },
            self._places.anchors,
            self._gallery,
            self.output,
            progress,
        )
        published = publishing.run(pressed)
        self.used = publishing.used
        self._findings += [] if self._pseudo else self._gallery.findings
        return published

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
            hardest=overview.hardest,
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
        for language, pages in self._prepared.items():
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
