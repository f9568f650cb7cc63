"""`syntolk import`: what is said stays, whatever it was written in; nothing is replaced; what is wrong is marked in the page."""

from __future__ import annotations

import cProfile
import html
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from conftest import Ran, Site, tree
from hypothesis import given
from hypothesis import strategies as st
from word import document, paragraph, picture

from pipeline import files
from pipeline.errors import OutputError
from pipeline.importers import html as importer
from pipeline.importers import text
from pipeline.importers.marking import marked
from pipeline.markdown import parse, to_html
from pipeline.model import Finding, Location
from pipeline.words import words

Syntolk = Callable[..., Ran]
ENGLISH = words([])
PNG = b"\x89PNG\r\n\x1a\n"
_PAIR = re.compile(
    r"^## ([^\n]+)\n\n```(html|text)\n(.*?)^```\n\n(`{3,4})markdown\n(.*?)^\4$", re.MULTILINE | re.DOTALL
)
PAIRS = _PAIR.findall((Path(__file__).parent / "data" / "imported.md").read_text("utf-8"))


def body(markdown: str) -> str:
    return to_html(parse(markdown))


@pytest.mark.parametrize(("kind", "given_", "new"), [(p[1], p[2], p[4]) for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_what_becomes_of_a_page(kind: str, given_: str, new: str) -> None:
    page = importer.page(given_, ENGLISH) if kind == "html" else text.page(given_, ENGLISH)
    assert page.text == new


def test_there_are_pairs() -> None:
    data = (Path(__file__).parent / "data" / "imported.md").read_text("utf-8")
    assert len(PAIRS) == data.count("\n\n```html\n") + data.count("\n\n```text\n")


# --- nothing that is said is lost ------------------------------------------------------------------

said = (
    st.text("ab åÖ1.)*__[]{}<>#+-=|~`\\&;:!(\"'^$@/%\u00a0", min_size=1, max_size=12).filter(str.strip).map(html.escape)
)


def _around(*tags: str) -> Callable[[st.SearchStrategy[str]], st.SearchStrategy[str]]:
    return lambda inner: st.one_of(*[inner.map(f"<{tag}>{{}}</{tag.split()[0]}>".format) for tag in tags])


def _in_line(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = _around("em", "strong", "code", "u", 'a href="/x y"', 'span lang="en"', "sup", 'abbr title="t"', "del")(
        inner
    )
    several = st.lists(inner, min_size=2, max_size=3)
    return (
        tags | said.map("<code>{}</code>".format) | st.one_of(*[several.map(mark.join) for mark in ("", " ", "<br>")])
    )


runs = st.recursive(said, _in_line, max_leaves=5)
cells = st.lists(runs, min_size=2, max_size=2).map(lambda own: "".join(f"<td>{cell}</td>" for cell in own))
leaves = st.one_of(
    runs,
    runs.map("{}<br>".format),
    _around("p", "h2", "div")(runs),
    runs.map("<pre>{}</pre>".format),
    runs.map("<dl><dt>T</dt><dd>{}</dd></dl>".format),
    cells.map("<table><tr><th>A</th><th>B</th></tr><tr>{}</tr></table>".format),
    cells.map("<table><tr>{}</tr></table>".format),
)


def _above(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(runs | inner, min_size=1, max_size=3).map(lambda own: "".join(f"<li>{item}</li>" for item in own))
    several = st.lists(inner, min_size=1, max_size=2).map("".join)
    return (
        _around("ul", "ol")(items)
        | _around("blockquote", "b", "font", "div style='x'")(several)
        | several.map("<details><summary>S</summary>{}</details>".format)
    )


pages = st.lists(st.recursive(leaves, _above, max_leaves=4), min_size=1, max_size=4).map("".join)


def visible(page: str) -> str:
    return re.sub(r"\s+", "", BeautifulSoup(page, "html.parser").get_text())


@given(pages)
def test_the_new_page_says_what_the_old_one_did(page: str) -> None:
    assert visible(body(importer.page(page, ENGLISH).text)) == visible(page)


@given(st.text(st.characters(exclude_characters="ﬀﬁﬂﬃﬄ")))
def test_pasted_text_stays(pasted: str) -> None:
    """But for bullets and numbers before items, the space that there is, and letters that are two characters."""
    page = text.page(pasted, ENGLISH)
    shown = visible(f"{page.title} {body(page.body)}")
    given_ = normalize("NFC", re.sub(r"[\0\ue000\ue001]", "", pasted))
    assert sorted(filter(str.isalpha, shown)) == sorted(filter(str.isalpha, given_))


@given(pages, st.data())
def test_marks_change_nothing_of_a_page(page: str, data: st.DataObject) -> None:
    source = importer.page(page, ENGLISH).text
    last = source.count("\n") + 1
    places = data.draw(st.lists(st.integers(0, last), max_size=4))
    found = [Finding("x", "error", "wrong -- {a}", Location("p.md", at, 1), "sv", (("a", "-->"),)) for at in places]
    assert body(marked(source, found, ENGLISH)) == body(source)
    assert marked(source, found, ENGLISH).count("<!-- To do") == len(places)


def test_the_sign_of_an_item_that_nobody_closed_takes_no_words_along() -> None:
    page = importer.page(
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>·<p class=MsoListParagraph>Ett<p>Två", ENGLISH
    )
    assert visible(body(page.text)) == "·EttTvå"


def test_time_grows_with_the_length_of_a_list() -> None:
    def calls(items: int) -> int:
        found = cProfile.Profile()
        found.runcall(
            importer.page, f"<ol>{'<li>Ett <b>två</b>' * items}</ol><p>{'<font>x' * items}{'<p>y' * items}", ENGLISH
        )
        return sum(entry.callcount for entry in found.getstats())

    calls(1)  # What is made once is made here.
    assert calls(800) < 2.5 * calls(400)


def test_a_page_is_not_parsed_for_each_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    source = importer.page("<p>Ett stycke.</p>" * 200, ENGLISH).text
    parsed: list[str] = []
    monkeypatch.setattr("pipeline.importers.marking.parse", lambda said: (parsed.append(said), parse(said))[1])
    found = [Finding("x", "error", "wrong", Location("p.md", at, 1), "sv", ()) for at in range(1, 400, 2)]
    assert marked(source, found, ENGLISH).count("<!-- To do") == len(found)
    assert len(parsed) < 10


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Innehåll</p><ul>{'<li><p>Ett</p><p>Två</p></li>' * 200}</ul>",
        f"<p>Innehåll</p><ol>{'<li><p>Ett</p><p>Två</p></li>' * 200}</ol>",
        f"<p>Innehåll</p><dl>{'<dt>Ett</dt><dd>Två</dd>' * 200}</dl>",
    ],
    ids=["bullets", "numbers", "definitions"],
)
def test_a_page_of_one_list_is_not_parsed_for_each_item(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = importer.page(page, ENGLISH).text
    parsed: list[str] = []
    monkeypatch.setattr("pipeline.importers.marking.parse", lambda said: (parsed.append(said), parse(said))[1])
    last = source.count("\n") + 1
    found = [Finding("x", "error", "wrong", Location("p.md", at, 1), "sv", ()) for at in range(1, last, 2)]
    whole = marked(source, found, ENGLISH)
    assert whole.count("<!-- To do") == len(found)
    assert body(whole) == body(source)
    assert len(parsed) < 10


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "gamla"
    (folder / "bilder").mkdir(parents=True)
    (folder / "bilder" / "bro 1.png").write_bytes(PNG)
    page = '<title>Om oss</title><h1>Om oss</h1><p>Räksmörgås <img src="bilder/bro%201.png" alt=""><img src="borta.png" alt="Borta"></p>'
    (folder / "Om oss.html").write_bytes(page.encode("latin-1"))
    (folder / "brev.txt").write_text("Ett brev\n\nTill alla som bor här.\n", "utf-8")
    (folder / "nytt.docx").write_bytes(document(paragraph("Nytt", "Title"), picture("En bro"), image=PNG))
    return folder


def test_files_become_pages_among_the_others(site: Site, old: Path, syntolk: Syntolk) -> None:
    root = site()
    before = tree(root)
    files = sorted(path for path in old.iterdir() if path.is_file())
    ran = syntolk("-C", root, "import", *files)
    assert (ran.code, ran.err) == (0, "")
    new = {path: data for path, data in tree(root).items() if path not in before}
    assert new.keys() == {f"source/{name}" for name in ("om-oss.md", "bro 1.png", "brev.md", "nytt.md", "nytt-1.png")}
    page = (root / "source" / "om-oss.md").read_text("utf-8")
    assert "Räksmörgås ![](bro%201.png)![Borta](borta.png)" in page
    assert "[image-description-missing] -->" in page
    assert "[image-file-missing] -->" in page
    assert "source/om-oss.md: places marked: 2, pictures that came along: 1." in ran.out
    assert {path: data for path, data in tree(root).items() if path in before} == before


def test_links_between_files_lead_to_their_pages(site: Site, old: Path, syntolk: Syntolk) -> None:
    root = site()
    links = '<a href="Om%20oss.html#mal">Ett</a> <a href="./nytt.docx">Två</a> <a href="annan.html">Tre</a> <a href="#x">Fyra</a>'
    (old / "start.html").write_text(f"<p>{links}</p>", "utf-8")
    assert syntolk("-C", root, "import", *sorted(path for path in old.iterdir() if path.is_file())).code == 0
    page = (root / "source" / "start.md").read_text("utf-8")
    assert "[Ett](om-oss.md#mal) [Två](nytt.md) [Tre](annan.html) [Fyra](#x)" in page


def test_a_link_to_a_page_that_is_imported_after_it_is_not_marked(site: Site, tmp_path: Path, syntolk: Syntolk) -> None:
    root = site()
    links = {
        "a.html": '<a href="b.html">Tider</a>',
        "b.html": '<a href="a.html">Om oss</a> <a href="c.html">Kartor</a>',
    }
    for name, link in links.items():
        (tmp_path / name).write_text(f"<h1>Sida {name[0]}</h1><p>Läs mer: {link}.</p>", "utf-8")
    files_of_both = [tmp_path / name for name in links]
    ran = syntolk("-C", root, "import", *files_of_both)
    first, second = ((root / f"source/{name}.md").read_text("utf-8") for name in "ab")
    assert "<!--" not in first
    assert second.count("<!--") == 1
    assert "c.html" in second
    # And the pages are those that the same command would write again.
    assert syntolk("-C", root, "import", *files_of_both) == ran


def test_nothing_is_replaced_and_nothing_written_by_halves(site: Site, old: Path, syntolk: Syntolk) -> None:
    root = site()
    (root / "source" / "om-oss.md").write_text("Min.", "utf-8")
    before = tree(root)
    ran = syntolk("-C", root, "import", old / "brev.txt", old / "Om oss.html")
    assert ran.code == 2
    assert "om-oss.md is there already, so nothing was written" in ran.err
    assert tree(root) == before


@pytest.mark.parametrize("number", range(1, 6))
def test_the_same_command_goes_on_after_the_disk_was_full(
    site: Site, old: Path, syntolk: Syntolk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    root = site()
    command = ("-C", root, "import", *sorted(path for path in old.iterdir() if path.is_file()))
    real, left = files.replace_unchanged, [number]

    def full(path: Path, before: bytes | None, data: bytes) -> bool:
        left[0] -= 1
        if not left[0]:
            raise OutputError("cannot be written: No space left on device")
        return real(path, before, data)

    monkeypatch.setattr(files, "replace_unchanged", full)
    assert syntolk(*command).code == 3
    ran = syntolk(*command)
    assert (ran.code, ran.err) == (0, "")
    found = tree(root)
    for path in {*found} - {*tree(site())}:
        (root / path).unlink()
    assert syntolk(*command) == ran
    assert tree(root) == found


def test_what_somebody_else_writes_meanwhile_is_not_replaced(
    site: Site, old: Path, syntolk: Syntolk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, real = site(), files.replace_unchanged

    def late(path: Path, before: bytes | None, data: bytes) -> bool:
        path.write_text("Min.", "utf-8")
        return real(path, before, data)

    monkeypatch.setattr(files, "replace_unchanged", late)
    ran = syntolk("-C", root, "import", old / "brev.txt")
    assert ran.code == 2
    assert "brev.md is there already: somebody else has just written it." in ran.err
    assert (root / "source" / "brev.md").read_text("utf-8") == "Min."


def test_two_files_that_would_have_one_name(site: Site, old: Path, syntolk: Syntolk) -> None:
    root = site()
    (old / "brev.html").write_text("<p>Ett annat", "utf-8")
    before = tree(root)
    assert syntolk("-C", root, "import", old / "brev.txt", old / "brev.html").code == 2
    assert tree(root) == before


def test_without_a_site_a_folder_is_named(old: Path, tmp_path: Path, syntolk: Syntolk) -> None:
    empty = tmp_path / "tom"
    empty.mkdir()
    assert syntolk("-C", empty, "import", old / "brev.txt").code == 2
    assert syntolk("-C", empty, "import", old / "brev.txt", "--into", empty / "a").code == 0
    assert (empty / "a" / "brev.md").read_text("utf-8") == "---\ntitle: Ett brev\n---\n\nTill alla som bor här.\n"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK nothing", "no document of Word"),
        ("tom.docx", b"", "no document of Word"),
        ("gammal.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "in an older form (.doc) or with a password"),
        ("halv.docx", document(paragraph("Hej"))[:-80], "no document of Word"),
        ("trasig.docx", document("<w:p>"), "a damaged one"),
        ("lank.docx", document(part=("word/_rels/footnotes.xml.rels", "<")), "a damaged one"),
        ("fel.docx", document('<w:p><w:hyperlink r:id="rId99"/></w:p>'), "a damaged one"),
        ("a.doc", b"\xd0\xcf", "only .html, .docx and .txt can be imported"),
        ("djup.html", b"<blockquote>" * 3000, "too deeply"),
        ("borta.html", None, "there is no such file"),
    ],
)
def test_what_cannot_be_read_is_said(
    name: str, data: bytes | None, told: str, site: Site, tmp_path: Path, syntolk: Syntolk
) -> None:
    root = site()
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = syntolk("-C", root, "import", tmp_path / name)
    assert (ran.code, told in ran.err) == (2, True)


@pytest.mark.parametrize(("pasted", "page"), [("Hej!\n", "Hej!\n"), ("<p>Hej <b>du</b>", "Hej **du**\n")])
def test_pasted_text_goes_to_standard_output(
    pasted: str, page: str, site: Site, syntolk: Syntolk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(pasted.encode())))
    ran = syntolk("-C", root, "import", "-")
    assert ran.code == 0
    assert re.sub(r"<!--.*?-->\n+", "", ran.out) == page


def test_without_the_libraries_it_says_how_to_get_them(site: Site, old: Path) -> None:
    start = "import sys; sys.modules['markdownify'] = None; from pipeline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", start, "-C", str(site()), "--language", "en", "import", str(old / "brev.txt")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "pip install 'syntolk[import]'" in ran.stderr
