"""Places on a page that a link can lead to: its ids, which are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import cast
from urllib.parse import quote, unquote

from pipeline.model import Image, InlinePart, Link
from pipeline.parsing.slug import HEADING, MAIN, named, slug
from pipeline.patterns import expression
from pipeline.web.html import Body, BodyPart

_ID = expression(r'\s(?:id|name)="([^"\s]+)"')
_ONLY_ID = expression(r'id="([^"\s]+)"')
_WITH_ID = expression(r'\sid="([^"\s]+)"')
_TOP = ("", "top")
"""Fragments that always lead to the top of the page (HTML, 7.4.6.4)."""
_DIRECTIVE = ":~:"
"""What begins a text fragment, which names no id."""


def anchors(body: Iterable[object]) -> str:
    """The ids in a printed body, a blank before and after each: a site's ids are kept until the end, so they are short.

    >>> anchors(('<h2 id="priser">Priser</h2>', '<p id="a&amp;b">'))
    ' priser a&b '
    """
    found = [unescape(id) for part in body for id in _ids(part)]
    return f" {' '.join(found)} " if found else ""


def _ids(part: object) -> Iterable[str]:
    if isinstance(part, str):
        if 'name="' in part:
            return _ID.findall(part)
        # The same without `name`, in a fifth of the time, since its first letters are known: every page has many ids.
        found = _ONLY_ID.finditer(part) if 'id="' in part else ()
        return [match[1] for match in found if part[max(0, match.start() - 1) : match.start()].isspace()]
    if isinstance(part, Link):
        return [*_ID.findall(part.attributes), *(id for inner in part.parts for id in _ids(inner))]
    return _ID.findall(part.attributes) if isinstance(part, Image) else ()


def unrepeated(body: Sequence[BodyPart]) -> Body:
    """`body` with each id where it comes first, which is where browsers go: raw HTML may bring one twice, or that of a heading.

    >>> unrepeated(('<span id="pris"></span>', '<h2 id="pris">Pris</h2>'))
    ('<span id="pris"></span>', '<h2>Pris</h2>')
    """
    met = {MAIN}

    def first(found: re.Match[str]) -> str:
        if found[1] in met:
            return ""
        met.add(found[1])
        return found[0]

    def once(part: BodyPart) -> BodyPart:
        if isinstance(part, str):
            return _WITH_ID.sub(first, part)
        if isinstance(part, Link):
            part = part._replace(attributes=_WITH_ID.sub(first, part.attributes))
            inner = [once(own) for own in cast("Body", part.parts)]
            return part._replace(parts=cast("tuple[InlinePart, ...]", tuple(inner)))
        return part._replace(attributes=_WITH_ID.sub(first, part.attributes)) if isinstance(part, Image) else part

    return tuple([once(part) for part in body])


def repeats(ids: str) -> bool:
    """Whether one of `ids` is there twice, or the theme's own is among them."""
    found = ids.split()
    return len(found) != len(set(found)) or MAIN in found


def anchor(fragment: str, ids: str) -> str | None:
    """The id among `ids` that a fragment, as it is written after `#`, means; empty for the top of the page, None for none.

    Other systems keep the letters of a heading, and its number in front, so `#våra-priser` finds `vara-priser`. They leave out
    what is no letter, too, where a hyphen is put here: `#21-eus-roll` finds `rubrik-2-1-eu-s-roll`, if nothing else is spelt so.

    >>> ids = " vara-priser oppet rubrik-2-1-eu-s-roll "
    >>> anchor("v%C3%A5ra-priser", ids), anchor("top", ids), anchor("%C3%96ppet", ids), anchor("21-eus-roll", ids), anchor("priser", ids)
    ('vara-priser', '', 'oppet', 'rubrik-2-1-eu-s-roll', None)
    """
    name = unquote(fragment)
    if name in _TOP or name.startswith(_DIRECTIVE):
        return ""
    found = next((id for id in (name, slug(name), named(name)) if f" {id} " in ids and " " not in id), None)
    return found or _spelt(name, ids)


def _spelt(name: str, ids: str) -> str | None:
    """The one id among `ids` that has the letters and digits of `name`."""
    letters = slug(name).replace("-", "")
    spelt = [id for id in ids.split() if id.removeprefix(f"{HEADING}-").replace("-", "") == letters]
    return spelt[0] if len(spelt) == 1 and letters else None


def led_to(rest: str, ids: str) -> str:
    """`rest`, the query and fragment of an address, with the id that the fragment means.

    >>> led_to("?sida=2#Våra-priser", " vara-priser "), led_to("#borta", " vara-priser ")
    ('?sida=2#vara-priser', '#borta')
    """
    before, mark, fragment = rest.partition("#")
    found = anchor(fragment, ids) if mark else None
    return f"{before}#{quote(found)}" if found and found != unquote(fragment) else rest
