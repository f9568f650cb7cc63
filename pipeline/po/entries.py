"""A template as texts: entry by entry, as its file has it. So what has not changed is put together without being taken apart.

The contract: `united` of the entries of some documents is, byte for byte, what `extract.template` of them is when it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.errors import CatalogueError
from pipeline.extract import message
from pipeline.model import Catalogue, Document, Location, Message
from pipeline.parsing.made import made
from pipeline.po import reader, writer
from pipeline.po.faults import Irregular
from pipeline.translation.context import contexts

EMPTY = '\nmsgstr ""'
"""The end of an entry that has one form and no translation."""


class Entry(NamedTuple):
    """A message as it stands in one place of a site. Lines come with their ends."""

    key: str
    """The lines that tell it from all others (`writer.key`), without the last end."""
    flags: str
    """What stands in its `#,` line."""
    role: str
    """Its `#.` lines that say what it is."""
    around: str
    """Those that say what stands around it: told where it is read first."""
    comment: str
    """Those of the page's author."""
    line: int
    """The line that its reference names; 0 where that names the page alone."""


Group = tuple[str, Sequence[Entry]]
"""What the references name, and the entries in reading order."""
_Place = tuple[str, Entry]


@dataclass(frozen=True, slots=True)
class Template:
    """The template of a domain, each message by its key (`writer.key`) in their order."""

    heads: Mapping[str, str]
    """The text of the entry before its msgstr."""
    plural: Mapping[str, str] = field(default_factory=dict)
    """The rest of the entry, where that is not `EMPTY`."""

    def __len__(self) -> int:
        return len(self.heads)

    def text(self, keys: Collection[str] | None = None) -> str:
        """The entries, each after a blank line; only those of `keys`, if given."""
        heads = self.heads.items() if keys is None else [(key, self.heads[key]) for key in self.heads if key in keys]
        if self.plural:
            return "".join([f"\n{head}{self.plural.get(key, EMPTY)}\n" for key, head in heads])
        return "".join([f"\n{head}{EMPTY}\n" for _, head in heads])

    def catalogue(self, keys: Collection[str] | None = None) -> Catalogue:
        """Its messages; only those of `keys`, if given."""
        return Catalogue(tuple(_read(self.text(keys), "")))


def of_document(document: Document, reference: str, *, lines: bool = False, wrap: int = 0) -> list[Entry]:
    """The entries of `document`, whose references are to name `reference`, and with `lines` their line.

    Raises `CatalogueError` if our own reader would read one of them otherwise than it was meant.
    """
    found: list[Entry] = []
    meant: list[Message] = []
    for segment, context in zip(document.segments, contexts(document), strict=True):
        first = message(segment, f"{reference}:{segment.line}" if lines else reference, context)
        comments = len(segment.comment.splitlines())
        around = len(first.extracted) - comments
        role = around - len(context.around)
        parts = (first.extracted[:role], first.extracted[role:around], first.extracted[around:])
        fields = (writer.key(first, wrap), ", ".join(first.flags), *map(_extracted, parts))
        found.append(made(Entry, (*fields, segment.line if lines else 0)))
        meant.append(first)
    text = "".join([f"{_head((_reference(reference, entry), entry))}{EMPTY}\n\n" for entry in found])
    if [m[:-1] for m in _read(text, reference)] != [m[:-1] for m in meant]:
        raise CatalogueError("writing this catalogue would change it, so nothing was written", Location(reference))
    return found


def of_messages(messages: Iterable[Message], wrap: int = 0) -> list[Group]:
    """The entries of messages that stand on no page, each with a reference of its own."""
    return [
        (m.references[0], [Entry(writer.key(m, wrap), ", ".join(m.flags), _extracted(m.extracted), "", "", 0)])
        for m in messages
    ]


def of_catalogue(catalogue: Catalogue, wrap: int = 0) -> Template:
    """The template whose messages are those of `catalogue`."""
    heads: dict[str, str] = {}
    plural: dict[str, str] = {}
    for one in catalogue:
        key, (head, mark, rest) = writer.key(one, wrap), writer.entry(one, wrap).partition("\nmsgstr")
        heads[key] = head
        if mark + rest != EMPTY:
            plural[key] = mark + rest
    return Template(heads, plural)


def united(groups: Iterable[Group]) -> Template:
    """One template of all: each message once, where it is first read, with everything that it stands on."""
    first: dict[str, _Place] = {}
    more: dict[str, list[_Place]] = {}
    for reference, entries in groups:
        for entry in entries:
            place = (_reference(reference, entry), entry)
            if first.setdefault(entry[0], place) is not place:
                more.setdefault(entry[0], []).append(place)
    return Template({key: _united(place, more[key]) if key in more else _head(place) for key, place in first.items()})


def _united(place: _Place, more: Sequence[_Place]) -> str:
    """The head of a message that stands first in one place, and then in more."""
    reference, first = place
    told = dict.fromkeys(_lines(_told(first)))
    flags = {first.flags}
    for _, entry in more:
        told |= dict.fromkeys(_lines(f"{entry.role}{entry.comment}"))
        flags.add(entry.flags)
    all_flags = first.flags
    if len(flags) > 1:
        all_flags = ", ".join(dict.fromkeys(flag for _, entry in (place, *more) for flag in entry.flags.split(", ")))
    references = dict.fromkeys([reference, *[reference for reference, _ in more]])
    return f"{''.join(told)}{_reference_lines(tuple(references))}\n#, {all_flags}\n{first.key}"


def _head(place: _Place) -> str:
    reference, (key, flags, role, around, comment, _) = place
    return f"{role}{around}{comment}{_reference_lines((reference,))}\n#, {flags}\n{key}"


def _told(entry: Entry) -> str:
    return f"{entry.role}{entry.around}{entry.comment}"


@lru_cache(4096)
def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]]


def _reference(reference: str, entry: Entry) -> str:
    return f"{reference}:{entry.line}" if entry.line else reference


@lru_cache(1024)
def _reference_lines(references: tuple[str, ...]) -> str:
    return "\n".join(writer.reference_lines(references))


@lru_cache(1024)
def _extracted(lines: tuple[str, ...]) -> str:
    return "".join([f"{line}\n" for line in writer.comment_lines((), lines, (), ())])


def _read(text: str, path: str) -> list[Message]:
    """What our own reader makes of the entries in `text`."""
    result = reader.read(text)
    if isinstance(result, Irregular):
        raise CatalogueError(result.template, Location(path, result.line, result.column), result.values)
    return result[0]
