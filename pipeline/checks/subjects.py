"""What rules are asked about: the texts, pictures, links and translations of a page, found in one walk."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from pipeline.checks.surroundings import Surroundings
from pipeline.checks.surroundings import pictures as seen
from pipeline.model import Catalogue, Document, Image, Inline, Link, Location, Message, Part, Run, Segment
from pipeline.parsing.frontmatter import PICTURES
from pipeline.parsing.made import made
from pipeline.parsing.parts import is_literal, links_and_images, markup, named
from pipeline.prose import Counts, count
from pipeline.readability import PROSE_ROLES

ON_PURPOSE = "ignore-inconsistent"
"""Flag of a message that is translated otherwise than elsewhere on purpose (as in Weblate)."""


class Text(NamedTuple):
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


class Picture(NamedTuple):
    """Subject `Image`: a picture of a page in one language."""

    image: Image
    """As it is on the page."""
    segment: Segment | None
    """Its description, or the text that it stands in; None for a picture without either."""
    page: str
    """Path of the page that it is on."""
    catalogue: Catalogue | None
    """Where its translation is, for a translation."""
    own: bool = True
    """Whether it is there because the source has it there; else a translation has brought it."""
    around: Surroundings = Surroundings()
    """What stands around it."""
    field: str = ""
    """The field of the front matter that names it; empty for a picture in the body."""

    @property
    def location(self) -> Location:
        """Where a person edits its description."""
        own = self.image.location
        described = self.segment is not None and self.segment.role in ("field", "alt")
        if self.segment is not None and (self.catalogue is not None or described or not own.line):
            return place(self.segment, self.page, self.catalogue)
        return own if own.path else Location(self.page)

    @property
    def to_review(self) -> bool:
        """Whether its description is translated, and waits for review."""
        if self.catalogue is None or self.segment is None:
            return False
        message = self.catalogue.find(self.segment.context, self.segment.id)
        return message is not None and message.fuzzy and any(message.strings)

    @property
    def source_alt(self) -> str:
        """Its description in the source language, where that is a text of its own."""
        return self.segment.id if self.segment is not None and self.segment.role in ("alt", "field") else ""


class Linked(NamedTuple):
    """A link of a page in one language."""

    link: Link
    """As it is on the page."""
    segment: Segment | None
    """The text that it stands in."""
    page: str
    """Path of its page."""
    catalogue: Catalogue | None
    """Where its translation is, for a translation."""

    @property
    def location(self) -> Location:
        """Where a person edits it; of a link around a picture, where the picture stands."""
        if self.segment is not None:
            return place(self.segment, self.page, self.catalogue)
        around = next((part.location for part in self.link.parts if isinstance(part, Image)), None)
        return around if around is not None and around.line else Location(self.page)


class Unfinished(NamedTuple):
    """Subject `Message`: a segment that is shown in the source language, and its entry in the catalogue."""

    segment: Segment
    """The source."""
    message: Message | None
    """None where the catalogue is older than the page."""
    page: str
    """Path of its page."""
    catalogue: Catalogue
    """The catalogue."""

    @property
    def location(self) -> Location:
        """Its place in the catalogue, or on the page where it has none."""
        return place(self.segment, self.page, self.catalogue)


class Translation(NamedTuple):
    """Subject `Translation`: a segment and its reviewed translation."""

    segment: Segment
    """The source."""
    message: Message
    """Its entry in the catalogue."""
    inline: Inline | None
    """What stands on the page; None for what does not stand in its body by itself (front matter, alternative texts)."""
    page: str
    """Path of its page."""
    catalogue: Catalogue
    """The catalogue."""

    @property
    def location(self) -> Location:
        """Its place in the catalogue."""
        return Location(self.catalogue.path, self.message.line, 1)


class Repeated(NamedTuple):
    """Subject `Repeated`: a text that several catalogues of a language translate."""

    id: str
    """Its msgid."""
    translations: tuple[tuple[str, Location], ...]
    """Each reviewed translation, and its place."""


class Subjects(NamedTuple):
    """What there is on a page in one language, each kind in reading order."""

    texts: tuple[Text, ...] = ()
    """The running text that is in this language."""
    prose: str = ""
    """All of it, a line for each text: for a first look."""
    markup: str = ""
    """The HTML of the body, in whatever language: for another."""
    pictures: tuple[Picture, ...] = ()
    links: tuple[Linked, ...] = ()
    """The links in what is in this language."""
    unfinished: tuple[Unfinished, ...] = ()
    """The segments without a reviewed translation."""
    translations: tuple[Translation, ...] = ()
    """The segments with one."""

    @property
    def blocks(self) -> list[str]:
        """The running text, block by block."""
        return [text.inline.prose for text in self.texts]


def subjects(document: Document, catalogue: Catalogue | None) -> Subjects:
    """What there is in `document`, localised with `catalogue` if it is a translation."""
    segments, page = document.segments, document.path
    texts: list[Text] = []
    html = markup(document.parts)
    has_pictures = False
    links: list[Linked] = []
    shown: dict[int, Inline] = {}
    for part in document.parts:
        if type(part) is str:
            continue
        segment: Segment | None = None
        parts: tuple[Part, ...] = (part,)
        foreign = False
        if isinstance(part, Run):
            number, _, _, inline, language = part
            parts, foreign = inline.parts, bool(language)
            if number is not None:
                segment = segments[number]
                if not foreign:
                    shown[number] = inline
                    if segment.role in PROSE_ROLES:
                        texts.append(made(Text, (segment, inline, page, catalogue)))
            if is_literal(parts):
                continue
        ours = not foreign and (segment is not None or catalogue is None or isinstance(part, Run))
        for found in links_and_images(parts):
            if isinstance(found, Image):
                has_pictures = True
            elif ours:
                links.append(Linked(found, segment, page, catalogue))
    pictures = tuple(_of_front_matter(document, catalogue)) if document.pictures else ()
    if has_pictures:
        pictures += tuple(
            Picture(image, None if number is None else segments[number], page, catalogue, own, around)
            for image, number, own, around in seen(document, html)
        )
    unfinished: list[Unfinished] = []
    translations: list[Translation] = []
    for number, segment in enumerate(segments if catalogue is not None else ()):
        assert catalogue is not None
        message = catalogue.find(segment.context, segment.id)
        if message is not None and message.usable:
            translations.append(made(Translation, (segment, message, shown.get(number), page, catalogue)))
        else:
            unfinished.append(Unfinished(segment, message, page, catalogue))
    prose = "\n".join([text.inline.prose for text in texts])
    return Subjects(tuple(texts), prose, html, pictures, tuple(links), tuple(unfinished), tuple(translations))


def _of_front_matter(document: Document, catalogue: Catalogue | None) -> Iterator[Picture]:
    """The pictures that the front matter names, each described in a field of its own."""
    fields = {src: key for key in reversed(PICTURES) if isinstance(src := document.meta.get(key), str)}
    return (
        Picture(image, segment, document.path, catalogue, field=fields[image.src]) for image, segment in named(document)
    )


def counts_of(document: Document, abbreviations: Iterable[str] = ()) -> Counts:
    """Words and sentences of what is running text in `document` and in its language; `abbreviations` are the site's own."""
    return count(blocks_of(document), document.language, abbreviations)


