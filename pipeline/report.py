"""What a run has found out, for reporters and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import Allowed, Finding, Measure, Severity

if TYPE_CHECKING:  # What a list of rules does without.
    from pipeline.language.english import EnglishScores
    from pipeline.pictures.inventory import Completeness


class PageReport(NamedTuple):
    """One page in one language."""

    path: str
    """Path below the site's folder."""
    title: str
    """Title in this language."""
    language: str
    """BCP 47 tag."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    translated: float
    """Share of the words that are translated, 0–1."""
    published: bool
    """Whether the page is published in this language."""
    href: str = ""
    """Address on the site, empty where it is not published."""


class Moment(NamedTuple):
    """How hard the source pages were to read after one commit."""

    time: datetime
    """When, in UTC."""
    commit: str
    """Its id."""
    total: Measure
    """Measure of the pooled counts of all pages; without OVIX, which is not kept."""
    sections: tuple[tuple[str, Measure], ...]
    """The same by top folder, sorted; `.` for the pages in none."""

    @property
    def day(self) -> str:
        """Its day, such as `2026-11-24`."""
        return self.time.date().isoformat()


class Hard(NamedTuple):
    """A page among the hardest of the site, and the sentence of it that would gain most."""

    path: str
    """Path below the site's folder."""
    language: str
    """BCP 47 tag."""
    lix: float
    """The lower end of its LIX's interval."""
    sentence: str
    """The sentence; empty where there is none to name."""
    words: int
    """Words of the sentence."""
    parts: int
    """Sentences that it would make."""
    gain: float
    """Points that the LIX of the page falls if it is changed."""


class RuleText(NamedTuple):
    """What a reporter says about a rule."""

    id: str
    """Its id."""
    severity: Severity
    """Its own severity."""
    explain: str
    """Why, and what to do. Markdown."""
    references: tuple[str, ...]
    """Standards and sources."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run."""

    findings: tuple[Finding, ...]
    """By path and line."""
    pages: tuple[PageReport, ...] = ()
    """Every page in every language."""
    totals: Mapping[str, Measure] = field(default_factory=dict)
    """Measure of the pooled counts of each language's pages."""
    messages: int = 0
    """Translatable texts of the site."""
    files: int = 0
    """Files published."""
    changed: int = 0
    """Of these, new or different from before."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """What each stage took."""
    limits: tuple[float, float] = (45, 50)
    """LIX that is warned about, and that is an error."""
    history: tuple[Moment, ...] = ()
    """The site over the commits of its repository, oldest first; empty where nobody asked, or there is none."""
    sections: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    """The same by section (top folder; empty for the pages outside) and language."""
    hardest: tuple[Hard, ...] = ()
    """The hardest pages, hardest first."""
    english: Mapping[str, EnglishScores] = field(default_factory=dict)
    """What the pages of each English edition have besides, as one text; empty where nobody asked."""
    allowed: tuple[Allowed, ...] = ()
    """What would be findings, had nobody allowed them: by path and line."""
    pictures: Completeness | None = None
    """How many pictures have everything in every language; None where that was not asked."""

    @property
    def errors(self) -> int:
        """Findings at error level."""
        return sum(f.severity == "error" for f in self.findings)
