"""PO text ↔ `Catalogue`, with the guard. The one door to polib.

Reading is our own strict reader (`po.py`): polib drops what it does not know and takes thirty times as long. polib is
the second pair of eyes: what we are about to write is read back through it, and through our reader, and compared.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import replace

from pipeline import po
from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Location, Message

_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\a\b\v\f]|\\[abvf]")
_HEADER_LINE = re.compile(r"([^\s:]+)[ \t]*:[ \t]*(.*)")


def parse(data: bytes, path: str = "") -> Catalogue:
    """The catalogue that `data` holds.

    Raises `CatalogueError` with path, line and column for anything that cannot be read whole.
    """
    text, charset = _decoded(data, path)
    result = po.read(text)
    if isinstance(result, po.Irregular):
        raise CatalogueError(result.message, Location(path, result.line, result.column))
    messages, trailing = result
    header = next((m for m in messages if m.id == "" and m.context is None and not m.obsolete), None)
    if header is None:
        return Catalogue(tuple(messages), path=path, charset=charset, trailing=trailing)
    return Catalogue(
        tuple(m for m in messages if m is not header),
        _header(header.strings[0]),
        header.comments,
        header.flags,
        path,
        charset,
        trailing,
    )


def serialise(catalogue: Catalogue) -> bytes:
    """The canonical bytes of `catalogue`, in its charset, proved to say the same when they are read again.

    Raises `CatalogueError` when the charset cannot hold a character, or when something would be lost.
    """
    text = po.write(_all(catalogue), catalogue.trailing)
    try:
        data = text.encode(catalogue.charset)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        character = text[error.start]
        raise CatalogueError(
            "“{character}” cannot be written in {charset}; convert the catalogue to UTF-8",
            Location(catalogue.path, line),
            (("character", character), ("charset", catalogue.charset)),
        ) from None
    if _bare(parse(data, catalogue.path)) != _bare(catalogue):
        raise CatalogueError("writing this catalogue would change it, so nothing was written", Location(catalogue.path))
    _read_by_polib(text, catalogue)
    return data


def guard(old: Catalogue, new: Catalogue) -> None:
    """Raise `CatalogueError` if anything that a person wrote in `old` is not in `new`, live or obsolete.

    Looked at: translations, comments, flags other than `fuzzy`, previous msgids, header fields, trailing comments.
    """
    lost = _written_by_people(old) - _written_by_people(new)
    if lost:
        (kind, text), _ = lost.most_common(1)[0]
        raise CatalogueError(
            "{number} pieces of work would be lost, such as the {kind} “{text}”, so nothing was written",
            Location(old.path),
            (("number", lost.total()), ("kind", kind), ("text", text)),
        )


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    """The text of a PO file and the name of its charset."""
    data = data.removeprefix(codecs.BOM_UTF8)
    named = _CHARSET.search(data[:8192])
    charset = named[1].decode().lower() if named else "utf-8"
    if charset == "charset":  # The placeholder of a template.
        charset = "utf-8"
    try:
        text = data.decode(charset)
    except LookupError:
        line = data.count(b"\n", 0, named.start() if named else 0) + 1
        raise CatalogueError(
            "unknown charset “{charset}” in the header", Location(path, line), (("charset", charset),)
        ) from None
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode(charset, "replace")) + 1
        raise CatalogueError(
            "a byte that is not {charset}", Location(path, line, column), (("charset", charset),)
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), charset


def _header(text: str) -> tuple[tuple[str, str], ...]:
    """Fields of a header; a line that is none belongs to the field before it."""
    fields: list[tuple[str, str]] = []
    for line in text.split("\n"):
        match = _HEADER_LINE.match(line)
        if match:
            fields.append((match[1], match[2]))
        elif line and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line}")
        elif line:
            fields.append(("", line))
    return tuple(fields)


def _all(catalogue: Catalogue) -> list[Message]:
    """The messages with the header as the first."""
    if not catalogue.header and not catalogue.comments:
        return list(catalogue.messages)
    text = "".join(f"{key}: {value}\n" if key else f"{value}\n" for key, value in catalogue.header)
    header = Message("", (text,), flags=catalogue.header_flags, comments=catalogue.comments)
    return [header, *catalogue.messages]


def _bare(catalogue: Catalogue) -> Catalogue:
    """`catalogue` without what depends on where it was read."""
    return replace(catalogue, path="", messages=tuple(replace(m, line=0) for m in catalogue.messages))


def _read_by_polib(text: str, catalogue: Catalogue) -> None:
    """Raise `CatalogueError` unless polib reads the same texts.

    polib 1.2 does not know the escapes of control characters: such messages are left to our reader.
    """
    import polib  # Imported where it is used: a build that writes nothing does without.

    theirs: Counter[tuple[str | None, str, tuple[str, ...], bool]] = Counter(
        (e.msgctxt, e.msgid, tuple(e.msgstr_plural.values()) if e.msgid_plural else (e.msgstr,), bool(e.obsolete))
        for e in polib.pofile(text, wrapwidth=-1)
        if not _CONTROL.search(e.msgid + e.msgstr)
    )
    ours: Counter[tuple[str | None, str, tuple[str, ...], bool]] = Counter(
        (m.context, m.id, m.strings, m.obsolete) for m in catalogue if not _CONTROL.search(m.id + m.strings[0])
    )
    if theirs != ours:
        _, id, *_ = next(iter((ours - theirs) or (theirs - ours)))
        template = "polib reads the message “{id}” otherwise, so nothing was written"
        raise CatalogueError(template, Location(catalogue.path), (("id", id),))


def _written_by_people(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for message in catalogue:
        found.update(("translation", text) for text in message.strings if text)
        found.update(("comment", text) for text in message.comments if text)
        found.update(("flag", flag) for flag in message.flags if flag != "fuzzy")
        found.update(("previous text", text) for text in message.previous if text)
    found.update(("header field", key) for key, _ in catalogue.header)
    found.update(("comment", text) for text in (*catalogue.comments, *catalogue.trailing) if text)
    return found
