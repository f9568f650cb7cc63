"""The site: which pages there are in which language, where they lie, and how they hang together."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from pipeline.config import Config
from pipeline.language.tags import direction
from pipeline.model import Document, Image, Link
from pipeline.parsing.parts import images_in
from pipeline.web.routes import HOME, addresses, last_part, local
from pipeline.web.view import Text

GLOSSARY = "glossary"
"""Page type of a page that shows what the terms mean."""
LAST = 1e9
"""The position of a page that nobody has given one."""
_EARLIEST = dt.datetime(1, 1, 1)  # noqa: DTZ001 - the clock of the place, as in front matter


class Entry(NamedTuple):
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
    date: dt.datetime | None
    """On the clock of the place; midnight stands for the whole day."""
    end_date: dt.datetime | None
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
    has_words: bool
    """Whether there is anything to translate on it."""
    titled: bool
    """Whether it says what it is called; else it is called after its file."""
    aliases: tuple[str, ...] = ()
    """Its old addresses."""


def entry(document: Document, definitions: Document | None = None) -> Entry:
    """What the rest of the site needs of `document`. A glossary is as translated as the `definitions` that it shows."""
    meta, path = document.meta, document.path
    own = _text(document, "title") or _first_heading(document)
    title = own or _marked(posixpath.basename(path).removesuffix(".md"), document.source_language)
    kind = _type(document)
    return Entry(
        path,
        kind,
        title,
        _text(document, "menu_title") or title,
        _text(document, "description"),
        _slug(document, title, meta.get("slug")),
        _order(meta.get("order")),
        _date(meta.get("date")),
        _date(meta.get("end_date")),
        _text(document, "place"),
        str(meta.get("area") or ""),
        local(str(meta.get("contact") or ""), path),
        _text(document, "role"),
        str(meta.get("phone") or ""),
        str(meta.get("email") or ""),
        str(meta.get("colour") or ""),
        local(str(meta.get("symbol") or ""), path),
        _translated_share([document, definitions] if definitions and kind == GLOSSARY else [document]),
        bool(document.segments),
        bool(own),
        tuple(str(alias) for alias in aliases) if isinstance(aliases := meta.get("aliases"), tuple) else (),
    )


def _translated_share(documents: Sequence[Document]) -> float:
    """How much of a translation is in its language, 0–1, in words; blanks tell them apart. 1 for a source."""
    if not any(document.source_language for document in documents):
        return 1.0
    gaps = [(document, _missing(document)) for document in documents]
    if not any(missing or document.fallbacks for document, missing in gaps):
        return 1.0
    total = done = 0
    for document, missing in gaps:
        for index, segment in enumerate(document.segments):
            words = segment.inline.prose.count(" ") + 1
            total += words
            fallback = segment.context in document.fallbacks if segment.role == "field" else index in missing
            done += 0 if fallback else words
    return done / total if total else 1.0


def _missing(document: Document) -> set[int | None]:
    """The segments in the body of `document` that are still in the source language."""
    missing = {run.segment for run in document.runs if run.language}
    holders = [part for part in document.parts if isinstance(part, Image | Link)]
    return missing | {image.segment for image in images_in(holders) if image.language}


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


def _slug(document: Document, title: Text, given: object) -> str:
    """Last part of the address. The source's is its `slug` or its file name; a translation's its `slug` or its title."""
    own = given if isinstance(given, str) and "slug" not in document.fallbacks else ""
    if document.source_language and not title.language and not own:
        own = title.value
    return last_part(document.path, own)


def _order(value: object) -> float:
    """A position; pages without one, or with one that is no position, come last."""
    return float(value) if isinstance(value, int | float) and abs(value) < LAST else LAST


def _date(value: object) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else None


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
        if not source and not any(e.translated and e.has_words for e in every):
            enough.clear()  # Pages without words need no translation, but they alone are no site.
        self.entries = {e.path: e for e in every if e.path in enough or (enough and e.path == HOME)}
        self.is_source = source
        self._origin = config.origin
        self.prefix = f"{config.base_path}/" if source else f"{config.base_path}/{language}/"
        self.addresses = addresses({path: e.slug for path, e in self.entries.items()}, config.languages)
        self._hrefs = {path: quote(self.prefix + below, safe="/") for path, below in self.addresses.items()}
        self._above = {path: parent_of(path, self.entries) for path in self.entries}
        self._trails: dict[str | None, tuple[str, ...]] = {}
        """The pages above those below each page, as far as that was asked."""
        self.family = self._family()

    def _family(self) -> dict[str, tuple[str, ...]]:
        """Children by path, in menu order; newest first where they have dates."""
        children: dict[str, list[Entry]] = {}
        for path, above in self._above.items():
            if above is not None:
                children.setdefault(above, []).append(self.entries[path])
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
        return self._origin + self._hrefs[path] if self._origin else ""

    def trail(self, path: str) -> tuple[str, ...]:
        """The pages above `path`, from the front page downwards."""
        above = self._above[path]
        if above not in self._trails:
            self._trails[above] = () if above is None else (*self.trail(above), above)
        return self._trails[above]


def _position(page: Entry) -> tuple[float, float, str]:
    return (page.order, (_EARLIEST - page.date).total_seconds() if page.date else 0.0, page.path)


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Those of `entries` that have a date, the newest first."""
    return sorted((e for e in entries if e.date), key=lambda e: (e.date or _EARLIEST, e.path), reverse=True)
