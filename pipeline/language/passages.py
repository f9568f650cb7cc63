"""Which passages of a text are in another language than the text: whole sentences, and quotations in them.

Little words decide and CLD2 may object; where the script is another one, the script decides. A name, however long, is
no passage: its words have capital letters, and it stands in a sentence of the text's own language. Nor is a title, an
entry of a bibliography, or anything of fewer than seven words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.detection import base, guess, identified
from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression
from pipeline.prose import sentences
from pipeline.wordlists.little import LETTERS, LITTLE, NAMES, NO_EVIDENCE

LEAST = 7
"""Words of a passage: of fewer nobody can say it."""
_WORD = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTE = expression(r"[”“\"«»]([^”“\"«»]{20,600})[”“\"«»]")
_SPEECH = expression(
    r"(?:[:,–—]|\b(?:sade|sa|säga|säger|sagt|skrev|skriver|skrivit|svarade|svarar|menar|menade|tycker|tyckte|berättar|berättade|förklarar"
    r"|said|says|say|wrote|writes|answered|told us|told))\s*$"
)
_BIBLIOGRAPHY = expression(
    r"\bISBN\b|\bdoi\b|\bet al\b|\((?:red|eds?|utg)\.?\)|\bpp\. ?\d|\bs\. ?\d+[–-]\d"
    r"|[A-ZÅÄÖØÆÉ][\w’'-]+, (?:[A-ZÅÄÖØÆÉ]\.[ -]?)+|^[^.]{2,70}\((?:19|20)\d\d[a-z]?\)[.,:]"
)
"""What entries of a bibliography have: what is referred to is called as it is called."""
_OTHER_SCRIPT = bytes({*range(0xCE, 0xE2), *range(0xE3, 0xEE)})
"""What letters begin with in UTF-8 that are not Latin, nor signs: Greek and further on."""
_LATIN = 0x0370
_FEWEST = {"no": 2, "da": 2, "fi": 2, "se": 2, "so": 2, "pl": 2, "es": 2, "fr": 2, "it": 2}
"""Little words that a sentence has at least, where it is not three: in languages that have more endings, or accents."""
_UNKNOWN = frozenset({"se"})
"""Languages that CLD2 does not know."""
_NORDIC = frozenset({"sv", "no", "da"})


class Passage(NamedTuple):
    """A part of a text in another language."""

    text: str
    """As it stands there."""
    language: str
    """First part of its BCP 47 tag."""
    is_certain: bool
    """Whether nobody need judge."""


@lru_cache(16)
def _telling(language: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By other language: its words that a text in `language` does not have, and those of them that are no parts of names."""
    own = LITTLE[language]
    return {
        other: (words - own, words - own - (NAMES if other == "sv" else NO_EVIDENCE))
        for other, words in LITTLE.items()
        if other != language
    }


@lru_cache(16)
def telling(language: str) -> frozenset[str]:
    """The little words of all other languages that a text in `language` does not have."""
    if language not in LITTLE:
        return frozenset()
    return frozenset().union(*(strong for _, strong in _telling(language).values()))


def telling_of(language: str, other: str) -> frozenset[str]:
    """The little words of `other` that a text in `language` does not have."""
    return _telling(language)[other][1] if language in LITTLE and other in LITTLE and other != language else frozenset()


def has_other_script(text: str) -> bool:
    """Whether there may be letters in `text` that are not Latin. Quick."""
    data = text.encode("utf-8", "replace")
    return len(data.translate(None, _OTHER_SCRIPT)) != len(data)


def may_have_passages(text: str, language: str) -> bool:
    """Whether there may be a passage in `text`: little words of other languages, or letters."""
    return are_telling(frozenset(_WORD.findall(text.lower())), text, language)


def are_telling(words: frozenset[str], text: str, language: str) -> bool:
    """Whether there may be a passage in a text with these `words`, which are case folded. Quick."""
    own = base(language)
    if own not in LITTLE:
        return False
    strong = len(telling(own) & words)
    return strong > 1 or has_unusual_letters(text, own) or (strong == 1 and len(little_words(own) & words) > 2)


def has_unusual_letters(text: str, language: str) -> bool:
    """Whether there are letters in `text` that one in `language` does not have, or that are not Latin. Quick."""
    return any(map(text.__contains__, _unusual(base(language)))) or has_other_script(text)


@lru_cache(16)
def little_words(language: str) -> frozenset[str]:
    """All little words of the other languages that a text in `language` does not have, those too that are parts of names."""
    own = base(language)
    return frozenset().union(*(theirs for theirs, _ in _telling(own).values())) if own in LITTLE else frozenset()


@lru_cache(16)
def _unusual(language: str) -> str:
    """Letters of the languages next door that `language` does not have; `é` and the like stand in names anywhere."""
    return "".join(letter for letter in "åäöæøßđŋłñ" if letter not in LETTERS.get(language, ""))


