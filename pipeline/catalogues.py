"""The catalogues of one build: each is read when it is first needed, and of those for pages only one section's is kept."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import checks, pseudo
from pipeline.config import Config
from pipeline.consistency import Repetitions
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN, template
from pipeline.model import Catalogue, Document, Finding
from pipeline.terms import approved
from pipeline.words import printable_part
from pipeline.workspace import THEME_DOMAIN, Workspace

Key = tuple[str, str]
"""Language and domain."""


class Catalogues:
    """The catalogues of the languages of `config`; with a `pseudo_language` they are made up."""

    def __init__(self, workspace: Workspace, config: Config, pseudo_language: str, *, checking: bool) -> None:
        self._workspace = workspace
        self._config = config
        self._pseudo = pseudo_language
        self._checking = checking
        self._repetitions = Repetitions()
        self.findings: list[Finding] = []
        """What is wrong with those that were read."""
        self.unreadable: set[Key] = set()
        """Those that could not be read."""
        self.kept: dict[Key, Catalogue] = {}
        """Those that are at hand: of the site's own strings and its templates, and of the section that was read last."""
        self.kept |= self._words()

    def of_page(self, language: str, domain: str, document: Document) -> Catalogue:
        """The catalogue of the page `document`; pages come by domain."""
        if self._pseudo:
            return pseudo.catalogue(template([document]), language)
        key = (language, domain)
        if key not in self.kept:
            always = (domain, SITE_DOMAIN, TEMPLATE_DOMAIN, THEME_DOMAIN)
            self.kept = {k: catalogue for k, catalogue in self.kept.items() if k[1] in always}
            self.kept[key] = self._read(*key)
        return self.kept[key]

    def of_site(self, language: str) -> Catalogue | None:
        """The catalogue of the site's own strings; None for the source language."""
        return self.kept.get((language, SITE_DOMAIN))

    def inconsistent(self, scope: checks.Scope) -> Iterator[Finding]:
        """The texts that have one translation here and another there."""
        for language, domains, keys in self._repetitions.doubtful():
            found = [self._workspace.catalogue(language, domain).catalogue for domain in domains]
            yield from checks.run_on_catalogues(found, scope._replace(language=language, translated=True), keys)

    def _read(self, language: str, domain: str) -> Catalogue:
        loaded = self._workspace.catalogue(language, domain)
        self.findings += loaded.findings
        if not loaded.readable:
            self.unreadable.add((language, domain))
        if self._checking and domain not in (TEMPLATE_DOMAIN, THEME_DOMAIN):
            self._repetitions.add(language, domain, loaded.catalogue)
        return approved(loaded.catalogue, self._workspace.terms)

    def _words(self) -> Iterator[tuple[Key, Catalogue]]:
        """The catalogues of the site's own strings and of its templates."""
        if self._pseudo:
            templates = self._workspace.templates(iter(()))
            for domain in (SITE_DOMAIN, TEMPLATE_DOMAIN):
                if domain in templates:
                    yield (self._pseudo, domain), pseudo.catalogue(templates[domain], self._pseudo)
            return
        for language in self._config.languages:
            yield (language, SITE_DOMAIN), self._read(language, SITE_DOMAIN)
        wanted = [(language, TEMPLATE_DOMAIN) for language in self._config.languages]
        wanted += [(language, THEME_DOMAIN) for language in self._config.all_languages]
        for language, domain in wanted:
            catalogue, findings = printable_part(self._read(language, domain), language)
            self.findings += findings
            yield (language, domain), catalogue
