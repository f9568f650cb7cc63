"""Where an editor begins: the hardest page and the sentence in it that would help most, and the files with errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.parsing.sanitise import escape
from pipeline.report import Hard, PageReport, Report
from pipeline.reporters.lists import Links
from pipeline.reporters.sheet import language, lix, spoken, sums
from pipeline.words import Words

_FIRST = 5
"""Pages that are named at the beginning."""
_EASY = 40
"""LIX that texts for everybody aim at, so that a page below it is called hard by nobody."""


def begin(report: Report, words: Words, links: Links) -> Iterator[str]:
    """The hardest page with its worst sentence, the next ones, and the pages with errors."""
    _ = words.gettext
    pages = {(page.path, page.language): page for page in report.pages}
    hardest = [hard for hard in report.hardest if (hard.path, hard.language) in pages]
    wrong = Counter((f.location.path, f.language) for f in report.findings if f.severity == "error")
    if not hardest and not wrong:
        yield f'<p class="card">{escape(_("No page is long enough to be called hard, and no page has errors."))}</p>\n'
    if hardest:
        first, *others = hardest[:_FIRST]
        yield f'<div class="card">\n<h3>{escape(_("The hardest page"))}</h3>\n'
        yield from _hard(first, pages[first.path, first.language], words, links)
        if first.lix < _EASY:
            yield f"<p>{escape(_('No page is hard to read; this is the one that comes nearest to it.'))}</p>\n"
        yield "</div>\n"
        if others:
            yield f'<div class="card">\n<h3>{escape(_("Then these"))}</h3>\n<ol>\n'
            for hard in others:
                page = pages[hard.path, hard.language]
                yield f"<li>{_named(page, words, links)}, LIX {lix(page.measure, words)}</li>\n"
            yield "</ol>\n</div>\n"
    if wrong:
        yield f'<div class="card">\n<h3>{escape(_("Files with errors"))}</h3>\n<ol>\n'
        for (path, tag), number in wrong.most_common(_FIRST):
            found = pages.get((path, tag))
            name = _named(found, words, links) if found else f'<span class="where">{escape(path)}</span>'
            yield f"<li>{name}: {number}</li>\n"
        yield "</ol>\n</div>\n"


def _hard(hard: Hard, page: PageReport, words: Words, links: Links) -> Iterator[str]:
    """A hard page and its worst sentence."""
    yield f'<p class="big">{_named(page, words, links)}</p>\n'
    if page.measure is not None:
        yield f"<p>{sums(page.measure, words)}</p>\n"
    if not hard.sentence:
        return
    yield f"<p>{escape(words.gettext('The sentence to begin with:'))}</p>\n<blockquote{spoken(hard.language)}>{escape(hard.sentence)}</blockquote>\n"
    yield f"<p>{escape(advice(hard, words))}</p>\n"
    if page.path in links:
        where = f"{links[page.path]}#s-{hard.language}-1"
        yield f'<p><a href="{escape(where)}">{escape(words.gettext("Read it in its place"))}</a></p>\n'


def advice(hard: Hard, words: Words) -> str:
    """What to do with the sentence, and what that gains."""
    points = round(hard.gain, 1)
    if hard.parts > 1:
        template = "{words} words. Split it in {parts}: the LIX of the page falls by up to {points}."
        return words.say(template, words=hard.words, parts=hard.parts, points=points)
    template = "{words} words. Replace its longest words: the LIX of the page falls by up to {points}."
    return words.say(template, words=hard.words, points=points)


def _named(page: PageReport, words: Words, links: Links) -> str:
    """The title of a page, as a link where it leads somewhere, and its language."""
    title = f"<span{spoken(page.language)}>{escape(page.title)}</span>"
    if page.path in links:
        title = f'<a href="{escape(links[page.path])}">{title}</a>'
    return f"{title} ({language(page.language, words)})"
