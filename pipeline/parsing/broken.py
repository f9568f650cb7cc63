"""Lines that stand by themselves in the source and run together on the page: to Markdown a line end is a blank (CommonMark 0.31.2, 6.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.language.excerpt import excerpt
from pipeline.model import Finding
from pipeline.parsing.inline import Ranged
from pipeline.parsing.lines import Lines
from pipeline.patterns import expression

_LABEL = r"(?:\*\*|__)?[^\W\d_a-zåäö][^:.,;!?|<>\[\]()`\n]{0,40}(?::(?:\*\*|__)?|(?:\*\*|__):)[ \t]+(?=\S)"
"""What a thing is called, before what it is: `Telefon: 040-628 04 00`."""
_LINK = r"[*_]{0,3}\[[^\[\]\n!]+\]\([^()\s]+(?:[ \t]+\"[^\"\n]*\")?\)[*_]{0,3}"
_TOWN = r"\d{3}[ \u00a0]?\d{2}[ \u00a0]+[^\W\d_a-zåäö][^\W\d_]*(?:[ -][^\W\d_]+){0,2}"
_FIRST_LOOK = expression(
    rf"\n(?<!\n\n)[ \t>]*(?:{_LABEL}|[a-zåäö][\w-]*:[ \t]+\S|{_LINK}[ \t]*$|{_TOWN}[ \t]*$)", re.MULTILINE
)
_LABELLED = expression(_LABEL)
_KEYS = expression(r"[a-zåäö][\w-]*:(?:[ \t]+\S[^\n]*)?")
"""A line of front matter that is none."""
_LINKS = expression(rf"(?:{_LINK}[ \t]*)+[,.;]?")
_POSTAL = expression(_TOWN)
_STREET = expression(r"[^\n.!?]{2,40}[ \u00a0]\d{1,4}(?:[ \u00a0]?[A-Za-z])?,?")
_LED = expression(r"[^\n]{1,200}?(?:(?<!\.)\.{4,}+|…{2,}+|(?:[ \t]\.){4,}+)[ \t]*\d{1,4}")
_DOTS = ("....", "……", " . . . .")
_BREAK = expression(r"(?:[ \t]{2,}|\\|<br\s*/?>[ \t]*)$", re.IGNORECASE)
_INDENT = expression(r"^[ \t>]+", re.MULTILINE)
_FEWEST = 3
"""Lines with a link alone, or with dots up to a number, that are meant as lines."""


def has_lines(body: str) -> bool:
    """Whether a page may have such lines; a first look."""
    return any(dots in body for dots in _DOTS) or _FIRST_LOOK.search(body) is not None


def joined_lines(events: Sequence[Ranged], data: bytes, lines: Lines, language: str) -> Iterator[Finding]:
    """A finding for each paragraph of the body `data` whose lines were meant to stay apart."""
    for event, span in events:
        if event.__class__ is str or event.get("Start") != "Paragraph":
            continue
        paragraph = data[span["start"] : span["end"]].decode("utf-8", "replace").rstrip("\n")
        if "\n" not in paragraph or not (found := _joint(_INDENT.sub("", paragraph).split("\n"))):
            continue
        if _LED.fullmatch(found[0].strip()):
            template = "Dots and page numbers of a printed list of contents are shown and read out, and the lines run together: “{where}”. Make each line a link to its heading, in a list."
        else:
            template = "Lines are shown as one: “{where}”. Make them a list, each behind a hyphen and a blank, or end each but the last with a backslash."
        values = (("where", excerpt(" ".join(line.strip() for line in found))),)
        yield Finding("lines-joined", "warning", template, lines.location(span["start"]), language, values)


def _joint(texts: list[str]) -> tuple[str, str] | None:
    r"""Two lines that run together and were not meant to; None where there are none.

    >>> _joint(["Namn: Ada", "Ort: Lund"]), _joint(["Namn: Ada  ", "Ort: Lund"]), _joint(["Obs: läs", "detta."])
    (('Namn: Ada', 'Ort: Lund'), None, None)
    """
    bare = [text.strip() for text in texts]
    joints = [(one, other) for one, other in pairwise(texts) if not _BREAK.search(one)]
    if not joints:
        return None
    for pair in joints:
        if all(_LABELLED.match(text.strip()) for text in pair):
            return pair
    for kind in (_LINKS, _LED, _KEYS):
        if len(bare) >= _FEWEST and sum(1 for text in bare if kind.fullmatch(text)) >= max(_FEWEST, len(bare) - 1):
            return next((pair for pair in joints if all(kind.fullmatch(text.strip()) for text in pair)), None)
    for one, other in joints:
        if _POSTAL.fullmatch(other.strip()) and _STREET.fullmatch(one.strip()):
            return one, other
    return None
