"""The built site in a real browser: axe-core, keyboard, no script, a small screen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from browser import served
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from test_plots import MANY, SEVERAL, moment

from pipeline.build import Build
from pipeline.cli import main
from pipeline.commands.outcome import formatted
from pipeline.report import Report
from pipeline.translation.pseudo import ACCENTED, BIDI
from pipeline.words import words
from pipeline.workspace import OUTPUT, PSEUDO_OUTPUT, REPORTS, Workspace

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MOST_TABS = 12
SCHEMES = ("light", "dark")
WIDTHS = (320, 768, 1280)
HARD = (
    """---
title: Svår sida
---

"""
    + 8
    * """Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning, erfarenhetsåterföring och uppföljning av alla
samhällsutmaningar som kommunerna, regionerna och civilsamhället möter, eftersom samverkansmodellernas genomförande
möjliggör kapacitetsbyggande innovationsprocesser. Läs mer [här](borta.md) och kör `make`.

"""
    + """## Bilder

![IMG_1.jpg](borta.jpg "Skylten i entrén")

- En punkt
- En till
"""
)


@pytest.fixture(scope="module")
def output(own_site: Path) -> Path:
    """This repository's own site, built."""
    return own_site / OUTPUT


@pytest.fixture(scope="module")
def reports(own_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reports of this repository's site, with a page in it that breaks many a rule, in Swedish."""
    root = shutil.copytree(own_site, tmp_path_factory.mktemp("reported") / "site")
    (root / "source" / "om-oss" / "svar.md").write_text(HARD, "utf-8")
    assert main(["--language", "sv", "-C", str(root), "build", "--quiet"]) == 1
    with served(root / REPORTS) as found:
        yield found


REPORT_PAGES = (
    "index.html",
    "images.html",
    "pages/om-oss/svar.html",
    "pages/index.html",
    "rules/link-broken.html",
    "sections/om-oss.html",
)


def test_axe_finds_nothing_in_the_reports(chrome: Browser, reports: str):
    """Neither in light colours nor in dark ones: each page is loaded once."""
    page = chrome.new_page(viewport={"width": 1280, "height": 900})
    found = {}
    for path in REPORT_PAGES:
        page.goto(f"{reports}/{path}")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if problems := violations(page):
                found[path, scheme] = problems
    page.close()
    assert found == {}


def test_no_report_scrolls_sideways(chrome: Browser, reports: str):
    assert too_wide(chrome, [f"{reports}/{path}" for path in REPORT_PAGES]) == []


def test_a_long_word_in_a_title_pushes_no_numbers_out_of_a_table(chrome: Browser, tmp_path: Path):
    page = chrome.new_page(viewport={"width": 1280, "height": 800})
    report = Report((), (SEVERAL[0]._replace(title="sammanträdes" * 20), *SEVERAL[1:]))
    (tmp_path / "index.html").write_text(formatted(report, "html", words([])), "utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    hidden = "[...document.querySelectorAll('.table')].filter(one => one.scrollWidth > one.clientWidth).length"
    assert page.evaluate(hidden) == 0
    page.close()


def test_an_editor_reaches_the_worst_sentence_by_keyboard_and_without_script(chrome: Browser, reports: str):
    """From the first page of the report: it is named there, and one link leads to its place in the text."""
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reports}/index.html")
    assert page.locator("#begin blockquote").inner_text().startswith("Verksamhetsutvecklingen")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.is_visible()
        if focused.inner_text() == "Läs den där den står":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{reports}/pages/om-oss/svar.html#s-sv-1"
    sentence = page.locator("mark:target")
    assert "Verksamhetsutvecklingen" in sentence.inner_text()
    box = sentence.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720
    context.close()


def test_marks_are_seen_without_colours(chrome: Browser, reports: str):
    context = chrome.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{reports}/pages/om-oss/svar.html")
    lines = [
        page.locator(selector).first.evaluate("e => getComputedStyle(e).textDecorationLine")
        for selector in ("mark.hard", ".long")
    ]
    assert lines == ["underline", "underline"]
    assert page.locator(".rows .spot").first.evaluate("e => getComputedStyle(e).outlineStyle") == "dashed"
    assert page.locator("mark.hard .tag").first.is_visible()
    context.close()


def too_wide(chrome: Browser, addresses: Iterable[str]) -> list[tuple[str, int]]:
    """The pages that scroll sideways, and how wide the screen is; each is loaded once, and its window made larger."""
    page = chrome.new_page()
    wide = []
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))
    page.close()
    return wide


