"""Which texts are compared: the same come out as when all are compared, and a bound says which are never left out."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate

import pytest
from growth import linear
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from pipeline.translation import likeness
from pipeline.translation.likeness import Sources, _features

LETTERS = "abcdefghijklmnoprstuvåäö"


def plain(sources: list[str], text: str, minimum: int, limit: int = 8) -> list[tuple[str, float]]:
    """What comes out when `text` is compared with each of `sources`, by length."""
    found = process.extract(text, sorted(sources, key=len), scorer=fuzz.ratio, score_cutoff=minimum, limit=limit)
    return [(source, score) for source, score, _ in found]


texts = st.text("abcå .İß", max_size=12)


@given(st.lists(texts, max_size=12, unique=True), texts, st.integers(1, 100))
def test_few_texts_are_all_compared(sources: list[str], text: str, minimum: int) -> None:
    assert Sources(sources).most_like(text, minimum, 8) == plain(sources, text, minimum)


words = st.lists(st.text("aÅbİßn", min_size=1, max_size=9), max_size=12).map(" ".join)


@given(words, words | st.text("ab n", max_size=30), st.data())
@example("ab cd ef", "abcd ef", None)
@example("aİb c", "ab c", None)
def test_a_character_changes_four_features_at_most(text: str, other: str, data: st.DataObject | None) -> None:
    if data is not None and text:
        place = data.draw(st.integers(0, len(text)))
        near = text[:place] + data.draw(st.sampled_from(["", " ", "a", "b c"])) + text[place + 1 :]
        other = data.draw(st.sampled_from([other, near]))
    lost = _features(text) - _features(other)
    assert len(lost) <= 4 * Indel.distance(text, other)


@given(st.lists(words, max_size=20, unique=True), words, st.integers(1, 100), st.integers(1, 6))
def test_what_shares_more_than_the_last_one_compared_is_never_left_out(
    sources: list[str], text: str, minimum: int, least: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "_WORK", 0)
        patch.setattr(likeness, "_PATIENCE", 0)
        patch.setattr(likeness, "_LEAST", least)
        patch.setattr(likeness, "_COUNTED", 10_000)
        stock = Sources(sources)
        window = range(len(sources))
        compared = {stock._texts[place] for place in stock._likely(text, window)}
    features = _features(text)
    shared = {source: len(features & _features(source)) for source in sources}
    last = min((shared[source] for source in compared), default=0) if len(compared) >= least else 0
    assert all(source in compared for source in sources if shared[source] > last)


def corpus(kind: str, number: int, rng: random.Random) -> list[str]:
    """Texts of words that are all as frequent, or as frequent as in a language; or of one word and a number."""
    vocabulary = ["".join(rng.choices(LETTERS, k=rng.randint(3, 10))) for _ in range(3000)]
    weights = list(accumulate(1 / (i + 1) if kind == "language" else 1 for i in range(3000)))
    if kind == "numbers":
        return [f"Rubrik {rng.randrange(10**6)}" for _ in range(number)]
    lengths = [rng.randint(3, 25) for _ in range(number)]
    return [" ".join(rng.choices(vocabulary, cum_weights=weights, k=length)) for length in lengths]


def changed(text: str, rng: random.Random) -> str:
    """`text` as somebody has gone over it."""
    share = rng.choice([0.05, 0.1, 0.2, 0.3])
    ways: list[Callable[[], str]] = [
        lambda: " ".join("nytt" if rng.random() < share else word for word in text.split()),
        lambda: " ".join(word for word in text.split() if rng.random() >= share),
        lambda: " ".join(word + "en" if rng.random() < share else word for word in text.split()),
        lambda: "".join(rng.choice(LETTERS) if rng.random() < share / 2 else letter for letter in text),
        lambda: text[len(text) // 2 :] + " " + text[: len(text) // 2],
    ]
    return rng.choice(ways)()


@pytest.mark.parametrize("kind", ["even", "language", "numbers"])
def test_the_best_of_many_is_the_best_of_all(kind: str) -> None:
    rng = random.Random(1)
    sources = list(dict.fromkeys(corpus(kind, 6000, rng)))
    stock = Sources(sources)
    found = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "_WORK", likeness._WORK // 4)  # As if they were four times as many.
        patch.setattr(likeness, "_COUNTED", likeness._COUNTED // 4)
        for _ in range(150):
            text = changed(rng.choice(sources), rng)
            best = plain(sources, text, 75)[:1]
            assert stock.most_like(text, 75, 8)[:1] == best, text
            found += bool(best)
    assert found > 100


def test_of_long_texts_the_like_is_found() -> None:
    rng = random.Random(1)
    vocabulary = ["".join(rng.choices(LETTERS, k=rng.randint(2, 9))) for _ in range(3000)]
    sources = [" ".join(rng.choices(vocabulary, k=2500)) for _ in range(300)]
    stock = Sources(sources)
    stock.most_like(sources[0], 75, 8)  # The index is made at the first.
    for source in sources[:10]:
        assert stock.most_like(f"{source} till slut", 75, 8)[0][0] == source


def test_four_times_as_many_take_no_sixteen_times_as_long() -> None:
    rng = random.Random(1)

    def work(number: int) -> Callable[[], object]:
        sources = corpus("even", number, rng)
        texts = [changed(source, rng) for source in rng.sample(sources, number // 10)]

        def find() -> None:
            stock = Sources(sources)
            assert sum(bool(stock.most_like(text, 75, 8)) for text in texts) > number // 20

        return find

    assert linear(work, 5_000, 4)
