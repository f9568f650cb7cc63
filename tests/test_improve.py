"""What changing a sentence gains: exactly what the formula says of the changed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.improve import PART, after, gains
from pipeline.prose import count, is_long, sentences
from pipeline.readability import lix
from pipeline.termbase.site_words import SiteWords

WORDS = st.sampled_from("vi du får hjälp kommun verksamhet ansvarig 12 000 t.ex. Malmö och/eller EU-projekt".split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words) + ".")
BLOCKS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5)


@given(BLOCKS)
def test_every_sentence_once_and_each_gain_is_a_difference_of_the_formula(blocks: list[str]) -> None:
    found = gains(blocks, "sv")
    counts = count(blocks, "sv")
    now = lix(*counts[:3])
    assert len(found) == counts.sentences
    assert [gain.most for gain in found] == sorted((gain.most for gain in found), reverse=True)
    for gain in found:
        assert gain.split == pytest.approx(
            now - lix(counts.words, counts.sentences + gain.parts - 1, counts.long_words)
        )
        assert gain.shorter == pytest.approx(100 * gain.fewer / counts.words)
        assert 0 <= gain.fewer <= gain.sentence.long_words
        assert len(gain.sentence.words) <= gain.parts * PART * 1.5
    best = found[:3]
    assert after(*counts[:3], best) <= now - max(gain.most for gain in best) + 1e-9
    assert after(*counts[:3], ()) == now


@given(BLOCKS)
def test_the_long_words_of_a_sentence_are_those_that_are_counted(blocks: list[str]) -> None:
    for block in blocks:
        for sentence in sentences(block, "sv"):
            assert sum(is_long(word, "sv") for word in sentence.words) == sentence.long_words


def test_a_sentence_is_worth_what_the_changed_text_says() -> None:
    blocks = [
        "Vi ger stöd till verksamheter och hjälper alla som vill " + "och kan vara med " * 4 + "här.",
        "Ring oss.",
    ]
    best = gains(blocks, "sv")[0]
    first, _, rest = blocks[0].partition(" och hjälper")
    assert best.parts == 2
    split = count([f"{first}. Och hjälper{rest}", blocks[1]], "sv")
    assert lix(*count(blocks, "sv")[:3]) - best.split == pytest.approx(lix(*split[:3]))
    shorter = count([blocks[0].replace("verksamheter", "x").replace("hjälper", "x"), blocks[1]], "sv")
    assert lix(*count(blocks, "sv")[:3]) - best.shorter == pytest.approx(lix(*shorter[:3]))


@pytest.mark.parametrize(("words", "parts"), [(15, 1), (20, 1), (22, 1), (23, 2), (37, 2), (38, 3), (100_000, 6667)])
def test_parts_come_nearest_to_what_is_easy_to_follow(words: int, parts: int) -> None:
    assert gains(["ord " * words], "sv")[0].parts == parts


def test_names_and_what_is_to_be_kept_are_not_offered() -> None:
    [gain] = gains(
        ["Kommunerna i Västernorrland prövar testbädden Forskargruppen tillsammans."], "sv", SiteWords({"testbädden"})
    )
    assert gain.words == ("tillsammans", "Kommunerna")


def test_of_two_that_gain_alike_the_one_with_more_to_do_comes_first() -> None:
    short = "Verksamheten utvecklas."
    long = "Verksamheten utvecklas " + "och vi ser på " * 6 + "det."
    assert [g.block for g in gains([short, long, "Ring oss nu."], "sv")][:2] == [1, 0]


def test_nothing_is_nothing() -> None:
    assert gains([], "sv") == gains(["…", ""], "sv") == ()
