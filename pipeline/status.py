"""`syntolk status`: how far each language has come, by section and page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pipeline.model import Catalogue, Document
from pipeline.terms import approved
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of something is translated."""

    language: str
    """BCP 47 tag."""
    kind: str
    """`language`, `section` or `page`."""
    name: str
    """The tag, the domain, or the path of the page."""
    translated: int
    """Messages that are translated and reviewed."""
    fuzzy: int
    """Messages to be reviewed."""
    untranslated: int
    """Messages without a translation, or not in the catalogue yet."""
    words_left: int
    """Words of the source in those that are not done."""

    @property
    def messages(self) -> int:
        """All of them."""
        return self.translated + self.fuzzy + self.untranslated

    @property
    def percent(self) -> float:
        """Share of the messages that are done, 0–100; never 100 while one is left."""
        if not self.messages:
            return 100.0
        share = 100 * self.translated / self.messages
        return min(share, 99.9) if self.translated < self.messages else share


def progress(workspace: Workspace) -> tuple[Progress, ...]:
    """Language by language: the language, its sections, its pages. Raises `CatalogueError` for one that is broken."""
    documents = tuple(workspace.documents())
    pages = [(workspace.domain(d.path), f"{SOURCE}/{d.path}", _texts_of(d)) for d in documents]
    templates = workspace.templates(iter(documents))
    result: list[Progress] = []
    for language in workspace.config.languages:
        wanted = workspace.templates_for(language, templates)
        catalogues = {d: approved(workspace.readable_catalogue(language, d), workspace.terms) for d in wanted}
        sections = {
            domain: [text for of, _, texts in pages if of == domain for text in texts]
            + [(m.context, m.id, len(m.id.split())) for m in template]  # The site's own strings are on no page.
            for domain, template in wanted.items()
        }
        everything = [(catalogues[domain], text) for domain, texts in sections.items() for text in texts]
        result.append(_progress(language, "language", language, everything))
        for domain, texts in sorted(sections.items()):
            catalogue = catalogues[domain]
            result.append(_progress(language, "section", domain, [(catalogue, text) for text in texts]))
            result += [
                _progress(language, "page", name, [(catalogue, text) for text in own])
                for of, name, own in pages
                if of == domain
            ]
    return tuple(result)


_Text = tuple[str | None, str, int]
"""Context, msgid, words that a reader sees."""


def _texts_of(document: Document) -> list[_Text]:
    return [(s.context, s.id, len(s.inline.text.split())) for s in document.segments]


def _progress(language: str, kind: str, name: str, texts: Iterable[tuple[Catalogue, _Text]]) -> Progress:
    """Progress of some texts, each with its catalogue; one that stands several times counts once."""
    translated = fuzzy = untranslated = words_left = 0
    seen: set[tuple[str, str | None, str]] = set()
    for catalogue, (context, identity, words) in texts:
        key = (catalogue.path, context, identity)
        if key in seen:
            continue
        seen.add(key)
        message = catalogue.find(context, identity)
        if message is not None and message.translated:
            translated += 1
            continue
        words_left += words
        if message is not None and message.fuzzy and any(message.strings):
            fuzzy += 1
        else:
            untranslated += 1
    return Progress(language, kind, name, translated, fuzzy, untranslated, words_left)


def as_text(progress: Iterable[Progress], words: Words) -> str:
    """A table for the terminal."""
    indent = {"language": "", "section": "  ", "page": "    "}
    rows = [
        (
            indent[p.kind] + p.name,
            f"{words.number(p.percent, '.1f')} %",
            p.translated,
            p.fuzzy,
            p.untranslated,
            p.words_left,
        )
        for p in progress
    ]
    _ = words.gettext
    head = (_("Done"), _("Translated"), _("Fuzzy"), _("Untranslated"), _("Words left"))
    table = [("", *head), *((row[0], *map(str, row[1:])) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = [
        row[0].ljust(widths[0]) + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in table
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_json(progress: Iterable[Progress]) -> str:
    """The same for programs."""
    return (
        json.dumps([asdict(p) | {"percent": round(p.percent, 2)} for p in progress], ensure_ascii=False, indent=2)
        + "\n"
    )
