"""Finished pages: what a visitor gets, whatever stands in titles, catalogues and templates."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from conftest import CONFIG, po

from pipeline.web import sitemap

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;"
TITLE = f"---\ntitle: '{EVIL.replace(chr(39), chr(39) * 2)}'\n"


class Reader(HTMLParser):
    """Every element that a browser makes of a page, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def every(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [a for name, a in self.elements if name == tag and attributes.items() <= a.items()]


def harmless(html: str) -> None:
    """Nothing in `html` runs a script."""
    page = Reader(html)
    assert not page.every("script")
    for _, attributes in page.elements:
        assert not [key for key in attributes if key.startswith("on")]
        for key in ("href", "src", "action", "content"):
            value = "".join(attributes.get(key, "").split()).lower()
            assert not value.startswith(("javascript:", "vbscript:", "data:text")), value
            assert "http-equiv" not in attributes or "script:" not in value


def pages(root: Path) -> dict[str, str]:
    build = root / "build"
    return {p.relative_to(build).as_posix(): p.read_text("utf-8") for p in build.rglob("*.html")}


# --- nothing runs a script -------------------------------------------------------------------------


def test_titles_and_descriptions_are_text(site, syntolk) -> None:
    fields = "".join(
        f"{key}: '{EVIL.replace(chr(39), chr(39) * 2)}'\n"
        for key in ("title", "menu_title", "description", "place", "role", "phone", "email", "colour", "image_alt")
    )
    files = {
        f"source/{kind}.md": f"---\n{fields}type: {kind}\ndate: 2026-01-01\narea: area\nsymbol: s.svg\n---\n\nHej.\n"
        for kind in ("news", "event", "area", "contact", "publication", "section", "page", "x")
    }
    title = EVIL.replace("\\", "\\\\").replace('"', '\\"')
    config = CONFIG.replace("Provsajt", title) + '[theme]\ncontact = "contact.md"\nfooter = ["page.md"]\n'
    front = f"---\n{fields}---\n\n## {EVIL}\n\nHej.\n"
    messages = [(key, EVIL, EVIL.replace("1", "2")) for key in ("title", "description", "menu_title", "place", "role")]
    root = site(
        files
        | {
            "syntolk.toml": config,
            "source/index.md": front,
            "source/s.svg": '<svg viewBox="0 0 1 1"/>',
            "locales/en/LC_MESSAGES/site.po": po(*messages, (None, "Hej.", EVIL), ("site-title", EVIL, EVIL)),
        }
    )
    assert syntolk("-C", root, "build", "--no-check").code == 0
    found = pages(root)
    assert len(found) > 18
    for html in found.values():
        harmless(html)
    assert EVIL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("&lt;")[1] in found["index.html"]


LINK = "javascript:alert(1)"


@pytest.mark.parametrize(
    "source",
    [
        f"[x]({LINK})",
        f"[x](<{LINK}>)",
        f"<{LINK}>",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#x0A;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](%6Aavascript:alert(1))",
        f"[x][a]\n\n[a]: {LINK}",
        f"![x]({LINK})",
        f"[![x]({LINK})]({LINK})",
        f'<a href="{LINK}">x</a>',
        f'<a href=" &#1; {LINK}">x</a>',
        f'<div><a href="{LINK}" onclick="alert(1)">x</a></div>',
        f'<p><img src="x" onerror="alert(1)" srcset="{LINK}"></p>',
        f'<iframe src="{LINK}"></iframe>',
        "<script>alert(1)</script>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        f'<form action="{LINK}"><button formaction="{LINK}">x</button></form>',
        '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        '[x](sida.md "\\"onmouseover=alert(1)")',
        '![x"onerror=alert(1)](b.jpg "\\"onerror=alert(1)")',
        '[x]{onclick="alert(1)" class="a\\"onclick=alert(1)"}',
        '```"onclick=alert(1)\nx\n```',
        '## A {#x"onclick=alert(1)}',
    ],
)  # fmt: skip
def test_neither_source_nor_translation_runs_a_script(site, syntolk, source: str) -> None:
    files = {
        "syntolk.toml": CONFIG + "[publish]\nthreshold = 0\n",
        "source/index.md": f"---\ntitle: A\nslug: '{LINK}'\ncontact: '{LINK}'\nsymbol: '{LINK}'\n---\n\nHej.\n\n{source}\n",
        "locales/en/LC_MESSAGES/site.po": po(("title", "A", source), (None, "Hej.", source), ("alt", "x", source)),
    }
    root = site(files)
    syntolk("-C", root, "build")
    found = pages(root)
    assert "en/index.html" in found
    for html in found.values():
        harmless(html)


THEME = po(
    (None, "Menu", '<b onclick="alert(1)">M</b>'),
    (None, "Main menu", '" onclick="alert(1)'),
    (None, "Skip to the content", "<script>alert(1)</script>"),
    (None, "Start page", "Q&A & <i>'x'</i> &amp; \u00a0"),
)


@pytest.mark.parametrize("name", ["theme", "messages"])
def test_a_translation_of_the_theme_is_text(site, syntolk, name: str) -> None:
    root = site({f"locales/en/LC_MESSAGES/{name}.po": THEME})
    assert syntolk("-C", root, "build").code == 0
    english = pages(root)
    harmless(english["en/index.html"])
    (menu,) = Reader(english["en/index.html"]).every("nav", **{"class": "menu"})
    assert menu["aria-label"] == '" onclick="alert(1)'
    assert "Q&amp;A &amp; &lt;i&gt;&#39;x&#39;&lt;/i&gt; &amp; \u00a0" in english["en/404.html"]


@pytest.mark.parametrize("string", ["100 % klart", "Delar på %(sprak)s", "%(language)d", "%s", "%"])
def test_a_translation_that_cannot_be_filled_in_is_an_error_and_the_source_is_shown(site, syntolk, string) -> None:
    id = "%(share)s of this page is translated. The rest is in %(language)s."
    root = site(
        {
            "source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n\nNy.\n",
            "locales/en/LC_MESSAGES/theme.po": po((None, id, string)),
        }
    )
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "locales/en/LC_MESSAGES/theme.po:6:1: error: The placeholders of “%(share)s of this page" in ran.out
    assert "% of this page is translated. The rest is in Swedish." in pages(root)["en/about-us/index.html"]


# --- templates of the site's own -------------------------------------------------------------------


def test_a_site_s_own_template_extends_the_theme_and_is_translated(site, syntolk) -> None:
    root = site(
        {
            "templates/base.html": '{% extends "theme/base.html" %}{% block footer %}<p class="own">{{ _("Own foot") }}</p>{% endblock %}',
            "locales/en/LC_MESSAGES/messages.po": po((None, "Own foot", "My foot")),
        }
    )
    assert syntolk("-C", root, "build").code == 0
    assert '<p class="own">Own foot</p>' in pages(root)["index.html"]
    assert '<p class="own">My foot</p>' in pages(root)["en/index.html"]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% if %}", "templates/page.html:1: this template cannot be used: "),
        ("a\n{{ page.tittle }}", "templates/page.html:2: this template cannot be used: "),
        ('a\n\n{% include "borta.html" %}', "templates/page.html:3: this template cannot be used: "),
        ("{{ 1 // 0 }}", "templates/page.html:1: this template cannot be used: "),
        ('{{ _("50 %") }}', "templates/page.html:1: this template cannot be used: "),
        ('{% extends "page.html" %}', "templates"),
    ],
)
def test_a_template_that_cannot_be_used(site, syntolk, template: str, message: str) -> None:
    root = site()
    assert syntolk("-C", root, "build").code == 0
    before = pages(root)
    (root / "templates").mkdir()
    (root / "templates" / "page.html").write_text(template, "utf-8")
    ran = syntolk("-C", root, "build")
    assert ran.code == 2
    assert ran.err.startswith(f"syntolk: {message}")
    assert pages(root) == before


