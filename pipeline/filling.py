"""What a body asks its site for: where links lead, how large pictures are, what the theme calls things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from pipeline.anchors import led_to
from pipeline.config import Config
from pipeline.html import LABELS, img
from pipeline.images import Size, version_for
from pipeline.model import Image
from pipeline.routes import Target
from pipeline.sanitise import address, escape
from pipeline.site import Edition
from pipeline.words import Words


class Surroundings(NamedTuple):
    """What pages need that is the same in all languages."""

    config: Config
    editions: Mapping[str, Edition]
    """By language, source language first."""
    assets: frozenset[str]
    """Paths of the files beside the pages."""
    sizes: Mapping[str, Size]
    """Size by path of each picture that is known."""
    stylesheet: str
    """Address of the stylesheet."""
    resolve: Callable[[str, str], Target]
    """(address as written, path of the page) → what it leads to."""
    anchors: Mapping[str, str]
    """The ids of each page, by path."""

    def asset(self, path: str) -> str:
        """Address of a file beside the pages, percent-encoded."""
        return _quoted(self.config.base_url, path)


@lru_cache(4096)
def _quoted(base_url: str, path: str) -> str:
    return quote(f"{Config(base_url=base_url).base_path}/{path}", safe="/")


class Filler:
    """What the body of one page asks its site for; notes which files it uses."""

    def __init__(self, around: Surroundings, edition: Edition, words: Words, path: str) -> None:
        self._around = around
        self._edition = edition
        self._words = words
        self._path = path
        self._pictures = 0
        self.assets: set[str] = set()

    def _resolve(self, href: str) -> Target:
        return self._around.resolve(href, self._path)

    def href(self, href: str) -> str | None:
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

    def _page(self, path: str) -> str:
        """Address of a page in this language, or in the source language where it is withheld."""
        editions, config = self._around.editions, self._around.config
        edition = self._edition if path in self._edition.entries else editions[config.source_language]
        return edition.href(path)

    def image(self, image: Image) -> str:
        self._pictures += 1
        later = "" if self._pictures == 1 else ' loading="lazy"'
        target = self._resolve(image.src)
        if target.kind != "asset":
            return img(image, address(image.src) or "", later)
        path = version_for(target.path, self._edition.language, self._around.assets)
        self.assets.add(path)
        size = self._around.sizes.get(path)
        measured = f' width="{size.width}" height="{size.height}"' if size and "width=" not in image.attributes else ""
        return img(image, self._around.asset(path), measured + later)

    def shown(self, src: str) -> tuple[str, Size | None]:
        """What a picture is written with, of what the site knows: its address, and its size where that is known."""
        target = self._resolve(src)
        if target.kind != "asset":
            return address(src) or "", None
        path = version_for(target.path, self._edition.language, self._around.assets)
        self.assets.add(path)
        return self._around.asset(path), self._around.sizes.get(path)

    def label(self, key: str) -> str:
        return escape(self._words.pgettext("label", LABELS[key]))
