"""The termbase, `source/terms.toml`: one spelling, one explanation and one translation for each term of a site."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.model import Catalogue

FILE = "terms.toml"
"""Name of the file in the source folder."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the site."""

    term: str
    """The term in the source language, as it stands in a sentence."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """The term by language (BCP 47 tag)."""
    definition: str = ""
    """What it means, in the source language; a message of the site's own catalogue."""
    abbreviation: str = ""
    """Its abbreviation."""
    forbidden: tuple[str, ...] = ()
    """Forms that the site does not use."""
    language: str = ""
    """BCP 47 tag where the term is a foreign name."""
    same: bool = False
    """Whether it is written alike in all languages on purpose."""
    plain: str = ""
    """The plain word to write instead, where the term is one to avoid."""


@dataclass(frozen=True, slots=True)
class Termbase:
    """The terms of a site, in the order of the file."""

    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def is_same(self, text: str) -> bool:
        """Whether `text` is, as a whole, a term that is written alike in all languages."""
        return any(text in (term.term, term.abbreviation) for term in self.terms if term.same)


def with_same_names(catalogue: Catalogue, terms: Termbase) -> Catalogue:
    """`catalogue` with the names that are written alike in all languages translated by themselves: they are done."""
    empty = [m for m in catalogue if m.strings == ("",) and not (m.flags and m.fuzzy) and not m.obsolete]
    same = {m for m in empty if terms.is_same(m.id)}
    if not same:
        return catalogue
    return replace(catalogue, messages=tuple(m._replace(strings=(m.id,)) if m in same else m for m in catalogue))


def parse(text: str) -> Termbase:
    """The termbase in `text`. Raises `tomllib.TOMLDecodeError`."""
    terms = []
    for entry in tomllib.loads(text).get("term", []):
        known = {"term", "definition", "abbreviation", "forbidden", "lang", "same", "plain"}
        terms.append(
            Term(
                entry["term"],
                {key: value for key, value in entry.items() if key not in known},
                entry.get("definition", ""),
                entry.get("abbreviation", ""),
                tuple(entry.get("forbidden", ())),
                entry.get("lang", ""),
                entry.get("same", False),
                entry.get("plain", ""),
            )
        )
    return Termbase(tuple(terms))
