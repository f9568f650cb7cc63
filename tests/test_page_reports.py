"""The reports of pages in the folder of reports: one for each page, whole, and gone with its page."""

from __future__ import annotations

import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import tree

from pipeline.disk.spool import Spool, get, put

HARD = (
    "Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning, erfarenhetsåterföring och uppföljning av alla "
    "samhällsutmaningar som kommunerna, regionerna och civilsamhället möter, eftersom samverkansmodellernas genomförande "
    "möjliggör kapacitetsbyggande innovationsprocesser. Samverkan kräver utvecklingsarbete i organisationerna. "
)


class _Links(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert tag != "script"
        assert "src" not in found
        self.ids.add(found.get("id") or "")
        if tag == "a":
            self.hrefs.append(found.get("href") or "")


def broken(folder: Path) -> list[str]:
    """The links in the reports that lead nowhere, or out of them."""
    pages = {path.resolve(): _Links(path) for path in folder.rglob("*.html") if path.is_file()}
    wrong = []
    for path, page in pages.items():
        for href in page.hrefs:
            file, _, fragment = href.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            if target not in pages or (fragment and unquote(fragment) not in pages[target].ids):
                wrong.append(f"{path.name}: {href}")
    return wrong


def report(root: Path, name: str) -> str:
    return (root / "reports" / name).read_text("utf-8")


def test_every_page_has_its_report_and_every_link_leads_somewhere(site, syntolk) -> None:
    root = site(
        {
            "source/svår/index.md": f"---\ntitle: Svår\n---\n\n{HARD * 6}\n\n[x](borta.md)\n",
            "source/svår/100% #?.md": "---\ntitle: Udda & <namn>\n---\n\n![Bild](b.png)\n\nKort.\n",
            "source/x.md": "Text.\n",
            "source/x.html/y.md": "Text.\n",
        }
    )
    syntolk("-C", root, "build")
    found = {name for name in tree(root / "reports") if name.startswith("pages/")}
    assert found == {
        "pages/index.html", "pages/om.html", "pages/svår/index.html", "pages/svår/100% #?.html", "pages/x-.html",
        "pages/x.html/y.html",
    }  # fmt: skip
    assert broken(root / "reports") == []


def test_the_worst_sentence_is_two_links_away(site, syntolk) -> None:
    root = site({"source/svår/index.md": f"---\ntitle: Svår\n---\n\n{HARD * 6}\n"})
    syntolk("-C", root, "build")
    begin = report(root, "index.html").partition('id="glance"')[0]
    assert "Verksamhetsutvecklingen förutsätter" in begin
    (href,) = re.findall(r'href="([^"#]+)#s-sv-1"', begin)
    page = report(root, unquote(href))
    assert '<mark class="hard" id="s-sv-1">' in page
    assert re.search(r"Replace \w+, \w+, \w+: the LIX falls by \d", page)


def test_a_page_without_a_score_says_why_and_stays_out_of_the_sums(site, syntolk) -> None:
    """The same reason as `explain` gives, and the site's LIX is that of the pages that have one."""
    root = site({"source/s/index.md": f"---\ntitle: Svår\n---\n\n{HARD * 6}\n"})
    syntolk("-C", root, "build")
    before = json.loads(report(root, "report.json"))["totals"]["sv"]
    assert "<strong>English:</strong> Not measurable" not in report(root, "index.html")  # Its front page is translated.
    (root / "source/s/tal.md").write_text(f"# Tal\n\n{'12 5467 81 ' * 200}.\n", "utf-8")
    (root / "source/s/lista.md").write_text(f"# Lista\n\n{'barnomsorg och skola ' * 200}.\n", "utf-8")
    syntolk("-C", root, "build")
    assert json.loads(report(root, "report.json"))["totals"]["sv"] == before
    for name, why in (
        ("tal", "Not measurable: more than half of the 600 words are numbers or code."),
        ("lista", "Not measurable: 600 words a sentence. The marks that end sentences seem to be missing."),
    ):
        page = report(root, f"pages/s/{name}.html")
        assert f"<strong>Swedish:</strong> {why}" in page
        assert "too short to measure" not in page
        assert why in syntolk("-C", root, "explain", f"s/{name}").out
        assert "<strong>English:</strong> Not measurable: nothing on it is translated yet." in page


def test_a_site_of_nothing_but_numbers_says_so(site, syntolk) -> None:
    root = site({"source/index.md": f"# Tal\n\n{'12 5467 81 ' * 200}.\n", "source/om.md": "# Om\n"})
    syntolk("-C", root, "build")
    text = report(root, "index.html")
    assert "<strong>Swedish:</strong> Not measurable: more than half of the 600 words are numbers or code." in text


def test_explain_and_the_report_say_the_same_of_a_page_in_the_other_language(site, syntolk) -> None:
    """English on a Swedish page is measured (decision 0022): by both."""
    text = "We help all people who are looking for a place to live. The council gives advice to anybody in the city. "
    root = site({"source/e.md": f"# English\n\n{text * 6}\n"})
    syntolk("-C", root, "build")
    pages = json.loads(report(root, "report.json"))["pages"]
    (page,) = (page for page in pages if page["path"] == "source/e.md" and page["language"] == "sv")
    explained = json.loads(syntolk("-C", root, "explain", "e", "--format", "json").out)
    assert page["readability"] == explained["readability"]
    assert page["readability"]["lix"] is not None


def test_only_pages_with_a_score_are_harder_or_easier_than_others(site, syntolk) -> None:
    files = {f"source/s/{name}.md": f"# {name}\n\n{HARD * number}\n" for name, number in (("ett", 5), ("två", 9))}
    root = site({**files, "source/s/kort.md": "# Kort\n\nKom hit.\n", "source/s/tom.md": ""})
    syntolk("-C", root, "build")
    around = {n: re.findall("Harder|Easier", report(root, f"pages/s/{n}.html")) for n in ("ett", "två", "kort", "tom")}
    assert sorted(around["ett"] + around["två"]) == ["Easier", "Harder"]
    assert around["kort"] == around["tom"] == []


def test_text_from_right_to_left_is_shown_so(site, syntolk) -> None:
    arabic = "هذا نص باللغة العربية على صفحة طويلة المستشفيات. "
    config = 'title = "T"\nsource_language = "ar"\nlanguages = ["en"]\nbase_url = "https://exempel.se"\n'
    root = site({"syntolk.toml": config, "source/index.md": f"# عربى\n\n{arabic * 30}\n"})
    syntolk("-C", root, "build")
    begin, page = report(root, "index.html"), report(root, "pages/index.html")
    assert 'lang="ar" dir="rtl"' in page
    assert 'lang="ar"' not in re.sub('lang="ar" dir="rtl"', "", begin + page)


def test_three_languages_stand_beside_each_other_and_of_four_each_says_which_it_is(site, syntolk) -> None:
    for languages, frame in (
        (["en"], "rows side"),
        (["en", "fi"], "rows side three"),
        (["en", "fi", "ar"], "rows"),
    ):
        config = f'title = "T"\nlanguages = {json.dumps(languages)}\nbase_url = "https://exempel.se"\n'
        root = site({"syntolk.toml": config, "source/index.md": "# Hej\n\nKom hit.\n"})
        syntolk("-C", root, "build")
        assert f'<div class="{frame}">' in report(root, "pages/index.html")


def test_a_section_is_called_alike_in_all_places(site, syntolk) -> None:
    root = site({"source/s/index.md": f"---\ntitle: Vår & er\n---\n\n{HARD * 6}\n"})
    syntolk("-C", root, "build")
    assert '<a href="sections/s.html">Vår &amp; er</a><br><span class="where">s</span>' in report(root, "index.html")
    assert "<h1>Vår &amp; er</h1>" in report(root, "sections/s.html")


@pytest.mark.parametrize("audience", ["easy", "public", "specialist"])
def test_the_report_gives_the_advice_that_explain_gives(site, syntolk, audience: str) -> None:
    """The same sentences in the same order, as many parts and points, for readers of every kind; also of equal gains."""
    repeated = "Verksamheten ger verksamheten och verksamheten stöd, så att vi kan hjälpa alla. "
    text = "\n\n".join([HARD, repeated + "Ring oss. " * 9, HARD * 2, repeated, "Medarbetare " * 20 + "."])
    root = site({"source/s/index.md": f"---\ntitle: Svår\naudience: {audience}\n---\n\n{text}\n"})
    syntolk("-C", root, "build")
    page, begin = report(root, "pages/s/index.html"), report(root, "index.html").partition('id="glance"')[0]
    explained = json.loads(syntolk("-C", root, "explain", "s", "-l", "sv", "--format", "json").out)["sentences"]
    items = re.findall(r'<li><a href="#s-sv-(\d)" lang="sv">(.*?)(?: …)?</a><br>(.*?)</li>', page)
    assert len(items) == 3
    for (_rank, shown, advice), one in zip(items, explained, strict=False):
        assert one["text"].startswith(shown)
        if one["split"]:
            assert f"in {one['parts']} sentences: the LIX falls by {one['split']:.1f}." in advice
        assert f"Replace {', '.join(one['replace'])}: the LIX falls by {one['shorter']:.1f}." in advice
    assert f'<blockquote lang="sv">{explained[0]["text"]}</blockquote>' in begin
    if explained[0]["split"] >= explained[0]["shorter"]:
        assert f"Split it in {explained[0]['parts']}:" in begin


def test_the_report_of_a_page_that_is_gone_goes_and_what_has_not_changed_stays(site, syntolk) -> None:
    root = site({"source/bort.md": "Text.\n", "source/z.md": "Text.\n"})
    syntolk("-C", root, "build")
    (root / "reports" / "junit.xml").write_text("somebody's own")
    kept = root / "reports" / "pages" / "z.html"
    before = kept.stat().st_ino
    site({"source/bort.md": None, "source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper alla.\n"}, small=False)
    syntolk("-C", root, "build")
    assert set(tree(root / "reports" / "pages")) == {"index.html", "om.html", "z.html"}
    assert "Vi hjälper alla." in report(root, "pages/om.html")
    assert kept.stat().st_ino == before
    assert (root / "reports" / "junit.xml").exists()


def test_text_that_is_not_translated_is_marked(site, syntolk) -> None:
    root = site({"source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n\nNy text.\n"})
    syntolk("-C", root, "build")
    page = report(root, "pages/om.html")
    assert page.count('<p class="missing" data-to="en">Not translated</p>') == 1
    assert '<p class="paragraph" lang="en">We help you.</p>' in page
    assert re.search(r'<a href="#f(\d)">\1 translation-missing</a>', page)


def test_the_report_of_a_page_says_of_a_finding_what_the_report_of_the_site_says(site, syntolk) -> None:
    """As severe as it is in the end, and nothing of a rule that is off."""
    source = {"source/om.md": "---\ntitle: Om oss\n---\n\n[x](borta.md)\n\n[här](index.md)\n"}
    root = site(
        source | {"syntolk.toml": 'title = "Provsajt"\n[rules]\nlink-broken = "review"\nlink-text-vague = "off"\n'}
    )
    syntolk("-C", root, "build")
    page = report(root, "pages/om.html")
    assert '<span class="severity review">review</span> ' in page
    assert "link-text-vague" not in page


def test_check_writes_one_page_that_needs_no_other(site, syntolk) -> None:
    root = site({"source/om.md": f"[x](borta.md)\n\n{HARD * 6}\n"})
    ran = syntolk("-C", root, "check", "--format", "html")
    assert "borta.md" in ran.out
    assert "Verksamhetsutvecklingen förutsätter" in ran.out
    assert [href for href in re.findall(r'href="([^"]*)"', ran.out) if not href.startswith("#")] == []
    assert not (root / "reports").exists()


def test_a_pseudo_build_and_one_without_checks_leave_the_reports_as_they_are(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build", "--pseudo")
    syntolk("-C", root, "build", "--no-check")
    assert not (root / "reports").exists()


def test_what_waits_on_the_disk_comes_back() -> None:
    waiting = Spool()
    one, two = (f"{waiting.folder}/{name}" for name in "ab")
    places = [*put(one, ["å", "", "text\n" * 9]), *put(two, ["mer"])]
    assert [*get(places)] == ["å", "", "text\n" * 9, "mer"]
    assert [*get([places[3], places[0]])] == ["mer", "å"]
    assert places[3] == (two, 0, 3)


def test_a_folder_that_another_build_has_swept_before_it_was_held_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make, made = tempfile.mkdtemp, list[str]()

    def swept(**names: str) -> str:
        made.append(make(**names))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr("tempfile.mkdtemp", swept)
    waiting = Spool()
    assert waiting.folder == made[1]
    assert [*get(put(f"{waiting.folder}/a", ["text"]))] == ["text"]


def test_what_waits_is_gone_when_nobody_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "syntolk-killed.part").mkdir()
    waiting = Spool()
    assert [path.name for path in tmp_path.iterdir()] == [Path(waiting.folder).name]
    beside = Spool()
    assert len([*tmp_path.iterdir()]) == 2
    del waiting, beside
    assert [*tmp_path.iterdir()] == []
