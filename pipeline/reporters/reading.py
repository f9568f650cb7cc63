"""A page as its report shows it: the text in every language side by side, with what is to be marked in it. Values only.

What is cheap is worked out for every block, and sentences only where there is one to mark (`highlight`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from pipeline.language.improve import Gain
from pipeline.model import Catalogue, Document, Finding, Image, Inline, Link, Measure, Part, Run
from pipeline.parsing.made import made
from pipeline.parsing.parts import images_in, is_literal
from pipeline.prose import Tally, tally
from pipeline.readability import ENOUGH, PROSE_ROLES, measure_blocks
from pipeline.reporters.highlight import Mark, marks_in
from pipeline.termbase.site_words import NOTHING, SiteWords

_MEASURED = 12
"""Words of a block whose counts are worth showing; those of a list item of five words are not."""


class Side(NamedTuple):
    """A block in one language. A tuple, since a page has dozens of them."""

    text: str
    """What a person reads; empty where it is not translated."""
    missing: bool = False
    """Whether it is not translated."""
    tally: Tally | None = None
    """Its counts, where they say something."""
    measure: Measure | None = None
    """Its LIX, where it has enough words for one."""
    marks: tuple[Mark, ...] = ()
    """What is marked in it, by place; a mark lies in another or outside it."""
    findings: tuple[int, ...] = ()
    """Numbers of the findings about it."""


class Row(NamedTuple):
    """A block in every language of the site."""

    role: str
    """Role of its segment, or `picture` for the head of a picture's rows."""
    name: str
    """What it is exactly: the tag of a heading, the key of a field, the path of a picture; else empty."""
    sides: tuple[Side, ...]
    """One a language, the source first; none for a `picture`."""


class Said(NamedTuple):
    """A finding on a page."""

    finding: Finding
    """It."""
    row: int | None
    """Number of the row that it is about, where it is one."""


class Reading(NamedTuple):
    """A page in every language."""

    path: str
    """Path of its source."""
    languages: tuple[str, ...]
    """BCP 47 tags, the source first."""
    rows: tuple[Row, ...]
    """In reading order."""
    findings: tuple[Said, ...]
    """Numbered from 1 by their order here."""
    advice: tuple[tuple[Gain, ...], ...]
    """For each language the sentences that would help most; `block` is the number of the row."""


class Page(NamedTuple):
    """A page in one language, as a build has it at hand."""

    path: str
    """Path of its source, as findings name it."""
    document: Document
    """Its text."""
    catalogue: Catalogue | None
    """What it was localised with, for a translation."""
    findings: Sequence[Finding]
    """What is wrong with it."""
    counted: Sequence[bytes]
    """What `prose.Words.blocks` says of each block of running text that is in its language."""
    advice: Sequence[Gain] = ()
    """The sentences of its running text that would help most; `block` is the number among its blocks of such text."""


def reading(pages: Sequence[Page], limit: int, site: Mapping[str, SiteWords]) -> Reading:
    """What a report shows of a page, given in every language, source first.

    Sentences of more than `limit` words are hard. `site` has the site's own words by language.
    """
    blocks = [*_fields(pages), *_body(pages)]
    findings: list[Said] = []
    columns: list[list[Side]] = []
    advice: list[tuple[Gain, ...]] = []
    for column, page in enumerate(pages):
        about = _about(page, blocks, findings) if page.findings else {}
        language = page.document.language
        own = site.get(language, NOTHING)
        measured = _prose(blocks, column)
        best = tuple(gain._replace(block=measured[gain.block]) for gain in page.advice if gain.most > 0)
        advice.append(best)
        worth = min(_MEASURED, limit)
        told = {n: tally(code) for n, code in zip(measured, page.counted, strict=True) if len(code) >= worth}
        marked = about.keys() | {gain.block for gain in best}
        marked |= {n for n, one in told.items() if one.longest > limit or one.words >= ENOUGH}
        inlines = [block.inlines[column] if block.inlines else _NOTHING for block in blocks]
        shown = {number: one for number, one in told.items() if one.words >= _MEASURED}
        sides = [
            Side("", True) if inline is None else made(Side, (inline.text, False, shown.get(number), None, (), ()))
            for number, inline in enumerate(inlines)
        ]
        for number in sorted(marked):  # Few blocks have anything to mark.
            said = about.get(number, {})
            if (inline := inlines[number]) is None:
                sides[number] = Side("", True, findings=tuple(said))
                continue
            ranks = {gain.sentence.start: rank for rank, gain in enumerate(best, 1) if gain.block == number}
            sides[number] = _side(blocks[number], inline, told.get(number), ranks, said, limit, language, own)
        columns.append(sides)
    together = zip(blocks, zip(*columns, strict=True), strict=True)
    rows = tuple([made(Row, (block.role, block.name, sides if block.inlines else ())) for block, sides in together])
    languages = tuple(page.document.language for page in pages)
    return Reading(pages[0].path, languages, rows, tuple(findings), tuple(advice))


