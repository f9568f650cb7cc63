"""Markdown ↔ `Document`: the one door to pyromark, and the three verbs that the program stands on.

`parse` finds the blocks and their inline runs, `localise` puts translations in the place of the runs, `to_html`
prints. The block structure comes from the source alone, so no translation can change it; and a catalogue whose
msgstr equal their msgids gives the bytes of the source.

Next: `parsing/blocks.py` builds the parts of a document, `parsing/inline.py` what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import cast

import pyromark
from pyromark import Options

from pipeline.model import Catalogue, Document, Image, Inline, Link, Reference, Run, Segment, Value
from pipeline.parsing import asides, blocks, broken, fences, foreign, frontmatter, inline, tables
from pipeline.parsing.inline import Event, Ranged
from pipeline.parsing.lines import Lines
from pipeline.parsing.made import made
from pipeline.parsing.msgid import CONTROL, destination, one_line, title
from pipeline.parsing.parts import P, has_words
from pipeline.patterns import expression
from pipeline.web.html import Plain, Site, fill, press

__all__ = ["front_matter", "inline_events", "localise", "parse", "parse_inline", "to_html", "translated"]

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
_PLAIN = frozenset({"alt", "caption", "field", "link-title"})
"""Roles whose texts are plain, not Markdown."""
_UNUSUAL = bytes({*range(0x20), 0x7F} - {*b"\t\n"})
"""Bytes that `_cleaned` replaces; most texts have none."""
_SIGNIFICANT = b"\\`*_[]<>&~!\n" + _UNUSUAL
"""Signs that may mean something in Markdown, as bytes: deleting them takes a third of the time of looking for one by a regular expression."""
_NO_DEFINITION = expression(r"(\n(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+):(?![ \t])([^\n]*)")
"""A colon at the beginning of a line that begins no definition, and the rest of the line."""
_ALIGNMENTS = expression(r"[:| \t]*-[:\-| \t]*")
"""The line below the heads of a table, from its first colon on."""
_COLON = "\x01"
_MARK_AT_END = expression(
    r"([\])])\{(?=(?:(?:href)?lang|role|dir|title)=[^{}\n]*\}[ \t#]*$)", re.MULTILINE | re.IGNORECASE
)
"""A span, a link or a picture that a line ends with: in a heading the parser takes its attribute list for the heading's own, and drops `lang` and `role`."""
_BRACE = "\x02"
_WORDS_IN_BRACES = expression(r"(\{(?![ \t]*[#.]|[^{}\n]*=)(?:[^{}<\n]*[^{}<\n*_~])?)\}(?=[ \t#]*$)", re.MULTILINE)
"""Words in braces that a line ends with: in a heading the parser takes any of them for an attribute list, and they are lost."""
_CLOSING = "\x03"
_UNMASKED = str.maketrans({_COLON: ":", _BRACE: "{", _CLOSING: "}"})
_LINE_END = expression(r"\r\n?")


def parse(text: str, path: str = "", language: str = "sv") -> Document:
    r"""The document that `text` holds. Never raises: what is wrong with it is in `findings`.

    >>> [segment.id for segment in parse("# Hej\n\nDu *är*\nhär.").segments]
    ['Hej', 'Du *är* här.']
    """
    text, _ = _cleaned(text.removeprefix("\ufeff"))
    front = frontmatter.read(text, path, language)
    body = text[front.end :]
    events = _block_events(body)
    if "<!--" in body:
        events = asides.set_aside(events)
    first_line = text.count("\n", 0, front.end) + 1
    references = _references(body, events)
    aside = _field_segments(front)
    if any(reference.title for reference in references):
        aside += _title_segments(references, _heard_titles(events, body.encode()), body, first_line)
    builder = blocks.Builder(body, path, language, first_line, references, aside)
    builder.feed(events)
    segments, parts = builder.finished()
    findings = (*front.findings, *builder.findings, *builder.directives.findings)
    if "|" in body:
        data = body.encode()
        findings += tuple(tables.lost_cells(events, data, Lines(data, path, first_line), language))
    if body.count("```") % 2 or body.count("~~~") % 2:
        data = body.encode()
        findings += tuple(fences.open_fences(events, data, Lines(data, path, first_line), language))
    if ("```" in body or "~~~" in body) and fences.may_be_directives(body):
        findings += tuple(fences.directives(events, Lines(body.encode(), path, first_line), language))
    if broken.has_lines(body) and not any(finding.rule == "front-matter-invalid" for finding in front.findings):
        data = body.encode()
        findings += tuple(broken.joined_lines(events, data, Lines(data, path, first_line), language))
    named = frontmatter.pictures(front, path)
    return Document(
        path,
        language,
        front.meta,
        segments,
        parts,
        findings,
        builder.directives.allowed,
        pictures=named,
        has_raw=builder.has_raw,
    )


def front_matter(text: str, path: str = "") -> Mapping[str, Value]:
    """The front matter alone of the page that `text` holds."""
    return frontmatter.read(_cleaned(text.removeprefix("\ufeff"))[0], path, "").meta


