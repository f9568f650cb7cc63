"""Passages that raw HTML or an attribute list says the language of (`<div lang="en">`), and what a translation makes of them.

A text that is not translated yet stays in the language that its passage says, not in that of the document; one that is
translated is in the language of the page, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.language.detection import base
from pipeline.model import Image, Part, Run
from pipeline.parsing.elements import go_past
from pipeline.patterns import expression
from pipeline.web.html import marks

_LANG = expression(r'\slang="([^"]*)"')
_SHORTEST = len('<p lang="x">') - 1


def has_passages(parts: Sequence[Part]) -> bool:
    """Whether a part of a body may say which language the next ones are in."""
    # A list, since a page has hundreds of parts and most are a line end.
    return bool(
        [part for part in parts if part.__class__ is str and len(part) > _SHORTEST and " lang=" in part]
    ) or bool([part for part in parts if part.__class__ is Run and " lang=" in part.attributes])


def around(parts: Sequence[Part]) -> Iterator[str]:
    """For each part the language that its element, or one around it, says; empty where none does."""
    opened: list[tuple[str, str]] = []
    for part in parts:
        here = opened[-1][1] if opened else ""
        if isinstance(part, Run) and " lang=" in part.attributes:
            here = _language(here, part.attributes)
        yield here
        if isinstance(part, str):
            go_past(part, opened, _language, "")


def _language(around: str, attributes: str) -> str:
    found = _LANG.search(attributes)
    return found[1] if found else around


def marked(parts: Sequence[Part], sources: Sequence[Part], language: str) -> list[Part]:
    """Localised `parts`, made of `sources`, whose marks fit the passages that they stand in; `language` is the page's."""
    out: list[Part] = []
    for part, source, passage in zip(parts, sources, around(sources), strict=True):
        if not passage or not isinstance(part, Run | Image):
            out.append(part)
        elif part.language:  # Not translated: it is in the language of the passage, which may be the page's.
            out.append(part._replace(language="" if base(passage) == base(language) else passage))
        elif passage == language or part == source:
            out.append(part)
        else:
            said = part._replace(attributes=_without(part.attributes) + marks(language))
            # No part more than the source has: reports lay them beside each other, one by one.
            out.append(said if isinstance(said, Image) or said.tag else said._replace(tag="span"))
    return out


def _without(attributes: str) -> str:
    """`attributes` without `lang` and `dir`."""
    return re.sub(r'\s(?:lang|dir)="[^"]*"', "", attributes)
