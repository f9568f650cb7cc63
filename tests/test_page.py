"""What the theme guarantees by construction, in a real browser; each check also fails on a page that is broken on purpose."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import page_faults
import pytest
from browser import everything_loaded
from playwright.sync_api import Browser, Page

from pipeline.build import Build
from pipeline.web.colour import compact
from pipeline.web.numbers import in_order
from pipeline.web.packaged import theme_file
from pipeline.workspace import OUTPUT, Workspace

LONG = "Förvaltningsrättsdomstolsprocesslagstiftningskommitténs"
EVERYTHING = f"""---
title: Allt på en sida
description: En sida med allt, sam\u00adlat.
---

Först en text med en fotnot[^a] och en till[^b], den första igen[^a]. [En rapport](/rapport.pdf) och
[en sida](https://exempel.se/en/mycket/lang/adress/som/inte/har/nagra/mellanslag). {LONG}.

## Tabeller

Tabell: Öppet

| | Mån | Tis |
|-|-|-|
| Lund | 9–17 | 9–18 |

| Verksamhet | Bidrag per år | Ansvarig förvaltning | Senaste beslutet | {LONG} |
|-|-|-|-|-|
| Idrottsföreningar | 2 500 000 kr | Kultur- och fritidsförvaltningen | 2026-11-28 | x |

| Verksamhet | Bidrag per år | Ansvarig förvaltning | Senaste beslutet |
|-|-|-|-|
| Idrottsföreningar | 2 500 000 kr | Kultur- och fritidsförvaltningen | 2026-11-28 |

<table><tr><th scope="col">Rå tabell</th></tr><tr><td>Cell</td></tr></table>

<table><caption>Rå och bred</caption><tr><th scope="col">Verksamhet</th><th scope="col">Ansvarig förvaltning</th></tr><tr><td>Idrottsföreningar</td><td>Kultur- och fritidsförvaltningen</td></tr></table>

## Annat

> [!WARNING]
> En varning.

Term
: En förklaring.

<details><summary>Mer att läsa</summary>

Gömd text.

</details>

<a href="/om-oss/" target="_blank" rel="opener">Nytt fönster</a>

- [ ] Att göra

```
{"x" * 300}
```

### Tredje

Slut på en pro\u00advsida.

[^a]: Not ett.
[^b]: Not två.
"""
PAGES = (
    "/", "/om-oss/", "/om-oss/vart-uppdrag/", "/kunskapsomraden/forskning-och-utbildning/", "/nyheter/",
    "/nyheter/lunchsamtal-i-host/", "/publikationer/abc-om-designlabb/", "/evenemang/arskonferensen-2027/", "/kontakt/",
    "/kontakt/forskning/", "/sok/", "/sok/?q=lund", "/404.html", "/tillganglighetsredogorelse/", "/ordlista/", "/allt/",
    "/en/", "/en/search/", "/en/404.html",
)  # fmt: skip
"""One of each page type, and one with all that a page can hold."""
FAULTS: dict[str, Callable[[Page], list[str]]] = {
    "headings": page_faults.headings,
    "landmarks": page_faults.landmarks,
    "targets": page_faults.targets,
    "tables": page_faults.tables,
    "moving": page_faults.moving,
    "printed": page_faults.printed,
    "focus": page_faults.focus,
    "clipped": page_faults.clipped,
}
"""In this order on one page: the last one leaves its spacing behind."""
BROKEN = [
    ("headings", "<h4>Hoppad nivå</h4>"),
    ("headings", "<h1>En till</h1>"),
    ("landmarks", "<nav><a href='/'>Utan namn</a></nav>"),
    ("landmarks", "<nav aria-label='Huvudmeny'><a href='/'>Samma namn</a></nav>"),
    ("landmarks", "<main>En till</main>"),
    ("targets", "<a href='/' style='display:inline-block;line-height:1;font-size:12px'>x</a>"),
    ("targets", "<nav aria-label='Liten'><a href='/' style='min-height:0;padding:0'>Liten</a></nav>"),
    ("clipped", "<p style='height:2em;overflow:hidden'>En text som är längre än lådan som den ska få plats i, på små skärmar.</p>"),
    ("clipped", "<p style='width:120vw'>Bredare än skärmen.</p>"),
    ("tables", "<div style='overflow:auto;width:5em'><table><tr><td style='min-width:20em'>Bred</td></tr></table></div>"),
    ("tables", "<div class='table'><table><tr><th>Utan scope</th></tr></table></div>"),
    ("moving", "<p style='transition:color 1s'>Rör sig</p>"),
    ("printed", "<p style='color:#777'>Grå på papper</p>"),
    ("printed", "<style>.columns{display:flex!important}</style>"),
    ("printed", "<form>Ett formulär<style>form{display:block!important}</style></form>"),
    ("focus", "<a href='/' style='outline:0;box-shadow:none'>Syns inte</a>"),
    ("focus", "<div style='position:fixed;inset:0;background:#fff'>Täcker allt</div>"),
]  # fmt: skip
MOST_BYTES = 30_000
_LEFT_TO_RIGHT = """() => {
  const digits = [], texts = document.createTreeWalker(document.querySelector("p"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) for (let place = 0; place < texts.currentNode.length; place++) {
    const range = document.createRange();
    range.setStart(texts.currentNode, place);
    range.setEnd(texts.currentNode, place + 1);
    if (/[0-9]/.test(range.toString())) digits.push([range.getBoundingClientRect().left, range.toString()]);
  }
  return digits.sort((one, other) => one[0] - other[0]).map((digit) => digit[1]).join("");
}"""
"""The digits of a paragraph as they stand on the screen."""


@pytest.fixture(scope="module")
def output(own_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site with a page more, which has everything."""
    root = shutil.copytree(own_site, tmp_path_factory.mktemp("more") / "site")
    (root / "source" / "allt.md").write_text(EVERYTHING, "utf-8")
    (root / "source" / "rapport.pdf").write_bytes(b"%PDF" + 20_000 * b"x")
    Build(Workspace(root), checking=False).publish()
    return root / OUTPUT


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_fault(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    response = page.goto(address + path)
    assert response is not None
    assert response.ok
    assert page.locator("[target]").count() == 0  # No link opens a new window.
    found = {check: faults for check, look in FAULTS.items() if (faults := look(page))}
    assert found == {}


@pytest.mark.parametrize(("check", "broken"), BROKEN)
def test_what_is_broken_on_purpose_is_found(page: Page, address: str, check: str, broken: str) -> None:
    page.goto(address + "/kontakt/forskning/")
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", broken)
    assert FAULTS[check](page) != []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_table_scrolls_only_where_it_is_made_to(page: Page, address: str, width: int) -> None:
    """One that fits a small screen does not; one that does not is a region with a name of its own."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + "/allt/")
    overflows = "e => e.scrollWidth > e.clientWidth + 1"
    assert not any(one.evaluate(overflows) for one in page.locator("div.table").all())
    wide = page.locator("section.wide")
    assert wide.nth(1).evaluate(overflows) == (width == 320)
    names = [
        page.get_by_role("region", name=name, exact=True).count() for name in ("Tabell 2 Tabeller", "Tabell 3 Tabeller")
    ]
    assert names == [1, 1]
    assert page.get_by_role("table", name="Öppet").count() == 1
    assert page.get_by_role("rowheader", name="Lund").count() == 1


def test_a_wide_table_is_scrolled_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "/allt/")
    region = page.get_by_role("region", name="Tabell 2 Tabeller")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())


def test_the_caption_of_a_wide_table_stays_in_view(page: Page, address: str) -> None:
    page.goto(address + "/allt/")
    region = page.get_by_role("region", name="Rå och bred")
    for scrolled in (0, 1000):
        region.evaluate("(e, left) => e.scrollTo(left, 0)", scrolled)
        boxes = [region.bounding_box(), region.locator("caption").bounding_box()]
        assert boxes[0]
        assert boxes[1]
        assert [round(boxes[0][key] - boxes[1][key]) for key in ("x", "width")] == [0, 0]


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ('<ul dir="rtl"><li>نص</li><li lang="sv" dir="ltr">En text som inte är översatt, och som är längre än en rad.</li></ul>', "document.documentElement.scrollWidth == 320"),
        (f'<ul class="cards rows"><li class="card"><h2><a class="cover" href="/">{LONG}</a></h2></li></ul>', "document.documentElement.scrollWidth == 320"),
        ('<ul><li><p><label><input type="checkbox" disabled> Att göra</label></p></li></ul>', "getComputedStyle(document.querySelector('li')).listStyleType == '\"\"'"),
    ],
)  # fmt: skip
def test_a_list_has_room(page: Page, html: str, asked: str) -> None:
    """For the mark of an item that is written the other way, and for a word longer than the screen; a box is a mark by itself."""
    direction = "rtl" if "rtl" in html else "ltr"
    page.set_content(f'<!DOCTYPE html><html dir="{direction}"><main class="wrap"><div class="body">{html}</div></main>')
    page.add_style_tag(content=theme_file("static/syntolk.css").decode())
    assert page.evaluate(asked)


@pytest.mark.parametrize(
    "number",
    ["040-628 04 12", "+46 40 628 04 12", "040\u2011628\u00a004\u00a012", "14 350", "556036-0793", "2026-11-30"],
)
def test_the_groups_of_a_number_stand_as_they_are_read(page: Page, number: str) -> None:
    """Also on an Arabic page, where a browser turns them around; so they would without `in_order`."""
    text = f'<!DOCTYPE html><html dir="rtl"><p>اتصل {number} اليوم</p>'
    shown = []
    for html in (text, in_order(text)):
        page.set_content(html)
        shown.append(page.evaluate(_LEFT_TO_RIGHT))
    assert shown[0] != re.sub(r"\D", "", number) == shown[1]


def test_a_footnote_is_reached_and_left_by_keyboard(page: Page, address: str) -> None:
    """From its second mark, and back to that one."""
    page.goto(address + "/allt/")
    marks = page.get_by_role("link", name="Fotnot 1", exact=True)
    assert marks.count() == 2
    marks.nth(1).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#fn-1")
    assert "Not ett." in page.locator(":target").inner_text()
    names = []
    for _ in range(2):
        page.keyboard.press("Tab")
        names.append(page.locator(":focus").get_attribute("aria-label"))
    assert names == ["Tillbaka till hänvisning 1", "Tillbaka till hänvisning 1 (2)"]
    page.keyboard.press("Enter")
    assert page.url.endswith("#fnref-1-2")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "/rapport.pdf"


def test_in_forced_colours_the_focus_has_a_line_around_it(chrome: Browser, address: str) -> None:
    context = chrome.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + "/allt/")
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        plain = focused.evaluate(
            "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
        )
        assert plain == ["solid", 3]
        assert focused.evaluate("e => getComputedStyle(e).outlineColor") not in ("transparent", "rgba(0, 0, 0, 0)")
    context.close()


def test_a_text_page_weighs_less_than_thirty_kilobytes(page: Page, address: str, output: Path) -> None:
    """With all that it loads and without compression; one stylesheet, no script but the search page's."""
    sizes: dict[str, int] = {}
    kinds: list[str] = []

    def seen(response: object) -> None:
        kinds.append(response.request.resource_type)
        sizes[response.url] = len(response.body())

    page.on("response", seen)
    for path in PAGES:
        sizes.clear()
        kinds.clear()
        page.goto(address + path)
        everything_loaded(page)
        search = "/sok/" in path or "/search/" in path
        assert kinds.count("stylesheet") == 1
        assert kinds.count("script") == search
        if not search and not page.locator("figure").count():
            favicon = (
                next((output / "_tema").glob("favicon*")).stat().st_size
            )  # Which a headless browser does not load.
            assert sum(sizes.values()) + favicon < MOST_BYTES, (path, sizes)


def test_the_served_stylesheet_means_what_the_written_one_means(page: Page) -> None:
    sheet = theme_file("static/syntolk.css").decode()
    rules = []
    for text in (sheet, compact(sheet)):
        page.set_content("<!DOCTYPE html><p>x</p>")
        page.add_style_tag(content=text)
        rules.append(page.evaluate("[...document.styleSheets[0].cssRules].map(rule => rule.cssText)"))
    # What a browser keeps as it is written (`--tone:var(--pink)`) may differ in a blank, or the zero of 0.5.
    written, served_rules = ([re.sub(r"\s|(?<![\d.])0(?=\.\d)", "", rule) for rule in some] for some in rules)
    assert written == served_rules
    assert len(written) > 100


# --- search ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("årskonferensen", "Årskonferensen 2027"),
        ("a\u030arskonferensen", "Årskonferensen 2027"),
        ("ÅRSKONF", "Årskonferensen 2027"),
        ("arskonferensen", "Årskonferensen 2027"),
        ("tillgänglighet digg", "Tillgänglighetsredogörelse"),
    ],
)
def test_a_word_is_found_in_whatever_form_it_is_written(page: Page, address: str, words: str, first: str) -> None:
    """Å as one character or two, in capitals, or without its ring from a keyboard that has none."""
    page.goto(f"{address}/sok/?q={quote(words)}")
    page.wait_for_load_state("networkidle")
    assert page.locator(".results a").first.inner_text() == first
    number = page.locator(".results li").count()
    assert page.get_by_role("status").inner_text() == f"Träffar: {number}"
    assert page.locator(".pages").is_hidden()
    assert page.locator("#q").input_value() == words


def test_a_search_by_keyboard_says_how_many_pages_it_found_and_can_be_shared(page: Page, address: str) -> None:
    page.goto(address + "/404.html")
    page.get_by_label("Ord att söka efter").fill("malmö")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok/?q=malm%C3%B6")
    page.wait_for_load_state("networkidle")
    before = page.locator(".results li").count()
    assert before > 3
    page.locator("#q").focus()
    page.keyboard.press("End")
    page.keyboard.type(" finnsinte")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "Ingen sida har alla orden. Pröva färre eller andra ord."
    assert page.url.endswith("?q=malm%C3%B6+finnsinte")
    page.locator("#q").fill("")
    page.keyboard.press("Enter")
    assert page.locator(".pages").is_visible()
    assert page.get_by_role("status").inner_text() == ""


def test_a_word_that_only_stands_in_a_text_is_found_and_markup_in_a_search_is_text(page: Page, address: str) -> None:
    page.goto(address + "/sok/?q=idrottsföreningar")
    page.wait_for_load_state("networkidle")
    assert page.locator(".results a").all_inner_texts() == ["Allt på en sida"]
    page.goto(address + "/sok/?q=samlat+på+provsida")  # With soft hyphens in its description and its text.
    page.wait_for_load_state("networkidle")
    assert page.locator(".results a").all_inner_texts() == ["Allt på en sida"]
    page.goto(address + "/sok/?q=<img src=x onerror=window.ran=1>")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None


def test_without_script_every_page_is_listed_and_no_form_promises_more(chrome: Browser, address: str) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/sok/?q=malm%C3%B6")
    assert page.locator(".pages a").count() > 30
    assert page.locator("main form").is_hidden()
    assert "Ctrl + F" in page.locator("[data-without-script]").inner_text()
    context.close()


def test_where_the_index_cannot_be_had_titles_and_descriptions_are_searched(page: Page, address: str) -> None:
    page.route("**/*.json*", lambda route: route.abort())
    page.goto(address + "/sok/?q=årskonferensen")
    assert page.locator(".results a").first.inner_text() == "Årskonferensen 2027"
