"""The picture that the front matter names (`picture`, `image`), shown above the text of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Document, Image, Part, Run
from pipeline.parsing.parts import images_in, named
from pipeline.web.routes import local


def led_by_picture(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """`parts`, the body of `document`, with its picture before them, or below the heading that they begin with.

    A picture that the text shows itself is not shown twice, and one of another host is left alone: it is for other programs.
    """
    shown = {local(image.src, document.path) for image in _images(parts)} if document.pictures else frozenset[str]()
    for image, _ in named(document):
        if "//" not in image.src and local(image.src, document.path) not in shown:
            begin = next((number for number, part in enumerate(parts, 1) if _is_title(part)), 0)
            return (*parts[:begin], '<figure class="lead">', image, "</figure>\n", *parts[begin:])
    return tuple(parts)


def _is_title(part: Part) -> bool:
    return isinstance(part, Run) and part.tag == "h1"


def _images(parts: Iterable[Part]) -> Iterator[Image]:
    for part in parts:
        yield from images_in(part.inline.parts if isinstance(part, Run) else [part])
