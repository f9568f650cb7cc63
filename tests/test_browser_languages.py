"""The language switch in a real browser, without script: by keyboard from every page, and as a screen reader is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import browser
from languages import routes, three_languages
from playwright.sync_api import Browser, Page

from pipeline.build import Build
from pipeline.workspace import OUTPUT, Workspace

NAMES = {"sv": "Svenska", "en": "English", "ar": "العربية"}
MOST_TABS = 12


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("three")
    for name, content in three_languages().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    Build(Workspace(root), checking=False).publish()
    return root / OUTPUT


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as chrome:
        yield _without_script(chrome)


def _without_script(chrome: Browser) -> Page:
    return chrome.new_context(java_script_enabled=False).new_page()


def _below(output: str) -> str:
    return "/" + output.removesuffix("index.html")


def test_by_keyboard_from_every_page_to_each_of_its_languages(page: Page, output: Path, address: str) -> None:
    """In one step to the same page; a language that it is withheld in takes no focus."""
    known = routes(output)
    steps = 0
    for language, outputs in known.items():
        for path, file in outputs.items():
            others = [tag for tag in known if tag != language and path in known[tag]]
            for other in others:
                page.goto(address + _below(file))
                _tab_to(page, other)
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                assert unquote(page.url) == address + unquote(_below(known[other][path]))
                assert page.locator("html").get_attribute("lang") == other
                assert page.locator("html").get_attribute("dir") == ("rtl" if other == "ar" else "ltr")
                steps += 1
            page.goto(address + _below(file))
            assert page.locator(".languages a").count() == len(others)
    assert steps == 32


def _tab_to(page: Page, language: str) -> None:
    """Tab to the link of the switch to that language."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.get_attribute("hreflang") == language:
            break
    assert focused.is_visible()
    assert focused.inner_text().startswith(NAMES[language])
    box = focused.bounding_box()
    assert box is not None
    assert min(box["height"], box["width"]) >= 24


@pytest.mark.parametrize(
    ("path", "tree"),
    [
        (
            "/halv/",
            """\
- navigation "Språk":
  - list:
    - listitem: Svenska
    - listitem:
      - link "English (38 % översatt)":
        - /url: /en/halv/
    - listitem: العربية (sidan är inte översatt än)""",
        ),
        (
            "/en/whole/",
            """\
- navigation "Language":
  - list:
    - listitem:
      - link "Svenska":
        - /url: /hel/
    - listitem: English
    - listitem:
      - link "العربية":
        - /url: /ar/%D9%83%D8%A7%D9%85%D9%84/""",
        ),
    ],
)
def test_what_a_screen_reader_is_told_of_the_switch(page: Page, address: str, path: str, tree: str) -> None:
    page.goto(address + path)
    assert page.locator(".languages").aria_snapshot().replace("\xa0", " ") == tree
    assert page.locator(".languages [aria-current=true]").count() == 1


def test_whoever_came_to_a_place_on_a_page_gets_to_it_in_the_other_language(page: Page, address: str) -> None:
    page.goto(f"{address}/hel/")
    assert page.locator(".place:visible").count() == 0
    page.goto(f"{address}/hel/#vag-dit")
    shown = page.locator(".place:visible")
    assert shown.count() == 1
    with page.expect_navigation():
        shown.get_by_role("link", name="English").click()
    assert page.url == f"{address}/en/whole/#vag-dit"
    assert page.locator(":target").inner_text() == "Way (there)"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_switch_has_room_in_every_language(page: Page, output: Path, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for outputs in routes(output).values():
        for file in outputs.values():
            page.goto(address + _below(file))
            box = page.locator(".languages").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
