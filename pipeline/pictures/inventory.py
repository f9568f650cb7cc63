"""The pictures of a page, use by use: what each says in every language, and what is missing. Values only.

The description belongs to the use, not to the file: the same picture may say one thing here and another there. So uses are
counted. A use is complete when it has everything in every language: a description, or the decision that it says nothing;
its caption and its long description where it has them. Whether the words are good is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.model import Catalogue, Document, Image, Link, Location, Part, Run, Segment
from pipeline.parsing.frontmatter import KNOWN
from pipeline.parsing.heard import ANYWHERE, places
from pipeline.parsing.parts import is_literal
from pipeline.patterns import expression

State = Literal["done", "missing", "untranslated", "fuzzy", "decorative", "kept"]
"""There; nobody wrote it; not translated; translated and not reviewed; nothing to say, on purpose; not to be translated."""
Kind = Literal["figure", "text", "field"]
"""Stands alone; in running text; in the front matter."""
GAPS: frozenset[State] = frozenset({"missing", "untranslated", "fuzzy"})
"""States of what has still to be written."""
DECORATIVE_FIELD = "symbol"
"""Field of the front matter with a picture that the theme shows beside the name that it stands for."""
FIELDS = ("picture", "image")
"""Fields with a picture that is described in the field `…_alt`, or has `…_role: presentation`."""
OF_PICTURES = "image-"
"""How the ids of rules about pictures begin."""
_FIGURE = expression(r"<(/?)(figure|figcaption)\b")
_LETTER = expression(r"[^\W\d_]")
_WORST: tuple[State, ...] = ("missing", "untranslated", "fuzzy", "kept", "done")


class Told(NamedTuple):
    """What a picture says in one way in one language."""

    text: str
    """The words; empty where there are none to show."""
    state: State
    """Whether something is left to do."""
    place: Location
    """Where a person writes it: the page, or the catalogue."""
    context: str | None = None
    """msgctxt of its message, for a translation."""
    message: str = ""
    """msgid of its message, for a translation."""


class Side(NamedTuple):
    """A use of a picture in one language."""

    src: str
    """Address as it is written; empty where the translation has no such picture."""
    alt: Told
    """Its description."""
    caption: Told | None
    """Its caption, where it has one."""
    description: Told | None
    """Its long description, where it has one."""

    @property
    def gaps(self) -> tuple[tuple[str, Told], ...]:
        """What has still to be written: (`alt`, `caption` or `description`, what is known of it)."""
        every = (("alt", self.alt), ("caption", self.caption), ("description", self.description))
        return tuple([(name, told) for name, told in every if told is not None and told.state in GAPS])


class Use(NamedTuple):
    """A picture in its place on a page."""

    page: str
    """Path of the page, as findings name it."""
    kind: Kind
    """How it stands there."""
    place: Location
    """Where, as far as that is known."""
    link: str
    """Where the link around it leads; empty where there is none."""
    sides: tuple[Side, ...]
    """One a language, the source first."""

    @property
    def decorative(self) -> bool:
        """Whether it says nothing, on purpose."""
        return self.sides[0].alt.state == "decorative"

    @property
    def complete(self) -> bool:
        """Whether it has everything in every language."""
        return not any(side.gaps for side in self.sides)


class Written(NamedTuple):
    """A page in one language, as a build has it at hand."""

    path: str
    """Path of its source, as findings name it."""
    document: Document
    """Its text."""
    catalogue: Catalogue | None
    """What it was localised with, for a translation."""
    markup: str = ""
    """The `parts.markup` of its body, where somebody has asked for it already."""


class Completeness(NamedTuple):
    """How many pictures have everything in every language."""

    uses: int = 0
    """Uses of pictures on the pages of the site; the front matter's too."""
    complete: int = 0
    """Of these, with everything in every language."""
    decorative: int = 0
    """Of the uses, those that say nothing on purpose."""
    files: int = 0
    """Different pictures."""
    languages: tuple[tuple[str, int], ...] = ()
    """For each language the uses that have everything in it."""

    @property
    def percent(self) -> int:
        """The share that is complete, rounded down: 100 only where nothing is left."""
        return 100 * self.complete // self.uses if self.uses else 100


class _Around:
    """A figure while it is walked through: the places of its texts among the parts."""

    def __init__(self) -> None:
        self.captions: list[int] = []
        self.descriptions: list[int] = []


