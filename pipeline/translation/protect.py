"""What no engine may touch, replaced by tokens going out and put back coming in.

A token that is missing, doubled or invented, a mark out of its order, a number from nowhere: the answer is refused, with
the reason, and nothing of it is used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import NamedTuple

from pipeline.markdown import translated
from pipeline.model import Footnote, Image, Inline, InlinePart, Link, Phrase, Segment
from pipeline.patterns import expression
from pipeline.translation.pieces import Literals, Piece, pieces

_TAG = expression(r"<([a-z][\w-]*)((?: [^<>]*)?)>")
_LETTER = expression(r"[^\W\d_]")
_DIGITS = expression(r"\d+")
_UNPRINTABLE = expression("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What is no character, or one that controls a machine: a catalogue, a page or XML could not hold it."""
_GLUED = ("[^", "\\\n", "\n")
"""What no blank stands before: the mark of a footnote, a line break."""
_ADDRESS = expression(r"(?:!?\[[^\]]*)?\](?:\(\s*<?|\[)([^\s<>()\[\]]+)")
"""The address, or the label, of a link or a picture: in the end of its mark, or in the whole of it."""
_ELEMENT = expression(r"<([a-zA-Z][\w-]*)[\s/>]")
_FOOTNOTE = expression(r"\[\^[^\]]+\]")
_LONGEST = 4
"""An answer is refused that is this many times as long as the source …"""
_SLACK = 200
"""… and as many characters more."""


class Form(NamedTuple):
    """How tokens are written for an engine."""

    start: Callable[[int], str]
    """The start of a mark."""
    end: Callable[[int], str]
    """The end of a mark."""
    kept: Callable[[int, str], str]
    """Something that stays, with what an engine may see of it."""
    written: Callable[[str], str]
    """Words between tokens."""
    read: Callable[[str], str]
    """Words between tokens of an answer."""
    token: re.Pattern[str]
    """A token of an answer; group `end` is a slash in the end of a mark, `id` its number."""
    stray: re.Pattern[str]
    """What is left of a token that was spoiled."""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


BRACKETS = Form(
    lambda number: f"[[{number}]]",
    lambda number: f"[[/{number}]]",
    lambda number, _: f"[[{number}]]",
    str,
    str,
    expression(r"\[\[\s*(?P<end>/?)\s*(?P<id>\d+)\s*\]\]"),
    expression(r"\[\[|\]\]"),
)
"""`[[1]]words[[/1]] and [[2]]`: for engines that know no tags."""
XML = Form(
    lambda number: f'<g id="{number}">',
    lambda _: "</g>",
    lambda number, shown: f'<n id="{number}">{_escaped(shown)}</n>' if shown else f'<x id="{number}"/>',
    _escaped,
    unescape,
    expression(
        r'<(?P<end>/)?g(?:\s+id="(?P<id>\d+)")?\s*>|<n\s+id="(?P<n>\d+)"\s*(?:/>|>[^<]*</n>)|<x\s+id="(?P<x>\d+)"\s*(?:/>|>\s*</x>)'
    ),
    expression(r"<"),
)
"""`<g id="1">words</g>`, `<x id="2"/>`, `<n id="3">2026</n>`, where an engine is told to leave what `n` holds."""


class _Token(NamedTuple):
    """A token of an answer."""

    number: int
    closing: bool


