"""Front matter: the simple kind is read without YAML, and reads the same."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing import frontmatter
from pipeline.parsing.slips import TYPES
from pipeline.web.packaged import theme_templates

KEYS = st.sampled_from(("title", "description", "menu_title", "role", "slug", "type", "order", "date", "färg"))
PIECES = st.sampled_from(
    (
        "Om oss",
        "null",
        "yes",
        "12",
        "2026-11-23",
        "a:",
        "a: b",
        "#b",
        "- c",
        "(d)",
        "“e”",
        "f,",
        "g.",
        "'h'",
        "é",
        " ",
        "…",
    )
)
VALUES = st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=4).map("".join)


@given(st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4))
def test_what_needs_no_yaml_reads_as_with_yaml(fields) -> None:
    block = frontmatter._BLOCK.match("---\n" + "".join(f"{key}: {value}\n" for key, value in fields) + "---\n\nText.\n")
    simple = frontmatter._simple(block) if block else None
    assert simple is None or simple == frontmatter._parsed(block, "sida.md", "sv")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: Om oss", {"title": "Om oss"}),
        ("title: Om oss\ndescription: Vi hjälper dig, varje dag.", {"title": "Om oss", "description": "Vi hjälper dig, varje dag."}),
        ("title: Om oss\n", None),
        ("title: 2026", None),
        ("title: null", None),
        ("order: first", None),
        ("title: Om\ntitle: oss", None),
        ("title: Kontakt: så når du oss", None),
        ("title: Om oss\n  och dig", None),
        ("title: Om oss # ändras", None),
    ],
)  # fmt: skip
def test_what_needs_no_yaml(lines: str, expected) -> None:
    block = frontmatter._BLOCK.match(f"---\n{lines}\n---\n")
    assert block is not None
    simple = frontmatter._simple(block)
    assert (simple and simple.meta) == expected


FREE = """
    layout tags categories category permalink lang language author authors weight image images cover thumbnail excerpt summary keywords toc
    comments url linkTitle lastmod publishDate expiryDate cascade resources series markup outputs sitemap robots noindex template hide icon
    status search boost sidebar_label sidebar_position pagination_prev hide_title id parent nav_order has_children data dates location venue
    start startDate end price organizer roles rule phones tel mobile color_scheme arena border order_by version source state page pages
    bild bildtext ingress kategori nyckelord författare språk mall taggar ämne år kommun version nummer ansvarig diarienummer rate late gate
    contract publisher public head headline theme header footer canonical redirect_from i18n country city address adress hero cta card cards
