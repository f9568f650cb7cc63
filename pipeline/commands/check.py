"""`syntolk check`: the rules asked about a site, or about files named on the command line, inside a site or not."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from pipeline import checks, files
from pipeline.build import Build
from pipeline.catalogue import parse as parse_catalogue
from pipeline.commands.touched import Lines, touching
from pipeline.config import DICTIONARIES
from pipeline.disk.tree import require_readable_names
from pipeline.errors import CatalogueError, ConfigError, SourceError
from pipeline.language.limits import Limits, Readability, limits
from pipeline.language.spelling import Speller
from pipeline.markdown import parse
from pipeline.model import Finding, Location, Value
from pipeline.pictures.svg_text import PictureText, svg_text
from pipeline.readability import score
from pipeline.report import PageReport, Report
from pipeline.terms import FILE as TERMS
from pipeline.terms import Termbase, approved
from pipeline.translation.alone import examined as examined_alone
from pipeline.translation.alone import language_of, source_language_of
from pipeline.web.anchors import anchors
from pipeline.web.html import press
from pipeline.web.routes import Target, resolve
from pipeline.workspace import LOCALES, SOURCE, Workspace, decoded

_SUFFIXES = frozenset({".md", ".markdown", ".po", ".pot"})


def named(root: Path, paths: Sequence[str]) -> list[str]:
    """The files and folders that `paths` mean: from the current folder, or else from the site's, as findings name them."""
    return [str(root / path) if not Path(path).exists() and (root / path).exists() else path for path in paths]


def report(root: Path, paths: Sequence[str], *, spelling: bool = False) -> Report:
    """The report on the site in `root`, or on the files and folders in `paths` alone.

    Files of the site are asked about with all that the site knows; others by themselves, their links followed on the disk.
    With `spelling` dictionaries are asked, whether the site has chosen them or not.
    """
    workspace = site(root, required=not paths)
    if spelling and workspace is not None:
        workspace.check_spelling()
    speller = Speller(DICTIONARIES, Termbase(), ()) if spelling else None
    whole = None
    if workspace is not None and (not paths or any(_within(workspace, Path(path)) for path in paths)):
        whole = Build(workspace).report()
        if not paths:
            return whole
    parts = [_part(workspace, whole, Path(path), speller) for path in paths]
    return Report(
        tuple(dict.fromkeys(f for part in parts for f in part.findings)),
        tuple(dict.fromkeys(p for part in parts for p in part.pages)),
        allowed=tuple(dict.fromkeys(a for part in parts for a in part.allowed)),
    )


def changed_since(report: Report, root: Path, paths: Sequence[str], revision: str) -> Report:
    """`report` with the findings alone, allowed or not, that are about what has changed since `revision`, and the pages that have.

    Raises `SourceError` where git knows no such revision, or nothing of the files.
    """
    from pipeline.disk import git  # Imported where it is used: most checks start no other program.

    named = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    # `source` may be a repository of its own.
    folders = [folder for folder in named or (root, root / SOURCE, root / LOCALES) if folder.is_dir()]
    touched: dict[str, Lines | None] = {}
    tops: set[Path] = set()
    for folder in folders:
        try:
            tops.add(git.repository(folder).root)
        except SourceError:
            if folder == folders[-1] and not tops:
                raise
    for top in tops:
        touched |= git.changed_since(top, revision)

    @cache
    def locate(path: str) -> tuple[str, ...]:
        """A page of the site, or a file as it was named."""
        return str((root / path).resolve()), str(Path(path).resolve())

    def text(file: str) -> str:
        return (files.read(file) or b"").decode("utf-8", "replace")

    findings = touching([*report.findings, *(one.finding for one in report.allowed)], touched, locate, text)
    left = frozenset(findings)
    pages = tuple(page for page in report.pages if any(file in touched for file in locate(page.path)))
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding in left),
        pages=pages,
        allowed=tuple(one for one in report.allowed if one.finding in left),
    )


def site(root: Path, *, required: bool) -> Workspace | None:
    """The site in `root`; None where there is none and none is `required`. Raises `ConfigError`."""
    try:
        return Workspace(root)
    except ConfigError as error:
        if required or error.location is not None:
            raise
        return None


def _within(workspace: Workspace, path: Path) -> bool:
    """Whether `path` belongs to the site: one of its pages or catalogues, or a folder of them."""
    root = workspace.root.resolve()
    try:
        relative = path.resolve().relative_to(root).as_posix()
    except ValueError:
        return False
    return relative == "." or relative.split("/")[0] in (SOURCE, LOCALES)


