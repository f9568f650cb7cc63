"""The rules about pictures: how often they are right, in every place where a picture can stand, in both languages; text in pictures."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import described
import pytest
from conftest import po
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Drawing

from pipeline import config
from pipeline.catalogue import parse as parse_catalogue
from pipeline.checks import Scope, run
from pipeline.checks.image_phrases import is_complex, key, prefix, says_nothing, spoken
from pipeline.errors import ConfigError
from pipeline.markdown import localise, parse
from pipeline.model import Location
from pipeline.pictures import ocr
from pipeline.pictures.ocr import Reader
from pipeline.pictures.svg_text import PictureText, svg_text
from pipeline.pictures.texts import FILE, PictureTexts

# --- how often they are right ----------------------------------------------------------------------


@pytest.mark.parametrize("name", described.TABLES)
def test_the_tables(name: str) -> None:
    assert described.astray(name) == []


def test_there_are_enough_examples() -> None:
    numbers = {name: len(described.cases(name)) for name in described.TABLES}
    assert numbers["good.tsv"] >= 120
    assert numbers["bad.tsv"] >= 120
    every = frozenset().union(*(case.expected for case in described.cases("bad.tsv")))
    assert len(every) == 12  # All but `-untranslated` and `image-file-missing`, which need a catalogue and files.


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    described.main(verbose=True)
    assert "good.tsv: " in capsys.readouterr().out


# --- in translations -------------------------------------------------------------------------------


def in_english(page: str, *entries: tuple[str | None, str, str]) -> list[tuple[str, str]]:
    """What the rules about pictures say of the English of a page, each with the file where it is edited."""
    english = parse_catalogue(po(*entries).encode(), "en.po")
    scope = Scope("en", translated=True)
    found = run(localise(parse(page, "page.md"), english, "en"), scope, english)
    return [(f.rule.removeprefix("image-"), f.location.path) for f in found if f.rule.startswith("image-")]


@pytest.mark.parametrize(
    ("page", "entries", "expected"),
    [
        ("![Två barn](a.jpg)", [("alt", "Två barn", "Picture of two children")], ["description-prefix"]),
        ("![Två barn](a.jpg)", [("alt", "Två barn", "Image")], ["description-placeholder"]),
        ("![Två barn](a.jpg)", [("alt", "Två barn", "IMG_2031.jpg")], ["description-filename"]),
        ("![Två barn](a.jpg)", [("alt", "Två barn", "Two children " * 13)], ["description-length"]),
        ("![Två barn](a.jpg)", [], ["description-untranslated"]),
        ("![](a.jpg)", [], []),
        ("<img src=a.jpg>", [], []),
        ("[![](a.jpg)](b.md)", [], []),
        ("![Himmel](a.jpg){role=presentation}", [], []),
        (
            '![Två barn](a.jpg "Ute varje dag.")',
            [("alt", "Två barn", "Outside every day"), ("caption", "Ute varje dag.", "Outside every day.")],
            ["description-repeats-text"],
        ),
        (
            '![Ute varje dag](a.jpg "Ute varje dag.")',
            [("alt", "Ute varje dag", "Outside every day"), ("caption", "Ute varje dag.", "Outside every day.")],
            [],
        ),
        (
            "![Norra sidan](a.jpg)\n\n![Södra sidan](b.jpg)",
            [("alt", "Norra sidan", "The house"), ("alt", "Södra sidan", "The house")],
            ["description-duplicate"],
        ),
        (
            "Se ![Norra sidan](a.jpg) här.",
            [(None, "Se ![Norra sidan](a.jpg) här.", "See ![](a.jpg) here.")],
            ["description-missing"],
        ),
        (
            "Se ![Norra sidan](a.jpg) här.",
            [
                (
                    None,
                    "Se ![Norra sidan](a.jpg) här.",
                    "See ![Den norra sidan av huset och en bit av gatan](a.jpg) here.",
                )
            ],
            ["description-language"],
        ),
        (
            "---\ntitle: A\npicture: a.jpg\npicture_alt: Badhuset\n---\n",
            [("title", "A", "B"), ("picture_alt", "Badhuset", "photo")],
            ["description-placeholder"],
        ),
        (
            "---\ntitle: A\npicture: a.jpg\npicture_alt: Badhuset\n---\n",
            [("title", "A", "B"), ("picture_alt", "Badhuset", "")],
            ["description-untranslated"],
        ),
    ],
)
def test_a_translation_is_judged_by_itself(page: str, entries: list, expected: list[str]) -> None:
    """What the source has done is said of the source, and only there."""
    found = in_english(page, *entries)
    assert [rule for rule, _ in found] == expected
    assert {path for _, path in found} <= ({"en.po"} if entries else {"page.md"})


# --- the findings ----------------------------------------------------------------------------------


def of_pictures(page: str, language: str = "sv", **world: object) -> list[tuple[str, str, str]]:
    found = run(parse(page, "page.md", language), Scope(language, **world))  # type: ignore[arg-type]
    return [(f.rule, f.severity, str(f.location)) for f in found if f.rule.startswith("image-")]


@pytest.mark.parametrize(
    ("page", "rule", "severity", "place"),
    [
        ("Hej.\n\n<div>\n<img src=a.jpg>\n</div>\n", "missing", "error", "page.md:3:1"),
        ('Hej.\n\n<div>\n<a href="x.md"><img src=a.jpg></a></div>\n\n> Hej.\n', "", "error", "page.md:3:1"),
        ("---\ntitle: A\npicture: a.jpg\n---\n", "missing", "error", "page.md:3:10"),
        ('---\ntitle: A\npicture: "a.jpg"\npicture_alt: "Bild"\n---\n', "placeholder", "error", "page.md:4:15"),
        ("![Anna](anna.jpg)", "filename", "review", "page.md:1:1"),
        (f"![{'Sol och ' * 16}måne](a.jpg)", "length", "review", "page.md:1:1"),
        (f"![{'Sol och ' * 20}måne](a.jpg)", "length", "warning", "page.md:1:1"),
    ],
)
def test_severities_and_places(page: str, rule: str, severity: str, place: str) -> None:
    expected = f"image-description-{rule}" if rule else "image-link-undescribed"
    assert of_pictures(page) == [(expected, severity, place)]


def test_a_picture_may_need_other_words_on_another_page() -> None:
    """Nothing is compared across pages; one picture in several places of a page is one picture."""
    assert of_pictures("![Stadshuset](a.jpg)\n\nText.\n\n![Stadshuset](a.jpg)\n\nMer.\n") == []
    assert of_pictures("![Region Norr](logo.svg)\n\nText.\n\n![Region Norr](logo.png)\n") == []


def test_a_suggestion_begins_with_what_is_seen() -> None:
    (finding,) = run(parse("![Bild på två barn i regn](a.jpg)", "page.md"), Scope("sv"))
    assert finding.suggestion == "Två barn i regn"


def test_a_page_without_pictures_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    asked = sys.modules["pipeline.checks.subjects"]
    monkeypatch.setattr(asked, "seen", fail)
    monkeypatch.setattr(asked, "_of_front_matter", fail)
    assert of_pictures("# Hej\n\nEn [länk](sida.md).\n") == []


MANY = 2_000


@pytest.mark.parametrize(
    "page",
    [
        "![Sol](a.jpg)\n\n" * MANY,
        "![Sol](a.jpg)" * MANY,
        "[![Sol](a.jpg)](b.md)\n\n" * MANY,
        "<figure><img src=a.jpg alt=Sol>" * MANY,
        "| ![Sol](a.jpg) " * MANY + "|\n" + "| - " * MANY + "|\n",
        f"![{'bild ' * MANY}](a.jpg)",
        f"![{'foto: A ' * MANY}](a.jpg)",
        f"![{'-' * 50_000}](a.jpg)",
        "![\0\u202e\ufffd](a.jpg)",
        "![](  )",
        "![]()",
        "<img>",
        '<img src="" alt>',
        "---\npicture: [a, b]\n---\n",
        "---\npicture: 12\npicture_alt: [x]\npicture_role: 3\n---\n",
    ],
)
def test_pictures_in_any_shape_are_judged(page: str) -> None:
    assert all(rule.startswith("image-") for rule, _, _ in of_pictures(page))


@given(st.text(max_size=80))
def test_any_description_can_be_judged(alt: str) -> None:
    assert len(spoken(alt)) <= len(alt) * 3
    assert says_nothing(alt) in (True, False)
    assert is_complex(alt) in (True, False)
    assert prefix(alt) == "" or alt.split()[: len(prefix(alt).split())] == prefix(alt).split()
    assert key(key(alt)) == key(alt)


@pytest.mark.parametrize(
    ("text", "length"),
    [("A\u0301ngsbro", 7), ("Ång\u00adbro", 6), ("  a \n b ", 3), ("e\u0301\u200b", 1), ("", 0)],
)
def test_length_is_counted_as_it_is_spoken(text: str, length: int) -> None:
    assert len(spoken(text)) == length


# --- text in an SVG --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("svg", "pieces"),
    [
        ("<text>Ring 112</text>", ["Ring 112"]),
        ("<text>Ring</text><text>112</text>", ["Ring", "112"]),
        ('<text><tspan x="0" y="1">Ring</tspan><tspan x="0" y="9">112</tspan></text>', ["Ring", "112"]),
        ('<text><tspan x="0">Sam</tspan><tspan x="9">ver</tspan><tspan x="19">kan</tspan></text>', ["Samverkan"]),
        ('<text>Ring<tspan dy="1.2em">112</tspan> nu</text>', ["Ring", "112 nu"]),
        ("<text>50 &#37; &amp; mer</text>", ["50 % & mer"]),
        ("<title>A</title><desc>B</desc><defs><text>C</text></defs><text>D</text>", ["D"]),
        ('<g display="none"><text>A</text></g><text style="display: none">B</text><text>C</text>', ["C"]),
        ("<!-- <text>A</text> --><text>B<!-- C --></text>", ["B"]),
        ("<foreignObject><p>Hej</p><p>då</p></foreignObject>", ["Hej", "då"]),
        ("<path d='M0 0'/>", []),
        ("<text> </text>", []),
        ("<text>A", []),
        ("<g>" * 5_000 + "<text>djup</text>" + "</g>" * 5_000, ["djup"]),
    ],
)
def test_text_in_an_svg(svg: str, pieces: list[str]) -> None:
    assert list(svg_text(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'.encode()).pieces) == pieces


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0<text",
        b"\xff\xfe<text>",
        b'<?xml version="1.0" encoding="x-no"?><svg><text>A</text></svg>',
        b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><svg><text>&d;</text></svg>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
        b"<svg><text>" + b"a" * 3_000_000 + b"</text></svg>",
    ],
)
def test_an_svg_that_cannot_be_read_has_no_text(data: bytes) -> None:
    assert svg_text(data).pieces == ()


def test_each_language_has_the_text_of_its_own_picture(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name, word in (("a.svg", "Hej"), ("a.en.svg", "Hello"), ("b.svg", "Hej")):
        (source / name).write_text(f"<svg><text>{word}</text></svg>", "utf-8")
    texts = PictureTexts(tmp_path, "source", frozenset({"a.svg", "a.en.svg", "b.svg"}), "sv")
    assert texts("a.svg", "sv") == PictureText(("Hej",))
    assert texts("a.svg", "en") == PictureText(("Hello",))
    assert texts("b.svg", "en") is None  # In Swedish, and that is judged on the Swedish page.
    assert texts("a.jpg", "sv") is None
    assert texts("borta.svg", "sv") == PictureText()


SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>Ring 112 vid fara</text></svg>"
PAGE = "---\ntitle: A\n---\n\n![En hand](ring.svg)\n"


def test_the_site_is_asked_what_stands_in_its_pictures(site, syntolk) -> None:
    root = site({"source/a.md": PAGE, "source/ring.svg": SVG})
    out = syntolk("-C", root, "check").out
    (line,) = [line for line in out.splitlines() if "image-text-undescribed" in line]
    assert line.startswith(
        "source/a.md:5:1: warning: There is text in the picture “ring.svg” that nobody hears: “Ring 112 vid fara”"
    )
    assert not (root / FILE).exists()
    assert "image-text-undescribed" in syntolk("check", root / "source" / "a.md").out


# --- text in pictures made of dots: the real tesseract ---------------------------------------------


OPEN = (described.DATA / "oppet.png").read_bytes()
"""A picture with the words “Badhuset öppnar klockan 10”."""
WHITE = Drawing.new("RGB", (300, 200), "white")


def saved(picture: Drawing.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["sv", "en"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_tesseract_reads_a_picture(reader: Reader, kind: str) -> None:
    found = reader.read(saved(Drawing.open(io.BytesIO(OPEN)).convert("RGB"), kind), f"a.{kind.lower()}")
    assert " ".join(found.pieces).split() == ["Badhuset", "öppnar", "klockan", "10"]
    assert not found.sure


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", OPEN[:200], saved(WHITE), saved(WHITE.resize((9_000, 9_000)))])
def test_what_has_no_text_has_none(reader: Reader, data: bytes) -> None:
    assert reader.read(data, "a.png") == PictureText(sure=False)


ASKED = 'title = "X"\n[images]\nread_text = ["sv", "en"]\n'


def test_a_site_asks_for_it_and_what_was_read_is_kept(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "---\ntitle: A\n---\n\n![En simmare](bad.png)\n"
    files = {"source/a.md": page, "source/bad.png": OPEN}
    root = site(files)
    assert "image-text" not in syntolk("-C", root, "check").out  # Off unless asked for.
    (root / "syntolk.toml").write_text(ASKED, "utf-8")
    (line,) = [line for line in syntolk("-C", root, "check").out.splitlines() if "image-text-undescribed" in line]
    assert line.startswith("source/a.md:5:1: review: There is text in the picture “bad.png”")
    assert [*json.loads((root / FILE).read_text("utf-8"))["texts"].values()] == [["Badhuset öppnar klockan 10"]]
    monkeypatch.setenv("PATH", "")  # It is not asked twice.
    assert line in syntolk("-C", root, "check").out
    for damaged in ("", "[]", '{"version": 1}', '{"version": 1, "texts": []}', "[" * 20_000):
        (root / FILE).write_text(damaged, "utf-8")
        assert syntolk("-C", root, "check").code == 2


def test_what_another_process_has_read_is_kept_and_stays_when_other_pages_change(
    site, syntolk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("gathering", "preparing"):
        monkeypatch.setattr(f"pipeline.jobs.{module}.FEW", 1)
    page = "---\ntitle: A\n---\n\n![En simmare](bad.png)\n"
    root = site({"source/a.md": page, "source/bad.png": OPEN, "source/b.md": "# B", "syntolk.toml": ASKED})
    for more in ("", "\nMer.\n"):
        (root / "source" / "b.md").write_text(f"---\ntitle: B\n---\n\nText.\n{more}", "utf-8")
        ran = syntolk("-C", root, "build", "--jobs", "2")
        assert "image-text-undescribed" in ran.out
        assert [*json.loads((root / FILE).read_text("utf-8"))["texts"].values()] == [["Badhuset öppnar klockan 10"]]
    shutil.rmtree(root / ".syntolk")
    assert "image-text-undescribed" in syntolk("-C", root, "build", "--no-cache").out
    assert not (root / ".syntolk" / "pictures").exists()
    assert not (root / FILE).exists()
    monkeypatch.setenv("PATH", "")
    ran = syntolk("-C", root, "build", "--jobs", "2")
    assert (ran.code, "needs the program tesseract" in ran.err) == (2, True)


def test_without_tesseract_it_is_said_what_to_install(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "---\ntitle: A\n---\n\n![En simmare](bad.png)\n"
    root = site({"source/a.md": page, "source/bad.png": OPEN, "syntolk.toml": ASKED})
    monkeypatch.setenv("PATH", "")
    ran = syntolk("-C", root, "check")
    assert ran.code == 2
    assert ran.err.startswith("syntolk: syntolk.toml:3:1: reading text in pictures needs the program tesseract")
    assert "apt install tesseract-ocr tesseract-ocr-swe tesseract-ocr-eng" in ran.err


def test_a_language_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ocr.LANGUAGES, "sv", "xxx")
    with pytest.raises(ConfigError, match="does not know one of the languages"):
        Reader(["sv"], Location("syntolk.toml", 3, 1)).read(OPEN, "a.png")


def test_a_language_that_cannot_be_read_is_an_error(site, syntolk) -> None:
    root = site({"syntolk.toml": 'title = "X"\n[images]\nread_text = ["swe"]\n'})
    ran = syntolk("-C", root, "check")
    assert (ran.code, "text in pictures is not read in “swe”. Valid: ar, da" in ran.err) == (2, True)
    assert set(config.READABLE) == set(ocr.LANGUAGES)


def test_a_picture_of_the_front_matter_is_told_of_to_translators_and_counted(site, syntolk) -> None:
    page = "---\ntitle: A\npicture: a.svg\npicture_alt: Badhuset vid sjön\n---\n\n![](b.svg)\n"
    root = site({"source/om/a.md": page, "source/om/a.svg": SVG, "source/om/b.svg": SVG})
    assert syntolk("-C", root, "update").code == 0
    catalogue = (root / "locales" / "en" / "LC_MESSAGES" / "om.po").read_text("utf-8")
    assert "#. alt text of a picture: what is read out instead of it\n" in catalogue
    assert 'msgctxt "picture_alt"\nmsgid "Badhuset vid sjön"\n' in catalogue
    kinds = json.loads(syntolk("-C", root, "status", "--format", "json").out)
    (own,) = [kind for kind in kinds if kind["kind"] == "page" and kind["name"].endswith("om/a.md")]
    assert (own["images"], own["images_described"]) == (2, 0)
