"""Pictures: what they are, and how large. With `versions`, the one door to Pillow.

Functions take bytes; `files` reads them. Whatever is in a file, none of them raises.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import warnings
from html import unescape
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.patterns import expression

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_SVG = expression(rb"<svg\b[^>]*>", re.DOTALL)
_NUMBER = rb"(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?"
_LENGTH = expression(rb"""(?<![\w-])(width|height)\s*=\s*["']\s*(%s)(?:px)?\s*["']""" % _NUMBER)
_VIEW_BOX = expression(
    rb"""(?<![\w-])viewBox\s*=\s*["']\s*[-+]?%s[\s,]+[-+]?%s[\s,]+(%s)[\s,]+(%s)\s*["']"""
    % (_NUMBER, _NUMBER, _NUMBER, _NUMBER)
)
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
"""What every browser shows, besides SVG."""
_EXTENSIONS = {
    "AVIF": (".avif",),
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png", ".apng"),
    "WEBP": (".webp",),
}
UNREADABLE: tuple[type[Exception], ...] = (
    OSError, ValueError, SyntaxError, RuntimeError, TypeError, LookupError, EOFError, ArithmeticError, AttributeError,
    MemoryError, struct.error,
)  # fmt: skip
"""What Pillow's readers raise over broken files: far more than they document (RuntimeError: AVIF)."""
_MOST = 100_000
"""Pixels that no picture on a page is wide or high; a larger number is a mistake."""

_MOST_UNPACKED = 40_000_000
"""Pixels that are unpacked to make a picture small."""


class Size(NamedTuple):
    """Width and height in CSS pixels."""

    width: int
    height: int


Fault = Literal["", "empty", "unknown", "misnamed", "large", "damaged"]
"""Nothing; no bytes; no picture that browsers show; another kind than its name says; too many pixels; it cannot be decoded."""


class Look(NamedTuple):
    """What the first bytes of a picture say."""

    kind: str = ""
    """Its format as Pillow calls it (`JPEG`, `PNG` …), or `SVG`; empty where it cannot be read."""
    size: Size | None = None
    """How large it is shown, after its EXIF orientation."""
    orientation: int = 1
    """Its EXIF orientation, 1–8."""
    animated: bool = False
    """Whether it has more than one frame."""
    endless: bool = False
    """Whether it moves and never stops by itself."""
    fault: Fault = ""
    """What is wrong with it."""


def look(data: bytes, name: str) -> Look:
    """What kind of picture `data` is, without decoding it.

    >>> look(b'<svg viewBox="0 0 96 48">', "a.svg").kind, look(b"", "a.png").fault, look(b"II*", "a.png").fault
    ('SVG', 'empty', 'unknown')
    """
    if name.lower().endswith(".svg"):
        return Look("SVG", _svg_size(data))
    if not data:
        return Look(fault="empty")
    from PIL import Image  # Imported where it is used: a site without pictures does without.

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            several = picture.format == "MPO"  # A JPEG of a telephone, with further pictures that nobody shows.
            kind = "JPEG" if several else picture.format or ""
            width, height = picture.size
            turned = orientation(picture)
            animated = not several and bool(getattr(picture, "is_animated", False))
            endless = animated and picture.info.get("loop", 1) == 0  # A GIF that does not say it plays once.
    except Image.DecompressionBombError:
        return Look(fault="large")
    except UNREADABLE:
        return Look(fault="unknown")
    size = _size(height, width) if turned >= 5 else _size(width, height)
    named = name.lower().endswith(_EXTENSIONS.get(kind, ()))
    return Look(kind, size, turned, animated, endless, "" if named else "misnamed")


def orientation(picture: Picture) -> int:
    """Its EXIF orientation, 1–8, as browsers see it: Pillow's `getexif` decodes a whole PNG, and believes XMP."""
    from PIL import Image

    said = picture.info.get("exif")
    if not isinstance(said, bytes):
        return 1
    exif = Image.Exif()
    exif.load(said)
    found = exif.get(0x0112)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def size(data: bytes, name: str) -> Size | None:
    """The size of the picture in `data`, after its EXIF orientation; None where it has none or cannot be read.

    >>> size(b'<svg viewBox="0 0 96 48">', "a.svg")
    Size(width=96, height=48)
    """
    return look(data, name).size


def _svg_size(data: bytes) -> Size | None:
    root = _SVG.search(data)
    if not root:
        return None
    lengths = {name: float(value) for name, value in _LENGTH.findall(root[0])}
    if {b"width", b"height"} <= lengths.keys():
        return _size(lengths[b"width"], lengths[b"height"])
    box = _VIEW_BOX.search(root[0])
    return _size(float(box[1]), float(box[2])) if box else None


def _size(width: float, height: float) -> Size | None:
    """The size in whole pixels; None where there is nothing to see."""
    return Size(round(width), round(height)) if 0.5 < width < _MOST and 0.5 < height < _MOST else None


def thumbnail(data: bytes, most: int) -> bytes | None:
    """The picture in `data` as a WebP of at most `most` pixels a side, without any metadata; None where it cannot be read.

    An SVG is None as well, and a picture so large that unpacking it would take the memory of a build.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            picture.draft("RGB", (most, most))  # A JPEG is unpacked at an eighth of its size.
            if picture.width * picture.height > _MOST_UNPACKED:
                return None
            small = ImageOps.exif_transpose(picture)
            small.thumbnail((most, most))
            bare = small.convert("RGBA" if small.has_transparency_data else "RGB")
    except UNREADABLE:
        return None
    except Image.DecompressionBombError:
        return None
    bare.info.clear()
    result = io.BytesIO()
    bare.save(result, "WEBP", quality=60, method=2, exif=b"", xmp=b"", icc_profile=b"")
    return result.getvalue()


def is_picture(name: str) -> bool:
    """Whether `name` is that of a picture that browsers show."""
    return name.lower().endswith((".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"))


_ACTIVE = expression(
    r"""
    <\s*(?:[^\s<>/:"'=]+:)?(?:script|iframe|embed|object|handler)\b   # what runs, or brings in what runs
    | [\s"'/]on[a-z]+\s*=                                             # an event handler
    | attributeName\s*=\s*["']?\s*(?:[^\s"']+:)?href                   # an animation that makes an address
    | <!ENTITY                                                       # markup that hides in an entity
    | <\?xml-stylesheet[^>]*xsl
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RUNNING_ADDRESS = expression(r"(?:java|vb)script:|data:(?:text/html|image/svg|application)", re.IGNORECASE)
_BLANKS = expression(r"[\x00-\x20]+")
_ENCODING = expression(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii|iso-8859-1)", re.IGNORECASE)
_PROGRAMS = frozenset(
    (
        ".atom .hta .htm .html .html5 .js .jse .mathml .mht .mhtml .mjs .php .phtml .rdf .rss .shtml .svgz .swf .vbs .wsf .xht"
        " .xhtml .xml .xsl .xslt"
    ).split()
)


def runs_script(data: bytes, name: str) -> bool:
    """Whether a file, opened in a browser, could run a script or load one: any page or program, and an SVG that has one.

    >>> runs_script(b"<svg onload='x()'/>", "a.svg"), runs_script(b"<svg><path/></svg>", "a.svg")
    (True, False)
    """
    extension = posixpath.splitext(name)[1].lower()
    if extension != ".svg":
        return extension in _PROGRAMS
    if b"\0" in data or _ENCODING.search(data[:200]):
        return True  # Not written in letters that we read as a browser does.
    text = data.decode("utf-8", "replace")
    return bool(_ACTIVE.search(text) or _RUNNING_ADDRESS.search(_BLANKS.sub("", unescape(text))))


def version_for(path: str, language: str, assets: frozenset[str]) -> str:
    """The picture to show in `language`: `skylt.en.jpg` beside `skylt.jpg` if there is one.

    >>> version_for("a/skylt.jpg", "en", frozenset({"a/skylt.jpg", "a/skylt.en.jpg"}))
    'a/skylt.en.jpg'
    """
    stem, extension = posixpath.splitext(path)
    for tag in (language, language.split("-", maxsplit=1)[0]):
        if (candidate := f"{stem}.{tag}{extension}") in assets:
            return candidate
    return path
