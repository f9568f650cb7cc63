"""What a translator is told about a text: the `#.` lines above it, from where it stands on its page."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.model import Document, Image, Label, Link, Run, Segment
from pipeline.parsing.parts import images_in
from pipeline.prose import sentences

ROLES = {
    "item": "list item",
    "cell": "table cell",
    "alt": "alt text of a picture: what is read out instead of it",
    "caption": "caption of a picture",
    "table-caption": "caption of a table",
    "description": "long description of a picture",
    "html": "text in HTML",
    "link-title": "title of a link, shown when it is pointed at",
}
"""What a role is called, where that is not its name."""
_PROSE = ("paragraph", "item")
_LONGEST = 80


class Context(NamedTuple):
    """Where a text stands."""

    role: str
    """What it is, in words."""
    around: tuple[str, ...] = ()
    """Page, headings above it, pictures, and what stands before or after one; of its first place on the site."""


def contexts(document: Document) -> list[Context]:
    """The context of each segment of `document`, in their order."""
    title = _title(document)
    levels = {run.segment: int(run.tag[1]) for run in document.headings if run.segment is not None}
    pictures = dict(_pictures(document))
    trail: list[tuple[int, str]] = []
    following = _following(document, levels) if pictures else []
    before: int | None = None
    found: list[Context] = []

    @cache
    def sentence(place: int, which: int) -> str:  # Many pictures may stand beside one text.
        return _sentence(document.segments[place], document.language, which)

    for index, segment in enumerate(document.segments):
        level = levels.get(index)
        if level is not None:
            trail = [(above, text) for above, text in trail if above < level]
        around: list[str] = []
        if title and segment.context != "title":
            around.append(f"page: {title}")
        if headings := " › ".join(text for above, text in trail if above > 1):
            around.append(f"under: {headings}")
        around += [f"picture: {_path(image.src, document.path)}" for image in images_in(segment.inline.parts)]
        if index in pictures:
            around.append(f"picture: {pictures[index]}")
            if segment.role == "alt":
                last = sentence(before, -1) if before is not None else ""
                next_one = following[index]
                after = "" if last or next_one is None else sentence(next_one, 0)
                around += [f"before it: {last}"] if last else [f"after it: {after}"] if after else []
        found.append(Context(_role(segment), tuple(around)))
        if level is not None:
            trail.append((level, _short(segment.inline.text)))
            before = None
        elif segment.role in _PROSE:
            before = index
    return found


def _sentence(segment: Segment, language: str, place: int) -> str:
    """The first (0) or the last (-1) sentence of `segment`, cut where it is long."""
    said = sentences(segment.inline.text, language)
    return _short(said[place].text) if said else ""


def _following(document: Document, levels: Container[int]) -> list[int | None]:
    """For each segment the next text, as far as the next heading: all in one walk, from the end."""
    found: list[int | None] = []
    next_one: int | None = None
    for index in range(len(document.segments) - 1, -1, -1):
        found.append(next_one)
        if index in levels:
            next_one = None
        elif document.segments[index].role in _PROSE:
            next_one = index
    return found[::-1]


def _role(segment: Segment) -> str:
    if segment.role == "field":
        alt = (segment.context or "").endswith("_alt")
        return ROLES["alt"] if alt else f"{segment.context} of the page"
    parts = segment.inline.parts
    role = ROLES.get(segment.role, segment.role)
    alone = parts[0] if len(parts) == 1 else None
    if isinstance(alone, Link):
        return f"{role}: the text of a link"
    return f"{role}: a picture, with what is read out instead of it" if isinstance(alone, Image) else role


def _title(document: Document) -> str:
    given = document.meta.get("title")
    if isinstance(given, str) and given:
        return _short(given)
    return next((_short(run.inline.text) for run in document.headings if run.tag == "h1"), "")


def _pictures(document: Document) -> Iterator[tuple[int, str]]:
    """Index of each segment that tells of a picture, and the picture's path as the author wrote it, from the source folder."""
    path, described = "", False
    for part in document.parts:
        if isinstance(part, str) and "</figure>" in part:
            path = ""
        elif isinstance(part, Label):
            described = part.key == "description"
        elif isinstance(part, Run):
            if path and part.segment is not None and (described or "caption" in part.attributes):
                yield part.segment, path
            described = False
        for image in images_in((part,)) if isinstance(part, Image | Link) else ():
            path = _path(image.src, document.path)
            if image.segment is not None:
                yield image.segment, path


def _path(src: str, page: str) -> str:
    src = unquote(src)
    if "://" in src or src.startswith("//"):
        return src
    return posixpath.normpath(posixpath.join("" if src.startswith("/") else posixpath.dirname(page), src.lstrip("/")))


def _short(text: str) -> str:
    """`text` on one line, cut after a whole word where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
