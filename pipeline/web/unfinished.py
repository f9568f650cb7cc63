"""Words of templates that have no translation yet: shown in the language that they are written in, and marked so.

A template prints words into texts and into attributes alike and cannot tell which. So they are printed between signs that no
text has, and when the page is done a sign in a text becomes a `<span lang>`; in an attribute, or a title, it goes. What a template
puts before or after the words, a date or a place, is in the language of the page, and stands outside of the marks.
"""

from __future__ import annotations

import re

from pipeline.patterns import expression
from pipeline.web.html import marks

_FIRST, _BETWEEN, _LAST = "\ufdd0", "\ufdd1", "\ufdd2"
_OPENING = expression(f"{_FIRST}([A-Za-z0-9-]+){_BETWEEN}")
_WORDS = expression(r"\A(\s*%\(\w+\)s\s*)?(.+?)(\s*%\(\w+\)s\s*)?\Z", re.DOTALL)
"""Words, and what is put in before and after them with the blanks beside it: within a mark in another direction it would stand on the wrong side."""
_UNMARKED = expression(r"<title\b.*?</title>|<[^<>]*>", re.DOTALL)
"""Where no element can stand."""


def between_signs(html: str, language: str) -> str:
    """`html`, which is in `language`, as a template prints it; as it is where that is empty."""
    if not language:
        return html
    opening = f"{_FIRST}{language}{_BETWEEN}"
    return _WORDS.sub(lambda found: f"{found[1] or ''}{opening}{found[2]}{_LAST}{found[3] or ''}", html)


def settled(page: str) -> str:
    """The whole `page` with marks in the place of the signs.

    >>> settled(f'<p title="{between_signs("Menu", "en")}">{between_signs("Menu", "en")}</p>')
    '<p title="Menu"><span lang="en" dir="ltr">Menu</span></p>'
    >>> settled(between_signs("Place: %(place)s", "en") % {"place": "Malmö"})
    '<span lang="en" dir="ltr">Place:</span> Malmö'
    >>> settled(between_signs("(%(share)s translated)", "en") % {"share": "62 %"})
    '<span lang="en" dir="ltr">(62 % translated)</span>'
    """
    if _FIRST not in page:
        return page
    bare = _UNMARKED.sub(lambda found: _without(found[0]), page)
    return _OPENING.sub(lambda sign: f"<span{marks(sign[1])}>", bare).replace(_LAST, "</span>")


def _without(html: str) -> str:
    return _OPENING.sub("", html).replace(_LAST, "") if _FIRST in html else html
