"""The places on a site's pages, and the links to them, gathered page by page: a page may link to one that is read later."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from pipeline import checks
from pipeline.anchors import anchors
from pipeline.html import Body
from pipeline.model import Document


class Places:
    """Those met so far in one run."""

    def __init__(self) -> None:
        self.anchors: dict[str, str] = {}
        """The ids of each page, by path."""
        self._references: list[tuple[Document, tuple[checks.Reference, ...]]] = []
        """With the pages that they stand on, of which only what is said of the whole is kept."""

    def add(self, path: str, body: Body) -> None:
        """Take in the places on a page."""
        self.anchors[path] = anchors(body)

    def add_references(self, document: Document, scope: checks.Scope) -> None:
        """Take in the links on a page."""
        if found := tuple(checks.references(document, scope)):
            self._references.append((replace(document, segments=(), parts=()), found))

    def examined(self, scope: checks.Scope, unknown: Container[str]) -> Iterator[tuple[str, checks.Examined]]:
        """What the rules say of the links, by the page that they stand on; the places on `unknown` pages are not known."""
        known = {path: ids for path, ids in self.anchors.items() if path not in unknown}
        scope = scope._replace(anchors=known.get)
        for document, found in self._references:
            yield document.path, checks.run_on_references(document, found, scope)
