"""Walking over the parts of a document. A part may hold others only where it is a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.model import HEADINGS, Document, Image, Inline, InlinePart, Link, Part, Run, Segment
from pipeline.patterns import expression

P = TypeVar("P", bound=Part)

_WORDS = expression(r"[^\W\d_]|\d[\s.,:%–-]\d|\d\s?%")
"""Letters, or a number that is written otherwise in another language."""
_HEARD_ATTRIBUTE = expression(r' (?:title|aria-label)="[^"]*[^\W\d_]')


_RAW_HEADING = expression(
    r'<(?:h(?P<own>[1-6])\b|[a-z]+(?=[^<>]* role="heading")[^<>]* aria-level="(?P<level>[1-6])"|/(?:h[1-6]|div|p|section)\b)'
)
"""The beginning of a heading, also of one by role, or an end of what may be one."""


def has_words(content: Inline) -> bool:
    """Whether a person reads or hears something in `content` that can be translated."""
    prose = content.prose
    if prose[:1].isalpha() or _WORDS.search(prose):  # Most begin with a letter.
        return True
    return any(_heard(part) for part in content.parts)


def _heard(part: InlinePart) -> bool:
    if isinstance(part, Image):
        return bool(_WORDS.search(part.alt + part.title) or _HEARD_ATTRIBUTE.search(part.attributes))
    if isinstance(part, Link):
        own = _WORDS.search(part.title) or _HEARD_ATTRIBUTE.search(part.attributes)
        return bool(own) or any(_heard(inner) for inner in part.parts)
    return isinstance(part, str) and "=" in part and bool(_HEARD_ATTRIBUTE.search(part))


def only_picture(parts: Sequence[InlinePart]) -> Image | Link | None:
    """The picture, or the link around one, that is all there is in `parts`.

    Not one with words in other attributes than the picture's own: those are translated with the text that they stand in.
    """
    if len(parts) != 1:
        return None
    (part,) = parts
    if isinstance(part, Link):
        bare = not (part.title or _HEARD_ATTRIBUTE.search(part.attributes)) and len(part.parts) == 1
        return part if bare and only_picture(part.parts) is part.parts[0] else None
    return part if isinstance(part, Image) and not _HEARD_ATTRIBUTE.search(part.attributes) else None


def segments_of(part: Part) -> list[int]:
    """Indices of the segments that `part` shows."""
    if isinstance(part, Link):
        return [number for inner in part.parts for number in segments_of(inner)]
    return [part.segment] if isinstance(part, Run | Image) and part.segment is not None else []


def renumbered(part: P, numbers: dict[int, int]) -> P:
    """`part` with the index of its segment looked up in `numbers`."""
    if isinstance(part, Link):
        return part._replace(parts=tuple(renumbered(inner, numbers) for inner in part.parts))
    if isinstance(part, Run) and part.segment is not None:
        return part._replace(segment=numbers[part.segment])
    if isinstance(part, Image) and part.segment is not None:
        return part._replace(segment=numbers[part.segment])
    return part


def is_literal(parts: Sequence[Part]) -> bool:
    """Whether there is nothing in `parts` that the site fills in; neighbouring strings have been joined."""
    return not parts or (len(parts) == 1 and type(parts[0]) is str)


def markup(parts: Iterable[Part]) -> str:
    r"""The literal HTML of `parts`, a line for each piece, and the attributes of links and pictures: for a first look.

    >>> markup(("<ul>", Link("a.md", "", ' lang="en"', ("Hej",))))
    '<ul>\n lang="en"\nHej'
    """
    found: list[str] = []
    _collect_markup(parts, found)
    return "\n".join(found)


def _collect_markup(parts: Iterable[Part], found: list[str]) -> None:
    for part in parts:
        if type(part) is str:
            found.append(part)
        elif isinstance(part, Run):
            found.append(part.attributes)
            _collect_markup(part.inline.parts, found)
        elif isinstance(part, Image):
            found.append(part.attributes)
        elif isinstance(part, Link):
            found.append(part.attributes)
            _collect_markup(part.parts, found)


def headings_in(document: Document) -> list[tuple[int, Run]]:
    """The headings of a page with their levels, in Markdown and in raw HTML."""
    if not document.has_raw:
        return [(int(run.tag[1]), run) for run in document.headings]
    found: list[tuple[int, Run]] = []
    level = 0
    for part in document.parts:
        if isinstance(part, str):
            for tag in _RAW_HEADING.finditer(part):
                level = int(tag["own"] or tag["level"] or 0)
        elif isinstance(part, Run) and part.tag in HEADINGS:
            found.append((int(part.tag[1]), part))
        elif isinstance(part, Run) and level and part.segment is not None:
            found.append((level, part))
            level = 0
    return found


def links_in(parts: Iterable[Part]) -> Iterator[Link]:
    """The links in `parts`, also those in raw links."""
    for part in parts:
        if isinstance(part, Link):
            yield part
            yield from links_in(part.parts)


def links_and_images(parts: Iterable[Part]) -> Iterator[Link | Image]:
    """The links and pictures in `parts` in reading order, also those in links."""
    for part in parts:
        if isinstance(part, Image):
            yield part
        elif isinstance(part, Link):
            yield part
            if not is_literal(part.parts):
                yield from links_and_images(part.parts)


def images_in(parts: Iterable[Part]) -> Iterator[Image]:
    """The pictures in `parts`, also those in links."""
    for part in parts:
        if isinstance(part, Image):
            yield part
        elif isinstance(part, Link):
            yield from images_in(part.parts)


def named(document: Document) -> Iterator[tuple[Image, Segment | None]]:
    """The pictures that the front matter names, described in the language of `document`, each with the field that describes it."""
    described = {s.id: s for s in document.segments if s.role == "field" and (s.context or "").endswith("_alt")}
    for image in document.pictures:
        segment = described.get(image.alt)
        field = segment.context if segment is not None else None
        if field is None or not document.source_language:
            yield image, segment
        else:
            language = document.source_language if field in document.fallbacks else ""
            yield image._replace(alt=str(document.meta[field]), language=language), segment


def joined(parts: Sequence[P | str]) -> tuple[P | str, ...]:
    """`parts` with neighbouring strings made one."""
    if len(parts) < 2:
        return tuple(parts)
    result: list[P | str] = []
    strings: list[str] = []
    for part in parts:
        if type(part) is str:
            strings.append(part)
            continue
        if strings:
            result.append(strings[0] if len(strings) == 1 else "".join(strings))
            strings = []
        result.append(part)
    if strings:
        result.append("".join(strings))
    return tuple(result)
