"""Values as JSON and back, by their types: what a build keeps for the next one. The one door to msgspec.

Nothing that is read can be a program. msgspec writes ten times as fast as the standard library, and a cold build writes all that it
knows. Tuples lose their names on the way out; what comes back is put together by the annotations of its type. Data that do not fit
raise `ValueError`, `TypeError` or `LookupError`: whoever reads what may be damaged has to expect them.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from pipeline.model import FieldValue, Phrase

Convert = Callable[[Any], Any]
_AS_THEY_ARE = (str, int, float, bool, type(None))


def dumps(value: object) -> str:
    """`value` as JSON: tuples, dataclasses, sets, days and bytes of any depth."""
    try:
        return _encode(value).decode()
    except UnicodeEncodeError:  # Half of a pair of surrogates, which YAML can spell.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return [*value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, str):  # Markup.
        return str.__str__(value)
    raise TypeError(value)


def decoder(kind: Any) -> Convert:  # noqa: ANN401 - an annotation of any form
    """What reads the JSON of a value whose type is made of lists, named tuples and texts alone; ten times as fast as `reader`.

    >>> from pipeline.model import Location
    >>> decoder(list[Location])('[["a.md", 1, 2]]')
    [Location(path='a.md', line=1, column=2)]
    """
    decode = msgspec.json.Decoder(kind).decode

    def read(text: str) -> Any:  # noqa: ANN401
        try:
            return decode(text)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from None

    return read


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


@cache
def reader(kind: Any) -> Convert | None:  # noqa: ANN401 - an annotation of any form
    """What makes a value of the type `kind` of the data of JSON; None where they are it already.

    >>> from pipeline.model import Location
    >>> reader(tuple[Location, ...])([["a.md", 1, 2]])
    (Location(path='a.md', line=1, column=2),)
    """
    if kind in _AS_THEY_ARE or get_origin(kind) is Literal:
        return None
    if kind in _LEAVES:
        return _LEAVES[kind]
    if kind == FieldValue:
        return _field
    if get_origin(kind) in (Union, types.UnionType):
        return _optional(kind)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if get_origin(kind) is frozenset:
        own = reader(get_args(kind)[0])
        return frozenset if own is None else lambda data: frozenset(map(own, data))
    return _fields(kind)


def _day(data: str) -> dt.date:
    return dt.datetime.fromisoformat(data) if "T" in data else dt.date.fromisoformat(data)


def _field(data: Any) -> FieldValue:  # noqa: ANN401
    """A field of a message; a phrase has fields of its own."""
    if isinstance(data, list):
        template, values = data
        return Phrase._make((template, tuple([(name, _field(value)) for name, value in values])))
    value: FieldValue = data
    return value


_LEAVES: dict[Any, Convert] = {dt.date: _day, bytes: b64decode}


def _optional(kind: Any) -> Convert | None:  # noqa: ANN401
    """What reads one type, or None."""
    own = [reader(one) for one in get_args(kind) if one is not type(None)]
    if all(one is None for one in own):
        return None
    (convert,) = own
    assert convert is not None
    return lambda data: None if data is None else convert(data)


def _tuple(kinds: tuple[Any, ...]) -> Convert:
    """What reads a tuple: of any length of one type, or of so many types."""
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        own = reader(kinds[0])
        return tuple if own is None else lambda data: tuple([own(one) for one in data])
    return _each(tuple, [reader(kind) for kind in kinds])


def _fields(kind: Any) -> Convert:  # noqa: ANN401
    """What reads a named tuple or a dataclass."""
    hints = get_type_hints(kind)
    if hasattr(kind, "_fields"):
        return _each(lambda values: kind(*values), [reader(hints[name]) for name in kind._fields])
    names = [field.name for field in fields(kind)]
    read = _each(lambda values: kind(*values), [reader(hints[name]) for name in names])
    return lambda data: read([data[name] for name in names])


def _each(make: Convert, readers: list[Convert | None]) -> Convert:
    """What reads values each of its own type."""
    number, odd = len(readers), [(index, own) for index, own in enumerate(readers) if own is not None]

    def read(data: list[Any]) -> Any:  # noqa: ANN401
        if len(data) != number:
            raise ValueError(number)
        for index, own in odd:
            data[index] = own(data[index])
        return make(data)

    return read
