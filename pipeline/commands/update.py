"""`syntolk extract` and `syntolk update`: templates and catalogues on the disk brought up to date with the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.catalogue import guard, parse, serialise
from pipeline.commands.extraction import templates as extracted
from pipeline.commands.merging import Catalogues, Job, Merged, last_template
from pipeline.errors import CatalogueError, PipelineError
from pipeline.execute import Alone, Crew
from pipeline.language.locale import plural_forms
from pipeline.model import Catalogue, Location, Message
from pipeline.patterns import expression
from pipeline.po.entries import Template, of_catalogue
from pipeline.workspace import SOURCE, Workspace

_DATE = "POT-Creation-Date"
_DATED = expression(rb'^"%s: ([^"\\]*)\\n"$' % _DATE.encode(), re.MULTILINE)
_TRIES = 5
_TAKEN = "somebody else keeps writing this file. Run the command again."
_ALONE = Alone()


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to one file."""

    path: str
    """Path below the site's folder."""
    changed: bool
    """Whether its bytes changed."""
    messages: int
    """Live messages in it."""
    converted: str = ""
    """The charset that it had, if it is UTF-8 now."""


class Updated(NamedTuple):
    """What an update has done."""

    written: list[Written]
    """The templates and catalogues that were looked at."""
    left_behind: list[str]
    """Paths of the catalogues whose section is gone."""
    unread: list[PipelineError]
    """Why catalogues could not be read. They stay as they were."""
    waiting: list[tuple[str, str]]
    """Paths of the catalogues that stay as they were because another one could not be read, and its path: a text that is new in them stands there."""


class _Ready(NamedTuple):
    """A template to be written."""

    domain: str
    messages: int
    data: bytes | None
    """What the file is to hold; None where it says the same already."""


def extract(workspace: Workspace, now: datetime, *, crew: Crew = _ALONE, remember: bool = False) -> list[Written]:
    """Bring the templates up to date: what was written. With `remember` pages that have not changed are not read."""
    found = extracted(workspace, crew, remember=remember)
    return _write_templates(workspace, [_ready(workspace, domain, template, now) for domain, template in found])


def update(
    workspace: Workspace,
    languages: tuple[str, ...],
    now: datetime,
    *,
    keep_translations: bool = False,
    crew: Crew = _ALONE,
    remember: bool = False,
) -> Updated:
    """Bring templates and catalogues up to date.

    Raises `CatalogueError` for a catalogue that would lose something; then nothing is written. What somebody saves in the
    meantime is read and merged again.
    """
    headers = {language: _catalogue_header(workspace.config.title, language, now) for language in languages}
    catalogues = [
        Catalogues(workspace, language, header, keep_translations=keep_translations)
        for language, header in headers.items()
    ]
    templates: dict[str, _Ready] = {}
    for domain, template in extracted(workspace, crew, remember=remember):
        templates[domain] = _ready(workspace, domain, template, now)
        for one in catalogues:
            one.take(domain, template)
        del template  # Before the next one comes.

    def wanted(domain: str) -> Template:
        path, data = workspace.template_path(domain), templates[domain].data
        data = files.read(path) or b"" if data is None else data
        return of_catalogue(parse(data, workspace.name(path)), workspace.config.po.wrap)

    ready = [(job, job.merged()) for one in catalogues for job in one.jobs(wanted)]
    written = _write_templates(workspace, templates.values())
    written += [_written(workspace, *entry) for entry in ready]
    unread = [error for one in catalogues for error in one.unread.values()]
    complete = not unread and {*languages} >= {*workspace.config.languages}
    return Updated(
        written,
        _left_behind(workspace, templates, languages, complete=complete),
        unread,
        [
            (
                workspace.name(workspace.catalogue_path(one.language, domain)),
                workspace.name(workspace.catalogue_path(one.language, broken)),
            )
            for one in catalogues
            for domain, broken in one.waiting.items()
        ],
    )


def _write_templates(workspace: Workspace, ready: Iterable[_Ready]) -> list[Written]:
    """Write `locales/<domain>.pot`, now that it is sure that each can be written."""
    paths = [(workspace.template_path(domain), messages, data) for domain, messages, data in ready]
    return [
        Written(workspace.name(path), data is not None and files.write(path, data), messages)
        for path, messages, data in paths
    ]


def _written(workspace: Workspace, job: Job, new: Merged) -> Written:
    """Write one catalogue; one that somebody has changed since it was read is merged again."""
    path = new.read.path
    name = workspace.name(path)
    for _ in range(_TRIES):
        data = files.read(path)
        if new.read.is_of(data):
            whole = new.whole(data)
            if whole == data or files.replace_unchanged(path, data, whole):
                return Written(name, whole != data, new.messages, new.converted)
        job = job.again(workspace)
        new = job.merged()
    raise CatalogueError(_TAKEN, Location(name))


