"""An entry of a PO file while its lines are being read: what its comments say, and which keyword may come next."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Message
from pipeline.patterns import expression
from pipeline.po.faults import Irregular

_REFERENCE = expression("\u2068([^\u2069]*)\u2069(:[0-9]+(?![^ \t]))?|([^ \t]+)")
_FLAG = expression(r"fuzzy|(?:no-)?wrap|[a-z0-9-]+-(?:format|check)")
"""The flags of gettext that are one word."""
_FLAGS = expression(r"[a-z][a-z0-9-]*(?::\s*\S+)?")


@dataclass(slots=True)
class Entry:
    """An entry while its lines are being read."""

    line: int = 0
    """1-based line of its msgid, or of its first keyword as long as it has none."""
    column: int = 0
    """1-based."""
    obsolete: bool = False
    """Whether its keywords are commented out with `#~`."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    """The pieces of its texts by keyword; those of previous texts have a `|` before it."""
    comments: list[str] = field(default_factory=list)
    """`# ` lines."""
    extracted: list[str] = field(default_factory=list)
    """`#.` lines."""
    references: list[str] = field(default_factory=list)
    """`#:` entries."""
    flags: list[str] = field(default_factory=list)
    """`#,` entries."""
    parted: bool = False
    """Whether a blank line has come after its first comments."""

    def message(self) -> Message:
        """The message that the lines make."""
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

    @property
    def empty(self) -> bool:
        """Whether no line of it has been read."""
        return not (self.fields or self.comments or self.extracted or self.references or self.flags)

    def unfinished(self) -> Irregular:
        """What is wrong with it when it ends here."""
        template = "a msgid without a msgstr" if "msgid" in self.fields else "an entry without a msgid"
        return Irregular(self.line, self.column, template)

    def misplaced(self, name: str, line: int, column: int, *, obsolete: bool) -> Irregular | None:
        """What is wrong with the keyword `name` if it cannot stand here."""
        fault = _misplaced(name, self, obsolete)
        return Irregular(line, column, fault, (("keyword", name.replace("|", "#| ")),)) if fault else None

    def comment(self, line: str) -> None:
        """Read a line that begins with `#`."""
        line = line.rstrip("\r")
        mark = line[1:2]
        if mark == "," or (mark in ("=", "!") and _says_flags(line[2:])):
            if self.parted:  # The first are of an entry that is commented out; gettext too takes the last.
                self.flags = [flag for flag in self.flags if flag != "fuzzy"]
            self.flags += _flags(line[2:])
        elif mark == ":":
            self.references += _references(line[2:])
        elif mark == ".":
            self.extracted.append(line[3:] if line[2:3] == " " else line[2:])
        else:
            self.comments.append(line[2:] if mark == " " else line[1:])


def _flags(text: str) -> list[str]:
    """The flags in a `#,` line. To gettext a blank parts them as well as a comma does; one that we do not know may have blanks.

    >>> _flags(" fuzzy c-format, range: 0..10")
    ['fuzzy', 'c-format', 'range: 0..10']
    """
    found: list[str] = []
    for flag in text.split(","):
        words = flag.split()
        known = [word for word in words if _FLAG.fullmatch(word)] if len(words) > 1 else []
        rest = " ".join(word for word in words if not _FLAG.fullmatch(word)) if known else flag.strip()
        found += [*known, rest] if rest else known
    return found


def _says_flags(text: str) -> bool:
    """Whether a line that begins with `#=` (gettext 0.25 and later) or `#!` (that of 1995) says flags, and is no comment.

    >>> _says_flags(" fuzzy, c-format"), _says_flags("======"), _says_flags("/bin/sh")
    (True, False, False)
    """
    flags = _flags(text)
    return any(map(_FLAG.fullmatch, flags)) and all(map(_FLAGS.fullmatch, flags))


def _references(text: str) -> list[str]:
    """Entries of a `#:` line; a path with blanks stands between U+2068 and U+2069 (GNU gettext manual, PO Files)."""
    if "\u2068" not in text:  # Hardly any has, and a heading may stand on a hundred pages.
        return [path for path in text.replace("\t", " ").split(" ") if path]
    return [bare or path + line for path, line, bare in _REFERENCE.findall(text)]


def _misplaced(name: str, entry: Entry, obsolete: bool) -> str:
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
