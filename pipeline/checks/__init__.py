"""The rules, and `run`, which asks them. One module a subject; one visible list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from pipeline.checks import images, readability, structure, translation
from pipeline.checks.rule import Note, Rule, Scope, Subject, counts_of, links, pictures, texts, translations
from pipeline.config import Level
from pipeline.model import Catalogue, Document, Finding

__all__ = ["RULES", "Rule", "Scope", "by_id", "configured", "counts_of", "run", "run_on_catalogue"]

RULES: tuple[Rule, ...] = (*images.RULES, *structure.RULES, *readability.RULES, *translation.RULES)
"""Every rule, in the order in which they are documented."""


def by_id(rule: str) -> Rule | None:
    """The rule with that id."""
    return next((r for r in RULES if r.id == rule), None)


def run(document: Document, scope: Scope | None = None, catalogue: Catalogue | None = None) -> tuple[Finding, ...]:
    """The findings of all rules in `document`, by line.

    For a translation `document` is the localised one and `catalogue` the one that it was localised with.
    """
    scope = scope or Scope(document.language, bool(document.source_language))
    counts = scope.counts or counts_of(document)
    longest = max((words for words, _ in counts.lengths), default=0)
    scope = replace(
        scope,
        counts=counts,
        longest=longest,
        catalogue=catalogue,
        links=tuple(links(document, catalogue)),
        pictures=tuple(pictures(document, catalogue)),
    )
    subjects: dict[Subject, Iterable[Any]] = {
        "Document": (document,),
        "Segment": tuple(texts(document, catalogue)),
        "Image": scope.pictures,
        "Message": tuple(translations(document, catalogue)) if catalogue is not None else (),
    }
    found = [f for rule in RULES for subject in subjects.get(rule.subject, ()) for f in _asked(rule, subject, scope)]
    return tuple(sorted(_allowed(found, document), key=_place))


def run_on_catalogue(data: bytes, scope: Scope) -> tuple[Finding, ...]:
    """The findings in the bytes of a catalogue by itself."""
    return tuple(f for rule in RULES if rule.subject == "Catalogue" for f in _asked(rule, data, scope))


def configured(findings: Iterable[Finding], levels: Mapping[str, Level | Mapping[str, Level]]) -> tuple[Finding, ...]:
    """`findings` with the severities that the site has chosen, each once; those that are `off` left out."""
    return tuple(dict.fromkeys(f for finding in findings for f in _levelled(finding, levels)))


def _asked(rule: Rule, subject: object, scope: Scope) -> Iterator[Finding]:
    notes: Iterable[Note] = rule.check(subject, scope)
    for note in notes:
        severity = note.severity or rule.severity
        yield Finding(rule.id, severity, note.template, note.location, scope.language, note.values, note.suggestion)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (*finding.location, finding.rule)


def _allowed(findings: Iterable[Finding], document: Document) -> Iterator[Finding]:
    """The findings that the author has not allowed; an allowance without a reason does not hold."""
    for finding in findings:
        path, line, _ = finding.location
        if path != document.path or not any(
            rule == finding.rule and reason and first <= max(line, 1) <= last
            for rule, first, last, reason in document.allowed
        ):
            yield finding


def _levelled(finding: Finding, levels: Mapping[str, Level | Mapping[str, Level]]) -> Iterator[Finding]:
    chosen = _level(levels.get(finding.rule), finding.location.path)
    if chosen is None:
        yield finding
    elif chosen != "off":
        yield replace(finding, severity=chosen)


def _level(chosen: Level | Mapping[str, Level] | None, path: str) -> Level | None:
    """What is chosen for a file: a level, or the level of the first pattern that fits."""
    if chosen is None or isinstance(chosen, str):
        return chosen
    return next((level for pattern, level in chosen.items() if fnmatchcase(path, pattern)), None)
