"""What raw HTML loses on its way to the page, as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pipeline.model import Finding, Location
from pipeline.parsing.elements import BLOCKS, CODE, unknown
from pipeline.parsing.sanitise import lost
from pipeline.patterns import expression

_LOST = "<{element}> is not published, and what it does or holds is lost. Say it in text, or link to it."
_DRAWN = "<{element}> is not published, and what it shows is lost. Save the drawing as a file and show that as a picture: ![description](drawing.svg)"
_UNKNOWN = "<{element}> is no element of HTML, so nothing is shown for it. Write {mark} where you mean the words."
_PROGRAM = (
    "What stands between {opening} and {closing} is for a program, and is not published. Show code between backticks."
)
_UNNAMED = "The name of this <{element}>, “{name}”, is not published: no catalogue could translate it. Write it as a heading or a caption; aria-labelledby makes it the name."
_BEHIND = "The picture “{file}” in the style of <{element}> is not published. If it says something, show it as a picture: ![description](picture.jpg)"
_TAG = expression(r"""<([A-Za-z][A-Za-z0-9]*)\s((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_LABEL = expression(r"""(?<![\w-])aria-label\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BACKGROUND = expression(
    r"""(?<![\w-])style\s*=\s*["'][^<>]*?\burl\(\s*(?:&quot;|['"])?([^\s'"()&<>]+)""", re.IGNORECASE
)
_ENDS = expression(r"</summary\s*>", re.IGNORECASE)
"""The end of a summary right after its beginning: then its name becomes its text."""
_PICTURE = expression(r"""(?<![\w-])role\s*=\s*["']?(?:img|image)\b""", re.IGNORECASE)


def missed(html: str, place: Location, language: str) -> Iterator[Finding]:
    r"""What is missed of raw HTML that stands at `place`: elements that may not run, and names that nobody knows.

    >>> [finding.message for finding in missed("<ditt namn>", Location("a.md", 1, 1), "sv")]
    ['<ditt> is no element of HTML, so nothing is shown for it. Write \\<ditt where you mean the words.']
    """
    if "=" in html:
        yield from _attributes(html, place, language)
    for opening, closing in CODE:
        if closing in html.partition(opening)[2]:
            values = (("opening", opening), ("closing", closing))
            yield Finding("html-unsafe", "warning", _PROGRAM, place, language, values)
    gone = lost(html)
    for name in gone:
        template = _DRAWN if name == "svg" else _LOST
        yield Finding("html-unsafe", "warning", template, place, language, (("element", name),))
    if "svg" in gone or "math" in gone:  # They have elements of their own.
        return
    for name in unknown(html):
        values = (("element", name), ("mark", f"\\<{name}"))
        yield Finding("html-unsafe", "warning", _UNKNOWN, place, language, values)


def _attributes(html: str, place: Location, language: str) -> Iterator[Finding]:
    """What is lost with attributes: names of blocks, but for those that are called pictures, and pictures behind a text."""
    for tag in _TAG.finditer(html):
        element, attributes = tag[1].lower(), tag[2]
        label = _LABEL.search(attributes)
        name = unescape(label[1] or label[2] or "").strip() if label else ""
        is_kept = _PICTURE.search(attributes) or (element == "summary" and _ENDS.match(html, tag.end()))
        if name and element in BLOCKS and not is_kept:
            yield Finding("html-unsafe", "warning", _UNNAMED, place, language, (("element", element), ("name", name)))
        if behind := _BACKGROUND.search(attributes):
            values = (("file", unescape(behind[1])), ("element", element))
            yield Finding("html-unsafe", "warning", _BEHIND, place, language, values)
