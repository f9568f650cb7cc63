"""What a build publishes, withholds, says, and leaves alone."""

from __future__ import annotations

import json
import pstats
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import CONFIG, SMALL, po, tree

from pipeline import files
from pipeline.build import Build
from pipeline.disk.publication import Publication
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent
ENGLISH = SMALL["locales/en/LC_MESSAGES/site.po"]
assert isinstance(ENGLISH, str)


def html(root: Path, name: str) -> str:
    return (root / "build" / name).read_text("utf-8")


def published(root: Path) -> set[str]:
    return {name for name in tree(root / "build") if name.endswith(".html")}


# --- a small site ----------------------------------------------------------------------------------


def test_a_small_site(site, syntolk) -> None:
    root = site()
    ran = syntolk("-C", root, "build")
    assert (ran.code, ran.err) == (0, "")
    assert "No findings." in ran.out
    assert set(tree(root / "build")) == {
        "index.html", "om/index.html", "404.html", "en/index.html", "en/about-us/index.html", "en/404.html",
        "assets/syntolk.css", "routes.json", "sitemap.xml",
    }  # fmt: skip
    assert '<html lang="sv" dir="ltr">' in html(root, "om/index.html")
    assert '<html lang="en" dir="ltr">' in html(root, "en/about-us/index.html")
    assert "We help you." in html(root, "en/about-us/index.html")
    assert "Trial site" in html(root, "en/index.html")
    assert set(tree(root / "reports")) == {
        "index.html", "images.html", "images.json", "report.json", "report.sarif", "pages/index.html", "pages/om.html",
        "sections/_.html",
    }  # fmt: skip


def test_building_again_changes_nothing(site, syntolk) -> None:
    root = site({"source/bild.png": b"x", "source/om.md": "---\ntitle: Om oss\n---\n\n![Vi](bild.png)\n"})
    syntolk("-C", root, "build")

    def state() -> dict[Path, tuple[int, int]]:
        # `reports` itself is where the folders in it are made.
        every = [root / "build", *(root / "build").rglob("*"), *(root / "reports").rglob("*")]
        return {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in every}

    before = state()
    ran = syntolk("-C", root, "build")
    assert state() == before
    assert "(0 changed)" in ran.out


def test_a_build_writes_no_catalogue(site, syntolk) -> None:
    root = site({"source/ny.md": "Ny sida.\n"})
    made = ("build", "reports", ".syntolk")
    before = {name: data for name, data in tree(root).items() if not name.startswith(made)}
    syntolk("-C", root, "build")
    after = {name: data for name, data in tree(root).items() if not name.startswith(made)}
    assert before == after


# --- withheld pages and text that is not translated ------------------------------------------------

HALF = "---\ntitle: Halv\ndescription: Kort beskrivning\n---\n\nÖversatt text här.\n\nInte översatt <b>än</b>.\n\n![En grön dörr](d.png)\n"
HALF_ENGLISH = ENGLISH + "\n" + po((None, "Översatt text här.", "Translated text here.")).partition("\n\n")[2]


def threshold(percent: int) -> str:
    return CONFIG + f"[publish]\nthreshold = {percent}\n"


def test_a_page_under_the_threshold_is_withheld_and_everything_agrees(site, syntolk) -> None:
    root = site(
        {
            "source/halv.md": HALF,
            "source/d.png": b"x",
            "source/index.md": "---\ntitle: Välkommen\n---\n\nHär är vi.\n\n[halv](halv.md) [om](om.md)\n",
            "locales/en/LC_MESSAGES/site.po": HALF_ENGLISH
            + po((None, "[halv](halv.md) [om](om.md)", "[half](halv.md) [about](om.md)")).partition("\n\n")[2],
        }
    )
    syntolk("-C", root, "build")
    assert published(root) == {
        "index.html", "om/index.html", "halv/index.html", "404.html", "en/index.html", "en/about-us/index.html",
        "en/404.html",
    }  # fmt: skip
    swedish, home, about = (html(root, name) for name in ("halv/index.html", "en/index.html", "en/about-us/index.html"))
    # The switch says so and leads nowhere; no alternate is promised.
    assert '<p class="languages"><span lang="en">English</span> (sidan är inte översatt än)</p>' in swedish
    assert '<link rel="alternate" hreflang="sv" href="https://exempel.se/halv/">' in swedish
    assert '<link rel="alternate" hreflang="en"' not in swedish
    # A link to it leads to the Swedish page and says so, the menu leaves it out, the sitemap too.
    assert '<a href="/halv/" hreflang="sv">half (in Swedish)</a> <a href="/en/about-us/">about</a>' in home
    assert "Halv" not in about
    assert "halv" not in re.sub(r"https://exempel.se/halv/", "", (root / "build" / "sitemap.xml").read_text())
    assert (root / "build" / "sitemap.xml").read_text().count("https://exempel.se/halv/") == 3  # loc, sv, x-default
    report = json.loads((root / "reports" / "report.json").read_text("utf-8"))
    shown = {(p["path"], p["language"]): p["published"] for p in report["pages"]}
    assert shown["source/halv.md", "sv"]
    assert not shown["source/halv.md", "en"]


