"""What stands in a catalogue just as its template wants it: it stays as it is, without being read. Pure.

An entry of which merging would change nothing has the lines of the template's entry, and a translation on one line or none: no
comment of a person, no mark that it is to be reviewed, no previous text. Of ten thousand entries so many are of that kind that an
update reads a hundred. The contract: what is put together of these and of the others merged is, byte for byte, what
comes of merging them all (`tests/test_standing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from pipeline.merge import ASIDE
from pipeline.model import Catalogue
from pipeline.po import writer
from pipeline.po.entries import Template

_STRING = '\nmsgstr "'
_PLAIN = re.compile(r'[^"\\\n\t\a\b\v\f]*+(?:\\["\\][^"\\\n\t\a\b\v\f]*+)*+"')
"""A translation that is written on one line, from its first letter to its last quote."""
_BEGINNING = re.compile(r'\s*(?:#(?!~\s*(?:msgstr|msgid_plural|"))|msgctxt|msgid(?!_plural))')
_WHOLE = re.compile(r'^(?:#~[ \t]*)?msgid[ \t]*".*?^(?:#~[ \t]*)?msgstr', re.MULTILINE | re.DOTALL)
_IDENTITY = 'msgid "'


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries of one catalogue, parted into those that stay as they are and those that are to be read."""

    template: Template
    blocks: Sequence[str] = ()
    """What blank lines part the catalogue into."""
    keys: Sequence[str | None] = ()
    """For each block the key of the template's entry that it is."""
    same: AbstractSet[str] = frozenset()
    """The keys of those that stay."""

    @property
    def left(self) -> str:
        """The text of the others."""
        blocks = zip(self.blocks, self.keys, strict=True)
        return "\n\n".join([block for block, key in blocks if key not in self.same]) + "\n"

    @property
    def asked(self) -> Catalogue:
        """The part of the template that they are merged with."""
        return self.template.catalogue(self.template.heads.keys() - self.same)

    def new(self, read: Catalogue) -> AbstractSet[str]:
        """The keys of the template's messages that the catalogue does not have; `read` is what is `left` of it."""
        return self.template.heads.keys() - self.same - {writer.key(m) for m in read}

    def meets(self, read: Catalogue) -> bool:
        """Whether one of the messages `read` has the key of one that stays."""
        return any(writer.key(m) in self.same for m in read)

    def reading(self, new: Collection[str], moving: AbstractSet[str]) -> Standing:
        """The same, with more to be read: all that has the text of a message that is `new` here, or the key of one that is new anywhere (`moving`)."""
        texts = {_identity(key) for key in new}
        alike = {key for key in self.same if _identity(key) in texts} if texts else set()
        return replace(self, same=self.same - alike - moving) if alike or self.same & moving else self

    def united(self, merged: Catalogue, text: str) -> str:
        """The text of the whole catalogue; `text` is that of the others, `merged`."""
        if not self.same:
            return text
        header, *blocks = text.removesuffix("\n").split("\n\n")
        live = {writer.key(m): block for m, block in zip(merged, blocks, strict=False) if not m.obsolete}
        stay = {key: block for key, block in zip(self.keys, self.blocks, strict=True) if key in self.same}
        wanted = [stay.get(key) or live[key] for key in self.template.heads]
        return "\n\n".join([header, *wanted, *blocks[len(live) :]]) + "\n"


def parted(text: str, template: Template) -> Standing:
    """The catalogue in `text` beside its template. Nothing stays where its blocks may be no entries."""
    blocks, nothing = text.rstrip("\n").split("\n\n"), Standing(template)
    if "\r" in text or "\0" in text:
        return nothing
    order = [(f"{head}{_STRING}", key) for key, head in template.heads.items() if key not in template.plural]
    order.append(("\0", ""))  # Nothing begins with it.
    places: dict[str, int] = {}
    keys: list[str | None] = []
    same: set[str] = set()
    place = 0
    for block in blocks:
        head, key = order[place]
        if not block.startswith(head):  # Mostly they stand in the template's order.
            places = places or {head: number for number, (head, _) in enumerate(order)}
            before, mark, _ = block.partition(_STRING)
            place = places.get(before + mark, place)
            head, key = order[place]
        if block.startswith(head) and _PLAIN.fullmatch(block, len(head)) and ASIDE not in key:
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


def _identity(key: str) -> str:
    """The lines of the text in a key, without its context."""
    return key[key.find(_IDENTITY) :]
