"""The forms that a word of a term may take in a text: endings by language, no dictionary.

Generous on purpose, since a form that is no word stands in no text. What changes inside a word (`stad`, `städer`) is not known.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.patterns import expression

_SWEDISH = ("", *"n en et t na a e ar er or r arna erna orna rna".split())
"""Endings of nouns and adjectives (Svenska Akademiens språklära, 2003); each may have an `s` after it."""
DEFINITE = ("erna", "arna", "orna", "en", "et", "n", "t", "a", "e")
"""What a word that is given in the definite form, or as a neuter, ends in: the others go on its stem."""
INFINITIVE = ("a",)
"""What a verb ends in."""
_SHORTEST = 4
"""Letters that a stem has at least."""


@lru_cache(4096)
def forms(word: str, language: str, stripped: tuple[str, ...] = DEFINITE) -> frozenset[str]:
    """The forms of `word`, itself among them. A name or an abbreviation takes a genitive `s` alone.

    `stripped` are the endings that are taken off before others are put on: each more finds more, also what was not meant.

    >>> {"testbäddar", "testbäddens"} <= forms("testbädd", "sv"), "sociala" in forms("socialt", "sv")
    (True, True)
    >>> sorted(forms("study", "en")), sorted(forms("Medeon", "sv"))
    (['studies', 'study', 'studys'], ['Medeon', 'Medeons'])
    """
    tag = language.partition("-")[0].lower()
    if tag == "en":
        more = {f"{word[:-1]}ies"} if word.endswith("y") else {f"{word}es"} if word.endswith(("s", "x", "h")) else set()
        return frozenset({word, f"{word}s"} | more)
    if tag != "sv":
        return frozenset({word})
    if len(word) < _SHORTEST or not word.isalpha() or not word.islower():
        return frozenset({word, f"{word}s"})
    stems = {word} | {stem for end in stripped if len(stem := word.removesuffix(end)) >= _SHORTEST}
    return frozenset(stem + end + s for stem in stems for end in _SWEDISH for s in ("", "s"))


def uses(text: str, phrase: str) -> bool:
    """Whether `text` has the words of `phrase`, or words that begin alike, in any order; small words do not count.

    >>> uses("We measure the impacts of an investment.", "impact investment"), uses("The effect.", "impact")
    (True, False)
    """
    text, phrase = text.casefold(), phrase.casefold()
    if phrase in text:
        return True
    words = " " + " ".join(_WORD.findall(text))
    return all(beginning in words for beginning in _beginnings(phrase))


_WORD = expression(r"[^\W_]+")
_SMALL = frozenset(
    "a an and at by for from in of on or the to with av de den det en ett för i med och om på som till".split()
)


@lru_cache(4096)
def _beginnings(phrase: str) -> tuple[str, ...]:
    """What forms of the words of `phrase`, and words of their families, begin with: three fifths of each, four letters at least."""
    words = _WORD.findall(phrase)
    return tuple(f" {w[: max(_SHORTEST, -(-len(w) * 3 // 5))]}" for w in [w for w in words if w not in _SMALL] or words)
