"""The formulas against hand counts and published values, the interval against a bootstrap, English without a network."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import readability
from pipeline.prose import Counts, count, sentences
from pipeline.readability import (
    band,
    english,
    flesch,
    flesch_kincaid,
    lix_interval,
    measure,
    measure_blocks,
    pool,
    score,
    syllables,
)

DATA = Path(__file__).parent / "data" / "prose"
RUNNING = (DATA / "running.sv.tsv").read_text("utf-8").split("\n")[1:]

ENGLISH = [
    "We collect and share knowledge about social innovation. Every year we invite people from all parts of society.",
    "A good idea needs money to become real. The people who pay want to know what their money leads to.",
    "Research is teamwork and an article that nobody reads changes nothing. Therefore we read it for you.",
]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Ring oss. Kom hit. Vi hjälper.", 18.67),
        ("Vi erbjuder t.ex. rådgivning, kurser m.m. till unga.", 33.0),
        ("Priset är 3,5 miljoner kronor. Ring 040-628 04 00.", 17.79),
    ],
)
def test_lix_counted_by_hand(block: str, expected: float) -> None:
    assert measure_blocks([block], "sv").lix == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("blocks", [[], [""], ["–", "😀 …"]])
def test_nothing_to_measure(blocks: list[str]) -> None:
    got = measure_blocks(blocks, "sv")
    assert (got.words, got.sentences, got.types) == (0, 0, 0)
    assert (got.lix, got.lix_interval, got.rix, got.ovix) == (None, None, None, None)
    assert band(got, "sv") is None


def test_one_sentence_has_no_interval_and_no_repetition_no_ovix() -> None:
    got = measure_blocks(["Vi ger stöd till alla."], "sv")
    assert got.lix == 5.0
    assert got.rix == 0.0
    assert (got.lix_interval, got.ovix) == (None, None)


def test_markdown_measures_running_text_alone() -> None:
    page = """---
title: Tillgänglighetsredogörelse
---

# Tillgänglighetsredogörelse

Ring oss. Kom `hit.Nu.Genast()`.

![Beskrivning av bilden](bild.jpg "Bildtexten")

- Vi hjälper

```
kod. kod. kod.
```
"""
    got = measure(page, "sv")
    assert (got.words, got.sentences, got.long_words) == (6, 3, 1)


def test_texts_are_pooled_by_their_counts() -> None:
    parts = [count([block], "sv") for block in RUNNING]
    assert pool(parts) == count(RUNNING, "sv")
    assert pool([]) == Counts()


def counted(lengths: Sequence[tuple[int, int]]) -> Counts:
    """The counts of sentences that have these (words, long words)."""
    squares = tuple(sum(pair[i] * pair[j] for pair in lengths) for i, j in ((0, 0), (0, 1), (1, 1)))
    words, long_words = sum(x for x, _ in lengths), sum(y for _, y in lengths)
    return Counts(words, len(lengths), long_words, longest=max((x for x, _ in lengths), default=0), squares=squares)


@pytest.mark.parametrize("size", [10, 15, 20, 30, 60, 120, 190])
@pytest.mark.parametrize("first", [0, 40, 70])
def test_interval_agrees_with_a_bootstrap_over_sentences(size: int, first: int) -> None:
    lengths = [(len(s.words), s.long_words) for block in RUNNING * 2 for s in sentences(block, "sv")][
        first : first + size
    ]
    chance, draws = random.Random(1968), 3_000  # the same draws on every machine

    def drawn() -> float:
        sample = chance.choices(lengths, k=size)
        words = sum(pair[0] for pair in sample)
        return words / size + 100 * sum(pair[1] for pair in sample) / words

    ordered = sorted(drawn() for _ in range(draws))
    width = ordered[round(0.975 * draws)] - ordered[round(0.025 * draws)]
    interval = lix_interval(counted(lengths))
    assert interval is not None
    assert interval[1] - interval[0] == pytest.approx(width, rel=0.15)


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda pair: (pair[0], min(pair))), max_size=30))
def test_interval_holds_the_lix(lengths: list[tuple[int, int]]) -> None:
    got = score(counted(lengths), "sv")
    if got.lix_interval is None:
        assert len(lengths) < 2
        return
    low, high = got.lix_interval
    assert got.lix is not None
    assert low >= 0
    assert low <= got.lix or isclose(low, got.lix)
    assert high >= got.lix or isclose(high, got.lix)
    assert got.lix_interval == lix_interval(counted(lengths))


@pytest.mark.parametrize(
    ("long_words", "expected"),
    [(0, "very-easy"), (19, "very-easy"), (20, "easy"), (30, "medium"), (40, "hard"), (50, "very-hard")],
)
def test_bands_of_lix_se(long_words: int, expected: str) -> None:
    got = score(Counts(100, 10, long_words), "sv")  # LIX 10 and more
    assert band(got, "sv") == band(got, "en-GB") == expected
    assert band(got, "ar") is None
    assert band(score(Counts(99, 10, long_words), "sv"), "sv") is None


def test_english_scores() -> None:
    got = english(ENGLISH)
    assert (got.words, got.sentences) == (55, 6)
    assert got.smog is None
    assert got.flesch == flesch(55, 6, got.syllables)
    assert got.flesch_kincaid == flesch_kincaid(55, 6, got.syllables)
    assert english(ENGLISH * 5).smog is not None


def test_english_of_nothing() -> None:
    got = english([])
    assert (got.flesch, got.flesch_kincaid, got.smog, got.coleman_liau) == (None, None, None, None)


def test_syllables_counted_by_hand() -> None:
    expected = {"any": 2, "every": 3, "about": 2, "make": 1, "table": 2, "images": 3, "needed": 2, "\ufffc": 1}
    assert syllables(expected) == expected


def test_textstat_agrees_where_the_conventions_do() -> None:
    from textstat.textstat import textstatistics  # type: ignore[import-untyped]

    textstat = textstatistics()
    textstat.set_lang("en-US")
    text = " ".join(ENGLISH)
    got = measure_blocks(ENGLISH, "en")
    assert got.lix == pytest.approx(textstat.lix(text))
    assert got.rix == pytest.approx(textstat.rix(text))
    found = textstat.syllable_count(text)
    assert flesch(got.words, got.sentences, found) == pytest.approx(textstat.flesch_reading_ease(text))
    assert flesch_kincaid(got.words, got.sentences, found) == pytest.approx(textstat.flesch_kincaid_grade(text))


def test_english_asks_no_network_and_swedish_not_even_textstat() -> None:
    """In an interpreter of its own, where looking up or connecting to a host ends it."""
    program = """if True:
        import sys
        def hook(event, arguments):
            if event.startswith("socket.connect") or event == "socket.getaddrinfo":
                raise SystemExit(f"network: {event} {arguments}")
        sys.addaudithook(hook)
        from pipeline.readability import english, measure_blocks
        measure_blocks(["Ring oss."], "sv")
        assert "textstat" not in sys.modules
        assert english(["Every page is readable."]).syllables == 8
    """
    root = Path(readability.__file__).parents[1]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
