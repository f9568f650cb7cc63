"""Markdown ↔ `Document`: the one door to pyromark, and the three verbs that the program stands on.

`parse` finds the blocks and their inline runs, `localise` puts translations in the place of the runs, `to_html`
prints. The block structure comes from the source alone, so no translation can change it; and a catalogue whose
msgstr equal their msgids gives the bytes of the source.

Next: `blocks.py` builds the parts of a document, `inline.py` what stands in them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pyromark
from pyromark import Options

from pipeline import blocks, frontmatter, inline
from pipeline.html import Plain, Printer, Site
from pipeline.inline import Event, Ranged
from pipeline.model import Catalogue, Document, Image, Inline, Link, Run, Segment
from pipeline.msgid import destination, title
from pipeline.parts import P, has_words

__all__ = ["localise", "parse", "parse_inline", "to_html", "translated"]

_PARSER = pyromark.Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_GFM
    | Options.ENABLE_DEFINITION_LIST
)
_GUARD = "\u00a0"
_SIGNIFICANT = re.compile(r"[\\`*_\[\]<>&~!\n\r\x00]|  ")
_LINE_END = re.compile(r"\r\n?")


def parse(text: str, path: str = "", language: str = "sv") -> Document:
    r"""The document that `text` holds. Never raises: what is wrong with it is in `findings`.

    >>> [segment.id for segment in parse("# Hej\n\nDu *är*\nhär.").segments]
    ['Hej', 'Du *är* här.']
    """
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff")).replace("\0", "\ufffd")
    text = text.encode("utf-8", "replace").decode()  # A lone surrogate is no character.
    front = frontmatter.read(text, path, language)
    body = text[front.end :]
    events = _events(body)
    first_line = text.count("\n", 0, front.end) + 1
    builder = blocks.Builder(body, path, first_line, _references(body, events), _field_segments(front))
    builder.feed(events)
    segments, parts = builder.finished()
    return Document(path, language, front.meta, segments, parts, front.findings, tuple(builder.directives.allowed))


def _field_segments(front: frontmatter.FrontMatter) -> tuple[Segment, ...]:
    """The translatable values of the front matter."""
    return tuple(
        Segment(key, value, "field", *front.places[key], inline.plain(value))
        for key, value in front.meta.items()
        if key in frontmatter.TRANSLATED and isinstance(value, str) and any(map(str.isalnum, value))
    )


def _events(text: str) -> list[Ranged]:
    """What the parser says of `text`. Its types stop here: `inline` and `blocks` know the shape."""
    return cast("list[Ranged]", list(_PARSER.events_with_range(text)))


def _references(body: str, events: list[Ranged]) -> tuple[tuple[str, str], ...]:
    """What a msgstr of this page may refer to, as (label, Markdown definition)."""
    if "]:" not in body:
        return ()
    links = _PARSER.reference_definitions(body)
    notes = [event["Start"]["FootnoteDefinition"] for event, _ in events if _starts(event, "FootnoteDefinition")]
    return (
        *((label, f"[{label}]: {destination(link['dest'])}{title(link['title'])}") for label, link in links.items()),
        *((label, f"[^{label}]: x") for label in notes),
    )


def _starts(event: Event, name: str) -> bool:
    return isinstance(event, dict) and isinstance(event.get("Start"), dict) and name in event["Start"]


def localise(document: Document, catalogue: Catalogue, language: str) -> Document:
    """`document` with the reviewed translations of `catalogue` in it; the rest stays, marked as source language."""
    inlines: list[Inline | None] = []
    for segment in document.segments:
        message = catalogue.find(segment.context, segment.id)
        usable = message is not None and message.translated and bool(message.strings[0].strip())
        inlines.append(translated(segment, message.strings[0]) if message and usable else None)
    source = document.language
    fields = {s.context: found for s, found in zip(document.segments, inlines, strict=True) if s.role == "field"}
    return replace(
        document,
        language=language,
        source_language=source,
        meta={k: found.text if k in fields and (found := fields[k]) else v for k, v in document.meta.items()},
        fallbacks=frozenset(key for key, found in fields.items() if key and found is None),
        parts=tuple(_localised(part, inlines, source) for part in document.parts),
    )


def translated(segment: Segment, msgstr: str) -> Inline:
    """The inline content of `msgstr` in the place of `segment`. Equal to the segment's own where the texts are equal."""
    if msgstr == segment.id:
        return segment.inline
    if segment.role in ("alt", "caption", "field"):
        return inline.plain(" ".join(msgstr.split()))
    if segment.role == "html":
        return inline.raw(msgstr)
    if not _SIGNIFICANT.search(msgstr):
        return inline.plain(msgstr.strip())
    references = "".join(f"\n\n{definition}" for _, definition in segment.references)
    return parse_inline(msgstr, references)


def parse_inline(markdown: str, references: str = "") -> Inline:
    """`markdown` as the content of one block, whatever it looks like: nothing in it opens a block.

    The no-break space before it keeps its first line, and four blanks each further line, from being read as a heading,
    a list, a fence …: CommonMark looks for these behind at most three blanks (0.31.2, 4 and 5).

    >>> parse_inline("1. # *Hej*").parts
    ('1. # <em>Hej</em>',)
    """
    text = _GUARD + _one_paragraph(markdown) + references
    events = _events(text.encode("utf-8", "replace").decode())
    end = next(i for i, (event, _) in enumerate(events) if event == {"End": "Paragraph"})
    (first, span), *rest = events[1:end]
    guarded = first["Text"].removeprefix(_GUARD)
    head: list[Ranged] = [({"Text": guarded}, {"start": span["start"] + 2, "end": span["end"]})] if guarded else []
    return inline.render(head + rest)


def _one_paragraph(markdown: str) -> str:
    """`markdown` without blank lines; only hard breaks still break a line."""
    lines = [line for line in _LINE_END.sub("\n", markdown.replace("\0", "\ufffd")).split("\n") if line.strip()]
    pieces: list[str] = []
    for line in lines:
        bare = line.strip(" \t")
        backslashes = len(bare) - len(bare.rstrip("\\"))
        if backslashes % 2:
            pieces += [bare, "\n    "]
        elif line.endswith("  "):
            pieces += [bare, "\\\n    "]
        else:
            pieces += [bare, " "]
    return "".join(pieces[:-1])


def to_html(document: Document, site: Site | None = None) -> str:
    """The body of `document` as HTML; `site` resolves addresses and writes the theme's words."""
    return Printer(site or Plain(document.language)).print(document.parts)


def _localised(part: P, inlines: list[Inline | None], source: str) -> P:
    """`part` with its translation, or marked as being in the source language."""
    if isinstance(part, Run):
        if part.segment is None:
            return replace(part, language=source) if has_words(part.inline) else part
        found = inlines[part.segment]
        return replace(part, language=source) if found is None else replace(part, inline=found)
    if isinstance(part, Image) and part.segment is not None:
        found = inlines[part.segment]
        return replace(part, language=source) if found is None else replace(part, alt=found.text)
    if isinstance(part, Link):
        return replace(part, parts=tuple(_localised(inner, inlines, source) for inner in part.parts))
    return part
