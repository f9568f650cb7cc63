"""The pseudo-locales: every translatable word changed, so that what was not extracted, or has no room, is seen at once.

Both are CLDR's (`CLDRFilePseudolocalizer` of the CLDR tools): `en-XA` accents the letters, puts brackets around each text
and makes it longer; `ar-XB` turns each run of letters around. Markup stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle

from pipeline.model import Catalogue, Message
from pipeline.patterns import expression
from pipeline.terms import Term, Termbase

ACCENTED, BIDI = "en-XA", "ar-XB"
"""The tags that CLDR keeps for pseudo-accented English and for pseudo-bidirectional Arabic."""

_ACCENTS = str.maketrans("AEIOUYaeiouyNnCcSs", "ÀÈÌÒÙÝàèìòùýÑñÇçŠš")
_RLM, _RLO, _PDF = "\u200f", "\u202e", "\u202c"
"""Right-to-left mark, right-to-left override, and the end of the override (Unicode Standard Annex 9)."""
_LETTERS = expression("(?:[^\\W\\d_][\u0300-\u036f\u00ad]*)+")
_WORD = expression(r"[^\W_]+")
_KEPT = expression(
    r"""
    \]\((?:<[^<>]*>|[^()\s]*)      # the address of a link; its title is text
    | \]\[[^\]]*\]                  # the label of a reference
    | \[\^[^\]]*\]                  # a footnote
    | \{[^{}]*\}                    # an attribute list
    | (?P<fence>`+)(?!`).+?(?<!`)(?P=fence)(?!`)   # code
    | <[^<>]*>                      # a tag or an autolink
    | &\#?\w+;                      # an entity
    | %\(\w+\)s                     # a placeholder
    | \\.                           # an escape
    """,
    re.VERBOSE,
)

_HEARD = expression(r"""([\s{](?:alt|title|aria-label)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)


def accented(source: str, *, markdown: bool = True) -> str:
    r"""`source` accented, in brackets and a third longer, by words of its own; its markup untouched.

    In Markdown the brackets are escaped, so that they are no link.

    >>> accented("Läs [mer](mer.md) här")
    '\\[Läš [mèr](mer.md) här Läš m\\]'
    >>> accented("Tillgänglighet", markdown=False)
    '[Tìllgäñglìghèt Tìllg]'
    """
    opening, closing = (r"\[", r"\]") if markdown else ("[", "]")
    more = _padding(source)
    return f"{opening}{_changed(source, _accented)}{' ' if more else ''}{_accented(more)}{closing}"


def bidi(source: str) -> str:
    r"""`source` with each run of letters between U+200F U+202E and U+202C U+200F; its markup untouched.

    >>> bidi("[Om](om.md)") == "[\u200f\u202eOm\u202c\u200f](om.md)"
    True
    """
    return _changed(source, _turned)


def catalogue(template: Catalogue, language: str) -> Catalogue:
    """`template` with every message translated into the pseudo-locale `language`."""
    return replace(template, messages=tuple(_message(m, language) for m in template))


def _message(message: Message, language: str) -> Message:
    forms = (message.id,) if message.plural is None else (message.id, message.plural)
    markdown = "md-text" in message.flags
    strings = tuple(bidi(form) if language == BIDI else accented(form, markdown=markdown) for form in forms)
    return message._replace(strings=strings, flags=tuple(f for f in message.flags if f != "fuzzy"))


def _accented(text: str) -> str:
    return text.translate(_ACCENTS)


def _turned(text: str) -> str:
    return _LETTERS.sub(lambda match: f"{_RLM}{_RLO}{match[0]}{_PDF}{_RLM}", text)


def _changed(source: str, change: Callable[[str], str]) -> str:
    """`source` with `change` made to what people read and hear."""
    pieces = []
    for piece, kept in _pieces(source):
        if not kept:
            pieces.append(change(piece))
        elif piece[0] in "<{":
            pieces.append(_HEARD.sub(lambda m: m[1] + change(m[2]), piece))
        else:
            pieces.append(piece)
    return "".join(pieces)


def _pieces(source: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `source` in order, each with whether it is markup."""
    position = 0
    for match in _KEPT.finditer(source):
        yield source[position : match.start()], False
        yield match[0], True
        position = match.end()
    yield source[position:], False


def terms(termbase: Termbase, language: str) -> Termbase:
    """`termbase` with every term translated into `language`, those too that are the same in all languages."""
    return Termbase(tuple(_term(term, language) for term in termbase), termbase.language)


def _term(term: Term, language: str) -> Term:
    change = bidi if language == BIDI else partial(accented, markdown=False)
    short = {language: change(term.abbreviation)} if term.abbreviation else {}
    return replace(term, translations={language: change(term.term)}, abbreviations=short, same=False, language="")


def _padding(source: str) -> str:
    """The first words of `source` over and over, the last one cut, a third as long as what people read of it."""
    text = " ".join(piece for piece, kept in _pieces(source) if not kept)
    words = _WORD.findall(text)
    length = -(-len(" ".join(text.split())) // 3)
    padding = ""
    for word in cycle(words):
        padding += f" {word}" if padding else word
        if len(padding) >= length:
            break
    return padding[:length].rstrip()
