"""What a body asks its site for: where links lead, how large pictures are, what the theme calls things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from pipeline.config import Config
from pipeline.images import Size, version_for
from pipeline.language.detection import base
from pipeline.language.locale import file_size, language_name, own_name
from pipeline.model import Image, InlinePart, Link
from pipeline.parsing.sanitise import address, escape
from pipeline.patterns import expression
from pipeline.pictures.responsive import Sources, picture
from pipeline.site import Edition
from pipeline.web.anchors import led_to
from pipeline.web.downloads import type_of, unsaid
from pipeline.web.html import LABELS, marks
from pipeline.web.routes import Target
from pipeline.web.unfinished import between_signs
from pipeline.words import Words

_HREFLANG = expression(r'\bhreflang="([^"]*)"')


class Surroundings(NamedTuple):
    """What pages need that is the same in all languages."""

    config: Config
    editions: Mapping[str, Edition]
    """By language, source language first."""
    assets: frozenset[str]
    """Paths of the files beside the pages."""
    sizes: Mapping[str, Size]
    """Size by path of each picture that is known."""
    file_sizes: Mapping[str, int]
    """Size in bytes by path of each file that is handed to another program."""
    stylesheet: str
    """Address of the stylesheet."""
    search: Mapping[str, str]
    """By language the address of the search index, and by `script` that of the script; none without a search page."""
    resolve: Callable[[str, str], Target]
    """(address as written, path of the page) → what it leads to."""
    anchors: Mapping[str, str]
    """The ids of each page, by path."""
    sources: Mapping[str, Sources] = MappingProxyType({})
    """What a browser chooses from, by path of the picture."""

    def asset(self, path: str) -> str:
        """Address of a file beside the pages, percent-encoded."""
        return asset_address(self.config.base_url, path)


@lru_cache(4096)
def asset_address(base_url: str, path: str) -> str:
    """Address of a file beside the pages of the site at `base_url`, percent-encoded."""
    return quote(f"{Config(base_url=base_url).base_path}/{path}", safe="/")


def _words_of(parts: Iterable[InlinePart]) -> str:
    """The words of a link, case folded."""
    words = (part if isinstance(part, str) else part.alt if isinstance(part, Image) else "" for part in parts)
    return " ".join(words).casefold()


def _type_of(link: Link) -> str:
    """What the file is called that a link leads to; empty for anything else, and where a picture leads to it."""
    name = type_of(link.href)
    return "" if name and any(isinstance(part, Image) for part in link.parts) else name


def _is_told(language: str, own: str, link: Link) -> bool:
    """Whether a page in the language `own` need not say that a link leads to something in `language`: its words do, or it is the same."""
    words = _words_of(link.parts)
    names = (language_name(language, own), own_name(language))
    return base(language) == base(own) or any(name.casefold() in words for name in names)


def _is_marked(link: Link) -> bool:
    """Whether its author says which language the words of a link are in."""
    return " lang=" in link.attributes


class Filler:
    """What the body of one page asks its site for; notes which files it uses."""

    def __init__(self, around: Surroundings, edition: Edition, words: Words, path: str) -> None:
        self._around = around
        self._edition = edition
        self._words = words
        self._path = path
        self._source = around.config.source_language
        self._pictures = 0
        self._hrefs: dict[str, str | None] = {}
        """What was answered: each link is asked for where it stands, and for what the page is told apart by."""
        self.assets: set[str] = set()

    def _resolve(self, href: str) -> Target:
        return self._around.resolve(href, self._path)

    def href(self, href: str) -> str | None:
        if href not in self._hrefs:
            self._hrefs[href] = self._href(href)
        return self._hrefs[href]

    def _href(self, href: str) -> str | None:
        target = self._resolve(href)
        rest = (address(target.rest) or "") if target.rest else ""
        if "#" in rest and target.path in self._around.anchors:
            rest = led_to(rest, self._around.anchors[target.path])
            if target.kind == "fragment":
                return rest
        if target.kind == "page":
            return self._page(target.path) + rest
        if target.kind == "asset":
            path = version_for(target.path, self._edition.language, self._around.assets)
            self.assets.add(path)
            return self._around.asset(path) + rest
        return address(href)

    def file(self, link: Link, inner: str) -> str:
        """The type, the size and, where it is another one than the page's, the language of a file: “ (PDF, 1,2 MB)”."""
        name = _type_of(link)
        if not name:
            return ""
        target, here, source = self._resolve(link.href), self._edition.language, self._around.config.source_language
        path = version_for(target.path, here, self._around.assets) if target.kind == "asset" else ""
        size = self._around.file_sizes.get(path, 0)
        said = unsaid(inner, name, file_size(size, here) if size else "")
        if language := self._language_of_file(link, path if path == target.path else ""):
            said.append(self._named_in("in %(language)s", None, language))
        if not said:
            return ""
        text = escape(f"({', '.join(said)})")
        # It may be in a text that is not in the language of the page.
        return f" {text}" if here == source and not _is_marked(link) else f" <span{marks(here)}>{text}</span>"

    def _language_of_file(self, link: Link, path: str) -> str:
        """The language of a file that has to be told: the one that its author names, or that of the source for the file at `path`.

        Empty where it is that of the page, or the words of the link tell it.
        """
        here, source = self._edition.language, self._around.config.source_language
        said = _HREFLANG.search(link.attributes)
        if said is None:
            return source if path and here != source else ""
        return "" if _is_told(said[1], here, link) else said[1]

    def _page(self, path: str) -> str:
        """Address of a page in this language, or in the source language where it is withheld."""
        editions, config = self._around.editions, self._around.config
        edition = self._edition if path in self._edition.entries else editions[config.source_language]
        return edition.href(path)

    def abroad(self, link: Link) -> tuple[str, str]:
        """`hreflang`, and a note after the words of a link that do not tell themselves that it leads to another language.

        To a page that is withheld in this one, or where its author says so.
        """
        own = self._edition.language
        said = _HREFLANG.search(link.attributes) if "hreflang=" in link.attributes else None
        if said:
            language = said[1]
        elif own == self._source or (target := self._resolve(link.href)).kind != "page":
            return "", ""
        else:
            language = own if target.path in self._edition.entries else self._source
        if base(language) == base(own):
            return "", ""
        told = _is_told(language, own, link) or bool(_type_of(link))
        attributes = "" if said else f' hreflang="{escape(language)}"'
        return attributes, "" if told else self._note(language, link)

    def _named_in(self, template: str, context: str | None, language: str) -> str:
        """The theme's words with the name of `language` in them: both in the language of the page, or both in that of the theme."""
        words, missing = self._words, self._words.missing(template, context)
        said = words.pgettext(context, template) if context else words.gettext(template)
        name = language_name(language, missing or self._edition.language)
        return between_signs(said % {"language": name}, missing)

    def _note(self, language: str, link: Link) -> str:
        """The note, marked where the text around it may be in another language than the page."""
        note = escape(self._named_in("(in %(language)s)", "label", language))
        entry = self._edition.entries.get(self._path)
        whole = entry is not None and entry.translated == 1 and not _is_marked(link)
        return f" {note}" if whole else f" <span{marks(self._edition.language)}>{note}</span>"

    def image(self, image: Image) -> str:
        self._pictures += 1
        first, sizes = self._pictures == 1, self._around.config.images.sizes
        target = self._resolve(image.src)
        if target.kind != "asset":
            return picture(image, address(image.src) or "", None, None, sizes, first=first)
        path = version_for(target.path, self._edition.language, self._around.assets)
        self.assets.add(path)
        around = self._around
        return picture(image, around.asset(path), around.sizes.get(path), around.sources.get(path), sizes, first=first)

    def told(self, href: str) -> tuple[str | None, int]:
        """What a link is written with, of what the site knows: its address, and the bytes of a file where these are told."""
        target = self._resolve(href)
        path = version_for(target.path, self._edition.language, self._around.assets) if target.kind == "asset" else ""
        return self.href(href), self._around.file_sizes.get(path, 0)

    def shown(self, src: str) -> tuple[str, Size | None, Sources | None]:
        """What a picture is written with, of what the site knows: its address, its size, and its versions."""
        target = self._resolve(src)
        if target.kind != "asset":
            return address(src) or "", None, None
        path = version_for(target.path, self._edition.language, self._around.assets)
        self.assets.add(path)
        return self._around.asset(path), self._around.sizes.get(path), self._around.sources.get(path)

    def label(self, key: str) -> str:
        word = LABELS[key]
        return between_signs(escape(self._words.pgettext("label", word)), self._words.missing(word, "label"))
