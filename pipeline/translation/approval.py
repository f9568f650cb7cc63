"""Whether a translation from elsewhere may count as reviewed: not, where the check would call something in it an error."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import checks
from pipeline.checks.pairs import Pairs
from pipeline.checks.subjects import Translation
from pipeline.config import Level
from pipeline.markdown import translated
from pipeline.model import Catalogue, Message, Phrase, Segment
from pipeline.parsing.directives import allowances

_OUT_OF_BODY = frozenset({"alt", "field", "link-title"})
"""Roles of texts that do not stand in the body of a page by themselves."""


def objection(
    message: Message,
    segment: Segment,
    catalogue: Catalogue,
    source_language: str,
    scope: checks.Scope,
    levels: Mapping[str, Level | Mapping[str, Level]],
) -> Phrase | None:
    """The first error that the rules find in `message`, a reviewed translation of `segment` in `catalogue`; None for none.

    `levels` are the severities that the site has chosen. What the translator has allowed is none.
    """
    content = None if segment.role in _OUT_OF_BODY else translated(segment, message.strings[0])
    translation = Translation(segment, message, content, "", catalogue)
    pairs = Pairs((translation,), source_language)
    allowed = [rule for rule, reason in allowances(message.comments) if reason]
    for rule in checks.RULES:
        if rule.subject not in ("Translation", "Translations") or rule.id in allowed:
            continue
        for note in rule.check(pairs if rule.subject == "Translations" else translation, scope):
            found = checks.reported(rule, note, scope)
            if any(f.severity == "error" for f in checks.configured((found,), levels)):
                return Phrase(found.template, found.values)
    return None
