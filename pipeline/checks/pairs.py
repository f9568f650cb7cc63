"""Subject `Translations`: the translations of a page beside their sources, and what several rules need to know of them.

Most pages are right. So each rule first asks about the page as a whole, in one search over all its texts, and looks at
the texts one by one only where that finds something: a page costs microseconds until there is something to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pipeline.checks.subjects import Subjects, Translation
from pipeline.model import Inline, Location, Message, Segment

_BORDER = "\n\x1f\n"
"""Between two texts: U+001F stands in no page."""
BORDER = b"\x1f"
"""What stands between two texts in the bytes below."""


def _table(classes: dict[str, str], rest: str) -> bytes:
    """For `bytes.translate`: what stands for each byte of UTF-8 text."""
    table = bytearray(rest.encode() * 256)
    for standing, members in classes.items():
        for byte in members.encode("latin-1"):
            table[byte] = ord(standing)
    return bytes(table)


_BLANK_BYTES = "\xe2\x80\x93\x94\x98\x99\x9c\x9d\xa0\xc2\xaf"
"""Bytes of dashes, quotation marks and no-break spaces. Of letters only rare capitals have them."""
_REST = "".join(chr(byte) for byte in range(0x80, 0x100) if chr(byte) not in _BLANK_BYTES)
_SMALL, _CAPITALS, _NUMBERS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
_BORDERS = {"\x1f": "\x1f"}
_WORDS = _table(
    {c: c for c in _REST + _NUMBERS} | {c: c + c.upper() for c in _SMALL} | _BORDERS,
    " ",
)
"""Small letters and digits as they are, capitals as small letters, anything else a blank."""
_DIGITS = _table({c: c for c in _NUMBERS} | _BORDERS, " ")


class Pair(NamedTuple):
    """A text and its translation, for people: without markup, code and addresses as U+FFFC."""

    translation: Translation
    """Where they come from."""
    source: str
    """The words of the source."""
    target: str
    """The words of the translation."""

    @property
    def segment(self) -> Segment:
        """The source."""
        return self.translation.segment

    @property
    def message(self) -> Message:
        """Its entry in the catalogue."""
        return self.translation.message

    @property
    def location(self) -> Location:
        """Where a translator edits it."""
        return self.translation.location

    @property
    def unchanged(self) -> bool:
        """Whether source and translation are the same words."""
        return self.source == self.target or self.source.casefold() == self.target.casefold()


class Pairs:
    """Subject `Translations`: the pairs of a page; each property is worked out when the first rule asks for it."""

    def __init__(self, translations: tuple[Translation, ...], source_language: str) -> None:
        self._translations = [t for t in translations if t.segment.context != "slug"]
        self.source_language = source_language
        """BCP 47 tag of the sources."""

    def __len__(self) -> int:
        return len(self._translations)

    def __iter__(self) -> Iterator[Pair]:
        return map(Pair, self._translations, self.sources, self.targets)

    def __getitem__(self, number: int) -> Pair:
        return Pair(self._translations[number], self.sources[number], self.targets[number])

    @cached_property
    def sources(self) -> list[str]:
        """The words of each source."""
        return [translation.segment.inline.prose for translation in self._translations]

    @cached_property
    def targets(self) -> list[str]:
        """The words of each translation."""
        return [
            string if translation.inline is None else translation.inline.prose
            for translation, string in zip(self._translations, self._strings, strict=True)
        ]

    @cached_property
    def _strings(self) -> list[str]:
        return [translation.message.strings[0] for translation in self._translations]

    @cached_property
    def written(self) -> str:
        """The translations as they stand in the catalogue, in one string."""
        return _BORDER.join(self._strings)

    @cached_property
    def source_written(self) -> str:
        """The sources as they stand there."""
        return _BORDER.join([translation.segment.id for translation in self._translations])

    @cached_property
    def marks(self) -> dict[str, tuple[set[str], set[str]]]:
        """What stands before, and what after, each mark that the translations have."""
        text = self.target
        found: dict[str, tuple[set[str], set[str]]] = {}
        for mark in ",.;:!?":
            if mark in text:
                pieces = text.split(mark)
                after = {piece[:1] or mark for piece in pieces[1:-1]}
                after.add(pieces[-1][:1])
                found[mark] = ({piece[-1:] for piece in pieces[:-1]}, after)
        return found

    @property
    def has_blank_edges(self) -> bool:
        """Whether a translation begins or ends with white space."""
        return list(map(str.strip, self._strings)) != self._strings

    @cached_property
    def destinations(self) -> list[str]:
        """Roughly the addresses in the Markdown of the translations."""
        return destinations(self.written)

    @property
    def flags(self) -> set[tuple[str, ...]]:
        """The different sets of flags that the messages have."""
        return {translation.message.flags for translation in self._translations}

    @property
    def marked(self) -> list[tuple[Translation, Inline]]:
        """The translations that have, or should have, anything but words in them, with what is shown of them."""
        return [
            (translation, inline)
            for translation in self._translations
            if (inline := translation.inline) is not None
            and (
                len(theirs := inline.parts) > 1
                or len(ours := translation.segment.inline.parts) > 1
                or (theirs and (type(theirs[0]) is not str or "<" in theirs[0]))
                or (ours and (type(ours[0]) is not str or "<" in ours[0]))
            )
        ]

    @cached_property
    def source(self) -> str:
        """The words of all sources in one string."""
        return _BORDER.join(self.sources)

    @cached_property
    def target(self) -> str:
        """The words of all translations in one string."""
        return _BORDER.join(self.targets)

    @cached_property
    def _source_bytes(self) -> bytes:
        return self.source.encode("utf-8", "replace")  # A lone surrogate is no character.

    @cached_property
    def _target_bytes(self) -> bytes:
        return self.target.encode("utf-8", "replace")

    @cached_property
    def digits(self) -> list[bytes]:
        """The runs of digits in all translations; U+001F between two texts."""
        return self._target_bytes.translate(_DIGITS).split()

    @cached_property
    def source_digits(self) -> list[bytes]:
        """The same of all sources."""
        return self._source_bytes.translate(_DIGITS).split()

    @property
    def digit_lines(self) -> list[tuple[bytes, bytes]]:
        """The digits text by text: source, translation."""
        there = self._target_bytes.translate(_DIGITS).split(BORDER)
        return list(zip(self._source_bytes.translate(_DIGITS).split(BORDER), there, strict=False))

    @cached_property
    def words(self) -> list[bytes]:
        """Roughly the words of all translations, in small letters; U+001F between two texts. Good for a first look only."""
        return self._target_bytes.translate(_WORDS).split()

    @cached_property
    def lines(self) -> list[tuple[bytes, bytes]]:
        """The same text by text: source, translation."""
        there = self._target_bytes.translate(_WORDS).split(BORDER)
        return list(zip(self._source_bytes.translate(_WORDS).split(BORDER), there, strict=False))

    @cached_property
    def vocabulary(self) -> frozenset[bytes]:
        """The different words of all translations."""
        return frozenset(self.words)

    def with_words(self, wanted: frozenset[bytes]) -> Iterator[Pair]:
        """The pairs whose translation has one of the words in `wanted`."""
        if self.vocabulary.isdisjoint(wanted):
            return
        for number, (_, line) in enumerate(self.lines):
            if number < len(self) and not wanted.isdisjoint(line.split()):
                yield self[number]


def pairs(found: Subjects, source_language: str) -> Pairs:
    """The translations of a page side by side."""
    return Pairs(found.translations, source_language)


def destinations(markdown: str) -> list[str]:
    """Roughly the addresses of the links and pictures in Markdown."""
    return [piece.partition(")")[0] for piece in markdown.split("](")[1:]]


def as_words(words: str) -> frozenset[bytes]:
    """A line of words, for `Pairs.with_words`."""
    return frozenset(word.encode() for word in words.split())
