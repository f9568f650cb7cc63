"""What stands in words and is not translated word by word: numbers, placeholders, addresses and the site's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.locale import rewritten_number
from pipeline.terms import Term, Termbase, initial
from pipeline.translation.pieces import Literals, Piece

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
        for ours, theirs in _forms_of(terms, term, source, target):
            known.setdefault(ours, theirs)
            known.setdefault(initial(ours), initial(theirs))
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


def _forms_of(terms: Termbase, term: Term, source: str, target: str) -> Iterator[tuple[str, str]]:
    """A term and its abbreviation in `source` with what they are in `target`, where that is known."""
    theirs = terms.wording(term, target)
    if theirs:
        yield term.term, theirs
    short, theirs = terms.abbreviation(term, source), terms.abbreviation(term, target)
    if short and theirs:
        yield short, theirs
