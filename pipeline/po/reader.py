"""The PO format, line by line: a strict reader. What writes it is `writer.py`.

It reads what gettext reads, in whatever lines that stands. What it does not know for sure it does not guess: `read` returns
the place of the first line that it cannot read. An entry in the making is `entry.py`, what may be wrong `faults.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.model import Message
from pipeline.parsing.made import made
from pipeline.patterns import expression
from pipeline.po.entry import Entry
from pipeline.po.faults import Irregular, unknown, unreadable
from pipeline.po.writer import ESCAPES, comment_lines

_UNESCAPES = {escaped[1]: character for character, escaped in ESCAPES.items()}
_ESCAPED = expression(r"((?:\\(?:x[0-9A-Fa-f]+|[0-7]{1,3}))+)|\\(.)")
_NUMBER = expression(r"\\(?:x([0-9A-Fa-f]+)|([0-7]+))")
_STRING = expression(r'"((?:[^"\\]|\\(?:[\\"ntrabvf0-7]|x[0-9A-Fa-f]))*)"[ \t\r\v\f]*')
_MORE = expression(r'(?<=[ \t\r\v\f])"|msg(?:ctxt|id|str)')
"""What may stand after a text on its line. `"a""b"` is more likely a quote that lacks its backslash than two texts."""
_REGULAR = expression(
    r"""((?:# .*\n)*)((?:#\. .*\n)*)((?:#[:,].*\n)*)"""
    r"""(?:msgctxt "([^"\\\n]*)"\n)?msgid "(.+)"\nmsgstr "(.*)"\n(?:\n(?!\s*")|\Z)"""
)
"""An entry in the order of `msgcat` with each text on one line, read at one go. Regular it is when no text holds a quote
or an escape, or goes on after the blank line."""
_NO_PREVIOUS = (None, None, None)
_BEGINNING = expression(r"\s*(?:$|#(?!~\s*(?:msgstr|msgid_plural|\"))|msgctxt|msgid(?!_plural))")
"""A line where an entry may begin, after one that could not be read."""
_KEYWORD = expression(
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)|msgstr[ \t]*\[[ \t]*0*([0-9]+)[ \t]*\])[ \t\r\v\f]*(?=\"|\Z)"
)


def read(text: str, charset: str = "utf-8") -> tuple[list[Message], tuple[str, ...]] | Irregular:
    r"""The messages of `text` with the header first, and the comment lines after the last entry; or why not.

    Letters that are written as the numbers of their bytes are of the `charset` of the file.

    >>> read('msgid "Hej"\nmsgstr "Hello"\n')[0][0].strings
    ('Hello',)
    >>> read('msgid "Hej\nmsgstr ""\n')
    Irregular(line=1, column=7, template='the text has no closing quote', values=())
    """
    reader = _Reader(charset)
    faults = reader.read(text, every_fault=False)
    if faults:
        return faults[0]
    entry = reader.entry
    return reader.messages, tuple(comment_lines(entry.comments, entry.extracted, entry.references, entry.flags))


def faults(text: str, charset: str = "utf-8") -> list[Irregular]:
    r"""Everything in `text` that is not of the form; after each fault the reading goes on with the next entry.

    >>> [fault.line for fault in faults('msgid "Hej\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n\nmsgstr "c"\n')]
    [1, 7]
    """
    return _Reader(charset).read(text, every_fault=True)


