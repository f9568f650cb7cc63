"""Names for addresses: heading ids and the last part of a page's address."""

from __future__ import annotations

import re
import unicodedata

_GAPS = re.compile(r"[^\w]+|_+")


def slug(text: str) -> str:
    """`text` in lower case with hyphens, Latin letters without their marks; empty when it has no letter or digit.

    Letters of other scripts stay: an address may hold them (RFC 3987).

    >>> slug("Vårt uppdrag – så gör vi"), slug("Forskning & utbildning"), slug("من نحن"), slug("!")
    ('vart-uppdrag-sa-gor-vi', 'forskning-utbildning', 'من-نحن', '')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in text if not "\u0300" <= c <= "\u036f"))
    return _GAPS.sub("-", text.casefold()).strip("-")


def unique(name: str, taken: set[str]) -> str:
    """`name`, or `name-2`, `name-3` … if it is in `taken`; the result is put there.

    >>> taken = {"mal"}
    >>> unique("mal", taken), unique("mal", taken)
    ('mal-2', 'mal-3')
    """
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate)
    return candidate
