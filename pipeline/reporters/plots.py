"""The site at a glance, as plots: how hard the pages are, hardness against length, and the site over its commits.

Each is an SVG with title and description, then the same numbers as a table. What is over a limit for certain is a square and not
a circle: never colour alone. How it is drawn: `drawing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.language.locale import language_name
from pipeline.model import Measure
from pipeline.readability import ENOUGH
from pipeline.report import Moment, PageReport
from pipeline.reporters.drawing import HIGH, LOW, STYLE, Limits, Put, Scale, chart, picture
from pipeline.reporters.lists import section_titles
from pipeline.reporters.sheet import grouped, spoken
from pipeline.words import Words

__all__ = ["STYLE", "distribution", "history", "scatter"]

Href = Callable[[PageReport], str]
"""Where a page's own report is."""

_BARS = 60
"""Pages that are shown one by one in a distribution; of more, one in the middle of each group."""
_LINKED = 100
"""Pages that are points of their own, the hardest; the others are dots."""
_SECTIONS = 12


class _Page(NamedTuple):
    """A page that can be measured."""

    report: PageReport
    words: int
    lix: float
    low: float
    high: float


class _Point(NamedTuple):
    """A section at a moment."""

    moment: Moment
    lix: float
    low: float
    high: float


class _Row(NamedTuple):
    """A section, or the whole site, over time."""

    name: str
    measures: Sequence[Measure | None]
    """At each moment; None where it was not there."""


def distribution(pages: Sequence[PageReport], limits: Limits, words: Words) -> Markup:
    """How hard the pages of each language are, each with its 95 % interval; empty where nothing is measurable."""
    return _plots(_one_distribution(language, found, limits, words) for language, found in _by_language(pages))


def scatter(pages: Sequence[PageReport], limits: Limits, words: Words, href: Href | None = None) -> Markup:
    """How hard the pages of each language are against their length, linked by `href`; empty where nothing is measurable."""
    return _plots(_one_scatter(language, found, limits, words, href) for language, found in _by_language(pages))


def history(moments: Sequence[Moment], limits: Limits, words: Words, pages: Sequence[PageReport] = ()) -> Markup:
    """The site and its sections over time, side by side, on the same scales; empty with less than two moments.

    Sections are called as their first page is in `pages`.
    """
    if len(moments) < 2:
        return Markup("")
    rows = [_Row(words.gettext("The whole site"), [moment.total for moment in moments])]
    names = {name: own.words for name, own in moments[-1].sections} | {
        name: 0 for moment in moments[:-1] for name, _ in moment.sections if name not in dict(moments[-1].sections)
    }
    largest = sorted(names, key=lambda name: names[name], reverse=True)[:_SECTIONS]
    known, titles = [dict(moment.sections) for moment in moments], section_titles(pages, words)
    for name in sorted(largest):
        own = [sections.get(name) for sections in known]
        title = words.gettext("Pages outside any section") if name == "." else titles.get(name, name)
        rows.append(_Row(title, own))
    if len(rows) == 2:  # One section is the site.
        rows.pop()
    every = [measure for row in rows for measure in row.measures if measure is not None]
    scales = Scale.of_times(moments), Scale.of_lix(every, limits)
    drawn = [_one_history(number, row, moments, scales, limits, words) for number, row in enumerate(rows)]
    return _plots(drawn, "plots many") + _table_of_history(moments, rows, words)


# --- each plot -------------------------------------------------------------------------------------


