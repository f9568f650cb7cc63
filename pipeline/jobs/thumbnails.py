"""The small pictures of the inventory: each made once, and only so many.

They are called after what the original holds, so one that is there already is not made again, and nothing of a photograph's
metadata is in them. An SVG, and what comes after the first pictures of a very large site, is shown from the source folder.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline import files, images
from pipeline.digest import digest
from pipeline.disk.publication import Publication
from pipeline.errors import SourceError
from pipeline.pictures.gallery import Known
from pipeline.reporters.inventory import Thumbnail
from pipeline.workspace import SOURCE

FOLDER = "images"
"""Folder of the small pictures and of the further pages of the inventory, in that of the reports."""
PIXELS = 160
"""Longest side of a small picture, in CSS pixels of a usual screen."""
MOST = 500
"""Pictures that are made small; those with gaps first."""
_LARGEST = 60_000_000
"""Bytes of a file that is made small."""
_LARGEST_SVG = 500_000
"""Bytes of an SVG that the report shows as it is."""
_METHOD = "1"
"""Raised when they are made otherwise, so that none is taken for one of the new kind."""


class Thumbnails:
    """Those of one inventory, put into the `publication` of its folder."""

    def __init__(self, source: Path, publication: Publication, known: Callable[[str], Known]) -> None:
        """`known` says what there is to know of the file at a path below the folder `source`; it raises `SourceError`."""
        self._source = source
        self._publication = publication
        self._look = known
        self._known: dict[str, Thumbnail] = {}
        self._made: set[str] = set()

    def of(self, path: str) -> Thumbnail:
        """What the report shows of the picture at `path` below the source folder."""
        if path not in self._known:
            try:
                self._known[path] = self._new(path, self._look(path))
            except SourceError:
                self._known[path] = Thumbnail("", "unreadable")
        return self._known[path]

    def _new(self, path: str, known: Known) -> Thumbnail:
        original = Thumbnail(f"../{SOURCE}/{path}", None)
        size = known.look.size
        if size is None:
            return Thumbnail("", "broken")
        scale = min(1.0, PIXELS / max(size))
        box = (max(1, round(size.width * scale)), max(1, round(size.height * scale)))
        if path.lower().endswith(".svg"):
            return original._replace(size=box) if known.size <= _LARGEST_SVG else Thumbnail("", "large")
        if len(self._made) >= MOST:
            return original._replace(size=box)
        if known.size > _LARGEST:
            return Thumbnail("", "large")
        name = f"{digest(_METHOD, known.digest)[:24]}.webp"
        if name not in self._made:
            if not self._is_kept(name):
                small = images.thumbnail(files.read(self._source / path) or b"", PIXELS)
                if small is None:
                    return Thumbnail("", "broken")
                self._publication.write(name, small)
            self._made.add(name)
        return Thumbnail(f"{FOLDER}/{name}", None, box)

    def _is_kept(self, name: str) -> bool:
        """Whether it was there before, and is again."""
        size = self._publication.shelf.size(name)
        return size > 0 and self._publication.keep(name, size)
