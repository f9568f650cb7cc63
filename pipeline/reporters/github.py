"""A report as annotations of GitHub Actions: a workflow command a finding, shown beside its line in a pull request."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.report import Report
from pipeline.words import Words

_COMMANDS = {"error": "error", "warning": "warning", "review": "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = str.maketrans(_IN_TEXT | {":": "%3A", ",": "%2C"})
_TEXT = str.maketrans(_IN_TEXT)


def text(report: Report, words: Words, place: Callable[[str], str] = str) -> str:
    """A line a finding: `::error file=source/om.md,line=3,col=7,title=link-broken::There is no “a.md”` and so on.

    `place` says where in the repository the file of a finding is.
    """
    lines: list[str] = []
    for finding in report.findings:
        path, line, column = finding.location
        properties = {"file": place(path) if path else "", "line": line, "col": column, "title": finding.rule}
        told = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items() if value)
        lines.append(f"::{_COMMANDS[finding.severity]} {told}::{words.finding(finding).translate(_TEXT)}\n")
    return "".join(lines)
