"""A template as the bytes of its entries: what has not changed is put together without being taken apart, or decoded.

The contract: `united` of the entries of some documents is, byte for byte, what `extract.template` of them is when it is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.errors import CatalogueError
from pipeline.extract import message
from pipeline.model import Catalogue, Document, Location, Message
from pipeline.patterns import expression
from pipeline.po import reader, writer
from pipeline.po.faults import Irregular
from pipeline.translation.context import contexts

EMPTY = b'\nmsgstr ""'
"""The end of an entry that has one form and no translation."""
_ENTRY = expression(rb"((?:#[^\n]*\n)*)(.*?)(\nmsg(?:str|id_plural).*)", re.DOTALL)
"""Comments, key and the rest of an entry as it is written."""
_Lines = tuple[str, ...]


class Entries(NamedTuple):
    """The messages of a page in reading order, a column for each thing. Lines come with their ends, but for the last of a key."""

    keys: list[bytes]
    """The lines that tell a message from all others (`key`)."""
    above: list[bytes]
    """Those above it: what it is, what stands around it, what the page's author says; its place; its flags."""
    again: list[bytes]
    """Those of them that are told wherever it stands, not only where it is read first: what it is, and what the author says."""


@dataclass(frozen=True, slots=True)
class Template:
    """The template of a domain, each message by its key in their order."""

    above: Mapping[bytes, bytes]
    """The lines above its key."""
    plural: Mapping[bytes, bytes] = field(default_factory=dict)
    """What comes after its key, where that is not `EMPTY`."""

    def __len__(self) -> int:
        return len(self.above)

    def text(self, keys: Collection[bytes] | None = None) -> bytes:
        """The entries, each after a blank line; only those of `keys`, if given."""
        above = self.above if keys is None else {key: lines for key, lines in self.above.items() if key in keys}
        if self.plural:
            return b"".join([b"\n%b%b%b\n" % (lines, key, self.plural.get(key, EMPTY)) for key, lines in above.items()])
        return b"".join([b"\n%b%b%b\n" % (lines, key, EMPTY) for key, lines in above.items()])

    def catalogue(self, keys: Collection[bytes] | None = None) -> Catalogue:
        """Its messages; only those of `keys`, if given."""
        return Catalogue(tuple(_read(self.text(keys).decode(), "")))


def key(one: Message, wrap: int = 0) -> bytes:
    """The lines of an entry that tell it from all others of its file, without the last end."""
    return writer.key(one, wrap).encode()


def of_document(document: Document, reference: str, *, lines: bool = False, wrap: int = 0) -> Entries:
    """The entries of `document`, whose references are to name `reference`, and with `lines` their line.

    Raises `CatalogueError` if our own reader would read one of them otherwise than it was meant.
    """
    found = Entries([], [], [])
    meant: list[Message] = []
    for segment, context in zip(document.segments, contexts(document), strict=True):
        first = message(segment, f"{reference}:{segment.line}" if lines else reference, context)
        around = len(first.extracted) - len(segment.comment.splitlines())
        role = around - len(context.around)
        parts = (first.extracted[:role], first.extracted[role:around], first.extracted[around:])
        _add(found, first, parts, wrap)
        meant.append(first)
    text = b"".join([b"%b%b%b\n\n" % (above, key, EMPTY) for key, above, _ in zip(*found, strict=True)]).decode()
    if [m[:-1] for m in _read(text, reference)] != [m[:-1] for m in meant]:
        raise CatalogueError("writing this catalogue would change it, so nothing was written", Location(reference))
    return found


def of_messages(messages: Iterable[Message], wrap: int = 0) -> Entries:
    """The entries of messages that stand on no page, each with one reference of its own."""
    found = Entries([], [], [])
    for one in messages:
        _add(found, one, (one.extracted, (), ()), wrap)
    return found


def _add(found: Entries, one: Message, told: tuple[_Lines, _Lines, _Lines], wrap: int) -> None:
    """Add a message; `told` is what it is, what stands around it, and what the page's author says."""
    role, around, comment = map(_told, told)
    found.keys.append(key(one, wrap))
    found.above.append(b"".join([role, around, comment, _place(one.references, one.flags)]))
    found.again.append(role + comment)


@lru_cache(1024)
def _told(lines: _Lines) -> bytes:
    return _text(writer.comment_lines((), lines, (), ()))


@lru_cache(1024)
def _place(references: _Lines, flags: _Lines) -> bytes:
    return _text(writer.comment_lines((), (), references, flags))


def _text(lines: Iterable[str]) -> bytes:
    return "".join([f"{line}\n" for line in lines]).encode()


def of_catalogue(catalogue: Catalogue, wrap: int = 0) -> Template:
    """The template whose messages are those of `catalogue`."""
    above: dict[bytes, bytes] = {}
    plural: dict[bytes, bytes] = {}
    for one in catalogue:
        entry = _ENTRY.fullmatch(writer.entry(one, wrap).encode())
        assert entry, "it was just written"
        comments, lines, rest = entry.groups()
        above[lines] = comments
        if rest != EMPTY:
            plural[lines] = rest
    return Template(above, plural)


def united(pages: Iterable[Entries]) -> Template:
    """One template of all: each message once, where it is first read, with everything that it stands on."""
    first: dict[bytes, bytes] = {}
    more: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for page in pages:
        for key, above, again in zip(*page, strict=True):
            if first.setdefault(key, above) is not above:
                more.setdefault(key, []).append((above, again))
    return Template(first | {key: _united(first[key], places) for key, places in more.items()})


def _united(above: bytes, more: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The lines above the key of a message that stands first in one place, and then in more."""
    *told, reference, flags, _ = above.split(b"\n")
    lines, references, all_flags = dict.fromkeys(told), {reference: None}, {flags: None}
    for other, again in more:
        _, reference, flags, _ = (b"\n" + other).rsplit(b"\n", 3)
        lines |= dict.fromkeys(again.split(b"\n")[:-1])
        references[reference] = all_flags[flags] = None
    if len(all_flags) > 1:
        flags = b"#, " + b", ".join(dict.fromkeys(flag for line in all_flags for flag in line[3:].split(b", ")))
    if len(references) > 1:
        reference = "\n".join(writer.filled([line[3:].decode() for line in references])).encode()
    return b"\n".join([*lines, reference, flags, b""])


def _read(text: str, path: str) -> list[Message]:
    """What our own reader makes of the entries in `text`."""
    result = reader.read(text)
    if isinstance(result, Irregular):
        raise CatalogueError(result.template, Location(path, result.line, result.column), result.values)
    return result[0]
