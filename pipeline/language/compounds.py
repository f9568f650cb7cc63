"""Where the parts of a long Swedish compound meet, as far as that is sure. The one door to pyphen.

Sure is a border with a known word on each side, or with one before it that ends as only the first part of a compound does and
a place to hyphenate. pyphen alone knows syllables (`sam-hälls-ut-veck-ling`), and is wrong beside a joining `s`.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from pipeline.patterns import expression
from pipeline.wordlists import compounds_sv

_PARTS = frozenset(compounds_sv.PARTS.split())
_ENDINGS = ("", *sorted(compounds_sv.ENDINGS.split(), key=len, reverse=True))
_RIGHT = tuple(compounds_sv.RIGHT.split())
_NAME = expression(
    r"\w+(?:(?:(?<!för)(?<!an)(?<!av)(?<!in)(?<!upp)(?<!ut)s|(?<!bo)(?<!under)(?<!s))lagen|balken|förordningen|direktivet|nämnden"
    r"|(?<!nät)(?<!regel)(?<!ram)verket|myndigheten|förvaltningen|avdelningen|styrelsen|kontoret|inspektionen|ombudsmannen)s?"
)
"""Laws and authorities, as far as the last part of a word tells: that is what they are called. Not `förslagen`, `bolagen`, `nätverket`."""
_SHORTEST = 5
"""Letters of a part that is known from the page alone, or from nowhere."""


def is_right(word: str) -> bool:
    """Whether a long word, in small letters, is the one that everybody uses for the thing."""
    return word.startswith(_RIGHT) or _NAME.fullmatch(word) is not None


def bare(word: str) -> str:
    """A Swedish word without its ending, as far as letters tell; at least five letters.

    >>> bare("funktionsnedsättningarnas"), bare("utbildningsprogrammet")
    ('funktionsnedsättning', 'utbildningsprogramm')
    """
    stem = word.removesuffix("s")
    for end in ("erna", "arna", "orna", "aren", "ena", "en", "et", "er", "ar", "or", "na"):
        if stem.endswith(end) and len(stem) - len(end) >= _SHORTEST:
            return stem.removesuffix(end)
    return stem


def parts(word: str, known: Container[str] = ()) -> tuple[str, ...]:
    """The parts of a compound in small letters, joining letters included; the word alone where they are not sure.

    `known` are further words, such as those of the page.

    >>> parts("verksamhetsuppföljningsprocessen")
    ('verksamhets', 'uppföljnings', 'processen')
    >>> parts("arbetsmarknadsblomsterprakt"), parts("utanförskapsproblematiseringen")
    (('arbetsmarknads', 'blomsterprakt'), ('utanförskapsproblematiseringen',))
    """
    found = _everywhere(word) or _known(word, known)
    if found:
        return found
    border = max((end for end in range(_SHORTEST, len(word) - _SHORTEST) if _begins(word[:end])), default=0)
    if border and word[border - 1] == "s" and border in _points(word):
        return *(_known(word[:border], known, last=False) or (word[:border],)), word[border:]
    return (word,)


@lru_cache(4096)
def _everywhere(word: str) -> tuple[str, ...]:
    """The parts that need no page to know them; a site repeats its long words."""
    return _known(word, ())


def _begins(text: str) -> bool:
    return text[-1] == "s" and text[:-1] in _PARTS


def _known(word: str, known: Container[str], *, last: bool = True) -> tuple[str, ...]:
    """The fewest known parts that make `word`; none where there are none. With `last`, its end may be inflected."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(end - 1):
            before = best[start]
            if before is None or (best[end] is not None and len(before) + 1 >= len(best[end] or ())):
                continue
            part = word[start:end]
            if _is_part(part, known, final=last and end == len(word), whole=last and not start and end == len(word)):
                best[end] = (*before, part)
    found = best[-1] or ()
    return found if len(found) > 1 or not last else ()


def _is_part(part: str, known: Container[str], *, final: bool, whole: bool) -> bool:
    if whole:
        return False

    def is_word(text: str) -> bool:
        return text in _PARTS or (len(text) >= _SHORTEST and text in known)

    if is_word(part):
        return True
    if final:
        return any(part.endswith(end) and is_word(part.removesuffix(end)) for end in _ENDINGS if end)
    return part.endswith("s") and is_word(part[:-1])


@lru_cache(4096)
def _points(word: str) -> frozenset[int]:
    """Where a word may be hyphenated."""
    import pyphen  # Its patterns take a tenth of a second to read: only for a page that needs them. It keeps them itself.

    return frozenset(int(place) for place in pyphen.Pyphen(lang="sv").positions(word))
