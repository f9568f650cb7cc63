"""`syntolk explain [PATH]`: finds the page that is meant, in a site or outside any, and explains how hard it is to read; or the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline import files
from pipeline.build import Build
from pipeline.catalogue import parse as parse_catalogue
from pipeline.errors import ConfigError, SourceError
from pipeline.language import explanation
from pipeline.language.explanation import Explanation
from pipeline.language.limits import Readability, limits
from pipeline.markdown import localise, parse
from pipeline.model import Document, Location
from pipeline.report import Report
from pipeline.site import Edition, entry
from pipeline.terms import Termbase, approved
from pipeline.translation.alone import as_page, language_of, source_language_of
from pipeline.web.routes import addresses, resolve
from pipeline.workspace import SOURCE, Workspace, decoded

_SUFFIXES = (".md", ".markdown")
_OUTSIDE = "sv"
"""Language of a file outside a site, where nobody says otherwise."""


def explain(root: Path, named: str, language: str = "") -> Explanation:
    """The explanation of the page `named`: a path below the source folder, a file, or an address of the site; or of all texts of a catalogue.

    In the source language, or in that of the address or the catalogue, unless a `language` is given. Raises `SourceError` where
    there is no such page, `CatalogueError` for a catalogue that cannot be read, `ConfigError` for a language that the site does not have.
    """
    workspace = _site(root)
    file = Path(named)
    if file.suffix.lower() == ".po":
        return _of_catalogue(workspace, file if file.exists() else root / file, language)
    if workspace is None:
        return _alone(named, language)
    _known(workspace, language)
    below = _below(workspace, file)
    if below is None and file.is_file():
        return _alone(named, language)
    path, own = (below, "") if below is not None else _page(workspace, named)
    return _of_site(workspace, path, language or own or workspace.config.source_language)


def whole(root: Path, language: str = "") -> tuple[Report, tuple[str, ...]]:
    """The report on the site in `root`, with what English text has besides, and the languages that are asked about.

    Raises `ConfigError` where there is no site, or for a language that it does not have.
    """
    workspace = Workspace(root)
    _known(workspace, language)
    languages = (language,) if language else workspace.config.all_languages
    return Build(workspace, english=True).report(), languages


def _known(workspace: Workspace, language: str) -> None:
    """Raise `ConfigError` for a language that the site does not have."""
    if language and language not in workspace.config.all_languages:
        valid = ", ".join(workspace.config.all_languages)
        template = "“{language}” is not a language of this site. Valid: {valid}."
        raise ConfigError(template, None, (("language", language), ("valid", valid)))


def _site(root: Path) -> Workspace | None:
    try:
        return Workspace(root)
    except ConfigError as error:
        if error.location is not None:
            raise
        return None


def _below(workspace: Workspace, file: Path) -> str | None:
    """The path below the source folder of a Markdown file that is there; a draft is a page, too."""
    source = (workspace.root / SOURCE).resolve()
    for candidate in (file, workspace.root / file, workspace.root / SOURCE / file):
        if candidate.is_file() and candidate.suffix.lower() in _SUFFIXES and candidate.resolve().is_relative_to(source):
            return candidate.resolve().relative_to(source).as_posix()
    return None


def _page(workspace: Workspace, named: str) -> tuple[str, str]:
    """The path below the source folder of the page with that path or address, and the language of the address."""
    config = workspace.config
    parts = workspace.survey()
    try:
        wanted = unquote(urlsplit(named).path)
    except ValueError:  # What is no address is not that of a page.
        wanted = named
    if config.base_path and wanted.startswith(f"{config.base_path}/"):
        wanted = wanted.removeprefix(config.base_path)
    wanted = wanted.removesuffix("index.html").strip("/").removeprefix(f"{SOURCE}/")
    source = addresses(parts, config.languages)
    by_address = {address.rstrip("/"): path for path, address in source.items()}
    target = resolve(f"/{wanted}", "", source, frozenset(), by_address)
    if target.kind == "page":
        return target.path, ""
    language, _, rest = wanted.partition("/")
    if language in config.languages:
        for path, address in _translated(workspace, parts, language).items():
            if address.strip("/") == rest:
                return path, language
    near = get_close_matches(wanted, [*source, *by_address], n=3, cutoff=0.5)
    template = "there is no such page. Name its path below source/, or its address. Near it: {near}."
    if not near:
        raise SourceError("there is no such page. Name its path below source/, or its address.", Location(named))
    raise SourceError(template, Location(named), (("near", ", ".join(near)),))


def _translated(workspace: Workspace, parts: dict[str, str], language: str) -> dict[str, str]:
    """The address of each page in a language, below its folder."""

    def localised() -> Iterator[Document]:
        for path in parts:
            catalogue = workspace.catalogue(language, workspace.domain(path)).catalogue
            yield localise(workspace.document(path), approved(catalogue, workspace.terms), language)

    return Edition(workspace.config, language, map(entry, localised())).addresses


def _of_site(workspace: Workspace, path: str, language: str) -> Explanation:
    config = workspace.config
    document = workspace.document(path)
    own = limits(config.readability, path, document.meta.get("audience"))
    document = replace(document, path=f"{SOURCE}/{path}")
    if language == config.source_language:
        text, _ = decoded(files.read(workspace.root / SOURCE / path) or b"", path, language)
        return explanation.explain(document, own, workspace.terms, source=text)
    catalogue = approved(workspace.readable_catalogue(language, workspace.domain(path)), workspace.terms)
    return explanation.explain(localise(document, catalogue, language), own, workspace.terms, catalogue)


def _alone(named: str, language: str) -> Explanation:
    """The explanation of a file that belongs to no site, in Swedish unless it is English or somebody says otherwise."""
    path = Path(named)
    if not path.exists():
        raise SourceError("there is no such file or folder.", Location(named))
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        raise SourceError("this is no Markdown file: its name ends in .md or .markdown.", Location(named))
    text, _ = decoded(files.read(path) or b"", path.as_posix(), language or _OUTSIDE)
    document = parse(text, path.as_posix(), language or _OUTSIDE)
    own = limits(Readability(), audience=document.meta.get("audience"))
    if not language and explanation.foreign(explanation.sample(document), _OUTSIDE) == "en":
        document = replace(document, language="en")
    return explanation.explain(document, own, source=text)


def _of_catalogue(workspace: Workspace | None, file: Path, language: str) -> Explanation:
    """The explanation of the translations in a catalogue, of a site or not, as one text."""
    data = files.read(file)
    if data is None:
        raise SourceError("there is no such file or folder.", Location(file.as_posix()))
    terms = Termbase() if workspace is None else workspace.terms
    catalogue = approved(parse_catalogue(data, file.as_posix()), terms)
    own = limits(Readability() if workspace is None else workspace.config.readability)
    page = as_page(catalogue, source_language_of(catalogue) or "und")
    translation = localise(page, catalogue, language or language_of(catalogue) or "en")
    return explanation.explain(translation, own, terms, catalogue)
