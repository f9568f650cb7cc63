"""An `Explanation`, for people and as JSON: `docs/formats.md` describes the latter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.language.excerpt import excerpt
from pipeline.language.explanation import Advice, Explanation
from pipeline.model import Location, Measure
from pipeline.reporters.english import as_data, in_a_line
from pipeline.reporters.json import measure as measured
from pipeline.reporters.json import rounded
from pipeline.words import Words

VERSION = 1
"""Raised when a field is removed or changes its meaning; new fields do not raise it."""
FIRST = 3
"""Sentences that are summed up: as many as somebody changes in one go."""
SHOWN = 5
"""Sentences that are shown where nobody says how many."""
_LINE = 100
"""Characters of a sentence that are shown."""
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd")


def text(found: Explanation, words: Words, limit: int | None = None) -> str:
    """The explanation for the terminal. Of a page that needs nothing no sentence is shown, unless `limit` asks for some."""
    advice = found.needed if limit is None else found.advice
    lines = list(_head(found, words))
    if found.needed or found.unmeasurable is None:
        lines += ["", _verdict(found, words)]
    if advice:
        shown = advice[: SHOWN if limit is None else limit]
        lines += ["", *_advice(found, shown, words)]
        if len(advice) > len(shown):
            more = "More sentences: {number}. --limit {all} shows them too."
            lines += ["", words.say(more, number=len(advice) - len(shown), all=len(advice))]
    return "".join(f"{line}\n" for line in lines)


def _head(found: Explanation, words: Words) -> Iterator[str]:
    """The page and its sums."""
    m = found.measure
    title = f": {_plain(found.title)}" if found.title else ""
    yield f"{_plain(found.path)} ({m.language}){title}"
    if found.unmeasurable is not None:
        yield f"  {words.shown(found.unmeasurable)}"
        if m.words:
            yield "  " + words.say(
                "Words: {words}; sentences: {sentences}; long words: {long_words}",
                words=m.words,
                sentences=m.sentences,
                long_words=m.long_words,
            )
        return
    yield "  " + sum_of(m, words)
    if found.band is not None:
        yield "  " + words.say("{band}, by the bands of lix.se", band=_bands(words)[found.band])
    elif found.bandless is not None:
        yield f"  {words.shown(found.bandless)}"
    limits = found.limits
    yield "  " + words.say(
        "For the audience “{audience}”: a warning over LIX {warning}, an error over {error}; at most {sentence} words a sentence",
        audience=limits.audience,
        warning=f"{limits.warning:g}",
        error=f"{limits.error:g}",
        sentence=limits.sentence,
    )
    yield "  " + words.say(
        "RIX {rix}, OVIX {ovix}", rix=_decimal(m.rix, words), ovix="–" if m.ovix is None else round(m.ovix)
    )
    if found.english is not None:
        yield "  " + in_a_line(found.english, words)
    longest = [
        words.say("{words} words ({place})", words=len(sentence.words), place=_where(place, found, words))
        for place, sentence in found.longest
    ]
    yield "  " + words.say("Longest sentences: {list}", list=", ".join(longest))


def _where(place: Location, found: Explanation, words: Words) -> str:
    """A line of the page, or of the catalogue where a translation is edited."""
    return (
        words.say("line {line}", line=place.line) if place.path == found.path else _plain(str(place._replace(column=0)))
    )


def sum_of(m: Measure, words: Words) -> str:
    """How a LIX comes about, in one line."""
    if m.lix is None or m.lix_interval is None:
        return words.gettext("not measurable")
    low, high = m.lix_interval
    return words.say(
        "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words",
        lix=round(m.lix),
        half=round((high - low) / 2),
        length=round(m.words / m.sentences, 1),
        share=round(100 * m.long_words / m.words),
        words=m.words,
    )


def _verdict(found: Explanation, words: Words) -> str:
    """What the page needs, in a sentence."""
    if found.hard and found.measure.lix_interval is not None:
        return words.say(
            "This page is hard for its readers: even the lower end of the interval, {low}, is over {limit}. What would help most:",
            low=round(found.measure.lix_interval[0]),
            limit=f"{found.limits.warning:g}",
        )
    if not found.needed:
        return words.gettext("This page is within its limits: nothing needs to be changed.")
    within = "Sentences of more than {limit} words: {number}. The page is otherwise within its limits."
    unknown = "Sentences of more than {limit} words: {number}."
    template = within if found.unmeasurable is None else unknown
    return words.say(template, limit=found.limits.sentence, number=len(found.needed))


def _advice(found: Explanation, shown: Sequence[Advice], words: Words) -> Iterator[str]:
    """The sentences, what to do with each, and what the first ones come to."""
    measurable = found.measure.lix is not None
    for number, advice in enumerate(shown, 1):
        gain, place = advice.gain, advice.location
        yield words.say(
            "{number}. {place}, {words} words: “{start}”",
            number=number,
            place=_where(place, found, words),
            words=len(gain.sentence.words),
            start=_start(gain.sentence.text),
        )
        if gain.parts > 1:
            template = "Split it in {parts}: LIX −{gain}." if measurable else "Split it in {parts}."
            yield "   " + words.say(template, parts=gain.parts, gain=_decimal(gain.split, words))
        if gain.words and measurable:
            template = "Write shorter or simpler for {words}: LIX −{gain}."
            listed = ", ".join(gain.words)
            yield "   " + words.say(template, words=_plain(listed), gain=_decimal(gain.shorter, words))
    first = shown[:FIRST]
    then, now = found.after(first), found.measure.lix
    if now is not None and then is not None:
        yield ""
        template = "If you change the first {number} so: LIX {now} → {then}."
        one = "If you change it so: LIX {now} → {then}."
        yield words.say(one if len(first) == 1 else template, number=len(first), now=round(now), then=round(then))


def _bands(words: Words) -> Mapping[str, str]:
    _ = words.gettext
    return {
        "very-easy": _("Very easy (LIX under 30)"),
        "easy": _("Easy (LIX 30–40)"),
        "medium": _("Medium (LIX 40–50)"),
        "hard": _("Hard (LIX 50–60)"),
        "very-hard": _("Very hard (LIX over 60)"),
    }


def _decimal(value: float | None, words: Words) -> str:
    return "–" if value is None else words.number(value, ".1f")


def _start(sentence: str) -> str:
    return excerpt(_plain(sentence), _LINE)


def _plain(value: str) -> str:
    """A text on one line, with nothing in it that would command a terminal; code as an ellipsis."""
    return " ".join(value.split()).replace("\ufffc", "…").translate(_CONTROLS)


# --- JSON ------------------------------------------------------------------------------------------------


def as_json(found: Explanation, words: Words, limit: int | None = None) -> str:
    """The same for programs, with the sentences that change anything, needed or not."""
    return json.dumps(data(found, words, limit), ensure_ascii=False, indent=2) + "\n"


def data(found: Explanation, words: Words, limit: int | None = None) -> dict[str, Any]:
    """What `as_json` prints."""
    m, limits = found.measure, found.limits
    shown = found.advice[:limit]
    first = found.needed[:FIRST]
    return {
        "version": VERSION,
        "path": found.path,
        "title": found.title,
        "language": m.language,
        "readability": measured(m),
        "unmeasurable": words.shown(found.unmeasurable) if found.unmeasurable is not None else None,
        "band": found.band,
        "audience": limits.audience,
        "limits": {
            "warning": limits.warning,
            "error": limits.error,
            "sentence": limits.sentence,
            "paragraph": limits.paragraph,
        },
        "hard": found.hard,
        "english": as_data(found.english) if found.english is not None else None,
        "longest": [
            {"line": place.line, "words": len(sentence.words), "text": sentence.text}
            for place, sentence in found.longest
        ],
        "sentences": [_sentence(found, advice) for advice in shown],
        "after": {"sentences": len(first), "lix": rounded(found.after(first))} if first else None,
    }


def _sentence(found: Explanation, advice: Advice) -> dict[str, Any]:
    gain, measurable = advice.gain, found.measure.lix is not None
    return {
        "path": advice.location.path,
        "line": advice.location.line,
        "text": gain.sentence.text,
        "words": len(gain.sentence.words),
        "long_words": gain.sentence.long_words,
        "too_long": advice.too_long,
        "needed": found.hard or advice.too_long,
        "parts": gain.parts,
        "split": rounded(gain.split) if measurable else None,
        "replace": list(gain.words),
        "shorter": rounded(gain.shorter) if measurable else None,
    }
