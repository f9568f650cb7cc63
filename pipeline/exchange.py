"""Terms ↔ files that terminologists and spreadsheets read: TBX and CSV. The one door to defusedxml.

TBX is ISO 30042:2019 in the dialect TBX-Basic and the style DCA (data categories as attributes), which most programs write. Read are
also the style DCT and the elements of the edition of 2008. What TBX-Basic has no category for stands in notes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET  # Builds; what is read goes through defusedxml.

from pipeline.errors import SourceError
from pipeline.model import Location
from pipeline.terms import KEYS, Term, Termbase, alike, entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".tbx", ".csv")
"""How the names of files end that can be read and written."""
_FIELDS = tuple(key for key in KEYS if key != "term")
_TRUE, _FALSE = frozenset({"true", "1", "x", "yes", "ja"}), frozenset({"false", "0", "", "no", "nej"})
_FORMULA = re.compile(r"'*[=+\-@]")
"""What a spreadsheet takes for a formula (OWASP, CSV Injection), or for one that has been made harmless."""
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOTE = "terms.toml: "
"""What begins a note that holds a key of the termbase."""
_STATUS = "administrativeStatus"
_SHORT = frozenset({"abbreviation", "acronym", "initialism", "shortForm"})
_AVOIDED = ("deprecated", "superseded")
_Values = dict[str, Any]


def export(terms: Termbase, suffix: str, title: str) -> bytes:
    """The file of `terms` in the format of `suffix`, one of `SUFFIXES`; `title` is the name of the site."""
    return _csv(terms) if suffix == ".csv" else _tbx(terms, title)


def read(data: bytes, suffix: str, path: str, language: str, languages: Sequence[str] = ()) -> tuple[Term, ...]:
    """The terms in `data`, the content of the file `path`, that are in `language`, each once.

    A translation in a regional variety of one of `languages` is taken for that. Raises `SourceError` with the place.
    """
    found = _from_csv(data, path, language) if suffix == ".csv" else _from_tbx(data, path, language, languages)
    terms: dict[str, Term] = {}
    for values, place in found:
        term, findings = entry(values, place, language)
        for finding in findings:
            raise SourceError(finding.template, finding.location, finding.values)
        assert term is not None  # Or there were findings.
        terms.setdefault(term.term, term)
    if not terms:
        raise SourceError("there is no term in “{language}” in this file.", Location(path), (("language", language),))
    return tuple(terms.values())


# --- CSV: a line a term, a column a key ------------------------------------------------------------


def _csv(terms: Termbase) -> bytes:
    """With a byte-order mark, by which spreadsheets know UTF-8. Several forms in one cell stand on lines of their own."""
    tags = dict.fromkeys(tag for term in terms for tag in term.translations)
    short = dict.fromkeys(tag for term in terms for tag in term.abbreviations)
    pieces: list[str] = []
    writer = csv.writer(SimpleNamespace(write=pieces.append), lineterminator="\n")
    writer.writerow(["term", *tags, *_FIELDS, *(f"abbreviation:{tag}" for tag in short)])
    for term in terms:
        cells = [term.term, *(term.translations.get(tag, "") for tag in tags), term.definition, term.abbreviation]
        cells += ["\n".join(term.forbidden), term.language, "true" if term.same else "", term.plain]
        cells += [term.abbreviations.get(tag, "") for tag in short]
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return "".join(pieces).encode("utf-8-sig")


def _from_csv(data: bytes, path: str, language: str) -> Iterator[tuple[_Values, Location]]:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise SourceError("the file is not UTF-8. Save it as “CSV UTF-8”.", Location(path)) from None
    first = text.partition("\n")[0]
    rows = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        names = [name.strip() for name in next(rows)]
        if "term" not in names:
            raise SourceError("the first line names the columns, and one of them has to be “term”.", Location(path, 1))
        for row in rows:
            cells = [cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell for cell in row]
            if any(cell.strip() for cell in cells):
                yield _row(dict(zip(names, cells, strict=False)), language), Location(path, rows.line_num)
    except csv.Error as error:
        place, reason = Location(path, rows.line_num), (("reason", str(error)),)
        raise SourceError("this line is not CSV: {reason}.", place, reason) from None


def _row(cells: Mapping[str, str], language: str) -> _Values:
    """The values of a row, as the termbase would have them. Empty cells say nothing."""
    values: _Values = {"term": cells["term"]}
    short: dict[str, str] = {}
    for name, cell in cells.items():
        key, _, tag = name.partition(":")
        if not cell.strip() or not name:
            continue
        if key == "abbreviation" and tag:
            short[tag] = cell
        elif key == "forbidden":
            values[key] = cell.split("\n")
        elif key == "same":
            word = cell.strip().casefold()
            values[key] = True if word in _TRUE else False if word in _FALSE else cell
        else:
            values[key] = cell
    return _with(values, short, language)


def _with(values: _Values, short: Mapping[str, str], language: str) -> _Values:
    """`values` with the abbreviations of other languages beside that of the source `language`."""
    if short:
        own = values.get("abbreviation")
        values["abbreviation"] = {**({language: own} if own else {}), **short}
    return values


# --- TBX: an element a concept, in it one a language, in it one a term -----------------------------


def _tbx(terms: Termbase, title: str) -> bytes:
    root = ET.Element("tbx", {"style": "dca", "type": "TBX-Basic", "xml:lang": terms.language, "xmlns": _NAMESPACE})
    source = _below(_below(_below(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _below(source, "p", title)
    body = _below(_below(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        concept = _below(body, "conceptEntry", id=f"c{number}")
        facts = (("lang", term.language), ("same", "true" if term.same else ""), ("plain", term.plain))
        for key, value in facts:
            if value:
                _below(concept, "note", f"{_NOTE}{key} = {value}")
        section = _section(concept, terms.language)
        if term.definition:
            _below(section, "descrip", term.definition, type="definition")
        _term(section, term.term, (_STATUS, "preferredTerm-admn-sts"))
        if term.abbreviation:
            _term(section, term.abbreviation, ("termType", "abbreviation"))
        for form in term.forbidden:
            _term(section, form, (_STATUS, "deprecatedTerm-admn-sts"))
        for tag in dict.fromkeys([*term.translations, *term.abbreviations]):
            section = _section(concept, tag)
            if tag in term.translations:
                _term(section, term.translations[tag], (_STATUS, "preferredTerm-admn-sts"))
            if tag in term.abbreviations:
                _term(section, term.abbreviations[tag], ("termType", "abbreviation"))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _below(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _section(concept: Element, tag: str) -> Element:
    return ET.SubElement(concept, "langSec", {"xml:lang": tag})


def _term(section: Element, text: str, note: tuple[str, str]) -> None:
    holder = _below(section, "termSec")
    _below(holder, "term", text)
    _below(holder, "termNote", note[1], type=note[0])


def _from_tbx(data: bytes, path: str, language: str, languages: Sequence[str]) -> Iterator[tuple[_Values, Location]]:
    from defusedxml import ElementTree as Safe  # Imported where it is used.

    try:
        root = Safe.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:  # Refused entities are a ValueError.
        line, column = getattr(error, "position", (0, -1))
        template = "this is not XML that can be read: {reason}."
        reason = "entities are refused" if type(error).__module__.startswith("defusedxml") else str(error)
        raise SourceError(template, Location(path, line, column + 1), (("reason", reason),)) from None
    for concept in _named(root, "conceptEntry", "termEntry"):
        values = _concept(concept, language, languages)
        if values:
            yield values, Location(path)


def _concept(concept: Element, language: str, languages: Sequence[str]) -> _Values:
    """The values of a concept; none where it has no term in `language`."""
    values: _Values = {}
    short: dict[str, str] = {}
    sections = [
        (section.get(_LANGUAGE, "").replace("_", "-"), section) for section in _named(concept, "langSec", "langSet")
    ]
    tags = {tag for tag, _ in sections}
    for tag, section in sections:
        own = alike(tag, language)
        full, abbreviation, avoided = _terms(section, only_short=own)
        if own and full and "term" not in values:
            values["term"] = full
            values["forbidden"] = avoided
            values["definition"] = _category(section, "definition")
            if abbreviation:
                values["abbreviation"] = abbreviation
        elif not own:
            near = (site for site in languages if alike(site, tag) and site not in tags)
            name = tag if tag in languages else next(near, tag)
            if full:
                values.setdefault(name, full)
            if abbreviation:
                short.setdefault(name, abbreviation)
    if "term" not in values:
        return {}
    values["definition"] = values["definition"] or _category(concept, "definition")
    for note in _named(concept, "note"):
        key, _, value = _words(note).removeprefix(_NOTE).partition(" = ")
        if _words(note).startswith(_NOTE):
            values[key] = True if (key, value) == ("same", "true") else value
    return _with(values, short, language)


def _terms(section: Element, *, only_short: bool) -> tuple[str, str, list[str]]:
    """The term of a language, its abbreviation, the forms to avoid. With `only_short` an abbreviation alone is the term."""
    good: list[str] = []
    preferred: list[str] = []
    short: list[str] = []
    avoided: list[str] = []
    for holder in _named(section, "termSec", "tig", "ntig"):
        text = " ".join(map(_words, _named(holder, "term")))
        status = _category(holder, _STATUS)
        if not text:
            continue
        if status.startswith(_AVOIDED):
            avoided.append(text)
        elif _category(holder, "termType") in _SHORT:
            short.append(text)
        else:
            good.append(text)
            preferred += [text] if status.startswith("preferred") else []
    full = next(iter(preferred + good), "")
    if not full and only_short and short:
        full = short.pop(0)
    return full, next(iter(short), ""), avoided


def _named(parent: Element, *names: str) -> Iterator[Element]:
    """The elements below `parent` with one of the local names, whatever their namespace."""
    return (child for child in parent.iter() if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in names)


def _category(parent: Element, name: str) -> str:
    """The value of a data category in `parent`: `<x type="name">`, or `<name>`; empty without one."""
    for child in parent.iter():
        if child.get("type") == name or (isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name):
            return _words(child)
    return ""


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
