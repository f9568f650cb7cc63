"""Where a text uses the terms of a site: whole words in any of their forms, the longest term first.

Most texts use none. One look at each word tells so, remembered for the next text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import is_normalized

from pipeline.language.tokens import UNSEEN, clean
from pipeline.patterns import expression
from pipeline.termbase.inflection import DEFINITE, INFINITIVE, forms
from pipeline.terms import Term, Termbase, alike, initial

Kind = Literal["term", "forbidden", "plain"]
_WORD = expression(r"\w+")
_SHORT = 4
_TEXTS = 4096
"""Texts whose uses are remembered: the source of a page is looked at again for each of its translations."""
_REMEMBERED = 100_000
"""Words that a finder remembers before it begins anew."""


class Use(NamedTuple):
    """A term in a text."""

    kind: Kind
    """The term itself, a form of it that the site does not use, or a term with a plainer word."""
    term: Term
    """Which."""
    text: str
    """As it stands there."""
    word: str
    """What could stand there instead, begun as it is; empty where the text has another form of the word."""


class _Candidate(NamedTuple):
    """What may begin with a word."""

    kind: Kind
    term: Term
    written: str
    """The form as the termbase has it."""
    better: str
    """What to write instead; empty for the term itself."""
    rest: tuple[tuple[str, frozenset[str]], ...]
    """What stands between the words, and the forms of each further word."""


class Finder:
    """Finds the terms of `terms` in texts in `language`: all in the source language, else those that are the same in all."""

    def __init__(self, terms: Termbase, language: str) -> None:
        self._first: dict[str, list[_Candidate]] = {}
        self.kinds: set[Kind] = set()
        """What there is to find."""
        own = alike(language, terms.language)
        for term in terms:
            if own or term.same:
                better = term.plain if own else ""
                self._add("plain" if better else "term", term, term.term, better, language)
        for term in terms:
            for form in term.forbidden if own or term.same else ():
                self._add("forbidden", term, form, term.plain or term.term, language)
        wrong = [word for word, found in self._first.items() if any(c.kind != "term" for c in found)]
        self.wrong = re.compile("|".join(map(re.escape, wrong)))
        """Finds what a form begins with that is not used: a quick look, where there are few of them."""
        for candidates in self._first.values():
            candidates.sort(
                key=lambda candidate: len(candidate.rest), reverse=True
            )  # Stable: the right form before a wrong one.
        self._known: set[str] = set()
        """Tokens, with their punctuation, that have been looked at."""
        self._hot: set[str] = set()
        """Those of them that may begin a term."""
        self.find: Callable[[str], tuple[Use, ...]] = lru_cache(_TEXTS)(self._find)
        """The uses of terms in a text, from left to right."""

    def _add(self, kind: Kind, term: Term, written: str, better: str, language: str) -> None:
        pieces = _pieces(written)
        if not pieces:
            return
        self.kinds.add(kind)
        sets = [_forms(word, kind, language) for _, word in pieces]
        rest = tuple(zip([gap for gap, _ in pieces[1:]], sets[1:], strict=True))
        candidate = _Candidate(kind, term, written, better, rest)
        for form in sets[0] | set(map(initial, sets[0])):
            self._first.setdefault(form, []).append(candidate)

    def _find(self, text: str) -> tuple[Use, ...]:
        tokens = text.split()
        if not self._known.issuperset(tokens):
            self._learn(tokens)
        if self._hot.isdisjoint(tokens):
            return ()
        if not text.isascii() and (UNSEEN.search(text) or not is_normalized("NFC", text)):
            text = clean(text)
            tokens = text.split()
            self._learn(tokens)
        return tuple(self._uses(text, [token for token in tokens if token in self._hot]))

    def _learn(self, tokens: Iterable[str]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._hot.clear()
        for token in set(tokens) - self._known:
            self._known.add(token)
            if not self._first.keys().isdisjoint(_WORD.findall(clean(token))):
                self._hot.add(token)

    def _uses(self, text: str, tokens: Iterable[str]) -> Iterator[Use]:
        """The uses in `text`, which begin in `tokens`, some of its words in order."""
        place = end = 0
        for token in tokens:
            place = _place(token, text, place)
            for word in _WORD.finditer(text, place, place + len(token)):
                if word.start() < end or word[0] not in self._first or _is_joined(text, word.start() - 1):
                    continue
                for candidate in self._first[word[0]]:
                    stop = _end(text, word.end(), candidate.rest)
                    if stop is not None and not _is_joined(text, stop, after=True):
                        end = stop
                        yield _use(candidate, text[word.start() : stop])
                        break
            place += len(token)


def _place(token: str, text: str, start: int) -> int:
    """Where `token` stands by itself in `text`, which has it after `start`."""
    while True:
        place = text.index(token, start)
        end = place + len(token)
        if (not place or text[place - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return place
        start = place + 1


def _forms(word: str, kind: Kind, language: str) -> frozenset[str]:
    """The forms of a word: what is only to be reviewed may be found too often, what is warned about may not."""
    if kind == "forbidden":  # A short one is the beginning of many words.
        return forms(word, language, ()) if len(word) > _SHORT else frozenset({word})
    return forms(word, language, INFINITIVE if kind == "plain" else DEFINITE)


def _use(candidate: _Candidate, text: str) -> Use:
    kind, term, written, better, _ = candidate
    if text in (written, initial(written)):
        return Use(kind, term, text, better if text == written else initial(better))
    return Use(kind, term, text, "")


def _pieces(written: str) -> list[tuple[str, str]]:
    """The words of a form, each with what stands before it."""
    result, end = [], 0
    for word in _WORD.finditer(clean(written)):
        result.append((written[end : word.start()], word[0]))
        end = word.end()
    return result


def _end(text: str, end: int, rest: tuple[tuple[str, frozenset[str]], ...]) -> int | None:
    """Where a candidate ends whose first word ends at `end`; None where it does not go on so."""
    for gap, wanted in rest:
        word = _WORD.search(text, end)
        if word is None or word[0] not in wanted:
            return None
        between = text[end : word.start()]
        if between != gap and not (gap == " " and between.isspace()):
            return None
        end = word.end()
    return end


def _is_joined(text: str, place: int, *, after: bool = False) -> bool:
    """Whether a hyphen at `place` makes a longer word of what stands beside it."""
    if not 0 <= place < len(text) or text[place] not in "-‐‑":
        return False
    beyond = place + 1 if after else place - 1
    return 0 <= beyond < len(text) and text[beyond].isalnum()


@lru_cache(16)
def finder(terms: Termbase, language: str) -> Finder:
    """The finder for texts in `language`."""
    return Finder(terms, language)
