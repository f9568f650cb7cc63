"""A rule about sentences that say what is done and not who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.quoted import own_words
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.language import base
from pipeline.model import Document
from pipeline.passives import Passive, hidden, sieve
from pipeline.prose import sentences

_OFTEN = 0.25
"""Share of the sentences of a page that hide somebody, from which on it is said."""
_SEVERAL = 2
"""Passives in a sentence, from which on it hides who does what."""
_LAWFUL = re.compile(
    r"§|\(\d{4}:\d+\)|\b\w*(?:lag|lagen|lagar|förordning|förordningen|direktiv|direktivet)\b|\b(?:act|law|regulation|directive)\b",
    re.IGNORECASE,
)
"""What only describes the law: there it is the law that says who."""
_BE = frozenset("is are was were be been being".split())


class _Hidden(NamedTuple):
    text: Text
    passives: tuple[Passive, ...]


def _passive(document: Document, scope: Scope) -> Iterator[Note]:
    language = base(scope.language)
    if language not in ("sv", "en"):
        return
    candidates = sieve(language)
    if candidates(scope.vocabulary) if candidates else not scope.vocabulary.isdisjoint(_BE):
        number, found = _sentences(document, scope, language)
        if len(found) >= _OFTEN * number:
            said = set()
            for one in found:
                if id(one.text) not in said and (len(one.passives) >= _SEVERAL or any(p.duty for p in one.passives)):
                    said.add(id(one.text))
                    template = "“{text}” does not say who does it, and {share} % of the sentences of this page are like that. Name who acts: “you”, “we”, or a name."
                    shown = "” “".join(passive.text for passive in one.passives)
                    yield Note(
                        one.text.location, template, (("text", shown), ("share", round(100 * len(found) / number)))
                    )


def _sentences(document: Document, scope: Scope, language: str) -> tuple[int, list[_Hidden]]:
    """How many sentences a page has, and those that hide who acts."""
    number = 0
    found: list[_Hidden] = []
    for text in own_words(document, scope):
        for sentence in sentences(text.inline.prose, scope.language):
            number += 1
            passives = hidden(sentence.words, language)
            if passives and not _LAWFUL.search(sentence.text):
                found.append(_Hidden(text, passives))
    return number, found


_ENGLISH = 'Skicka blanketten till oss.\n%%% en\nmsgid "Skicka blanketten till oss."\nmsgstr '

RULES = (
    Rule(
        "passive",
        "Texts",
        "review",
        ("Språkrådet, Myndigheternas skrivregler", "ISO 24495-1:2023, Plain language, 5.3"),
        "“The form must be sent in” does not say by whom: the reader has to guess whether it is up to them. Name who acts: “Send us the form”, “we decide”. "
        "A passive is often right, where nobody cares who acted, or the law says so; so the rule speaks only of sentences that oblige somebody without saying whom, "
        "or that hide somebody twice, and only where at least every fourth sentence of the page hides somebody.",
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