def _one_distribution(language: str, pages: Sequence[_Page], limits: Limits, words: Words) -> Markup:
    ordered = sorted(pages, key=lambda page: page.lix)
    size = ceil(len(ordered) / _BARS)
    shown = [ordered[min(at + size // 2, len(ordered) - 1)] for at in range(0, len(ordered), size)]
    y = Scale.of_lix([page.report.measure for page in shown if page.report.measure], limits)
    x = Scale(-1, len(shown), (), str)

    def draw(put: Put) -> None:
        for number, page in enumerate(shown):
            put.line("interval", number, page.low, number, page.high)
            put.mark(number, page.lix, over=page.low > limits[0])

    middle = ordered[len(ordered) // 2].lix
    said = words.say(
        "Pages: {pages}, from LIX {low} to {high}, the middle one {middle}. Over the limit of {limit} even by the lower end of their interval (squares): {over}.",
        pages=len(pages),
        low=round(ordered[0].lix),
        high=round(ordered[-1].lix),
        middle=round(middle),
        over=sum(page.low > limits[0] for page in pages),
        limit=f"{limits[0]:g}",
    )
    if size > 1:
        said += " " + words.say("Each mark stands for {pages} pages and is the one in the middle.", pages=size)
    title = words.say("How hard the pages are ({language})", language=language_name(language, words.language))
    axes = words.gettext("Pages, easiest first"), words.gettext("LIX")
    svg = picture(f"distribution-{language}", title, said, chart(x, y, axes, limits, draw, words), HIGH)
    return _figure(title, said, svg, _table_of_pages(title, shown, words, None))


def _one_scatter(language: str, pages: Sequence[_Page], limits: Limits, words: Words, href: Href | None) -> Markup:
    hardest = sorted(pages, key=lambda page: page.low, reverse=True)
    linked, rest = hardest[:_LINKED], hardest[_LINKED:]
    x = Scale.of_words([page.words for page in pages])
    y = Scale.of_lix([page.report.measure for page in pages if page.report.measure], limits)

    def draw(put: Put) -> None:
        for over in (False, True):
            put.dots("dots over" if over else "dots", [(p.words, p.lix) for p in rest if (p.low > limits[0]) == over])
        for page in reversed(linked):
            put.mark(page.words, page.lix, page.low > limits[0], href(page.report) if href else "", _line(page, words))

    title = words.say("Hardness against length ({language})", language=language_name(language, words.language))
    said = words.say(
        "Pages: {pages}, of {short} to {long} words. Over the limit of {limit} even by the lower end of their interval (squares): {over}.",
        pages=len(pages),
        short=grouped(min(page.words for page in pages), words),
        long=grouped(max(page.words for page in pages), words),
        over=sum(page.low > limits[0] for page in pages),
        limit=f"{limits[0]:g}",
    )
    axes = words.gettext("Words"), words.gettext("LIX")
    drawn = chart(x, y, axes, limits, draw, words)
    svg = picture(f"length-{language}", title, said, drawn, HIGH, linked=href is not None)
    caption = title
    if rest:
        caption = words.say("{title}: the {pages} hardest pages", title=title, pages=len(linked))
    return _figure(title, said, svg, _table_of_pages(caption, linked, words, href))


def _one_history(
    number: int,
    row: _Row,
    moments: Sequence[Moment],
    scales: tuple[Scale, Scale],
    limits: Limits,
    words: Words,
) -> Markup:
    points = [
        _Point(moment, own.lix, *own.lix_interval)
        if own and _shown(own) and own.lix is not None and own.lix_interval
        else None
        for moment, own in zip(moments, row.measures, strict=True)
    ]
    there = [point for point in points if point is not None]

    def draw(put: Put) -> None:
        for _, group in groupby(points, key=lambda point: point is not None):  # A section may go and come back.
            run = [(point.moment.time.timestamp(), point) for point in group if point is not None]
            if len(run) > 1:
                edge = [(time, point.high) for time, point in run]
                put.area("band", edge + [(time, point.low) for time, point in reversed(run)])
                put.path("line", [(time, point.lix) for time, point in run])
            for time, point in run:
                if len(run) == 1:
                    put.line("interval", time, point.low, time, point.high)
                put.mark(time, point.lix, over=point.low > limits[0])

    said = words.gettext("not measurable")
    if there:
        template = "LIX {before} on {then}, {after} on {now}."
        first, last = there[0], there[-1]
        said = words.say(
            template,
            before=round(first.lix),
            then=first.moment.day,
            after=round(last.lix),
            now=last.moment.day,
        )
    drawn = chart(*scales, ("", ""), limits, draw, words, LOW)
    drawn.set("class", "dates")
    return _figure(row.name, "", picture(f"history-{number}", row.name, said, drawn, LOW), Markup(""))


def _by_language(pages: Sequence[PageReport]) -> Iterator[tuple[str, list[_Page]]]:
    """The pages with a LIX that the report shows, language by language in the order of the site."""
    found: dict[str, list[_Page]] = {}
    for page in pages:
        measure = page.measure
        if measure is not None and _shown(measure) and measure.lix is not None and measure.lix_interval is not None:
            found.setdefault(page.language, []).append(_Page(page, measure.words, measure.lix, *measure.lix_interval))
    yield from found.items()


def _line(page: _Page, words: Words) -> str:
    return words.say(
        "{title}: LIX {lix} ± {half}, {words} words",
        title=page.report.title,
        lix=round(page.lix),
        half=round((page.high - page.low) / 2),
        words=grouped(page.words, words),
    )


# --- tables ----------------------------------------------------------------------------------------


def _plots(figures: Iterable[Markup], classes: str = "plots") -> Markup:
    drawn = Markup("").join(figures)
    return Markup('<div class="{}">\n{}</div>\n').format(classes, drawn) if drawn else drawn


def _figure(title: str, said: str, svg: Markup, table: Markup) -> Markup:
    explained = Markup("<p>{}</p>\n").format(said) if said else Markup("")
    return Markup('<figure class="plot">\n<figcaption>{}</figcaption>\n{}\n{}{}</figure>\n').format(
        title, svg, explained, table
    )


def _table(caption: str, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[object]]], words: Words) -> Markup:
    """The numbers of a plot, folded; the first column, HTML already, are headers of their rows."""
    # As text: `Markup.format` takes ten times as long.
    columns = "".join([f'<th scope="col">{escape(head)}</th>' for head in heads])
    body = "".join([f'<tr><th scope="row">{head}</th>{_cells(cells)}</tr>\n' for head, cells in rows])
    said = escape(caption), escape(words.say("{title}: the numbers as a table", title=caption))
    return Markup(_TABLE.format(*said, columns, body))  # noqa: S704 - all of it is escaped.


_TABLE = """\
<details>
<summary>{1}</summary>
<div class="table" role="region" aria-label="{0}" tabindex="0">
<table>
<caption>{0}</caption>
<thead><tr>{2}</tr></thead>
<tbody>
{3}</tbody>
</table>
</div>
</details>
"""


def _cells(cells: Iterable[object]) -> str:
    return "".join([f'<td class="number">{escape(cell)}</td>' for cell in cells])


def _table_of_pages(caption: str, pages: Iterable[_Page], words: Words, href: Href | None) -> Markup:
    _ = words.gettext
    heads = (_("Page"), _("LIX"), _("95 % interval"), _("Words"))
    rows = (
        (
            f'<a href="{escape(href(page.report))}"{_spoken(page)}>{escape(page.report.title)}</a>'
            if href is not None
            else f"<span{_spoken(page)}>{escape(page.report.title)}</span>",
            (round(page.lix), f"{page.low:.0f}–{page.high:.0f}", grouped(page.words, words)),
        )
        for page in pages
    )
    return _table(caption, heads, rows, words)


def _spoken(page: _Page) -> str:
    """The language of its title as an attribute, escaped."""
    return spoken(page.report.language)


def _table_of_history(moments: Sequence[Moment], rows: Sequence[_Row], words: Words) -> Markup:
    columns = zip(*(row.measures for row in rows), strict=True)
    body = ((Markup("{}").format(m.day), [*map(_cell, own)]) for m, own in zip(moments, columns, strict=True))
    heads = (words.gettext("Day"), *(row.name for row in rows))
    return _table(words.gettext("LIX by section and day"), heads, body, words)


def _shown(measure: Measure) -> bool:
    """Whether its LIX is shown anywhere: under 100 words chance has too great a part in it."""
    return measure.words >= ENOUGH


def _cell(measure: Measure | None) -> str:
    if measure is None or not _shown(measure) or measure.lix is None or measure.lix_interval is None:
        return "–"
    return f"{measure.lix:.0f} ± {(measure.lix_interval[1] - measure.lix_interval[0]) / 2:.0f}"