def rewrite(workspace: Workspace, path: Path, change: Callable[[Catalogue], Catalogue]) -> bool:
    """Replace the catalogue at `path` by what `change` makes of it; whether anything was to be changed.

    A file that somebody saves in the meantime is read and changed again. Raises `CatalogueError` if something would be lost.
    """
    name = workspace.name(path)
    for _ in range(_TRIES):
        data = files.read_settled(path)
        old = workspace.parsed(data, name)
        new = change(old)
        if new.messages == old.messages:
            return False
        guard(old, new)
        if files.replace_unchanged(path, data, serialise(new, old)):
            return True
    raise CatalogueError(_TAKEN, Location(name))


def _left_behind(
    workspace: Workspace, domains: Iterable[str], languages: Iterable[str], *, complete: bool
) -> list[str]:
    """Paths of the catalogues made from pages that belong to no section any more.

    Their templates are removed, once each language is `complete`, brought up to date: until then they say what was on a page, so
    that it is seen where it has moved to.
    """
    found: list[str] = []
    for language in languages:
        wanted = {*domains, *workspace.theme_template(language)}
        for domain, catalogue in workspace.other_catalogues(language, wanted):
            if _is_of_pages(catalogue):
                found.append(catalogue.path)
                if complete and _is_of_pages(last_template(workspace, domain)):
                    files.remove(workspace.template_path(domain))
    return found


def _is_of_pages(catalogue: Catalogue) -> bool:
    return any(reference.startswith(f"{SOURCE}/") for message in catalogue for reference in message.references)


def write_changed(workspace: Workspace, changed: Iterable[tuple[Catalogue, Catalogue]]) -> list[Written]:
    """Write catalogues that a person or a program has worked on, each given as it was read and as it shall be.

    A translation that was to be reviewed may have lost its previous text: it has been reviewed, or written anew. Raises
    `CatalogueError` where anything else would be lost; then none is written.
    """
    ready: list[tuple[Catalogue, Catalogue, bytes]] = []
    for old, new in changed:
        kept = [m._replace(previous=(None, None, None)) if _previous_gone(m, new) else m for m in old]
        guard(replace(old, messages=tuple(kept)), new)
        ready.append((old, new, serialise(new, old)))
    return [_exchanged(workspace, old, new, data) for old, new, data in ready]


def _exchanged(workspace: Workspace, old: Catalogue, new: Catalogue, data: bytes) -> Written:
    """Write one catalogue in the place of `old`; one that somebody has changed since it was read stays as it is."""
    path = workspace.root / new.path
    before = files.read(path)
    same = before is not None and workspace.parsed(before, new.path) == replace(old, wrap=workspace.config.po.wrap)
    if not same or not (before == data or files.replace_unchanged(path, before, data)):
        raise CatalogueError(_TAKEN, Location(new.path))
    return Written(new.path, before != data, sum(not m.obsolete for m in new))


def _previous_gone(message: Message, new: Catalogue) -> bool:
    """Whether `new` has that message without a previous text."""
    found = new.find(*message.key)
    return not message.obsolete and found is not None and not any(found.previous)


def _ready(workspace: Workspace, domain: str, template: Template, now: datetime) -> _Ready:
    """A template to be written, unless the file says the same but for its date."""
    path, config = workspace.template_path(domain), workspace.config
    before = files.read(path)
    date = _date(before or b"")  # Not parsed: templates are made anew each time, so a broken one is no loss.
    entries = template.text()

    def dated(date: str) -> bytes:
        header = _template_header(config.title, date)
        top = Catalogue((), header, header_flags=("fuzzy",), path=workspace.name(path), wrap=config.po.wrap)
        return serialise(top, top) + entries

    return _Ready(domain, len(template), None if dated(date) == before else dated(_day(now)))


def _date(data: bytes) -> str:
    """When the template in `data` was made, as it says itself, or nothing."""
    found = _DATED.search(data)
    return found[1].decode("ascii", "replace") if found else ""


def _day(now: datetime) -> str:
    return now.strftime("%Y-%m-%d %H:%M%z")


def _template_header(title: str, date: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Project-Id-Version", title),
        (_DATE, date),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )


def _catalogue_header(title: str, language: str, now: datetime) -> tuple[tuple[str, str], ...]:
    return (
        ("Project-Id-Version", title),
        ("Report-Msgid-Bugs-To", ""),
        (_DATE, _day(now)),
        ("PO-Revision-Date", _day(now)),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        ("Language", language.replace("-", "_")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plural_forms(language)),
    )
