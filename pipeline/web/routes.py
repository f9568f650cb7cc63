"""Addresses: which page lies where, and what a link leads to."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple
from urllib.parse import unquote

from pipeline.model import Finding
from pipeline.parsing.sanitise import address
from pipeline.parsing.slug import slug, unique

SOURCE = "source"
"""Folder of the pages, in that of the site."""
HOME = "index.md"
NOT_FOUND = "404.html"
"""The page for addresses that do not exist, in each language."""
ROUTES = "routes.json"
"""Which page has which address; published with the site, so that the next build sees what has moved."""
STYLESHEET = "assets/syntolk.css"
_AS_WRITTEN = frozenset("%?#")
"""Signs without which a path is what it says."""
_SLUG_BYTES = 100
"""Longest last part of an address. File systems allow 255 bytes; people share shorter ones."""


class Target(NamedTuple):
    """What a link leads to."""

    kind: Literal["page", "asset", "external", "fragment", "forbidden", "nothing"]
    path: str = ""
    """Path below the source folder, for `page` and `asset`."""
    rest: str = ""
    """Query and fragment as they are written, `?` and `#` included."""


def last_part(path: str, own: str) -> str:
    """Last part of a page's address: its `own` one, or the name of its file; empty for the front page.

    >>> last_part("om-oss/Vårt uppdrag.md", ""), last_part("om-oss/index.md", "Om oss!"), last_part("index.md", "hem")
    ('vart-uppdrag', 'om-oss', '')
    """
    if path == HOME:
        return ""
    folder, name = posixpath.split(path)
    stem = posixpath.basename(folder) if name == HOME else name.removesuffix(".md")
    return _short(slug(own) or slug(stem) or "sida")


def _short(name: str) -> str:
    """`name`, cut after a whole word where it is too long for a file system."""
    data = name.encode()
    if len(data) <= _SLUG_BYTES:
        return name
    cut = data[:_SLUG_BYTES].decode("utf-8", "ignore")
    return cut.rpartition("-")[0] or cut


def addresses(parts: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """Address below the edition's root by path, such as `om-oss/vart-uppdrag/`; the front page's is empty.

    `parts` has the last part of each page's address; `languages` are folders that no page may have.
    """
    taken: dict[str, dict[str, int]] = {"": {tag.lower(): 1 for tag in languages}}
    folders: dict[str, str] = {"": ""}
    result: dict[str, str] = {}

    def below(above: str, name: str) -> str:
        return above + unique(name, taken.setdefault(above, {})) + "/"

    def folder_address(folder: str) -> str:
        if folder not in folders:
            above = folder_address(posixpath.dirname(folder))
            folders[folder] = below(above, slug(posixpath.basename(folder)) or "mapp")
        return folders[folder]

    for path in sorted(parts, key=_sections_first):
        folder, name = posixpath.split(path)
        if path == HOME:
            result[path] = ""
        elif name == HOME:
            above = folder_address(posixpath.dirname(folder))
            folders[folder] = result[path] = below(above, parts[path])
        else:
            result[path] = below(folder_address(folder), parts[path])
    return result


def _sections_first(path: str) -> tuple[int, bool, str]:
    """The order in which pages choose their addresses: level by level, a section before a page of the same name."""
    index = posixpath.basename(path) == HOME
    return path.count("/") - index, not index, path


def local(path: str, base: str) -> str:
    """`path` below the source folder, given from the root (`/a.md`) or from the page `base`."""
    if not path:
        return ""
    folder = "" if path.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))


def resolve(
    href: str, base: str, pages: Mapping[str, object], assets: Container[str], by_address: Mapping[str, str]
) -> Target:
    """What `href`, as it is written on the page `base`, leads to.

    An address is given as a path to a source file (from the page, or from the root with `/`), as a path to a folder
    with an `index.md`, or as the address of a page on the source-language site (`/om-oss/`), also as another program
    spells it.
    """
    if not href:
        return Target("fragment")
    if address(href) is None:
        return Target("forbidden")
    scheme, colon, _ = href.partition(":")
    if href.startswith("//") or (
        colon and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum() and "/" not in scheme
    ):
        return Target("external")
    end = min((place for place in (href.find("?"), href.find("#")) if place >= 0), default=len(href))
    path, rest = unquote(href[:end]), href[end:]
    if not path:
        return Target("fragment", base, rest)
    below = local(path, base) if path.strip("/") else HOME
    if below.startswith("../") or below == "..":
        return Target("nothing")
    for name in _spellings(below):
        for candidate in (name, f"{name}/{HOME}", HOME if name == "." else ""):
            if candidate in pages:
                return Target("page", candidate, rest)
        if name in assets:
            return Target("asset", name, rest)
    ours = _respelt(below)
    found = by_address.get(below.strip("/")) or (by_address.get(ours) if ours is not None else None)
    return Target("page", found, rest) if found else Target("nothing")


def _respelt(path: str) -> str | None:
    """The address below the root that the site would give to what another program keeps at `path`; None for what has none.

    >>> _respelt("Om-föreningen/"), _respelt("kurser/sim_skola.html"), _respelt("kurser/index.html"), _respelt("kurser/…")
    ('om-foreningen', 'kurser/sim-skola', 'kurser', None)
    """
    parts = path.strip("/").removesuffix(".html").split("/")
    if path.endswith(".html") and parts[-1] == "index":
        parts.pop()
    names = [slug(part) for part in parts]
    return "/".join(names) if all(names) else None


def old_output(alias: str) -> str:
    """Path of the file, below the output folder, that lies at an old address; empty for what is no address of the site.

    >>> old_output("/gammal/adress/"), old_output("/om%20oss.html"), old_output("https://exempel.se/"), old_output("/a/../b")
    ('gammal/adress/index.html', 'om oss.html', '', '')
    """
    if not alias.startswith("/") or any(sign in alias for sign in "?#\\"):
        return ""
    path = unquote(alias)[1:].removesuffix("/")
    parts = path.split("/")
    if (
        not path.isprintable()
        or "\ufffd" in path
        or "\\" in path
        or len(path.encode("utf-8", "replace")) > 10 * _SLUG_BYTES
    ):
        return ""
    if any(
        not part.strip(". ") or part.startswith(".") or len(part.encode("utf-8", "replace")) > 2 * _SLUG_BYTES
        for part in parts
    ):
        return ""
    return path if path.endswith(".html") else f"{path}/index.html"


class Resolver:
    """`resolve` for one site, with a memory: every link is looked at by the checks and by the page, in every language."""

    def __init__(self, source: Mapping[str, str], assets: frozenset[str]) -> None:
        """`source` has the address of each page on the source-language site."""
        self._pages = source
        self._assets = assets
        self._by_address = {address.rstrip("/"): path for path, address in source.items()}
        self._known: dict[str, dict[str, Target]] = {}
        """By folder, of which alone a link's meaning depends, and by address as written."""
        self._base: str | None = None
        self._here: dict[str, Target] = {}
        """The page that was asked for last, and what is known of its folder."""

    def __call__(self, href: str, base: str) -> Target:
        """What `href` on the page `base` leads to."""
        if base is not self._base:
            self._base, self._here = base, self._known.setdefault(posixpath.dirname(base), {})
        target = self._here.get(href)
        if target is None and href[:1] == "/" and href[1:] in self._pages and _AS_WRITTEN.isdisjoint(href):
            target = self._here[href] = Target("page", href[1:])  # As most are written.
        if target is None:
            target = resolve(href, base, self._pages, self._assets, self._by_address)
            if href[:1] not in ("", "#", "?"):  # These lead to the page itself.
                self._here[href] = target
        return target


def _spellings(path: str) -> tuple[str, ...]:
    """`path`, and the same with its letters composed and decomposed: macOS writes “å” in names as two characters."""
    if path.isascii():
        return (path,)
    return tuple(dict.fromkeys((path, *(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))))


def at_home(finding: Finding, path: str) -> Finding:
    """`finding` in the page at `path`, with the path from the site's folder."""
    place = finding.location
    return replace(finding, location=place._replace(path=f"{SOURCE}/{path}")) if place.path == path else finding
