"""Rules about words that help nobody: links that say nothing, texts that were to be written later, headings and paragraphs without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pipeline.checks.quoted import said
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.typed import is_typed_list
from pipeline.language.detection import base
from pipeline.language.excerpt import excerpt
from pipeline.model import Document, Location, Severity
from pipeline.parsing.heard import label
from pipeline.patterns import expression

_BEFORE = 60
"""Characters before a find that say what it is about."""

# --- links ---------------------------------------------------------------------------------------------

_VAGUE = {
    "sv": frozenset(
        "här|klicka här|tryck här|läs mer|läs mer här|läs mera|läs vidare|läs här|fortsätt läsa|lär dig mer|klicka|klicka på länken|följ länken|följ den här länken|följ denna länk|se här|titta här|mer om detta|mer om det här|information|mer|mer här|mer info|mer information|se mer|visa mer|"
        "länk|länken|denna länk|den här länken|via länken|via den här länken|via denna länk|på länken|följande länk|denna sida|den här sidan|hit|gå hit|ladda ner|ladda ned|ladda ner här|ladda ned här|öppna".split(
            "|"
        )
    ),
    "en": frozenset(
        "here|click here|click|press here|follow this link|follow the link|continue reading|see here|information|read more|read more here|more|more here|more info|more information|learn more|"
        "find out more|see more|show more|link|this link|the link|this page|download|download here|open|go here".split(
            "|"
        )
    ),
}
_SPELLED = expression(r"https?://\S+|www\.\S+/\S+")
_ADDRESS = 40
"""Characters of an address that may be a link's text: that of a site, or a short one to remember."""
_EDGES = " \t\n\u00a0.,:;!…→»›>«‹-–—()[]"


def _vague(_document: Document, scope: Scope) -> Iterator[Note]:
    vague = _VAGUE.get(base(scope.language))
    if vague is None or scope.translated:
        return  # A translator follows the source.
    for linked in scope.subjects.links:
        text = label(linked.link.attributes) or said(linked.link)
        if "aria-labelledby" in linked.link.attributes:
            continue
        if _SPELLED.fullmatch(text.strip()) and len(text.strip()) > _ADDRESS:
            template = "The text of this link is an address, which a screen reader spells: “{text}”. Say what is there."
            yield Note(linked.location, template, (("text", excerpt(text.strip(), 80)),), severity="review")
        elif text.strip(_EDGES).casefold().replace("-", " ") in vague:
            template = "The text of this link is “{text}”. Say what is there: who listens to the links alone hears nothing else."
            yield Note(linked.location, template, (("text", text.strip()),))


_WEB = expression(r"https?://[^\s<>\"]{4,}")
_NOT_TEXT = expression(r"<(code|pre|kbd|samp|a)\b.*?</\1>|<[^<>]*>", re.DOTALL)


def _unlinked(_document: Document, scope: Scope) -> Iterator[Note]:
    """The first address in a text that nobody can click."""
    if scope.translated or "://" not in scope.subjects.prose:
        return
    for text in scope.subjects.texts:
        if "://" not in text.inline.prose:
            continue
        literal = "".join(part if isinstance(part, str) else " " for part in text.inline.parts)
        if found := _WEB.search(unescape(_NOT_TEXT.sub(" ", literal))):
            address = found[0].rstrip(".,;:!?)”\"'")
            template = "The address “{address}” is no link: nobody can follow it. Make words a link to it: {mark}."
            yield Note(text.location, template, (("address", address), ("mark", f"[…]({address})")))
            return


# --- placeholders --------------------------------------------------------------------------------------

