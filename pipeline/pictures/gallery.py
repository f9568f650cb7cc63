"""The pictures of a site: looked at once, encoded once, found again by what is in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import files
from pipeline.disk.signature import MISSING, is_settled, of_source
from pipeline.execute import Crew
from pipeline.images import Fault, Look, Size, is_picture, look
from pipeline.incremental import cache
from pipeline.jobs import desk
from pipeline.jobs.desk import Desk, Luggage, Near
from pipeline.model import Finding, Location
from pipeline.pictures import recipe
from pipeline.pictures.cache import Kept, PictureCache, Record
from pipeline.pictures.recipe import Images, Recipe
from pipeline.pictures.responsive import Offered, Sources, sources
from pipeline.pictures.versions import Versions, versions, without_metadata

FOLDER = ".syntolk/pictures"
"""Where versions are kept, and what was seen."""
_KNOWN = "known.json"
_WORTH = 4096
"""Bytes under which a picture needs no versions: their addresses alone would take as many."""
_ENCODED = frozenset(("AVIF", "JPEG", "PNG", "WEBP", "GIF"))


class Known(NamedTuple):
    """A picture that was looked at."""

    signature: str
    """How its file was then."""
    size: int
    """In bytes."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    look: Look
    """What it is."""


class Encoding:
    """Encodes pictures by one recipe, given by the paths of their files."""

    def __init__(self, shared: tuple[Recipe, Desk]) -> None:
        self._recipe, self._desk = shared

    def __call__(self, file: str) -> Versions:
        return versions(self._desk.read(file) or b"", self._recipe)


