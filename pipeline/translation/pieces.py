"""A text taken apart for a translation engine: the words that it may translate, and the marks that stay as they are.

The parser decides what is markup, so that nothing is taken for a word that a page would not show as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from pipeline.markdown import inline_events
from pipeline.model import Segment
from pipeline.parsing.inline import ATTRIBUTE_LIST, attributes
from pipeline.patterns import expression

_TAG_OR_ENTITY = expression(r"<!--.*?-->|<[^>]*>|&#?\w+;", re.DOTALL)
_OPENING = expression(r"<([A-Za-z][\w-]*)(?![^>]*/>)[^>]*>")
_CLOSING = expression(r"</([A-Za-z][\w-]*)\s*>")
_PLAIN = frozenset({"alt", "caption", "field", "link-title"})
_LETTER = expression(r"[^\W\d_]")


class Piece(NamedTuple):
    """A piece of a text, in its order."""

    kind: Literal["words", "kept", "open", "close"]
    """Words to translate, something that stays, or the two ends of something that stays around words."""
    text: str
    """What stands in the translation; of words, what they are in the source."""
    shown: str = ""
    """What an engine may see in the place of something kept; empty for markup, which means nothing to it."""


Literals = Callable[[str], Iterator[Piece]]
"""Takes numbers, terms and the like out of some words."""


def pieces(segment: Segment, literals: Literals, language: str) -> tuple[Piece, ...]:
    """The pieces of a segment, for a translation to `language`. What stands in no need of an engine is `kept`.

    Neighbours that are kept are one piece, and so is a mark around nothing but what is kept.
    """
    if segment.role in _PLAIN:
        found = [Piece("words", segment.id)]
    elif segment.role == "html":
        found = _paired(list(_of_html(segment.id)))
    else:
        found = _paired(_Reader(segment, language).read())
    split = [
        inner for piece in _joined(found) for inner in (literals(piece.text) if piece.kind == "words" else (piece,))
    ]
    return tuple(_joined(_without_empty_marks(split)))


def _of_html(html: str) -> Iterator[Piece]:
    position = 0
    for match in _TAG_OR_ENTITY.finditer(html):
        if match.start() > position:
            yield Piece("words", html[position : match.start()])
        yield Piece("kept", match[0])
        position = match.end()
    if position < len(html):
        yield Piece("words", html[position:])


class _Reader:
    """The parser's events of one text → pieces. What lies between the ranges of events is markup."""

    def __init__(self, segment: Segment, language: str) -> None:
        self._events, self._source = inline_events(segment.id, segment.references)
        self._language = language.split("-", maxsplit=1)[0].lower()
        self._found: list[Piece] = []
        self._open: list[tuple[int, Any, list[int]]] = []
        """Index of the piece that opens, the event, and where `[` stood outside of it that may open a span."""
        self._brackets: list[int] = []
        self._cursor = 0

    def read(self) -> list[Piece]:
        """The pieces, of which none has been taken apart further."""
        self._cursor = self._events[0][1]["start"] if self._events else 0
        if self._source[self._cursor - 1 : self._cursor] == b"\\":
            self._cursor -= 1
        skip = 0
        for index, (event, span) in enumerate(self._events):
            start, stop = span["start"], span["end"]
            kind: str = event if isinstance(event, str) else next(iter(event))
            value: Any = None if isinstance(event, str) else event[kind]
            if kind == "Start":
                self._gap(start)
                self._open.append((len(self._found), value, self._brackets))
                self._found.append(Piece("open", ""))
                self._brackets = []
                self._cursor = start
            elif kind == "End":
                skip = self._close(index, stop)
            elif kind == "Text":
                start += skip
                self._text(value[skip:], start, stop, skipped=bool(skip))
                skip = 0
                if value == "]":
                    skip = self._span(index)
            else:
                self._gap(start)
                self._keep(" " if kind == "SoftBreak" else "\\\n" if kind == "HardBreak" else self._slice(start, stop))
                self._cursor = stop
        return [piece for piece in self._found if piece.text or piece.kind in ("open", "close")]

    def _slice(self, start: int, stop: int) -> str:
        return self._source[start:stop].decode()

    def _gap(self, start: int) -> None:
        """Put the markup before `start` where it belongs: it opens what has just begun."""
        gap = self._slice(self._cursor, start)
        if gap and self._found and self._found[-1] == ("open", "", ""):
            self._found[-1] = Piece("open", gap)

    def _keep(self, text: str, shown: str = "") -> None:
        self._found.append(Piece("kept", text, shown))

    def _text(self, value: str, start: int, stop: int, *, skipped: bool) -> None:
        """Some words; one that is written as an escape or an entity is kept as it is written."""
        gap = "" if skipped else self._slice(self._cursor, start)
        escaped = gap.endswith("\\")
        self._gap(start - escaped)
        self._cursor = stop
        if escaped:
            self._keep("\\" + value[:1])
            value = value[1:]
        elif value != self._slice(start, stop):
            self._keep(self._slice(start, stop), value.strip())
            return
        elif value == "[":
            self._brackets.append(len(self._found))
        if value:
            self._found.append(Piece("words", value))

    def _attribute_list(self, index: int) -> re.Match[str] | None:
        """The attribute list that follows the event at `index` without a gap."""
        if index + 1 >= len(self._events):
            return None
        event, span = self._events[index + 1]
        if not isinstance(event, dict) or span["start"] != self._events[index][1]["end"]:
            return None
        return ATTRIBUTE_LIST.match(event.get("Text", ""))

    def _close(self, index: int, stop: int) -> int:
        """End what was opened last; how many characters of the next text belong to it."""
        opened, value, self._brackets = self._open.pop()
        attached = self._attribute_list(index) if isinstance(value, dict) else None
        tail = self._slice(self._cursor, stop)
        start = self._events[index][1]["start"]
        self._cursor = stop
        form = next(iter(value.values()))["link_type"] if isinstance(value, dict) else ""
        inside = self._found[opened + 1 :]
        if form in ("Autolink", "Email"):
            self._found[opened:] = [Piece("kept", self._slice(start, stop))]
            return 0
        if form in ("Shortcut", "Collapsed"):  # The text is the label: a translated one has to name it.
            label = self._slice(start, stop).removeprefix("!").removeprefix("[").removesuffix("]")
            tail = f"][{label}]"
            if form == "Collapsed":
                self._cursor += 2
        if not inside and not self._found[opened].text:  # Nothing stands in it: the whole lies in the gap.
            self._found[opened:] = [Piece("kept", tail)]
        else:
            self._found.append(Piece("close", tail))
        if attached is None:
            return 0
        last = self._found[-1]
        self._found[-1] = last._replace(text=last.text + attached[0])
        self._cursor += len(attached[0].encode())
        return attached.end()

    def _span(self, index: int) -> int:
        """End a span `[…]{…}` at the `]` just read, if it is one; how many characters of the next text belong to it."""
        if not self._brackets or self._found[-1] != ("words", "]", ""):
            return 0
        opened = self._brackets.pop()
        attached = self._attribute_list(index)
        if attached is None:
            return 0
        inside = self._found[opened + 1 : -1]
        foreign = attributes(attached[1]).get("lang", "")
        if foreign:  # Words of another language: no engine for this one knows them.
            words = "".join(piece.text for piece in inside)
            at_home = foreign.split("-")[0].lower() == self._language
            self._found[opened:] = [Piece("kept", words if at_home else f"[{words}]{attached[0]}", words)]
        else:
            self._found[opened] = Piece("open", "[")
            self._found[-1] = Piece("close", f"]{attached[0]}")
        self._cursor += len(attached[0].encode())
        return attached.end()


