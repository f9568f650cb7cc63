"""`syntolk extract` and `syntolk update`: templates and catalogues on the disk brought up to date with the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline import files
from pipeline.catalogue import guard, parse, serialise
from pipeline.errors import CatalogueError
from pipeline.locale import plural_forms
from pipeline.merge import merge
from pipeline.model import Catalogue
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
    """Write `locales/<domain>.pot`. One whose messages are as before stays untouched, its date too."""
    result = []
    for domain, template in templates.items():
        path = workspace.root / LOCALES / f"{domain}.pot"
        header = _template_header(workspace.config.title, now)
        new = replace(template, header=header, header_flags=("fuzzy",), path=_name(workspace, path))
        result.append(_written(workspace, path, _keeping_date(path, new)))
    return result


def write_catalogues(
    workspace: Workspace,
    templates: Mapping[str, Catalogue],
    languages: tuple[str, ...],
    now: datetime,
    *,
    keep_translations: bool = False,
) -> list[Written]:
    """Merge `templates` into `locales/<language>/LC_MESSAGES/<domain>.po`.

    Raises `CatalogueError` for a catalogue that cannot be read, or that would lose something; it stays as it is.
    """
    result = []
    for language in languages:
        for domain, template in templates.items():
            path = workspace.catalogue_path(language, domain)
            data = files.read(path)
            if data is None:
                header = _catalogue_header(workspace.config.title, language, now)
                old = Catalogue(header=header, path=_name(workspace, path))
            else:
                old = parse(data, _name(workspace, path))
            new = merge(template, old, keep_translations=keep_translations)
            guard(old, new)
            result.append(_written(workspace, path, new))
    return result


def _written(workspace: Workspace, path: Path, catalogue: Catalogue) -> Written:
    live = sum(not m.obsolete for m in catalogue)
    return Written(_name(workspace, path), files.write(path, serialise(catalogue)), live)


def _name(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


def _keeping_date(path: Path, new: Catalogue) -> Catalogue:
    """`new` with the date of the file that it replaces, if that says the same otherwise."""
    data = files.read(path)
    if data is None:
        return new
    try:
        old = parse(data, new.path)
    except CatalogueError:
        return new
    same = serialise(replace(new, header=old.header)) == serialise(replace(old, path=new.path))
    return replace(new, header=old.header) if same else new


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
