"""What is marked in a text that an editor reads: hard sentences, the long words in them, what findings are about.

Marks are offsets in the text that people read. Sentences are counted in `Inline.prose`, where U+FFFC stands for code and
addresses, so the offsets are carried over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from pipeline.model import Finding, Inline
from pipeline.parsing.inline import OBJECT
from pipeline.prose import Sentence, is_long, sentences
from pipeline.termbase.site_words import NOTHING, SiteWords


class Mark(NamedTuple):
    """A passage of a block that is marked."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset after its last."""
    kind: Literal["hard", "long", "spot"]
    """A hard sentence, a long word in it, or what a finding is about."""
    number: int
    """Words of the sentence; or the number of the finding."""
    rank: int = 0
    """Place of the sentence among those that would help most, from 1; 0 for none of them."""


def marks_in(
    inline: Inline,
    language: str,
    limit: int,
    advised: Mapping[int, int],
    findings: Mapping[int, Finding],
    site: SiteWords = NOTHING,
) -> tuple[Mark, ...]:
    """What is marked in a text, by place; two marks lie one in the other, or beside each other.

    Hard are sentences of more than `limit` words (0: none are) and those in `advised`, which has their rank by their offset
    in the prose. `findings` come by number. Words that the `site` needs are not marked as long.
    """
    prose = inline.prose
    marks: list[Mark] = []
    if limit and (advised or prose.count(" ") >= limit):
        for sentence in sentences(prose, language, site.abbreviations):
            rank, words = advised.get(sentence.start, 0), len(sentence.words)
            if rank or words > limit:
                marks.append(Mark(sentence.start, sentence.start + len(sentence.text), "hard", words, rank))
                marks += _long_words(sentence, language, site.needed)
    for number, finding in findings.items():
        start, end = _spot(prose, finding)
        if not any(mark.kind == "hard" and mark.start == start for mark in marks):  # The sentence itself.
            marks.append(Mark(start, end, "spot", number))
    borders = _borders(prose, inline.text)
    moved = [m._replace(start=_moved(m.start, borders), end=_moved(m.end, borders)) for m in marks if m.end > m.start]
    return tuple(_nested(moved))


def _long_words(sentence: Sentence, language: str, keep: Container[str]) -> Iterator[Mark]:
    """The long words of a sentence, as far as they stand in it as they were counted."""
    position = 0
    for word in sentence.words:
        start = sentence.text.find(word, position)
        if start < 0:
            continue  # It was written otherwise: decomposed, or with soft hyphens.
        position = start + len(word)
        if is_long(word, language) and word.casefold() not in keep:
            yield Mark(sentence.start + start, sentence.start + position, "long", 0)


def _spot(prose: str, finding: Finding) -> tuple[int, int]:
    """Where the words stand that a finding quotes: the first of them that are there; (0, 0) where none are."""
    for _, value in finding.values:
        quoted = value.removesuffix(" …").strip() if isinstance(value, str) else ""
        start = _whole(prose, quoted) if len(quoted) > 1 else -1
        if start >= 0:
            return start, start + len(quoted)
    return 0, 0


def _whole(text: str, words: str) -> int:
    """Where `words` stand in `text`, not within a word; -1 where they do not."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        inside = words[0].isalnum() and text[start - 1 : start].isalnum()
        if not inside and not (words[-1].isalnum() and text[end : end + 1].isalnum()):
            return start
        start = text.find(words, end)
    return -1


def _borders(prose: str, text: str) -> tuple[list[int], list[int]]:
    """Offsets in `prose` behind each U+FFFC, and where these are in `text`; both begin with 0.

    What stands between two codes is sought behind the first; code that holds the very words between moves a mark a little.
    """
    before, after = [0], [0]
    if OBJECT not in prose:
        return before, after
    pieces = prose.split(OBJECT)
    here, there = len(pieces[0]), len(pieces[0])
    for number, piece in enumerate(pieces[1:], 2):
        here += 1
        last = number == len(pieces)
        there = max(there, len(text) - len(piece) if last else text.find(piece, there))
        before.append(here)
        after.append(there)
        here, there = here + len(piece), there + len(piece)
    return before, after


def _moved(offset: int, borders: tuple[list[int], list[int]]) -> int:
    """Where an offset in the prose is in the text."""
    before, after = borders
    index = bisect_right(before, offset) - 1
    return after[index] + offset - before[index]


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """`marks` by place, without those that would cross another."""
    ends: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while ends and ends[-1] <= mark.start:
            ends.pop()
        if ends and mark.end > ends[-1]:
            continue
        ends.append(mark.end)
        yield mark
