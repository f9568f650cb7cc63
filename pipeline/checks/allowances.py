"""What authors and translators allow in comments: which findings it takes away, and what is wrong with it.

An allowance needs a reason, and one whose finding is gone is said: it would hide the next fault of that kind.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Subjects
from pipeline.model import Allowance, Allowed, Document, Finding, Location, Phrase
from pipeline.parsing.directives import allowances


class Allowances(NamedTuple):
    """Subject `Allowances`: what is said to be as it should be, and what came of it."""

    stated: Sequence[Allowance] = ()
    """All of them."""
    used: Container[Allowance] = frozenset()
    """Those that took a finding away."""
    rules: Container[str] = frozenset()
    """Ids of all rules there are."""
    asked: Container[str] = frozenset()
    """Ids of those that were asked with all that they need; the rest may have a finding elsewhere."""


def stated(document: Document, found: Subjects) -> tuple[Allowance, ...]:
    """What the author of `document`, and the translator of what is on it, allow."""
    if not document.allowed and not any(translation.message.comments for translation in found.translations):
        return ()
    result = list(document.allowed)
    for translation in found.translations:
        message, path = translation.message, translation.catalogue.path
        for rule, reason in allowances(message.comments):
            result.append(Allowance(rule, message.line, message.line, reason, Location(path, message.line, 1)))
    return tuple(dict.fromkeys(result))


def sifted(
    findings: Iterable[Finding], allowed: Sequence[Allowance]
) -> tuple[list[Finding], list[Allowed], set[Allowance]]:
    """The findings that nobody allows, those that somebody does, and the allowances that were needed."""
    by_rule: dict[str, list[Allowance]] = {}
    for allowance in allowed:
        if allowance.reason:
            by_rule.setdefault(allowance.rule, []).append(allowance)
    left: list[Finding] = []
    taken: list[Allowed] = []
    used: set[Allowance] = set()
    for finding in findings:
        path, line, _ = finding.location
        holding = [
            allowance
            for allowance in by_rule.get(finding.rule, ())
            if allowance.location.path == path and allowance.first <= max(line, 1) <= allowance.last
        ]
        used.update(holding)
        if holding:
            taken.append(Allowed(finding, holding[0].reason))
        else:
            left.append(finding)
    return left, taken, used


def _reasonless(allowances: Allowances, scope: Scope) -> Iterator[Note]:
    for allowance in allowances.stated:
        if allowance.rule and not allowance.reason:
            template = "This allows “{rule}” without a reason, so it does not hold. Write why after the name of the rule, or take it away."
            yield Note(allowance.location, template, (("rule", allowance.rule),))


def _unused(allowances: Allowances, scope: Scope) -> Iterator[Note]:
    for allowance in allowances.stated:
        if allowance.rule not in allowances.rules:
            template = (
                "This allows “{rule}”, and there is no such rule. The finding that you mean has its name at the end."
            )
            yield Note(allowance.location, template, (("rule", allowance.rule),), severity="warning")
        elif allowance.reason and allowance.rule in allowances.asked and allowance not in allowances.used:
            template = "This allows “{rule}”, but {why}. Take it away, lest it hide the next fault."
            after = "no text follows it" if allowance.last < allowance.first else "there is nothing to allow any more"
            yield Note(allowance.location, template, (("rule", allowance.rule), ("why", Phrase(after))))


RULES = (
    Rule(
        "allowance-reason-missing",
        "Allowances",
        "warning",
        ("Syntolk, For editors",),
        "A finding that is meant can be allowed in a comment, with the reason: `<!-- allow: sentence-long ordagrant citat -->`, in a catalogue "
        "`# allow: translation-number året är underförstått`. Whoever reads the text after you has to know why. Without a reason nothing is allowed.",
        ("<!-- allow: image-description-missing beskrivs i texten nedan -->\n\n![](bild.jpg)",),
        ("<!-- allow: sentence-long -->\n\nVi hjälper dig.",),
        _reasonless,
    ),
    Rule(
        "allowance-unused",
        "Allowances",
        "review",
        ("Syntolk, For editors",),
        "What was allowed here is gone: the text has been changed, or the comment stands before another one, or it names a rule that there is not. "
        "An allowance that is left behind hides the next fault. Take it away.",
        ("Text.\n\n<!-- allow: image-description-missing beskrivs i texten nedan -->\n\n![](bild.jpg)",),
        (
            "<!-- allow: sentence-long ordagrant citat -->\n\nVi hjälper dig.",
            "<!-- allow: lång-mening ordagrant citat -->\n\nVi hjälper dig.",
            "Vi hjälper dig.\n\n<!-- allow: sentence-long ordagrant citat -->",
        ),
        _unused,
    ),
)
