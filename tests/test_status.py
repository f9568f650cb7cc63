"""Progress, against numbers that a person has counted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from catalogues import DATA
from conftest import CONFIG, HEADER, po

from pipeline.build import Build
from pipeline.commands import status
from pipeline.commands.status import Progress, progress
from pipeline.reporters import badge
from pipeline.words import Words
from pipeline.workspace import Workspace

SVG = "{http://www.w3.org/2000/svg}"

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
    assert numbers(progress(Workspace(folder))[0]) == {
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
    kinds = [p.kind for p in progress(Workspace(folder))[0]]
    assert kinds == ["language", "section", "section", "page", "page", "section", "page"]


def test_a_language_without_catalogues_is_at_zero(folder: Path) -> None:
    shutil.rmtree(folder / "locales")
    whole, *_ = progress(Workspace(folder))[0]
    assert (whole.translated, whole.fuzzy, whole.untranslated, whole.percent) == (0, 0, 22, 0.0)


def test_a_broken_catalogue_is_not_counted_as_an_empty_one(folder: Path) -> None:
    with (folder / "locales/en/LC_MESSAGES/site.po").open("a") as file:
        file.write('msgid "')
    found, (error,) = progress(Workspace(folder))
    assert str(error).startswith("locales/en/LC_MESSAGES/site.po:")
    unknown = {(p.kind, p.name) for p in found if not p.known}
    assert unknown == {("language", "en"), ("section", "site"), ("page", "source/index.md")}
    assert status.below(found, 100) == ()  # What is not known is not said to be too little.


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
        "images": 1,
        "images_described": 0,
        "published": None,
        "percent": 13.64,
    }
    assert [page["published"] for page in found] == [None, None, None, False, False, None, False]
    assert len(found) == 7


PAGE = """\
---
title: Bilder
---

Text med en ![bild mitt i](b.png) raden.

![En skylt](b.png)

![](b.png)

![](b.png){role=presentation}

