"""The addresses in the links of a text in Markdown: the words beside them, and other addresses in a translation."""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

from pipeline.patterns import expression

_DESTINATION = expression(r"(?<=\]\()[^\s()<>]*(?=[\s)])")
"""Where an inline link or picture leads, in the plain form that editors write."""
_BEHIND = expression(r"(?<=\])(?:\([^()]*\)|\{[^{}]*\})")
"""What is said behind the words of a link or a span: where it leads, its title, its attributes."""
_WORD = expression(r"\w+")


def words_alone(text: str) -> str:
    r"""`text` without its addresses, in NFC: what is the same text, wherever its links lead and however its letters are put together.

    >>> words_alone("Läs om [priser](bygga/priser.md) och [torget](torget.md 'Torget').")
    "Läs om [priser]() och [torget]( 'Torget')."
    >>> words_alone("Pa\u030a torget.") == "På torget."
    True
    """
    return normalize("NFC", _DESTINATION.sub("", text))


def bare(text: str) -> str:
    """The words of `text` that are read, in small letters and without what is made of them; empty where it has none.

    >>> bare("Läs om **[priser](bygga/priser.md 'Torget')**!"), bare("[Social bonds]{lang=en}"), bare("–")
    ('läs om priser', 'social bonds', '')
    """
    return " ".join(_WORD.findall(_BEHIND.sub("", text).casefold()))


def readdressed(translation: str, old: str, new: str) -> str | None:
    """`translation` of `old` with the addresses of `new`, which has the same words; None where it is not sure which these are.

    It is where each address that has changed has become one other, and the translation has it as often as its source had.

    >>> readdressed("Read about [prices](bygga/priser.md).", "Läs om [priser](bygga/priser.md).", "Läs om [priser](bo/priser.md).")
    'Read about [prices](bo/priser.md).'
    >>> readdressed("[A](x) [B](z)", "[a](x) [b](z)", "[a](x) [b]()")
    '[A](x) [B]()'
    """
    pairs = list(zip(_DESTINATION.findall(old), _DESTINATION.findall(new), strict=True))
    changed = {before: after for before, after in pairs if before != after}
    before, here = Counter(one for one, _ in pairs), Counter(_DESTINATION.findall(translation))
    if any(changed.get(one, one) != after or before[one] != here[one] for one, after in pairs if one in changed):
        return None
    return _DESTINATION.sub(lambda found: changed.get(found[0], found[0]), translation)
