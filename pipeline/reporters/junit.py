"""A report as JUnit XML, which every CI system shows: a suite a file, a case a finding.

Only errors fail. A warning, and what a person has to judge, is a case that passes and says so; a page without any finding is
one case that passes. No two cases of a file have one name: GitLab takes the first and forgets the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from pipeline.model import Finding
from pipeline.patterns import expression
from pipeline.report import Report
from pipeline.words import Words

_NO_XML = expression("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (2.2, Characters)."""


def text(report: Report, words: Words) -> str:
    """The report as one XML document."""
    suites: dict[str, list[Finding]] = {page.path: [] for page in report.pages}
    for finding in report.findings:
        suites.setdefault(finding.location.path, []).append(finding)
    cases = sum(max(len(found), 1) for found in suites.values())
    lines = [f'<testsuites name="Syntolk" tests="{cases}" failures="{report.errors}" errors="0">']
    for path, found in suites.items():
        lines += _suite(path, found, words)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join([*lines, "</testsuites>", ""])


def _suite(path: str, findings: list[Finding], words: Words) -> Iterator[str]:
    failures = sum(finding.severity == "error" for finding in findings)
    name = _attribute(path or "syntolk")
    yield f'<testsuite name={name} tests="{max(len(findings), 1)}" failures="{failures}" errors="0">'
    yield from _cases(name, findings, words)
    yield "</testsuite>"


def _cases(suite: str, findings: Iterable[Finding], words: Words) -> Iterator[str]:
    met: Counter[str] = Counter()
    for finding in findings:
        said, place = words.finding(finding), finding.location
        name = f"{finding.rule} {place.line}:{place.column} ({finding.language})"
        met[name] += 1
        unique = name if met[name] == 1 else f"{name} {met[name]}"
        yield f"<testcase classname={suite} name={_attribute(unique)}>"
        where = _text(f"{place}: {said}" if place.path else said)
        if finding.severity == "error":
            yield f"<failure type={_attribute(finding.rule)} message={_attribute(said)}>{where}</failure>"
        else:
            yield f"<system-out>{_text(words.pgettext('severity', finding.severity))}: {where}</system-out>"
        yield "</testcase>"
    if not met:
        yield f"<testcase classname={suite} name={_attribute(words.gettext('No findings.'))}/>"


def _attribute(value: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", value))


def _text(value: str) -> str:
    return escape(_NO_XML.sub("\ufffd", value))
