"""The colours of the theme, computed from the stylesheet: both schemes, and any colour that a site names."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.colour import AA, AAA, NIGHT, PAPER, PART, compact, contrast, nearest, tinted
from pipeline.web.packaged import theme_file

SHEET = theme_file("static/syntolk.css").decode()
GROUNDS = ("page", "surface")
TEXTS = ("text", "muted", "link", "visited")
PARTS = ("line", "primary", "pink", "blue", "green", "red", "amber")
HOLDS = {("text", name, ground): AAA for name, ground in product(TEXTS, GROUNDS)}
HOLDS |= {("part", name, ground): PART for name, ground in product(PARTS, GROUNDS)}
MOST_BYTES = 10_000


def tokens(sheet: str) -> dict[str, dict[str, str]]:
    """The colours of each scheme by name."""
    light, dark = (re.search(pattern, sheet, re.DOTALL) for pattern in (r":root {(.*?)}", r"dark\) {\s*:root {(.*?)}"))
    assert light is not None
    assert dark is not None
    read = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", found[1])) for found in (light, dark)]
    return dict(zip(("light", "dark"), read, strict=True))


def faults(sheet: str) -> list[tuple[str, str, str, float]]:
    """Where in `sheet` a contrast is too low."""
    found = []
    for scheme, colours in tokens(sheet).items():
        for (_, name, ground), least in HOLDS.items():
            ratio = contrast(colours[name], colours[ground])
            if ratio < least:
                found.append((scheme, name, ground, round(ratio, 2)))
        if (ratio := contrast("#ffffff", colours["sign"])) < AAA:
            found.append((scheme, "white", "sign", round(ratio, 2)))
    return found


def test_every_colour_is_there_in_both_schemes() -> None:
    for colours in tokens(SHEET).values():
        assert {*GROUNDS, *TEXTS, *PARTS, "sign", "rule"} == colours.keys()
    assert tokens(SHEET)["light"]["page"] == PAPER
    assert tokens(SHEET)["dark"]["page"] == NIGHT


def test_text_has_seven_to_one_and_all_else_three_to_one_in_both_schemes() -> None:
    assert faults(SHEET) == []


@pytest.mark.parametrize(
    ("good", "broken", "fault"),
    [
        ("--muted: #3d4c52", "--muted: #6d7c82", ("light", "muted")),
        ("--link: #86ddd6", "--link: #2f8a84", ("dark", "link")),
        ("--line: #6b8280", "--line: #c5d3d1", ("light", "line")),
    ],
)
def test_a_colour_that_is_too_weak_is_found(good: str, broken: str, fault: tuple[str, str]) -> None:
    assert good in SHEET
    assert fault in {found[:2] for found in faults(SHEET.replace(good, broken))}


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_whatever_colour_a_site_names_all_that_is_made_from_it_can_be_told_apart(accent: str) -> None:
    usable = nearest(accent, PAPER, AA)
    assert contrast(usable, PAPER) >= AA
    assert faults(tinted(SHEET, usable)) == []


def test_only_the_colours_change_that_are_made_from_the_accent() -> None:
    own = tokens(tinted(SHEET, "#8a1c5c"))
    for scheme, colours in tokens(SHEET).items():
        changed = {name for name, colour in colours.items() if own[scheme][name] != colour}
        assert changed == {"surface", "primary", "link", "sign"}


def test_the_stylesheet_is_small() -> None:
    assert len(compact(SHEET)) < MOST_BYTES
    assert "/*" not in compact(SHEET)


@pytest.mark.parametrize(
    ("accent", "message"),
    [
        ("teal", "“teal” is not a colour such as “#0b7a75”."),
        ("#0b7", "“#0b7” is not a colour"),
        (
            "#35b5ad",
            "the contrast with white is 2.51:1, and 4.5:1 is needed. The nearest colour that has it is “#26837d”.",
        ),
    ],
)
def test_a_colour_that_cannot_be_read_is_an_error_with_the_nearest_that_can(site, syntolk, accent, message) -> None:
    root = site({"syntolk.toml": f'title = "Provsajt"\n[theme]\naccent = "{accent}"\n'})
    ran = syntolk("-C", root, "build")
    assert ran.code == 2
    assert "syntolk.toml:3:1" in ran.err
    assert message in ran.err


def test_a_site_has_its_own_colour(site, syntolk) -> None:
    root = site({"syntolk.toml": 'title = "Provsajt"\n[theme]\naccent = "#8A1C5C"\n'})
    assert syntolk("-C", root, "build").code == 0
    sheet = (root / "build" / "assets" / "syntolk.css").read_text()
    assert "--sign:#8a1c5c" in sheet
    assert "--primary:#8a1c5c" in sheet
