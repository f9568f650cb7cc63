"""What looks like a link, a picture or a footnote in Markdown, and is shown to the reader as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.subjects import Subjects, Text
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


def unparsed(subjects: Subjects) -> Iterator[Unparsed]:
    """The places in the texts of a page, in order. Code has none, nor has what its author wrote with backslashes."""
    if not _may_have_any(subjects.prose):
        return
    for text in subjects.texts:
        prose = text.inline.prose
        if not _may_have_any(prose):
            continue
        for found in _LOOKS.finditer(prose):
            if found[0] in text.segment.id and f"\\{found[0]}" not in text.segment.id:
                yield Unparsed(text, found[0].startswith("!"), found[0], found["address"] or "")


def _may_have_any(prose: str) -> bool:
    return "](" in prose or "][" in prose or "[^" in prose
