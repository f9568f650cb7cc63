"""Names of elements in raw HTML: what HTML has, what breaks a line, and what only SVG and MathML have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from pipeline.patterns import expression

T = TypeVar("T")

BLOCKS = frozenset(
    (
        "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table "
        "tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that begin and end a line of their own (HTML Living Standard, 15.3)."""

_INLINE = frozenset(
    (
        "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink body br button canvas cite code col colgroup "
        "data datalist del dfn em embed font frame frameset head html i iframe image img input ins kbd keygen label link map "
        "mark marquee math meta meter nobr noembed noframes noscript object output param picture plaintext progress q rb "
        "rp rt rtc ruby s samp script select selectedcontent slot small source span strike strong style sub sup svg template "
        "textarea time title track tt u var video wbr xmp listing"
    ).split()
)
KNOWN = BLOCKS | _INLINE
"""Elements that HTML has, or once had (HTML Living Standard, 4 and 16.2)."""

VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
"""Elements without an end tag, of those that a page may hold (HTML Living Standard, 13.1.2)."""

CODE = (("<?", "?>"), ("<![CDATA[", "]]>"))
"""Between what marks stands something for programs alone (CommonMark 0.31.2, 6.6: processing instructions, CDATA)."""

TAG = expression(r"""<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>""")
"""A tag of HTML that has been cleaned: whether it closes, its name, its attributes."""

BREAK = "\ue002"
"""Stands for the beginning or the end of a line while HTML is cleaned."""

_NAME = expression(r"</?([A-Za-z][^\s/>]*)")
_TAG = expression(r"""(</?)([A-Za-z][^\s/>]*)((?:[^>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+>?)""")
_SWITCHES = ("svg", "math")
"""What begins another namespace, in which names mean something else."""
_AT_BREAK = expression(rf"(<(?!img\b|wbr\b)[a-z][^<>]*>)? ?{BREAK}[{BREAK} \n]*(</|<br>)?")


def go_past(html: str, opened: list[tuple[str, T]], within: Callable[[T, str], T], outside: T) -> None:
    """Go past cleaned `html`: what it leaves open is added to `opened`, what it closes is taken away.

    `within` says what holds in an element, of what holds around it and its attributes; `outside` what holds in none.

    >>> opened = []
    >>> go_past('<p><div lang="en"></p>', opened, lambda around, attributes: attributes or around, "")
    >>> opened
    []
    """
    for closing, name, attributes in TAG.findall(html):
        if name in VOID:
            continue
        if not closing:
            opened.append((name, within(opened[-1][1] if opened else outside, attributes)))
        elif any(name == other for other, _ in opened):
            while opened.pop()[0] != name:
                pass


def unknown(html: str) -> list[str]:
    """Names in raw HTML that are no element of HTML, as they are written, each once.

    >>> unknown("<namn> och <B>fet</B>, <Namn></namn>")
    ['namn', 'Namn']
    """
    names = dict.fromkeys(_NAME.findall(html))
    return [name for name in names if name.lower() not in KNOWN and f"<{name}" in html]


def breaks(tag: str) -> bool:
    """Whether a line begins or ends at `tag`.

    >>> breaks("</li>"), breaks("<br>"), breaks("<b>")
    (True, True, False)
    """
    found = _NAME.match(tag)
    return found is not None and (found[1].lower() in BLOCKS or found[1].lower() == "br")


def has_blocks(html: str) -> bool:
    """Whether a tag of a block stands in `html`.

    >>> has_blocks("Läs <div>här</div>"), has_blocks("Läs <b>här</b>")
    (True, False)
    """
    return "<" in html and any(name.lower() in BLOCKS for name in _NAME.findall(html))


def in_line(html: str, swallowed: Callable[[str], bool]) -> str:
    """`html` with a `BREAK` for each tag of a block, and no element that would take its content with it."""

    def tame(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in BLOCKS:
            return BREAK
        return _renamed(*tag.groups()) if name in _SWITCHES or swallowed(name) else tag[0]

    return _TAG.sub(tame, html.replace(BREAK, ""))


def of_html(html: str, swallowed: Callable[[str], bool]) -> str:
    """`html` with no element outside `<svg>` and `<math>` that would take its content with it."""
    around = ""

    def tame(tag: re.Match[str]) -> str:
        nonlocal around
        name = tag[2].lower()
        if name in _SWITCHES and around in ("", name):
            around = name if tag[1] == "<" else ""
        return tag[0] if around or not swallowed(name) else _renamed(*tag.groups())

    return _TAG.sub(tame, html)


def _renamed(opening: str, name: str, rest: str) -> str:
    """A tag of an element that nobody knows in the place of one that SVG has."""
    return f"{opening}x-{name}{rest}"


def broken(html: str) -> str:
    """`html` with `<br>` for the breaks in it, but for those at an end of it or of an element.

    >>> broken(f"Ett{BREAK}{BREAK}<b>{BREAK}Två</b>{BREAK}")
    'Ett<br><b>Två</b>'
    """

    def line(found: re.Match[str]) -> str:
        opening, closing = found[1] or "", found[2] or ""
        outside = (not opening and not found.start()) or (not closing and found.end() == len(html))
        return f"{opening}{closing}" if opening or closing or outside else "<br>"

    return _AT_BREAK.sub(line, html) if BREAK in html else html
