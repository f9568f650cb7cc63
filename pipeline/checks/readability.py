"""Rules about how hard a text is to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.checks.typed import is_typed_list
from pipeline.language.excerpt import excerpt
from pipeline.model import Document, Location
from pipeline.prose import sentences
from pipeline.readability import ENOUGH

_EASY = "Vi hjälper dig. Ring oss i dag, så tar vi fram en plan som passar just dig och ditt hus. "
_HARD = (
    "Verksamhetens utvecklingsarbete förutsätter kontinuerlig kunskapsinhämtning, resultatåterföring och systematiserad uppföljning av samhällsutmaningar. "
    "Samverkansmodellernas genomförande underlättar kapacitetsbyggande innovationsprocesser inom kommunernas ansvarsområden. "
)
_SHORT = 15
"""Words a sentence, on average, below which there is little to split: what makes such a page hard are its long words."""


def _hard(document: Document, scope: Scope) -> Iterator[Note]:
    measure = scope.measure
    if measure is None or measure.lix is None or measure.lix_interval is None or measure.words < ENOUGH:
        return
    low, high = measure.lix_interval
    limits = scope.readability
    if low <= limits.warning:
        return
    words = measure.words / measure.sentences
    template = "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words. The limit is {limit}. Split the longest sentences first."
    if words < _SHORT:
        template = "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words. The limit is {limit}. The sentences are short: exchange long words first."
    yield Note(
        Location(document.path, 1, 1),
        template,
        (
            ("lix", round(measure.lix)),
            ("half", round((high - low) / 2)),
            ("length", round(words, 1)),
            ("share", round(100 * measure.long_words / measure.words)),
            ("words", measure.words),
            ("limit", limits.said(limits.error if low > limits.error else limits.warning)),
        ),
        severity="error" if low > limits.error else "warning",
    )


def _long(text: Text, scope: Scope) -> Iterable[Note]:
    limit = scope.readability.sentence
    prose = text.inline.prose
    if scope.longest <= limit or prose.count(" ") + prose.count("\n") < limit:
        return ()  # Most are, and a generator for each would take its time.
    return _sentences_over(limit, text, scope)


def _sentences_over(limit: int, text: Text, scope: Scope) -> Iterator[Note]:
    prose = text.inline.prose
    if is_typed_list(prose):
        return  # `list-fake` says what is wrong: the items are no sentence.
    for sentence in sentences(prose, scope.language, scope.abbreviations):
        words = len(sentence.words)
        if words > limit:
            shown = excerpt(sentence.text)
            yield Note(
                text.location,
                "A sentence of {words} words: “{start}” At most {limit}; one thought a sentence is easier to follow.",
                (("words", words), ("start", shown), ("limit", scope.readability.said(limit))),
            )


RULES = (
    Rule(
        "readability-hard",
        "Document",
        "error",
        ("C. H. Björnsson, Läsbarhet (1968)", "Språklagen (2009:600), 11 §", "WCAG 2.2, 3.1.5 Reading Level (AAA)"),
        "The page is hard to read: long sentences, many long words. LIX is words a sentence plus the percentage of words with more than six letters. "
        "The rule speaks only when even the lower end of the 95 % interval is over the limit, so a short text is never blamed by chance. "
        "Split the longest sentences; where they are short already, say with a verb what stands as a long noun.",
        ((_EASY * 4 + "\n\n") * 3, _HARD),
        ((_HARD * 4 + "\n\n") * 3,),
        _hard,
    ),
    Rule(
        "sentence-long",
        "Segment",
        "warning",
        ("Språkrådet, Myndigheternas skrivregler", "GOV.UK, Content design: 25 words"),
        "A reader has to hold the whole sentence in mind until it ends. Split it: one thought a sentence. A list is often better than a sentence with many commas.",
        (
            "Vi hjälper dig att söka pengar. Ring oss.",
            "- " + "kort ord " * 8,
            "<!-- allow: list-fake därför -->\n" + "• Vi hjälper dig att söka pengar\n" * 6,
        ),
        ("Vi som arbetar här " + "och som gärna vill hjälpa dig " * 4 + "finns på plats.",),
        _long,
    ),
)
