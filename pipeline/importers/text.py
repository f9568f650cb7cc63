"""Pasted text → Markdown: what its lines are is seen from how they stand.

A short line without a full stop before others is a heading, the first one the title; lines that begin with a bullet or a number are a list; an empty
line parts paragraphs, and so does the end of a long line. Words that were divided at the end of a line are whole again, and numbers of pages go
(`pasted`). A description of a picture is one of a picture that has yet to be put there. What cannot be known stays a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby, pairwise, takewhile
from typing import NamedTuple

from pipeline.importers import html, pasted
from pipeline.importers.page import Page
from pipeline.parsing.sanitise import escape
from pipeline.patterns import expression
from pipeline.wordlists.saying import SAYS
from pipeline.words import Words

_BULLET = expression(r"[•·●▪▫■□○◦‣⁃➢➤►✓\uf0a7\uf0b7\uf0d8\uf0fc*–—-]\s+(?=\S)")
"""Signs before items; those of private use are what the signs of Word become in a PDF."""
_ROUND = expression(r"o\s+(?=\S)")
"""What Word has for a sign in further levels; in running text of other languages it is a word."""
_NUMBER = expression(r"(\d{1,3})[.)]\s+(?=\S)")
_HEADING = expression(r"[\dA-ZÅÄÖÉ][^@]{1,70}(?<![.,;:!?…-])")
_TELEPHONE = expression(r"(?:\d[ -]?){6,}")
_ENDS = (".", "!", "?", "”", '"')
"""What a sentence ends with."""
_DASH = expression(r"[–—-]\s+(?=[”\"]?[A-ZÅÄÖÉ])")
_SAID = expression(rf"[,!?]”?\s(?:{'|'.join(SAYS.split())})\s\w")
"""Somebody speaks behind a dash: it is no sign of a list."""
_DESCRIPTION = expression(r"(?:Syntolkning|Bildbeskrivning):\s*(?=\S)")
"""Before the words of a picture that did not come along."""
_QUOTED = expression(r"> ?")
_WRAPPED = range(50, 100)
"""Letters in a line that was broken because it was full."""
_NARROW = 30
"""Letters at least in the longest line of a narrow column."""


class _Item(NamedTuple):
    indent: int
    kind: str
    words: str
    number: str


def page(text: str, words: Words) -> Page:
    r"""The page that `text` holds.

    >>> from pipeline.words import words
    >>> page("Om oss\n\nVad vi gör\nVi bygger hus.\n\n• Stora\n• Små", words([])).text
    '---\ntitle: Om oss\n---\n\n## Vad vi gör\n\nVi bygger hus.\n\n- Stora\n- Små\n'
    """
    return html.page("".join(_blocks(pasted.lines(text), count(1))), words)


def _blocks(lines: Sequence[str], pictures: Iterator[int]) -> Iterator[str]:
    """Lines as HTML; an empty one parts blocks."""
    blocks = [list(group) for filled, group in groupby(lines, bool) if filled]
    spoken = [_spoken(block) for block in blocks]
    is_dialogue = any(map(_SAID.search, spoken))
    for number, block in enumerate(blocks):
        if is_dialogue and spoken[number].endswith(_ENDS):
            yield f"<p>– {escape(spoken[number])}</p>"
            continue
        yield from _block(block, pictures, is_first=number == 0, is_last=number == len(blocks) - 1)


def _spoken(lines: Sequence[str]) -> str:
    """What is said in a paragraph that begins with a dash; empty where it is none, or the dash that of an item among others."""
    start = _DASH.match(lines[0])
    if start is None or not _is_wrapped(lines) or any(map(_kind, lines[1:])):
        return ""
    return pasted.joined([lines[0][start.end() :], *map(str.strip, lines[1:])])


def _block(lines: Sequence[str], pictures: Iterator[int], *, is_first: bool, is_last: bool) -> Iterator[str]:
    """Lines with no empty one between them, as HTML."""
    first, *others = lines
    if _HEADING.fullmatch(first) and not _kind(first) and not _TELEPHONE.search(first):
        alone = not others and not is_last
        if alone or (others and (_kind(others[0]) or _is_below(first, [*takewhile(_is_running, others)]))):
            level = "h1" if is_first else "h2"
            yield f"<{level}>{escape(first)}</{level}>"
            lines = others
    for kind, own in _groups(lines):
        if kind == "img":
            for line in own:  # There is no such file yet, which will be said.
                yield f'<p><img src="bild-{next(pictures)}.jpg" alt="{escape(_DESCRIPTION.sub("", line.strip()))}"></p>'
        elif kind == "quote":
            yield f"<blockquote>{''.join(_blocks([_QUOTED.sub('', line, count=1) for line in own], pictures))}</blockquote>"
        elif kind:
            yield _list([_item(line) for line in own])
        else:
            yield from _paragraphs([line.strip() for line in own])


def _is_below(first: str, others: Sequence[str]) -> bool:
    """Whether lines are longer than the one above, and say something."""
    is_sentence = others[0][-1] in '.!?:”"' or (_is_wrapped(others) and others[0][0].isupper())
    return len(others[0]) > len(first) and is_sentence


def _groups(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together, with their kind; a line that goes on with an item is put behind it."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        kind = _kind(line)
        last_kind, last = found[-1] if found else ("", [])
        if not kind and last_kind == "list" and _ROUND.match(line.lstrip()):
            kind = "list"
        if (
            not kind
            and last_kind == "list"
            and (line[0].isspace() or (line[0].islower() and last[-1][-1] not in ".!?:"))
        ):
            last[-1] = pasted.joined([last[-1], line.strip()])
        elif kind == last_kind and found:
            last.append(line)
        else:
            found.append((kind, [line]))
    yield from found


def _item(line: str) -> _Item:
    inner = line.lstrip()
    indent = len(line) - len(inner)
    if number := _NUMBER.match(inner):
        return _Item(indent, "ol", inner[number.end() :], number[1])
    sign = _BULLET.match(inner)
    round_ = _ROUND.match(inner) if sign is None else None
    start = sign or round_
    return _Item(indent + 2 * (round_ is not None), "ul", inner[start.end() :] if start else inner, "")


def _list(items: Sequence[_Item]) -> str:
    """Items as lists, those that are moved in below those before them."""
    said, place = "", 0
    while place < len(items):
        first = items[place]
        parts: list[str] = []
        while place < len(items) and (items[place].kind == first.kind or items[place].indent > first.indent):
            end = place + 1
            while end < len(items) and items[end].indent > first.indent:
                end += 1
            parts.append(f"<li>{escape(items[place].words)}{_list(items[place + 1 : end])}</li>")
            place = end
        start = f' start="{first.number}"' if first.number else ""
        said += f"<{first.kind}{start}>{''.join(parts)}</{first.kind}>"
    return said


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    if _is_wrapped(lines):
        yield f"<p>{escape(pasted.joined(lines))}</p>"
    elif all(len(line) < _WRAPPED.start for line in lines):
        yield f"<p>{'<br>'.join(map(escape, lines))}</p>"
    else:
        yield from (f"<p>{escape(line)}</p>" for line in lines)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are one paragraph, each broken because it was full: most of them end within a sentence.

    Lines of a narrow column are known by words that are divided, or by going on with small letters.
    """
    full = lines[:-1]
    if not full or max(map(len, lines)) >= _WRAPPED.stop:
        return len(lines) == 1
    if any(pasted.is_divided(*pair) for pair in pairwise(lines)):
        return True
    within = sum(line[-1] not in ".!?:" for line in full)
    if all(len(line) in _WRAPPED for line in full):
        return 2 * within >= len(full)
    longest = max(map(len, full))
    small = sum(line[0].islower() for line in lines[1:])
    return longest >= _NARROW and 2 * small >= len(full) and all(5 * len(line) > 3 * longest for line in full)


def _is_running(line: str) -> bool:
    return not _kind(line)


def _kind(line: str) -> str:
    """What a line belongs to: a list, a quotation, or `img` where it describes a picture; empty for running text."""
    line = line.lstrip()
    if _DESCRIPTION.match(line):
        return "img"
    if line.startswith(">"):
        return "quote"
    return "list" if _BULLET.match(line) or _NUMBER.match(line) else ""