_PLACEHOLDER = expression(
    r"(?i:\blorem ipsum\b|\b(?:dummy|platshållar)text\b|\b(?:placeholder|dummy) text\b)"
    r"|(?P<maybe>(?i:\bexempeltext(?:en)?\b|\bsample text\b|\bhär kommer (?:en )?text\b))"
    r"|\b(?:TODO|FIXME|TBD|TBC)\b|\bX{4,}\b|\b[Xx]{2,}(?:[-–.:\s][Xx]{2,})+\b"
    r"|\[(?i:infoga|fyll i|skriv|lägg till|byt ut|ersätt|ändra|insert|fill in|add|your|replace|change)\b[^\[\]]*\]"
    r"|\[(?i:namn|förnamn|efternamn|datum|ort|adress|telefon|telefonnummer|e-post|belopp|rubrik|name|date|address|phone|amount)\]"
)
_IN_PLACEHOLDERS = frozenset(
    "lorem todo fixme tbd tbc xx xxx xxxx xxxxx xxxxxx xx.xx xx:xx xxx-xx exempeltext exempeltexten dummytext "
    "platshållartext text".split()
)
"""A word of each that is not in brackets, for a first look."""


_NAMED = {"”": "”", "“": "”“", '"': '"', "'": "'", "‘": "’", "’": "’", "«": "»", "»": "»«"}
"""What is between these is spoken of: the word “lorem ipsum”."""
_BUTTON = expression(
    r"\b(?:klicka(?:r|t|de)?|tryck(?:er|a|te)?|välj(?:er|a)?|knappen|menyn|fliken|click(?:ing)?|press(?:ing)?|select|choose|tap|button|menu)\b[^.!?\n]*$",
    re.IGNORECASE,
)
"""Before what stands in brackets as it stands on a screen."""
_FORM = expression(
    r"\b(?:form(?:en|at|atet)?|mönst(?:er|ret)|skrivs|ange|anges|anger|pattern|written|enter)\b[^.!?]*$", re.IGNORECASE
)
"""Before a row of X which says how something is written."""
_IS_LABEL, _ENDED = expression(r"(?:^|[\n.!?:(\[])\s*(?:\w+\s+)?$"), expression(r"\s*(?:$|[\n.:)\]])")
"""What a `TBC` stands between that is to be confirmed (`Tid: TBC`); in a sentence it is an illness."""


def _left_behind(prose: str) -> Iterator[re.Match[str]]:
    """What looks like a text that was to be written later."""
    for found in _PLACEHOLDER.finditer(prose):
        start, end = found.span()
        before = prose[max(0, start - _BEFORE) : start]
        quoted = prose[end : end + 1] in _NAMED.get(prose[start - 1 : start], "") and end < len(prose)
        is_button = found[0][0] == "[" and _BUTTON.search(before)
        is_form = found[0][0] in "Xx" and _FORM.search(before)
        is_illness = found[0] == "TBC" and not (_IS_LABEL.search(before) and _ENDED.match(prose, end))
        if not (quoted or is_button or is_form or is_illness):
            yield found


_HEADINGS = expression(
    r"(?:under|mellan|huvud)?rubrik(?: \d)?|(?:sub)?heading(?: \d)?|untitled|namnlös|utan titel", re.IGNORECASE
)
"""Whole headings that templates come with."""


def _placeholder(document: Document, scope: Scope) -> Iterator[Note]:
    texts = scope.subjects.texts
    for where, heading in () if scope.translated else _headings(document):
        if _HEADINGS.fullmatch(heading) or next(_left_behind(heading), None):
            template = "“{text}” looks like a note to yourself. Write the text, or take it away."
            yield Note(where, template, (("text", heading),), severity="review")
    if scope.vocabulary.isdisjoint(_IN_PLACEHOLDERS) and "[" not in scope.subjects.prose:
        return
    for text in texts:
        if found := next(_left_behind(text.inline.prose), None):
            template = "“{text}” looks like a note to yourself. Write the text, or take it away."
            severity: Severity | None = "review" if found["maybe"] else None
            yield Note(text.location, template, (("text", found[0]),), severity=severity)


# --- length --------------------------------------------------------------------------------------------

_HEADING = 80
"""Characters of a heading: about what a line of a search result shows."""
_HEADING_WORDS = 14
"""Words of a heading. Five to ten are recommended; a few more are no fault yet."""
_SHORTEST = 4
"""Characters of a word with its blank, on average: no running text has shorter ones."""


