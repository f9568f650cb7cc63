"""Which pages need not be worked on again: those of which nothing has changed that the work on them has asked for.

A file for each section in `.syntolk/pages/`. A page is as it was when its text is, the messages of its texts in every language,
and what its addresses mean; everything else that the work knows of the site is in the key of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.digest import digest
from pipeline.incremental import cache
from pipeline.incremental.survey import Survey
from pipeline.jobs.catalogues import Section, Seen
from pipeline.jobs.overview import Sums
from pipeline.jobs.prepared import Around, Counted, Prepared, answers, text_digest, texts, told_apart
from pipeline.records import Later, dumps, loads
from pipeline.web.routes import Resolver
from pipeline.workspace import SOURCE, Workspace

_FOLDER = "pages"


class Head(NamedTuple):
    """What is remembered of a section besides its pages."""

    key: str
    """What all its pages depend on."""
    places: str
    """What the addresses of the whole site were told apart by."""
    catalogues: tuple[tuple[str, str], ...]
    """For each language what its catalogue was told apart by."""
    seen: tuple[Seen, ...]
    """What else is to be known of its catalogues."""
    sums: Sums
    """What is added up of its pages."""


class Page(NamedTuple):
    """What is remembered of a page, a line of the file."""

    source: str
    """What its text was told apart by."""
    prepared: Prepared
    """What the rest of a build needs of it, but for what is added up."""
    counted: Later
    """That."""

    @property
    def whole(self) -> Prepared:
        """All that the rest of a build needs of it."""
        return self.prepared._replace(counted=loads(tuple[Counted, ...], self.counted))


class Reuse:
    """What earlier builds remember of the pages of one site; without a `program` nothing."""

    def __init__(self, workspace: Workspace, around: Around, survey: Survey, program: str) -> None:
        self._workspace = workspace
        self._around = around
        self._survey = survey
        self._folder = workspace.root / cache.FOLDER / _FOLDER
        self.on = bool(program)
        """Whether anything is remembered."""
        self._key = _key(around, program) if program else ""
        pictures = repr([(path, known.digest) for path, known in sorted(around.pictures.items())])
        self._places = digest(
            repr(sorted(around.addresses.items())), *sorted(around.assets), "", *sorted(around.unsafe), "", pictures
        )
        self._resolve = Resolver(around.addresses, around.assets)
        self._lines: dict[str, dict[str, str]] = {}
        """The lines of the sections that are not yet written, by path."""

    def fresh(self, domain: str, paths: Sequence[str]) -> tuple[Mapping[str, Prepared], tuple[Seen, ...], Sums | None]:
        """The pages of a section that are as they were, and what is to be known of its catalogues, if they are.

        Where all are as they were, they come without what is added up, with its sums.
        """
        now = self._catalogues(domain)
        kept = self._load(domain) if self.on and all(name for _, name in now) else None
        if kept is None:
            self._lines[domain] = {}
            return {}, (), None
        head, lines = kept
        found = {path: lines[path][1].prepared for path in paths if self._is(path, lines)}
        if head.places != self._places:
            found = {path: page for path, page in found.items() if self._means_the_same(page)}
        seen = head.seen
        if head.catalogues != now:
            section = Section(self._workspace, self._around.config, checking=self._around.checking)
            section.open(domain)
            seen = section.seen
            found = dict(self._translated_alike(found.values(), head.seen, section))
        all_of_them = len(found) == len(paths) == len(lines)
        if not (all_of_them and head.places == self._places and head.catalogues == now):
            self._lines[domain] = {path: lines[path][0] for path in found}
        if all_of_them:
            return found, seen, head.sums
        try:
            return {path: lines[path][1].whole for path in found}, seen, None
        except ValueError:  # As in `_load`.
            self._lines[domain] = {}
            return {}, (), None

    def add(self, domain: str, path: str, record: str) -> None:
        """Remember a page that was worked on, unless it has changed since it was looked at."""
        name = f"{SOURCE}/{path}"
        source = self._survey.digest(name) if self._survey.still(name) else ""
        self._lines.setdefault(domain, {})[path] = f'["{source}",{record}]'

    def close(self, domain: str, seen: Sequence[Seen], sums: Sums) -> None:
        """Write what is to be remembered of a section, when all its pages are there."""
        lines = self._lines.pop(domain, None)
        if lines is None or not self.on:
            return
        root, languages = self._workspace.root, self._around.config.languages
        names = [self._workspace.catalogue_path(tag, domain).relative_to(root).as_posix() for tag in languages]
        if all(self._survey.still(name) for name in names):
            head = Head(self._key, self._places, self._catalogues(domain), tuple(seen), sums)
            cache.save(self._file(domain), "\n".join([dumps(head), *lines.values()]))

    def replace(self, domain: str, path: str, record: str) -> None:
        """Remember another record of a page whose section is written already."""
        kept = self._load(domain) if self.on else None
        if kept is not None and path in kept[1]:
            lines = {name: line for name, (line, _) in kept[1].items()}
            lines[path] = f'["{kept[1][path][1].source}",{record}]'
            cache.save(self._file(domain), "\n".join([dumps(kept[0]), *lines.values()]))

    def forget(self, domains: Iterable[str]) -> None:
        """Forget the sections that are none of `domains`."""
        if self.on:
            cache.forget(self._folder, {self._file(domain).name for domain in domains})

    def _is(self, path: str, lines: Mapping[str, tuple[str, Page]]) -> bool:
        """Whether the text of a page is what it was."""
        return path in lines and lines[path][1].source == self._survey.digest(f"{SOURCE}/{path}") != ""

    def _load(self, domain: str) -> tuple[Head, dict[str, tuple[str, Page]]] | None:
        """What is remembered of a section: each page with its line."""
        text = cache.load(self._file(domain))
        if text is None:
            return None
        first, *lines = text.split("\n")
        try:
            head = loads(Head, first)
            if head.key != self._key:
                return None
            pages = [loads(Page, line) for line in lines]
        except ValueError:  # Data that do not fit, though somebody has given them a right digest.
            return None
        return head, {page.prepared.path: (line, page) for page, line in zip(pages, lines, strict=True)}

    def _file(self, domain: str) -> Path:
        return self._folder / f"{digest(domain)}.json"

    def _catalogues(self, domain: str) -> tuple[tuple[str, str], ...]:
        """What the catalogues of a section are told apart by."""
        paths = [(tag, self._workspace.catalogue_path(tag, domain)) for tag in self._around.config.languages]
        root = self._workspace.root
        return tuple((tag, self._survey.digest(path.relative_to(root).as_posix())) for tag, path in paths)

    def _means_the_same(self, page: Prepared) -> bool:
        """Whether the addresses on a page mean what they did."""
        now = [self._resolve(href, page.path) for href in page.asked]
        return answers(now, self._around) == page.answers

    def _translated_alike(
        self, pages: Iterable[Prepared], before: Sequence[Seen], section: Section
    ) -> Iterator[tuple[str, Prepared]]:
        """The pages whose texts have the messages that they had, in catalogues that can still be read, or still not."""
        readable = {seen.language: seen.readable for seen in before}
        if any(readable.get(seen.language) != seen.readable for seen in section.seen):
            return
        index: dict[str, dict[bytes, Any]] = {
            tag: {text_digest(m.context, m.id): m for m in reversed(catalogue.messages) if not m.obsolete}
            for tag, catalogue in section.catalogues.items()
        }
        for page in pages:
            now = [
                told_apart([index[tag].get(text) for text in texts(page.texts)]) if tag in index else ""
                for tag in self._around.config.all_languages
            ]
            if now == [side.translations for side in page.sides]:
                yield page.path, page


def _key(around: Around, program: str) -> str:
    """What all pages depend on."""
    config = around.config
    asked = (config.source_language, config.languages, config.catalogues, config.readability, dict(config.rules))
    spoken = around.spoken.language if around.spoken is not None else ""
    how = (around.checking, around.english, spoken, around.terms.terms, around.terms.language, around.searched)
    own = (sorted(around.types), config.images.read_text)
    return digest(program, repr(asked), repr(how), repr(own), repr(dict(around.definitions)))
