"""The inventory of pictures: counted by hand, use by use, in every state that one can be in."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import po, tree
from growth import linear
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_page_reports import broken
from test_reporters import closed

from pipeline import images
from pipeline.jobs.picture_reports import _Said
from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Finding, Location, Message
from pipeline.parsing import frontmatter
from pipeline.parsing.parts import images_in
from pipeline.pictures.inventory import Completeness, Use, Written, has_pictures, uses
from pipeline.records import dumps, loads

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = json.loads((DOCS / "images.schema.json").read_text("utf-8"))


def message(id: str, string: str = "", context: str | None = None, *, fuzzy: bool = False) -> Message:
    return Message(id, (string,), context, flags=("fuzzy",) if fuzzy else (), line=9)


def of_page(text: str, *catalogues: tuple[Message, ...]) -> tuple[Use, ...]:
    """The uses on a page with a catalogue for each further language."""
    source = parse(text, "source/a.md", "sv")
    pages = [Written("source/a.md", source, None)]
    for tag, messages in zip(("en", "fi"), catalogues, strict=False):
        catalogue = Catalogue(messages, path=f"{tag}.po")
        pages.append(Written("source/a.md", localise(source, catalogue, tag), catalogue))
    return uses(pages)


def states(use: Use) -> list[str]:
    """What is known of a use, a language a text: `alt caption description`, `-` where there is none."""
    return [
        " ".join(told.state if told else "-" for told in (side.alt, side.caption, side.description))
        for side in use.sides
    ]


ALT = message("En skylt", "A sign", "alt")
CASES: dict[str, tuple[str, tuple[Message, ...], list[str]]] = {
    "done": ("![En skylt](a.jpg)", (ALT,), ["done - -", "done - -"]),
    "missing": ("![](a.jpg)", (), ["missing - -", "missing - -"]),
    "blank": ("![ ](a.jpg)", (), ["missing - -", "missing - -"]),
    "decorative": ("![](a.jpg){role=presentation}", (), ["decorative - -", "decorative - -"]),
    "decorative with words": ("![x y](a.jpg){role=none}", (), ["decorative - -", "decorative - -"]),
    "decorative with a caption": ('![](a.jpg "Vår skylt"){role=presentation}', (), ["decorative done -", "decorative untranslated -"]),
    "not in the catalogue": ("![En skylt](a.jpg)", (), ["done - -", "untranslated - -"]),
    "empty": ("![En skylt](a.jpg)", (message("En skylt", "", "alt"),), ["done - -", "untranslated - -"]),
    "fuzzy": ("![En skylt](a.jpg)", (message("En skylt", "A sign", "alt", fuzzy=True),), ["done - -", "fuzzy - -"]),
    "fuzzy and empty": ("![En skylt](a.jpg)", (message("En skylt", "", "alt", fuzzy=True),), ["done - -", "untranslated - -"]),
    "caption not translated": ('![En skylt](a.jpg "Vid porten")', (ALT,), ["done done -", "done untranslated -"]),
    "caption": ('![En skylt](a.jpg "Vid porten")', (ALT, message("Vid porten", "By the gate", "caption")), ["done done -", "done done -"]),
    "long description": ("![En skylt](a.jpg)\n\nSyntolkning: Vita ord.", (ALT, message("Vita ord.", "White words.")), ["done - done", "done - done"]),
    "long description fuzzy": ("![En skylt](a.jpg)\n\nSyntolkning: Vita ord.", (ALT, message("Vita ord.", "White words.", fuzzy=True)), ["done - done", "done - fuzzy"]),
    "all three": ('![En skylt](a.jpg "Vid porten")\n\nSyntolkning: Vita ord.', (ALT,), ["done done done", "done untranslated untranslated"]),
    "linked": ("[![En skylt](a.jpg)](b.md)", (ALT,), ["done - -", "done - -"]),
    "in text": ("Se ![en skylt](a.jpg) här.", (message("Se ![en skylt](a.jpg) här.", "See ![a sign](a.jpg) here."),), ["done - -", "done - -"]),
    "in text, not translated": ("Se ![en skylt](a.jpg) här.", (), ["done - -", "untranslated - -"]),
    "in text, fuzzy": ("Se ![en skylt](a.jpg) här.", (message("Se ![en skylt](a.jpg) här.", "See it.", fuzzy=True),), ["done - -", "fuzzy - -"]),
    "in text, alt lost": ("Se ![en skylt](a.jpg) här.", (message("Se ![en skylt](a.jpg) här.", "See ![](a.jpg) here."),), ["done - -", "missing - -"]),
    "in text, left out": ("Se ![en skylt](a.jpg) här.", (message("Se ![en skylt](a.jpg) här.", "See here."),), ["done - -", "missing - -"]),
    "in text, with a title": ('Se ![en skylt](a.jpg "Vår") här.', (), ["done done -", "untranslated untranslated -"]),
    "raw": ('<p><img src="a.jpg" alt="En skylt"></p>', (ALT,), ["done - -", "done - -"]),
    "raw, not translated": ('<p><img src="a.jpg" alt="En skylt"></p>', (), ["done - -", "untranslated - -"]),
    "raw, missing": ('<p><img src="a.jpg"></p>', (), ["missing - -", "missing - -"]),
    "raw, decorative": ('<p><img src="a.jpg" alt="" role="presentation"></p>', (), ["decorative - -", "decorative - -"]),
    "raw, hidden": ('<img src="a.jpg" alt="" aria-hidden="true">', (), ["decorative - -", "decorative - -"]),
    "raw, in something hidden": ('<div aria-hidden="true"><p><img src="a.jpg"> Text</p></div>', (), ["decorative - -", "decorative - -"]),
    "raw, labelled": ('<p><img src="a.jpg" aria-label="En skylt"></p>', (ALT,), ["done - -", "done - -"]),
    "raw figure": ('<figure><img src="a.jpg" alt="En skylt"><figcaption>Vid <b>porten</b></figcaption></figure>', (ALT,), ["done done -", "done untranslated -"]),
    "a number": ("![2024](a.jpg)", (), ["done - -", "done - -"]),
    "skipped": ("<!-- syntolk: skip -->\n\n![En skylt](a.jpg)\n\n<!-- syntolk: end -->", (), ["done - -", "kept - -"]),
    "in the front matter": ("---\ntitle: A\nsymbol: a.svg\n---\n", (), ["decorative - -", "decorative - -"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_picture_is_in_the_state_that_a_person_would_say(name: str) -> None:
    text, messages, expected = CASES[name]
    (use,) = of_page(text, messages)
    assert states(use) == expected
    left = {"missing", "untranslated", "fuzzy"}
    assert use.complete == (not any(set(side.split()) & left for side in expected))
    assert use.decorative == expected[0].startswith("decorative")
    assert loads(Use, dumps(use)) == use


FIELD = "---\npicture: a.jpg\npicture_alt: En skylt\n---\n"


@pytest.mark.parametrize(
    ("text", "messages", "expected"),
    [
        (FIELD, (message("En skylt", "A sign", "picture_alt"),), ["done - -", "done - -"]),
        (FIELD, (message("En skylt", "A sign", "picture_alt", fuzzy=True),), ["done - -", "fuzzy - -"]),
        (FIELD, (), ["done - -", "untranslated - -"]),
        ("---\npicture: a.jpg\npicture_alt:\n---\n", (), ["missing - -", "missing - -"]),
        ("---\npicture: a.jpg\npicture_role: presentation\n---\n", (), ["decorative - -", "decorative - -"]),
    ],
)
def test_a_picture_of_the_front_matter_is_described_there(monkeypatch, text: str, messages, expected) -> None:
    monkeypatch.setattr(frontmatter, "TRANSLATED", (*frontmatter.TRANSLATED, "picture_alt"))
    (use,) = of_page(text, messages)
    assert (states(use), use.kind) == (expected, "field")


def test_one_of_three_languages_is_enough_to_be_incomplete() -> None:
    (use,) = of_page("![En skylt](a.jpg)", (ALT,), (message("En skylt", "", "alt"),))
    assert states(use) == ["done - -", "done - -", "untranslated - -"]
    assert not use.complete
    ((name, told),) = use.sides[2].gaps
    assert (name, str(told.place), told.context, told.message) == ("alt", "fi.po:9:1", "alt", "En skylt")


def test_what_no_catalogue_knows_is_found_on_the_page() -> None:
    (use,) = of_page("Text.\n\n![En skylt](a.jpg)", ())
    assert str(use.sides[1].gaps[0][1].place) == "source/a.md:3:1"


def test_the_same_file_is_two_uses() -> None:
    one, two = of_page("![En skylt](a.jpg)\n\n![](a.jpg)", (ALT,))
    assert (one.complete, two.complete) == (True, False)


def test_two_of_the_same_in_a_text_are_told_apart() -> None:
    text = "Se ![ett](a.jpg), ![](b.jpg) och ![tre](a.jpg)."
    first, second, third = of_page(text, (message(text, "See ![one](a.jpg), ![](b.jpg) and ![](a.jpg)."),))
    assert [states(use) for use in (first, second, third)] == [
        ["done - -", "done - -"], ["missing - -", "missing - -"], ["done - -", "missing - -"],
    ]  # fmt: skip


def test_a_caption_belongs_to_its_own_figure() -> None:
    first, second = of_page('![Ett](a.jpg "Bildtext")\n\n![Två](b.jpg)\n\nText.', ())
    assert (first.sides[0].caption is not None, second.sides[0].caption) == (True, None)


@given(st.lists(st.sampled_from(["![a](b.jpg)", "text ", "<img src=c.png>", "\n\n", '![](d.jpg "t")', "[l](m)", "<figure>", "</figure>", "<figcaption>", "- ", "Syntolkning: x", "|a|\n|-|\n"]), max_size=12))  # fmt: skip
def test_every_picture_of_any_page_is_counted_once(pieces: list[str]) -> None:
    document = parse("".join(pieces), "a.md")
    parts = [inner for part in document.parts for inner in (part.inline.parts if hasattr(part, "inline") else (part,))]
    pictures = list(images_in(parts))
    found = of_page("".join(pieces), ())
    assert [use.sides[0].src for use in found] == [image.src for image in pictures]
    assert has_pictures(document) or not found


# --- the report ---------------------------------------------------------------------------------------


def jpeg(width: int = 300, height: int = 200) -> bytes:
    """A photograph that says where it was taken."""
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Hemlig plats"
    exif[0x8825] = {1: "N", 2: (55.0, 36.0, 0.0)}
    Image.new("RGB", (width, height), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


PAGES = {
    "source/index.md": "---\ntitle: Välkommen\n---\n\nHär är vi.\n\n![En skylt](skylt.jpg)\n\n![](blå.png){role=presentation}\n\n"
    '<p><img src="skylt.jpg" alt="Skylt"></p>\n\n<p><img src="skylt.jpg"></p>\n\n![Borta](borta.jpg)\n\n![Ute](https://exempel.org/a.jpg)\n',
    "source/om.md": "---\ntitle: Om oss\n---\n\n![Skylten](skylt.jpg)\n\n![Trasig](trasig.jpg)\n\n[![Hem](ikon.svg)](index.md)\n\n[Fil](plan.pdf)\n",
    "source/utkast.md": "---\ntitle: Utkast\ndraft: true\n---\n\n![Ny](ny.jpg)\n",
    "source/skylt.jpg": jpeg(), "source/skylt.en.jpg": jpeg(100, 100), "source/blå.png": jpeg(), "source/trasig.jpg": b"\xff\xd8\xffnej",
    "source/ny.jpg": jpeg(), "source/över.jpg": jpeg(), "source/plan.pdf": b"%PDF-1.4", "source/_tema/x.svg": "<svg/>",
    "source/ikon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "locales/en/LC_MESSAGES/site.po": po(("title", "Välkommen", "Welcome"), (None, "Här är vi.", "Here we are."), ("alt", "En skylt", "A sign"), ("alt", "Skylten", "The sign"), ("alt", "Hem", "")),
}  # fmt: skip


def inventory(root: Path) -> dict[str, Any]:
    data = json.loads((root / "reports" / "images.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(closed(SCHEMA))
    assert list(validator.iter_errors(data)) == []
    return data


@pytest.fixture
def built(site, syntolk) -> Path:
    root = site(PAGES)
    assert syntolk("-C", root, "build").code == 1
    return root


def test_the_number_is_that_of_a_count_by_hand(built: Path) -> None:
    data = inventory(built)
    expected = {"uses": 9, "complete": 3, "decorative": 1, "files": 6, "by_language": {"sv": 8, "en": 3}}
    assert data["completeness"] == expected
    done = [(use["page"], use["line"]) for use in data["uses"] if use["complete"]]
    assert sorted(done) == [("source/index.md", 7), ("source/index.md", 9), ("source/om.md", 5)]


def test_what_is_missing_is_named_with_its_place(built: Path) -> None:
    (raw,) = [use for use in inventory(built)["uses"] if use["page"] == "source/index.md" and use["line"] == 13]
    assert raw["languages"]["sv"]["alt"]["state"] == "missing"
    assert [finding["rule"] for finding in raw["findings"] if finding["language"] == "sv"] == [
        "image-description-missing"
    ]
    (link,) = [use for use in inventory(built)["uses"] if use["link"]]
    alt = link["languages"]["en"]["alt"]
    assert (alt["state"], alt["path"], alt["context"], alt["message"]) == (
        "untranslated",
        "locales/en/LC_MESSAGES/site.po",
        "alt",
        "Hem",
    )
    po_line = (built / alt["path"]).read_text("utf-8").splitlines()[alt["line"] - 1]
    assert po_line == 'msgid "Hem"'
    html = (built / "reports" / "images.html").read_text("utf-8")
    assert f"{alt['path']}:{alt['line']}:1" in html


def test_each_language_shows_its_own_version(built: Path) -> None:
    first = next(use for use in inventory(built)["uses"] if use["page"] == "source/index.md" and use["line"] == 7)
    assert [first["languages"][tag]["file"] for tag in ("sv", "en")] == ["source/skylt.jpg", "source/skylt.en.jpg"]


def test_files_that_no_page_shows(built: Path) -> None:
    """Not those of drafts, of other languages, of the theme, nor what is linked to."""
    assert inventory(built)["unused"] == ["source/över.jpg"]


def test_it_is_one_link_from_the_first_page_and_every_link_leads_somewhere(built: Path) -> None:
    index = (built / "reports" / "index.html").read_text("utf-8")
    assert "Pictures with everything in every language: 3 of 9 (33 %)." in index
    assert '<a href="images.html">' in index
    assert [where for where in broken_links(built / "reports") if where] == []


def broken_links(folder: Path) -> list[str]:
    """Links and pictures of the reports that lead nowhere; pictures lie in the folder of reports, or of the sources."""
    wrong = []
    for path in folder.rglob("*.html"):
        for address in re.findall(r'<img src="([^"]*)"', path.read_text("utf-8")):
            assert not re.match(r"[a-z]+:|/", address)
            if not (path.parent / address).exists():
                wrong.append(address)
    return wrong


def test_a_small_picture_is_small_and_says_nothing_of_where_it_was_taken(built: Path) -> None:
    small = list((built / "reports" / "images").glob("*.webp"))
    assert len(small) == 2  # `skylt.jpg` and `blå.png` hold the same.
    for path in small:
        with Image.open(path) as picture:
            assert max(picture.size) <= 160
            assert not picture.getexif()
            assert "icc_profile" not in picture.info
        assert b"Hemlig" not in path.read_bytes()


def test_a_broken_picture_is_said_to_be_broken(built: Path) -> None:
    html = (built / "reports" / "images.html").read_text("utf-8")
    assert "The picture cannot be read: the file is broken." in html
    assert "There is no such file." in html
    assert "On another site: not fetched." in html


def test_a_second_build_writes_the_same(built: Path, syntolk) -> None:
    def state() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (built / "reports").rglob("*image*") if path.is_file()}

    before = state()
    syntolk("-C", built, "build")
    assert state() == before


def test_what_is_not_published_is_not_judged_unused(site, syntolk) -> None:
    root = site(PAGES)
    syntolk("-C", root, "build", "--strict")
    assert inventory(root)["unused"] is None


def test_a_site_without_pictures(site, syntolk) -> None:
    root = site()
    assert syntolk("-C", root, "build").code == 0
    data = inventory(root)
    assert (data["completeness"]["uses"], data["uses"], data["unused"]) == (0, [], [])
    assert "No page shows a picture." in (root / "reports" / "images.html").read_text("utf-8")


def test_many_pictures_are_many_pages(site, syntolk) -> None:
    many = "\n\n".join(f"![Bild nummer {n}](b{n}.jpg)" for n in range(250))
    root = site({"source/om.md": f"---\ntitle: Om oss\n---\n\n{many}\n"})
    syntolk("-C", root, "build")
    assert inventory(root)["completeness"]["uses"] == 250
    pages = [root / "reports" / name for name in ("images.html", "images/2.html", "images/3.html")]
    assert [path.read_text("utf-8").count("<article") for path in pages] == [100, 100, 50]
    assert broken(root / "reports") == []


LOTS = {
    f"source/a/s{n}.md": f"---\ntitle: Sida {n}\n---\n\n![Bild {n}](../bild.svg) och ![En skylt](b{n}.jpg)\n\n<img src=x.png>\n"
    for n in range(36)  # More uses than a page of the inventory holds.
}
CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a description": lambda root: edit(root / "source/a/s7.md", "Bild 7", "En ny bild"),
    "a title": lambda root: edit(root / "source/a/s3.md", "Sida 3", "Sida tre"),
    "a page more": lambda root: (root / "source/a/s99.md").write_text("# Ny\n\n![Ny](../bild.svg)\n", "utf-8"),
    "a page less": lambda root: (root / "source/a/s8.md").unlink(),
    "a line above raw HTML": lambda root: edit(root / "source/a/s9.md", "\n\n<img", "\n\n\n\n<img"),
    "a file": lambda root: (root / "source/a/b4.jpg").write_bytes(jpeg()),
    "a version": lambda root: (root / "source/bild.en.svg").write_text('<svg viewBox="0 0 8 8"/>', "utf-8"),
    "a translation": lambda root: edit(root / "locales/en/LC_MESSAGES/a.po", "A sign", "The sign"),
    "the JSON": lambda root: edit(root / "reports/images.json", "En skylt", "?"),
    "a page of it": lambda root: edit(root / "reports/images/2.html", "<article", "<article hidden"),
    "no first page": lambda root: (root / "reports/images.html").unlink(),
    "a title, and no page of it": lambda root: (
        edit(root / "source/a/s3.md", "3", "4"),
        (root / "reports/images/2.html").unlink(),
    ),
}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_left_as_it_was_is_as_a_build_without_memory_writes_it(change, site, syntolk, tmp_path: Path) -> None:
    catalogue = po(("alt", "En skylt", "A sign"))
    root = site({**LOTS, "source/bild.svg": '<svg viewBox="0 0 9 9"/>', "locales/en/LC_MESSAGES/a.po": catalogue})
    syntolk("-C", root, "build")
    change(root)
    syntolk("-C", root, "build")
    kept = {name: data for name, data in tree(root / "reports").items() if name.startswith("images")}
    shutil.rmtree(root / "reports")
    syntolk("-C", root, "build", "--no-cache")
    assert kept == {name: data for name, data in tree(root / "reports").items() if name.startswith("images")}
    assert len(kept) >= 3


def test_names_and_texts_are_escaped(site, syntolk) -> None:
    root = site({"source/om.md": '# Om\n\n![\\<b>"x" & y](a%22%3Cb%3E.jpg)\n', 'source/a"<b>.jpg': jpeg()})
    syntolk("-C", root, "build")
    html = (root / "reports" / "images.html").read_text("utf-8")
    assert "<b>&quot;" not in html
    assert "&lt;b&gt;" in html
    assert broken_links(root / "reports") == []


def test_every_field_of_the_inventory_is_documented(built: Path) -> None:
    text = (DOCS / "formats.md").read_text("utf-8").partition("## Pictures")[2].partition("\n## ")[0]
    documented = {
        name
        for line in text.splitlines()
        if line.startswith("| `")
        for name in re.findall("`([a-z_]+)`", line.split("|")[1])
    }

    def fields(value: object) -> set[str]:
        if isinstance(value, dict):
            return {key for key in value if key not in ("sv", "en")} | {k for v in value.values() for k in fields(v)}
        return {key for item in value for key in fields(item)} if isinstance(value, list) else set()

    of_findings = {"rule", "severity", "suggestion", "language"}
    assert fields(inventory(built)) - of_findings == documented - {"skip"}


def test_all_is_all() -> None:
    """The share is rounded down: 100 % says that nothing is left."""
    assert Completeness(1000, 999).percent == 99
    assert Completeness(0, 0).percent == 100


# --- making pictures small ----------------------------------------------------------------------------


def png(width: int, height: int, claimed: tuple[int, int] | None = None) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 0, 0, 0)).save(file, "PNG")
    data = file.getvalue()
    return data[:16] + struct.pack(">II", *claimed) + data[24:] if claimed else data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_pictures_of_every_kind_become_small(mode: str) -> None:
    file = io.BytesIO()
    form = {"CMYK": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    Image.new(mode, (400, 200)).save(file, form)
    small = images.thumbnail(file.getvalue(), 160)
    if form == "TIFF":
        assert small is None  # No browser shows it.
        return
    assert small is not None
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (160, 80)


def test_a_picture_is_turned_as_its_camera_says() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200)).save(file, "JPEG", exif=exif)
    small = images.thumbnail(file.getvalue(), 160)
    assert small is not None
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (80, 160)


@pytest.mark.parametrize(
    "data", [b"", b"nej", jpeg()[:300], png(4, 4, (60000, 60000)), png(4, 4, (9000, 9000)), b"<svg/>"]
)
def test_what_cannot_be_read_has_no_small_picture(data: bytes) -> None:
    assert images.thumbnail(data, 160) is None


def test_the_findings_of_a_page_of_pictures_are_sorted_in_linear_time() -> None:
    def work(number: int):
        page = of_page("![En bild](a.png)\n\n" * number)
        findings = [Finding("image-file-missing", "error", "x", use.place, "sv", (("file", "a.png"),)) for use in page]
        anywhere = Finding("image-file-missing", "error", "x", Location("source/b.md"), "sv")

        def sort() -> None:
            said = _Said([anywhere, *findings])
            assert [said.of(use, ("sv",)) for use in page] == [(finding,) for finding in findings]
            assert len({repr(said) for _ in page}) == 1

        return sort

    assert linear(work, 500)