class _Seen(NamedTuple):
    """A picture of the source, and where it stands."""

    image: Image
    link: str
    part: int
    nth: int
    """Its number among the pictures of the part with the same address."""
    around: _Around | None
    hidden: bool = False
    """Whether it stands in something that nobody hears."""


def has_pictures(document: Document) -> bool:
    """Whether there may be a picture on a page; most pages are out at the first look."""
    if not document.meta.keys().isdisjoint((DECORATIVE_FIELD, *FIELDS)):
        return True
    return any(
        not is_literal(part.inline.parts) if isinstance(part, Run) else isinstance(part, Image | Link)
        for part in document.parts
    )


def uses(pages: Sequence[Written]) -> tuple[Use, ...]:
    """The pictures of a page, given in every language, source first, in reading order."""
    return (*_fields(pages), *[_use(seen, pages) for seen in _seen(pages[0].document, pages[0].markup)])


def _fields(pages: Sequence[Written]) -> Iterator[Use]:
    """The pictures of the front matter."""
    path, meta = pages[0].path, pages[0].document.meta
    for key in (DECORATIVE_FIELD, *FIELDS):
        src = meta.get(key)
        described = key in KNOWN or f"{key}_alt" in meta or f"{key}_role" in meta
        if isinstance(src, str) and src and described:  # Else it is a field of another tool's.
            tolds = [_of_field(page, key) for page in pages]
            yield Use(path, "field", tolds[0].place, "", tuple([Side(src, told, None, None) for told in tolds]))


def _of_field(page: Written, key: str) -> Told:
    """The description of a picture in the front matter."""
    meta, name = page.document.meta, f"{key}_alt"
    segment = next((s for s in page.document.segments if s.role == "field" and s.context == name), None)
    place = Location(page.path, segment.line if segment else 1, segment.column if segment else 0)
    if key == DECORATIVE_FIELD or meta.get(f"{key}_role") in ("presentation", "none"):
        return Told("", "decorative", Location(page.path, 1))
    words = meta.get(name)
    text = words if isinstance(words, str) else ""
    if not text.strip():
        return Told("", "missing", place)
    if page.catalogue is None:
        return Told(text, "done", place)
    if segment is None:
        return Told("" if _LETTER.search(text) else text, "untranslated" if _LETTER.search(text) else "done", place)
    if name in page.document.fallbacks:
        return _unfinished(segment, page)
    return _translated(text, "done", segment, page)


def _seen(document: Document, html: str) -> list[_Seen]:
    """The pictures of a body, each with the figure around it."""
    found: list[_Seen] = []
    around: _Around | None = None
    captioned = False
    known = places(document.parts, html)
    for number, part in enumerate(document.parts):
        if isinstance(part, str):
            for closing, name in _FIGURE.findall(part) if "fig" in part else ():
                if name == "figcaption":
                    captioned = not closing
                else:
                    around, captioned = None if closing else _Around(), False
            continue
        inner: Sequence[Part] = (part,)
        if isinstance(part, Run):
            inner = part.inline.parts
            if around is not None and captioned and part.inline.text.strip():
                own = part.segment is not None and document.segments[part.segment].role == "description"
                (around.descriptions if own else around.captions).append(number)
        if is_literal(inner):
            continue
        before: dict[str, int] = {}
        for image, link in _linked(inner, ""):
            nth = before[image.src] = before.get(image.src, -1) + 1
            found.append(_Seen(image, link, number, nth, around, known.get(id(image), ANYWHERE).hidden))
    return found


def _linked(parts: Iterable[Part], link: str) -> Iterator[tuple[Image, str]]:
    """The pictures in `parts`, each with the address of the link around it."""
    for part in parts:
        if isinstance(part, Image):
            yield part, link
        elif isinstance(part, Link):
            yield from _linked(part.parts, part.href)


def _use(seen: _Seen, pages: Sequence[Written]) -> Use:
    source, around = pages[0], seen.around
    part = source.document.parts[seen.part]
    place = seen.image.location._replace(path=source.path)
    number = seen.image.segment if seen.image.segment is not None else part.segment if isinstance(part, Run) else None
    if not place.line and number is not None:
        segment = source.document.segments[number]
        place = Location(source.path, segment.line, segment.column)
    sides: list[Side] = []
    for page in pages:
        captions, descriptions = (around.captions, around.descriptions) if around is not None else ([], [])
        caption = _together(page, captions) if captions else _title(page, seen, number, place)
        own = _twin(page, seen)
        alt = _alt(page, seen, own, number, place)
        sides.append(
            Side(own.src if own else "", alt, caption, _together(page, descriptions) if descriptions else None)
        )
    return Use(source.path, "figure" if around is not None else "text", place, seen.link, tuple(sides))


