"""What stands in a catalogue just as its template wants it: it stays as it is, without being read. Pure.

An entry of which merging would change nothing has the lines of the template's entry, and a translation on one line or none: no
comment of a person, no mark that it is to be reviewed, no previous text. Of ten thousand entries so many are of that kind that an
update reads a hundred. The contract: what is put together of these and of the others merged is, byte for byte, what
comes of merging them all (`tests/test_standing.py`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from pipeline import entries
from pipeline.entries import Template
from pipeline.merge import ASIDE
from pipeline.model import Catalogue

_STRING = b'\nmsgstr "'
_PLAIN = re.compile(rb'\nmsgstr "[^"\\\n\t\a\b\v\f]*+(?:\\["\\][^"\\\n\t\a\b\v\f]*+)*+"')
"""A translation that is written on one line, to its last quote."""
_BEGINNING = re.compile(rb'\s*(?:#(?!~\s*(?:msgstr|msgid_plural|"))|msgctxt|msgid(?!_plural))')
_WHOLE = re.compile(rb'^(?:#~[ \t]*)?msgid[ \t]*".*?^(?:#~[ \t]*)?msgstr', re.MULTILINE | re.DOTALL)
_IDENTITY = b'msgid "'
_ASIDE = ASIDE.encode()


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries of one catalogue, parted into those that stay as they are and those that are to be read."""

    template: Template
    blocks: Sequence[bytes] = ()
    """What blank lines part the catalogue into."""
    keys: Sequence[bytes | None] = ()
    """For each block the key of the template's entry that it is."""
    same: AbstractSet[bytes] = frozenset()
    """The keys of those that stay."""

    @property
    def left(self) -> bytes:
        """The text of the others."""
        blocks = zip(self.blocks, self.keys, strict=True)
        return b"\n\n".join([block for block, key in blocks if key not in self.same]) + b"\n"

    @property
    def asked(self) -> Catalogue:
        """The part of the template that they are merged with."""
        return self.template.catalogue(self.template.above.keys() - self.same)

    def new(self, read: Catalogue) -> AbstractSet[bytes]:
        """The keys of the template's messages that the catalogue does not have; `read` is what is `left` of it."""
        return self.template.above.keys() - self.same - {entries.key(m) for m in read}

    def meets(self, read: Catalogue) -> bool:
        """Whether one of the messages `read` has the key of one that stays."""
        return any(entries.key(m) in self.same for m in read)

    def reading(self, new: Collection[bytes], moving: AbstractSet[bytes]) -> Standing:
        """The same, with more to be read: all that has the text of a message that is `new` here, or the key of one that is new anywhere (`moving`)."""
        texts = {_identity(key) for key in new}
        alike = {key for key in self.same if _identity(key) in texts} if texts else set()
        return replace(self, same=self.same - alike - moving) if alike or self.same & moving else self

    def order(self) -> Order:
        """Where all that stays lies in the file."""
        ends = accumulate(map(len, self.blocks), lambda end, length: end + 2 + length)
        places = {
            key: (end - len(block), end)
            for key, block, end in zip(self.keys, self.blocks, ends, strict=True)
            if key in self.same
        }
        found: list[_Stretch | bytes] = []
        for key in self.template.above:
            place = places.get(key)
            if place is None:
                found.append(key)
            elif found and isinstance(found[-1], tuple) and found[-1][1] + 2 == place[0]:
                found[-1] = (found[-1][0], place[1])
            else:
                found.append(place)
        return Order(found, array("q", map(hash, self.same)))


_Stretch = tuple[int, int]
"""Where entries that stand one after the other begin in the file, and where they end."""


class Order(NamedTuple):
    """The entries of a catalogue in the order of its template. It takes some bytes for each entry, and not the entry."""

    entries: Sequence[_Stretch | bytes]
    """A stretch of those that stay, or the key of another one."""
    same: array[int]
    """The hashes of the keys of those that stay."""

    def united(self, data: bytes, merged: Catalogue, text: bytes) -> bytes:
        """The whole catalogue; `data` is the file, and `text` that of the others, `merged`."""
        header, *blocks = text.removesuffix(b"\n").split(b"\n\n")
        live = {entries.key(m): block for m, block in zip(merged, blocks, strict=False) if not m.obsolete}
        wanted = [live[one] if isinstance(one, bytes) else data[slice(*one)] for one in self.entries]
        return b"\n\n".join([header, *wanted, *blocks[len(live) :]]) + b"\n"


def parted(data: bytes, template: Template) -> Standing:
    """The catalogue in `data`, which is UTF-8, beside its template. Nothing stays where its blocks may be no entries."""
    blocks, nothing = data.rstrip(b"\n").split(b"\n\n"), Standing(template)
    if b"\r" in data or b"\0" in data:
        return nothing
    order = [(above + key, key) for key, above in template.above.items() if key not in template.plural]
    order.append((b"\0", b""))  # Nothing begins with it.
    places: dict[bytes, int] = {}
    keys: list[bytes | None] = []
    same: set[bytes] = set()
    place = 0
    for block in blocks:
        head, key = order[place]
        if not block.startswith(head):  # Mostly they stand in the template's order.
            places = places or {head: number for number, (head, _) in enumerate(order)}
            place = places.get(block.partition(_STRING)[0], place)
            head, key = order[place]
        if block.startswith(head) and _PLAIN.fullmatch(block, len(head)) and _ASIDE not in key:
            if key in same:
                return nothing
            same.add(key)
            keys.append(key)
            place += 1
        elif _BEGINNING.match(block) and _WHOLE.search(block):
            keys.append(None)
        else:
            return nothing
    return Standing(template, blocks, keys, same)


def _identity(key: bytes) -> bytes:
    """The lines of the text in a key, without its context."""
    return key[key.find(_IDENTITY) :]
