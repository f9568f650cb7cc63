"""What a site says of its own words: which ones its texts need, and whose full stop ends no sentence."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from pipeline.termbase.inflection import forms
from pipeline.terms import Termbase

_SAME = 4
"""Letters that forms of a word begin alike with."""


class SiteWords(NamedTuple):
    """The words of a site in one language."""

    needed: Container[str] = ()
    """What nobody shall be asked to replace, case folded."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations of its own."""


NOTHING = SiteWords()
"""Those of a text that belongs to no site."""


def site_words(terms: Termbase, abbreviations: tuple[str, ...], language: str) -> SiteWords:
    """The words of a site with those terms in a language; `abbreviations` are those of its settings."""
    return SiteWords(_Needed(terms, language), abbreviations + terms.abbreviations)


class _Needed:
    """The words of the terms that are not to be avoided, in any of their forms."""

    def __init__(self, terms: Termbase, language: str) -> None:
        self._language = language
        self._words: dict[str, list[str]] = {}
        names = [terms.wording(term, language) for term in terms if not term.plain]
        for word in {word for name in names for word in re.findall(r"\w+", name)}:
            self._words.setdefault(word[:_SAME].casefold(), []).append(word)

    def __contains__(self, word: object) -> bool:
        """Whether a word, case folded, is one of them."""
        near = self._words.get(str(word)[:_SAME], ())
        return any(word == form.casefold() for term in near for form in forms(term, self._language))
