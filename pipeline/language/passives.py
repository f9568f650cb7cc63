"""Where a sentence says what is done and not who does it: Swedish passives in `-s` and with `bli`, English ones with `be`.

By endings and lists, so only for a person to judge. What names the one who acts (`av nämnden`, `by the board`) is none here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.patterns import expression
from pipeline.wordlists import passives as lists

_AGENT = 7
"""Words after a passive in which the one who acts may be named."""
_DEPONENTS = frozenset(
    form
    for word in lists.DEPONENTS.split()
    for form in ((word, f"{word[:-1]}des", f"{word[:-1]}ts") if word.endswith("as") else (word,))
) | frozenset(lists.NO_VERBS.split())
_NOUN = expression(
    r"\w*(?:kalas|kompas|ananas|atlas|kansas|[ck]anvas|blomvas|pyjamas|(?:bio|natur|syr|tår|ädel|metan)gas"
    r"|(?:hund|häst|katt|djur|berg|jord|sten|snö)ras|[^bm]bas|[^f]fas|[^f]fras|[skmtdpvfb]gas|[rlstkpmd]glas|sras|e?as(?<=[ce]as)(?<!ckas)"
    r"|ias(?<!frias)|[wz]as(?<!azzas)|smas|[^pma]plats|palats|(?:in|upp|till|slut|av|mot)sats)"
)
"""Nouns, of Swedish and of other languages, that end like a passive: `databas`, `lösenfras`, `växthusgas`, `areas`, `medias`, `webbplats`."""
_FINITE = frozenset(lists.FINITE.split()) - _DEPONENTS
_PREFIXED = expression(rf"(?:{'|'.join(lists.PREFIXES.split())}){{1,2}}(?:{'|'.join(lists.FINITE.split())})")
_ENDING = expression(
    r"\w{3,}(?:eras|(?<!n)ades|[äö]ndes|[rlgvdjm]des|[kpst]tes)|\w{2,}(?<!rn)(?<!on)as"
)  # the past of regular verbs, and infinitives; `-arnas`, `-andes` are genitives
_AFTER_AS = frozenset(
    "av för till i på med om från hos mot de dessa alla många våra sina deras enligt utan under är".split()
)
"""Words before a genitive rather than a verb."""
_AFTER_ANY = frozenset("en ett varje min mitt din ditt sin sitt vår vårt".split())
"""Words before a noun and never before a verb: `en databas`."""
_ENGLISH = frozenset("the of and with from to their our your this these that which is are was were as or".split())
"""Little words that are none, or hardly any, in Swedish: what stands beside one is English too (`areas of interest`)."""
_MODAL = frozenset("ska skall skulle måste bör borde".split())
_MAY = frozenset("kan kunde får fick kommer att vill ska skall skulle måste bör borde kunna få".split())
_HAVE = frozenset("har hade ha".split())
_SUPINE = tuple(lists.SUPINES.split())
_BETWEEN = frozenset(
    "inte också alltid även då nu sedan redan helst bara först dock alltså därför normalt endast aldrig senast".split()
)
_BECOME = frozenset("bli blir blev blivit".split())
_PARTICIPLES = frozenset(lists.PARTICIPLES.split())
_NO_AGENT = frozenset(
    "del grund hjälp typ slag form antal stöd utav bestå består delar mycket lite någon ingen en ett de flera".split()
)
_SHORT = 4
"""Letters of `used` and `need`: a longer word in `-ed` is a participle."""
BE = frozenset("is are was were be been being".split())
"""What stands before the participle of an English passive."""
_WHEN = expression(
    r"|\d.*|\w+ing|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|noon|midnight|then|now|post|mail|email|e-mail|phone|telephone|letter|hand|bus|car|law|default|mistake|tomorrow"
)
"""What stands after `by` where it names nobody."""
_DUTY = frozenset("must should shall".split())
_ADVERBS = frozenset("not also always never often only still usually now already then".split())
_IRREGULAR = frozenset(lists.IRREGULAR.split())
_ADJECTIVES = frozenset(lists.ADJECTIVES.split())


class Passive(NamedTuple):
    """A passive that leaves out who acts."""

    text: str
    """The verb, with `ska` or `must` where that stands before it."""
    duty: bool
    """Whether somebody has to do it."""


def is_passive(word: str) -> bool:
    """Whether a Swedish word, in small letters, may be a passive. A supine is one only after `har`.

    >>> [word for word in "granskas hoppas genomfördes kommunernas införs chaufförs kvinnas".split() if is_passive(word)]
    ['granskas', 'genomfördes', 'införs']
    """
    if not word.endswith("s") or word in _DEPONENTS:
        return False
    if _NOUN.fullmatch(word):
        return False
    return word in _FINITE or bool(_ENDING.fullmatch(word) or _PREFIXED.fullmatch(word) or word.endswith(_SUPINE))


def may_be(word: str) -> bool:
    """Whether a Swedish word, in small letters, may be a passive or the beginning of one."""
    return word in _BECOME or is_passive(word)


def is_participle(word: str) -> bool:
    """Whether an English word, in small letters, may be the participle of a passive.

    >>> [word for word in "signed told red interested hundred need".split() if is_participle(word)]
    ['signed', 'told']
    """
    if word in _ADJECTIVES:
        return False
    regular = len(word) > _SHORT and word.endswith("ed") and not word.endswith(("eed", "hundred", "naked"))
    return regular or word in _IRREGULAR


def hidden(words: Iterable[str], language: str) -> tuple[Passive, ...]:
    """The passives without one who acts in the words of a sentence.

    >>> [one.text for one in hidden("Blanketten ska skickas in och sedan hoppas vi att allt snart granskas av nämnden".split(), "sv")]
    ['ska skickas']
    >>> [one.text for one in hidden("The form must be signed once we are quite pleased and was read by us".split(), "en")]
    ['must be signed']
    """
    if language != "sv":
        return tuple(_english([word.lower() for word in words]))
    return tuple(_swedish(_without_names(list(words))))


def _without_names(words: list[str]) -> list[str]:
    """The words in small letters, but for names: `Hermodes` is a genitive, and so is `Thomas`, who may begin a sentence."""
    if all(map(str.isupper, words)):
        return [word.lower() for word in words]
    first = words[0].lower() if words else ""
    named = first.endswith("as") and not first.endswith("eras")
    return [word.lower() if not n and not named else word for n, word in enumerate(words)]


def _swedish(words: list[str]) -> Iterator[Passive]:
    for number, word in enumerate(words):
        if word in _BECOME:
            after = words[number + 1 : number + 3]
            found = next((one for one in after if one in _PARTICIPLES), None)
            if found and not _named(words, number + 1, "av", _NO_AGENT):
                yield Passive(f"{word} {found}", duty=False)
        elif word.endswith("s") and word.islower() and is_passive(word) and not _named(words, number, "av", _NO_AGENT):
            back = _before(words, number, _BETWEEN)
            if word.endswith(_SUPINE) and not word.endswith("as"):
                if back in _HAVE:
                    yield Passive(f"{back} {word}", duty=False)
            elif back in _MODAL:
                yield Passive(f"{back} {word}", duty=True)
            elif not (back in _AFTER_ANY or (word.endswith("as") and back in _AFTER_AS) or _in_english(words, number)):
                yield Passive(word, duty=False)


def _english(words: list[str]) -> Iterator[Passive]:
    for number, word in enumerate(words):
        if word not in BE:
            continue
        place = number + 1
        while place < min(len(words), number + 3) and (words[place] in _ADVERBS or words[place].endswith("ly")):
            place += 1
        if place == len(words):
            return
        found = words[place]
        if is_participle(found) and not _named(words, place, "by", frozenset()):
            back = _before(words, number, _ADVERBS) if word == "be" else ""
            if back in _DUTY:
                yield Passive(f"{back} be {found}", duty=True)
            elif back == "to" and number > 1 and words[number - 2] in ("has", "have", "need", "needs"):
                yield Passive(f"{words[number - 2]} to be {found}", duty=True)
            else:
                yield Passive(f"{word} {found}", duty=False)


def _before(words: list[str], number: int, between: frozenset[str]) -> str:
    """The word before that with `number`, adverbs left out; empty where there is none."""
    for place in range(number - 1, max(number - 4, -1), -1):
        if words[place] not in between:
            return words[place]
    return ""


def _in_english(words: list[str], number: int) -> bool:
    """Whether a little English word stands beside the word with that number."""
    return not _ENGLISH.isdisjoint(words[max(0, number - 1) : number + 2])


def _named(words: list[str], number: int, by: str, not_after: frozenset[str]) -> bool:
    """Whether the one who acts is named soon after the word with that number."""
    following = words[number + 1 : number + 1 + _AGENT]
    return any(
        word == by
        and (place == 0 or following[place - 1] not in not_after)
        and not _WHEN.fullmatch(" ".join(following[place + 1 : place + 2]))
        for place, word in enumerate(following)
    )
