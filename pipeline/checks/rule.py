"""What a rule is, and what it may know."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from pipeline.checks.subjects import Subjects
from pipeline.images import Look
from pipeline.language.limits import Limits
from pipeline.language.orthography import Misspelt
from pipeline.model import Location, Measure, Severity, Values
from pipeline.pictures.svg_text import PictureText
from pipeline.terms import Termbase
from pipeline.web.routes import Target

Subject = Literal[
    "Segment",
    "Image",
    "Message",
    "Translation",
    "Translations",
    "Document",
    "Texts",
    "Catalogue",
    "Terms",
    "Repeated",
    "Reference",
    "Pages",
    "Allowances",
    "Names",
]


class Note(NamedTuple):
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


class Rule(NamedTuple):
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
    """Sources without a finding. A line `%%% en` parts a page from its English catalogue, `%%% terms.toml` from the site's terms."""
    bad: tuple[str, ...]
    """Sources with exactly this rule's findings. U+DC80–U+DCFF stand for bytes that are no UTF-8 (`surrogateescape`)."""
    check: Callable[[Any, Scope], Iterable[Note]]
    """Pure: subject → notes."""


class Scope(NamedTuple):
    """What a rule may know about the world around its subject."""

    language: str
    """Language of the text."""
    translated: bool = False
    """Whether the text is a translation."""
    readability: Limits = Limits()
    """What the page may be."""
    resolve: Callable[[str, str], Target] = lambda _href, _base: Target("external")
    """(address as written, path of the page) → what it leads to."""
    unsafe: Callable[[str], bool] = lambda _path: False
    """(path below the source folder) → whether a visitor's browser could run a script in that file."""
    picture: Callable[[str], Look] = lambda _path: Look()
    """(path below the source folder) → what the picture there is."""
    measure: Measure | None = None
    """How hard the document is to read."""
    source: Measure | None = None
    """The same of its source, for a translation."""
    longest: int = sys.maxsize
    """At least the words of the document's longest sentence."""
    vocabulary: frozenset[str] = frozenset()
    """The different words of the document, case folded."""
    picture_text: Callable[[str, str], PictureText | None] = lambda _path, _language: None
    """(path of a picture below the source folder, language) → what stands in it; None where nobody knows, or in another language."""
    misspelt: Callable[[Iterable[str], str], Misspelt] | None = None
    """(words, language) → those that its dictionary does not have; None where nobody has asked for spelling."""
    terms: Termbase = Termbase()
    """The site's terms."""
    anchors: Callable[[str], str | None] = lambda _path: None
    """(path of a page) → its ids, as `anchors.anchors` gives them; None where they are not known."""
    subjects: Subjects = Subjects()
    """What there is on the page."""
    types: frozenset[str] = frozenset()
    """The page types that the site has templates of its own for."""

    @property
    def abbreviations(self) -> tuple[str, ...]:
        """The site's own, whose full stop ends no sentence: of its settings and its termbase."""
        return self.readability.abbreviations + self.terms.abbreviations
