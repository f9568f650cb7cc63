"""The text that stands in an SVG, as it is seen: the second door to defusedxml, for files of which nobody knows who made them.

Words that a program has cut into pieces, letter by letter to set them closer, are put together again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class PictureText(NamedTuple):
    """What stands in a picture."""

    pieces: tuple[str, ...] = ()
    """Its texts, line by line."""
    sure: bool = True
    """Whether it is written there; else a program has read it from dots."""


_MOST = 2_000_000
"""Bytes of a file that are looked at; a drawing of more has its text in its paths."""
_UNSEEN = frozenset(
    {"defs", "desc", "title", "metadata", "symbol", "clipPath", "mask", "pattern", "style", "script", "marker"}
)
_TEXTS = frozenset({"text", "foreignObject"})


def svg_text(data: bytes) -> PictureText:
    """The text of an SVG; none where it cannot be read.

    >>> svg_text(b'<svg><text y="1">Ring <tspan>112</tspan></text><text display="none">x</text></svg>').pieces
    ('Ring 112',)
    """
    if b"<text" not in data[:_MOST] and b":text" not in data[:_MOST] and b"foreignObject" not in data[:_MOST]:
        return PictureText()
    from defusedxml import ElementTree as Safe  # Imported where it is used: few pages show an SVG with text.

    try:
        root = Safe.fromstring(data[:_MOST])
    except (ParseError, ValueError, LookupError):  # Refused entities are a ValueError.
        return PictureText()
    return PictureText(tuple(piece for text in _texts(root) if (piece := " ".join(text.split()))))


def _texts(root: Element) -> Iterator[str]:
    """The texts below `root`; a stack, since a drawing may be nested deeper than Python calls."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        name = _name(element)
        if name in _UNSEEN or _is_hidden(element):
            continue
        if name in _TEXTS:
            yield from _lines(element)
        else:
            waiting += reversed(element)


def _lines(text: Element) -> Iterator[str]:
    """The lines of a `<text>`: a part in another height begins a new one."""
    line: list[str] = []
    height = text.get("y", "")
    for element, words in _words(text):
        here = element.get("y", height)
        moved = element.get("dy", "0").strip() not in ("0", "0em", "0px", "") and element is not text
        if (here != height or moved or _name(element) in ("p", "div", "br", "li")) and line:
            yield "".join(line)
            line.clear()
        height = here
        line.append(words)
    yield "".join(line)


def _words(element: Element) -> Iterator[tuple[Element, str]]:
    """Each piece of words below `element`, with the element that places it."""
    stack: list[tuple[Element, Element | None]] = [(element, None)]
    while stack:
        current, tail_of = stack.pop()
        if tail_of is not None:
            if current.tail:
                yield tail_of, current.tail
            continue
        if _name(current) in _UNSEEN or _is_hidden(current):
            continue
        if current.text:
            yield current, current.text
        for child in reversed(current):
            stack += [(child, current), (child, None)]


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "desc"  # Comments have no name.


def _is_hidden(element: Element) -> bool:
    style = element.get("style", "").replace(" ", "")
    return (
        element.get("display") == "none"
        or element.get("visibility") == "hidden"
        or element.get("opacity") == "0"
        or "display:none" in style
        or "visibility:hidden" in style
    )
