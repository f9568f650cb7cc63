"""The words for numbers of a language: what `tjugofem` and `twenty-five` are worth.

Three kinds: words that count things (`tre`), words that multiply (`miljoner`), and words that may stand for a number and
need not (`par`, `twice`, `tredje`). For a language without a table there are none, and nothing is said about its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language, in small letters."""

    counting: Mapping[str, float] = field(default_factory=dict)
    """Two to ninety-nine, and what is written as one word above that."""
    multiplying: Mapping[str, float] = field(default_factory=dict)
    """Hundred, thousand, million … also abbreviated."""
    loose: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Words that may stand for one of these numbers."""
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Units that are converted in passing: the unit they are measured in (`s`, `month`, `km`, `ml`, `g`), and how many of it."""
    first: Mapping[str, float] = field(default_factory=dict)
    """Numbers as the first part of a longer word."""
    compound: re.Pattern[str] | None = None
    """Such a word; one of its two groups is the number."""
    long_miles: frozenset[str] = frozenset()
    """Units that the other language has no word for, so that the number itself has to change."""


def _pairs(text: str) -> dict[str, float]:
    """`two=2 pair=2` as a mapping."""
    return {word: float(value) for word, _, value in (entry.partition("=") for entry in text.split())}


def _lists(text: str) -> dict[str, tuple[float, ...]]:
    """`half=0.5,50` as a mapping."""
    entries = (entry.partition("=") for entry in text.split())
    return {word: tuple(map(float, values.split(","))) for word, _, values in entries}


def _units(text: str) -> dict[str, tuple[str, float]]:
    """`timme=3600s` as a mapping."""
    result: dict[str, tuple[str, float]] = {}
    for word, _, value in (entry.partition("=") for entry in text.split()):
        digits = value.rstrip("abcdefghijklmnopqrstuvwxyz")
        result[word] = (value[len(digits) :], float(digits))
    return result


_COUNTED = (
    "år|åring|dag|dygn|veck|månad|tim|minut|sekund|språk|siffr|sidig|kant|dimension|vån|barn|rum|hjul|person|steg|grad|kärn|"
    "mann|håll|väg|spår|del|dubb|fald|fas|potens|radig|spalt|bokstav|teck|bit|byte|färg|punkt|mil|kilo|meter|procent|kron|"
    "stjärn|plats|sits|cylindr|växl|takt|kamp|årig|led|poäng|stavig|hörn|hövd|bent|mastad|stämmig|faktor"
)
"""What Swedish words for things that are counted begin with: `femårig`, `tvåspråkig`, `trerumslägenhet`."""


def _swedish() -> Numerals:
    ones = _pairs("två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9")
    teens = _pairs(
        "tio=10 elva=11 tolv=12 tretton=13 fjorton=14 femton=15 sexton=16 sjutton=17 arton=18 aderton=18 nitton=19"
    )
    tens = _pairs(
        "tjugo=20 trettio=30 fyrtio=40 femtio=50 sextio=60 sjuttio=70 åttio=80 nittio=90 tjugi=20 tretti=30 fyrti=40"
    )
    compounds = {
        ten + one: value + n for ten, value in tens.items() for one, n in [*ones.items(), ("ett", 1), ("en", 1)]
    }
    below = {**ones, **teens, **tens, **compounds}
    hundreds = {one + "hundra": 100 * n for one, n in [*ones.items(), ("ett", 1), *teens.items()]}
    thousands = {one + "tusen": 1000 * n for one, n in [*below.items(), ("ett", 1), *hundreds.items()]}
    more = {hundred + rest: value + n for hundred, value in hundreds.items() for rest, n in below.items()}
    counting = {**below, **hundreds, **thousands, **more, "noll": 0.0}
    ordinals = (
        "nollte=0 första=1 andra=2 tredje=3 fjärde=4 femte=5 sjätte=6 sjunde=7 åttonde=8 nionde=9 tionde=10 elfte=11 tolfte=12 "
        "trettonde=13 fjortonde=14 femtonde=15 tjugonde=20 trettionde=30 fyrtionde=40 femtionde=50 hundrade=100"
    )
    loose = {
        **_lists(ordinals),
        **_lists(
            "ingen=0 inga=0 inget=0 gratis=0 fri=0 fritt=0 kostnadsfri=0 kostnadsfritt=0 avgiftsfri=0 avgiftsfritt=0 kvadrat=2 kvadraten=2 kubik=3 par=2 båda=2 bägge=2 dubbel=2 dubbelt=2 dubbla=2 ensam=1 en=1 ett=1 enda=1 dussin=12 dussintals=12 tjog=20 "
            "hälften=50,0.5,2 halva=50,0.5,2 halv=0.5,50,30 halvt=0.5,50 halvår=6 halvtimme=30,0.5 halvtimmen=30,0.5 "
            "halvtimma=30,0.5 kvart=15,0.25 kvarten=15,0.25 halvannan=1.5 decennium=10 decennier=10 decenniet=10 "
            "sekel=100 seklet=100 årtionde=10 årtionden=10 årtiondet=10 trio=3 duo=2 kvartal=3 dygn=24 dygnet=24,7 "
            "tredjedel=33,0.33 fjärdedel=25,0.25 femtedel=20,0.2 tiondel=10,0.1 helår=12 årlig=1 solo=1"
        ),
        **{word + "tal": (value,) for word, value in {**below, "hundra": 100.0, "tusen": 1000.0}.items()},
        **{word + "tals": (value,) for word, value in {**tens, "tio": 10.0, "hundra": 100.0, "tusen": 1000.0}.items()},
    }
    multiplying = _pairs(
        "hundra=1e2 tusen=1e3 tkr=1e3 miljon=1e6 miljoner=1e6 milj=1e6 mn=1e6 mnkr=1e6 mkr=1e6 miljard=1e9 "
        "miljarder=1e9 mdr=1e9 mdkr=1e9 md=1e9 biljon=1e12 biljoner=1e12"
    )
    units = _units(
        "sekund=1s sekunder=1s minut=60s minuter=60s min=60s timme=3600s timmar=3600s timma=3600s tim=3600s dag=86400s dagar=86400s "
        "dygn=86400s vecka=604800s veckor=604800s månad=1month månader=1month mån=1month kvartal=3month "
        "halvår=6month år=12month mil=10km kilometer=1km km=1km "
        "ml=1ml cl=10ml dl=100ml deciliter=100ml l=1000ml liter=1000ml g=1g gram=1g hg=100g hekto=100g kg=1000g kilo=1000g "
        "kilogram=1000g ton=1000000g"
    )
    which = {"noll": 0.0, **{word: value for word, (value,) in _lists(ordinals).items()}}
    first = {**below, "fyr": 4.0, "en": 1.0, "ett": 1.0, **which}
    numbers = "|".join(sorted((*below, "fyr", "en", "ett"), key=len, reverse=True))
    compound = re.compile(f"({numbers})(?:{_COUNTED})|({'|'.join(which)})[a-zåäö]{{3}}")
    return Numerals(counting, multiplying, loose, units, first, compound, frozenset({"mil"}))


