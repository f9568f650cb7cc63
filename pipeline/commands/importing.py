"""`syntolk import FILE…`: pages from elsewhere become Markdown among the site's own, with what is wrong marked in them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline import files
from pipeline.commands.check import page_alone, site
from pipeline.errors import ConfigError, SourceError
from pipeline.importers import docx, html, text
from pipeline.importers.marking import marked
from pipeline.importers.page import Page
from pipeline.model import Location
from pipeline.parsing.slug import slug
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace

PASTED = "-"
"""Stands for the text on standard input, whose page goes to standard output."""
_PASTE = "syntolk import -"
_HTML = frozenset({".html", ".htm", ".xhtml"})
_TEXT = frozenset({".txt", ".text"})
_WRONG = frozenset({"error", "warning"})
"""How severe is what is marked; what a person has to judge `syntolk check` says."""

_Look = Callable[[Path, Page], tuple[str, int]]
"""Gives the text of a page that will be at a path, with its marks, and how many these are."""


class Written(NamedTuple):
    """What has become of a file."""

    path: str
    """Of its page."""
    marks: int
    """Comments in it that say what is wrong."""
    pictures: int
    """Pictures that came along."""


class _Found(NamedTuple):
    """A file that was read."""

    target: Path
    """Where its page will be."""
    page: Page
    pictures: dict[Path, bytes]
    """What comes along, by where it will be."""


def bring_in(root: Path, names: Sequence[str], into: str | None, words: Words) -> list[Written]:
    """Write the page of each file into the folder `into`, by default that of the sources of the site in `root`.

    Nothing is replaced: raises `ConfigError` where something else is called as a page or a picture. Raises `SourceError` for a file that
    cannot be read. In both cases nothing is written. What an interrupted run has written already is no hindrance: the same command goes on.
    """
    workspace = site(root, required=into is None)
    folder = root / SOURCE if into is None else Path(into)
    pages = {posixpath.normpath(Path(name).as_posix()): f"{_name(Path(name))}.md" for name in names}
    found = [_read(Path(name), folder, pages, words) for name in names]
    look = partial(_marked, workspace=workspace, words=words, coming={_place(one.target) for one in found})
    _need_room(found, look)
    return [_written(one, look) for one in found]


def pasted(root: Path, data: bytes, words: Words) -> str:
    """The page of what was pasted: text, or HTML where it begins with a tag."""
    said = html.decoded(data)
    page = html.page(said, words) if said.lstrip().startswith("<") else text.page(said, words)
    return _marked(Path("page.md"), page, site(root, required=False), words)[0]


def _place(path: Path) -> str:
    """A path as links are compared with it."""
    return posixpath.normpath(path.as_posix())


def _need_room(found: Sequence[_Found], look: _Look) -> None:
    taken: dict[Path, bytes] = {}
    for one in found:
        for path, data in one.pictures.items():
            if taken.setdefault(path, data) != data or files.read(path) not in (None, data):
                raise _taken(path)
        page = files.read(one.target)
        if one.target in taken or (page is not None and page != _whole(one, look)[0]):
            raise _taken(one.target)
        taken[one.target] = one.page.text.encode()


def _taken(path: Path) -> ConfigError:
    template = "{path} is there already, so nothing was written. Name another folder: --into."
    return ConfigError(template, None, (("path", str(path)),))


def _written(found: _Found, look: _Look) -> Written:
    for path, data in found.pictures.items():  # First: the page is asked whether they are there.
        _put(path, data)
    whole, marks = _whole(found, look)
    _put(found.target, whole)
    return Written(str(found.target), marks, len(found.pictures))


def _whole(found: _Found, look: _Look) -> tuple[bytes, int]:
    """What the file of a page is to hold, once its pictures are there, and how many marks are in it."""
    whole, marks = look(found.target, found.page)
    return whole.encode(), marks


def _put(path: Path, data: bytes) -> None:
    """Write a file where there is none, unless it is there already, the same. Raises `ConfigError` where somebody has just put another there."""
    if not files.replace_unchanged(path, None, data) and files.read(path) != data:
        template = "{path} is there already: somebody else has just written it. Name another folder: --into."
        raise ConfigError(template, None, (("path", str(path)),))


def _marked(
    target: Path, page: Page, workspace: Workspace | None, words: Words, coming: Container[str] = frozenset()
) -> tuple[str, int]:
    """The text of a page with its marks, and how many these are; `coming` are the pages that are written with it."""
    report = page_alone(target, page.text.encode(), workspace, coming=coming)
    wrong = [f for f in report.findings if f.severity in _WRONG]
    return marked(page.text, wrong, words), len(wrong)


def _name(path: Path) -> str:
    """What the page of a file is called."""
    return slug(path.stem) or "sida"


def _read(path: Path, folder: Path, pages: Mapping[str, str], words: Words) -> _Found:
    data, kind, name = files.read(path), path.suffix.lower(), _name(path)
    if data is None:
        raise SourceError("there is no such file or folder.", Location(str(path)))
    beside = _Beside(path.parent, pages)
    try:
        page = _page(path, data, kind, name, beside, words)
    except RecursionError:
        template = "its elements stand in each other too deeply to be read. Paste its text instead: {command}."
        raise SourceError(template, Location(str(path)), (("command", _PASTE),)) from None
    pictures = {picture.name: picture.data for picture in page.pictures} | beside.pictures
    return _Found(folder / f"{name}.md", page, {folder / own: data for own, data in pictures.items()})


def _page(path: Path, data: bytes, kind: str, name: str, beside: _Beside, words: Words) -> Page:
    if kind == ".docx":
        return docx.page(data, str(path), words, name)
    if kind in _HTML:
        return html.page(html.decoded(data), words, name, beside.placed, beside.linked)
    if kind in _TEXT:
        return text.page(html.decoded(data), words)
    template = "only .html, .docx and .txt can be imported. Save it as one of them, or paste its text: {command}."
    raise SourceError(template, Location(str(path)), (("command", _PASTE),))


class _Beside:
    """What lies beside a file: pictures that its page shows, which come along, and files that come with it."""

    def __init__(self, folder: Path, pages: Mapping[str, str]) -> None:
        self._folder = folder
        self._pages = pages
        self.pictures: dict[str, bytes] = {}
        """By name."""

    def placed(self, address: str) -> str:
        """Where the picture at `address` will lie: beside the page, if it is there now; else where it was."""
        parts = urlsplit(address)
        name = posixpath.basename(unquote(parts.path))
        if parts.scheme or parts.netloc or not name:
            return address
        try:
            data = files.read(self._folder / unquote(parts.path).lstrip("/"))
        except SourceError:
            data = None
        if data is None or self.pictures.setdefault(name, data) != data:
            return address
        return name

    def linked(self, address: str) -> str:
        """Where a link leads: to the page of a file that is brought in with this one; else where it led."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        page = self._pages.get(posixpath.normpath((self._folder / unquote(parts.path)).as_posix()))
        return address if page is None else f"{page}#{parts.fragment}" if parts.fragment else page
