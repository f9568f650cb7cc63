"""Lists that somebody has typed: bullets, dashes, numbers and little pictures before what are items to the eye alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from unicodedata import category

from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression

BULLETS = "•◦▪●‣∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf0e0"
"""The last are those of Symbol and Wingdings, which a text has that was taken from Word or a PDF."""
BULLET = expression(rf"(?:^|\s)[{BULLETS}]\s+(?=\S)")
_AT_BULLETS = expression(f"[{BULLETS}]")
_AT_DASHES = expression(r"\s[–—]\s")
_LEADS_ON = (".", ":", "!", "?", ",", ";", " att")
"""What ends a text before a list, or an item of it; a bullet between names divides them."""
_FEWEST = 3
"""Dashes, numbers or pictures that make a list: others come in pairs."""
_HYPHENS = expression(r"(?:\A|\s)[-*](?:\s(?=[^\W\d_])|(?=[^\W\d_]{2}))")
"""A hyphen or a star before a word: the blank that makes an item of it was forgotten, or it stands in raw HTML. `-h` is an option of a program."""
_LINE = expression(r"[-*–—+] ?(?=[^\W_])")
_NUMBER = expression(r"(?:\A|\s)(\d{1,2})[.)]\s*(?=[^\W\d_])")
_NUMBERED = expression(
    r"\s*\(?(?:(?P<number>\d{1,2})|(?P<roman>i{1,3}|iv|vi{0,3}|ix|x)|(?P<letter>[a-h]))\.?[.)](?:\s+(?=[^\W_])|(?=[^\W\d_]))",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SIGNS = frozenset("→»✓✔✗✘✅❌☑☐▸▹►▻➤➢➔❖★☆■□◆◇👉")
"""Signs that are bullets, and so may be mixed; any other little picture may say something of its own: a telephone, an envelope."""


def is_typed_list(prose: str) -> bool:
    r"""Whether a paragraph is a list to the eye alone: several bullets, or dashes before what are no sentences.

    >>> is_typed_list("• ett • två"), is_typed_list("Ta med: • pass • pengar"), is_typed_list("Malmö • Lund • Ystad")
    (True, True, False)
    >>> is_typed_list("Det ingår: – el – vatten – städning"), is_typed_list("Hon sa: – Hej! – Hej. – Kom in!")
    (True, False)
    >>> is_typed_list("-h, --help\nSkriv hjälp med -l och -s"), is_typed_list("- A - B - C")
    (False, True)
    >>> is_typed_list("-el -vatten -städning"), is_typed_list("1.Ring 2.Kom 3.Gå"), is_typed_list("✅ Barn ✅ Vuxen ✅ Hund")
    (True, True, True)
    """
    if any(bullet in prose for bullet in BULLETS) and len(pieces := _AT_BULLETS.split(prose)) > 1:
        begins = BULLET.match(prose) is not None and len(BULLET.findall(prose)) > 1
        return begins or any(piece[-1:].isspace() and piece.rstrip().endswith(_LEADS_ON) for piece in pieces[:-2])
    if "\n" in prose and _are_items(prose.split("\n")):
        return True
    first = prose[:1]
    if first in "-*":
        items = _HYPHENS.split(prose)[1:]
        return len(items) >= _FEWEST and not _are_sentences(items)
    if first == "1":
        return _count_up([int(number) for number in _NUMBER.findall(prose)]) >= _FEWEST
    if first and _is_picture(first):
        return len(re.findall(rf"(?:\A|\s){re.escape(first)}\ufe0f?\s+(?=\w)", prose)) >= _FEWEST
    lead, *items = _AT_DASHES.split(prose)
    return len(items) >= _FEWEST and lead.endswith(":") and not _are_sentences(items)


def _are_sentences(items: Sequence[str]) -> bool:
    """Whether a sentence ends before the last of the items does: then somebody speaks."""
    return any(mark in item for item in (*items[:-1], items[-1].rstrip().removesuffix(".")) for mark in ".!?")


def _are_items(lines: Sequence[str]) -> bool:
    """Whether lines begin like the items of a list: with a hyphen, with 1, 2, 3 or a, b, c, or with a little picture. A line may lead to them."""
    lines = [line.strip() for line in lines if line.strip()]
    if lines and lines[0].endswith(":"):
        lines = lines[1:]
    if len(lines) < _FEWEST:
        return False
    if all(map(_LINE.match, lines)):
        return not _are_sentences(lines)
    if all(line[0] in _SIGNS for line in lines) or (_is_picture(lines[0][0]) and len({line[0] for line in lines}) == 1):
        return True
    return _count_up([number_of(line) for line in lines]) == len(lines)


def number_of(text: str) -> int:
    """The number, or the place of the letter in the alphabet, that a text begins with as an item would; 0 for none.

    >>> number_of("2) Ring oss"), number_of("(b) Ring oss"), number_of("II. Ring oss"), number_of("2 barn")
    (2, 2, 2, 0)
    """
    found = _NUMBERED.match(text)
    if found is None:
        return 0
    if found["number"]:
        return int(found["number"])
    return _ROMAN.index(found["roman"].lower()) + 1 if found["roman"] else ord(found["letter"].lower()) - ord("a") + 1


def _count_up(numbers: Sequence[int]) -> int:
    """How many of the numbers are 1, 2, 3 … in a row from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], enumerate(numbers, 1)))


def _is_picture(sign: str) -> bool:
    return sign in _SIGNS or (category(sign) == "So" and sign != OBJECT)