def _about(page: Page, blocks: Sequence[_Block], findings: list[Said]) -> dict[int, dict[int, Finding]]:
    """The findings of a page by the block that they are about and by their number; all are put behind `findings`."""
    rows: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if block.segment is not None:
            rows.setdefault(block.segment, number)
    about: dict[int, dict[int, Finding]] = {}
    segments = _segments_at(page)
    for finding in page.findings:
        place = finding.location
        segment = segments.get((place.path, place.line, place.column), segments.get((place.path, place.line)))
        row = rows.get(segment) if segment is not None else None
        findings.append(Said(finding, row))
        if row is not None:
            about.setdefault(row, {})[len(findings)] = finding
    return about


class _Block(NamedTuple):
    """A row in the making."""

    role: str
    name: str
    segment: int | None
    inlines: tuple[Inline | None, ...]
    """Its content in each language, None where it is not translated."""


def _fields(pages: Sequence[Page]) -> Iterator[_Block]:
    """The texts of the front matter."""
    for number, segment in enumerate(pages[0].document.segments):
        if segment.role != "field":
            if segment.role == "link-title":
                continue
            return
        key = segment.context or ""
        inlines = [_field(page.document, key) for page in pages]
        yield _Block("field", key, number, tuple(inlines))


def _field(document: Document, key: str) -> Inline | None:
    value = document.meta.get(key)
    if key in document.fallbacks or not isinstance(value, str):
        return None
    return Inline((), value, value)


def _body(pages: Sequence[Page]) -> list[_Block]:
    """The texts and pictures of the body. Its parts are the same in every language, by the way translations are put in."""
    segments = pages[0].document.segments
    found: list[_Block] = []
    for part, *others in zip(*[page.document.parts for page in pages], strict=True):
        if isinstance(part, str):
            continue
        if isinstance(part, Run):
            number, tag, _, inline, _ = part
            if number is not None:
                inlines = [None if run.language else run.inline for run in others if isinstance(run, Run)]
                role = segments[number].role
                found.append(made(_Block, (role, tag if role == "heading" else "", number, (inline, *inlines))))
            if not is_literal(inline.parts) and any(map(_may_show, inline.parts)):
                found += _pictures([inline.parts, *map(_parts_of, others)])
        elif isinstance(part, Image | Link):
            found += _pictures([(part,), *[(other,) for other in others]])
    return found


def _may_show(part: Part) -> bool:
    """Whether there may be a picture in a part: in most texts with links there is none."""
    return isinstance(part, Image) or (isinstance(part, Link) and not is_literal(part.parts))


def _parts_of(part: Part) -> Sequence[Part]:
    return part.inline.parts if isinstance(part, Run) else ()


def _pictures(alternatives: Iterable[Iterable[Part]]) -> Iterator[_Block]:
    """The pictures among parts that are given in each language."""
    for images in zip_longest(*(images_in(parts) for parts in alternatives)):
        first: Image | None = images[0]
        if first is None:
            return
        yield _Block("picture", first.src, None, ())
        if first.decorative:
            yield _Block("decorative", "", None, ())
        else:
            inlines = [None if i is None or i.language else Inline((), i.alt, i.alt) for i in images]
            yield _Block("alt", "", first.segment, tuple(inlines))


def _segments_at(page: Page) -> dict[tuple[str, int] | tuple[str, int, int], int]:
    """The segment that stands in a line, or at a line and column, of a file."""
    found: dict[tuple[str, int] | tuple[str, int, int], int] = {}
    document, catalogue = page.document, page.catalogue
    for number, segment in enumerate(document.segments):
        message = catalogue.find(segment.context, segment.id) if catalogue is not None else None
        if catalogue is not None and message is not None:
            found.setdefault((catalogue.path, message.line), number)
        found.setdefault((page.path, segment.line, segment.column), number)
        if segment.role != "field":
            found.setdefault((page.path, segment.line), number)
    return found


def _prose(blocks: Sequence[_Block], column: int) -> list[int]:
    """The numbers of the blocks of running text that are in a language."""
    return [n for n, b in enumerate(blocks) if b.role in PROSE_ROLES and b.inlines[column] is not None]


def _side(
    block: _Block,
    inline: Inline,
    told: Tally | None,
    ranks: Mapping[int, int],
    said: Mapping[int, Finding],
    limit: int,
    language: str,
    site: SiteWords,
) -> Side:
    """A block with something to mark, or with words enough for a LIX."""
    found = (
        measure_blocks([inline.prose], language, site.abbreviations)
        if told is not None and told.words >= ENOUGH
        else None
    )
    marks = marks_in(inline, language, limit if block.role in PROSE_ROLES else 0, ranks, said, site)
    return Side(inline.text, False, _shown(told), found, marks, tuple(said))


def _shown(told: Tally | None) -> Tally | None:
    """A tally that is worth showing; that of a list item of five words is not."""
    return told if told is not None and told.words >= _MEASURED else None


_NOTHING = Inline((), "", "")
