"""A rule about sentences that say what is done and not who does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pipeline.checks.quoted import QUOTE, own_words
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.language.detection import base
from pipeline.language.passives import BE, Passive, hidden, is_participle, may_be
from pipeline.language.sieve import Sieve
from pipeline.model import Document
from pipeline.patterns import expression
from pipeline.prose import sentences

_OFTEN = 0.25
"""Share of the sentences of a page that hide somebody, from which on it is said."""
_MOST = 0.4
"""Share from which on it is said once even though no sentence is worse than another."""
_MANY = 4
"""Sentences that have to be like that for it: of a text of two sentences a share says nothing."""
_SEVERAL = 2
"""Passives in a sentence, from which on it hides who does what."""
_LAWS = (
    "lag",
    "lagen",
    "lagar",
    "förordning",
    "förordningen",
    "direktiv",
    "direktivet",
    "act",
    "law",
    "regulation",
    "directive",
    "§",
)
"""What a word ends in that names a law: there the law says who."""
_NO_LAWS = (
    "slag",
    "slagen",
    "slagar",
    "bolag",
    "bolagen",
    "underlag",
    "underlagen",
    "fact",
    "contact",
    "impact",
    "exact",
)
_OLD = expression(r"§|\b1\d{3}\b")
"""A reference to a law, or a year of old times."""
_EDGES = '.,:;?!()”“"*–…'
"""What may stand beside a word."""


_KINDS: Mapping[str, Callable[[str], bool]] = MappingProxyType({"sv": may_be, "en": is_participle})
"""What a word of a passive is, by language."""


class _Hidden(NamedTuple):
    text: Text
    passives: tuple[Passive, ...]


def _passive(document: Document, scope: Scope) -> Iterator[Note]:
    language = base(scope.language)
    if language not in _KINDS or scope.measure is None:
        return
    number = scope.measure.sentences
    words = _sieve(language)(scope.vocabulary)
    if (
        not words
        or (language == "en" and BE.isdisjoint(scope.vocabulary))
        or not _may_be_often(words, number, scope, language)
    ):
        return
    found = _sentences(words, document, scope, language)
    if len(found) < _OFTEN * number:
        return
    clear = [o for o in found if len(o.passives) >= _SEVERAL or any(passive.duty for passive in o.passives)]
    said = set()
    for one in clear or (found[:1] if len(found) >= max(_MOST * number, _MANY) else []):
        if id(one.text) not in said:
            said.add(id(one.text))
            template = "“{text}” does not say who does it, and {share} % of the sentences of this page are like that. Name who acts: “you”, “we”, or a name."
            shown = ", ".join(passive.text for passive in one.passives)
            yield Note(one.text.location, template, (("text", shown), ("share", round(100 * len(found) / number))))


@lru_cache(2)
def _sieve(language: str) -> Sieve:
    return Sieve(_KINDS[language])


def _may_be_often(words: frozenset[str], number: int, scope: Scope, language: str) -> bool:
    """Whether enough of the sentences of a page can have a passive: by `words` alone, then as if it were one sentence.

    To find the sentences takes ten times as long. What has a strange mark after it is not seen.
    """
    text = "\n".join([text.inline.prose for text in scope.subjects.texts]).lower()
    if sum([text.count(word) for word in words]) < _OFTEN * number:
        return False
    return len(hidden([token.strip(_EDGES) for token in text.split()], language)) >= _OFTEN * number


def _sentences(words: frozenset[str], document: Document, scope: Scope, language: str) -> list[_Hidden]:
    """The sentences of a page that hide who acts, in texts with one of `words`."""
    found: list[_Hidden] = []
    for text in own_words(document, scope):
        prose = text.inline.prose
        folded = prose.lower()
        if not any(word in folded for word in words):
            continue
        for sentence in sentences(prose, scope.language):
            passives = hidden(sentence.words, language)
            if (
                passives
                and not _is_lawful(sentence.words)
                and not _OLD.search(sentence.text)
                and not QUOTE.search(sentence.text)
            ):
                found.append(_Hidden(text, passives))
    return found


def _is_lawful(words: Iterable[str]) -> bool:
    return any(word.lower().endswith(_LAWS) and not word.lower().endswith(_NO_LAWS) for word in words)


_ENGLISH = 'Skicka blanketten till oss.\n%%% en\nmsgid "Skicka blanketten till oss."\nmsgstr '

RULES = (
    Rule(
        "passive",
        "Texts",
        "review",
        ("Språkrådet, Myndigheternas skrivregler", "ISO 24495-1:2023, Plain language, 5.3"),
        "“The form must be sent in” does not say by whom: the reader has to guess whether it is up to them. Name who acts: “Send us the form”, “we decide”. "
        "A passive is often right, where nobody cares who acted, or the law says so; so the rule speaks only where at least every fourth sentence of the page hides somebody, "
        "of those that oblige somebody without saying whom, or that hide somebody twice; where two in five do, four at least, of the first.",
        (
            "Du ska skicka blanketten till oss, och vi granskar den.",
            "Huset ritades 1912. Det finns kvar, och vi hoppas att du trivs där.",
            "Ansökan ska prövas av nämnden.",
            "Enligt lagen ska ansökan prövas inom en månad och beslutet meddelas.",
            f'{_ENGLISH}"Send the form to us."\n',
        ),
        (
            "Blanketten ska skickas in före den 1 maj.",
            "När ansökan har kommit in granskas den, och sedan meddelas beslutet.",
            f'{_ENGLISH}"The form must be sent to us."\n',
        ),
        _passive,
    ),
)
