"""Findings → comments in the Markdown that they are about, which an author sees and a visitor does not."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.markdown import parse, to_html
from pipeline.model import Finding
from pipeline.patterns import expression
from pipeline.words import Words

_INSIDE = (" ", "\t", ":")
"""How a line begins that stands in a block, whatever is above it."""
_ITEM = expression(r"(?:([-*+])|\d{1,9}([.)]))[ \t]")
"""How an item of a list begins, with the sign that all of the list have."""


def marked(text: str, findings: Iterable[Finding], words: Words) -> str:
    """`text` with a comment before each block that something is wrong with; what is about the page stands at its beginning.

    A comment stands where it changes nothing of the page: before the list, not in it.
    """
    lines = text.split("\n")
    first = _body(lines)
    shown = to_html(parse(text))
    every = sorted(findings, key=lambda one: one.location)
    wanted = [max(first, finding.location.line - 1) for finding in every]
    rooms = _rooms(lines, first, sorted({*wanted}), shown, {})
    places: dict[int, list[str]] = {}
    for finding, place in zip(every, wanted, strict=True):
        said = words.say("To do: {message} [{rule}]", message=words.finding(finding), rule=finding.rule)
        places.setdefault(rooms[place], []).append(f"<!-- {said.replace('--', '–')} -->")
    for place in sorted(places, reverse=True):
        lines[place:place] = [*places[place], ""]
    return "\n".join(lines)


def _rooms(lines: list[str], first: int, wanted: list[int], shown: str, known: dict[int, int]) -> dict[int, int]:
    """Where the comments go that are wanted at these places: at the next one above where they change nothing.

    All are tried at once, and by halves where that changes something: a page is parsed a few times, not once for each.
    No place is tried twice: `known` is filled with where one comes to from each, so a list of a hundred broken links is not climbed
    from each of them.
    """
    found = {place: _above(lines, first, place) for place in wanted}
    if not wanted or _changes_nothing(lines, {*found.values()} - {first}, shown):
        return found
    if len(wanted) > 1:
        middle = len(wanted) // 2
        above = _rooms(lines, first, wanted[:middle], shown, known)
        return above | _rooms(lines, first, wanted[middle:], shown, known)
    place = found[wanted[0]]
    climbed = []
    while place > first and place not in known and not _changes_nothing(lines, {place}, shown):
        climbed.append(place)
        place = _above(lines, first, place - 1)
    room = known.get(place, place)
    known.update(dict.fromkeys((*climbed, place), room))
    return {wanted[0]: room}


def _above(lines: list[str], first: int, place: int) -> int:
    """The next place above where a block may begin."""
    while place > first and (lines[place - 1] or not lines[place] or _is_inside(lines, place)):
        place -= 1
    return place


def _is_inside(lines: list[str], place: int) -> bool:
    """Whether a line, with an empty one above, stands in a list that has begun further up. A page of nothing but a list is so not parsed for each item."""
    if lines[place].startswith(_INSIDE):
        return True
    item = _ITEM.match(lines[place])
    is_term = any(line.startswith(":") for line in lines[place + 1 : place + 3])
    if item is None and not is_term:
        return False
    above = next((lines[at] for at in range(place - 1, -1, -1) if lines[at] and not lines[at][0].isspace()), "")
    if is_term:
        return above.startswith(":")
    before = _ITEM.match(above)
    return bool(item and before and item.groups() == before.groups())


def _body(lines: list[str]) -> int:
    """Where the front matter has ended, and the empty lines after it."""
    end = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    while end < len(lines) - 1 and not lines[end]:
        end += 1
    return end


def _changes_nothing(lines: list[str], places: set[int], shown: str) -> bool:
    """Whether comments before the lines at `places` change nothing that is shown."""
    new = [
        part for place, line in enumerate(lines) for part in (("<!-- x -->", "", line) if place in places else (line,))
    ]
    return to_html(parse("\n".join(new))) == shown
