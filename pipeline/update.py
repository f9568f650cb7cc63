"""`syntolk extract` and `syntolk update`: templates and catalogues on the disk brought up to date with the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.catalogue import canonical, guard, parse, serialise
from pipeline.errors import CatalogueError
from pipeline.extract import TEMPLATE_DOMAIN
from pipeline.locale import plural_forms
from pipeline.merge import Elsewhere, merge
from pipeline.model import Catalogue, Location, Message
from pipeline.workspace import SOURCE, THEME_DOMAIN, Workspace

_Key = tuple[str | None, str]
_DATE = "POT-Creation-Date"
_DATED = re.compile(rb'^"%s: ([^"\\]*)\\n"$' % _DATE.encode(), re.MULTILINE)
_TRIES = 5
_TAKEN = "somebody else keeps writing this file. Run the command again."
_TEMPLATES = (TEMPLATE_DOMAIN, THEME_DOMAIN)
"""Domains whose texts are formats: `%%` is a percent sign there. They neither take from pages nor give to them."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to one file."""

    path: str
    """Path below the site's folder."""
    changed: bool
    """Whether its bytes changed."""
    messages: int
    """Live messages in it."""


def update(
    workspace: Workspace, languages: tuple[str, ...], now: datetime, *, keep_translations: bool = False
) -> tuple[list[Written], list[str]]:
    """Bring templates and catalogues up to date: what was written, and the paths of the catalogues whose section is gone.

    Raises `CatalogueError` for a catalogue that cannot be read, or that would lose something; then nothing is written. What
    somebody saves in the meantime is read and merged again.
    """
    templates = workspace.templates()
    ready = [
        (job, *job.merged())
        for language in languages
        for job in _jobs(workspace, templates, language, now, keep_translations=keep_translations)
    ]
    written = write_templates(workspace, templates, now)
    written += [_written(workspace, *entry) for entry in ready]
    return written, _left_behind(workspace, templates, languages)


def write_templates(workspace: Workspace, templates: Mapping[str, Catalogue], now: datetime) -> list[Written]:
    """Write `locales/<domain>.pot`. One that is as before but for its date stays untouched."""
    ready: dict[Path, _Template] = {}
    for domain, template in templates.items():
        path = workspace.template_path(domain)
        header = _template_header(workspace.config.title, now)
        wrap = workspace.config.po.wrap
        dated = replace(template, header=header, header_flags=("fuzzy",), path=_name(workspace, path), wrap=wrap)
        ready[path] = _template_as_written(path, dated)
    return [
        Written(new.path, files.write(path, data), sum(not m.obsolete for m in new))
        for path, (new, data) in ready.items()  # Once it is sure that each can be written.
    ]


def _jobs(
    workspace: Workspace, templates: Mapping[str, Catalogue], language: str, now: datetime, *, keep_translations: bool
) -> Iterator[_Job]:
    """What is to be merged: `templates` into `locales/<language>/LC_MESSAGES/<domain>.po`."""
    header = _catalogue_header(workspace.config.title, language, now)
    wanted = workspace.templates_for(language, templates)
    read = {domain: _read(workspace, workspace.catalogue_path(language, domain), header) for domain in wanted}
    others = [
        (catalogue, _template(workspace, domain)) for domain, catalogue in workspace.other_catalogues(language, wanted)
    ]
    for domain, template in wanted.items():
        path, data, old = read[domain]
        stock = [
            _Stock(found[2], _keys(found[2]) - _keys(wanted[name]), _keys(wanted[name]))
            for name, found in read.items()
            if name not in (domain, *_TEMPLATES)
        ]
        stock += [_Stock(catalogue, _keys(before)) for catalogue, before in others]
        elsewhere = _elsewhere(template, old, stock) if domain not in _TEMPLATES else Elsewhere()
        yield _Job(path, header, data, old, template, elsewhere, keep_translations)


def _keys(catalogue: Iterable[Message]) -> AbstractSet[_Key]:
    return {m.key for m in catalogue if not m.obsolete}


@dataclass(frozen=True, slots=True)
class _Job:
    """A catalogue to be merged."""

    path: Path
    header: tuple[tuple[str, str], ...]
    """Of a new catalogue."""
    data: bytes | None
    """What the file held when it was read; None where there was none."""
    old: Catalogue
    template: Catalogue
    elsewhere: Elsewhere
    keep_translations: bool

    def merged(self) -> tuple[Catalogue, bytes]:
        """The new catalogue and its bytes. Raises `CatalogueError` where something would be lost."""
        new = merge(self.template, self.old, keep_translations=self.keep_translations, elsewhere=self.elsewhere)
        new = _in_its_charset(new)
        if self.data is not None and canonical(new) == self.data:
            return new, self.data  # Nothing will be written, so there is nothing to prove.
        guard(self.old, new)
        return new, serialise(new, self.old)


def _in_its_charset(catalogue: Catalogue) -> Catalogue:
    """`catalogue` with what extraction says of its messages in letters that its charset has; texts are never changed."""
    if catalogue.charset == "utf-8":
        return catalogue

    def written(line: str) -> str:
        line = line.replace("›", ">").replace("…", "...")
        return line.encode(catalogue.charset, "replace").decode(catalogue.charset)

    return replace(catalogue, messages=tuple(m._replace(extracted=tuple(map(written, m.extracted))) for m in catalogue))


