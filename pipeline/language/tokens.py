"""One token: a word or none, long or not, how it begins and how it ends.

All that matters about it fits a byte, so that a block is a string of bytes: kind × 40 + beginning × 8 + ending.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import is_normalized, normalize

from pipeline.language.lexicon import Lexicon, lexicon
from pipeline.patterns import expression

BORDER, BETWEEN = " ", 255
"""What ends a block, which is no token since it is a blank, and its byte."""
_SIX = 6
_REMEMBERED = 200_000
"""Tokens that a memo holds before it begins anew: about 30 MB."""

NOTHING, SHORT, LONG, NUMBER, PART, SPLIT = KINDS = range(0, 240, 40)
# No word; a word; one of more than six letters; one without a letter; perhaps a part of `t ex`; several words in one.
LOWER, JOINS, CAPITAL, STARTER, OTHER = BEGINNINGS = range(0, 40, 8)
# A small letter; `och` and the like; a capital; a capital that begins a sentence; a digit, a script without capitals, or `Ltd`.
CALM, MARKED, STOP, CLOSED, COLON, ELLIPSIS, WEAK, INITIAL = ENDINGS = range(8)
# Nothing; a comma or the like; a stop; a stop and a closing quote or bracket; a colon; an ellipsis; a full stop that ends
# a sentence only before a capital; one that does so only before a starter.

CUT = expression(
    r"(?<=[^\W\d_])(?:[-‐‑]?[/–—―]+(?=[^\W_])|\.[/–—―]+(?=[^\W_])|(?:…|\.\.+|[,;])(?=[^\W\d_]))"
    r"|(?<=\d)[/–—―]+(?=[^\W\d_])"
    r"|(?<=[a-zåäö]{2})[.!?][”\")]?(?=[”“\"(]?[A-ZÅÄÖ][a-zåäö])"
)  # where a token of several words is cut: `och/eller`, `ja-/nej-svar`, `Malmö–Lund`, `mån.–fre.`, and a blank forgotten after a mark
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
UNSEEN = expression("[" + "".join(map(chr, INVISIBLE)) + "]")
"""One of these. Looked for in a tenth of the time that `str.translate` takes, and hardly a text has one."""
_EDGE = expression(r"(?:[^\w\ufffc]|_)*+")
_ADDRESS = expression(
    r"^(?:[a-z][a-z+.-]*:/|www\.|mailto:|/\w)|\w@[\w-]+\.\w|^[\w-]{2,}+(?:\.[\w-]{2,}+)*\.[a-z]{2,}(?=[/?#:]|$)"
    r"|^[A-Z\d-]{2,}+(?:\.[A-Z\d-]{2,}+)*\.[A-Z]{2,}(?=[/?#:]|$)"
)
_NUMERAL = expression("[IVX]{2,}")
"""A Roman numeral: it begins a sentence as seldom as a number in figures does."""
_SECTION = expression(r"\d\d?(?:\.\d\d?)+")
_SHORTENED = expression(
    "[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz][b-df-hj-np-tv-xz]+|[A-ZÅÄÖ][a-zåäö]{2,}(?:[bdfgklmpst]g|[bdfghjkmnprst]v)"
)
"""A word without a vowel (`kg.`, `Stn.`), or a street (`Kungsg.`, `Kvarnv.`): no word, and no name, ends so."""
_DOTTED = expression(r"[^\W\d_](?:[.‐‑-]{1,2}[^\W\d_])*")
_NOTED = expression(r"([^\W\d_]{2,})[”\")]{0,3}[.!?][”\")]{0,3}[\[\]\d¹²³⁰⁴-⁹,–]{1,12}")
"""A word that ends its sentence, with the number of a note after the mark: `styrning.71`, `styrning.[7]`, `styrning.²`."""
_MARKS = frozenset(".!?…:,;–—؟۔。！？")
_STOPS = frozenset("!?؟۔。！？")


def clean(text: str) -> str:
    """The text in NFC, without soft hyphens, zero-width characters and marks of direction."""
    return text if text.isascii() else normalize("NFC", UNSEEN.sub("", text))


def edges(text: str) -> tuple[str, str, str]:
    """What stands before the first letter or digit, the word, and what stands after its last."""
    lead = _edge(text)
    # Read backwards: a search for the tail from the left is quadratic in runs of punctuation.
    tail = len(text) - _edge(text[: lead - 1 if lead else None : -1])
    return text[:lead], text[lead:tail], text[tail:]


def word_of(token: str) -> str:
    """The word that a token is, case folded; empty when it is none.

    >>> word_of("“Don't!”")
    "don't"
    """
    return edges(clean(token))[1].casefold()


def _edge(text: str) -> int:
    match = _EDGE.match(text)
    return match.end() if match else 0


def _classify(token: str, lexicon: Lexicon) -> tuple[int, str]:
    """The byte of a token, and the word that it is, case folded (empty when it is none)."""
    plain = token[:-1] if token[-1] in ".,:?!" else token
    if len(plain) > 1 and plain.isalpha() and (plain.isascii() or is_normalized("NFC", plain)):  # most are
        key = plain.casefold()
        ending = CALM if plain is token else _ending(token[-1], plain, key, lexicon)
        return _alphabetic(plain, key, lexicon) + _beginning(plain, lexicon) + ending, key
    if plain.isdecimal() and plain.isascii():  # Numbers are the next, and seldom come twice.
        return NUMBER + OTHER + (CALM if plain is token else _ending(token[-1], plain, plain, lexicon)), plain
    text = clean(token)
    lead, core, tail = edges(text)
    if not core:
        return NOTHING + OTHER + _ending(text, "", "", lexicon), ""
    key = core.casefold()
    beginning, ending = _beginning(core, lexicon), _ending(tail, core, key, lexicon)
    if ending == INITIAL and beginning == STARTER:
        beginning = CAPITAL  # `A.` is an initial, `A` an article
    if core.isalpha():
        kind = _alphabetic(core, key, lexicon)
    elif key in lexicon.spaced or _ADDRESS.search("/" + core if lead.endswith("/") else core):
        kind = SHORT
    else:
        kind = _mixed(core, text)
        if tail in ("", "]") and _is_noted(core + tail, lexicon):
            ending = WEAK
    return kind + beginning + ending, key


def _is_noted(text: str, lexicon: Lexicon) -> bool:
    """Whether a word has ended its sentence before the number of a note. `kap.5` has not."""
    noted = _NOTED.fullmatch(text)
    word = noted[1].casefold() if noted else ""
    return bool(word) and not any(word in words for words in (lexicon.forward, lexicon.closing, lexicon.either))


def _alphabetic(word: str, key: str, lexicon: Lexicon) -> int:
    return LONG if len(word) > _SIX else PART if key in lexicon.parts else SHORT


def _mixed(core: str, text: str) -> int:
    if len(core) > len("c/o") and CUT.search(text):  # `c/o` and `A–Ö` are one word
        return SPLIT
    letters = sum(map(str.isalpha, core))
    if not letters:
        return NUMBER
    return LONG if letters > _SIX else SHORT


def _beginning(core: str, lexicon: Lexicon) -> int:
    first = core[0]
    if first.islower():
        return JOINS if core in lexicon.coordinators else LOWER
    if first.isupper() or first.istitle():
        if first in "IVX" and _NUMERAL.fullmatch(core):
            return OTHER
        return STARTER if core in lexicon.starters else OTHER if core in lexicon.tails else CAPITAL
    return OTHER


def _ending(tail: str, core: str, key: str, lexicon: Lexicon) -> int:
    """How a word ends that has `tail` after it."""
    if tail in ("", ","):
        return MARKED if tail else CALM
    marks = [c for c in tail if c in _MARKS]
    last = marks[-1] if marks else ","
    if last in ",;–—":
        return MARKED
    stop = STOP if tail[-1] == last else CLOSED
    if not _STOPS.isdisjoint(marks):
        return CLOSED  # `”Kom!” sa hon`, `Kom! sa hon`, and names: `Yahoo! är`
    if "…" in marks or ".." in tail:
        return ELLIPSIS
    if last == ":":
        return COLON
    return _full_stop(core, key, lexicon) or stop if len(marks) == 1 else stop


def _full_stop(core: str, key: str, lexicon: Lexicon) -> int:
    """What the full stop after that word is, if it is not simply a stop (then 0)."""
    if len(core) == 1 and core.isupper():
        return INITIAL  # `Henry V.`, though `v.` is an abbreviation
    if key in lexicon.forward:
        # `ESP.` is spelt, and so no `esp.`
        return WEAK if core.isupper() and core.isalpha() else MARKED
    if core in lexicon.either:
        return INITIAL
    if key in lexicon.closing:
        return WEAK
    if key in lexicon.either or ("." in key and key.rpartition(".")[2] in lexicon.either):
        return INITIAL  # `Univ.lekt.`
    if _DOTTED.fullmatch(key):
        return WEAK if core.islower() else INITIAL  # `500 m.` is a unit, `plan b.` a letter
    if core.isalpha():
        return WEAK if _SHORTENED.fullmatch(core) else 0
    ordinal = len(key) < len("00.00.") and sum(map(str.isdigit, key)) in (1, 2) and not any(map(str.isalpha, key))
    return WEAK if ordinal or _SECTION.fullmatch(key) else 0


def is_address(word: str) -> bool:
    """Whether a word is an address of the web, a mail address or a file.

    >>> is_address("www.gov.uk"), is_address("t.ex")
    (True, False)
    """
    return bool(_ADDRESS.search(word))


class Memo(dict[str, int]):
    """The byte of each token, worked out when it is first met: a text repeats itself."""

    __slots__ = ("lexicon", "words")

    def __init__(self, words: Lexicon) -> None:
        self.lexicon = words
        self.words: dict[str, str] = {BORDER: ""}
        """The word that each of the tokens is, case folded; empty when it is none."""
        self[BORDER] = BETWEEN

    def __missing__(self, token: str) -> int:
        code, self.words[token] = _classify(token, self.lexicon)
        self[token] = code
        return code

    def vocabulary(self, tokens: Iterable[str]) -> frozenset[str]:
        """The different words among `tokens`, which have been met."""
        return frozenset(filter(None, map(self.words.__getitem__, set(tokens))))


@lru_cache(16)
def _memo(language: str, abbreviations: tuple[str, ...]) -> Memo:
    return Memo(lexicon(language).extended(abbreviations))


def memo(language: str, abbreviations: tuple[str, ...] = ()) -> Memo:
    """The memo of a language with further closing abbreviations: the same one for every text, until it is full."""
    known = _memo(language, abbreviations)
    if len(known) >= _REMEMBERED:
        _memo.cache_clear()
        known = _memo(language, abbreviations)
    return known