def _paired(found: list[Piece]) -> list[Piece]:
    """`found` with HTML tags that belong together as the ends of one mark; others stay alone."""
    waiting: list[tuple[int, str]] = []
    for index, piece in enumerate(found):
        if piece.kind == "open":
            waiting.append((index, ""))
        elif piece.kind == "close":
            while waiting.pop()[1]:  # Tags that were opened in it and not closed.
                pass
        elif piece.kind == "kept" and (opening := _OPENING.fullmatch(piece.text)):
            waiting.append((index, opening[1].lower()))
        elif piece.kind == "kept" and (closing := _CLOSING.fullmatch(piece.text)):
            start = _opened_by(waiting, closing[1].lower())
            if start is not None:
                found[start] = found[start]._replace(kind="open")
                found[index] = piece._replace(kind="close")
    return found


def _opened_by(waiting: list[tuple[int, str]], name: str) -> int | None:
    """Index of the tag that `name` closes, taken from `waiting` with what was left open in it."""
    for depth in range(len(waiting) - 1, -1, -1):
        index, waits = waiting[depth]
        if not waits:  # A mark that is still open: no tag reaches out of it.
            return None
        if waits == name:
            del waiting[depth:]
            return index
    return None


def _without_empty_marks(found: Sequence[Piece]) -> list[Piece]:
    """`found` with every mark that holds no words made one piece with what it holds."""
    result: list[Piece] = []
    opened: list[int] = []
    for piece in found:
        result.append(piece)
        if piece.kind == "open":
            opened.append(len(result) - 1)
        elif piece.kind == "close":
            inside = result[opened.pop() :]
            if not any(inner.kind == "words" and _LETTER.search(inner.text) for inner in inside):
                shown = "".join(inner.shown or (inner.text if inner.kind == "words" else "") for inner in inside)
                result[len(result) - len(inside) :] = [Piece("kept", "".join(i.text for i in inside), shown)]
    return result


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """`found` with neighbours of one kind, kept or words, made one."""
    last: Piece | None = None
    for piece in found:
        if last is not None and piece.kind == last.kind and piece.kind in ("kept", "words"):
            last = Piece(piece.kind, last.text + piece.text, last.shown + piece.shown)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