def _read(
    workspace: Workspace, path: Path, header: tuple[tuple[str, str], ...]
) -> tuple[Path, bytes | None, Catalogue]:
    data = files.read_settled(path)
    name = _name(workspace, path)
    catalogue = workspace.parsed(data, name)
    return path, data, catalogue if catalogue.header else replace(catalogue, header=header)


def _written(workspace: Workspace, job: _Job, new: Catalogue, data: bytes) -> Written:
    """Write one catalogue; one that somebody has changed since it was read is merged again."""
    for _ in range(_TRIES):
        changed = data != job.data
        if not changed or files.replace_unchanged(job.path, job.data, data):
            return Written(new.path, changed, sum(not m.obsolete for m in new))
        _, read, old = _read(workspace, job.path, job.header)
        job = replace(job, data=read, old=old)
        new, data = job.merged()
    raise CatalogueError(_TAKEN, Location(new.path))


def rewrite(workspace: Workspace, path: Path, change: Callable[[Catalogue], Catalogue]) -> bool:
    """Replace the catalogue at `path` by what `change` makes of it; whether anything was to be changed.

    A file that somebody saves in the meantime is read and changed again. Raises `CatalogueError` if something would be lost.
    """
    name = _name(workspace, path)
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


class _Stock(NamedTuple):
    """Another catalogue of the language, for a text that is new in this one."""

    catalogue: Catalogue
    leaving: AbstractSet[_Key]
    """What its pages had until now, and have no more."""
    live: AbstractSet[_Key] = frozenset()
    """What its pages have."""


def _elsewhere(template: Catalogue, old: Catalogue, stock: Iterable[_Stock]) -> Elsewhere:
    """What other catalogues offer for what is new in `template`."""
    new = _keys(template) - {m.key for m in old}
    if not new:
        return Elsewhere()
    exact: dict[_Key, list[tuple[int, Message]]] = {}
    vanished: list[Message] = []
    for catalogue, leaving, live in stock:
        for message in catalogue:
            if not any(message.strings):
                continue
            key, stays = message.key, message.key in live and not message.obsolete
            moves = key in leaving and not message.obsolete
            if key in new:
                rank = 2 * message.fuzzy + (not moves)  # Reviewed first, and what moves just now.
                exact.setdefault(key, []).append((rank, _borrowed(message) if stays else message))
            elif not stays and not message.obsolete:
                vanished.append(message)
    moving = frozenset(key for key, found in exact.items() if min(rank for rank, _ in found) == 0)
    return Elsewhere({key: _agreed(found) for key, found in exact.items()}, moving, tuple(vanished))


def _template(workspace: Workspace, domain: str) -> Catalogue:
    """The template of a section that is gone, while it is still there: of one that went with the change at hand."""
    path = workspace.template_path(domain)
    try:
        return parse(files.read(path) or b"", _name(workspace, path))
    except CatalogueError:
        return Catalogue()


def _left_behind(workspace: Workspace, templates: Mapping[str, Catalogue], languages: Iterable[str]) -> list[str]:
    """Paths of the catalogues made from pages that belong to no section any more; their templates are removed."""
    found: list[str] = []
    for language in languages:
        for domain, catalogue in workspace.other_catalogues(language, workspace.templates_for(language, templates)):
            if _is_of_pages(catalogue):
                found.append(catalogue.path)
                if _is_of_pages(_template(workspace, domain)):
                    files.remove(workspace.template_path(domain))
    return found


def _is_of_pages(catalogue: Catalogue) -> bool:
    return any(reference.startswith(f"{SOURCE}/") for message in catalogue for reference in message.references)


def _borrowed(message: Message) -> Message:
    """`message`, which stays where it is, without what was said of it there."""
    return message._replace(comments=(), flags=("fuzzy",) if message.fuzzy else (), previous=(None, None, None))


def _agreed(found: list[tuple[int, Message]]) -> Message:
    """The best of some messages of one key; to be reviewed where another one that is as good says something else."""
    best, message = min(found, key=lambda pair: pair[0])
    if message.fuzzy or all(other.strings == message.strings for rank, other in found if rank == best):
        return message
    return message._replace(flags=("fuzzy", *message.flags))


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


def _name(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


class _Template(NamedTuple):
    """A template and the bytes to write."""

    new: Catalogue
    data: bytes


def _template_as_written(path: Path, new: Catalogue) -> _Template:
    """`new` with the date of the file that it replaces, if that says the same otherwise."""
    data = files.read(path)
    date = _date(data or b"")  # Not parsed: templates are made anew each time, so a broken one is no loss.
    dated = replace(new, header=tuple((key, date if key == _DATE else value) for key, value in new.header))
    if data is not None and canonical(dated) == data:
        return _Template(dated, data)
    return _Template(new, serialise(new, new))  # No work of a person is in it: our own reader's proof is enough.


def _date(data: bytes) -> str:
    """When the template in `data` was made, as it says itself, or nothing."""
    found = _DATED.search(data)
    return found[1].decode("ascii", "replace") if found else ""


def _template_header(title: str, now: datetime) -> tuple[tuple[str, str], ...]:
    return (
        ("Project-Id-Version", title),
        (_DATE, now.strftime("%Y-%m-%d %H:%M%z")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )


def _catalogue_header(title: str, language: str, now: datetime) -> tuple[tuple[str, str], ...]:
    return (
        ("Project-Id-Version", title),
        ("Report-Msgid-Bugs-To", ""),
        (_DATE, now.strftime("%Y-%m-%d %H:%M%z")),
        ("PO-Revision-Date", now.strftime("%Y-%m-%d %H:%M%z")),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        ("Language", language.replace("-", "_")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plural_forms(language)),
    )
