"""Rules about what raw HTML puts where HTML has no place for it, or leaves empty: lists, headings, headers of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
from unicodedata import category

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import where
from pipeline.model import HEADINGS, Document, Image, Link, Location, Part, Run
from pipeline.parsing.aria import DECORATIVE
from pipeline.parsing.elements import VOID
from pipeline.parsing.heard import Names, spoken
from pipeline.parsing.parts import is_literal
from pipeline.patterns import expression

_PART, _NEXT = "\ue000", "\ue001"
"""Stand for a text, a link or a picture, and for the end of any other part of a body."""
_PIECE = expression(rf"""<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>|{_PART}|{_NEXT}|[^<{_PART}{_NEXT}]+""")
_ATTRIBUTE = expression(r'\s(id|headers|role|aria-label)="([^"]*)"')
_LISTS = frozenset({"ul", "ol"})
_PAIRS = frozenset({"dt", "dd"})
_SILENT = (' aria-hidden="true"', ' role="presentation"', ' role="none"', " hidden=")


class Step(NamedTuple):
    """A step through a page: a tag, or words."""

    kind: str
    """`open`, `close` or `words`."""
    name: str
    """Name of the element; of words the element that they stand in directly."""
    attributes: str
    """Those of an opening tag."""
    parent: str
    """The element around it, or around that of words; empty for none."""
    place: Location
    """Where an editor finds it, or what comes after it."""


def steps(document: Document) -> Iterator[Step]:
    """The tags and words of a body, in reading order."""
    wheres = _wheres(document)
    opened: list[str] = []
    number = 0
    for piece in _PIECE.finditer("".join(map(_marked, document.parts))):
        where, parent = wheres[min(number, len(wheres) - 1)], opened[-1] if opened else ""
        if piece[0] == _PART:
            yield from _of_part(document.parts[number], opened, where)
            number += 1
        elif piece[2] is None:
            if unescape(piece[0].strip(_NEXT)).strip():
                yield _words(opened, where)
        elif not piece[1]:
            yield Step("open", piece[2], piece[3], parent, where)
            if piece[2] not in VOID:
                opened.append(piece[2])
        elif piece[2] in opened:
            while opened.pop() != piece[2]:
                pass
            yield Step("close", piece[2], "", opened[-1] if opened else "", where)
        number += piece[0].count(_NEXT)


def _marked(part: Part) -> str:
    """`part` as HTML, and what tells that it has ended; what the site writes into a tag is left out."""
    if isinstance(part, str):
        return part.replace(_PART, "").replace(_NEXT, "") + _NEXT
    return _PART if isinstance(part, Run | Link | Image) else _NEXT


def _of_part(part: Part, opened: list[str], where: Location) -> Iterator[Step]:
    parent = opened[-1] if opened else ""
    parts = part.inline.parts if isinstance(part, Run) else (part,)
    if isinstance(part, Run) and part.tag:
        yield Step("open", part.tag, part.attributes, parent, where)
        if spoken(parts):
            yield Step("words", part.tag, "", parent, where)
        yield Step("close", part.tag, "", parent, where)
    elif spoken(parts):
        yield _words(opened, where)


def _words(opened: list[str], where: Location) -> Step:
    return Step("words", opened[-1] if opened else "", "", opened[-2] if len(opened) > 1 else "", where)


def _wheres(document: Document) -> list[Location]:
    """For each part the place of the next text from it on."""
    wheres: list[Location] = []
    here = Location(document.path)
    for part in reversed(document.parts):
        here = where(part, document) or here
        wheres.append(here)
    return wheres[::-1]


def _has_any(document: Document, tags: Iterable[str]) -> bool:
    """Whether one of `tags` stands in the HTML of a page. Quick."""
    return any(tag in part for part in document.parts if isinstance(part, str) for tag in tags)


# --- lists ---------------------------------------------------------------------------------------------


def _lists(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not (document.has_raw and _has_any(document, ("<ul", "<ol", "<dl", "<li", "<dt", "<dd"))):
        return
    yield from _children(document)
    if _has_any(document, ("<dl",)):
        yield from _unpaired(document)


def _unpaired(document: Document) -> Iterator[Note]:
    """Terms without a description, and descriptions without a term, in lists that are right but for that."""
    groups: list[tuple[str, list[tuple[str, Location]]]] = []
    for step in steps(document):
        if step.kind == "open" and (step.name == "dl" or (step.name, step.parent) == ("div", "dl")):
            groups.append((step.name, []))
        elif step.kind == "open" and step.name in _PAIRS and groups:
            groups[-1][1].append((step.name, step.place))
        elif step.kind == "close" and groups and step.name == groups[-1][0]:
            yield from _lone(groups.pop()[1])


def _lone(items: list[tuple[str, Location]]) -> Iterator[Note]:
    """The first item of a list of terms that belongs to no other."""
    before = ""
    for name, place in items:
        if name == "dd" and not before:
            template = "<dd> describes what stands before it, and no <dt> does, so nobody hears what it is about. Write <dt> first."
            yield Note(place, template)
            return
        before = name
    if before == "dt":
        template = "No <dd> stands after the last <dt> of the list, so nobody hears what is said of it. Write it, or a list with <ul>."
        yield Note(items[-1][1], template)


def _children(document: Document) -> Iterator[Note]:
    """What stands in no list and should, and what stands in one and should not."""
    within: list[tuple[str, bool]] = []
    for step in steps(document):
        if step.kind == "close":
            if within and within[-1][0] == step.name:
                within.pop()
            continue
        if step.kind == "open":
            if step.name in (*_LISTS, "dl"):
                found = dict(_ATTRIBUTE.findall(step.attributes))
                within.append((step.name, found.get("role", "list") == "list"))
            wrong = _misplaced(step.name, step.parent)
        else:
            wrong = "text" if step.name in (*_LISTS, "dl") or (step.name, step.parent) == ("div", "dl") else ""
        is_list = not within or within[-1][1]
        if wrong and is_list:
            around = step.name if wrong == "text" and step.name != "div" else step.parent
            if wrong == "item":
                template = "<{element}> stands in no list, so nobody hears that it belongs to one. Write {list} around it, or a list in Markdown."
                values = (("element", step.name), ("list", "<dl>" if step.name in _PAIRS else "<ul>"))
                yield Note(step.place, template, values)
            else:
                template = "In <{list}> stands something that is no item of it, so it is counted and read wrongly. Put it into an item, or outside."
                yield Note(step.place, template, (("list", around),))


def _misplaced(name: str, parent: str) -> str:
    """`item` for an item without a list, `child` for what is no item in one; empty where all is well."""
    if name == "li":
        return "" if parent in (*_LISTS, "menu") else "item"
    if name in _PAIRS:
        return "" if parent in ("dl", "div") else "item"
    if parent in _LISTS or (parent == "dl" and name != "div"):
        return "child"
    return ""


# --- summaries -----------------------------------------------------------------------------------------


class _Details:
    """A `<details>` while it is open."""

    def __init__(self, place: Location) -> None:
        self.place = place
        self.children: list[str] = []
        """The names of the elements in it, and an empty one for words that stand in none."""
        self.summary: Step | None = None
        """The opening tag of its summary."""
        self.hidden = False
        """Whether that stands in something that is hidden from who listens."""
        self.said = False
        """Whether the summary says anything."""


def _summaries(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not (document.has_raw and _has_any(document, ("<details",))):
        return
    names = Names(document)
    opened: list[_Details] = []
    hidden: list[str] = []
    for step in steps(document):
        if step.kind == "open" and (hidden or ' aria-hidden="true"' in step.attributes):
            hidden.append(step.name)
        elif step.kind == "close" and hidden and hidden[-1] == step.name:
            hidden.pop()
        if step.kind == "close" and step.name == "details" and opened:
            yield from _judged(opened.pop(), names)
        elif opened:
            _add(opened[-1], step, heard=not hidden)
        if step.kind == "open" and step.name == "details":
            opened.append(_Details(step.place))


def _add(details: _Details, step: Step, *, heard: bool) -> None:
    """Take in what stands in a `<details>`."""
    if step.kind == "open" and step.parent == "details":
        details.children.append(step.name)
        if step.name == "summary" and details.summary is None:
            details.summary, details.hidden = step, not heard
    elif step.kind == "words" and details.children[-1:] == ["summary"] and step.name != "details":
        details.said |= heard
    elif step.kind == "words" and step.name == "details":
        details.children.append("")


def _judged(details: _Details, names: Names) -> Iterator[Note]:
    """What is wrong with a `<details>` that ends."""
    if details.summary is None:
        template = "This <details> has no <summary>, so browsers write a word of their own, in a language of their own. Write what opens here."
        yield Note(details.place, template)
        return
    if details.hidden:
        template = "This <details> stands in something that is hidden from who listens, and yet the Tab key stops at it. Take {mark} away."
        yield Note(details.summary.place, template, (("mark", "aria-hidden"),))
    elif not (details.said or names.said(details.summary.attributes)):
        template = "This <summary> is empty: nobody can tell what opens here. Write what it is about."
        yield Note(details.summary.place, template)
    if details.children[0] != "summary":
        template = (
            "The <summary> of this <details> does not come first, so it is read after what it opens. Write it first."
        )
        yield Note(details.place, template, severity="warning")


# --- headings ------------------------------------------------------------------------------------------


def _has_signs_alone(run: Run) -> bool:
    text = run.inline.text.strip()
    return bool(text) and is_literal(run.inline.parts) and all(category(s)[0] in "PZ" or s in "*~^`|" for s in text)


def _empty_headings(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated:
        return
    signs = {id(run) for run in document.headings if _has_signs_alone(run)}
    wheres = _wheres(document) if signs else []
    for number, run in enumerate(document.parts if signs else ()):
        if id(run) in signs and isinstance(run, Run):
            text = run.inline.text.strip()
            template = "The heading “{text}” has no word in it: who jumps from heading to heading hears signs, or nothing. Write it, or {line} for a line."
            yield Note(wheres[number], template, (("text", text), ("line", "---")))
    own = any(not run.inline.text.strip() for run in document.headings)
    if not (own or document.has_raw):  # A walk takes 0.2 ms, and hardly a page has one.
        return
    names = Names(document)
    opened: Step | None = None
    for step in steps(document):
        if step.kind == "open" and (step.name in HEADINGS or ' role="heading"' in step.attributes):
            opened = step
        elif step.kind == "words":
            opened = None
        elif step.kind == "close" and opened is not None and opened.name == step.name:
            if not (any(map(opened.attributes.__contains__, _SILENT)) or names.said(opened.attributes)):
                template = "This heading ({element}) is empty: who jumps from heading to heading comes to nothing. Write it, or take it away."
                yield Note(opened.place, template, (("element", opened.name),))
            opened = None


# --- tables --------------------------------------------------------------------------------------------


def _unknown_headers(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not (document.has_raw and _has_any(document, (" headers=",))):
        return
    tables: list[tuple[set[str], list[tuple[str, Location]], bool]] = []
    for step in steps(document):
        found = dict(_ATTRIBUTE.findall(step.attributes))
        if step.kind == "open" and step.name == "table":
            tables.append((set(), [], found.get("role") in DECORATIVE))
        elif step.kind == "open" and step.name in ("td", "th") and tables:
            if step.name == "th" and "id" in found:
                tables[-1][0].add(unescape(found["id"]))
            own = found.get("id")
            asked = unescape(found.get("headers", "")).split()
            tables[-1][1].extend((id if id != own else "", step.place) for id in asked)
        elif step.kind == "close" and step.name == "table" and tables:
            known, asked_for, decorative = tables.pop()
            for id, where in asked_for:
                if not decorative and id not in known:
                    template = "A cell names “{id}” as its header, and the table has no such <th>. Correct the id; a table with one row of headers needs none."
                    yield Note(where, template, (("id", id),))


RULES = (
    Rule(
        "list-item-misplaced",
        "Document",
        "error",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "HTML Living Standard, 4.4.5–4.4.10"),
        "A screen reader says “list, five items” and lets its user jump over them. An item without a list, or something else among the items, breaks that. A list in Markdown is always whole: `- ett`.",
        (
            "<ul><li>Ett<p>Mer</p></li><li>Två</li></ul>",
            "<dl><div><dt>Ett</dt><dd>Två</dd></div></dl>",
            "- ett\n- två\n\n  1. tre",
            "Ett\n: två",
            "<ul>\n\n<li>\n\nEtt\n\n</li>\n\n</ul>",
            "<dl><dt>Ett</dt><dt>Två</dt><dd>Tre</dd><dd>Fyra</dd></dl>",
            "<dl></dl>\n<p>Ett</p>",
        ),
        (
            "<ul><div>Ett</div></ul>",
            "<ul>Ett<li>Två</li></ul>",
            "<div><li>Ett</li></div>",
            "<dl><dt>Ett</dt><dd>Två</dd><p>Tre</p></dl>",
            "<dt>Ett</dt>",
            "<dl><dt>Ett</dt><dd>Två</dd><div>Tre</div></dl>",
            "<dl><dd>Ett</dd><dt>Två</dt><dd>Tre</dd></dl>",
            "<dl><dt>Ett</dt><dd>Två</dd><dt>Tre</dt></dl>",
        ),
        _lists,
    ),
    Rule(
        "summary-missing",
        "Document",
        "error",
        ("WCAG 2.2, 4.1.2 Name, Role, Value", "HTML Living Standard, 4.11.1 The details element"),
        "Who comes to `<details>` hears and sees its `<summary>` alone, and opens the rest if that is what they look for. So it comes first, and says what is there: `<details><summary>Priser för barn</summary> … </details>`.",
        (
            "<details><summary>Priser</summary><p>Barn betalar inget.</p></details>",
            "<details>\n<summary>Priser</summary>\n\nBarn betalar inget.\n\n</details>",
            '<details><summary><img src="bild.jpg" alt="Priser"></summary><p>Barn betalar inget.</p></details>',
            "<details><summary><h2>Priser</h2></summary><p>Barn betalar inget.</p></details>",
            "<summary>Priser</summary>\n<p>Barn betalar inget.</p>",
        ),
        (
            "<details><summary> </summary><p>Barn betalar inget.</p></details>",
            '<details><summary><span aria-hidden="true">Priser</span></summary><p>Barn betalar inget.</p></details>',
            "<details><p>Barn betalar inget.</p></details>",
            "<details><p>Barn betalar inget.</p><summary>Priser</summary></details>",
            '<div aria-hidden="true"><details><summary>Priser</summary><p>Barn betalar inget.</p></details></div>',
        ),
        _summaries,
    ),
    Rule(
        "heading-empty",
        "Document",
        "error",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "WCAG 2.2, 2.4.6 Headings and Labels"),
        "A heading without a word is in the list of headings that a screen reader shows, and says nothing there. What is hidden or decorative is no word; a heading with nothing in it is left out of the page.",
        (
            "## Öppet\n\nVarje dag.",
            "<h2>Öppet</h2>\n<p>Varje dag.</p>",
            '<h2 role="presentation"></h2>\n<p>Varje dag.</p>',
            '<h2><img src="bild.jpg" alt="Öppet"></h2>\n<p>Varje dag.</p>',
            "<h2></h2>\n<p>Varje dag.</p>",
            "<h2>&nbsp;<br></h2>\n<p>Varje dag.</p>",
            '<div role="heading">Öppet</div>\n<p>Varje dag.</p>',
            "## 1\n\nVarje dag.\n\n## 🎉\n\nI dag.",
        ),
        (
            '<div role="heading" aria-level="2"></div>\n<p>Varje dag.</p>',
            "## ...\n\nVarje dag.",
            '<h2><span aria-hidden="true">Öppet</span></h2>\n<p>Varje dag.</p>',
            '<h2><img src="bild.jpg" alt="" role="presentation"></h2>\n<p>Varje dag.</p>',
        ),
        _empty_headings,
    ),
    Rule(
        "table-header-unknown",
        "Document",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "W3C, Failure F90", "W3C, Technique H43"),
        "`headers` says which headers a screen reader says before a cell. An id that is not there, or that of a cell which is no `<th>`, says nothing, and the cell's own column is not said either.",
        (
            '<table><tr><th id="n">Namn</th><th id="o">Ort</th></tr><tr><td headers="n">Ek</td><td headers="o">Lund</td></tr></table>',
            '<table><tr><td headers="o">Ek</td><th id="o">Ort</th></tr></table>',
        ),
        (
            '<table><tr><th id="n">Namn</th></tr><tr><td headers="n o">Ek</td></tr></table>',
            '<table><tr><th>Namn</th></tr><tr><td id="e" headers="e">Ek</td></tr></table>',
            '<table><tr><th>Namn</th></tr><tr><td id="n">Ek</td></tr><tr><td headers="n">Al</td></tr></table>',
        ),
        _unknown_headers,
    ),
)
