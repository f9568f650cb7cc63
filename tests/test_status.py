"""Progress, against numbers that a person has counted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogues import DATA
from conftest import HEADER

from pipeline.errors import CatalogueError
from pipeline.status import Progress, progress
from pipeline.workspace import Workspace

# Site: 10 messages on the front page. Section om-oss: title, a paragraph, two cells of the head, two of the body
# (English writes “9–17” otherwise), and “Kontakta oss.”; the second page has three of these.
SITE_PO = (
    HEADER
    + """\
msgctxt "title"
msgid "Välkommen"
msgstr "Welcome"

#, fuzzy
msgctxt "description"
msgid "Allt om 20 % dyrare bröd."
msgstr "All about bread."

#, fuzzy
msgctxt "slug"
msgid "start"
msgstr ""

#~ msgid "Kontakta oss."
#~ msgstr "Contact us."
"""
)
OM_OSS_PO = (
    HEADER
    + """\
msgctxt "title"
msgid "Om oss"
msgstr "About us"

msgid "Kontakta oss."
msgstr "Contact us."

msgid "Om oss"
msgstr "This is another message: it has no context."
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small site, partly translated."""
    folder = Path(shutil.copytree(DATA / "site", tmp_path / "site"))
    catalogues = folder / "locales/en/LC_MESSAGES"
    catalogues.mkdir(parents=True)
    (catalogues / "site.po").write_text(SITE_PO, "utf-8")
    (catalogues / "om-oss.po").write_text(OM_OSS_PO, "utf-8")
    return folder


def numbers(found: tuple[Progress, ...]) -> dict[str, tuple[int, int, int, int]]:
    return {p.name: (p.translated, p.fuzzy, p.untranslated, p.words_left) for p in found}


def test_numbers_against_a_count_by_hand(folder: Path) -> None:
    assert numbers(progress(Workspace(folder))) == {
        # Left on the front page: description 6, slug 1, menu 1, heading 2, paragraph 8, alt 2, caption 3, item 1, contact 2.
        "source/index.md": (1, 1, 8, 26),
        # And the name of the site, which is on no page of its own.
        "site": (1, 1, 9, 27),
        # Of the templates: Nyheter 1, Start 1, “%(n)s sida” 2, and three words in the footer.
        "messages": (0, 0, 4, 7),
        # Left in the section: paragraph 3, Dag 1, Tid 1, mån 1, 9–17 1.
        "om-oss": (2, 0, 5, 7),
        "source/om-oss/index.md": (2, 0, 5, 7),
        "source/om-oss/mer.md": (2, 0, 1, 3),
        # “Kontakta oss.” counts in each section, since each has a catalogue of its own.
        "en": (3, 1, 18, 41),
    }


def test_the_order_is_language_section_page(folder: Path) -> None:
    kinds = [p.kind for p in progress(Workspace(folder))]
    assert kinds == ["language", "section", "section", "page", "page", "section", "page"]


def test_a_language_without_catalogues_is_at_zero(folder: Path) -> None:
    shutil.rmtree(folder / "locales")
    whole, *_ = progress(Workspace(folder))
    assert (whole.translated, whole.fuzzy, whole.untranslated, whole.percent) == (0, 0, 22, 0.0)


def test_a_broken_catalogue_is_not_counted_as_an_empty_one(folder: Path) -> None:
    with (folder / "locales/en/LC_MESSAGES/site.po").open("a") as file:
        file.write('msgid "')
    with pytest.raises(CatalogueError) as caught:
        progress(Workspace(folder))
    assert str(caught.value).startswith("locales/en/LC_MESSAGES/site.po:")


@pytest.mark.parametrize(
    "translated, fuzzy, untranslated, percent",
    [(0, 0, 0, 100.0), (0, 0, 3, 0.0), (1, 1, 2, 25.0), (3, 0, 0, 100.0), (9999, 0, 1, 99.9), (9999, 1, 0, 99.9)],
)
def test_it_is_never_a_hundred_percent_while_one_is_left(
    translated: int, fuzzy: int, untranslated: int, percent: float
) -> None:
    assert Progress("en", "page", "x", translated, fuzzy, untranslated, 0).percent == percent


def test_the_table_that_a_person_reads(folder: Path, syntolk: Callable) -> None:
    ran = syntolk("-C", folder, "status")
    assert ran.code == 0
    assert ran.out == (DATA / "status.txt").read_text("utf-8")


def test_the_same_for_programs(folder: Path, syntolk: Callable) -> None:
    found = json.loads(syntolk("-C", folder, "status", "--format", "json").out)
    assert found[0] == {
        "language": "en",
        "kind": "language",
        "name": "en",
        "translated": 3,
        "fuzzy": 1,
        "untranslated": 18,
        "words_left": 41,
        "percent": 13.64,
    }
    assert len(found) == 7
