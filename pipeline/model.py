"""The values that pass between the stages. Frozen, slotted, picklable; imports nothing of ours.

text → `Document` → `Segment` → `Catalogue` of `Message` → localised `Document` → page → files.
A `Finding` leaves every stage sideways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "review"]
Value = str | int | float | bool | date | tuple["Value", ...] | None
"""What a front-matter value may be."""


class Location(NamedTuple):
    """A place in a file that somebody edits."""

    path: str
    """Path as the user wrote it, with forward slashes; empty when there is no file."""
    line: int = 0
    """1-based; 0 when the whole file is meant."""
    column: int = 0
    """1-based, in characters; 0 when the whole line is meant."""

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


NOWHERE = Location("")
"""No place at all."""


class Phrase(NamedTuple):
    """A part of a message that is itself a message, such as the reason of an error."""

    template: str
    """English text with `{name}` fields; the key for its translation."""
    values: Values = ()
    """The fields."""

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values)) if self.values else self.template


FieldValue = str | int | float | Phrase
Values = tuple[tuple[str, FieldValue], ...]
"""The fields of a message by name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at."""

    rule: str
    """Id of the rule, such as `heading-skipped`."""
    severity: Severity
    """`error`, `warning`, or `review` where a person must judge."""
    template: str
    """English message with `{name}` fields; the key for its translation."""
    location: Location
    """Where the editor or translator finds it."""
    language: str
    """Language of the text that it is about (BCP 47)."""
    values: Values = ()
    """The fields of the message."""
    suggestion: str = ""
    """What could stand there instead, if that is known."""

    @property
    def message(self) -> str:
        """The message in English."""
        return self.template.format_map(dict(self.values))


class Allowance(NamedTuple):
    """What an author or a translator says in a comment to be as it should be."""

    rule: str
    """Id of the rule."""
    first: int
    """First line that it holds for, 1-based."""
    last: int
    """Last line that it holds for; before `first` where it holds for nothing."""
    reason: str
    """Why; without one it does not hold."""
    location: Location
    """Where the comment is found: its line, or its message in a catalogue."""


class Allowed(NamedTuple):
    """A finding that somebody has allowed."""

    finding: Finding
    """The finding."""
    reason: FieldValue
    """Why."""
    in_source: bool = True
    """Whether by a comment beside the text; else the settings turn its rule off."""


# --- Text: inline content, parsed ------------------------------------------------------------


class Link(NamedTuple):
    """A link, whose address the site resolves. A tuple, as are segments and runs, since a page makes dozens of them."""

    href: str
    """Address as the author wrote it."""
    title: str
    """Title attribute; empty when there is none."""
    attributes: str
    """Further attributes, ready for HTML, each with a blank before it."""
    parts: tuple[InlinePart, ...]
    """What stands between the tags."""


class Image(NamedTuple):
    """A picture, whose file the site resolves."""

    src: str
    """Address as the author wrote it."""
    alt: str
    """Alternative text, plain; empty when missing or decorative."""
    title: str = ""
    """Title attribute; empty on a figure, where the title is the caption."""
    decorative: bool = False
    """Whether the author said that it is decorative, with `{role=presentation}`."""
    attributes: str = ""
    """Further attributes, ready for HTML, each with a blank before it."""
    location: Location = NOWHERE
    """Where it stands in the source."""
    segment: int | None = None
    """Index of the segment that holds the alternative text, when it has one of its own."""
    language: str = ""
    """Language of the alternative text where it is not the document's."""


class Footnote(NamedTuple):
    """A footnote's mark in the text, or its place in the list."""

    label: str
    """Label as the author wrote it, but for upper and lower case, which are the same."""
    kind: Literal["reference", "item", "back"]
    """The mark in the text, the id of the note in the list, or the way back to the mark."""


InlinePart = str | Link | Image | Footnote
"""Literal HTML, or something that the site fills in."""


class Inline(NamedTuple):
    """The inline content of one block. A tuple, since a page makes hundreds of them."""

    parts: tuple[InlinePart, ...]
    """Literal HTML with holes for what the site resolves."""
    text: str
    """The words alone, for people."""
    prose: str
    """The words for measuring: code and addresses are U+FFFC, one word that is never long."""


# --- Document: blocks around inline content ---------------------------------------------------


class Reference(NamedTuple):
    """A definition of the page that its texts may refer to."""

    label: str
    """Label as the author wrote it, but for upper and lower case, which are the same."""
    address: str | None
    """Where the link leads; None for a footnote."""
    title: str = ""
    """Title of the link, which is a segment of its own."""


class Segment(NamedTuple):
    """A piece of text that is translated as one whole."""

    context: str | None
    """msgctxt: the role where it matters (`alt`, `title`, `caption` …), else None."""
    id: str
    """msgid: Markdown (or plain text, for `alt` and front matter; or HTML, for role `html`)."""
    role: str
    """What it is: `paragraph`, `heading`, `item`, `cell`, `term`, `definition`, `footnote`,
    `caption`, `table-caption`, `alt`, `description` (of a picture), `html`, `link-title`, or `field` (of the front matter)."""
    line: int
    """1-based line of its first character in the source."""
    column: int
    """1-based column, in characters."""
    inline: Inline
    """The source's own content, parsed in its place."""
    comment: str = ""
    """What the author tells translators about it."""
    references: tuple[Reference, ...] = ()
    """Definitions of the page, where its text may use them."""


class Run(NamedTuple):
    """A segment's place on the page: the element around it and its content in one language."""

    segment: int | None
    """Index into `Document.segments`; None for what is never translated (numbers, code, skipped passages)."""
    tag: str
    """Element that holds exactly this run, or empty when it shares its element."""
    attributes: str
    """The element's attributes, ready for HTML, each with a blank before it."""
    inline: Inline
    """What stands in it."""
    language: str = ""
    """Language of the content where it is not the document's: a missing translation."""


