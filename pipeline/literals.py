"""What stands in words and is not translated word by word: numbers, placeholders, addresses and the site's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.locale import rewritten_number
from pipeline.pieces import Literals, Piece
from pipeline.terms import Term, Termbase

_FIXED = (
    r"\[\[\s*/?\s*\d+\s*\]\]"  # What looks like a token of ours.
    r"|(?:https?://|www\.)[^\s<>\"”)]*[^\s<>\"”).,;:!?]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|%\(\w+\)[a-z]|%%|(?<![\d\s])%[sdif]\b|(?<!\S)%[sdif]\b|\{\w*\}"
    r"|\n"
)
_NUMBER = r"(?<!\w)\d+(?:[ \u00a0\u202f.,:/–-]\d+)*(?!\w)|\w*\d\w*"


def literals(terms: Termbase, source: str, target: str) -> Literals:
    """What takes numbers, placeholders, addresses and the site's terms out of words, each as it stands in `target`."""
    known: dict[str, str] = {}
    for term in terms:
        for ours, theirs in _forms_of(term, target):
            known.setdefault(ours, theirs)
            known.setdefault(ours[:1].upper() + ours[1:], theirs[:1].upper() + theirs[1:])
    longest_first = "|".join(re.escape(ours) for ours in sorted(known, key=len, reverse=True))
    named = rf"|(?P<term>(?<![\w-])(?:{longest_first})(?![\w-]))" if known else ""
    pattern = re.compile(f"(?P<fixed>{_FIXED}){named}|(?P<number>{_NUMBER})")

    def taken(words: str) -> Iterator[Piece]:
        position = 0
        for match in pattern.finditer(words):
            if match.start() > position:
                yield Piece("words", words[position : match.start()])
            position = match.end()
            text = match[0]
            if match.lastgroup == "term":
                text = known[text]
            elif match.lastgroup == "number":
                text = rewritten_number(text, source, target)
            yield Piece("kept", text, text.strip())
        if position < len(words):
            yield Piece("words", words[position:])

    return taken


def _forms_of(term: Term, language: str) -> Iterator[tuple[str, str]]:
    """A term and its abbreviation with what they are in `language`, where that is known."""
    theirs = translation_of(term, language)
    if theirs:
        yield term.term, theirs
    if term.abbreviation:
        yield term.abbreviation, term.abbreviation


def translation_of(term: Term, language: str) -> str:
    """What `term` is called in `language`; empty where nobody has said."""
    named = term.translations.get(language) or term.translations.get(language.split("-", maxsplit=1)[0])
    return named or (term.term if term.same or term.language else "")
