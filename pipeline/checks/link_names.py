"""A rule about links that nobody hears the name of. Of a picture alone in a link `image-link-undescribed` says it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.heard import Names, label, places, spoken
from pipeline.model import Document, Link
from pipeline.parts import images_in, links_in


def _unnamed(document: Document, scope: Scope) -> Iterator[Note]:
    links = scope.subjects.links
    names = Names(document)
    hidden = places(document.parts, scope.subjects.markup) if links else {}
    for linked in links:
        link = linked.link
        values = (("address", link.href),)
        if id(link) in hidden and hidden[id(link)].hidden:
            if not scope.translated:
                template = "The link to {address} stands in something that is hidden from who listens, and yet the Tab key stops at it. Take {mark} away, or the link."
                yield Note(linked.location, template, (*values, ("mark", "aria-hidden")))
            continue
        if _is_plain(link):
            continue
        name = _name(link, names)
        if any(map(str.isalnum, name)) or next(images_in(link.parts), None) is not None:
            continue
        if scope.translated and (linked.segment is None or _is_as_written(link, linked.segment.inline.parts)):
            continue  # Said of the source.
        if name:
            template = (
                "The text of the link to {address} is “{name}”: nobody who listens hears where it leads. Say that."
            )
            yield Note(linked.location, template, (*values, ("name", name)), severity="warning")
        else:
            template = "The link to {address} has no text: nobody sees it, and who listens hears an address, or nothing. Say where it leads, or take it away."
            yield Note(linked.location, template, values)


def _is_plain(link: Link) -> bool:
    """Whether a link has a text without markup and without another name. Quick: most are so."""
    first = link.parts[0] if link.parts else ""
    return isinstance(first, str) and "<" not in first and first[:1].isalnum() and "aria-" not in link.attributes


def _name(link: Link, names: Names) -> str:
    """What is heard of a link (accname 1.2, 4.3.2)."""
    return names.said(link.attributes) or label(link.attributes) or spoken(link.parts) or link.title.strip()


def _is_as_written(link: Link, source: tuple[object, ...]) -> bool:
    """Whether the source has a link to the same place without a word, too."""
    return any(
        other.href == link.href and not any(map(str.isalnum, spoken(other.parts)))
        for other in links_in(part for part in source if isinstance(part, Link))
    )


RULES = (
    Rule(
        "link-text-missing",
        "Document",
        "error",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "WCAG 2.2, 4.1.2 Name, Role, Value", "WCAG 2.2, F89"),
        "A link is called by its text. Without one there is nothing to see and nothing to click, and yet the Tab key stops there; a screen reader spells the address. "
        "An arrow or three dots are no name either, nor is what `aria-hidden` hides. Often such a link is what was left when a text was changed: take it away.",
        (
            "Läs om [taxan](sida.md).",
            '<a href="sida.md" aria-label="Taxan"></a>',
            'Om taxan <a id="taxa"></a> och mer.',
            '<a href="sida.md"><span aria-hidden="true">→</span> Taxan</a>',
            "[2027](sida.md)",
        ),
        (
            "Läs om [](sida.md) taxan.",
            "Läs om [&nbsp;](sida.md) taxan.",
            '<p>Läs <a href="sida.md"><span aria-hidden="true">Taxan</span></a></p>',
            'Läs <a href="sida.md" aria-labelledby="borta"></a> här.',
            "Läs mer [→](sida.md)",
            '<div aria-hidden="true"><p>Läs om <a href="sida.md">taxan</a>.</p></div>',
            'Läs om [taxan](sida.md).\n%%% en\nmsgid "Läs om [taxan](sida.md)."\nmsgstr "Read [](sida.md) about the fees."\n',
        ),
        _unnamed,
    ),
)
