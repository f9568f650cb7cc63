"""What a page's pictures leave for the inventory, when the page itself has gone by. Values: another process may work them out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from pipeline.digest import digest
from pipeline.model import Finding
from pipeline.pictures.inventory import OF_PICTURES, Use, Written, has_pictures, uses
from pipeline.records import dumps
from pipeline.web.routes import resolve


class Noted(NamedTuple):
    """A use as it is noted: what sorts and counts it, and it itself as text, for which only the page that shows it has to ask."""

    file: str
    """Path of its file below the source folder; else its address as written."""
    srcs: tuple[str, ...]
    """Its address as written, in each language."""
    gaps: tuple[bool, ...]
    """Whether something has still to be written, in each language."""
    decorative: bool
    """Whether it says nothing, on purpose."""
    placed: bool
    """Whether it is known where it stands, or nobody has to be told."""
    digest: str
    """What it is told apart by."""
    text: str
    """The use (`Use`), as `records` writes it."""

    @property
    def complete(self) -> bool:
        """Whether it has everything in every language."""
        return True not in self.gaps


class Pictured(NamedTuple):
    """What is known of the pictures of a page while it is at hand. A value: another process may work it out."""

    languages: tuple[str, ...]
    """BCP 47 tags, the source first."""
    uses: tuple[Noted, ...]
    """In reading order."""
    findings: tuple[Finding, ...]
    """The findings about pictures, with paths from the site's folder."""


def pictured(pages: Sequence[Written], findings: Iterable[Finding]) -> Pictured | None:
    """What is known of the pictures of a page, given in every language, source first; None where it has none."""
    if not has_pictures(pages[0].document) or not (found := uses(pages)):
        return None
    about = tuple([finding for finding in findings if finding.rule.startswith(OF_PICTURES)])
    path = pages[0].document.path
    return Pictured(tuple(page.document.language for page in pages), tuple([_noted(use, path) for use in found]), about)


def _noted(use: Use, path: str) -> Noted:
    """A use on the page at `path` below the source folder."""
    srcs, text = tuple([side.src for side in use.sides]), dumps(use)
    found = resolve(srcs[0], path, {}, _ANYTHING, {})
    return Noted(
        found.path if found.kind == "asset" else srcs[0],
        srcs,
        tuple([bool(side.gaps) for side in use.sides]),
        use.decorative,
        bool(use.place.line) or use.complete,
        digest(text),
        text,
    )


class _Anything(Container[str]):
    """Every path is taken for a file: which are there is known when all pages are."""

    def __contains__(self, path: object) -> bool:
        return True


_ANYTHING = _Anything()
