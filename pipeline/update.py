"""`syntolk extract` and `syntolk update`: templates and catalogues on the disk brought up to date with the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline import files
from pipeline.catalogue import guard, parse, serialise
from pipeline.errors import CatalogueError
from pipeline.locale import plural_forms
from pipeline.merge import merge
from pipeline.model import Catalogue, Message
from pipeline.workspace import LOCALES, Workspace

_DATE = "POT-Creation-Date"


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to one file."""

    path: str
    """Path below the site's folder."""
    changed: bool
    """Whether its bytes changed."""
    messages: int
    """Live messages in it."""


def write_templates(workspace: Workspace, templates: Mapping[str, Catalogue], now: datetime) -> list[Written]:
    """Write `locales/<domain>.pot`. One that is as before but for its date stays untouched."""
    new: dict[Path, Catalogue] = {}
    for domain, template in templates.items():
        path = workspace.root / LOCALES / f"{domain}.pot"
        header = _template_header(workspace.config.title, now)
        dated = replace(template, header=header, header_flags=("fuzzy",), path=_name(workspace, path))
        new[path] = _keeping_date(path, dated)
    return _written(workspace, new)


def write_catalogues(
    workspace: Workspace,
    templates: Mapping[str, Catalogue],
    languages: tuple[str, ...],
    now: datetime,
    *,
    keep_translations: bool = False,
) -> list[Written]:
    """Merge `templates` into `locales/<language>/LC_MESSAGES/<domain>.po`.

    Raises `CatalogueError` for a catalogue that cannot be read, or that would lose something; then none is written.
    """
    new: dict[Path, Catalogue] = {}
    for language in languages:
        for domain, template in workspace.templates_for(language, templates).items():
            path = workspace.catalogue_path(language, domain)
            data = files.read(path)
            if data is None:
                header = _catalogue_header(workspace.config.title, language, now)
                old = Catalogue(header=header, path=_name(workspace, path))
            else:
                old = parse(data, _name(workspace, path))
            new[path] = merge(template, old, keep_translations=keep_translations)
            guard(old, new[path])
    return _written(workspace, new)


def _written(workspace: Workspace, catalogues: Mapping[Path, Catalogue]) -> list[Written]:
    """Write all of `catalogues`, once it is sure that each can be written."""
    ready = {path: serialise(catalogue) for path, catalogue in catalogues.items()}
    return [
        Written(_name(workspace, path), files.write(path, data), sum(not m.obsolete for m in catalogues[path]))
        for path, data in ready.items()
    ]


def write_changed(workspace: Workspace, changed: Iterable[tuple[Catalogue, Catalogue]]) -> list[Written]:
    """Write catalogues that a person or a program has worked on, each given as it was read and as it shall be.

    A translation that was to be reviewed may have lost its previous text: it has been reviewed, or written anew. Raises
    `CatalogueError` where anything else would be lost; then none is written.
    """
    ready: list[tuple[Catalogue, bytes]] = []
    for old, new in changed:
        kept = [m._replace(previous=(None, None, None)) if _previous_gone(m, new) else m for m in old]
        guard(replace(old, messages=tuple(kept)), new)
        ready.append((new, serialise(new)))
    return [
        Written(new.path, files.write(workspace.root / new.path, data), sum(not m.obsolete for m in new))
        for new, data in ready
    ]


def _previous_gone(message: Message, new: Catalogue) -> bool:
    """Whether `new` has that message without a previous text."""
    found = new.find(*message.key)
    return not message.obsolete and found is not None and not any(found.previous)


def _name(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


def _keeping_date(path: Path, new: Catalogue) -> Catalogue:
    """`new` with the date of the file that it replaces, if that says the same otherwise."""
    data = files.read(path)
    if data is None:
        return new
    try:
        old = parse(data, new.path)
    except CatalogueError:  # Templates are made anew each time, so a broken one is no loss.
        return new
    date = dict(old.header).get(_DATE, "")
    dated = replace(new, header=tuple((key, date if key == _DATE else value) for key, value in new.header))
    return dated if serialise(dated) == data else new


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
