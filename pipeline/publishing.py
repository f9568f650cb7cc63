"""Publishing: the prepared pages of every language → the files of the site, exchanged for the old ones in one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from pipeline import feed, files, pseudo, search
from pipeline.aliases import redirects
from pipeline.colour import compact, tinted
from pipeline.config import Config
from pipeline.downloads import type_of
from pipeline.errors import SourceError
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN
from pipeline.filling import Surroundings, asset_address
from pipeline.gallery import Gallery
from pipeline.glossary import Glossary
from pipeline.html import Body, direction
from pipeline.images import version_for
from pipeline.model import Catalogue, Image, Link, Location
from pipeline.publication import Publication, publish
from pipeline.render import STYLESHEET, Compiled, Page, Renderer
from pipeline.routes import Resolver
from pipeline.site import Edition
from pipeline.sitemap import sitemap
from pipeline.view import Text
from pipeline.words import Words, words
from pipeline.workspace import OUTPUT, SOURCE, THEME_DOMAIN, Workspace, packaged_words, theme_file, theme_templates

ROUTES = "routes.json"
"""Which page has which address; published with the site, so that the next build sees what has moved."""

Bodies = Mapping[str, Mapping[str, tuple[Body, bool]]]
"""By language and path: the body of each page, and whether it brings its own h1."""


class Publishing:
    """One publication of a site."""

    def __init__(
        self,
        workspace: Workspace,
        config: Config,
        editions: Mapping[str, Edition],
        catalogues: Mapping[tuple[str, str], Catalogue],
        resolve: Resolver,
        unsafe: Callable[[str], bool],
        lap: Callable[[str], None],
        glossaries: Mapping[str, Glossary],
        anchors: Mapping[str, str],
        gallery: Gallery,
        output: str = OUTPUT,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._workspace = workspace
        self._config = config
        self._editions = editions
        self._catalogues = catalogues
        self._resolve = resolve
        self._unsafe = unsafe
        self._lap = lap
        self._glossaries = glossaries
        self._anchors = anchors
        self._gallery = gallery
        self._progress = progress
        self._output = workspace.root / output
        self._compiled = Compiled()
        self.used: frozenset[str] = frozenset()
        """Paths below the source folder of the files that the pages show or link to, once they are written."""

    def run(self, bodies: Bodies) -> tuple[int, int]:
        """Write everything; the number of files, and of those that are new or different."""
        self._gallery.encode(self._shown(bodies), self._progress)
        self._lap("encode pictures")
        indexes = {
            language: search.index(edition, bodies[language])
            for language, edition in self._editions.items()
            if search.page_of(edition)
        }
        around = self._surroundings(indexes)
        self._lap("measure pictures")
        with publish(self._output) as publication:
            assets: set[str] = set()
            redirects: list[tuple[Renderer, str, str]] = []
            for language, edition in self._editions.items():
                renderer = self._renderer(around, language)
                self._lap("prepare templates")
                for path in edition.pages:
                    page = renderer.page(path, *bodies[language][path])
                    self._lap("render")
                    self._write(publication, page, assets)
                    self._lap("write")
                self._write(publication, renderer.not_found(), assets)
                redirects += [(renderer, old, path) for old, path in self._moved(edition).items()]
            publication.write(STYLESHEET, self._stylesheet)
            for language, index in indexes.items():
                publication.write(search.index_file(language), index)
            if indexes:
                publication.write(search.SCRIPT, theme_file("static/search.js"))
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
            self.used = frozenset(assets)
            for asset in sorted(assets):
                self._copy(publication, asset)
            for name, size, read in self._gallery.versions():
                if not publication.keep(name, size):
                    publication.write(name, read())
            self._lap("write")
        self._lap("write")
        return publication.count, publication.changed

    def _write(self, publication: Publication, page: Page, assets: set[str]) -> None:
        assets |= page.assets
        publication.write(page.output, page.html.encode())

    def _copy(self, publication: Publication, asset: str) -> None:
        if self._unsafe(asset):
            return
        if not publication.has_room(asset):
            template = "a page of the site lies where this file would have to lie. Give the file another name."
            raise SourceError(template, Location(f"{SOURCE}/{asset}"))
        picture = self._gallery.original(asset)
        if picture is None:
            publication.copy(asset, self._workspace.root / SOURCE / asset)
        else:
            publication.write(asset, picture)

    def _surroundings(self, indexes: Mapping[str, bytes]) -> Surroundings:
        assets = self._workspace.tree.assets
        searched = {language: self._address(search.index_file(language), data) for language, data in indexes.items()}
        return Surroundings(
            self._config,
            self._editions,
            assets,
            self._gallery.sizes(assets),
            {path: files.size(self._workspace.root / SOURCE / path) for path in assets if type_of(path)},
            self._address(STYLESHEET, self._stylesheet),
            {"script": self._address(search.SCRIPT, theme_file("static/search.js")), **searched} if searched else {},
            self._resolve,
            self._anchors,
            self._gallery.sources(lambda path: asset_address(self._config.base_url, path)),
        )

    def _address(self, path: str, data: bytes) -> str:
        """The address of one of our own files, which changes with what is in it: browsers may keep it for ever."""
        return f"{self._config.base_path}/{path}?v={hashlib.sha256(data).hexdigest()[:12]}"

    @cached_property
    def _stylesheet(self) -> bytes:
        """The stylesheet, in the colours of the site."""
        sheet, accent = theme_file("static/syntolk.css").decode(), self._config.theme.accent
        return compact(tinted(sheet, accent) if accent else sheet).encode()

    def _shown(self, bodies: Bodies) -> Iterator[str]:
        """The pictures that pages show, in the version of their language."""
        assets = self._workspace.tree.assets
        for language, edition in self._editions.items():
            for path in edition.pages:
                for image in _pictures(bodies[language][path][0]):
                    target = self._resolve(image.src, path)
                    if target.kind == "asset":
                        yield version_for(target.path, language, assets)

    def _renderer(self, around: Surroundings, language: str) -> Renderer:
        words, title, glossary = self._words(language), self._title(language), self._glossaries[language]
        return Renderer(around, language, words, title, self._templates, self._compiled, glossary)

    @cached_property
    def _templates(self) -> dict[str, str]:
        theme = theme_templates()
        return theme | {f"theme/{name}": text for name, text in theme.items()} | self._workspace.own_templates

    def _words(self, language: str) -> Words:
        """The theme's words: the site's own catalogues first, then the packaged ones."""
        own = [self._catalogues.get((language, domain), Catalogue()) for domain in (TEMPLATE_DOMAIN, THEME_DOMAIN)]
        made_up = language in (pseudo.ACCENTED, pseudo.BIDI)
        packaged = packaged_words("en" if made_up else language) or Catalogue()
        if made_up:
            packaged = pseudo.catalogue(packaged, language)
        theme = frozenset(message.id for message in packaged_words("en") or Catalogue())
        found = words([*own, packaged], language)
        return found._replace(theme=theme, source=self._config.source_language)

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
        before = _addresses(self._published.get(edition.language)) | redirects(edition, self._workspace.tree.assets)
        return {
            output: path
            for output, path in before.items()
            if path in self._editions[self._config.source_language].entries and output not in taken
        }

    @cached_property
    def _published(self) -> dict[str, object]:
        """The routes of the published site, by language; none where there are none that can be read."""
        try:
            routes = json.loads(files.read(self._output / ROUTES) or b"{}")
        except ValueError:
            return {}
        return routes if isinstance(routes, dict) else {}


def _pictures(parts: Iterable[object]) -> Iterator[Image]:
    for part in parts:
        if isinstance(part, Image):
            yield part
        elif isinstance(part, Link):
            yield from _pictures(part.parts)


def _addresses(routes: object) -> dict[str, str]:
    """Page by output path, now and before, of what `routes.json` says of a language; what is no path is left out."""
    if not isinstance(routes, dict):
        return {}
    pages, moved = (value if isinstance(value := routes.get(key), dict) else {} for key in ("pages", "moved"))
    found = {output: path for path, output in pages.items() if isinstance(output, str)} | moved
    return {output: path for output, path in found.items() if isinstance(path, str) and output.endswith(".html")}
