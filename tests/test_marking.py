"""Abbreviations explained at their first use, foreign names marked: on any page, without changing a word or a block of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from growth import linear
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from strategies import anything, pages
from test_invariants import identity, of, structure

from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Document, Message
from pipeline.termbase.marking import Marker, marked
from pipeline.terms import Termbase
from pipeline.terms import parse as parse_terms
from pipeline.web.html import Plain, fill, press

TERMS = """
[[term]]
term = "Europeiska unionen"
en = "European Union"
abbreviation = "EU"
[[term]]
term = "Förenta nationerna"
en = "United Nations"
abbreviation = { sv = "FN", en = "UN" }
[[term]]
term = "Svensk Förening"
abbreviation = "SF"
[[term]]
term = "social return"
abbreviation = "SR"
lang = "en"
same = true
[[term]]
term = "Living labs"
en = "living labs"
lang = "en"
[[term]]
term = "R&D <b>"
lang = "en"
abbreviation = "R&D"
[[term]]
term = "första"
abbreviation = "XY"
[[term]]
term = "andra"
abbreviation = "XY"
"""
EU, FN = '<abbr title="Europeiska unionen">EU</abbr>', '<abbr title="Förenta nationerna">FN</abbr>'
LABS = '<span lang="en" dir="ltr">Living labs</span>'
SR = '<abbr title="social return" lang="en" dir="ltr">SR</abbr>'
marker = Marker(parse_terms(TERMS))


def html(document: Document, by: Marker = marker) -> str:
    return fill(press(marked(document, by)), Plain(document.language)).strip()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Inom EU och EU.", f"<p>Inom {EU} och EU.</p>"),
        ("EU:s, EU-stöd", f"<p>{EU}:s, EU-stöd</p>"),
        ("icke-EU, EUR, NEU, _EU_1", "<p>icke-EU, EUR, NEU, _EU_1</p>"),
        ("EU\n\n- FN\n- EU", f"<p>{EU}</p>\n<ul>\n<li>{FN}</li>\n<li>EU</li>\n</ul>"),
        ("Europeiska unionen (EU). Sedan EU.", "<p>Europeiska unionen (EU). Sedan EU.</p>"),
        ("EU (europeiska unionen). Sedan EU.", "<p>EU (europeiska unionen). Sedan EU.</p>"),
        ("EU (*Europeiska unionen*). EU.", "<p>EU (<em>Europeiska unionen</em>). EU.</p>"),
        ("EU (27 länder)", f"<p>{EU} (27 länder)</p>"),
        ("# EU\n\nEU", f'<h1 id="eu">EU</h1>\n<p>{EU}</p>'),
        ("## Europeiska unionen (EU)\n\nEU", '<h2 id="europeiska-unionen-eu">Europeiska unionen (EU)</h2>\n<p>EU</p>'),
        ("`EU` [EU](/eu) EU", f'<p><code>EU</code> <a href="/eu">EU</a> {EU}</p>'),
        ("*EU* **FN**", f"<p><em>{EU}</em> <strong>{FN}</strong></p>"),
        ("<kbd>EU</kbd> <abbr title='x'>FN</abbr> EU", f'<p><kbd>EU</kbd> <abbr title="x">FN</abbr> {EU}</p>'),
        ('<span title="EU">x</span>', '<p><span title="EU">x</span></p>'),
        ("![EU](a.png)", '<figure><img src="a.png" alt="EU"></figure>'),
        ("Vi ser Living labs.", f"<p>Vi ser {LABS}.</p>"),
        ("Living labs, Living labs", f"<p>{LABS}, {LABS}</p>"),
        ("[Living labs]{lang=en}, Living labs", f'<p><span lang="en">Living labs</span>, {LABS}</p>'),
        ("[om Living labs och EU]{lang=en}", '<p><span lang="en">om Living labs och EU</span></p>'),
        ("[*Living* labs [Living labs](x)]{lang=en}", '<p><span lang="en"><em>Living</em> labs <a href="x">Living labs</a></span></p>'),
        ("[Living labs](x)", f'<p><a href="x">{LABS}</a></p>'),
        ("[Living labs](x){lang=en}", '<p><a href="x" lang="en">Living labs</a></p>'),
        ("## Living labs", f'<h2 id="living-labs">{LABS}</h2>'),
        ("Social return mäts. Det är social return.", None),
        ("Living labsen, en Living labs-dag, minLiving labs", f"<p>Living labsen, en {LABS}-dag, minLiving labs</p>"),
        ("SR och SR", f"<p>{SR} och SR</p>"),
        ("[social return]{lang=en} (SR), SR", '<p><span lang="en">social return</span> (SR), SR</p>'),
        ("R&D &amp; EU", f'<p><abbr title="R&amp;D &lt;b&gt;" lang="en" dir="ltr">R&amp;D</abbr> &amp; {EU}</p>'),
        ("XY", "<p>XY</p>"),
        ("| EU |\n|---|\n| FN |", None),
        ('<div lang="en">\nEU Living labs\n\nLiving labs\n\n</div>\n\nEU', None),
        ("<!-- syntolk: skip -->\n\nEU Living labs\n\n<!-- syntolk: end -->", None),
    ],
)  # fmt: skip
def test_marks(page: str, expected: str | None) -> None:
    found = html(parse(page))
    if expected is not None:
        assert found == expected
    elif "skip" in page:
        assert LABS in found
        assert "<abbr" not in found
    elif "<div" in page:
        assert found.count("Living labs") == 2
        assert LABS not in found
        assert found.endswith(f"<p>{EU}</p>")
    elif "|" in page:
        assert EU in found
        assert FN in found
    else:
        assert found.count('<span lang="en" dir="ltr">') == 2


def translated(page: str, *pairs: tuple[str, str], language: str = "en") -> Document:
    messages = tuple(Message(id, (string,)) for id, string in pairs)
    return localise(parse(page), Catalogue(messages), language)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The EU.", '<p>The <abbr title="European Union">EU</abbr>.</p>'),
        ("The FN or UN.", '<p>The FN or <abbr title="United Nations">UN</abbr>.</p>'),
        ("Living labs", "<p>Living labs</p>"),
        ("The SR", '<p>The <abbr title="social return">SR</abbr></p>'),
        ("The SF", '<p>The <abbr title="Svensk Förening" lang="sv" dir="ltr">SF</abbr></p>'),
    ],
)
def test_a_translation_is_marked_in_its_own_language(english: str, expected: str) -> None:
    assert html(translated("Text.", ("Text.", english))) == expected


def test_what_is_still_swedish_is_marked_as_swedish_and_explained_once() -> None:
    document = translated("EU och Living labs.\n\nOm EU.", ("Om EU.", "On the EU."))
    assert html(document) == f'<p lang="sv" dir="ltr">{EU} och {LABS}.</p>\n<p>On the EU.</p>'
    assert html(translated("Living labs", language="en-GB")) == f'<p lang="sv" dir="ltr">{LABS}</p>'


def test_a_name_that_a_language_has_a_word_for_is_foreign_in_it_no_more() -> None:
    terms = parse_terms('[[term]]\nterm = "Living labs"\nlang = "en"\nde = "Reallabore"\n')
    german = translated("Text.", ("Text.", "Living labs, Reallabore"), language="de")
    assert html(german, Marker(terms)) == "<p>Living labs, Reallabore</p>"
    french = translated("Text.", ("Text.", "Living labs"), language="fr")
    assert html(french, Marker(terms)) == f"<p>{LABS}</p>"


def test_without_terms_nothing_is_looked_at() -> None:
    document = parse("EU")
    assert marked(document, Marker(Termbase())) is document.parts
    plain = parse("Inget här.")
    assert marked(plain, marker)[1] is plain.parts[1]


# --- the invariants --------------------------------------------------------------------------------

WORDS = parse_terms(
    """
