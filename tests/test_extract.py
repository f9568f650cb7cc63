"""Extraction: what is in the templates of a small site (`data/catalogue/site/`), and that plain pybabel finds the same."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from catalogues import DATA
from gnu import pybabel_extract

from pipeline.catalogue import parse, serialise
from pipeline.extract import babel_config, domain, template, template_messages, united
from pipeline.markdown import parse as parse_markdown
from pipeline.model import Catalogue, Message
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent
COPIED = ("babel.cfg", "pyproject.toml", "source", "templates")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small site, with the `babel.cfg` of this repository."""
    shutil.copytree(DATA / "site", tmp_path / "site")
    shutil.copy(ROOT / "babel.cfg", tmp_path / "site")
    return tmp_path / "site"


def found(*catalogues: Catalogue) -> set[tuple[str | None, str]]:
    return {message.key for catalogue in catalogues for message in catalogue}


def of(markdown: str, path: str = "index.md") -> list[tuple[str | None, str]]:
    return [message.key for message in template([parse_markdown(markdown, path)])]


# --- what is in them -----------------------------------------------------------------------------


def test_the_messages_of_a_page_in_reading_order(folder: Path) -> None:
    assert [m.key for m in Workspace(folder).templates()["site"]] == [
        ("site-title", "Provsajt"),
        ("title", "Välkommen"),
        ("description", "Allt om 20 % dyrare bröd."),
        ("slug", "start"),
        ("menu_title", "Start"),
        (None, "Välkommen hit"),
        (None, "Vi svarar på {antal} frågor, t.ex. om *bröd*."),
        ("alt", "En skylt"),
        ("caption", "Skylten vid dörren"),
        (None, "Va&#776;lkommen"),
        (None, "Kontakta oss."),
    ]


def test_two_pages_that_share_a_text_give_one_message_with_two_references(folder: Path) -> None:
    catalogue = Workspace(folder).templates()["om-oss"]
    shared = catalogue.find(None, "Kontakta oss.")
    assert shared is not None
    assert shared.references == ("source/om-oss/index.md", "source/om-oss/mer.md")
    assert len(catalogue) == len(found(catalogue))


def test_what_the_author_tells_translators_is_a_comment(folder: Path) -> None:
    message = Workspace(folder).templates()["om-oss"].find(None, "Vi hjälper dig.")
    assert message is not None
    # gettext takes a comment that ends in a backslash and the next line for one.
    assert message.extracted == ("paragraph", "page: Om oss", "Med glimten i ögat, sökväg C:\\ ")


def test_no_text_is_a_format_and_no_reference_has_a_line(folder: Path) -> None:
    for catalogue in Workspace(folder).templates().values():
        for message in catalogue:
            assert "python-format" not in message.flags
            assert "python-brace-format" not in message.flags
            assert all(":" not in reference for reference in message.references)
    pages = [m for name in ("site", "om-oss") for m in Workspace(folder).templates()[name]]
    assert all("no-python-format" in message.flags for message in pages)


@pytest.mark.parametrize(
    "markdown, expected",
    [
        ("", []),
        ("---\ntitle: 2026\n---\n", [("title", "2026")]),
        ("Rad ett\nrad två", [(None, "Rad ett rad två")]),
        ("Rad ett\r\nrad två\r\n", [(None, "Rad ett rad två")]),
        ("![En bild](a.jpg)", [("alt", "En bild")]),
        ("Text\n\nText\n\n# Text", [(None, "Text")]),
        ("---\ntitle: Text\n---\n\n# Text", [("title", "Text"), (None, "Text")]),
        ("42\n\n```\nkod\n```\n", []),
    ],
)
def test_pages(markdown: str, expected: list[tuple[str | None, str]]) -> None:
    assert of(markdown) == expected


def test_the_template_of_another_order_of_pages_has_the_same_messages() -> None:
    pages = [parse_markdown(f"Gemensam\n\nSida {name}", f"{name}.md") for name in "abc"]
    assert found(template(pages)) == found(template(reversed(pages)))
    assert template(pages) == template(pages)


@pytest.mark.parametrize("lines", [False, True])
def test_the_template_of_a_text_without_a_path_can_be_written(lines: bool) -> None:
    catalogue = template([parse_markdown("Hej *du*.")], lines=lines)
    assert [message.references for message in catalogue] == [()]
    assert [message._replace(line=0) for message in parse(serialise(catalogue))] == [*catalogue]


def test_a_text_that_is_somewhere_plural_is_plural() -> None:
    one, many = Message("sida"), Message("sida", ("", ""), plural="sidor")
    for pair in ((one, many), (many, one)):
        assert united(pair).messages == (Message("sida", ("", ""), plural="sidor"),)
    extracted = [("a.html", (1, "gettext", "sida", [])), ("b.html", (1, "ngettext", ("sida", "sidor"), []))]
    assert template_messages(extracted) == (Message("sida", ("", ""), plural="sidor", references=("a.html", "b.html")),)


def test_the_own_templates_of_the_site(folder: Path) -> None:
    assert [(m.key, m.plural) for m in Workspace(folder).templates()["messages"]] == [
        ((None, "100 % säkert"), None),
        ((None, "Nyheter"), None),
        (("meny", "Start"), None),
        ((None, "%(n)s sida"), "%(n)s sidor"),
    ]


@pytest.mark.parametrize(
    "path, catalogues, expected",
    [
        ("kontakt.md", "section", "site"),
        ("om-oss/index.md", "section", "om-oss"),
        ("om-oss/a/b.md", "section", "om-oss"),
        ("om-oss/a/b.md", "page", "om-oss.a.b"),
        ("kontakt.md", "page", "kontakt"),
        ("om-oss/a/b.md", "site", "site"),
    ],
)
def test_domains(path: str, catalogues: str, expected: str) -> None:
    assert domain(path, catalogues) == expected


# --- plain pybabel -------------------------------------------------------------------------------


def test_pybabel_finds_the_same_messages(folder: Path) -> None:
    theirs = parse(pybabel_extract(folder))
    assert found(theirs) == found(*Workspace(folder).templates().values())
    assert not [id for _, id in found(theirs) if "ingen ser" in id or "syns inte" in id or "dolt" in id]


def test_pybabel_finds_the_same_messages_in_this_site(tmp_path: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
        else:
            shutil.copy(ROOT / name, tmp_path)
    theirs = parse(pybabel_extract(tmp_path))
    assert found(theirs) == found(*Workspace(tmp_path).templates().values())
    assert len(theirs) > 100


def test_pybabel_gives_each_message_its_line_and_comment(folder: Path) -> None:
    message = parse(pybabel_extract(folder)).find(None, "Vi hjälper dig.")
    assert message is not None
    assert message.references == ("source/om-oss/index.md:8", "source/om-oss/mer.md:7")


def test_the_name_of_the_site_is_found_in_either_file_with_or_without_a_byte_order_mark() -> None:
    for text in ('title = "Åre"\n', '[tool.syntolk]\ntitle = "Åre"\n', '\ufefftitle = "Åre"\n'):
        [(line, function, arguments, _)] = babel_config(io.BytesIO(text.encode()), None, None, {})
        assert (line, function, arguments) == (1, "pgettext", ("site-title", "Åre"))
    assert not list(babel_config(io.BytesIO(b"[project]\nname = 'x'\n"), None, None, {}))


def test_what_is_extracted_can_be_written(folder: Path) -> None:
    for catalogue in Workspace(folder).templates().values():
        again = parse(serialise(catalogue))
        assert [m.key for m in again] == [m.key for m in catalogue]
        assert all(a.line < b.line for a, b in pairwise(again.messages))