def passages(text: str, language: str, abbreviations: Iterable[str] = ()) -> list[Passage]:
    """The passages of `text`, which is in `language`; neighbouring sentences are one. None for a language that is not known.

    >>> passages("Välkommen! This is how we work with those who live here.", "sv")
    [Passage(text='This is how we work with those who live here.', language='en', is_certain=True)]
    """
    own = base(language)
    if own not in LITTLE or text.count(" ") < LEAST - 1 or _BIBLIOGRAPHY.search(text):
        return []
    found: list[Passage] = []
    first = last = -1
    for sentence in sentences(_without_quotations(text), language, abbreviations):
        here = _judged(sentence.text, own)
        if not here:
            continue
        start, end = sentence.start, sentence.start + len(sentence.text)
        certain = here not in _NORDIC or own not in _NORDIC
        if found and found[-1].language == here and not text[last:start].strip():
            found[-1] = Passage(text[first:end], here, certain)
        else:
            first = start
            found.append(Passage(text[first:end], here, certain))
        last = end
    return found or list(_quoted(text, own))


def _without_quotations(text: str) -> str:
    """`text`, as long as it is, with one word in the place of each quotation, unless there is hardly anything else."""
    around = _QUOTE.sub(lambda quote: OBJECT * len(quote[0]), text)
    return around if _WORD.search(around) else text


def _quoted(text: str, own: str) -> Iterator[Passage]:
    """What somebody says in another language within a sentence; a title says nothing."""
    for quote in _QUOTE.finditer(text):
        said = quote[1].strip()
        if said.endswith((".", "!", "?")) or _SPEECH.search(text[: quote.start()]):
            here = _judged(said, own)
            if here:
                yield Passage(said, here, is_certain=False)


def _judged(text: str, own: str) -> str:
    """The language of one sentence, where it is surely not `own`; else empty."""
    words = _WORD.findall(text)
    if len(words) < LEAST:
        return ""
    if has_other_script(text):
        letters = "".join(words)
        other = sum(ord(letter) >= _LATIN for letter in letters)
        return identified(text) or "und" if 2 * other > len(letters) else ""
    best = _likeliest(words, own)
    if not best.language or best.number < _FEWEST.get(best.language, 3):
        return ""
    if not _is_sentence(words, best.number, best.language, own) or _is_rather(words, own, best):
        return ""
    return best.language if _agreed(guess(text), best, own) else ""


class _Evidence(NamedTuple):
    """What speaks for a language."""

    language: str = ""
    number: int = 0
    """Its little words in the sentence, and words with letters that only it has."""
    telling: int = 0
    """Of these, different ones that stand in no name of the sentence's own language."""


def _likeliest(words: Sequence[str], own: str) -> _Evidence:
    """The other language that most speaks for, if it is enough: a seventh of the words, and one of them telling."""
    folded = [word.lower() for word in words]
    best = _Evidence()
    for language, (theirs, strong) in _telling(own).items():
        written = _written(words, _letters(language, own)) - theirs
        number = sum(word in theirs or word in written for word in folded)
        telling_words = len(strong.intersection(folded)) + len(written)
        if number > best.number and (telling_words > 1 or number > 2) and telling_words and 7 * number >= len(folded):
            best = _Evidence(language, number, telling_words)
    return best


def _is_rather(words: Sequence[str], own: str, other: _Evidence) -> bool:
    """Whether more than a fifth as many words speak for `own`."""
    ours = (LITTLE[own] | _written(words, _letters(own, other.language))) - LITTLE[other.language]
    return 5 * sum(word.lower() in ours for word in words) > other.number


def _agreed(supposed: str, found: _Evidence, own: str) -> bool:
    """Whether what CLD2 takes a sentence for (`supposed`) lets the language stand that its words speak for."""
    language = found.language
    if supposed == language or {supposed, language} == {"no", "da"}:
        return True
    if language in _UNKNOWN:
        supposed = ""
    if supposed == own or (supposed and not {supposed, language} <= _NORDIC):
        return found.number >= 4
    return found.telling >= 3 or (found.telling == 2 and language in _UNKNOWN)


@lru_cache(256)
def _letters(language: str, other: str) -> str:
    """The letters that a text in `language` may have, and one in `other` has not, as a pattern."""
    own = set(LETTERS.get(language, "")) - set(LETTERS.get(other, ""))
    return f"[{''.join(sorted(own))}]" if own else ""


def _written(words: Sequence[str], letters: str) -> frozenset[str]:
    """Those of `words` that have one of the `letters` and are no names."""
    return frozenset(word for word in words if word.islower() and re.search(letters, word)) if letters else frozenset()


def _is_sentence(words: Sequence[str], number: int, language: str, own: str) -> bool:
    """Whether enough words that mean something have small letters, where `number` words are little: those of a name have capitals."""
    little, ours = LITTLE[language], LITTLE[own]
    small = sum(word.islower() and word not in little and word not in ours for word in words)
    return small >= 2 or (small == 1 and 2 * number >= len(words))


_COUNTRIES = {"se": "sv", "uk": "en"}
"""Languages, Northern Sámi and Ukrainian, whose codes are taken for those of countries, and what is spoken there."""


def mistaken(text: str, marked: str) -> str:
    """The language that a text is in which is marked as `marked`, where it surely is another."""
    marked = base(marked)
    if marked not in LITTLE and marked not in _COUNTRIES:
        return ""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < LEAST or has_other_script(text):
        return ""
    found = guess(text)
    if not found or found == marked or found not in LITTLE or {found, marked} <= _NORDIC:
        return ""
    if marked not in LITTLE and found != _COUNTRIES[marked]:
        return ""
    known = LITTLE.get(marked, frozenset())
    theirs, ours = LITTLE[found] - known, known - LITTLE[found]
    number = sum(word in theirs for word in words)
    return found if number >= 3 and 5 * sum(word in ours for word in words) <= number else ""
