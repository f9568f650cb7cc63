"""Front matter: the simple kind is read without YAML, and reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import frontmatter

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
