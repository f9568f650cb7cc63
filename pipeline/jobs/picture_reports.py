"""The inventory of pictures on the disk: what is known of a page's pictures waits in a file until all pages are known.

Of a use only what sorts, counts and tells it apart is kept in memory. A page of the inventory that would come out the same again
is left as it is (`sheets`), as are the small pictures (`thumbnails`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline import files, images, terms
from pipeline.digest import digest
from pipeline.disk.publication import publish
from pipeline.disk.spool import Pile
from pipeline.errors import SourceError
from pipeline.incremental import cache
from pipeline.jobs.sheets import Sheets
from pipeline.jobs.thumbnails import FOLDER, Thumbnails
from pipeline.model import Finding, Location
from pipeline.pictures.gallery import Known
from pipeline.pictures.inventory import OF_PICTURES, Completeness, Side, Use
from pipeline.pictures.pictured import Noted, Pictured
from pipeline.records import loads
from pipeline.report import Report
from pipeline.reporters import inventory_json
from pipeline.reporters.inventory import PER_PAGE, Shown, Thumbnail, pages_of, sheet_of
from pipeline.web.routes import resolve
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace

_LISTING = "images.json"
_NAMED = 10
"""Further pages with the same picture that are named."""


class _Kept(NamedTuple):
    """What is kept in memory of a use."""

    noted: Noted
    """It, without its text."""
    path: str
    """Path of its page below the source folder."""
    number: int
    """Its number on the page."""
    place: tuple[int, int]
    """Where its text lies in the pile."""


class _Said:
    """The findings about the pictures of a page, by their places: a page of a thousand pictures has thousands."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._known = digest(repr(findings))
        self._at: dict[Location, list[tuple[int, Finding]]] = {}
        self._of_pages: dict[str, list[tuple[int, Finding]]] = {}
        """Those that name no line, by path."""
        for numbered in enumerate(findings):
            place = numbered[1].location
            self._at.setdefault(place, []).append(numbered)
            if not place.line:
                self._of_pages.setdefault(place.path, []).append(numbered)

    def __repr__(self) -> str:
        """What it is told apart by; of all the uses of a page it is the same."""
        return self._known

    def of(self, use: Use, languages: Sequence[str]) -> tuple[Finding, ...]:
        """Those about this use, in their order."""
        near = dict(self._of_pages.get(use.page, ()))
        for place in dict.fromkeys(place for side in use.sides for place in _places(use, side)):
            near.update(self._at.get(place, ()))
        return tuple([near[number] for number in sorted(near) if _is_about(near[number], use, languages)])


class _About(NamedTuple):
    """What a use is shown with, as far as that can be said without a look at it."""

    title: str
    """Title of its page in the source language."""
    said: _Said
    """The findings about pictures of its page."""
    files: tuple[str, ...]
    """For each language the path of its file below the source folder; empty where it is none of the site's."""
    thumbnails: Mapping[str, Thumbnail]
    """What is shown of each file."""
    elsewhere: tuple[str, ...]
    """Paths of other pages with the same picture, from the site's folder."""
    more: int
    """How many further ones there are."""
    line: int
    """Line of a use in raw HTML that is looked up in its page; 0 where it need not be or cannot be found."""


_Placed = tuple[_Kept, _About]
"""A use, and what it is shown with."""


class _Whole(NamedTuple):
    """What all pages of the inventory have in common."""

    names: Sequence[str]
    """Their paths in the folder of reports."""
    complete: Completeness
    """How many of the pictures have everything."""
    unused: tuple[str, ...] | None
    """The files that no page shows; None where nothing was published."""
    links: Mapping[str, str]
    """The report of each page."""
    words: Words