def _paragraph_long(_document: Document, scope: Scope) -> Iterator[Note]:
    limit = scope.readability.paragraph
    for text in () if scope.translated else scope.subjects.texts:
        prose = text.inline.prose
        if (
            len(prose) > _SHORTEST * limit
            and text.segment.role == "paragraph"
            and (words := len(prose.split())) > limit
            and not is_typed_list(prose)
        ):
            template = "A paragraph of {words} words. At most {limit}; readers look for a new thought where a new paragraph begins."
            yield Note(text.location, template, (("words", words), ("limit", scope.readability.said(limit))))


def _heading_long(document: Document, scope: Scope) -> Iterator[Note]:
    for where, heading in _translated_headings(scope) if scope.translated else _headings(document):
        words = len(heading.split())
        if len(heading) > _HEADING or words > _HEADING_WORDS:
            shown = excerpt(heading)
            template = (
                "A heading of {words} words: “{start}” Put the most important ones first, and the rest into the text."
            )
            yield Note(where, template, (("words", words), ("start", shown)))


def _headings(document: Document) -> Iterator[tuple[Location, str]]:
    for run in document.headings:
        if run.segment is not None:
            segment = document.segments[run.segment]
            yield Location(document.path, segment.line, segment.column), run.inline.text.strip()


def _translated_headings(scope: Scope) -> Iterator[tuple[Location, str]]:
    for translation in scope.subjects.translations:
        if translation.segment.role == "heading" and translation.inline is not None:
            yield translation.location, translation.inline.text.strip()


# --- double negation -----------------------------------------------------------------------------------

_UN = {
    "sv": [
        f"o{stem}{end}"
        for stem in "vanlig möjlig väsentlig betydlig rimlig sannolik gynnsam känslig viktig fullständig giltig lik villig".split()
        for end in ("", "t", "a")
        if stem + end != "lika"  # `olika` says what differs, not that something is not.
    ]
    + "otänkbar otänkbart otänkbara obefogad obefogat obefogade omotiverad omotiverat omotiverade okänd okänt okända oense "
    "oväntad oväntat oväntade sällan".split(),
    "en": "uncommon unusual unlikely unreasonable unimportant unnecessary unjustified unfavourable unfavorable unthinkable "
    "unexpected unknown unfamiliar unwelcome untrue infrequent infrequently insignificant impossible incomplete invalid "
    "dissimilar".split(),
}
"""Words that already say no."""
_REFUSE = {
    "sv": [
        *"undgå utesluta förneka underlåta undgår utesluter förnekar underlåter saknar saknas".split(),
        r"nekar?\s+till",
    ],
    "en": [r"den(?:y|ies|ying)\s+that"],
}
"""Verbs that do."""
_CLAUSE = {
    "sv": "och|men|eller|som|att|om|när|utan|än|för|så|eftersom|därför|då|medan|innan|tills|fast|fastän|trots|innebär|betyder|ger",
    "en": "and|but|or|that|who|which|if|when|than|so|because|since|while|until|although|though",
}
"""What begins another clause, with a no of its own."""
_DOUBLE = {
    "sv": expression(
        rf"\b(?:inte|icke|ej|aldrig|knappast)\s+(?:(?:är|var|vore|blir|blev)\s+)?(?:(?:helt|alls|särskilt|så)\s+)?(?:{'|'.join(_UN['sv'] + _REFUSE['sv'])}|låta\s+bli)\b(?!\s+sig\b)"
        rf"|\b(?:ingen|inga|inget|aldrig)[^\S\n]+(?:(?!(?:{_CLAUSE['sv']})\b)\w+[^\S\n]+){{0,3}}(?:inte|icke|ej|ingen|inga|inget)\b",
        re.IGNORECASE,
    ),
    "en": expression(
        rf"\b(?:not|never|hardly)\s+(?:(?:entirely|altogether|at\s+all|so|that)\s+)?(?:{'|'.join(_UN['en'] + _REFUSE['en'])})\b"
        rf"|\b(?:nobody|no\s+one|nothing|none)[^\S\n]+(?:(?!(?:{_CLAUSE['en']})\b)\w+[^\S\n]+){{0,2}}(?:not|never)\b",
        re.IGNORECASE,
    ),
}
_IN_DOUBLE = {
    "sv": frozenset([*_UN["sv"], *_REFUSE["sv"], "neka", "nekar", "bli", "ingen", "inga", "inget", "aldrig"]),
    "en": frozenset([*_UN["en"], "deny", "denies", "denying", "nobody", "no", "nothing", "none"]),
}
"""A word of each, for a first look."""
_NOBODY = {"sv": ("ingen", "inga", "inget"), "en": ("nobody", "no one", "nothing", "none")}
_FORBIDS = {
    "sv": expression(r"(?:(?:^|[.!?:;•–-]\s+|\n|\boch\s+)(?!(?:är|var|blir|blev|vore)\b)\w+|\bom)\s+$", re.IGNORECASE),
    "en": expression(r"(?!)"),
}
"""Before a `not`: a verb that begins its sentence, or `om`. “Öppna inte okända länkar” says no once; so do “Do not open …” and “svårt om inte omöjligt”."""
_WHERE_NONE = {
    "sv": expression(
        r"(?:\bsom|(?:^|[.!?:;•–-]\s+|\n|,\s+)(?:har|är|finns|får|fick|kommer|kom|vill|kan|behöver|saknas|blir|går|tar|ser|hittar|ger|om|när|så\s+länge)"
        r"(?:\s+\w+){0,4})\s+$",
        re.IGNORECASE,
    ),
    "en": expression(r"\b(?:if|when|where|since|because|that|who)(?:\s+\w+){0,2}\s+$", re.IGNORECASE),
}
"""Before an `ingen`: a condition, which has a no of its own. “Har du inga barn behöver du inte svara”."""
_OTHER_CLAUSE = {
    "sv": expression(r"\s(?:jag|du|vi|ni|man|han|hon|hen)\s", re.IGNORECASE),
    "en": expression(r"\s(?:i|you|we|he|she|they|it)\s", re.IGNORECASE),
}
"""Between two that say no: who the second is about."""


