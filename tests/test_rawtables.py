"""Tables in raw HTML are as reachable as those in Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from strategies import pages

from pipeline.markdown import localise, parse, to_html
from pipeline.model import Catalogue

LONG = "<td>Kultur- och fritidsförvaltningen</td><td>Bidrag till idrottsföreningar</td>"


def built(text: str) -> str:
    return to_html(localise(parse(text), Catalogue(), "en"))


@pytest.mark.parametrize(
    ("row", "frame"),
    [
        ("<td>Lund</td><td>9–17</td>", '<div class="table">'),
        (LONG, '<section class="table wide" aria-label="Table 1" tabindex="0">'),
        (
            "<td>Kultur\n\n och **fritid** i hela kommunen\n\n</td><td>Idrottsföreningarna</td>",
            '<section class="table wide"',
        ),
    ],
)
def test_only_a_wide_table_is_within_reach_of_the_keyboard(row: str, frame: str) -> None:
    for around in ("{}", "<div>\n{}\n</div>"):
        html = built(around.format(f"<table><tr>{row}</tr></table>"))
        assert frame in html
        assert html.count("<table") == html.count('class="table') == 1
        assert re.search(r"</table>\s*</(?:div|section)>", html)


def test_each_has_a_name_of_its_own() -> None:
    markdown = "| Idrottsföreningar | Kultur- och fritidsförvaltningen |\n|-|-|\n| a | b |\n\n"
    html = built(f"{markdown}<table><tr>{LONG}</tr></table>\n\n{markdown}<table><tr>{LONG}</tr></table>\n")
    assert re.findall(r'aria-label="(Table \d)"', html) == ["Table 1", "Table 3", "Table 2", "Table 4"]


@pytest.mark.parametrize(
    ("caption", "name"), [("<caption>", "table-1"), ('<caption class="x" id="priser">', "priser"), ("", "")]
)
def test_a_wide_one_is_named_by_its_caption(caption: str, name: str) -> None:
    html = built(f"<table>{caption and f'{caption}Priser</caption>'}<tr>{LONG}</tr></table>")
    assert re.findall(r'<section class="table wide" aria-labelledby="([^"]*)" tabindex="0">', html) == [name] * bool(
        name
    )
    assert re.findall(r'<caption[^<>]* id="([^"]*)"', html) == [name] * bool(name)


def test_a_table_in_a_table_scrolls_with_it() -> None:
    html = built(f"<table><tr><td><table><tr>{LONG}</tr></table></td></tr></table>")
    assert html.count('class="table') == 1


def test_a_frame_that_is_there_stays_the_only_one() -> None:
    assert built(f'<div class="table">\n<table><tr>{LONG}</tr></table>\n</div>\n').count('class="table') == 1


@given(pages())
def test_every_table_has_a_frame(text: str) -> None:
    html = built(text)
    outermost = re.sub(r"(?<=<table)(?:(?!</table>).)*", "", html, flags=re.DOTALL)
    assert outermost.count("<table") <= html.count('class="table')