def _cleaned(text: str) -> tuple[str, bytes]:
    """`text` with one kind of line end, and U+FFFD for what is no character of a page; and its bytes."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # A lone surrogate is no character.
        data = text.encode("utf-8", "replace")
        text = data.decode()
    if len(data.translate(None, _UNUSUAL)) == len(data):
        return text, data
    text = CONTROL.sub("\ufffd", _LINE_END.sub("\n", text))
    return text, text.encode()


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


def _block_events(body: str) -> list[Ranged]:
    """What the parser says of the body of a page.

    The parser takes any line that begins with a colon for a definition (`:smile:`, `::: note`), and the colon is lost.
    In PHP Markdown Extra a blank follows it; so a character that stands in no page stands in for the others meanwhile, and
    others for the braces of a span, and of mere words, at the end of a heading.
    """
    masked = _NO_DEFINITION.sub(_masked, body)
    if "]{" in body or "){" in body:
        masked = _MARK_AT_END.sub(rf"\g<1>{_BRACE}", masked)
    if "}" in body:
        masked = _WORDS_IN_BRACES.sub(rf"\g<1>{_CLOSING}", masked)
    events = _events(masked)
    return events if masked == body else [(cast("Event", _unmasked(event)), span) for event, span in events]


def _masked(line: re.Match[str]) -> str:
    """A line that begins with a colon with its stand-in, unless it stands below the heads of a table of several columns."""
    before, rest = line.groups()
    heads = line.string[line.string.rfind("\n", 0, line.start()) + 1 : line.start()]
    if "|" in rest and "|" in heads and _ALIGNMENTS.fullmatch(rest):
        return line[0]
    return f"{before}{_COLON}{rest}"


def _unmasked(event: object) -> object:
    """`event`, or a value in it, with what the stand-ins stand for."""
    if isinstance(event, str):
        return event.translate(_UNMASKED)
    if isinstance(event, dict):
        return {key: _unmasked(value) for key, value in event.items()}
    return [_unmasked(item) for item in event] if isinstance(event, list) else event


def _references(body: str, events: list[Ranged]) -> tuple[Reference, ...]:
    """What a text of this page may refer to: its link definitions and footnotes."""
    if "]:" not in body:
        return ()
    links = _PARSER.reference_definitions(body)
    notes = [event["Start"]["FootnoteDefinition"] for event, _ in events if _starts(event, "FootnoteDefinition")]
    return (
        *(Reference(label, link["dest"], one_line(link["title"] or "")) for label, link in links.items()),
        *(Reference(label, None) for label in notes),
    )


def _starts(event: Event, name: str) -> bool:
    return isinstance(event, dict) and isinstance(event.get("Start"), dict) and name in event["Start"]


def _heard_titles(events: list[Ranged], data: bytes) -> set[str]:
    """The titles that links of the body `data` have, and pictures among words. That of a picture alone is its caption, another message."""
    found: set[str] = set()
    paragraph = {"start": -1, "end": -1}
    for event, span in events:
        start = event.get("Start") if isinstance(event, dict) else None
        if start == "Paragraph":
            paragraph = span
        elif isinstance(start, dict) and (target := start.get("Link") or start.get("Image")):
            opens = "Image" in start and span["start"] == paragraph["start"]  # Else there are words beside it.
            if not (opens and _is_captioned(data[span["end"] : paragraph["end"]].decode().strip())):
                found.add(one_line(target["title"] or ""))
    return found


def _is_captioned(rest: str) -> bool:
    """Whether the title of a picture is its caption: with this `rest` of its paragraph it stands alone, and has no other title."""
    return not rest or (inline.ATTRIBUTE_LIST.fullmatch(rest) is not None and "title" not in rest)


def _title_segments(
    references: tuple[Reference, ...], heard: set[str], body: str, first_line: int
) -> tuple[Segment, ...]:
    """The titles of link definitions that are `heard`; they stand apart from the texts that use them."""
    result: list[Segment] = []
    for reference in references:
        content = inline.plain(reference.title)
        if reference.title in heard and has_words(content):
            line = first_line + body.count("\n", 0, max(body.find(f"[{reference.label}]:"), 0))
            result.append(Segment("link-title", reference.title, "link-title", line, 1, content))
    return tuple(result)


def localise(document: Document, catalogue: Catalogue, language: str) -> Document:
    """`document` with the reviewed translations of `catalogue` in it; the rest stays, marked as source language."""
    source = document.language if document.language != language else ""
    titles: dict[str, str] = {}
    inlines: list[Inline | None] = []
    meta = dict(document.meta)
    fallbacks: list[str] = []
    for segment in document.segments:
        context, role = segment.context, segment.role
        message = catalogue.find(context, segment.id)
        text = message.strings[0] if message is not None and message.usable else None
        if role == "link-title":  # These come before the texts that use them.
            titles[segment.id] = text or ""
        found = None if text is None else translated(segment, text, titles)
        inlines.append(found)
        if role == "field" and context:
            if found is None:
                fallbacks.append(context)
            else:
                meta[context] = found.text
    parts = [
        part
        if isinstance(part, str)
        else _localised_run(part, inlines, source)
        if isinstance(part, Run)
        else _localised(part, inlines, source)
        for part in document.parts
    ]
    if document.has_raw and foreign.has_passages(document.parts):
        parts = foreign.marked(parts, document.parts, language)
    return replace(
        document,
        language=language,
        source_language=source,
        meta=meta,
        fallbacks=frozenset(fallbacks),
        parts=tuple(parts),
    )


def translated(segment: Segment, msgstr: str, titles: Mapping[str, str] | None = None) -> Inline:
    """The inline content of `msgstr` in the place of `segment`. Equal to the segment's own where the texts are equal.

    `titles` has the translation of each title of a link definition, empty where there is none yet.
    """
    if msgstr == segment.id and not (
        segment.references and any((titles or {}).get(r.title, r.title) != r.title for r in segment.references)
    ):
        return segment.inline
    if segment.role in _PLAIN:
        return inline.plain(one_line(_cleaned(msgstr)[0]))
    if segment.role == "html":
        return inline.raw(_cleaned(msgstr)[0])
    try:
        data = msgstr.encode()
    except UnicodeEncodeError:
        msgstr, data = _cleaned(msgstr)
    if len(data.translate(None, _SIGNIFICANT)) == len(data) and "  " not in msgstr:
        return inline.plain(msgstr.strip())
    return parse_inline(msgstr, segment.references, titles or {})


def parse_inline(
    markdown: str, references: Iterable[Reference] = (), titles: Mapping[str, str] = MappingProxyType({})
) -> Inline:
    """`markdown` as the content of one block, whatever it looks like: nothing in it opens a block.

    The no-break space before it keeps its first line, and four blanks each further line, from being read as a heading,
    a list, a fence …: CommonMark looks for these behind at most three blanks (0.31.2, 4 and 5).

    >>> parse_inline("1. # *Hej*").parts
    ('1. # <em>Hej</em>',)
    """
    return inline.render(*inline_events(markdown, references, titles))


def inline_events(
    markdown: str, references: Iterable[Reference] = (), titles: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[Ranged], bytes]:
    """What the parser says of `markdown` as the content of one block, and the bytes that its ranges count in."""
    text = _GUARD + _one_paragraph(markdown)
    if references:
        folded = " ".join(markdown.split()).casefold()
        references = [r for r in references if " ".join(r.label.split()).casefold() in folded]
        text += "".join(f"\n\n{_definition(r, titles.get(r.title, r.title))}" for r in references)
    text, source = _cleaned(text)
    events = _events(text)
    end = len(events) - 1  # The paragraph is all there is, but for what footnotes leave after it.
    if references:
        end = next(index for index, (event, _) in enumerate(events) if event == {"End": "Paragraph"})
    (first, span), *rest = events[1:end]
    guarded = first["Text"].removeprefix(_GUARD)
    head: list[Ranged] = [({"Text": guarded}, {"start": span["start"] + 2, "end": span["end"]})] if guarded else []
    return head + rest, source


def _definition(reference: Reference, heading: str) -> str:
    """The Markdown that defines `reference`, with a translated title."""
    if reference.address is None:
        return f"[^{reference.label}]: x"
    return f"[{reference.label}]: {destination(reference.address)}{title(heading)}"


def _one_paragraph(markdown: str) -> str:
    """`markdown` without blank lines; only hard breaks still break a line."""
    if "\n" not in markdown and "\r" not in markdown:
        return markdown.strip(" \t")
    lines = [line for line in _LINE_END.sub("\n", markdown).split("\n") if line.strip(" \t")]
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
    return fill(press(document.parts), site or Plain(document.language))


def _localised(part: P, inlines: list[Inline | None], source: str) -> P:
    """`part`, which is no run, with its translation, or marked as being in the source language."""
    if isinstance(part, Image):
        if part.segment is None:  # In a skipped passage, or nothing to translate.
            spoken = part.title if part.decorative else f"{part.alt} {part.title}"
            return part._replace(language=source) if has_words(inline.plain(spoken)) else part
        found = inlines[part.segment]
        return part._replace(language=source) if found is None else part._replace(alt=found.text)
    if isinstance(part, Link):
        return part._replace(parts=tuple(_localised(inner, inlines, source) for inner in part.parts))
    return part


def _localised_run(run: Run, inlines: list[Inline | None], source: str) -> Run:
    """The same for a run."""
    if run.segment is None:
        return run._replace(language=source) if has_words(run.inline) else run
    found = inlines[run.segment]
    if found is None:
        return Run(run.segment, run.tag, run.attributes, run.inline, source)
    return made(Run, (run.segment, run.tag, run.attributes, found, ""))