def test_what_stands_below_every_page_is_there_in_a_language_that_has_not_translated_it(site, syntolk) -> None:
    root = site(
        {
            "source/vi.md": "---\ntitle: Ring oss\ntype: contact\nphone: 040-628 04 12\n---\n\nVi svarar.\n",
            "source/redogorelse.md": "---\ntitle: Tillgänglighet\n---\n\nSå är det.\n",
            "syntolk.toml": CONFIG + '[theme]\ncontact = "vi.md"\nfooter = ["redogorelse.md"]\n',
        }
    )
    syntolk("-C", root, "build")
    assert not {"en/vi/index.html", "en/redogorelse/index.html"} & published(root)
    foot = html(root, "en/about-us/index.html").partition("<footer")[2]
    assert '<a href="/vi/"><span lang="sv" dir="ltr">Ring oss</span></a>' in foot
    assert '<a href="tel:+46406280412" dir="ltr">+46\u00a040\u00a0628\u00a004\u00a012</a>' in foot
    assert '<a href="/redogorelse/"><span lang="sv" dir="ltr">Tillgänglighet</span></a>' in foot


def test_text_that_is_not_translated_is_marked_wherever_it_stands(site, syntolk) -> None:
    root = site(
        {
            "syntolk.toml": 'catalogues = "site"\n' + threshold(0),
            "source/om.md": None, "source/del/index.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n",
            "source/del/halv.md": HALF, "source/del/d.png": b"x", "locales/en/LC_MESSAGES/site.po": HALF_ENGLISH,
        }
    )  # fmt: skip
    syntolk("-C", root, "build")
    page = html(root, "en/about-us/halv/index.html")
    assert '<h1 lang="sv" dir="ltr">Halv</h1>' in page
    assert '<p>Translated text here.</p>\n<p lang="sv" dir="ltr">Inte översatt <b>än</b>.</p>' in page
    assert re.search(r'<img src="/del/d.png" alt="En grön dörr"[^>]* lang="sv" dir="ltr">', page)
    assert re.search(r'<p class="notice">\d\d% of this page is translated. The rest is in Swedish.</p>', page)
    above = html(root, "en/about-us/index.html")
    assert '<span lang="sv" dir="ltr">Halv</span>' in above
    assert '<p lang="sv" dir="ltr">Kort beskrivning</p>' in above


@pytest.mark.parametrize("flags", ["fuzzy", ""])
def test_a_language_without_a_reviewed_translation_publishes_nothing(site, syntolk, flags: str) -> None:
    strings = [(None, "Vi hjälper dig.", "We help you." if flags else "")]
    root = site({"locales/en/LC_MESSAGES/site.po": po(*strings, flags=flags), "source/tom.md": ""})
    syntolk("-C", root, "build")
    assert published(root) == {"index.html", "om/index.html", "tom/index.html", "404.html"}
    assert 'hreflang="en"' not in html(root, "index.html")
    assert "/en/" not in (root / "build" / "sitemap.xml").read_text()


def test_the_front_page_is_there_when_one_page_is(site, syntolk) -> None:
    strings = po(("title", "Om oss", "About us"), (None, "Vi hjälper dig.", "We help you."))
    root = site({"locales/en/LC_MESSAGES/site.po": strings})
    syntolk("-C", root, "build")
    assert {"en/index.html", "en/about-us/index.html"} <= published(root)
    assert '<p lang="sv" dir="ltr">Här är vi.</p>' in html(root, "en/index.html")


@pytest.mark.parametrize(
    ("tag", "direction", "own"), [("fi", "ltr", "Suomi"), ("ar", "rtl", "العربية"), ("pt-BR", "ltr", "Português")]
)
def test_another_language_is_one_line_and_a_folder_of_catalogues(site, syntolk, tag, direction, own) -> None:
    root = site({"syntolk.toml": CONFIG + f'languages = ["en", "{tag}"]\n'})
    assert syntolk("-C", root, "update", "-l", tag).code == 0
    path = root / "locales" / tag / "LC_MESSAGES" / "site.po"
    translated = re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "ö\1"', path.read_text("utf-8"))
    path.write_text(translated, "utf-8")
    assert syntolk("-C", root, "build").code == 0
    page = html(root, f"{tag}/index.html")
    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert "öHär är vi." in page
    for name in ("index.html", "en/index.html"):
        switch = re.search(r'<nav class="languages".*?</nav>', html(root, name), re.DOTALL)
        assert switch
        assert f'href="/{tag}/" hreflang="{tag}"' in switch[0]
        assert own in switch[0]


