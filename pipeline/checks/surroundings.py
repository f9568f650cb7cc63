"""What stands around each picture of a page: caption, description, link, and the texts beside it.

Looked for only on pages that have pictures, and never far: a page of ten thousand pictures takes ten thousand short looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import NamedTuple

from pipeline.model import HEADINGS, Document, Footnote, Image, InlinePart, Link, Part, Run
from pipeline.parsing.heard import ANYWHERE, Names, Place, places
from pipeline.parsing.parts import images_in, is_literal
from pipeline.patterns import expression

_NEAR = 40
"""Parts of the page, at most, that a neighbour is looked for in."""
_CELLS = frozenset({"td", "th"})
_TAG = expression("<[^<>]*>")
_CELL = expression(r"</?(?:td|th|tr|li|dd|dt)\b")
_TABLE = expression(r"<(?:table|details)\b")
_SYNTOLKNING = expression(r"\s*(?:Syntolkning|(?:Image|Picture) description)\s*:", re.IGNORECASE)
"""How a description begins where the page does not tie it to the picture."""


class Words(NamedTuple):
    """A text in the language of the page, and in the language that the page was written in."""

    text: str = ""
    source: str = ""


NONE = Words()


class Surroundings(NamedTuple):
    """What stands around a picture."""

    link: Link | None = None
    """The link that it stands in."""
    caption: Words = NONE
    description: Words = NONE
    """What is seen in it, visible (`Syntolkning:`)."""
    heading: Words = NONE
    """The heading directly above it."""
    before: Words = NONE
    after: Words = NONE
    """The blocks next to it that are no headings above it."""
    left: str = ""
    right: str = ""
    """The words in its own line, and in its link."""
    alone: bool = True
    """Whether there are no words in its line, nor is it in the cell of a table: a picture there is small."""
    explained: bool = False
    """Whether a table, or something to unfold, comes right after it."""
    previous: Image | None = None
    """The picture beside it, without words between them."""
    place: Place = ANYWHERE
    """Whether something around it hides it, or says a language."""
    named: str = ""
    """What the elements say that `aria-labelledby` names."""


class Seen(NamedTuple):
    """A picture in the body of a page."""

    image: Image
    segment: int | None
    """The segment with its description, or that it stands in."""
    own: bool
    """Whether it is there because the source has it there; else a translation has brought it."""
    around: Surroundings


def pictures(document: Document, html: str) -> Iterator[Seen]:
    """The pictures in the body of `document`, in reading order; `html` is its `markup`."""
    known = places(document.parts, html)
    names = Names(document)
    for seen in _seen(document):
        place, named = known.get(id(seen.image), ANYWHERE), names.said(seen.image.attributes)
        if place is not ANYWHERE or named:
            seen = seen._replace(around=seen.around._replace(place=place, named=named))  # noqa: PLW2901 - what is left to say
        yield seen


def _seen(document: Document) -> Iterator[Seen]:
    previous: tuple[int, Image] | None = None
    for place, part in enumerate(document.parts):
        if isinstance(part, Run):
            if not is_literal(part.inline.parts):
                yield from _in_run(document, place, part)
        elif isinstance(part, Image | Link):
            for image, link, left, right, _ in _flat((part,)):
                around = _around_block(document, place)
                beside = previous[1] if previous is not None and _touch(document.parts, previous[0], place) else None
                around = around._replace(link=link, left=left, right=right, previous=beside)
                yield Seen(image, image.segment, own=True, around=around)
                previous = place, image


def _in_run(document: Document, place: int, run: Run) -> Iterator[Seen]:
    """The pictures among the words of one block."""
    if next(images_in(run.inline.parts), None) is None:
        return
    around: Surroundings | None = None
    for image, link, left, right, previous in _flat(run.inline.parts):
        around = around or _around_block(document, place)
        segment = run.segment if image.segment is None else image.segment
        yield Seen(
            image,
            segment,
            own=bool(run.language) or not document.source_language,
            around=around._replace(
                link=link,
                left=left,
                right=right,
                alone=run.tag not in _CELLS and not any(map(str.isalnum, run.inline.text)),
                previous=previous,
            ),
        )


def _flat(parts: Sequence[InlinePart]) -> Iterator[tuple[Image, Link | None, str, str, Image | None]]:
    """Each picture in `parts`, its link, the words to its left and right, and the picture that it touches."""
    pieces: list[str | tuple[Image, Link | None]] = [""]
    _flatten(parts, None, pieces)
    before: Image | None = None
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            before = before if not piece.strip() else None
            continue
        image, link = piece
        left, right = pieces[number - 1], pieces[number + 1]
        yield image, link, left if isinstance(left, str) else "", right if isinstance(right, str) else "", before
        before = image


def _flatten(parts: Sequence[InlinePart], link: Link | None, pieces: list[str | tuple[Image, Link | None]]) -> None:
    """Add `parts` to `pieces`, where words and pictures take turns."""
    for part in parts:
        if isinstance(part, Image):
            pieces += [(part, link), ""]
        elif isinstance(part, Link):
            _flatten(part.parts, part, pieces)
        elif not isinstance(part, Footnote):
            last = pieces[-1]
            assert isinstance(last, str)
            pieces[-1] = last + unescape(_TAG.sub("", part))


def _around_block(document: Document, place: int) -> Surroundings:
    """What stands around the block at `place`: the picture's figure, if it has one, counts as the block."""
    parts = document.parts
    first, last = _figure(parts, place)
    caption = description = heading = before = NONE
    for part in parts[first : last + 1]:
        if isinstance(part, Run) and part is not parts[place]:
            if part.segment is not None and document.segments[part.segment].role == "description":
                description = _words(document, part)
            else:
                caption = _words(document, part)
    above = next(_runs(parts, range(first - 1, max(-1, first - 1 - _NEAR), -1)), None)
    if above is not None and above.tag in HEADINGS:
        heading = _words(document, above)
    elif above is not None:
        before = _words(document, above)
    below = [
        _words(document, run) for run in islice(_runs(parts, range(last + 1, min(len(parts), last + 1 + _NEAR))), 2)
    ]
    if not description.text:
        description = next((text for text in below if _SYNTOLKNING.match(text.text)), NONE)
    after = below[0] if below and below[0] is not description else NONE
    explained = _has_table_next(parts, last)
    return Surroundings(None, caption, description, heading, before, after, explained=explained)


