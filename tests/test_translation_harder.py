"""A translation that is harder than its source: how sure that is, and where it is said."""

from __future__ import annotations

import random
from statistics import quantiles

import pytest
from conftest import CONFIG, po
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import translation_harder
from pipeline.checks.translation_harder import Both, compared, usual
from pipeline.prose import Counts, count
from pipeline.readability import Pool, lix, lix_interval, pool

SOURCE = (
    "Vi ger råd till alla som vill starta något nytt i sin kommun.",
    "Ring oss i dag. Du får svar av någon som kan frågan.",
    "Alla får vara med, och det kostar inget.",
    "Vi lyssnar först och kommer sedan med förslag. Du väljer själv vad du tar med dig hem.",
    "På våra möten träffas folk från olika håll.",
    "Har du en idé som hjälper andra? Då vill vi höra den.",
    "Vi skriver ner vad vi har lärt oss, så att fler kan göra som vi.",
    "Boken är fri att läsa. Du hittar den på den här sidan.",
    "Vi mäter vad som händer och berättar om det, även när det går dåligt.",
    "Kom hit en dag så tar vi en kopp kaffe.",
)
EASY = (
    "We advise all who want to start something new in their town.",
    "Call us today. You get an answer from one who knows.",
    "All may join, and it costs nothing.",
    "We listen first and then make a few proposals. You choose what you take home.",
    "At our meetings people from all walks meet.",
    "Do you have an idea that helps others? Then we want to hear it.",
    "We write down what we have learnt, so that more can do as we do.",
    "The book is free to read. You find it on this page.",
    "We measure what happens and tell you about it, also when it goes badly.",
    "Come here one day and have a cup of coffee.",
)
HARD = (
    "We provide professional guidance to everybody starting something entirely original within their municipality.",
    "Contact us today, and you will receive an answer from somebody with relevant experience.",
    "Everybody may participate without charge.",
    "We listen before presenting detailed proposals, among which you choose whatever seems suitable for taking home.",
    "Meetings gather participants from different backgrounds.",
    "If you have an innovative concept that supports others, we would appreciate hearing about it.",
    "We document our experience, enabling others to replicate our achievements without difficulty.",
    "The publication is available without charge, and can be downloaded from this page.",
    "We evaluate whatever happens and communicate our conclusions, including disappointing results.",
    "Visit us whenever convenient and enjoy a cup of coffee.",
)


def both(sources: tuple[str, ...], targets: tuple[str, ...]) -> list[Both]:
    return [Both(count([a], "sv"), count([b], "en")) for a, b in zip(sources, targets, strict=True)]


def test_the_difference_is_that_of_the_two_sums_and_the_worst_text_is_found() -> None:
    pairs = both(SOURCE, EASY[:3] + HARD[3:4] + EASY[4:])
    found = compared(pairs)
    source, target = pool(p.source for p in pairs), pool(p.target for p in pairs)
    assert found.difference == lix(*target[:3]) - lix(*source[:3])
    assert found.most == 3


def test_the_interval_is_that_of_a_bootstrap_over_pairs_and_narrower_than_the_two_together() -> None:
    pairs = both(SOURCE * 3, EASY * 2 + HARD)
    found = compared(pairs)
    draw = random.Random(1)
    differences = []
    for _ in range(2000):
        pools = Pool(), Pool()
        for pair in draw.choices(pairs, k=len(pairs)):
            pools[0].add(pair.source)
            pools[1].add(pair.target)
        source, target = pools[0].counts, pools[1].counts
        differences.append(lix(*target[:3]) - lix(*source[:3]))
    cuts = quantiles(differences, n=40)
    assert found.half == pytest.approx((cuts[-1] - cuts[0]) / 2, rel=0.15)
    same = both(SOURCE, EASY)
    low, high = lix_interval(pool(p.source for p in same)) or (0, 0)
    assert compared(same).half < (high - low) / 2 * 2**0.5


def test_a_translation_that_is_its_source_does_not_differ() -> None:
    pairs = [Both(p.source, p.source) for p in both(SOURCE, EASY)]
    assert compared(pairs)[:2] == (0.0, 0.0)


COUNTS = st.builds(
    lambda m, more, long: Counts(m + more, m, min(long, m + more)),
    st.integers(1, 30),
    st.integers(0, 500),
    st.integers(0, 500),
)


@given(st.lists(st.builds(Both, COUNTS, COUNTS), min_size=2, max_size=30))
def test_any_counts_can_be_compared(pairs: list[Both]) -> None:
    found = compared(pairs)
    assert found.half >= 0
    assert 0 <= found.most < len(pairs)
    turned = compared([Both(p.target, p.source) for p in pairs])
    assert turned.difference == pytest.approx(-found.difference)
    assert turned.half == pytest.approx(found.half)


def test_what_is_usual_is_the_same_line_from_both_sides() -> None:
    for source in (20.0, 46.8, 60.0):
        there = source + (usual(source, ("sv", "en")) or 0)
        assert there + (usual(there, ("en", "sv")) or 0) == pytest.approx(source)
    assert usual(40, ("sv", "fi")) is None


def page(site, targets: tuple[str, ...], number: int = 10, **more: str):
    text = "---\ntitle: Om oss\n---\n\n" + "\n\n".join(SOURCE[:number]) + "\n"
    entries = [("title", "Om oss", "About us"), *((None, a, b) for a, b in zip(SOURCE, targets, strict=True))]
    catalogue = po(*entries)
    return site({"source/del/om.md": text, "locales/en/LC_MESSAGES/del.po": catalogue} | more)


def harder(out: str) -> list[str]:
    return [line for line in out.splitlines() if "[readability-translation-harder]" in line]


def test_it_is_said_in_the_catalogue_at_the_text_that_adds_most(site, syntolk) -> None:
    out = syntolk("-C", page(site, EASY[:3] + HARD[3:]), "check").out
    [line] = harder(out)
    catalogue = po(("title", "Om oss", "About us"), *((None, a, b) for a, b in zip(SOURCE, HARD, strict=True)))
    place = line.split(":")[1]
    assert line.startswith(
        f"locales/en/LC_MESSAGES/del.po:{place}:1: review: del/om.md is harder to read in translation"
    )
    assert catalogue.splitlines()[int(place) - 1].startswith('msgid "')
    assert "a sentence + " in line
    assert "Most of it is in “" in line


@pytest.mark.parametrize(
    ("targets", "number", "config"),
    [
        (EASY, 10, CONFIG),
        (HARD, 6, CONFIG),  # Under 100 words.
        (HARD, 10, CONFIG + 'source_language = "nb"\n'),  # Of this pair nothing is known.
    ],
)
def test_nothing_is_said_of_what_is_fine_or_unknown(site, syntolk, targets, number: int, config: str) -> None:
    assert harder(syntolk("-C", page(site, targets, number, **{"syntolk.toml": config}), "check").out) == []


def test_a_page_that_is_fine_costs_two_numbers(site, syntolk, monkeypatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    root = page(site, EASY)
    monkeypatch.setattr(translation_harder, "count", never)
    assert syntolk("-C", root, "check").code == 0
