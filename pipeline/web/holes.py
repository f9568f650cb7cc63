"""A printed body as JSON and back, for when it waits in a file or goes to another process.

The names of its parts are not written: each kind of part has a length of its own.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from pipeline.model import Image, InlinePart, Label, Link, Location
from pipeline.parsing.parts import is_literal
from pipeline.web.html import Body, BodyPart

_LINK, _IMAGE, _LABEL = len(Link._fields), len(Image._fields), len(Label._fields)
_PLACE = Image._fields.index("location")


def body(data: list[Any]) -> Body:
    """The body that `json.dumps` has written.

    >>> import json
    >>> one = ("<p>", Link("om.md", "", "", ("Om", Image("a.svg", "A"))), Label("note"), "</p>")
    >>> body(json.loads(json.dumps(one))) == one
    True
    """
    return tuple([part if part.__class__ is str else _part(part) for part in data])


def _part(data: list[Any]) -> BodyPart:
    length = len(data)
    if length == _LINK:
        href, title, attributes, parts = data
        return Link(href, title, attributes, cast("tuple[InlinePart, ...]", body(parts)))
    if length == _IMAGE:
        data[_PLACE] = Location(*data[_PLACE])
        return Image(*data)
    if length == _LABEL:
        return Label(*data)
    raise ValueError(length)


class Rest(NamedTuple):
    """What waits of a page until all pages are known."""

    bodies: str
    """Its body in each language, as JSON."""
    opening: str
    """The opening of its report."""
    text: str
    """The text of its report."""


def packed(rest: Rest) -> str:
    r"""It as one text. Two parts of it are long and may hold anything, so they are not escaped but measured.

    >>> unpacked(packed(Rest("[]", 'a"', "b\n0"))) == Rest("[]", 'a"', "b\n0")
    True
    """
    return f"{len(rest.bodies)} {len(rest.opening)}\n{''.join(rest)}"


def unpacked(text: str) -> Rest:
    """What `packed` has made one text of."""
    head, _, rest = text.partition("\n")
    first, second = map(int, head.split())
    return Rest(rest[:first], rest[first : first + second], rest[first + second :])


def asked(body: Body) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a body asks its site for: the addresses of its links and of its pictures as they are written, each once.

    >>> asked((Link("om.md", "", "", (Image("a.svg", "A"),)), Label("note"), Link("om.md", "", "", ("Om",))))
    (('om.md',), ('a.svg',))
    """
    links: dict[str, None] = {}
    pictures: dict[str, None] = {}
    for part in body:
        if part.__class__ is str:
            continue
        if isinstance(part, Link):
            links[part.href] = None
            inner = asked(cast("Body", part.parts)) if not is_literal(part.parts) else ((), ())
            links |= dict.fromkeys(inner[0])
            pictures |= dict.fromkeys(inner[1])
        elif isinstance(part, Image):
            pictures[part.src] = None
    return tuple(links), tuple(pictures)


assert len({_LINK, _IMAGE, _LABEL}) == 3
