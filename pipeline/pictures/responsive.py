"""Pictures on a page: `<picture>` with versions to choose from, and the size that keeps the page from jumping."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from pipeline.images import Size
from pipeline.model import Image
from pipeline.parsing.sanitise import escape
from pipeline.patterns import expression
from pipeline.web.html import img

_LENGTH = expression(r' (width|height)="(\d{1,5})"')
_COLUMN = 608
"""CSS pixels that the theme's text is wide: a picture that is not wider stands there in its own size."""


class Offered(NamedTuple):
    """A file that a browser may take."""

    format: str
    """`avif`, `webp`, `jpeg` or `png`."""
    width: int
    """In pixels."""
    path: str
    """Path below the output folder."""


class Sources(NamedTuple):
    """What a browser chooses from."""

    better: tuple[tuple[str, str], ...]
    """(format, `srcset`) of those that not every browser knows, the best first."""
    usual: str
    """`srcset` of the picture's own kind; empty where there is only the picture itself."""


def sources(
    offered: Iterable[Offered], path: str, size: Size, widest: int, address: Callable[[str], str]
) -> Sources | None:
    """What a page says of the versions of the picture at `path`, which is as large as `size`; None where there are none.

    The picture itself is one of its kind, unless it is wider than the `widest` version, and that is there.
    """
    better: list[tuple[str, str]] = []
    usual: list[Offered] = []
    for form, group in groupby(offered, key=lambda one: one.format):
        if form in ("avif", "webp"):
            better.append((form, _srcset(group, address)))
        else:
            usual += group
    if usual and usual[-1].width != min(size.width, widest):
        usual.append(Offered("", size.width, path))
    return Sources(tuple(better), _srcset(usual, address)) if better or usual else None


def _srcset(offered: Iterable[Offered], address: Callable[[str], str]) -> str:
    return ", ".join(f"{address(one.path)} {one.width}w" for one in offered)


def picture(image: Image, src: str, size: Size | None, sources: Sources | None, sizes: str, *, first: bool) -> str:
    """The HTML of `image` at the address `src`; the `first` of a page is loaded at once, the others when they are near."""
    width, more = _measured(image.attributes, size)
    if not first and " loading=" not in image.attributes:
        more += ' loading="lazy"'
    if " decoding=" not in image.attributes:
        more += ' decoding="async"'
    if sources is None:
        return img(image, src, more)
    shown = escape(f"(min-width: {width}px) {width}px, 100vw" if 0 < width <= _COLUMN else sizes)
    if sources.usual:
        more = f' srcset="{escape(sources.usual)}" sizes="{shown}"{more}'
    tag = img(image, src, more)
    if not sources.better:
        return tag
    choices = "".join(
        f'<source type="image/{form}" srcset="{escape(srcset)}" sizes="{shown}">' for form, srcset in sources.better
    )
    return f"<picture>{choices}{tag}</picture>"


def _measured(attributes: str, size: Size | None) -> tuple[int, str]:
    """How wide a picture is meant to be shown, 0 if nobody knows, and the attributes that its author has left out."""
    said = {name: int(number) for name, number in _LENGTH.findall(attributes)}
    if size is None:
        return said.get("width", 0), ""
    if " width=" not in attributes and " height=" not in attributes:
        return size.width, f' width="{size.width}" height="{size.height}"'
    width, height = said.get("width", 0), said.get("height", 0)
    if width and " height=" not in attributes:
        return width, f' height="{max(1, round(width * size.height / size.width))}"'
    if height and " width=" not in attributes:
        width = max(1, round(height * size.width / size.height))
        return width, f' width="{width}"'
    return width, ""
