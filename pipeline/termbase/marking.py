"""What the termbase adds to a page: `<abbr title>` at the first use of an abbreviation, `lang` on foreign names.

Works on parts that are parsed and localised, whatever language they are in, so that the same text gets the same marks. A
text in which nothing matches is not looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, cast

from pipeline.model import Document, InlinePart, Link, Part, Run
from pipeline.parsing.elements import VOID
from pipeline.parsing.parts import joined
from pipeline.parsing.sanitise import escape
from pipeline.patterns import expression
from pipeline.readability import PROSE_ROLES
from pipeline.terms import Term, Termbase, alike, initial
from pipeline.web.html import marks

_TAG = expression(r"""(<(?:[^<>"]|"[^"]*")*>)""")
_ELEMENT = expression(r"</?([a-z][a-z0-9]*)")
_QUIET = frozenset({"code", "kbd", "samp", "var", "pre", "abbr", "dfn", "time", "data", "cite"})
"""Elements in which nothing is marked."""
_NOWHERE: frozenset[str] = frozenset()


class _Form(NamedTuple):
    """What a form of a word becomes."""

    before: str
    """Tag before it."""
    after: str
    """Tag after it."""
    abbreviation: str
    """The abbreviation; empty for a foreign name."""
    name: str
    """What an abbreviation stands for, as HTML, case folded."""


class _Table(NamedTuple):
    """What is marked in texts of one language."""

    forms: Mapping[str, _Form]
    """By the words as they stand in HTML."""
    pattern: re.Pattern[str] | None
    """Finds the forms, the longest first; None where there are none."""


class Marker:
    """What a termbase marks, by language. Built once for a site."""

    def __init__(self, terms: Termbase) -> None:
        self._terms = terms
        self._tables: dict[str, _Table] = {}

    def table(self, language: str) -> _Table:
        """What is marked in texts in `language`."""
        if language not in self._tables:
            self._tables[language] = _table(self._terms, language)
        return self._tables[language]

    @cached_property
    def is_empty(self) -> bool:
        """Whether there is nothing to mark in any language."""
        return not any(term.abbreviation or term.abbreviations or term.language for term in self._terms)


def _table(terms: Termbase, language: str) -> _Table:
    forms: dict[str, _Form] = {}
    ambiguous: set[str] = set()
    for term in terms:
        short, name = terms.abbreviation(term, language), terms.name(term, language)
        if short:
            form = _abbreviation(terms, term, short, name, language)
            ambiguous |= {form.abbreviation} & set(forms)  # One that stands for two things explains neither.
            forms[form.abbreviation] = form
        # A name that this language has a word of its own for is foreign in it only as that word.
        if term.language and not alike(term.language, language) and name in ("", term.term):
            form = _Form(f"<span{marks(term.language)}>", "</span>", "", "")
            for words in (term.term, initial(term.term)):
                forms.setdefault(escape(words), form)
    found = sorted(set(forms) - ambiguous, key=len, reverse=True)
    pattern = re.compile("(?:" + "|".join(map(re.escape, found)) + r")(?!\w)") if found else None
    return _Table(forms, pattern)


def _abbreviation(terms: Termbase, term: Term, short: str, name: str, language: str) -> _Form:
    spoken = language if name else terms.language
    if term.language and name in ("", term.term):
        spoken = term.language
    title = name or term.term
    marked = "" if alike(spoken, language) else marks(spoken)
    return _Form(f'<abbr title="{escape(title)}"{marked}>', "</abbr>", escape(short), escape(title).casefold())


def marked(document: Document, marker: Marker, parts: Iterable[Part] | None = None) -> tuple[Part, ...]:
    """The parts of `document`, or those of `parts`, with the marks."""
    parts = document.parts if parts is None else tuple(parts)
    if marker.is_empty:
        return tuple(parts)
    return _Page(document, marker).marked(parts)


class _Page:
    """Marks the parts of one page; knows which abbreviations it has met."""

    def __init__(self, document: Document, marker: Marker) -> None:
        self._document = document
        self._marker = marker
        self._own = marker.table(document.language)
        self._known: set[str] = set()
        """The abbreviations that the page has explained."""

    def marked(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        out: list[Part] = []
        raw = _Elements()
        own = self._own.pattern
        for part in parts:
            if isinstance(part, Run):
                pattern = self._marker.table(part.language).pattern if part.language else own
                if pattern is not None and _mentions(part.inline.parts, pattern):
                    part = self._run(part, raw)  # noqa: PLW2901 - most stay as they are
            elif isinstance(part, str) and (raw.open or "lang=" in part):
                raw.read(part)
            out.append(part)
        return tuple(out)

    def _run(self, run: Run, raw: _Elements) -> Run:
        table = self._marker.table(run.language) if run.language else self._own
        role = "" if run.segment is None else self._document.segments[run.segment].role
        if role == "html" or raw.foreign or " lang=" in run.attributes:
            return run  # Where raw HTML stands, only its page knows.
        prose = role in PROSE_ROLES and not run.tag.startswith("h")
        text = _Text(table, self._known, prose=prose)
        inner = cast("tuple[InlinePart, ...]", joined(list(text.parts(run.inline.parts))))
        return run._replace(inline=run.inline._replace(parts=inner))


def _mentions(parts: tuple[InlinePart, ...], pattern: re.Pattern[str]) -> bool:
    """Whether something in `parts` may have to be marked."""
    for part in parts:
        if isinstance(part, str):
            if pattern.search(part):
                return True
        elif isinstance(part, Link) and _mentions(part.parts, pattern):
            return True
    return False


class _Elements:
    """Which elements are open in HTML that comes in pieces."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        """Name of each, and whether it says which language it is in."""

    @property
    def foreign(self) -> bool:
        """Whether the place is inside an element that says which language it is in."""
        return any(said for _, said in self.open)

    @property
    def quiet(self) -> bool:
        """Whether it is inside one whose words are no running text."""
        return any(name in _QUIET for name, _ in self.open)

    def read(self, html: str) -> None:
        """Go past `html`."""
        for tag in _TAG.findall(html):
            self.pass_by(tag)

    def pass_by(self, tag: str) -> None:
        """Go past one tag."""
        found = _ELEMENT.match(tag)
        if found is None or found[1] in VOID:
            return
        if not tag.startswith("</"):
            self.open.append((found[1], " lang=" in tag))
        elif any(name == found[1] for name, _ in self.open):
            while self.open.pop()[0] != found[1]:
                pass


class _Text:
    """Marks one run."""

    def __init__(self, table: _Table, known: set[str], *, prose: bool) -> None:
        self._table = table
        self._known = known
        self._prose = prose
        self._elements = _Elements()

    def parts(self, parts: Iterable[InlinePart], *, link: bool = False) -> Iterator[InlinePart]:
        for part in parts:
            if isinstance(part, Link):
                inner = part.parts if " lang=" in part.attributes else tuple(self.parts(part.parts, link=True))
                yield part._replace(parts=joined(list(inner)))
            elif isinstance(part, str):
                yield self._string(part, link=link)
            else:
                yield part

    def _string(self, html: str, *, link: bool) -> str:
        pieces = [*_TAG.split(html), "", ""]
        for number, piece in enumerate(pieces[:-2]):
            if number % 2:
                self._elements.pass_by(piece)
            elif piece:
                pieces[number] = self._piece(piece, pieces[number + 2], link=link)
        return "".join(pieces)

    def _piece(self, text: str, after: str, *, link: bool) -> str:
        """A text without tags, marked; `after` is the text that follows its next tag."""
        pattern = self._table.pattern
        assert pattern is not None
        silent = self._elements.foreign or self._elements.quiet
        out: list[str] = []
        end = start = 0
        while match := pattern.search(text, start):
            start = match.start() + 1
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "-_&‑"):
                continue
            form = self._table.forms[match[0]]
            start = match.end()
            if form.abbreviation:
                explained = _explained(text, match, after, form.name)
                if explained or form.abbreviation in self._known or silent or link or not self._prose:
                    self._known |= {form.abbreviation} if explained else _NOWHERE
                    continue
                self._known.add(form.abbreviation)
            elif silent:
                continue
            out += [text[end : match.start()], form.before, match[0], form.after]
            end = match.end()
        return "".join([*out, text[end:]])


def _explained(text: str, match: re.Match[str], after: str, name: str) -> bool:
    """Whether the text itself says what an abbreviation stands for: `Europeiska unionen (EU)`, `EU (Europeiska unionen)`."""
    start, end = match.span()
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    if not text.startswith(" (", end):
        return False
    following = text[end + 2 : end + 2 + len(name)] + (after if len(text) <= end + 2 else "")[: len(name)]
    return following.casefold().startswith(name)