def _negated_twice(prose: str, language: str) -> Iterator[str]:
    """The phrases of a text that say no twice. A capital begins another sentence, if no full stop does: lines of a poem.

    >>> [*_negated_twice("Öppna inte okända länkar. Det är inte ovanligt. Har du inga barn behöver du inte svara.", "sv")]
    ['inte ovanligt']
    """
    for found in _DOUBLE[language].finditer(prose):
        before = prose[max(0, found.start() - _BEFORE) : found.start()]
        none = found[0].casefold().startswith(_NOBODY[language])
        if not (
            (
                _WHERE_NONE[language].search(before)
                or _OTHER_CLAUSE[language].search(found[0])
                or found[0].rpartition(" ")[2][0].isupper()
            )
            if none
            else _FORBIDS[language].search(before)
        ):
            yield found[0]


def _double_negation(_document: Document, scope: Scope) -> Iterator[Note]:
    language = base(scope.language)
    # A translator follows the source.
    if language not in _DOUBLE or scope.translated or scope.vocabulary.isdisjoint(_IN_DOUBLE[language]):
        return
    for text in scope.subjects.texts:
        if found := next(_negated_twice(text.inline.prose, language), None):
            template = "“{text}” says no twice. Say what it is instead."
            yield Note(text.location, template, (("text", found),))


