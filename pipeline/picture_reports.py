"""The inventory of pictures on the disk: what is known of a page's pictures waits in a file until all pages are known.

Of a use only what sorts and counts it is kept in memory. Small pictures are WebP files in the folder of reports, called after
what the original holds, so that one that is there already is not made again, and nothing of a photograph's metadata is in
them. An SVG, and what comes after the first pictures of a very large site, is shown from the source folder.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import files, images, terms
from pipeline.errors import SourceError
from pipeline.inventory import OF_PICTURES, Completeness, Pictured, Side, Told, Use
from pipeline.model import Finding, Location
from pipeline.publication import Publication, publish
from pipeline.report import Report
from pipeline.reporters import inventory_json
from pipeline.reporters.inventory import NAME, PER_PAGE, Shown, Thumbnail, pages_of, sheet_of
from pipeline.routes import resolve
from pipeline.spool import Pile
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace

FOLDER = "images"
"""Folder of the small pictures and of the further pages, in that of the reports."""
PIXELS = 160
"""Longest side of a small picture, in CSS pixels of a usual screen."""
MOST_SMALL = 500
"""Pictures that are made small; those with gaps first."""
_LARGEST = 60_000_000
"""Bytes of a file that is made small."""
_LARGEST_SVG = 500_000
"""Bytes of an SVG that the report shows as it is."""


class _Kept(NamedTuple):
    """What is kept in memory of a use."""

    complete: bool
    file: str
    """Path of its file below the source folder; else its address as written."""
    path: str
    """Path of its page below the source folder."""
    number: int
    """Its number on the page."""
    place: tuple[int, int]
    """Where it lies in the pile."""


class PictureReports:
    """The pictures of one build."""

    def __init__(self) -> None:
        self._pile: Pile | None = None
        self._kept: list[_Kept] = []
        self._said: dict[str, tuple[Finding, ...]] = {}
        self._languages: tuple[str, ...] = ()
        self._of_language: Counter[str] = Counter()
        self._decorative = 0
        self._files: set[str] = set()

    def add(self, path: str, pictured: Pictured | None) -> None:
        """Take in the page at `path` below the source folder."""
        if pictured is None:
            return
        self._languages = pictured.languages
        self._pile = self._pile or Pile()
        for number, use in enumerate(pictured.uses):
            self._decorative += use.decorative
            for language, side in zip(self._languages, use.sides, strict=True):
                self._of_language[language] += not side.gaps
            src = use.sides[0].src
            found = resolve(src, path, {}, _ANYTHING, {})
            file = found.path if found.kind == "asset" else src
            self._files.add(file)
            self._kept.append(_Kept(use.complete, file, path, number, self._pile.put(_packed(use))))
        if pictured.findings:
            self._said[path] = pictured.findings

    def arrange(self, paths: Iterable[str]) -> None:
        """Put the pages in this order, in whatever order they came."""
        rank = {path: number for number, path in enumerate(paths)}
        self._kept.sort(key=lambda one: rank[one.path])

    @property
    def completeness(self) -> Completeness:
        """How many of the pictures have everything in every language."""
        return Completeness(
            len(self._kept),
            sum(kept.complete for kept in self._kept),
            self._decorative,
            len(self._files),
            tuple((language, self._of_language[language]) for language in self._languages),
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
        listing = _Listing(workspace.tree.assets, report, self._kept)
        kept = sorted(self._kept, key=lambda one: (one.complete, one.file, one.path, one.number))
        unused = None if used is None else _unused(workspace, used)
        names = pages_of(max(1, -(-len(kept) // PER_PAGE)))
        lines: list[str] = []
        first = ""
        with publish(folder / FOLDER) as publication:
            small = _Small(workspace, publication, folder)
            for number, name in enumerate(names, 1):
                part = kept[(number - 1) * PER_PAGE : number * PER_PAGE]
                shown = [self._shown(one, workspace, listing, small) for one in part]
                lines += [inventory_json.line(one, self._languages, words) for one in shown]
                sheet = sheet_of(shown, names, number, self.completeness, self._languages, unused, words, links)
                if number == 1:
                    first = sheet
                else:
                    publication.write(name.removeprefix(f"{FOLDER}/"), sheet.encode())
        files.write(folder / NAME, first.encode())
        whole = inventory_json.text(self.completeness, self._languages, lines, unused)
        files.write(folder / "images.json", whole.encode())

    def _shown(self, one: _Kept, workspace: Workspace, listing: _Listing, small: _Small) -> Shown:
        """A use, with all that the report says of it."""
        assert self._pile is not None
        use = _unpacked(self._pile.get(one.place))
        said = [listing.final.get(_key(finding)) for finding in self._said.get(one.path, ())]
        about = [f for f in dict.fromkeys(said) if f is not None and _is_about(f, use, self._languages)]
        pairs = zip(use.sides, self._languages, strict=True)
        paths = tuple([_file(side.src, one.path, tag, listing.assets) for side, tag in pairs])
        others = tuple(path for path in listing.pages[one.file] if path != use.page)
        return Shown(
            _placed(use, workspace, one) if not use.place.line and not one.complete else use,
            listing.titles.get(use.page, use.page),
            tuple(about),
            paths,
            {path: small.of(path) for path in paths if path},
            others,
            one.complete,
        )


class _Listing:
    """What is known of all uses together."""

    def __init__(self, assets: frozenset[str], report: Report, kept: Iterable[_Kept]) -> None:
        self.assets = assets
        self.final = {_key(finding): finding for finding in report.findings if finding.rule.startswith(OF_PICTURES)}
        self.titles = {page.path: page.title for page in reversed(report.pages)}
        self.pages: dict[str, dict[str, None]] = {}
        """The pages of each file, in the order in which they came."""
        for one in kept:
            self.pages.setdefault(one.file, {})[f"{SOURCE}/{one.path}"] = None


def _placed(use: Use, workspace: Workspace, kept: _Kept) -> Use:
    """A use in raw HTML that has no words, with the line that is looked up in its page."""
    line = _line_of(workspace, kept.path, use.sides[0].src)
    place = Location(use.page, line, 1 if line else 0)
    sides = [side if side.alt.place.line else side._replace(alt=side.alt._replace(place=place)) for side in use.sides]
    return use._replace(place=place, sides=tuple(sides))


class _Anything:
    """Every path is taken for a file: which are there is known when all pages are."""

    def __contains__(self, path: object) -> bool:
        return True


_ANYTHING: Any = _Anything()


def _packed(use: Use) -> str:
    return json.dumps(use, ensure_ascii=False)


def _unpacked(text: str) -> Use:
    page, kind, place, link, sides = json.loads(text)

    def told(value: list[Any] | None) -> Told | None:
        return None if value is None else Told(value[0], value[1], Location(*value[2]), *value[3:])

    made = []
    for src, alt, caption, description in sides:
        own = told(alt)
        assert own is not None
        made.append(Side(src, own, told(caption), told(description)))
    return Use(page, kind, Location(*place), link, tuple(made))


def _file(src: str, page: str, language: str, assets: frozenset[str]) -> str:
    """Path below the source folder of the picture that is shown in `language`; empty where it is none of the site's."""
    target = resolve(src, page, {}, assets, {}) if src else None
    return images.version_for(target.path, language, assets) if target is not None and target.kind == "asset" else ""


