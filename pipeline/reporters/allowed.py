"""What has been allowed, counted for people: rule by rule, with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.model import Allowed
from pipeline.report import Report
from pipeline.words import Words

_REASONS = 3
"""Reasons that are shown of a rule."""


def allowed_by_rule(report: Report, words: Words) -> Iterator[str]:
    """A line a rule that something is allowed of: how often, on how many pages, and the reasons given most often."""
    by_rule: dict[str, list[Allowed]] = {}
    for allowed in report.allowed:
        by_rule.setdefault(allowed.finding.rule, []).append(allowed)
    for rule, found in sorted(by_rule.items()):
        reasons = [reason for reason, _ in Counter(words.shown(one.reason) for one in found).most_common()]
        shown = "; ".join(reasons[:_REASONS]) + (" …" if len(reasons) > _REASONS else "")
        files = len({one.finding.location.path for one in found})
        template = "allowed: {rule}, {number}, files: {files} ({reasons})"
        yield words.say(template, number=len(found), rule=rule, files=files, reasons=shown)