class Gallery:
    """The pictures below `source`; what is remembered of them from build to build lies in `folder`, safe to delete."""

    def __init__(
        self,
        source: Path,
        folder: Path,
        images: Images,
        language: str,
        crew: Crew,
    ) -> None:
        """The `crew` encodes."""
        self._source = source
        self._file = folder / _KNOWN
        self._cache = PictureCache(folder)
        self._images = images
        self._recipe = images.recipe
        self._language = language
        self._crew = crew
        self._known: dict[str, Known] | None = None
        self._seen: dict[str, Known] = {}
        self._records: dict[str, tuple[str, Record]] = {}
        self.findings: list[Finding] = []
        """What was wrong with pictures that were to be encoded."""

    # --- looking --------------------------------------------------------------------------------

    def look(self, path: str) -> Look:
        """What the picture at `path` is. Files of other kinds are no pictures."""
        return self.known(path).look if is_picture(path) else Look()

    def digest(self, path: str) -> str:
        """What the content of the picture at `path` is told apart by."""
        return self.known(path).digest

    def sizes(self, paths: Iterable[str]) -> dict[str, Size]:
        """The size of each picture among `paths` that has one."""
        return {path: size for path in paths if is_picture(path) and (size := self.known(path).look.size)}

    def known(self, path: str) -> Known:
        """What there is to know of the file at `path`. Raises `SourceError` where it cannot be read."""
        if path in self._seen:
            return self._seen[path]
        if self._known is None:
            self._known = _read(cache.values(self._file))
        file = self._source / path
        signature = of_source(str(file))
        known = self._known.get(path)
        if known is None or signature == MISSING or known.signature != signature:
            data = files.read(file) or b""
            known = Known(signature, len(data), hashlib.sha256(data).hexdigest(), look(data, path))
        self._seen[path] = known
        return known

    def remember(self) -> None:
        """Write down what was seen, without what was changed a moment ago and may change again unnoticed."""
        settled = {path: known for path, known in self._seen.items() if is_settled(known.signature)}
        if settled != (self._known or {}):
            cache.save(self._file, json.dumps(settled, separators=(",", ":")))
            self._known = settled

    # --- encoding -------------------------------------------------------------------------------

    def encode(self, paths: Iterable[str], progress: Callable[[int, int], None]) -> None:
        """Make what the pictures at `paths` need and nobody has made yet; `progress` hears of (done, of how many)."""
        wanted = sorted(path for path in set(paths) if self._is_encoded(path))
        waiting: dict[str, list[str]] = {}
        for path in wanted:
            key = recipe.key(self.known(path).digest, self._recipe)
            record = self._cache.record(key)
            if record is None:
                waiting.setdefault(key, []).append(path)
            else:
                self._records[path] = key, record
        jobs = [str(self._source / paths[0]) for paths in waiting.values()]
        progress(0, len(waiting))
        done = desk.run(self._crew, Encoding, self._shared, jobs, _luggage, str, Near())
        for number, ((key, same), made) in enumerate(zip(waiting.items(), done, strict=True), 1):
            record = self._cache.put(key, made)
            self._records.update(dict.fromkeys(same, (key, record)))
            progress(number, len(waiting))
        if waiting:
            self._cache.sweep()
        self.remember()
        self.findings += [self._finding(path) for path in wanted if self._records[path][1].fault]

    def _shared(self, own: Desk) -> tuple[Recipe, Desk]:
        return self._recipe, own

    def _is_encoded(self, path: str) -> bool:
        if not self._images.variants or not self._images.formats or not is_picture(path):
            return False
        known = self.known(path)
        # A picture that moves would stand still.
        return known.look.kind in _ENCODED and not known.look.animated and bool(known.look.size) and known.size > _WORTH

    def _read(self, path: str) -> bytes:
        return files.read(self._source / path) or b""

    def _finding(self, path: str) -> Finding:
        where = Location(f"{self._source.name}/{path}")
        return Finding("image-file-unreadable", "warning", _said(self._records[path][1].fault), where, self._language)

    # --- publishing -----------------------------------------------------------------------------

    def sources(self, address: Callable[[str], str]) -> Mapping[str, Sources]:
        """What pages say of each picture that has versions."""
        found = {}
        for path, (key, record) in self._records.items():
            offered = [Offered(kept.format, kept.width, _name(path, key, kept)) for kept in record.made]
            size = self.known(path).look.size
            if size and (said := sources(offered, path, size, self._recipe.widths[-1], address)):
                found[path] = said
        return found

    def versions(self) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
        """Each version: its path below the output folder, how many bytes it has, and what reads them."""
        for path, (key, record) in self._records.items():
            for number, kept in enumerate(record.made):

                def read(path: str = path, key: str = key, record: Record = record, number: int = number) -> bytes:
                    return self._version(path, key, record, number)

                yield _name(path, key, kept), kept.size, read

    def _version(self, path: str, key: str, record: Record, number: int) -> bytes:
        data = self._cache.data(key, record, number)
        if data is None:  # Somebody has deleted or damaged the cache while we were at work.
            made = Encoding(self._shared(Near()))(str(self._source / path))
            self._cache.put(key, made)
            data = made.made[number].data
        return data

    def original(self, path: str) -> bytes | None:
        """The picture at `path` as it may be published: it says nothing of place, camera and people.

        None for what is published as it is: another file, an SVG, a picture that cannot be read.
        """
        found = self.look(path)
        return None if found.kind in ("", "SVG") else without_metadata(self._read(path), found)


def _luggage(file: str) -> Luggage:
    return Luggage({file: desk.read(file)})


def _said(fault: Fault) -> str:
    """What to say of a picture that could not be decoded."""
    if fault == "large":
        return "This picture has more pixels than can be handled, so it is published in one size. Make it smaller: 2560 pixels are wide enough."
    return "This picture cannot be read to its end, so it is published in one size. Save or export it again."


def _name(path: str, key: str, kept: Kept) -> str:
    return recipe.name(path, key, kept.width, kept.format)


def _read(data: Any) -> dict[str, Known]:  # noqa: ANN401 - whatever was saved
    """What was remembered; nothing where that cannot be read."""
    try:
        return {
            path: Known(str(signature), size, digest, Look(kind, Size(*own) if own else None, *rest))
            for path, (signature, size, digest, (kind, own, *rest)) in (data or {}).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
