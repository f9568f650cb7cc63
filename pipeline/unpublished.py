"""What raw HTML loses on its way to the page, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.elements import unknown
from pipeline.model import Finding, Location
from pipeline.sanitise import lost

_LOST = "<{element}> is not published, and what it does or holds is lost. Say it in text, or link to it."
_DRAWN = "<{element}> is not published, and what it shows is lost. Save the drawing as a file and show that as a picture: ![description](drawing.svg)"
_UNKNOWN = "<{element}> is no element of HTML, so nothing is shown for it. Write {mark} where you mean the words."


def missed(html: str, place: Location, language: str) -> Iterator[Finding]:
    r"""What is missed of raw HTML that stands at `place`: elements that may not run, and names that nobody knows.

    >>> [finding.message for finding in missed("<ditt namn>", Location("a.md", 1, 1), "sv")]
    ['<ditt> is no element of HTML, so nothing is shown for it. Write \\<ditt where you mean the words.']
    """
    gone = lost(html)
    for name in gone:
        template = _DRAWN if name == "svg" else _LOST
        yield Finding("html-unsafe", "warning", template, place, language, (("element", name),))
    if "svg" in gone or "math" in gone:  # They have elements of their own.
        return
    for name in unknown(html):
        values = (("element", name), ("mark", f"\\<{name}"))
        yield Finding("html-unsafe", "warning", _UNKNOWN, place, language, values)
