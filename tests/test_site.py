"""Which pages there are, where they lie, how they hang together, and what a link leads to."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from pipeline.config import Config, Publish
from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Message
from pipeline.site import Edition, entry
from pipeline.web.routes import resolve

TWO = Config(languages=("en",))


def source(pages: dict[str, str], config: Config = TWO) -> Edition:
    return Edition(config, "sv", [entry(parse(text, path)) for path, text in pages.items()])


def translation(pages: dict[str, str], strings: dict[str, str], config: Config = TWO) -> Edition:
    """The English edition, with the same translation of a text in every context."""
    contexts = (None, "title", "alt", "slug", "description")
    catalogue = Catalogue(tuple(Message(id, (text,), context) for id, text in strings.items() for context in contexts))
    documents = [localise(parse(text, path), catalogue, "en") for path, text in pages.items()]
    return Edition(config, "en", map(entry, documents))


def titled(title: str, *more: str) -> str:
    return "\n".join(["---", f"title: {title}", *more, "---", "", "Text."])


# --- addresses -------------------------------------------------------------------------------------


def test_addresses_of_the_source_come_from_names_of_files() -> None:
    pages = {
        "index.md": "", "om-oss/index.md": "", "om-oss/Vårt uppdrag.md": "", "kontakt.md": "", "a/b/c.md": "",
        "100%.md": "", "!.md": "", "slug.md": "---\nslug: Egen väg\n---\n",
    }  # fmt: skip
    edition = source(pages)
    assert {path: edition.href(path) for path in pages} == {
        "index.md": "/",
        "om-oss/index.md": "/om-oss/",
        "om-oss/Vårt uppdrag.md": "/om-oss/vart-uppdrag/",
        "kontakt.md": "/kontakt/",
        "a/b/c.md": "/a/b/c/",
        "100%.md": "/100/",
        "!.md": "/sida/",
        "slug.md": "/egen-vag/",
    }
    assert edition.output("om-oss/index.md") == "om-oss/index.html"


def test_two_pages_never_have_one_address() -> None:
    pages = ["index.md", "om.md", "Öm.md", "om/index.md", "om/a.md", "om/Å.md", "en.md", "Om!.md", "x/a.md", "X/å.md"]
    edition = source(dict.fromkeys(pages, ""))
    outputs = [edition.output(path) for path in pages]
    assert len(set(outputs)) == len(pages)
    assert "en/index.html" not in outputs


def test_addresses_of_a_translation_come_from_titles() -> None:
    pages = {"index.md": titled("Hem"), "om/index.md": titled("Om oss"), "om/vi.md": titled("Vi", "slug: vi-som-gor")}
    strings = {"Text.": "Text!", "Hem": "Home", "Om oss": "About us", "Vi": "We", "vi-som-gor": "the team"}
    edition = translation(pages, strings)
    assert [edition.href(path) for path in pages] == ["/en/", "/en/about-us/", "/en/about-us/the-team/"]


@pytest.mark.parametrize(
    ("base_url", "href", "url"),
    [
        ("", "/om-oss/", ""),
        ("https://exempel.se", "/om-oss/", "https://exempel.se/om-oss/"),
        ("https://exempel.se/sajt/", "/sajt/om-oss/", "https://exempel.se/sajt/om-oss/"),
        ("https://exempel.se/å b".replace(" ", "%20"), "/%C3%A5%20b/om-oss/", "https://exempel.se/%C3%A5%20b/om-oss/"),
    ],
)
def test_the_path_of_the_base_address(base_url: str, href: str, url: str) -> None:
    edition = source({"index.md": "", "om-oss.md": ""}, replace(TWO, base_url=base_url))
    assert (edition.href("om-oss.md"), edition.url("om-oss.md")) == (href, url)


def test_a_title_as_long_as_a_paragraph_still_makes_an_address() -> None:
    for word in ("ord ", "слово ", "كلمة ", "a"):
        pages = {"index.md": titled("Hem"), "a.md": titled("Lång titel"), "b.md": titled("Lång titel")}
        edition = translation(pages, {"Lång titel": word * 200, "Text.": "Text!", "Hem": "Home"})
        names = {edition.output(path).split("/")[1] for path in ("a.md", "b.md")}
        assert len(names) == 2
        assert all(len(name.encode()) < 255 for name in names)


# --- what is published -----------------------------------------------------------------------------

PAGES = {
    "index.md": titled("Hem"),
    "hel.md": "---\ntitle: Hel\n---\n\nEtt två tre.",
    "halv.md": "---\ntitle: Halv\n---\n\nFyra fem sex.\n\nSju åtta nio tio.",
    "ingen.md": "---\ntitle: Ingen\n---\n\nElva tolv.",
    "tom.md": "",
}
STRINGS = {"Hel": "Whole", "Ett två tre.": "One two three.", "Halv": "Half", "Fyra fem sex.": "Four five six."}


@pytest.mark.parametrize(
    ("threshold", "published"),
    [
        (100, ["index.md", "hel.md", "tom.md"]),
        (80, ["index.md", "hel.md", "tom.md"]),
        (51, ["index.md", "hel.md", "tom.md"]),
        (50, ["index.md", "hel.md", "halv.md", "tom.md"]),
        (0, ["index.md", "hel.md", "halv.md", "tom.md"]),
    ],
)
def test_the_threshold_counts_words_and_the_front_page_is_always_there(threshold: float, published: list[str]) -> None:
    edition = translation(PAGES, STRINGS, replace(TWO, publish=Publish(threshold)))
    assert list(edition.entries) == published


@pytest.mark.parametrize("threshold", [0, 80])
def test_a_language_without_any_translation_publishes_nothing(threshold: float) -> None:
    assert not translation(PAGES, {}, replace(TWO, publish=Publish(threshold))).entries


def test_a_description_that_is_not_translated_counts() -> None:
    page = "---\ntitle: Bild\n---\n\n![En blå dörr](a.jpg)\n\n[![En röd port](b.jpg)](c.md)\n"
    strings = {"Bild": "Picture", "En blå dörr": "A blue door"}
    edition = translation({"index.md": page}, strings, replace(TWO, publish=Publish(0)))
    assert edition.entries["index.md"].translated == pytest.approx(4 / 7)


# --- family ----------------------------------------------------------------------------------------


def test_children_in_menu_order_and_news_by_date() -> None:
    edition = source(
        {
            "index.md": "",
            "b.md": titled("B", "order: 2"),
            "a.md": titled("A", "order: 10"),
            "c.md": titled("C"),
            "nyheter/index.md": titled("Nyheter", "order: 1"),
            "nyheter/gammal.md": titled("Gammal", "date: 2025-01-01"),
            "nyheter/ny.md": titled("Ny", "date: 2026-01-01"),
            "djupt/ner/x.md": titled("X"),
        }
    )
    assert edition.family["index.md"] == ("nyheter/index.md", "b.md", "a.md", "c.md", "djupt/ner/x.md")
    assert edition.family["nyheter/index.md"] == ("nyheter/ny.md", "nyheter/gammal.md")
    assert edition.trail("nyheter/ny.md") == ("index.md", "nyheter/index.md")


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "index.md", "start"),
        ("", "om/index.md", "section"),
        ("", "om/a.md", "page"),
        ("---\ntype: news\n---\n", "om/a.md", "news"),
        ("---\ntype: ../../etc\n---\n", "om/a.md", "page"),
        ("---\ntype: [a]\n---\n", "om/a.md", "page"),
    ],
)
def test_the_type_of_a_page(text: str, path: str, expected: str) -> None:
    assert entry(parse(text, path)).type == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [("---\ntitle: A\n---\n\n# B", "A"), ("# *B* c", "B c"), ("Text.", "om-oss"), ("---\ntitle: 2026\n---\n", "2026")],
)
def test_the_title_of_a_page(text: str, title: str) -> None:
    assert entry(parse(text, "om/om-oss.md")).title.value == title


# --- links -----------------------------------------------------------------------------------------

NFC, NFD = (unicodedata.normalize(form, "om/Åsa på ö.md") for form in ("NFC", "NFD"))
SITE_PAGES = dict.fromkeys(["index.md", "om/index.md", "om/vi.md", "kontakt.md", "100%.md", NFD, "é.md"])
ASSETS = frozenset({"om/bild å.jpg", "rapport.pdf", "om/50%.png", "om/a#b.pdf"})


@pytest.mark.parametrize(
    ("href", "kind", "path", "fragment"),
    [
        ("vi.md", "page", "om/vi.md", ""),
        ("./vi.md#mål", "page", "om/vi.md", "#mål"),
        ("vi.md?x=1#m%C3%A5l", "page", "om/vi.md", "?x=1#m%C3%A5l"),
        ("../kontakt.md", "page", "kontakt.md", ""),
        ("/om/vi.md", "page", "om/vi.md", ""),
        ("/om/../kontakt.md", "page", "kontakt.md", ""),
        (".", "page", "om/index.md", ""),
        ("..", "page", "index.md", ""),
        ("/", "page", "index.md", ""),
        ("/om/", "page", "om/index.md", ""),
        ("/om/oss/", "page", "om/vi.md", ""),
        ("/Om/öss", "page", "om/vi.md", ""),
        ("oss.html#mål", "page", "om/vi.md", "#mål"),
        ("/index.html", "page", "index.md", ""),
        ("index.html", "nothing", "", ""),
        ("OSS.MD", "nothing", "", ""),
        ("/100%25.md", "page", "100%.md", ""),
        ("/100%.md", "page", "100%.md", ""),
        ("Åsa%20på%20ö.md", "page", NFD, ""),
        (NFC.removeprefix("om/").replace(" ", "%20"), "page", NFD, ""),
        ("/" + unicodedata.normalize("NFD", "é.md"), "page", "é.md", ""),
        ("bild%20å.jpg", "asset", "om/bild å.jpg", ""),
        ("bild%20%C3%A5.jpg", "asset", "om/bild å.jpg", ""),
        ("50%25.png", "asset", "om/50%.png", ""),
        ("a%23b.pdf", "asset", "om/a#b.pdf", ""),
        ("../rapport.pdf#page=2", "asset", "rapport.pdf", "#page=2"),
        ("#mål", "fragment", "om/vi.md", "#mål"),
        ("", "fragment", "", ""),
        ("https://exempel.se/", "external", "", ""),
        ("//exempel.se/", "external", "", ""),
        ("mailto:a@exempel.se", "external", "", ""),
        ("borta.md", "nothing", "", ""),
        ("../../../etc/passwd", "nothing", "", ""),
        ("/../syntolk.toml", "nothing", "", ""),
        ("/om/../../syntolk.toml", "nothing", "", ""),
        ("..%2F..%2Fetc%2Fpasswd", "nothing", "", ""),
        ("%00", "nothing", "", ""),
        ("javascript:alert(1)", "forbidden", "", ""),
        (" JaVa\tScRiPt:alert(1)", "forbidden", "", ""),
        ("vbscript:x", "forbidden", "", ""),
        ("data:text/html,x", "forbidden", "", ""),
        ("file:///etc/passwd", "forbidden", "", ""),
    ],
)
def test_what_a_link_leads_to(href: str, kind: str, path: str, fragment: str) -> None:
    target = resolve(href, "om/vi.md", SITE_PAGES, ASSETS, {"om/oss": "om/vi.md", "": "index.md"})
    assert (target.kind, target.path, target.rest) == (kind, path, fragment)


def test_a_folder_that_is_called_like_a_language(site, syntolk) -> None:
    """Its pages get out of the way of that language's own."""
    root = site({"source/en/about.md": "---\ntitle: Om\n---\n\nHej.\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    names = {p.relative_to(root / "build").as_posix() for p in (root / "build").rglob("index.html")}
    assert {"en-2/about/index.html", "en/about-us/index.html"} <= names


def test_a_section_keeps_its_address_when_a_page_of_its_name_comes(site, syntolk) -> None:
    root = site({"source/bo/index.md": "---\ntitle: Bo\n---\n", "source/bo/lov.md": "x\n", "source/bo.md": "y\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    names = {p.relative_to(root / "build").as_posix() for p in (root / "build").rglob("index.html")}
    assert {"bo/index.html", "bo/lov/index.html", "bo-2/index.html"} <= names


@pytest.mark.parametrize("field", ["draft: true", "published: false", "draft: ja", 'draft: "true"', "draft: 1"])
def test_a_draft_is_not_published(site, syntolk, field: str) -> None:
    root = site({"source/u.md": f"---\ntitle: U\n{field}\n---\n\nX.\n"})
    assert syntolk("-C", root, "build").code == 0
    assert not (root / "build" / "u").exists()


def test_a_draft_that_nobody_can_make_out_is_said(site, syntolk) -> None:
    root = site({"source/u.md": "---\ntitle: U\ndraft: kanske\n---\n\nX.\n"})
    ran = syntolk("-C", root, "check")
    assert "source/u.md:3:8: error: The value of “draft” cannot be read: true or false is wanted here." in ran.out


def test_a_meeting_says_when_it_begins_and_ends(site, syntolk) -> None:
    meeting = "---\ntitle: Möte\ntype: event\ndate: 2026-11-30 18:30\nend_date: 2026-11-30 kl. 20.00\n---\n\nX.\n"
    root = site({"source/u.md": meeting, "source/v.md": meeting.replace(" 18:30", "").replace(" kl. 20.00", "")})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    page = (root / "build" / "u" / "index.html").read_text("utf-8")
    assert '<time datetime="2026-11-30T18:30:00">30 november 2026 kl. 18:30</time>' in page
    assert 'kl. 18:30</time> till <time datetime="2026-11-30T20:00:00">20:00</time>' in page
    assert '<time datetime="2026-11-30">30 november 2026</time>' in (root / "build/v/index.html").read_text("utf-8")


def test_the_newest_of_one_day_comes_first(site, syntolk) -> None:
    news = "---\ntitle: {}\ntype: news\ndate: 2026-11-30{}\n---\n\nX.\n"
    times = {"Dagen": "", "Morgon": " 08:15", "Kväll": " 18:30"}
    root = site({f"source/n/{title}.md": news.format(title, time) for title, time in times.items()})
    (root / "source/n/index.md").write_text("---\ntitle: Nytt\n---\n\nX.\n", "utf-8")
    assert syntolk("-C", root, "build", "--no-check").code == 0
    page = (root / "build" / "n" / "index.html").read_text("utf-8")
    places = [page.index(f">{title}<") for title in ("Kväll", "Morgon", "Dagen")]
    assert places == sorted(places)


def test_a_date_of_another_program_with_its_zone_is_read(site, syntolk) -> None:
    page = "---\ntitle: Nytt\ntype: news\ndate: 2026-11-30 18:30:00 +0100\n---\n\nX.\n"
    ran = syntolk("-C", site({"source/u.md": page}), "check")
    assert "front-matter-invalid" not in ran.out


def test_a_heading_in_raw_html_is_the_page_s_own(site, syntolk) -> None:
    root = site({"source/u.md": "---\ntitle: U\n---\n\n<h1>Rubriken</h1>\n\nX.\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert (root / "build" / "u" / "index.html").read_text("utf-8").count("<h1") == 1


@pytest.mark.parametrize("value", ["!!bool foo", "!!int ''", "!!timestamp foo", "[" * 400 + "]" * 400, "9" * 400])
def test_front_matter_that_no_page_needs_ends_nothing(site, syntolk, value: str) -> None:
    root = site({"source/u.md": f"---\ntitle: U\norder: {value}\n---\n\nX.\n"})
    ran = syntolk("-C", root, "build")
    assert ran.code in (0, 1)
    assert (root / "build" / "u" / "index.html").exists()
