"""Lists of pages and of findings, for the report for editors: on its first page, and on a page for each section and rule.

A list is never longer than `MOST` on a page; a longer one goes on on the next, so that no page grows without bound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.model import Finding
from pipeline.parsing.sanitise import escape
from pipeline.report import PageReport, Report, RuleText
from pipeline.reporters.alike import alike, files_of
from pipeline.reporters.sheet import address, grouped, hardness, language, lix, nav, sheet, spoken, table
from pipeline.words import Words

MOST = 500
"""Entries of a list on one page."""
_SHOWN = 3
"""Findings of one rule in one file that are shown without being asked for."""
_T = TypeVar("_T")
Links = Mapping[str, str]
"""The report of each page, by the path of its source, as an address from the first page of the report."""


class Sheet(NamedTuple):
    """A page of the report."""

    name: str
    """Path below the folder of reports."""
    html: str
    """It."""


def section_of(path: str) -> str:
    """The section of a page: the first folder of its path below that of the sources; empty outside any.

    >>> section_of("source/om-oss/mal.md"), section_of("source/index.md")
    ('om-oss', '')
    """
    return path.split("/")[1] if path.count("/") > 1 else ""


def section_name(section: str, number: int = 1) -> str:
    """Path of the page for a section, or of a further one. No section begins with `_`."""
    return f"sections/{f'{number}/' * (number > 1)}{section or '_'}.html"


def section_titles(pages: Iterable[PageReport], words: Words) -> dict[str, str]:
    """What people call the sections: the titles of their first pages, in the language of the report where there is one."""
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        if page.path.count("/") == 2 and page.path.endswith("/index.md"):
            found.setdefault(section_of(page.path), {})[page.language] = page.title
    return {section: own.get(words.language) or next(iter(own.values())) for section, own in found.items()}


def rule_name(rule: str, number: int = 1) -> str:
    """Path of the page for a rule, or of a further one."""
    return f"rules/{f'{number}/' * (number > 1)}{rule}.html"


def by_hardness(pages: Iterable[PageReport]) -> list[PageReport]:
    """Pages, hardest first."""
    return sorted(pages, key=lambda page: -hardness(page.measure))


def counted(report: Report) -> Counter[tuple[str, str]]:
    """How many findings there are by path and language."""
    return Counter((finding.location.path, finding.language) for finding in report.findings)


def pages_table(
    pages: Iterable[PageReport], count: Mapping[tuple[str, str], int], words: Words, links: Links, up: str = ""
) -> str:
    """The table of pages; `up` leads to the first page of the report."""
    _ = words.gettext
    columns = [(_("Page"), False), (_("Language"), False), (_("LIX"), True), (_("Words"), True)]
    columns += [(_("Translated"), True), (_("Findings"), True)]
    rows = [_row(page, count[page.path, page.language], words, links, up) for page in pages]
    return table(_("Pages, hardest first"), columns, rows, "pages-table")


def _row(page: PageReport, findings: int, words: Words, links: Links, up: str) -> str:
    withheld = "" if page.published else f" ({escape(words.gettext('not published'))})"
    number = grouped(page.measure.words, words) if page.measure is not None else "–"
    numbers = (lix(page.measure, words), number, f"{100 * page.translated:.0f} %", findings)
    title = f"<span{spoken(page.language)}>{escape(page.title)}</span>"
    if page.path in links:
        title = f'<a href="{escape(up + links[page.path])}">{title}</a>'
    cells = "".join([f'<td class="number">{n}</td>' for n in numbers])
    return f'<tr><th scope="row">{title}{withheld}<br><span class="where">{escape(page.path)}</span></th><td>{language(page.language, words)}</td>{cells}</tr>\n'


def by_file(
    findings: Iterable[Finding], words: Words, links: Links, up: str = "", *, rule: bool = True
) -> Iterator[str]:
    """Findings file by file, those with errors first, and in a file those of a rule together."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.location.path, []).append(finding)
    for path, found in sorted(files.items(), key=lambda file: not has_error(file[1])):
        opened = " open" if has_error(found) else ""
        yield f'<details{opened}>\n<summary><span class="where">{escape(path)}</span> ({len(found)})</summary>\n'
        if path in links:
            yield f'<p><a href="{escape(up + links[path])}">{escape(words.gettext("Read them in the text"))}</a></p>\n'
        yield from by_rule(found, words, rule=rule)
        yield "</details>\n"


