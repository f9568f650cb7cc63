"""Rules about single words: those that are too long to be read at once, and abbreviations that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.checks.quoted import Protected, cleaned, names, own_words
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.language.compounds import bare, is_right, parts
from pipeline.language.detection import base
from pipeline.model import Document, InlinePart, Link
from pipeline.patterns import expression
from pipeline.wordlists import abbreviations

_MOST = 60
"""Different words of a page that are looked at, each all over the page: a page with more is a list of codes, or of words."""

# --- long words ----------------------------------------------------------------------------------------


_TWO, _MORE = 2, 4
"""Parts of a compound, and letters over the limit that one of so few may have."""
_FEWER = 3
"""Letters that a long word of another language has less than a Swedish compound."""
_LONGEST = 60
"""Letters of a word: what is longer is no word."""
_DEFINES = expression(
    r"[”\"]?(?:\s*:|\s(?:är\s(?:en|ett|lagens|ordet|namnet|det|den|när)|betyder|innebär|kallas|heter|is\s(?:an?|the)|means)\b)"
)
_NAMED = expression(r"\b(?:kallas?|kallade?|kallat|heter|benämns|called|known\sas)\s(?:för\s)?[”“\"]?$", re.IGNORECASE)
"""What stands before a word that the page explains: “Det kallas …”."""


def _long(document: Document, scope: Scope) -> Iterator[Note]:
    swedish = base(scope.language) == "sv"
    limit = scope.readability.word - (0 if swedish else _FEWER)
    if max(map(len, scope.vocabulary), default=0) <= limit:
        return
    long = sorted(word for word in scope.vocabulary if _is_long(word, limit, swedish=swedish))[:_MOST]
    if not long:
        return
    texts = own_words(document, scope)
    for word in long:
        found = _first(texts, word)
        if found is None:
            continue
        text, start = found
        prose, end = cleaned(text.inline.prose), start + len(word)
        named = (
            prose[start].isupper() and not swedish
        )  # `Kirkcudbrightshire`: no compound that is written in capitals once.
        if named or Protected(text.inline, scope).has(start, end) or _is_explained_word(prose, start, end):
            continue
        written = prose[start:end]
        pieces = parts(word, scope.vocabulary) if swedish else (word,)
        letters = len(word)
        if len(pieces) == _TWO and letters <= limit + _MORE:
            continue  # Two words that everybody knows are read as two words.
        if len(pieces) > 1:
            template = (
                "“{word}” has {letters} letters. It is made of “{parts}”: say it in several words, the last part first."
            )
            shown = " + ".join(pieces)
            yield Note(text.location, template, (("word", written), ("letters", letters), ("parts", shown)))
        else:
            template = "“{word}” has {letters} letters. Say it in several words, or with a shorter one."
            yield Note(text.location, template, (("word", written), ("letters", letters)))


def _is_explained_word(prose: str, start: int, end: int) -> bool:
    """Whether a text says there what the word means, or that something is called so."""
    return _DEFINES.match(prose, end) is not None or _NAMED.search(prose[max(0, start - _NEAR) : start]) is not None


def _is_long(word: str, limit: int, *, swedish: bool) -> bool:
    if not limit < len(word) <= _LONGEST or not word.isalpha():
        return False
    return not swedish or (len(bare(word)) > limit and not is_right(word))


def _first(texts: list[Text], word: str) -> tuple[Text, int] | None:
    """Where a word, case folded, first stands by itself; None where it does not."""
    for text in texts:
        if word in text.inline.prose.lower() or not text.inline.prose.isascii():
            shown = cleaned(text.inline.prose)
            prose = shown.lower()
            start = prose.find(word) if len(prose) == len(shown) else -1
            while start >= 0:
                beside = f" {prose} "[start] + f" {prose} "[start + len(word) + 1]
                if not any(character.isalnum() or character in "-‐‑" for character in beside):
                    return text, start
                start = prose.find(word, start + 1)
    return None


# --- abbreviations -------------------------------------------------------------------------------------

_CAPITALS = bytes(b"A"[0] if chr(code) in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ" else 0 for code in range(256))
_ABBREVIATION = expression(
    r"(?<![\w&/.@+$‐‑-])([A-ZÅÄÖ]{2,6})(?![\w&/+@(]|\.\w|[  ]?\d|[‐‑-][\dA-ZÅÄÖ])(?=([:‐‑-][a-zåäö])?)"
)
_ROMAN = expression(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_PATTERN = expression(r"(?:([A-ZÅÄÖ])\1+)+|X+[LS]")
"""How a date or a number is written (`ÅÅMMDD`), and sizes of clothes."""
_VOWEL, _CONSONANT = "[AEIOUYÅÄÖ]", "[BCDFGHJKLMNPQRSTVWXZ]"
_SAYABLE = expression(rf"(?=.{{5}}){_CONSONANT}{{0,3}}(?:{_VOWEL}{{1,2}}{_CONSONANT}{{1,3}})+{_VOWEL}?")
"""What is said as a word and long enough to be one: a word in capitals (`SJUKT`), or a name (`GNOME`)."""
_INFLECTED = "(?:n|en|et|t|s|ar|er|or|na|arna|erna|orna)?"
_SHORT = 2
"""Letters of an abbreviation that with an ending may be any word."""
_WORDLIKE = 4
"""Letters of one that with a capital may be any word."""
_NAME_AFTER = expression(r"[ \u00a0][A-ZÅÄÖÉÜ][a-zåäöéü]")
_NAME_BEFORE = expression(r"[\w,][ \u00a0][A-ZÅÄÖÉÜ][a-zåäöéü]+[ \u00a0]$")
"""What stands beside letters that are a part of a name: `VS Code`, `AK Ek`, `Dalby IK`. In Swedish no other word within a sentence has a capital."""
_EVERYWHERE = frozenset(abbreviations.EVERYWHERE.split())
_KNOWN = {
    language: _EVERYWHERE | frozenset(words.split()) | frozenset(abbreviations.SHOUTED[language].split())
    for language, words in abbreviations.KNOWN.items()
}
_ON = r"(?:\w*\W{1,2}(?:\w{1,4}\W{1,2}){0,2}|\w{3,}?)"
"""Between two letters of a name that is made of initials: on to the next word, past small ones, or further into a compound."""
_NEAR = 90
"""Characters beside an abbreviation in which its name may stand."""

_ENTRIES = ("cell", "term")
_MEANING = 5
"""Words of a text that says what something means."""


def _abbreviation(document: Document, scope: Scope) -> Iterator[Note]:
    language = base(scope.language)
    texts = scope.subjects.texts
    known = _KNOWN.get(language)
    if known is None or not _has_capitals(scope.subjects.prose):
        return
    said: set[str] = set()
    found = [
        (text, match)
        for text in texts
        if _has_capitals(text.inline.prose)
        for match in _ABBREVIATION.finditer(cleaned(text.inline.prose))
        if match[1] not in known
        and not _PATTERN.fullmatch(match[1])
        and not _ROMAN.fullmatch(match[1])
        # `POSOM-grupp`: so no word is compounded. `GNOME:s` is any name's genitive.
        and (match[2] not in (None, ":s") or not _SAYABLE.fullmatch(match[1]))
    ]
    if not found:
        return
    own = {id(text) for text in own_words(document, scope)}
    proses = [text.inline.prose for text in texts] + [run.inline.prose for run in document.headings]
    protected: dict[int, Protected] = {}
    for text, match in found:
        short = match[1]
        if short in said or id(text) not in own:
            continue
        if id(text) not in protected:
            protected[id(text)] = Protected(text.inline, scope)
        if _is_shouted(match) or protected[id(text)].is_marked(*match.span(1)):
            continue
        if language == "sv" and _is_in_a_name(match):
            continue
        if len(said) == _MOST:
            return
        said.add(short)
        if _is_initials(short, match.string[: match.start()]) or _is_a_word(short, scope.subjects.prose):
            continue
        if _is_explained(short, scope, proses) or _is_entry(short, texts):
            continue
        if _is_choice(short, text, scope):
            template = "“{text}” is not explained. Write out what it stands for where the page first uses it, with “{text}” in brackets after it."
            yield Note(text.location, template, (("text", short),))


def _is_in_a_name(match: re.Match[str]) -> bool:
    """Whether a word beside an abbreviation says that both are a name. A compound is none: `Dalby VA-verk`."""
    if _NAME_AFTER.match(match.string, match.end()):
        return True
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return match[2] in (None, ":s") and _NAME_BEFORE.search(before) is not None


def _has_capitals(text: str) -> bool:
    """Whether there are two capitals beside each other: a tenth of the time that a pattern would take."""
    return b"AA" in text.encode("latin-1", "replace").translate(_CAPITALS)


def _is_choice(short: str, text: Text, scope: Scope) -> bool:
    """Whether who writes this text could explain it: a translator follows the source, but for what only its readers know."""
    if not scope.translated:
        return True
    return short not in text.segment.id or short in _KNOWN.get(base(scope.terms.language), ())


def _is_a_word(short: str, prose: str) -> bool:
    """Whether the page has it in small letters too, or inflected: then the capitals are those of a form or a program (`NAMN`).

    What is longer than most abbreviations may begin with a capital: `GUDS` beside `Guds`.
    """
    rest = short[1:].lower()
    if rest not in prose:  # A tenth of the time that a pattern takes.
        return False
    endings = _INFLECTED if len(short) > _SHORT else ""
    first = f"[{short[0]}{short[0].lower()}]" if len(short) >= _WORDLIKE else short[0].lower()
    return re.search(rf"(?<!\w){first}{rest}{endings}(?!\w)", prose) is not None


def _is_initials(short: str, before: str) -> bool:
    """Whether two letters are those of a name that the text has said: of “Astrid Ek” before “AE”."""
    if len(short) != _SHORT:
        return False
    first, last = (rf"{letter}[^\W\d_A-ZÅÄÖ]+" for letter in short)
    return re.search(rf"(?<!\w){first} (?:[a-z]{{2,3}} )?{last}(?!\w)", before) is not None


def _is_shouted(match: re.Match[str]) -> bool:
    """Whether the words around are in capitals too."""
    text = match.string
    before = text[max(0, match.start() - _NEAR) : match.start()].split()[-1:]
    after = text[match.end() : match.end() + _NEAR].split()[:1]
    beside = [word.strip('.,:;!?()”"') for word in (*before, *after)]
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in beside)


def _is_explained(short: str, scope: Scope, proses: list[str]) -> bool:
    """Whether the page or the termbase says what `short` stands for."""
    folded = short.casefold()
    if any(folded in re.findall(r"\w+", name) for name in names(scope.terms, scope.language)):
        return True
    if any(re.search(rf"\b{folded}\b", prose) for prose in proses):
        return True  # A word that is written in capitals for once.
    return any(_explains(short, prose) for prose in proses if short in prose) or any(
        _titled(short, text.inline.parts) for text in scope.subjects.texts if short in text.inline.prose
    )


def _is_entry(short: str, texts: Sequence[Text]) -> bool:
    """Whether `short` is a word of a list of words: alone in a cell or as a term, with what it means in the next one."""
    return any(
        text.inline.prose == short
        and text.segment.role in _ENTRIES
        and (_spells(short, after.inline.prose[:_NEAR]) or len(after.inline.prose.split()) >= _MEANING)
        for text, after in pairwise(texts)
    )


def _titled(short: str, inline: tuple[InlinePart, ...]) -> bool:
    for part in inline:
        if isinstance(part, Link):
            if _titled(short, part.parts):
                return True
        elif isinstance(part, str) and re.search(rf'title="[^"]+"[^<>]*>{short}<', part):
            return True
    return False


def _explains(short: str, prose: str) -> bool:
    """Whether a text says what `short` stands for: in brackets before or after it, or beside it in words that begin so."""
    for match in re.finditer(rf"(?<!\w){short}(?!\w)", prose):
        before = prose[max(0, match.start() - _NEAR) : match.start()]
        after = prose[match.end() : match.end() + _NEAR]
        if re.search(r"\w\s?[(\[]$", before) and re.match(r"[)\],;]", after):
            return True
        if re.match(r"\s?\([^()]*[^\W\d_]{4}", after) or re.match(
            r"[,:]?\s(?:står för|betyder|stands for|means|är en förkortning|is short for)\b", after
        ):
            return True
        if re.search(r"(?:förkort\w*|kallas|abbreviated|short for|called|known as)(?:\s\w+)?\s[”“\"]?$", before):
            return True
        if _spells(short, before) or _spells(short, after):
            return True
    return False


def _spells(short: str, text: str) -> bool:
    """Whether words beside each other in `text` give the letters of `short`, in order; a compound may give several.

    >>> _spells("SKR", "i Sveriges Kommuner och Regioner, "), _spells("LSS", "lagen om stöd och service"), _spells("IVO", "de ringer")
    (True, True, False)
    """
    return re.search(r"(?<!\w)" + _ON.join(short.casefold()), text.casefold()) is not None


_ENGLISH = 'Vi samarbetar.\n%%% en\nmsgid "Vi samarbetar."\nmsgstr '
_TERMS = '%%% terms.toml\n[[term]]\nterm = "Statens kunskapsråd"\nabbreviation = "SKR"\n'

RULES = (
    Rule(
        "word-long",
        "Texts",
        "review",
        ("Språkrådet, Myndigheternas skrivregler", "Svenska skrivregler (2017), om långa sammansättningar"),
        "A compound of more than 20 letters cannot be taken in at a glance, and breaks lines on a phone. Say it in several words, the last part first: "
        "“uppföljning av verksamheten” for “verksamhetsuppföljningen”. Names, terms of the termbase, words that the page explains and long words that everybody uses are not blamed; "
        "endings do not count, and two words that everybody knows may be four letters longer. Each word is said once a page. "
        "The limit is `word` in `[readability]`; in other languages than Swedish it is three letters lower.",
        (
            "Vi följer upp verksamheten.",
            "Personer med funktionsnedsättningar får hjälp.",
            "Det kallas habiliteringsersättning. Så kallade webbtillgänglighetsdirektiv finns.",
            "Vi ses på Samhällsutvecklingskontoret i morgon. Det heter Utvecklingssamordningsforum.",
            'Vi gör en verksamhetsutvecklingsplan.\n%%% terms.toml\n[[term]]\nterm = "verksamhetsutvecklingsplan"\n',
        ),
        (
            "Vi gör en verksamhetsuppföljningsanalys.",
            "Stödet gäller kunskapsöverföringsaktiviteter.",
        ),
        _long,
    ),
    Rule(
        "abbreviation-unexplained",
        "Texts",
        "review",
        ("WCAG 2.2, 3.1.4 Abbreviations (AAA)", "Språkrådet, Myndigheternas skrivregler"),
        "Who does not know the abbreviation stops reading here. Write it out at its first use, with the abbreviation in brackets: “Sveriges Kommuner och Regioner (SKR)”. "
        "What everybody knows by its letters (EU, TV, PDF) needs no explanation, nor does an abbreviation of the termbase (`source/terms.toml`), which the site explains itself: the way for one that many pages have. "
        "What is said as a word of five letters and more (`GNOME`) is taken for a name, unless a compound shows that it is none (`POSOM-gruppen`), and so are letters beside a word with a capital within a sentence (`VS Code`, `Dalby IK`). "
        "A translation is asked only about abbreviations that readers of the source know.",
        (
            "Sveriges Kommuner och Regioner (SKR) hjälper. SKR finns i hela landet.",
            "LSS (lagen om stöd och service) ger rätt till hjälp.",
            "Lagen om stöd och service, LSS, ger rätt till hjälp.",
            "Enligt LSS har du rätt till hjälp i ALL tid.\n\n## Lagen om stöd och service (LSS)\n\nLSS är en lag.",
            'Fråga <abbr title="Inspektionen för vård och omsorg">IVO</abbr> om vården.',
            "Tänk på VAD du skriver, och HUR. En CE-märkt hjälm. EU och FN hjälper. Se kapitel IV. OBS! LÄS DETTA FÖRST. Filen är en PDF.",
            "Boken av Astrid Ek kom i höst. Den handlar om en familj på en ö. Där bor ingen annan kvar i dag. Havet är djupt. AE har skrivit tio böcker.",
            "Vi ses klockan tre. OSA i dag! PS. Ta med en stol. DS",
            "Vi ses på IK Lunkans plan, och möter Dalby IK. Bo på MS Vågen. Så står det i ORDENS bok: Ordens väg.",
            "Kartan över DAGAR kördes i MS-DOS. Det är MYCKET viktigt. Skriv ÅÅMMDD. Fyll i KÄRL: det är kärlet vid huset.",
            f"SKR hjälper.\n{_TERMS}",
            "| Ord | Betydelse |\n|---|---|\n| LSS | Lagen om stöd och service. |\n| PID | Ett intyg som säger vem du är. |\n\nDu får PID enligt LSS.",
            f'{_ENGLISH}"We work with the UN."\n',
        ),
        (
            "Du kan få stöd enligt LSS.",
            "| Vem | Telefon |\n|---|---|\n| IVO | 010-788 50 00 |",
            "Vi följer GDPR:s regler. Det gör SKR också.",
            "Vår POSOM-grupp hjälper dig.",
            "Läs mer om Dalby VA-verk.",
            "Ring IVO Skåne eller IVO i Malmö. Enligt LSS får du hjälp. Hos IVO",
            f'{_ENGLISH}"We work with SKR."\n',
        ),
        _abbreviation,
    ),
)
