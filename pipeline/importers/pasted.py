"""Lines of a text that was pasted from a PDF or a mail, as their author wrote them: no numbers of pages between them, no words divided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from pipeline.patterns import expression

_DIVIDED = expression(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_ADDRESS = expression(r"(?:://|www\.)\S*-$")
"""An address that goes on: its hyphen is its own."""
_JOINED = expression(r"(?:och|eller|samt|respektive|resp|and|or)\b")
"""What follows on a hyphen that stands for a word: in- och utgång."""
_NUMBER_OF_PAGE = expression(
    r"(?:Sida|Sid\.?|Page)\s+\d{1,4}(?:\s*(?:av|of|/|\()\s*\d{1,4}\)?)?|\d{1,4}\s*\(\d{1,4}\)", re.IGNORECASE
)
_WITH_NUMBER = expression(rf"(\S.*?)\s+(?:{_NUMBER_OF_PAGE.pattern})", re.IGNORECASE)
"""The same behind what stands at the head of every page."""
_BESIDE_BREAK = expression(r"\n[ \t]*\d{1,4}[ \t]*\n*(?=\f)|(?<=\f)\s*\d{1,4}[ \t]*(?=\n)")
"""The number of a page without a word, at its end or beginning."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
"""Letters that a PDF has in one."""


def lines(text: str) -> list[str]:
    r"""The lines of `text`, without blanks at their ends, tabs, and what every page of a document repeats.

    >>> lines("Råd\nVi hjälper\n\nRåd\n1 (2)\n\nalla.\nRåd\n2 (2)\n")
    ['Råd', 'Vi hjälper', 'alla.']
    >>> lines("Protokoll\nVår nämnd 1 (2)\nVi hjälper\nProtokoll\nVår nämnd 2 (2)\nalla.")
    ['Protokoll', '', 'Vi hjälper', 'alla.']
    """
    text = _BESIDE_BREAK.sub("\n", text.removeprefix("\ufeff").translate(_LIGATURES))
    found = [line.expandtabs().rstrip() for line in text.splitlines()]
    numbers = {place for place, line in enumerate(found) if _NUMBER_OF_PAGE.fullmatch(line.strip())}
    headed = {place: head[1] for place, line in enumerate(found) if (head := _WITH_NUMBER.fullmatch(line.strip()))}
    heads = Counter(headed.values())
    numbers |= {place for place, head in headed.items() if heads[head] > 1}
    filled = [place for place, line in enumerate(found) if line]
    pairs = [pair for pair in pairwise(filled) if not numbers.isdisjoint(pair)]
    beside = {place for pair in pairs for place in pair if place not in numbers}
    times = Counter(found[place] for place in beside)
    gone = numbers | {place for place in beside if times[found[place]] > 1 and place != filled[0]}
    kept: list[str] = []
    is_end = False
    for place, line in enumerate(found):
        if place in gone:
            is_end = True
        elif not is_end:
            kept.append(line)
        elif line:
            while kept and not kept[-1]:
                kept.pop()
            goes_on = kept and line.lstrip()[0].islower() and kept[-1][-1] not in ".!?:"
            kept += [line] if goes_on else ["", line]
            is_end = False
    return kept


def is_divided(line: str, following: str) -> bool:
    """Whether the last word of `line` goes on in the `following` one.

    >>> is_divided("Bygg-", "lov"), is_divided("in-", "och utgång"), is_divided("Malmö-", "Lund")
    (True, False, False)
    """
    divided = _DIVIDED.search(line) is not None and _ADDRESS.search(line) is None
    return divided and following[:1].islower() and not _JOINED.match(following)


def joined(several: Iterable[str]) -> str:
    """Lines as one.

    >>> joined(["Sök bygg-", "lov i Malmö-", "Lund, in-", "och utgång"])
    'Sök bygglov i Malmö-Lund, in- och utgång'
    >>> joined(["Se www.example.org/bygg-", "lov"])
    'Se www.example.org/bygg-lov'
    """
    text = ""
    for line in several:
        if is_divided(text, line):
            text = text[:-1] + line
        elif _ADDRESS.search(text) or (_DIVIDED.search(text) and line[:1].isupper()):
            text += line
        else:
            text += f" {line}" if text else line
    return text