@pytest.mark.parametrize("kind", ["base", "redirect", "'404'", "macros", "partials/menu", "theme"])
def test_a_page_cannot_choose_a_template_that_is_not_for_pages(site, syntolk, kind: str) -> None:
    root = site({"source/om.md": f"---\ntitle: Om\ntype: {kind}\n---\n\nHej.\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert "<h1>Om</h1>" in pages(root)["om/index.html"]


def test_a_template_counts_as_the_language_of_its_catalogue_does(site, syntolk) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += (
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    )
    text = 'msgid "%(num)s sida"\nmsgid_plural "%(num)s sidor"\n'
    text += "".join(f'msgstr[{n}] "%(num)s {form}"\n' for n, form in enumerate(("strona", "strony", "stron")))
    own = "{% for n in (1, 2, 5) %}{% trans num=n %}{{ num }} sida{% pluralize %}{{ num }} sidor{% endtrans %};{% endfor %}"
    titles = "".join(f'\nmsgctxt "title"\nmsgid "{title}"\nmsgstr "{title} PL"\n' for title in ("Välkommen", "Om oss"))
    root = site(
        {
            "syntolk.toml": 'title = "X"\nlanguages = ["pl"]\n[publish]\nthreshold = 0\n',
            "templates/page.html": '{% extends "theme/page.html" %}{% block main %}' + own + "{% endblock %}",
            "locales/pl/LC_MESSAGES/messages.po": head + text,
            "locales/pl/LC_MESSAGES/site.po": head + titles,
        }
    )
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert "1 sida;2 sidor;5 sidor;" in pages(root)["om/index.html"]
    assert any("1 strona;2 strony;5 stron;" in page for path, page in pages(root).items() if path.startswith("pl/"))


def test_a_template_whose_name_is_no_utf_8(site, syntolk) -> None:
    root = site()
    (root / "templates").mkdir()
    (root / "templates" / os.fsdecode(b"t\xff.html")).write_text("x")
    for command in ("update", "build"):
        ran = syntolk("-C", root, command)
        assert (ran.code, ran.err) == (
            2,
            "syntolk: templates/t\\xff.html: the name of this file is not UTF-8. Give it another.\n",
        )


# --- pictures and files ----------------------------------------------------------------------------


@pytest.mark.parametrize("number", [50, 51])
def test_the_menu_of_a_long_section_shows_the_pages_near_by(site, syntolk, number: int) -> None:
    every = range(1, number + 1)
    texts = {f"source/a/s{n}.md": f"---\ntitle: Sida {n}\norder: {n}\n---\n\nHej.\n" for n in every}
    root = site(texts | {"source/a/index.md": "---\ntitle: Avsnitt\n---\n\nHej.\n", "syntolk.toml": "languages = []\n"})
    assert syntolk("-C", root, "build").code == 0
    built = pages(root)
    for n in every:
        menu = built[f"a/s{n}/index.html"].partition('<nav class="section-menu"')[2].partition("</nav>")[0]
        near = every if number == 50 else range(max(n - 5, 1), min(n + 5, number) + 1)
        assert [int(found) for found in re.findall(r">Sida (\d+)<", menu)] == [*near]
        assert ">Avsnitt<" in menu
        assert f' aria-current="page">Sida {n}<' in menu
        assert menu.count('aria-current="page"') == 1


@pytest.mark.parametrize("number", [50, 51])
def test_the_main_menu_of_a_long_first_level_shows_sections_and_ordered_pages(site, syntolk, number: int) -> None:
    """The front page lists the others. With all of them on each page a site would grow with the square of its pages."""
    texts = {f"source/utan/s{n}.md": f"---\ntitle: Sida {n}\n---\n\nHej.\n" for n in range(1, number - 1)}
    texts["source/om.md"] = "---\ntitle: Om oss\norder: 1\n---\n\nHej.\n"
    texts["source/a/index.md"] = "---\ntitle: Avsnitt\n---\n\nHej.\n"
    texts["source/a/b.md"] = "---\ntitle: Under\n---\n\nHej.\n"
    root = site(texts | {"syntolk.toml": "languages = []\n"})
    assert syntolk("-C", root, "build").code == 0
    built = pages(root)
    short = number == 50
    for name, marked in (
        ("index.html", None),
        ("utan/s7/index.html", "Sida 7" if short else None),
        ("om/index.html", "Om oss"),
    ):
        menu = built[name].partition('<nav class="menu"')[2].partition("</nav>")[0]
        shown = re.findall(r"<li><a [^>]*>([^<]+)<", menu)
        assert ({*shown} >= {"Om oss", "Avsnitt"}, len(shown)) == (True, number if short else 2)
        assert re.findall(r'aria-current="page">([^<]+)<', menu) == ([marked] if marked else [])
    assert ">Under<" in built["a/b/index.html"].partition("breadcrumbs")[2]
    listed = built["index.html"].partition("<h2>Fler sidor</h2>")[2].partition("</ul>")[0]
    assert {*re.findall(r">(Sida \d+)<", listed)} == (set() if short else {f"Sida {n}" for n in range(1, number - 1)})
    assert "Fler sidor" not in built["om/index.html"]


def test_names_with_blanks_letters_and_percent(site, syntolk) -> None:
    names = {
        "en bild.png": "en%20bild.png",
        "åäö.png": "åäö.png",
        "a\u030a.png": "å.png",
        "100%.png": "100%25.png",
        "a#b.png": "a%23b.png",
        "mapp å/b?.png": "mapp%20å/b%3F.png",
        "%20.png": "%2520.png",
        "'\".png": "'%22.png",
    }
    body = "\n\n".join(f"![En dörr]({href})\n\n[fil]({href})" for href in names.values())
    root = site(
        {f"source/{name}": b"x" for name in names}
        | {"source/sida å.md": f"---\ntitle: Å\n---\n\n{body}\n", "syntolk.toml": "languages = []\n"}
    )
    assert syntolk("-C", root, "build").code == 0
    page = Reader(pages(root)["sida-a/index.html"])
    sources = [unquote(picture["src"]) for picture in page.every("img", alt="En dörr")]
    assert sources == [f"/{name}" for name in names]
    assert all((root / "build" / name).is_file() for name in names)
    assert all(link.isascii() for link in (picture["src"] for picture in page.every("img")))


def test_the_english_version_of_a_picture(site, syntolk) -> None:
    page = "---\ntitle: Om oss\n---\n\n![Vi hjälper dig.](skylt.png)\n"
    strings = po(("title", "Om oss", "About us"), ("alt", "Vi hjälper dig.", "We help you."))
    root = site(
        {
            "source/om.md": page, "source/skylt.png": b"sv", "source/skylt.en.png": b"en", "source/annan.png": b"x",
            "locales/en/LC_MESSAGES/site.po": strings,
        }
    )  # fmt: skip
    assert syntolk("-C", root, "build").code == 0
    found = pages(root)
    assert 'src="/skylt.png"' in found["om/index.html"]
    assert 'src="/skylt.en.png"' in found["en/about-us/index.html"]
    assert not (root / "build" / "annan.png").exists()


@pytest.mark.parametrize(
    "reference", ["../syntolk.toml", "/../syntolk.toml", "../../../../../../etc/passwd", "/etc/passwd", "..%2Fsyntolk.toml"]
)  # fmt: skip
def test_nothing_outside_the_site_is_read(site, syntolk, reference: str) -> None:
    page = f"---\ntitle: Om\nsymbol: {reference}\n---\n\n[x]({reference}) ![y]({reference})\n"
    config = CONFIG + f'[theme]\nlogo = "{reference}"\nfavicon = "{reference}"\nfooter = ["{reference}"]\n'
    root = site({"source/om.md": page, "syntolk.toml": config})
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "syntolk.toml:4:1: error: The setting theme.logo names" in ran.out
    assert "source/om.md:6:1: error: The link leads nowhere" in ran.out
    names = {p.name for p in (root / "build").rglob("*") if p.is_file()}
    assert names == {"index.html", "404.html", "routes.json", "sitemap.xml", "syntolk.css"}


@pytest.mark.parametrize("name", ["om/index.html", "en/index.html", "404.html"])
def test_a_page_beside_the_pages_is_not_published(site, syntolk, name: str) -> None:
    root = site({"source/index.md": f"[x](/{name})\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    before = pages(root)
    (root / "source" / name).parent.mkdir(exist_ok=True)
    (root / "source" / name).write_text("<script>alert(1)</script>")
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "[html-unsafe]" in ran.out
    assert pages(root).keys() == before.keys()
    assert not any("alert(1)" in page for page in pages(root).values())


@pytest.mark.parametrize("name", ["om", "assets/syntolk.css", "routes.json"])
def test_a_file_in_the_place_of_a_page(site, syntolk, name: str) -> None:
    root = site({"source/index.md": f"[x](/{name})\n"})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    before = pages(root)
    (root / "source" / name).parent.mkdir(exist_ok=True)
    (root / "source" / name).write_text("<script>alert(1)</script>")
    ran = syntolk("-C", root, "build", "--no-check")
    assert (ran.code, pages(root)) == (2, before) or name == "om"
    if name != "om":
        assert f"source/{name}: a page of the site lies where this file would have to lie" in ran.err


# --- the head --------------------------------------------------------------------------------------


def test_the_sitemap_is_what_the_pages_say(site, syntolk) -> None:
    root = site({"source/ny.md": "---\ntitle: Ny\n---\n\nEn ny sida.\n"})
    syntolk("-C", root, "build")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        url.findtext("s:loc", "", names): {
            (link.get("hreflang"), link.get("href")) for link in url.findall("x:link", names)
        }
        for url in ET.parse(root / "build" / "sitemap.xml").getroot()
    }
    said = {}
    for name, html in pages(root).items():
        page = Reader(html)
        if "404" not in name:
            (canonical,) = page.every("link", rel="canonical")
            alternates = [a for a in page.every("link", rel="alternate") if "hreflang" in a]
            said[canonical["href"]] = {(a["hreflang"], a["href"]) for a in alternates}
    assert listed == said
    assert len(said) == 5


def test_a_sitemap_with_too_much_in_it_is_several(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site({"source/ny.md": "---\ntitle: Ny\n---\n\nEn ny sida.\n"})
    syntolk("-C", root, "build")
    whole = (root / "build" / "sitemap.xml").read_text("utf-8")
    for limit, most in (("MOST_PAGES", 2), ("MOST_BYTES", 1000)):
        with monkeypatch.context() as context:
            context.setattr(sitemap, limit, most)
            syntolk("-C", root, "build", "--no-cache")
        parts = sorted((root / "build").glob("sitemap-*.xml"))
        assert len(parts) > 1
        index = ET.parse(root / "build" / "sitemap.xml").getroot()
        assert [place.text for place in index.iter() if place.tag.endswith("loc")] == [
            f"https://exempel.se/{part.name}" for part in parts
        ]
        urls = "".join(part.read_text("utf-8").partition("<url>")[2].removesuffix("</urlset>") for part in parts)
        assert (
            urls.replace("<url>", "").split()
            == whole.partition("<url>")[2].removesuffix("</urlset>").replace("<url>", "").split()
        )
        assert all(part.stat().st_size <= 1000 for part in parts) or limit == "MOST_PAGES"
    syntolk("-C", root, "build", "--no-cache")
    assert (root / "build" / "sitemap.xml").read_text("utf-8") == whole
    assert not parts[0].exists()


def test_without_a_base_address_no_absolute_addresses(site, syntolk) -> None:
    root = site({"syntolk.toml": 'title = "Provsajt"\n'})
    assert syntolk("-C", root, "build").code == 0
    assert not (root / "build" / "sitemap.xml").exists()
    assert "canonical" not in pages(root)["index.html"]
