"""The beginning of a text, where there is no room for all of it."""

from __future__ import annotations


def excerpt(text: str, most: int = 60) -> str:
    """`text`, or its first whole words in `most` characters and an ellipsis.

    >>> excerpt("Kort text."), excerpt("Vi hjälper dig med ansökan.", 12)
    ('Kort text.', 'Vi hjälper …')
    """
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
