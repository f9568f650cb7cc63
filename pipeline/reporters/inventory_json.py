"""The inventory of pictures as JSON: `docs/formats.md` describes it. A line a use, so that changes can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline import records
from pipeline.model import Finding
from pipeline.pictures.inventory import Completeness, Told
from pipeline.reporters.inventory import Shown
from pipeline.reporters.json import completeness
from pipeline.words import Words

VERSION = 1
"""Raised when a field is removed or changes its meaning; new fields do not raise it."""


def pieces(
    count: Completeness, languages: Sequence[str], uses: Iterable[str], unused: Sequence[str] | None
) -> Iterator[str]:
    """The whole inventory, part by part; `uses` are its lines."""
    yield f'{{\n"version": {VERSION},\n"completeness": {records.line(completeness(count))},\n"languages": {records.line([*languages])},\n"uses": ['
    before, end = "\n", ""
    for use in uses:
        yield f"{before}{use}"
        before, end = ",\n", "\n"
    yield f'{end}],\n"unused": {records.line(None if unused is None else [*unused])}\n}}\n'


def line(shown: Shown, languages: Sequence[str], words: Words) -> str:
    """A use as one line of JSON."""
    use = shown.use
    return records.line(
        {
            "page": use.page,
            "line": use.place.line,
            "column": use.place.column,
            "kind": use.kind,
            "link": use.link,
            "decorative": use.decorative,
            "complete": shown.complete,
            "languages": {
                tag: {
                    "src": side.src,
                    "file": f"source/{file}" if file else None,
                    "alt": _told(side.alt),
                    "caption": _told(side.caption),
                    "description": _told(side.description),
                }
                for tag, side, file in zip(languages, use.sides, shown.files, strict=True)
            },
            "findings": [_finding(finding, words) for finding in shown.findings],
        }
    )


def _told(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    path, line, column = told.place
    return {
        "text": told.text,
        "state": told.state,
        "path": path,
        "line": line,
        "column": column,
        "context": told.context,
        "message": told.message,
    }


def _finding(finding: Finding, words: Words) -> dict[str, Any]:
    path, line, column = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": words.finding(finding),
        "path": path,
        "line": line,
        "column": column,
        "language": finding.language,
        "suggestion": finding.suggestion,
    }
