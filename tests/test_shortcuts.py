"""What is quicker says the same as what it stands for, whatever it is given."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from strategies import pages

from pipeline.checks.subjects import blocks_of, subjects
from pipeline.language.phrases import plain_words
from pipeline.markdown import parse
from pipeline.prose import Tally, read, tally
from pipeline.web.anchors import anchors
from pipeline.web.routes import Resolver, resolve

_PAGES = {
    "index.md": "",
    "a.md": "a/",
    "om/index.md": "om/",
    "om/vi.md": "om/vi/",
    "om/50%.md": "om/50/",
    "b#c.md": "bc/",
}
_ASSETS = frozenset({"bild.svg", "om/å.png"})
_pieces = st.sampled_from(
    ("/", "a.md", "om", "index.md", "vi.md", "50%.md", "..", ".", "#c", "b#c.md", "?x", "%20", ":", "bild.svg", " ")
)
hrefs = st.one_of(st.lists(_pieces, max_size=5).map("".join), st.sampled_from([f"/{path}" for path in _PAGES]))


@given(st.lists(hrefs, max_size=6), st.sampled_from([*_PAGES]))
def test_a_link_leads_to_the_same_however_often_and_in_whatever_order_it_is_asked_about(
    asked: list[str], base: str
) -> None:
    resolver = Resolver(_PAGES, _ASSETS)
    known = {address.rstrip("/"): path for path, address in _PAGES.items()}
    assert [resolver(href, base) for href in asked * 2] == [
        resolve(href, base, _PAGES, _ASSETS, known) for href in asked * 2
    ]


_html = st.lists(
    st.sampled_from(('id="', 'name="', " ", '"', "a", "<p", "\n", "x y", "é", ' id="b" ', "\u00a0", "data-id=")),
    max_size=12,
)


@given(_html.map("".join))
def test_ids_are_what_stands_in_an_attribute_of_that_name(html: str) -> None:
    found = re.findall(r'\s(?:id|name)="([^"\s]+)"', html)
    assert anchors([html]) == (f" {' '.join(found)} " if found else "")


@given(pages())
def test_the_blocks_of_a_page_are_its_texts(markdown: str) -> None:
    document = parse(markdown)
    assert subjects(document, None).blocks == blocks_of(document)


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 9))
def test_a_tally_counts_words_between_marks(lengths: list[int], long: int) -> None:
    coded = b"!".join([b"." * length for length in lengths]) + b"!" + b"L" * long
    sentences = [length for length in (*lengths, long) if length]
    assert tally(coded) == Tally(sum(sentences), len(sentences), long, max(sentences, default=0))


@given(
    st.lists(
        st.sampled_from(("erhålla", "Avseende", "vid", "fäster", "inget", "tillse", "i", "enlighet", "med", "hus")),
        max_size=9,
    )
)
def test_a_page_has_no_phrase_whose_words_it_does_not_have(words: list[str]) -> None:
    known = plain_words("sv")
    assert known
    text = " ".join(words)
    vocabulary = read([text], "sv").counts.vocabulary
    every = {found.text for found in known.find(text, known.keys)}
    assert {found.text for found in known.find(text, known.live(vocabulary))} == every
