"""What a run has found out, for reporters and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import Allowed, Finding, Measure, Severity


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
    allowed: tuple[Allowed, ...] = ()
    """What would be findings, had nobody allowed them: by path and line."""

    @property
    def errors(self) -> int:
        """Findings at error level."""
        return sum(f.severity == "error" for f in self.findings)
