"""Old addresses of a page, which its front matter names: `aliases: [/gammal/adress/]`. Each becomes a page that redirects."""

from __future__ import annotations

from collections.abc import Container, Iterator

from pipeline.model import Finding, Location
from pipeline.site import Edition, Entry
from pipeline.web import feed
from pipeline.web.routes import NOT_FOUND, ROUTES, STYLESHEET, old_output
from pipeline.web.sitemap import NAME as SITEMAP


def redirects(edition: Edition, assets: Container[str]) -> dict[str, str]:
    """The page by the path of each file that lies at one of its old addresses in the language of `edition`.

    Not where one of the site's files lies; of two pages that name the same the first.
    """
    found: dict[str, str] = {}
    for entry, _, file in _claims(edition):
        if not _asset_at(file, assets):
            found.setdefault(file, entry.path)
    return found


def problems(edition: Edition, assets: Container[str]) -> Iterator[tuple[str, Finding]]:
    """The aliases that cannot lie where they want to, each with what it is; a finding has the path below the source folder.

    Not where: that stands in no entry.
    """
    taken = {edition.output(path): path for path in edition.entries}
    ours = _written_anew(edition)
    first: dict[str, str] = {}
    for entry, alias, file in _claims(edition):
        if file in taken:
            template = "The old address “{alias}” is that of a page: {page}. Remove it from aliases."
            there = taken[file]
        elif there := _asset_at(file, assets):
            template = "The old address “{alias}” is that of a file: {page}. Remove it from aliases."
        elif there := _asset_at(file, ours):
            template = (
                "The old address “{alias}” is that of a file that each build writes: {page}. Remove it from aliases."
            )
        elif (there := first.setdefault(file, entry.path)) != entry.path:
            template = (
                "The old address “{alias}” is also named by {page}, and leads there. Remove it from one of the two."
            )
        else:
            continue
        values = (("alias", alias), ("page", there))
        yield alias, Finding("front-matter-invalid", "error", template, Location(entry.path), "", values)


def _written_anew(edition: Edition) -> frozenset[str]:
    """The files of a published site, beside its pages, that every build writes."""
    config = edition.config
    names = {ROUTES, STYLESHEET, *(f"{prefix}{NOT_FOUND}" for prefix in ("", *(f"{tag}/" for tag in config.languages)))}
    if config.base_url:
        names.add(SITEMAP)
    if href := feed.href(edition):
        names.add(href.removeprefix(f"{config.base_path}/"))
    return frozenset(names)


def _asset_at(file: str, assets: Container[str]) -> str:
    """The file of the site that would lie at `file`, or whose name a folder above it would take; empty where there is none."""
    parts = file.split("/")
    return next((path for n in range(len(parts), 0, -1) if (path := "/".join(parts[:n])) in assets), "")


def _claims(edition: Edition) -> Iterator[tuple[Entry, str, str]]:
    """The old addresses in the language of `edition`: page, alias, file. One below `/en/` is that of the English page."""
    config = edition.config
    for entry in edition.entries.values():
        for alias in entry.aliases:
            file = old_output(alias)
            folder = file.split("/")[0]
            language = folder if folder in config.languages and "/" in file else config.source_language
            if file and language == edition.language:
                yield entry, alias, file
