"""What a site allows, gathered page by page and language by language: an allowance is needed if any language needs it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import checks
from pipeline.model import Allowance, Allowed, Finding
from pipeline.web.routes import at_home


class Allowing:
    """The allowances met so far in one run."""

    def __init__(self) -> None:
        self._stated: dict[Allowance, str] = {}
        """Each with the language of the text that it is beside; the page's own come first in the source language."""
        self._used: set[Allowance] = set()
        self._allowed: list[Allowed] = []

    def add(self, found: checks.Examined, path: str, language: str) -> None:
        """Take in what was found on one page, given by its path below the source folder, in one language."""
        self._allowed += [allowed._replace(finding=at_home(allowed.finding, path)) for allowed in found.allowed]
        for allowance in found.stated:
            self._stated.setdefault(allowance, language)
        self._used |= found.used

    @property
    def stated(self) -> tuple[Allowance, ...]:
        """What all pages allow."""
        return tuple(self._stated)

    def findings(self, scope: checks.Scope, *, whole: bool) -> tuple[Finding, ...]:
        """The findings in those of the language of `scope`. Whether one is still needed is known of a `whole` site alone."""
        stated = [allowance for allowance, language in self._stated.items() if language == scope.language]
        asked = checks.OF_PAGES + checks.OF_TRANSLATIONS + checks.OF_SITES if whole else ()
        return checks.run_on_allowances(stated, self._used, scope, asked)

    def allowed(self, more: Iterable[Allowed]) -> tuple[Allowed, ...]:
        """What would be findings, with `more` of them, each once: by path and line."""
        every = {*self._allowed, *more}
        return tuple(sorted(every, key=lambda a: (*a.finding.location, a.finding.rule, str(a.reason))))