_Form = tuple[bool, bool]
"""What a line begins with: whether with `#~`, and whether with `#|` or `#~|`."""


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    charset: str
    messages: list[Message] = field(default_factory=list)
    entry: Entry = field(default_factory=Entry)
    text: list[str] | None = None
    """The pieces of the text that is being read."""
    form: _Form | None = None
    """What the line of its keyword begins with."""
    wanting: Irregular | None = None
    """What is wrong with the last keyword until a text comes."""

    def read(self, text: str, *, every_fault: bool) -> list[Irregular]:
        """Read all of `text`; its faults, or the first one."""
        zero = text.find("\0")
        if zero >= 0:  # Programs in C read a text up to here.
            place = text.count("\n", 0, zero) + 1
            return [Irregular(place, zero - text.rfind("\n", 0, zero), "a NUL byte: this is no text")]
        if "\r" in text:  # Lines end in CR LF on Windows, and in CR alone on the Macintosh of before 2001.
            text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
        stray = "\r" in text
        found: list[Irregular] = []
        position, number, lost = 0, 1, False
        while position < len(text):
            if text[position] in "#m" and not lost and not stray:
                position, number = self._regular(text, position, number)
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
                self.entry, self.text, self.wanting = Entry(), None, None
                if fault.line < number:  # The entry before this line is at fault, not the line.
                    continue
                lost = True
            position, number = end + 1, number + 1
        if self.wanting:
            found.append(self.wanting)
        elif self.entry.complete:
            self.finish()
        elif self.entry.fields:
            found.append(self.entry.unfinished())
        return found

    def finish(self) -> None:
        self.messages.append(self.entry.message())
        self.entry, self.text = Entry(), None

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
            self.entry.parted = not self.entry.fields
            return None
        place, form = len(line) - len(body), (obsolete, previous)
        while place < len(line):  # Mostly once.
            end = self._statement(number, line, place, form)
            if isinstance(end, Irregular):
                return end
            place = end
        return None

    def _statement(self, number: int, line: str, place: int, form: _Form) -> Irregular | int:
        """Read what begins at the index `place` of a line: a text, a keyword with its text, or a comment; where it ends."""
        first = line[place]
        if first == '"':
            if self.text is None:
                return Irregular(number, place + 1, "a text without a keyword before it")
            if self.form != form:
                return Irregular(number, place + 1, "this line begins otherwise than the one that it continues")
            return self._string(number, line, place)
        if self.wanting:
            return self.wanting
        obsolete, previous = form
        comment = first == "#" and not previous
        if comment or previous or (first == "m" and not line.startswith(("msgstr", "msgid_plural"), place)):
            if self.entry.complete:
                self.finish()
            elif "msgid" in self.entry.fields or (first != "m" and "msgctxt" in self.entry.fields):
                return self.entry.unfinished()
        if comment and not (obsolete and line.startswith(("~", "|"), place + 1)):
            self.text = None
            self.entry.comment(line[place:])
            return len(line)
        return self._field(number, line, place, form)

    def _field(self, number: int, line: str, place: int, form: _Form) -> Irregular | int:
        keyword = _KEYWORD.match(line, place)
        if not keyword:
            return unknown(number, place + 1, line[place:])
        entry = self.entry
        obsolete, previous = form
        name = ("|" if previous else "") + (keyword[1] or f"msgstr[{keyword[2]}]")
        fault = entry.misplaced(name, number, place + 1, obsolete=obsolete)
        if fault:
            return fault
        if name == "msgid" or not entry.line:
            entry.line, entry.column = number, place + 1
        if not previous:
            entry.obsolete = obsolete
        self.form = form
        self.text = entry.fields[name] = []
        if keyword.end() == len(line):  # Its text begins on the next line.
            self.wanting = Irregular(number, place + 1, "{keyword} without a text in quotes", (("keyword", name),))
            return len(line)
        return self._string(number, line, keyword.end())

    def _string(self, number: int, line: str, place: int) -> Irregular | int:
        string = _STRING.match(line, place)
        if not string or not (string.end() == len(line) or _MORE.match(line, string.end())):
            return unreadable(number, line, place)
        value = string[1]
        if "\\" in value:
            try:
                value = _ESCAPED.sub(self._unescaped, value)
            except _NotACharacterError as error:
                column = string.start(1) + error.offset + 1
                return Irregular(number, column, "a byte given as a number; write the letter itself")
        assert self.text is not None
        self.text.append(value)
        self.wanting = None
        return string.end()

    def _unescaped(self, match: re.Match[str]) -> str:
        if match[2]:
            return _UNESCAPES[match[2]]
        codes = [
            int(hexadecimal, 16) if hexadecimal else int(octal, 8) for hexadecimal, octal in _NUMBER.findall(match[1])
        ]
        try:
            text = bytes(codes).decode(self.charset)
        except ValueError:
            text = "\0"
        if "\0" in text:
            raise _NotACharacterError(match.start())
        return text

    def _regular(self, text: str, position: int, number: int) -> tuple[int, int]:
        """Read the regular entries from `position` on, which is on the line `number`; where the first other one begins.

        Nine entries of ten are regular, and read ten times as fast as by lines.
        """
        entry = self.entry
        before = bool(entry.fields)
        if self.wanting or not (entry.complete if before else entry.empty):
            return position, number
        messages = self.messages
        while match := _REGULAR.match(text, position):
            comments, extracted, machine, context, identity, string = match.groups()
            if '"' in identity or "\\" in identity or '"' in string or "\\" in string:
                break
            if before:
                self.finish()
                before = False
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
    entry = Entry()
    for line in lines.split("\n")[:-1]:
        entry.comment(line)
    return tuple(entry.flags), tuple(entry.references)


class _NotACharacterError(ValueError):
    """Numeric escapes that are no characters of the charset, or a NUL."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset
