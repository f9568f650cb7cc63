"""A report for the terminal: a line a finding, those of one kind in a file, or of many files alike, together where they are many, then the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.model import Finding
from pipeline.report import Report
from pipeline.reporters.alike import alike, files_of
from pipeline.words import Words

_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd")
"""Characters that would command the terminal; a text in somebody's catalogue may hold them."""
_COLOURS = {"error": "31", "warning": "33", "review": "36"}


_MANY = 5
"""Findings of a rule in a file that are all shown."""
_FIRST = 3
"""Findings that are shown where there are more."""
_LINES = 50
"""Lines that the others are named by."""


def text(report: Report, words: Words, *, colour: bool = False) -> str:
    """Findings as `path:line:column: severity: message [rule]`, which editors and terminals turn into links."""
    return "".join(f"{line}\n" for line in (*lines(report.findings, words, colour=colour), *sums(report, words)))


def lines(findings: Iterable[Finding], words: Words, *, colour: bool = False) -> Iterator[str]:
    """A line a finding; of a rule that has many in a file the first ones, and one line for the others.

    What more than five files have alike is said in the first ones, the last of which says how many others there are.
    """
    given = list(findings)
    others: dict[int, int] = {}
    for group in alike(given):
        others |= {id(finding): 0 for finding in group[_FIRST:]}
        others[id(group[_FIRST - 1])] = files_of(group[_FIRST:])
    listed = [finding for finding in given if others.get(id(finding), 1)]
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in listed:
        groups.setdefault(_kind(finding), []).append(finding)
    shown: Counter[tuple[str, str, str]] = Counter()
    for finding in listed:
        kind = _kind(finding)
        shown[kind] += 1
        group = groups[kind]
        if len(group) <= _MANY or shown[kind] <= _FIRST:
            said = words.finding(finding)
            if id(finding) in others:
                said += " " + words.say("The same in {files} more files.", files=others[id(finding)])
            yield _line(finding, str(finding.location), said, words, colour=colour)
        elif shown[kind] == _FIRST + 1:
            places = dict.fromkeys(other.location.line for other in group[_FIRST:] if other.location.line)
            template = "{number} more of this kind, in lines {lines}." if places else "{number} more of this kind."
            named = [*map(str, places)]
            lines = ", ".join(named[:_LINES] + ["…"] * (len(named) > _LINES))
            said = words.say(template, number=len(group) - _FIRST, lines=lines)
            yield _line(finding, finding.location.path, said, words, colour=colour)


def _kind(finding: Finding) -> tuple[str, str, str]:
    return finding.location.path, finding.rule, finding.severity


def _line(finding: Finding, place: str, said: str, words: Words, *, colour: bool) -> str:
    severity = words.pgettext("severity", finding.severity)
    if colour:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    message = " ".join(said.split()).translate(_CONTROLS)
    return f"{place.translate(_CONTROLS)}: {severity}: {message} [{finding.rule}]"


def sums(report: Report, words: Words) -> Iterator[str]:
    """How many findings there are, in a line."""
    count = Counter(f.severity for f in report.findings)
    allowed = len(report.allowed)
    if not count:
        yield (
            words.say("No findings; {allowed} allowed.", allowed=allowed) if allowed else words.gettext("No findings.")
        )
        return
    template = "Errors: {errors}. Warnings: {warnings}. To review: {reviews}."
    with_allowed = "Errors: {errors}. Warnings: {warnings}. To review: {reviews}; allowed: {allowed}."
    yield words.say(
        with_allowed if allowed else template,
        errors=count["error"],
        warnings=count["warning"],
        reviews=count["review"],
        allowed=allowed,
    )
