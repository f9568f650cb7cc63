"""The colours of the theme: how well they can be told apart, and all of them from the one that a site names.

Contrast is that of WCAG 2.2 (1.4.3, 1.4.6, 1.4.11), from 1 to 21.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.patterns import expression

AA = 4.5
"""Least contrast of text (1.4.3)."""
AAA = 7.0
"""Least contrast of text that is easy to read (1.4.6)."""
PART = 3.0
"""Least contrast of what is not text but has to be seen (1.4.11)."""
PAPER = "#ffffff"
"""The page in the light scheme."""
NIGHT = "#10191b"
"""The page in the dark scheme."""
_WHITE, _BLACK = "#ffffff", "#000000"
_COLOUR = expression(r"#[0-9a-fA-F]{6}")
_TOKEN = expression(r"--(\w+): (#[0-9a-fA-F]{3,6})(?=;)")
_STEPS = 400
"""How finely a nearer colour is looked for: less than the 256 steps of a channel."""


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as settings have it, `#rrggbb`."""
    return bool(_COLOUR.fullmatch(text))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0–1 (WCAG 2.2, "relative luminance").

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21: (L1 + 0.05) / (L2 + 0.05) (WCAG 2.2, "contrast ratio").

    >>> round(contrast("#777777", "#ffffff"), 2), contrast("#000000", "#ffffff")
    (4.48, 21.0)
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0–1) of `other` in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _until(enough: Callable[[str], bool], colour: str, pole: str) -> str:
    """`colour`, with as little of `pole` in it as is `enough`."""
    found = (mixed(colour, pole, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in found if enough(one)), pole)


def nearest(colour: str, ground: str, least: float) -> str:
    """The colour like `colour` that has the contrast `least` with `ground`: darker on a light ground, lighter on a dark one.

    >>> nearest("#0b7a75", "#ffffff", 4.5), contrast(nearest("#35b5ad", "#ffffff", 4.5), "#ffffff") >= 4.5
    ('#0b7a75', True)
    """
    pole = _BLACK if luminance(ground) > 0.18 else _WHITE
    return _until(lambda one: contrast(one, ground) >= least, colour, pole)


def scheme(accent: str, *, dark: bool) -> dict[str, str]:
    """The colours made from `accent`, by the name of the property that holds each."""
    ground = NIGHT if dark else PAPER
    surface = mixed(ground, accent, 0.14 if dark else 0.07)
    pole = _WHITE if dark else _BLACK
    return {
        "surface": surface,
        "primary": _until(lambda one: min(contrast(one, ground), contrast(one, surface)) >= PART, accent, pole),
        "link": _until(lambda one: min(contrast(one, ground), contrast(one, surface)) >= AAA, accent, pole),
        "sign": nearest(mixed(accent, _BLACK, 0.25 if dark else 0), _WHITE, AAA),
    }


def compact(stylesheet: str) -> str:
    """The theme's own `stylesheet` as it is served: without comments, and blanks and zeros that mean nothing in it.

    >>> compact("a > b :is(c, d) { margin: 0.5rem 10.5rem; } /* why */")
    'a>b :is(c,d){margin:.5rem 10.5rem}'
    """
    bare = re.sub(r"/\*.*?\*/", "", stylesheet, flags=re.DOTALL)
    bare = re.sub(r"(?<![\d.])0(?=\.\d)", "", bare)
    return re.sub(r"\s*([{};,>])\s*", r"\1", bare).replace(": ", ":").replace(";}", "}").strip()


def tinted(stylesheet: str, accent: str) -> str:
    """The theme's `stylesheet` in the colours made from `accent`; those of the light scheme stand first in it."""
    schemes = {name: [scheme(accent, dark=dark)[name] for dark in (False, True)] for name in scheme(accent, dark=False)}

    def own(match: re.Match[str]) -> str:
        left = schemes.get(match[1])
        return f"--{match[1]}: {left.pop(0)}" if left else match[0]

    return _TOKEN.sub(own, stylesheet)
