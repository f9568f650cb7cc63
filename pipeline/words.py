"""What one token is: a word or none, long or not, how it begins and how it ends. `prose` puts them together.

A token is what stands between two blanks. All that matters about it fits a byte, so that a block is a string of bytes.
"""

from __future__ import annotations

import re
from itertools import product
from unicodedata import is_normalized, normalize

from pipeline.abbreviations import Lexicon

# kind × 40 + beginning × 8 + ending
NOTHING, SHORT, LONG, NUMBER, PART, SPLIT = KINDS = range(0, 240, 40)
"""No word; a word; a word of more than six letters; digits alone; perhaps a part of `t ex`; several words in one."""
LOWER, JOINS, CAPITAL, STARTER, OTHER = BEGINNINGS = range(0, 40, 8)
"""A small letter; `och` and the like; a capital; a capital that begins a sentence; a digit or a script without capitals."""
CALM, MARKED, STOP, CLOSED, COLON, ELLIPSIS, WEAK, INITIAL = ENDINGS = range(8)
"""Nothing; a comma or the like; a stop; a stop and a closing quote or bracket; a colon; an ellipsis; a full stop that
ends a sentence only before a capital; one that does so only before a starter."""

CUT = re.compile(
    r"(?<=[^\W\d_]|[\u0300-\u036f])(?:[/–—―]+(?=[^\W_])|(?:…|\.\.+|[,;])(?=[^\W\d_]))"
    r"|(?<=\d)[/–—―]+(?=[^\W\d_])"
    r"|(?<=[a-zåäö\u0300-\u036f]{2})[.!?][”\")]?(?=[”“\"(]?[A-ZÅÄÖ][a-zåäö\u0300-\u036f])"
)
"""Where a token of several words is cut: `och/eller`, `Malmö–Lund`, and a blank forgotten after a mark."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_EDGE = re.compile(r"(?:[^\w\ufffc]|_)*+")
_ADDRESS = re.compile(
    r"^(?:[a-z][a-z+.-]*:/|www\.|mailto:|/\w)|\w@[\w-]+\.\w|^[\w-]{2,}+(?:\.[\w-]{2,}+)*\.[a-z]{2,}(?=[/?#:]|$)"
)
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_MARKS = frozenset(".!?…:,;–—؟۔。！？")
_STOPS = frozenset("!?؟۔。！？")


def code(kind: range | tuple[int, ...] = KINDS, start: tuple[int, ...] | range = BEGINNINGS, end: tuple[int, ...] | range = ENDINGS) -> bytes:
    """The bytes of all tokens of these kinds, beginnings and endings."""
    return bytes(map(sum, product(kind, start, end)))


def clean(text: str) -> str:
    """The text in NFC, without soft hyphens, zero-width characters and marks of direction."""
    return text if text.isascii() else normalize("NFC", text.translate(_INVISIBLE))


def edges(text: str) -> tuple[str, str, str]:
    """What stands before the first letter or digit, the word, and what stands after its last.

    >>> edges("(m.m.),")
    ('(', 'm.m', '.),')
    """
    lead = _end(text)
    # Read backwards: a search for the tail from the left is quadratic in runs of punctuation.
    tail = len(text) - _end(text[: lead - 1 if lead else None : -1])
    return text[:lead], text[lead:tail], text[tail:]


def _end(text: str) -> int:
    match = _EDGE.match(text)
    return match.end() if match else 0


def classify(token: str, words: Lexicon) -> tuple[int, str]:
    """The byte of a token, and the word that it is, case folded (empty when it is none)."""
    if token.isalpha() and (token.isascii() or is_normalized("NFC", token)):
        key = token.casefold()
        return _alphabetic(token, key, words) + _beginning(token, words), key
    text = clean(token)
    lead, core, tail = edges(text)
    if not core:
        return NOTHING + OTHER + _ending(text, "", words), ""
    key = core.casefold()
    rest = _beginning(core, words) + _ending(tail, key, words)
    if core.isalpha():
        return _alphabetic(core, key, words) + rest, key
    if key not in words.spaced:
        if _ADDRESS.search("/" + core if lead.endswith("/") else core):
            return SHORT + rest, key
        if len(core) > 3 and CUT.search(text):  # `c/o` and `A–Ö` are one
            return SPLIT, ""
    letters = sum(map(str.isalpha, core))
    if not letters and core[0].isdigit() and core[-1].isdigit():
        return NUMBER + rest, key
    return (LONG if letters > 6 else SHORT) + rest, key


def _alphabetic(word: str, key: str, words: Lexicon) -> int:
    return LONG if len(word) > 6 else PART if key in words.parts else SHORT


def _beginning(core: str, words: Lexicon) -> int:
    first = core[0]
    if first.islower():
        return JOINS if core in words.coordinators else LOWER
    if first.isupper() or first.istitle():
        return STARTER if core in words.starters else CAPITAL
    return OTHER


def _ending(tail: str, key: str, words: Lexicon) -> int:
    """How a word ends that has `tail` after it."""
    marks = [c for c in tail if c in _MARKS]
    if not marks:
        return MARKED if tail else CALM
    last = marks[-1]
    if last in ",;–—":
        return MARKED
    stop = STOP if tail[-1] == last else CLOSED
    if not _STOPS.isdisjoint(marks):
        return stop
    if "…" in marks or ".." in tail:
        return ELLIPSIS
    if last == ":":
        return COLON
    return _full_stop(key, words) or stop if len(marks) == 1 else stop


def _full_stop(key: str, words: Lexicon) -> int:
    """What the full stop after that word is, if it is not simply a stop (then 0)."""
    if key in words.forward:
        return MARKED
    if key in words.closing:
        return WEAK
    if _DOTTED.fullmatch(key):
        return INITIAL
    ordinal = len(key) < 6 and sum(map(str.isdigit, key)) in (1, 2) and not any(map(str.isalpha, key))
    return WEAK if ordinal else 0
