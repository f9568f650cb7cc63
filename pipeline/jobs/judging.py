"""What is wrong with a site beside what was found on each page by itself: when all pages have gone by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from pipeline import checks
from pipeline.extract import SITE_DOMAIN
from pipeline.jobs.catalogues import Catalogues
from pipeline.jobs.gathering import Gathered
from pipeline.model import Document, Finding
from pipeline.site import GLOSSARY, Edition
from pipeline.web.aliases import problems
from pipeline.web.routes import at_home
from pipeline.workspace import Workspace


class Scopes(Protocol):
    """Knows what rules may know about the world around a text."""

    def __call__(self, language: str, *, translated: bool) -> checks.Scope: ...


class Judging:
    """The findings of one build. Who is asked last about allowances knows which of them were of use."""

    def __init__(
        self,
        workspace: Workspace,
        pages: Gathered,
        editions: Mapping[str, Edition],
        catalogues: Catalogues,
        definitions: Mapping[str, Document],
        scope: Scopes,
    ) -> None:
        self._workspace = workspace
        self._pages = pages
        self._editions = editions
        self._catalogues = catalogues
        self._definitions = definitions
        self._scope = scope
        self._source = workspace.config.source_language

    def pages(self) -> Iterator[Finding]:
        """The findings in pages: with paths from the site's folder, and no error in what no visitor sees."""
        for language, pages in self._pages.kept.items():
            published = self._editions[language].entries if language in self._editions else {}
            for path, page in pages.items():
                for own in page.findings:
                    found = at_home(own, path)
                    yield (
                        found if path in published or found.severity != "error" else replace(found, severity="warning")
                    )

    def aliases(self) -> Iterator[Finding]:
        """The old addresses that cannot lie where they want to, with their places in the front matter."""
        for language, edition in self._editions.items():
            for alias, found in problems(edition, self._workspace.tree.assets):
                place = self._workspace.place_of_alias(alias, found.location.path)
                yield replace(found, location=place, language=language)

    def whole(self) -> Iterator[Finding]:
        """The findings in what is more than a page; what is allowed comes last, when all has been found."""
        yield from self._of_definitions()
        yield from self._catalogues.inconsistent(self._scope("", translated=True))
        scope = self._scope(self._source, translated=False)
        for finding in checks.run_on_names(self._workspace.tree.strays, scope):
            yield at_home(finding, finding.location.path)
        yield from self._astray()
        yield from self._together()
        yield from self._of_allowances()

    def _of_definitions(self) -> Iterator[Finding]:
        """The findings in what the terms mean, where a page shows it."""
        for language, document in self._definitions.items():
            if not any(page.entry.type == GLOSSARY for page in self._pages.kept[language].values()):
                continue
            catalogue = self._catalogues.of_site(language)
            if (language, SITE_DOMAIN) in self._catalogues.unreadable:
                continue
            scope = self._scope(language, translated=catalogue is not None)
            found = checks.examine(document, scope, catalogue, whole=False)
            self._pages.allowing.add(found, document.path, document.language)
            yield from (at_home(finding, document.path) for finding in found.findings)

    def _astray(self) -> Iterator[Finding]:
        """The links to places that are not there. What a template brings is known to nobody, and a glossary is one."""
        glossaries = {path for path, page in self._pages.kept[self._source].items() if page.entry.type == GLOSSARY}
        for path, found in self._pages.places.examined(self._scope(self._source, translated=False), glossaries):
            self._pages.allowing.add(found, path, self._source)
            yield from (at_home(finding, path) for finding in found.findings)

    def _together(self) -> Iterator[Finding]:
        """The findings in the pages of each language beside each other."""
        for language, edition in self._editions.items():
            scope = self._scope(language, translated=language != self._source)
            found = checks.run_on_pages([*edition.entries.values()], self._pages.allowing.stated, scope)
            for finding in found.findings:
                yield at_home(finding, finding.location.path)
            for path in {allowed.finding.location.path for allowed in found.allowed}:
                own = tuple(a for a in found.allowed if a.finding.location.path == path)
                self._pages.allowing.add(found._replace(allowed=own), path, language)

    def _of_allowances(self) -> Iterator[Finding]:
        """The findings in what is allowed. One that no language needs is told, where every catalogue could be read."""
        pages = self._pages.kept[self._source]
        for language in self._pages.kept:
            scope = self._scope(language, translated=language != self._source)
            for finding in self._pages.allowing.findings(scope, whole=not self._catalogues.unreadable):
                path = finding.location.path
                yield at_home(finding, path) if path in pages else finding
