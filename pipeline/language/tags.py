"""Language tags (BCP 47): whether one is right, and what was likely meant. What a screen reader does not know it reads as the page around it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language.locale import region_code, short_code
from pipeline.patterns import expression

_TAG = expression(
    r"""(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})
    (?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?
    (?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?""",
    re.VERBOSE,
)
_WHOLE = expression(
    r"x(?:-[a-z\d]{1,8})+|i-[a-z]+|art-lojban|cel-gaulish|en-gb-oed|no-(?:bok|nyn)|sgn(?:-[a-z]{2}){2}|zh-[a-z-]+"
)
"""Tags of somebody's own, and those that were registered before there was a form for them (RFC 5646, 2.2.7 and 2.2.8)."""
_TWO = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et "
        "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka "
        "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl "
        "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw "
        "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    ).split()
)
"""Languages of two letters (IANA Language Subtag Registry): all that there will be."""
_RIGHT_TO_LEFT = frozenset(
    (
        "apc ar arc bal bgn ckb dv fa he iw ks lrc mzn nqo prs ps rhg sd sdh skr syr trw ug ur yi "
        "-adlm -arab -hebr -nkoo -rohg -syrc -thaa"
    ).split()
)
"""Languages that are written from right to left, and scripts (CLDR, `characterOrder`). Kurdish (`ku`) is Kurmanji, in Latin letters; Sorani is `ckb`."""
_MEANT = {
    "swedish": "sv",
    "svenska": "sv",
    "english": "en",
    "engelska": "en",
    "gb": "en",
    "us": "en",
    "dk": "da",
    "cz": "cs",
    "cn": "zh",
    "gr": "el",
    "jp": "ja",
    "ua": "uk",
}
"""Names, and countries, that are written for a language."""


@lru_cache(256)
def direction(tag: str) -> str:
    """`ltr` or `rtl`, the direction that the language `tag` is written in.

    >>> direction("sv"), direction("ar-EG"), direction("ku"), direction("ku-Arab")
    ('ltr', 'rtl', 'ltr', 'rtl')
    """
    language, *rest = tag.lower().split("-")
    script = next((f"-{part}" for part in rest if len(part) == 4 and part.isalpha()), language)
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


@lru_cache(512)
def mended(tag: str) -> str:
    """`tag` if it is right; else what was likely meant, empty where nobody knows.

    Of languages with three letters only those are wrong that have two as well: of the others there are thousands.

    >>> [mended(tag) for tag in ("en-GB", "en-UK", "swe", "svenska", "zz", "gibberish", "smj", "x-hemligt")]
    ['en-GB', 'en-GB', 'sv', 'sv', '', '', 'smj', 'x-hemligt']
    """
    lower = tag.lower()
    if _WHOLE.fullmatch(lower):
        return tag
    found = _TAG.fullmatch(lower)
    if found is None:
        return ""
    language = found["language"]
    better = _language(language)
    if not better:
        return ""
    rest = tag[len(language) :]
    if found["region"]:
        region = region_code(found["region"])
        if not region:
            return better
        if region.lower() != found["region"]:
            rest = rest.replace(tag[slice(*found.span("region"))], region, 1)
    return tag if better == language and rest == tag[len(language) :] else better + rest


def _language(language: str) -> str:
    if language in _TWO:
        return language
    if language in _MEANT:
        return _MEANT[language]
    if len(language) == 2 or (len(language) > 3 and "-" not in language):
        return ""
    shorter = short_code(language)
    return shorter if shorter in _TWO else language
