"""The places on a site's pages, and the links to them, gathered page by page: a page may link to one that is read later."""

from __future__ import annotations

from collections.abc import Container, Iterator

from pipeline import checks
from pipeline.model import Allowance


class Places:
    """Those met so far in one run."""

    def __init__(self) -> None:
        self.anchors: dict[str, str] = {}
        """The ids of each page, by path."""
        self._references: list[tuple[str, tuple[Allowance, ...], tuple[checks.Reference, ...]]] = []
        """With the path of the page that they stand on, and what it allows."""

    def add(
        self, path: str, anchors: str, allowed: tuple[Allowance, ...], references: tuple[checks.Reference, ...]
    ) -> None:
        """Take in the places on a page, and the links on it."""
        self.anchors[path] = anchors
        if references:
            self._references.append((path, allowed, references))

    def examined(self, scope: checks.Scope, unknown: Container[str]) -> Iterator[tuple[str, checks.Examined]]:
        """What the rules say of the links, by the page that they stand on; the places on `unknown` pages are not known."""
        known = {path: ids for path, ids in self.anchors.items() if path not in unknown}
        scope = scope._replace(anchors=known.get)
        for path, allowed, found in self._references:
            yield path, checks.run_on_references(allowed, found, scope)
