"""The overlay of the preview: what it knows of a page, what it writes, whom it answers; and in a real browser, by keyboard."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from browser import browser
from conftest import po
from playwright.sync_api import Browser, Page
from test_browser import violations

from pipeline import serve
from pipeline.catalogue import parse
from pipeline.commands.speech import speech
from pipeline.errors import CatalogueError
from pipeline.parsing.frontmatter import TRANSLATED
from pipeline.preview.kinds import kinds
from pipeline.preview.session import Session
from pipeline.serve import Preview
from pipeline.translation.context import ROLES

PAGE = (
    "---\ntitle: Om oss\ndescription: Vilka vi är.\n---\n\n# Om oss\n\nVi hjälper [dig](index.md) gärna *i dag*.\n\n- Kaffe\n- Te\n\n"
    "![En röd dörr](dorr.svg)\n\nLäs mer [här](borta.md).\n"
)
MESSAGES = (
    ("title", "Om oss", "About us"),
    (None, "Om oss", "About us"),
    (None, "Vi hjälper [dig](index.md) gärna *i dag*.", "We help [you](index.md) gladly *today*."),
    (None, "Kaffe", "Coffee"),
    (None, "Te", ""),
    ("alt", "En röd dörr", "A red door"),
)
SENTENCE = MESSAGES[2][1]


@pytest.fixture
def root(site: Callable[..., Path]) -> Path:
    """A site that a preview has built."""
    return site(
        {
            "syntolk.toml": 'title = "Prov"\nbase_url = "https://exempel.se/sajt"\n[publish]\nthreshold = 0\n',
            "source/om.md": PAGE,
            "source/dorr.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
            "locales/en/LC_MESSAGES/site.po": po(
                (None, "# egen", "# own"), *MESSAGES, ("title", "Start", "Start"), flags="md-text, no-python-format"
            ),
        }
    )


@pytest.fixture
def preview(root: Path) -> Preview:
    found = Preview(Session(root, speech("en")), root / "reports")
    found.built(serve._build(root, speech("en")))
    return found


@pytest.fixture
def address(preview: Preview, root: Path) -> Iterator[str]:
    handler = partial(serve._Handler, directory=str(root / "build"), base_path="/sajt", preview=preview)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def catalogue(root: Path) -> Path:
    return root / "locales/en/LC_MESSAGES/site.po"


def asked(address: str, data: object = None, **headers: str) -> tuple[int, str]:
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


# --- what it knows ---------------------------------------------------------------------------------


def test_a_page_in_another_language(preview: Preview) -> None:
    page = preview.session.page("en/about-us/index.html")
    assert page is not None
    texts = {(text["context"], text["id"]): text for text in page["texts"]}
    assert texts[None, SENTENCE]["shown"] == "We help you gladly today."
    assert (texts[None, SENTENCE]["state"], texts[None, "Te"]["state"]) == ("reviewed", "missing")
    assert texts["alt", "En röd dörr"]["shown"] == "A red door"
    assert texts[None, SENTENCE]["place"].startswith("locales/en/LC_MESSAGES/site.po:")
    assert len(texts) == len(page["texts"])
    missing = [one for one in page["findings"] if one["rule"] == "translation-missing"]
    assert {page["texts"][one["text"]]["id"] for one in missing if one["text"] is not None} >= {"Te"}
    assert (page["language"], page["source"], page["report"]) == ("en", "sv", "pages/om.html")


def test_each_text_says_what_it_is_in_the_language_of_the_editor(preview: Preview) -> None:
    page = preview.session.page("en/about-us/index.html")
    assert page is not None
    assert {"title of the page", "paragraph", "alternative text"} <= {text["kind"] for text in page["texts"]}
    known = kinds(speech("sv"))
    assert known["heading"] == "rubrik"
    assert {f"field {name}" for name in TRANSLATED} | {*ROLES} <= {*known}


def test_a_page_of_the_source(preview: Preview) -> None:
    page = preview.session.page("om/index.html")
    assert page is not None
    assert {text["state"] for text in page["texts"]} == {"source"}
    (broken,) = [one for one in page["findings"] if one["rule"] == "link-broken"]
    assert page["texts"][broken["text"]]["id"] == "Läs mer [här](borta.md)."
    assert preview.session.page("404.html") is None
    assert preview.session.page("../syntolk.toml") is None


def test_the_address_without_the_path_of_the_site_leads_to_it(address: str) -> None:
    code, page = asked(f"{address}/")
    assert (code, "<title>" in page) == (200, True)
    assert asked(f"{address}/om/")[0] == 404


# --- what it writes --------------------------------------------------------------------------------


def test_one_translation_becomes_another_and_all_else_stays(preview: Preview, root: Path) -> None:
    before = parse(catalogue(root).read_bytes())
    preview.session.save("en/about-us/index.html", None, "Te", "", " Tea\n")
    after = parse(catalogue(root).read_bytes())
    assert after.find(None, "Te").strings == ("Tea",)  # type: ignore[union-attr]
    assert [m for m in after if m.id != "Te"] == [m for m in before if m.id != "Te"]
    assert (after.header, after.comments) == (before.header, before.comments)


def test_what_the_rules_call_an_error_is_kept_to_be_reviewed(preview: Preview, root: Path) -> None:
    answer = preview.session.save("en/about-us/index.html", None, SENTENCE, MESSAGES[2][2], "We help you *today*.")
    message = parse(catalogue(root).read_bytes()).find(None, SENTENCE)
    assert message is not None
    assert (message.strings, message.fuzzy) == (("We help you *today*.",), True)
    assert "to be reviewed" in str(answer["said"])


@pytest.mark.parametrize(
    ("file", "id", "before", "text"),
    [
        ("en/about-us/index.html", "Te", "Tee", "Tea"),  # Somebody has written meanwhile.
        ("en/about-us/index.html", "Kaffe", "Coffee", " \n"),
        ("en/about-us/index.html", "Finns inte", "", "x"),
        ("om/index.html", "Te", "", "Tea"),
        ("borta.html", "Te", "", "Tea"),
    ],
)
def test_what_is_not_written(preview: Preview, root: Path, file: str, id: str, before: str, text: str) -> None:
    there = catalogue(root).read_bytes()
    with pytest.raises(CatalogueError):
        preview.session.save(file, None, id, before, text)
    assert catalogue(root).read_bytes() == there


def test_a_catalogue_that_cannot_be_read_is_left_alone(preview: Preview, root: Path) -> None:
    catalogue(root).write_text('msgid "Te\n', "utf-8")
    with pytest.raises(CatalogueError):
        preview.session.save("en/about-us/index.html", None, "Te", "", "Tea")
    assert catalogue(root).read_text("utf-8") == 'msgid "Te\n'
    assert preview.session.page("en/about-us/index.html") is not None


# --- whom it answers -------------------------------------------------------------------------------


def test_only_the_preview_has_the_overlay(address: str, root: Path) -> None:
    assert '<script src="/__syntolk__/overlay.js" defer></script></body>' in asked(f"{address}/sajt/en/about-us/")[1]
    assert "/__syntolk__/" in asked(f"{address}/sajt/borta/")[1]
    assert not [path for path in (root / "build").rglob("*.html") if "__syntolk__" in path.read_text("utf-8")]
    assert "attachShadow" in asked(f"{address}/__syntolk__/overlay.js")[1]
    assert "<h1" in asked(f"{address}/__syntolk__/reports/index.html")[1]
    assert asked(f"{address}/__syntolk__/reports/../syntolk.toml")[0] == 404
    assert asked(f"{address}/__syntolk__/nothing")[0] == 404


def test_nobody_else_can_read_or_write(address: str, root: Path, preview: Preview) -> None:
    there = catalogue(root).read_bytes()
    page = f"{address}/__syntolk__/page?file=/sajt/en/about-us/"
    assert json.loads(asked(page)[1])["token"] == preview.token
    for host in ("evil.example:80", "127.0.0.1.evil.example", "[", ""):
        assert asked(page, Host=host)[0] == 403, host
    assert asked(page, Host="localhost")[0] == 200  # On port 80 browsers leave it out.
    tea = {"file": "/sajt/en/about-us/", "context": None, "id": "Te", "before": "", "text": "Tea"}
    save = f"{address}/__syntolk__/translation"
    assert asked(save, tea)[0] == 403
    assert asked(save, tea, **{"X-Syntolk-Token": "x"})[0] == 403
    own = {"X-Syntolk-Token": preview.token}
    assert asked(save, tea, Host="evil.example:80", **own)[0] == 403
    for wrong in ([], {}, {"file": 3}, {**tea, "text": 3}, {**tea, "context": []}):
        assert asked(save, wrong, **own)[0] == 400, wrong
    assert asked(f"{address}/sajt/", tea, **own)[0] == 403
    assert catalogue(root).read_bytes() == there
    assert asked(save, {**tea, "before": "x"}, **own)[0] == 409
    assert asked(save, tea, **own)[0] == 200
    assert parse(catalogue(root).read_bytes()).find(None, "Te").strings == ("Tea",)  # type: ignore[union-attr]


# --- in a browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as found:
        yield found


def overlaid(chrome: Browser, address: str, width: int = 1280) -> Page:
    page = chrome.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    page.locator("button.open").wait_for()
    return page


def test_a_translator_writes_by_keyboard_and_sees_it(
    chrome: Browser, address: str, preview: Preview, root: Path
) -> None:
    page = overlaid(chrome, f"{address}/sajt/en/about-us/")
    page.locator("button.open").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Te list item").focus()
    page.keyboard.press("Enter")
    assert page.locator("main li", has_text="Te").last.evaluate("e => e.style.outline") != ""
    page.keyboard.press("Tab")
    page.keyboard.type("Tea")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. The page is being built again.").wait_for()
    assert parse(catalogue(root).read_bytes()).find(None, "Te").strings == ("Tea",)  # type: ignore[union-attr]
    preview.built(serve._build(root, speech("en")))
    page.locator("main li", has_text="Tea").wait_for()
    page.locator(".panel").wait_for()  # Open, as it was left.
    page.keyboard.press("Escape")
    page.close()


def test_what_is_not_saved_yet_survives_a_build(chrome: Browser, address: str, preview: Preview, root: Path) -> None:
    page = overlaid(chrome, f"{address}/sajt/en/about-us/")
    page.locator("button.open").click()
    page.locator("main p", has_text="gladly").click(position={"x": 2, "y": 2})
    area = page.locator("textarea:visible")
    assert area.input_value() == MESSAGES[2][2]
    area.fill("Half a")
    (root / "source/index.md").write_text("# Hej\n\nNytt.\n", "utf-8")
    preview.built(serve._build(root, speech("en")))
    page.get_by_text("What you have written is not saved yet.").wait_for()
    assert area.input_value() == "Half a"
    page.close(run_before_unload=False)


def test_an_editor_sees_what_was_found_and_where(chrome: Browser, address: str) -> None:
    page = overlaid(chrome, f"{address}/sajt/om/")
    page.locator("button.open").click()
    found = page.get_by_role("button", name="error: The link leads nowhere")
    found.click()
    assert page.locator("main p", has_text="Läs mer här.").evaluate("e => e.style.outline") != ""
    assert found.evaluate(
        "e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    assert page.locator("textarea").count() == 0
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_overlay(chrome: Browser, address: str, width: int) -> None:
    for scheme in ("light", "dark"):
        page = overlaid(chrome, f"{address}/sajt/en/about-us/", width)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.locator("button.open").click()
        page.locator(".panel ol").last.locator("button").first.click()
        assert violations(page) == []
        assert page.locator("syntolk-preview").get_attribute("dir") == "ltr"  # Also on a page from right to left.
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator(".panel").evaluate("e => e.scrollWidth <= e.clientWidth")
        page.close()
