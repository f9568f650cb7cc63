"""The glossary: a page of type `glossary` shows what the terms mean, in every language, with what is still Swedish marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import CONFIG, SMALL, po
from gnu import pybabel_extract

from pipeline.catalogue import parse as parse_catalogue
from pipeline.workspace import Workspace

TERMS = """
[[term]]
term = "öppen data"
en = "open data"
definition = "Uppgifter som *alla* får använda. Läs [mer](om.md)."
[[term]]
term = "ål"
en = "eel"
definition = "En fisk inom EU."
[[term]]
term = "Europeiska unionen"
en = "European Union"
abbreviation = "EU"
definition = "Ett samarbete."
[[term]]
term = "3D"
same = true
definition = "Tre <b>dimensioner</b>."
[[term]]
term = "living lab"
en = "living lab"
lang = "en"
definition = "En plats."
[[term]]
term = "sakna"
definition = "Något utan engelska."
[[term]]
term = "utan förklaring"
en = "unexplained"
[[term]]
term = "ål!"
definition = "!"
"""
PAGE = "---\ntitle: Ordlista\ntype: glossary\n---\n\nVåra ord.\n"
ENGLISH = [
    ("title", "Ordlista", "Glossary"),
    (None, "Våra ord.", "Our words."),
    ("definition", "Uppgifter som *alla* får använda. Läs [mer](om.md).", "Facts that *everybody* may use. Read [more](om.md)."),
    ("definition", "En fisk inom EU.", "A fish in the EU."),
    ("definition", "Ett samarbete.", "A partnership."),
    ("definition", "Tre <b>dimensioner</b>.", "Three <b>dimensions</b>."),
    ("definition", "En plats.", "A place."),
    ("definition", "Något utan engelska.", ""),
]  # fmt: skip


def files(*changed: tuple[str | None, str, str], terms: str = TERMS) -> dict[str, str]:
    translations = {entry[:2]: entry for entry in [*ENGLISH, *changed]}
    own = str(SMALL["locales/en/LC_MESSAGES/site.po"])
    more = po(*translations.values()).partition("\n\n")[2]
    return {"source/ordlista.md": PAGE, "source/terms.toml": terms, "locales/en/LC_MESSAGES/site.po": f"{own}\n{more}"}


def main(root: Path, name: str) -> str:
    page = (root / "build" / name / "index.html").read_text("utf-8")
    return page.partition("<main")[2].partition("</main>")[0]


def terms_on(page: str) -> list[str]:
    return [re.sub("<[^>]*>", "", term) for term in re.findall("<dt>(.*?)</dt>", page)]


def test_a_glossary_in_each_language(site, syntolk) -> None:
    root = site(files())
    ran = syntolk("-C", root, "build")
    assert ran.code == 0, ran.out
    swedish, english = main(root, "ordlista"), main(root, "en/glossary")
    assert terms_on(swedish) == ["3D", "Europeiska unionen (EU)", "living lab", "sakna", "ål", "öppen data"]
    assert terms_on(english) == ["3D", "eel", "European Union (EU)", "living lab", "open data", "sakna"]
    assert re.findall('<h2 id="([^"]*)">(.*?)</h2>', swedish) == [
        ("letter-0", "0–9"),
        ("letter-e", "E"),
        ("letter-l", "L"),
        ("letter-s", "S"),
        ("letter-å", "Å"),
        ("letter-ö", "Ö"),
    ]
    assert re.findall('<a href="#([^"]*)">', swedish) == re.findall('<h2 id="([^"]*)">', swedish)
    ids = re.findall('<div id="([^"]*)">', swedish)
    assert sorted(ids) == sorted(re.findall('<div id="([^"]*)">', english))
    assert ids == ["term-3d", "term-europeiska-unionen", "term-living-lab", "term-sakna", "term-al", "term-oppen-data"]


def test_the_words_of_other_languages_are_marked(site, syntolk) -> None:
    root = site(files())
    syntolk("-C", root, "build")
    swedish, english = main(root, "ordlista"), main(root, "en/glossary")
    assert 'Engelska: <span lang="en" dir="ltr">open data</span>' in swedish
    assert 'Swedish: <span lang="sv" dir="ltr">öppen data</span>' in english
    assert '<dfn lang="en" dir="ltr">living lab</dfn>' in swedish
    assert "<dfn>living lab</dfn>" in english
    assert swedish.count('class="other"') == english.count('class="other"') == 3
    assert '<dfn lang="sv" dir="ltr">sakna</dfn>' in english
    assert '<dd><span lang="sv" dir="ltr">Något utan engelska.</span></dd>' in english
    assert "lang=" not in re.sub('<dd class="other">.*?</dd>|<dfn lang="en".*?</dfn>', "", swedish)


def test_definitions_are_text_like_any_other(site, syntolk) -> None:
    root = site(files())
    syntolk("-C", root, "build")
    swedish, english = main(root, "ordlista"), main(root, "en/glossary")
    assert '<dd>Uppgifter som <em>alla</em> får använda. Läs <a href="/om/">mer</a>.</dd>' in swedish
    assert '<dd>Facts that <em>everybody</em> may use. Read <a href="/en/about-us/">more</a>.</dd>' in english
    assert 'fisk inom <abbr title="Europeiska unionen">EU</abbr>' in swedish
    assert 'in the <abbr title="European Union">EU</abbr>' in english
    assert "<b>dimensions</b>" in english


def test_no_definition_runs_a_script(site, syntolk) -> None:
    root = site(files(("definition", "Tre <b>dimensioner</b>.", "Three <b>dimensions</b><script>alert(1)</script>.")))
    ran = syntolk("-C", root, "build")
    assert (ran.code, "[translation-unsafe]" in ran.out) == (1, True)
    english = main(root, "en/glossary")
    assert "<b>dimensions</b>" in english
    assert "<script" not in english


def test_what_is_wrong_with_a_definition_is_said_where_it_is_edited(site, syntolk) -> None:
    broken = TERMS.replace("om.md", "borta.md")
    changed = ("definition", "Uppgifter som *alla* får använda. Läs [mer](borta.md).", "Facts. Read [more](borta.md).")
    ran = syntolk("-C", site(files(changed, terms=broken)), "check")
    assert "source/terms.toml:5:1: error: The link leads nowhere" in ran.out
    assert "[translation-markup]" in ran.out
    assert "Not translated: “Något utan engelska.”" in ran.out
    without = {**files(terms=broken), "source/ordlista.md": None}
    ran = syntolk("-C", site(without), "check")
    assert (ran.code, ran.out) == (0, "No findings.\n"), "nobody sees a definition without a glossary"


def test_a_glossary_counts_its_definitions(site, syntolk) -> None:
    config = CONFIG + "[publish]\nthreshold = 90\n"
    root = site({**files(), "syntolk.toml": config})
    assert syntolk("-C", root, "build").code == 0
    assert not (root / "build/en/glossary").exists()
    root = site({**files(("definition", "Något utan engelska.", "Something.")), "syntolk.toml": config})
    assert syntolk("-C", root, "build").code == 0
    assert "of this page is translated" not in main(root, "en/glossary")


def test_a_partly_translated_glossary_says_so(site, syntolk) -> None:
    root = site(files())
    syntolk("-C", root, "build")
    assert "of this page is translated. The rest is in Swedish." in main(root, "en/glossary")


@pytest.mark.parametrize("terms", ["", "# Inget än.\n", '[[term]]\nterm = "a"\n', None])
def test_a_glossary_without_definitions_is_a_page(site, syntolk, terms: str | None) -> None:
    root = site({**files(), "source/terms.toml": terms})
    assert syntolk("-C", root, "build").code == 0
    assert "<dl" not in main(root, "ordlista")
    assert 'class="letters"' not in main(root, "ordlista")


def test_definitions_are_messages_of_the_site(site, syntolk) -> None:
    root = site({**files(), "babel.cfg": (Path(__file__).parent.parent / "babel.cfg").read_text("utf-8")})
    template = Workspace(root).templates()["site"]
    message = template.find("definition", "Ett samarbete.")
    assert message is not None
    assert message.references == ("source/terms.toml",)
    assert message.extracted == ("definition", "of “Europeiska unionen”")
    assert message.flags == ("md-text", "no-python-format")
    assert template.find("definition", "!") is None
    theirs = parse_catalogue(pybabel_extract(root))
    assert {m.key for m in theirs} == {m.key for m in template}
    found = theirs.find("definition", "Ett samarbete.")
    assert found is not None
    assert found.references == ("source/terms.toml:14",)
    assert syntolk("-C", root, "update").code == 0
    assert "untranslated" not in syntolk("-C", root, "update").out


@pytest.mark.parametrize("catalogues", ["site", "page", "section"])
def test_definitions_are_in_the_site_s_catalogue_wherever_the_page_is(site, syntolk, catalogues: str) -> None:
    page = po(("title", "Ordlista", "Glossary"), (None, "Våra ord.", "Our words."))
    moved = {
        **files(),
        "source/ordlista.md": None,
        "source/mapp/index.md": PAGE,
        "syntolk.toml": f'catalogues = "{catalogues}"\n{CONFIG}',
        f"locales/en/LC_MESSAGES/{'mapp' if catalogues == 'section' else 'mapp.index'}.po": page,
        "locales/en/LC_MESSAGES/index.po": po(("title", "Välkommen", "Welcome"), (None, "Här är vi.", "Here we are.")),
        "locales/en/LC_MESSAGES/om.po": po(("title", "Om oss", "About us"), (None, "Vi hjälper dig.", "We help you.")),
    }
    root = site(moved)
    assert syntolk("-C", root, "build").code == 0
    english = main(root, "en/glossary")
    assert '<a href="/en/about-us/">more</a>' in english, "links lead from the source folder, where terms.toml is"
    assert "A fish in the" in english


def test_a_site_shows_its_glossary_in_its_own_way(site, syntolk) -> None:
    own = '{% extends "theme/glossary.html" %}{% block body %}{{ site.glossary[0].entries[0].term }}{% endblock %}'
    root = site({**files(), "templates/glossary.html": own})
    assert syntolk("-C", root, "build").code == 0
    assert "3D" in main(root, "ordlista")


def test_identical_translations_give_the_same_glossary(site, syntolk) -> None:
    """A catalogue whose msgstr are its msgids gives the page that the source has, but for what the termbase says."""
    terms = '[[term]]\nterm = "ål"\nen = "ål"\nabbreviation = "Å"\ndefinition = "En *fisk* inom [Å](om.md), Å."\n'
    definition = "En *fisk* inom [Å](om.md), Å."
    same = [(context, id, id) for context, id, _ in ENGLISH[:2]]
    same.append(("definition", definition, definition))
    root = site(files(*same, terms=terms))
    syntolk("-C", root, "build")
    one, other = (re.search("<dd>.*?</dd>", main(root, name)) for name in ("ordlista", "en/ordlista"))
    assert one is not None
    assert other is not None
    assert one[0].replace("/om/", "/en/about-us/") == other[0]
    assert '<abbr title="ål">Å</abbr>' in one[0]