@dataclass(frozen=True, slots=True)
class Protected:
    """A text ready for an engine."""

    segment: Segment
    """What it is."""
    before: str
    """What stands before everything that an engine is given."""
    pieces: tuple[Piece, ...]
    """What an engine is given; the token of a piece is its 1-based index, of an end that of its start."""
    after: str
    """What stands behind."""
    numbers: tuple[int, ...]
    """The number of each piece's token; 0 for words."""

    @property
    def settled(self) -> str | None:
        """The translation, where there are no words to ask an engine for."""
        if any(piece.kind == "words" and _LETTER.search(piece.text) for piece in self.pieces):
            return None
        return self.before + "".join(piece.text for piece in self.pieces) + self.after

    def outgoing(self, form: Form) -> str:
        """What an engine is asked to translate."""
        return "".join(_token(piece, number, form) for piece, number in zip(self.pieces, self.numbers, strict=True))

    def legend(self, form: Form) -> dict[str, str]:
        """What tokens stand for, where that helps to make a sentence."""
        pairs = zip(self.pieces, self.numbers, strict=True)
        return {form.kept(number, ""): piece.shown for piece, number in pairs if piece.kind == "kept" and piece.shown}

    def restored(self, answer: str, form: Form) -> str | Phrase:
        """The translation that `answer` holds, or why it is refused."""
        raw = _read(answer.strip(), form)
        words = "".join(piece.text for piece in self.pieces if piece.kind == "words")
        if any(form.stray.search(part) for part in raw if isinstance(part, str)) and not form.stray.search(words):
            return Phrase("there is a spoiled mark in the answer")
        read = [form.read(part) if isinstance(part, str) else part for part in raw]
        if not _LETTER.search("".join(part for part in read if isinstance(part, str))):
            return Phrase("the answer is empty")
        if len(answer) > _LONGEST * len(self.outgoing(form)) + _SLACK:
            return Phrase("the answer is much longer than the source")
        fault = self._fault(read, words)
        if fault is not None:
            return fault
        written = _escaped if self.segment.role == "html" else str
        parts = [written(part) if isinstance(part, str) else self._piece(part) for part in read]
        text = self.before + _spaced(parts) + self.after
        return _difference(self.segment, text) or text

    def _fault(self, read: list[str | _Token], words: str) -> Phrase | None:
        """What is wrong with the tokens, the numbers or the signs of an answer."""
        tokens = [part for part in read if isinstance(part, _Token)]
        wanted = Counter(
            _Token(number, piece.kind == "close")
            for piece, number in zip(self.pieces, self.numbers, strict=True)
            if number
        )
        found = Counter(tokens)
        if wanted != found:
            if missing := wanted - found:
                return Phrase("{what} is missing in the answer", (("what", self._named(next(iter(missing)))),))
            return Phrase("there is a mark in the answer that the source does not have, or twice")
        waiting: list[int] = []
        opening = {number for piece, number in zip(self.pieces, self.numbers, strict=True) if piece.kind == "open"}
        for token in tokens:
            if token.closing and (not waiting or waiting.pop() != token.number):
                return Phrase("the marks of the answer are in a wrong order")
            if token.number in opening and not token.closing:
                waiting.append(token.number)
        answered = "".join(part for part in read if isinstance(part, str))
        if "<" in answered and "<" not in words:
            return Phrase("there is a mark in the answer that the source does not have, or twice")
        if invented := Counter(_DIGITS.findall(answered)) - Counter(_DIGITS.findall(words)):
            number = next(iter(invented))
            return Phrase("the number {number} in the answer is not in the source", (("number", number),))
        if _UNPRINTABLE.search(answered):
            return Phrase("there are characters in the answer that no text can have")
        return None

    def _named(self, token: _Token) -> Phrase:
        """What `token` stands for, in words."""
        start, end = self._piece(_Token(token.number, closing=False)), self._piece(token)
        if start.kind == "open":
            end = self._piece(_Token(token.number, closing=True))
        return _named(start.text.strip(), "" if start.kind == "kept" else end.text.strip())

    def _piece(self, token: _Token) -> Piece:
        """What `token` stands for."""
        pairs = zip(self.pieces, self.numbers, strict=True)
        return next(p for p, number in pairs if number == token.number and (p.kind == "close") == token.closing)


def _named(start: str, end: str) -> Phrase:
    """A mark, or something that stays, in words; `end` is the end of a mark around words."""
    shown = f"{start}…{end}" if end else " ".join(start.split())
    if found := _ADDRESS.match(end or start):
        values = (("address", found[1]),)
        if start.startswith("!["):
            return Phrase("the picture “{address}”", values)
        return Phrase("the link to “{address}”", values)
    if found := _ELEMENT.match(start):
        return Phrase("the tag <{tag}>", (("tag", found[1].lower()),))
    values = (("text", shown),)
    if start == "\\":
        return Phrase("a line break")
    if _FOOTNOTE.fullmatch(start):
        return Phrase("the footnote {text}", values)
    if start.startswith("`"):
        return Phrase("the code {text}", values)
    if end and not start.strip("*_"):
        return Phrase("the emphasis {text}", values)
    return Phrase("“{text}”", values)


