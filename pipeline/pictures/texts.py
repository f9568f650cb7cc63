"""What stands in the pictures of a site: each is read once, and what tesseract has read stays in `.syntolk/pictures.json`.

Rules ask for one picture after the other. So that several are read at a time, those that pages are likely to show are read before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline import files
from pipeline.digest import digest
from pipeline.errors import ConfigError, OutputError, SourceError
from pipeline.images import is_picture, version_for
from pipeline.patterns import expression
from pipeline.pictures.ocr import Reader
from pipeline.pictures.svg_text import PictureText, svg_text
from pipeline.web.routes import resolve

FILE = ".syntolk/pictures.json"
_VERSION = 1
_NAMED = expression(r"""(?<![^\s"'<>()=])[^\s"'<>()=]+\.(?:avif|gif|jpe?g|png|webp)\b""", re.IGNORECASE)
"""What is likely to be the address of a picture in the text of a page; it begins nowhere within one, else a long one takes for ever."""


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
        self.most = 1
        """How many pictures may be read at a time."""

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
        digest = self._digest(data)
        if not self._is_known(digest):
            self._seen[digest] = self._reader.read(data, path).pieces
        return PictureText(self._seen[digest], sure=False)

    def _digest(self, data: bytes) -> str:
        """What a picture made of dots is told apart by."""
        assert self._reader is not None
        return hashlib.blake2b(data + self._reader.languages.encode(), digest_size=16).hexdigest()

    def _is_known(self, digest: str) -> bool:
        """Whether a picture has been read, now or by an earlier build."""
        if digest not in self._seen and digest in self._kept:
            self._seen[digest] = self._kept[digest]
        return digest in self._seen

    def expect(self, pages: Iterable[str], languages: Iterable[str]) -> bool:
        """Read, several at a time, what the `pages` below the source folder are likely to show; whether anything was read.

        Nothing depends on it: what else they show is read when somebody asks for it.
        """
        if self._reader is None or self.most < 2:
            return False
        shown = {path for page in pages for path in self._named(page)}
        versions = {version_for(path, language, self._assets) for path in shown for language in languages}
        return self._read_together(shown | versions)

    def _named(self, page: str) -> Iterable[str]:
        """The pictures that the text of a page names."""
        with suppress(SourceError):  # Said when the page is read.
            text = (files.read(self._source + page) or b"").decode("utf-8", "ignore")
            for address in _NAMED.findall(text):
                target = resolve(address, page, {}, self._assets, {})
                if target.kind == "asset":
                    yield target.path

    def _read_together(self, paths: Iterable[str]) -> bool:
        """Read several pictures at a time; whether anything was read."""
        unread: dict[str, str] = {}
        for path in sorted(paths):
            with suppress(SourceError):  # Said when it is copied.
                if not self._is_known(digest := self._digest(files.read(self._source + path) or b"")):
                    unread.setdefault(digest, path)
        if self._reader is None or len(unread) < 2:
            return False
        with suppress(ConfigError, SourceError):  # Said when a rule asks.
            found = self._reader.read_all([*unread.values()], self._loaded, self.most)
            self._seen |= {digest: text.pieces for digest, text in zip(unread, found, strict=True)}
        return True

    def _loaded(self, path: str) -> bytes:
        return files.read(self._source + path) or b""

    def known(self) -> PictureTexts:
        """The same, where there is no disk: every picture has been read."""
        other = PictureTexts(Path(), "", self._assets, self._language)
        if self._reader is not None and self.most > 1:
            self._read_together(path for path in self._assets if is_picture(path) and not path.lower().endswith(".svg"))
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
