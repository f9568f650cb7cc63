"""What English text has besides the LIX, in a line for people."""

from __future__ import annotations

from pipeline.english import EnglishScores, Score
from pipeline.words import Words


def in_a_line(scores: EnglishScores, words: Words) -> str:
    """The scores, each with half of its 95 % interval."""
    if scores.flesch is None:
        return words.gettext("Flesch and other English scores: too few words")
    smog = _sure(scores.smog, words) if scores.smog is not None else words.gettext("– (30 sentences are needed)")
    return words.say(
        "Flesch reading ease {flesch}; years of school: Flesch–Kincaid {grade}, Coleman–Liau {liau}, SMOG {smog}",
        flesch=_sure(scores.flesch, words),
        grade=_sure(scores.flesch_kincaid, words),
        liau=_sure(scores.coleman_liau, words),
        smog=smog,
    )


def _sure(score: Score | None, words: Words) -> str:
    if score is None:
        return "–"
    return f"{words.number(score.value, '.0f')} ± {words.number((score.high - score.low) / 2, '.0f')}"
