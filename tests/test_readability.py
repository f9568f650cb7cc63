"""The formulas against hand counts and published values, the interval against a bootstrap, English without a network."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from math import isclose
from pathlib import Path

import pytest
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import english as english_module
from pipeline.language.english import (
    EnglishCounts,
    EnglishScores,
    coleman_liau,
    english,
    english_counts,
    english_scores,
    flesch,
    flesch_kincaid,
    pool_english,
    smog,
    syllables,
    why_no_score,
)
from pipeline.model import Measure
from pipeline.prose import Counts, count, read, sentences
from pipeline.readability import (
    band,
    lix_interval,
    measure,
    measure_blocks,
    pool,
    reason,
    score,
)

DATA = Path(__file__).parent / "data" / "prose"
RUNNING = (DATA / "running.sv.tsv").read_text("utf-8").split("\n")[1:]

BLOCKS = st.lists(
    st.sampled_from(
        "a.m. e.g. The and/or A.-M. Hall 12 000 well-known www.gov.uk ½ \ufffc ... It's – ! 😀 caf\u00e9 St.".split(" ")
    )
).map(" ".join)
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
    assert got.unmeasured == "empty"
    assert band(got, "sv") is None
    assert "running text" in said(got)


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
    counts = english_counts(read(ENGLISH * 5, "en"))
    assert counts[:2] == (275, 30)
    got = english(ENGLISH * 5)
    assert got == english_scores(counts)
    assert got.flesch is not None
    assert got.flesch_kincaid is not None
    assert got.smog is not None
    assert got.coleman_liau is not None
    assert got.flesch.value == flesch(275, 30, counts.syllables)
    assert got.flesch_kincaid.value == flesch_kincaid(275, 30, counts.syllables)
    assert got.smog.value == smog(30, counts.polysyllables)
    assert got.coleman_liau.value == coleman_liau(275, 30, counts.letters)
    assert all(each is not None and each.low < each.value < each.high for each in got)


def test_english_needs_a_hundred_words_and_smog_thirty_sentences() -> None:
    assert english([]) == english(ENGLISH) == EnglishScores()
    assert why_no_score(english_counts(read(ENGLISH, "en"))) is not None
    twice = english_counts(read(ENGLISH * 2, "en"))
    assert why_no_score(twice) is None
    assert english_scores(twice).flesch is not None
    assert english_scores(twice).smog is None
    assert english(["It is so. " * 40]).smog is None
    assert english(["12 000 365 77 24 " * 40]) == EnglishScores()
    assert english(["word " * 200]) == EnglishScores()


def test_english_is_pooled_by_counts() -> None:
    parts = [english_counts(read([block], "en")) for block in ENGLISH]
    assert pool_english(parts) == english_counts(read(ENGLISH, "en"))
    assert pool_english([]) == EnglishCounts()


def test_an_address_a_number_and_code_are_one_syllable() -> None:
    counts = english_counts(read(["See https://example.org/readability or 020 7946 0123 or \ufffc."], "en"))
    assert counts[:6] == (6, 1, 6, 0, 7, 2)


@pytest.mark.parametrize("size", [30, 60, 120])
def test_english_intervals_agree_with_a_bootstrap_over_sentences(size: int) -> None:
    chance = random.Random(1948)
    words = "the of to and in is it for that was people important information government consider".split()
    pool_of = [" ".join(chance.choices(words, k=chance.randint(3, 30))) + "." for _ in range(size)]
    each = [english_counts(read([one], "en")) for one in pool_of]
    got = english_scores(pool_english(each))
    draws = [totals(chance.choices(each, k=size)) for _ in range(2_000)]
    formulas = {
        "flesch": lambda t: flesch(t[0], size, t[2]),
        "flesch_kincaid": lambda t: flesch_kincaid(t[0], size, t[2]),
        "smog": lambda t: smog(size, t[3]),
        "coleman_liau": lambda t: coleman_liau(t[0], size, t[4]),
    }
    for name, formula in formulas.items():
        ordered = sorted(map(formula, draws))
        width = ordered[round(0.975 * len(ordered))] - ordered[round(0.025 * len(ordered))]
        interval = getattr(got, name)
        assert interval.high - interval.low == pytest.approx(width, rel=0.15), name


def totals(counts: Sequence[EnglishCounts]) -> list[int]:
    return [sum(column) for column in zip(*(one[:5] for one in counts), strict=True)]


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
        from pipeline.language.english import english_counts
        from pipeline.prose import read
        from pipeline.readability import measure_blocks
        measure_blocks(["Ring oss."], "sv")
        assert "textstat" not in sys.modules
        assert english_counts(read(["Every page is readable."], "en")).syllables == 8
    """
    root = Path(english_module.__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


# --- never a score that means nothing ---------------------------------------------------------------

SWEDISH = "Vi ger råd till den som vill ha hjälp med sin ansökan. Det kostar ingenting, och du kan ringa när du vill. "
FRENCH = (
    "Nous aidons les personnes qui cherchent un logement dans la ville. Les associations travaillent avec les écoles "
    "pour que chaque enfant trouve sa place, et nous publions les résultats tous les ans. "
)
GERMAN = (
    "Wir helfen allen Menschen, die eine Wohnung suchen und nicht wissen, wohin sie sich wenden sollen. Die Beratung "
    "kostet nichts, und niemand muss vorher anrufen oder einen Termin vereinbaren. "
)
DANISH = (
    "Vi hjælper alle mennesker, der søger en bolig og ikke ved, hvor de skal henvende sig. Rådgivningen koster ingen "
    "penge, og du behøver hverken at ringe eller aftale en tid først. "
)
ARABIC = "نحن نساعد جميع الناس الذين يبحثون عن سكن في المدينة. لا تكلف المشورة شيئا. "


def said(measured: Measure) -> str:
    """The reason, as a report would print it; empty where there is none."""
    found = reason(measured)
    return found.template.format(**dict(found.values)) if found else ""


@pytest.mark.parametrize(
    ("text", "language"),
    [(ARABIC * 9, "ar"), (ARABIC * 9, "fa-IR"), ("我们帮助所有人。咨询是免费的而且不需要预约。" * 20, "zh-Hans")],
)
def test_no_score_where_letters_are_no_sounds(text: str, language: str) -> None:
    got = measure_blocks([text], language)
    assert (got.unmeasured, got.lix) == ("script", None)
    assert f"does not write a letter for each sound ({language})" in said(got)


@pytest.mark.parametrize(
    ("text", "unmeasured", "words"),
    [
        ("", "empty", "no running text"),
        ("– … 😀", "empty", "no running text"),
        ("12 000 3,5 2014 9–16 " * 30, "numbers", "numbers or code"),
        ("\ufffc \ufffc \ufffc. ", "numbers", "numbers or code"),
        ("ord utan slut " * 5_000, "sentences", "15000 words a sentence"),
        (ARABIC * 5, "script", "script"),
        ((SWEDISH + ARABIC) * 5, "script", "script"),
        ("我们帮助所有人。 Vi hjälper. " + "咨询是免费的而且不需要预约。", "script", "script"),
        (FRENCH * 3, "language", "another language"),
        (GERMAN * 3, "language", "another language"),
        (DANISH * 3, "language", "another language"),
        (FRENCH * 3 + "Ring oss.", "language", "another language"),
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("language", ["sv", "en-GB"])
def test_no_score_that_means_nothing(text: str, unmeasured: str, words: str, language: str) -> None:
    got = measure_blocks([text], language)
    assert got.unmeasured == unmeasured
    assert (got.lix, got.lix_interval, got.rix, got.ovix) == (None, None, None, None)
    assert band(got, language) is None
    assert words in said(got)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hej", "judgement: 1."),
        ("Ring 040-628 04 00.", "judgement: 2."),
        (SWEDISH * 3, "judgement: 66."),
        ("ord " * 100, "single sentence"),
        ("Ja. " * 8 + "ett ord till " * 32 + ".", "too uncertain"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_score_that_says_too_little_gets_no_band(text: str, words: str) -> None:
    got = measure_blocks([text], "sv")
    assert got.lix is not None
    assert band(got, "sv") is None
    assert words in said(got)


def test_what_is_measurable_has_no_reason() -> None:
    for language, text in (("sv", SWEDISH), ("en", " ".join(ENGLISH))):
        got = measure_blocks([text] * 10, language)
        assert said(got) == ""
        assert band(got, language) is not None
    assert measure_blocks(ENGLISH, "sv").lix is not None  # LIX serves both alike.
    assert measure_blocks([FRENCH] * 3, "fr").lix is not None
    assert "Swedish and English" in said(measure_blocks([FRENCH] * 9, "fr"))


@pytest.mark.parametrize(
    "unit",
    [SWEDISH, "ord ", "12 000 ", FRENCH, ARABIC, "a\u030abä 我们 😀 שלום ", "x" * 50, "(”a. ", "\ufffc. ", "ord, "],
    ids=lambda unit: unit[:10],
)
def test_measuring_takes_time_by_length(unit: str) -> None:

    def work(length: int) -> Callable[[], object]:
        block = unit * (length // len(unit))
        return lambda: (reason(measure_blocks([block], "sv")), english([block]))

    assert linear(work, 60_000)


@given(st.lists(st.text(max_size=60), max_size=8), st.sampled_from(["sv", "en", "ar", "", "x-y"]))
def test_any_text_at_all_has_a_score_or_a_reason(blocks: list[str], language: str) -> None:
    got = measure_blocks(blocks, language)
    assert (got.lix is None) == bool(got.unmeasured)
    assert got.lix is not None or "Not measurable" in said(got)
    if band(got, language) is not None:
        assert got.lix_interval is not None
        assert got.lix_interval[1] - (got.lix or 0) <= 10
    english(blocks)


@given(st.lists(BLOCKS, max_size=5))
def test_syllables_are_those_of_the_words_of_the_sentences(blocks: list[str]) -> None:
    counts = english_counts(read(blocks, "en"))
    words = [word for block in blocks for sentence in sentences(block, "en") for word in sentence.words]
    assert counts.words == len(words)
    assert counts.sentences == count(blocks, "en").sentences
    assert counts.syllables == sum(syllables(words)[word] for word in words)
