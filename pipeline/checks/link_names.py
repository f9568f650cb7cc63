"""A rule about links that nobody hears the name of. Of a picture alone in a link `image-link-undescribed` says it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.model import Document, Image, Link
from pipeline.parsing.heard import Names, label, places, spoken
from pipeline.parsing.parts import images_in, links_in
from pipeline.patterns import expression


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
        elif not link.href.strip():
            template = "A link has neither a text nor an address. Write both, or take it away."
            yield Note(linked.location, template)
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


_MARKS = expression(r"[^\w\s]|_")


def _renamed(document: Document, scope: Scope) -> Iterator[Note]:
    """Links that are called otherwise than their text says. A sign is no text: `×`, `»`."""
    if scope.translated or not any(name in scope.subjects.markup for name in (" aria-label=", " aria-labelledby=")):
        return
    names = Names(document)
    for linked in scope.subjects.links:
        attributes = linked.link.attributes
        name = names.said(attributes) or label(attributes)
        shown = spoken(part for part in linked.link.parts if not isinstance(part, Image))
        words = _words(shown)
        if name and len(words.strip()) > 1 and words not in _words(name):
            template = "The link says “{text}” to the eye and “{name}” to the ear: who speaks to their computer asks for the text in vain. Begin the name with the text, or leave it out."
            yield Note(linked.location, template, (("text", shown), ("name", name)))


def _words(text: str) -> str:
    """The words of a text, with a blank before and after each."""
    return f" {' '.join(_MARKS.sub(' ', text.casefold()).split())} "


def _alike(_document: Document, scope: Scope) -> Iterator[Note]:
    """Links in one text that are called alike and lead to different places."""
    if scope.translated:
        return
    met: dict[tuple[int, str], str] = {}
    for linked in scope.subjects.links:
        name = label(linked.link.attributes) or spoken(linked.link.parts)
        if linked.segment is None or not any(map(str.isalpha, name)):
            continue
        page = linked.link.href.partition("#")[0]
        first = met.setdefault((id(linked.segment), " ".join(name.casefold().split())), page)
        if first != page and first and page:
            template = "Two links here are called “{text}”, and lead to {first} and to {second}. Say in the text of each where it leads."
            yield Note(linked.location, template, (("text", name), ("first", first), ("second", page)))


RULES = (
    Rule(
        "link-text-ambiguous",
        "Document",
        "review",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "ACT rule b20e66"),
        "Who listens to the links of a page hears the same name twice, and cannot know that it leads to two places. Nothing is said of links in different texts, which tell them apart.",
        (
            "Läs [taxan](sida.md) och sedan [taxan](sida.md#top).",
            "Läs [taxan för barn](sida.md) och [taxan för vuxna](page.md).",
            "- Bad: [taxa](sida.md)\n- Is: [taxa](page.md)",
            "Sida [1](sida.md), [1](page.md)",
        ),
        ("Läs [taxan](sida.md) och [taxan](page.md).",),
        _alike,
    ),
    Rule(
        "link-name-differs",
        "Document",
        "warning",
        ("WCAG 2.2, 2.5.3 Label in Name", "ACT rule 2ee8b8"),
        "`aria-label` takes the place of a link's text for who listens, and for who speaks to their computer: “click Fees”. So the text has to stand in it, in the same order. Most links need no such name.",
        (
            '<a href="sida.md" aria-label="Taxan för barn, 2027">Taxan för barn</a>',
            '<a href="sida.md" aria-label="Nästa sida">»</a>',
            '<a href="sida.md" aria-label="Taxan">Taxan <span aria-hidden="true">→</span></a>',
        ),
        (
            '<a href="sida.md" aria-label="Kontakta oss">Taxan för barn</a>',
            '<a href="sida.md" aria-label="Taxan">Taxan för barn</a>',
            '<p id="namn">Kontakta oss</p>\n<p><a href="sida.md" aria-labelledby="namn">Taxan för barn</a></p>',
        ),
        _renamed,
    ),
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
            "Läs om []() taxan.",
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
