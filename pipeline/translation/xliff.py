"""Catalogue → XLIFF 2.0, and what comes back. The one door to translate-toolkit (the extra `syntolk[xliff]`).

A message is a unit, its id made from context and msgid, so that it is the same in every export. Markdown stays text, as in
the catalogues: a program that knows nothing of Markdown cannot break what it does not take apart. Each form of a plural is a
unit of its own, since XLIFF 2.0 has no plurals. Notes and `xml:space` are put where the standard wants them (OASIS XLIFF
2.0, 4.2.2.5), which is not where the toolkit puts them.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import ConfigError, SourceError
from pipeline.model import Catalogue, Location, Message
from pipeline.patterns import expression

if TYPE_CHECKING:
    from translate.storage.xliff2 import Xliff2File

REVIEWED = frozenset({"reviewed", "final"})
"""States of a translation that somebody has reviewed (OASIS XLIFF 2.0, `state`)."""
_STATES = ("initial", "translated", "reviewed", "final")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_XML = expression("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (2.2)."""
_NO_ID = expression(r"[^A-Za-z0-9._À-ÖØ-öø-ÿ-]")
"""What a domain may have and an id may not (XML 1.0, 2.3, `Nmtoken`): a blank, most often, which is written as `:20:`."""
_CODED = expression(r":([0-9a-f]{1,6}):")


class Unit(NamedTuple):
    """One text as it came back."""

    id: str
    """`unit_id` of its message."""
    source: str
    """The text to translate."""
    target: str
    """The translation; empty where there is none."""
    state: str
    """`initial`, `translated`, `reviewed` or `final`."""
    line: int
    """1-based line in the file; 0 where it is not known."""


class Returned(NamedTuple):
    """A part of an XLIFF document that belongs to one catalogue."""

    domain: str
    """Domain of the catalogue."""
    source_language: str
    """BCP 47 tag."""
    language: str
    """BCP 47 tag; empty where the file does not say."""
    units: tuple[Unit, ...]
    """In the order of the file."""


def unit_id(message: Message, form: int = 0) -> str:
    """The id of the unit that holds one form of `message`: `u` and 16 hexadecimal digits, `.1` … for further forms.

    >>> unit_id(Message("Hej")) == unit_id(Message("Hej", context="")), unit_id(Message("Hej"), 1)[17:]
    (False, '.1')
    """
    context = "" if message.context is None else f"{message.context}\4"
    name = hashlib.sha256(f"{context}{message.id}".encode()).hexdigest()[:16]
    return f"u{name}" + (f".{form}" if form else "")


def writable(message: Message) -> bool:
    """Whether XML can hold the texts of `message`."""
    return not any(
        _NO_XML.search(text) for text in (message.id, message.plural or "", *message.strings, *_notes(message))
    )


def write(catalogue: Catalogue, messages: Iterable[Message], domain: str, languages: tuple[str, str]) -> bytes:
    """The XLIFF document of `messages` of `catalogue`; `languages` are source and target. Raises `ConfigError` without the extra."""
    store = _new_store()
    store.setsourcelanguage(languages[0])
    store.settargetlanguage(languages[1])
    store.body.set("id", _NO_ID.sub(lambda sign: f":{ord(sign[0]):x}:", domain))
    store.body.set("original", catalogue.path)
    for message in messages:
        for form, target in enumerate(message.strings):
            source = message.id if form == 0 else message.plural or message.id
            _add(
                store,
                unit_id(message, form),
                source,
                target,
                _state(message),
                [*_notes(message), *_form(message, form)],
            )
    return bytes(store)


def _add(store: Xliff2File, id: str, source: str, target: str, state: str, notes: list[str]) -> None:
    unit = store.addsourceunit(source)
    unit.setid(id)
    if target:
        unit.settarget(target)
    unit.xmlelement.set("state", state)
    outer = unit.getunitelement()
    unit.xmlelement.attrib.pop(_SPACE, None)
    outer.set(_SPACE, "preserve")
    outer.set("canResegment", "no")
    if notes:
        container = outer.makeelement(unit.namespaced("notes"))
        for text in notes:
            note = container.makeelement(unit.namespaced("note"))
            note.text = text
            container.append(note)
        outer.insert(0, container)


def _state(message: Message) -> str:
    """Reviewed is `final`; what is fuzzy is a suggestion to begin with."""
    return "final" if message.translated else "initial"


def _notes(message: Message) -> list[str]:
    """What a translator is told: the role, the editor's and translator's comments, where it stands, the former source."""
    notes = [*message.extracted, *message.comments]
    notes += [f"msgctxt: {message.context}"] if message.context is not None else []
    notes += [", ".join(message.references)] if message.references else []
    notes += [f"before: {message.previous[1]}"] if message.previous[1] else []
    notes += [flag for flag in message.flags if flag.startswith("max-length:")]
    return [note for note in notes if note]


def _form(message: Message, form: int) -> list[str]:
    return [f"plural form {form + 1} of {len(message.strings)}"] if message.plural is not None else []


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """What an XLIFF document holds, by catalogue. Raises `SourceError` for what is no XLIFF 2, `ConfigError` without the extra."""
    store = _new_store()
    try:
        store.parse(data)
    except (SyntaxError, ValueError, AssertionError) as error:  # As lxml and the toolkit raise them.
        line, column = getattr(error, "position", (0, 0))
        reason = (("reason", str(error).strip() or "another root element"),)
        raise SourceError("this is no XLIFF 2.0 document: {reason}.", Location(path, line, column), reason) from None
    root = store.document.getroot()
    languages = store.getsourcelanguage(), store.gettargetlanguage() or ""
    return tuple(
        Returned(_CODED.sub(_sign, file.get("id") or ""), *languages, tuple(_units(file, store)))
        for file in root.iterchildren(store.namespaced("file"))
    )


def _sign(coded: re.Match[str]) -> str:
    number = int(coded[1], 16)
    return chr(number) if number <= sys.maxunicode else coded[0]


def _units(file: Any, store: Xliff2File) -> Iterator[Unit]:
    """The units of a `file` element; one that was cut into segments is put together again."""
    for outer in file.iterdescendants(store.namespaced("unit")):
        source = target = ""
        states: list[str] = []
        empty = False
        for inner in outer.iterchildren(store.namespaced("segment"), store.namespaced("ignorable")):
            texts = [inner.find(store.namespaced(name)) for name in ("source", "target")]
            own, other = ("" if node is None else "".join(node.itertext()) for node in texts)
            source += own
            if inner.tag == store.namespaced("segment"):
                states.append(inner.get("state") or "initial")
                empty = empty or not other.strip()
                target += other
            else:
                target += other if texts[1] is not None else own
        known = [state if state in _STATES else "initial" for state in states] or ["initial"]
        yield Unit(
            outer.get("id") or "", source, "" if empty else target, min(known, key=_STATES.index), outer.sourceline or 0
        )


def _new_store() -> Xliff2File:
    try:
        from translate.storage.xliff2 import Xliff2File  # An extra; and slow to load.
    except ImportError:
        raise ConfigError("XLIFF needs translate-toolkit: pip install 'syntolk[xliff]'.") from None
    return Xliff2File()
