"""What stands in the pictures of a site: each is read once, and what tesseract has read stays in `.syntolk/pictures.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline import files
from pipeline.digest import digest
from pipeline.errors import OutputError, SourceError
from pipeline.images import is_picture, version_for
from pipeline.ocr import Reader
from pipeline.picture_text import PictureText, svg_text

FILE = ".syntolk/pictures.json"
_VERSION = 1


class PictureTexts:
    """Reads the pictures below `source`, in the site's folder `root`; those made of dots only with a `reader`."""

    def __init__(
        self, root: Path, source: str, assets: frozenset[str], language: str, reader: Reader | None = None
    ) -> None:
        self._kept_path, self._source = root / FILE, f"{root}/{source}/"
        self._assets, self._language, self._reader = assets, language, reader
        self._known: dict[str, PictureText] = {}
        self._kept = _kept(self._kept_path) if reader is not None else {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self._remembers = True

    def __call__(self, path: str, language: str) -> PictureText | None:
        """What stands in a picture, or in its version in `language`; None where its text is in another language."""
        if not path.lower().endswith(".svg") and (self._reader is None or not is_picture(path)):
            return None
        shown = path if language == self._language else version_for(path, language, self._assets)
        if shown == path and language != self._language:
            return None
        if shown not in self._known:
            self._known[shown] = self._read(shown)
        return self._known[shown]

    def _read(self, path: str) -> PictureText:
        try:
            data = files.read(self._source + path) or b""
        except SourceError:  # Said when it is copied.
            return PictureText()
        if path.lower().endswith(".svg"):
            return svg_text(data)
        assert self._reader is not None
        digest = hashlib.blake2b(data + self._reader.languages.encode(), digest_size=16).hexdigest()
        pieces = self._kept.get(digest)
        self._seen[digest] = self._reader.read(data, path).pieces if pieces is None else pieces
        return PictureText(self._seen[digest], sure=False)

    def known(self) -> PictureTexts:
        """The same, where there is no disk: every picture has been read."""
        other = PictureTexts(Path(), "", self._assets, self._language)
        for path in self._assets:
            self(path, self._language)
        other._known, other._reader = dict(self._known), self._reader
        return other

    @property
    def read(self) -> Mapping[str, tuple[str, ...]]:
        """What a reader has read, by what the pictures are told apart by."""
        return self._seen

    def learn(self, read: Mapping[str, tuple[str, ...]]) -> None:
        """Take in what another process has read."""
        self._seen |= read

    def forget(self) -> None:
        """Read everything anew, and keep nothing."""
        self._kept, self._remembers = {}, False

    def keep(self, *, whole: bool = True) -> None:
        """Keep what the next build may need; of what was kept before that too which nobody has asked for, unless all was asked."""
        kept = self._seen if whole else {**self._kept, **self._seen}
        if kept == self._kept or not self._remembers:
            return
        data = {"version": _VERSION, "digest": _digest(kept), "texts": kept}
        with suppress(OutputError):  # The next build reads them again.
            files.write(self._kept_path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _digest(texts: Mapping[str, tuple[str, ...]]) -> str:
    """What tells that they were not damaged."""
    return digest(json.dumps(texts, sort_keys=True))


def _kept(path: Path) -> dict[str, tuple[str, ...]]:
    """What earlier builds have read; nothing where the file is damaged, or of another version of the program."""
    with suppress(SourceError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        data = json.loads(files.read(path) or b"{}")
        if data["version"] == _VERSION:
            texts = {str(digest): tuple(map(str, pieces)) for digest, pieces in data["texts"].items()}
            return texts if data["digest"] == _digest(texts) else {}
    return {}
