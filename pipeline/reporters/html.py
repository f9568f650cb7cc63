"""The editor's report, first page: where to begin, the site at a glance, what to do, the pages. Self-contained.

With `links` there is a report for each page, and one for each rule and section: then this page holds the hardest pages and
the worst findings, and leads to the rest. Without, it holds everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.model import Finding, Measure, Severity
from pipeline.parsing.sanitise import escape
from pipeline.report import Report
from pipeline.reporters import plots
from pipeline.reporters.allowed import allowed_by_rule
from pipeline.reporters.begin import begin
from pipeline.reporters.inventory import NAME, share
from pipeline.reporters.lists import (
    Links,
    badge,
    by_file,
    by_hardness,
    counted,
    pages_table,
    rule_name,
    section_name,
    section_titles,
)
from pipeline.reporters.sheet import address, grouped, language, lix, nav, sheet, sums, table
from pipeline.words import Words

MOST_PAGES = 100
"""Rows of the table of pages, where there are pages for the others."""
MOST_FINDINGS = 200
"""Findings that are listed, where there are pages for the others."""
_NONE: Links = {}


def text(report: Report, words: Words, links: Links = _NONE) -> str:
    """The whole page. `links` has the report of each page by the path of its source."""
    _ = words.gettext
    parts = (
        ("begin", _("Begin here"), begin(report, words, links)),
        ("glance", _("At a glance"), _glance(report, words, links)),
        ("do", _("What to do"), _findings(report, words, links)),
        ("pages", _("Pages"), _pages(report, words, links)),
    )
    trail = f"<header>{nav(_('On this page'), [(f'#{name}', escape(title)) for name, title, _ in parts])}</header>\n"
    body = [
        f'<section id="{name}">\n<h2>{escape(title)}</h2>\n{"".join(part)}</section>\n' for name, title, part in parts
    ]
    return sheet(_("Report for editors"), body, words, trail=trail, style=plots.STYLE)


# --- at a glance ------------------------------------------------------------------------------------


def _glance(report: Report, words: Words, links: Links) -> Iterator[str]:
    """The sums of the site and of its sections."""
    _ = words.gettext
    yield '<ul class="facts">\n'
    count = Counter(finding.severity for finding in report.findings)
    labels: dict[Severity, str] = {"error": _("errors"), "warning": _("warnings"), "review": _("to review")}
    for severity, many in labels.items():
        label = words.pgettext("severity", severity) if count[severity] == 1 else many
        yield f"<li><b>{count[severity]}</b> {escape(label)}</li>\n"
    pages = len({page.path for page in report.pages})
    yield f"<li><b>{pages}</b> {escape(_('page') if pages == 1 else _('pages'))}</li>\n</ul>\n"
    if report.pictures is not None and report.pictures.uses:
        said = escape(share(report.pictures, words))
        yield f"<p><strong>{escape(_('Pictures'))}:</strong> {said}"
        yield f' <a href="{NAME}">{escape(_("All pictures, and what is missing"))}</a></p>\n' if links else "</p>\n"
    for line in allowed_by_rule(report, words):
        yield f"<p>{escape(line)}</p>\n"
    first = next(iter(report.totals.values()), None)
    for tag, measure in report.totals.items():
        said = sums(measure, words)
        if not measure.words and first is not None and first.words:
            said = escape(_("Not measurable: nothing is translated yet."))
        yield f"<p><strong>{language(tag, words)}:</strong> {said}</p>\n"
    yield from _plots(report, words, links)
    if report.sections:
        yield _sections(report, words, links)
    yield f"<details>\n<summary>{escape(_('How LIX is counted'))}</summary>\n"
    yield "".join([f"<p>{escape(said)}</p>\n" for said in _convention(words)])
    yield "</details>\n"


def _plots(report: Report, words: Words, links: Links) -> Iterator[str]:
    """Pictures of the site, each with a table of the same numbers."""
    yield plots.distribution(report.pages, report.limits, words)
    yield plots.scatter(report.pages, report.limits, words, (lambda page: links[page.path]) if links else None)
    yield plots.history(report.history, report.limits, words, report.pages)


def _sections(report: Report, words: Words, links: Links) -> str:
    """The table of sections."""
    _ = words.gettext
    columns = [(_("Section"), False), (_("Language"), False), (_("LIX"), True), (_("Words a sentence"), True)]
    columns += [(_("Long words"), True), (_("Words"), True)]
    rows: list[str] = []
    titles = section_titles(report.pages, words)
    for section, measures in sorted(report.sections.items()):
        name = escape(titles.get(section, section) or _("Pages outside any section"))
        linked = f'<a href="{escape(address(section_name(section)))}">{name}</a>' if links else name
        if section in titles:
            linked += f'<br><span class="where">{escape(section)}</span>'
        rows += [
            f'<tr><th scope="row">{linked}</th><td>{language(tag, words)}</td>{_numbers(measure, words)}</tr>\n'
            for tag, measure in measures.items()
        ]
    return table(_("Sections; the words of all their pages counted as one text"), columns, rows, "sections-table")


def _numbers(measure: Measure, words: Words) -> str:
    if not measure.words:
        numbers = [lix(measure, words), "–", "–", "0"]
    else:
        length = words.number(measure.words / measure.sentences, ".1f")
        numbers = [
            lix(measure, words),
            length,
            f"{100 * measure.long_words / measure.words:.0f} %",
            grouped(measure.words, words),
        ]
    return "".join([f'<td class="number">{number}</td>' for number in numbers])


def _convention(words: Words) -> tuple[str, ...]:
    """How words and sentences are counted: the docstring of `prose`, for people."""
    _ = words.gettext
    return (
        _(
            "LIX is the words of a sentence plus the percentage of words with more than six letters (Björnsson 1968), with its 95 % interval. It does not know whether a reader understands."
        ),
        _(
            "A word is what stands between blanks and holds a letter or a digit. A hyphenated compound is one word; a slash or a dash between words separates them. A number, a telephone number and an abbreviation are one word each, whatever blanks they are written with. Numbers, addresses and code are never long."
        ),
        _(
            "A sentence ends at a full stop, a question or exclamation mark, a colon before a sentence, and at the end of a paragraph, list item or table cell. An abbreviation, an initial and an ordinal end none, unless a new sentence clearly begins after them."
        ),
        _(
            "Running text, list items and table cells are counted; headings, captions, descriptions of pictures in alt, code and front matter are not. The counts of pages are added up, without pages that cannot be measured; scores are never averaged. Under 100 words the chance is too great, so no LIX is shown. Pages are ordered by the lower end of the interval."
        ),
    )


# --- what to do, and the pages ----------------------------------------------------------------------


def _findings(report: Report, words: Words, links: Links) -> Iterator[str]:
    """The findings by rule and by file."""
    _ = words.gettext
    if not report.findings:
        yield f"<p>{escape(_('No findings.'))}</p>\n"
        return
    rules: dict[str, list[Finding]] = {}
    for finding in report.findings:
        rules.setdefault(finding.rule, []).append(finding)
    order = {"error": 0, "warning": 1, "review": 2}
    rows = []
    for rule, found in sorted(rules.items(), key=lambda rule: (min(order[f.severity] for f in rule[1]), -len(rule[1]))):
        name = f'<a href="{escape(address(rule_name(rule)))}">{escape(rule)}</a>' if links else escape(rule)
        worst = min(found, key=lambda f: order[f.severity])
        files = len({f.location.path for f in found})
        rows.append(
            f'<tr><th scope="row">{name}</th><td>{badge(worst, words)}</td><td class="number">{len(found)}</td><td class="number">{files}</td></tr>\n'
        )
    columns = [(_("Rule"), False), (_("Severity"), False), (_("Findings"), True), (_("Files"), True)]
    yield table(_("Findings by rule"), columns, rows, "rules-table")
    shown = report.findings
    if links and len(shown) > MOST_FINDINGS:
        shown = tuple(sorted(shown, key=lambda f: order[f.severity])[:MOST_FINDINGS])
        template = "The {shown} worst of {findings} findings; the others are on the pages of the rules above."
        yield f"<p>{escape(words.say(template, shown=MOST_FINDINGS, findings=len(report.findings)))}</p>\n"
    yield f"<h3>{escape(_('Findings by file'))}</h3>\n"
    yield from by_file(shown, words, links)


def _pages(report: Report, words: Words, links: Links) -> Iterator[str]:
    """The pages, hardest first."""
    pages = by_hardness(report.pages)
    if links and len(pages) > MOST_PAGES:
        template = "The {shown} hardest of {pages}; the others are on the pages of the sections above."
        yield f"<p>{escape(words.say(template, shown=MOST_PAGES, pages=len(pages)))}</p>\n"
        pages = pages[:MOST_PAGES]
    yield pages_table(pages, counted(report), words, links)
