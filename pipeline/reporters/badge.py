"""A badge: two words on a coloured ground, as SVG, for a README or a start page.

What it says stands in its title, for those who hear it, and its text is dark enough behind the white letters for those who see
little: at least 4.5:1 (WCAG 2.2, 1.4.3). The colour says nothing that the words do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipeline.parsing.sanitise import escape

Tone = Literal["done", "begun", "little"]
GROUND = "#3c4d50"
TONES: Mapping[Tone, str] = {"done": "#1e7145", "begun": "#8a5a00", "little": "#b3261e"}
"""Grounds behind white letters."""
_LETTER, _MARGIN, _HEIGHT = 7, 8, 20
"""Room for a letter, beside a text, and for the line, in pixels."""


def text(label: str, value: str, tone: Tone) -> str:
    """The badge, an SVG document.

    >>> '<title id="t">translated: en: 93%</title>' in text("translated: en", "93%", "begun")
    True
    """
    left, right = (_LETTER * len(part) + 2 * _MARGIN for part in (label, value))
    title = escape(f"{label}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" role="img" aria-labelledby="t">'
        f'<title id="t">{title}</title>'
        f'<rect width="{left}" height="{_HEIGHT}" fill="{GROUND}"/>'
        f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{TONES[tone]}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">'
        f"{_shown(label, _MARGIN)}{_shown(value, left + _MARGIN)}</g></svg>\n"
    )


def _shown(part: str, start: int) -> str:
    """`part` in exactly the room that it was given, whatever the font."""
    return f'<text x="{start}" y="14" textLength="{_LETTER * len(part)}" lengthAdjust="spacingAndGlyphs">{escape(part)}</text>'
