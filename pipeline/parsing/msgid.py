"""The msgid of a run: its slice of the source, freed of what the blocks around it put into its lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.patterns import expression

if TYPE_CHECKING:
    from pipeline.parsing.inline import Ranged

CONTROL = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no page, and no catalogue, can hold."""
_WHITE = expression(r"[ \t\n]+")


def one_line(text: str) -> str:
    r"""`text` on one line, with single blanks; what is no white space to HTML stays, such as the no-break space in a number.

    >>> one_line(" Över\n  10\u00a0000 kr ")
    'Över 10\xa0000 kr'
    """
    return _WHITE.sub(" ", text).strip(" ")


def start_of(data: bytes, events: Sequence[Ranged]) -> int:
    """Byte offset where the first event of `events` begins, its backslash included.

    The parser's range of an escaped character begins after the backslash.
    """
    return _from(data, events[0])


def msgid(data: bytes, events: Sequence[Ranged], start: int) -> str:
    """The Markdown of the run that `events` were parsed from, and that begins at the byte `start`.

    A soft break becomes one blank; a hard break a backslash and a line end. Both leave out what the containers
    put before the next line (`> `, indentation). Where a code span, a tag or a link's address goes over a line end,
    the container's prefix lies inside its range: these are written anew from the event.
    """
    cursor = start
    whole = data[cursor : events[-1][1]["end"]].decode()  # Among bytes `in` takes ten times as long.
    if "\n" not in whole and "<!--" not in whole:
        return whole.strip(" \t")  # Most are on one line.
    end = cursor
    pieces: list[str] = []
    opened: list[tuple[Any, int]] = []

    def take(upto: int) -> None:
        pieces.append(data[cursor:upto].decode())

    for index, (event, span) in enumerate(events):
        start, stop = span["start"], span["end"]
        if isinstance(event, str):
            before = data[cursor:start].decode()
            if event == "HardBreak":
                bare = (len(before) - len(before.rstrip("\\"))) % 2  # A backslash that escapes nothing yet.
                pieces += [before, "\\" * bare, "\\\n"]
            else:
                pieces += [before.rstrip(" \t"), " "]
            cursor = _after_break(data, events, index)
            continue
        ((kind, value),) = event.items()
        if kind == "Start":
            opened.append((value, start + (2 if data[start : start + 1] == b"!" else 1)))
        elif kind == "End":
            target, inside = opened.pop()
            inner = max(cursor, end, inside)
            if isinstance(target, dict) and b"\n" in data[inner:stop]:
                take(inner)
                pieces.append(_tail(next(iter(target.values())), data[inner:stop]))
                cursor = stop
        elif kind in ("Code", "InlineHtml") and b"\n" in data[start:stop]:
            take(start)
            pieces.append(_code_span(value) if kind == "Code" else " ".join(value.split("\n")))
            cursor = stop
        if kind != "Start":
            end = stop
    take(max(cursor, end))
    return "".join(pieces).strip(" \t\n")


def _after_break(data: bytes, events: Sequence[Ranged], index: int) -> int:
    """Where the text goes on after the line break at `index`."""
    stop = events[index][1]["end"]
    if index + 1 == len(events):
        return stop
    following = events[index + 1]
    if isinstance(following[0], dict) and "End" in following[0]:
        return data.index(b"]", stop)  # Only a link's text may end with a line break.
    return _from(data, following)


def _from(data: bytes, ranged: Ranged) -> int:
    event, span = ranged
    start: int = span["start"]
    if start and data[start - 1] == 0x5C and isinstance(event, dict) and "Text" in event:
        return start - 1
    return start


def _code_span(code: str) -> str:
    """A code span that holds `code` (CommonMark 0.31.2, 6.1)."""
    longest = run = 0
    for character in code:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    blank = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{blank}{code}{blank}{fence}"


def _tail(target: Any, source: bytes) -> str:
    """What follows a link's text: `](address "title")`, `][label]`, `][]` or `]`."""
    match target["link_type"]:
        case "Inline":
            return f"]({destination(target['dest_url'])}{title(target['title'])})"
        case "Reference":
            return f"][{' '.join(target['id'].split())}]"
        case "Collapsed":
            return "][]"
        case "Shortcut":
            return "]"
        case _:
            return " ".join(source.decode().split())


def destination(address: str) -> str:
    """A link destination in pointed brackets (CommonMark 0.31.2, 6.3)."""
    for character, escaped in (("\\", "\\\\"), ("<", "\\<"), (">", "\\>"), ("&", "&amp;"), ("\n", "%0A")):
        address = address.replace(character, escaped)
    return f"<{address}>"


def title(text: str | None) -> str:
    """A link title with the blank before it; empty for none."""
    if not text:
        return ""
    for character, escaped in (("\\", "\\\\"), ('"', '\\"'), ("&", "&amp;")):
        text = text.replace(character, escaped)
    return f' "{" ".join(text.split(chr(10)))}"'