<div><img src="b.png" alt="Rå"></div>
"""


@pytest.mark.parametrize(
    ("translated", "described"),
    [
        ([], 0),
        ([("alt", "En skylt", "A sign")], 1),
        ([("alt", "En skylt", "En skylt")], 1),
        ([(None, "Text med en ![bild mitt i](b.png) raden.", "With a ![picture](b.png) here.")], 1),
        ([(None, "Text med en ![bild mitt i](b.png) raden.", "With a ![](b.png) here.")], 0),
        ([("alt", "Rå", "Raw")], 1),
    ],
)
def test_pictures_that_are_described_in_the_language(site: Callable, translated: list, described: int) -> None:
    root = site({"source/index.md": PAGE, "locales/en/LC_MESSAGES/site.po": po(*translated)})
    whole, _, page, *_ = progress(Workspace(root))[0]
    assert (page.name, page.images, page.images_described) == ("source/index.md", 4, described)
    assert (whole.images, whole.images_described) == (4, described)


@pytest.mark.parametrize("threshold", [0, 30, 60, 80, 100])
def test_it_says_of_each_page_what_a_build_does(site: Callable, threshold: int) -> None:
    half = "Ett. Två. Tre.\n\nFyra. Fem. Sex.\n"
    root = site(
        {
            "syntolk.toml": CONFIG + f"[publish]\nthreshold = {threshold}\n",
            "source/a.md": half,
            "source/b.md": "Inte alls.\n",
            "source/c.md": "---\ndraft: true\n---\n\nVi hjälper dig.\n",
            "source/d.md": "",
            "locales/en/LC_MESSAGES/site.po": po(
                (None, "Ett. Två. Tre.", "One. Two. Three."), ("title", "Om oss", "About us")
            ),
        }
    )
    built = {page.path: page.published for page in Build(Workspace(root)).report().pages if page.language == "en"}
    said = {p.name: p.published for p in progress(Workspace(root))[0] if p.kind == "page"}
    assert said == built | {"source/c.md": False}


@pytest.mark.parametrize(
    ("least", "code"), [("13", 0), ("13.6363636", 0), ("13.64", 1), ("14", 1), ("100", 1), ("0", 0)]
)
def test_a_limit_is_compared_with_the_share_that_is_not_rounded(
    folder: Path, syntolk: Callable, least: str, code: int
) -> None:
    ran = syntolk("-C", folder, "status", "--fail-under", least)
    assert ran.code == code
    assert ran.out == (DATA / "status.txt").read_text("utf-8")
    said = f"en: 3 of 22 messages are translated, less than {least} %.\n"
    assert ran.err == (said if code else "")


@pytest.mark.parametrize("value", ["-1", "101", "nan", "många"])
def test_a_limit_is_a_percentage(folder: Path, syntolk: Callable, value: str) -> None:
    ran = syntolk("-C", folder, "status", f"--fail-under={value}")
    assert ran.code == 2
    assert f"invalid percentage value: '{value}'" in ran.err


def test_the_command_for_one_language(folder: Path, syntolk: Callable) -> None:
    config = folder / "syntolk.toml"
    config.write_text(config.read_text("utf-8").replace('["en"]', '["en", "da"]'), "utf-8")
    both = json.loads(syntolk("-C", folder, "status", "--format", "json").out)
    assert {p["language"] for p in both} == {"en", "da"}
    one = json.loads(syntolk("-C", folder, "status", "--format", "json", "-l", "da").out)
    assert {p["language"] for p in one} == {"da"}
    assert syntolk("-C", folder, "status", "-l", "fi").code == 2


def test_a_broken_catalogue_is_said_and_the_others_are_counted(folder: Path, syntolk: Callable) -> None:
    path = folder / "locales/en/LC_MESSAGES/om-oss.po"
    path.parent.joinpath("messages.po").unlink(missing_ok=True)
    path.parent.joinpath("messages.po").symlink_to("messages.po")  # What leads nowhere cannot be read either.
    path.write_text(path.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    badge = folder / "en.svg"
    ran = syntolk("-C", folder, "--language", "en", "status", "--badge", badge, "--fail-under", "95")
    assert ran.code == 2
    line = path.read_text("utf-8").count("\n")
    other, wrong, advice = ran.err.splitlines()
    assert "messages.po: cannot be read: " in wrong
    assert other.startswith(f"syntolk: locales/en/LC_MESSAGES/om-oss.po:{line}:1: a conflict marker of git")
    assert advice == "What cannot be read was left out and stays as it is. Mend it, and run the command again."
    assert not badge.exists()
    rows = {row.split()[0]: row.split()[1:] for row in ran.out.splitlines()[1:]}
    assert rows["en"] == rows["om-oss"] == rows["source/om-oss/mer.md"] == ["—"] * 7
    assert rows["site"][0].replace(".", "").isdigit()
    told = json.loads(syntolk("-C", folder, "status", "--format", "json").out)
    by_name = {row["name"]: row for row in told}
    assert set(by_name["om-oss"]) == set(by_name["site"])
    assert {value for key, value in by_name["om-oss"].items() if key not in ("language", "kind", "name")} == {None}
    assert isinstance(by_name["site"]["percent"], float)


def test_the_badge(folder: Path, syntolk: Callable) -> None:
    path = folder / "translated.svg"
    assert syntolk("-C", folder, "status", "--badge", path).code == 0
    root = ET.fromstring(path.read_text("utf-8"))
    assert root.get("role") == "img"
    title = root[0]
    assert (title.text, title.get("id")) == ("translated: en: 13%", root.get("aria-labelledby"))
    shown = [element.text for element in root.iter(f"{SVG}text")]
    assert shown == ["translated: en", "13%"]
    ran = syntolk("--language", "sv", "-C", folder, "status", "--badge", path)
    assert ran.code == 0
    assert ET.fromstring(path.read_text("utf-8"))[0].text == "översatt: en: 13\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize("ground", [badge.GROUND, *badge.TONES.values()])
def test_the_letters_of_a_badge_are_seen(ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, against white, by the formula of its glossary (relative luminance)."""
    channels = [int(ground[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    assert 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05) >= 4.5


def test_a_badge_of_any_words_is_xml() -> None:
    root = ET.fromstring(badge.text('<b> & "x"', "1 %", "little"))
    assert root[0].text == '<b> & "x": 1 %'


def test_a_badge_never_says_that_all_is_done_while_one_is_left() -> None:
    left = Progress("en", "language", "en", 9999, 1, 0, 1)
    assert ">99%<" in status.as_badge([left], Words({}, {}))
    assert badge.TONES["done"] not in status.as_badge([left], Words({}, {}))
