"""Swedish sentences in which a noun made of a verb happens: `utbetalning sker`, `vid ifyllande av blanketten`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language.phrases import Entry, Found, nouns
from pipeline.language.sieve import Sieve
from pipeline.patterns import expression
from pipeline.wordlists import nouns_sv

_HAPPENS = frozenset(
    "ske sker skedde skett pågår pågick görs göras gjordes genomförs genomföras genomfördes utförs utföras utfördes".split()
)
_OTHERS = frozenset(nouns_sv.OTHERS.split())
_NOUN = r"(?P<noun>\w{2,}(?:ning|ing|tion|ande|ende))"
_MAY = r"(?:(?:ska|skall|kan|får|bör|måste|kommer\satt)\s)?"
_PATTERNS = (
    expression(rf"\b(?:[Ee]n\s)?{_NOUN}(?:en|n|et|t)?\s(?:av\s(?:\w+\s){{1,4}})?{_MAY}(?:ske|sker|skedde)\b"),
    expression(
        rf"\b(?:[Ee]n\s)?{_NOUN}(?:en|n|et|t)?\sav\s(?:\w+\s){{1,4}}{_MAY}"
        r"(?:görs|göras|gjordes|genomförs|genomföras|genomfördes|utförs|utföras|utfördes)\b"
    ),
    expression(rf"\b(?:ske|sker|skedde|pågår|pågick)\s(?:en\s|ett\s)?{_NOUN}\sav\b"),
)
_ACTION = expression(r"(?<!\bmest )(?<!\bmer )\b(?P<noun>\w{3,}(?:ande|ende))t?\sav\b")
_LONG_PART = 5
"""Letters of what stands before a noun that makes it a compound, and not a verb with a particle."""
_LABEL = expression(r"[^.:!?]{0,80}(?::|$)")
"""A text that is a label, or begins with one: a heading, an item of an agenda. There a noun is what it takes."""


def _is_action(word: str) -> bool:
    noun = word.removesuffix("t")
    return noun.endswith(("ande", "ende")) and not noun.endswith(tuple(_OTHERS))


@lru_cache(1)
def _actions() -> Sieve:
    return Sieve(_is_action)


def needles(vocabulary: frozenset[str]) -> tuple[str, ...]:
    """What a text, case folded, must have one of to have such a sentence, for texts with the words of `vocabulary`."""
    return (*[f" {word}" for word in vocabulary & _HAPPENS], *[f"{word} av " for word in _actions()(vocabulary)])


def find(text: str) -> Iterator[Found]:
    """Such nouns in a Swedish text.

    >>> [(found.text, found.entry.plain) for found in find("Debitering sker vid ifyllande av blanketten.")]
    [('Debitering sker', 'debitera'), ('ifyllande av', 'fylla i')]
    >>> list(find("Godkännande av dagordningen: den godkändes."))
    []
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            noun = match["noun"].casefold()
            # Without a verb it may be an event, or a thing: a race, a newspaper; “fortfarande” is no noun.
            if _verb(noun) and not noun.endswith(tuple(_OTHERS)):
                yield _found(match)
    for match in _ACTION.finditer(text):
        if _is_action(match["noun"].casefold()) and not (match.start() == 0 and _LABEL.match(text)):
            yield _found(match)


def _found(match: re.Match[str]) -> Found:
    return Found(
        Entry(_verb(match["noun"].casefold()), match["noun"].casefold(), sure=False), match[0], match.start(), ""
    )


def _verb(noun: str) -> str:
    """The verb of a noun; empty where letters do not tell.

    >>> _verb("övertagande"), _verb("avgivande"), _verb("debitering"), _verb("händelsehantering")
    ('överta', 'avge', 'debitera', 'hantera')
    """
    known = _known()
    # What a compound is about is its object: “hantera händelser”. Of a shorter first part letters do not tell: “omorganisera”.
    found = known.get(noun) or next((verb for end, verb in known.items() if noun[_LONG_PART:].endswith(end)), "")
    if found:
        return found
    if noun.endswith("givande"):
        return f"{noun.removesuffix('givande')}ge"  # `angiva` is said no more
    if noun.endswith("tagande"):
        return noun.removesuffix("gande")  # nor is `taga`
    if noun.endswith(("ering", "öring")):
        return f"{noun.removesuffix('ing')}a"
    return f"{noun.removesuffix('nde').removesuffix('a')}a" if noun.endswith("ande") else ""


@lru_cache(1)
def _known() -> dict[str, str]:
    return {noun: verb[0] for noun, verb in nouns(nouns_sv.NOUNS + nouns_sv.MORE)}
