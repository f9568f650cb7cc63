"""A report as SARIF 2.1.0 (OASIS, 2020): what GitHub, GitLab and editors show beside the lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any
from urllib.parse import quote

from pipeline.model import Allowed, Finding
from pipeline.records import lines
from pipeline.report import Report, RuleText
from pipeline.reporters.baseline import fingerprint
from pipeline.words import Words

_LEVELS = {"error": "error", "warning": "warning", "review": "note"}
_ROOT = "The top folder of the repository; the site's own where there is none."
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def text(
    report: Report, words: Words, rules: Sequence[RuleText], version: str, place: Callable[[str], str] = str
) -> str:
    """The report as one SARIF log.

    `place` says where in the repository the file of a finding is, which is all that GitHub looks at: what a base is, it
    does not ask (github/codeql-action#2215).
    """
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = (_result(finding, words, index, place) for finding in report.findings)
    allowed = (_suppressed(allowed, words, index, place) for allowed in report.allowed)
    run = {
        "tool": {"driver": {"name": "Syntolk", "version": version, "rules": [_rule(rule, words) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": words.gettext(_ROOT)}}},
        "results": chain(results, allowed),
    }
    return f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{lines(run)}]}}\n'


def _rule(rule: RuleText, words: Words) -> dict[str, Any]:
    explanation = words.gettext(rule.explain)
    return {
        "id": rule.id,
        "shortDescription": {"text": explanation.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": explanation},  # GitHub asks for it (SARIF support for code scanning).
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, words: Words, index: dict[str, int], place: Callable[[str], str]) -> dict[str, Any]:
    path, line, column = finding.location
    region = {"startLine": line} | ({"startColumn": column} if column else {})
    file = place(path) if path else ""
    uri = quote(file.encode("utf-8", "surrogateescape"), safe="/")  # A folder above the site may have any name.
    artifact = {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": "ROOT"}
    physical = {"artifactLocation": artifact} | ({"region": region} if line else {})
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": words.finding(finding)},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"syntolk/v1": fingerprint(finding)},
        "suppressions": [],  # 3.27.23: in a run either no result has them, or each.
    }
    return result | ({"ruleIndex": index[finding.rule]} if finding.rule in index else {})


def _suppressed(allowed: Allowed, words: Words, index: dict[str, int], place: Callable[[str], str]) -> dict[str, Any]:
    """What somebody has allowed (3.35): a result that consumers leave out."""
    kind = "inSource" if allowed.in_source else "external"
    suppression = {"kind": kind, "status": "accepted", "justification": words.shown(allowed.reason)}
    return _result(allowed.finding, words, index, place) | {"suppressions": [suppression]}