def _part(workspace: Workspace | None, whole: Report | None, path: Path, speller: Speller | None) -> Report:
    """The report on one path."""
    if not path.exists():
        raise SourceError("there is no such file or folder.", Location(str(path)))
    if workspace is not None and whole is not None and _within(workspace, path):
        prefix = path.resolve().relative_to(workspace.root.resolve()).as_posix()
        prefix = "" if prefix == "." else prefix

        def inside(place: str) -> bool:
            return not prefix or place == prefix or place.startswith(f"{prefix}/")

        findings = tuple(f for f in whole.findings if inside(f.location.path))
        pages = tuple(p for p in whole.pages if inside(p.path))
        if findings or pages or path.is_dir() or prefix == f"{SOURCE}/{TERMS}":
            allowed = tuple(a for a in whole.allowed if inside(a.finding.location.path))
            return replace(whole, findings=findings, pages=pages, allowed=allowed)
        # A draft, or a catalogue that no page needs: nothing that the site has read.
    reports = [_alone(file, workspace, speller) for file in _files(path)]
    if not reports:
        raise SourceError("neither a Markdown nor a .po file, nor a folder with any.", Location(str(path)))
    return Report(
        tuple(f for r in reports for f in r.findings),
        tuple(p for r in reports for p in r.pages),
        allowed=tuple(a for r in reports for a in r.allowed),
    )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = [p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file()]
        yield from sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(path).parts))
    elif path.suffix.lower() in _SUFFIXES:
        yield path


def _alone(path: Path, workspace: Workspace | None, speller: Speller | None) -> Report:
    """The report on a file that belongs to no site."""
    require_readable_names(Path(), [path.as_posix()])
    data = files.read(path) or b""
    if path.suffix.lower() in (".po", ".pot"):
        return _catalogue_alone(path, data, workspace)
    return page_alone(path, data, workspace, speller)


def _catalogue_alone(path: Path, data: bytes, workspace: Workspace | None) -> Report:
    """The report on a catalogue by itself: what is wrong with the file, and with its translations beside their sources."""
    name = path.as_posix()
    found = checks.run_on_catalogue(data, checks.Scope("en"))
    invalid = tuple(replace(f, location=f.location._replace(path=name)) for f in found)
    if path.suffix.lower() == ".pot":
        return Report(invalid)
    try:
        catalogue = parse_catalogue(data, name)
    except CatalogueError:
        return Report(invalid)  # Which says why.
    own = workspace is not None and _within(workspace, path)
    source = workspace.config.source_language if workspace is not None and own else source_language_of(catalogue)
    terms = workspace.terms if workspace is not None and own else Termbase()
    scope = checks.Scope(language_of(catalogue), translated=True, terms=terms)
    examined = examined_alone(approved(catalogue, terms), source, scope)
    judged = checks.run_on_allowances(examined.stated, examined.used, scope)
    told = sorted((*invalid, *examined.findings, *judged), key=_place)
    return Report(tuple(told), allowed=examined.allowed)


def page_alone(
    path: Path,
    data: bytes,
    workspace: Workspace | None,
    speller: Speller | None = None,
    coming: Container[str] = frozenset(),
) -> Report:
    """The report on a page by itself: what stands, or will stand, at `path`; its links are followed on the disk.

    `coming` has the normalised paths of pages that are about to be written beside it.
    """
    name = path.as_posix()
    text, findings = decoded(data, name, "sv")
    document = parse(text, name, "sv")
    document = replace(document, findings=findings + document.findings)
    own = _limits(path, workspace, document.meta.get("audience"))
    scope = checks.Scope(
        "sv", resolve=partial(_on_disk, coming), readability=own, picture_text=_text_beside(path.parent)
    )
    if speller is not None:
        scope = scope._replace(misspelt=speller.misspelt)
    scope = scope._replace(anchors={name: anchors(press(document.parts))}.get)
    examined = checks.examine(document, scope)
    astray = checks.run_on_references(document.allowed, checks.references(document, scope), scope)
    # Whether an allowance is still needed only the site knows.
    judged = checks.run_on_allowances(examined.stated, examined.used | astray.used, scope)
    told = sorted((*examined.findings, *astray.findings, *judged), key=_place)
    measure = score(checks.counts_of(document), "sv")
    title = document.meta.get("title")
    page = PageReport(name, str(title or path.stem), "sv", measure, 1.0, published=False)
    return Report(tuple(told), (page,), allowed=examined.allowed + astray.allowed)


def _text_beside(folder: Path) -> Callable[[str, str], PictureText | None]:
    """What stands in the pictures beside a page by itself: those that are drawn."""

    def text(path: str, _language: str) -> PictureText | None:
        if not path.lower().endswith(".svg"):
            return None
        try:
            return svg_text(files.read(folder / path) or b"")
        except SourceError:
            return None  # The rule about files says it.

    return text


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (*finding.location, finding.rule)


def _limits(path: Path, workspace: Workspace | None, audience: Value) -> Limits:
    """What a page by itself may be: a draft of the site what its settings say."""
    if workspace is None or not _within(workspace, path):
        return limits(Readability(), audience=audience)
    below = path.resolve().relative_to((workspace.root / SOURCE).resolve().parent).as_posix()
    return limits(workspace.config.readability, below.removeprefix(f"{SOURCE}/"), audience)


def _on_disk(coming: Container[str], href: str, base: str) -> Target:
    """What a link on a page by itself leads to: a file that is there, or is `coming`, or what only a site could know."""
    target = resolve(href, base, {}, frozenset(), {})
    if target.kind != "nothing":
        return target
    path = unquote(href.partition("#")[0].partition("?")[0])
    if path.startswith("/"):
        return Target("external")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return Target("asset", path) if file in coming or files.exists(file) else target
