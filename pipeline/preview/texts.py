"""The texts of a page as somebody who edits it sees them: where each stands, how far its translation is, what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pipeline.markdown import translated
from pipeline.model import Catalogue, Document, Finding, Location, Message, Segment
from pipeline.translation.fitting import tidied
from pipeline.translation.messages import is_of_page

State = Literal["source", "missing", "fuzzy", "reviewed"]
"""A text of the source; a translation that is not there, has to be reviewed, or is shown."""


class PageText(NamedTuple):
    """A text of a page in one language."""

    context: str | None
    id: str
    role: str
    """What it is (`heading`, `alt` …)."""
    shown: str
    """Its words as the page shows them, by which a browser finds the element that they stand in."""
    translation: str
    """As it stands in the catalogue; empty for a text of the source."""
    state: State
    notes: tuple[str, ...]
    """What its author and translators have said about it."""
    place: Location
    """Where it is edited."""


def texts(document: Document, path: str, catalogue: Catalogue | None) -> list[PageText]:
    """The texts of `document`, the page at `path`, in its own language or in that of `catalogue`; each once, in reading order."""
    found: dict[tuple[str | None, str], PageText] = {}
    for segment in document.segments:
        key = (segment.context, segment.id)
        if key not in found:
            message = None if catalogue is None else catalogue.find(*key)
            found[key] = _text(segment, path, catalogue, message)
    return list(found.values())


def _text(segment: Segment, path: str, catalogue: Catalogue | None, message: Message | None) -> PageText:
    here = Location(path, segment.line, segment.column)
    notes = tuple(segment.comment.splitlines())
    if catalogue is None or message is None:
        state: State = "source" if catalogue is None else "missing"
        return PageText(segment.context, segment.id, segment.role, segment.inline.text, "", state, notes, here)
    string = message.strings[0]
    shown = translated(segment, string).text if message.usable else segment.inline.text
    state = "reviewed" if message.usable else "fuzzy" if string.strip() else "missing"
    there = Location(catalogue.path, message.line, 1)
    return PageText(
        segment.context,
        segment.id,
        segment.role,
        shown,
        string,
        state,
        (*message.extracted[1:], *message.comments),
        there,
    )


def among(
    findings: Iterable[Finding], shown: Sequence[PageText], path: str, language: str
) -> list[tuple[Finding, int | None]]:
    """The findings about the page at `path` in `language`, each with the number of the text that it is about, if it is about one."""
    by_message = {(t.place.path, t.place.line): number for number, t in enumerate(shown) if t.place.path != path}
    result: list[tuple[Finding, int | None]] = []
    for finding in findings:
        place = finding.location
        if (place.path, place.line) in by_message:
            result.append((finding, by_message[place.path, place.line]))
        elif place.path == path and finding.language in ("", language):
            result.append((finding, _at(place.line, shown, path)))
    return result


def _at(line: int, shown: Sequence[PageText], path: str) -> int | None:
    """The text of the source that stands in a line: the last one that begins in it or before."""
    begun = [
        (t.place.line, -number) for number, t in enumerate(shown) if t.place.path == path and 0 < t.place.line <= line
    ]
    return -max(begun)[1] if begun else None


def edited(message: Message, text: str) -> Message:
    """`message` with `text` as its reviewed translation."""
    string = tidied(text, message.id, of_page=is_of_page(message))
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    return message._replace(strings=(string,), flags=flags, previous=(None, None, None))
