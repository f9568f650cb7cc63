"""The pseudo-locales: every word changed, markup as it was, the accented one a third longer."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from strategies import WORDS, pages, words
from test_invariants import read_aloud, structure

from pipeline.extract import template
from pipeline.markdown import localise, parse, to_html
from pipeline.model import Catalogue, Message
from pipeline.translation.pseudo import ACCENTED, BIDI, accented, bidi, catalogue

TURNED = re.compile("\u200f\u202e[^\u202c]*\u202c\u200f")
SHOWN = {ACCENTED: [w for w in WORDS if w not in ("Å", "ö", "שלום")], BIDI: WORDS}
"""The words that each changes: of letters without an accent; of letters."""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Start", r"\[Štàrt Št\]"),
        ("**Om** oss", r"\[**Òm** òšš Òm ò\]"),
        ("9–17", r"\[9–17 9\]"),
        ("`kod`", r"\[`kod`\]"),
        ('Se [oss](a.md "Titel")', r'\[Šè [òšš](a.md "Tìtèl") Šè òšš\]'),
        ("%(n)s sida", r"\[%(n)s šìdà šì\]"),
        (r"En \* är en.", r"\[Èñ \* är èñ. Èñ\]"),
        ('[ord]{title="Ordets"}', r'\[[òrd]{title="Òrdètš"} òr\]'),
    ],
)
def test_accented_texts(source: str, expected: str) -> None:
    assert accented(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("t.ex.", "<t>.<ex>."),
        ("a\u030angbåt", "<a\u030angbåt>"),
        ("20 % *dyrare* [^1]", "20 % *<dyrare>* [^1]"),
        ('<a href="x.md" title="Se">nu</a>', '<a href="x.md" title="<Se>"><nu></a>'),
    ],
)
def test_texts_that_are_turned_around(source: str, expected: str) -> None:
    marked = re.sub("\u200f\u202e", "<", re.sub("\u202c\u200f", ">", bidi(source)))
    assert marked == expected


def test_every_form_of_a_plural_is_changed() -> None:
    message = Message("{n} sida", ("", ""), plural="{n} sidor", flags=("fuzzy",))
    (pseudo,) = catalogue(Catalogue((message,)), ACCENTED)
    assert pseudo.strings == ("[{n} šìdà šì]", "[{n} šìdòr šì]")
    assert pseudo.translated


@given(words)
def test_it_is_a_third_longer_and_in_brackets(text: str) -> None:
    result = accented(text, markdown=False)
    assert (result[0], result[-1]) == ("[", "]")
    assert len(result) - 2 >= len(text) * 4 / 3


@pytest.mark.parametrize("language", [ACCENTED, BIDI])
def test_no_word_of_a_page_stays_and_its_blocks_do(language: str) -> None:
    @given(pages())
    def check(text: str) -> None:
        document = parse(text)
        html = to_html(localise(document, catalogue(template([document]), language), language))
        heard = TURNED.sub("", re.sub(r"https?://\S+", "", read_aloud(html)))
        found = set(re.findall(r"[\w.-]+", unicodedata.normalize("NFC", heard)))
        assert not found & {unicodedata.normalize("NFC", word) for word in SHOWN[language]}
        assert structure(html) == structure(to_html(document))

    check()