def test_what_stands_in_words_without_a_translation_is_in_the_language_of_the_page(site, syntolk) -> None:
    event = "---\ntitle: Möte\ntype: event\ndate: 2026-11-30\nplace: Malmö\n---\n\nX.\n"
    translations = po(("title", "Möte", "اجتماع"), ("place", "Malmö", "مالمو"), (None, "X.", "س."))
    root = site(
        {
            "syntolk.toml": CONFIG + 'languages = ["ar"]\n[publish]\nthreshold = 0\n',
            "source/mote.md": event,
            "locales/ar/LC_MESSAGES/site.po": translations,
        }
    )
    syntolk("-C", root, "build", "--no-check")
    assert '<span lang="en" dir="ltr">Place:</span> مالمو' in html(root, "ar/index.html")


def test_left_to_right_text_in_a_page_from_right_to_left(site, syntolk) -> None:
    root = site(
        {
            "syntolk.toml": CONFIG + 'languages = ["ar"]\n[publish]\nthreshold = 0\n',
            "locales/ar/LC_MESSAGES/site.po": po(("title", "Om oss", "من نحن")),
        }
    )
    syntolk("-C", root, "build")
    assert '<html lang="ar" dir="rtl">' in html(root, "ar/من-نحن/index.html")
    assert '<p lang="sv" dir="ltr">Vi hjälper dig.</p>' in html(root, "ar/من-نحن/index.html")
    assert 'href="/ar/%D9%85%D9%86-%D9%86%D8%AD%D9%86/"' in html(root, "ar/index.html")


# --- addresses that change -------------------------------------------------------------------------


def moved(root: Path, title: str) -> None:
    path = root / "locales" / "en" / "LC_MESSAGES" / "site.po"
    path.write_text(re.sub(r'(msgid "Om oss"\nmsgstr) ".*"', rf'\1 "{title}"', path.read_text("utf-8")), "utf-8")


def test_an_old_address_leads_to_the_new_one(site, syntolk) -> None:
    root = site()
    for title in ("About us", "Who we are", "This is us"):
        moved(root, title)
        syntolk("-C", root, "build")
    for old in ("about-us", "who-we-are"):
        page = html(root, f"en/{old}/index.html")
        assert '<meta http-equiv="refresh" content="0; url=/en/this-is-us/">' in page
        assert '<a href="/en/this-is-us/">This is us</a>' in page
        assert '<link rel="canonical" href="https://exempel.se/en/this-is-us/">' in page
    assert "who-we-are" not in (root / "build" / "sitemap.xml").read_text()
    routes = json.loads((root / "build" / "routes.json").read_text())
    assert routes["en"]["moved"] == {"en/about-us/index.html": "om.md", "en/who-we-are/index.html": "om.md"}
    moved(root, "About us")
    syntolk("-C", root, "build")
    assert "refresh" not in html(root, "en/about-us/index.html")
    assert "refresh" in html(root, "en/this-is-us/index.html")