def _figure(parts: Sequence[Part], place: int) -> tuple[int, int]:
    """First and last part of the figure that the part at `place` stands in; `place` itself where there is none."""
    first = last = place
    for number in range(place - 1, max(-1, place - 8), -1):
        part = parts[number]
        if isinstance(part, str) and "figure" in part:
            if part.rfind("<figure") > part.rfind("</figure"):
                first = number
            break
    if first == place:
        return place, place
    for number in range(place + 1, min(len(parts), place + 12)):
        part = parts[number]
        if isinstance(part, str) and "</figure" in part:
            last = number
            break
    return first, last


def _runs(parts: Sequence[Part], places: Sequence[int]) -> Iterator[Run]:
    for number in places:
        part = parts[number]
        if isinstance(part, Run) and any(map(str.isalnum, part.inline.text)):
            yield part
        elif isinstance(part, Image | Link):
            return  # What stands beyond another picture belongs to that one.


def _words(document: Document, run: Run) -> Words:
    source = document.segments[run.segment].inline.text if run.segment is not None else run.inline.text
    return Words(run.inline.text, source)


def _has_table_next(parts: Sequence[Part], last: int) -> bool:
    """Whether a table begins after the part at `last`, at most one text between them."""
    own = parts[last]
    literal = own.rpartition("</figure")[2] if isinstance(own, str) else ""
    texts = 0
    for part in (literal, *parts[last + 1 : last + 6]):
        if isinstance(part, str):
            if _TABLE.search(part):
                return True
        elif isinstance(part, Run):
            texts += 1
            if texts > 1:
                return False
        elif isinstance(part, Image | Link):
            return False
    return False


def _touch(parts: Sequence[Part], before: int, place: int) -> bool:
    """Whether nothing to read stands between the pictures at two places, nor the border of a cell or an item."""
    return place - before < _NEAR and not any(
        _CELL.search(part) if isinstance(part, str) else isinstance(part, Run) for part in parts[before + 1 : place]
    )
