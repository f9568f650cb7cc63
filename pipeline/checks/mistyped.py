"""Rules about slips of the fingers in a source: a word twice, a blank too many, a bracket without its partner.

Of a translation the rules `translation-…` say it, which can compare it with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from pipeline.checks.marks import BLANK_BEFORE, BLANK_MISSING, LETTERS, TWICE, around, is_quoted, unbalanced, word_at
from pipeline.checks.quoted import Protected
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.language.detection import base
from pipeline.model import Document
from pipeline.patterns import expression

_ALWAYS = (
    "och att en ett men eller samt från inom mellan vi du ni jag han hon inte ska detta denna dessa också även "
    "vår vårt våra din ditt dina sin sitt sina deras"
)
_TWICE = {
    "sv": (_ALWAYS, "har är vill vet kan blir finns får"),
    "en": (
        "the a an and of or but for from with at by be we you they this these our your its their are was were will",
        "",
    ),
}
"""Words that stand twice by mistake; and those that may well end one clause and begin the next, so that they do so only right after who acts."""
_NOUN = {
    "sv": r"(?!mycket\b|\w+ligen\b)[a-zåäö]{4,}(?:en|et|na|ing|het|are|tion)",
    "en": r"(?!(?:very|really|never|long|much|many|more|that|please|always|over|well)\b|\w+ly\b)[a-z]{4,}",
}
"""Longer words that nobody says twice to say them louder."""
_PAIRS = {
    language: expression(
        rf"(?<![\w'’-])(?:(?P<always>{always.replace(' ', '|')}|{_NOUN[language]})[^\S\n]+(?P=always)"
        rf"|(?:(?:\A|[.!?:]\s)\w+\s)(?P<first>{first.replace(' ', '|') or '(?!)'})[^\S\n]+(?P=first))(?![\w'’-])"
    )
    for language, (always, first) in _TWICE.items()
}
_OBJECT = "\ufffc"
_ODD = expression(r"[ \u00a0][,.;:!?)\]]|[(\[] |[,;:.?][,;:.?]")
"""What a text without a slip has none of, but for those after whose mark a blank is missing; abbreviations and dots have it too."""
_CLOSE = (
    (",", expression(r",[^\W\d_]")),
    (";", expression(r";[^\W\d_]")),
    ("!", expression(r"![^\W\d_]")),
    ("?", expression(r"\?[^\W\d_]")),
    (".", expression(r"\.[A-ZÅÄÖ]")),
)
"""Marks with a letter right after them."""
_DIVIDED = expression(
    r"(?<![\w-])[a-zåäö]{2,}- (?!(?:och|eller|samt|respektive|resp|men|inte|såväl|liksom|till|som|kontra|and|or|to|nor|but|not|versus|vs|as|through)\b)[a-zåäö]{2,}"
)
"""A word that was divided at the end of a line, or a dash that somebody has typed so; not the beginning of a word whose end follows (`för- och nackdelar`)."""
_IDENTIFIER = expression(r"[a-zåäö][A-ZÅÄÖ]|\.\w+\(")
"""What names of programmers have in them: `org.LibreOffice`, `svc.Count(inputs)`."""
_BEFORE_A_MARK = ("…", ".", ",", ";", '"')
"""What a blank and another mark may well come after: `1; … ; 9`."""
_GOES_ON = expression(r"[ \u00a0]+[a-zåäö]")
"""What comes after a sign that is spoken of."""
_BOXES = expression(r"\[ ?\]|\( ?\)|(?: \.){2,}")
"""Boxes to tick, what links and pictures leave where they say nothing, and dots with blanks between them."""


def _repeated(_document: Document, scope: Scope) -> Iterator[Note]:
    pairs = _PAIRS.get(base(scope.language))
    words = scope.subjects.prose.split()
    if scope.translated or pairs is None or not any(map(eq, words, words[1:])):
        return
    for text in scope.subjects.texts:
        for found in pairs.finditer(text.inline.prose):
            word = found["always"] or found["first"]
            # In what somebody else has said, or in another language, nobody can know.
            if not Protected(text.inline, scope).is_marked(found.start(), found.end()):
                yield Note(text.location, "“{words}” stands there twice.", (("words", word),))
                break


def _marks(_document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or base(scope.language) not in _TWICE:
        return
    prose = scope.subjects.prose
    if not _is_odd(prose):
        return
    for text in scope.subjects.texts:
        if text.segment.role in ("paragraph", "item", "definition", "footnote", "description") and (
            note := _slip(text)
        ):
            yield note


def _is_odd(prose: str) -> bool:
    """Whether there may be a slip in a text. Quick: each pattern begins with a sign that is looked for."""
    return (
        _ODD.search(prose) is not None
        or any(mark in prose and pattern.search(prose) for mark, pattern in _CLOSE)
        or prose.count("(") != prose.count(")")
        or prose.count("[") != prose.count("]")
        or (prose.count("- ") != prose.count(" - ") and _DIVIDED.search(prose) is not None)
    )


def _slip(text: Text) -> Note | None:
    """The first slip in a text."""
    if not _is_odd(text.inline.prose):
        return None
    prose = _BOXES.sub("", text.inline.prose)
    if prose.startswith((":::", "+++")):
        return None  # `markup-visible` says it, and `front-matter-invalid`.
    if "![" in text.segment.id or "<" in text.segment.id:  # What stands in the place of a picture is not in its prose.
        return None
    if found := _blank_too_many(prose):
        return Note(text.location, "A blank too many: “{where}”.", (("where", around(prose, found)),))
    if found := _blank_missing(prose):
        return Note(text.location, "A blank is missing: “{where}”.", (("where", around(prose, found)),))
    if "- " in prose and (found := _DIVIDED.search(prose)):
        template = "“{word}” is a word divided as at the end of a line, or has a dash without a blank before it. Join it, or write the dash as “ – ”."
        return Note(text.location, template, (("word", found[0]),))
    if (found := TWICE.search(prose)) and not _is_beside_object(prose, found) and not is_quoted(prose, found):
        return Note(text.location, "Two marks in a row: “{where}”.", (("where", around(prose, found)),))
    if unbalanced(prose) and sum(map(prose.count, "([")) != sum(map(prose.count, ")]")):  # [0, 5) is half open.
        return Note(text.location, "A bracket has no partner.")
    return None


def _blank_too_many(prose: str) -> re.Match[str] | None:
    for found in BLANK_BEFORE.finditer(prose):
        before = prose[max(0, found.start() - 1) : found.start()]
        is_scale = found[0].strip() == ":" and before.isdigit()  # 1 : 100
        is_listed = found[0][0] in " \u00a0" and before in _BEFORE_A_MARK
        # “Skriv ? i stället”: after the end of a sentence there is a capital.
        is_named = found[0][-1] in ".!?" and _GOES_ON.match(prose, found.end()) is not None
        if not (is_scale or is_listed or is_named or _is_beside_object(prose, found)):
            return found
    return None


def _blank_missing(prose: str) -> re.Match[str] | None:
    for found in BLANK_MISSING.finditer(prose):
        word = word_at(prose, found.start())
        is_name = _IDENTIFIER.search(word) or any(sign in word for sign in ("/", "@", "www.", _OBJECT, "_", "="))
        if not (LETTERS.fullmatch(word) or is_name):
            return found
    return None


def _is_beside_object(prose: str, found: re.Match[str]) -> bool:
    """Whether a picture or a mark that is no text stands beside it."""
    return _OBJECT in prose[max(0, found.start() - 1) : found.end() + 1]


_SPACED = expression(r"(?<!\w)(?:[A-ZÅÄÖÉÜ][ \u00a0]{1,2}){3,}[A-ZÅÄÖÉÜ](?!\w)")
_APART = expression(r"[ \u00a0][A-ZÅÄÖÉÜ][ \u00a0]{1,2}[A-ZÅÄÖÉÜ][ \u00a0]")
"""The midst of such a word; a first look."""


def _spaced(_document: Document, scope: Scope) -> Iterator[Note]:
    """Words whose letters have blanks between them. Letters in the order of the alphabet are grades, or floors."""
    if scope.translated or not _APART.search(scope.subjects.prose):
        return
    for text in scope.subjects.texts:
        for found in _SPACED.finditer(text.inline.prose):
            letters = found[0].replace("\u00a0", " ").split()
            if letters != sorted(letters):
                template = "“{word}” is written with blanks between its letters, so it is read letter by letter, and no search finds it. Write it as a word."
                yield Note(text.location, template, (("word", found[0].replace("\u00a0", " ")),), "".join(letters))
                break


RULES = (
    Rule(
        "letters-spaced",
        "Texts",
        "review",
        ("WCAG 2.2, 1.3.2 Meaningful Sequence", "WCAG 2.2, F32"),
        "Letters that are moved apart with blanks are a word to the eye alone. A screen reader spells them, a search does not find them, and a line may break in their midst. How far apart letters stand is for the theme to say.",
        (
            "Betygen är A B C D E, och förr M V G. Välj hiss A, B eller C.",
            "VÄLKOMMEN till oss.",
        ),
        ("V Ä L K O M M E N till oss.", "Ö&nbsp;P&nbsp;P&nbsp;E&nbsp;T i dag."),
        _spaced,
    ),
    Rule(
        "word-repeated",
        "Texts",
        "review",
        ("Språkrådet, Svenska skrivregler (2017)",),
        "The same word stands twice in a row, most often because a line was broken between them, or a sentence was rewritten. The eye goes past it; a screen reader says both. Said of words that hardly ever stand twice.",
        (
            "Är det det du menar? Det som är är bra. De pengar vi har har räckt.",
            "Vi åker till Bora Bora. Det är mycket, mycket viktigt. Ja ja! Han kom i i går.",
            "Ansökan om bidrag\\\nbidrag till resor",
            "Han sade ”och och och”. Det tog mycket mycket tid, äntligen äntligen.",
        ),
        (
            "Barn och och vuxna är välkomna.",
            "Barn betalar inte\ninte i dag.",
            "Läs om avgiften avgiften här.",
            "Vi har har öppet i dag.",
        ),
        _repeated,
    ),
    Rule(
        "punctuation",
        "Texts",
        "review",
        ("Språkrådet, Svenska skrivregler (2017), Skiljetecken",),
        "A blank before a comma, none after it, two full stops, a word that was divided at the end of a line, or a bracket that is never closed: the reader stumbles, and lines break in the wrong place.",
        (
            "Priset är 3,50 kr, kl. 9.30 på www.example.org, art.nr 3, t.ex. 1,5 % ... eller mer (se taxan).",
            "a) ring, b) kom :) 1.) ring eller 2.) skriv. Priset *) gäller. Punkten x,y och [ ] ja ( ) nej.",
            "Skala 1 : 100, intervallet [0, 5).",
            "Skriv `a ,b` till info@example.org, läs <https://example.org/a,b>.",
            "Vi har öppet!? Ja … det har vi.",
            "Välj 1, 2, … , 12, eller ScriptForge.Array och svc.Count(indata).",
            "Skriv ? i stället för tecknet och . efter årtalet. Vem bodde här ...?",
            "Gå upp med ”cd ..” och läs Finance::Quote. A) ring, B) kom.",
            "Skriv ”::” mellan namnen. Det finns för- och nackdelar, dag- eller\nnattpass, mjölk-, juice- och flingpaket.",
        ),
        (
            "Vi har öppet , alltid.",
            "Vi har öppet,alltid.",
            "Vi har öppet..",
            "Vi har öppet . Kom hit.",
            "Vi har öppet:: alltid.",
            "Vi har öppet,, alltid.",
            "Vi har öppet (alltid.",
            "Passet gäller mel-\nlan måndag och fredag.",
            "Vi har öppet- välkommen hit.",
        ),
        _marks,
    ),
)
