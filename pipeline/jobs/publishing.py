"""Publishing: the prepared pages of every language → the files of the site, exchanged for the old ones in one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from pipeline import files
from pipeline.config import Config
from pipeline.disk.publication import Publication, publish
from pipeline.disk.spool import Waiting
from pipeline.errors import ConfigError, SourceError
from pipeline.execute import FEW, Alone, Crew
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN
from pipeline.images import version_for
from pipeline.incremental import cache
from pipeline.incremental.published import Published
from pipeline.jobs.desk import Near
from pipeline.jobs.overview import Watch
from pipeline.jobs.preparing import groups
from pipeline.jobs.rendering import Batch, Body, Edited, Rendering, Shown, Wanted, rendered
from pipeline.language.tags import direction
from pipeline.model import Catalogue, Location
from pipeline.pictures.gallery import Gallery
from pipeline.site import Edition
from pipeline.termbase.glossary import Glossary
from pipeline.translation import pseudo
from pipeline.web import feed, search
from pipeline.web.aliases import redirects
from pipeline.web.colour import compact, tinted
from pipeline.web.downloads import type_of
from pipeline.web.filling import Surroundings, asset_address
from pipeline.web.packaged import THEME_DOMAIN, packaged_words, theme_file, theme_templates
from pipeline.web.routes import NOT_FOUND, ROUTES, STYLESHEET, Resolver
from pipeline.web.sitemap import sitemaps
from pipeline.web.view import Text
from pipeline.words import Words, words
from pipeline.workspace import OUTPUT, SOURCE, Workspace

Pages = Mapping[str, Mapping[str, Body]]
"""What is known of each body, by language and path."""
Fetch = Callable[[Iterable[str]], Mapping[str, Waiting]]
"""Says where the bodies of pages wait, by path."""
_RECORD = "published.json"
"""Where is remembered what is published, in the folder of what is remembered."""
_TOGETHER = 50
"""Pages that are rendered together."""
Progress = Callable[[str, int, int], None]
"""Is told which stage is going on, and how many of how many pages have gone by."""


class Publishing:
    """One publication of a site."""

    def __init__(
        self,
        workspace: Workspace,
        config: Config,
        editions: Mapping[str, Edition],
        catalogues: Mapping[tuple[str, str], Catalogue],
        resolve: Resolver,
        unsafe: Container[str],
        watch: Watch,
        glossaries: Mapping[str, Glossary],
        anchors: Mapping[str, str],
        gallery: Gallery,
        output: str = OUTPUT,
    ) -> None:
        self._workspace = workspace
        self._config = config
        self._editions = editions
        self._catalogues = catalogues
        self._resolve = resolve
        self._unsafe = unsafe
        self._watch = watch
        self._glossaries = glossaries
        self._anchors = anchors
        self._gallery = gallery
        self._output = workspace.root / output
        self.used: frozenset[str] = frozenset()
        """Paths below the source folder of the files that the pages show or link to, once they are written."""
        self.written: dict[str, str] = {}
        """What the system says of files that were published, by path below the site's folder, as far as it was asked."""

    def run(
        self,
        pages: Pages,
        words: Mapping[str, Mapping[str, str]],
        fetch: Fetch,
        crew: Crew,
        progress: Progress,
        program: str,
    ) -> tuple[int, int]:
        """Write everything; the number of files, and of those that are new or different.

        `pages` has what is known of each body by language and path, `words` what it is found by, `fetch` says where the bodies
        wait; what is published is remembered for the next build by the same `program`. Raises `ConfigError` where the folder holds
        what no build has put there: it would be gone.
        """
        self._need_own_folder()
        self._gallery.encode(self._shown(pages), lambda done, total: progress("encode pictures", done, total))
        self._watch.lap("encode pictures")
        indexes = {
            language: search.index(edition, words[language])
            for language, edition in self._editions.items()
            if search.page_of(edition)
        }
        around = self._surroundings(indexes)
        self._watch.lap("measure pictures")
        spare = cache.spare(self._workspace.root, self._output.name) if program else None
        with publish(self._output, spare) as publication:
            home = Near(publication.shelf)
            shown = self._shown_with(around, home, program)
            self._watch.lap("prepare templates")
            self._reserve(publication)
            rendering = Rendering(shown)
            record = self._workspace.root / cache.FOLDER / _RECORD
            published = Published(record, program, publication.shelf, rendering.around if program else "")
            wanted = self._wanted(pages, rendering, published)
            self._watch.lap("render")
            publication.changed += self._render(shown, wanted, fetch, crew, progress, published, home)
            self._write_lists(publication, indexes)
            self.used = frozenset(asset for file in published.kept.values() for asset in file.assets)
            self._write_files(publication)
            self._redirect(publication, rendering)  # Last: an old address yields to all that is there now.
            self._watch.lap("write")
        published.save()
        self.written = published.signatures(self._output.name)
        self._watch.lap("write")
        return publication.count, publication.changed

    def _need_own_folder(self) -> None:
        names = [name for name in files.names(self._output) if not name.startswith(".")]
        if names and ROUTES not in names:
            template = "{folder} holds files that no build has put there, such as {name}, and publishing would remove them. Move them, or remove the folder."
            raise ConfigError(template, None, (("folder", str(self._output)), ("name", names[0])))

    def _shown_with(self, around: Surroundings, home: Near, program: str) -> Shown:
        """What pages are rendered with, in each language."""
        editions = {
            language: Edited(self._words(language), self._title(language), self._glossaries[language])
            for language in self._editions
        }
        return Shown(around, editions, self._templates, home, program)

    def _reserve(self, publication: Publication) -> None:
        """Keep the places of all pages: nothing else may lie there."""
        for edition in self._editions.values():
            for path in edition.pages:
                publication.reserve(edition.output(path))
            publication.reserve(NOT_FOUND if edition.is_source else f"{edition.language}/{NOT_FOUND}")

    def _wanted(self, pages: Pages, rendering: Rendering, published: Published) -> dict[str, dict[str, Body]]:
        """The pages that have to be rendered, by path and language; the others are kept as they are published."""
        wanted: dict[str, dict[str, Body]] = {}
        for language, renderer in rendering.renderers.items():
            edition = self._editions[language]
            for path in edition.pages:
                body = pages[language][path]
                name = edition.output(path)
                if name in published:
                    own = renderer.own(path, body.digest)
                    same = published.by_itself(name, own)
                    key = same.key if same is not None else renderer.answers(path, *body).key
                    if published.keep(name, key, own):
                        continue
                wanted.setdefault(path, {})[language] = body
        return wanted

    def _render(
        self,
        shown: Shown,
        wanted: Mapping[str, Mapping[str, Body]],
        fetch: Fetch,
        crew: Crew,
        progress: Progress,
        published: Published,
        home: Near,
    ) -> int:
        """Have pages rendered; how many files are new or differ."""
        waiting = fetch(wanted)
        pages = [Wanted(path, waiting[path], languages) for path, languages in wanted.items()]
        todo = [*(Batch(part) for part in groups(pages, _TOGETHER)), Batch(without_source=True)]
        chosen = crew if len(pages) > FEW else Alone()
        changed = 0
        for number, done in enumerate(rendered(chosen, shown, todo, home), 1):
            changed += done.changed
            published.add(done.files)
            self._watch.add(done.seconds)
            progress("render", min(number * _TOGETHER, len(pages)), len(pages))
        return changed + home.changed

    def _write_lists(self, publication: Publication, indexes: Mapping[str, bytes]) -> None:
        """What is made of all pages together, and the stylesheet."""
        publication.write(STYLESHEET, self._stylesheet)
        for language, index in indexes.items():
            publication.write(search.index_file(language), index)
        if indexes:
            publication.write(search.SCRIPT, theme_file("static/search.js"))
        publication.write(ROUTES, self._routes())
        if self._config.base_url:
            for name, data in sitemaps(self._editions):
                publication.write(name, data)
        for edition in self._editions.values():
            if href := feed.href(edition):
                file = href.removeprefix(f"{self._config.base_path}/")
                publication.write(file, feed.atom(edition, self._title(edition.language).value))

    def _write_files(self, publication: Publication) -> None:
        """The files that pages show or link to, and the smaller versions of pictures."""
        for asset in sorted(self.used):
            self._copy(publication, asset)
        for name, size, read in self._gallery.versions():
            if not publication.keep(name, size):
                publication.write(name, read())

    def _redirect(self, publication: Publication, rendering: Rendering) -> None:
        """Leave a page behind where a page has moved from."""
        moved = {edition.language: self._moved(edition) for edition in self._editions.values()}
        if not any(moved.values()):
            return
        for language, renderer in rendering.renderers.items():
            for old, path in moved[language].items():
                if path in renderer.paths and publication.has_room(old):
                    page = renderer.redirect(old, path)
                    publication.write(page.output, page.html.encode())

    def _copy(self, publication: Publication, asset: str) -> None:
        if asset in self._unsafe:
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

    def _shown(self, pages: Pages) -> Iterator[str]:
        """The pictures that pages show, in the version of their language."""
        assets = self._workspace.tree.assets
        for language, edition in self._editions.items():
            targets = {self._resolve(src, path) for path in edition.pages for src in pages[language][path].pictures}
            for target in targets:
                if target.kind == "asset":
                    yield version_for(target.path, language, assets)

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
        named = redirects(edition, self._workspace.tree.assets)
        before = named | _addresses(self._published.get(edition.language)) | named  # What is named has its place first.
        return {
            output: path
            for output, path in before.items()
            if path in self._editions[self._config.source_language].entries and output not in taken
        }

    @property
    def gone(self) -> tuple[str, ...]:
        """Addresses that pages had on the published site, in the language of the source, and that lead nowhere now."""
        language = self._config.source_language
        edition = self._editions[language]
        left = {*map(edition.output, edition.entries), *self._moved(edition)}
        before = _addresses(self._published.get(language))
        return tuple(sorted(f"/{output.removesuffix('index.html')}" for output in before if output not in left))

    @cached_property
    def _published(self) -> dict[str, object]:
        """The routes of the published site, by language; none where there are none that can be read."""
        try:
            routes = json.loads(files.read(self._output / ROUTES) or b"{}")
        except ValueError:
            return {}
        return routes if isinstance(routes, dict) else {}


def _addresses(routes: object) -> dict[str, str]:
    """Page by output path, now and before, of what `routes.json` says of a language; what is no path is left out."""
    if not isinstance(routes, dict):
        return {}
    pages, moved = (value if isinstance(value := routes.get(key), dict) else {} for key in ("pages", "moved"))
    found = {output: path for path, output in pages.items() if isinstance(output, str)} | moved
    return {output: path for output, path in found.items() if isinstance(path, str) and output.endswith(".html")}
