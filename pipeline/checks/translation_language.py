"""Rules about the language of a translation: that it is one at all, and not in the source's or a third language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from pipeline.checks.pairs import Pair, Pairs, as_words
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import describes
from pipeline.language.detection import FUNCTION_WORDS, base, function_words, guess, said, words_of
from pipeline.language.excerpt import excerpt
from pipeline.language.locale import own_name
from pipeline.model import Inline
from pipeline.patterns import expression
from pipeline.prose import sentences
from pipeline.terms import Termbase
from pipeline.wordlists.little import LITTLE, NO_EVIDENCE

# --- unchanged -----------------------------------------------------------------------------------------

_DERIVED = expression(
    r"[a-zåäöé]{4,}(?:ning(?:ar|en|arna)?|het(?:er|en|erna)?|els(?:e|er|en|erna)|skap(?:et|en)?|ande|[aeo]rna)",
    re.IGNORECASE,
)
"""Swedish endings that names do not have."""
_SOURCE_LETTERS = expression(r"[åäö]")


def _unchanged(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if base(pairs.source_language) == base(scope.language):
        return
    sources, targets = pairs.sources, pairs.targets
    for number in [n for n, alike in enumerate(map(eq, map(len, sources), map(len, targets))) if alike]:
        if sources[number].casefold() != targets[number].casefold():
            continue
        pair = pairs[number]
        if not describes(pair.segment) and untranslated(pair, pairs.source_language, scope):
            text = excerpt(pair.source)
            template = "The translation is the same as the source: “{text}”. Is that meant?"
            yield Note(pair.location, template, (("text", text),))


def untranslated(pair: Pair, source_language: str, scope: Scope) -> bool:
    """Whether an unchanged text has words of the source language that are no names."""
    text = pair.source.strip()
    if scope.terms.is_same(text) or _marked(pair.segment.inline) or _EXAMPLE.match(pair.segment.id):
        return False
    text = said(_without_terms(text, scope.terms))
    words = words_of(text)
    if not words or _english_enough(text, base(scope.language)):
        return False
    ours, theirs = base(source_language), base(scope.language)
    little = function_words(_in_small_letters(text), ours) - FUNCTION_WORDS.get(theirs, frozenset())
    if little - _LETTERS and (len(words) > 1 or words[0].islower()):
        return True
    if function_words(words, theirs) - FUNCTION_WORDS.get(ours, frozenset()):
        return False  # It is in the right language already.
    if ours == "sv" and any(
        _DERIVED.fullmatch(word) or (word.islower() and _SOURCE_LETTERS.search(word)) for word in words
    ):
        return True
    return guess(text) in _TAKEN_FOR.get(ours, (ours,))  # It is no translation, whatever CLD2 takes it for.


_EXAMPLE = expression(r"[ \t].*\n.")
"""Indented lines of another program's text: what somebody types, or sees on the screen. No text of a page is."""
_LETTERS = frozenset("ai")
"""Little words that are letters as well (“a.m.”): they say nothing by themselves."""
_TAKEN_FOR = {"sv": ("sv", "no", "da")}
"""What short texts in a language are taken for."""
_JOINED = expression(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def _in_small_letters(text: str) -> list[str]:
    """The words that may be little words: not those of a name (`Lot-et-Garonne`, `Villa de Merlo`, `Men's Shed`)."""
    words = _JOINED.findall(text)
    small = [word for word in words if word.islower()]
    if not set(small) - {"de"}:  # Also a word of names in half of Europe.
        return words if len(words) < 3 else []
    return [words[0], *small]


def _without_terms(text: str, terms: Termbase) -> str:
    """`text` without the names that are written alike in all languages."""
    for term in terms:
        if term.same:
            for name in filter(None, (term.term, term.abbreviation)):
                text = text.replace(name, " ")
    return text


def _marked(inline: Inline) -> bool:
    """Whether the author has marked a language in it."""
    return any(isinstance(part, str) and "<span lang=" in part for part in inline.parts)


# --- the wrong language --------------------------------------------------------------------------------

_STRONG = {"sv": as_words("och att är som inte på det för från till av med den vi du")}
"""Little words of a source language that no other language of a page has."""


def _language(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    wanted = base(scope.language)
    told: set[int] = set()
    for number, text in enumerate(pairs.targets):
        if wanted == "en" and (
            " the " in text or " of " in text or " and " in text or (" to " in text and not _NORDIC.search(text))
        ):
            continue
        if text.count(" ") < 3:
            continue
        pair = pairs[number]
        own = _own_words(text, pair.source)
        if _english_enough(own, wanted) or pair.unchanged or _foreign_on_purpose(pair):
            continue
        found = guess(own)
        if found in ("", wanted) and _NORDIC.search(own):
            found = _by_little_words(own, base(pairs.source_language), wanted)
        if found == wanted or not found or _only_wanted(own, wanted, found) or _is_like(own, wanted, found):
            continue
        if wanted == "en" or (
            _says_so(found, own, wanted) if wanted in _MEASURED else _has_words_of(found, own, wanted)
        ):
            told.add(number)
            yield _note(pair, found)
    strong = _STRONG.get(base(pairs.source_language)) if wanted == "en" else None
    if strong is None or pairs.vocabulary.isdisjoint(strong):
        return
    for number, (_, line) in enumerate(pairs.lines):
        if number not in told and number < len(pairs) and len(strong.intersection(line.split())) > 2:
            yield from _partly(pairs[number], pairs.source_language, scope)


_QUOTED = expression(r"(?:[\"“”„«»‘’'`]|(?<=\W)')(\w[\w-]*)[\"“”„«»‘’']")
"""One word in quotation marks."""


def _own_words(text: str, source: str) -> str:
    """`text` without code, and without the words in quotation marks that the source has too: of commands, values and the like.

    >>> _own_words("bara i en ”while”-slinga med --all", "only in a `while' loop with --all").split()
    ['bara', 'i', 'en', '-slinga', 'med']
    """
    return _QUOTED.sub(lambda found: " " if found[1] in source else found[0], said(text))


_ENGLISH_ONLY = FUNCTION_WORDS["en"] - FUNCTION_WORDS["sv"]


def _english_enough(text: str, wanted: str) -> bool:
    """Whether the little words of a text are English. Names do not count."""
    if wanted != "en":
        return False
    words = [word for word in words_of(text) if word.islower()]
    english = _ENGLISH_ONLY.intersection(words)
    return len(english) * 4 >= max(4, len(words)) and len(english) > len(FUNCTION_WORDS["sv"].intersection(words))


_NORDIC = expression("[æøåäö]")
"""Letters of languages that are taken for each other; Danish has the word “to”."""
_SHARED = frozenset("all de en er hos i man men om till under ut var".split())
"""Words that other languages have too, or names."""

_NEIGHBOURS = FUNCTION_WORDS["sv"] | FUNCTION_WORDS["no"] | FUNCTION_WORDS["da"]


def _by_little_words(text: str, source: str, wanted: str) -> str:
    """The source's language, or one that is taken for it, if a short text has its little words and none of the wanted one."""
    words = words_of(text)
    theirs = function_words(words, wanted)
    if theirs - _NEIGHBOURS:
        return ""
    found: list[tuple[int, str]] = []
    for language in _TAKEN_FOR.get(source, (source,)):
        little = function_words(words, language)
        if not theirs - little:
            found.append((-len(little - _SHARED - theirs), language))
    score, language = min(found, key=lambda pair: pair[0], default=(0, ""))
    return language if score < -1 else ""


def _only_wanted(text: str, wanted: str, found: str) -> bool:
    """Whether the little words of a text are all of the wanted language, and none of the one that was found alone.

    >>> _only_wanted("syntaks for et eksternt emne", "da", "en"), _only_wanted("rule for this item", "da", "en")
    (True, False)
    """
    words = words_of(text)
    ours, theirs = function_words(words, wanted), function_words(words, found)
    return found in FUNCTION_WORDS and bool(ours - FUNCTION_WORDS[found]) and not theirs - ours


_ALIKE = {"sv": "äö", "no": "æø", "da": "æø"}
"""Languages that short texts in one another are taken for, with the letters that tell them apart."""


def _is_like(text: str, wanted: str, found: str) -> bool:
    """Whether a text in one of these languages was only taken for another: no more of its words are of the one that was found.

    >>> _is_like("Din epost har bekräftats.", "sv", "no"), _is_like("Jeg kan ikke lese siden.", "sv", "no")
    (True, False)
    """
    if wanted not in _ALIKE or found not in LITTLE:
        return False
    words = [word.lower() for word in words_of(text)]
    ours, theirs = (
        sum(
            word in LITTLE[one] - LITTLE[other] - NO_EVIDENCE - _SHARED or not letters.isdisjoint(word)
            for word in words
        )
        for one, other, letters in (
            (wanted, found, set(_ALIKE[wanted]) - set(_ALIKE.get(found, ""))),
            (found, wanted, set(_ALIKE.get(found, "")) - set(_ALIKE[wanted])),
        )
    )
    return ours >= theirs if found in _ALIKE else ours > theirs


_MEASURED = frozenset({"sv", "en", "no", "da", "fi"})
"""Languages of which CLD2 is believed: their texts are seldom taken for others, and those are looked at again above."""
_RELATIVES = {
    "es": frozenset({"gl", "ca", "ast", "an", "pt", "oc", "ext"}),
    "nl": frozenset({"af", "fy", "li", "nds", "zea"}),
    "it": frozenset({"fur", "vec", "lmo", "scn", "sc", "co", "pms"}),
    "fr": frozenset({"oc", "wa", "frp", "gcr"}),
    "de": frozenset({"lb", "nds", "gsw", "bar", "pdc"}),
}
"""Languages whose texts have little words of another one."""
_LEAST = 3
"""Letters of a little word that says something where any language may stand: “no”, “is” and “me” are words in many."""


def _has_words_of(found: str, text: str, wanted: str) -> bool:
    """Whether a text that should be in a language that CLD2 is not believed of has many little words of the one that was found.

    On 2,900 catalogues in 200 languages it took Galician for Spanish, Sorbian for Czech, and anything with an English name for English.

    >>> _has_words_of("en", "You can change the name of this page.", "ca"), _has_words_of("en", "Tu non ha le permission.", "ia")
    (True, False)
    """
    if wanted in _RELATIVES.get(found, ()):
        return False
    words = [word for word in words_of(text) if word.islower()]
    theirs = LITTLE.get(found, frozenset()) - LITTLE.get(wanted, frozenset())
    telling = [word for word in words if len(word) >= _LEAST and word in theirs]
    return len(set(telling)) > 2 or (len(set(telling)) == 2 and len(telling) * 4 >= len(words))


def _says_so(found: str, text: str, wanted: str) -> bool:
    """Whether a text that should be in a language that CLD2 is believed of has a little word of the one that was found.

    Without any it is a list of names and commands, which looks like English in every language.
    """
    if found not in FUNCTION_WORDS:
        return _has_words_of(found, text, wanted)
    return bool(function_words(words_of(text), found) - FUNCTION_WORDS[wanted])


def _note(pair: Pair, found: str) -> Note:
    template = "The translation seems to be in another language ({language})."
    values = (("language", own_name(found)),)
    return Note(pair.location, template, values, severity="error" if len(words_of(pair.target)) > 6 else "warning")


def _partly(pair: Pair, source_language: str, scope: Scope) -> Iterator[Note]:
    """Sentences of a translation that are still in the source language."""
    if pair.unchanged or _foreign_on_purpose(pair):
        return
    left = [
        s.text
        for s in sentences(pair.target, scope.language, scope.abbreviations)
        if guess(s.text) == base(source_language)
    ]
    if left:
        template = "A part of the translation seems to be in another language ({language}): “{text}”."
        text = excerpt(left[0])
        yield Note(
            pair.location,
            template,
            (("language", own_name(source_language)), ("text", text)),
            severity="warning",
        )


def _foreign_on_purpose(pair: Pair) -> bool:
    inline = pair.translation.inline
    return inline is not None and _marked(inline)


_PAGE = 'Läs mer om oss i den nya rapporten.\n%%% en\nmsgid "Läs mer om oss i den nya rapporten."\n'

RULES = (
    Rule(
        "translation-unchanged",
        "Translations",
        "review",
        ("WCAG 2.2, 3.1.2 Language of Parts",),
        "The translation is word for word the source. If it is a name that is written alike in both languages, say so once in `source/terms.toml` with `same = true`.",
        (
            _PAGE + 'msgstr "Read more about us in the new report."\n',
            '## Social Innovation Summit\n%%% en\nmsgid "Social Innovation Summit"\nmsgstr "Social Innovation Summit"\n',
            'Storgatan 5, Malmö\n%%% en\nmsgid "Storgatan 5, Malmö"\nmsgstr "Storgatan 5, Malmö"\n',
        ),
        (
            _PAGE + 'msgstr "Läs mer om oss i den nya rapporten."\n',
            '## Läs mer\n%%% en\nmsgid "Läs mer"\nmsgstr "Läs mer"\n',
        ),
        _unchanged,
    ),
    Rule(
        "translation-language",
        "Translations",
        "error",
        ("WCAG 2.2, 3.1.2 Language of Parts",),
        "The text is marked as translated, yet it is in another language, so a screen reader reads it out with the wrong voice. "
        "Words that stay in the source language on purpose are marked: `[folkbildning]{lang=sv}`. Texts of fewer than four words are not looked at.",
        (
            _PAGE + 'msgstr "Read more about us in the new report."\n',
            'Vi arbetar med det som kallas folkbildning.\n%%% en\nmsgid "Vi arbetar med det som kallas folkbildning."\nmsgstr "We work with what is called [folkbildning]{lang=sv}."\n',
        ),
        (
            _PAGE + 'msgstr "Här kan du läsa mer om oss och vår nya rapport."\n',
            _PAGE + 'msgstr "Her kan du lese mer om oss og den nye rapporten vår."\n',
            _PAGE + 'msgstr "Read more about us in the new report. Här finns den att läsa för dig som vill."\n',
        ),
        _language,
    ),
)
