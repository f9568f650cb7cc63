"""The rules, and `run`, which asks them. One module a subject; one visible list."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from pipeline.checks import (
    images,
    passive,
    readability,
    simpler,
    structure,
    terms,
    translation,
    translation_language,
    translation_links,
    translation_numbers,
    translation_text,
    translation_whole,
    wording,
    words,
)
from pipeline.checks.pairs import pairs
from pipeline.checks.rule import Note, Rule, Scope, Subject
from pipeline.checks.subjects import Subjects, counts_of, repeated, subjects
from pipeline.config import Level
from pipeline.directives import allowances
from pipeline.model import Catalogue, Document, Finding
from pipeline.readability import score

__all__ = [
    "RULES",
    "Rule",
    "Scope",
    "by_id",
    "configured",
    "counts_of",
    "reported",
    "run",
    "run_on_catalogue",
    "run_on_catalogues",
    "run_on_terms",
]

RULES: tuple[Rule, ...] = (
    *images.RULES,
    *structure.RULES,
    *readability.RULES,
    *wording.RULES,
    *simpler.RULES,
    *passive.RULES,
    *words.RULES,
    *translation.RULES,
    *translation_language.RULES,
    *translation_links.RULES,
    *translation_numbers.RULES,
    *translation_text.RULES,
    *translation_whole.RULES,
    *terms.RULES,
)
"""Every rule, in the order in which they are documented."""


def by_id(rule: str) -> Rule | None:
    """The rule with that id."""
    return next((r for r in RULES if r.id == rule), None)


def run(
    document: Document, scope: Scope | None = None, catalogue: Catalogue | None = None, *, whole: bool = True
) -> tuple[Finding, ...]:
    """The findings of all rules in `document`, by line.

    For a translation `document` is the localised one and `catalogue` the one that it was localised with. Where it is no
    `whole` page, nothing is asked about it as a page.
    """
    scope = scope or Scope(document.language, bool(document.source_language))
    if scope.measure is None:
        counts = counts_of(document)
        scope = scope._replace(measure=score(counts, document.language), vocabulary=counts.vocabulary)
    found = subjects(document, catalogue)
    scope = scope._replace(subjects=found)
    asked: dict[Subject, tuple[Any, ...]] = {
        "Document": (document,) if whole else (),
        "Texts": (document,),
        "Segment": found.texts,
        "Image": found.pictures,
        "Message": found.unfinished,
        "Translation": found.translations,
        "Translations": (pairs(found, document.source_language or document.language),) if found.translations else (),
    }
    findings: list[Finding] = []
    for rule in RULES:
        check = rule.check
        for subject in asked.get(rule.subject, ()):
            for note in check(subject, scope):
                findings.append(reported(rule, note, scope))  # noqa: PERF401 - a page asks hundreds of times
    return tuple(sorted(_allowed(findings, document, found), key=_place)) if findings else ()


def run_on_catalogue(data: bytes, scope: Scope) -> tuple[Finding, ...]:
    """The findings in the bytes of a catalogue by itself."""
    rules = (rule for rule in RULES if rule.subject == "Catalogue")
    return tuple(reported(rule, note, scope) for rule in rules for note in rule.check(data, scope))


def run_on_terms(text: str, scope: Scope) -> tuple[Finding, ...]:
    """The findings in the text of a termbase by itself."""
    rules = (rule for rule in RULES if rule.subject == "Terms")
    return tuple(reported(rule, note, scope) for rule in rules for note in rule.check(text, scope))


def run_on_catalogues(
    catalogues: Iterable[Catalogue], scope: Scope, keys: Container[tuple[str | None, str]] | None = None
) -> tuple[Finding, ...]:
    """The findings in catalogues of one language beside each other; with `keys` in the messages that have one of these."""
    found = tuple(repeated(catalogues, keys))
    rules = [rule for rule in RULES if rule.subject == "Repeated"]
    return tuple(
        reported(rule, note, scope) for subject in found for rule in rules for note in rule.check(subject, scope)
    )


def configured(findings: Iterable[Finding], levels: Mapping[str, Level | Mapping[str, Level]]) -> tuple[Finding, ...]:
    """`findings` with the severities that the site has chosen, each once; those that are `off` left out."""
    return tuple(dict.fromkeys(f for finding in findings for f in _levelled(finding, levels)))


def reported(rule: Rule, note: Note, scope: Scope) -> Finding:
    """The finding that is made of a note."""
    severity = note.severity or rule.severity
    # U+FFFC stands for code and addresses in the texts that rules look at; a person reads the message.
    values = tuple((k, v.replace("\ufffc", "…") if isinstance(v, str) else v) for k, v in note.values)
    return Finding(rule.id, severity, note.template, note.location, scope.language, values, note.suggestion)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (*finding.location, finding.rule)


def _allowed(findings: Iterable[Finding], document: Document, found: Subjects) -> Iterator[Finding]:
    """The findings that neither the author nor the translator has allowed; an allowance without a reason does not hold."""
    by_translator = {
        (translation.catalogue.path, translation.message.line, rule)
        for translation in found.translations
        if translation.message.comments
        for rule in allowances(translation.message.comments)
    }
    for finding in findings:
        path, line, _ = finding.location
        if path != document.path:
            allowed = (path, line, finding.rule) in by_translator
        else:
            allowed = any(
                rule == finding.rule and reason and first <= max(line, 1) <= last
                for rule, first, last, reason in document.allowed
            )
        if not allowed:
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
