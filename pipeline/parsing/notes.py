"""The footnotes of a page, gathered while its blocks go by: they come last, in the order of their first marks."""

from __future__ import annotations

from typing import Generic, TypeVar

from pipeline.model import Footnote, Label

P = TypeVar("P")


class Notes(Generic[P]):
    """Those met so far. A label is the same in upper and lower case, to the parser too."""

    def __init__(self) -> None:
        self._parts: dict[str, list[P]] = {}
        self._marks: tuple[dict[str, None], dict[str, None]] = ({}, {})
        """Labels in the order of their first marks: in the text, and in other notes."""

    def __bool__(self) -> bool:
        return bool(self._parts)

    def mark(self, label: str, *, inner: bool) -> None:
        """Take in a mark: in the text, or in another note."""
        self._marks[inner][label.casefold()] = None

    def parts(self, label: str) -> list[P]:
        """What stands in a note, to be filled."""
        return self._parts.setdefault(label.casefold(), [])

    def listed(self) -> list[P | str | Label | Footnote]:
        """The list of the notes at the end of the page."""
        text, inner = self._marks
        out: list[P | str | Label | Footnote] = ['<section class="footnotes" aria-label="', Label("footnotes")]
        out.append('">\n<ol>\n')
        for label in text | inner | dict.fromkeys(self._parts):
            if label in self._parts:
                own = self._parts[label]
                out += ['<li id="', Footnote(label, "item"), '">\n', *own, Footnote(label, "back"), "</li>\n"]
        return [*out, "</ol>\n</section>\n"]
