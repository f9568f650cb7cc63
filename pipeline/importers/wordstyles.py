"""Styles of a document of Word, as far as they say what a paragraph is: a heading, an item of a list, or nothing for a reader (ECMA-376, 1, 17.7)."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from pipeline.patterns import expression

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING = expression(r"(?:heading|rubrik) ?([1-9])", re.IGNORECASE)
_CONTENTS = expression(r"toc (?:[1-9]|heading)|table of figures", re.IGNORECASE)
_NO_LEVEL = 9
"""What running text has for the level of an outline (17.3.1.20)."""


def name(element: Element) -> str:
    """What an element is called, in whichever edition of the standard."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element of these names, each in the one before."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def attribute(element: Element, called: str) -> str | None:
    """What an attribute of this name says."""
    return next((said for key, said in element.attrib.items() if key.rpartition("}")[2] == called), None)


def value(element: Element | None) -> str | None:
    """What its attribute `val` says."""
    return None if element is None else attribute(element, "val")


def is_on(element: Element | None) -> bool:
    """Whether a property is there and not taken back (17.17.4)."""
    return element is not None and value(element) not in ("0", "false", "off")


class _Style(NamedTuple):
    called: str
    above: str | None
    """The style that it is made of."""
    level: int | None
    """Of the outline, counted from 0."""
    number: Element | None
    """The list that its paragraphs belong to."""
    is_hidden: bool


class Styles:
    """What is known of a document's styles."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Style] = {}

    def learn(self, root: Element) -> None:
        """Remember the styles, and give those that are headings the name that mammoth knows."""
        for style in list(root):
            if name(style) != "style":
                continue
            space = str(style.tag).rpartition("}")[0] + "}"
            style.attrib.setdefault(f"{space}type", "paragraph")  # As it is where nothing says (17.7.4.17).
            id = style.get(f"{space}styleId")
            if id is None:
                root.remove(style)
                continue
            said = value(child(style, "pPr", "outlineLvl")) or ""
            self._by_id.setdefault(
                id,
                _Style(
                    value(child(style, "name")) or "",
                    value(child(style, "basedOn")),
                    int(said) if said.isdecimal() else None,
                    child(style, "pPr", "numPr"),
                    is_on(child(style, "rPr", "vanish")),
                ),
            )
        for style in root:
            space = f"{str(style.tag).rpartition('}')[0]}}}"
            called, level = child(style, "name"), self._level(style.get(f"{space}styleId"))
            if called is not None and level:
                called.set(f"{space}val", f"heading {level}")

    def put_on(self, paragraph: Element) -> None:
        """Have a paragraph say itself what its style says, or what is said of its level in the outline."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return
        style = child(properties, "pStyle")
        id, level = value(style), value(child(properties, "outlineLvl")) or ""
        if self._level(id):
            return
        space = str(properties.tag).rpartition("}")[0] + "}"
        if level.isdecimal() and int(level) < _NO_LEVEL:
            style = properties.makeelement(f"{space}pStyle", {f"{space}val": f"Heading{min(6, int(level) + 1)}"})
            properties[:] = [style, *(one for one in properties if name(one) not in ("pStyle", "numPr"))]
        elif child(properties, "numPr") is None:
            number = next((one.number for one in self._chain(id) if one.number is not None), None)
            if number is not None:
                properties.append(deepcopy(number))

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is one of a list of contents, whose pages are those of paper."""
        return any(_CONTENTS.fullmatch(one.called) for one in self._chain(value(child(paragraph, "pPr", "pStyle"))))

    def is_hidden(self, run: Element) -> bool:
        """Whether nobody sees a run: it is hidden, or left out on the web, as numbers of pages are (17.3.2.41, 17.3.2.44)."""
        properties = child(run, "rPr")
        if is_on(child(properties, "webHidden")):
            return True
        own = child(properties, "vanish")
        by_style = any(one.is_hidden for one in self._chain(value(child(properties, "rStyle"))))
        return by_style if own is None else is_on(own)

    def _chain(self, id: str | None) -> list[_Style]:
        """A style and those that it is made of."""
        found: list[_Style] = []
        while id in self._by_id and self._by_id[id] not in found:
            found.append(self._by_id[id])
            id = found[-1].above
        return found

    def _level(self, id: str | None) -> int | None:
        """The level of the heading that a style makes, 1–6; None where it makes none."""
        for style in self._chain(id):
            if style.called.lower() in ("title", "subtitle"):
                return None
            named = _HEADING.fullmatch(style.called.strip())
            level = int(named[1]) - 1 if named else style.level
            if level is not None:
                return None if level >= _NO_LEVEL else min(6, level + 1)
        return None
