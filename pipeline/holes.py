"""A printed body as JSON and back, for when it waits in a file or goes to another process.

The names of its parts are not written: each kind of part has a length of its own.
"""

from __future__ import annotations

from typing import Any, cast

from pipeline.html import Body, BodyPart
from pipeline.model import Image, InlinePart, Label, Link, Location

_LINK, _IMAGE, _LABEL = len(Link._fields), len(Image._fields), len(Label._fields)
_PLACE = Image._fields.index("location")


def body(data: list[Any]) -> Body:
    """The body that `json.dumps` has written.

    >>> import json
    >>> one = ("<p>", Link("om.md", "", "", ("Om", Image("a.svg", "A"))), Label("note"), "</p>")
    >>> body(json.loads(json.dumps(one))) == one
    True
    """
    return tuple([part if isinstance(part, str) else _part(part) for part in data])


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


assert len({_LINK, _IMAGE, _LABEL}) == 3
