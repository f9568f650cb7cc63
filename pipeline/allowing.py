"""What a site allows, gathered page by page and language by language: an allowance is needed if any language needs it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import checks
from pipeline.model import Allowance, Finding
from pipeline.workspace import Workspace


class Allowing:
    """The allowances met so far in one run."""

    def __init__(self) -> None:
        self._stated: dict[Allowance, str] = {}
        """Each with the language of the text that it is beside; the page's own come first in the source language."""
        self._used: set[Allowance] = set()

    def add(self, found: checks.Examined, language: str) -> None:
        """Take in what was found on one page in one language."""
        for allowance in found.stated:
            self._stated.setdefault(allowance, language)
        self._used |= found.used

    def findings(self, scope: checks.Scope, *, whole: bool) -> tuple[Finding, ...]:
        """The findings in those of the language of `scope`. Whether one is still needed is known of a `whole` site alone."""
        stated = [allowance for allowance, language in self._stated.items() if language == scope.language]
        asked = checks.OF_PAGES + checks.OF_TRANSLATIONS + checks.OF_SITES if whole else ()
        return checks.run_on_allowances(stated, self._used, scope, asked)


def reasonless(workspace: Workspace) -> Iterator[Finding]:
    """A finding for each rule that the settings turn off without a reason."""
    for rule, level in workspace.config.rules.items():
        levels = (level,) if isinstance(level, str) else level.values()
        if "off" in levels and not isinstance(workspace.reason(rule), str):
            template = "“{rule}” is turned off without a reason. Write why in a comment on that line."
            where, language = workspace.setting(f"rules.{rule}"), workspace.config.source_language
            yield Finding("allowance-reason-missing", "review", template, where, language, (("rule", rule),))