def test_an_address_is_remembered_while_its_page_or_language_is_away(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    site({"syntolk.toml": CONFIG + 'languages = ["da"]\n'})
    syntolk("-C", root, "build")
    assert not (root / "build" / "en").exists()
    site({"syntolk.toml": CONFIG})
    (root / "source" / "om.md").write_text("---\ntitle: Om oss\n---\n\nNy text som ingen översatt.\n", "utf-8")
    syntolk("-C", root, "build")
    assert "en/about-us/index.html" not in published(root)
    site({"source/om.md": SMALL["source/om.md"]})
    moved(root, "Who we are")
    syntolk("-C", root, "build")
    assert "/en/who-we-are/" in html(root, "en/about-us/index.html")


@pytest.mark.parametrize(
    "routes",
    [
        "", "{", "[]", "3", '{"sv": 3, "en": []}', '{"sv": {"pages": [], "moved": 7}}',
        '{"sv": {"pages": {"om.md": ["x"]}, "moved": {"x.html": {}}}}',
        '{"sv": {"pages": {"om.md": "../../ut.html"}, "moved": {"/tmp/ut.html": "om.md", "../ut.html": "om.md"}}}',
        '{"sv": {"pages": {"om.md": "en/index.html", "index.md": "404.html"}, "moved": {"index.html": "om.md"}}}',
        '{"sv": {"moved": {"om": "om.md", "om/index.html/x.html": "om.md", "routes.json": "om.md"}}}',
    ],
)  # fmt: skip
def test_routes_that_somebody_has_tampered_with(site, syntolk, routes: str) -> None:
    root = site()
    syntolk("-C", root, "build")
    before = {name: data for name, data in tree(root / "build").items() if name != "routes.json"}
    (root / "build" / "routes.json").write_text(routes)
    assert syntolk("-C", root, "build").code == 0
    assert {name: data for name, data in tree(root / "build").items() if name != "routes.json"} == before
    assert not list(root.parent.glob("**/ut.html"))


# --- what is broken --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "code", "message"),
    [
        ({"source/b.md": "---\ntitle: A: b\n---\n\nText.\n"}, 1, "source/b.md:2:9: error: The front matter cannot be read: mapping values are not allowed in this context. A value that holds a colon"),
        ({"source/b.md": "---\ndate: 2024-13-01\n---\n"}, 1, "source/b.md:2:7: error: The value of “date” cannot be read"),
        ({"source/b.md": "R\xe4v och \xe5".encode("latin-1")}, 1, "source/b.md:1:2: error: This file is not UTF-8. Save it as UTF-8"),
        ({"source/b.md": "![En bild](borta.jpg)\n"}, 1, "source/b.md:1:1: error: There is no picture “borta.jpg”. Put the file there"),
        ({"source/b.md": "Hej [du](borta.md).\n"}, 1, "source/b.md:1:1: error: The link leads nowhere: there is no “borta.md”. Correct the path"),
        ({"locales/en/LC_MESSAGES/site.po": ENGLISH + '\nmsgid "Hej\nmsgstr ""\n'}, 1, "locales/en/LC_MESSAGES/site.po:"),
        ({"locales/en/LC_MESSAGES/theme.po": "skräp"}, 1, "locales/en/LC_MESSAGES/theme.po:1"),
        ({"locales/sv/LC_MESSAGES/theme.po": "skräp"}, 1, "locales/sv/LC_MESSAGES/theme.po:1"),
        ({"locales/en/LC_MESSAGES/messages.po": "msgid"}, 1, "locales/en/LC_MESSAGES/messages.po:1"),
    ],
)  # fmt: skip
def test_a_broken_file_is_a_finding_and_the_rest_is_published(site, syntolk, broken, code, message) -> None:
    root = site(broken)
    ran = syntolk("-C", root, "build")
    assert ran.code == code
    assert message in ran.out
    assert "Traceback" not in ran.err
    assert "Vi hjälper dig." in html(root, "om/index.html")
    checked = syntolk("-C", root, "check")
    assert (checked.code, message in checked.out) == (code, True)


