"""Rules about what HTML does not allow, and a page therefore cannot show as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.language.excerpt import excerpt
from pipeline.model import Document, Location, Run
from pipeline.parsing.heard import Names
from pipeline.parsing.parts import headings_in
from pipeline.patterns import expression

_CODE = expression(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_IN_MARKDOWN = expression(r"(?<!\\)\[[^\[\]]*<a\s[^<>]*\bhref\b[^<>]*>([^\[\]]*?)</a>[^\[\]]*\]\([^()\s]")
"""A raw link inside a Markdown one."""
_IN_RAW = expression(
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
    found = [run.segment for level, run in headings_in(document) if level == 1 and run.segment is not None]
    for segment in map(document.segments.__getitem__, found[1:]):
        template = "“{heading}” is another heading of level one. A page has one, its title: make it level two."
        where = Location(document.path, segment.line, 1)
        yield Note(where, template, (("heading", segment.inline.text.strip()),))


_IMAGE = expression(r'<([a-z]+)\b[^<>]*\srole="img"[^<>]*>')
_OWN_NAME = expression(r'\s(?:aria-label|title)="[^"]*[^\s"]')


def _unnamed_picture(document: Document, scope: Scope) -> Iterator[Note]:
    """What is called a picture without being one, and has no name."""
    if scope.translated or 'role="img"' not in scope.subjects.markup:
        return
    names = Names(document)
    waiting: list[str] = []
    for part in document.parts:
        tags = part if isinstance(part, str) else "".join(_strings(part)) if isinstance(part, Run) else ""
        found = _IMAGE.finditer(tags) if 'role="img"' in tags else ()
        waiting += [tag[1] for tag in found if not _is_named(tag[0], names)]
        if not isinstance(part, Run) or part.segment is None:
            continue
        segment = document.segments[part.segment]
        yield from _nameless(waiting, Location(document.path, segment.line, segment.column))
        waiting = []
    yield from _nameless(waiting, Location(document.path))


def _is_named(tag: str, names: Names) -> bool:
    hidden = ' aria-hidden="true"' in tag
    return hidden or _OWN_NAME.search(tag) is not None or bool(names.said(tag))


def _strings(run: Run) -> Iterator[str]:
    """The literal HTML of a run, its own tag first."""
    yield f"<{run.tag}{run.attributes}>" if run.tag else ""
    yield from (part for part in run.inline.parts if isinstance(part, str))


def _nameless(elements: list[str], where: Location) -> Iterator[Note]:
    for element in elements:
        template = "This <{element}> is called a picture and has no name, so who listens hears “picture” and nothing of what stands in it. Write {mark}, or take the role away."
        yield Note(where, template, (("element", element), ("mark", 'aria-label="…"')))


RULES = (
    Rule(
        "image-role-unnamed",
        "Document",
        "error",
        ("WCAG 2.2, 1.1.1 Non-text Content", "WAI-ARIA 1.2, 5.4 img"),
        '`role="img"` makes one picture of what stands in an element: stars, an emoji, a drawing of signs. A screen reader says its name alone, so it needs one, and that is translated: '
        '`<span role="img" aria-label="Fyra av fem">★★★★☆</span>`.',
        (
            '<p>Betyg: <span role="img" aria-label="Fyra av fem">★★★★☆</span></p>',
            '<div role="img" aria-label="Fyra av fem">★★★★☆</div>',
            '<p id="betyg">Fyra av fem</p>\n<div role="img" aria-labelledby="betyg"></div>',
            '<div role="img" aria-hidden="true">★★★★☆</div>',
        ),
        (
            'Betyg: <span role="img">★★★★☆</span>',
            '<div role="img" aria-label=" ">★★★★☆</div>',
            '<div role="img" aria-labelledby="borta">★★★★☆</div>',
            '<div role="image"></div>',
        ),
        _unnamed_picture,
    ),
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
