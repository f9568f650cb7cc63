"""What is heard of a page: what stands in nothing that is hidden, in which language, and what an element of that name says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import NamedTuple

from pipeline.markdown import to_html
from pipeline.model import Document, Image, Link, Part, Run
from pipeline.parsing.elements import TAG, VOID, breaks, go_past
from pipeline.parsing.parts import markup
from pipeline.patterns import expression

_LANG = expression(r'\slang="([^"]*)"')
_HIDDEN = expression(r'\s(?:aria-hidden="true"|hidden=")')
_LABEL = expression(r'\saria-label="([^"]*)"')
_ALT = expression(r'\s(?:alt|aria-label)="([^"]*)"')
_NAMED_BY = expression(r'\saria-labelledby="([^"]*)"')
_TELLING = (' aria-hidden="true"', " hidden=", " lang=")


class Place(NamedTuple):
    """Where something stands."""

    hidden: bool = False
    """Whether in something that is not heard."""
    language: str = ""
    """The language that an element around it says; empty where none does."""


ANYWHERE = Place()


def places(parts: Sequence[Part], html: str = "") -> dict[int, Place]:
    """Where the links and pictures in `parts` stand, by `id` of each; only those that stand in something that is hidden or says a language.

    `html` is their `markup`, where it is known already.
    """
    found: dict[int, Place] = {}
    html = html or markup(parts)
    if any(telling in html for telling in _TELLING):  # Hardly a page has one.
        _walk(parts, [], found)
    return found


def _walk(parts: Iterable[Part], opened: list[tuple[str, Place]], found: dict[int, Place]) -> None:
    for part in parts:
        here = opened[-1][1] if opened else ANYWHERE
        if isinstance(part, str):
            go_past(part, opened, _within, ANYWHERE)
        elif isinstance(part, Run):
            _walk(part.inline.parts, [("", _within(here, part.attributes))], found)
        elif isinstance(part, Link | Image):
            if here != ANYWHERE:
                found[id(part)] = here
            if isinstance(part, Link):
                _walk(part.parts, [("", _within(here, part.attributes))], found)


def _within(place: Place, attributes: str) -> Place:
    language = _LANG.search(attributes)
    return Place(place.hidden or _HIDDEN.search(attributes) is not None, language[1] if language else place.language)


def label(attributes: str) -> str:
    """The `aria-label` in `attributes`, which is heard in the place of the words of what has it; empty where it says nothing.

    >>> label(' class="a" aria-label="Till kartan"')
    'Till kartan'
    """
    found = _LABEL.search(attributes)
    return unescape(found[1]).strip() if found else ""


class Names:
    """What the elements of a page say that others are named by."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._html: str | None = None

    def said(self, attributes: str) -> str:
        """The words that `aria-labelledby` in `attributes` leads to; empty where it leads nowhere, or is not there."""
        named_by = _NAMED_BY.search(attributes)
        if named_by is None:
            return ""
        if self._html is None:
            self._html = to_html(self._document)
        return " ".join(filter(None, (_said(self._html, id) for id in unescape(named_by[1]).split())))


def _said(html: str, id: str) -> str:
    start = next((tag for tag in TAG.finditer(html) if not tag[1] and _has_id(tag[3], id)), None)
    if start is None:
        return ""
    own = _ALT.search(start[3])
    if own and own[1].strip():
        return unescape(own[1]).strip()
    if start[2] in VOID:
        return ""
    depth, end = 1, len(html)
    for tag in TAG.finditer(html, start.end()):
        if tag[2] == start[2]:
            depth += -1 if tag[1] else 1
        if not depth:
            end = tag.start()
            break
    return " ".join(unescape(TAG.sub(lambda tag: _alt(tag[3]), html[start.end() : end])).split())


def _has_id(attributes: str, id: str) -> bool:
    found = re.search(r'\sid="([^"]*)"', attributes)
    return found is not None and unescape(found[1]) == id


def _alt(attributes: str) -> str:
    found = _ALT.search(attributes)
    return f" {found[1]} " if found else ""


def spoken(parts: Iterable[Part]) -> str:
    """What is heard of `parts`: their words, and those of their pictures, without what is hidden in them.

    >>> spoken(('<span aria-hidden="true">→</span> Kartan',))
    'Kartan'
    """
    said: list[str] = []
    opened: list[tuple[str, Place]] = []
    for part in parts:
        if isinstance(part, str):
            _listen(part, opened, said)
        elif not (opened and opened[-1][1].hidden):
            if isinstance(part, Link):
                said.append(spoken(part.parts))
            elif isinstance(part, Image) and not part.decorative:
                said.append(f" {part.alt} ")
    return " ".join("".join(said).split())


def _listen(html: str, opened: list[tuple[str, Place]], said: list[str]) -> None:
    position = 0
    for tag in [*TAG.finditer(html), None]:
        if not (opened and opened[-1][1].hidden):
            said.append(unescape(html[position : tag.start() if tag else None]))
        if tag is None:
            return
        go_past(tag[0], opened, _within, ANYWHERE)
        position = tag.end()
        if not (opened and opened[-1][1].hidden):
            said.append(" " if breaks(tag[0]) else "" if tag[1] else unescape(_alt(tag[3])))
