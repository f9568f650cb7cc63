"""The language switch, and everything else that says in which languages a page is, on every page and in every state."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from conftest import po
from languages import BASES, PAGES, routes, said_by, sitemap, three_languages

from pipeline.browser.agreement import disagreements, said
from pipeline.markdown import localise, parse, to_html
from pipeline.model import Catalogue, Message
from pipeline.parsing.foreign import around
from pipeline.site import entry
from pipeline.workspace import OUTPUT, Workspace


def complaints(output: Path, base_url: str) -> list[str]:
    found = disagreements(said_by(output), routes(output), base_url, sitemap(output))
    return [f"{output}: {problem.template.format_map(dict(problem.values))}" for output, problem in found]


def html(root: Path, name: str) -> str:
    return (root / "build" / name).read_text("utf-8")


def switch(page: str) -> str:
    """The switch alone, blanks made one."""
    found = re.search(r'<(nav|p) class="languages".*?</\1>', page, re.DOTALL)
    assert found
    return re.sub(r"[ \n]+", " ", found[0])


# --- everything agrees -----------------------------------------------------------------------------


@pytest.mark.parametrize("base_url", BASES)
def test_every_page_in_every_state_agrees_with_the_others(site, syntolk, base_url: str) -> None:
    root = site(three_languages(base_url), small=False)
    assert syntolk("-C", root, "build", "--no-check").code == 0
    known = routes(root / "build")
    assert {language: sorted(pages) for language, pages in known.items()} == {
        "sv": sorted(PAGES),
        "en": ["halv.md", "hel.md", "index.md", "nytt/halvnytt.md", "nytt/index.md", "tom.md"],
        "ar": ["hel.md", "index.md", "nytt/halvnytt.md", "nytt/index.md", "tom.md"],
    }
    assert complaints(root / "build", base_url) == []


def test_a_page_that_has_moved_is_in_the_language_of_the_page_that_it_leads_to(site, syntolk) -> None:
    root = site(three_languages(), small=False)
    for title in ("Whole", "Entire"):
        catalogue = root / "locales/en/LC_MESSAGES/site.po"
        catalogue.write_text(
            re.sub(r'(msgid "Hel"\nmsgstr) ".*"', rf'\1 "{title}"', catalogue.read_text("utf-8")), "utf-8"
        )
        assert syntolk("-C", root, "build", "--no-check").code == 0
    assert '<html lang="en" dir="ltr">' in html(root, "en/whole/index.html")
    assert "refresh" in html(root, "en/whole/index.html")
    assert complaints(root / "build", BASES[1]) == []


def test_the_pages_of_this_site_agree(own_site: Path) -> None:
    assert complaints(own_site / OUTPUT, Workspace(own_site).config.base_url) == []
    assert len(routes(own_site / OUTPUT)) == 2


FAULTS: dict[str, Callable[[str], str]] = {
    "switch to the front page": lambda page: re.sub(r'(<a href=")[^"]*(" hreflang="en" rel)', r"\1/en/\2", page),
    "no switch": lambda page: page.replace('class="languages"', 'class="other"'),
    "current language is a link": lambda page: re.sub(
        r'<span lang="sv" aria-current="true">(\w+)</span>', r'<a href="/hel/" hreflang="sv" lang="sv">\1</a>', page
    ),
    "a dead link": lambda page: page.replace('"/en/whole/"', '"/en/gone/"'),
    "no hreflang of its own": lambda page: re.sub(r'<link rel="alternate" hreflang="sv"[^>]*>', "", page),
    "no x-default": lambda page: re.sub(r'<link rel="alternate" hreflang="x-default"[^>]*>', "", page),
    "hreflang of another page": lambda page: page.replace('"https://exempel.se/en/whole/"', '"https://exempel.se/en/"'),
    "relative hreflang": lambda page: page.replace('hreflang="en" href="https://exempel.se', 'hreflang="en" href="'),
    "hreflang twice": lambda page: re.sub(r'(<link rel="alternate" hreflang="en"[^>]*>)', r"\1\1", page),
    "canonical of another page": lambda page: page.replace('canonical" href="https://exempel.se/hel/', 'canonical" href="https://exempel.se/'),
    "no canonical": lambda page: re.sub(r'<link rel="canonical"[^>]*>', "", page),
    "wrong language": lambda page: page.replace('<html lang="sv"', '<html lang="en"'),
    "wrong direction": lambda page: page.replace('dir="ltr">\n<head', 'dir="rtl">\n<head'),
    "names are not marked": lambda page: re.sub(r'( rel="alternate") lang="en"', r"\1", page),
    "place that is not there": lambda page: page.replace("/en/whole/#mal", "/en/whole/#maal"),
    "place on another page": lambda page: page.replace("/en/whole/#mal", "/en/halves/#mitt"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_is_broken_on_purpose_is_found(site, syntolk, fault: str) -> None:
    root = site(three_languages(), small=False)
    assert syntolk("-C", root, "build", "--no-check").code == 0
    page = root / "build" / "hel" / "index.html"
    broken = FAULTS[fault](page.read_text("utf-8"))
    assert broken != page.read_text("utf-8")
    page.write_text(broken, "utf-8")
    assert complaints(root / "build", BASES[1]) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<loc>https://exempel.se/hel/</loc>", "<loc>https://exempel.se/hell/</loc>"),
        ('hreflang="ar"', 'hreflang="fa"'),
        ('hreflang="x-default" href="https://exempel.se/hel/"', 'hreflang="x-default" href="https://exempel.se/en/"'),
        ("</urlset>", "<url><loc>https://exempel.se/hel/</loc></url></urlset>"),
    ],
)
def test_a_sitemap_that_is_broken_on_purpose_is_found(site, syntolk, old: str, new: str) -> None:
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    path = root / "build" / "sitemap.xml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert complaints(root / "build", BASES[1]) != []


# --- the switch ------------------------------------------------------------------------------------


def test_the_switch_says_before_the_click_what_is_translated(site, syntolk) -> None:
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    assert switch(html(root, "halv/index.html")) == (
        '<nav class="languages" aria-label="Språk"> <ul> <li><span lang="sv" aria-current="true">Svenska</span></li> '
        '<li><a href="/en/halv/" hreflang="en" rel="alternate"><span lang="en">English</span> (38\xa0% översatt)</a></li> '
        '<li><span lang="ar" dir="rtl">العربية</span> (sidan är inte översatt än)</li> </ul> </nav>'
    )
    assert '<a href="/ar/كامل/"' not in switch(html(root, "hel/index.html"))
    assert 'hreflang="ar" rel="alternate" lang="ar" dir="rtl">العربية</a>' in switch(html(root, "hel/index.html"))
    english = switch(html(root, "en/halv/index.html"))
    assert 'aria-label="Language"' in english
    assert '<a href="/halv/" hreflang="sv" rel="alternate" lang="sv">Svenska</a>' in english
    assert '<span lang="en" aria-current="true">English</span>' in english
    assert '<span lang="ar" dir="rtl">العربية</span> (this page is not translated yet)' in english


def test_with_two_languages_the_switch_is_one_plain_link(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    assert switch(html(root, "om/index.html")) == (
        '<p class="languages"><a href="/en/about-us/" hreflang="en" rel="alternate" lang="en">English</a></p>'
    )


def test_with_one_language_there_is_no_switch(site, syntolk) -> None:
    root = site({"locales/en/LC_MESSAGES/site.po": None, "syntolk.toml": 'title = "Provsajt"\nlanguages = []\n'})
    syntolk("-C", root, "build")
    assert "languages" not in html(root, "om/index.html")
    assert "hreflang" not in html(root, "om/index.html")


def test_the_page_for_what_does_not_exist_leads_to_the_same_page_in_the_other_language(site, syntolk) -> None:
    root = site(three_languages(BASES[2]), small=False)
    syntolk("-C", root, "build", "--no-check")
    assert 'href="/sajt/%C3%A5/en/404.html" hreflang="en"' in switch(html(root, "404.html"))
    assert '<html lang="ar" dir="rtl">' in html(root, "ar/404.html")


def test_the_place_on_a_page_is_kept_without_a_script(site, syntolk) -> None:
    """What stands after a heading shows where the visitor stands, and leads to the same heading."""
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    page = html(root, "hel/index.html")
    assert page.count('<p class="place" hidden>') == 2
    assert '</h2>\n<p class="place" hidden><a href="/en/whole/#mal" hreflang="en" rel="alternate" lang="en">' in page
    assert '<h2 id="mal">Aims</h2>' in html(root, "en/whole/index.html")
    assert 'href="/hel/#vag-dit" hreflang="sv"' in html(root, "en/whole/index.html")
    assert 'class="place"' not in html(root, "ingen/index.html")
    assert "<script" not in "".join(p.read_text("utf-8") for p in (root / "build").rglob("*.html"))


# --- what is not translated is marked --------------------------------------------------------------


class Heard(HTMLParser):
    """Every text and every attribute that people hear, with the language that it is marked as."""

    ATTRIBUTES = ("alt", "title", "aria-label", "content")
    VOID = frozenset({"img", "meta", "link", "br", "hr", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._languages = [""]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        language = values.get("lang", self._languages[-1])
        self.found += [(language, values[key]) for key in self.ATTRIBUTES if key in values]
        if tag not in self.VOID:
            self._languages.append(language)

    def handle_endtag(self, tag: str) -> None:
        self._languages.pop()

    def handle_data(self, data: str) -> None:
        self.found.append((self._languages[-1], data))


SWEDISH = (
    "Halv",
    "Halva",
    "Halva sidan.",
    "Det här är det inte.",
    "Mitt",
    "En grön dörr",
    "Halvnytt",
    "Om det.",
    "tom",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_text_and_no_attribute_of_another_language_stands_unmarked(site, syntolk, language: str) -> None:
    """In titles, menus, breadcrumbs, cards, descriptions, `<title>` and bodies alike."""
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    seen = set()
    for path in (root / "build" / language).rglob("*.html"):
        for marked, text in Heard(path.read_text("utf-8")).found:
            words = text.strip().removesuffix(" – Provsajt")
            if words in SWEDISH or words == "Provsajt":
                seen.add(words)
                assert marked == "sv", (path, text)
    assert {"Halvnytt", "Om det.", "tom"} <= seen
    assert language != "en" or {"Halv", "En grön dörr", "Halva sidan.", "Mitt"} <= seen


def test_a_title_without_a_translation_is_wholly_in_the_source_s_language(site, syntolk) -> None:
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    assert '<title lang="sv" dir="ltr">Halv – Provsajt</title>' in html(root, "en/halv/index.html")
    assert '<meta name="description" content="Halva sidan." lang="sv" dir="ltr">' in html(root, "en/halv/index.html")
    assert "<title>Whole – Trial site</title>" in html(root, "en/whole/index.html")
    assert '<p class="notice">38% of this page is translated. The rest is in Swedish.</p>' in html(root, "en/halv/index.html")  # fmt: skip


def test_the_feed_marks_what_is_not_translated(site, syntolk) -> None:
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    atom, xml = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
    feed = fromstring((root / "build/en/feed.xml").read_bytes())
    first = feed.find(f"{atom}entry")
    assert first is not None
    assert feed.get(f"{xml}lang") == "en"
    assert [first.find(f"{atom}{name}").get(f"{xml}lang") for name in ("title", "summary")] == ["sv", "sv"]
    swedish = fromstring((root / "build/feed.xml").read_bytes()).find(f"{atom}entry/{atom}title")
    assert swedish.get(f"{xml}lang") is None


# --- links to another language ---------------------------------------------------------------------


def test_a_link_to_a_page_that_is_only_in_swedish_says_so(site, syntolk) -> None:
    root = site(three_languages(), small=False)
    syntolk("-C", root, "build", "--no-check")
    home = html(root, "en/index.html")
    assert '<a href="/ingen/#mitt" hreflang="sv">none (in Swedish)</a>' in home
    assert '<a href="/en/halv/">halves</a>' in home
    frame, _, foot = html(root, "en/whole/index.html").partition("<footer")
    assert 'href="/ingen/"' not in frame  # The menu leaves it out.
    assert '<a href="/ingen/"><span lang="sv" dir="ltr">Ingen</span></a>' in foot
    assert "hreflang" not in re.findall("<main.*</main>", html(root, "index.html"), re.DOTALL)[0]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[Årsrapport](https://a.example/){hreflang=en}", '<a href="https://a.example/" hreflang="en">Årsrapport (på engelska)</a>'),
        ("[Rapport på engelska](https://a.example/){hreflang=en}", '<a href="https://a.example/" hreflang="en">Rapport på engelska</a>'),
        ("[In English](https://a.example/){hreflang=en lang=en}", '<a href="https://a.example/" hreflang="en" lang="en">In English</a>'),
        ("[Kurdî](https://a.example/){hreflang=ku lang=ku}", '<a href="https://a.example/" hreflang="ku" lang="ku">Kurdî <span lang="sv" dir="ltr">(på kurdiska)</span></a>'),
        ("[Study](/b.pdf){hreflang=en lang=en}", '<a href="/b.pdf" hreflang="en" lang="en">Study <span lang="sv" dir="ltr">(PDF, på engelska)</span></a>'),
        ("[Rapport](https://a.example/){hreflang=sv}", '<a href="https://a.example/" hreflang="sv">Rapport</a>'),
        ("[Rapport](https://a.example/)", '<a href="https://a.example/">Rapport</a>'),
    ],
)  # fmt: skip
def test_what_an_author_says_of_a_link_is_shown(site, syntolk, link: str, shown: str) -> None:
    root = site({"source/index.md": f"---\ntitle: Hem\n---\n\nLäs {link}.\n"})
    syntolk("-C", root, "build", "--no-check")
    assert f"<p>Läs {shown}.</p>" in html(root, "index.html")


def test_the_note_in_a_passage_that_is_not_translated_is_marked(site, syntolk) -> None:
    root = site(
        {
            "syntolk.toml": 'title = "Provsajt"\n[publish]\nthreshold = 10\n',
            "source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n\nSe [den](borta.md).\n",
            "source/borta.md": "---\ntitle: Borta\n---\n\nText.\n",
        }
    )
    syntolk("-C", root, "build", "--no-check")
    assert (
        '<p lang="sv" dir="ltr">Se <a href="/borta/" hreflang="sv">den <span lang="en" dir="ltr">(in Swedish)</span></a>.</p>'
        in html(root, "en/about-us/index.html")
    )


# --- passages whose language raw HTML says ---------------------------------------------------------

RAW = '<div lang="en">\n\nSome English text.\n\n<p>Raw <b>English</b>.</p>\n\n![A green door](d.png)\n\n</div>\n\nSlut på det.\n'


@pytest.mark.parametrize(
    ("language", "strings", "shown"),
    [
        ("en", {}, ["<p>Some English text.</p>", "<p>Raw <b>English</b>.</p>", '<img src="d.png" alt="A green door">', '<p lang="sv" dir="ltr">Slut på det.</p>']),
        ("ar", {}, ['<p lang="en" dir="ltr">Some English text.</p>', '<span lang="en" dir="ltr">Raw <b>English</b>.</span>', 'alt="A green door" lang="en" dir="ltr">', '<p lang="sv" dir="ltr">Slut på det.</p>']),
        ("ar", {"Some English text.": "نص", "Raw <b>English</b>.": "خام", "A green door": "باب"}, ['<p lang="ar" dir="rtl">نص</p>', '<span lang="ar" dir="rtl">خام</span>', 'alt="باب" lang="ar" dir="rtl">']),
        ("ar", {"Some English text.": "Some English text."}, ["<p>Some English text.</p>"]),
        ("en", {"Some English text.": "Other English text."}, ["<p>Other English text.</p>"]),
    ],
)  # fmt: skip
def test_a_text_in_a_passage_of_another_language(language: str, strings: dict[str, str], shown: list[str]) -> None:
    catalogue = Catalogue(tuple(Message(id, (text,), c) for id, text in strings.items() for c in (None, "alt")))
    body = to_html(localise(parse(RAW), catalogue, language))
    assert [text for text in shown if text not in body] == []


def test_a_translated_passage_of_another_language_is_beside_its_source_in_the_report(site, syntolk) -> None:
    root = site(
        {
            "source/om.md": '---\ntitle: Om oss\n---\n\n<p lang="fr">Bonjour tout le monde</p>\n',
            "locales/en/LC_MESSAGES/site.po": 'msgid "Bonjour tout le monde"\nmsgstr "Hello everybody"\n',
        }
    )
    assert syntolk("-C", root, "build").code < 2
    report = (root / "reports/pages/om.html").read_text(encoding="utf-8")
    assert "Bonjour tout le monde" in report
    assert "Hello everybody" in report


def test_a_passage_in_the_page_s_language_is_not_missing() -> None:
    document = localise(parse(RAW), Catalogue((Message("Slut på det.", ("The end.",)),)), "en")
    assert entry(document).translated == 1


@pytest.mark.parametrize(
    ("html_before", "language"),
    [
        ('<div lang="en">', "en"), ("<div>", ""), ('<div lang="en"></div>', ""), ('<div lang="en"><div>', "en"),
        ('<div lang="en"><div lang="">', ""), ('<div lang="en"><br>', "en"), ('<div lang="en"><p lang="fr"></p>', "en"),
        ('</div><div lang="en">', "en"), ('<div title="lang=a <b>" lang="de">', "de"),
    ],
)  # fmt: skip
def test_the_language_around_a_place(html_before: str, language: str) -> None:
    assert list(around([html_before, "x"]))[1] == language


def test_the_groups_of_a_number_stand_in_order_from_right_to_left(site, syntolk) -> None:
    """A browser turns them around on an Arabic page; `test_page.py` looks at it."""
    root = site(
        {
            "syntolk.toml": 'title = "Provsajt"\nlanguages = ["ar"]\n',
            "source/index.md": "---\ntitle: Hem\n---\n\nRing 040-628 04 12.\n",
            "source/passage.md": '# Passage\n\n<div lang="ar">\n\nاتصل 040-628 04 12\n\n</div>\n',
            "locales/ar/LC_MESSAGES/site.po": po(
                ("title", "Hem", "الرئيسية"), (None, "Ring 040-628 04 12.", "اتصل 040-628 04 12.")
            ),
        },
        small=False,
    )
    syntolk("-C", root, "build", "--no-check")
    assert '<p>اتصل <bdi dir="ltr">040-628 04 12</bdi>.</p>' in html(root, "ar/index.html")
    assert "<p>Ring 040-628 04 12.</p>" in html(root, "index.html")
    assert '<p>اتصل <bdi dir="ltr">040-628 04 12</bdi></p>' in html(root, "passage/index.html")


def test_what_a_page_says_is_read_from_any_html() -> None:
    assert said("").language == ""
    for section in ("<![foo[ x ]]>", "<![%foo[", "<![foo", "<![if x]>", "<![CDATA[ x ]]>"):
        assert said(f"<html lang=en>{section}").language == "en"
    assert said("<![foo[ <![CDATA[ ><html lang=en>").language == "en"
    assert said("<html lang=en><p class='a languages'><a hreflang=sv href=/ lang=sv>Svenska</a><p>").switch == (
        ("sv", "/"),
    )


def test_a_catalogue_of_no_use_leaves_the_site_in_one_language(site, syntolk) -> None:
    root = site({"locales/en/LC_MESSAGES/site.po": po((None, "Borta.", "Gone."))})
    syntolk("-C", root, "build", "--no-check")
    assert complaints(root / "build", "https://exempel.se") == []


# --- words of templates ----------------------------------------------------------------------------


def test_words_of_the_theme_without_a_translation_are_marked(site, syntolk) -> None:
    """On an Arabic page the theme's words are English until somebody translates them; those of a site's own template Swedish."""
    own = '{% extends "theme/base.html" %}\n{% block footer %}<p title="{{ _("Vi ses") }}">{{ _("Vi ses") }}</p>{% endblock %}\n'
    root = site({**three_languages(), "templates/base.html": own}, small=False)
    syntolk("-C", root, "build", "--no-check")
    arabic, english, swedish = (html(root, f"{tag}404.html") for tag in ("ar/", "en/", ""))
    assert '<summary><span lang="en" dir="ltr">Menu</span></summary>' in arabic
    assert '<title lang="en" dir="ltr">The page does not exist – ' in arabic
    assert '<p title="Vi ses"><span lang="sv" dir="ltr">Vi ses</span></p>' in arabic
    assert '<p title="Vi ses"><span lang="sv" dir="ltr">Vi ses</span></p>' in english
    assert "<summary>Menu</summary>" in english
    assert '<p title="Vi ses">Vi ses</p>' in swedish
    assert not re.search("[\ufdd0-\ufdd2]", "".join(p.read_text("utf-8") for p in (root / "build").rglob("*.*ml")))
    assert complaints(root / "build", BASES[1]) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            [],
            [
                '<span lang="en" dir="ltr">of this page is translated. The rest is in Swedish.</span>',
                '<span lang="en" dir="ltr">(in Swedish)</span>',
                '(PDF, <span lang="en" dir="ltr">in Swedish</span>)',
            ],
        ),
        (
            [
                (None, "%(share)s of this page is translated. The rest is in %(language)s.", "Muut: %(language)s."),
                ("label", "(in %(language)s)", "(%(language)s)"),
                (None, "in %(language)s", "kielenä %(language)s"),
            ],
            ['"notice">Muut: ruotsi.<', ">(ruotsi)</span>", ">(PDF, kielenä ruotsi)<"],
        ),
    ],
)
def test_a_language_is_named_in_the_language_of_the_words_around_its_name(site, syntolk, words, shown) -> None:
    """Where nobody has translated the theme's words they are English, and so is what they call Swedish."""
    root = site(
        {
            "syntolk.toml": 'title = "Provsajt"\nlanguages = ["fi"]\n[publish]\nthreshold = 10\n',
            "source/index.md": "---\ntitle: Hem\n---\n\nHej på dig.\n\nSe [den](borta.md) och [en fil](fil.pdf).\n",
            "source/borta.md": "---\ntitle: Borta\n---\n\nText.\n",
            "source/fil.pdf": b"",
            "locales/fi/LC_MESSAGES/site.po": po(("title", "Hem", "Koti"), (None, "Hej på dig.", "Hei vain.")),
            "locales/fi/LC_MESSAGES/theme.po": po(*words),
        },
        small=False,
    )
    syntolk("-C", root, "build", "--no-check")
    finnish = html(root, "fi/index.html")
    assert [text for text in shown if text not in finnish] == []


def test_a_translated_word_of_the_theme_is_not_marked(site, syntolk) -> None:
    root = site({**three_languages(), "locales/ar/LC_MESSAGES/theme.po": po((None, "Menu", "Menu"))}, small=False)
    syntolk("-C", root, "build", "--no-check")
    assert "<summary>Menu</summary>" in html(root, "ar/index.html")