class PictureReports:
    """The pictures of one build."""

    def __init__(self) -> None:
        self._pile: Pile | None = None
        self._kept: list[_Kept] = []
        self._said: dict[str, tuple[Finding, ...]] = {}
        self._languages: tuple[str, ...] = ()
        self.known: Callable[[str], Known] = _unknown
        """Says what there is to know of the file at a path below the source folder."""
        self.program = ""
        """The program that remembers what it has written; empty where nothing is."""

    def add(self, path: str, pictured: Pictured | None) -> None:
        """Take in the page at `path` below the source folder."""
        if pictured is None:
            return
        self._languages = pictured.languages
        self._pile = self._pile or Pile()
        for number, noted in enumerate(pictured.uses):
            place = self._pile.put(noted.text)
            self._kept.append(_Kept(noted._replace(text=""), path, number, place))
        if pictured.findings:
            self._said[path] = pictured.findings

    def arrange(self, paths: Iterable[str]) -> None:
        """Put the pages in this order, in whatever order they came."""
        rank = {path: number for number, path in enumerate(paths)}
        self._kept.sort(key=lambda one: rank[one.path])

    @property
    def completeness(self) -> Completeness:
        """How many of the pictures have everything in every language."""
        noted = [one.noted for one in self._kept]
        return Completeness(
            len(noted),
            sum(one.complete for one in noted),
            sum(one.decorative for one in noted),
            len({one.file for one in noted}),
            tuple((tag, sum(not one.gaps[n] for one in noted)) for n, tag in enumerate(self._languages)),
        )

    # --- publish ----------------------------------------------------------------------------------

    def publish(
        self,
        workspace: Workspace,
        folder: Path,
        report: Report,
        links: Mapping[str, str],
        words: Words,
        used: Container[str] | None,
    ) -> None:
        """Write the inventory into `folder`, that of the reports. Raises `OutputError`.

        `links` has the report of each page; `used` the files that the published pages show or link to, None where the site
        was not published.
        """
        self._languages = self._languages or workspace.config.all_languages
        listing = _Listing(workspace, report, self._kept, self._said, self._languages)
        kept = sorted(self._kept, key=lambda one: (one.noted.complete, one.noted.file, one.path, one.number))
        names = pages_of(max(1, -(-len(kept) // PER_PAGE)))
        whole = _Whole(names, self.completeness, None if used is None else _unused(workspace, used), links, words)
        sheets = Sheets(workspace.root, folder, _LISTING, self.program)
        lines: list[str] = []
        spare = cache.spare(workspace.root, f"{folder.name}-{FOLDER}") if self.program else None
        with publish(folder / FOLDER, spare) as publication:
            small = Thumbnails(workspace.root / SOURCE, publication, self.known)
            for number, name in enumerate(names, 1):
                part = [(one, listing.about(one, small)) for one in kept[(number - 1) * PER_PAGE : number * PER_PAGE]]
                key = self._key(number, part, listing, whole)
                own_lines = sheets.lines(name, key)
                below = name.removeprefix(f"{FOLDER}/")
                if own_lines is not None:
                    if number > 1:  # The first lies outside this folder.
                        publication.keep(below, publication.shelf.size(below))
                else:
                    sheet, own_lines = self._sheet(number, part, whole)
                    if number == 1:
                        files.write(folder / name, sheet, lasting=False)
                    else:
                        publication.write(below, sheet)
                sheets.add(name, key, len(own_lines))
                lines += own_lines
        pieces = partial(inventory_json.pieces, whole.complete, self._languages, lines, whole.unused)
        files.write_pieces(folder / _LISTING, lambda: map(str.encode, pieces()))
        sheets.save()

    def _key(self, number: int, part: Sequence[_Placed], listing: _Listing, whole: _Whole) -> str:
        """What a page of the inventory is told apart by; the first one shows the sums."""
        sums = (whole.complete, whole.unused) if number == 1 else ()
        told = [(one.noted.digest, about, listing.linked(one, about, whole.links)) for one, about in part]
        return digest(whole.words.language, repr((self._languages, whole.names, number, sums, told)))

    def _sheet(self, number: int, part: Sequence[_Placed], whole: _Whole) -> tuple[bytes, list[str]]:
        """A page of the inventory, and the lines of JSON of its uses."""
        shown = [self._shown(one, about) for one, about in part]
        lines = [inventory_json.line(one, self._languages, whole.words) for one in shown]
        sheet = sheet_of(
            shown, whole.names, number, whole.complete, self._languages, whole.unused, whole.words, whole.links
        )
        return sheet.encode(), lines

    def _shown(self, one: _Kept, about: _About) -> Shown:
        """A use, with all that the report says of it."""
        assert self._pile is not None
        use = loads(Use, self._pile.get(one.place))
        findings = about.said.of(use, self._languages)
        use = use if one.noted.placed else _placed(use, about.line)
        return Shown(
            use, about.title, findings, about.files, about.thumbnails, about.elsewhere, about.more, one.noted.complete
        )


class _Listing:
    """What is known of all uses together."""

    def __init__(
        self,
        workspace: Workspace,
        report: Report,
        kept: Iterable[_Kept],
        said: Mapping[str, Sequence[Finding]],
        languages: Sequence[str],
    ) -> None:
        self._workspace = workspace
        self._languages = languages
        self._said = said
        self._final = {_key(finding): finding for finding in report.findings if finding.rule.startswith(OF_PICTURES)}
        self._titles = {page.path: page.title for page in reversed(report.pages)}
        self._said_of = lru_cache(1)(self._all_said)  # Uses come page by page.
        self._pages: dict[str, dict[str, None]] = {}
        """The pages of each file, in the order in which they came."""
        self._versions: dict[str, tuple[str, ...]] = {}
        """For each language the path of its version, by that of the file: pages show the same pictures."""
        for one in kept:
            self._pages.setdefault(one.noted.file, {})[f"{SOURCE}/{one.path}"] = None

    def about(self, one: _Kept, small: Thumbnails) -> _About:
        """What `one` is shown with."""
        page, pages = f"{SOURCE}/{one.path}", self._pages[one.noted.file]
        paths = self._files(one)
        others = [path for path in islice(pages, _NAMED + 1) if path != page][:_NAMED]
        return _About(
            self._titles.get(page, page),
            self._said_of(one.path),
            paths,
            {path: small.of(path) for path in paths if path},
            tuple(others),
            len(pages) - 1 - len(others),
            0 if one.noted.placed else _line_of(self._workspace, one.path, one.noted.srcs[0]),
        )

    def _all_said(self, path: str) -> _Said:
        said = [self._final.get(_key(finding)) for finding in self._said.get(path, ())]
        return _Said([f for f in dict.fromkeys(said) if f is not None])

    def linked(self, one: _Kept, about: _About, links: Mapping[str, str]) -> list[str | None]:
        """The addresses of the pages that are named, as far as they have one."""
        return [links.get(path) for path in (f"{SOURCE}/{one.path}", *about.elsewhere)]

    def _files(self, one: _Kept) -> tuple[str, ...]:
        assets = self._workspace.tree.assets
        file, srcs = one.noted.file, one.noted.srcs
        if file in assets and srcs.count(srcs[0]) == len(srcs):  # As nearly all are.
            if file not in self._versions:
                self._versions[file] = tuple([images.version_for(file, tag, assets) for tag in self._languages])
            return self._versions[file]
        pairs = zip(srcs, self._languages, strict=True)
        return tuple([_file(src, one.path, tag, assets) for src, tag in pairs])


def _placed(use: Use, line: int) -> Use:
    """A use in raw HTML that has no words, with its line."""
    place = Location(use.page, line, 1 if line else 0)
    sides = [side if side.alt.place.line else side._replace(alt=side.alt._replace(place=place)) for side in use.sides]
    return use._replace(place=place, sides=tuple(sides))


def _file(src: str, page: str, language: str, assets: frozenset[str]) -> str:
    """Path below the source folder of the picture that is shown in `language`; empty where it is none of the site's."""
    target = resolve(src, page, {}, assets, {}) if src else None
    return images.version_for(target.path, language, assets) if target is not None and target.kind == "asset" else ""


def _unknown(path: str) -> Known:
    """Nobody has looked at any picture."""
    raise SourceError("the picture was not looked at.", Location(path))


def _key(finding: Finding) -> tuple[object, ...]:
    """What stays the same of a finding, however severe it is in the end."""
    return finding.rule, finding.location, finding.language, finding.template, finding.values


def _places(use: Use, side: Side) -> list[Location]:
    """Where a use stands, and its texts in one language."""
    return [use.place, *[told.place for told in (side.alt, side.caption, side.description) if told is not None]]


def _is_about(finding: Finding, use: Use, languages: Sequence[str]) -> bool:
    """Whether a finding is about this use: it stands where a text of the use does, and names its file where it names one."""
    file = dict(finding.values).get("file")
    if finding.language not in languages:
        return False
    side = use.sides[languages.index(finding.language)]
    if file is not None and file not in (side.src, use.sides[0].src):
        return False
    if finding.location in _places(use, side):
        return True
    return not finding.location.line and not use.place.line and finding.location.path == use.page


def _line_of(workspace: Workspace, path: str, src: str) -> int:
    """The line of the first picture in raw HTML with this address and no words; 0 where it cannot be found."""
    try:
        text = (files.read(workspace.root / SOURCE / path) or b"").decode("utf-8", "replace")
    except SourceError:
        return 0
    place = -1
    for tag in re.finditer(r"<img\b[^>]*>", text, re.IGNORECASE):
        if src in tag[0] and not re.search(r"""\balt\s*=\s*["']?[^"'\s>]""", tag[0]):
            place = tag.start()
            break
    return len(re.findall(r"\r\n?|\n", text[:place])) + 1 if place >= 0 else 0


def _unused(workspace: Workspace, used: Container[str]) -> tuple[str, ...]:
    """The files beside the pages that no page shows or links to, from the site's folder, sorted.

    Not the versions for other languages of a file that is used, what lies in a folder that begins with `_`, and what a draft,
    a template, the termbase or the settings name: somebody still wants it.
    """
    config, assets = workspace.config, workspace.tree.assets
    versions = {
        images.version_for(path, tag, assets) for path in assets if path in used for tag in config.all_languages
    }
    left = [
        path
        for path in assets
        if path not in used and path not in versions and not any(part.startswith("_") for part in path.split("/"))
    ]
    if not left:
        return ()
    named = _named(workspace)
    return tuple(sorted(f"{SOURCE}/{path}" for path in left if posixpath.basename(path) not in named))


def _named(workspace: Workspace) -> str:
    """The texts of what is no page of the site and may name a file."""
    published = workspace.survey()
    drafts = [f"{SOURCE}/{path}" for path in workspace.tree.pages if path not in published]
    texts = list(workspace.own_templates.values())
    for name in (*drafts, f"{SOURCE}/{terms.FILE}", workspace.config_path):
        try:
            texts.append((files.read(workspace.root / name) or b"").decode("utf-8", "replace"))
        except SourceError:
            continue
    return "\n".join(texts)
