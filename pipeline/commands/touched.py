"""Which findings are about what somebody has changed: `syntolk check --changed-since`.

An editor who corrects one sentence on an old page is told of that sentence, and of the page as a whole, not of what was
there before (vale-action, issue 21). Pure: the changes come from `git`, the texts of the files from whoever reads them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise

from pipeline.markdown import parse
from pipeline.model import Finding

Lines = tuple[tuple[int, int], ...]
"""As in `git`: ranges of lines; one whose last is before its first is the gap between them."""
_OF_THE_PROGRAM = ("#:", "#.", "#|")
"""Lines of a catalogue that no translator writes."""


def touching(
    findings: Iterable[Finding],
    touched: Mapping[str, Lines | None],
    locate: Callable[[str], Iterable[str]],
    text: Callable[[str], str],
) -> tuple[Finding, ...]:
    """The findings on files that were `touched`, in their order.

    Of a finding that has a place, its text counts: paragraph, heading, item, cell, or entry of a catalogue. One in the
    first line or in none is about the page. `locate` says which files a finding's path may mean, `text` reads one.
    """

    @cache
    def parts(file: str) -> list[tuple[int, int]]:
        return extents(text(file), file)

    def counts(finding: Finding) -> bool:
        path, line, _ = finding.location
        for file in locate(path):
            if file not in touched:
                continue
            lines = touched[file]
            if lines is None or line <= 1:
                return True
            starts = parts(file)
            at = bisect_right(starts, (line, 1 << 60)) - 1
            first, last = starts[at] if at >= 0 and line <= starts[at][1] else (line, line)
            # A gap is in the text only where the text goes on after it.
            if any(start <= last and end >= first for start, end in lines):
                return True
        return False

    return tuple(finding for finding in findings if counts(finding))


def extents(text: str, path: str) -> list[tuple[int, int]]:
    r"""First and last line of each text in a file, in order.

    >>> extents("---\ntitle: A\n---\n\nEtt stycke\npå två rader.\n\n- ett\n- två\n", "a.md")
    [(2, 2), (5, 6), (8, 8), (9, 9)]
    >>> extents('#: a.md\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n', "a.po")
    [(2, 3), (5, 6)]
    """
    lines = text.split("\n")
    if path.endswith((".md", ".markdown")):
        roles = {segment.line: segment.role for segment in parse(text).segments}
        found = []
        for start, following in pairwise([*sorted(roles), len(lines) + 1]):
            last = start
            while last + 1 < following and last < len(lines) and _goes_on(lines[last], roles[start]):
                last += 1
            found.append((_with_comments(lines, start), last))
        return found
    blocks: list[tuple[int, int]] = []
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.strip() and not line.startswith(_OF_THE_PROGRAM):
            first = first or number
        elif first:
            blocks.append((first, number - 1))
            first = 0
    return blocks


def _with_comments(lines: list[str], start: int) -> int:
    """The line in which the comments directly before a text begin, or the text: what they allow is allowed there."""
    number = start - 1
    while number and not lines[number - 1].strip():
        number -= 1
    while number and lines[number - 1].rstrip().endswith("-->"):
        last = number
        while number and "<!--" not in lines[number - 1] and (number == last or "-->" not in lines[number - 1]):
            number -= 1
        if not number or not lines[number - 1].lstrip().startswith("<!--"):
            break
        start = number
        number -= 1
        while number and not lines[number - 1].strip():
            number -= 1
    return start


def _goes_on(line: str, role: str) -> bool:
    """Whether a text of a page, or of its front matter, may go on in `line`."""
    return line.startswith((" ", "\t")) if role == "field" else line.strip() not in ("", "---", "...")
