"""The pseudo-locale: every translatable word accented, so that what was not extracted is seen at once."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Catalogue, Message
from pipeline.terms import Term, Termbase

LANGUAGE = "en-XA"
"""The tag that CLDR keeps for pseudo-accented English."""

_ACCENTS = str.maketrans("AEIOUYaeiouyNnCcSs", "ÀÈÌÒÙÝàèìòùýÑñÇçŠš")
_KEPT = re.compile(
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

_HEARD = re.compile(r"""([\s{](?:alt|title|aria-label)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)


def text(source: str) -> str:
    """`source` accented, its markup untouched.

    >>> text("Läs [mer](mer.md) här")
    'Läš [mèr](mer.md) här'
    """
    position, pieces = 0, []
    for match in _KEPT.finditer(source):
        kept = _HEARD.sub(lambda m: m[1] + m[2].translate(_ACCENTS), match[0]) if match[0][0] in "<{" else match[0]
        pieces += [source[position : match.start()].translate(_ACCENTS), kept]
        position = match.end()
    pieces.append(source[position:].translate(_ACCENTS))
    return "".join(pieces)


def catalogue(template: Catalogue) -> Catalogue:
    """`template` with every message translated into the pseudo-locale."""
    return replace(template, messages=tuple(_message(m) for m in template))


def terms(termbase: Termbase) -> Termbase:
    """`termbase` with every term translated into the pseudo-locale, those too that are the same in all languages."""
    return Termbase(tuple(_term(term) for term in termbase), termbase.language)


def _term(term: Term) -> Term:
    short = {LANGUAGE: text(term.abbreviation)} if term.abbreviation else {}
    return replace(term, translations={LANGUAGE: text(term.term)}, abbreviations=short, same=False, language="")


def _message(message: Message) -> Message:
    forms = (message.id,) if message.plural is None else (message.id, message.plural)
    return message._replace(
        strings=tuple(text(form) for form in forms), flags=tuple(f for f in message.flags if f != "fuzzy")
    )
