"""The PO format, line by line: a strict reader, and the writer of the canonical form.

The form is that of `msgcat --no-wrap`. What the reader does not know for sure it does not guess: `read` returns the place
of the first line that it cannot read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.made import made
from pipeline.model import Message, Values
from pipeline.po_writer import ESCAPES, comment_lines

_UNESCAPES = {escaped[1]: character for character, escaped in ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3})|(.))")
_STRING = re.compile(r'"((?:[^"\\]|\\(?:[\\"ntrabvf0-7]|x[0-9A-Fa-f]))*)"[ \t\r\v\f]*\Z')
_REGULAR = re.compile(
    r"""((?:# .*\n)*)((?:#\. .*\n)*)((?:#[:,].*\n)*)"""
    r"""(?:msgctxt "([^"\\\n]*)"\n)?msgid "(.+)"\nmsgstr "(.*)"\n(?:\n|\Z)"""
)
"""An entry in the order of `msgcat` with each text on one line, read at one go. Regular it is when no text holds a quote
or an escape."""
_NO_PREVIOUS = (None, None, None)
_BEGINNING = re.compile(r"\s*(?:$|#(?!~\s*(?:msgstr|msgid_plural|\"))|msgctxt|msgid(?!_plural))")
"""A line where an entry may begin, after one that could not be read."""
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)[ \t]*(?=\")")
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069|([^ \t]+)")


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are being read."""

    line: int = 0
    column: int = 0
    obsolete: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    parted: bool = False
    """Whether a blank line has come after its first comments."""

    def message(self) -> Message:
        strings = [(int(k[7:-1]), v) for k, v in self.fields.items() if k.startswith("msgstr[")]
        texts = [v for _, v in sorted(strings)] if strings else [self.fields.get("msgstr", [""])]
        return Message(
            "".join(self.fields["msgid"]),
            tuple("".join(text) for text in texts),
            self._text("msgctxt"),
            self._text("msgid_plural"),
            tuple(self.flags),
            tuple(self.comments),
            tuple(self.extracted),
            tuple(self.references),
            (self._text("|msgctxt"), self._text("|msgid"), self._text("|msgid_plural")),
            self.obsolete,
            self.line,
        )

    def _text(self, name: str) -> str | None:
        return "".join(self.fields[name]) if name in self.fields else None

    @property
    def complete(self) -> bool:
        """Whether it has a msgstr, so that whatever begins next is another entry."""
        return "msgstr" in self.fields or "msgstr[0]" in self.fields

    def unfinished(self) -> Irregular:
        """What is wrong with it when it ends here."""
        template = "a msgid without a msgstr" if "msgid" in self.fields else "an entry without a msgid"
        return Irregular(self.line, self.column, template)


class Irregular(NamedTuple):
    """The first line that is not of the form."""

    line: int
    """1-based."""
    column: int
    """1-based."""
    template: str
    """What is wrong with it: an English message with `{name}` fields."""
    values: Values = ()
    """The fields."""


def read(text: str) -> tuple[list[Message], tuple[str, ...]] | Irregular:
    r"""The messages of `text` with the header first, and the comment lines after the last entry; or why not.

    >>> read('msgid "Hej"\nmsgstr "Hello"\n')[0][0].strings
    ('Hello',)
    >>> read('msgid "Hej\nmsgstr ""\n')
    Irregular(line=1, column=7, template='the text has no closing quote', values=())
    """
    reader = _Reader()
    faults = reader.read(text, every_fault=False)
    if faults:
        return faults[0]
    entry = reader.entry
    return reader.messages, tuple(comment_lines(entry.comments, entry.extracted, entry.references, entry.flags))


def faults(text: str) -> list[Irregular]:
    r"""Everything in `text` that is not of the form; after each fault the reading goes on with the next entry.

    >>> [fault.line for fault in faults('msgid "Hej\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n\nmsgstr "c"\n')]
    [1, 7]
    """
    return _Reader().read(text, every_fault=True)


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    messages: list[Message] = field(default_factory=list)
    entry: _Entry = field(default_factory=_Entry)
    text: list[str] | None = None
    form: tuple[bool, bool] = (False, False)

    @property
    def idle(self) -> bool:
        """Whether nothing is half read, so that an entry may begin."""
        entry = self.entry
        return not (entry.fields or entry.comments or entry.extracted or entry.references or entry.flags)

    def read(self, text: str, *, every_fault: bool) -> list[Irregular]:
        """Read all of `text`; its faults, or the first one."""
        zero = text.find("\0")
        if zero >= 0:  # Programs in C read a text up to here.
            place = text.count("\n", 0, zero) + 1
            return [Irregular(place, zero - text.rfind("\n", 0, zero), "a NUL byte: this is no text")]
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        stray = "\r" in text
        found: list[Irregular] = []
        position, number, lost = 0, 1, False
        while position < len(text):
            if self.idle and not lost and not stray:
                position, number = _regular(text, position, number, self.messages)
                if position == len(text):
                    break
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            line = text[position:end]
            lost = lost and not _BEGINNING.match(line)
            fault = None if lost else self.take(number, line)
            if fault:
                found.append(fault)
                if not every_fault:
                    return found
                self.entry, self.text = _Entry(), None
                if fault.line < number:  # The entry before this line is at fault, not the line.
                    continue
                lost = True
            position, number = end + 1, number + 1
        if self.entry.complete:
            self.finish()
        elif self.entry.fields:
            found.append(self.entry.unfinished())
        return found

    def finish(self) -> None:
        self.messages.append(self.entry.message())
        self.entry = _Entry()

    def take(self, number: int, line: str) -> Irregular | None:
        """Read one line, or say what is wrong with it."""
        body = line.lstrip()
        obsolete = body.startswith("#~")
        if obsolete:
            body = body[2:].lstrip()
        previous = body.startswith("|" if obsolete else "#|")
        if previous:
            body = body[1 if obsolete else 2 :].lstrip()
        if not body:
            self.text = None
            self.entry.parted = not self.entry.fields
            if self.entry.complete and "msgid_plural" not in self.entry.fields:
                self.finish()
            return None
        first, column = body[0], len(line) - len(body) + 1
        if first == '"':
            if self.text is None:
                return Irregular(number, column, "a text without a keyword before it")
            if self.form != (obsolete, previous):
                return Irregular(number, column, "this line begins otherwise than the one that it continues")
            return self._string(number, column, body)
        comment = first == "#" and not previous
        if comment or previous or (first == "m" and not body.startswith(("msgstr", "msgid_plural"))):
            if self.entry.complete:
                self.finish()
            elif "msgid" in self.entry.fields or (first != "m" and "msgctxt" in self.entry.fields):
                return self.entry.unfinished()
        if comment and not (obsolete and body[1:2] in ("~", "|")):
            self.text = None
            _comment(body, self.entry)
            return None
        return self._field(number, column, body, obsolete=obsolete, previous=previous)

    def _field(self, number: int, column: int, body: str, *, obsolete: bool, previous: bool) -> Irregular | None:
        keyword = _KEYWORD.match(body)
        if not keyword:
            return _unknown(number, column, body)
        entry = self.entry
        name = ("|" if previous else "") + keyword[1]
        fault = _misplaced(name, entry, obsolete)
        if fault:
            return Irregular(number, column, fault, (("keyword", name),))
        if name == "msgid" or not entry.line:
            entry.line, entry.column = number, column
        if not previous:
            entry.obsolete = obsolete
        self.form = (obsolete, previous)
        self.text = entry.fields[name] = []
        return self._string(number, column, body, keyword.end())

    def _string(self, number: int, column: int, body: str, offset: int = 0) -> Irregular | None:
        string = _STRING.match(body, offset)
        if not string:
            return _unreadable(number, column, body, offset)
        value = string[1]
        if "\\" in value:
            try:
                value = _ESCAPED.sub(_unescaped, value)
            except _NotACharacterError as error:
                place = column + string.start(1) + error.offset
                return Irregular(number, place, "a byte given as a number; write the letter itself")
        assert self.text is not None
        self.text.append(value)
        return None


def _regular(text: str, position: int, number: int, messages: list[Message]) -> tuple[int, int]:
    """Read the regular entries from `position` on, which is on the line `number`; where the first other one begins.

    Nine entries of ten are regular, and read ten times as fast as by lines.
    """
    while match := _REGULAR.match(text, position):
        comments, extracted, machine, context, identity, string = match.groups()
        if '"' in identity or "\\" in identity or '"' in string or "\\" in string:
            break
        number += text.count("\n", position, match.start(5))
        flags, references = _lines(machine)
        messages.append(
            made(
                Message,
                (
                    identity,
                    (string,),
                    context,
                    None,
                    flags,
                    _texts(comments, "# ") if comments else (),
                    _texts(extracted, "#. ") if extracted else (),
                    references,
                    _NO_PREVIOUS,
                    False,
                    number,
                ),
            )
        )
        position = match.end()
        number += 3  # msgid, msgstr, a blank line. After the last one nobody asks.
    return position, number


def _texts(lines: str, mark: str) -> tuple[str, ...]:
    """The texts of comment lines that all begin with `mark`."""
    return tuple(lines[len(mark) : -1].split("\n" + mark))


@lru_cache(1024)
def _lines(lines: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The flags and the references in some comment lines. Most messages share theirs."""
    entry = _Entry()
    for line in lines.split("\n")[:-1]:
        _comment(line, entry)
    return tuple(entry.flags), tuple(entry.references)


