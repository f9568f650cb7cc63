"""What a translator is told about each text of a page (`data/context.md`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import DATA
from growth import linear

from pipeline.extract import template
from pipeline.markdown import parse
from pipeline.translation.context import contexts

PAGE = (Path(DATA).parent / "context.md").read_text("utf-8")


def told(markdown: str, path: str = "om/vi.md") -> list[tuple[str, ...]]:
    document = parse(markdown, path)
    found = contexts(document)
    return [(s.id, c.role, *c.around) for s, c in zip(document.segments, found, strict=True)]


def test_a_page() -> None:
    assert told(PAGE) == [
        ("Om oss", "title of the page"),
        ("vi", "slug of the page", "page: Om oss"),
        ("Vi finns i Malmö. Kom in!", "paragraph", "page: Om oss"),
        ("Så arbetar vi", "heading", "page: Om oss"),
        ("Metoder", "heading", "page: Om oss", "under: Så arbetar vi"),
        ("Vi prövar. Vi lär.", "paragraph", "page: Om oss", "under: Så arbetar vi › Metoder"),
        (
            "Fyra pennor",
            "alt text of a picture: what is read out instead of it",
            "page: Om oss",
            "under: Så arbetar vi › Metoder",
            "picture: om/pennor.jpg",
            "before it: Vi lär.",
        ),
        (
            "På bordet",
            "caption of a picture",
            "page: Om oss",
            "under: Så arbetar vi › Metoder",
            "picture: om/pennor.jpg",
        ),
        (
            "Fyra pennor ligger bredvid varandra.",
            "long description of a picture",
            "page: Om oss",
            "under: Så arbetar vi › Metoder",
            "picture: om/pennor.jpg",
        ),
        ("[Läs mer](mer.md)", "list item: the text of a link", "page: Om oss", "under: Så arbetar vi › Metoder"),
        ("Kontakt", "heading", "page: Om oss"),
        ("Dag", "table cell", "page: Om oss", "under: Kontakt"),
    ]


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert told("# Vi\n\nHej.\n") == [("Vi", "heading", "page: Vi"), ("Hej.", "paragraph", "page: Vi")]


def test_a_long_heading_is_cut_after_a_word() -> None:
    _, paragraph = told(f"## {'mycket lång ' * 20}\n\nHej.\n")
    assert paragraph == ("Hej.", "paragraph", f"under: {'mycket lång ' * 6}mycket …")


def test_a_text_on_two_pages_tells_where_it_stands_first_and_all_that_it_is() -> None:
    pages = [
        parse("---\ntitle: Ett\n---\n\nGemensam.\n", "a.md"),
        parse("---\ntitle: Två\n---\n\n- Gemensam.\n", "b.md"),
    ]
    message = template(pages).find(None, "Gemensam.")
    assert message is not None
    assert message.extracted == ("paragraph", "page: Ett", "list item")
    assert message.references == ("a.md", "b.md")


def test_references_with_lines() -> None:
    message = template([parse("Ett.\n\nTvå.\n", "a.md")], lines=True).find(None, "Två.")
    assert message is not None
    assert message.references == ("a.md:3",)


def test_a_picture_says_what_stands_around_it() -> None:
    page = (
        "![En röd dörr](d.png)\n\nHär går du in. Ring först.\n\n## Mer\n\n![En trappa](t.png)\n\n## Slut\n\nHej då.\n"
    )
    alt = "alt text of a picture: what is read out instead of it"
    assert [line for line in told(page) if line[1] == alt] == [
        ("En röd dörr", alt, "picture: om/d.png", "after it: Här går du in."),
        ("En trappa", alt, "under: Mer", "picture: om/t.png"),
    ]


def test_a_picture_in_a_text_or_alone_in_a_cell() -> None:
    told_of = told("Tryck på ![ikon](i.png) och ![pil](/p.png).\n\n| A |\n|---|\n| ![ja](ja.png) |\n")
    assert told_of[0][1:] == ("paragraph", "picture: om/i.png", "picture: p.png")
    assert told_of[-1][1:] == ("table cell: a picture, with what is read out instead of it", "picture: om/ja.png")


@pytest.mark.parametrize("before", ["", "Text. " * 200 + "\n\n"])
def test_a_page_of_pictures_takes_linear_time(before: str) -> None:
    def work(pictures: int):
        document = parse(before * (pictures // 100) + "![En bild](a.png)\n\n" * pictures, "a.md")
        return lambda: contexts(document)

    assert linear(work, 1000)
