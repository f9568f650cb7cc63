"""PO text ↔ `Catalogue`, with the guard. The one door to polib.

Reading is our own strict reader (`po/reader.py`): polib drops what it does not know and takes thirty times as long. polib is
the second pair of eyes: what we are about to write is read back through it, and through our reader, and compared.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Location, Message, Phrase
from pipeline.patterns import expression
from pipeline.po import reader, writer
from pipeline.po.faults import Irregular

_HEADER = expression(rb'^[ \t]*msgid[ \t]*""\s+msgstr[ \t]*((?:[ \t]*"[^\n]*(?:\n|\Z))+)', re.MULTILINE)
_CHARSET = expression(rb"content-type:[^\\]*?charset=([\w.:-]+)", re.IGNORECASE)
_CHARSET_ALONE = expression(rb"charset=([\w.:-]+)")
"""Where the field is broken, as programs do that part a long line: gettext looks for nothing more."""
_SAID_CHARSET = expression(r"charset=[\w.:-]+")
_COMMENT = expression(rb"[ \t]*#(?![~|])")
_PROBE = 'msgid "A..b-\\u0041\\n"\n+AOU-~ \\' + 64 * "a"
"""What only a charset that has ASCII in it reads and writes as ASCII: not UTF-7, IDNA, `unicode_escape` …"""
_OF_THE_TEXT = expression(r"(?:no-)?wrap|(?!ignore-|strict-)[a-z0-9-]+-(?:format|check)|range:.*|md-text|safe-html")
"""What extraction, ours or another, says of a text. Those of Weblate that silence its checks are a person's."""
_NOBODYS = frozenset({"fuzzy", "max-length:100"})
"""Flags that come and go with the review, and with the role of an address."""
_BELL = expression(r"\\[\\a]")
_LINE_ENDS = expression("[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_IN_TEXTS = expression("[\a\x1c\x1d\x1e\x85\u2028\u2029]")
_POLIBS_FORMS = 10
"""So many plural forms polib tells apart. No language has more than six, but a broken template may."""
_NPLURALS = expression(r"nplurals\s*=\s*([1-9])\b")
_HEADER_LINE = expression(r"([^\s:]+)[ \t]*: ?(.*)")

_Kind = Literal["translation", "comment", "flag", "previous text", "header field"]
_Work = tuple[_Kind, str]
"""What a person has written: what it is, and its text."""
_Read = tuple[str | None, str, tuple[str, ...], bool]


def parse(data: bytes, path: str = "") -> Catalogue:
    """The catalogue that `data` holds.

    Raises `CatalogueError` with path, line and column for anything that cannot be read whole.
    """
    text, charset = decoded(data, path)
    result = reader.read(text, charset)
    if isinstance(result, Irregular):
        raise CatalogueError(result.template, Location(path, result.line, result.column), result.values)
    messages, trailing = result
    header = next((m for m in messages if m.id == "" and m.context is None and not m.obsolete), None)
    if header is None:
        return Catalogue(tuple(messages), path=path, charset=charset, trailing=trailing)
    if header.plural is not None or any(header.previous):
        message = "the header is no message: it has neither a plural nor a previous text"
        raise CatalogueError(message, Location(path, header.line, 1))
    return Catalogue(
        tuple([m for m in messages if m is not header]),
        _header(header.strings[0]),
        # Some programs write where the file is from as `#.` or `#:` above the header; to us that is a comment.
        header.comments + header.extracted + header.references,
        header.flags,
        path,
        charset,
        trailing,
    )


def canonical(catalogue: Catalogue) -> bytes:
    """The canonical bytes of `catalogue`, in its charset: to compare with a file, not to be written (`serialise`).

    Raises `CatalogueError` when the charset cannot hold a character.
    """
    return encoded(writer.write(_all(catalogue), catalogue.trailing, catalogue.wrap), catalogue)


def encoded(text: str, catalogue: Catalogue) -> bytes:
    """The canonical `text` of `catalogue` in its charset. Raises `CatalogueError` when that cannot hold a character."""
    try:
        return text.encode(catalogue.charset)
    except UnicodeEncodeError as error:
        # No line: what cannot be written is seldom in the file that is there.
        raise CatalogueError(
            "“{character}” cannot be written in {charset}; convert the catalogue to UTF-8",
            Location(catalogue.path),
            (("character", text[error.start]), ("charset", catalogue.charset)),
        ) from None


def serialise(catalogue: Catalogue, before: Catalogue | None = None) -> bytes:
    """The canonical bytes of `catalogue`, in its charset, proved to say the same when they are read again.

    Our reader reads all of them, polib the messages that were not the same in `before`, the file that they replace. Raises
    `CatalogueError` when the charset cannot hold a character, or when something would be lost.
    """
    data = canonical(catalogue)
    again = parse(data, catalogue.path)
    if _bare(again) != _bare(catalogue) or list(map(_said, again)) != list(map(_said, catalogue)):
        raise CatalogueError("writing this catalogue would change it, so nothing was written", Location(catalogue.path))
    known = {_said(m) for m in before or ()}
    new = [m for m in catalogue if _said(m) not in known]
    if new:
        _read_by_polib(new, catalogue.path)
    return data


def as_utf_8(catalogue: Catalogue) -> Catalogue:
    """`catalogue` to be written in UTF-8, as its header then says.

    >>> as_utf_8(Catalogue((), (("Content-Type", "text/plain; charset=ISO-8859-1"),), charset="iso-8859-1")).header
    (('Content-Type', 'text/plain; charset=UTF-8'),)
    """
    header = tuple((key, _SAID_CHARSET.sub("charset=UTF-8", value)) for key, value in catalogue.header)
    return replace(catalogue, header=header, charset="utf-8")


def guard(old: Catalogue, new: Catalogue) -> None:
    """Raise `CatalogueError` if anything that a person wrote in `old` is not in `new`, live or obsolete.

    Looked at: the `work` in every message, the fields of the header, the comments of the file.
    """
    lost = _written_by_people(old) - _written_by_people(new)
    if lost:
        (kind, text), _ = lost.most_common(1)[0]
        raise CatalogueError(
            "{number} pieces of work would be lost, such as the {kind} “{text}”, so nothing was written",
            Location(old.path),
            (("number", lost.total()), ("kind", Phrase(kind)), ("text", text)),
        )


def nplurals(catalogue: Catalogue) -> int | None:
    """How many plural forms the language has, if the header says so."""
    fields: Mapping[str, str] = dict(reversed(catalogue.header))
    match = _NPLURALS.search(fields.get("Plural-Forms", ""))
    return int(match[1]) if match else None


def work(message: Message) -> frozenset[_Work]:
    """What a person has put into `message`, each as what it is and its text.

    Flags that extraction sets are none: they come and go with the source, as does `fuzzy` with the review.

    >>> sorted(work(Message("Hej", ("Hi",), flags=("fuzzy", "md-text", "max-length:80"))))
    [('flag', 'max-length:80'), ('translation', 'Hi')]
    """
    found: set[_Work] = {("translation", text) for text in message.strings if text}
    found |= {("comment", text) for text in message.comments if text}
    found |= {("flag", flag) for flag in message.flags if flag not in _NOBODYS and not is_of_the_text(flag)}
    found |= {("previous text", text) for text in message.previous if text}
    return frozenset(found)


def is_of_the_text(flag: str) -> bool:
    """Whether `flag` says what its text is made of, which is the template's to say.

    >>> [is_of_the_text(flag) for flag in ("md-text", "no-c-format", "range: 0..9", "max-length:80", "ignore-c-format")]
    [True, True, True, False, False]
    """
    return _OF_THE_TEXT.fullmatch(flag) is not None


def _written_by_people(catalogue: Catalogue) -> Counter[_Work]:
    """How many keys hold each piece of work: what one key has twice may become one."""
    by_key: dict[tuple[str | None, str], frozenset[_Work]] = {}
    for message in catalogue:
        by_key[message.key] = by_key.get(message.key, frozenset()) | work(message)
    found: Counter[_Work] = Counter(piece for pieces in by_key.values() for piece in pieces)
    found.update(("header field", f"{key}: {value}") for key, value in catalogue.header)
    found.update(("comment", text) for text in (*catalogue.comments, *catalogue.trailing) if text)
    return found


def decoded(data: bytes, path: str) -> tuple[str, str]:
    """The text of a PO file and the name of its charset."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogueError("the file is UTF-16. Save it as UTF-8", Location(path, 1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    charset, place = _charset(data)
    try:
        usable = _PROBE.encode("ascii").decode(charset) == _PROBE and bool(_PROBE.encode(charset))
    except (LookupError, UnicodeError):
        usable = False
    if not usable:
        line, column = _place(data, place, "latin-1")
        template = "unknown charset “{charset}” in the header"
        raise CatalogueError(template, Location(path, line, column), (("charset", charset),)) from None
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        fault = foreign_byte(data) if is_utf_8(charset) else error.start
        if fault is not None:
            line, column = _place(data, fault, charset)
            values = (("charset", charset),)
            raise CatalogueError("a byte that is not {charset}", Location(path, line, column), values) from None
        text = "".join(map(_western, data.splitlines(keepends=True)))
    return text.removeprefix("\ufeff"), charset


def says_utf_8(data: bytes) -> bool:
    """Whether a PO file says that it is UTF-8, or says nothing."""
    return _charset(data)[0] == "utf-8"


def is_utf_8(charset: str) -> bool:
    """Whether that is a name of UTF-8, of which there are several."""
    return codecs.lookup(charset).name == "utf-8"


def foreign_byte(data: bytes, *, comments: bool = False) -> int | None:
    """The index of the first byte of a UTF-8 file that is none; those in comments count only with `comments`."""
    place = 0
    for line in data.splitlines(keepends=True):
        if comments or not _COMMENT.match(line):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                return place + error.start
        place += len(line)
    return None


def _western(line: bytes) -> str:
    """A line of a UTF-8 file. A comment that is none is of the time before: read as Latin-1 no byte of it is lost."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _charset(data: bytes) -> tuple[str, int]:
    """The charset that the header names, else UTF-8, and the index of its name."""
    for header in _HEADER.finditer(data):
        before = data[: header.start()].rstrip().rpartition(b"\n")[2]
        if before.lstrip().startswith(b"msgctxt"):
            continue
        text = re.sub(rb'"\s*"', b"", header[1])
        named = _CHARSET.search(text) or _CHARSET_ALONE.search(text)
        # The placeholder of a template is “CHARSET”.
        if named and named[1].lower() != b"charset":
            return named[1].decode().lower(), max(data.find(named[1], header.start()), header.start())
        break
    return "utf-8", 0


def _place(data: bytes, index: int, charset: str) -> tuple[int, int]:
    """1-based line and column of a byte."""
    start = data.rfind(b"\n", 0, index) + 1
    return data.count(b"\n", 0, index) + 1, len(data[start:index].decode(charset, "replace")) + 1


def _header(text: str) -> tuple[tuple[str, str], ...]:
    """Fields of a header; a line that is none, an empty one too, belongs to the field before it."""
    fields: list[tuple[str, str]] = []
    for line in text.removesuffix("\n").split("\n") if text else ():
        match = _HEADER_LINE.match(line)
        if match:
            fields.append((match[1], match[2]))
        elif fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line}")
        else:
            fields.append(("", line))
    return tuple(fields)


