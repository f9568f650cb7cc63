"""Blocks → sentences → words, as the report on readability counts them.

**Words.** What stands between blanks and holds a letter or a digit. A hyphenated compound is one word, its letters counted
without the hyphen. A slash or a dash between words separates them (`och/eller`, `Malmö–Lund`). One word, whatever blanks
it is written with: a number (`12 000`), a range (`9–16`), a telephone number (`040-628 04 00`), a postal code, an
abbreviation (`t ex`). Addresses, numbers and code (U+FFFC) are never long. Symbols, emoji, bullets and lone dashes are no
words. A long word has more than six letters, after NFC and without soft hyphens and zero-width characters.

**Sentences.** A sentence ends at a full stop, question or exclamation mark, and at the end of the block. Except:

- before a small letter, when a quote or bracket closes after the mark (`”Kom!” sa hon`);
- an ellipsis ends one only before a capital, an abbreviation such as `m.m.` and an ordinal (`3. maj`) likewise;
- an initial (`J. A. Ek`, `plan B. Det`) ends one only before a word that is no name (`Lexicon.starters`);
- an abbreviation that points forward (`t.ex.`) never does, nor a number or letter that opens the block (`1. Skriv`);
- a colon ends one before such a starter, or before another capital that a small letter follows
  (`klart: Kommunen säger nej`), while `städer: Malmö, Lund` and `Kontakt: Anna Ek` run on.

Each word is one byte, and a sentence a match of one pattern over those bytes. Every pattern is linear: a
block of any length and content costs its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

_SIX = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block."""

    text: str
    """As it stands in the block, without blanks around it."""
    start: int
    """Offset of `text` in the block, in characters."""
    words: tuple[str, ...]
    """The words that were counted, without punctuation around them, in NFC."""
    long_words: int
    """How many of them have more than six letters."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas need of a text. Texts are pooled by their counts, never by their scores."""

    words: int = 0
    """O: all words."""
    sentences: int = 0
    """M: all sentences."""
    long_words: int = 0
    """L: words of more than six letters."""
    vocabulary: frozenset[str] = frozenset()
    """The different words, case folded."""
    lengths: tuple[tuple[int, int], ...] = ()
    """(words, long words) of each sentence, in reading order."""

    @property
    def types(self) -> int:
        """U: how many different words there are."""
        return len(self.vocabulary)


def count(blocks: Iterable[str], language: str, abbreviations: Iterable[str] = ()) -> Counts:
    """The counts of a text, given block by block.

    `abbreviations` are further ones, which end a sentence only before a capital.

    >>> counts = count(["Vi erbjuder t.ex. rådgivning, kurser m.m. till unga."], "sv")
    >>> counts.words, counts.sentences, counts.long_words
    (8, 1, 2)
    """
    data = _lexicon(language).extended(abbreviations)
    codes, raw = _Codes(data), _Codes(data)
    lengths: list[tuple[int, int]] = []
    for block in blocks:
        known = len(codes)
        line = bytes(map(codes.__getitem__, block.split()))
        if _HARD.search(line):
            codes.shrink(known)  # the tokens are not yet the words
            line = bytes([codes[unit.token] for unit in _units(block, raw)])
        lengths += [(len(s), len(s.translate(None, _NOT_LONG))) for s in _SENTENCE.findall(line) if s]
    return Counts(
        sum(words for words, _long in lengths),
        len(lengths),
        sum(long for _words, long in lengths),
        frozenset(codes.words),
        tuple(lengths),
    )


