"""Rules about words and phrases that have a simpler one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from pipeline.checks.quoted import Protected, cleaned, own_words
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.checks.terms import plainer
from pipeline.language import verbal_nouns
from pipeline.language.detection import base
from pipeline.language.phrases import Found, Phrases, hidden_verbs, plain_words
from pipeline.model import Document, Severity


def _plain(document: Document, scope: Scope) -> Iterator[Note]:
    return chain(plainer(document, scope), _listed(document, scope))


def _listed(document: Document, scope: Scope) -> Iterator[Note]:
    words = plain_words(base(scope.language))
    for text, found in _found(document, scope, words):
        template = "“{text}” in the sense of “{sense}” has a plainer word: “{plain}”."
        values = (("text", found.text), ("sense", found.entry.sense), ("plain", found.entry.plain))
        severity: Severity = "warning" if found.entry.sure else "review"
        yield Note(text.location, template, values, found.better, severity)


def _nominalisation(document: Document, scope: Scope) -> Iterator[Note]:
    language = base(scope.language)
    verbs = hidden_verbs(language)
    for text, found in chain(_found(document, scope, verbs), _happening(document, scope) if language == "sv" else ()):
        template = "“{text}” hides the verb in a noun. Say it with the verb: “{verb}”."
        if not found.entry.plain:
            template = "“{text}” hides the verb in a noun. Say it with a verb, and say who does it."
        yield Note(text.location, template, (("text", found.text), ("verb", found.entry.plain)), found.better)


def _happening(document: Document, scope: Scope) -> Iterator[tuple[Text, Found]]:
    """Nouns that happen, each once."""
    needles = verbal_nouns.needles(scope.vocabulary)
    if not needles:
        return
    everything = "\n".join([text.inline.prose for text in scope.subjects.texts]).casefold()
    needles = tuple(needle for needle in needles if needle in everything)
    if needles:

        def find(text: str) -> Iterable[Found]:
            folded = text.casefold()
            return verbal_nouns.find(text) if any(needle in folded for needle in needles) else ()

        yield from _once(document, scope, find)


def _found(document: Document, scope: Scope, words: Phrases | None) -> Iterator[tuple[Text, Found]]:
    """The entries of a list that a page has, each once."""
    if words is not None and (keys := words.live(scope.vocabulary)):
        yield from _once(document, scope, lambda text: words.find(text, keys))


def _once(document: Document, scope: Scope, find: Callable[[str], Iterable[Found]]) -> Iterator[tuple[Text, Found]]:
    """What `find` finds in the author's own words, each entry once."""
    said: set[str] = set()
    for text in own_words(document, scope):
        found = tuple(find(cleaned(text.inline.prose)))
        protected = Protected(text.inline, scope) if found else None
        for one in found:
            assert protected is not None
            if one.entry.plain + one.entry.sense not in said and not protected.has(
                one.start, one.start + len(one.text)
            ):
                said.add(one.entry.plain + one.entry.sense)
                yield text, one


_PLAIN = '%%% terms.toml\n[[term]]\nterm = "processa"\nplain = "bearbeta"\n'
_TERM = '%%% terms.toml\n[[term]]\nterm = "nyttjande"\nen = "usufruct"\n'
_ENGLISH = 'Vi använder det.\n%%% en\nmsgid "Vi använder det."\nmsgstr '

RULES = (
    Rule(
        "plain-word",
        "Texts",
        "warning",
        ("Språklagen (SFS 2009:600), 11 §", "ISO 24495-1:2023, Plain language"),
        "There is a plainer word for this one, which more people understand at once. Write that, or allow this one with the reason. "
        "The termbase (`source/terms.toml`) may name further words, with `plain`; what is a term there is never blamed, nor are quotes, what somebody says behind a dash and names of laws. "
        "Of the words that come with the program, those that may be right are to be reviewed. Each is said once a page.",
        (
            "Du får ett svar. Vi fäster inget avseende vid det.",
            f"Vi bearbetar svaret.\n{_PLAIN}",
            f"Nyttjande av mark kostar.\n{_TERM}",
            "Där stod: ”Sökanden erhåller bidrag.”\n\n> Medlet erhålles på apotek.",
            "Enligt lagen (1971:1078) om nyttjande av mark får du bygga.",
            "Kraven finns i direktiv (EU) 2016/2102 av den 26 oktober 2016 om tillgänglighet avseende webbplatser.",
            "Ett skall hördes i skogen.",
            f'{_ENGLISH}"We use it."\n',
        ),
        (
            "Du kommer att erhålla ett svar.",
            "Svaret kommer i enlighet med reglerna.",
            f"Vi processar svaret.\n{_PLAIN}",
            "Gästen skall städa, och ingen avgift utgår.",
            f'{_ENGLISH}"We utilize it."\n',
        ),
        _plain,
    ),
    Rule(
        "nominalisation",
        "Texts",
        "review",
        ("Språkrådet, Myndigheternas skrivregler", "ISO 24495-1:2023, Plain language, 5.3"),
        "The verb of the sentence says next to nothing, and what happens stands in a noun. “We carry out an evaluation of the project” is “we evaluate the project”: "
        "shorter, and the reader sees who does what. Quotes and names of laws are not blamed. Each phrase is said once a page.",
        (
            "Vi utvärderar projektet.",
            "Vi gör en lista. Vi följer analysen av vattnet. Tävlingen sker på söndag, och invigningen av banan sker kl. 12. Fel kan fortfarande ske.",
            "– Det blir en utvärdering av projektet vid ifyllande av blanketten, säger Kim Ek.\n\n– Vi fattar beslut om det.",
            "Så står det:\n\n”Vi har öppet i dag.\n\nStyrelsen fattar beslut om avgiften.”\n\nRing oss.",
            "- Nämnden fattar beslut om bidraget, berättar Kim Ek.",
            "Hon stod darrande av köld. Rösten var skälvande av glädje.",
            f'{_ENGLISH}"We decided to use it."\n',
        ),
        (
            "Vi genomför en utvärdering av projektet.",
            "Det skedde en ökning av priserna.",
            "Nämnden fattar beslut om bidraget.",
            '”Ring oss.\n\nNämnden fattar beslut om bidraget.\n\n5" är en tumlängd.',
            f'{_ENGLISH}"We have made a decision to use it."\n',
        ),
        _nominalisation,
    ),
)
