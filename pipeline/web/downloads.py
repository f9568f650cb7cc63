"""Links to files: what a visitor wants to know before one is opened – its type, its size, its language."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.patterns import expression

TYPES = {
    ".csv": "CSV",
    ".doc": "Word",
    ".docx": "Word",
    ".epub": "EPUB",
    ".ics": "ICS",
    ".mp3": "MP3",
    ".mp4": "MP4",
    ".odp": "ODP",
    ".ods": "ODS",
    ".odt": "ODT",
    ".pdf": "PDF",
    ".ppt": "PowerPoint",
    ".pptx": "PowerPoint",
    ".rtf": "RTF",
    ".txt": "TXT",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".zip": "ZIP",
}
"""What files are called that a browser hands to another program, by the end of their name."""
_SIZE = expression(r"\d[\s\u00a0]?(?:bytes?|[kKMG]i?B)\b")
_ENDING = expression(r"[^?#]*\.([a-z0-9]{3,4})(?:[?#]|$)")


@lru_cache(4096)
def type_of(href: str) -> str:
    """What the file at `href` is called; empty for a page, a picture and anything else that is shown in the browser.

    >>> type_of("rapport.PDF"), type_of("https://exempel.se/a.docx?v=2"), type_of("/om/"), type_of("karta.jpg")
    ('PDF', 'Word', '', '')
    >>> type_of("https://arkiv.zip"), type_of("mailto:nagon@arkiv.zip"), type_of("/sok/?q=rapport.pdf")
    ('', '', '')
    """
    scheme, _, rest = href.partition(":") if ":" in href else ("https", "", href)
    if scheme.lower() not in ("http", "https", "ftp"):
        return ""
    below = rest.removeprefix("//").partition("/")[2] if rest.startswith("//") else rest  # Not the host.
    found = _ENDING.match(below.lower())  # Not what a page is asked for.
    return TYPES.get(f".{found[1]}", "") if found else ""


def unsaid(html: str, name: str, size: str) -> list[str]:
    """Of a file's type `name` and its `size` what the text `html` of the link does not say itself.

    >>> unsaid("Rapporten (pdf)", "PDF", "12 kB"), unsaid("Rapport (PDF, 12 kB)", "PDF", "13 kB")
    (['12 kB'], [])
    """
    said = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", html, re.IGNORECASE)
    return [text for text in ("" if said else name, "" if _SIZE.search(html) else size) if text]
