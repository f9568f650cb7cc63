"""A batch of pages: read from where they wait, rendered in every language (`render`), and put where they are published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.filling import Surroundings
from pipeline.glossary import Glossary
from pipeline.holes import body
from pipeline.overview import Watch
from pipeline.publication import Shelf
from pipeline.render import Compiled, Page, Renderer
from pipeline.spool import Waiting, get
from pipeline.view import Text
from pipeline.words import Words


class Edited(NamedTuple):
    """What is the same on all pages of a language."""

    words: Words
    """The theme's words."""
    title: Text
    """The site's name."""
    glossary: Glossary
    """What its terms mean."""


class Shown(NamedTuple):
    """What rendering needs besides the pages."""

    around: Surroundings
    editions: Mapping[str, Edited]
    """By language."""
    templates: Mapping[str, str]
    """By name."""
    shelf: Shelf
    """Where pages go."""


class Batch(NamedTuple):
    """Pages that are rendered together, or the pages that no source has."""

    pages: Sequence[tuple[str, Waiting]] = ()
    """Path, and where the body waits."""
    without_source: bool = False
    """Whether the pages for addresses that do not exist are wanted."""


class Rendered(NamedTuple):
    """What came of a batch."""

    changed: int
    """Files that are new or differ."""
    assets: frozenset[str]
    """The files beside the pages that they show or link to."""
    seconds: Mapping[str, float]
    """What each stage took."""


class Rendering:
    """Renders batches of one site."""

    def __init__(self, shown: Shown) -> None:
        compiled = Compiled()
        self._shelf = shown.shelf
        self._languages = [*shown.around.config.all_languages]
        self.renderers = {
            language: Renderer(shown.around, language, own.words, own.title, shown.templates, compiled, own.glossary)
            for language, own in shown.editions.items()
        }
        """By language."""

    def __call__(self, batch: Batch) -> Rendered:
        """What came of a batch."""
        watch = Watch()
        texts = get([waiting for _, waiting in batch.pages])
        read = [(path, json.loads(text)[0]) for (path, _), text in zip(batch.pages, texts, strict=True)]
        watch.lap("read")
        changed, assets = 0, set[str]()
        for language, renderer in self.renderers.items():
            column = self._languages.index(language)
            # Neighbours share fragments: one language after the other.
            for path, sides in read:
                if path in renderer.paths:
                    has_heading, pressed = sides[column]
                    page = renderer.page(path, body(pressed), has_heading)
                    watch.lap("render")
                    changed += self._put(page, assets)
                    watch.lap("write")
            if batch.without_source:
                changed += self._put(renderer.not_found(), assets)
        watch.lap("write")
        return Rendered(changed, frozenset(assets), watch.seconds)

    def _put(self, page: Page, assets: set[str]) -> bool:
        assets |= page.assets
        return self._shelf.put(page.output, page.html.encode())
