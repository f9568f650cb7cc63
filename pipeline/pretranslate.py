"""`syntolk translate`: the empty messages of a site's catalogues filled in on the disk, bit by bit.

Each answer of an engine is written before the next is asked for, so that a run which is interrupted goes on where it
stopped. What is written is put into the catalogue as it is on the disk at that moment, which somebody may have saved
in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline import files, terms
from pipeline.catalogue import parse
from pipeline.errors import PipelineError, SourceError
from pipeline.memory import Memory, Unit, units_of, units_of_terms
from pipeline.memory_files import read_csv, read_tmx
from pipeline.model import Catalogue, Location, Segment
from pipeline.translate import Brief, Key, Provider, Refusal, Step, applied, is_empty, steps
from pipeline.update import rewrite
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace

Progress = Callable[[str, int, int], None]
"""Told the path of a catalogue, how many of its empty messages have been seen to, and how many there were."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done to one catalogue."""

    path: str
    """Path below the site's folder."""
    exact: int = 0
    """Messages filled from memory, with the same text."""
    similar: int = 0
    """Messages filled from memory, with a similar text."""
    machine: int = 0
    """Messages filled by the engine."""
    refused: tuple[Refusal, ...] = ()
    """Messages whose translation by the engine could not be used."""
    left: int = 0
    """Messages that are still empty."""
    characters: int = 0
    """Characters of the source in those."""
    failure: PipelineError | None = None
    """Why the engine is not asked any more."""


class Options(NamedTuple):
    """What the user wants."""

    brief: Brief
    """What translations are made with; languages, terms and segments are put in here."""
    memory: Sequence[str] = ()
    """Paths of further memories: `.po`, `.tmx` or `.csv`."""
    limit: int | None = None
    """Messages that may be filled or asked for."""
    dry: bool = False
    """Whether nothing is asked for, and nothing written."""


def pretranslate(
    workspace: Workspace, languages: Iterable[str], provider: Provider | None, options: Options, progress: Progress
) -> Iterator[Summary]:
    """Fill what is empty in the catalogues of `languages`, one after the other; a summary of each that had something empty.

    Raises `CatalogueError` for a catalogue that cannot be read, `SourceError` where there is none, or for a memory.
    """
    segments = _segments(workspace)
    limit = options.limit
    for language in languages:
        catalogues = _catalogues(workspace, language)
        brief = replace(options.brief, source=workspace.config.source_language, target=language, terms=workspace.terms)
        memory = Memory(_units(workspace.root, catalogues.values(), brief, options.memory))
        for path, catalogue in catalogues.items():
            waiting = sum(map(is_empty, catalogue))
            if not waiting:
                continue
            brief = replace(brief, segments=segments.get(path.stem, {}))
            asked = None if options.dry else provider
            summary = Summary(catalogue.path)
            for step in steps(catalogue, memory, asked, brief, limit):
                if step.filled and not options.dry:
                    rewrite(workspace, path, partial(applied, filled=step.filled))
                summary = _added(summary, step)
                done = summary.exact + summary.similar + summary.machine + len(summary.refused)
                progress(catalogue.path, done, waiting)
                catalogue = applied(catalogue, step.filled)  # noqa: PLW2901 - what is left of it
            if limit is not None:
                limit = max(limit - summary.exact - summary.similar - summary.machine - len(summary.refused), 0)
            if summary.failure is not None:
                provider = None
            empty = [message for message in catalogue if is_empty(message)]
            yield replace(summary, left=len(empty), characters=sum(len(message.id) for message in empty))


def as_text(summary: Summary, words: Words) -> str:
    """One line about a catalogue."""
    return words.say(
        "{path}: {exact} exact and {similar} similar from memory, {machine} by machine, {refused} refused, {left} left ({characters} characters)",
        path=summary.path,
        exact=summary.exact,
        similar=summary.similar,
        machine=summary.machine,
        refused=len(summary.refused),
        left=summary.left,
        characters=summary.characters,
    )


def _added(summary: Summary, step: Step) -> Summary:
    return replace(
        summary,
        exact=summary.exact + step.exact,
        similar=summary.similar + step.similar,
        machine=summary.machine + step.machine,
        refused=summary.refused + step.refused,
        failure=step.failure,
    )


def _catalogues(workspace: Workspace, language: str) -> dict[Path, Catalogue]:
    """The catalogues of `language` that are on the disk, by path."""
    found: dict[Path, Catalogue] = {}
    for domain in workspace.templates_for(language, workspace.templates()):
        path = workspace.catalogue_path(language, domain)
        data = files.read(path)
        if data is not None:
            found[path] = workspace.parsed(data, path.relative_to(workspace.root).as_posix())
    if not found:
        template = "there is no catalogue for “{language}” yet. Run `syntolk update` first."
        raise SourceError(template, None, (("language", language),))
    return found


def _segments(workspace: Workspace) -> dict[str, dict[Key, Segment]]:
    """The segments of the site by domain and key."""
    found: dict[str, dict[Key, Segment]] = {}
    for document in workspace.documents():
        of_domain = found.setdefault(workspace.domain(document.path), {})
        for segment in document.segments:
            of_domain.setdefault((segment.context, segment.id), segment)
    return found


def _units(root: Path, catalogues: Iterable[Catalogue], brief: Brief, paths: Iterable[str]) -> Iterator[Unit]:
    """Everything that has been translated before: on this site, among its terms, in the memories at `paths`."""
    for catalogue in catalogues:
        yield from units_of(catalogue)
    yield from units_of_terms(brief.terms, brief.target, f"{SOURCE}/{terms.FILE}")
    for path in paths:
        units = read_memory(Path(path), brief.source, brief.target)
        shown = _shown(root, Path(path))
        yield from (unit._replace(origin=shown + unit.origin.removeprefix(Path(path).as_posix())) for unit in units)


def _shown(root: Path, path: Path) -> str:
    """What a comment says of `path`: where it is on the site, else its name. What is around it is nobody's business."""
    inside = path.resolve().is_relative_to(root.resolve())
    return path.resolve().relative_to(root.resolve()).as_posix() if inside else path.name


def read_memory(path: Path, source: str, target: str) -> list[Unit]:
    """The units of the memory at `path`, told by its ending. Raises `SourceError` or `CatalogueError`."""
    data = files.read(path)
    name = path.as_posix()
    if data is None:
        raise SourceError("there is no such file.", Location(name))
    match path.suffix.lower():
        case ".po":
            return list(units_of(_po(data, name, target)))
        case ".tmx":
            return read_tmx(data, name, source, target)
        case ".csv":
            return read_csv(data, name, source, target)
        case _:
            raise SourceError("a translation memory is a .po, a .tmx or a .csv file.", Location(name))


def _po(data: bytes, name: str, target: str) -> Catalogue:
    """A catalogue to `target`; empty where its header says that it is to another language."""
    catalogue = parse(data, name)
    language = dict(catalogue.header).get("Language", "").strip().replace("_", "-")
    if language and language.split("-")[0].lower() != target.split("-", maxsplit=1)[0].lower():
        return Catalogue(path=name)
    return catalogue