def test_a_page_that_may_not_be_read_is_a_finding(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site()

    def denied(path: Path | str, *arguments: object, **more: object) -> object:
        if root in Path(path).parents and Path(path).name in ("om.md", "site.po"):
            raise PermissionError(13, "Permission denied")
        return open(path, *arguments, **more)  # noqa: PTH123 - as the module calls it

    monkeypatch.setattr(files, "open", denied, raising=False)
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "source/om.md: error: This file cannot be read: Permission denied." in ran.out
    assert "locales/en/LC_MESSAGES/site.po: error: This catalogue cannot be read" in ran.out
    assert "Här är vi." in html(root, "index.html")


@pytest.mark.parametrize("name", ["source/om.md", "locales/en/LC_MESSAGES/site.po", "source/terms.toml"])
def test_a_disk_that_fails_ends_the_build_and_nothing_of_it_is_remembered(
    site, syntolk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Read again the file is well: at whichever reading it fails, the site stays, and the next build is as if it had not."""
    root = site({"source/terms.toml": '[[term]]\nterm = "bibliotek"\nen = "library"\n'})
    assert syntolk("-C", root, "build", "--quiet").code == 0
    before = tree(root / "build")
    path = root / "source" / "om.md"
    path.write_text(path.read_text("utf-8") + "\nMer text.\n", "utf-8")
    for reading in range(1, 9):
        readings = [0]

        def failing(
            file: Path | str, *arguments: object, reading: int = reading, readings: list[int] = readings, **more: object
        ) -> object:
            readings[0] += str(file).endswith(name)
            if str(file).endswith(name) and readings[0] == reading:
                raise OSError(5, "Input/output error")
            return open(file, *arguments, **more)  # noqa: PTH123 - as the module calls it

        with monkeypatch.context() as patch:
            patch.setattr(files, "open", failing, raising=False)
            ran = syntolk("-C", root, "build", "--quiet")
        if readings[0] < reading:
            break
        assert (ran.code, f"{name}: cannot be read: Input/output error." in ran.err) == (3, True)
        assert tree(root / "build") == before
    assert reading > 1
    assert tree(root / "build") != before
    found = tree(root / "build")
    shutil.rmtree(root / ".syntolk")
    assert syntolk("-C", root, "build", "--quiet").code == 0
    assert tree(root / "build") == found


def test_a_folder_that_is_called_like_a_page(site, syntolk) -> None:
    root = site({"source/mapp.md/index.md": "---\ntitle: Mapp\n---\n\nI mappen.\n", "source/tom.md/.gitkeep": ""})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert published(root) >= {"mapp-md/index.html"}


def test_a_malformed_catalogue_leaves_the_published_site_as_it_was(site, syntolk) -> None:
    section = {
        "source/kurs/index.md": "---\ntitle: Kurs\n---\n\nLär dig mer.\n",
        "locales/en/LC_MESSAGES/kurs.po": po(("title", "Kurs", "Course"), (None, "Lär dig mer.", "Learn more.")),
        "syntolk.toml": threshold(0),
    }
    root = site(section)
    syntolk("-C", root, "build")
    assert "Learn more." in html(root, "en/course/index.html")
    site({"locales/en/LC_MESSAGES/kurs.po": '<<<<<<< HEAD\nmsgid "Kurs"\n'})
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "locales/en/LC_MESSAGES/kurs.po:1:1: error: This catalogue cannot be read, so its pages stay" in ran.out
    assert "Not published, because a catalogue cannot be read" in ran.err
    assert "translation-missing" not in ran.out
    assert "Learn more." in html(root, "en/course/index.html")
    # A first build publishes what it can: the Swedish pages, and no English one of that catalogue.
    shutil.rmtree(root / "build")
    assert syntolk("-C", root, "build").code == 1
    assert "en/course/index.html" not in published(root)
    assert {"kurs/index.html", "en/about-us/index.html"} <= published(root)


def test_a_link_leads_to_the_place_that_it_means_in_every_language(site, syntolk) -> None:
    root = site(
        {
            "source/om.md": "---\ntitle: Om oss\n---\n\n## Våra priser\n\nSe [här nedan](#Våra-priser) och [start](index.md#borta).\n"
            "\n<!-- allow: link-fragment-broken kommer i vår -->\n\nSe [mer](index.md#kommer).\n",
            "source/index.md": "---\ntitle: Hem\n---\n\nSe [priserna](om.md#v%C3%A5ra-priser), [dem](om.md#vara-priser) och [oss](om.md#om-oss).\n",
            "locales/en/LC_MESSAGES/site.po": po((None, "Våra priser", "Our prices"), ("title", "Om oss", "About us")),
        }
    )
    (root / "syntolk.toml").write_text(CONFIG + "[publish]\nthreshold = 0\n")
    ran = syntolk("-C", root, "build")
    said = [line for line in ran.out.splitlines() if "link-fragment-broken" in line]
    assert len(said) == 2, ran.out
    assert said[0].startswith("source/index.md:5:1")
    assert "“om-oss”" in said[0]
    assert said[1].startswith("source/om.md:7:1")
    assert "“borta”" in said[1]
    assert html(root, "index.html").count('href="/om/#vara-priser"') == 2
    assert 'href="#vara-priser"' in html(root, "om/index.html")
    assert html(root, "en/index.html").count('href="/en/about-us/#vara-priser"') == 2


def test_a_link_finds_a_heading_that_begins_with_a_number(site, syntolk) -> None:
    """CSS cannot name an id that begins with a digit, and html-validate blames it; other systems link to just that."""
    text = (
        "---\ntitle: Rapport\n---\n\n## 2. Så gjorde vi\n\nText.\n\n## 2. Så gjorde vi\n\nSe [ovan](#2-sa-gjorde-vi).\n"
    )
    root = site({"source/rapport.md": text, "locales/en/LC_MESSAGES/site.po": po()})
    assert "[link-fragment-broken]" not in syntolk("-C", root, "build").out
    page = html(root, "rapport/index.html")
    assert re.findall(r'<h2 id="([^"]*)"', page) == ["rubrik-2-sa-gjorde-vi", "rubrik-2-sa-gjorde-vi-2"]
    assert 'href="#rubrik-2-sa-gjorde-vi"' in page


def test_each_id_is_on_a_page_once(site, syntolk) -> None:
    """Raw HTML brings an id twice, that of a heading and that of the theme: each stays where it comes first."""
    raw = '<span id="a"></span>\n\n## <span id="a"></span>Pris\n\n<div id="pris">Så.</div>\n\n<p id="main-content">Här.</p>\n\n[Till <b id="a">b</b>](#a)\n'
    root = site({"source/om.md": f"---\ntitle: Om oss\n---\n\n{raw}\n## A\n", "locales/en/LC_MESSAGES/site.po": po()})
    assert "[link-fragment-broken]" not in syntolk("-C", root, "build").out
    found = re.findall(r'\sid="([^"]*)"', (root / "build" / "om" / "index.html").read_text("utf-8"))
    assert sorted(found) == sorted(set(found))
    assert {"a", "pris", "main-content"} <= set(found)


def test_titles_and_descriptions_are_seen_beside_each_other(site, syntolk) -> None:
    described = "description: En mening.\n"
    root = site(
        {
            "source/index.md": f"---\ntitle: Hem\n{described}---\n\nText.\n",
            "source/om.md": f"---\ntitle: Om oss\n{described}---\n\nText.\n",
            "source/vi.md": f"---\ntitle: Om Oss\n{described}---\n\n<!-- allow: title-duplicate samma förening -->\n\nText.\n",
            "source/ni.md": f"---\ntitle: om oss\n{described}---\n\nText.\n",
            "source/utan.md": "---\ntitle: Utan\n---\n\nText.\n",
            "source/namn.md": f"---\n{described}---\n\nText.\n",
        }
    )
    out = syntolk("-C", root, "check").out
    assert "source/namn.md:1:1: error: The page has no title, so it is called “namn”" in out
    assert "source/utan.md:1:1: review: The page has no description" in out
    assert "source/om.md:1:1: warning: “Om oss” is also the title of ni.md." in out
    assert "source/vi.md:1:1" not in out
    assert "allowance-unused" not in out


def test_two_pages_with_one_slug_are_both_published(site, syntolk) -> None:
    root = site({"source/a.md": "---\nslug: samma\n---\n\nEtt.\n", "source/b.md": "---\nslug: samma\n---\n\nTvå.\n"})
    syntolk("-C", root, "build", "--no-check")
    assert "Ett." in html(root, "samma/index.html")
    assert "Två." in html(root, "samma-2/index.html")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"syntolk.toml": "titel = 'A'\n"}, "syntolk: syntolk.toml:1:1: unknown setting “titel”. Valid: title, source_language"),
        ({"syntolk.toml": "title = 3\n"}, "syntolk: syntolk.toml:1:1: “title” has to be a text."),
        ({"syntolk.toml": "title =\n"}, "syntolk: syntolk.toml:1:8: not valid TOML: Invalid value"),
        ({"syntolk.toml": b"title = '\xe4'\n"}, ":1:10: the file is not UTF-8."),
        ({"syntolk.toml": None}, "syntolk: no site here: neither syntolk.toml nor [tool.syntolk]"),
        ({"source/index.md": None, "source/om.md": None}, "syntolk: there is no page in “source/”. Write one: source/index.md."),
        ({"source/index.md": None}, "syntolk: there is no front page. Write one: source/index.md."),
        ({"templates/page.html": b"\xe4"}, "page.html:1:1: the file is not UTF-8. Save it as UTF-8."),
    ],
)  # fmt: skip
def test_what_ends_the_run_leaves_the_old_site(site, syntolk, files, message: str) -> None:
    root = site()
    syntolk("-C", root, "build")
    before = tree(root / "build")
    site(files)
    ran = syntolk("-C", root, "build")
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert tree(root / "build") == before


def test_without_a_source_folder(site, syntolk) -> None:
    root = site({"syntolk.toml": ""}, small=False)
    ran = syntolk("-C", root, "build")
    assert ran.code == 2
    assert "there is no folder “source” in" in ran.err
    assert "-C DIR" in ran.err


@pytest.mark.parametrize("method", ["write", "copy"])
def test_a_full_disk_leaves_the_old_site(site, syntolk, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    root = site({"source/om.md": "---\ntitle: Om oss\n---\n\n![Vi](b.png)\n", "source/b.png": b"1"})
    syntolk("-C", root, "build")
    before = tree(root)
    (root / "source" / "b.png").write_bytes(b"2")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Publication, method, full)
    ran = syntolk("-C", root, "build")
    assert ran.code == 3
    assert "build: cannot be written: No space left on device." in ran.err
    assert tree(root / "build") == {n.removeprefix("build/"): d for n, d in before.items() if n.startswith("build/")}
    assert not list(root.glob(".build*"))


# --- options ---------------------------------------------------------------------------------------


def test_strict_publishes_only_without_errors(site, syntolk) -> None:
    root = site()
    assert syntolk("-C", root, "build", "--strict").code == 0
    before = tree(root / "build")
    site({"source/om.md": "[x](borta.md)\n"})
    ran = syntolk("-C", root, "build", "--strict")
    assert ran.code == 1
    assert "Not published, because of --strict: the site stays as it was." in ran.err
    assert tree(root / "build") == before
    assert "borta.md" in (root / "reports" / "index.html").read_text("utf-8")
    assert syntolk("-C", root, "build").code == 1
    assert tree(root / "build") != before


def test_without_checks_only_what_stops_a_translation_is_said(site, syntolk) -> None:
    root = site({"source/om.md": "[x](borta.md)\n"})
    ran = syntolk("-C", root, "build", "--no-check")
    assert ran.code == 0
    assert "borta" not in ran.out
    assert not (root / "reports").exists()
    site({"locales/en/LC_MESSAGES/site.po": "skräp"})
    ran = syntolk("-C", root, "build", "--no-check")
    assert ran.code == 1
    assert "site.po:1:1: error: This catalogue cannot be read" in ran.out


def test_quiet_prints_errors_alone(site, syntolk) -> None:
    root = site()
    assert syntolk("-C", root, "build", "--quiet") == (0, "", "")
    site({"source/ny.md": "Ny [x](borta.md).\n"})
    ran = syntolk("-C", root, "build", "--quiet")
    assert ran.code == 1
    assert "source/ny.md:1:1: error:" in ran.out
    assert "warning:" not in ran.out


def test_timings_name_the_stages(site, syntolk) -> None:
    root = site()
    ran = syntolk("-C", root, "build", "--timings")
    for stage in ("read", "localise", "check", "render", "write", "report"):
        assert re.search(rf"^  {stage} +\d+\.\d ms$", ran.err, re.MULTILINE), stage
    assert json.loads(syntolk("-C", root, "build", "--timings", "--format", "json").out)


def test_a_profile_says_what_took_the_time(site, syntolk, tmp_path: Path) -> None:
    root = site()
    plain = syntolk("-C", root, "build")
    ran = syntolk("-C", root, "build", "--profile", tmp_path / "profile", "--jobs", "2")
    assert (ran.code, "Functions that took most time" in ran.err) == (plain.code, True)
    assert re.search(r"^ +\d\.\d{3} +\d\.\d{3} +\d+  \S", ran.err, re.MULTILINE)
    assert re.search(r"^  render +", ran.err, re.MULTILINE)  # The stages as well.
    found = pstats.Stats(str(tmp_path / "profile"))
    assert any(name == "_built" for _, _, name in found.stats)
    again = syntolk("-C", root, "build", "--profile")  # A build that has nothing to do is made all the same.
    assert "Functions that took most time" in again.err
    assert "render" in again.err
    assert "Pages that took most time" not in again.err  # None was worked on.


def test_a_profile_names_the_slowest_pages(site, syntolk) -> None:
    hard = "En mening som är svår att läsa och som dessutom är lång. " * 400
    root = site(
        {
            "source/lång.md": f"---\ntitle: Lång\n---\n\n{hard}\n",
            **{f"source/s{n}.md": f"# Sida {n}\n" for n in range(12)},
        }
    )
    ran = syntolk("-C", root, "build", "--profile")
    _, _, table = ran.err.partition("Pages that took most time")
    rows = re.findall(r"^ *(\d+\.\d)  +(\d+\.\d)  (\S+)$", table, re.MULTILINE)
    assert len(rows) == 10
    assert "source/lång.md" in [path for *_, path in rows[:2]]  # The very first page pays for what is made ready once.
    sums = [float(preparing) + float(rendering) for preparing, rendering, _ in rows]
    assert sums == pytest.approx(sorted(sums, reverse=True), abs=0.2)  # Rounded.
    assert all(float(rendering) > 0 for _, rendering, _ in rows)
    assert "source/lång.md\n" in syntolk("-C", root, "--language", "sv", "build", "--no-cache", "--profile").err


def test_a_program_can_build_and_see(site) -> None:
    build = Build(Workspace(site()))
    count, changed = build.publish()
    report = build.report((count, changed))
    assert (report.files, report.changed, report.errors, len(report.pages)) == (9, 9, 0, 4)
    assert {page.href for page in report.pages} == {"/", "/om/", "/en/", "/en/about-us/"}


# --- the pseudo-language ---------------------------------------------------------------------------

PLAIN = re.compile(r"[A-Za-zÀ-ÿ]*[AEIOUYaeiouyNnCcSs][A-Za-zÀ-ÿ]*")
SKIPPED = {"code", "pre", "time", "script", "style"}
NO_TEXT = re.compile(r"\s*(?:[A-Z]|Swedish)?:?\s*")
"""What no translator is given on the glossary page: a letter of the alphabet, and CLDR's names of languages."""
VOID = {"meta", "link", "img", "br", "hr", "input", "wbr", "col", "source"}
HEARD = {"alt", "title", "aria-label", "placeholder"}


class Words(HTMLParser):
    """What people read or hear on a page in `language`, but code, dates, addresses and telephone numbers."""

    def __init__(self, page: str, language: str) -> None:
        super().__init__()
        self._language = language
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        href = values.get("href", "")
        other = values.get("lang", self._language) != self._language
        foreign = other or tag in SKIPPED or href.startswith(("tel:", "mailto:"))
        skipped = foreign or any(skip for _, skip in self._open)
        if not skipped:
            self.found += [value for key, value in values.items() if key in HEARD]
            named = values.get("name", values.get("property", ""))
            if named in ("description", "og:description", "og:title"):
                self.found.append(values["content"])
        if tag not in VOID:
            self._open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(skip for _, skip in self._open):
            self.found.append(data)


TURNED = re.compile("\u200f\u202e[^\u202c]*\u202c\u200f")
PSEUDO = pytest.mark.parametrize(("kind", "language"), [("accented", "en-XA"), ("rtl", "ar-XB")])


def not_pseudo(root: Path, language: str) -> list[tuple[str, str]]:
    """Texts of the pseudo-language's pages that were not translated, with the page."""
    pages = sorted((root / "build-pseudo" / language).rglob("*.html"))
    assert pages
    found = [(p.relative_to(root).as_posix(), text) for p in pages for text in Words(p.read_text(), language).found]
    plain = PLAIN if language == "en-XA" else re.compile(r"[A-Za-zÀ-ÿ]")
    return [
        (path, text)
        for path, text in found
        if plain.search(TURNED.sub("", re.sub(r"https?://\S+", "", text)))
        and not ("/ordlista" in path and NO_TEXT.fullmatch(text))
    ]


def test_a_pseudo_language_leaves_the_site_and_its_reports_as_they_are(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    before = tree(root)
    for kind, language, other in (("accented", "en-XA", "ar-XB"), ("rtl", "ar-XB", "en-XA")):
        ran = syntolk("-C", root, "build", "--pseudo", kind)
        assert (ran.code, ran.err) == (0, "")
        assert "build-pseudo/index.html" in ran.out
        assert "reports" not in ran.out
        built = tree(root)
        assert {name: data for name, data in built.items() if not name.startswith("build-pseudo/")} == before
        assert f"build-pseudo/{language}/index.html" in built
        assert f"build-pseudo/{other}/index.html" not in built
    assert '<html lang="ar-XB" dir="rtl">' in (root / "build-pseudo/ar-XB/index.html").read_text("utf-8")
    assert syntolk("-C", root, "build", "--pseudo", "xx").code == 2


@PSEUDO
def test_every_word_of_a_page_with_everything_is_pseudo(site, syntolk, kind: str, language: str) -> None:
    root = site(
        {
            "source/allt.md": (Path(__file__).parent / "data" / "site" / "features.md").read_bytes(),
            "source/bild.png": b"x",
            "source/nytt.md": "---\ntitle: Nytt\ntype: news\ndate: 2026-11-23\ndescription: Kort om nytt\n---\n\nHej.\n",
            "source/fest.md": "---\ntitle: Fest\ntype: event\ndate: 2026-11-23\nend_date: 2026-11-25\nplace: Malmö\narea: amne\n---\n\nKom!\n",
            "source/amne.md": "---\ntitle: Ett ämne\ntype: area\ncolour: blue\nsymbol: bild.png\n---\n\nText.\n",
            "source/vi.md": "---\ntitle: Vi som svarar\ntype: contact\nrole: Svarar på allt\nphone: 040-12 34\nemail: a@exempel.se\n---\n\nRing.\n",
            "source/bok.md": "---\ntitle: En bok\ntype: publication\ndate: 2026-01-01\ncontact: vi.md\n---\n\n## Del ett\n\nLäs.\n",
            "source/del/index.md": "---\ntitle: En del\n---\n\n## Rubrik\n\nText.\n",
            "source/del/a.md": "---\ntitle: Under\n---\n\nText.\n",
            "source/del/b.md": "# Egen rubrik\n\nText.\n",
            "syntolk.toml": CONFIG + '[theme]\ncontact = "vi.md"\nfooter = ["om.md", "vi.md"]\n',
            "templates/base.html": '{% extends "theme/base.html" %}{% block head %}<meta name="description" content="{{ _("Own text") }}">{% endblock %}',
        }
    )  # fmt: skip
    ran = syntolk("-C", root, "build", "--pseudo", kind)
    assert ran.code == 0
    assert not_pseudo(root, language) == []
    assert len(list((root / "build-pseudo" / language).rglob("index.html"))) == 11


@PSEUDO
def test_every_title_is_pseudo(site, syntolk, kind: str, language: str) -> None:
    page = (Path(__file__).parent / "data" / "site" / "titles.md").read_bytes()
    root = site({"source/titlar.md": page, "source/bild.png": b"x"})
    assert syntolk("-C", root, "build", "--pseudo", kind).code == 0
    assert not_pseudo(root, language) == []


@PSEUDO
def test_every_word_of_this_site_is_pseudo(tmp_path: Path, syntolk, kind: str, language: str) -> None:
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert syntolk("-C", tmp_path, "build", "--pseudo", kind).code == 0
    assert not_pseudo(tmp_path, language) == []
    assert not (tmp_path / "build-pseudo" / "en").exists()


@pytest.mark.parametrize("name", ["anteckningar.txt", "lib/x.py"])
def test_files_that_no_build_has_put_there_are_not_removed(name: str, site, syntolk) -> None:
    root = site({f"build/{name}": "Mina."})
    ran = syntolk("-C", root, "build")
    assert ran.code == 2
    assert "holds files that no build has put there" in ran.err
    assert (root / "build" / name).read_text() == "Mina."


def test_a_folder_with_nothing_but_hidden_files_is_published_in(site, syntolk) -> None:
    root = site({"build/.gitkeep": ""})
    assert syntolk("-C", root, "build").code == 0
