"""Blocks → sentences → words, as the report on readability counts them.

**Words.** What stands between blanks and holds a letter or a digit. A hyphenated compound is one word, its letters counted
without the hyphen. A slash or a dash between words separates them (`och/eller`, `Malmö–Lund`). One word, whatever blanks
it is written with: a number (`12 000`), a range (`9–16`), a telephone number (`040-628 04 00`), a postal code, an
abbreviation (`t ex`). Addresses, numbers and code (U+FFFC) are never long. Symbols, emoji, bullets and lone dashes are no
words. A long word has more than six letters, after NFC and without soft hyphens and zero-width characters.

**Sentences.** A sentence ends at a full stop, question or exclamation mark, and at the end of the block. Except:

- a question or exclamation mark, or a quote or bracket that closes after any of them, ends none before a small letter
  (`”Kom.” sa hon`, `Vem? undrar du`, and names: `Yahoo! är`);
- the number of a note after a mark (`så är det.2 Numera`, `.[2]`, `.²`) ends one only before a capital;
- an ellipsis ends one only before a capital, an abbreviation such as `m.m.` and an ordinal (`3. maj`) likewise, but not
  before what only follows names (`Acme Co. Ltd.`);
- an initial (`J. A. Ek`, `plan B. Det`) ends one only before a word that is no name (`Lexicon.starters`), and so do
  abbreviations that stand before names and last alike (`St. Paul`, `5 High St. He`); a unit (`500 m. Toppen`) does before a capital;
- a letter after a number (`rum 3 B. Anna`) is no initial: it ends one before a capital;
- an abbreviation that points forward (`t.ex.`) never does, nor a number or letter that opens a sentence (`1. Skriv`, `12 A. Ägaren`);
- a colon ends one before such a starter, or before another capital that a small letter follows
  (`klart: Kommunen säger nej`), while `städer: Malmö, Lund` and `Kontakt: Anna Ek` run on.

Each word is one byte, and a sentence a match of one pattern over those bytes. Every pattern is linear: a
block of any length and content costs its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product, repeat
from operator import mul
from typing import NamedTuple
from unicodedata import is_normalized

from pipeline.language.tokens import (
    BEGINNINGS,
    BETWEEN,
    BORDER,
    CALM,
    CAPITAL,
    CLOSED,
    COLON,
    ELLIPSIS,
    ENDINGS,
    INITIAL,
    JOINS,
    KINDS,
    LONG,
    LOWER,
    MARKED,
    NOTHING,
    NUMBER,
    PART,
    SPLIT,
    STARTER,
    STOP,
    WEAK,
    Memo,
    clean,
    edges,
    memo,
)
from pipeline.language.units import units_of
from pipeline.parsing.made import made
from pipeline.patterns import expression


class Sentence(NamedTuple):
    """A sentence of a block."""

    text: str
    """As it stands in the block, without blanks around it."""
    start: int
    """Offset of `text` in the block, in characters."""
    words: tuple[str, ...]
    """The words that were counted, without punctuation around them, in NFC."""
    long_words: int
    """How many of them have more than six letters."""


class Counts(NamedTuple):
    """What the formulas need of a text. Texts are pooled by their counts, never by their scores."""

    words: int = 0
    """O: all words."""
    sentences: int = 0
    """M: all sentences."""
    long_words: int = 0
    """L: words of more than six letters."""
    vocabulary: frozenset[str] = frozenset()
    """The different words, case folded."""
    longest: int = 0
    """Words of the longest sentence."""
    squares: tuple[int, int, int] = (0, 0, 0)
    """Σx², Σxy, Σy² over the sentences, x their words and y their long words: how much they differ."""
    numbers: int = 0
    """Words without a letter: numbers and code."""

    @property
    def types(self) -> int:
        """U: how many different words there are."""
        return len(self.vocabulary)


class Words(NamedTuple):
    """The words of a text in their order, and how they make sentences."""

    tokens: list[str]
    """The words with their punctuation; `BORDER` after each block."""
    coded: bytes
    """A byte a word: `L` for a long one, a dot for any other; a `!` after each sentence, a `|` after each block."""
    numbers: int
    """How many of them have no letter."""
    known: Memo
    """What is known of the tokens."""

    @property
    def sentences(self) -> list[bytes]:
        """The bytes of each sentence."""
        return list(filter(None, self.coded.replace(b"!", b"|").split(b"|")))

    @property
    def blocks(self) -> tuple[bytes, ...]:
        """What `tally` understands of each block: no shorter than its words are many."""
        return tuple(self.coded.split(b"|")[:-1])

    @property
    def counts(self) -> Counts:
        """What the formulas for any language need."""
        found = self.sentences
        words_of = list(map(len, found))
        long_of = list(map(bytes.count, found, repeat(b"L")))
        return Counts(
            sum(words_of),
            len(words_of),
            sum(long_of),
            self.known.vocabulary(self.tokens),
            max(words_of, default=0),
            (product_sum(words_of, words_of), product_sum(words_of, long_of), product_sum(long_of, long_of)),
            self.numbers,
        )


class Tally(NamedTuple):
    """What a reader of a report is told of one block. A tuple, since a page has dozens of them."""

    words: int
    """All words."""
    sentences: int
    """All sentences."""
    long_words: int
    """Words of more than six letters."""
    longest: int
    """Words of the longest sentence."""


def count(blocks: Iterable[str], language: str, abbreviations: Iterable[str] = ()) -> Counts:
    """The counts of a text, given block by block.

    `abbreviations` are further ones, which end a sentence only before a capital.

    >>> counts = count(["Vi erbjuder t.ex. rådgivning, kurser m.m. till unga."], "sv")
    >>> counts.words, counts.sentences, counts.long_words
    (8, 1, 2)
    """
    return read(blocks, language, abbreviations).counts


def read(blocks: Iterable[str], language: str, abbreviations: Iterable[str] = ()) -> Words:
    """The words of a text, given block by block, in one go for all that is counted of them."""
    known = memo(language, tuple(abbreviations))
    blocks = list(blocks)
    tokens: list[str] = []
    for block in blocks:
        tokens += block.split()
        tokens.append(BORDER)
    codes = bytes(map(known.__getitem__, tokens))  # All blocks at one go: most are short.
    kinds = codes.translate(_KIND_TABLE)
    if _is_hard(kinds):
        lines = codes.split(_BORDER_BYTE)
        words: list[str] = []
        start = taken = 0
        for number, block in enumerate(blocks):
            end = start + len(lines[number])
            if _is_hard(kinds[start:end]):
                own = [unit.token for unit in units_of(block, known)]
                lines[number] = bytes(map(known.__getitem__, own))
                words += tokens[taken:start]
                words += own
                taken = end
            start = end + 1
        codes = _BORDER_BYTE.join(lines)
        tokens = words + tokens[taken:]
        kinds = codes.translate(_KIND_TABLE)
    return Words(tokens, _ended(codes), kinds.count(b"N"), known)


def tally(coded: bytes) -> Tally:
    """The tally of a block, by what `Words.blocks` says of it.

    >>> tally(read(["Ring oss. Vi hjälper dig.", "–"], "sv").blocks[0])
    Tally(words=5, sentences=2, long_words=1, longest=3)
    """
    lengths = list(map(len, coded.split(b"!")))  # 0 where nothing stands between two marks, or after the last one.
    return made(Tally, (sum(lengths), len(lengths) - lengths.count(0), coded.count(b"L"), max(lengths)))


def _ended(codes: bytes) -> bytes:
    """The words in the bytes of a text, an `L` or a dot each, with a `!` between sentences and a `|` after each block.

    In most blocks every mark is a plain stop; only the others need the pattern, which takes twenty times as long.
    """
    marks = codes.translate(_MARK_TABLE if _runs_on(codes) else _STOPPED_TABLE)
    if b"?" in marks:
        lines = codes.split(_BORDER_BYTE)
        marks = b"|".join(
            b"!".join([s.translate(_LENGTH_TABLE) for s in _SENTENCE.findall(lines[number])]) if b"?" in line else line
            for number, line in enumerate(marks.split(b"|"))
        )
    return marks.replace(b"s", b".!").replace(b"S", b"L!")


def product_sum(a: Iterable[int], b: Iterable[int]) -> int:
    """Σab."""
    return sum(map(mul, a, b))


def sentences(block: str, language: str, abbreviations: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of a block, in order; together they hold all of its text. None when it has no word.

    >>> [s.text for s in sentences("Vi ses den 3. maj. – Hej då!", "sv")]
    ['Vi ses den 3. maj.', '– Hej då!']
    """
    known = memo(language, tuple(abbreviations))
    units = units_of(block, known)
    found: list[Sentence] = []
    start = len(block) - len(block.lstrip())
    for match in _SENTENCE.finditer(bytes([known[unit.token] for unit in units])):
        if not match.group():
            continue
        first, last = match.span()
        end = _border(block, units[last - 1].end, units[last].start) if last < len(units) else len(block)
        words = tuple(_bare(block[unit.start : unit.end]) for unit in units[first:last])
        long_words = match.group().translate(_LENGTH_TABLE).count(b"L")
        found.append(Sentence(block[start:end].rstrip(), start, words, long_words))
        start = end
    return tuple(found)


