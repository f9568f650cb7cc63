"""`syntolk status`: how far each language has come, by section and page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from pipeline.errors import CatalogueError, PipelineError, SourceError
from pipeline.language.locale import percent
from pipeline.markdown import localise
from pipeline.model import Catalogue, Document, Run
from pipeline.parsing.heard import ANYWHERE, places
from pipeline.parsing.parts import images_in, named
from pipeline.reporters import badge
from pipeline.site import Edition, entry
from pipeline.terms import approved
from pipeline.words import Words
from pipeline.workspace import SOURCE, Workspace

_HALF = 0.5


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
    images: int = 0
    """Pictures that need a description, each time that one stands on a page."""
    images_described: int = 0
    """Of these, those that are described in this language."""
    published: bool | None = None
    """Whether a build publishes the page in this language; None for what is no page."""
    known: bool = True
    """Whether its catalogues can be read; else nothing is counted."""

    @property
    def messages(self) -> int:
        """All of them."""
        return self.translated + self.fuzzy + self.untranslated

    @property
    def share(self) -> float:
        """Share of the messages that are done, 0–100; 100 where there are none."""
        return 100 * self.translated / self.messages if self.messages else 100.0

    @property
    def percent(self) -> float:
        """The same for people: never more than 99.9 while one is left."""
        return min(self.share, 99.9) if self.translated < self.messages else self.share


class _Page(NamedTuple):
    """What is counted of a page in every language."""

    domain: str
    path: str
    """Path below the source folder."""
    texts: list[_Text]


def progress(
    workspace: Workspace, languages: Sequence[str] = ()
) -> tuple[tuple[Progress, ...], tuple[PipelineError, ...]]:
    """Language by language: the language, its sections, its pages; and why catalogues cannot be read.

    Only `languages`, where any are given.
    """
    documents = tuple(workspace.documents())
    pages = [_Page(workspace.domain(d.path), d.path, _texts_of(d)) for d in documents]
    of_domain: dict[str, list[_Page]] = {}
    for page in pages:
        of_domain.setdefault(page.domain, []).append(page)
    templates = workspace.templates(iter(documents))
    no_drafts = workspace.survey()
    result: list[Progress] = []
    unread: list[PipelineError] = []
    for language in languages or workspace.config.languages:
        wanted = workspace.templates_for(language, templates)
        catalogues: dict[str, Catalogue] = {}
        broken: set[str] = set()
        for domain in wanted:
            try:
                catalogues[domain] = approved(workspace.readable_catalogue(language, domain), workspace.terms)
            except (CatalogueError, SourceError) as error:
                catalogues[domain] = Catalogue()
                broken.add(domain)
                unread.append(error)
        localised = [localise(d, catalogues[page.domain], language) for d, page in zip(documents, pages, strict=True)]
        pictures = {d.path: tuple(_pictures(d)) for d in localised}
        edition = Edition(workspace.config, language, [entry(d) for d in localised if d.path in no_drafts])
        sections = {
            domain: [text for page in of_domain.get(domain, ()) for text in page.texts]
            + [(m.context, m.id, len(m.id.split())) for m in template]  # The site's own strings are on no page.
            for domain, template in wanted.items()
        }
        everything = [(catalogues[domain], text) for domain, texts in sections.items() for text in texts]
        shown = [described for found in pictures.values() for described in found]
        result.append(_progress(language, "language", language, everything, shown, known=not broken))
        for domain, texts in sorted(sections.items()):
            catalogue = catalogues[domain]
            own = of_domain.get(domain, [])
            shown = [described for page in own for described in pictures[page.path]]
            known = domain not in broken
            told = [(catalogue, text) for text in texts]
            result.append(_progress(language, "section", domain, told, shown, known=known))
            result += [
                _progress(
                    language,
                    "page",
                    f"{SOURCE}/{page.path}",
                    [(catalogue, text) for text in page.texts],
                    pictures[page.path],
                    published=page.path in edition.entries if known else None,
                    known=known,
                )
                for page in own
            ]
    return tuple(result), tuple(unread)


def below(progress: Iterable[Progress], least: float) -> tuple[Progress, ...]:
    """The languages of which less than `least` percent is done, as far as that is known; the share is not rounded."""
    return tuple(p for p in progress if p.kind == "language" and p.known and p.share < least)


_Text = tuple[str | None, str, int]
"""Context, msgid, words that a reader sees."""


def _texts_of(document: Document) -> list[_Text]:
    return [(s.context, s.id, len(s.inline.text.split())) for s in document.segments]


def _pictures(document: Document) -> Iterator[bool]:
    """For each picture that needs a description, whether it has one in the language of `document`."""
    for image, _ in named(document):
        if not image.decorative:
            yield bool(image.alt.strip()) and not image.language
    known = places(document.parts)
    for part in document.parts:
        parts, foreign = (part.inline.parts, part.language) if isinstance(part, Run) else ((part,), "")
        for image in images_in(parts):
            if not (image.decorative or known.get(id(image), ANYWHERE).hidden):
                yield bool(image.alt.strip()) and not (image.language or foreign)


def _progress(
    language: str,
    kind: str,
    name: str,
    texts: Iterable[tuple[Catalogue, _Text]],
    pictures: Sequence[bool],
    *,
    published: bool | None = None,
    known: bool = True,
) -> Progress:
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
    counts = (translated, fuzzy, untranslated, words_left, len(pictures), sum(pictures))
    return Progress(language, kind, name, *counts, published, known)


def as_text(progress: Iterable[Progress], words: Words) -> str:
    """A table for the terminal."""
    _ = words.gettext
    indent = {"language": "", "section": "  ", "page": "    "}
    unknown = ("—",) * 7
    rows = [
        (indent[p.kind] + p.name, *unknown)
        if not p.known
        else (
            indent[p.kind] + p.name,
            f"{words.number(p.percent, '.1f')} %",
            p.translated,
            p.fuzzy,
            p.untranslated,
            p.words_left,
            f"{p.images_described}/{p.images}" if p.images else "—",
            {None: "—", True: _("yes"), False: _("no")}[p.published],
        )
        for p in progress
    ]
    head = (
        _("Done"),
        _("Translated"),
        _("Fuzzy"),
        _("Untranslated"),
        _("Words left"),
        _("Images described"),
        _("Published"),
    )
    table = [("", *head), *((row[0], *map(str, row[1:])) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = [
        row[0].ljust(widths[0]) + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in table
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_json(progress: Iterable[Progress]) -> str:
    """The same for programs; what is not known is null."""
    return json.dumps([_fields(p) for p in progress], ensure_ascii=False, indent=2) + "\n"


def _fields(progress: Progress) -> dict[str, object]:
    fields = asdict(progress) | {"percent": round(progress.percent, 2)}
    if fields.pop("known"):
        return fields
    return {key: value if key in ("language", "kind", "name") else None for key, value in fields.items()}


def as_badge(progress: Iterable[Progress], words: Words) -> str:
    """A badge (SVG) that says how much is translated of the languages in `progress`, all of them together."""
    languages = [p for p in progress if p.kind == "language"]
    done, messages = sum(p.translated for p in languages), sum(p.messages for p in languages)
    share = done / messages if messages else 1.0
    tone: badge.Tone = "done" if done == messages else "begun" if share >= _HALF else "little"
    label = words.say("translated: {languages}", languages=", ".join(p.language for p in languages))
    return badge.text(label, percent(share, words.language), tone)
