"""Names for addresses: heading ids and the last part of a page's address."""

from __future__ import annotations

import unicodedata

from pipeline.patterns import expression

MAIN = "main-content"
"""The id that the theme brings: no other element of a page may have it."""
HEADING = "rubrik"
"""What a heading is called whose own words make no id."""
_MARKS = expression("[\u0300-\u036f]+")
_GAPS = expression(r"[^\w]+|_+")


def slug(text: str) -> str:
    """`text` in lower case with hyphens, Latin letters without their marks; empty when it has no letter or digit.

    Letters of other scripts stay: an address may hold them (RFC 3987).

    >>> slug("Vårt uppdrag – så gör vi"), slug("Forskning & utbildning"), slug("من نحن"), slug("!")
    ('vart-uppdrag-sa-gor-vi', 'forskning-utbildning', 'من-نحن', '')
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
    return _GAPS.sub("-", text.casefold()).strip("-")


def named(heading: str) -> str:
    """The id of a heading. It begins with no digit: HTML allows that, but CSS, EPUB and many a script cannot name such an id.

    >>> named("Våra priser"), named("2.1 Urval"), named("!")
    ('vara-priser', 'rubrik-2-1-urval', 'rubrik')
    """
    name = slug(heading)
    return f"{HEADING}-{name}" if name[:1].isdigit() else name or HEADING


def unique(name: str, taken: dict[str, int]) -> str:
    """`name`, or `name-2`, `name-3` … if it is in `taken`; the result is put there.

    `taken` has the last number of each name, so that a thousand equal names take no more than a thousand steps.

    >>> taken = {"mal": 1}
    >>> unique("mal", taken), unique("mal", taken), unique("mal-3", taken)
    ('mal-2', 'mal-3', 'mal-3-2')
    """
    number = taken.get(name, 0) + 1
    candidate = name if number == 1 else f"{name}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken[name] = number
    taken.setdefault(candidate, 1)
    return candidate
