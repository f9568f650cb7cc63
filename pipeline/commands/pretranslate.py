"""`syntolk translate`: the empty messages of a site's catalogues filled in on the disk, bit by bit.

Each answer of an engine is written before the next is asked for, so that a run which is interrupted goes on where it
stopped. What is written is put into the catalogue as it is on the disk at that moment, which somebody may have saved
in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline import files, terms
from pipeline.catalogue import parse
from pipeline.commands.update import rewrite
from pipeline.errors import CatalogueError, PipelineError, SourceError
from pipeline.model import Catalogue, Location, Message, Segment
from pipeline.translate import Brief, Key, Provider, Refusal, Step, applied, is_empty, steps
from pipeline.translation.fitting import unfit
from pipeline.translation.memory import Memory, Unit, units_of, units_of_terms
from pipeline.translation.memory_files import read_csv, read_tmx
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
    """Messages whose translation could not be used."""
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
) -> Iterator[Summary | PipelineError]:
    """Fill what is empty in the catalogues of `languages`, one after the other; a summary of each that had something empty, or why one cannot be read.

    Raises `SourceError` where there is none, and this or `CatalogueError` for a memory.
    """
    known = segments(workspace)
    limit = options.limit
    for language in languages:
        catalogues, unread = _catalogues(workspace, language)
        yield from unread
        brief = replace(options.brief, source=workspace.config.source_language, target=language, terms=workspace.terms)
        memory = Memory(_units(workspace.root, catalogues.values(), brief, options.memory))
        for path, catalogue in catalogues.items():
            waiting = sum(map(is_empty, catalogue))
            if not waiting:
                continue
            brief = replace(brief, segments=known.get(path.stem, {}))
            asked = None if options.dry else provider
            summary = Summary(catalogue.path)
            seen = 0
            for step in steps(catalogue, memory, asked, brief, limit):
                seen += len(step.filled) + len(step.refused)
                if options.dry:
                    catalogue = applied(catalogue, step.filled)  # noqa: PLW2901 - what is left of it
                    done = step
                elif step.filled:
                    done, catalogue = _written(workspace, path, step, catalogue)  # noqa: PLW2901 - as it is on the disk
                else:
                    done = step
                summary = _added(summary, done)
                progress(catalogue.path, seen, waiting)
                if done.failure is not None:
                    break
            if limit is not None:
                limit = max(limit - seen, 0)
            if summary.failure is not None and not isinstance(summary.failure, CatalogueError):
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


class _Change:
    """Messages being put into a catalogue that is read from the disk, where they still wait for a translation."""

    def __init__(self, filled: Sequence[Message], before: Catalogue) -> None:
        self._filled = filled
        self.catalogue = before
        """What was there when it was read last, and then what it became."""
        self.taken: frozenset[Key] = frozenset()
        """The messages that were put in."""

    def __call__(self, catalogue: Catalogue) -> Catalogue:
        self.catalogue = catalogue
        new = applied(catalogue, self._filled)
        self.taken = frozenset(now.key for old, now in zip(catalogue, new, strict=True) if old is not now)
        return new


def _written(workspace: Workspace, path: Path, step: Step, before: Catalogue) -> tuple[Step, Catalogue]:
    """`step` as far as it came into the catalogue at `path`, and that catalogue.

    What somebody has filled in meanwhile is not counted. What the file cannot hold is refused, and costs the rest nothing.
    """
    change = _Change(step.filled, before)
    try:
        rewrite(workspace, path, change)
    except CatalogueError as error:
        faults = {m.key: Refusal(m, reason) for m, reason in unfit(change.catalogue, step.filled)}
        rest = _only(step, frozenset(m.key for m in step.filled) - faults.keys())
        if not faults:
            return rest._replace(filled=(), origins=(), failure=error), change.catalogue
        return _written(workspace, path, rest._replace(refused=(*rest.refused, *faults.values())), change.catalogue)
    return _only(step, change.taken), applied(change.catalogue, step.filled)


def _only(step: Step, keys: Container[Key]) -> Step:
    """`step` with nothing filled in but the messages with one of `keys`."""
    kept = [(m, origin) for m, origin in zip(step.filled, step.origins, strict=True) if m.key in keys]
    return step._replace(filled=tuple(m for m, _ in kept), origins=tuple(origin for _, origin in kept))


def _added(summary: Summary, step: Step) -> Summary:
    return replace(
        summary,
        exact=summary.exact + step.origins.count("exact"),
        similar=summary.similar + step.origins.count("similar"),
        machine=summary.machine + step.origins.count("machine"),
        refused=summary.refused + step.refused,
        failure=step.failure,
    )


def _catalogues(workspace: Workspace, language: str) -> tuple[dict[Path, Catalogue], list[PipelineError]]:
    """The catalogues of `language` that are on the disk, by path, and why others cannot be read."""
    found: dict[Path, Catalogue] = {}
    unread: list[PipelineError] = []
    for domain in workspace.templates_for(language, workspace.templates()):
        path = workspace.catalogue_path(language, domain)
        try:
            data = files.read(path)
            if data is not None:
                found[path] = workspace.parsed(data, path.relative_to(workspace.root).as_posix())
        except (CatalogueError, SourceError) as error:
            unread.append(error)
    if not (found or unread):
        template = "there is no catalogue for “{language}” yet. Run `syntolk update` first."
        raise SourceError(template, None, (("language", language),))
    return found, unread


def segments(workspace: Workspace) -> dict[str, dict[Key, Segment]]:
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
    shown = path.resolve().relative_to(root.resolve()).as_posix() if inside else path.name
    return " ".join("".join(c if c.isprintable() else "\ufffd" for c in shown).split())  # It stands in a comment.


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