def sentences(block: str, language: str, abbreviations: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of a block, in order; together they hold all of its text. None when it has no word.

    >>> [s.text for s in sentences("Vi ses den 3. maj. – Hej då!", "sv")]
    ['Vi ses den 3. maj.', '– Hej då!']
    """
    codes = _Codes(_lexicon(language).extended(abbreviations))
    units = _units(block, codes)
    found: list[Sentence] = []
    start = len(block) - len(block.lstrip())
    for match in _SENTENCE.finditer(bytes([codes[unit.token] for unit in units])):
        if not match.group():
            continue
        first, last = match.span()
        end = _border(block, units[last - 1].end, units[last].start) if last < len(units) else len(block)
        words = tuple(_bare(block[unit.start : unit.end]) for unit in units[first:last])
        long_words = len(match.group().translate(None, _NOT_LONG))
        found.append(Sentence(block[start:end].rstrip(), start, words, long_words))
        start = end
    return tuple(found)


# --- What is known of a language: data -------------------------------------------------------------
#
# Lower case, without the last full stop. A word that is also an ordinary one (`art.`, `min.`, `no.`) is `closing`, never
# `forward`: there it does the least harm.


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words that decide where a sentence ends."""

    forward: frozenset[str] = frozenset()
    """Abbreviations that point at what follows (`t.ex.`, `Mr.`): they end no sentence, not even before a capital."""
    closing: frozenset[str] = frozenset()
    """Abbreviations that can stand last (`m.m.`, `etc.`): they end a sentence before a capital, else not."""
    starters: frozenset[str] = frozenset()
    """Capitalised words that begin a sentence and no name: after an initial (`plan B. Det`) or a colon they decide."""
    coordinators: frozenset[str] = frozenset()
    """Words that carry a list on: after `städer: Malmö och` no sentence has begun."""
    spaced: frozenset[str] = frozenset()
    """The abbreviations of several parts, which people also write `t ex` or `t. ex.`"""
    parts: frozenset[str] = frozenset()
    """The parts of those: `t`, `ex`, `m` …"""

    def extended(self, closing: Iterable[str]) -> _Lexicon:
        """The same lexicon with further closing abbreviations, with or without their last full stop."""
        words = frozenset(word.casefold().removesuffix(".") for word in closing)
        if not words:
            return self
        spaced = frozenset(word for word in self.spaced | words if "." in word)
        return replace(self, closing=self.closing | words, spaced=spaced, parts=_parts(spaced))


def _parts(spaced: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in spaced for part in word.split("."))


def _language(forward: str, closing: str, starters: str, coordinators: str) -> _Lexicon:
    ahead, last = frozenset(forward.split()), frozenset(closing.split())
    spaced = frozenset(word for word in ahead | last if "." in word)
    first, on = frozenset(starters.split()), frozenset(coordinators.split())
    return _Lexicon(ahead, last, first, on, spaced, _parts(spaced))


_SWEDISH = _language(
    forward="""
    ang betr bl bl.a c:a ca civ.ek civ.ing d.v.s doc dr ds dvs eg egentl ekon.dr enl ev evtl exkl exv f.d fil.dr fil.kand
    fil.lic fil.mag fr.o.m f.o.m g.m gm gnm hr i.o.m inkl jfr jmf jur.dr jur.kand kl leg m.a.a m.a.o m.h.a m.h.t med.dr
    motsv n:o n:r p.g.a p.s pga prof resp s.k s:t s:ta särsk spec st.f t.ex t.f t.o.m tekn.dr teol.dr v.g
    """,
    closing="""
    a.a adj adv allm anm apr art aug avd bd bet bil d.d d.o d.y d.ä dec dir dyl e.d e.dyl e.kr e.m ed ekon etc ex f.k f.kr
    f.m f.n f.v.b f.ö febr feb fig fl förf förk forts fören gbg ggr gr h.c ibid inst i.st.f i.s.f jan jr kap kkr kr kv lör
    lörd m.fl m.m m.v max mdkr mdr mfl milj min mkr mm mnkr mån månd n.b nov nr o.a o.d o.dyl o.s.a o.s.v obs okt omkr ons
    onsd ordf osa osv övers p.p.m pers pl prel red ref rev sek sekr sen sep sept sg sid sign sr st sthlm sön sönd t.h t.r
    t.v tab tekn tel tim tis tisd tkr tor tors torsd tr u.a u.p.a u.å ung univ uppl utg v.ordf verks vol v.s.b äv ö.h ö.v
    """,
    starters="""
    Alla Allt Andra Att Av Bara Bland Båda Både De Dem Den Denna Dessa Dessutom Det Detta Dit Du Där Därefter Därför Då
    Efter Eller En Er Ett Flera Fler Först För Förr Från Genom Ha Han Har Hon Hos Hur Här I Ibland Inga Ingen Inget Innan
    Inom Inte Jag Kan Ladda Läs Man Med Medan Men Mer Mot Måste Många Mycket När Nu Något Någon Några Ni Och Också Om På Se
    Sedan Ska Som Så Sådan Till Trots Under Utan Vad Var Varför Varje Vem Vi Vid Vill Vilka Vilken Vilket Vår Våra Vårt Än
    Är Även Åt Över
    """,
    coordinators="och eller samt",
)
_ENGLISH = _language(
    forward="""
    adm brig ca capt cf cmdr col dr drs e.g esp excl fr gen gov hon i.e incl lt maj messrs mr mrs ms mt pp pres prof profs
    rep rev sen sgt st viz vs
    """,
    closing="""
    a.k.a a.m al approx apr assn aug ave b.a b.sc bldg blvd ch chap co corp dec dept ed eds est etc ext feb fig figs fri hr
    hrs ibid inc jan jr ll.m ltd m.a m.d m.sc min mon no nos nov oct p.a p.m p.s para ph ph.d plc pt rd sat sec sect sep
    sept sq sr sun tel thu thur thurs tue tues univ vol vols wed yr yrs
    """,
    starters="""
    A About After All Although Always An And Any Are As At Because Before Both But By Can Do Does Each Every For From Have
    He Her Here His How However I If In Instead Is It Its Last Many Most My Never Nobody Not Nothing Now On Once One Only
    Or Other Our Please Read See She Since So Some Sometimes That The Their Then There These They This Those To Today Under
    Until Was We Were What When Where Which While Who Why With Without Yet You Your
    """,
    coordinators="and or",
)
_LEXICONS: Mapping[str, _Lexicon] = MappingProxyType({"sv": _SWEDISH, "en": _ENGLISH})


def _lexicon(language: str) -> _Lexicon:
    """The lexicon of a BCP 47 tag, by its first part; an empty one for a language that has none."""
    return _LEXICONS.get(language.replace("_", "-").split("-")[0].lower(), _Lexicon())


# --- One token: a word or none, long or not, how it begins and how it ends -------------------------
#
# All that matters about it fits a byte, so that a block is a string of bytes: kind × 40 + beginning × 8 + ending.

_NOTHING, _SHORT, _LONG, _NUMBER, _PART, _SPLIT = _KINDS = range(0, 240, 40)
# No word; a word; one of more than six letters; digits alone; perhaps a part of `t ex`; several words in one.
_LOWER, _JOINS, _CAPITAL, _STARTER, _OTHER = _BEGINNINGS = range(0, 40, 8)
# A small letter; `och` and the like; a capital; a capital that begins a sentence; a digit or a script without capitals.
_CALM, _MARKED, _STOP, _CLOSED, _COLON, _ELLIPSIS, _WEAK, _INITIAL = _ENDINGS = range(8)
# Nothing; a comma or the like; a stop; a stop and a closing quote or bracket; a colon; an ellipsis; a full stop that ends
# a sentence only before a capital; one that does so only before a starter.

_CUT = re.compile(
    r"(?<=[^\W\d_])(?:[/–—―]+(?=[^\W_])|(?:…|\.\.+|[,;])(?=[^\W\d_]))"
    r"|(?<=\d)[/–—―]+(?=[^\W\d_])"
    r"|(?<=[a-zåäö]{2})[.!?][”\")]?(?=[”“\"(]?[A-ZÅÄÖ][a-zåäö])"
)  # where a token of several words is cut: `och/eller`, `Malmö–Lund`, and a blank forgotten after a mark
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_EDGE = re.compile(r"(?:[^\w\ufffc]|_)*+")
_ADDRESS = re.compile(
    r"^(?:[a-z][a-z+.-]*:/|www\.|mailto:|/\w)|\w@[\w-]+\.\w|^[\w-]{2,}+(?:\.[\w-]{2,}+)*\.[a-z]{2,}(?=[/?#:]|$)"
)
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_MARKS = frozenset(".!?…:,;–—؟۔。！？")
_STOPS = frozenset("!?؟۔。！？")


def _clean(text: str) -> str:
    """The text in NFC, without soft hyphens, zero-width characters and marks of direction."""
    return text if text.isascii() else normalize("NFC", text.translate(_INVISIBLE))


def _edges(text: str) -> tuple[str, str, str]:
    """What stands before the first letter or digit, the word, and what stands after its last."""
    lead = _edge(text)
    # Read backwards: a search for the tail from the left is quadratic in runs of punctuation.
    tail = len(text) - _edge(text[: lead - 1 if lead else None : -1])
    return text[:lead], text[lead:tail], text[tail:]


def _edge(text: str) -> int:
    match = _EDGE.match(text)
    return match.end() if match else 0


def _classify(token: str, lexicon: _Lexicon) -> tuple[int, str]:
    """The byte of a token, and the word that it is, case folded (empty when it is none)."""
    plain = token[:-1] if token[-1] in ".,:?!" else token
    if len(plain) > 1 and plain.isalpha() and (plain.isascii() or is_normalized("NFC", plain)):  # most are
        key = plain.casefold()
        ending = _CALM if plain is token else _ending(token[-1], key, lexicon)
        return _alphabetic(plain, key, lexicon) + _beginning(plain, lexicon) + ending, key
    text = _clean(token)
    lead, core, tail = _edges(text)
    if not core:
        return _NOTHING + _OTHER + _ending(text, "", lexicon), ""
    key = core.casefold()
    beginning, ending = _beginning(core, lexicon), _ending(tail, key, lexicon)
    if ending == _INITIAL and beginning == _STARTER:
        beginning = _CAPITAL  # `A.` is an initial, `A` an article
    if core.isalpha():
        kind = _alphabetic(core, key, lexicon)
    elif key in lexicon.spaced or _ADDRESS.search("/" + core if lead.endswith("/") else core):
        kind = _SHORT
    else:
        kind = _mixed(core, text)
    return kind + beginning + ending, key


def _alphabetic(word: str, key: str, lexicon: _Lexicon) -> int:
    return _LONG if len(word) > _SIX else _PART if key in lexicon.parts else _SHORT


def _mixed(core: str, text: str) -> int:
    if len(core) > len("c/o") and _CUT.search(text):  # `c/o` and `A–Ö` are one word
        return _SPLIT
    letters = sum(map(str.isalpha, core))
    if not letters and core[0].isdigit() and core[-1].isdigit():
        return _NUMBER
    return _LONG if letters > _SIX else _SHORT


def _beginning(core: str, lexicon: _Lexicon) -> int:
    first = core[0]
    if first.islower():
        return _JOINS if core in lexicon.coordinators else _LOWER
    if first.isupper() or first.istitle():
        return _STARTER if core in lexicon.starters else _CAPITAL
    return _OTHER


def _ending(tail: str, key: str, lexicon: _Lexicon) -> int:
    """How a word ends that has `tail` after it."""
    if tail in ("", ","):
        return _MARKED if tail else _CALM
    marks = [c for c in tail if c in _MARKS]
    last = marks[-1] if marks else ","
    if last in ",;–—":
        return _MARKED
    stop = _STOP if tail[-1] == last else _CLOSED
    if not _STOPS.isdisjoint(marks):
        return stop
    if "…" in marks or ".." in tail:
        return _ELLIPSIS
    if last == ":":
        return _COLON
    return _full_stop(key, lexicon) or stop if len(marks) == 1 else stop


def _full_stop(key: str, lexicon: _Lexicon) -> int:
    """What the full stop after that word is, if it is not simply a stop (then 0)."""
    if key in lexicon.forward:
        return _MARKED
    if key in lexicon.closing:
        return _WEAK
    if _DOTTED.fullmatch(key):
        return _INITIAL
    ordinal = len(key) < len("00.00.") and sum(map(str.isdigit, key)) in (1, 2) and not any(map(str.isalpha, key))
    return _WEAK if ordinal else 0


# --- Sentences: matches of one pattern over the bytes of a block -----------------------------------


def _codes(kind: Sequence[int] = _KINDS, start: Sequence[int] = _BEGINNINGS, end: Sequence[int] = _ENDINGS) -> bytes:
    return bytes(map(sum, product(kind, start, end)))


def _one(codes: bytes) -> bytes:
    return b"[" + re.escape(codes) + b"]"


_STARTS = _one(_codes(start=(_STARTER,)))
_CLAUSE = _one(_codes(start=(_CAPITAL,), end=(_CALM,))) + _one(_codes(start=(_LOWER,)))
_SENTENCE = re.compile(
    b"(?:"
    + b"|".join(
        (
            _one(_codes(end=(_CALM, _MARKED))) + b"++",
            b"^" + _one(_codes(end=(_WEAK, _INITIAL))),
            _one(_codes(end=(_CLOSED,))) + b"(?=" + _one(_codes(start=(_LOWER, _JOINS))) + b")",
            _one(_codes(end=(_COLON,))) + b"(?!" + _STARTS + b"|" + _CLAUSE + b")",
            _one(_codes(end=(_ELLIPSIS, _WEAK))) + b"(?!" + _one(_codes(start=(_CAPITAL, _STARTER))) + b")",
            _one(_codes(end=(_INITIAL,))) + b"(?!" + _STARTS + b")",
        )
    )
    + b")*+.?",  # what ends no sentence here, then what ends it
    re.DOTALL,
)
_HARD = re.compile(
    b"|".join((_one(_codes((_NOTHING, _SPLIT))), _one(_codes((_NUMBER,))) + b"{2}", _one(_codes((_PART,))) + b"{2}"))
)
_NOT_LONG = _codes(tuple(kind for kind in _KINDS if kind != _LONG))

_TOKEN = re.compile(r"\S+")
_OPENING = re.compile(r"[\[({“„«‹\-‐‑–—―•‣▪◦*·+#>¿¡]")
_SPACED = re.compile(
    r"(?<![\w.,:/])(?:"
    r"(?:\+\d|\(?0\d|\(\d{3}\)\s\d)[\d()\-‐‑–]{0,20}(?:\s[\d()\-‐‑–]{2,8}(?![\w%]))+"  # a telephone number
    r"|[+−-]?\d{1,3}(?:\s\d{3})+(?!\d)"  # thousands
    r"|\d{3}\s\d{2}(?=\s+[A-ZÅÄÖ])"  # a Swedish postal code
    r"|\d{1,4}(?:[.:]\d\d)?\s[–-]\s\d)"  # a range with blanks
)


class _Unit(NamedTuple):
    """A word in its place. A tuple, since a page has hundreds of them."""

    token: str
    """The word with its punctuation, without blanks."""
    start: int
    """Offset of its first character in the block."""
    end: int
    """Offset after its last character."""


class _Codes(dict[str, int]):
    """The byte of each token of one call, worked out when it first appears."""

    __slots__ = ("lexicon", "words")

    def __init__(self, lexicon: _Lexicon) -> None:
        self.lexicon = lexicon
        self.words: list[str] = []

    def __missing__(self, token: str) -> int:
        code, word = _classify(token, self.lexicon)
        self.words.append(word)
        self[token] = code
        return code

    def shrink(self, size: int) -> None:
        """Forget all but the first `size` tokens."""
        while len(self) > size:
            self.popitem()
        del self.words[size:]


def _border(block: str, end: int, start: int) -> int:
    """Where a sentence begins between two words: at an opening quote, bracket, dash or bullet, if there is one."""
    opening = _OPENING.search(block, end, start)
    return opening.start() if opening else start


def _bare(text: str) -> str:
    """The word alone: no punctuation around it, nothing invisible in it, single blanks."""
    return " ".join(_edges(_clean(text))[1].split())


def _units(block: str, codes: _Codes) -> list[_Unit]:
    """The words of a block: what is several words cut, what belongs together joined, what is no word left out."""
    pieces = _pieces(block, codes)
    joined = _joined(block, pieces, codes)
    if not joined:
        return pieces
    units: list[_Unit] = []
    for first, last in pairwise([i for i in range(len(pieces)) if i not in joined] + [len(pieces)]):
        group = pieces[first:last]
        token = ".".join([*(piece.token.removesuffix(".") for piece in group[:-1]), group[-1].token])
        units.append(_Unit(token, group[0].start, group[-1].end))
    return units


def _pieces(block: str, codes: _Codes) -> list[_Unit]:
    pieces: list[_Unit] = []
    marks = 0
    for match in _TOKEN.finditer(block):
        token, (start, end) = match.group(), match.span()
        kind, ending = codes[token] // 40 * 40, codes[token] % 8
        if kind != _NOTHING:
            cuts = [start + cut for cut in _cuts(token)] if kind == _SPLIT else []
            pieces += [_Unit(block[a:b], a, b) for a, b in pairwise([start, *cuts, end])]
            marks = 0
        elif ending > _MARKED and pieces and marks < 3:  # `hit !`; at most `. . .`, lest it grow without end
            last = pieces[-1]
            pieces[-1] = _Unit(last.token + token, last.start, end)
            marks += 1
    return pieces


def _cuts(token: str) -> list[int]:
    """Offsets in a token of several words, where they are cut apart."""
    text = _clean(token)
    places = [i for i, c in enumerate(token) if not combining(c) and ord(c) not in _INVISIBLE]
    # Scripts that NFC composes of more than marks (Hangul) have no such cuts.
    return [places[cut.end()] for cut in _CUT.finditer(text)] if len(places) == len(text) else []


def _joined(block: str, pieces: list[_Unit], codes: _Codes) -> set[int]:
    """Which pieces belong to the one before: `12 000`, `t ex`."""
    joined: set[int] = set()
    starts = [piece.start for piece in pieces]
    kinds = [codes[piece.token] // 40 * 40 for piece in pieces]
    for match in _SPACED.finditer(block):
        first, last = bisect_right(starts, match.start()), bisect_left(starts, match.end())
        if {_NUMBER}.issuperset(kinds[first - 1 : last]):
            joined.update(range(first, last))
    for i, pair in enumerate(pairwise(kinds)):
        if pair != (_PART, _PART) or i in joined:
            continue
        for size in (4, 3, 2):
            if _spaced([piece.token for piece in pieces[i : i + size]], codes.lexicon):
                joined.update(range(i + 1, i + size))
                break
    return joined


def _spaced(tokens: list[str], data: _Lexicon) -> bool:
    """Whether the tokens are one abbreviation with blanks in it."""
    leads, cores, tails = zip(*(_edges(_clean(token)) for token in tokens), strict=True)
    return not any(leads[1:]) and {"", "."}.issuperset(tails[:-1]) and ".".join(cores).casefold() in data.spaced
