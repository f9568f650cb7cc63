"""The PO format, line by line: a strict reader, and the writer of the canonical form.

The form is that of `msgcat --no-wrap`. What the reader does not know for sure it does not guess: `read` returns the place
of the first line that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import Message

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\a": "\\a",
    "\b": "\\b",
    "\v": "\\v",
    "\f": "\\f",
}
_UNESCAPES = {escaped[1]: character for character, escaped in _ESCAPES.items()}
_ESCAPABLE = re.compile(r'[\\"\n\t\r\a\b\v\f]')
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))")
_STRING = re.compile(r'"((?:[^"\\]|\\(?:[\\"ntrabvf0-7]|x[0-9A-Fa-f]))*)"[ \t]*\Z')
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)[ \t]*(?=\")")


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are being read."""

    line: int = 0
    obsolete: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

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


@dataclass(frozen=True, slots=True)
class Irregular:
    """The first line that is not of the form."""

    line: int
    """1-based."""
    column: int
    """1-based."""
    message: str
    """What is wrong with it."""


def read(text: str) -> tuple[list[Message], tuple[str, ...]] | Irregular:
    r"""The messages of `text` with the header first, and the comment lines after the last entry; or why not.

    >>> read('msgid "Hej"\nmsgstr "Hello"\n')[0][0].strings
    ('Hello',)
    >>> read('msgid "Hej\nmsgstr ""\n')
    Irregular(line=1, column=7, message='the text has no closing quote')
    """
    messages: list[Message] = []
    entry = _Entry()
    current: list[str] | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line or line.isspace():
            current = None
            continue
        obsolete = line.startswith("#~")
        body = (line[2:] if obsolete else line).lstrip(" \t")
        previous = body.startswith("|") if obsolete else body.startswith("#|")
        if previous:
            body = body[1 if obsolete else 2 :].lstrip(" \t")
        first = body[:1]
        starts_entry = first == "#" or (first == "m" and not body.startswith(("msgstr", "msgid_plural")))
        if starts_entry or previous:
            done = "msgstr" in entry.fields or "msgstr[0]" in entry.fields
            if done:
                messages.append(entry.message())
                entry = _Entry()
        if first == "#" and not obsolete:
            current = None
            _comment(body, entry)
            continue
        if first == '"':
            if current is None:
                return Irregular(number, 1, "a text without a keyword before it")
            keyword_end = 0
        else:
            keyword = _KEYWORD.match(body)
            if not keyword:
                return _unknown(number, line)
            name = ("|" if previous else "") + keyword[1]
            fault = _misplaced(name, entry, obsolete)
            if fault:
                return Irregular(number, 1, fault)
            if name == "msgid":
                entry.line = number
            entry.obsolete = entry.obsolete or (obsolete and not previous)
            current = entry.fields[name] = []
            keyword_end = keyword.end()
        string = _STRING.match(body, keyword_end)
        if not string:
            return _unreadable(number, line, len(line) - len(body) + keyword_end)
        value = string[1]
        current.append(_ESCAPED.sub(_unescaped, value) if "\\" in value else value)
    if "msgid" in entry.fields:
        if "msgstr" not in entry.fields and "msgstr[0]" not in entry.fields:
            return Irregular(entry.line, 1, "a msgid without a msgstr")
        messages.append(entry.message())
        entry = _Entry()
    elif entry.fields:
        return Irregular(text.count("\n"), 1, "the last entry has no msgid")
    return messages, tuple(_trailing(entry))


def _unescaped(match: re.Match[str]) -> str:
    if match[3]:
        return _UNESCAPES[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2], 8))


def _comment(line: str, entry: _Entry) -> None:
    mark = line[1:2]
    if mark == ",":
        entry.flags += [flag.strip() for flag in line[2:].split(",") if flag.strip()]
    elif mark == ":":
        entry.references += _references(line[2:])
    elif mark == ".":
        entry.extracted.append(line[3:] if line[2:3] == " " else line[2:])
    else:
        entry.comments.append(line[2:] if mark == " " else line[1:])