""".split()


@pytest.mark.parametrize("key", FREE)
def test_a_field_of_its_own_is_left_alone(key: str) -> None:
    assert frontmatter.read(f"---\n{key}: något\n---\n\nText.\n", "a.md", "sv").findings == ()


SLIPS = {
    "titel": "title", "Title": "title", "TITLE": "title", "tilte": "title", "desciption": "description", "Description": "description",
    "descripton": "description", "beskrivning": "description", "menu-title": "menu_title", "menuTitle": "menu_title", "Type": "type",
    "tpye": "type", "datum": "date", "endDate": "end_date", "end-date": "end_date", "slutdatum": "end_date", "Draft": "draft",
    "darft": "draft", "utkast": "draft", "publised": "published", "ordre": "order", "ordning": "order", "e-mail": "email",
    "epost": "email", "telefon": "phone", "color": "colour", "audiance": "audience", "målgrupp": "audience", "sulg": "slug",
}  # fmt: skip


@pytest.mark.parametrize("key", SLIPS)
def test_a_slip_is_named_with_what_was_meant(key: str) -> None:
    (finding,) = frontmatter.read(f"---\nnummer: 4\n{key}: något\n---\n\nText.\n", "a.md", "sv").findings
    assert (finding.rule, finding.location[1:], finding.suggestion) == ("front-matter-unknown", (3, 1), SLIPS[key])


def test_a_list_or_a_table_is_no_slip() -> None:
    assert frontmatter.read("---\ntitel: [a, b]\n---\n\nText.\n", "a.md", "sv").findings == ()


def test_the_place_of_a_type_is_that_of_its_value() -> None:
    (finding,) = frontmatter.read("---\ntitle: A\ntype: nyhet\n---\n", "a.md", "sv").findings
    assert (finding.rule, finding.location[1:], finding.suggestion) == ("page-type-unknown", (3, 7), "news")


def test_the_packaged_types_are_known() -> None:
    names = {name.removesuffix(".html") for name in theme_templates() if "/" not in name}
    assert names - {"404", "base", "redirect"} == set(TYPES)


def test_the_sites_own_types_are_known(site, syntolk) -> None:
    page = {"source/om.md": "---\ntitle: Om oss\ntype: nyhet\n---\n\nVi hjälper dig.\n"}
    root = site(page)
    assert "page-type-unknown" in syntolk("-C", root, "check").out
    root = site({**page, "templates/nyhet.html": '{% extends "theme/page.html" %}\n'})
    assert "page-type-unknown" not in syntolk("-C", root, "check").out


@pytest.mark.parametrize("written", ["|\n  Om oss\n  i Malmö", ">-\n  Om oss\n\n  i Malmö", '"Om oss\\n\\ti Malmö"'])
def test_a_text_of_several_lines_is_one_line_to_translate(written: str) -> None:
    assert frontmatter.read(f"---\ntitle: {written}\n---\n", "", "sv").meta == {"title": "Om oss i Malmö"}


def test_a_key_that_is_no_word_is_said() -> None:
    front = frontmatter.read("---\n? [a, b]\n: c\ntitle: Hej\n---\n", "", "sv")
    assert front.meta == {"title": "Hej"}
    assert [(f.rule, f.location.line) for f in front.findings] == [("front-matter-invalid", 2)]


@pytest.mark.parametrize("nested", ["- " * 40_000, "? " * 40_000, "[" * 40_000, "- ? " * 30_000])
def test_what_is_nested_too_deeply_is_a_finding_and_not_the_end_of_the_program(nested: str) -> None:
    """libyaml calls itself for each level of what it composes."""
    program = "import sys; from pipeline.markdown import parse; print(len(parse(sys.stdin.read(), 'a.md').findings))"
    text = f"---\ntitle: Om oss\nx:\n  {nested}y\n---\n\nText.\n"
    ran = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "1"), ran.stderr


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('+++\ntitle = "Om oss"\n+++\n\nText.\n', 1, "TOML"),
        ("+++\n\ntitle='Om oss'\n+++\n", 1, "TOML"),
        ('{\n  "title": "Om oss"\n}\n\nText.\n', 1, "JSON"),
        ("\n\n---\ntitle: Om oss\n---\n\nText.\n", 3, "first line"),
        (" ---\ntitle: Om oss\n---\n", 1, "first line"),
        ("<!-- a - b -->\n---\ntitle: Om oss\n---\n\nText.\n", 2, "first line"),
        ("# Om oss\n---\ntitle: Om oss\nlayout: sida\n---\n\nText.\n", 2, "first line"),
        ("---\ntitle: Om oss\n\nText.\n", 1, "no end"),
        ("---\nlayout: sida\ntitle: Om oss\n\nText.\n", 1, "no end"),
    ],
)
def test_front_matter_that_visitors_would_read_is_said(text: str, line: int, said: str) -> None:
    front = frontmatter.read(text, "a.md", "sv")
    (finding,) = front.findings
    assert (finding.rule, finding.location.line, front.meta, front.end) == ("front-matter-invalid", line, {}, 0)
    assert said in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "---\nObs: vi har stängt.\n\nText.\n",
        "---\n\ntitle: så börjar en rad i dag\n",
        "+++ Nu öppnar vi +++\n",
        "+++\nText\n+++\n",
        "{x}\n",
        "{\n}\n",
        "Text\n\n---\ntitle: a\n---\n",
        "---\nText\n---\n",
        "",
    ],
)
def test_a_line_and_a_text_are_no_front_matter(text: str) -> None:
    assert frontmatter.read(text, "a.md", "sv").findings == ()


@pytest.mark.parametrize("value", [r'"A\0b"', r'"A\u0001b"', r'"\x7f"'])
def test_a_control_character_that_yaml_writes_with_an_escape_is_said(value: str, site, syntolk) -> None:
    root = site({"source/om.md": f"---\ntitle: {value}\n---\n\nNytt här.\n"})
    assert syntolk("-C", root, "update").code == 0  # It stopped all catalogues of the site.
    assert "Nytt här." in (root / "locales/en/LC_MESSAGES/site.po").read_text("utf-8")
    ran = syntolk("-C", root, "--language", "en", "check")
    assert "source/om.md:2:8: error: The value of “title” cannot be read: a text has no control characters." in ran.out
