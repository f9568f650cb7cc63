"""The templates of a site, freshly extracted: pages that have not changed are remembered, many are read by several processes.

A file for each section in `.syntolk/texts/`. What a page gives to its template depends on its text alone, and on how the
template is to be written; both are in the key. A page whose signature is as it was is not even read. One section is put together after the
other, so that there is never more than one in memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline import extract, files
from pipeline.digest import digest
from pipeline.disk import signature
from pipeline.execute import FEW, Alone, Crew
from pipeline.incremental import cache, program
from pipeline.markdown import parse
from pipeline.po import entries
from pipeline.po.entries import Entries, Template
from pipeline.records import dumps, loads, packed, unpacked
from pipeline.workspace import SOURCE, Workspace, decoded

_FOLDER, _LOOKS = "texts", "looks.json"
_BATCH = 20
"""Pages that a process is given at a time."""


class _Page(NamedTuple):
    """What a page gives to its template."""

    path: str
    digest: str
    """What its text is told apart by."""
    entries: Entries


class _How(NamedTuple):
    """What the entries of a page depend on besides its text."""

    source: str
    """The source folder, with a slash after it."""
    language: str
    lines: bool
    wrap: int


_Look = tuple[str, str]
"""What the system said of a page, empty where that proves nothing; and the digest of its text."""
_Looks = Mapping[str, _Look]


def templates(workspace: Workspace, crew: Crew, *, remember: bool) -> Iterator[tuple[str, Template]]:
    """Each domain and its template, as `Workspace.templates` extracts them.

    Raises `SourceError` for a page that cannot be read, `CatalogueError` if a template would say something else when it is read.
    """
    wrap, theirs = workspace.config.po.wrap, workspace.template_messages()
    sections: dict[str, list[str]] = {}
    for path in workspace.tree.pages:
        sections.setdefault(workspace.domain(path), []).append(path)
    memory = _Memory(workspace, crew, dict(sorted(sections.items())), remember=remember)
    for domain in dict.fromkeys(
        [*sorted(sections), extract.SITE_DOMAIN, *([extract.TEMPLATE_DOMAIN] if theirs else ())]
    ):
        if domain == extract.SITE_DOMAIN:
            own = entries.of_messages(extract.site_messages(workspace.config.title, workspace.config_path), wrap)
            definitions = entries.of_messages(workspace.definition_messages(), wrap)
            yield domain, entries.united([own, *memory.section(domain), definitions])
        elif domain == extract.TEMPLATE_DOMAIN and theirs:
            pages = entries.united(memory.section(domain)).catalogue()
            yield domain, entries.of_catalogue(extract.united(pages, theirs), wrap)
        else:
            yield domain, entries.united(memory.section(domain))
    memory.keep()


class _Memory:
    """What is remembered of the pages of one site, and what is read of them anew."""

    def __init__(
        self, workspace: Workspace, crew: Crew, sections: Mapping[str, Sequence[str]], *, remember: bool
    ) -> None:
        self._folder = workspace.root / cache.FOLDER / _FOLDER
        self._crew = crew
        self._remember = remember
        self._sections = sections
        config = workspace.config
        self._how = _How(
            f"{workspace.root}/{SOURCE}/", config.source_language, config.po.references == "line", config.po.wrap
        )
        self._key = digest(program.identity(workspace.root), repr(self._how[1:])) if remember else ""
        self._before = self._looks_before()
        self._looks = {path: self._look(path) for paths in sections.values() for path in paths} if remember else {}
        self._changed = {domain: [*filter(self._is_changed, paths)] for domain, paths in sections.items()}
        """The pages to be read: at once, so that those who help with many begin once."""
        self._read = self._extracted([path for paths in self._changed.values() for path in paths])

    def section(self, domain: str) -> list[Entries]:
        """The entries of each page of a section, in their order."""
        before = self._load(domain)
        now = self._now(domain, before)
        if self._remember and now != before:
            cache.save(self._file(domain), packed((self._key, now)))
        return [page.entries for page in now]

    def keep(self) -> None:
        """Remember what pages were told apart by, now that all of them have been read."""
        next(self._read, None)  # There is none left: whoever has helped is let go.
        if self._remember and self._looks != self._before:
            cache.save(self._folder / _LOOKS, dumps((self._key, self._looks)))
        if self._remember:
            cache.forget(self._folder, {_LOOKS, *(self._file(domain).name for domain in self._sections)})

    def _looks_before(self) -> _Looks:
        text = cache.load(self._folder / _LOOKS) if self._remember else None
        with contextlib.suppress(ValueError):
            key, before = loads(tuple[str, dict[str, _Look]], text or "")
            return before if key == self._key else {}
        return {}

    def _look(self, path: str) -> _Look:
        """What a page is told apart by; it is not read if it is as it was when it was looked at last."""
        found, before = signature.of_settled(self._how.source + path), self._before.get(path)
        if before is not None and found and found == before[0]:
            return before
        return found, _read(self._how.source + path)[0]

    def _is_changed(self, path: str) -> bool:
        return not self._is_as_before(path, self._before.get(path, ("", ""))[1])

    def _is_as_before(self, path: str, known: str) -> bool:
        return path in self._looks and self._looks[path][1] == known != ""

    def _load(self, domain: str) -> list[_Page]:
        """What is remembered of a section."""
        data = cache.load_bytes(self._file(domain)) if self._remember else None
        with contextlib.suppress(ValueError):
            key, pages = unpacked(tuple[str, list[_Page]], data or b"")
            return pages if key == self._key else []
        return []

    def _now(self, domain: str, before: Sequence[_Page]) -> list[_Page]:
        """The pages of a section as they are now."""
        paths, changed = self._sections.get(domain, ()), self._changed.get(domain, ())
        found = {page.path: page for page in before if self._is_as_before(page.path, page.digest)}
        found |= {page.path: page for page in islice(self._read, len(changed))}
        lost = [path for path in paths if path not in found]  # What was remembered of them is damaged.
        found |= {page.path: page for page in self._extracted(lost)}
        return [found[path] for path in paths]

    def _extracted(self, paths: Sequence[str]) -> Iterator[_Page]:
        """The pages, read anew."""
        batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
        crew = self._crew if len(paths) >= FEW else Alone()
        for data in crew.run(_work, self._how, batches):
            yield from unpacked(list[_Page], data)

    def _file(self, domain: str) -> Path:
        return self._folder / digest(domain)


def _work(how: _How) -> Callable[[Sequence[str]], bytes]:
    """Reads a batch of pages, and packs them."""
    return lambda paths: packed([_page(path, how) for path in paths])


def _page(path: str, how: _How) -> _Page:
    known, data = _read(how.source + path)
    document = parse(decoded(data, path, how.language)[0], path, how.language)
    return _Page(path, known, entries.of_document(document, f"{SOURCE}/{path}", lines=how.lines, wrap=how.wrap))


def _read(path: str) -> tuple[str, bytes]:
    """What the text of a page is told apart by, and its bytes.

    Raises `SourceError` or `OutputError` where it cannot be read: taken for empty, its texts would seem to have gone from the site.
    """
    data = files.read(path) or b""
    return digest(data), data
