"""Versions of pictures: smaller, in other formats, without metadata. With `images`, the one door to Pillow.

Functions take bytes and give bytes; whatever is in a file, none of them raises.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from pipeline.images import FORMATS, UNREADABLE, Fault, Look, Size, orientation
from pipeline.pictures.metadata import stripped
from pipeline.pictures.recipe import Recipe

if TYPE_CHECKING:
    from PIL.Image import Image as Picture


class Version(NamedTuple):
    """A picture in another format or size."""

    format: str
    """`avif`, `webp`, `jpeg` or `png`."""
    width: int
    """In pixels."""
    data: bytes


class Versions(NamedTuple):
    """What was made of a picture."""

    made: tuple[Version, ...]
    """By format in the order of the recipe, then by width."""
    fault: Fault = ""
    """Why there are none: `damaged` or `large`."""


_DECODED = 64_000_000
"""Pixels that are decoded at most: some 256 MB."""
_DRAWING = 256
"""Colours at most of what is no photo: it is kept without loss, and sharp."""
_EMPTY = b"MM\x00*\x00\x00\x00\x08"
"""EXIF that says nothing. AVIF needs at least that much where there was some."""
_SPEED, _METHOD = 8, 4
"""How much time AVIF (0–10, 10 is fastest) and WebP (0–6, 0 is fastest) take (decision 0024)."""


def versions(data: bytes, recipe: Recipe) -> Versions:
    """`data` in the widths and formats of `recipe`: upright, in sRGB, without metadata; only what saves bytes.

    The widest is as wide as the picture, or the widest of the recipe. The picture itself serves as its own widest version in the
    last format, `jpeg`, which for a drawing, or with transparency, is PNG. A format whose widest version saves nothing is left out.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            whole = _shown(picture)
            widths = _widths(recipe.widths, whole.width)
            base, drawing = _decoded(picture, whole, widths[-1])
            made = [
                v for name in recipe.formats for v in _encoded(base, drawing, name, widths, whole, recipe, len(data))
            ]
    except (_TooLargeError, Image.DecompressionBombError):
        return Versions((), "large")
    except UNREADABLE:
        return Versions((), "damaged")
    return Versions(tuple(made))


class _TooLargeError(Exception):
    """More pixels than are decoded."""


def _shown(picture: Picture) -> Size:
    width, height = picture.size
    return Size(height, width) if orientation(picture) >= 5 else Size(width, height)


def _widths(wanted: tuple[int, ...], own: int) -> list[int]:
    """The widths to make of a picture that is `own` wide.

    >>> _widths((400, 800, 1280), 2000), _widths((400, 800, 1280), 900), _widths((400, 800), 120)
    ([400, 800, 1280], [400, 800, 900], [120])
    """
    return [*(width for width in wanted if width < own), *([own] if own <= wanted[-1] else [])]


def _decoded(picture: Picture, whole: Size, width: int) -> tuple[Picture, bool]:
    """The picture, upright, `width` wide, in sRGB, as L, RGB or RGBA; and whether it is a drawing."""
    from PIL import Image

    if not picture.info.get("progressive"):  # A progressive JPEG is held as a whole, whatever is asked of it.
        scale = min(1, 2 * width / whole.width)
        picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))
    if picture.width * picture.height > _DECODED:
        raise _TooLargeError
    profile, turned = picture.info.get("icc_profile"), orientation(picture)
    picture.load()
    upright = _plain(_upright(picture, turned))
    drawing = picture.format not in ("JPEG", "MPO") and upright.getcolors(_DRAWING) is not None
    size = Size(width, _height(whole, width))
    if upright.size != size:
        upright = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    return _in_srgb(upright, profile), drawing


def _upright(picture: Picture, orientation: int) -> Picture:
    from PIL.Image import Transpose

    ways = "FLIP_LEFT_RIGHT ROTATE_180 FLIP_TOP_BOTTOM TRANSPOSE ROTATE_270 TRANSVERSE ROTATE_90".split()
    return picture.transpose(Transpose[ways[orientation - 2]]) if orientation > 1 else picture