def violations(page: Page) -> list[str]:
    """What axe-core finds, each with the first element concerned."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)}).then(r => r.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ('<img src="/a.jpg">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">Ljus text</p>', "color-contrast"),
        ("<h5>Hoppad nivå</h5>", "heading-order"),
        ('<a href="/"></a>', "link-name"),
    ],
)
def test_axe_does_find_what_is_broken_on_purpose(chrome: Browser, address: str, broken: str, rule: str):
    page = chrome.new_page()
    page.goto(address + "/om-oss/")
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", broken)
    assert any(problem.startswith(f"{rule}:") for problem in violations(page))
    page.close()


def test_the_language_switch_leads_to_the_same_page_by_keyboard_and_without_script(
    chrome: Browser, address: str, output: Path
):
    """From every page, with the keyboard alone, to its other language and back."""
    routes = json.loads((output / "routes.json").read_text("utf-8"))
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    files = {language: edition["pages"] for language, edition in routes.items()}
    assert files["sv"].keys() == files["en"].keys()
    for path, file in files["sv"].items():
        there = "/" + files["en"][path].removesuffix("index.html")
        here = "/" + file.removesuffix("index.html")
        page.goto(address + here)
        switch(page, "English", "en")
        assert page.url == address + there
        assert page.locator("html").get_attribute("lang") == "en"
        switch(page, "Svenska", "sv")
        assert page.url == address + here
    context.close()


def switch(page: Page, name: str, language: str) -> None:
    """Tab to the link with that text and follow it."""
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main-content"
    assert page.locator(":focus").is_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.inner_text() == name:
            break
    assert focused.get_attribute("lang") == language
    assert focused.get_attribute("hreflang") == language
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", [ACCENTED, BIDI])
def test_no_page_of_a_pseudo_language_scrolls_sideways(chrome: Browser, own_site: Path, tmp_path: Path, language: str):
    """A third more text, and text from right to left, has room."""
    root = shutil.copytree(own_site, tmp_path / "site")
    Build(Workspace(root), pseudo_language=language).publish()
    pages = sorted((root / PSEUDO_OUTPUT / language).rglob("*.html"))
    assert len(pages) > 30
    with served(root / PSEUDO_OUTPUT) as address:
        below = [f"{address}/{path.relative_to(root / PSEUDO_OUTPUT).as_posix()}" for path in pages]
        assert too_wide(chrome, below) == []


def test_what_has_the_focus_is_seen(chrome: Browser, address: str):
    page = chrome.new_page()
    page.goto(address + "/kontakt/")
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.locator(":focus").inner_text()
        focused = page.screenshot()
        page.evaluate("window.last = document.activeElement; window.last.blur()")
        assert page.screenshot() != focused, name
        page.evaluate("window.last.focus({preventScroll: true})")
    page.close()


def test_every_picture_is_described_and_has_its_size(output: Path):
    """Whether it loads is the audit's to say (`test_checkers.py`)."""
    wrong = [
        (path.name, str(image))
        for path in output.rglob("*.html")
        for image in BeautifulSoup(path.read_text("utf-8"), "html.parser")("img")
        if not image.has_attr("alt")
        or (image.find_parent("figure") and not (image.get("width") and image.get("height")))
    ]
    assert wrong == []


def test_printing_shows_the_text_and_leaves_the_menus_out(chrome: Browser, address: str):
    page = chrome.new_page()
    page.goto(address + "/om-oss/vart-uppdrag/")
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    assert not page.locator("nav[aria-label='Huvudmeny']").is_visible()
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_plots_of_the_report(chrome: Browser, tmp_path: Path, width: int):
    """Nothing for axe to say, nothing wider than the screen, and the smallest letters can be read."""
    own = SEVERAL[0].measure
    moments = (moment(1, a=own, b=own), moment(9, a=SEVERAL[1].measure, b=own), moment(28, a=own))
    report = Report((), (*SEVERAL, *MANY[:50]), history=moments)
    (tmp_path / "index.html").write_text(formatted(report, "html", words([])), "utf-8")
    page = chrome.new_page(viewport={"width": width, "height": 800})
    page.goto((tmp_path / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    sizes = "Array.from(document.querySelectorAll('svg text')).map(t => t.getBoundingClientRect().height)"
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert min(page.evaluate(sizes)) >= 10
        assert max(page.evaluate(sizes)) <= 120  # The name of an axis, which stands upright.
    page.close()
