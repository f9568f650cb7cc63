"""The site: which pages there are in which language, where they lie, and how they hang together."""

from __future__ import annotations

import datetime as dt
import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from pipeline.config import Config
from pipeline.html import direction
from pipeline.model import Document
from pipeline.parts import images_in
from pipeline.sanitise import address
from pipeline.slug import slug, unique
from pipeline.view import Text

HOME = "index.md"
_LAST = 1_000_000_000
_SLUG_BYTES = 100
"""Longest last part of an address. File systems allow 255 bytes; people share shorter ones."""


class Target(NamedTuple):
    """What a link leads to."""

    kind: Literal["page", "asset", "external", "fragment", "forbidden", "nothing"]
    path: str = ""
    """Path below the source folder, for `page` and `asset`."""
    rest: str = ""
    """Query and fragment as they are written, `?` and `#` included."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the rest of the site needs of a page in one language: all but its text."""

    path: str
    """Path below the source folder."""
    type: str
    """Page type."""
    title: Text
    menu_title: Text
    description: Text
    slug: str
    """Last part of its address; empty on the front page."""
    order: float
    """Position among its siblings."""
    date: dt.date | None
    end_date: dt.date | None
    place: Text
    area: str
    """Path of the page of its area, or empty."""
    contact: str
    """Path of the contact to show, or empty."""
    role: Text
    phone: str
    email: str
    colour: str
    symbol: str
    """Path of its symbol, or empty."""
    translated: float
    """Share of its words that are translated, 0–1; 1 for a page without words."""
    words: int
    """Words that there are to translate; 0 in the source language."""


def is_draft(document: Document) -> bool:
    """Whether the author says that the page is not to be published yet: `draft: true` or `published: false`."""
    return document.meta.get("draft") is True or document.meta.get("published") is False


def entry(document: Document) -> Entry:
    """What the rest of the site needs of `document`."""
    meta, path = document.meta, document.path
    title = _text(document, "title") or _first_heading(document) or Text(posixpath.basename(path).removesuffix(".md"))
    own_slug = meta.get("slug")
    done, total = _translated_words(document)
    return Entry(
        path,
        _type(document),
        title,
        _text(document, "menu_title") or title,
        _text(document, "description"),
        _slug(document, title, own_slug if isinstance(own_slug, str) else ""),
        _order(meta.get("order")),
        _date(meta.get("date")),
        _date(meta.get("end_date")),
        _text(document, "place"),
        str(meta.get("area") or ""),
        _local(str(meta.get("contact") or ""), path),
        _text(document, "role"),
        str(meta.get("phone") or ""),
        str(meta.get("email") or ""),
        str(meta.get("colour") or ""),
        _local(str(meta.get("symbol") or ""), path),
        done / total if total else 1.0,
        total,
    )


def _translated_words(document: Document) -> tuple[int, int]:
    """How many words of a translation are in its language, of how many; blanks tell them apart. Nothing for a source."""
    if not document.source_language:
        return 0, 0
    missing = {run.segment for run in document.runs if run.language}
    missing |= {image.segment for image in images_in(document.parts) if image.language}
    total = done = 0
    for index, segment in enumerate(document.segments):
        words = segment.inline.prose.count(" ") + 1
        total += words
        fallback = segment.context in document.fallbacks if segment.role == "field" else index in missing
        done += 0 if fallback else words
    return done, total


def _text(document: Document, key: str) -> Text:
    value = document.meta.get(key)
    if not isinstance(value, str) or not value:
        return Text("")
    return _marked(value, document.source_language if key in document.fallbacks else "")


def _marked(value: str, language: str) -> Text:
    return Text(value, language, direction(language)) if language else Text(value)


def _first_heading(document: Document) -> Text | None:
    run = next((run for run in document.headings if run.tag == "h1"), None)
    return _marked(run.inline.text.strip(), run.language) if run else None