class Code(NamedTuple):
    """A block of code: never translated."""

    text: str
    """The code."""
    info: str
    """Name of its language, empty when unknown."""


class Label(NamedTuple):
    """A word that the theme writes, in the language of the page (“Syntolkning”, “Note” …)."""

    key: str
    """`description`, `footnotes`, `footnote`, `back`, `table`, or the kind of an alert (`note`, `tip` …)."""


Part = str | Run | Image | Code | Label | Link | Footnote
"""Literal HTML, or something that a language or the site fills in."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Document:
    """One source file in one language."""

    path: str
    """Path as given, with forward slashes."""
    language: str
    """BCP 47 tag of the text."""
    meta: Mapping[str, Value]
    """Front matter by key, in its order. Read only."""
    segments: tuple[Segment, ...]
    """Everything translatable, in reading order, front matter first."""
    parts: tuple[Part, ...]
    """The body."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the source itself."""
    allowed: tuple[Allowance, ...] = ()
    """What its author allows, in reading order."""
    fallbacks: frozenset[str] = frozenset()
    """Front-matter keys whose value is still in the source language."""
    source_language: str = ""
    """Language that the document was written in, where it is not `language`."""
    pictures: tuple[Image, ...] = ()
    """The pictures that the front matter names, as they are written there."""
    has_raw: bool = False
    """Whether blocks of raw HTML are among its parts, so that these may nest in any way."""
    runs: tuple[Run, ...] = field(init=False, repr=False, compare=False, default=())
    """The runs of the body, in reading order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", tuple([part for part in self.parts if part.__class__ is Run]))

    @property
    def headings(self) -> tuple[Run, ...]:
        """The runs that are headings (`h1` … `h6`), in reading order."""
        return tuple([r for r in self.runs if r.tag in HEADINGS])

    @property
    def has_h1(self) -> bool:
        """Whether the body brings its own h1, in Markdown or in raw HTML."""
        return any(run.tag == "h1" for run in self.runs) or (
            self.has_raw and any(isinstance(part, str) and "<h1" in part for part in self.parts)
        )


# --- Catalogue ----------------------------------------------------------------------------------


class Message(NamedTuple):
    """One entry of a catalogue."""

    id: str
    """msgid."""
    strings: tuple[str, ...] = ("",)
    """msgstr, or msgstr[0], msgstr[1] … of a plural."""
    context: str | None = None
    """msgctxt; an empty one is not a missing one."""
    plural: str | None = None
    """msgid_plural."""
    flags: tuple[str, ...] = ()
    """`#,` in the order of the file, unknown ones too."""
    comments: tuple[str, ...] = ()
    """`# ` lines of the translator."""
    extracted: tuple[str, ...] = ()
    """`#.` lines of the program."""
    references: tuple[str, ...] = ()
    """`#:` entries, `path` or `path:line`."""
    previous: tuple[str | None, str | None, str | None] = (None, None, None)
    """`#|` msgctxt, msgid, msgid_plural."""
    obsolete: bool = False
    """Whether it is commented out with `#~`."""
    line: int = 0
    """1-based line of the msgid; 0 for a message that was not read from a file."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes a message one and the same: context and id."""
        return self.context, self.id

    @property
    def fuzzy(self) -> bool:
        """Whether a person has still to review it."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has a text and it has been reviewed."""
        return "" not in self.strings and "fuzzy" not in self.flags

    @property
    def usable(self) -> bool:
        """Whether it is translated, and not by blanks alone."""
        return "" not in self.strings and "fuzzy" not in self.flags and not self.strings[0].isspace()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one domain in one language, or a template."""

    messages: tuple[Message, ...] = ()
    """In the order of the file, obsolete ones last."""
    header: tuple[tuple[str, str], ...] = ()
    """Metadata by name, in the order of the file."""
    comments: tuple[str, ...] = ()
    """`# ` lines above the header."""
    header_flags: tuple[str, ...] = ()
    """`#,` of the header (`fuzzy` in a template)."""
    path: str = ""
    """Where it was read from."""
    charset: str = "utf-8"
    """Encoding it is written in."""
    trailing: tuple[str, ...] = ()
    """Comment lines after the last entry."""
    wrap: int = 0
    """Columns that its texts are wrapped at when it is written; 0: not at all."""
    _index: dict[tuple[str | None, str], Message] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        index = {(m.context, m.id): m for m in reversed(self.messages) if not m.obsolete}
        object.__setattr__(self, "_index", index)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    def find(self, context: str | None, id: str) -> Message | None:
        """The live message with that context and id, or None."""
        return self._index.get((context, id))


# --- Readability --------------------------------------------------------------------------------


Unmeasured = Literal["", "empty", "numbers", "sentences", "script", "language"]
"""No words; mostly numbers or code; no marks that end sentences; another script; another language."""


class Measure(NamedTuple):
    """How hard a text is to read. What is not measurable is None."""

    language: str
    """Language that the words were counted in."""
    words: int
    """O: all words."""
    sentences: int
    """M: all sentences."""
    long_words: int
    """L: words of more than six letters."""
    types: int
    """U: different words, case folded."""
    lix: float | None
    """O/M + 100·L/O (Björnsson 1968)."""
    lix_interval: tuple[float, float] | None
    """95 % interval of the LIX, over sentences."""
    rix: float | None
    """L/M (Anderson 1983)."""
    ovix: float | None
    """ln N / ln(2 − ln U / ln N)."""
    unmeasured: Unmeasured = ""
    """Why there is no score; empty where there is one."""
