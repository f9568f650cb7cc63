"""A report for the terminal: a line a finding, then the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.model import Finding
from pipeline.report import Report
from pipeline.words import Words

_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd")
"""Characters that would command the terminal; a text in somebody's catalogue may hold them."""
_COLOURS = {"error": "31", "warning": "33", "review": "36"}


def text(report: Report, words: Words, *, colour: bool = False) -> str:
    """Findings as `path:line:column: severity: message [rule]`, which editors and terminals turn into links."""
    return "".join(f"{line}\n" for line in (*lines(report.findings, words, colour=colour), *_sums(report, words)))


def lines(findings: Iterable[Finding], words: Words, *, colour: bool = False) -> Iterator[str]:
    """A line a finding."""
    for finding in findings:
        severity = words.pgettext("severity", finding.severity)
        if colour:
            severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
        message = " ".join(words.finding(finding).split()).translate(_CONTROLS)
        yield f"{str(finding.location).translate(_CONTROLS)}: {severity}: {message} [{finding.rule}]"


def _sums(report: Report, words: Words) -> Iterator[str]:
    count = Counter(f.severity for f in report.findings)
    allowed = len(report.allowed)
    if not count:
        yield (
            words.say("No findings; {allowed} allowed.", allowed=allowed) if allowed else words.gettext("No findings.")
        )
        return
    template = "{errors} errors, {warnings} warnings, {reviews} to review."
    with_allowed = "{errors} errors, {warnings} warnings, {reviews} to review; {allowed} allowed."
    yield words.say(
        with_allowed if allowed else template,
        errors=count["error"],
        warnings=count["warning"],
        reviews=count["review"],
        allowed=allowed,
    )
