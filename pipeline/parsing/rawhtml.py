"""Raw HTML blocks → clean HTML and segments.

A raw block may open what another one closes, so the whole body is cleaned at once: the page is written as HTML with a
marker for everything that is not raw, nh3 makes a balanced tree of it, and the markers are turned back. What people read
in the raw part becomes segments like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape
from typing import NamedTuple

from pipeline.model import NOWHERE, Code, Image, Inline, Link, Location, Part, Run
from pipeline.parsing import inline
from pipeline.parsing.elements import CODE, VOID
from pipeline.parsing.msgid import one_line
from pipeline.parsing.parts import P
from pipeline.parsing.rawnames import placed
from pipeline.parsing.rawplaces import settled
from pipeline.parsing.rawtables import framed
from pipeline.parsing.sanitise import PHRASING, flow
from pipeline.patterns import expression


class Raw(NamedTuple):
    """HTML as the author wrote it; only between parsing and cleaning."""

    html: str


class State(NamedTuple):
    """What the author had asked for where a raw block begins."""

    skipping: bool
    """Whether it is not to be translated."""
    comment: str
    """What translators are told about its first text."""
    offset: int
    """Where it begins in the body, in bytes."""
    location: Location = NOWHERE
    """The same, as an editor finds it."""


NewSegment = Callable[[State, str | None, str, str, Inline], int | None]
"""state, context, msgid, role, content → index of the new segment, None where nothing is to be translated."""

_TOKEN = expression(r"""(<(?:[^<>"]|"[^"]*")*>|\ue000\d+\ue001)""")
_MARKER = expression("\ue000(\\d+)\ue001")
_TAG = expression(r"<(/?)([a-z][a-z0-9]*)")
_HEARD = expression(r'\ (?:alt|title|aria-label)="([^"]*)"')
_LETTER = expression(r"[^\W\d_]")
_HOLE = expression(
    r"""<(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\ [\w-]+="[^"]*")*)>\ue000(?P<own>\d+)\ue001</(?P=tag)>|\ue000(?P<number>\d+)\ue001""",
    re.VERBOSE,
)
_EMPTY_HEADER = expression(r'<th((?: (?:class|id|colspan|rowspan)="[^"]*")*)(?: scope="[^"]*")?>(?:\s|&nbsp;)*</th>')
"""The corner of a table: a header that says nothing is none, as in Markdown."""
_FIELD = expression(r"<input\b[^<>]*>", re.IGNORECASE)
"""A form field, which a page without forms has no use for; the box of a task list is no raw HTML."""
_TAG_START = expression(r"<(?=[!?/A-Za-z])")
_WHOLE_TAG = expression(r"""<(?!plaintext\b)[!?/A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_RAW_TEXT = (
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "math",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
)
"""Elements whose content the browser, or the sanitiser, does not read as HTML."""


def weave(parts: Sequence[Part | Raw | State], new_segment: NewSegment, tables: int) -> list[Part]:
    """`parts` with their raw HTML cleaned and its text made runs; `tables` of them have a number."""
    every: list[Part | State] = [part for part in parts if not isinstance(part, str | Raw)]
    numbers = iter(range(len(every)))
    state = State(skipping=False, comment="", offset=0)
    html = "".join(_marked(part, numbers) for part in parts)
    clean = _EMPTY_HEADER.sub(r"<td\1></td>", flow(html))
    tokens = framed(placed(settled(_TOKEN.split(clean)), PHRASING.__contains__), every, tables)
    holes = [part if not isinstance(part, State) else "" for part in every]
    result: list[Part] = []
    literal: list[str] = []
    for readable, piece in _pieces(tokens):
        marker = _MARKER.fullmatch(piece)
        if marker and isinstance(here := every[int(marker[1])], State):
            result += _restored("".join(literal), holes, state)
            literal.clear()
            state = here
        elif readable:
            result += _restored("".join(literal), holes, state)
            literal.clear()
            result.append(_placed(_read(piece, partial(new_segment, state)), state))
            state = state._replace(comment="")
        else:
            literal.append(piece)
    return result + _restored("".join(literal), holes, state)


def _marked(part: Part | Raw | State, numbers: Iterator[int]) -> str:
    """`part` as HTML, with a marker for what the parser shall not see."""
    if isinstance(part, str):
        return part
    if isinstance(part, Raw):
        return _contained(_FIELD.sub("", part.html.replace("\ue000", "")))
    marker = f"\ue000{next(numbers)}\ue001"
    if isinstance(part, Code):  # It ends a paragraph that is open around it.
        return f"<pre>{marker}</pre>"
    return f"<{part.tag}{part.attributes}>{marker}</{part.tag}>" if isinstance(part, Run) and part.tag else marker


def _contained(html: str) -> str:
    """`html` with nothing left open that would swallow what comes after it: a tag, a comment, a raw text element.

    What is not closed is shown as it is written, or closed.
    """
    html = _without_code(html)
    html = _TAG_START.sub(lambda m: m[0] if _WHOLE_TAG.match(html, m.start()) else "&lt;", html)
    for name in _RAW_TEXT:
        missing = len(re.findall(rf"<{name}\b", html, re.IGNORECASE)) - len(
            re.findall(rf"</{name}\b", html, re.IGNORECASE)
        )
        html += f"</{name}>" * missing
    return html


def _without_code(html: str) -> str:
    """`html` without what is between the marks of programs: browsers take its first `>` for its end, and show the rest.

    >>> _without_code("Hej <?php if ($a > 1): ?>du<?php endif ?><![CDATA[ <b> ]]>!")
    'Hej du!'
    """
    for opening, closing in CODE:
        if opening in html:
            *ended, rest = html.split(closing)
            html = "".join(p.partition(opening)[0] if opening in p else p + closing for p in ended) + rest
    return html


def _pieces(tokens: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """`tokens` as (whether people read it, HTML): text with its phrasing tags as one piece, the rest between."""
    run: list[str] = []
    verbatim = 0
    for token in tokens:
        tag = _TAG.match(token)
        if tag and tag[2] == "pre":
            verbatim += -1 if tag[1] else 1
        if verbatim or token.startswith("\ue000") or (tag and tag[2] not in PHRASING):
            yield from _run(run)
            run.clear()
            yield False, token
        elif token:
            run.append(token)
    yield from _run(run)


def _run(tokens: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """One run of phrasing content: a whole if its tags are balanced, else its texts and pictures one by one.

    What its other tags say (`title`) is in no text then, so it goes: it would stay untranslated, and unmarked.
    """
    if not any(_readable(token) for token in tokens):
        yield False, "".join(tokens)
        return
    whole = _balanced(tokens)
    for piece in ["".join(tokens)] if whole else map(_unheard, tokens):
        readable = _readable(piece) and (whole or not piece.startswith("<") or piece.startswith("<img"))
        bare = piece.strip()
        before, after = piece[: piece.index(bare)], piece[piece.index(bare) + len(bare) :]
        yield from ((False, before), (readable, bare), (False, after))


def _unheard(token: str) -> str:
    """`token` without the words that are heard of it, unless it is a picture or a text."""
    return token if token.startswith("<img") or not token.startswith("<") else _HEARD.sub("", token)


def _balanced(tokens: Sequence[str]) -> bool:
    opened: list[str] = []
    for token in tokens:
        tag = _TAG.match(token)
        if not tag or tag[2] in VOID:
            continue
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            return False
    return not opened


def _readable(html: str) -> bool:
    """Whether there are letters in `html` that a person reads or hears."""
    words = " ".join([re.sub("<[^>]*>", "", html), *_HEARD.findall(html)])
    return bool(_LETTER.search(unescape(words)))


def _read(html: str, new_segment: Callable[[str | None, str, str, Inline], int | None]) -> Part:
    """The run, or the picture, that `html` is."""
    html = one_line(html)
    content = inline.raw(html)
    picture = content.parts[0] if len(content.parts) == 1 else None
    if isinstance(picture, Image) and not picture.title:
        heard = "" if picture.decorative else picture.alt
        return picture._replace(segment=new_segment("alt", heard, "alt", inline.plain(heard)))
    number = new_segment(None, html, "html", content)
    if isinstance(picture, Image) and number is None:  # In a skipped passage: as every picture there.
        return picture
    return Run(number, "", "", content)


def _placed(part: P, state: State) -> P:
    """`part`; a picture, also one in a link, with the place of its block."""
    if isinstance(part, Image):
        return part if part.location.line else part._replace(location=state.location)
    if isinstance(part, Link):
        return part._replace(parts=tuple([_placed(inner, state) for inner in part.parts]))
    return part


def _restored(html: str, holes: Sequence[Part], state: State) -> list[Part]:
    """`html` with its markers turned back into the parts that they stand for."""
    result: list[Part] = []
    position = 0
    for match in _HOLE.finditer(html):
        hole = holes[int(match["own"] or match["number"])]
        result.append(html[position : match.start()])
        position = match.end()
        if match["own"] is None:
            result.append(hole._replace(tag="", attributes="") if isinstance(hole, Run) else hole)
        elif isinstance(hole, Run) and hole.tag == match["tag"]:
            result.append(hole._replace(attributes=match["attributes"]))
        elif isinstance(hole, Code) and match["tag"] == "pre":
            result.append(hole)
        else:
            result += [f"<{match['tag']}{match['attributes']}>", hole, f"</{match['tag']}>"]
    result.append(html[position:])
    return [
        inner
        for part in result
        for inner in ((_placed(own, state) for own in inline.holes_in(part)) if isinstance(part, str) else (part,))
    ]
