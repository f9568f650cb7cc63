"""Rules about the terms of a site: what the termbase says, in texts and in translations."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Repeated, Translation, place
from pipeline.model import Document, Location, Segment
from pipeline.termbase.finder import Kind, finder
from pipeline.termbase.inflection import uses
from pipeline.terms import FILE, parse

_UNSPOKEN = frozenset({"slug"})
"""Contexts of messages that are no text."""


def _invalid(text: str, scope: Scope) -> Iterator[Note]:
    for finding in parse(text, FILE, scope.language).findings:
        yield Note(finding.location, finding.template, finding.values)


def _forbidden(document: Document, scope: Scope) -> Iterator[Note]:
    template = "“{text}” is a form that this site does not use. Its word is “{term}”."
    for where, text, word, term in _found(document, scope, "forbidden"):
        yield Note(where, template, (("text", text), ("term", term)), word)


def plainer(document: Document, scope: Scope) -> Iterator[Note]:
    """The words for which the termbase has a plainer one."""
    template = "“{text}” has a plainer word: “{plain}”."
    for where, text, word, term in _found(document, scope, "plain"):
        yield Note(where, template, (("text", text), ("plain", term)), word)


def _found(document: Document, scope: Scope, kind: Kind) -> Iterator[tuple[Location, str, str, str]]:
    """The words of a kind in the texts of a page: where, what is written, what fits in its place, the word to use."""
    search = finder(scope.terms, scope.language)
    if kind not in search.kinds:
        return
    for subject, text in _translated(scope) if scope.translated else _written(document):
        for use in search.find(text):
            if use.kind == kind:
                where = subject.location if isinstance(subject, Translation) else place(subject, document.path, None)
                yield where, use.text, use.word, use.term.plain or use.term.term


def _written(document: Document) -> Iterator[tuple[Segment | Translation, str]]:
    """The texts of a source."""
    return ((s, s.inline.prose) for s in document.segments if s.context not in _UNSPOKEN)


def _translated(scope: Scope) -> Iterator[tuple[Segment | Translation, str]]:
    """The texts of a translation in which a name may be written wrong."""
    may_be_wrong = finder(scope.terms, scope.language).wrong.search
    for translation in scope.subjects.translations:
        shown = _shown(translation)
        if may_be_wrong(shown) and translation.segment.context not in _UNSPOKEN:
            yield translation, shown


def _term(document: Document, scope: Scope) -> Iterator[Note]:
    terms, language = scope.terms, scope.language
    search = finder(terms, terms.language)
    if "term" not in search.kinds:
        return
    for translation in scope.subjects.translations:
        found = search.find(translation.segment.inline.prose)
        if found and translation.segment.context not in _UNSPOKEN:
            shown = _shown(translation)
            for term in {use.term.term: use.term for use in found if use.kind == "term"}.values():
                name, short = terms.name(term, language), terms.abbreviation(term, language)
                if name and not uses(shown, name) and not (short and uses(shown, short)):
                    template = "The source says “{term}”, and here “{translation}” is missing."
                    fields = (("term", term.term), ("translation", name))
                    yield Note(translation.location, template, fields, name)


def _shown(translation: Translation) -> str:
    """The words of a translation."""
    return translation.inline.text if translation.inline is not None else translation.message.strings[0]


def _inconsistent(text: Repeated, scope: Scope) -> Iterator[Note]:
    (first, home), *others = text.translations
    for string, location in others:
        if string != first:
            template = "“{text}” is “{translation}” here and “{other}” in {path}. Choose one, or flag this one “ignore-inconsistent”."
            values = (("text", text.id), ("translation", string), ("other", first), ("path", str(home)))
            yield Note(location, template, values, first)


_TERMS = '%%% terms.toml\n[[term]]\nterm = "testbädd"\nen = "test bed"\nforbidden = ["testbed"]\n'
_NAME = '%%% terms.toml\n[[term]]\nterm = "Vinnova"\nforbidden = ["VINNOVA"]\nsame = true\n'
_ENGLISH = '%%% en\nmsgid "Vi har två testbäddar."\nmsgstr '

RULES = (
    Rule(
        "term-forbidden",
        "Texts",
        "warning",
        ("ISO 704:2022, Terminology work",),
        "The termbase (`source/terms.toml`) says that the site does not write this form. One word for one thing: readers look for a difference where there are two.",
        (
            f"Vi har två testbäddar.\n{_TERMS}",
            f'Vinnova betalar.\n%%% en\nmsgid "Vinnova betalar."\nmsgstr "Vinnova pays."\n{_NAME}',
        ),
        (
            f"Testbed i Malmö.\n{_TERMS}",
            f"Vi har två testbeds.\n{_TERMS}",
            f"Pengarna kommer från VINNOVA.\n{_NAME}",
            f'Vinnova betalar.\n%%% en\nmsgid "Vinnova betalar."\nmsgstr "VINNOVA (Vinnova) pays."\n{_NAME}',
        ),
        _forbidden,
    ),
    Rule(
        "translation-term",
        "Texts",
        "review",
        ("ISO 704:2022, Terminology work", "ISO 17100:2015, 5.3.1"),
        "The source uses a term whose translation is in the termbase (`source/terms.toml`), and the translation uses another word. "
        "Readers take two words for two things. Use the term, or leave it where the sentence says it in another way.",
        (
            f'Vi har två testbäddar.\n{_ENGLISH}"We have two test beds."\n{_TERMS}',
            f'Vinnova betalar.\n%%% en\nmsgid "Vinnova betalar."\nmsgstr "Vinnova pays."\n{_NAME}',
        ),
        (f'Vi har två testbäddar.\n{_ENGLISH}"We have two sandpits."\n{_TERMS}',),
        _term,
    ),
    Rule(
        "translation-inconsistent",
        "Repeated",
        "review",
        ("ISO 17100:2015, 5.3.1",),
        "The same text in the same role (a title, a link, a caption …) is translated in two ways. Readers wonder whether two things are meant. "
        "Where the difference is right, flag the message `ignore-inconsistent`.",
        (
            'msgid "Läs mer"\nmsgstr "Read more"\n%%% en\nmsgid "Läs mer"\nmsgstr "Read more"\n',
            'msgid "Läs mer"\nmsgstr "Read more"\n%%% en\n#, ignore-inconsistent\nmsgid "Läs mer"\nmsgstr "More"\n',
            'msgctxt "title"\nmsgid "Kontakt"\nmsgstr "Contact us"\n%%% en\nmsgid "Kontakt"\nmsgstr "Contact"\n',
        ),
        ('msgid "Läs mer"\nmsgstr "Read more"\n%%% en\nmsgid "Läs mer"\nmsgstr "Learn more"\n',),
        _inconsistent,
    ),
    Rule(
        "terms-invalid",
        "Terms",
        "error",
        ("TOML 1.0.0",),
        "An entry of the termbase (`source/terms.toml`), or a line of one, cannot be used. The others count. Correct the line.",
        (
            '[[term]]\nterm = "testbädd"\nen = "test bed"\nforbidden = ["testbed"]\n',
            '[[term]]\nterm = "Förenta nationerna"\nen = "United Nations"\nabbreviation = { sv = "FN", en = "UN" }\n',
        ),
        (
            '[[term]]\nterm = "testbädd\n',
            '[[term]]\nen = "test bed"\n',
            '[[term]]\nterm = "testbädd"\nforbiden = ["testbed"]\n',
            '[[term]]\nterm = "testbädd"\n\n[[term]]\nterm = "testbädd"\n',
        ),
        _invalid,
    ),
)
