"""The catalogues of one build: those of the site's own words are kept, those of pages are read section by section and go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline import checks
from pipeline.config import Config
from pipeline.extract import SITE_DOMAIN, TEMPLATE_DOMAIN
from pipeline.model import Catalogue, Finding
from pipeline.terms import approved
from pipeline.translation import pseudo
from pipeline.translation.consistency import Repetitions, numbers
from pipeline.web.packaged import THEME_DOMAIN
from pipeline.words import printable_part
from pipeline.workspace import Workspace

Key = tuple[str, str]
"""Language and domain."""


class Seen(NamedTuple):
    """What the rest of a build needs of a catalogue that was read for the pages of a section."""

    language: str
    domain: str
    findings: tuple[Finding, ...]
    """What is wrong with it."""
    readable: bool
    """Whether it could be read."""
    numbers: bytes
    """What `consistency.numbers` says of it, where rules are asked."""


class Section:
    """The catalogues of the section that pages are read of just now; they come by section."""

    def __init__(self, workspace: Workspace, config: Config, *, checking: bool) -> None:
        self._workspace = workspace
        self._config = config
        self._checking = checking
        self._domain = ""
        self.catalogues: dict[str, Catalogue] = {}
        """By language."""
        self.seen: tuple[Seen, ...] = ()
        """What else is to be known of them."""

    def open(self, domain: str) -> None:
        """Read those of `domain`, unless they are at hand."""
        if domain != self._domain:
            self.catalogues, self.seen, self._domain = {}, (), domain  # Not two sections at a time.
            pairs = [read(self._workspace, language, domain, self._checking) for language in self._config.languages]
            self.catalogues = {seen.language: catalogue for catalogue, seen in pairs}
            self.seen = tuple(seen for _, seen in pairs)


def read(workspace: Workspace, language: str, domain: str, checking: bool) -> tuple[Catalogue, Seen]:
    """A catalogue as pages are translated with it, and what is to be known of it besides."""
    loaded = workspace.catalogue(language, domain)
    compared = checking and domain not in (TEMPLATE_DOMAIN, THEME_DOMAIN)
    seen = Seen(language, domain, loaded.findings, loaded.readable, numbers(loaded.catalogue) if compared else b"")
    return approved(loaded.catalogue, workspace.terms), seen


class Catalogues:
    """The catalogues of the languages of `config`; with a `pseudo_language` they are made up."""

    def __init__(self, workspace: Workspace, config: Config, pseudo_language: str, *, checking: bool) -> None:
        self._workspace = workspace
        self._config = config
        self._pseudo = pseudo_language
        self._checking = checking
        self._repetitions = Repetitions()
        self._known: set[Key] = set()
        self.findings: list[Finding] = []
        """What is wrong with those that were read."""
        self.unreadable: set[Key] = set()
        """Those that could not be read."""
        self.kept: dict[Key, Catalogue] = {}
        """Those that are at hand: of the site's own strings and of its templates."""
        self.kept |= self._words()

    def add(self, seen: Seen) -> None:
        """Take in what was seen of a catalogue; of the same one only once."""
        key = (seen.language, seen.domain)
        if key not in self._known:
            self._known.add(key)
            self.findings += seen.findings
            if not seen.readable:
                self.unreadable.add(key)
            if self._checking:
                self._repetitions.add(*key, seen.numbers)

    def of_site(self, language: str) -> Catalogue | None:
        """The catalogue of the site's own strings; None for the source language."""
        return self.kept.get((language, SITE_DOMAIN))

    def inconsistent(self, scope: checks.Scope) -> Iterator[Finding]:
        """The texts that have one translation here and another there."""
        for language, domains, keys in self._repetitions.doubtful():
            found = [self._workspace.catalogue(language, domain).catalogue for domain in domains]
            yield from checks.run_on_catalogues(found, scope._replace(language=language, translated=True), keys)

    def _read(self, language: str, domain: str) -> Catalogue:
        catalogue, seen = read(self._workspace, language, domain, self._checking)
        self.add(seen)
        return catalogue

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