def by_rule(findings: Iterable[Finding], words: Words, *, rule: bool = True) -> Iterator[str]:
    """The findings of a file as lists: of a rule that has many only the number is seen at first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.severity), []).append(finding)
    few = [finding for group in groups.values() if len(group) <= _SHOWN for finding in group]
    if few:
        yield f"<ul>\n{''.join([item(finding, words, rule=rule) for finding in few])}</ul>\n"
    for (name, _), group in groups.items():
        if len(group) > _SHOWN:
            alike = words.say("{rule}: {findings} findings", rule=name, findings=len(group))
            yield f"<details>\n<summary>{badge(group[0], words)} {escape(alike)}</summary>\n<ul>\n"
            yield "".join([item(finding, words, rule=rule) for finding in group])
            yield "</ul>\n</details>\n"


def item(finding: Finding, words: Words, *, rule: bool = True, number: int = 0, more: str = "") -> str:
    """One finding in a list, with its `number` where it has one, and `more` HTML after it."""
    place = finding.location
    where = " ".join([":".join(str(n) for n in (place.line, place.column) if n), finding.rule if rule else ""]).strip()
    said = escape(words.finding(finding))
    anchor, count = (f' id="f{number}"', f"<strong>{number}.</strong> ") if number else ("", "")
    return f'<li{anchor}>{count}{badge(finding, words)} {said} <span class="where">{escape(where)}</span>{more}</li>\n'


def badge(finding: Finding, words: Words) -> str:
    """How bad a finding is, as a badge."""
    name = escape(words.pgettext("severity", finding.severity))
    return f'<span class="severity {finding.severity}">{name}</span>'


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether one of `findings` has to be corrected."""
    return any(finding.severity == "error" for finding in findings)


# --- pages of lists ---------------------------------------------------------------------------------


def sections(report: Report, words: Words, links: Links) -> Iterator[Sheet]:
    """A page for each section, with all its pages."""
    count = counted(report)
    found: dict[str, list[PageReport]] = {}
    for page in report.pages:
        found.setdefault(section_of(page.path), []).append(page)
    titles = section_titles(report.pages, words)
    for section, pages in found.items():
        title = titles.get(section, section) or words.gettext("Pages outside any section")
        cuts = _cut(by_hardness(pages))
        for number, part in enumerate(cuts, 1):
            names = [section_name(section, n) for n in range(1, len(cuts) + 1)]
            up = _up(names[number - 1])
            where = f'<p class="where">{escape(section)}</p>\n' if section in titles else ""
            body = [where, pages_table(part, count, words, links, up), _further(names, number, words)]
            yield Sheet(names[number - 1], sheet(title, body, words, trail=_back(words, up)))


def rules(report: Report, words: Words, links: Links, texts: Mapping[str, RuleText]) -> Iterator[Sheet]:
    """A page for each rule that has findings, with all of them."""
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    for rule, findings in found.items():
        cuts = _cut(findings)
        said = [f"<p>{_with_code(escape(words.gettext(texts[rule].explain)))}</p>\n"] if rule in texts else []
        said += _shared(findings, words)
        names = [rule_name(rule, n) for n in range(1, len(cuts) + 1)]
        for number, part in enumerate(cuts, 1):
            up = _up(names[number - 1])
            body = [*said, *by_file(part, words, links, up, rule=False), _further(names, number, words)]
            yield Sheet(names[number - 1], sheet(rule, body, words, trail=_back(words, up)))


def _shared(findings: Iterable[Finding], words: Words) -> Iterator[str]:
    """What many files have alike, each once: who mends it for all of them need not look at any."""
    groups = alike(findings)[:MOST]
    if not groups:
        return
    columns = [(words.gettext("Findings"), False), (words.gettext("Files"), True)]
    rows = [
        f'<tr><th scope="row">{escape(words.finding(group[0]))}</th><td class="number">{files_of(group)}</td></tr>\n'
        for group in groups
    ]
    yield table(words.gettext("Alike in many files"), columns, rows, "alike-table")


def _with_code(text: str) -> str:
    """Escaped text, with what stands between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", text)


def _up(name: str) -> str:
    """The way from a page of the report to the folder of reports."""
    return "../" * name.count("/")


def _back(words: Words, up: str) -> str:
    """The head of a page that leads back to the first."""
    label = escape(words.gettext("Report for editors"))
    return f"<header>{nav(words.gettext('Back'), [(f'{up}index.html', label)])}</header>\n"


def _cut(entries: Sequence[_T]) -> list[Sequence[_T]]:
    return [entries[start : start + MOST] for start in range(0, len(entries), MOST)]


def _further(names: Sequence[str], number: int, words: Words) -> str:
    """Links to the other pages of a list."""
    if len(names) == 1:
        return ""
    links = [(_up(names[number - 1]) + address(name), str(n)) for n, name in enumerate(names, 1) if n != number]
    return nav(words.gettext("Further pages"), links)
