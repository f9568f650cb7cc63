"""Rules about a translation as a whole: no word stands twice, no sentence is missing, and it is about as long as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from pipeline.checks.pairs import Pair, Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.detection import base, function_words
from pipeline.patterns import expression
from pipeline.prose import count

# --- words twice ---------------------------------------------------------------------------------------

_REPEATED = expression(r"(?<![\w'’=\]-])([^\W\d_]+)[^\S\n]+\1(?![\w'’-])", re.IGNORECASE)
"""On one line: a term may well begin the line below it."""
_TWICE = expression(r"\b([^\W\d_]+)[^\S\n]+\1\b", re.IGNORECASE)
"""The same in the source, in whatever marks: `man man'."""
_MEANT = {
    "en": frozenset(
        "had that bye ha ho no yes very so really far long many much now there hear knock night well please never more".split()
    ),
    "sv": frozenset("det den som så ja nej hej ha mycket för var om och i på".split()),
}
"""Words that stand twice in good sentences, by language; nothing is said about a language that is not here."""


def _repeated(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    meant = _MEANT.get(base(scope.language))
    words = pairs.words
    if meant is None or not any(map(eq, words, words[1:])):
        return
    for pair in pairs:
        if pair.unchanged or _TWICE.search(pair.source):
            continue
        for found in _REPEATED.finditer(pair.target):
            word = found[1].lower()
            if word not in meant and not _apart(found, pair, scope.language):
                yield Note(pair.location, "“{words}” stands there twice.", (("words", found[1]),))
                break


def _apart(found: re.Match[str], pair: Pair, language: str) -> bool:
    """Whether one of two equal words is a name: in other letters (`IT it`), or marked (the **Menu** menu)."""
    first, second = found[1], found[0][-len(found[1]) :]
    if first.isupper() != second.isupper() and len(first) > 1:
        return True
    if function_words([first], language):
        return False
    return bool(re.search(rf"{first}\W*(?:[*_]\s+|\s+[*_])\W*{second}", pair.message.strings[0]))


# --- sentences and length ------------------------------------------------------------------------------


_OTHER_STOPS = frozenset("zh ja th lo km my bo hi mr ne bn pa gu or as sa hy am ti dz ur".split())
"""Languages that end a sentence with another sign than a full stop, or with none."""


def _sentence_count(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if not _OTHER_STOPS.isdisjoint((base(scope.language), base(pairs.source_language))):
        return
    for number, (source, target) in enumerate(zip(pairs.sources, pairs.targets, strict=True)):
        here, there = source.count("."), target.count(".")
        if not -3 < here - there < 3 and abs(here - there) * 2 > max(here, there):  # A first look; abbreviations count.
            pair = pairs[number]
            if "\n " in pair.segment.id:  # Lines of a table or a list of options.
                continue
            here = count([source], pairs.source_language, scope.abbreviations).sentences
            there = count([target], scope.language, scope.abbreviations).sentences
            if abs(here - there) > max(2, max(here, there) / 2):  # Three fragments make a good sentence.
                template = "The source has {source} sentences, the translation {target}. Is all of it there?"
                yield Note(pair.location, template, (("source", here), ("target", there)))


_DENSE = frozenset({"zh", "ja", "ko", "th", "lo", "km", "my", "bo"})
"""Languages whose texts are much shorter, or much longer, in characters."""


def _length(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    for flags in pairs.flags:
        if any(flag.startswith("max-length:") for flag in flags):
            yield from (note for pair in pairs if pair.message.flags == flags for note in _too_long(pair))
    if base(scope.language) in _DENSE:
        return
    for number, (source, target) in enumerate(zip(pairs.sources, pairs.targets, strict=True)):
        here, there = len(source), len(target)
        if (there * 3 < here and here > 60) or (here * 3 < there and there > 60):
            template = (
                "The source has {source} characters, the translation {target}. Is it the translation of this text?"
            )
            yield Note(pairs[number].location, template, (("source", here), ("target", there)))


def _too_long(pair: Pair) -> Iterator[Note]:
    for flag in pair.message.flags:
        limit = flag.removeprefix("max-length:")
        if limit != flag and limit.isdecimal() and len(pair.message.strings[0]) > int(limit):
            template = "The translation has {length} characters; at most {limit} fit."
            yield Note(
                pair.location,
                template,
                (("length", len(pair.message.strings[0])), ("limit", int(limit))),
                severity="error",
            )


# --- the rules -----------------------------------------------------------------------------------------

_PAGE = "Kom hit, så hjälper vi dig.\n%%% en\n"
_MSGID = 'msgid "Kom hit, så hjälper vi dig."\n'
_GOOD = _PAGE + _MSGID + 'msgstr "Come here, and we will help you."\n'
_FOUR = 'Kom hit. Ta med en vän. Det är gratis. Vi bjuder på kaffe.\n%%% en\nmsgid "Kom hit. Ta med en vän. Det är gratis. Vi bjuder på kaffe."\n'

RULES = (
    Rule(
        "translation-repeated-word",
        "Translations",
        "warning",
        ("Syntolk, translator's guide",),
        "The same word stands twice in a row. Most often one was left over when a sentence was rewritten.",
        (
            _GOOD,
            'Hon hade haft fel.\n%%% en\nmsgid "Hon hade haft fel."\nmsgstr "She had had a fault."\n',
            'Ta bort\\\nRaderar filen.\n%%% en\nmsgid "Ta bort\\\\\\nRaderar filen."\nmsgstr "Remove\\\\\\nRemove the file."\n',
        ),
        (_PAGE + _MSGID + 'msgstr "Come here, and and we will help you."\n',),
        _repeated,
    ),
    Rule(
        "translation-sentence-count",
        "Translations",
        "review",
        ("Syntolk, translator's guide",),
        "The translation has far fewer sentences than the source, or far more. You may join and part sentences as your language likes; make sure that nothing is left out.",
        (_FOUR + 'msgstr "Come here and bring a friend. It is free, and coffee is on us."\n', _GOOD),
        (_FOUR + 'msgstr "Come here with a friend, free of charge, for coffee."\n',),
        _sentence_count,
    ),
    Rule(
        "translation-length",
        "Translations",
        "review",
        ("Weblate documentation, Checks and fixups, Maximum length of translation",),
        "The translation is not a third as long as the source, or more than three times as long: perhaps it belongs to another text. "
        "A message with the flag `max-length:80` may have no more than 80 characters; that is an error, since the rest would not be seen.",
        (_GOOD, _PAGE + "#, max-length:40\n" + _MSGID + 'msgstr "Come here, and we will help you."\n'),
        (
            _PAGE
            + _MSGID
            + 'msgstr "Come to our office in the old town. Somebody will be glad to help you there, whatever it is about."\n',
            _PAGE + "#, max-length:20\n" + _MSGID + 'msgstr "Come here, and we will help you."\n',
        ),
        _length,
    ),
)
