"""Lists of programs that write them without saying so: paragraphs of Word that begin with a sign, lists of Google Docs whose depth is in a class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.importers.writing import is_gone
from pipeline.patterns import expression

_BY_WORD = expression(r"mso-list\s*:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_SIGN = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_OF_WORD = expression(r"MsoList\w*")
_BLANK = re.compile(r"font\s*:\s*7\.0pt", re.IGNORECASE)
"""What Word writes the blanks after a sign in."""
_MARGIN = expression(r"margin-left\s*:\s*([\d.]+)(pt|cm|in)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "cm": 28.35, "in": 72.0}
_STEP = 36
"""Points by which Word moves the items of a further level."""
_LONGEST = 8
"""Letters in the sign of an item: xxxviii."""
_NUMBER = expression(r"\s*\(?(\d{1,4}|[a-zA-Z]|[ivx]+)[.)]\s*")
_LEVEL = re.compile(r"lst-kix_\w+-(\d)")


class _Item(NamedTuple):
    element: Tag
    level: int
    """Counted from 1."""
    number: str | None
    """What it begins with; None behind a bullet."""


def gather(main: Tag) -> None:
    """Have paragraphs that are items be items, and lists stand in the items that they belong to."""
    items: list[_Item] = []
    for paragraph in main.find_all("p"):
        item = _item(paragraph)
        if item is None:
            continue
        if items and _before(paragraph) is not items[-1].element:
            _put_together(items)
            items = []
        items.append(item)
    _put_together(items)
    for inner in main.find_all(["ul", "ol"], class_=_LEVEL):
        _put_below(inner)


def _item(paragraph: Tag) -> _Item | None:
    """A paragraph as an item, without its sign; None where it is none."""
    if is_gone(paragraph):  # With the sign of another item, which nobody closed.
        return None
    style = str(paragraph.get("style", ""))
    level = _BY_WORD.search(style)
    if level is None and not any(_OF_WORD.match(one) for one in paragraph.get("class") or ()):
        return None
    sign = paragraph.find("span", style=_SIGN) or _before_blanks(paragraph)
    if not isinstance(sign, Tag) or sign.find("p") is not None or len(sign.get_text(strip=True)) > _LONGEST:
        return None
    number = _NUMBER.fullmatch(sign.get_text())
    sign.decompose()
    margin = _MARGIN.search(style)
    depth = round(float(margin[1]) * _POINTS[margin[2].lower()] / _STEP) if margin else 1
    return _Item(paragraph, max(1, int(level[1]) if level else depth), number[1] if number else None)


def _before_blanks(paragraph: Tag) -> Tag | None:
    """The sign of an item where nothing but the blanks after it tells it from words."""
    blanks = paragraph.find("span", style=_BLANK)
    if not isinstance(blanks, Tag) or blanks.get_text(strip=True):
        return None
    above = blanks.parent
    return above if above is not None and above.name == "span" and len(above.get_text(strip=True)) <= _LONGEST else None


def _before(element: Tag) -> Tag | None:
    """The element right before one, with no words between them."""
    before = element.previous_sibling
    while before is not None and not isinstance(before, Tag):
        if str(before).strip():
            return None
        before = before.previous_sibling
    return before


def _put_together(items: Sequence[_Item]) -> None:
    """Put items, which follow on each other, into lists."""
    lists: list[Tag] = []
    for element, level, number in items:
        name = "ul" if number is None else "ol"
        del lists[level:]
        if len(lists) == level and lists[-1].name != name:
            lists.pop()
        if len(lists) < level:
            new = BeautifulSoup("", "html.parser").new_tag(name)
            if number is not None and number.isdecimal() and number != "1":
                new["start"] = number
            last = lists[-1].find_all("li", recursive=False) if lists else []
            if last:
                last[-1].append(new)
            else:
                element.insert_before(new)
            lists.append(new)
        element.name = "li"
        lists[-1].append(element.extract())


def _put_below(inner: Tag) -> None:
    """Put a list of a further level into the last item of the list before it, or its items into that list where both are of one level."""
    before = _before(inner)
    level = _level(inner)
    if before is None or before.name not in ("ul", "ol") or (above := _level(before)) is None or level is None:
        return
    while level > above:
        last = before.find_all("li", recursive=False)
        nested = last[-1].find_all(["ul", "ol"], recursive=False) if last else []
        if not nested:
            if last:
                last[-1].append(inner.extract())
            return
        before, above = nested[-1], above + 1
    if before.name == inner.name and not (inner.get("start") and inner.name == "ol" and level == above == 0):
        before.extend([*inner.contents])
        inner.decompose()


def _level(element: Tag) -> int | None:
    found = next((_LEVEL.fullmatch(one) for one in element.get("class") or () if _LEVEL.fullmatch(one)), None)
    return int(found[1]) if found else None
