"""Inline content: the parser's events of one paragraph, heading or cell → `Inline`.

Adds one thing to CommonMark, the attribute list: `[Living labs]{lang=en}`, `![](x.svg){role=presentation}`.
Raw HTML is sanitised here, run by run, so that no run can open or close anything outside itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from pipeline.language.tags import direction
from pipeline.model import NOWHERE, Footnote, Image, Inline, InlinePart, Link, Location
from pipeline.parsing.aria import DECORATIVE
from pipeline.parsing.elements import CODE, breaks
from pipeline.parsing.made import made
from pipeline.parsing.parts import joined
from pipeline.parsing.sanitise import escape, phrasing
from pipeline.patterns import expression

Event = Any
"""An event of pyromark: a string, or a dict with one key. Its shape is known here and in `markdown` only."""
Ranged = tuple[Event, dict[str, int]]
"""An event and its byte range in the source."""
_Place = tuple[int, int, int]
"""How much has been written: of HTML, of words, of words for measuring."""

INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""What begins and ends within a text."""
OBJECT = "\ufffc"
"""Stands in prose for code and addresses: one word that is never long."""

_NAME = r"[A-Za-z][\w-]*"
_ITEM = rf"""(?:(?:[.#]{_NAME})+|{_NAME}=(?:"[^"{{}}]*"|[\w./:-]+))"""
ATTRIBUTE_LIST = expression(rf"\{{\s*({_ITEM}(?:\s+{_ITEM})*)\s*\}}")  # Blanks between the items, or it is not linear.
_ATTRIBUTE = expression(rf"""([.#])({_NAME})|({_NAME})=(?:"([^"]*)"|(\S+))""")
_LANGUAGE_TAG = expression(r"[\w-]+")
"""Of what is no language a rule has to say something."""
_CODE = tuple([opening for opening, _ in CODE])
_SIMPLE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}
_HOLE = expression(
    r"""\ue000(?P<marker>\d+)\ue001|<img(?P<image>(?:\ [\w-]+="[^"]*")*)>|<a(?P<link>(?:\ [\w-]+="[^"]*")*)>(?P<content>.*?)</a>""",
    re.DOTALL | re.VERBOSE,
)
_RAW_ATTRIBUTE = expression(r' ([\w-]+)="([^"]*)"')


def attributes(text: str) -> dict[str, str]:
    """The attributes of an attribute list, only those that may be set.

    >>> attributes('.lead Lang=en onclick=x role=presentation')
    {'class': 'lead', 'lang': 'en', 'role': 'presentation'}
    """
    result: dict[str, str] = {}
    for mark, name, written, quoted, bare in _ATTRIBUTE.findall(text):
        key, value = written.lower(), quoted or bare
        if mark == ".":
            result["class"] = f"{result['class']} {name}" if "class" in result else name
        elif mark == "#":
            result["id"] = name
        elif key in ("lang", "hreflang") and _LANGUAGE_TAG.fullmatch(value):
            result[key] = value.replace("_", "-")
        elif (
            (key == "dir" and value in ("ltr", "rtl", "auto"))
            or (key == "role" and value in DECORATIVE)
            or (key in ("class", "title"))
        ):
            result[key] = value
    if direction(result.get("lang", "")) == "rtl":
        result.setdefault("dir", "rtl")
    return result


def as_html(values: dict[str, str]) -> str:
    """Attributes ready for a tag, each with a blank before it."""
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items())


class _Written:
    """What has been written of one run, and what is open in it."""

    __slots__ = ("location", "open_elements", "out", "prose", "raw", "spans", "text")

    def __init__(self, location: Location) -> None:
        self.location = location
        self.out: list[InlinePart] = []
        self.text: list[str] = []
        self.prose: list[str] = []
        self.spans: list[_Place] = []
        """Where `[` stood, in the innermost element, that may open a span."""
        self.raw = False
        """Whether there was raw HTML in the innermost element."""
        self.open_elements: list[tuple[Event, _Place, list[_Place], bool]] = []
        """What the parser said at the start of each, where it begins, and `spans` and `raw` around it."""

    def _here(self) -> _Place:
        return len(self.out), len(self.text), len(self.prose)

    def bracket(self, bracket: str, found: re.Match[str] | None) -> re.Match[str] | None:
        """Note a `[`, or end the span of the last one at a `]`; the attribute list `found` after it, where it is used."""
        if bracket == "[":
            self.spans.append(self._here())
            return None
        if not self.spans:
            return None
        out, text, prose = self.spans.pop()
        if found:
            self.out[out] = f"<span{as_html(attributes(found[1]))}>"
            self.text[text] = self.prose[prose] = ""
            self.out.append("</span>")
        return found

    def begin(self, start: Event) -> None:
        if isinstance(start, str):
            self.out.append(f"<{_SIMPLE[start]}>")
        self.open_elements.append((start, self._here(), self.spans, self.raw))
        self.spans, self.raw = [], False

    def end(self, found: re.Match[str] | None) -> re.Match[str] | None:
        """End the innermost element, which has the attribute list `found`; that list."""
        start, (out, text, prose), self.spans, around = self.open_elements.pop()
        raw, self.raw = self.raw, self.raw or around
        if isinstance(start, str):
            self.out.append(f"</{_SIMPLE[start]}>")
            return None
        inner, self.out[out:] = self.out[out:], []
        ((kind, target),) = start.items()
        values = attributes(found[1]) if found else {}
        if kind == "Image":
            alt = "".join(self.text[text:]).replace("\n", " ")
            # A picture in an alternative text counts as its own (CommonMark 0.31.2, 6.4).
            nested = self.open_elements and "Image" in self.open_elements[-1][0]
            self.text[text:], self.prose[prose:] = [alt] if nested else [], []
            self.out.append(_image(target, alt, values, self.location))
            return found
        if target["link_type"] in ("Autolink", "Email"):
            self.prose[prose:] = [OBJECT]
        self.out.append(_link(target, values, _sanitised(inner) if raw else joined(inner)))
        return found


