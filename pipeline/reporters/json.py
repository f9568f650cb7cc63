"""A report as JSON: `docs/formats.md` describes it."""

from __future__ import annotations

from typing import Any

from pipeline.model import Measure
from pipeline.pictures.inventory import Completeness
from pipeline.records import lines
from pipeline.report import Report
from pipeline.words import Words

VERSION = 1
"""Raised when a field is removed or changes its meaning; new fields do not raise it."""


def text(report: Report, words: Words) -> str:
    """The report as one JSON object, keys in a fixed order; a line for each finding and each page."""
    return f"{lines(_fields(report, words))}\n"


def _fields(report: Report, words: Words) -> dict[str, Any]:
    """What it holds; findings and pages one by one, since a site that nobody has translated yet has a hundred thousand."""
    return {
        "version": VERSION,
        "findings": (
            {
                "rule": f.rule,
                "severity": f.severity,
                "message": words.finding(f),
                "path": f.location.path,
                "line": f.location.line,
                "column": f.location.column,
                "language": f.language,
                "suggestion": f.suggestion,
            }
            for f in report.findings
        ),
        "pages": (
            {
                "path": p.path,
                "title": p.title,
                "language": p.language,
                "translated": round(p.translated, 4),
                "published": p.published,
                "readability": measure(p.measure) if p.measure else None,
            }
            for p in report.pages
        ),
        "allowed": (
            {
                "rule": a.finding.rule,
                "message": words.finding(a.finding),
                "path": a.finding.location.path,
                "line": a.finding.location.line,
                "column": a.finding.location.column,
                "language": a.finding.language,
                "reason": words.shown(a.reason),
                "kind": "comment" if a.in_source else "setting",
            }
            for a in report.allowed
        ),
        "totals": {language: measure(m) for language, m in report.totals.items()},
    }


def measure(m: Measure) -> dict[str, Any]:
    """A measure; what is not measurable is null."""
    return {
        "words": m.words,
        "sentences": m.sentences,
        "long_words": m.long_words,
        "lix": rounded(m.lix),
        "lix_interval": [rounded(v) for v in m.lix_interval] if m.lix_interval else None,
        "rix": rounded(m.rix),
        "ovix": rounded(m.ovix),
        "unmeasured": m.unmeasured or None,
    }


def completeness(count: Completeness) -> dict[str, Any]:
    """How many pictures have everything in every language."""
    return {
        "uses": count.uses,
        "complete": count.complete,
        "decorative": count.decorative,
        "files": count.files,
        "by_language": dict(count.languages),
    }


def rounded(value: float | None) -> float | None:
    """A number with two decimals; what is not measurable stays so."""
    return None if value is None else round(value, 2)