def _all(catalogue: Catalogue) -> list[Message]:
    """The messages with the header as the first."""
    if not (catalogue.header or catalogue.comments or catalogue.header_flags):
        return list(catalogue.messages)
    text = "".join(f"{key}: {value}\n" if key else f"{value}\n" for key, value in catalogue.header)
    header = Message("", (text,), flags=catalogue.header_flags, comments=catalogue.comments)
    return [header, *catalogue.messages]


def _bare(catalogue: Catalogue) -> Catalogue:
    """`catalogue` without its messages, and where it was read."""
    return replace(catalogue, path="", messages=(), wrap=0)


def _said(message: Message) -> tuple[object, ...]:
    """`message` without the line that it was read from, its last field."""
    return message[:-1]


def _read_by_polib(messages: Sequence[Message], path: str) -> None:
    r"""Raise `CatalogueError` unless polib reads the same texts.

    polib 1.2 ends a line where `str.splitlines` does, does not know `\a`, takes any message without an id for the
    header, and msgstr[10] for msgstr[1]: it gets a stand-in for such characters, and such messages are left to our reader.
    """
    import polib  # Imported where it is used: a build that writes nothing does without.

    messages = [m for m in messages if len(m.strings) <= _POLIBS_FORMS]
    text = writer.write(messages)
    text = _BELL.sub(lambda match: match[0] if match[0] == "\\\\" else "\ufffd", text)
    try:
        file = polib.pofile(_LINE_ENDS.sub("\ufffd", text), encoding="utf-8", wrapwidth=-1)
    except OSError as error:
        template = "polib cannot read what would be written ({reason}), so nothing was written"
        raise CatalogueError(template, Location(path), (("reason", str(error)),)) from None
    theirs: Counter[_Read] = Counter(
        (e.msgctxt, e.msgid, tuple(e.msgstr_plural.values()) if e.msgstr_plural else (e.msgstr,), bool(e.obsolete))
        for e in file
        if e.msgid
    )
    ours: Counter[_Read] = Counter(
        (
            None if m.context is None else _IN_TEXTS.sub("\ufffd", m.context),
            _IN_TEXTS.sub("\ufffd", m.id),
            tuple([_IN_TEXTS.sub("\ufffd", s) for s in m.strings]),
            m.obsolete,
        )
        for m in messages
        if m.id
    )
    if theirs != ours:
        _, id, *_ = next(iter((ours - theirs) or (theirs - ours)))
        template = "polib reads the message “{id}” otherwise, so nothing was written"
        raise CatalogueError(template, Location(path), (("id", id),))