def _references(text: str) -> list[str]:
    """Entries of a `#:` line; a path with blanks stands between U+2068 and U+2069 (GNU gettext manual, PO Files)."""
    return [(a or b) for a, b in re.findall("\u2068([^\u2069]*)\u2069|(\\S+)", text)]


def _unknown(number: int, line: str) -> Irregular:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Irregular(number, 1, "a conflict marker of git: resolve the conflict")
    return Irregular(number, 1, "neither a comment, nor a keyword, nor a text in quotes")


def _unreadable(number: int, line: str, offset: int) -> Irregular:
    """What is wrong with the text in quotes that begins at `offset`."""
    text = line[offset:]
    closed = re.match(r'"(?:[^"\\]|\\.)*"', text)
    if not closed:
        return Irregular(number, offset + 1, "the text has no closing quote")
    escape = re.search(r'\\(?![\\"ntrabvf0-7]|x[0-9A-Fa-f])', closed[0].replace("\\\\", "  "))
    if escape:
        return Irregular(number, offset + escape.start() + 1, "an unknown escape; a backslash is written twice")
    return Irregular(number, offset + closed.end() + 1, "something stands after the closing quote")


def _misplaced(name: str, entry: _Entry, obsolete: bool) -> str:
    """Why the keyword `name` cannot stand here, or nothing."""
    fields = entry.fields
    if name in fields:
        return f"{name} stands twice in this entry"
    if name.startswith(("msgstr", "msgid_plural")) and "msgid" not in fields:
        return f"{name} without a msgid before it"
    if name.startswith("msgstr["):
        plural = "msgid_plural" in fields
        return (
            ""
            if plural and name == f"msgstr[{sum(k.startswith('msgstr[') for k in fields)}]"
            else f"{name} is out of place"
        )
    if name == "msgstr" and "msgid_plural" in fields:
        return "a plural needs msgstr[0], msgstr[1] …"
    if name.startswith("msgstr") and obsolete != entry.obsolete:
        return "half of this entry is obsolete"
    return ""


def _trailing(entry: _Entry) -> Iterator[str]:
    yield from _comment_lines(entry.comments, entry.extracted, entry.references, entry.flags)


# --- writing ------------------------------------------------------------------------------------


def write(messages: Sequence[Message], trailing: Sequence[str] = ()) -> str:
    """The canonical text of `messages`, the header first."""
    blocks = ["\n".join(_lines(message)) for message in messages]
    if trailing:
        blocks.append("\n".join(trailing))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _lines(message: Message) -> list[str]:
    lines = list(_comment_lines(message.comments, message.extracted, message.references, message.flags))
    mark = "#~ " if message.obsolete else ""
    before = "#~| " if message.obsolete else "#| "
    for name, text in zip(("msgctxt", "msgid", "msgid_plural"), message.previous, strict=True):
        if text is not None:
            lines += _field(before, name, text)
    if message.context is not None:
        lines += _field(mark, "msgctxt", message.context)
    lines += _field(mark, "msgid", message.id)
    if message.plural is None:
        return lines + _field(mark, "msgstr", message.strings[0])
    lines += _field(mark, "msgid_plural", message.plural)
    for index, text in enumerate(message.strings):
        lines += _field(mark, f"msgstr[{index}]", text)
    return lines


def _comment_lines(
    comments: Sequence[str], extracted: Sequence[str], references: Sequence[str], flags: Sequence[str]
) -> Iterator[str]:
    for comment in comments:
        yield f"# {comment}" if comment else "#"
    for comment in extracted:
        yield f"#. {comment}" if comment else "#."
    for reference in references:
        yield f"#: \u2068{reference}\u2069" if " " in reference else f"#: {reference}"
    if flags:
        yield f"#, {', '.join(flags)}"


def _field(mark: str, name: str, text: str) -> list[str]:
    if "\n" not in text[:-1]:
        return [f'{mark}{name} "{escape(text)}"']
    return [f'{mark}{name} ""', *(f'{mark}"{escape(line)}"' for line in _LINES.findall(text))]


def escape(text: str) -> str:
    """`text` between the quotes of a PO file."""
    return _ESCAPABLE.sub(lambda m: _ESCAPES[m[0]], text) if _ESCAPABLE.search(text) else text