def _type(document: Document) -> str:
    given = document.meta.get("type")
    if isinstance(given, str) and given.isidentifier():
        return given
    if document.path == HOME:
        return "start"
    return "section" if posixpath.basename(document.path) == HOME else "page"


def _slug(document: Document, title: Text, given: str) -> str:
    """Last part of the address. The source's is its `slug` or its file name; a translation's its `slug` or its title."""
    if document.path == HOME:
        return ""
    folder, name = posixpath.split(document.path)
    stem = posixpath.basename(folder) if name == HOME else name.removesuffix(".md")
    own = given if "slug" not in document.fallbacks else ""
    if document.source_language and not title.language and not own:
        own = title.value
    return _short(slug(own) or slug(stem) or "sida")


def _short(name: str) -> str:
    """`name`, cut after a whole word where it is too long for a file system."""
    data = name.encode()
    if len(data) <= _SLUG_BYTES:
        return name
    cut = data[:_SLUG_BYTES].decode("utf-8", "ignore")
    return cut.rpartition("-")[0] or cut


def _order(value: object) -> float:
    """A position; pages without one, or with one that is no position, come last."""
    return float(value) if isinstance(value, int | float) and abs(value) < _LAST else float("inf")


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _local(path: str, base: str) -> str:
    """`path` below the source folder, given from the root (`/a.md`) or from the page `base`."""
    if not path:
        return ""
    folder = "" if path.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))


def parent_of(path: str, pages: Mapping[str, object]) -> str | None:
    """The page above `path`; None for the front page.

    >>> pages = dict.fromkeys(["index.md", "om/index.md", "om/vi.md"])
    >>> parent_of("om/vi.md", pages), parent_of("om/index.md", pages), parent_of("index.md", pages)
    ('om/index.md', 'index.md', None)
    """
    folder = posixpath.dirname(path)
    if posixpath.basename(path) == HOME:
        if not folder:
            return None
        folder = posixpath.dirname(folder)
    while folder and f"{folder}/{HOME}" not in pages:
        folder = posixpath.dirname(folder)
    index = f"{folder}/{HOME}" if folder else HOME
    return index if index in pages else None


class Edition:
    """The site in one language: its pages, addresses and family. Built once, then only read."""

    def __init__(self, config: Config, language: str, entries: Iterable[Entry]) -> None:
        self.config = config
        self.language = language
        source = language == config.source_language
        limit = config.publish.threshold / 100
        every = list(entries)
        enough = {e.path for e in every if source or (e.translated and e.translated >= limit)}
        if not source and not any(e.translated and e.words for e in every):
            enough.clear()  # Pages without words need no translation, but they alone are no site.
        self.entries = {e.path: e for e in every if e.path in enough or (enough and e.path == HOME)}
        self.prefix = f"{config.base_path}/" if source else f"{config.base_path}/{language}/"
        self.addresses = self._addresses()
        self._hrefs = {path: quote(self.prefix + below, safe="/") for path, below in self.addresses.items()}
        self.family = self._family()

    def _addresses(self) -> dict[str, str]:
        """Address below the edition's root by path, such as `om-oss/vart-uppdrag/`; the front page's is empty."""
        taken: dict[str, dict[str, int]] = {"": {tag.lower(): 1 for tag in self.config.languages}}
        folders: dict[str, str] = {"": ""}
        result: dict[str, str] = {}

        def below(above: str, name: str) -> str:
            return above + unique(name, taken.setdefault(above, {})) + "/"

        def folder_address(folder: str) -> str:
            if folder not in folders:
                above = folder_address(posixpath.dirname(folder))
                folders[folder] = below(above, slug(posixpath.basename(folder)) or "mapp")
            return folders[folder]

        for path in sorted(self.entries, key=_sections_first):
            folder, name = posixpath.split(path)
            if path == HOME:
                result[path] = ""
            elif name == HOME:
                above = folder_address(posixpath.dirname(folder))
                folders[folder] = result[path] = below(above, self.entries[path].slug)
            else:
                result[path] = below(folder_address(folder), self.entries[path].slug)
        return result

    def _family(self) -> dict[str, tuple[str, ...]]:
        """Children by path, in menu order; newest first where they have dates."""
        children: dict[str, list[Entry]] = {}
        for path, page in self.entries.items():
            above = parent_of(path, self.entries)
            if above is not None:
                children.setdefault(above, []).append(page)
        return {above: tuple(e.path for e in sorted(pages, key=_position)) for above, pages in children.items()}

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Paths of all pages, from the front page downwards."""
        return tuple(self.entries)

    def href(self, path: str) -> str:
        """Address of a page, percent-encoded."""
        return self._hrefs[path]

    def output(self, path: str) -> str:
        """Path of the page's file below the output folder."""
        start = "" if self.language == self.config.source_language else f"{self.language}/"
        return f"{start}{self.addresses[path]}index.html"

    def url(self, path: str) -> str:
        """Absolute address of a page; empty without `base_url`."""
        return self.config.origin + self.href(path) if self.config.base_url else ""

    def ancestors(self, path: str) -> Iterator[str]:
        """The pages above `path`, nearest first."""
        above = parent_of(path, self.entries)
        while above is not None:
            yield above
            above = parent_of(above, self.entries)


def _sections_first(path: str) -> tuple[int, bool, str]:
    """The order in which pages choose their addresses: level by level, a section before a page of the same name."""
    index = posixpath.basename(path) == HOME
    return path.count("/") - index, not index, path


def _position(page: Entry) -> tuple[float, float, str]:
    return (page.order, -page.date.toordinal() if page.date else 0.0, page.path)


def resolve(
    href: str, base: str, pages: Mapping[str, object], assets: frozenset[str], by_address: Mapping[str, str]
) -> Target:
    """What `href`, as it is written on the page `base`, leads to.

    An address is given as a path to a source file (from the page, or from the root with `/`), as a path to a folder
    with an `index.md`, or as the address of a page on the source-language site (`/om-oss/`).
    """
    if not href:
        return Target("fragment")
    if address(href) is None:
        return Target("forbidden")
    scheme, colon, _ = href.partition(":")
    if href.startswith("//") or (
        colon and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum() and "/" not in scheme
    ):
        return Target("external")
    end = min((place for place in (href.find("?"), href.find("#")) if place >= 0), default=len(href))
    path, rest = unquote(href[:end]), href[end:]
    if not path:
        return Target("fragment", base, rest)
    local = _local(path, base) if path.strip("/") else HOME
    if local.startswith("../") or local == "..":
        return Target("nothing")
    for name in _spellings(local):
        for candidate in (name, f"{name}/{HOME}", HOME if name == "." else ""):
            if candidate in pages:
                return Target("page", candidate, rest)
        if name in assets:
            return Target("asset", name, rest)
    found = by_address.get(local.strip("/"))
    return Target("page", found, rest) if found else Target("nothing")


class Resolver:
    """`resolve` for one site, with a memory: every link is looked at by the checks and by the page, in every language."""

    def __init__(self, source: Edition, assets: frozenset[str]) -> None:
        self._pages = source.entries
        self._assets = assets
        self._by_address = {address.rstrip("/"): path for path, address in source.addresses.items()}
        self._known: dict[tuple[str, str], Target] = {}

    def __call__(self, href: str, base: str) -> Target:
        """What `href` on the page `base` leads to."""
        if href[:1] in ("", "#", "?"):
            return resolve(href, base, self._pages, self._assets, self._by_address)
        key = (href, posixpath.dirname(base))  # Of the page only its folder matters.
        target = self._known.get(key)
        if target is None:
            target = self._known[key] = resolve(href, base, self._pages, self._assets, self._by_address)
        return target


def _spellings(path: str) -> tuple[str, ...]:
    """`path`, and the same with its letters composed and decomposed: macOS writes “å” in names as two characters."""
    if path.isascii():
        return (path,)
    return tuple(dict.fromkeys((path, *(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))))
