"""What a rule about words leaves in peace: what others have said, names of laws, and the terms of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.rule import Scope
from pipeline.checks.subjects import Text
from pipeline.finder import finder
from pipeline.model import Document, Run
from pipeline.terms import Termbase

_QUOTE = re.compile(r"”[^”]*”|“[^”“]*[”“]|\"[^\"]*\"|«[^»]*»|»[^«»]*[«»]|(?<!\w)[‘’'][^‘’']*[’'](?!\w)")
_LAW = re.compile(
    r"(?:\(\d{4}:\d+\)|\b(?i:\w*lagen|\w*förordningen|\w*direktivet|lag|förordning|the \w+ act|directive|regulation)\b)"
    r"(?:\s\(\d{4}:\d+\))?\s+(?:om|med|on|of)\b[^.,;:!?]{0,80}$"
)
_ENDED = re.compile(r"(?:^|[.!?:…”\"»(•–—-])[\s”\"»)\]]*$")


def own_words(document: Document, scope: Scope) -> list[Text]:
    """The running texts that the author has written: those of quotes (`>`) left out."""
    texts = scope.subjects.texts
    if not any("<blockquote" in part for part in document.parts if isinstance(part, str)):
        return list(texts)
    inside: set[int] = set()
    depth = 0
    for part in document.parts:
        if isinstance(part, str):
            depth += part.count("<blockquote") - part.count("</blockquote")
        elif depth > 0 and isinstance(part, Run) and part.segment is not None:
            inside.add(id(document.segments[part.segment]))
    return [text for text in texts if id(text.segment) not in inside]


class Protected:
    """The places of a text that are not the author's to choose."""

    def __init__(self, text: str, scope: Scope) -> None:
        self._text = text
        self._spans = [match.span() for match in _QUOTE.finditer(text)]
        self._spans += _terms(text, scope)

    def has(self, start: int, end: int) -> bool:
        """Whether what stands from `start` to `end` is quoted, a term, a name or part of the name of a law."""
        if any(first <= start and end <= last for first, last in self._spans):
            return True
        before = self._text[:start]
        return (self._text[start].isupper() and not _ENDED.search(before)) or _LAW.search(before) is not None


def _terms(text: str, scope: Scope) -> Iterator[tuple[int, int]]:
    """Where `text` has terms of the site."""
    folded = text.casefold()
    if len(folded) != len(text):
        return
    written = {use.text.casefold() for use in finder(scope.terms, scope.language).find(text)}
    for name in written | (names(scope.terms, scope.language) if scope.translated else frozenset()):
        start = folded.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = folded.find(name, start + 1)


@lru_cache(16)
def names(terms: Termbase, language: str) -> frozenset[str]:
    """The terms of the site and their abbreviations in a language, case folded."""
    found = {terms.wording(term, language) for term in terms} | {terms.abbreviation(term, language) for term in terms}
    return frozenset(name.casefold() for name in found if name)