def _plain(picture: Picture) -> Picture:
    """As L, RGB, RGBA or CMYK, eight bits a colour."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")  # Pillow cuts off what is over 255.
    if picture.has_transparency_data:
        with_alpha = picture.convert("RGBA")
        transparent = with_alpha.getchannel("A").getextrema()[0] != 255
        return with_alpha if transparent else with_alpha.convert("RGB")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode in ("1", "LA", "F") else "RGB")


def _in_srgb(picture: Picture, profile: object) -> Picture:
    """In sRGB, which is what browsers take for granted."""
    from PIL import ImageCms

    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    if isinstance(profile, bytes):
        try:
            own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            if picture.mode != "L":
                picture = ImageCms.profileToProfile(picture, own, srgb, outputMode=mode) or picture
        except (ImageCms.PyCMSError, *UNREADABLE):  # type: ignore[misc]  # A profile for other colours, or none at all.
            pass
    plain = picture.convert(mode) if picture.mode != mode else picture.copy()
    plain.info.clear()  # The encoders would write what it says.
    return plain


def _encoded(
    base: Picture, drawing: bool, name: str, widths: list[int], whole: Size, recipe: Recipe, most: int
) -> list[Version]:
    """`base` in one format: the versions that have fewer than `most` bytes."""
    form, options = _options(base, drawing, name, recipe)
    if not form:
        return []
    made = []
    for width in reversed(widths):
        if name == "jpeg" and width == whole.width:
            continue  # That is the picture itself.
        data = _saved(base, Size(width, _height(whole, width)), form, options)
        if len(data) < most:
            made.append(Version(form.lower(), width, data))
        elif width == widths[-1] and name != "jpeg":
            return []
    return made[::-1]


def _options(base: Picture, drawing: bool, name: str, recipe: Recipe) -> tuple[str, dict[str, object]]:
    """What Pillow calls the format, and how it shall encode; no format where another one is better."""
    if name == "avif":
        # One thread: the other cores have pictures of their own, and the bytes are always the same.
        return ("", {}) if drawing else ("AVIF", {"quality": recipe.avif, "speed": _SPEED, "max_threads": 1})
    if name == "webp":
        return "WEBP", {"quality": recipe.webp, "method": _METHOD, "lossless": drawing}
    if drawing or base.mode == "RGBA":
        return "PNG", {"optimize": True}
    return "JPEG", {"quality": recipe.jpeg, "optimize": True, "progressive": True}


def _height(whole: Size, width: int) -> int:
    return max(1, round(width * whole.height / whole.width))


def _saved(base: Picture, size: Size, form: str, options: dict[str, object]) -> bytes:
    from PIL import Image

    if base.size != size:
        base = base.resize(size, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    base.save(file, form, **options)
    return file.getvalue()


def without_metadata(data: bytes, look: Look) -> bytes:
    """`data` as it may be published: nothing is said of place, camera and people, and no pixel changes.

    Only an AVIF that does not hold its metadata as Pillow gives it (it is turned) is encoded anew.
    """
    if look.kind != "AVIF":
        return stripped(data, look.orientation)
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            said = [value for key in ("exif", "xmp") if isinstance(value := picture.info.get(key), bytes) and value]
            said = [value.removeprefix(b"Exif\x00\x00") for value in said]
            if all(value in data for value in said):
                for value in said:  # As many bytes as before: in this format everything is found by where it lies.
                    data = data.replace(value, _EMPTY[: len(value)].ljust(len(value), b"\0"))
                return data
            profile = picture.info.get("icc_profile")
            clean = picture if look.animated else _upright(picture, look.orientation)
            clean.info.clear()
            file = io.BytesIO()
            clean.save(
                file, "AVIF", quality=90, speed=_SPEED, max_threads=1, save_all=look.animated, icc_profile=profile
            )
            return file.getvalue()
    except (*UNREADABLE, Image.DecompressionBombError):  # type: ignore[misc]
        return data
