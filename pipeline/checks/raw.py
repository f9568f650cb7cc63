"""Rules about what HTML does not allow, and a page therefore cannot show as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.excerpt import excerpt
from pipeline.model import Document, Location, Run, Segment

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_IN_MARKDOWN = re.compile(r"(?<!\\)\[[^\[\]]*<a\s[^<>]*\bhref\b[^<>]*>([^\[\]]*?)</a>[^\[\]]*\]\([^()\s]")
"""A raw link inside a Markdown one."""
_IN_RAW = re.compile(
    r"<a\s[^<>]*\bhref\b[^<>]*>(?:(?!</a>)[^\[\]])*(?<!\\)\[([^\[\]]+)\]\([^()\s][^()]*\)(?:(?!</a>).)*</a>"
)
"""A Markdown link inside a raw one. Pictures are none."""


def _nested(text: Text, scope: Scope) -> Iterator[Note]:
    if scope.translated or "<a" not in text.segment.id:
        return
    written = _CODE.sub("", text.segment.id)
    found = _IN_MARKDOWN.search(written) or _IN_RAW.search(written)
    if found and not written[: found.start(1) - 1].endswith("!"):
        template = "“{text}” is a link inside another link, which HTML does not allow: it leads nowhere. Let one of them end before the other begins."
        yield Note(text.location, template, (("text", excerpt(found[1], 60)),))


def _several(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not document.has_h1:
        return
    for segment in _top_headings(document)[1:]:
        template = "“{heading}” is another heading of level one. A page has one, its title: make it level two."
        where = Location(document.path, segment.line, 1)
        yield Note(where, template, (("heading", segment.inline.text.strip()),))


def _top_headings(document: Document) -> list[Segment]:
    """The headings of level one with words, in Markdown and in raw HTML."""
    found: list[Segment] = []
    waiting = False
    for part in document.parts:
        if isinstance(part, str):
            waiting = part.rfind("<h1") > part.rfind("</h1") if "h1" in part else waiting
        elif isinstance(part, Run) and part.segment is not None and (waiting or part.tag == "h1"):
            found.append(document.segments[part.segment])
            waiting = False
    return found


RULES = (
    Rule(
        "heading-h1-several",
        "Document",
        "review",
        ("WCAG 2.2, 2.4.6 Headings and Labels", "WCAG 2.2, H42"),
        "A page has one heading of level one, its title, and whoever listens begins there. With several nobody knows which is the title. Write the others with `##`, or make them pages of their own.",
        ("# Titel\n\nText.\n\n## Ett\n\nText.", "<h1>Titel</h1>\n\nText.", "Skriv `<h1>` en gång."),
        ("# Ett\n\nText.\n\n# Två\n\nText.", "# Ett\n\nText.\n\n<h1>Två</h1>\n\nText."),
        _several,
    ),
    Rule(
        "link-nested",
        "Segment",
        "error",
        ("HTML Living Standard, 4.5.1 The a element",),
        "A link cannot hold another one, so the inner one is left out and only its words stay. Write them beside each other.",
        (
            'Läs [taxan](sida.md) och <a href="sida.md">mer om oss</a>.',
            'Skriv `[x <a href="y">z</a>](w)`.',
            "[![Vår skylt](bild.jpg)](sida.md) visar vägen.",
        ),
        (
            'Läs [taxan <a href="page.md">för bygglov</a> här](sida.md).',
            'Läs <a href="sida.md">allt om [bygglov](page.md) här</a>.',
        ),
        _nested,
    ),
)
