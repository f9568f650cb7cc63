"""Old addresses of a page, which its front matter names: `aliases: [/gammal/adress/]`. Each becomes a page that redirects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pipeline.model import Finding, Location
from pipeline.site import Edition, Entry
from pipeline.web import feed
from pipeline.web.routes import NOT_FOUND, ROUTES, STYLESHEET, old_output
from pipeline.web.sitemap import NAME as SITEMAP

_OF_PAGE = "The old address “{alias}” is that of a page: {page}. Remove it from aliases."
_OF_FILE = "The old address “{alias}” is that of a file: {page}. Remove it from aliases."
_OF_BUILD = "The old address “{alias}” is that of a file that each build writes: {page}. Remove it from aliases."
_NO_FOLDER = (
    "The old address “{alias}” cannot be there beside {page}: a file cannot be a folder too. Remove it from aliases."
)
_NAMED_TWICE = "The old address “{alias}” is also named by {page}, and leads there. Remove it from one of the two."
_BOTH = "The old addresses “{alias}” and “{other}” ({page}) cannot both be there: a file cannot be a folder too. Remove one of the two."


class _Taken:
    """Files that have their places: no other file lies there, above or below, where a folder would have the name of a file."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._below: dict[str, str] = {}
        """For each folder that could be taken for a page one of the files in it."""
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Give it its place."""
        self._names.add(name)
        if ".html/" in name:  # An old address is that of an .html file.
            self._below |= dict.fromkeys(_above(name), name)

    def in_way(self, file: str) -> str:
        """The file that lies at `file`, above or below it; empty where there is none."""
        at = file if file in self._names else next((folder for folder in _above(file) if folder in self._names), "")
        return at or self._below.get(file, "")


def _above(file: str) -> Iterator[str]:
    """The folders that a file lies in."""
    return (file[:place] for place, sign in enumerate(file) if sign == "/")


def redirects(edition: Edition, assets: Collection[str]) -> dict[str, str]:
    """The page by the path of each file that lies at one of its old addresses in the language of `edition`.

    Not where one of the site's files lies; of two that cannot both be there the first.
    """
    found: dict[str, str] = {}
    for entry, _, file, problem in _judged(edition, assets):
        if problem is None:
            found.setdefault(file, entry.path)
    return found


def problems(edition: Edition, assets: Collection[str]) -> Iterator[tuple[str, Finding]]:
    """The aliases that cannot lie where they want to, each with what it is; a finding has the path below the source folder.

    Not where: that stands in no entry.
    """
    for _, alias, _, problem in _judged(edition, assets):
        if problem is not None:
            yield alias, problem


def _judged(edition: Edition, assets: Collection[str]) -> Iterator[tuple[Entry, str, str, Finding | None]]:
    """The old addresses in the language of `edition`: page, alias, file, and what is wrong with it."""
    claims = list(_claims(edition))
    if not claims:  # As on most sites.
        return
    pages = {edition.output(path): path for path in edition.entries}
    of_pages, of_files, ours, of_aliases = _Taken(pages), _Taken(assets), _Taken(_written_anew(edition)), _Taken()
    first: dict[str, tuple[str, str]] = {}
    for entry, alias, file in claims:
        page = other = template = ""
        if there := of_pages.in_way(file):
            page = pages[there]
            template = _OF_PAGE if there == file else _NO_FOLDER
        elif page := of_files.in_way(file):
            template = _OF_FILE if page == file else _NO_FOLDER
        elif page := ours.in_way(file):
            template = _OF_BUILD
        elif there := of_aliases.in_way(file):
            page, other = first[there]
            template = _BOTH if there != file else _NAMED_TWICE if page != entry.path else ""
        else:
            of_aliases.add(file)
            first[file] = entry.path, alias
        values = (("alias", alias), ("page", page), ("other", other))
        found = Finding("front-matter-invalid", "error", template, Location(entry.path), "", values)
        yield entry, alias, file, found if template else None


def _written_anew(edition: Edition) -> frozenset[str]:
    """The files of a published site, beside its pages, that every build writes."""
    config = edition.config
    names = {ROUTES, STYLESHEET, *(f"{prefix}{NOT_FOUND}" for prefix in ("", *(f"{tag}/" for tag in config.languages)))}
    if config.base_url:
        names.add(SITEMAP)
    if href := feed.href(edition):
        names.add(href.removeprefix(f"{config.base_path}/"))
    return frozenset(names)


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