def is_long(word: str, language: str) -> bool:
    """Whether a word of a sentence has more than six letters, as the counts see it.

    >>> is_long("vatten", "sv"), is_long("vattnet", "sv"), is_long("040-628 04 00", "sv")
    (False, True, False)
    """
    return memo(language)[word] // 40 * 40 == LONG


# --- Sentences: matches of one pattern over the bytes of a block, or of several with borders between them ---

_BORDER_BYTE = bytes([BETWEEN])


def _codes(kind: Sequence[int] = KINDS, start: Sequence[int] = BEGINNINGS, end: Sequence[int] = ENDINGS) -> bytes:
    return bytes(map(sum, product(kind, start, end)))


def _one(codes: bytes) -> bytes:
    return b"[" + re.escape(codes) + b"]"


_STARTS = _one(_codes(start=(STARTER,)))
_CAPITALS = _one(_codes(start=(CAPITAL,)))
_CLAUSE = _one(_codes(start=(CAPITAL,), end=(CALM,))) + _one(_codes(start=(LOWER,)))
_LETTER = _one(_codes(start=(CAPITAL,), end=(INITIAL,)))
_RUNS_ON = _one(_codes(end=(CLOSED,))) + b"(?=" + _one(_codes(start=(LOWER, JOINS))) + b")"
_FIGURE = _one(_codes((NUMBER,), end=(CALM,)))
_SENTENCE = expression(
    b"(?:" + _FIGURE + b"?+" + _one(_codes(end=(INITIAL,))) + b"|" + _one(_codes((NUMBER,), end=(WEAK,))) + b")?+"
    b"(?:"
    + b"|".join(
        (
            _one(_codes(end=(CALM, MARKED))) + b"++",
            b"(?<![^" + _BORDER_BYTE + b"])" + _one(_codes(end=(WEAK,))),
            _RUNS_ON,
            _one(_codes(end=(COLON,))) + b"(?!" + _STARTS + b"|" + _CLAUSE + b")",
            _one(_codes(end=(ELLIPSIS, WEAK))) + b"(?!" + _one(_codes(start=(CAPITAL, STARTER))) + b")",
            _one(_codes(end=(INITIAL,))) + b"(?!" + _STARTS + b"|(?<=" + _FIGURE + _LETTER + b")" + _CAPITALS + b")",
        )
    )
    + b")*+[^"
    + _BORDER_BYTE
    + b"]?",  # what ends no sentence here, then what ends it
    re.DOTALL,
)
_KIND_TABLE = bytes(
    b"X"[0]
    if code in _codes((NOTHING, SPLIT))
    else b"N"[0]
    if code in _codes((NUMBER,))
    else b"P"[0]
    if code in _codes((PART,))
    else b"."[0]
    for code in range(256)
)


