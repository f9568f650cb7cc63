"""What a preview knows of its site: what the last build has found on a page, and the catalogues, one translation of which it writes.

Everything is read when it is asked for, so it is what the files say now; only the findings are those of the last build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

from pipeline import checks, files
from pipeline.catalogue import serialise
from pipeline.errors import CatalogueError
from pipeline.jobs.page_reports import report_names
from pipeline.language.limits import limits
from pipeline.language.locale import own_name
from pipeline.language.tags import direction
from pipeline.model import Catalogue, Location, Message, Phrase
from pipeline.preview.kinds import kinds
from pipeline.preview.texts import PageText, among, edited, texts
from pipeline.report import Report
from pipeline.reporters.sheet import lix
from pipeline.terms import approved
from pipeline.translation.approval import objection
from pipeline.translation.messages import segment_of
from pipeline.web.routes import ROUTES
from pipeline.words import Words
from pipeline.workspace import OUTPUT, SOURCE, Workspace

Answer = Mapping[str, object]
"""What a browser is answered, as JSON."""


class _Page(NamedTuple):
    """A published page."""

    source: str
    """Path below the source folder."""
    language: str


class Session:
    """A preview of the site in `root`, which says everything in `words`."""

    def __init__(self, root: Path, words: Words) -> None:
        self._root = root
        self.words = words
        self.report = Report(())
        """What the last build has found."""

    def page(self, file: str) -> Answer | None:
        """What is laid over the page that is published as `file`; None for what is no page of the site."""
        found = self._page(file)
        if found is None:
            return None
        workspace = Workspace(self._root)
        path = f"{SOURCE}/{found.source}"
        shown, states, named = self._texts(workspace, found), self._states, kinds(self.words)
        findings = among(self.report.findings, shown, path, found.language)
        own = next((p for p in self.report.pages if (p.path, p.language) == (path, found.language)), None)
        names = report_names([*dict.fromkeys(page.path.removeprefix(f"{SOURCE}/") for page in self.report.pages)])
        return {
            "language": found.language,
            "direction": direction(found.language),
            "name": own_name(found.language),
            "source": workspace.config.source_language,
            "path": path,
            "report": names.get(found.source, ""),
            "readability": f"LIX {unescape(lix(own.measure, self.words))}"
            if own is not None and own.measure is not None
            else "",
            "findings": [
                {
                    "said": self.words.pgettext("severity", finding.severity),
                    "rule": finding.rule,
                    "message": self.words.finding(finding),
                    "suggestion": finding.suggestion,
                    "place": str(finding.location),
                    "text": number,
                }
                for finding, number in findings
            ],
            "texts": [
                {
                    **text._asdict(),
                    "place": str(text.place),
                    "notes": list(text.notes),
                    "said": states[text.state],
                    "kind": named.get(f"field {text.context}" if text.role == "field" else text.role, text.role),
                }
                for text in shown
            ],
            "words": self._said,
            "speech": self.words.language,
        }

    def save(self, file: str, context: str | None, id: str, before: str, text: str) -> Answer:
        """Write `text` as the translation of a message on a page, which was `before` when the translator saw it.

        Where the rules find an error in it, it is kept, to be reviewed. Raises `CatalogueError` where nothing is written.
        """
        page = self._page(file)
        workspace = Workspace(self._root)
        if page is None or page.language == workspace.config.source_language:
            raise CatalogueError("this page has no translations", None)
        catalogue = workspace.readable_catalogue(page.language, workspace.domain(page.source))
        message = catalogue.find(context, id)
        if message is None:
            raise CatalogueError(
                "the catalogue does not have this text: run `syntolk update`", Location(catalogue.path)
            )
        if message.strings[0] != before:
            raise CatalogueError(
                "somebody has changed this translation meanwhile", Location(catalogue.path, message.line)
            )
        if not text.strip():
            raise CatalogueError("an empty translation is not saved", Location(catalogue.path, message.line))
        new = edited(message, text)
        fault = self._objection(workspace, page, catalogue, new)
        if fault is not None:
            new = new._replace(flags=("fuzzy", *new.flags))
        self._write(workspace, catalogue, message, new)
        if fault is None:
            said = self.words.gettext("Saved. The page is being built again.")
        else:
            said = self.words.say("Saved, but to be reviewed: {reason}", reason=fault)
        return {"translation": new.strings[0], "said": said}

    def _write(self, workspace: Workspace, catalogue: Catalogue, message: Message, new: Message) -> None:
        """Write `catalogue` with `new` in the place of `message`, unless somebody else has changed the file. Its translator wants the old text gone."""
        changed = replace(catalogue, messages=tuple(new if one is message else one for one in catalogue))
        data = serialise(changed, catalogue)
        path = workspace.root / catalogue.path
        before = files.read(path)
        same = before is not None and workspace.parsed(before, catalogue.path) == catalogue
        if not same or not (before == data or files.replace_unchanged(path, before, data)):
            raise CatalogueError("somebody else is writing this file: try again", Location(catalogue.path))

    def _objection(self, workspace: Workspace, page: _Page, catalogue: Catalogue, message: Message) -> Phrase | None:
        """What the rules call an error in a translation."""
        config = workspace.config
        segments = workspace.document(page.source).segments
        segment = next((s for s in segments if (s.context, s.id) == message.key), segment_of(message, message.id))
        scope = checks.Scope(page.language, True, limits(config.readability), terms=workspace.terms)
        return objection(message, segment, catalogue, config.source_language, scope, config.rules)

    def _page(self, file: str) -> _Page | None:
        """The page that is published as `file`, a path below the output folder."""
        with suppress(ValueError, AttributeError, KeyError, TypeError):
            for language, edition in json.loads(files.read(self._root / OUTPUT / ROUTES) or b"{}").items():
                for source, output in edition["pages"].items():
                    if output == file:
                        return _Page(source, language)
        return None

    def _texts(self, workspace: Workspace, page: _Page) -> list[PageText]:
        """The texts of a page. Of a catalogue that cannot be read nothing is known."""
        document, path = workspace.document(page.source), f"{SOURCE}/{page.source}"
        if page.language == workspace.config.source_language:
            return texts(document, path, None)
        catalogue = workspace.catalogue(page.language, workspace.domain(page.source)).catalogue
        return texts(document, path, approved(catalogue, workspace.terms))

    @property
    def _states(self) -> Mapping[str, str]:
        _ = self.words.gettext
        return {
            "source": _("source text"),
            "missing": _("not translated"),
            "fuzzy": _("to be reviewed"),
            "reviewed": _("translated"),
        }

    @property
    def _said(self) -> Mapping[str, str]:
        """The words of the overlay itself."""
        _ = self.words.gettext
        return {
            "open": _("Review"),
            "close": _("Close"),
            "findings": _("Findings"),
            "none": _("No findings."),
            "texts": _("Texts"),
            "report": _("The report of this page"),
            "translation": _("Translation"),
            "save": _("Save"),
            "changed": _("The page has been built again. What you have written is not saved yet."),
            "reload": _("Show the new page"),
            "failed": _("The preview does not answer. What you have written is still here."),
        }
