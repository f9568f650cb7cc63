"""The order of the alphabet in a language: which letters it has of its own, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_LAST: Mapping[str, str] = MappingProxyType(
    {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "no": "æøå"}
)
"""Letters that come after z, in order (CLDR, collation). Any other letter with a mark is sorted with the bare letter."""

_ARTICLES: Mapping[str, tuple[str, ...]] = MappingProxyType({"en": ("the ", "an ", "a ")})
"""Words that nobody looks a term up under."""


def sort_key(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """What to sort `text` by in a list for readers of `language`: letters and digits alone, whatever their case.

    >>> sorted(["öga", "ål", "zon", "ärta", "Écu", "eka"], key=lambda word: sort_key(word, "sv"))
    ['Écu', 'eka', 'zon', 'ål', 'ärta', 'öga']
    """
    letters, own = _letters(text, language)
    return tuple((own.find(letter) + 1, letter) for letter in letters)


def letter(text: str, language: str) -> str:
    """The heading under which `text` stands in such a list; `0–9` for a number, `#` without letter or digit.

    >>> letter("éclair", "sv"), letter("ål", "sv"), letter("the ålands", "en"), letter("3D", "sv")
    ('E', 'Å', 'A', '0–9')
    """
    first = _letters(text, language)[0][:1]
    return "0–9" if first.isnumeric() else first.upper() or "#"


def _letters(text: str, language: str) -> tuple[str, str]:
    """What `text` is sorted by in lower case, without marks unless they make a letter of its own; those letters."""
    tag = language.partition("-")[0].lower()
    own = _LAST.get(tag, "")
    text = unicodedata.normalize("NFC", text.casefold())
    article = next((a for a in _ARTICLES.get(tag, ()) if text.startswith(a) and text != a), "")
    bare = "".join([c if c in own else unicodedata.normalize("NFKD", c) for c in text.removeprefix(article)])
    return "".join(filter(str.isalnum, bare)), own
