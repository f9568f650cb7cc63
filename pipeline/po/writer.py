"""The PO format: messages → the canonical text, that of `msgcat --no-wrap`. What reads it is `reader.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Message
from pipeline.patterns import expression

ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\a": "\\a",
    "\b": "\\b",
    "\v": "\\v",
    "\f": "\\f",
}
"""How a character is written between quotes."""
_ESCAPABLE = expression(r'[\\"\n\t\r\a\b\v\f]')
_WORDS = expression(r"[^ ]+ *| +")
_LINES = expression(r"[^\n]*\n|[^\n]+")
_NONE = (None, None, None)
"""No previous text."""
_WIDTH = 79
"""Longest line of references, in bytes: that of msgcat, with `--no-wrap` too."""


def write(messages: Sequence[Message], trailing: Sequence[str] = (), wrap: int = 0) -> str:
    """The canonical text of `messages`, the header first; texts are wrapped at the column `wrap`, if that is not 0."""
    blocks = [entry(message, wrap) for message in messages]
    if trailing:
        blocks.append("\n".join(trailing))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def entry(message: Message, wrap: int = 0) -> str:
    """The canonical text of one message, without the end of its last line."""
    lines = list(comment_lines(message.comments, message.extracted, message.references, message.flags))
    mark = "#~ " if message.obsolete else ""
    if message.previous != _NONE:
        before = "#~| " if message.obsolete else "#| "
        for name, text in zip(("msgctxt", "msgid", "msgid_plural"), message.previous, strict=True):
            if text is not None:
                lines += _field(before, name, text, wrap)
    lines += _key(message, mark, wrap)
    if message.plural is None:
        lines += _field(mark, "msgstr", "".join(message.strings[:1]), wrap)
        return "\n".join(lines)
    lines += _field(mark, "msgid_plural", message.plural, wrap)
    for index, text in enumerate(message.strings):
        lines += _field(mark, f"msgstr[{index}]", text, wrap)
    return "\n".join(lines)


def key(message: Message, wrap: int = 0) -> str:
    r"""The lines of a live entry that tell it from all others of its file.

    >>> key(Message("Hej", context="title"))
    'msgctxt "title"\nmsgid "Hej"'
    """
    return "\n".join(_key(message, "", wrap))


def _key(message: Message, mark: str, wrap: int) -> list[str]:
    identity = _field(mark, "msgid", message.id, wrap)
    return identity if message.context is None else _field(mark, "msgctxt", message.context, wrap) + identity


def comment_lines(
    comments: Sequence[str], extracted: Sequence[str], references: Sequence[str], flags: Sequence[str]
) -> Iterator[str]:
    """The lines above an entry."""
    for comment in comments:
        yield f"# {comment}" if comment else "#"
    for comment in extracted:
        yield f"#. {comment}" if comment else "#."
    if references:
        yield from reference_lines(references)
    if flags:
        yield f"#, {', '.join(flags)}"


def reference_lines(references: Sequence[str]) -> Iterator[str]:
    """The `#:` lines."""
    return filled([_isolated(one) if " " in one or "\t" in one else one for one in references])


def filled(references: Iterable[str]) -> Iterator[str]:
    """The same of references as they are written: as many on a line as go there."""
    line = "#:"
    for reference in references:
        entry = f" {reference}"
        if line != "#:" and len((line + entry).encode()) > _WIDTH:
            yield line
            line = "#:"
        line += entry
    yield line


def _isolated(reference: str) -> str:
    """A path with blanks between the marks that gettext 0.22 and later put around it; a line number stands after them."""
    path, _, line = reference.rpartition(":")
    return f"\u2068{path}\u2069:{line}" if path and line.isdecimal() and line.isascii() else f"\u2068{reference}\u2069"


def _field(mark: str, name: str, text: str, wrap: int) -> list[str]:
    if "\n" not in text[:-1]:
        line = f'{mark}{name} "{escape(text)}"'
        if not wrap or len(line) <= wrap:
            return [line]
    pieces = _LINES.findall(text)
    if wrap:
        pieces = [piece for line in pieces for piece in _wrapped(line, wrap - len(mark) - 2)]
    return [f'{mark}{name} ""', *(f'{mark}"{escape(piece)}"' for piece in pieces)]


def _wrapped(line: str, room: int) -> Iterator[str]:
    """`line` in pieces that take no more than `room` columns each, where a blank allows it."""
    piece, taken = "", 0
    for word in _WORDS.findall(line):
        size = len(escape(word))
        if piece and taken + size > room:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + word, taken + size
    yield piece


def escape(text: str) -> str:
    """`text` between the quotes of a PO file."""
    return _ESCAPABLE.sub(lambda m: ESCAPES[m[0]], text) if _ESCAPABLE.search(text) else text
