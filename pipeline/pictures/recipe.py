"""How versions of pictures are made, and what they are called: `[images]` in the settings."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple

FORMATS = ("avif", "webp", "jpeg")
"""The formats that versions can have; `jpeg` stands for PNG where a picture is a drawing or has transparency."""
WIDEST = 8192
"""Pixels that a version is wide at most."""
MADE_BY = 1
"""Number of the way in which versions are made; with another one all are made again, under other names."""
_NAME = 10
"""Letters of a digest in a name: two of a million pictures with the same path have the same with a probability of 10⁻⁶."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of a picture is kept, 0–100."""

    avif: int = 60
    webp: int = 80
    jpeg: int = 80


@dataclass(frozen=True, slots=True)
class Images:
    """How pictures are published, and what is asked of them."""

    variants: bool = True
    """Whether pages offer smaller versions of their pictures."""
    widths: tuple[int, ...] = (400, 800, 1280)
    """How wide versions are, in pixels."""
    formats: tuple[str, ...] = FORMATS
    """Their formats, the one that browsers shall prefer first."""
    quality: Quality = field(default_factory=Quality)
    sizes: str = "(min-width: 40rem) 38rem, calc(100vw - 2rem)"
    """How wide the theme shows a picture, as the attribute `sizes` says it."""
    read_text: tuple[str, ...] = ()
    """Languages (`sv`) in which tesseract reads the text in photos and scanned pages; none: it is not read."""

    @property
    def recipe(self) -> Recipe:
        """What decides how a version looks."""
        q = self.quality
        return Recipe(tuple(sorted(set(self.widths))), tuple(dict.fromkeys(self.formats)), q.avif, q.webp, q.jpeg)


class Recipe(NamedTuple):
    """How versions are made."""

    widths: tuple[int, ...]
    """How wide, in pixels, ascending; none is wider than its picture."""
    formats: tuple[str, ...]
    """`avif`, `webp`, `jpeg`, the one that browsers shall prefer first."""
    avif: int
    """Quality, 0–100; as below."""
    webp: int
    jpeg: int


def fault(images: Images) -> tuple[str, str]:
    """Name and limits of the setting that cannot be used; empty where all can."""
    if not images.widths or not all(16 <= width <= WIDEST for width in images.widths):
        return "widths", f"16–{WIDEST}"
    if not all(name in FORMATS for name in images.formats):
        return "formats", ", ".join(FORMATS)
    for name in FORMATS:
        quality: object = getattr(images.quality, name)
        if not isinstance(quality, int) or not 0 <= quality <= 100:  # TOML has numbers with decimals, too.
            return f"quality.{name}", "0–100"
    return "", ""


def key(digest: str, recipe: Recipe) -> str:
    """What names the versions of the picture whose bytes have that digest (hexadecimal)."""
    return hashlib.sha256(repr((MADE_BY, digest, tuple(recipe))).encode()).hexdigest()


def name(path: str, key: str, width: int, form: str) -> str:
    """Path of a version of the picture at `path`: beside it, and another one whenever it changes.

    >>> name("om/skylt.jpg", "0123456789abcdef", 800, "avif"), name("a", "0123456789abcdef", 800, "jpeg")
    ('om/skylt-0123456789-800.avif', 'a-0123456789-800.jpg')
    """
    stem = posixpath.splitext(path)[0]
    folder, _, last = stem.rpartition("/")
    while len(last.encode()) > 200:  # A name has 255 bytes at most.
        last = last[:-1]
    return f"{folder}/{last}".lstrip("/") + f"-{key[:_NAME]}-{width}.{'jpg' if form == 'jpeg' else form}"
