"""Translation memories of other programs: TMX 1.4b and CSV → units."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from pipeline.errors import SourceError
from pipeline.model import FieldValue, Location, Phrase
from pipeline.termbase.delimited import Table
from pipeline.translation.memory import Unit

_XML_FAULTS = frozenset(
    {
        "not well-formed (invalid token)",
        "mismatched tag",
        "no element found",
        "unclosed token",
        "undefined entity",
        "syntax error",
        "junk after document element",
    }
)
"""What expat says most often, word for word, so that it can be translated."""


def read_tmx(data: bytes, path: str, source: str, target: str) -> list[Unit]:
    """The units of a TMX file in the languages `source` and `target` (BCP 47), whatever other languages it has.

    Markup inside a segment (`bpt`, `ph` …) counts as what it holds, which is the markup of the text.
    Entities of its own are refused and nothing outside the file is read. Raises `SourceError` with line and column.
    """
    reader = _Tmx(path, source, target)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters

    def refused(*_: object) -> NoReturn:
        _fail(path, parser, Phrase("a translation memory needs no entities of its own"))

    def unknown(*_: object) -> NoReturn:
        _fail(path, parser, Phrase("undefined entity"))

    parser.EntityDeclHandler = refused
    parser.SkippedEntityHandler = unknown
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        text = expat.ErrorString(error.code)
        _fail(path, parser, Phrase(text) if text in _XML_FAULTS else text)
    except (LookupError, ValueError) as error:  # An encoding that Python does not know, or that is none of one byte.
        _fail(path, parser, str(error))
    return reader.units


def _fail(path: str, parser: expat.XMLParserType, reason: FieldValue) -> NoReturn:
    location = Location(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    raise SourceError("this TMX file cannot be read: {reason}.", location, (("reason", reason),)) from None


class _Tmx:
    """What has been read of a TMX file so far."""

    def __init__(self, path: str, source: str, target: str) -> None:
        self.units: list[Unit] = []
        self._path, self._source, self._target = path, source, target
        self._texts: dict[str, str] = {}
        self._language = ""
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tu":
            self._texts = {}
        elif name == "tuv":
            self._language = attributes.get("xml:lang") or attributes.get("lang", "")
        elif name == "seg":
            self._text = []

    def end(self, name: str) -> None:
        if name == "seg" and self._text is not None:
            self._texts.setdefault(self._language, "".join(self._text))
            self._text = None
        elif name == "tu":
            ours, theirs = _chosen(list(self._texts), self._source), _chosen(list(self._texts), self._target)
            if ours is not None and theirs is not None and self._texts[ours] and self._texts[theirs]:
                self.units.append(Unit(self._texts[ours], self._texts[theirs], self._path))

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def read_csv(data: bytes, path: str, source: str, target: str) -> list[Unit]:
    """The units of a CSV file: a first row with the tags of the languages (`sv,en`), perhaps `context`, and a row a text.

    Other columns are not looked at. Raises `SourceError` with the line.
    """
    table = Table(data, path)
    tags = table.names
    ours, theirs = _chosen(tags, source), _chosen(tags, target)
    if ours is None or theirs is None:
        template = "the first row has to name the languages, such as {source},{target}. It says: {row}."
        values = (("source", source), ("target", target), ("row", table.head[:60]))
        raise SourceError(template, Location(path, table.line), values)
    first, second = tags.index(ours), tags.index(theirs)
    third = tags.index("context") if "context" in tags else None
    units: list[Unit] = []
    for line, row in table:
        if len(row) <= max(first, second):
            raise SourceError("this row has too few fields.", Location(path, line))
        context = row[third] if third is not None and len(row) > third else ""
        if row[first] and row[second]:
            units.append(Unit(row[first], row[second], path, context or None))
    return units


def _chosen(tags: list[str], wanted: str) -> str | None:
    """The tag that means the language `wanted`: the same, else the first of the same language in another region."""
    plain = {tag.replace("_", "-").lower(): tag for tag in reversed(tags)}
    same = plain.get(wanted.lower())
    base = wanted.split("-", maxsplit=1)[0].lower()
    return same or next((tag for name, tag in reversed(plain.items()) if name.split("-")[0] == base), None)
