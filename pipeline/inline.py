"""Inline content: the parser's events of one paragraph, heading or cell → `Inline`.

Adds one thing to CommonMark, the attribute list: `[Living labs]{lang=en}`, `![](x.svg){role=presentation}`.
Raw HTML is sanitised here, run by run, so that no run can open or close anything outside itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from pipeline.model import NOWHERE, Footnote, Image, Inline, InlinePart, Link, Location
from pipeline.parts import joined
from pipeline.sanitise import escape, phrasing

Event = Any
"""An event of pyromark: a string, or a dict with one key. Its shape is known here and in `markdown` only."""
Ranged = tuple[Event, dict[str, int]]
"""An event and its byte range in the source."""

OBJECT = "\ufffc"
"""Stands in prose for code and addresses: one word that is never long."""

_NAME = r"[A-Za-z][\w-]*"
_ITEM = rf"""(?:(?:[.#]{_NAME})+|{_NAME}=(?:"[^"{{}}]*"|[\w./:-]+))"""
ATTRIBUTE_LIST = re.compile(rf"\{{\s*({_ITEM}(?:\s+{_ITEM})*)\s*\}}")  # Blanks between the items, or it is not linear.
_ATTRIBUTE = re.compile(rf"""([.#])({_NAME})|({_NAME})=(?:"([^"]*)"|(\S+))""")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SIMPLE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}
_HOLE = re.compile(
    r"""\ue000(?P<marker>\d+)\ue001|<img(?P<image>(?:\ [\w-]+="[^"]*")*)>|<a(?P<link>(?:\ [\w-]+="[^"]*")*)>(?P<content>.*?)</a>""",
    re.DOTALL | re.VERBOSE,
)
_RAW_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')


def attributes(text: str) -> dict[str, str]:
    """The attributes of an attribute list, only those that may be set.

    >>> attributes('.lead lang=en onclick=x role=presentation')
    {'class': 'lead', 'lang': 'en', 'role': 'presentation'}
    """
    result: dict[str, str] = {}
    for mark, name, key, quoted, bare in _ATTRIBUTE.findall(text):
        value = quoted or bare
        if mark == ".":
            result["class"] = f"{result['class']} {name}" if "class" in result else name
        elif mark == "#":
            result["id"] = name
        elif (
            (key in ("lang", "hreflang") and _LANGUAGE_TAG.fullmatch(value))
            or (key == "dir" and value in ("ltr", "rtl", "auto"))
            or (key == "role" and value in ("presentation", "none"))
            or (key in ("class", "title"))
        ):
            result[key] = value
    return result


def as_html(values: dict[str, str]) -> str:
    """Attributes ready for a tag, each with a blank before it."""
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items())


class _Frame:
    """What has been collected between a start and an end."""

    __slots__ = ("opened", "out", "prose", "raw", "start", "text")

    def __init__(self, start: Event = None) -> None:
        self.start = start
        self.out: list[InlinePart] = []
        self.text: list[str] = []
        self.prose: list[str] = []
        self.opened: list[tuple[int, int]] = []
        """Where `[` stood that may open a span: index into `out`, index into `text`."""
        self.raw = False

    def add(self, html: str, text: str, prose: str) -> None:
        self.out.append(html)
        self.text.append(text)
        self.prose.append(prose)

    def close_span(self, out: int, text: int, values: dict[str, str]) -> None:
        """Turn the `[` at the indices `out` and `text` into the start of a span that ends here."""
        self.out[out] = f"<span{as_html(values)}>"
        self.text[text] = self.prose[text] = ""
        self.out.append("</span>")

    def absorb(self, inner: _Frame, values: dict[str, str], location: Location) -> None:
        """Take in a frame that has ended."""
        self.raw |= inner.raw
        if isinstance(inner.start, str):
            tag = _SIMPLE[inner.start]
            self.out += [f"<{tag}>", *inner.out, f"</{tag}>"]
            self.text += inner.text
            self.prose += inner.prose
            return
        ((kind, target),) = inner.start.items()
        title, address = target["title"].replace("\n", " "), target["dest_url"]
        if kind == "Image":
            role = values.pop("role", "")
            alt = "".join(inner.text).replace("\n", " ")
            if isinstance(self.start, dict) and "Image" in self.start:
                self.text.append(alt)  # A picture in an alternative text counts as its own (CommonMark 0.31.2, 6.4).
            self.out.append(Image(address, alt, title, bool(role), as_html(values), location))
            return
        form = target["link_type"]
        if form == "Email":
            address = f"mailto:{address}"
        self.out.append(Link(address, title, as_html(values) if values else "", _unlinked(inner.parts())))
        self.text += inner.text
        self.prose += [OBJECT] if form in ("Autolink", "Email") else inner.prose

    def parts(self) -> tuple[InlinePart, ...]:
        """What was collected, sanitised if there was raw HTML in it."""
        return _sanitised(self.out) if self.raw else joined(self.out)

    def inline(self) -> Inline:
        return Inline(self.parts(), "".join(self.text), "".join(self.prose))


def plain(text: str) -> Inline:
    """Inline content of a text without markup."""
    return Inline((escape(text),) if text else (), text, text)


def raw(html: str) -> Inline:
    """Inline content of a piece of HTML, sanitised."""
    clean = phrasing(html)
    text = unescape(re.sub("<[^>]*>", "", clean))
    return Inline(holes_in(clean), text, text)


def render(events: Sequence[Ranged], source: bytes, location: Location = NOWHERE) -> Inline:
    """Inline content that `events`, parsed from `source`, describe; its pictures are said to stand at `location`."""
    if len(events) == 1 and isinstance(events[0][0], dict) and "Text" in events[0][0]:
        return plain(events[0][0]["Text"])  # Most are.
    frame = _Frame()
    stack: list[_Frame] = []
    skip = 0
    for index, (event, _) in enumerate(events):
        if isinstance(event, str):
            frame.add(*(("<br>\n", "\n", "\n") if event == "HardBreak" else (" ", " ", " ")))
            continue
        ((kind, value),) = event.items()
        if kind == "Text":
            if skip:
                value, skip = value[skip:], 0
            if value == "[" and _is_bare(events, index, source):
                frame.opened.append((len(frame.out), len(frame.text)))
            elif value == "]" and frame.opened and _is_bare(events, index, source):
                opened = frame.opened.pop()
                found = _attribute_list(events, index)
                if found:
                    frame.close_span(*opened, attributes(found[1]))
                    skip = found.end()
                    continue
            if value:
                frame.add(escape(value), value, value)
        elif kind == "Code":
            frame.add(f"<code>{escape(value)}</code>", value, OBJECT)
        elif kind == "InlineHtml":
            frame.raw = True
            frame.out.append(value.replace("\n", " "))
        elif kind == "FootnoteReference":
            frame.out.append(Footnote(value, "reference"))
        elif kind == "Start":
            stack.append(frame)
            frame = _Frame(value)
        elif kind == "End":
            found = _attribute_list(events, index) if isinstance(frame.start, dict) else None
            stack[-1].absorb(frame, attributes(found[1]) if found else {}, location)
            frame = stack.pop()
            skip = found.end() if found else 0
    return frame.inline()


def _is_bare(events: Sequence[Ranged], index: int, source: bytes) -> bool:
    """Whether no backslash stands before the text event at `index`, which lies just before the range of what it escapes."""
    start = events[index][1]["start"]
    if index and events[index - 1][1]["end"] == start:
        return True
    return source[start - 1 : start] != b"\\"


def _attribute_list(events: Sequence[Ranged], index: int) -> re.Match[str] | None:
    """The attribute list that follows the event at `index` without a gap."""
    if index + 1 >= len(events):
        return None
    event, span = events[index + 1]
    if not isinstance(event, dict) or span["start"] != events[index][1]["end"]:
        return None
    return ATTRIBUTE_LIST.match(event.get("Text", ""))


def _unlinked(parts: Sequence[InlinePart]) -> tuple[InlinePart, ...]:
    """`parts` for the inside of a link, which may hold no other link (HTML Living Standard, 4.5.1)."""
    if Link not in map(type, parts):
        return tuple(parts)
    return joined([inner for part in parts for inner in (part.parts if isinstance(part, Link) else (part,))])


def _sanitised(parts: Sequence[InlinePart]) -> tuple[InlinePart, ...]:
    """`parts` with their literal HTML cleaned as a whole, markers standing in for the holes."""
    holes = [part for part in parts if not isinstance(part, str)]
    numbers = iter(range(len(holes)))
    html = "".join(
        part.replace("\ue000", "") if isinstance(part, str) else f"\ue000{next(numbers)}\ue001" for part in parts
    )
    return holes_in(phrasing(html), holes)


def holes_in(html: str, holes: Sequence[InlinePart] = ()) -> tuple[InlinePart, ...]:
    """Sanitised HTML as parts.

    Markers become the `holes` that they stand for, raw pictures and links become `Image` and `Link`, so that the site
    resolves their addresses too.
    """
    result: list[InlinePart] = []
    position = 0
    for match in _HOLE.finditer(html):
        result.append(html[position : match.start()])
        position = match.end()
        if match["marker"]:
            number = int(match["marker"])
            result += holes[number : number + 1]
            continue
        values = {key: unescape(value) for key, value in _RAW_ATTRIBUTE.findall(match["image"] or match["link"] or "")}
        if match["image"] is not None:
            src, alt, title = (values.pop(key, "") for key in ("src", "alt", "title"))
            decorative = values.get("role") in ("presentation", "none")
            result.append(Image(src, alt, title, decorative, as_html(values)))
        elif "href" in values:
            href, title = (values.pop(key, "") for key in ("href", "title"))
            result.append(Link(href, title, as_html(values), _unlinked(holes_in(match["content"], holes))))
        else:  # A place to link to, or an address that was not allowed.
            result += [f"<a{as_html(values)}>", *holes_in(match["content"], holes), "</a>"]
    result.append(html[position:])
    return joined([part for part in result if part])
