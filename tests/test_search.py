"""The search page: what is listed, what is in the index, and what a site without one is spared."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from conftest import po

SEARCH = "---\ntitle: Sök\ntype: search\n---\n"
FILES = {
    "source/sok.md": SEARCH,
    "source/om.md": None,
    "source/stod/index.md": "---\ntitle: Stöd\ndescription: Så får du stöd.\n---\n\nSök i tid.\n",
    "source/stod/bidrag.md": "---\ntitle: Bidrag\n---\n\nFöreningar får **bidrag** av [kommunen](index.md).\n\n![Blå dörr](dorr.png)\n",
    "source/stod/rad/index.md": "---\ntitle: Råd\n---\n\nVi ger råd.\n",
    "source/stod/rad/ring.md": "---\ntitle: Ring\n---\n\nRing oss.\n",
}
MOST = 400_000


def listed(root: Path, name: str = "sok/index.html") -> list[tuple[str, list[str]]]:
    """Heading and titles of each section on the search page."""
    html = (root / "build" / name).read_text("utf-8")
    parts = re.split(r"<h2>(.*?)</h2>", html[html.index('<div class="pages">') : html.index("</main>")])[1:]
    return [
        (re.sub("<[^>]*>", "", heading), [re.sub("<[^>]*>", "", t) for t in re.findall(r"<li><a[^>]*>(.*?)</a>", rest)])
        for heading, rest in zip(parts[::2], parts[1::2], strict=True)
    ]


def index(root: Path, language: str = "sv") -> dict[str, str]:
    return json.loads((root / "build" / "assets" / f"search-{language}.json").read_text("utf-8"))


def test_every_page_is_listed_once_by_section(site, syntolk) -> None:
    root = site(FILES)
    syntolk("-C", root, "build", "--no-check")
    assert listed(root) == [("Stöd", ["Stöd", "Bidrag", "Råd", "Ring"]), ("Övriga sidor", ["Välkommen"])]
    assert "Så får du stöd." in (root / "build" / "sok" / "index.html").read_text("utf-8")


def test_a_search_page_is_one_however_yaml_writes_its_type(site, syntolk) -> None:
    root = site({**FILES, "source/sok.md": '---\ntitle: Sök\n"ty\\x70e": "sea\\x72ch"\n---\n'})
    syntolk("-C", root, "build", "--no-check")
    assert "/stod/bidrag/" in index(root)
    (root / "source" / "stod" / "rad" / "ring.md").write_text('---\ntitle: Ring\n"dra\\x66t": true\n---\n', "utf-8")
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert not (root / "build" / "stod" / "rad" / "ring").exists()
    assert "/stod/rad/ring/" not in index(root)


def test_the_index_has_each_word_of_a_page_once_in_one_normal_form(site, syntolk) -> None:
    body = unicodedata.normalize("NFD", "Åre och å\u00adre, Å.\n")
    root = site({**FILES, "source/stod/rad/ring.md": f"---\ntitle: Ring\n---\n\n{body}"})
    syntolk("-C", root, "build", "--no-check")
    found = index(root)
    assert found["/stod/bidrag/"] == "föreningar får bidrag av kommunen blå dörr"
    assert found["/stod/rad/ring/"] == "åre och"
    assert "/sok/" not in found


def test_a_large_site_has_an_index_of_bounded_size(site, syntolk) -> None:
    body = " ".join(f"ord{number}" for number in range(2_000))
    pages = {f"source/stod/sida{number}.md": f"---\ntitle: Sida\n---\n\n{body}\n" for number in range(120)}
    root = site(FILES | pages)
    syntolk("-C", root, "build", "--no-check")
    found = index(root)
    assert sum(map(len, found.values())) < MOST
    assert found["/stod/sida7/"].startswith("ord0 ord1 ord2")
    assert re.fullmatch(r"(ord\d+ )*ord\d+", found["/stod/sida7/"])


def test_each_language_has_its_own(site, syntolk) -> None:
    english = po(
        ("title", "Sök", "Search"), ("title", "Välkommen", "Welcome"), (None, "Här är vi.", "Here we are."),
        ("site-title", "Provsajt", "Trial site"),
    )  # fmt: skip
    root = site({"source/sok.md": SEARCH, "source/om.md": None, "locales/en/LC_MESSAGES/site.po": english})
    assert syntolk("-C", root, "build", "--no-check").code == 0
    assert index(root, "en") == {"/en/": "here we are"}
    page = (root / "build" / "en" / "search" / "index.html").read_text("utf-8")
    assert re.search(r'data-words="/assets/search-en\.json\?v=\w{12}"', page)
    assert 'href="/en/search/"' in (root / "build" / "en" / "404.html").read_text("utf-8")


def test_only_the_search_page_loads_a_script_and_it_is_not_in_the_menu(site, syntolk) -> None:
    root = site(FILES)
    syntolk("-C", root, "build", "--no-check")
    pages = {p.relative_to(root / "build").as_posix(): p.read_text("utf-8") for p in (root / "build").rglob("*.html")}
    assert [name for name, html in pages.items() if "<script" in html] == ["sok/index.html"]
    menu = pages["index.html"].split('<nav class="menu"')[1].split("</nav>")[0]
    assert "/stod/" in menu
    assert "/sok/" not in menu
    assert 'class="find" href="/sok/"' in pages["index.html"]
    assert '<form role="search" action="/sok/">' in pages["404.html"]


def test_a_site_without_a_search_page_is_spared_all_of_it(site, syntolk) -> None:
    root = site()
    syntolk("-C", root, "build")
    assert [p.name for p in (root / "build" / "assets").iterdir()] == ["syntolk.css"]
    assert not any("<form" in p.read_text("utf-8") for p in (root / "build").rglob("*.html"))
