"""The forms that a word of a term may take in a text: endings by language, no dictionary.

Generous on purpose, since a form that is no word stands in no text. What changes inside a word (`stad`, `städer`) is not known.
"""

from __future__ import annotations

from functools import lru_cache

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
    found = _words(text)
    wanted = [word for word in _words(phrase) if word not in _SMALL] or _words(phrase)
    return all(any(word.startswith(_beginning(want)) for word in found) for want in wanted)


_SMALL = frozenset(
    "a an and at by for from in of on or the to with av de den det en ett för i med och om på som till".split()
)


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def _beginning(word: str) -> str:
    """What a form of `word` begins with, or a word of its family: three fifths of it, four letters at least."""
    return word[: max(_SHORTEST, -(-len(word) * 3 // 5))]
