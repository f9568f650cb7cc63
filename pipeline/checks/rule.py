"""What a rule is, and what it is asked about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.config import Readability
from pipeline.model import Catalogue, Document, Image, Inline, Link, Location, Message, Run, Segment, Severity, Values
from pipeline.parts import images_in, is_literal, links_in
from pipeline.prose import Counts, count
from pipeline.readability import PROSE_ROLES
from pipeline.site import Target

Subject = Literal["Segment", "Image", "Message", "Document", "Catalogue"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule has to say; `run` makes a finding of it."""

    location: Location
    """Where."""
    template: str
    """English message with `{name}` fields."""
    values: Values = ()
    """The fields."""
    suggestion: str = ""
    """What could stand there instead."""
    severity: Severity | None = None
    """Where it is not the rule's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for. Its texts are its documentation, its examples its tests."""

    id: str
    """Reads well after "allow"."""
    subject: Subject
    """What the check is given."""
    severity: Severity
    """`error`, `warning`, or `review` where a person must judge."""
    references: tuple[str, ...]
    """Standards and sources, with clause."""
    explain: str
    """Why it matters and what to do, for an editor. Markdown."""
    good: tuple[str, ...]
    """Sources without a finding. A line `%%% en` parts a page from its English catalogue."""
    bad: tuple[str, ...]
    """Sources with exactly this rule's findings. U+DC80–U+DCFF stand for bytes that are no UTF-8 (`surrogateescape`)."""
    check: Callable[[Any, Scope], Iterable[Note]]
    """Pure: subject → notes."""


@dataclass(frozen=True, slots=True)
class Text:
    """Subject `Segment`: a text of a page in one language."""

    segment: Segment
    """What it was extracted as."""
    inline: Inline
    """The text in this language."""
    page: str
    """Path of its page."""
    catalogue: Catalogue | None
    """Where its translation is, for a translation."""

    @property
    def location(self) -> Location:
        """Where a person edits it: the page, or the catalogue. Worked out when there is something to say."""
        return place(self.segment, self.page, self.catalogue)


@dataclass(frozen=True, slots=True)
class Picture:
    """Subject `Image`: a picture of a page in one language."""

    image: Image
    """As it is on the page."""
    location: Location
    """Where a person edits its description."""
    source_alt: str
    """Its description in the source language."""
    page: str
    """Path of the page that it is on."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Subject `Message`: a segment and its entry in the catalogue."""

    segment: Segment
    """The source."""
    message: Message | None
    """None where the catalogue is older than the page."""
    inline: Inline | None
    """What stands on the page, where it is translated Markdown."""
    page: str
    """Path of its page."""
    catalogue: Catalogue
    """The catalogue."""

    @property
    def location(self) -> Location:
        """Its place in the catalogue, or on the page where it has none."""
        return place(self.segment, self.page, self.catalogue)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule may know about the world around its subject."""

    language: str
    """Language of the text."""
    translated: bool = False
    """Whether the text is a translation."""
    published: bool = True
    """Whether the page is published in this language; one that is withheld hurts no visitor."""
    readability: Readability = field(default_factory=Readability)
    """Limits."""
    resolve: Callable[[str, str], Target] = lambda _href, _base: Target("external")
    """(address as written, path of the page) → what it leads to."""
    unsafe: Callable[[str], bool] = lambda _path: False
    """(path below the source folder) → whether a visitor's browser could run a script in that file."""
    counts: Counts | None = None
    """Words and sentences of the document, where they have been counted."""
    longest: int = sys.maxsize
    """At least the words of the document's longest sentence."""
    catalogue: Catalogue | None = None
    """What the document was localised with."""
    links: tuple[tuple[Link, Location], ...] = ()
    """The document's links in its language, each with the place where a person edits it."""
    pictures: tuple[Picture, ...] = ()
    """The document's pictures."""


def counts_of(document: Document) -> Counts:
    """Words and sentences of what is running text in `document` and in its language."""
    return count((run.inline.prose for run in prose_runs(document)), document.language)


def prose_runs(document: Document) -> Iterator[Run]:
    """The runs that are running text, in the document's language."""
    for run in document.runs:
        if run.segment is not None and not run.language and document.segments[run.segment].role in PROSE_ROLES:
            yield run


def texts(document: Document, catalogue: Catalogue | None) -> Iterator[Text]:
    """The running text of `document`, run by run."""
    for run in prose_runs(document):
        segment = document.segments[run.segment or 0]
        yield Text(segment, run.inline, document.path, catalogue)


def pictures(document: Document, catalogue: Catalogue | None) -> Iterator[Picture]:
    """The pictures of `document`."""
    for part in document.parts:
        around = document.segments[part.segment] if isinstance(part, Run) and part.segment is not None else None
        if isinstance(part, str) or (isinstance(part, Run) and is_literal(part.inline.parts)):
            continue
        for image in images_in(part.inline.parts if isinstance(part, Run) else (part,)):
            alt = document.segments[image.segment] if image.segment is not None else around
            location = image.location if image.location.path else Location(document.path)
            if alt is not None and (catalogue is not None or not location.line):
                location = place(alt, document.path, catalogue)
            yield Picture(image, location, alt.id if alt is not None and alt.role == "alt" else "", document.path)


def translations(document: Document, catalogue: Catalogue) -> Iterator[Translation]:
    """The segments of `document` with their entries in `catalogue`."""
    shown = {run.segment: run.inline for run in document.runs if not run.language}
    for index, segment in enumerate(document.segments):
        message = catalogue.find(segment.context, segment.id)
        yield Translation(segment, message, shown.get(index), document.path, catalogue)


def links(document: Document, catalogue: Catalogue | None = None) -> Iterator[tuple[Link, Location]]:
    """The links of `document` in its language, each with the place where a person edits it."""
    for run in document.runs:
        if not run.language and not is_literal(run.inline.parts):
            found = list(links_in(run.inline.parts))
            if found:
                segment = document.segments[run.segment] if run.segment is not None else None
                location = place(segment, document.path, catalogue) if segment else Location(document.path)
                yield from ((link, location) for link in found)
    if catalogue is None:
        yield from ((link, Location(document.path)) for link in links_in(document.parts))


def place(segment: Segment, path: str, catalogue: Catalogue | None) -> Location:
    """Where a person edits the text of `segment`: in `catalogue` if it is there, else on the page."""
    message = catalogue.find(segment.context, segment.id) if catalogue is not None else None
    if catalogue is None or message is None:
        return Location(path, segment.line, segment.column)
    return Location(catalogue.path, message.line, 1)
