"""What a screen reader is told of tables, footnotes, pictures, the header and the footer: snapshots in `tests/data/accessibility/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility_tree import build_site, files, made_anew, snapshot
from browser import served
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_site(tmp_path_factory.mktemp("snapshots"))) as found:
        yield found


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_a_screen_reader_is_told_the_same_as_before(chrome: Browser, address: str, file: Path) -> None:
    text = file.read_text("utf-8")
    assert made_anew(chrome, address, text) == text


def test_what_is_told_is_read_from_the_tree_and_not_from_the_markup(chrome: Browser) -> None:
    page = chrome.new_page()
    page.set_content(
        """<html lang="sv"><main><h2>Hej <span lang="en">you</span></h2><p hidden>Dolt</p>
        <a href="/" aria-label="Start" aria-current="page"><img src="x" alt=""></a><div onclick="">Knapp</div></main>"""
    )
    assert snapshot(page, "main") == (
        'main lang=sv\n  heading "Hej you" level=2\n    text "Hej "\n    text "you" lang=en\n'
        '  link "Start" current=page\n  text "Knapp"\n'
    )
    page.close()