def _is_hard(kinds: bytes) -> bool:
    """Whether the tokens are perhaps not yet the words: one is several or none, or two may belong together."""
    return b"X" in kinds or b"NN" in kinds or b"PP" in kinds


def _mark(code: int) -> str:
    """A dot or an `L` for a word that ends no sentence, `s` or `S` for one that always does, `?` for any other."""
    if code == BETWEEN:
        return "|"
    long, ending = code // 40 * 40 == LONG, code % 8
    if ending in (CALM, MARKED):
        return "L" if long else "."
    return ("S" if long else "s") if ending == STOP else "?"


_MARK_TABLE = "".join(map(_mark, range(256))).encode()
_STOPPED_TABLE = "".join([_mark(code - CLOSED + STOP if code % 8 == CLOSED else code) for code in range(256)]).encode()
"""The same for a text in which all that may run on stops."""
_runs_on = expression(_RUNS_ON, re.DOTALL).search
_LENGTH_TABLE = b"".join(b"|" if code == BETWEEN else b"L" if code // 40 * 40 == LONG else b"." for code in range(256))

_OPENING = expression(r"[\[({§“„«‹\-‐‑–—―•‣▪◦*·+#>¿¡]")


def _border(block: str, end: int, start: int) -> int:
    """Where a sentence begins between two words: at an opening quote, bracket, dash or bullet, if there is one."""
    opening = _OPENING.search(block, end, start)
    return opening.start() if opening else start


def _bare(text: str) -> str:
    """The word alone: no punctuation around it, nothing invisible in it, single blanks."""
    plain = text[:-1] if text[-1] in ".,:?!" else text
    if plain.isalnum() and (plain.isascii() or is_normalized("NFC", plain)):  # Most are.
        return plain
    return " ".join(edges(clean(text))[1].split())
