"""What a rule about words leaves in peace: what others have said, names of laws, and the terms of the site."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import accumulate
from unicodedata import is_normalized

from pipeline.checks.rule import Scope
from pipeline.checks.subjects import Text
from pipeline.language.detection import base
from pipeline.language.tokens import INVISIBLE, clean
from pipeline.model import Document, Image, Inline, InlinePart, Link, Run
from pipeline.patterns import expression
from pipeline.termbase.finder import finder
from pipeline.terms import Termbase
from pipeline.wordlists.saying import SAYS

_MOST = 600
"""Characters of a quote at most: who forgets a mark has not quoted the rest of the page."""
QUOTE = expression(
    rf"”[^”]{{0,{_MOST}}}”|“[^”“]{{0,{_MOST}}}[”“]|\"[^\"]{{0,{_MOST}}}\"|«[^«»]{{0,{_MOST}}}»|»[^«»]{{0,{_MOST}}}[«»]"
    rf"|(?<!\w)[‘’'][^‘’']{{0,{_MOST}}}[’'](?!\w)"
)
"""What stands between quotation marks."""
_SAYS = frozenset(SAYS.split())
_SPEECH = expression(r"[–—-][ \u00a0][”\"]?[A-ZÅÄÖÉ]")
"""How a text begins in which somebody speaks: “– Det blir bra”."""
_ATTRIBUTED = expression(rf"[,!?]”?[ \u00a0](?:{'|'.join(sorted(_SAYS))})[ \u00a0]\w")
"""What says so of one without its dash, which Markdown has taken for the sign of a list."""
_NEAR = 200
"""Characters before a word that say whether it begins a sentence, or belongs to the name of a law."""
_MARKS = ("”", "“", '"', "»", "«")
_PARAGRAPHS = 8
"""Of a long quote at most: who forgets a mark has not quoted the rest of the page."""
_LAW = expression(
    r"(?:\(\d{4}:\d+\)|\b(?i:\w*lagen|\w*förordningen|\w*direktivet|lag|förordning|direktiv|the \w+ act|directive|regulation)\b)"
    r"(?:\s\(\d{4}:\d+\)|\s\((?:EU|EG|EC)\)\s(?:nr\s|No\s)?\d+/\d+)?(?:\s(?:av\sden|of)\s\d+\s\w+\s\d{4})?\s+(?:om|med|on|of)\b[^.,;:!?]{0,80}$"
)
_UNSEEN = tuple(map(chr, INVISIBLE))
_FOREIGN = expression(r"<(\w+)\b[^<>]*\blang=[^<>]*>(.*?)</\1>", re.DOTALL)
_TAG = expression(r"<[^<>]*>")
_PARAGRAPH = expression(r"(?:[^.!?]|(?<=kap)\.){0,120}§")
_ENDED = expression(r"(?:^|[.!?:…”\"»•–—-])[\s”\"»)\]]*\(?$")
"""The end of what comes before a sentence. A bracket that opens within one begins none: `föreningar (Vägföreningen …)`."""


def said(link: Link) -> str:
    """The words of a link; a picture in it says its description."""
    return "".join(
        part.alt if isinstance(part, Image) else unescape(_TAG.sub("", part)) if isinstance(part, str) else "…"
        for part in link.parts
    )


def cleaned(text: str) -> str:
    """`clean`, which hardly any text needs: a look costs a tenth."""
    if text.isascii() or (is_normalized("NFC", text) and not any(map(text.__contains__, _UNSEEN))):
        return text
    return clean(text)


def own_words(document: Document, scope: Scope) -> list[Text]:
    """The running texts that the author has written: those of quotes (`>`, or several paragraphs long) left out, and what is said behind a dash."""
    texts: Sequence[Text] = scope.subjects.texts
    if base(scope.language) == "sv" and not scope.vocabulary.isdisjoint(_SAYS):
        texts = [text for text in texts if not _is_speech(text)]
    if quoted := _long_quotes(texts):
        texts = [text for number, text in enumerate(texts) if number not in quoted]
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


def _is_speech(text: Text) -> bool:
    prose = text.inline.prose
    return _SPEECH.match(prose) is not None or (text.segment.role == "item" and _ATTRIBUTED.search(prose) is not None)


def _long_quotes(texts: Sequence[Text]) -> set[int]:
    """Which texts stand in a quote that one of them begins and a later one ends."""
    found: set[int] = set()
    for number, text in enumerate(texts):
        prose = text.inline.prose
        if number in found or prose[:1] not in _MARKS or QUOTE.match(prose):
            continue
        for last in range(number + 1, min(number + _PARAGRAPHS, len(texts))):
            rest = QUOTE.sub("", texts[last].inline.prose).rstrip(" .!?…")
            if rest[-1:] in _MARKS and rest.count(rest[-1]) == 1:
                found.update(range(number, last + 1))
                break
    return found


class Protected:
    """The places of a text that are not the author's to choose."""

    def __init__(self, inline: Inline, scope: Scope) -> None:
        text = self._text = cleaned(inline.prose)
        spans = [match.span() for match in QUOTE.finditer(text)]
        spans += _places(text, _terms(text, scope))
        spans += _places(text, {clean(words).casefold() for words in _foreign(inline.parts)})
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def is_marked(self, start: int, end: int) -> bool:
        """Whether what stands there is at least in part quoted, a term, or in another language."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def has(self, start: int, end: int) -> bool:
        """Whether what stands from `start` to `end` of the cleaned prose is at least in part not the author's.

        Quoted, a term, in another language, a name, part of the name of a law, or before a `§`.
        """
        if self.is_marked(start, end):
            return True
        before = self._text[max(0, start - _NEAR) : start]
        return (
            (self._text[start].isupper() and not _ENDED.search(before))
            or _LAW.search(before) is not None
            or _PARAGRAPH.match(self._text, end) is not None
        )


def _terms(text: str, scope: Scope) -> frozenset[str]:
    """The terms of the site that `text` has, or may have, as they stand there, case folded."""
    written = frozenset(use.text.casefold() for use in finder(scope.terms, scope.language).find(text))
    return written | (names(scope.terms, scope.language) if scope.translated else frozenset())


def _foreign(parts: Iterable[InlinePart]) -> Iterator[str]:
    """The words in `parts` that are marked as another language."""
    for part in parts:
        if isinstance(part, Link):
            yield from [said(part)] if " lang=" in part.attributes else _foreign(part.parts)
        elif isinstance(part, str):
            for match in _FOREIGN.finditer(part):
                yield unescape(_TAG.sub("", match[2]))


def _places(text: str, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where `text` has the words of `wanted`, which are case folded."""
    folded = text.casefold()
    if len(folded) != len(text):
        return
    for words in wanted:
        start = folded.find(words) if words else -1
        while start >= 0:
            yield start, start + len(words)
            start = folded.find(words, start + 1)


@lru_cache(16)
def names(terms: Termbase, language: str) -> frozenset[str]:
    """The terms of the site and their abbreviations in a language, case folded."""
    found = {terms.wording(term, language) for term in terms} | {terms.abbreviation(term, language) for term in terms}
    return frozenset(name.casefold() for name in found if name)
