"""How descriptions of pictures begin that say nothing, say that there is a picture, or describe a chart. Data and patterns."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from pipeline.language.tokens import clean
from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression

_WORD = expression(r"[^\W_]+(?:[²³])?")
_NOTHING_SAID = frozenset(
    (
        "alt|alttext|alt text|alternativtext|alternative text|alternate text|text|bildtext|bildbeskrivning|beskrivning|kort beskrivning|beskrivning saknas|ingen beskrivning"
        "|bild|bilden|en bild|bilder|bild saknas|ingen bild|bild kommer|foto|fotot|ett foto|fotografi|ett fotografi|illustration|en illustration"
        "|illustrationsbild|genrebild|omslagsbild|omslag|pressbild|arkivbild|profilbild|porträttbild|huvudbild|toppbild|miniatyrbild|bakgrundsbild|stämningsbild"
        "|dekorativ|dekorativ bild|dekoration|utfyllnad|mellanrum|avdelare|avskiljare|tom|tom bild|blank|platshållare|ikon|en ikon|ikonen|symbol|en symbol|logotyp|logotypen|logga|logo"
        "|grafik|diagram|graf|figur|karta|skärmbild|skärmdump|namnlös|utan titel|test|todo|att göra|fixme|xxx|xx|tbd|na|n a|null|none|undefined"
        "|lorem ipsum|foto av|bild på|bild av|här ska det stå något"
        "|image|an image|the image|images|picture|a picture|the picture|pic|photo|a photo|the photo|photograph|a photograph|img|graphic|a graphic|icon|an icon"
        "|separator|divider|empty|empty image|logotype|chart|graph|figure|map|screenshot|a screenshot|untitled|no title|placeholder|image placeholder|decorative|decorative image"
        "|short description|image description|picture description|description|photo description|stock photo|stock image|cover image|cover|hero image|banner|banner image|thumbnail"
        "|profile picture|header image|background image|spacer|image of|picture of|photo of|missing image|image missing|no image|no description|missing"
    ).split("|")
)
"""Whole descriptions, as `key` gives them, that say nothing."""
_NUMBERED = expression(
    r"(?:bild|foto|figur|diagram|graf|ikon|image|picture|photo|figure|fig|chart|graph|icon|img|pic|slide|bilaga) ?\d{1,4}(?: (?:av|of) \d{1,4})?"
)
_CREDIT = expression(
    r"\s*(?:(?:(?:foto|bild|illustration|grafik|photo|image|picture)(?:\s*(?:/|och|and)\s*\w+)?|(?:bild|foto)?källa|fotograf|illustratör|photo by|photographer|(?:photo |image )?credits?|copyright)\s*:|©)\s*"
    r"(?:[^\W\d_][\w.'’-]*(?:\s*/\s*|\s+)?){1,5}\s*"
)
_PHOTO_BY = expression(
    r"\s*(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture|[Ii]llustration)\s+by\s+(?:[A-ZÅÄÖÉ][\w.'’-]*\s*){1,4}(?:(?:on|via|/)\s+\w+)?\s*"
)
_FOR_A_TEXT = expression(
    r"(?:nyhets|puff|hero|artikel|inläggs|evenemangs|sid|start|ingress|slide|kort|länk)bild(?:en)?"
    r"|(?:ingen|no) (?:\w+ )?(?:alternativ ?text|alt ?text|bildtext|bildbeskrivning|beskrivning|description|image|photo)(?: (?:tillgänglig|finns|angiven|available|provided))?"
    r"|image result for .*|bildresultat för .*"
    r"|(?:\w*bild|foto|illustration) (?:till|för|i|på) (?:\w+ )?(?:artikeln|nyheten|sidan|texten|inlägget|puffen|rubriken|artikel|nyhet|sida|puff)"
    r"|(?:article|blog|news|page|post|teaser|feature|featured|main) (?:image|picture|photo)|(?:image|picture|photo) (?:for|to|of) (?:the |this )?(?:article|page|post|news|story|text)"
)
_NAME = expression(r"[A-ZÅÄÖÉ]")
_ASKED = expression(
    r"\s*(?:\w+:\s*)?(?:beskriv (?:bilden|fotot|motivet)|skriv (?:en )?(?:alt|alternativ|bildbeskrivning)|lägg till (?:en )?(?:alt|alternativ|beskrivning)|"
    r"(?:placeholder|platshållare|todo|fixme)\s*:|klicka (?:här )?för att lägga till|describe (?:the |this )?(?:image|picture|photo)|add (?:an? )?(?:alt|description|alternative)|"
    r"insert (?:alt|description|image|picture)|enter (?:alt|description)|(?:alt(?:ernativ)?[ -]?text|bildtext|bildbeskrivning) (?:här|saknas|kommer)|(?:alt[ -]?text|image description) (?:here|goes here))",
    re.IGNORECASE,
)
_BY_A_PROGRAM = expression(
    r"automatiskt genererad|description (?:automatically )?generated|automatically generated|genererad med (?:mycket )?(?:hög|låg|medelhög) (?:tillförlitlighet|exakthet|säkerhet)"
    r"|generated with (?:very )?(?:high|low|medium) confidence|AI-genererat innehåll kan vara|AI-generated content may be|^may be an? (?:image|illustration|graphic) of|^kan vara en (?:bild|illustration) av",
    re.IGNORECASE,
)
"""What office programs and social media write when nobody else does."""

_PREFIX = expression(
    r"""\s*(
      (?:(?:det\s+här|detta)\s+är\s+)?(?:en\s+|ett\s+)?(?:bild|foto|fotografi)\s+(?:på|av|från(?!\s+\d)|som\s+(?:visar|föreställer))\b(?!\s+(?:året|årets|månaden|veckan|dagen)\b)
    | (?:denna\s+|den\s+här\s+)?(?:bilden|bild|fotot|fotografiet|foto)\s+(?:visar|föreställer)\b
    | (?:på|i)\s+(?:bilden|fotot)\s+(?:syns|ser|visas|finns|står|sitter|är)\b
    | (?:bild|foto)\s+tag(?:et|en)\b
    | här\s+(?:syns|ser\s+(?:vi|du|man))\b
    | (?:bild|foto|fotografi|image|picture|photo|photograph)\s*:(?=\s*\S+\s+\S)
    | (?!the\s+(?:image|picture)\s+of)(?:this\s+is\s+)?(?:(?:an?|the|this)\s+)?(?:image|picture|photo|photograph|pic)\s+
      (?:of\b(?!\s+the\s+(?:year|month|week|day)\b)|showing\b|shows\b|depicting\b|depicts\b|that\s+shows\b|which\s+shows\b)
    | (?:in|on)\s+(?:the|this)\s+(?:image|picture|photo)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_LOOKS = frozenset(
    (
        "pil|högerpil|vänsterpil|pil höger|pil vänster|pil åt höger|pil åt vänster|förstoringsglas|lupp|kuvert|hus|kugghjul|tre streck|tre prickar|kryss|plustecken|telefonlur|"
        "arrow|right arrow|left arrow|arrow right|arrow left|magnifying glass|envelope|gear|cog|cogwheel|hamburger|three lines|three dots|chevron|chevron right|chevron left"
    ).split("|")
)
"""What symbols look like: in a link nobody knows from it where the link leads."""

_COMPLEX = expression(
    r"""\s*(?:(?:en|ett|an?|the)\s+)?
    (?P<more>(?:(?!(?:see|se|på|med|av|och|and|on|of|with|vad|hur|när|what|how|when)\b)[\w-]+\s+){1,2}?)??
    (?:
      (?:[\w-]*[^\W_])?karta(?:n)?|kartbild(?:en)?|kartskiss(?:en)?|[\w-]*diagram(?:met)?|[\w-]*graf(?:en)?
    | (?:flödes|organisations|kopplings|process|besluts)schema(?:t)?|processbild(?:en)?
    | organisationsskiss(?:en)?|organisationsträd(?:et)?|infografik(?:en)?|tidslinje(?:n)?|[\w-]*histogram(?:met)?
    | map|(?:(?:flow|bar|pie|line|org(?:ani[sz]ation(?:al)?)?)\s?)?charts?|[\w-]*chart|(?:(?:bar|line)\s?)?graph|infographic|timeline
    )
    (?(more)(?=\s+(?:över|som\s+visar|visar|of|showing|shows|that\s+shows)\b)
    |(?=\s*(?:$|[:,.–])|\s+[-–]\s|\s+(?:över|som\s+visar|visar|för|med|från|of|showing|shows|that|which|over|for|with)\b))""",
    re.IGNORECASE | re.VERBOSE,
)
"""A description that is that of a chart by its first noun; where other words stand before it, what follows has to say so too."""
_NO_CHART = expression(
    r"\b(?:(?:foto|tele|para|karto|bio|steno|mono|kalli|koreo|sceno|typo)graf|(?:hänger|ligger|sitter|hangs|lies)\b|på väggen|on the wall)",
    re.IGNORECASE,
)
"""Who draws maps, and maps that are a thing among others in a photo."""
_CHART_FILE = expression(
    r"(?:diagram|flodesschema|organisationsschema|orgschema|flowchart|barchart|piechart|(?:bar|pie|line)[-_]chart)"
)


def spoken(text: str) -> str:
    """`text` as a screen reader gets to say it: no invisible characters, one blank between words.

    >>> len(spoken("A\u0301ngs\u00adbro  8"))
    9
    """
    return " ".join(clean(text).replace(OBJECT, " ").split())


@lru_cache(2048)
def key(text: str) -> str:
    """The words of `text` alone, for comparing.

    >>> key("Utevistelse – varje dag!")
    'utevistelse varje dag'
    """
    return " ".join(_WORD.findall(clean(text).casefold()))


@lru_cache(2048)
def says_nothing(alt: str) -> bool:
    """Whether a description stands only for one.

    >>> says_nothing("Bild 1"), says_nothing("Bildspel från invigningen")
    (True, False)
    """
    words = key(alt)
    if not words:  # A formula and a face (“😊”) are said; a dash is not.
        return not any(category(sign) in ("Sm", "So") and sign not in "|~<>" for sign in alt)
    if words in _NOTHING_SAID or _NUMBERED.fullmatch(words):
        return True
    if _FOR_A_TEXT.fullmatch(words) or _PHOTO_BY.fullmatch(alt) or _ASKED.match(alt) or _BY_A_PROGRAM.search(alt):
        return True
    credit = _CREDIT.fullmatch(alt.casefold())
    named = alt.partition(":")[2].split()
    return credit is not None and all(
        _NAME.match(word) or word in ("/", "och", "and", "av", "von", "de") for word in named
    )


def prefix(alt: str) -> str:
    """The words with which a description says that there is a picture; empty where it does not.

    >>> prefix("Bild på två barn"), prefix("Bilden av Sverige förändras")
    ('Bild på', '')
    """
    found = _PREFIX.match(alt)
    return " ".join(found[1].split()) if found else ""


def is_a_look(alt: str) -> bool:
    """Whether a description names what a symbol looks like, and not what it is for."""
    return key(alt) in _LOOKS


def is_complex(alt: str) -> bool:
    """Whether a description begins as that of a chart, a map or a diagram.

    >>> is_complex("Karta över området"), is_complex("Anna pekar på en karta"), is_complex("Fotograf med kamera")
    (True, False, False)
    """
    found = _COMPLEX.match(alt)
    return found is not None and not _NO_CHART.search(alt)


def is_chart_file(stem: str) -> bool:
    """Whether the name of a file is that of a chart."""
    return _CHART_FILE.search(stem.casefold()) is not None
