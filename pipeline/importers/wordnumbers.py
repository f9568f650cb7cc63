"""Numbers before the items of a document of Word: where a list goes on after a paragraph, and where it has letters (ECMA-376, 1, 17.9).

mammoth tells lists with numbers from others, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.wordstyles import attribute, child, name, value
from pipeline.patterns import expression

if TYPE_CHECKING:
    from re import Match
    from xml.etree.ElementTree import Element

_TYPES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_MARK = expression("(<ol>(?=<li>))?(<li>)?\ue012(\\d+),(\\w*)\ue013")


class Numbers:
    """Counts the items of a document."""

    def __init__(self) -> None:
        self._levels: dict[tuple[str, str], tuple[str, int]] = {}
        """Type and first number, by kind of list and level."""
        self._kinds: dict[str, str] = {}
        self._again: dict[tuple[str, str], int] = {}
        """First numbers of lists that begin anew, by list and level; each holds once."""
        self._now: dict[tuple[str, int], int] = {}
        self._unseen: set[tuple[str, str]] = set()
        """Kinds of lists and levels whose items have no sign before them."""

    def learn(self, root: Element) -> None:
        """Remember which lists there are."""
        for one in root:
            if name(one) == "abstractNum":
                for level in one:
                    start, type_ = value(child(level, "start")) or "1", value(child(level, "numFmt")) or "decimal"
                    key = attribute(one, "abstractNumId") or "", attribute(level, "ilvl") or "0"
                    sign = child(level, "lvlText")
                    if type_ in ("bullet", "none") and sign is not None and not (value(sign) or "").strip():
                        self._unseen.add(key)
                    elif name(level) == "lvl" and start.isdecimal() and type_ not in ("bullet", "none"):
                        self._levels[key] = _TYPES.get(type_, ""), int(start)
            elif name(one) == "num":
                id = attribute(one, "numId") or ""
                self._kinds[id] = value(child(one, "abstractNumId")) or ""
                for level in one:
                    start = value(child(level, "startOverride")) or ""
                    if start.isdecimal():
                        self._again[id, attribute(level, "ilvl") or "0"] = int(start)

    def unmark(self, paragraph: Element) -> None:
        """Have a paragraph be no item where its list puts nothing before it: so programs write what goes on in an item."""
        properties = child(paragraph, "pPr")
        number = child(properties, "numPr")
        kind = self._kinds.get(value(child(number, "numId")) or "", "")
        unseen = (kind, value(child(number, "ilvl")) or "0") in self._unseen
        if properties is not None and number is not None and unseen:
            properties.remove(number)

    def mark(self, paragraph: Element) -> str:
        """What is put before the words of an item, which `numbered` reads again; empty where there is no number."""
        properties = child(paragraph, "pPr", "numPr")
        id, level = value(child(properties, "numId")) or "", value(child(properties, "ilvl")) or "0"
        kind = self._kinds.get(id, "")
        if (kind, level) not in self._levels or not level.isdecimal():
            return ""
        type_, first = self._levels[kind, level]
        here = kind, int(level)
        number = self._again.pop((id, level), self._now.get(here, first - 1) + 1)
        self._now = {key: last for key, last in self._now.items() if key[0] != kind or key[1] < here[1]} | {
            here: number
        }
        return f"\ue012{number},{type_}\ue013"


def numbered(html: str) -> str:
    r"""`html` as mammoth made it, with the first number and the type of each list where they are not those of HTML.

    >>> numbered("<ol><li>\ue0123,a\ue013Tre</li><li>\ue0124,a\ue013Fyra</li></ol>")
    '<ol start="3" type="a"><li>Tre</li><li>Fyra</li></ol>'
    """

    def said(mark: Match[str]) -> str:
        start = f' start="{mark[3]}"' if mark[3] != "1" else ""
        type_ = f' type="{mark[4]}"' if mark[4] else ""
        return f"<ol{start}{type_}><li>" if mark[1] else mark[2] or ""

    return _MARK.sub(said, html)