def _twin(page: Written, seen: _Seen) -> Image | None:
    """The same picture in another language; a translation may have left it out, or show another one in its place."""
    part = page.document.parts[seen.part]
    images = [image for image, _ in _linked(part.inline.parts if isinstance(part, Run) else (part,), "")]
    same = [image for image in images if image.src == seen.image.src]
    if seen.nth < len(same):
        return same[seen.nth]
    return images[0] if len(images) == 1 else None


def _alt(page: Written, seen: _Seen, own: Image | None, number: int | None, place: Location) -> Told:
    """The description of a picture in the language of `page`."""
    if seen.hidden:
        return Told("", "decorative", place)
    if page.catalogue is None:
        if seen.image.decorative:
            return Told("", "decorative", place)
        return Told(seen.image.alt, "done" if seen.image.alt.strip() else "missing", place)
    part = page.document.parts[seen.part]
    foreign = isinstance(part, Run) and bool(part.language)
    if number is None:
        if seen.image.decorative or (own is not None and own.decorative):
            return Told("", "decorative", place)
        if not seen.image.alt.strip():
            return Told("", "missing", place)
        return Told(seen.image.alt, "kept" if _LETTER.search(seen.image.alt) else "done", place)
    segment = page.document.segments[number]
    if own is None:
        return _translated("", "missing", segment, page)
    if own.decorative:
        return Told("", "decorative", place)
    if not seen.image.alt.strip() and (foreign or not own.alt.strip()):
        return Told("", "missing", place)
    if foreign or own.language:
        return _unfinished(segment, page)
    return _translated(own.alt, "done" if own.alt.strip() else "missing", segment, page)


def _title(page: Written, seen: _Seen, number: int | None, place: Location) -> Told | None:
    """The title of a picture in running text, which is translated with it."""
    part = page.document.parts[seen.part]
    if not seen.image.title.strip() or number is None or not isinstance(part, Run):
        return None
    if page.catalogue is None:
        return Told(seen.image.title, "done", place)
    segment = page.document.segments[number]
    if part.language:
        return _unfinished(segment, page)
    own = _twin(page, seen)
    title = own.title if own is not None else ""
    return _translated(title, "done" if title.strip() else "missing", segment, page)


def _together(page: Written, numbers: Sequence[int]) -> Told:
    """The texts of a caption or a long description as one; of their states the worst."""
    every = [_of_run(page, part) for part in map(page.document.parts.__getitem__, numbers) if isinstance(part, Run)]
    first = min(every, key=lambda told: _WORST.index(told.state))
    return first._replace(text=" ".join([told.text for told in every if told.text]))


def _of_run(page: Written, run: Run) -> Told:
    text = " ".join(run.inline.text.split())
    if run.segment is None:
        return Told(text, "kept" if _LETTER.search(text) else "done", Location(page.path))
    segment = page.document.segments[run.segment]
    if page.catalogue is None:
        return Told(text, "done", Location(page.path, segment.line, segment.column))
    if run.language:
        return _unfinished(segment, page)
    return _translated(text, "done" if text else "missing", segment, page)


def _unfinished(segment: Segment, page: Written) -> Told:
    """A text without a reviewed translation; one that waits for review is shown where it is all there is to its message."""
    message = page.catalogue.find(segment.context, segment.id) if page.catalogue is not None else None
    fuzzy = message is not None and message.fuzzy and bool(message.strings[0].strip())
    own = segment.role in ("alt", "caption", "description", "field")
    text = " ".join(message.strings[0].split()) if message is not None and fuzzy and own else ""
    return _translated(text, "fuzzy" if fuzzy else "untranslated", segment, page)


def _translated(text: str, state: State, segment: Segment, page: Written) -> Told:
    """What stands in the catalogue; a text that it does not know yet is found on the page."""
    assert page.catalogue is not None
    message = page.catalogue.find(segment.context, segment.id)
    place = Location(page.path, segment.line, segment.column)
    if message is not None:
        place = Location(page.catalogue.path, message.line, 1)
    return Told(text, state, place, segment.context, segment.id)