def protect(segment: Segment, taken: Literals, language: str) -> Protected:
    """`segment` ready for an engine that translates to `language`. A mark around the whole text is not even shown to it."""
    found = list(pieces(segment, taken, language))
    before = after = ""
    while found:
        first, last = found[0], found[-1]
        if first.kind == "words" and (bare := first.text.lstrip()) != first.text:
            before += first.text[: len(first.text) - len(bare)]
            found[0] = Piece("words", bare)
        elif last.kind == "words" and (bare := last.text.rstrip()) != last.text:
            after = last.text[len(bare) :] + after
            found[-1] = Piece("words", bare)
        elif first.kind == "open" and _end_of(found, 0) == len(found) - 1:
            before += first.text
            after = last.text + after
            found = found[1:-1]
        elif first == ("words", "", ""):
            del found[0]
        else:
            break
    return Protected(segment, before, tuple(found), after, _numbers(found))


def _end_of(found: list[Piece], start: int) -> int:
    """Index of the end of the mark that starts at `start`."""
    depth = 0
    for index in range(start, len(found)):
        depth += (found[index].kind == "open") - (found[index].kind == "close")
        if not depth:
            return index
    return -1


def _numbers(found: list[Piece]) -> tuple[int, ...]:
    """The number of each piece's token: 1, 2 … in order, an end that of its start; 0 for words."""
    waiting: list[int] = []
    numbers: list[int] = []
    count = 0
    for piece in found:
        if piece.kind == "words":
            numbers.append(0)
        elif piece.kind == "close":
            numbers.append(waiting.pop())
        else:
            count += 1
            numbers.append(count)
            if piece.kind == "open":
                waiting.append(count)
    return tuple(numbers)


def _token(piece: Piece, number: int, form: Form) -> str:
    match piece.kind:
        case "words":
            return form.written(piece.text)
        case "open":
            return form.start(number)
        case "close":
            return form.end(number)
        case _:
            return form.kept(number, piece.shown)


def _read(answer: str, form: Form) -> list[str | _Token]:
    """Words, as they are written, and tokens of an answer in their order. An end without a number ends what was opened last."""
    result: list[str | _Token] = []
    waiting: list[int] = []
    position = 0
    for match in form.token.finditer(answer):
        if match.start() > position:
            result.append(answer[position : match.start()])
        position = match.end()
        named = [value for key, value in match.groupdict().items() if key != "end" and value]
        closing = bool(match["end"])
        number = int(named[0]) if named else waiting.pop() if closing and waiting else 0
        if match.re.groupindex.keys() > {"n"} and not closing and match["id"]:
            waiting.append(number)
        result.append(_Token(number, closing))
    if position < len(answer):
        result.append(answer[position:])
    return result


def _spaced(parts: Iterable[str | Piece]) -> str:
    """Words and pieces as one text. A blank inside the ends of a mark goes outside, since `* a*` is no emphasis."""
    result: list[str] = []
    pending = False
    opened: int | None = None
    for part in parts:
        if isinstance(part, str):
            words = " ".join(part.split())
            pending |= part[:1].isspace()
            if not words:
                continue
        else:
            words = part.text
            if part.kind == "close" or words.startswith(_GLUED):
                pending &= part.kind == "close"
                result.append(words)
                opened = None
                continue
        place = len(result) if opened is None else opened
        if pending and place and result[place - 1] != " " and not result[place - 1].endswith("\n"):
            result.insert(place, " ")
        pending = isinstance(part, str) and part[-1:].isspace()
        opened = (
            (len(result) if opened is None else opened) if isinstance(part, Piece) and part.kind == "open" else None
        )
        result.append(words)
    return "".join(result)


def _difference(segment: Segment, text: str) -> Phrase | None:
    """Whether the markup of a translation is not that of its source, as a page would show it."""
    shown = translated(segment, text)
    if _marks(shown) == _marks(segment.inline):
        return None
    return Phrase("the markup of the answer differs from the source")


def _marks(content: Inline) -> Counter[tuple[object, ...]]:
    """The marks of a text with their addresses. Spans are left out: a word that is foreign here may be at home there."""
    return Counter(chain.from_iterable(map(_marks_of, content.parts)))


def _marks_of(part: InlinePart) -> Iterator[tuple[object, ...]]:
    if isinstance(part, str):
        yield from ((name, values) for name, values in _TAG.findall(part) if name != "span")
    elif isinstance(part, Link):
        yield "link", part.href, part.title, part.attributes
        yield from chain.from_iterable(map(_marks_of, part.parts))
    elif isinstance(part, Image):
        yield "image", part.src, part.title, part.decorative, part.attributes
    elif isinstance(part, Footnote):
        yield "footnote", part.label
