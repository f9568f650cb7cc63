"""Findings → comments in the Markdown that they are about, which an author sees and a visitor does not."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.markdown import parse, to_html
from pipeline.model import Finding
from pipeline.words import Words


def marked(text: str, findings: Iterable[Finding], words: Words) -> str:
    """`text` with a comment before each block that something is wrong with; what is about the page stands at its beginning.

    A comment stands where it changes nothing of the page: before the list, not in it.
    """
    lines = text.split("\n")
    first = _body(lines)
    shown = to_html(parse(text))
    places: dict[int, list[str]] = {}
    for finding in sorted(findings, key=lambda one: one.location):
        said = words.say("To do: {message} [{rule}]", message=words.finding(finding), rule=finding.rule)
        place = max(first, finding.location.line - 1)
        while place > first and not _is_room(lines, place, shown):
            place -= 1
        places.setdefault(place, []).append(f"<!-- {said.replace('--', '–')} -->")
    for place in sorted(places, reverse=True):
        lines[place:place] = [*places[place], ""]
    return "\n".join(lines)


def _body(lines: list[str]) -> int:
    """Where the front matter has ended, and the empty lines after it."""
    end = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    while end < len(lines) - 1 and not lines[end]:
        end += 1
    return end


def _is_room(lines: list[str], place: int, shown: str) -> bool:
    """Whether a comment before the line at `place` changes nothing that is shown."""
    if lines[place - 1] or not lines[place] or lines[place][0].isspace():
        return False
    return to_html(parse("\n".join([*lines[:place], "<!-- x -->", "", *lines[place:]]))) == shown
