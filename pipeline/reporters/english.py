"""What English text has besides the LIX, in a line for people and for JSON."""

from __future__ import annotations

from pipeline.language.english import EnglishScores, Score
from pipeline.words import Words


def in_a_line(scores: EnglishScores, words: Words) -> str:
    """The scores, each with half of its 95 % interval."""
    if scores.flesch is None:
        return words.gettext("Flesch and other English scores: too few words")
    smog = _sure(scores.smog, words) if scores.smog is not None else words.gettext("– (30 sentences are needed)")
    return words.say(
        "Flesch reading ease {flesch}; years of school: Flesch–Kincaid {grade}, Coleman–Liau {liau}, SMOG {smog}",
        flesch=_sure(scores.flesch, words, ".0f"),
        grade=_sure(scores.flesch_kincaid, words),
        liau=_sure(scores.coleman_liau, words),
        smog=smog,
    )


def _sure(score: Score | None, words: Words, form: str = ".1f") -> str:
    if score is None:
        return "–"
    return f"{words.number(score.value, form)} ± {words.number((score.high - score.low) / 2, form)}"


def as_data(scores: EnglishScores) -> dict[str, dict[str, float] | None]:
    """The scores for JSON, by name, each with its 95 % interval; null where one is not measurable."""
    return {name: _data(score) for name, score in scores._asdict().items()}


def _data(score: Score | None) -> dict[str, float] | None:
    return None if score is None else {name: round(value, 2) for name, value in score._asdict().items()}