def _key(finding: Finding) -> tuple[object, ...]:
    """What stays the same of a finding, however severe it is in the end."""
    return finding.rule, finding.location, finding.language, finding.template, finding.values


def _is_about(finding: Finding, use: Use, languages: Sequence[str]) -> bool:
    """Whether a finding is about this use: it stands where a text of the use does, and names its file where it names one."""
    file = dict(finding.values).get("file")
    if finding.language not in languages:
        return False
    side = use.sides[languages.index(finding.language)]
    if file is not None and file not in (side.src, use.sides[0].src):
        return False
    places = [use.place, *[told.place for told in (side.alt, side.caption, side.description) if told is not None]]
    if finding.location in places:
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


class _Small:
    """Makes pictures small, each once, and only so many."""

    def __init__(self, workspace: Workspace, publication: Publication, folder: Path) -> None:
        self._source = workspace.root / SOURCE
        self._publication = publication
        self._before = folder / FOLDER
        self._known: dict[str, Thumbnail] = {}
        self._made: set[str] = set()

    def of(self, path: str) -> Thumbnail:
        """What the report shows of the picture at `path` below the source folder."""
        if path not in self._known:
            self._known[path] = self._new(path)
        return self._known[path]

    def _new(self, path: str) -> Thumbnail:
        original = Thumbnail(f"../{SOURCE}/{path}", None)
        try:
            data = files.read(self._source / path) or b""
        except SourceError:
            return Thumbnail("", "unreadable")
        size = images.size(data, path) if images.is_picture(path) else None
        if size is None:
            return Thumbnail("", "broken")
        scale = min(1.0, PIXELS / max(size))
        box = (max(1, round(size.width * scale)), max(1, round(size.height * scale)))
        if path.lower().endswith(".svg"):
            return original._replace(size=box) if len(data) <= _LARGEST_SVG else Thumbnail("", "large")
        if len(self._made) >= MOST_SMALL:
            return original._replace(size=box)
        if len(data) > _LARGEST:
            return Thumbnail("", "large")
        name = f"{hashlib.blake2b(data, digest_size=12, salt=b'1').hexdigest()}.webp"
        if name not in self._made:
            small = files.read(self._before / name) or images.thumbnail(data, PIXELS)
            if small is None:
                return Thumbnail("", "broken")
            self._publication.write(name, small)
            self._made.add(name)
        return Thumbnail(f"{FOLDER}/{name}", None, box)