RULES = (
    Rule(
        "link-text-vague",
        "Texts",
        "warning",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "WCAG 2.2, 2.4.9 Link Purpose (Link Only) (AAA)"),
        "Many readers jump from link to link, or have a list of them read out: “here”, “here”, “read more”. "
        "Let the link say what is behind it, in the words of the page that it leads to: “the fees for 2027”, not “click here for the fees”.",
        (
            "[Avgifter för 2027](sida.md)",
            "Läs mer om [hur du ansöker](sida.md).",
            "[Hit flyttar biblioteket](sida.md)",
            "<https://www.example.org/taxa>",
        ),
        (
            "Klicka [här](sida.md).",
            "Om taxan: [klicka-här!](sida.md)",
            "Om taxan: <https://www.example.org/taxa/2027?barn=ja&bad=nej&kort=ja>",
            "[Läs mer »](sida.md)",
            "Mer finns i [*den här länken*](sida.md).",
            'Om avgifter för 2027: <a href="sida.md" aria-label="Läs mer">»</a>',
        ),
        _vague,
    ),
    Rule(
        "address-unlinked",
        "Texts",
        "review",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "CommonMark 0.31.2, 6.5 Autolinks"),
        "An address in a text is no link in Markdown, unless it stands in `<` and `>`: a reader has to copy it, and who listens hears it spelt. Make the words a link that say what is there. Said once a page.",
        (
            "Läs [taxan](https://www.example.org/taxa) eller <https://www.example.org>.",
            "Adressen börjar med `https://www.example.org/`.",
            "Skriv https:// före adressen till www.example.org.",
        ),
        ("Läs mer på https://www.example.org/taxa.", "<p>Läs mer på https://www.example.org/taxa?a=1&amp;b=2.</p>"),
        _unlinked,
    ),
    Rule(
        "placeholder-content",
        "Texts",
        "warning",
        ("WCAG 2.2, 3.1 Readable",),
        "A text that was to be written later has come along: a filler such as “lorem ipsum”, a “TODO”, a field of a form letter. Write it, or take it away.",
        (
            "Ring oss före den 3 maj.",
            "Vi skriver `TODO` i koden.",
            "Texten kommer på engelska i vår. Vi vaccinerar mot TBC.",
            "Se [1] och [sic]. Klicka på [Lägg till].",
            "Ange numret i formen XXX-XXX XX XX. Ordet ”lorem ipsum” är från Cicero.",
        ),
        (
            "Lorem ipsum dolor sit amet.",
            "TODO: skriv om avgiften.",
            "Avgiften är XXXX kronor.",
            "Hej [fyll i namn]!",
            "Plats: TBC",
            "## Underrubrik\n\nText.",
        ),
        _placeholder,
    ),
    Rule(
        "paragraph-long",
        "Texts",
        "warning",
        (
            "Språkrådet, Myndigheternas skrivregler",
            "W3C, Making Content Usable for People with Cognitive and Learning Disabilities, 4.4",
        ),
        "A paragraph holds one thought. Who reads on a small screen sees nothing but text, and who listens cannot tell where a new thought begins. "
        "Split it where the thought turns, or make a list.",
        ("Vi hjälper dig. " * 30, "- " + "Vi hjälper dig. " * 45),
        ("Vi hjälper dig. " * 45,),
        _paragraph_long,
    ),
    Rule(
        "heading-long",
        "Texts",
        "warning",
        ("WCAG 2.2, 2.4.6 Headings and Labels",),
        "A heading is read at a glance, or as one of many in a list. Put the word that readers look for first, and leave the rest to the text below.",
        ("## Så ansöker du om bygglov",),
        (
            "## Information om hur du som privatperson kan ansöka om bygglov för ett mindre hus i ett område med detaljplan",
        ),
        _heading_long,
    ),
    Rule(
        "double-negation",
        "Texts",
        "review",
        ("Språkrådet, Myndigheternas skrivregler",),
        "“Not uncommon” takes twice the thought of “common”, and says less. Say what it is: often, possible, important.",
        (
            "Det är vanligt. Det är inte möjligt. Det går inte utan hjälp. Det är omöjligt.",
            "Öppna inte okända länkar. Du får inte neka någon vård.",
            "Har du inga barn behöver du inte svara. Det blev ingen fest eftersom Kim inte kom.",
            "Ingen\\\nÖppnar inte filen.",
            "Det är svårt, om inte omöjligt. Husen har inte olika tak. Inga pengar innebär inga resor.",
            "Hon har en stil som aldrig förnekar sig. Inga gator Ingen stad",
        ),
        ("Det är inte ovanligt.", "Köerna är inte sällan långa.", "Risken, som inte är obetydlig, är din."),
        _double_negation,
    ),
)