class _NotACharacterError(ValueError):
    """A numeric escape that is a byte of some charset, not an ASCII character."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def _unescaped(match: re.Match[str]) -> str:
    if match[3]:
        return _UNESCAPES[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2], 8)
    if not 0 < code < 0x80:  # `\303\245` is one “å” in UTF-8 and two letters in Latin-1.
        raise _NotACharacterError(match.start())
    return chr(code)


def _comment(line: str, entry: _Entry) -> None:
    line = line.rstrip("\r")
    mark = line[1:2]
    if mark == ",":
        if entry.parted:  # The first ones are of an entry that somebody has commented out; gettext too takes the last.
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.flags += [flag.strip() for flag in line[2:].split(",") if flag.strip()]
    elif mark == ":":
        entry.references += _references(line[2:])
    elif mark == ".":
        entry.extracted.append(line[3:] if line[2:3] == " " else line[2:])
    else:
        entry.comments.append(line[2:] if mark == " " else line[1:])


def _references(text: str) -> list[str]:
    """Entries of a `#:` line; a path with blanks stands between U+2068 and U+2069 (GNU gettext manual, PO Files)."""
    return [isolated or bare for isolated, bare in _REFERENCE.findall(text)]


def _unknown(number: int, column: int, body: str) -> Irregular:
    if body.startswith(("<<<<<<<", "=======", "|||||||", ">>>>>>>")):
        return Irregular(number, column, "a conflict marker of git: resolve the conflict")
    return Irregular(number, column, "neither a comment, nor a keyword, nor a text in quotes")


def _unreadable(number: int, column: int, body: str, offset: int) -> Irregular:
    """What is wrong with the text in quotes that begins at `offset` of `body`."""
    text, column = body[offset:], column + offset
    closed = re.match(r'("(?:[^"\\]|\\.)*")\s*', text)
    if not closed:
        return Irregular(number, column, "the text has no closing quote")
    escape = re.search(r'\\(?![\\"ntrabvf0-7]|x[0-9A-Fa-f])', closed[1].replace("\\\\", "  "))
    if escape:
        return Irregular(number, column + escape.start(), "an unknown escape; a backslash is written twice")
    return Irregular(number, column + closed.end(), "something stands after the closing quote")


def _misplaced(name: str, entry: _Entry, obsolete: bool) -> str:
    """Why the keyword `name` cannot stand here, or nothing."""
    fields = entry.fields
    if name in fields:
        return "{keyword} stands twice in this entry"
    if name[0] == "|":
        return "a msgstr has no previous text" if name.startswith("|msgstr") else ""
    if obsolete != entry.obsolete and ("msgctxt" in fields or "msgid" in fields):
        return "half of this entry is obsolete"
    if name.startswith(("msgstr", "msgid_plural")) and "msgid" not in fields:
        return "{keyword} without a msgid before it"
    if name == "msgid_plural" and entry.complete:
        return "msgid_plural after a msgstr"
    if name.startswith("msgstr["):
        following = f"msgstr[{sum(key.startswith('msgstr[') for key in fields)}]"
        return "" if "msgid_plural" in fields and name == following else "{keyword} is out of place"
    if name == "msgstr" and "msgid_plural" in fields:
        return "a plural needs msgstr[0], msgstr[1] …"
    return ""
