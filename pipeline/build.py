"""The order of the stages: read → localise → check → render → publish. Reads like the design.

Each stage is a pure function of values; this module gives them what `workspace` has read, and `files` what they made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from time import perf_counter

from pipeline import checks, feed, files, images, pseudo
from pipeline.errors import ConfigError, SourceError
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN
from pipeline.filling import Surroundings
from pipeline.html import direction
from pipeline.markdown import localise
from pipeline.model import Catalogue, Document, Finding, Location, Measure
from pipeline.readability import Pool, score
from pipeline.render import STYLESHEET, Page, Renderer
from pipeline.report import PageReport, Report
from pipeline.site import HOME, Edition, Resolver, entry, is_draft
from pipeline.sitemap import sitemap
from pipeline.view import Text
from pipeline.words import Words, printable, words
from pipeline.workspace import OUTPUT, SOURCE, THEME_DOMAIN, Workspace, packaged_words, theme_file, theme_templates

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
        self._unreadable: set[tuple[str, str]] = set()
        """Language and domain of each catalogue that could not be read."""
        with self._watch.on("read"):
            self._sources = {document.path: document for document in workspace.documents() if not is_draft(document)}
            self._catalogues, self._findings = self._read_catalogues(pseudo_language)
            self._findings += self._settings()
        with self._watch.on("localise"):
            self._documents: dict[str, dict[str, Document]] = {config.source_language: self._sources}
            for language in config.languages:
                self._documents[language] = {
                    path: localise(document, self._catalogues[language, workspace.domain(path)], language)
                    for path, document in self._sources.items()
                }
        with self._watch.on("arrange"):
            self._entries = {
                language: {path: entry(document) for path, document in documents.items()}
                for language, documents in self._documents.items()
            }
            self._editions = self._arrange()
            self._resolve = Resolver(self._editions[config.source_language], workspace.tree.assets)
        self._measures: dict[tuple[str, str], tuple[Measure, int]] = {}
        self._pools = {language: Pool() for language in config.all_languages}
        """What has been measured, by language."""
        self._risks: dict[str, bool] = {}

    def _read_catalogues(self, pseudo_language: str) -> tuple[dict[tuple[str, str], Catalogue], list[Finding]]:
        """Every catalogue that a page or a template needs, by language and domain."""
        if pseudo_language:
            templates = self._workspace.templates(iter(self._sources.values()))
            made = {(pseudo_language, domain): pseudo.catalogue(template) for domain, template in templates.items()}
            return made, []
        catalogues: dict[tuple[str, str], Catalogue] = {}
        findings: list[Finding] = []
        domains = {self._workspace.domain(path) for path in self._sources} | {SITE_DOMAIN, TEMPLATE_DOMAIN}
        wanted = [(language, domain) for language in self._config.languages for domain in sorted(domains)]
        for language, domain in (*wanted, *((language, THEME_DOMAIN) for language in self._config.all_languages)):
            loaded = self._workspace.catalogue(language, domain)
            catalogue = loaded.catalogue
            findings += loaded.findings
            if loaded.findings:
                self._unreadable.add((language, domain))
            if domain in (TEMPLATE_DOMAIN, THEME_DOMAIN):
                catalogue, unprintable = _printable(catalogue, language)
                findings += unprintable
            catalogues[language, domain] = catalogue
        return catalogues, findings

    def _settings(self) -> Iterator[Finding]:
        """What the configuration names that is not there. Raises `ConfigError` for an unknown rule."""
        workspace = self._workspace
        for rule in workspace.config.rules:
            if checks.by_id(rule) is None:
                valid = ", ".join(r.id for r in checks.RULES)
                template = "unknown rule “{rule}” in [rules]. Valid: {valid}."
                values = (("rule", rule), ("valid", valid))
                raise ConfigError(template, workspace.setting(f"rules.{rule}"), values)
        theme, assets = workspace.config.theme, workspace.tree.assets
        named: list[tuple[str, str, Container[str]]] = [("footer", path, self._sources) for path in theme.footer]
        named += [("contact", theme.contact, self._sources), ("news", theme.news, self._sources)]
        named += [("logo", theme.logo, assets), ("favicon", theme.favicon, assets)]
        for key, path, there in named:
            if path and path.lstrip("/") not in there:
                template = (
                    "The setting {setting} names “{path}”, which is not in {folder}/. Correct the path, or remove it."
                )
                place, language = workspace.setting(f"theme.{key}"), workspace.config.source_language
                fields = (("setting", f"theme.{key}"), ("path", path), ("folder", SOURCE))
                yield Finding("link-broken", "error", template, place, language, fields)

    def _arrange(self) -> dict[str, Edition]:
        """The edition of each language. One without any translated page is none."""
        editions: dict[str, Edition] = {}
        for language, entries in self._entries.items():
            edition = Edition(self._config, language, entries.values())
            if language == self._config.source_language or edition.entries:
                editions[language] = edition
        return editions

    # --- check ----------------------------------------------------------------------------------

    def check(self) -> None:
        """Ask every rule about every page in every language."""
        with self._watch.on("check"):
            for language, documents in self._documents.items():
                translated = language != self._config.source_language
                scope = checks.Scope(
                    language,
                    translated,
                    readability=self._config.readability,
                    resolve=self._resolve,
                    unsafe=self._unsafe,
                )
                published = self._editions[language].entries if language in self._editions else {}
                for path, document in documents.items():
                    if (language, self._workspace.domain(path)) in self._unreadable:
                        continue  # What is wrong with it has been said.
                    catalogue = self._catalogues[language, self._workspace.domain(path)] if translated else None
                    measure, longest = self._measured(language, path)
                    around = scope._replace(published=path in published, measure=measure, longest=longest)
                    self._findings += self._below_source(checks.run(document, around, catalogue))

    def _below_source(self, findings: tuple[Finding, ...]) -> Iterator[Finding]:
        """`findings` with the paths of pages given from the site's folder."""
        for finding in findings:
            place = finding.location
            yield (
                replace(finding, location=place._replace(path=f"{SOURCE}/{place.path}"))
                if place.path in self._sources
                else finding
            )

    def _measured(self, language: str, path: str) -> tuple[Measure, int]:
        """How hard a page is to read, and the words of its longest sentence."""
        key = (language, path)
        if key not in self._measures:
            counts = checks.counts_of(self._documents[language][path])
            self._pools[language].add(counts)
            self._measures[key] = score(counts, language), counts.longest
        return self._measures[key]

    # --- publish --------------------------------------------------------------------------------

    @property
    def would_take_pages_away(self) -> bool:
        """Whether publishing would take pages off the published site, only because their catalogue cannot be read."""
        domains = {self._workspace.domain(path) for path in self._sources}
        lost = any(domain in domains for _, domain in self._unreadable)
        return lost and files.exists(str(self._workspace.root / OUTPUT))

    def publish(self) -> tuple[int, int]:
        """Render and publish everything; the number of files, and of those that are new or different.

        Raises `ConfigError` without a front page, `SourceError` for a file beside the pages that lies in the way of one.
        """
        if HOME not in self._sources:
            raise ConfigError("there is no front page. Write one: {name}/index.md.", None, (("name", SOURCE),))
        with self._watch.on("measure pictures"):
            around = self._surroundings()
        with files.publish(self._workspace.root / OUTPUT) as publication:
            assets: set[str] = set()
            redirects: list[tuple[Renderer, str, str]] = []
            for language, edition in self._editions.items():
                with self._watch.on("prepare templates"):
                    renderer = self._renderer(around, language)
                for path in edition.pages:
                    with self._watch.on("render"):
                        page = renderer.page(self._documents[language][path])
                    with self._watch.on("write"):
                        self._write(publication, page, assets)
                self._write(publication, renderer.not_found(), assets)
                redirects += [(renderer, old, path) for old, path in self._moved(edition).items()]
            with self._watch.on("write"):
                publication.write(STYLESHEET, theme_file("static/syntolk.css"))
                publication.write(ROUTES, self._routes())
                if self._config.base_url:
                    publication.write("sitemap.xml", sitemap(self._editions))
                for edition in self._editions.values():
                    if feed.href(edition):
                        file = feed.href(edition).removeprefix(f"{self._config.base_path}/")
                        publication.write(file, feed.atom(edition, self._title(edition.language).value))
                for renderer, old, path in redirects:
                    if path in renderer.paths and publication.has_room(old):
                        self._write(publication, renderer.redirect(old, path), assets)
                for asset in sorted(assets):
                    self._copy(publication, asset)
        return publication.count, publication.changed

    def _write(self, publication: files.Publication, page: Page, assets: set[str]) -> None:
        assets |= page.assets
        publication.write(page.output, page.html.encode())

    def _unsafe(self, asset: str) -> bool:
        """Whether a file beside the pages could run a script in a visitor's browser."""
        if asset not in self._risks:
            data = files.read(self._workspace.root / SOURCE / asset) or b"" if asset.lower().endswith(".svg") else b""
            self._risks[asset] = images.runs_script(data, asset)
        return self._risks[asset]

    def _copy(self, publication: files.Publication, asset: str) -> None:
        if self._unsafe(asset):
            return
        if not publication.has_room(asset):
            template = "a page of the site lies where this file would have to lie. Give the file another name."
            raise SourceError(template, Location(f"{SOURCE}/{asset}"))
        publication.copy(asset, self._workspace.root / SOURCE / asset)

    def _surroundings(self) -> Surroundings:
        digest = hashlib.sha256(theme_file("static/syntolk.css")).hexdigest()[:12]
        return Surroundings(
            self._config,
            self._editions,
            self._workspace.tree.assets,
            self._sizes(),
            f"{self._config.base_path}/{STYLESHEET}?v={digest}",
            self._resolve,
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
        own = [self._catalogues.get((language, domain), Catalogue()) for domain in (TEMPLATE_DOMAIN, THEME_DOMAIN)]
        packaged = packaged_words("en" if language == pseudo.LANGUAGE else language) or Catalogue()
        if language == pseudo.LANGUAGE:
            packaged = pseudo.catalogue(packaged)
        return words([*own, packaged], language)

    def _title(self, language: str) -> Text:
        config = self._config
        if language == config.source_language:
            return Text(config.title)
        message = self._catalogues[language, SITE_DOMAIN].find("site-title", config.title)
        if message is not None and message.translated:
            return Text(message.strings[0])
        return Text(config.title, config.source_language, direction(config.source_language))

    def _routes(self) -> bytes:
        """`routes.json`: for each language the file of each page, and the files that pages had before.

        A language that is not published this time keeps what it had: its addresses are known when it comes back.
        """
        routes = {
            language: {"pages": {}, "moved": dict(sorted(_addresses(old).items()))}
            for language, old in self._published.items()
        }
        for language, edition in self._editions.items():
            pages = {path: edition.output(path) for path in sorted(edition.entries)}
            routes[language] = {"pages": pages, "moved": dict(sorted(self._moved(edition).items()))}
        return (json.dumps(routes, ensure_ascii=False, indent=1) + "\n").encode()

    def _moved(self, edition: Edition) -> dict[str, str]:
        """Output paths that pages had in the published site and have no more, with the page."""
        taken = {edition.output(path) for path in edition.entries}
        before = _addresses(self._published.get(edition.language))
        return {output: path for output, path in before.items() if path in self._sources and output not in taken}

    @cached_property
    def _published(self) -> dict[str, object]:
        """The routes of the published site, by language; none where there are none that can be read."""
        try:
            routes = json.loads(files.read(self._workspace.root / OUTPUT / ROUTES) or b"{}")
        except ValueError:
            return {}
        return routes if isinstance(routes, dict) else {}

    # --- report ---------------------------------------------------------------------------------

    def report(self, published: tuple[int, int] = (0, 0)) -> Report:
        """What was found so far."""
        with self._watch.on("report"):
            findings = checks.configured(self._findings, self._config.rules)
            ordered = tuple(sorted(findings, key=lambda f: (*f.location, f.rule)))
            pages = tuple(self._page_reports())
            totals = {language: score(pool.counts, language) for language, pool in self._pools.items()}
            messages = len({(s.context, s.id) for d in self._sources.values() for s in d.segments})
        return Report(ordered, pages, totals, messages, *published, self._watch.seconds)

    def _page_reports(self) -> Iterator[PageReport]:
        for language, entries in self._entries.items():
            edition = self._editions.get(language)
            for path, found in entries.items():
                published = edition is not None and path in edition.entries
                yield PageReport(
                    f"{SOURCE}/{path}",
                    found.title.value,
                    language,
                    self._measured(language, path)[0],
                    found.translated,
                    published,
                    edition.href(path) if edition and published else "",
                )


def _addresses(routes: object) -> dict[str, str]:
    """Page by output path, now and before, of what `routes.json` says of a language; what is no path is left out."""
    if not isinstance(routes, dict):
        return {}
    pages, moved = (value if isinstance(value := routes.get(key), dict) else {} for key in ("pages", "moved"))
    found = {output: path for path, output in pages.items() if isinstance(output, str)} | moved
    return {output: path for output, path in found.items() if isinstance(path, str) and output.endswith(".html")}


def _printable(catalogue: Catalogue, language: str) -> tuple[Catalogue, list[Finding]]:
    """`catalogue` with what templates can print, and a finding for each translation that they cannot."""
    good = tuple(m for m in catalogue if m.obsolete or not m.translated or printable(m))
    template = (
        "The placeholders of “{text}” differ from the source, so the source is shown: %(…)s and %% stay as they are."
    )
    bad = [m for m in catalogue if m not in good]
    return replace(catalogue, messages=good), [
        Finding(
            "translation-markup", "error", template, Location(catalogue.path, m.line, 1), language, (("text", m.id),)
        )
        for m in bad
    ]
