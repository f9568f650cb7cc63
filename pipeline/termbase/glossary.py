"""The glossary: the definitions of the termbase as a document of their own, and the list that a page shows.

As a document they are extracted, localised and checked like any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.language.locale import language_name
from pipeline.language.tags import direction
from pipeline.markdown import parse_inline
from pipeline.model import Document, Run, Segment
from pipeline.parsing.parts import has_words
from pipeline.parsing.slug import slug, unique
from pipeline.termbase.alphabet import letter, sort_key
from pipeline.termbase.marking import Marker, marked
from pipeline.terms import FILE, Term, Termbase, alike, initial
from pipeline.web.html import Body, press
from pipeline.web.view import GlossaryEntry, GlossaryGroup, GlossaryName, Text


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the terms of a site mean, in one language."""

    terms: Termbase = field(default_factory=Termbase)
    """The terms."""
    definitions: Mapping[str, Body] = field(default_factory=dict)
    """Each definition, printed, by its msgid."""


def document(terms: Termbase) -> Document:
    """The definitions as one document, a run for each term that has one, in the order of the file."""
    segments: list[Segment] = []
    for term in terms:
        content = parse_inline(term.definition)
        if has_words(content):
            comment = f"of “{term.term}”"
            segments.append(Segment("definition", term.definition, "definition", *term.place, content, comment))
    parts = tuple(Run(number, "", "", segment.inline) for number, segment in enumerate(segments))
    return Document(FILE, terms.language, {}, tuple(segments), parts)


def bodies(localised: Document, marker: Marker) -> dict[str, Body]:
    """The definitions of a localised `document`, printed, by the msgid of each."""
    segments = localised.segments
    return {
        segments[run.segment].id: press(marked(localised, marker, [run]))
        for run in localised.runs
        if run.segment is not None
    }


def groups(
    terms: Termbase, definitions: Mapping[str, Markup], languages: Sequence[str], language: str
) -> tuple[GlossaryGroup, ...]:
    """The terms that have one of `definitions`, letter by letter in the alphabet of `language`.

    `definitions` has the HTML by msgid. `languages` are those of the site; a term is shown in those where it is another word.
    """
    taken: dict[str, int] = {}
    entries: list[tuple[str, GlossaryEntry]] = []
    for term in terms:
        if term.definition in definitions:
            name = _name(terms, term, language)
            found = GlossaryEntry(
                unique(f"term-{slug(term.term)}", taken),
                name,
                terms.abbreviation(term, language),
                definitions[term.definition],
                tuple(_others(terms, term, [tag for tag in languages if not alike(tag, language)], language)),
            )
            entries.append((name.value, found))
    entries.sort(key=lambda pair: sort_key(pair[0], language))
    letters: dict[str, list[GlossaryEntry]] = {}
    for word, entry in entries:
        letters.setdefault(letter(word, language), []).append(entry)
    return tuple(GlossaryGroup(name, f"letter-{name[0].lower()}", tuple(group)) for name, group in letters.items())


def _name(terms: Termbase, term: Term, language: str) -> Text:
    """The term as it is called in `language`, else in the source language; marked where it is foreign there."""
    name = terms.name(term, language)
    spoken = language if name else terms.language
    if term.language and name in ("", term.term):
        spoken = term.language
    return Text(name or term.term) if alike(spoken, language) else Text(name or term.term, spoken, direction(spoken))


def _others(terms: Termbase, term: Term, languages: Sequence[str], language: str) -> Iterator[GlossaryName]:
    """The term in other languages, where it is another word there."""
    shown = _name(terms, term, language).value
    for tag in languages:
        word = _name(terms, term, tag)
        if terms.name(term, tag) and word.value.casefold() != shown.casefold():
            spoken = word.language or tag
            yield GlossaryName(initial(language_name(tag, language)), Text(word.value, spoken, direction(spoken)))
