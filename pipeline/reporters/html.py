"""The editor's report: one self-contained page. The site at a glance, then every page with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from pipeline.model import Finding, Measure
from pipeline.report import PageReport, Report
from pipeline.reporters.allowed import allowed_by_rule
from pipeline.words import Words

_STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#16211f,#e8f0ee);--ground:light-dark(#fff,#0f1817);--line:light-dark(#5b6b68,#8fa3a0);--soft:light-dark(#eef4f3,#192624)}
body{font:1rem/1.6 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--ground)}
main{max-inline-size:70rem;margin-inline:auto;padding:1rem}
a{color:inherit}:focus-visible{outline:3px solid;outline-offset:2px}
.table{overflow-x:auto}table{border-collapse:collapse;inline-size:100%}
th,td{padding:.4rem .6rem;text-align:start;vertical-align:top;border-block-end:1px solid var(--line)}
.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
li{margin-block:.5rem}.where{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
.severity{display:inline-block;padding-inline:.4em;border:2px solid;border-radius:.3em;font-weight:700}
.error{color:light-dark(#8c1007,#ffb4a8)}.warning{color:light-dark(#6b4300,#ffd08a)}.review{color:light-dark(#0b4a8f,#a8ccff)}
.bar{display:block;block-size:.5rem;min-inline-size:8rem;background:var(--soft);border:1px solid var(--line)}.bar span{display:block;block-size:100%;background:var(--line)}
details{border-block-end:1px solid var(--line);padding-block:.5rem}summary{cursor:pointer;font-weight:700}
"""


def text(report: Report, words: Words) -> str:
    """The whole page."""
    _ = words.gettext
    title = _("Report for editors")
    body = Markup("").join((*_glance(report, words), *_findings(report, words), *_pages(report, words)))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def _glance(report: Report, words: Words) -> Iterator[Markup]:
    """The sums of the site."""
    _ = words.gettext
    yield Markup("<h2>{}</h2>\n<ul>\n").format(_("At a glance"))
    for severity in ("error", "warning", "review"):
        number = sum(f.severity == severity for f in report.findings)
        yield Markup("<li>{}: {}</li>\n").format(words.pgettext("severity", severity), number)
    yield from (Markup("<li>{}</li>\n").format(line) for line in allowed_by_rule(report, words))
    for language, measure in report.totals.items():
        yield Markup("<li>{}: {}</li>\n").format(language, _sum(measure, words))
    yield Markup("</ul>\n<p>{}</p>\n").format(
        _(
            "LIX is the words of a sentence plus the percentage of words with more than six letters (Björnsson 1968), with its 95 % interval. It does not know whether a reader understands."
        )
    )


def _sum(measure: Measure, words: Words) -> str:
    """How a LIX comes about, in one line."""
    if measure.lix is None or measure.lix_interval is None:
        return words.gettext("not measurable")
    low, high = measure.lix_interval
    return words.say(
        "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words",
        lix=round(measure.lix),
        half=round((high - low) / 2),
        length=round(measure.words / measure.sentences, 1),
        share=round(100 * measure.long_words / measure.words),
        words=measure.words,
    )


def _pages(report: Report, words: Words) -> Iterator[Markup]:
    """The pages, hardest first."""
    _ = words.gettext
    columns = (_("Page"), _("Language"), _("LIX"), _("Words"), _("Translated"), _("Findings"))
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(c) for c in columns)
    label = _("Pages, hardest first")
    yield Markup(
        '<h2 id="pages">{}</h2>\n<div class="table" role="region" aria-labelledby="pages" tabindex="0">\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n'
    ).format(label, heads)
    count = Counter((finding.location.path, finding.language) for finding in report.findings)
    for page in sorted(report.pages, key=_hardness, reverse=True):
        yield _row(page, count[page.path, page.language], words)
    yield Markup("</tbody>\n</table>\n</div>\n")


def _hardness(page: PageReport) -> float:
    """What is sure of its LIX: the lower end of the interval, so that twelve words are not the hardest page."""
    measure = page.measure
    return measure.lix_interval[0] if measure is not None and measure.lix_interval is not None else -1.0


def _row(page: PageReport, findings: int, words: Words) -> Markup:
    measure = page.measure
    if measure is not None and measure.lix is not None and measure.lix_interval is not None:
        lix = f"{measure.lix:.0f} ± {(measure.lix_interval[1] - measure.lix_interval[0]) / 2:.0f}"
    else:
        lix = str(escape(words.gettext("not measurable")))
    withheld = "" if page.published else f" ({words.gettext('not published')})"
    numbers = (lix, measure.words if measure is not None else "–", f"{100 * page.translated:.0f} %", findings)
    language, title, note, path = map(escape, (page.language, page.title, withheld, page.path))
    cells = "".join([f'<td class="number">{n}</td>' for n in numbers])
    return Markup(  # noqa: S704 - each value is escaped; `Markup.format` takes ten times as long, and pages come by the thousand
        f'<tr><th scope="row"><span lang="{language}">{title}</span>{note}<br><span class="where">{path}</span></th>'
        f"<td>{language}</td>{cells}</tr>\n"
    )


def _findings(report: Report, words: Words) -> Iterator[Markup]:
    """What to do, file by file, those with errors first."""
    _ = words.gettext
    yield Markup("<h2>{}</h2>\n").format(_("What to do"))
    if not report.findings:
        yield Markup("<p>{}</p>\n").format(_("No findings."))
    files = [(path, list(group)) for path, group in groupby(report.findings, key=lambda f: f.location.path)]
    for path, found in sorted(files, key=lambda file: not _has_error(file[1])):
        opened = Markup(" open") if _has_error(found) else Markup("")
        yield Markup('<details{}>\n<summary><span class="where">{}</span> ({})</summary>\n<ul>\n').format(
            opened, path, len(found)
        )
        for finding in found:
            yield _item(finding, words)
        yield Markup("</ul>\n</details>\n")


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _item(finding: Finding, words: Words) -> Markup:
    place = finding.location
    return Markup('<li><span class="severity {}">{}</span> {} <span class="where">{}</span></li>\n').format(
        finding.severity,
        words.pgettext("severity", finding.severity),
        words.finding(finding),
        " ".join([":".join(str(n) for n in (place.line, place.column) if n), finding.rule]).strip(),
    )
