"""The rules, and `run`, which asks them. One module a subject; one visible list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from pipeline.checks import (
    allowances,
    facts,
    fragments,
    image_context,
    image_words,
    images,
    language_tags,
    languages,
    layout,
    link_names,
    mistyped,
    names,
    nesting,
    pages,
    passive,
    picture_files,
    raw,
    readability,
    roles,
    simpler,
    spelling,
    structure,
    tables,
    terms,
    translation,
    translation_harder,
    translation_language,
    translation_links,
    translation_numbers,
    translation_text,
    translation_whole,
    visible,
    wording,
    words,
)
from pipeline.checks.allowances import Allowances, sifted, stated
from pipeline.checks.fragments import Reference, references
from pipeline.checks.pairs import pairs
from pipeline.checks.rule import Note, Rule, Scope, Subject
from pipeline.checks.spelling import words_of
from pipeline.checks.subjects import Subjects, blocks_of, counts_of, repeated, subjects
from pipeline.config import Level
from pipeline.model import Allowance, Allowed, Catalogue, Document, FieldValue, Finding
from pipeline.readability import score
from pipeline.site import Entry

__all__ = [
    "OF_PAGES",
    "OF_SITES",
    "OF_TRANSLATIONS",
    "RULES",
    "Examined",
    "Reference",
    "Rule",
    "Scope",
    "Subjects",
    "blocks_of",
    "by_id",
    "configured",
    "counts_of",
    "examine",
    "references",
    "reported",
    "run",
    "run_on_allowances",
    "run_on_catalogue",
    "run_on_catalogues",
    "run_on_names",
    "run_on_pages",
    "run_on_references",
    "run_on_terms",
    "subjects",
    "turned_off",
    "words_of",
]

RULES: tuple[Rule, ...] = (
    *images.RULES,
    *image_words.RULES,
    *image_context.RULES,
    *picture_files.RULES,
    *structure.RULES,
    *names.RULES,
    *pages.RULES,
    *fragments.RULES,
    *link_names.RULES,
    *layout.RULES,
    *tables.RULES,
    *raw.RULES,
    *nesting.RULES,
    *roles.RULES,
    *visible.RULES,
    *mistyped.RULES,
    *facts.RULES,
    *languages.RULES,
    *language_tags.RULES,
    *readability.RULES,
    *wording.RULES,
    *simpler.RULES,
    *passive.RULES,
    *words.RULES,
    *spelling.RULES,
    *translation.RULES,
    *translation_language.RULES,
    *translation_links.RULES,
    *translation_numbers.RULES,
    *translation_text.RULES,
    *translation_whole.RULES,
    *translation_harder.RULES,
    *terms.RULES,
    *allowances.RULES,
)
"""Every rule, in the order in which they are documented."""


def by_id(rule: str) -> Rule | None:
    """The rule with that id."""
    return next((r for r in RULES if r.id == rule), None)


OF_PAGES: tuple[Subject, ...] = ("Document", "Texts", "Segment", "Image")
"""Subjects that every page has."""
OF_TRANSLATIONS: tuple[Subject, ...] = ("Message", "Translation", "Translations")
"""Those that a translated page has as well."""
OF_SITES: tuple[Subject, ...] = ("Reference", "Pages")
"""Those that are asked about when all pages are known."""


class Examined(NamedTuple):
    """What the rules say of a page in one language."""

    findings: tuple[Finding, ...] = ()
    """What nobody allows, by line."""
    allowed: tuple[Allowed, ...] = ()
    """What somebody allows."""
    stated: tuple[Allowance, ...] = ()
    """What is allowed on the page, and in the translations of its texts."""
    used: frozenset[Allowance] = frozenset()
    """Of these, those that took a finding away."""


def run(
    document: Document, scope: Scope | None = None, catalogue: Catalogue | None = None, *, whole: bool = True
) -> tuple[Finding, ...]:
    """The findings of all rules in `document`, by line.

    For a translation `document` is the localised one and `catalogue` the one that it was localised with. Where it is no
    `whole` page, nothing is asked about it as a page.
    """
    scope = scope or Scope(document.language, bool(document.source_language))
    found = examine(document, scope, catalogue, whole=whole)
    if not found.stated:
        return found.findings
    # A page's own allowances may be for another of its languages.
    own = [a for a in found.stated if catalogue is None or a.location.path != document.path]
    asked = OF_PAGES if catalogue is None else OF_PAGES + OF_TRANSLATIONS
    more = run_on_allowances(own, found.used, scope, asked)
    return tuple(sorted((*found.findings, *more), key=_place))


def examine(
    document: Document,
    scope: Scope,
    catalogue: Catalogue | None = None,
    *,
    whole: bool = True,
    found: Subjects | None = None,
) -> Examined:
    """The same, with what is allowed; the allowances themselves are not judged.

    `found` is what `subjects` has found on the page, where somebody has asked already.
    """
    if scope.measure is None:
        counts = counts_of(document, scope.abbreviations)
        scope = scope._replace(measure=score(counts, document.language), vocabulary=counts.vocabulary)
    found = found or subjects(document, catalogue)
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
    allowances = stated(document, found)
    if not allowances:
        return Examined(tuple(sorted(findings, key=_place)))
    left, taken, used = sifted(findings, allowances)
    return Examined(tuple(sorted(left, key=_place)), tuple(taken), allowances, frozenset(used))


def run_on_allowances(
    stated: Iterable[Allowance], used: Collection[Allowance], scope: Scope, asked: Container[Subject] = ()
) -> tuple[Finding, ...]:
    """The findings in allowances, of which some were `used` when the rules with the subjects `asked` were asked."""
    known = frozenset(rule.id for rule in RULES)
    judged = frozenset(rule.id for rule in RULES if rule.subject in asked)
    subject = Allowances(tuple(stated), frozenset(used), known, judged)
    rules = (rule for rule in RULES if rule.subject == "Allowances")
    return tuple(reported(rule, note, scope) for rule in rules for note in rule.check(subject, scope))


def run_on_catalogue(data: bytes, scope: Scope) -> tuple[Finding, ...]:
    """The findings in the bytes of a catalogue by itself."""
    rules = (rule for rule in RULES if rule.subject == "Catalogue")
    return tuple(reported(rule, note, scope) for rule in rules for note in rule.check(data, scope))


def run_on_terms(text: str, scope: Scope) -> tuple[Finding, ...]:
    """The findings in the text of a termbase by itself."""
    rules = (rule for rule in RULES if rule.subject == "Terms")
    return tuple(reported(rule, note, scope) for rule in rules for note in rule.check(text, scope))


def run_on_references(allowed: tuple[Allowance, ...], found: Iterable[Reference], scope: Scope) -> Examined:
    """What the rules say of the links on a page to places on pages, when these are known; `allowed` is what it allows."""
    rules = [rule for rule in RULES if rule.subject == "Reference"]
    findings = (reported(rule, note, scope) for one in found for rule in rules for note in rule.check(one, scope))
    left, taken, used = sifted(findings, allowed)
    return Examined(tuple(left), tuple(taken), allowed, frozenset(used))


def run_on_pages(entries: Sequence[Entry], allowed: Sequence[Allowance], scope: Scope) -> Examined:
    """What the rules say of the pages of one language beside each other; `allowed` is what all of them allow."""
    rules = [rule for rule in RULES if rule.subject == "Pages"]
    findings = (reported(rule, note, scope) for rule in rules for note in rule.check(entries, scope))
    left, taken, used = sifted(findings, allowed)
    return Examined(tuple(left), tuple(taken), used=frozenset(used))


def run_on_names(paths: Iterable[str], scope: Scope) -> tuple[Finding, ...]:
    """The findings in files that look like pages, by their names, and are none."""
    rules = [rule for rule in RULES if rule.subject == "Names"]
    return tuple(reported(rule, note, scope) for path in paths for rule in rules for note in rule.check(path, scope))


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


def turned_off(
    findings: Iterable[Finding],
    levels: Mapping[str, Level | Mapping[str, Level]],
    reason: Callable[[str], FieldValue],
) -> tuple[Allowed, ...]:
    """The findings whose rules the site has turned off where they are, with the `reason` of each rule."""
    off = (f for f in findings if f.rule in levels and _level(levels[f.rule], f.location.path) == "off")
    return tuple(Allowed(finding, reason(finding.rule), in_source=False) for finding in dict.fromkeys(off))


def reported(rule: Rule, note: Note, scope: Scope) -> Finding:
    """The finding that is made of a note."""
    severity = note.severity or rule.severity
    # U+FFFC stands for code and addresses in the texts that rules look at; a person reads the message.
    values = tuple((k, v.replace("\ufffc", "…") if isinstance(v, str) else v) for k, v in note.values)
    return Finding(rule.id, severity, note.template, note.location, scope.language, values, note.suggestion)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (*finding.location, finding.rule)


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
