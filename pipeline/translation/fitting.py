"""What a translation from elsewhere has to be before a catalogue can hold it: its white space, its characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.catalogue import serialise
from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Message, Phrase
from pipeline.patterns import expression

_ENDS = expression(r"\r\n?")
_HARD_BREAK = expression(r"\\\s*\n\s*")
_BREAK = expression(r"[ \t\v\f]*[\t\n\v\f]\s*")


def tidied(text: str, source: str, *, of_page: bool) -> str:
    r"""`text`, a translation of `source`, with white space as gettext wants it: at its ends that of `source`, no carriage return.

    Of a text of a page also inside: tabs and line breaks that show nothing there are a blank, as in every msgid.

    >>> tidied("\n   About\r\n us\n", "Om oss", of_page=True), tidied("Hi\\\nyou", "Hej\\\ndu", of_page=True)
    ('About us', 'Hi\\\nyou')
    >>> tidied("Two\nlines", "Två\nrader\n", of_page=False)
    'Two\nlines\n'
    """
    text = _ENDS.sub("\n", text).strip()
    if of_page and not ("\n" in source.strip() and "\\\n" not in source):
        text = "\\\n".join(_BREAK.sub(" ", line) for line in _HARD_BREAK.split(text))
    bare = source.strip()
    if not text or not bare:
        return text
    start = source.index(bare)
    return source[:start] + text + source[start + len(bare) :]


def unfit(catalogue: Catalogue, messages: Sequence[Message]) -> list[tuple[Message, Phrase]]:
    """Those of `messages` that cannot be written into the file of `catalogue`, each with the reason.

    They are tried together, and in halves where that fails, so that one of them costs the others nothing.
    """
    if not messages:
        return []
    try:
        serialise(replace(catalogue, messages=tuple(messages), trailing=()))
    except CatalogueError as error:
        if len(messages) == 1:
            return [(messages[0], error.phrase)]
        half = len(messages) // 2
        return unfit(catalogue, messages[:half]) + unfit(catalogue, messages[half:])
    return []