[[term]]
term = "sol i <b>"
abbreviation = "sol"
[[term]]
term = "måne"
lang = "en"
[[term]]
term = "Å"
abbreviation = "Å"
lang = "ar"
[[term]]
term = "ö\\"><script>"
abbreviation = "ord-led"
[[term]]
term = "a"
abbreviation = "b"
lang = "en"
"""
)
any_marker = Marker(WORDS)
ADDED = re.compile(r'<abbr title="[^"]*"(?: lang="\w+" dir="\w+")?>|</abbr>|<span lang="(?:en|ar)" dir="\w+">')


def text_of(markup: str) -> str:
    tree = LexborHTMLParser(f"<main>{markup}</main>")
    return tree.css_first("main").text()


@pytest.mark.parametrize("source", [pages(), anything], ids=["pages", "anything"])
def test_marks_change_no_word_and_no_block(source) -> None:
    @given(source)
    def check(text):
        document = parse(text)
        plain, with_marks = html(document, Marker(Termbase())), html(document, any_marker)
        assert text_of(with_marks) == text_of(plain)
        assert structure(with_marks) == structure(plain)

    check()


@pytest.mark.parametrize("source", [pages(), anything], ids=["pages", "anything"])
def test_a_catalogue_of_identical_texts_changes_no_byte(source) -> None:
    @given(source)
    def check(text):
        document = parse(text)
        assert html(localise(document, identity(document), "sv"), any_marker) == html(document, any_marker)

    check()


@given(pages(), st.lists(anything, min_size=1, max_size=4))
def test_any_translation_is_harmless(text, msgstrs) -> None:
    document = parse(text)
    found = html(localise(document, of(document, *msgstrs), "en"), any_marker)
    assert not re.search(r"<(script|style|iframe)\b", found.lower())
    assert structure(found) == structure(html(localise(document, of(document, *msgstrs), "en"), Marker(Termbase())))


@given(pages())
def test_an_abbreviation_is_explained_at_most_once(text) -> None:
    found = re.findall(r'<abbr title="[^"]*"[^>]*>([^<]*)</abbr>', html(parse(text), any_marker))
    assert len(found) == len(set(found))


@given(pages())
def test_what_is_measured_is_what_the_author_wrote(text) -> None:
    document = parse(text)
    after = replace(document, parts=marked(document, any_marker))
    assert [run.inline.prose for run in after.runs] == [run.inline.prose for run in document.runs]


@pytest.mark.parametrize(
    "unit", ["EU ", "EU (", "Living labs ", "Living ", "*EU* ", "[EU](x) ", "<b>EU</b> ", "EU\n\n", "(EU) "]
)
def test_time_is_linear(unit: str) -> None:
    def work(length: int) -> Callable[[], object]:
        document = parse(unit * (length // len(unit)))
        return lambda: html(document)

    assert linear(work, 6_000)
