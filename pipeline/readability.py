"""How hard a text is to read: LIX, RIX and OVIX. What there is for English besides is in `english`.

The words and sentences are those of `prose`, whose docstring is the convention that a report has to state. Blocks are
measured that people read as running text (`PROSE_ROLES`). Headings, terms, captions, alternative texts and front matter are
not: a LIX of one phrase says nothing, and phrases without a verb make any text look easier than it is.

A score is a thermometer. It does not know whether a reader understood, and it is no proof of WCAG 3.1.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import Literal

from pipeline.language.uncertainty import interval
from pipeline.model import Measure, Phrase, Unmeasured
from pipeline.patterns import expression
from pipeline.prose import Counts, count

PROSE_ROLES = frozenset(("paragraph", "item", "cell", "definition", "footnote", "description", "html"))
"""Roles of the segments that are measured; `description` is the long description of a picture, a paragraph."""

Band = Literal["very-easy", "easy", "medium", "hard", "very-hard"]
"""The bands of lix.se: under 30, 30–40, 40–50, 50–60, over 60. Other sets circulate: name this one."""

_BANDS: tuple[tuple[float, Band], ...] = ((30, "very-easy"), (40, "easy"), (50, "medium"), (60, "hard"))
ENOUGH = 100
"""Words below which a LIX says too little to show it or to judge by it: ± 10 at 100 words, as wide as a band."""
_BAND_HALF = 10
_LONGEST = 100
"""Words a sentence, on average, above which a text has no sentences: a list without marks, a file that is no prose."""
_JUDGED = 20
"""Different words that it takes to tell a language."""
_LATIN = "cp1252"
_OTHER_SCRIPT = expression(r"[^\W\d_\u0000-\u02ff\u1e00-\u1eff]")


def measure(markdown: str, language: str) -> Measure:
    r"""The measure of a Markdown page: of its running text, front matter and code left out.

    >>> round(measure("# Kontakt\n\nRing oss. Kom hit. Vi hjälper.\\n", "sv").lix or 0, 2)
    18.67
    """
    # Not at the top: markdown brings its parser with it, and who has blocks already needs none.
    from pipeline.markdown import parse

    segments = parse(markdown).segments
    return measure_blocks((s.inline.prose for s in segments if s.role in PROSE_ROLES), language)


def measure_blocks(blocks: Iterable[str], language: str, abbreviations: Iterable[str] = ()) -> Measure:
    """The measure of a text, given block by block (paragraph, list item, cell); `abbreviations` are further ones."""
    return score(count(blocks, language, abbreviations), language)


class Pool:
    """The counts of texts added up as they come, so that nobody has to keep them."""

    def __init__(self) -> None:
        self._words = self._sentences = self._long_words = self._longest = self._numbers = 0
        self._vocabulary: set[str] = set()
        self._squares = (0, 0, 0)

    def add(self, counts: Counts) -> None:
        """Take in the counts of one more text."""
        self._words += counts.words
        self._sentences += counts.sentences
        self._long_words += counts.long_words
        self._longest = max(self._longest, counts.longest)
        self._numbers += counts.numbers
        self._vocabulary |= counts.vocabulary
        (xx, xy, yy), (more_xx, more_xy, more_yy) = self._squares, counts.squares
        self._squares = (xx + more_xx, xy + more_xy, yy + more_yy)

    @property
    def counts(self) -> Counts:
        """Those of all the texts as one."""
        vocabulary = frozenset(self._vocabulary)
        return Counts(
            self._words, self._sentences, self._long_words, vocabulary, self._longest, self._squares, self._numbers
        )


def pool(counts: Iterable[Counts]) -> Counts:
    """The counts of several texts as one. The LIX of a site is that of its pooled counts, not an average of pages.

    >>> both = pool([count(["Ring oss."], "sv"), count(["Kom hit. Ring!"], "sv")])
    >>> both.words, both.sentences, both.longest
    (5, 3, 2)
    """
    everything = Pool()
    for one in counts:
        everything.add(one)
    return everything.counts


def score(counts: Counts, language: str) -> Measure:
    """The measure of counted text. What cannot be measured is None, and `unmeasured` says why; so does `reason`, in words."""
    words, number, long_words = counts.words, counts.sentences, counts.long_words
    unmeasured = _unmeasured(counts, language)
    if unmeasured:
        return Measure(language, words, number, long_words, counts.types, None, None, None, None, unmeasured)
    return Measure(
        language=language,
        words=words,
        sentences=number,
        long_words=long_words,
        types=counts.types,
        lix=lix(words, number, long_words),
        lix_interval=lix_interval(counts),
        rix=rix(number, long_words),
        ovix=ovix(words, counts.types),
    )


def lix(words: int, sentences: int, long_words: int) -> float:
    """O/M + 100·L/O (Björnsson 1968, *Läsbarhet*): O words, M sentences, L words of more than six letters.

    From about 20 (children's books) to about 60 and more (law).

    >>> round(lix(words=8, sentences=1, long_words=2), 2)
    33.0
    >>> round(lix(words=7, sentences=2, long_words=1), 2)
    17.79
    """
    return words / sentences + 100 * long_words / words


def rix(sentences: int, long_words: int) -> float:
    """L/M (Anderson 1983, *Lix and Rix*): long words a sentence, from 0.2 (first grade) to 7.2 and more (college).

    >>> rix(sentences=10, long_words=72)
    7.2
    """
    return long_words / sentences


def ovix(words: int, types: int) -> float | None:
    """OVIX = ln N / ln(2 − ln U / ln N) (Hultman & Westman 1977, *Gymnasistsvenska*): N words, U different ones.

    60 to 70 in most prose; the higher, the more varied. None when no word comes twice: nothing is known then.

    >>> round(ovix(words=10_000, types=1_000), 2)  # ln U / ln N = 3/4, so ln 10 000 / ln 1.25
    41.28
    >>> ovix(words=3, types=3) is None
    True
    """
    if not 0 < types < words:
        return None
    return log(words) / log(2 - log(types) / log(words))


def lix_interval(counts: Counts) -> tuple[float, float] | None:
    """The 95 % interval of the LIX of counted text. None below two sentences.

    LIX = x̄ + 100·ȳ/x̄ is a function of two means over sentences, x their words and y their long words (`uncertainty`).

    >>> low, high = lix_interval(Counts(30, 3, 6, squares=(332, 60, 12)))  # 10, 14 and 6 words, 2 of each long: d = 0, 4 − 8, −4 + 8
    >>> round(low, 2), round(high, 2)  # 30 ± 1.96·√(32/2/3)
    (25.47, 34.53)
    """
    number, words, long_words = counts.sentences, counts.words, counts.long_words
    if number < 2:
        return None
    factor = 100 * number / words
    slopes = 1 - factor * long_words / words, factor
    xx, xy, yy = counts.squares
    found = interval(lix(words, number, long_words), number, slopes, (words, long_words), ((xx, xy), (xy, yy)))
    return (max(0.0, found[0]), found[1]) if found is not None else None


def band(measure: Measure, language: str) -> Band | None:
    """The band of lix.se, or None where `reason` says why: below 100 words, or where the interval is wider than a band.

    None as well in other languages than Swedish and English, where the bands mean nothing.

    >>> text = "Vi ger stöd och råd till alla som vill ha det. " * 10
    >>> band(measure_blocks([text], "sv"), "sv"), band(measure_blocks([text[:99]], "sv"), "sv")
    ('very-easy', None)
    """
    if measure.lix is None or reason(measure) is not None or _base(language) not in ("sv", "en"):
        return None
    return next((name for limit, name in _BANDS if measure.lix < limit), "very-hard")


def reason(measure: Measure) -> Phrase | None:
    """Why a text has no score, or one that says too little for a band: an English template and its values. None: neither.

    Where `measure.lix` is None, there is no score to show; otherwise the score may be shown, with what is said here.

    >>> reason(measure_blocks(["Ring oss."], "sv"))
    Phrase(template='Too few words for a judgement: {words}. It takes {least}.', values=(('words', 2), ('least', 100)))
    >>> reason(measure_blocks([], "sv"))
    Phrase(template='Not measurable: there is no running text.', values=())
    """
    if measure.unmeasured:
        return _not_measurable(measure, measure.unmeasured)
    if measure.words < ENOUGH:
        fields = (("words", measure.words), ("least", ENOUGH))
        return Phrase("Too few words for a judgement: {words}. It takes {least}.", fields)
    if measure.lix_interval is None:
        return Phrase("A single sentence: nothing says how sure its LIX is.")
    half = measure.lix_interval[1] - (measure.lix or 0)  # The lower end is cut at 0.
    if half > _BAND_HALF:
        template = "LIX ± {half}: too uncertain for a judgement. The sentences are few, or very unlike."
        return Phrase(template, (("half", round(half)),))
    if _base(measure.language) not in ("sv", "en"):
        return Phrase("The bands of LIX are made for Swedish and English.")
    return None


def _not_measurable(measure: Measure, why: Unmeasured) -> Phrase:
    language = (("language", measure.language),)
    if why == "numbers":
        template = "Not measurable: more than half of the {words} words are numbers or code."
        return Phrase(template, (("words", measure.words),))
    if why == "sentences":
        template = "Not measurable: {length} words a sentence. The marks that end sentences seem to be missing."
        return Phrase(template, (("length", round(measure.words / measure.sentences)),))
    if why == "script" and _base(measure.language) in _OTHER_WRITING:
        return Phrase(
            "Not measurable: LIX counts letters, and this language does not write a letter for each sound ({language}).",
            language,
        )
    if why == "script":
        template = "Not measurable: much of the text is in another script than that of its language ({language})."
        return Phrase(template, language)
    if why == "language":
        template = "Not measurable: most of the text seems to be in another language than its own ({language})."
        return Phrase(template, language)
    return Phrase("Not measurable: there is no running text.")


_OTHER_WRITING = frozenset(
    "ar fa ps ckb ur he yi zh ja ko th lo km my bo hi mr ne bn pa gu or as ta te kn ml si am ti".split()
)
"""Languages that write consonants, syllables or words, some without blanks: “more than six letters” says nothing of them.

Björnsson (1983) compares eleven languages by LIX; all of them are written in the Latin or the Cyrillic alphabet.
"""


def _unmeasured(counts: Counts, language: str) -> Unmeasured:
    """Why a text has no score; empty where it has one."""
    if not counts.words:
        return "empty"
    if _base(language) in _OTHER_WRITING:
        return "script"
    if 2 * counts.numbers > counts.words:
        return "numbers"
    if counts.words > _LONGEST * counts.sentences:
        return "sentences"
    if _base(language) in ("sv", "en"):
        if _is_in_other_script(counts.vocabulary):
            return "script"
        if _is_foreign(counts.vocabulary):
            return "language"
    return ""


def _is_in_other_script(vocabulary: frozenset[str]) -> bool:
    """Whether more than a fifth of the letters in the words are not Latin. By letters: some scripts have no blanks."""
    text = "".join(vocabulary)
    try:  # A first look, thirty times as quick.
        text.encode(_LATIN)
    except UnicodeEncodeError:
        return 5 * len(_OTHER_SCRIPT.findall(text)) > len(text)
    return False


def _is_foreign(vocabulary: frozenset[str]) -> bool:
    """Whether a text with these words is in a third language, neither Swedish nor English.

    Their little words say it at once; only without them CLD2 is asked. LIX itself serves both languages alike.
    """
    if len(vocabulary) < _JUDGED:
        return False
    # Not at the top: who measures one sentence needs none of it.
    from pipeline.language.detection import FUNCTION_WORDS, guess

    own = max(len(vocabulary & FUNCTION_WORDS[tag]) for tag in ("sv", "en"))
    near = max(len(vocabulary & FUNCTION_WORDS[tag]) for tag in ("da", "no", "fi"))
    if own >= near and own >= min(15, len(vocabulary) / 10):
        return False
    # Sorted, so that the answer is the same in every run; CLD2 looks at words one by one.
    found = guess(" ".join(sorted(vocabulary)[:500]))
    return found not in ("", "sv", "en")


def _base(language: str) -> str:
    """The first part of a BCP 47 tag."""
    return language.replace("_", "-").partition("-")[0].lower()
