"""How the LIX of a page came about, and what would help most: `explain` gives an `Explanation` of a document.

What means nothing is not measured: a text without words, one sentence, numbers alone, another language than the page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.checks.subjects import Text, subjects
from pipeline.language.detection import FUNCTION_WORDS, base, guess, words_of
from pipeline.language.english import EnglishScores, english_counts, english_scores
from pipeline.language.improve import Gain, after, easy_length, gains
from pipeline.language.limits import Limits
from pipeline.model import Catalogue, Document, Location, Measure, Phrase
from pipeline.prose import Sentence, read
from pipeline.readability import ENOUGH, PROSE_ROLES, Band, band, reason, score
from pipeline.termbase.site_words import site_words
from pipeline.terms import Termbase

_GUESSED = 5000
"""Characters that are looked at to tell the language."""
_OWN = 0.1
"""Share of little words over which a text is in its language, whatever it looks like; about 0.4 is usual."""
LONGEST = 3
"""Sentences that are named as the longest."""


class Advice(NamedTuple):
    """A sentence, and what changing it would gain."""

    location: Location
    """Where a person edits it."""
    gain: Gain
    """What it would gain."""
    too_long: bool
    """Whether it has more words than the page's readers should get."""


class Explanation(NamedTuple):
    """How hard a page is to read, and why."""

    path: str
    """The page."""
    title: str
    """Its title in this language; empty where it has none."""
    measure: Measure
    """Its sums; no scores where these would mean nothing."""
    unmeasurable: Phrase | None
    """Why there are no scores, or None."""
    band: Band | None
    """The band of lix.se."""
    bandless: Phrase | None
    """Why there is no band, or None."""
    limits: Limits
    """What its readers should get."""
    advice: tuple[Advice, ...]
    """Its sentences by what changing each would gain, most first; without those where nothing can be gained."""
    longest: tuple[tuple[Location, Sentence], ...]
    """The longest sentences, longest first."""
    english: EnglishScores | None
    """More scores of English text."""

    @property
    def hard(self) -> bool:
        """Whether its LIX is over its limit, even at the lower end of the interval."""
        interval = self.measure.lix_interval
        return interval is not None and self.measure.words >= ENOUGH and interval[0] > self.limits.warning

    @property
    def needed(self) -> tuple[Advice, ...]:
        """The advice that the page needs: on a hard page all, else on sentences that are too long."""
        return self.advice if self.hard else tuple(a for a in self.advice if a.too_long)

    def after(self, changed: Sequence[Advice]) -> float | None:
        """The LIX once these sentences are split and have short words; None where it is not measurable."""
        m = self.measure
        return None if m.lix is None else after(m.words, m.sentences, m.long_words, (a.gain for a in changed))


def explain(
    document: Document,
    limits: Limits,
    terms: Termbase | None = None,
    catalogue: Catalogue | None = None,
    source: str = "",
) -> Explanation:
    """Why `document` is as hard to read as it is; a translation comes with the `catalogue` that it was localised with.

    Terms of the site are not offered for replacement. With the text of the page (`source`) the line of each sentence is
    known, else that of its paragraph.
    """
    language = document.language
    site = site_words(terms or Termbase(), limits.abbreviations, language)
    on_page = subjects(document, catalogue)
    texts = on_page.texts
    blocks = [text.inline.prose for text in texts]
    words = read(blocks, language, site.abbreviations)
    measure = score(words.counts, language)
    # Of few words it says more than that they are few; of more the report shows what `score` says, and so do we.
    if not measure.unmeasured and measure.words < ENOUGH and foreign(" ".join(blocks)[:_GUESSED], language):
        measure = measure._replace(unmeasured="language", lix_interval=None)
    why = reason(measure)
    measurable = measure.lix_interval is not None
    if not measurable:
        measure = measure._replace(lix=None, lix_interval=None, rix=None, ovix=None)
    if not measure.words and any(one.segment.role in PROSE_ROLES for one in on_page.unfinished):
        why = Phrase("Not measurable: nothing on it is translated yet.")
    found = gains(blocks, language, site, easy_length(limits.sentence))
    places = _places(texts, found, source if catalogue is None else "")
    best = found if measurable else [gain for gain in found if len(gain.sentence.words) > limits.sentence]
    by_length = sorted(found, key=lambda gain: -len(gain.sentence.words))[:LONGEST]
    title = document.meta.get("title")
    return Explanation(
        document.path,
        title if isinstance(title, str) else "",
        measure,
        why if not measurable else None,
        band(measure, language) if measurable else None,
        why if measurable else None,
        limits,
        tuple(
            Advice(places[_key(gain)], gain, len(gain.sentence.words) > limits.sentence)
            for gain in best
            if gain.most > 0
        ),
        tuple((places[_key(gain)], gain.sentence) for gain in by_length),
        english_scores(english_counts(words)) if base(language) == "en" and measurable else None,
    )


def foreign(text: str, language: str) -> str:
    """The language of `text` where that is surely another than `language`; empty where it is not.

    Neighbours are easily mistaken for each other, so the little words have a say: a text that has many of its own is its own.
    """
    found = guess(text)
    if not found or found == base(language):
        return ""
    spoken = [word.lower() for word in words_of(text)]
    own, other = (sum(word in FUNCTION_WORDS.get(base(tag), ()) for word in spoken) for tag in (language, found))
    return "" if own >= max(other, _OWN * len(spoken)) and own else found


def sample(document: Document) -> str:
    """As much of the words of `document` as tells its language."""
    return " ".join(text.inline.prose for text in subjects(document, None).texts)[:_GUESSED]


# --- where the sentences are ---------------------------------------------------------------------------

_Key = tuple[int, int]
"""Number of the block, offset in it."""


def _key(gain: Gain) -> _Key:
    return gain.block, gain.sentence.start


def _places(texts: Sequence[Text], found: Sequence[Gain], source: str) -> Mapping[_Key, Location]:
    """Where each sentence begins. In the source it is looked for from the beginning of its block on, once, forwards."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")  # As the parser reads it.
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    return dict(_placed(texts, sorted(found, key=_key), source, starts))


def _placed(
    texts: Sequence[Text], found: Sequence[Gain], source: str, starts: Sequence[int]
) -> Iterator[tuple[_Key, Location]]:
    block, position, place = -1, 0, Location("")
    for gain in found:
        if gain.block != block:
            block = gain.block
            place = texts[block].location
            position = starts[min(max(place.line, 1), len(starts)) - 1]
        if source and gain.sentence.words:
            # Its first words, with any markup between them; no further than the sentence could be away.
            beginning = re.compile(r"[\W_]{0,40}?".join(re.escape(word) for word in gain.sentence.words[:3]))
            match = beginning.search(source, position, position + 3 * len(gain.sentence.text) + 200)
            if match:
                line = place.line + source.count("\n", position, match.start())
                place = place._replace(line=line, column=place.column if line == place.line else 1)
                position = match.start()
        yield _key(gain), place
