"""Terms ↔ files that terminologists and spreadsheets read: TBX and CSV. The one door to defusedxml.

TBX is ISO 30042:2019 in the dialect TBX-Basic and the style DCA (data categories as attributes), which most programs write. Read are
also the style DCT and the elements of the edition of 2008. What TBX-Basic has no category for stands in notes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET  # Builds; what is read goes through defusedxml.

from pipeline.errors import SourceError
from pipeline.model import Finding, Location, Phrase
from pipeline.patterns import expression
from pipeline.termbase.delimited import Table
from pipeline.termbase.termfile import merged
from pipeline.terms import KEYS, Term, Termbase, alike, entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".tbx", ".csv")
"""How the names of files end that can be read and written."""
_FIELDS = tuple(key for key in KEYS if key != "term")
_TRUE, _FALSE = frozenset({"true", "1", "x", "yes", "ja"}), frozenset({"false", "0", "", "no", "nej"})
_FORMULA = expression(r"'*[=+\-@]")
"""What a spreadsheet takes for a formula (OWASP, CSV Injection), or for one that has been made harmless."""
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOTE = "terms.toml: "
"""What begins a note that holds a key of the termbase."""
_STATUS = "administrativeStatus"
_SHORT = frozenset({"abbreviation", "acronym", "initialism", "shortForm"})
_AVOIDED = ("deprecated", "superseded")
_Values = dict[str, Any]


class _Entry(NamedTuple):
    """A term as a file has it."""

    values: _Values
    """By key of the termbase; none where there is no term in it."""
    place: Location
    concept: str = ""
    """What names its place in a file that is not read by lines."""
    omitted: tuple[Phrase, ...] = ()
    """What was left out of it, and why."""


def export(terms: Termbase, suffix: str, title: str) -> bytes:
    """The file of `terms` in the format of `suffix`, one of `SUFFIXES`; `title` is the name of the site."""
    return _csv(terms) if suffix == ".csv" else _tbx(terms, title)


def read(data: bytes, suffix: str, path: str, language: str, languages: Sequence[str] = ()) -> Termbase:
    """The terms in `data`, the content of the file `path`, that are in `language`, each once; its findings say what was left out.

    A translation in a regional variety of one of `languages` is taken for that. Raises `SourceError` with the place.
    """
    found = _from_csv(data, path, language) if suffix == ".csv" else _from_tbx(data, path, language, languages)
    terms: dict[str, Term] = {}
    left: list[Finding] = []
    for values, place, concept, omitted in found:
        said = list(omitted)
        if values:
            term, findings = entry(values, place, language)
            for finding in findings:
                raise SourceError(finding.template, finding.location, finding.values)
            assert term is not None  # Or there were findings.
            first = terms.setdefault(term.term, term)
            if difference := _difference(first, term):
                said.append(difference)
            else:
                (terms[term.term],) = merged([first], [term])
        left += [_omission(phrase, place, concept, language) for phrase in said]
    if not terms:
        raise SourceError("there is no term in “{language}” in this file.", Location(path), (("language", language),))
    return Termbase(tuple(terms.values()), language, tuple(left))


def _omission(said: Phrase, place: Location, concept: str, language: str) -> Finding:
    """The finding of something that was left out of an import; `concept` names where, in files without lines."""
    if concept:
        said = Phrase("Concept {concept}: {what}", (("concept", concept), ("what", said)))
    return Finding("terms-invalid", "warning", said.template, place, language, said.values)


def _difference(first: Term, second: Term) -> Phrase | None:
    """Why `second`, an entry for the same word, cannot be a part of `first`; None where they go together."""
    pairs = [
        ("definition", first.definition, second.definition),
        ("abbreviation", first.abbreviation, second.abbreviation),
    ]
    pairs += [("lang", first.language, second.language), ("plain", first.plain, second.plain)]
    pairs += [(tag, first.translations.get(tag, ""), word) for tag, word in second.translations.items()]
    pairs += [
        (f"abbreviation:{tag}", first.abbreviations.get(tag, ""), word) for tag, word in second.abbreviations.items()
    ]
    for key, one, other in pairs:
        if one and other and one != other:
            template = "“{term}” has stood here before, with “{one}” for “{key}” and not “{other}”, so this entry was left out."
            return Phrase(template, (("term", first.term), ("one", one), ("key", key), ("other", other)))
    return None


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


def _from_csv(data: bytes, path: str, language: str) -> Iterator[_Entry]:
    table = Table(data, path)
    if "term" not in table.names:
        template = "the first line names the columns, and one of them has to be “term”."
        raise SourceError(template, Location(path, table.line))
    for line, row in table:
        cells = [cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell for cell in row]
        named = list(zip_longest(table.names, cells, fillvalue=""))
        nameless = next((cell for name, cell in named if not name and cell.strip()), "")
        if nameless:
            template = "“{text}” stands in a column without a name."
            raise SourceError(template, Location(path, line), (("text", nameless.strip()),))
        yield _Entry(_row(dict(named), language), Location(path, line))


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
    _below(source, "p", "".join([sign if sign.isprintable() else "\ufffd" for sign in title]))
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


def _from_tbx(data: bytes, path: str, language: str, languages: Sequence[str]) -> Iterator[_Entry]:
    from defusedxml import ElementTree as Safe  # Imported where it is used.

    try:
        root = Safe.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:  # Refused entities are a ValueError.
        line, column = getattr(error, "position", (0, -1))
        template = "this is not XML that can be read: {reason}."
        reason = "entities are refused" if type(error).__module__.startswith("defusedxml") else str(error)
        raise SourceError(template, Location(path, line, column + 1), (("reason", reason),)) from None
    for number, concept in enumerate(_named(root, "conceptEntry", "termEntry"), 1):
        values, left = _concept(concept, language, languages)
        yield _Entry(values, Location(path), concept.get("id") or str(number), tuple(left))


@dataclass(slots=True)
class _Forms:
    """The words of a concept in one language, in their order."""

    preferred: list[str] = field(default_factory=list)
    admitted: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    avoided: list[str] = field(default_factory=list)

    def add(self, section: Element) -> None:
        """Take in the words of a `langSec`."""
        for holder in _named(section, "termSec", "tig", "ntig"):
            text = " ".join(map(_words, _named(holder, "term")))
            status = _category(holder, _STATUS)
            if text and status.startswith(_AVOIDED):
                self.avoided.append(text)
            elif text and _category(holder, "termType") in _SHORT:
                self.short.append(text)
            elif text:
                (self.preferred if status.startswith("preferred") else self.admitted).append(text)

    def chosen(self, language: str, left: list[Phrase], *, only_short: bool) -> tuple[str, str]:
        """The term and its abbreviation; to `left` what there is besides. With `only_short` an abbreviation alone is the term."""
        words, short = self.preferred + self.admitted, self.short
        if not words and only_short:
            words, short = short[:1], short[1:]
        for kept, *others in filter(None, (words, short)):
            left += [_second(other, kept, language) for other in dict.fromkeys(others) if other != kept]
        return next(iter(words), ""), next(iter(short), "")


def _second(word: str, kept: str, language: str) -> Phrase:
    template = "“{word}” was left out: the termbase holds one form in “{language}”, and that is “{kept}”."
    return Phrase(template, (("word", word), ("language", language), ("kept", kept)))


def _concept(concept: Element, language: str, languages: Sequence[str]) -> tuple[_Values, list[Phrase]]:
    """The values of a concept, none where it has no term in `language`; and what is left out of it."""
    left: list[Phrase] = []
    own, others = _Forms(), dict[str, _Forms]()
    definitions: list[str] = []
    outside = concept.iter()
    inside: set[Element] = set()
    for section in _named(concept, "langSec", "langSet"):
        inside.update(section.iter())
        tag = section.get(_LANGUAGE, "").replace("_", "-")
        if alike(tag, language):
            own.add(section)
            definitions += [_words(child) for child in section.iter() if _is_category(child, "definition")]
        else:
            others.setdefault(tag, _Forms()).add(section)
    definitions += [_words(child) for child in outside if child not in inside and _is_category(child, "definition")]
    term, abbreviation = own.chosen(language, left, only_short=True)
    if not term:
        words = [*own.avoided, *(word for forms in others.values() for word in forms.preferred + forms.admitted)]
        template = "there is no word to use in “{language}” in it, so “{word}” was left out."
        return {}, [Phrase(template, (("language", language), ("word", word))) for word in words[:1]]
    values: _Values = {"term": term, "forbidden": own.avoided}
    short: dict[str, str] = {}
    for tag, forms in others.items():
        near = (site for site in languages if alike(site, tag) and site not in others and site not in values)
        name = tag if tag in languages else next(near, tag)
        word, brief = forms.chosen(tag, left, only_short=False)
        values |= {name: word} if word else {}
        short |= {name: brief} if brief else {}
        template = "“{word}” was left out: the termbase holds forms to avoid in “{language}” alone."
        left += [Phrase(template, (("word", form), ("language", language))) for form in forms.avoided]
    known = list(dict.fromkeys(filter(None, definitions)))
    values["definition"] = next(iter(known), "")
    left += [_second(text, known[0], language) for text in known[1:]]
    values |= {"abbreviation": abbreviation} if abbreviation else {}
    for note in _named(concept, "note"):
        key, _, value = _words(note).removeprefix(_NOTE).partition(" = ")
        if _words(note).startswith(_NOTE):
            values[key] = True if (key, value) == ("same", "true") else value
    return _with(values, short, language), left


def _named(parent: Element, *names: str) -> Iterator[Element]:
    """The elements below `parent` with one of the local names, whatever their namespace."""
    return (child for child in parent.iter() if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in names)


def _category(parent: Element, name: str) -> str:
    """The value of a data category in `parent`: `<x type="name">`, or `<name>`; empty without one."""
    for child in parent.iter():
        if _is_category(child, name):
            return _words(child)
    return ""


def _is_category(element: Element, name: str) -> bool:
    """Whether `element` is the data category `name`, in either style."""
    tag = element.tag
    return element.get("type") == name or (isinstance(tag, str) and tag.rpartition("}")[2] == name)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
