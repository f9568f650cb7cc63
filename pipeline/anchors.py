"""Places on a page that a link can lead to: its ids, which are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import quote, unquote

from pipeline.model import Image, Link
from pipeline.slug import slug

_ID = re.compile(r'\s(?:id|name)="([^"\s]+)"')
_ONLY_ID = re.compile(r'id="([^"\s]+)"')
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
        found = _ONLY_ID.finditer(part)
        return [match[1] for match in found if part[max(0, match.start() - 1) : match.start()].isspace()]
    if isinstance(part, Link):
        return [*_ID.findall(part.attributes), *(id for inner in part.parts for id in _ids(inner))]
    return _ID.findall(part.attributes) if isinstance(part, Image) else ()


def anchor(fragment: str, ids: str) -> str | None:
    """The id among `ids` that a fragment, as it is written after `#`, means; empty for the top of the page, None for none.

    Other systems keep the letters of a heading, so `#våra-priser` finds `vara-priser`.

    >>> ids = " vara-priser oppet "
    >>> anchor("v%C3%A5ra-priser", ids), anchor("top", ids), anchor("%C3%96ppet", ids), anchor("priser", ids)
    ('vara-priser', '', 'oppet', None)
    """
    name = unquote(fragment)
    if name in _TOP or name.startswith(_DIRECTIVE):
        return ""
    return next((id for id in (name, slug(name)) if f" {id} " in ids and " " not in id), None)


def led_to(rest: str, ids: str) -> str:
    """`rest`, the query and fragment of an address, with the id that the fragment means.

    >>> led_to("?sida=2#Våra-priser", " vara-priser "), led_to("#borta", " vara-priser ")
    ('?sida=2#vara-priser', '#borta')
    """
    before, mark, fragment = rest.partition("#")
    found = anchor(fragment, ids) if mark else None
    return f"{before}#{quote(found)}" if found and found != unquote(fragment) else rest
