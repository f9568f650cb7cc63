"""`syntolk audit`: what is seen in several states or on many pages is said once, where it is edited; and the command itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from browser import chromium as program
from checkers import seen
from conftest import Ran, Site

from pipeline.browser import audited, chromium
from pipeline.browser.audit_rules import OWN
from pipeline.browser.audited import STATES, Place, Sight, State
from pipeline.cli import main
from pipeline.commands import audit
from pipeline.model import Finding, Location
from pipeline.workspace import Workspace

DARK, SMALL_DARK, SMALL_LIGHT = STATES[1], STATES[2], STATES[3]
PLACES = {name: Place(f"source/{name.removesuffix('.html')}.md", "sv") for name in ("a.html", "b.html", "c.html")}


def axe(state: State | None, **more: object) -> Sight:
    """A finding of axe-core on a link in the content of a page."""
    given = {"impact": "serious", "tags": frozenset({"wcag2aa"}), "help": "Links must have discernible text"} | more
    return Sight("axe-link-name", "a.html", state, selector="main > a", html="<a>", **given)  # type: ignore[arg-type]


def findings(*sights: Sight) -> tuple[Finding, ...]:
    return audited.findings(sights, PLACES, lambda page, _text: Location(PLACES[page].path))


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (STATES, ""),
        ((None,), ""),
        ((DARK, SMALL_DARK), " Only in dark colours."),
        ((STATES[0], SMALL_LIGHT), " Only in light colours."),
        ((SMALL_DARK, SMALL_LIGHT), " Only at a width of 320 pixels."),
        ((SMALL_LIGHT,), " Light, 320 pixels wide."),
        ((DARK, SMALL_LIGHT), " Dark, 1280 pixels wide. Light, 320 pixels wide."),
    ],
)
def test_what_is_seen_in_several_states_is_said_once_with_their_names(
    states: Iterable[State | None], said: str
) -> None:
    (finding,) = findings(*map(axe, states))
    assert finding.message == f"Links must have discernible text (axe-core). In <a>.{said}"


@pytest.mark.parametrize(
    ("impact", "tags", "review", "severity"),
    [
        ("critical", {"wcag2a"}, False, "error"),
        ("serious", {"wcag22aa"}, False, "error"),
        ("moderate", {"wcag2a"}, False, "warning"),
        ("serious", {"wcag2aaa"}, False, "warning"),
        ("serious", {"best-practice"}, False, "warning"),
        ("critical", {"wcag2a"}, True, "review"),
    ],
)
def test_an_error_is_what_breaks_the_law_and_stands_in_somebodys_way(
    impact: str, tags: set[str], review: bool, severity: str
) -> None:
    (finding,) = findings(axe(None, impact=impact, tags=frozenset(tags), review=review))
    assert finding.severity == severity


def test_what_is_sure_in_one_state_is_not_to_be_judged_in_another() -> None:
    (finding,) = findings(axe(STATES[0], review=True), axe(DARK))
    assert finding.severity == "error"
    assert finding.message.endswith("Dark, 1280 pixels wide.")


def test_a_fault_in_the_frame_of_every_page_is_said_once() -> None:
    """And one in the content of each page by itself."""
    frame = [axe(None, shared=True)._replace(page=page, selector=f"nav {page}") for page in PLACES]
    content = [axe(None)._replace(page=page) for page in PLACES]
    found = findings(*frame, *content)
    (once,) = [finding for finding in found if finding.message.endswith("The same on 3 pages.")]
    paths = [finding.location.path for finding in found if finding != once]
    assert paths == ["source/a.md", "source/b.md", "source/c.md"]


def test_what_a_person_has_to_judge_is_said_once_a_page() -> None:
    cells = [axe(None, review=True)._replace(selector=f"td:nth-of-type({n})") for n in range(12)]
    (finding,) = findings(*cells)
    assert finding.message.endswith("The same of 12 elements on this page.")


# --- the command --------------------------------------------------------------------------------------


@pytest.fixture
def built(site: Site) -> Path:
    """The small site, under a path, built; its page “Om oss” has a link that nothing names."""
    root = site({"syntolk.toml": 'title = "Provsajt"\nbase_url = "https://exempel.se/under"\n'})
    assert main(["-C", str(root), "build", "--quiet"]) == 0
    page = root / "build" / "om" / "index.html"
    broken = page.read_text("utf-8").replace("Vi hjälper dig.", 'Vi hjälper dig. <a href="/under/"></a>')
    page.write_text(broken, "utf-8")
    return root


def test_findings_name_the_source_and_its_line(built: Path, syntolk: Callable[..., Ran]) -> None:
    ran = syntolk("-C", built, "audit", "--browser", program(), "--format", "json", "--jobs", 2)
    found = json.loads(ran.out)["findings"]
    assert ran.code == 1
    assert {f["rule"] for f in found} == {"axe-link-name"}
    assert {f["path"] for f in found} == {"source/om.md"}
    assert ran.err == ""  # No progress where there is no terminal.


def test_pages_that_say_their_languages_otherwise(built: Path, syntolk: Callable[..., Ran]) -> None:
    page = built / "build" / "en" / "about-us" / "index.html"
    page.write_text(page.read_text("utf-8").replace('hreflang="x-default"', 'hreflang="de"'), "utf-8")
    ran = syntolk("-C", built, "audit", "--browser", program(), "--format", "json", "--jobs", 2)
    found = [f for f in json.loads(ran.out)["findings"] if f["rule"] == "languages-disagree"]
    assert [(f["path"], f["language"], f["message"].partition(" says ")[0]) for f in found] == [
        ("build/sitemap.xml", "sv", "https://exempel.se/under/en/about-us/"),
        ("source/om.md", "en", "hreflang"),
    ]
    assert "de: om/index.html" in found[1]["message"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="canonical">',
        '<link rel="alternate" hreflang="en">',
        '<a rel="alternate" hreflang="en">In English</a>',
        '<a rel="alternate" hreflang="en" href="http://[x">In English</a>',
    ],
)
def test_a_link_that_a_template_got_wrong_is_a_finding(built: Path, link: str) -> None:
    page = built / "build" / "om" / "index.html"
    page.write_text(page.read_text("utf-8").replace("Vi hjälper dig.", link), "utf-8")
    workspace = Workspace(built)
    assert {f.location.path for f in audit._astray(workspace, audit.pages(workspace))} >= {"source/om.md"}


@pytest.mark.parametrize(
    ("path", "code"),
    [("source/om.md", 1), ("build/om", 1), ("/under/om/", 1), ("source/index.md", 0), ("/en/", 0)],
)
def test_a_part_of_the_site(built: Path, path: str, code: int) -> None:
    workspace = Workspace(built)
    chosen = audit._named(workspace, audit.pages(workspace), [path])
    assert any(page.file == "om/index.html" for page in chosen) == bool(code)
    assert 0 < len(chosen) < 5


@pytest.mark.parametrize("path", ["/", "/under/", "https://exempel.se/under/", "https://exempel.se/under/om/"])
def test_an_address_as_a_browser_shows_it(built: Path, path: str) -> None:
    workspace = Workspace(built)
    every = audit.pages(workspace)
    chosen = audit._named(workspace, every, [path])
    assert [page.file for page in chosen] == ["om/index.html"] if path.endswith("om/") else chosen == every


def test_a_sample_has_each_type_in_each_language(built: Path) -> None:
    every = audit.pages(Workspace(built))
    sample = audit._sampled(every, 1)
    assert {(page.kind, page.language) for page in sample} == {(page.kind, page.language) for page in every}
    assert len(sample) == len({(page.kind, page.language) for page in every})


def test_known_findings_and_other_forms(built: Path, tmp_path: Path, syntolk: Callable[..., Ran]) -> None:
    command = ("-C", built, "audit", "source/om.md", "--browser", program())
    sarif = json.loads(syntolk(*command, "--format", "sarif").out)
    (run,) = sarif["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {"axe-link-name"}
    assert syntolk(*command, "--baseline", tmp_path / "known").code == 0
    again = syntolk(*command, "--baseline", tmp_path / "known", "--format", "junit", "--output", tmp_path / "a.xml")
    assert (again.code, again.out) == (0, "")
    assert 'failures="0"' in (tmp_path / "a.xml").read_text("utf-8")


def test_nothing_is_found_where_nothing_can_be_looked_at(
    site: Site, built: Path, syntolk: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = syntolk("-C", built, "audit", "nyheter")
    assert (ran.code, "no built page is meant by this" in ran.err) == (2, True)
    ran = syntolk("-C", built, "audit", "--browser", "/borta/chromium")
    assert (ran.code, "/borta/chromium does not start" in ran.err) == (2, True)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    ran = syntolk("-C", built, "audit")
    assert (ran.code, "pip install 'syntolk[audit]'" in ran.err) == (2, True)
    for file in built.joinpath("build").rglob("*.html"):
        file.unlink()
    ran = syntolk("-C", built, "audit")
    assert (ran.code, "Build it first" in ran.err) == (2, True)


SHOWN = '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Prov</title><main><h1>Prov</h1><img></main>'
"""A page with a fault."""


def test_a_page_that_never_shows_is_an_error_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "SECONDS", 3)
    (tmp_path / "a.html").write_text(SHOWN + "<script>for (;;) {}</script>", "utf-8")
    (tmp_path / "b.html").write_text(SHOWN, "utf-8")
    found = seen(tmp_path)
    assert [sight.rule for sight in found["a.html"]] == ["page-unexamined"]
    assert "axe-image-alt" in {sight.rule for sight in found["b.html"]}


def test_a_page_that_does_not_answer_any_more_is_an_error_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "SECONDS", 5)
    monkeypatch.setattr(chromium, "PATIENCE", 2)
    hangs = "matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { for (;;) {} })"
    pages = {"a.html": f"{SHOWN}<script>{hangs}</script>", "b.html": SHOWN}
    site = chromium.Site("https://exempel.se", "", lambda path: (pages[path].encode(), path) if path in pages else None)
    visits = [chromium.Visit(page, walk=False) for page in pages]
    sights = audit._in_parallel(visits, site, audit.Options(browser=program()), lambda *_: None)
    *_, last = [(sight.rule, sight.detail) for sight in sights if sight.page == "a.html"]
    assert last == ("page-unexamined", "it does not answer")
    assert "axe-image-alt" in {sight.rule for sight in sights if sight.page == "b.html"}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_contrast_is_judged_beyond_the_edge_of_a_table_too(tmp_path: Path, direction: str) -> None:
    """axe-core cannot tell the colours of a cell that its frame does not show; there they are looked at."""
    cells = "".join(f"<td>Ord i cell nummer {n}</td>" for n in range(12))
    faint = '<td id="faint" style="color:#bbb;background:#fff">Blek</td>'
    frame = '<section tabindex="0" aria-label="Tabell" style="overflow-x:auto"><table style="white-space:nowrap"><tr>{}</tr></table></section>'
    for name, row in (("a.html", cells), ("b.html", cells + faint)):
        page = SHOWN.replace("<html", f'<html dir="{direction}"').replace("<img>", frame.format(row))
        page = page.replace("<main>", '<main style="background:#fff">')
        (tmp_path / name).write_text(page, "utf-8")
    found = seen(tmp_path)
    of_colours = {name: [s for s in found[name] if s.rule == "axe-color-contrast"] for name in ("a.html", "b.html")}
    assert not of_colours["a.html"]
    assert {(sight.selector, sight.review, sight.state) for sight in of_colours["b.html"]} == {
        ("#faint", False, state) for state in STATES
    }


def test_wider_letters_are_tried_at_each_width_and_are_gone_again(tmp_path: Path) -> None:
    """What they cut off on a small screen only is found there, and what they would push over its edge is not."""
    line = '<p><span style="white-space:nowrap;font:16px monospace">En rad på trettio bokstäver bara</span></p>'
    box = ".box { inline-size: 12rem; block-size: 7.5rem; overflow: hidden; line-height: 1.25 }"
    text = '<p class="box">Text som precis får plats i sin ruta men inte när raderna glesas ut till en och en halv.</p>'
    style = f"<style>body {{ margin: 0 }} @media (max-width: 30rem) {{ {box} }}</style>"
    (tmp_path / "a.html").write_text(SHOWN.replace("<img>", style + line + text), "utf-8")
    found = [sight for sight in seen(tmp_path)["a.html"] if sight.rule in ("text-clipped", "page-scrolls-sideways")]
    assert [(sight.rule, sight.state) for sight in found] == [
        ("text-clipped", SMALL_DARK),
        ("text-clipped", SMALL_LIGHT),
    ]


def test_what_does_not_depend_on_colours_or_widths_names_none(tmp_path: Path) -> None:
    """Two schemes in which everything lies alike are not looked at twice, nor is the Tab key pressed in both."""
    hidden = '<a href="b.html" style="outline:none">Utan ram</a><p style="color:#999;background:#fff">Blek i ljus och mörk.</p>'
    (tmp_path / "a.html").write_text(SHOWN.replace("<img>", "<img>" + hidden), "utf-8")
    places = {"a.html": Place("a.html", "sv")}
    found = audited.findings(seen(tmp_path)["a.html"], places, lambda *_: Location("a.html"))
    said = {finding.rule: finding.message for finding in found}
    assert said.keys() >= {"axe-image-alt", "axe-color-contrast", "focus-invisible"}
    assert not [message for message in said.values() if "light" in message.lower() or "pixels" in message]


def test_a_picture_that_is_not_there_says_nothing_of_another_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "skylt.png").write_bytes(b"ingen bild")
    pictures = '<img src="skylt.png?a=1" alt="En skylt."><img src="bilder/skylt.png" alt="En annan."><img src="https://annan.se/c.png" alt="C.">'
    (tmp_path / "a.html").write_text(SHOWN.replace("<img>", pictures), "utf-8")
    found = {(sight.rule, sight.detail) for sight in seen(tmp_path, walked=())["a.html"] if sight.state is None}
    assert found == {
        ("resource-missing", "/skylt.png"),
        ("image-broken", "https://exempel.se/bilder/skylt.png"),
        ("request-elsewhere", "https://annan.se/c.png"),
    }


def test_a_name_that_no_file_has_is_missing(built: Path, syntolk: Callable[..., Ran]) -> None:
    page = built / "build" / "om" / "index.html"
    pictures = f'<img src="%00.png" alt="A."><img src="{"b" * 300}.png" alt="B.">'
    page.write_text(page.read_text("utf-8").replace("Vi hjälper dig.", pictures), "utf-8")
    ran = syntolk("-C", built, "audit", "source/om.md", "--browser", program(), "--format", "json")
    found = [f["message"] for f in json.loads(ran.out)["findings"] if f["rule"] == "resource-missing"]
    assert (ran.err, len(found)) == ("", 2)


def test_no_page_leaves_anything_to_the_next(tmp_path: Path) -> None:
    """What it has stored, what it has opened, what it has to say when it is left: each page is seen as by a new visitor."""
    script = """
      const kept = [localStorage.kept, sessionStorage.kept, document.cookie].filter(Boolean);
      if (kept.length) console.error(`from another page: ${kept}`);
      localStorage.kept = sessionStorage.kept = document.cookie = "kept=1";
      addEventListener("beforeunload", (event) => event.preventDefault());
      addEventListener("focusin", () => open("c.html"), { once: true });
    """
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f'{SHOWN}<a href="c.html">Vidare</a><script>{script}</script>', "utf-8")
    (tmp_path / "c.html").write_text(SHOWN, "utf-8")
    found = seen(tmp_path)
    said = [[(sight.rule, sight.state, sight.detail) for sight in found[name]] for name in ("a.html", "b.html")]
    assert said[0] == said[1]
    assert not [detail for rule, _, detail in said[1] if rule == "console-error"]
    assert "axe-image-alt" in {sight.rule for sight in found["c.html"]}


def test_ctrl_c_leaves_no_browser_behind(built: Path) -> None:
    # A shell makes what it runs in the background deaf to Ctrl-C, these tests too.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [
        sys.executable,
        "-c",
        f"{heard}; import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))",
    ]
    mark = {**os.environ, "SYNTOLK_TEST": str(built)}
    ran = subprocess.Popen([*command, "-C", built, "audit", "--browser", program()], env=mark, start_new_session=True)
    deadline = time.monotonic() + 60
    while (
        len(_marked(built)) < 4 and time.monotonic() < deadline
    ):  # Python, Playwright's driver, the browser's processes.
        time.sleep(0.1)
    os.killpg(ran.pid, signal.SIGINT)
    assert ran.wait(60) == 3
    while _marked(built) and time.monotonic() < deadline + 30:
        time.sleep(0.1)
    assert _marked(built) == []


def _marked(built: Path) -> list[str]:
    """What of ours is running: processes that have inherited our mark."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"SYNTOLK_TEST={built}".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().decode(errors="replace")[:80])
        except OSError:
            continue
    return found


def test_the_settings_and_the_guide_know_the_rules(built: Path, syntolk: Callable[..., Ran]) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "audit.md").read_text("utf-8")
    for own in OWN:
        assert f"| `{own.id}` | {own.severity} |" in guide
        assert syntolk("rules", own.id).out.startswith(f"## {own.id}\n")
    settings = built / "syntolk.toml"
    off = '\n[rules]\naxe-link-name = "off"   # Ours to try.\nkeyboard-trap = "warning"\n'
    settings.write_text(settings.read_text("utf-8") + off, "utf-8")
    assert syntolk("-C", built, "check").code == 0
    ran = syntolk("-C", built, "audit", "om", "--browser", program(), "--format", "json")
    (allowed,) = json.loads(ran.out)["allowed"]
    assert (ran.code, allowed["rule"], allowed["reason"]) == (0, "axe-link-name", "Ours to try.")
