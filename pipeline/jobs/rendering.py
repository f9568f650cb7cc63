"""A batch of pages: read from where they wait, rendered in every language (`render`), and put where they are published."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.digest import digest
from pipeline.disk.spool import Waiting
from pipeline.execute import Crew
from pipeline.incremental.published import File
from pipeline.jobs import desk
from pipeline.jobs.desk import Desk, Luggage, Near
from pipeline.jobs.overview import Taken, Watch
from pipeline.records import loads
from pipeline.render import Compiled
from pipeline.termbase.glossary import Glossary
from pipeline.web.answers import AnsweringRenderer, told_of_site
from pipeline.web.filling import Surroundings
from pipeline.web.holes import Rest, body, packed, unpacked
from pipeline.web.routes import SOURCE
from pipeline.web.view import Text
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
    desk: Desk
    """Where it is done."""
    program: str = ""
    """The program that may keep what it has compiled; empty where nothing is kept."""


class Wanted(NamedTuple):
    """A page that is to be rendered."""

    path: str
    waiting: Waiting
    """Where its body waits."""
    languages: Mapping[str, Body]
    """In which languages, and what its body there is told apart by."""


class Body(NamedTuple):
    """What is known of a body in one language."""

    digest: str
    """What it is told apart by."""
    has_heading: bool
    """Whether it brings its own h1."""
    links: Sequence[str]
    """Where it leads."""
    pictures: Sequence[str]
    """What it shows."""


class Batch(NamedTuple):
    """Pages that are rendered together, or the pages that no source has."""

    pages: Sequence[Wanted] = ()
    without_source: bool = False
    """Whether the pages for addresses that do not exist are wanted."""


class Rendered(NamedTuple):
    """What came of a batch."""

    changed: int
    """Files that are new or differ, as far as that was known there."""
    files: tuple[tuple[str, File], ...]
    """The files of pages that have a source."""
    seconds: Taken
    """What each stage and page took."""


class Rendering:
    """Renders batches of one site."""

    def __init__(self, shown: Shown) -> None:
        compiled = Compiled(shown.program)
        self._desk = shown.desk
        self._around = shown.around
        self._languages = [*shown.around.config.all_languages]
        self.renderers = {
            language: AnsweringRenderer(
                shown.around, language, own.words, own.title, shown.templates, compiled, own.glossary
            )
            for language, own in shown.editions.items()
        }
        """By language."""

    @property
    def around(self) -> str:
        """What the site is told apart by: all that any page may ask of it."""
        own = [part for language, renderer in self.renderers.items() for part in (language, renderer.same)]
        return digest(told_of_site(self._around), *own)

    def __call__(self, batch: Batch) -> Rendered:
        """What came of a batch."""
        watch = Watch()
        texts = self._desk.get([page.waiting for page in batch.pages])
        bodies = [loads(list[list[object]], unpacked(text).bodies) for text in texts]
        watch.lap("read")
        changed = 0
        done: list[tuple[str, File]] = []
        for language, renderer in self.renderers.items():
            column = self._languages.index(language)
            # Neighbours share fragments: one language after the other.
            for wanted, sides in zip(batch.pages, bodies, strict=True):
                if language in wanted.languages:
                    own = wanted.languages[language]
                    page, answers = renderer.page_with_answers(wanted.path, body(sides[column]), *own)
                    done.append(
                        (
                            page.output,
                            File(renderer.own(wanted.path, own.digest), answers.key, tuple(sorted(page.assets))),
                        )
                    )
                    watch.rendered(wanted.path)
                    watch.lap("render")
                    changed += self._desk.put(page.output, page.html.encode())
                    watch.lap("write")
            if batch.without_source:
                changed += self._desk.put((page := renderer.not_found()).output, page.html.encode())
        watch.lap("write")
        return Rendered(changed, tuple(done), watch.taken)


def rendered(crew: Crew, shown: Shown, todo: Iterable[Batch], home: Near) -> Iterator[Rendered]:
    """What comes of each batch, in their order, whoever does the work; pages are put on the desk at `home`."""

    def luggage(batch: Batch) -> Luggage:
        return desk.carried([page.waiting for page in batch.pages], _bodies)

    return desk.run(crew, Rendering, lambda own: shown._replace(desk=own), todo, luggage, _name, home)


def _bodies(text: str) -> str:
    """Of what waits of a page that which is rendered."""
    return packed(Rest(unpacked(text).bodies, "", ""))


def _name(batch: Batch) -> str:
    """The page, or the folder, that a batch is about."""
    return posixpath.join(SOURCE, posixpath.commonpath([page.path for page in batch.pages])) if batch.pages else ""
