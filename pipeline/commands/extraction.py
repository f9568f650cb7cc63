"""The templates of a site, freshly extracted: pages that have not changed are remembered, many are read by several processes.

A file for each section in `.syntolk/texts/`. What a page gives to its template depends on its text alone, and on how the
template is to be written; both are in the key. A page whose signature is as it was is not even read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import extract, files
from pipeline.digest import digest
from pipeline.disk import signature
from pipeline.errors import SourceError
from pipeline.execute import FEW, Alone, Crew
from pipeline.incremental import cache, program
from pipeline.markdown import parse
from pipeline.po import entries
from pipeline.po.entries import Entry, Group, Template
from pipeline.records import dumps, loads
from pipeline.workspace import SOURCE, Workspace, decoded

_FOLDER, _LOOKS = "texts", "looks.json"
_BATCH = 20
"""Pages that a process is given at a time."""


class _Page(NamedTuple):
    """What a page gives to its template: a line of the file of its section."""

    path: str
    digest: str
    """What its text is told apart by; empty where it could not be read."""
    entries: list[Entry]


class _How(NamedTuple):
    """What the entries of a page depend on besides its text."""

    source: str
    """The source folder, with a slash after it."""
    language: str
    lines: bool
    wrap: int


_Look = tuple[str, str]
"""What the system said of a page, empty where that proves nothing; and the digest of its text."""
_Known = tuple[_Page, str]
"""A page and its line."""


def templates(workspace: Workspace, crew: Crew, *, remember: bool) -> dict[str, Template]:
    """The template of each domain, by name, as `Workspace.templates` extracts them.

    Raises `CatalogueError` if one would say something else when it is read.
    """
    po = workspace.config.po
    by_domain: dict[str, list[str]] = {}
    for path in workspace.tree.pages:
        by_domain.setdefault(workspace.domain(path), []).append(path)
    memory = _Memory(workspace, crew, remember=remember)
    groups = memory.groups(dict(sorted(by_domain.items())))
    result = {domain: entries.united(found) for domain, found in groups.items()}
    own = extract.site_messages(workspace.config.title, workspace.config_path)
    definitions = workspace.definition_messages()
    result[extract.SITE_DOMAIN] = entries.united(
        [
            *entries.of_messages(own, po.wrap),
            *groups.get(extract.SITE_DOMAIN, ()),
            *entries.of_messages(definitions, po.wrap),
        ]
    )
    theirs = workspace.template_messages()
    if theirs:
        pages = result.get(extract.TEMPLATE_DOMAIN)
        whole = extract.united(pages.catalogue() if pages else (), theirs)
        result[extract.TEMPLATE_DOMAIN] = entries.of_catalogue(whole, po.wrap)
    return result


class _Memory:
    """What is remembered of the pages of one site."""

    def __init__(self, workspace: Workspace, crew: Crew, *, remember: bool) -> None:
        self._folder = workspace.root / cache.FOLDER / _FOLDER
        self._crew = crew
        self._remember = remember
        config = workspace.config
        self._how = _How(
            f"{workspace.root}/{SOURCE}/", config.source_language, config.po.references == "line", config.po.wrap
        )
        self._key = digest(program.identity(workspace.root), repr(self._how[1:])) if remember else ""

    def groups(self, by_domain: Mapping[str, Sequence[str]]) -> dict[str, list[Group]]:
        """The entries of all pages, by domain and in their order."""
        looks = self._looked([path for paths in by_domain.values() for path in paths])
        before = {domain: self._load(domain) for domain in by_domain}
        known = {
            path: found
            for pages in before.values()
            for path, found in pages.items()
            if path in looks and found[0].digest == looks[path][1] != ""
        }
        now = known | self._extracted([path for paths in by_domain.values() for path in paths if path not in known])
        for domain, paths in by_domain.items():
            lines = [now[path][1] for path in paths]
            if self._remember and lines != [line for _, line in before[domain].values()]:
                cache.save(self._file(domain), "\n".join([self._key, *lines]))
        if self._remember:
            cache.forget(self._folder, {_LOOKS, *(self._file(domain).name for domain in by_domain)})
        return {
            domain: [(f"{SOURCE}/{path}", now[path][0].entries) for path in paths]
            for domain, paths in by_domain.items()
        }

    def _looked(self, paths: Iterable[str]) -> dict[str, _Look]:
        """What pages are told apart by; none is read that is as it was when it was looked at last."""
        path = self._folder / _LOOKS
        before: dict[str, _Look] = {}
        with contextlib.suppress(ValueError):
            before = loads(dict[str, _Look], cache.load(path) or "{}") if self._remember else {}
        now = {path: self._look(path, before.get(path)) for path in paths} if self._remember else {}
        if now != before:
            cache.save(path, dumps(now))
        return now

    def _look(self, path: str, before: _Look | None) -> _Look:
        found = _signature(self._how.source + path)
        if before is not None and found and found == before[0]:
            return before
        return found, _read(self._how.source + path)[0]

    def _load(self, domain: str) -> dict[str, _Known]:
        """What is remembered of a section, by path."""
        text = cache.load(self._file(domain)) if self._remember else None
        key, *lines = (text or "").split("\n")
        if key != self._key:
            return {}
        with contextlib.suppress(ValueError):
            known: list[_Known] = [(loads(_Page, line), line) for line in lines]
            return {page.path: (page, line) for page, line in known}
        return {}

    def _extracted(self, paths: Sequence[str]) -> dict[str, _Known]:
        """The pages, read anew, by path."""
        batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
        crew = self._crew if len(paths) >= FEW else Alone()
        lines = [line for batch in crew.run(_work, self._how, batches) for line in batch]
        return {path: (loads(_Page, line), line) for path, line in zip(paths, lines, strict=True)}

    def _file(self, domain: str) -> Path:
        return self._folder / f"{digest(domain)}.json"


def _work(how: _How) -> Callable[[Sequence[str]], list[str]]:
    """Reads a batch of pages: the line of each."""
    return lambda paths: [_line(path, how) for path in paths]


def _line(path: str, how: _How) -> str:
    known, data = _read(how.source + path)
    document = parse(decoded(data, path, how.language)[0], path, how.language)
    found = entries.of_document(document, f"{SOURCE}/{path}", lines=how.lines, wrap=how.wrap)
    return dumps(_Page(path, known, found))


def _read(path: str) -> tuple[str, bytes]:
    """What the text of a page is told apart by, and its bytes; nothing where it cannot be read, which is said by a check."""
    try:
        data = files.read(path) or b""
    except SourceError:
        return "", b""
    return digest(data), data


def _signature(path: str) -> str:
    """What the system says of a file; empty where another change might not show."""
    found = signature.of_source(path)
    return found if found.startswith("f") and signature.is_settled(found) else ""
