"""Pictures in a real browser: what a screen reader is told (`data/figures.md`), which version is loaded, and that nothing jumps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from accessibility_tree import snapshot
from browser import served
from pictures import photo, saved
from playwright.sync_api import Browser

from pipeline.build import Build
from pipeline.workspace import OUTPUT, Workspace

DATA = Path(__file__).parent / "data/figures.md"
FORM = re.compile(r"^## ([^\n]+)\n\n```md\n(.*?)```\n\n```tree\n(.*?)```", re.MULTILINE | re.DOTALL)
FORMS = FORM.findall(DATA.read_text("utf-8"))
SHIFT = "new PerformanceObserver(l => { for (const e of l.getEntries()) window.shift = (window.shift || 0) + e.value })"
SHIFT += ".observe({type: 'layout-shift', buffered: true})"
THROUGH = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 300) { scrollTo(0, y); await new Promise(r => setTimeout(r, 30)) }
    await Promise.all([...document.images].map(i => i.decode()))
}"""


def written(folder: Path, pages: Mapping[str, str]) -> Path:
    """A small site with one picture, built."""
    (folder / "source").mkdir(parents=True)
    (folder / "syntolk.toml").write_text('title = "Provsajt"\nlanguages = []\n', "utf-8")
    (folder / "source/skylt.jpg").write_bytes(saved(photo(1400, 700), "JPEG"))
    for name, body in pages.items():
        (folder / "source" / f"{name}.md").write_text(f"---\ntitle: Prov\n---\n\n{body}\n", "utf-8")
    Build(Workspace(folder), checking=False).publish()
    return folder / OUTPUT


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a site with a page for each form, and one with many pictures on its front page."""
    forms = {f"form-{number}": markdown for number, (_, markdown, _) in enumerate(FORMS)}
    many = "![Ett](skylt.jpg)\n\n" + "Text.\n\n" * 60 + "![Två](skylt.jpg)\n\n![Tre](skylt.jpg)\n\nSlut.\n"
    with served(written(tmp_path_factory.mktemp("figures"), {"index": many, **forms})) as found:
        yield found


@pytest.mark.parametrize("number", range(len(FORMS)), ids=[name for name, _, _ in FORMS])
def test_what_a_screen_reader_is_told(chrome: Browser, address: str, number: int) -> None:
    page = chrome.new_page()
    page.goto(f"{address}/form-{number}/")
    found = snapshot(page, ".body")
    page.close()
    assert found == FORMS[number][2]


@pytest.mark.parametrize(
    ("width", "density", "version"),
    [(320, 1, "400.avif"), (320, 2, "800.avif"), (1280, 1, "800.avif"), (1280, 2, "1280.avif")],
)
def test_a_browser_takes_what_is_sharp_enough_and_nothing_jumps(
    chrome: Browser, address: str, width: int, density: int, version: str
) -> None:
    context = chrome.new_context(viewport={"width": width, "height": 700}, device_scale_factor=density)
    page = context.new_page()
    page.add_init_script(SHIFT)
    page.goto(address)
    page.evaluate(THROUGH)
    pictures = page.evaluate(
        "[...document.images].map(i => [i.currentSrc, i.naturalWidth > 0, i.clientWidth / i.clientHeight])"
    )
    shift = page.evaluate("window.shift || 0")
    context.close()
    assert len(pictures) == 3
    for source, loaded, ratio in pictures:
        assert source.endswith(version)
        assert loaded
        assert abs(ratio - 2) < 0.02
    assert shift == 0
