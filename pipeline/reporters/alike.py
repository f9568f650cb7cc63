"""Findings that many files share word for word and that a person judges: they are judged once, so they are said once."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Finding

_MANY = 5
"""Files that share a finding, and in which it is shown all the same."""


def alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings to review that say the same of the same thing in more than five files, those of most files first.

    Only what names something (`“GIMP” is not explained`) and is to be judged: an error or a warning is mended place by place.
    """
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        if finding.severity == "review" and finding.values:
            key = (finding.rule, finding.template, finding.values, finding.language)
            groups.setdefault(key, []).append(finding)
    many = [group for group in groups.values() if files_of(group) > _MANY]
    return sorted(many, key=lambda group: -files_of(group))


def files_of(findings: Iterable[Finding]) -> int:
    """How many files have one of `findings`."""
    return len({finding.location.path for finding in findings})
