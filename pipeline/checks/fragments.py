"""Links to a place on a page. Asked about when all pages are known, since a page may link to one that is read later."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import place
from pipeline.model import Document, Link, Location
from pipeline.parsing.parts import is_literal, links_and_images
from pipeline.web.anchors import anchor


class Reference(NamedTuple):
    """Subject `Reference`: a link to a place on a page of the site."""

    location: Location
    """Where it is written."""
    href: str
    """As it is written."""
    path: str
    """Path of the page that it leads to, below the source folder."""
    fragment: str
    """What it has after `#`."""


def references(document: Document, scope: Scope) -> Iterator[Reference]:
    """The links in `document`, which is in its own language, to places on pages of the site."""
    for run in document.runs:
        if run.segment is None or is_literal(run.inline.parts):
            continue
        for found in links_and_images(run.inline.parts):
            if isinstance(found, Link) and "#" in found.href:
                target = scope.resolve(found.href, document.path)
                if target.kind in ("page", "fragment"):
                    where = place(document.segments[run.segment], document.path, None)
                    yield Reference(where, found.href, target.path, target.rest.partition("#")[2])


def _broken(reference: Reference, scope: Scope) -> Iterator[Note]:
    ids = scope.anchors(reference.path)
    if ids is None or anchor(reference.fragment, ids) is not None:
        return
    template = "There is no place “{fragment}” on the page that “{href}” leads to: the visitor comes to its top. Link to a heading that is there."
    like = get_close_matches(reference.fragment, ids.split(), n=1)
    fields = (("fragment", reference.fragment), ("href", reference.href))
    yield Note(reference.location, template, fields, f"#{like[0]}" if like else "")


RULES = (
    Rule(
        "link-fragment-broken",
        "Reference",
        "warning",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "HTML, 7.4.6.4 Scrolling to a fragment"),
        "What stands after `#` in an address names a place on the page. Where there is no such place, the visitor is left at the top to look for it. "
        "Every heading has a name made of its words (`## Våra priser` is `#vara-priser`), or one of your own: `## Våra priser {#priser}`.",
        (
            "## Våra priser\n\nSe [priserna](#vara-priser) och [samma](#våra-priser).",
            "## 2.1 Priser/avgifter\n\nSe [priserna](#21-priseravgifter).",
            "## Priser {#kostar}\n\n[Vad kostar det?](#kostar) [Upp](#top)",
            "Se [noten](#fn-1).[^1]\n\n[^1]: En not.",
        ),
        ("## Våra priser\n\nSe [priserna](#priser).", "Se [avsnittet om öppettider](page.md#oppet)."),
        _broken,
    ),
)