def plain(text: str) -> Inline:
    """Inline content of a text without markup."""
    return made(Inline, ((escape(text),) if text else (), text, text))


def raw_in(events: Sequence[Ranged]) -> list[str]:
    """Each tag of raw HTML in a run."""
    return [event["InlineHtml"] for event, _ in events if isinstance(event, dict) and "InlineHtml" in event]


def raw(html: str) -> Inline:
    """Inline content of a piece of HTML, sanitised."""
    clean = phrasing(html)
    text = unescape(re.sub("<[^>]*>", "", clean.replace("<br>", "\n")))
    return Inline(holes_in(clean), text, text)


def render(events: Sequence[Ranged], source: bytes, location: Location = NOWHERE) -> Inline:
    """Inline content that `events`, parsed from `source`, describe; its pictures are said to stand at `location`."""
    if len(events) == 1 and type(events[0][0]) is dict and (only := events[0][0].get("Text")) is not None:
        return plain(only)  # Most are.
    written = _Written(location)
    out, text, prose = written.out, written.text, written.prose
    skip = 0
    for index, (event, _) in enumerate(events):
        if type(event) is str:
            blank = "\n" if event == "HardBreak" else " "
            out.append("<br>\n" if event == "HardBreak" else " ")
            text.append(blank)
            prose.append(blank)
            continue
        ((kind, value),) = event.items()
        if kind == "Text":
            if skip:
                value, skip = value[skip:], 0
            if value in ("[", "]") and _is_bare(events, index, source):
                found = written.bracket(value, _attribute_list(events, index))
                if found:
                    skip = found.end()
                    continue
            if value:
                out.append(escape(value))
                text.append(value)
                prose.append(value)
        elif kind == "Start":
            written.begin(value)
        elif kind == "End":
            found = written.end(None if isinstance(value, str) and value in _SIMPLE else _attribute_list(events, index))
            skip = found.end() if found else 0
        elif kind == "Code":
            out.append(f"<code>{escape(value)}</code>")
            text.append(value)
            prose.append(OBJECT)
        elif kind == "InlineHtml":
            if value.startswith(_CODE):
                continue
            written.raw = True
            out.append(value.replace("\n", " "))
            if breaks(value):  # As a hard break, or the words beside it would be one.
                text.append("\n")
                prose.append("\n")
        elif kind == "FootnoteReference":
            out.append(Footnote(value.casefold(), "reference"))
    return Inline(_sanitised(out) if written.raw else joined(out), "".join(text), "".join(prose))


def first_text(events: Sequence[Ranged]) -> str:
    """The text that `events` begin with; empty where it is none."""
    event = events[0][0] if events else ""
    return str(event.get("Text", "")) if isinstance(event, dict) else ""


def after_label(events: Sequence[Ranged], label: str) -> list[Ranged]:
    """`events` without the `label` that they begin with; none where they do not, or where nothing follows it."""
    text = first_text(events)
    if not text.startswith(label):
        return []
    words = text.removeprefix(label).lstrip()
    end = events[0][1]["end"]
    start = events[0][1]["start"] + len(text.encode()) - len(words.encode())
    rest = [*events[1:]]
    found: list[Ranged] = [({"Text": words}, {"start": start, "end": end}), *rest] if words else rest
    while found and isinstance(found[0][0], str):
        found = found[1:]
    return found


def _image(target: Event, alt: str, values: dict[str, str], location: Location) -> Image:
    role = values.pop("role", "")
    title = target["title"].replace("\n", " ")
    return Image(target["dest_url"], alt, title, bool(role), as_html(values), location)


def _link(target: Event, values: dict[str, str], parts: tuple[InlinePart, ...]) -> Link:
    address = target["dest_url"]
    if target["link_type"] == "Email":
        address = f"mailto:{address}"
    return Link(address, target["title"].replace("\n", " "), as_html(values) if values else "", _unlinked(parts))


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
            src, alt, title, label = (values.pop(key, "") for key in ("src", "alt", "title", "aria-label"))
            # What is heard is the label, whatever `alt` says (accname 1.2, 4.3.2), and only `alt` is a message of its own.
            role = values.pop("role", "")
            if role and role not in DECORATIVE and role != "img":  # Validators ask to leave out what the element says.
                values["role"] = role
            decorative = role in DECORATIVE or "aria-hidden" in values
            if decorative:  # With a name a browser would say it all the same (WAI-ARIA 1.2, 7.1).
                values.pop("aria-labelledby", None)
                values.pop("aria-describedby", None)
            heard = label if label.strip() else alt
            result.append(Image(src, heard.strip(" ") or heard, title, decorative, as_html(values)))
            continue
        name = values.pop("name", "")
        if name and not re.search(r"\s", name):  # How HTML 4 marked a place to link to.
            values.setdefault("id", name)
        if not values.get("href", "x").strip() and "id" in values and not match["content"].strip():
            del values["href"]  # Programs have written places to link to so.
        if "href" in values:
            href, title = (values.pop(key, "") for key in ("href", "title"))
            result.append(Link(href, title, as_html(values), _unlinked(holes_in(match["content"], holes))))
        else:  # A place to link to, or an address that was not allowed.
            result += [f"<a{as_html(values)}>", *holes_in(match["content"], holes), "</a>"]
    result.append(html[position:])
    return joined([part for part in result if part])
