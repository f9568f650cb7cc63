"""Which language a text is in: the one door to CLD2, which is quick, small and needs no network.

Right on texts of seven words and more; on shorter ones only together with other evidence. Never asked where the words
themselves say it (`FUNCTION_WORDS`).
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression

FUNCTION_WORDS = {
    "sv": frozenset(
        "alla allt att av bara blir bli borde både de dem den denna deras det detta dig din du där då efter eller en er ett "
        "finns från få får för genom gör ha har hos hur här i icke ifrån ingen inte jag kan kom kommer kunde längre med "
        "medan mellan men mer mera mig min mot mycket måste många ni nu nya när något någon några och också om oss på "
        "samma sedan sin ska skall skulle som så till under upp ur ut utan vad var vara varje vi vid vill vilka vilken "
        "vilket vår våra vårt än är även åt över".split()
    ),
    "en": frozenset(
        "a about after all also an and any are as at be because been before but by can could do does each for from had has "
        "have here how if in into is it its more most must my no not now of on or other our out she should so some such than "
        "that the their them then there these they this those through to under up us was we were what when where which who "
        "why will with would you your".split()
    ),
    "da": frozenset(
        "af alle andre at blev bliver denne deres dette disse dit flere få gør hun kun lidt mange nye også sammen selv sin skulle så uden vil vores der det du efter eller en er et for fra har hvad hvis hvor ikke jeg kan med men mig når nogle og om på skal som sig til være var vi ved".split()
    ),
    "no": frozenset(
        "av alle andre at ble blir denne deres dette disse ditt enn flere få gjør hun inn kun litt mange nye nå også opp sammen selv sin skulle så uten vil våre vårt der det du etter eller en er et for fra har hva hvis hvor hvordan ikke jeg kan med men meg når noen og om på skal som seg til være var vi ved å".split()
    ),
    "fi": frozenset("ei että hän ja jos joka kun kuin mutta myös niin nyt olla on ovat se sekä tai tämä voi".split()),
}
"""The little words that hardly a sentence does without."""
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "jw": "jv"}
_LETTERS = expression(r"[^\W\d_]+")
_CODE = expression(r"(?<!\S)(?:\S*?(?:://|www\.|[@_=|#$\\{}]|[^\W\d_]\.[a-z])\S*|[~.]*/\S+|--?[\w-]+)")
"""Addresses, names and options of programs and files: words of no language."""
_FAMILIAR = frozenset({"sv", "no", "da", "fi", "de"})
"""What a Swedish translator's memory, or a neighbour's, may have put there."""


@lru_cache(64)
def base(tag: str) -> str:
    """The language of a BCP 47 tag alone, Bokmål and Nynorsk as one.

    >>> base("en-GB"), base("nb")
    ('en', 'no')
    """
    first = tag.split("-", maxsplit=1)[0].lower()
    return _ALIASES.get(first, first)


def guess(text: str) -> str:
    """The language of a text: first part of a BCP 47 tag; empty when nobody can say.

    Names do not count, nor does code. With four to six words only a language of the neighbourhood is named, and only if
    one of its little words is there; with less, none.

    >>> guess("Kommunen öppnar ett nytt bibliotek i höst"), guess("Storgatan 5, Malmö")
    ('sv', '')
    """
    from pycld2 import detect, error  # Imported where it is used.

    plain = "".join([c if c.isprintable() else " " for c in said(text)])
    words = words_of(plain)
    small = [word for word in words[1:] if word.islower()]
    if len(words) < 4 or len(small) < 3:
        return ""
    try:
        reliable, _, details = detect(" ".join([words[0], *small]), bestEffort=True)
    except error:  # Signs that it takes for no UTF-8.
        return ""
    found = base(details[0][1])
    if not reliable or found == "un":
        return ""
    sure = len(small) >= (6 if found in _FAMILIAR or found == "en" else 8) or (
        found in _FAMILIAR and bool(function_words(words, found))
    )
    return found if sure else ""


def said(text: str) -> str:
    """`text` without addresses and code.

    >>> said("Se config.h eller välj --build=full i /etc/apt").split()
    ['Se', 'eller', 'välj', 'i']
    """
    return _CODE.sub(" ", text.replace(OBJECT, " "))


def identified(text: str) -> str:
    """The language that CLD2 takes a text for, whatever letters it has; empty when it cannot say. For scripts without capitals.

    >>> identified("تشرح هذه الصفحة كيف نساعد الأشخاص")
    'ar'
    """
    from pycld2 import detect, error

    try:
        _, _, details = detect("".join([c if c.isprintable() else " " for c in text]), bestEffort=True)
    except error:
        return ""
    found = base(details[0][1])
    return "" if found == "un" else found


def function_words(words: list[str], language: str) -> frozenset[str]:
    """The little words of that language among `words`."""
    return FUNCTION_WORDS.get(base(language), frozenset()).intersection([word.lower() for word in words])


def words_of(text: str) -> list[str]:
    """The words in `text`, without digits and signs."""
    return _LETTERS.findall(text)
