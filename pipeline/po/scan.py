"""What is wrong with a catalogue, all of it: what cannot be read, and what other programs stumble over.

In front of the reader: `catalogue.parse` ends at the first thing that it cannot read, this looks on.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.catalogue import decoded, foreign_byte, is_utf_8, nplurals, parse
from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Location, Message, Severity, Values
from pipeline.patterns import expression
from pipeline.po import reader
from pipeline.words import plural_rule

_DATES = ("POT-Creation-Date", "PO-Revision-Date")
_DATE = expression(r"\d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}|YEAR-MO-DA HO:MI ?\+ZONE|")
_EOT = "\4"
_HEADER = (None, "")
_NO_PREVIOUS = (None, None, None)
_ASTRAY = expression(
    rb"^[ \t]*(?:#(?:~[ \t]*)?\|[^\n]*\n\s*(?P<comment>#(?![~|]))|(?:#\|[^\n]*\n\s*(?=#~)|#~[ \t]*\|[^\n]*\n\s*(?=m|#\|)))",
    re.MULTILINE,
)
"""A line of a previous text, and what gettext does not take after it."""
_OTHER_BLANK = b"\n\xc2\xa0"
"""A no-break space in UTF-8 where a line begins, which is no blank to gettext: it comes along when something is copied from a page."""
_NUMBERS = range(1001)
"""Those that gettext asks a plural rule about."""


class Problem(NamedTuple):
    """Something that is wrong with a catalogue."""

    location: Location
    template: str
    """English message with `{name}` fields."""
    values: Values = ()
    """The fields."""
    severity: Severity = "error"
    """`error` where texts are lost or programs refuse the file, else `warning`."""
    fatal: bool = False
    """Whether the catalogue cannot be read for it; the message is then the reason, a part of a sentence."""


def scan(data: bytes, path: str = "") -> list[Problem]:
    r"""Everything that is wrong with the catalogue in `data`, by line. Never raises.

    >>> [str(problem.location) for problem in scan(b'msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n', "a.po")]
    ['a.po:1:1', 'a.po:4:1']
    """
    try:
        text, charset = decoded(data, path)
    except CatalogueError as error:
        return [_fatal(error, path)]
    faults = reader.faults(text, charset)
    if faults:
        return [Problem(Location(path, f.line, f.column), f.template, f.values, fatal=True) for f in faults]
    try:
        catalogue = parse(data, path)
    except CatalogueError as error:
        return [_fatal(error, path)]
    return sorted(concerns(catalogue, data), key=lambda problem: problem.location)


def _fatal(error: CatalogueError, path: str) -> Problem:
    return Problem(error.location or Location(path), error.template, error.values, fatal=True)


def concerns(catalogue: Catalogue, data: bytes) -> Iterator[Problem]:
    """What is wrong with a catalogue that could be read from `data`."""
    path = catalogue.path
    if data.startswith(codecs.BOM_UTF8):
        template = "The file begins with a byte order mark, which gettext does not read. Save it as UTF-8 without one."
        yield Problem(Location(path, 1, 1), template, severity="warning")
    utf_8, said = _is_utf_8(data), is_utf_8(catalogue.charset)
    foreign = foreign_byte(data, comments=True) if said and not utf_8 else None
    if foreign is not None:
        template = "This comment is not UTF-8. It is read as Latin-1 and will be written as UTF-8: see whether its letters are right."
        yield Problem(Location(path, data.count(b"\n", 0, foreign) + 1, 1), template, severity="warning")
    if utf_8 and not said and not data.isascii():
        template = "The header says {charset}, but the file is UTF-8. Correct the charset in the header."
        yield Problem(Location(path, 1, 1), template, (("charset", catalogue.charset),))
    if not catalogue.header:
        template = "The file has no header, so `msgfmt --check` refuses it. `syntolk update` writes one."
        yield Problem(Location(path, 1, 1), template, severity="warning")
    header = dict(catalogue.header)
    for name in _DATES:
        if not _DATE.fullmatch(header.get(name, "").strip()):
            template = "The date “{date}” of {field} is not of the form 2026-11-23 10:00+0100, so other programs refuse the file."
            yield Problem(Location(path, 1, 1), template, (("date", header[name]), ("field", name)), "warning")
    if said and (blank := data.find(_OTHER_BLANK)) >= 0:
        template = (
            "This line begins with a no-break space, which gettext does not know for a blank, so it refuses the file."
        )
        yield Problem(Location(path, data.count(b"\n", 0, blank) + 2, 1), template)
    # A build asks this of every catalogue, so messages are looked through for what may be wrong, and few are looked at.
    if any(message.previous != _NO_PREVIOUS for message in catalogue):
        yield from _previous(catalogue, data)
    yield from _duplicates(catalogue)
    for message in [m for m in catalogue if "\n" in m.id or "\n" in m.strings[0] or "\n" in m.strings[-1]]:
        if _is_shown(message):
            yield from _line_breaks(message, path)
    yield from _plurals([m for m in catalogue if m.plural is not None and _is_shown(m)], catalogue)
    for message in catalogue:
        if _EOT in message.id or (message.context and _EOT in message.context):
            template = "“{text}” holds the character U+0004, which parts context and text in .mo files. Remove it."
            yield Problem(_place(path, message), template, (("text", message.id.replace(_EOT, "")),))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _place(path: str, message: Message) -> Location:
    return Location(path, message.line, 1)


def _is_shown(message: Message) -> bool:
    """Whether a program shows a message; the header is none."""
    return message.usable and not message.obsolete and message.key != _HEADER


def _previous(catalogue: Catalogue, data: bytes) -> Iterator[Problem]:
    """What gettext has against the previous texts. They are read all the same, and mostly written right."""
    for found in _ASTRAY.finditer(data):
        place = Location(catalogue.path, data.count(b"\n", 0, found.end()) + 1, 1)
        if found["comment"]:
            template = "A comment stands after a previous text (`#|`), so gettext refuses the file."
        else:
            template = "Half of this entry is obsolete (`#~`), so gettext refuses the file."
        yield Problem(place, template)
    for message in catalogue:
        if message.previous[1] is None and any(text is not None for text in message.previous):
            template = "The previous text of this entry (`#|`) has no msgid, so gettext refuses the file."
            yield Problem(_place(catalogue.path, message), template)


def _duplicates(catalogue: Catalogue) -> Iterator[Problem]:
    """Messages whose key has been there before, in the order of the file. msgfmt refuses such a file."""
    keys = {(message.context, message.id) for message in catalogue}
    if catalogue.header and _HEADER in keys:
        second = next(message for message in catalogue if message.key == _HEADER)
        yield Problem(_place(catalogue.path, second), "This is a second header. Keep one of them.")
    if len(keys) == len(catalogue):
        return
    known: dict[tuple[str | None, str], Message] = {}
    for message in catalogue:
        first = known.setdefault(message.key, message)
        if first is message:
            continue
        harmless = message.obsolete and first.obsolete
        yield Problem(
            _place(catalogue.path, message),
            "“{text}” stands twice, first on line {line}. Keep one of them.",
            (("text", message.id), ("line", first.line)),
            "warning" if harmless else "error",
        )


def _line_breaks(message: Message, path: str) -> Iterator[Problem]:
    texts = [text for text in (message.plural, *message.strings) if text]
    if any(text.startswith("\n") != message.id.startswith("\n") for text in texts):
        template = "“{text}” and its translation do not both begin with a line break (\\n), so `msgfmt --check` refuses the file."
        yield Problem(_place(path, message), template, (("text", message.id.strip("\n")),))
    if any(text.endswith("\n") != message.id.endswith("\n") for text in texts):
        template = "“{text}” and its translation do not both end with a line break (\\n), so `msgfmt --check` refuses the file."
        yield Problem(_place(path, message), template, (("text", message.id.strip("\n")),))


def _plurals(messages: Sequence[Message], catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the plurals that are shown, and with the header that says how many forms there are."""
    if not messages:
        return
    forms = nplurals(catalogue)
    if forms is None:  # Said once: it is one field that is missing.
        template = (
            "The header does not say how many plural forms the language has (Plural-Forms), and “{text}” needs it."
        )
        yield Problem(_place(catalogue.path, messages[0]), template, (("text", messages[0].id),))
        return
    rule = plural_rule(dict(reversed(catalogue.header)))
    if not _is_rule(rule, forms):
        template = "The rule “{rule}” of Plural-Forms does not give every number one of {forms} forms, so `msgfmt --check` refuses the file."
        yield Problem(Location(catalogue.path, 1, 1), template, (("rule", rule), ("forms", forms)))
    for message in messages:
        if len(message.strings) != forms:
            template = "“{text}” has {found} plural forms, and the language {wanted}."
            values = (("text", message.id), ("found", len(message.strings)), ("wanted", forms))
            yield Problem(_place(catalogue.path, message), template, values)


def _is_rule(rule: str, forms: int) -> bool:
    """Whether `rule`, an expression of C, gives every number one of `forms` forms."""
    from gettext import c2py  # Imported where it is used: few catalogues count.

    try:
        form_of = c2py(rule)
        return all(0 <= form_of(number) < forms for number in _NUMBERS)
    except (ArithmeticError, ValueError):
        return False