def _english() -> Numerals:
    ones = _pairs("two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9")
    teens = _pairs(
        "ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19"
    )
    tens = _pairs("twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90")
    compounds = {f"{ten}-{one}": v + n for ten, v in tens.items() for one, n in [*ones.items(), ("one", 1)]}
    counting = {**ones, **teens, **tens, **compounds, "zero": 0.0}
    ordinals = (
        "zeroth=0 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 "
        "thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 "
        "thirtieth=30 fortieth=40 fiftieth=50 hundredth=100"
    )
    loose = {
        **_lists(ordinals),
        **_lists(
            "no=0 none=0 free=0 square=2 squared=2 cubed=3 couple=2 pair=2 both=2 double=2 twice=2 once=1 one=1 a=1 an=1 single=1 thrice=3 dozen=12 dozens=12,10 tens=10 "
            "half=0.5,50,30,2 halves=2 thirds=3 third=3,33,0.33 quarter=25,0.25,15,4 quarters=4 fifths=5 tenths=10 "
            "fortnight=14,2 decade=10 decades=10 century=100 centuries=100 hundreds=100 thousands=1000 millions=1e6 "
            "billions=1e9 trio=3 duo=2 zero=0 nought=0 quarterly=3,4 twofold=2 daily=1 weekly=1 monthly=1 yearly=1"
        ),
        **{
            word.removesuffix("y") + suffix: (value,)
            for word, value in tens.items()
            for suffix in ("ies",)  # the twenties
        },
    }
    multiplying = _pairs(
        "hundred=1e2 thousand=1e3 k=1e3 million=1e6 m=1e6 mn=1e6 billion=1e9 bn=1e9 trillion=1e12 tn=1e12"
    )
    units = _units(
        "second=1s seconds=1s sec=1s secs=1s minute=60s minutes=60s min=60s mins=60s hour=3600s hours=3600s hr=3600s hrs=3600s day=86400s days=86400s "
        "week=604800s weeks=604800s fortnight=1209600s month=1month months=1month year=12month years=12month "
        "decade=120month decades=120month century=1200month km=1km kilometre=1km kilometres=1km kilometer=1km "
        "kilometers=1km ml=1ml millilitre=1ml millilitres=1ml milliliters=1ml cl=10ml dl=100ml decilitre=100ml decilitres=100ml l=1000ml litre=1000ml "
        "litres=1000ml liter=1000ml liters=1000ml g=1g gram=1g grams=1g kg=1000g kilo=1000g kilos=1000g kilogram=1000g "
        "kilograms=1000g ton=1000000g tons=1000000g tonne=1000000g tonnes=1000000g"
    )
    return Numerals(counting, multiplying, loose, units)


@lru_cache(2)
def numerals(language: str) -> Numerals:
    """The number words of a BCP 47 tag, by its first part.

    >>> numerals("sv").counting["tjugofem"], numerals("en-GB").counting["twenty-five"], numerals("fi").counting
    (25.0, 25.0, {})
    """
    base = language.split("-", maxsplit=1)[0].lower()
    return _swedish() if base == "sv" else _english() if base == "en" else Numerals()


def known(language: str) -> frozenset[str]:
    """Every word that may stand for a number in that language."""
    words = numerals(language)
    return frozenset(chain(words.counting, words.multiplying, words.loose))
