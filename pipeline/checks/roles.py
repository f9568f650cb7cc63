"""Rules about what raw HTML says of itself to who listens: roles that need others around them, names, and what names are taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import where
from pipeline.language.excerpt import excerpt
from pipeline.model import Document, Image, Link, Location, Part, Run
from pipeline.parsing.elements import TAG, VOID
from pipeline.patterns import expression
from pipeline.web.anchors import anchors
from pipeline.web.html import press

_WITHIN = {
    "listitem": ("list",),
    "row": ("table", "rowgroup"),
    "rowgroup": ("table",),
    "cell": ("row",),
    "columnheader": ("row",),
    "rowheader": ("row",),
}
"""Roles that mean nothing outside of others (WAI-ARIA 1.2, 5.2.7, less those that need a script)."""
_HOLDS = {"list": ("listitem",), "table": ("row",), "row": ("cell", "columnheader", "rowheader")}
"""Roles that mean nothing without others in them (5.2.6)."""
_NATIVE = {
    "ul": "list",
    "ol": "list",
    "menu": "list",
    "li": "listitem",
    "table": "table",
    "tbody": "rowgroup",
    "thead": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th": "columnheader",
}
_BARE = frozenset({"div", "span", "p", "b", "i", "strong", "em", "small"})
"""Elements that who listens hears nothing of, so that what is around them is around what they hold."""
_ROLE = expression(r'\srole="([^"]*)"')
_REFERENCE = expression(r'\saria-(labelledby|describedby)="([^"]*)"')
_LABEL = expression(r'\saria-label="([^"]*)"')
_HIDDEN = (' aria-hidden="true"', " hidden=")
_UNNAMED = frozenset(
    "abbr b bdi bdo br cite code data del dfn div em i ins kbd mark p q s samp small span strong sub sup time u var".split()
)
"""Elements without a role, or with one that has no name (WAI-ARIA 1.2, 5.2.8.6): what they are called need not be heard."""


class _Element(NamedTuple):
    """An element while it is open."""

    name: str
    role: str
    """That it says, else its own, else empty."""
    said: bool
    """Whether it says one."""
    hidden: bool
    place: Location
    held: set[str]
    """Roles in it that nothing else holds."""


class _Tag(NamedTuple):
    opening: bool
    name: str
    attributes: str
    place: Location


def _tags(document: Document, *, literal: bool = True) -> Iterator[_Tag]:
    """Every tag on a page, those in texts too, each with the place of the text that it stands in or before; without `literal` those alone."""
    waiting: list[_Tag] = []
    for part in document.parts:
        if not literal and isinstance(part, str):
            continue
        waiting += (_Tag(*tag, Location(document.path)) for tag in _of(part))
        here = where(part, document)
        if here is not None:
            yield from (tag._replace(place=here) for tag in waiting)
            waiting = []
    yield from waiting


def _of(part: Part) -> Iterator[tuple[bool, str, str]]:
    if isinstance(part, str):
        yield from ((not tag[1], tag[2], tag[3]) for tag in TAG.finditer(part))
    elif isinstance(part, Run):
        yield from _around(part.tag, part.attributes, part.inline.parts)
    elif isinstance(part, Link):
        yield from _around("a", part.attributes, part.parts)
    elif isinstance(part, Image):
        yield True, "img", part.attributes


def _around(name: str, attributes: str, parts: Iterable[Part]) -> Iterator[tuple[bool, str, str]]:
    if name:
        yield True, name, attributes
    for part in parts:
        yield from _of(part)
    if name:
        yield False, name, ""


# --- roles ---------------------------------------------------------------------------------------------


def _misplaced(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or ' role="' not in scope.subjects.markup:
        return
    if not any(f'"{role}"' in scope.subjects.markup for role in (*_WITHIN, *_HOLDS)):
        return
    opened: list[_Element] = []
    for tag in _tags(document):
        if not tag.opening:
            while opened:
                element = opened.pop()
                yield from _held(element, opened)
                if element.name == tag.name:
                    break
        elif tag.name not in VOID:
            said = _ROLE.search(tag.attributes)
            role = said[1] if said else _NATIVE.get(tag.name, "")
            hidden = any(map(tag.attributes.__contains__, _HIDDEN)) or bool(opened and opened[-1].hidden)
            if said and not hidden and role in _WITHIN and _context(opened) not in _WITHIN[role]:
                template = "{role} has to stand in {around}, or nobody hears what it is. Put it there, or take the role away; Markdown writes lists and tables that are whole."
                wanted = f'role="{_WITHIN[role][0]}"'
                yield Note(tag.place, template, (("role", f'role="{role}"'), ("around", wanted)))
            opened.append(_Element(tag.name, role, said is not None, hidden, tag.place, set()))
    for element in reversed(opened):
        yield from _held(element, [])


def _context(opened: list[_Element]) -> str:
    """The role of what is around, for who listens."""
    around = (e for e in reversed(opened) if e.role not in ("presentation", "none", "") or e.name not in _BARE)
    return next((element.role for element in around), "")


def _held(element: _Element, around: list[_Element]) -> Iterator[Note]:
    """What is wrong with an element that ends: that it holds nothing of what its role says."""
    if around:
        is_bare = not element.role or element.role in ("presentation", "none", "rowgroup", "group")
        around[-1].held.update(element.held if is_bare else {element.role})
    if (
        element.said
        and not element.hidden
        and element.held.isdisjoint(wanted := _HOLDS.get(element.role, ()))
        and wanted
    ):
        template = "{role} holds no {item}, so who listens hears of a list or a table that is not there. Write it in Markdown, or take the role away."
        values = (("role", f'role="{element.role}"'), ("item", f'role="{wanted[0]}"'))
        yield Note(element.place, template, values)


# --- names ---------------------------------------------------------------------------------------------


def _has_any(document: Document, scope: Scope, attributes: Iterable[str]) -> bool:
    """Whether somebody has written one of `attributes`. Quick: tables in Markdown have some that the site writes."""
    markup = scope.subjects.markup
    literal = (
        () if document.has_raw else [part for part in document.parts if isinstance(part, str) and " aria-" in part]
    )
    return any(a in markup and markup.count(a) > sum(part.count(a) for part in literal) for a in attributes)


def _unheard(document: Document, scope: Scope) -> Iterator[Note]:
    """Names of elements that have none: `aria-label` on a `<span>`."""
    if scope.translated or not _has_any(document, scope, (" aria-label=", " aria-labelledby=")):
        return
    for tag in _tags(document, literal=document.has_raw):
        if not tag.opening or tag.name not in _UNNAMED or _ROLE.search(tag.attributes):
            continue
        label = _LABEL.search(tag.attributes)
        if any(map(tag.attributes.__contains__, _HIDDEN)):
            continue
        if " aria-labelledby=" in tag.attributes:
            template = "The name that aria-labelledby gives this <{element}> need not be heard: it is nothing that has a name. Take the attribute away."
            yield Note(tag.place, template, (("element", tag.name),))
        elif label:
            template = "“{name}” need not be heard: <{element}> has no name. Write it in the text, or explain an abbreviation with {mark}."
            values = (("name", excerpt(unescape(label[1]), 60)), ("element", tag.name), ("mark", '<abbr title="…">'))
            yield Note(tag.place, template, values)


def _leads_nowhere(document: Document, scope: Scope) -> Iterator[Note]:
    """What a name or a description is to be taken from, and is not there.

    Nothing is said of the name of a link or a picture that leads nowhere: their words are heard in its place, and other rules ask for these.
    """
    if scope.translated or not _has_any(document, scope, (" aria-labelledby=", " aria-describedby=")):
        return
    known: frozenset[str] | None = None
    # Without raw HTML only tables have any in their markup, and those the site has written itself.
    for tag in _tags(document, literal=document.has_raw):
        for attribute, ids in _REFERENCE.findall(tag.attributes):
            known = known if known is not None else frozenset(anchors(press(document.parts)).split())
            named = unescape(ids).split()
            if (
                known.isdisjoint(named)
                and attribute == "labelledby"
                and (tag.name in ("a", "img") or 'role="img"' in tag.attributes)
            ):
                continue
            for id in (id for id in named if id not in known):
                template = "{attribute} names “{id}”, and nothing on the page is called so: nothing is heard of it. Correct the id, or take it away."
                yield Note(tag.place, template, (("attribute", f"aria-{attribute}"), ("id", id)))


RULES = (
    Rule(
        "role-misplaced",
        "Document",
        "error",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "WAI-ARIA 1.2, 5.2.6–5.2.7"),
        "A role such as `listitem` or `cell` says that something belongs to a list or a table. Without one around it, or without any in it, who listens hears nothing of it, or of a list that is not there. "
        "Lists and tables in Markdown are whole, and need no role.",
        (
            '<div role="list"><div><div role="listitem">Ett</div></div><div role="listitem">Två</div></div>',
            '<div role="table"><div role="rowgroup"><div role="row"><span role="cell">Ett</span></div></div></div>',
            '<div role="listitem" aria-hidden="true">•</div>\n<p>Ett</p>',
            "- ett\n- två",
        ),
        (
            '<div role="listitem">Ett</div>',
            '<div role="list"><span>Ett</span></div>',
            'Det kostar <span role="cell">40 kronor</span>.',
            '<div role="list"><article><div role="listitem">Ett</div></article></div>',
            '<div role="list"><div role="group"><div role="listitem">Ett</div></div></div>',
            '<div role="rowgroup"><div role="row"><span role="cell">Ett</span></div></div>',
        ),
        _misplaced,
    ),
    Rule(
        "name-unheard",
        "Document",
        "warning",
        ("WCAG 2.2, 4.1.2 Name, Role, Value", "WAI-ARIA 1.2, 5.2.8.6 Roles which cannot be named"),
        "`aria-label` names what can be used or called something: a link, a picture. On a word in a text some screen readers say it, some say the word, and some both. Write in the text what everybody is to hear.",
        (
            'Det kostar <span role="img" aria-label="fyrtio kronor">40:-</span>.',
            '<a href="sida.md" aria-label="Taxan för barn">Taxan</a>',
            'Fråga <abbr title="Inspektionen för vård och omsorg">IVO</abbr> om vården.',
        ),
        (
            'Det kostar <span aria-label="fyrtio kronor">40 kr</span>.',
            '<p>Det kostar <strong aria-label="fyrtio kronor">40 kr</strong>.</p>',
        ),
        _unheard,
    ),
    Rule(
        "aria-reference-broken",
        "Document",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "WAI-ARIA 1.2, 6.6 aria-describedby and aria-labelledby"),
        "`aria-labelledby` and `aria-describedby` take words from elsewhere on the page, by the ids of what holds them. Where there is no such id, nothing is heard.",
        (
            '<p id="om">Gäller 2027.</p>\n<p><a href="sida.md" aria-describedby="om">Taxan</a></p>',
            '## Taxan\n\n<a href="sida.md" aria-describedby="taxan">Läs om priser</a>',
        ),
        (
            '<a href="sida.md" aria-describedby="borta">Taxan</a>',
            '<ul aria-labelledby="borta"><li>Ett</li><li>Två</li></ul>',
        ),
        _leads_nowhere,
    ),
)
