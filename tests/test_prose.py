"""Sentences and words against hand counts in `data/prose/`, and what holds for any text at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

import pytest
from accuracy import OWN, Case, accuracy, sets
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline import checks
from pipeline.language.limits import Limits
from pipeline.markdown import parse
from pipeline.prose import Sentence, count, sentences
from pipeline.readability import pool
from pipeline.terms import parse as parse_terms

SETS = sets()


@pytest.mark.parametrize("case", [case for name in OWN for case in SETS[name]], ids=lambda case: repr(case.block))
def test_counts_as_a_person_counts(case: Case) -> None:
    assert case.got == (case.sentences, case.counts)


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(SETS["sv"]) + len(SETS["en"]) >= 300
    assert len(SETS["en"]) >= 100
    assert len(SETS["markdown"]) >= 40
    assert len(SETS["held-out"]) >= 40


@pytest.mark.parametrize("name", sorted(SETS.keys() - set(OWN)))
def test_text_that_the_rules_were_not_written_for(name: str) -> None:
    """At most three blocks of a hundred are wrong in any way: a sentence, a word, a long word."""
    wrong = [case.block for case in SETS[name] if not case.is_right]
    assert accuracy(SETS[name]).error <= 0.03, wrong


def test_accuracy_counts_what_is_missed_and_what_is_false() -> None:
    found = [
        Case("sv", "Ett. Två. Tre.", ("Ett.", "Två. Tre."), (3, 2, 0)),
        Case("sv", "Se t.ex. här.", ("Se t.ex.", "här."), (3, 2, 1)),
        Case("sv", "Ring oss.", ("Ring oss.",), (2, 1, 0)),
    ]
    assert accuracy(found) == (3, 2, 1, 1, 3, 1, 2, 1)


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


def test_the_sites_own_abbreviations_count_wherever_text_is_counted() -> None:
    text = "Ring vår red. på plats, sa mötesl. i dag, " + "och lite till " * 6 + "sa exp. i går.\n"
    page = parse(text, "page.md", "sv")
    terms = parse_terms('[[term]]\nterm = "mötesledaren"\nabbreviation = "mötesl."\n')
    scope = checks.Scope("sv", readability=Limits(abbreviations=("exp.",)), terms=terms)
    assert scope.abbreviations == ("exp.", "mötesl.")
    assert checks.counts_of(page).sentences == 3
    assert checks.counts_of(page, scope.abbreviations).sentences == 1
    assert [found.rule for found in checks.run(page, checks.Scope("sv"))].count("sentence-long") == 0
    assert [found.rule for found in checks.run(page, scope)].count("sentence-long") == 1


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

    def work(length: int) -> Callable[[], object]:
        block = "a" + unit * (length // len(unit)) + "a"
        return lambda: (count([block], "sv"), sentences(block, "sv"))

    assert linear(work, 10_000)
