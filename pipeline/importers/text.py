"""Pasted text → Markdown: what its lines are is seen from how they stand.

A short line without a full stop before others is a heading, the first one the title; lines that begin with a bullet or a number are a list; an empty
line parts paragraphs, and so does the end of a long line. A description of a picture is one of a picture that has yet to be put there. What cannot be
known stays a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from pipeline.importers import html
from pipeline.importers.page import Page
from pipeline.parsing.sanitise import escape
from pipeline.patterns import expression
from pipeline.words import Words

_BULLET = expression(r"[•·●▪◦‣*–—-]\s+(?=\S)")
_NUMBER = expression(r"(\d{1,3})[.)]\s+(?=\S)")
_HEADING = expression(r"[\dA-ZÅÄÖÉ][^@]{1,70}(?<![.,;:!?…])")
_TELEPHONE = expression(r"(?:\d[ -]?){6,}")
_DESCRIPTION = expression(r"(?:Syntolkning|Bildbeskrivning):\s*(?=\S)")
"""Before the words of a picture that did not come along."""
_WRAPPED = range(50, 100)
"""Letters in a line that was broken because it was full."""


def page(text: str, words: Words) -> Page:
    r"""The page that `text` holds.

    >>> from pipeline.words import words
    >>> page("Om oss\n\nVad vi gör\nVi bygger hus.\n\n• Stora\n• Små", words([])).text
    '---\ntitle: Om oss\n---\n\n## Vad vi gör\n\nVi bygger hus.\n\n- Stora\n- Små\n'
    """
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    blocks = [list(group) for filled, group in groupby(lines, bool) if filled]
    parts: list[str] = []
    pictures = count(1)
    for number, block in enumerate(blocks):
        parts += _block(block, pictures, is_first=number == 0, is_last=number == len(blocks) - 1)
    return html.page("".join(parts), words)


def _block(lines: Sequence[str], pictures: Iterator[int], *, is_first: bool, is_last: bool) -> Iterator[str]:
    """Lines with no empty one between them, as HTML."""
    if _HEADING.fullmatch(lines[0]) and not _kind(lines[0]) and not _TELEPHONE.search(lines[0]):
        alone = len(lines) == 1 and not is_last
        if alone or (
            len(lines) > 1 and (_kind(lines[1]) or (len(lines[1]) > len(lines[0]) and lines[1][-1] in '.!?:”"'))
        ):
            level = "h1" if is_first else "h2"
            yield f"<{level}>{escape(lines[0])}</{level}>"
            lines = lines[1:]
    for kind, group in groupby(lines, _kind):
        own = list(group)
        if kind == "img":
            for line in own:  # There is no such file yet, which will be said.
                yield f'<p><img src="bild-{next(pictures)}.jpg" alt="{escape(_DESCRIPTION.sub("", line))}"></p>'
        elif kind == "ul":
            yield "<ul>" + "".join(f"<li>{escape(_BULLET.sub('', line, count=1))}</li>" for line in own) + "</ul>"
        elif kind == "ol":
            first = _NUMBER.match(own[0])
            items = "".join(f"<li>{escape(_NUMBER.sub('', line, count=1))}</li>" for line in own)
            yield f'<ol start="{first[1] if first else 1}">{items}</ol>'
        elif _is_wrapped(own):
            yield f"<p>{escape(' '.join(own))}</p>"
        else:
            short = all(len(line) < _WRAPPED.start for line in own)
            yield (
                f"<p>{'<br>'.join(map(escape, own))}</p>"
                if short
                else "".join(f"<p>{escape(line)}</p>" for line in own)
            )


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are one paragraph, each broken because it was full: most of them end within a sentence."""
    full = lines[:-1]
    within = sum(line[-1] not in ".!?:" for line in full)
    return all(len(line) in _WRAPPED for line in full) and len(lines[-1]) < _WRAPPED.stop and 2 * within >= len(full)


def _kind(line: str) -> str:
    """The list that a line belongs to, or `img` where it describes a picture; empty for running text."""
    if _DESCRIPTION.match(line):
        return "img"
    return "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else ""
