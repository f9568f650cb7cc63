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

from pipeline.merge import ASIDE
from pipeline.model import Catalogue
from pipeline.patterns import expression
from pipeline.po import entries
from pipeline.po.entries import Template

_BETWEEN = b"\n\n"
_STRING = b'\nmsgstr "'
_PLAIN = expression(
    rb'\nmsgstr "[ !#-\[\]-\x7f]*+(?:(?:\\["\\]|[\x01-\x06\x0e-\x1f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]'
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb'|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})[ !#-\[\]-\x7f]*+)*+"'
)
"""A translation that is written on one line, to its last quote, in whole UTF-8 (RFC 3629, 4), so that it need not be decoded."""
_BEGINNING = expression(rb'\s*(?:#(?!~\s*(?:msgstr|msgid_plural|"))|msgctxt|msgid(?!_plural))')
_WHOLE = expression(rb'^(?:#~[ \t]*)?msgid[ \t]*".*?^(?:#~[ \t]*)?msgstr', re.MULTILINE | re.DOTALL)
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
        return _BETWEEN.join([block for block, key in blocks if key not in self.same]) + b"\n"

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
        numbers = dict(zip(self.keys, range(len(self.keys)), strict=True))
        runs: list[range | bytes] = []
        start = stop = 0
        for key in self.template.above:
            if key not in self.same:
                runs += [range(start, stop), key]
                start = stop = 0
            elif numbers[key] == stop:
                stop += 1
            else:
                runs.append(range(start, stop))
                start = numbers[key]
                stop = start + 1
        runs.append(range(start, stop))
        ends = [*accumulate(map(len, self.blocks), lambda end, length: end + len(_BETWEEN) + length)]
        found = [
            run if isinstance(run, bytes) else (ends[run.start] - len(self.blocks[run.start]), ends[run.stop - 1])
            for run in runs
            if run
        ]
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
        header, *blocks = text.removesuffix(b"\n").split(_BETWEEN)
        live = {entries.key(m): block for m, block in zip(merged, blocks, strict=False) if not m.obsolete}
        view = memoryview(data)  # Nothing is copied but once.
        wanted = [live[one] if isinstance(one, bytes) else view[slice(*one)] for one in self.entries]
        parts = [part for piece in (header, *wanted, *blocks[len(live) :]) for part in (_BETWEEN, piece)]
        return b"".join([*parts[1:], b"\n"])


def parted(data: bytes, template: Template) -> Standing:
    """The catalogue in `data`, which says that it is UTF-8, beside its template. Nothing stays where its blocks may be no entries."""
    blocks, nothing = data.split(_BETWEEN), Standing(template)
    while len(blocks) > 1 and not blocks[-1].strip(b"\n"):
        blocks.pop()
    blocks[-1] = blocks[-1].rstrip(b"\n")
    if b"\r" in data or b"\0" in data:
        return nothing
    asked = [*template.above]
    if template.plural or _ASIDE in data:
        asked = [key for key in asked if key not in template.plural and _ASIDE not in key]
    heads = [template.above[key] + key for key in asked]
    heads.append(b"\0")  # Nothing begins with it.
    places: dict[bytes, int] = {}
    keys: list[bytes | None] = []
    place = 0
    for block in blocks:
        if not block.startswith(heads[place]):  # Mostly they stand in the template's order.
            places = places or {head: number for number, head in enumerate(heads)}
            place = places.get(block.partition(_STRING)[0], place)
        head = heads[place]
        if block.startswith(head) and _PLAIN.fullmatch(block, len(head)):
            keys.append(asked[place])
            place += 1
        elif _BEGINNING.match(block) and _WHOLE.search(block):
            keys.append(None)
        else:
            return nothing
    same = {key for key in keys if key is not None}
    return Standing(template, blocks, keys, same) if len(same) + keys.count(None) == len(keys) else nothing


def _identity(key: bytes) -> bytes:
    """The lines of the text in a key, without its context."""
    return key[key.find(_IDENTITY) :]
