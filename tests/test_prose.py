"""Sentences and words against hand counts in `data/prose/`, and what holds for any text at all."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time
from typing import NamedTuple
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.prose import Sentence, count, sentences
from pipeline.readability import pool

DATA = Path(__file__).parent / "data" / "prose"


class Case(NamedTuple):
    """A block that a person has counted."""

    language: str
    block: str
    sentences: tuple[str, ...]
    counts: tuple[int, int, int]
    """Words, sentences, long words."""


def _case(language: str, marked: str, *numbers: str) -> Case:
    marked = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), marked).replace(r"\n", "\n")
    words, number, long_words = map(int, numbers)
    expected = tuple(part.strip() for part in marked.split("‖")) if number else ()
    return Case(language, marked.replace("‖", ""), expected, (words, number, long_words))


def _cases(name: str, *language: str) -> list[Case]:
    lines = (DATA / name).read_text("utf-8").split("\n")
    return [_case(*language, *line.split("\t")) for line in lines if "\t" in line and not line.startswith("#")]


def _got(case: Case) -> tuple[tuple[str, ...], tuple[int, int, int]]:
    counts = count([case.block], case.language)
    found = sentences(case.block, case.language)
    return tuple(s.text for s in found), (counts.words, counts.sentences, counts.long_words)


@pytest.mark.parametrize("case", _cases("sv.tsv", "sv") + _cases("en.tsv", "en"), ids=lambda case: repr(case.block))
def test_counts_as_a_person_counts(case: Case) -> None:
    assert _got(case) == (case.sentences, case.counts)


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(_cases("sv.tsv", "sv")) >= 80
    assert len(_cases("en.tsv", "en")) >= 40
    assert len(_cases("held-out.tsv")) >= 40


def test_text_that_the_rules_were_not_written_for() -> None:
    cases = _cases("held-out.tsv")
    wrong = [case.block for case in cases if _got(case) != (case.sentences, case.counts)]
    assert len(wrong) <= 1, wrong


def test_words_as_counted() -> None:
    (sentence,) = sentences("Ring 040-628 04 00, t ex i dag (före kl. 9)!", "sv")
    assert sentence.words == ("Ring", "040-628 04 00", "t ex", "i", "dag", "före", "kl", "9")


def test_start_is_the_offset_in_the_block() -> None:
    block = "  Ett. – Två!\n\n”Tre?” "
    assert sentences(block, "sv") == (
        Sentence("Ett.", 2, ("Ett",), 0),
        Sentence("– Två!", 7, ("Två",), 0),
        Sentence("”Tre?”", 15, ("Tre",), 0),
    )


def test_further_abbreviations() -> None:
    block = "Lyssna på progr. om hav. Se progr. Sedan är det slut."
    assert count([block], "sv").sentences == 4
    assert count([block], "sv", ["progr."]).sentences == 3
    assert count(["Det är s. f. ö. Bra."], "sv", ["s.f.ö."]).words == 4


def test_every_block_ends_a_sentence() -> None:
    counts = count(["Mat", "Dryck", "", "–"], "sv")
    assert (counts.words, counts.sentences, counts.longest, counts.squares) == (2, 2, 1, (2, 0, 0))


def test_types_are_case_folded_and_normalised() -> None:
    counts = count(["Å, å a\u030a (Å)! 12 000 12 000 t ex t.ex."], "sv")
    assert counts.vocabulary == {"å", "12.000", "t.ex"}
    assert counts.types == 3


def test_tags_with_a_region_and_unknown_languages() -> None:
    assert count(["Se s.k. Ek m.m. här."], "sv-SE") == count(["Se s.k. Ek m.m. här."], "sv")
    assert count(["Un. Deux. Trois."], "fr").sentences == 3


LETTERS = st.text("aåäöéAÅÄÖ bt.,!?:…–/-0129 \u00a0\u00ad()”", max_size=60)
WORDS = "t ex m.m. kl. Det och 3. 12 000 040-628 www.a.se ... نعم ؟ lång"
PIECES = st.lists(st.sampled_from((*"ABIabi.,!?:…–-/()”\"'@😀\ufffc\u200b\n ", *WORDS.split())))
BLOCKS = st.one_of(st.text(max_size=80), LETTERS, PIECES.map(" ".join), PIECES.map("".join))
LANGUAGES = st.sampled_from(["sv", "en", "ar", ""])


@given(BLOCKS, LANGUAGES)
def test_both_ways_count_the_same(block: str, language: str) -> None:
    counts, found = count([block], language), sentences(block, language)
    lengths = [(len(s.words), s.long_words) for s in found]
    assert counts.words == sum(words for words, _ in lengths)
    assert counts.long_words == sum(long_words for _, long_words in lengths)
    assert counts.longest == max((words for words, _ in lengths), default=0)
    assert counts.squares == (
        sum(x * x for x, _ in lengths),
        sum(x * y for x, y in lengths),
        sum(y * y for _, y in lengths),
    )
    assert all(word and not word.isspace() for s in found for word in s.words)


@given(BLOCKS, LANGUAGES)
def test_sentences_hold_all_of_the_text_in_order(block: str, language: str) -> None:
    found = sentences(block, language)
    if found:
        assert "".join("".join(s.text for s in found).split()) == "".join(block.split())
    else:
        assert not any(map(str.isalnum, block))
    assert all(block.startswith(s.text, s.start) and s.text == s.text.strip() for s in found)


@given(st.lists(BLOCKS, max_size=5), LANGUAGES)
def test_a_text_is_the_sum_of_its_blocks(blocks: list[str], language: str) -> None:
    whole, parts = count(blocks, language), [count([block], language) for block in blocks]
    assert whole == pool(parts)
    assert whole.long_words <= whole.words
    assert whole.types <= whole.words
    assert "" not in whole.vocabulary
    assert whole.longest <= whole.words


@given(LETTERS)
def test_normal_forms_and_soft_hyphens_change_nothing(block: str) -> None:
    counts = count([normalize("NFC", block)], "sv")
    assert count([normalize("NFD", block)], "sv") == counts
    assert count([re.sub(r"(?<=[^\W\d])(?=[^\W\d])", "\u00ad", normalize("NFC", block))], "sv").words == counts.words


UNITS = (
    "-|”|/|(|\ufffc|Vi ger råd. |. |… |a . |a.|- |a-|a/bc|000 |040 |+1 23 |(0)|1 – |a@|ab.Ab|t |m. |m.m. |A: |A. "
    "|😀 |a\u030a|a\u200b|http://|å/|040/12 |040 - 12 |1:000 |A.-|ii. |-/a"
)


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_time_is_linear(unit: str) -> None:
    """Ten times the text may take thirty times as long, not a hundred times: nothing here is quadratic."""

    def seconds(length: int) -> float:
        block = "a" + unit * (length // len(unit)) + "a"
        start = process_time()
        count([block], "sv")
        sentences(block, "sv")
        return process_time() - start

    seconds(1_000)
    assert seconds(100_000) < 30 * max(seconds(10_000), 0.005)