def blocks_of(document: Document) -> list[str]:
    """What is running text in `document` and in its language, block by block."""
    segments = document.segments
    return [
        run.inline.prose
        for run in document.runs
        if run.segment is not None and not run.language and segments[run.segment].role in PROSE_ROLES
    ]


def describes(segment: Segment) -> bool:
    """Whether a text is heard instead of a picture, of the page or of the front matter: the rules about pictures judge it."""
    return segment.role == "alt" or (segment.role == "field" and (segment.context or "").endswith("_alt"))


def place(segment: Segment, path: str, catalogue: Catalogue | None) -> Location:
    """Where a person edits the text of `segment`: in `catalogue` if it is there, else on the page."""
    message = catalogue.find(segment.context, segment.id) if catalogue is not None else None
    if catalogue is None or message is None:
        return Location(path, segment.line, segment.column)
    return Location(catalogue.path, message.line, 1)


def where(part: Part, document: Document) -> Location | None:
    """Where an editor finds `part` of a source; None for what has no place of its own."""
    if isinstance(part, Run) and part.segment is not None:
        return place(document.segments[part.segment], document.path, None)
    return part.location if isinstance(part, Image) and part.location.line else None


def repeated(
    catalogues: Iterable[Catalogue], keys: Container[tuple[str | None, str]] | None = None
) -> Iterator[Repeated]:
    """The texts that stand in several of `catalogues` in the same role; with `keys` only those.

    Not single words: many a word is another one elsewhere (`Fråga` is “Question” and “Ask”).
    """
    found: dict[tuple[str | None, str], list[tuple[str, Location]]] = {}
    for catalogue in catalogues:
        for message in catalogue:
            wanted = message.usable and not message.obsolete and ON_PURPOSE not in message.flags
            if wanted and " " in message.id and (keys is None or message.key in keys):
                where = Location(catalogue.path, message.line, 1)
                found.setdefault(message.key, []).append((message.strings[0], where))
    return (Repeated(id, tuple(translations)) for (_, id), translations in found.items() if len(translations) > 1)
