"""The words of a block in their places: what is several words cut, what belongs together joined, what is no word left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining

from pipeline.language.lexicon import Lexicon
from pipeline.language.tokens import CUT, INVISIBLE, MARKED, NOTHING, NUMBER, PART, SPLIT, Memo, clean, edges
from pipeline.parsing.made import made
from pipeline.patterns import expression

_TOKEN = expression(r"\S+")
_B = r"[^\S\n]"  # A blank within a line: `Torget 1` above `123 45 Lund` is no thousand.
_SPACED = expression(
    r"(?<![\w.,:/])(?:"
    rf"(?:\+\d|\(?0\d|\(\d{{3}}\){_B}\d)[\d()\-‐‑–]{{0,20}}(?:{_B}[\d()\-‐‑–]{{2,12}}(?![\w%]))+"  # a telephone number
    rf"|0\d{{1,3}}(?:/|{_B}?[\-‐‑–]{_B}?)\d{{2,3}}(?:{_B}\d{{2,3}})+(?![\w%])"  # `040/628 04 00`, `040 - 628 04 00`
    rf"|[+−-]?(?:\d{{1,2}}:)?\d{{1,3}}(?:{_B}\d{{3}})+(?!\d)"  # thousands, `1:500 000`
    rf"|\d{{3}}{_B}\d{{2}}(?=\s+[A-ZÅÄÖ])"  # a Swedish postal code
    rf"|\d{{1,4}}(?:[.:]\d\d)?{_B}[–-]{_B}\d)"  # a range with blanks
)

_TWO_NUMBERS, _TWO_PARTS = bytes([NUMBER, NUMBER]), bytes([PART, PART])
"""What pieces that belong together have among their kinds: most blocks have neither, and need no other look."""


class Unit(NamedTuple):
    """A word in its place. A tuple, since a page has hundreds of them."""

    token: str
    """The word with its punctuation, without blanks."""
    start: int
    """Offset of its first character in the block."""
    end: int
    """Offset after its last character."""


def units_of(block: str, known: Memo) -> list[Unit]:
    """The words of a block, in order."""
    pieces = _pieces(block, known)
    joined = _joined(block, pieces, known)
    if not joined:
        return pieces
    found: list[Unit] = []
    for first, last in pairwise([i for i in range(len(pieces)) if i not in joined] + [len(pieces)]):
        group = pieces[first:last]
        token = ".".join([*(piece.token.removesuffix(".") for piece in group[:-1]), group[-1].token])
        found.append(Unit(token, group[0].start, group[-1].end))
    return found


def _pieces(block: str, known: Memo) -> list[Unit]:
    pieces: list[Unit] = []
    marks = 0
    for match in _TOKEN.finditer(block):
        token, (start, end) = match.group(), match.span()
        code = known[token]
        kind, ending = code // 40 * 40, code % 8
        if kind == SPLIT:
            cuts = [start + cut for cut in _cuts(token)]
            pieces += [Unit(block[a:b], a, b) for a, b in pairwise([start, *cuts, end])]
            marks = 0
        elif kind != NOTHING:
            pieces.append(made(Unit, (token, start, end)))
            marks = 0
        elif ending > MARKED and pieces and marks < 3:  # `hit !`; at most `. . .`, lest it grow without end
            last = pieces[-1]
            pieces[-1] = Unit(last.token + token, last.start, end)
            marks += 1
    return pieces


def _cuts(token: str) -> list[int]:
    """Offsets in a token of several words, where they are cut apart."""
    text = clean(token)
    places = [i for i, c in enumerate(token) if not combining(c) and ord(c) not in INVISIBLE]
    # Scripts that NFC composes of more than marks (Hangul) have no such cuts.
    return [places[cut.end()] for cut in CUT.finditer(text)] if len(places) == len(text) else []


def _joined(block: str, pieces: list[Unit], known: Memo) -> set[int]:
    """Which pieces belong to the one before: `12 000`, `t ex`."""
    joined: set[int] = set()
    kinds = bytes([known[piece.token] // 40 * 40 for piece in pieces])
    if _TWO_NUMBERS in kinds:
        starts = [piece.start for piece in pieces]
        for match in _SPACED.finditer(block):
            first, last = bisect_right(starts, match.start()), bisect_left(starts, match.end())
            if {NUMBER}.issuperset(kinds[first - 1 : last]):
                joined.update(range(first, last))
    if _TWO_PARTS in kinds:
        for i, pair in enumerate(pairwise(kinds)):
            if pair != (PART, PART) or i in joined:
                continue
            for size in (4, 3, 2):
                if _spaced([piece.token for piece in pieces[i : i + size]], known.lexicon):
                    joined.update(range(i + 1, i + size))
                    break
    return joined


def _spaced(tokens: list[str], data: Lexicon) -> bool:
    """Whether the tokens are one abbreviation with blanks in it."""
    leads, cores, tails = zip(*(edges(clean(token)) for token in tokens), strict=True)
    return not any(leads[1:]) and {"", "."}.issuperset(tails[:-1]) and ".".join(cores).casefold() in data.spaced
