"""Values as JSON or MessagePack and back, by their types: what a build keeps for the next one. The one door to msgspec.

Nothing that is read can be a program. msgspec writes ten times as fast as the standard library, and a cold build writes all that it
knows. Tuples lose their names on the way out, and get them again by the type that is asked for.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
Later = msgspec.Raw
"""A value that is read as its JSON, to be made of it (`loads`) where somebody needs it."""


def dumps(value: object) -> str:
    """`value` as JSON: tuples, dataclasses, sets, days and bytes of any depth."""
    return encoded(value).decode("utf-8", "surrogatepass")


def encoded(value: object) -> bytes:
    """The same as bytes, for a digest."""
    try:
        return _encode(value)
    except UnicodeEncodeError:  # Half of a pair of surrogates, which YAML can spell.
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
        return text.encode("utf-8", "surrogatepass")


def line(value: object) -> str:
    """`value` as JSON on one line, for people: with a blank between its parts, as the standard library writes it.

    >>> line({"a": [1, None]})
    '{"a": [1, null]}'
    """
    return msgspec.json.format(encoded(value), indent=0).decode("utf-8", "surrogatepass")


def lines(fields: Mapping[str, object]) -> str:
    """An object as JSON for people: a line for each field, and one for each item of a list, or of what gives them one by one.

    >>> print(lines({"a": [1, {"b": 2}], "c": map(str, [3]), "d": []}))
    {
    "a": [
    1,
    {"b": 2}
    ],
    "c": [
    "3"
    ],
    "d": []
    }
    """
    return "{\n" + ",\n".join(f"{line(name)}: {_items(value)}" for name, value in fields.items()) + "\n}"


def _items(value: object) -> str:
    if not isinstance(value, list | Iterator):
        return line(value)
    items = ",\n".join(map(line, value))
    return f"[\n{items}\n]" if items else "[]"


def _plain(value: object) -> object:
    if isinstance(value, str):  # Markup, the most frequent of them.
        return str.__str__(value)
    if isinstance(value, frozenset):
        return [*value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(value)


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


def loads(kind: type[T], text: str | Later) -> T:
    """The value of the type `kind` that `text` is the JSON of. Raises `ValueError` for data that do not fit.

    >>> from pipeline.model import Location
    >>> loads(tuple[Location, ...], '[["a.md",1,2]]')
    (Location(path='a.md', line=1, column=2),)
    """
    asked: Any = kind
    try:
        value: T = _decoder(asked).decode(text)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return value


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - an annotation of any form
    return msgspec.json.Decoder(kind)


def packed(value: object) -> bytes:
    """`value` in MessagePack: the same for what holds bytes, which JSON cannot without spelling them otherwise."""
    return msgspec.msgpack.encode(value)


def unpacked(kind: type[T], data: bytes) -> T:
    """The value of the type `kind` that was packed. Raises `ValueError` for data that do not fit.

    >>> unpacked(tuple[str, bytes], packed(("a", b"b")))
    ('a', b'b')
    """
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from None
