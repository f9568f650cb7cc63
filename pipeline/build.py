"""The order of the stages: read → localise → check → render → publish. Reads like the design.

Each stage is a pure function of values; this module gives them what `workspace` has read, and `files` what they made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter

from pipeline import checks, files, images, pseudo
from pipeline.catalogue import parse as parse_catalogue
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN
from pipeline.html import direction
from pipeline.markdown import localise
from pipeline.model import Catalogue, Document, Finding
from pipeline.prose import Counts
from pipeline.readability import pool, score
from pipeline.render import STYLESHEET, Page, Renderer, Surroundings
from pipeline.report import PageReport, Report
from pipeline.site import HOME, Edition, entry, resolve
from pipeline.sitemap import sitemap
from pipeline.view import Text
from pipeline.words import Words, words
from pipeline.workspace import OUTPUT, SOURCE, Workspace, theme_file, theme_templates

ROUTES = "routes.json"
"""Which page has which address; published with the site, so that the next build sees what has moved."""


class _Watch:
    """Seconds by stage, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start


class Build:
    """One run over a site. `check` finds, `publish` writes; both use what has been read and localised once."""

    def __init__(self, workspace: Workspace, *, pseudo_language: str = "") -> None:
        self._workspace = workspace
        self._watch = _Watch()
        config = workspace.config
        if pseudo_language:
            config = replace(config, languages=(pseudo_language,))
        self._config = config
        with self._watch.on("read"):
            self._sources = {document.path: document for document in workspace.documents()}
            self._catalogues, self._findings = self._read_catalogues(pseudo_language)
        with self._watch.on("localise"):
            self._documents: dict[str, dict[str, Document]] = {config.source_language: self._sources}
            for language in config.languages:
                self._documents[language] = {
                    path: localise(document, self._catalogues[language, workspace.domain(path)], language)
                    for path, document in self._sources.items()
                }
        with self._watch.on("arrange"):
            self._editions = self._arrange()
            source = self._editions[config.source_language]
            self._by_address = {address.rstrip("/"): path for path, address in source.addresses.items()}
        self._counts: dict[tuple[str, str], Counts] = {}

    def _read_catalogues(self, pseudo_language: str) -> tuple[dict[tuple[str, str], Catalogue], list[Finding]]:
        """Every catalogue that a page needs, by language and domain."""
        catalogues: dict[tuple[str, str], Catalogue] = {}
        findings: list[Finding] = []
        domains = {self._workspace.domain(path) for path in self._sources} | {SITE_DOMAIN, TEMPLATE_DOMAIN}
        for language in self._config.languages:
            for domain in sorted(domains):
                if pseudo_language:
                    continue
                loaded = self._workspace.catalogue(language, domain)
                catalogues[language, domain] = loaded.catalogue
                findings += loaded.findings
        if pseudo_language:
            for domain, template in self._workspace.templates(iter(self._sources.values())).items():
                catalogues[pseudo_language, domain] = pseudo.catalogue(template)
        return catalogues, findings

    def _arrange(self) -> dict[str, Edition]:
        """The edition of each language. One without any translated page is none."""
        editions: dict[str, Edition] = {}
        for language, documents in self._documents.items():
            edition = Edition(self._config, language, map(entry, documents.values()))
            if language == self._config.source_language or edition.entries:
                editions[language] = edition
        return editions

    # --- check ----------------------------------------------------------------------------------

    def check(self) -> None:
        """Ask every rule about every page in every language."""
        with self._watch.on("check"):
            source = self._editions[self._config.source_language]
            assets = self._workspace.tree.assets
            for language, documents in self._documents.items():
                translated = language != self._config.source_language
                scope = checks.Scope(
                    language,
                    translated,
                    self._config.readability,
                    lambda href, base: resolve(href, base, source.entries, assets, self._by_address),
                )
                for path, document in documents.items():
                    catalogue = self._catalogues[language, self._workspace.domain(path)] if translated else None
                    counts = self._counted(language, path)
                    found = checks.run(document, replace(scope, counts=counts), catalogue)
                    self._findings += self._below_source(found)

    def _below_source(self, findings: tuple[Finding, ...]) -> Iterator[Finding]:
        """`findings` with the paths of pages given from the site's folder."""
        for finding in findings:
            place = finding.location
            yield (
                replace(finding, location=place._replace(path=f"{SOURCE}/{place.path}"))
                if place.path in self._sources
                else finding
            )

    def _counted(self, language: str, path: str) -> Counts:
        key = (language, path)
        if key not in self._counts:
            self._counts[key] = checks.counts_of(self._documents[language][path])
        return self._counts[key]

    # --- publish --------------------------------------------------------------------------------

    def publish(self) -> tuple[int, int]:
        """Render and publish everything; the number of files, and of those that are new or different."""
        with self._watch.on("measure pictures"):
            around = self._surroundings()
        with files.publish(self._workspace.root / OUTPUT) as publication:
            assets: set[str] = set()
            for language, edition in self._editions.items():
                with self._watch.on("prepare templates"):
                    renderer = self._renderer(around, language)
                for path in edition.pages:
                    with self._watch.on("render"):
                        page = renderer.page(self._documents[language][path])
                    with self._watch.on("write"):
                        self._write(publication, page, assets)
                if HOME in edition.entries:
                    self._write(publication, renderer.not_found(), assets)
                for old, path in self._moved(edition).items():
                    self._write(publication, renderer.redirect(old, path), assets)
            with self._watch.on("write"):
                for asset in sorted(assets):
                    publication.copy(asset, self._workspace.root / SOURCE / asset)
                publication.write(STYLESHEET, theme_file("static/syntolk.css"))
                publication.write(ROUTES, self._routes())
                if self._config.base_url:
                    publication.write("sitemap.xml", sitemap(self._editions))
        return publication.count, publication.changed

    def _write(self, publication: files.Publication, page: Page, assets: set[str]) -> None:
        assets |= page.assets
        publication.write(page.output, page.html.encode())

    def _surroundings(self) -> Surroundings:
        digest = hashlib.sha256(theme_file("static/syntolk.css")).hexdigest()[:12]
        return Surroundings(
            self._config,
            self._editions,
            self._workspace.tree.assets,
            self._sizes(),
            f"{self._config.base_path}/{STYLESHEET}?v={digest}",
            self._by_address,
        )

    def _sizes(self) -> dict[str, images.Size]:
        """The size of each picture beside the pages."""
        sizes = {}
        for path in self._workspace.tree.assets:
            if images.is_picture(path):
                size = images.size(files.read(self._workspace.root / SOURCE / path) or b"", path)
                if size:
                    sizes[path] = size
        return sizes

    def _renderer(self, around: Surroundings, language: str) -> Renderer:
        theme = theme_templates()
        templates = theme | {f"theme/{name}": text for name, text in theme.items()} | self._workspace.own_templates
        return Renderer(around, language, self._words(language), self._title(language), templates)

    def _words(self, language: str) -> Words:
        """The theme's words: the site's own catalogues first, then the packaged ones."""
        own = [self._catalogues.get((language, TEMPLATE_DOMAIN), Catalogue())]
        packaged = theme_catalogue(language)
        if language == pseudo.LANGUAGE and packaged is not None:
            packaged = pseudo.catalogue(packaged)
        return words(
            [*own, self._workspace.catalogue(language, "theme").catalogue, *([packaged] if packaged else [])], language
        )

    def _title(self, language: str) -> Text:
        config = self._config
        if language == config.source_language:
            return Text(config.title)
        message = self._catalogues[language, SITE_DOMAIN].find("site-title", config.title)
        if message is not None and message.translated:
            return Text(message.strings[0])
        return Text(config.title, config.source_language, direction(config.source_language))

    def _routes(self) -> bytes:
        """`routes.json`: for each language the file of each page, and the files that redirect."""
        routes = {
            language: {
                "pages": {path: edition.output(path) for path in sorted(edition.entries)},
                "moved": dict(sorted(self._moved(edition).items())),
            }
            for language, edition in self._editions.items()
        }
        return (json.dumps(routes, ensure_ascii=False, indent=1) + "\n").encode()

    def _moved(self, edition: Edition) -> dict[str, str]:
        """Output paths that pages had in the published site and have no more, with the page."""
        old = _json(files.read(self._workspace.root / OUTPUT / ROUTES)).get(edition.language, {})
        taken = {edition.output(path) for path in edition.entries}
        before = {output: path for path, output in old.get("pages", {}).items()} | old.get("moved", {})
        return {output: path for output, path in before.items() if path in edition.entries and output not in taken}

    # --- report ---------------------------------------------------------------------------------

    def report(self, published: tuple[int, int] = (0, 0)) -> Report:
        """What was found so far."""
        with self._watch.on("report"):
            findings = checks.configured(self._findings, self._config.rules)
            ordered = tuple(sorted(findings, key=lambda f: (*f.location, f.rule)))
            pages = tuple(self._page_reports())
            totals = {
                language: score(pool(self._counted(language, path) for path in documents), language)
                for language, documents in self._documents.items()
            }
            messages = len({(s.context, s.id) for d in self._sources.values() for s in d.segments})
        return Report(ordered, pages, totals, messages, *published, self._watch.seconds)

    def _page_reports(self) -> Iterator[PageReport]:
        for language, documents in self._documents.items():
            edition = self._editions.get(language)
            for path, document in documents.items():
                found = entry(document)
                published = edition is not None and path in edition.entries
                yield PageReport(
                    f"{SOURCE}/{path}",
                    found.title.value,
                    language,
                    score(self._counted(language, path), language),
                    found.translated,
                    published,
                    edition.href(path) if edition and published else "",
                )


def theme_catalogue(language: str) -> Catalogue | None:
    """The packaged words of the theme in `language`, or in the language without its region."""
    for tag in (language, language.split("-", maxsplit=1)[0], *(["en"] if language == pseudo.LANGUAGE else [])):
        try:
            return parse_catalogue(theme_file(f"locales/{tag}/LC_MESSAGES/theme.po"), "theme.po")
        except FileNotFoundError:
            continue
    return None


def _json(data: bytes | None) -> dict[str, dict[str, dict[str, str]]]:
    """The routes of the published site; nothing where there are none that can be read."""
    try:
        routes = json.loads(data or b"{}")
    except ValueError:
        return {}
    return routes if isinstance(routes, dict) and all(isinstance(value, dict) for value in routes.values()) else {}
