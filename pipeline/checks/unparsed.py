"""What looks like a link, a picture or a footnote in Markdown, and is shown to the reader as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.rule import Note
from pipeline.checks.subjects import Subjects, Text
from pipeline.model import Location, Severity
from pipeline.patterns import expression

_LOOKS = expression(
    r"!?\[[^\[\]]*\]\((?P<address>[^()]*[/#.:][^()]*)\)"
    r"|!?\[[^\[\]]+\]\[[^\[\]]+\]"
    r"|\[\^[^\[\]\s]+\]"
)


class Unparsed(NamedTuple):
    """One such place."""

    text: Text
    """What it stands in."""
    picture: bool
    """Whether it would be a picture; else a link or a footnote."""
    written: str
    """What the reader sees."""
    address: str
    """Its address as it is written; empty for a reference."""

    @property
    def in_html(self) -> bool:
        """Whether it is shown because it stands inside an element of HTML."""
        return self.text.segment.role == "html"


def unparsed(subjects: Subjects) -> Iterator[Unparsed]:
    """The places in the texts of a page, in order. Code has none, nor has what its author wrote with backslashes.

    An address that another program was to fill in (`{{ … }}`, `{% … %}`) is for `markup-visible` to say.
    """
    if not _may_have_any(subjects.prose):
        return
    for text in subjects.texts:
        prose = text.inline.prose
        if not _may_have_any(prose):
            continue
        for found in _LOOKS.finditer(prose):
            address = found["address"] or ""
            written_so = found[0] in text.segment.id and f"\\{found[0]}" not in text.segment.id
            if written_so and "{{" not in address and "{%" not in address:
                yield Unparsed(text, found[0].startswith("!"), found[0], address)


def inside_html(location: Location, written: str, severity: Severity | None = None) -> Note:
    """What is said of Markdown that would be right in a text of its own."""
    template = "“{written}” is shown as it stands here: inside an element of HTML, Markdown means nothing. Leave an empty line before and after it, or write it in HTML, too."
    return Note(location, template, (("written", written),), severity=severity)


def _may_have_any(prose: str) -> bool:
    return "](" in prose or "][" in prose or "[^" in prose
