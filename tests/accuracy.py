"""How right and how quick the counting of words and sentences is: `python tests/accuracy.py`, or `make accuracy`.

Every table in `data/prose/` was counted by hand by the convention of `pipeline/prose.py`. `sv`, `en` and `markdown` were
written beside the program; all others are second sets, written without it, and say how it does on text that it was not
made for. A table has a block a line, `‖` before every sentence but the first, then the words O, sentences M and long words L;
the language stands first, or is the name of the file. Its pages in Markdown are counted whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from pipeline.markdown import parse
from pipeline.prose import count, sentences
from pipeline.readability import PROSE_ROLES, measure

DATA = Path(__file__).parent / "data" / "prose"
SOURCE = Path(__file__).parents[1] / "source"
OWN = ("sv", "en", "markdown")
"""The tables that the program was written beside."""
PAGES = "markdown"
RUNNING = "running.sv"
"""Prose of our own pages, which nobody has counted."""


class Case(NamedTuple):
    """A block, or a page, that a person has counted."""

    language: str
    block: str
    sentences: tuple[str, ...] | None
    """None for a page."""
    counts: tuple[int, int, int]
    """Words, sentences, long words."""

    @property
    def got(self) -> tuple[tuple[str, ...] | None, tuple[int, int, int]]:
        """What the program says of it."""
        if self.sentences is None:
            found = measure(self.block, self.language)
            return None, (found.words, found.sentences, found.long_words)
        counts = count([self.block], self.language)
        split = tuple(sentence.text for sentence in sentences(self.block, self.language))
        return split, (counts.words, counts.sentences, counts.long_words)

    @property
    def is_right(self) -> bool:
        """Whether the program agrees in everything."""
        return self.got == (self.sentences, self.counts)


class Accuracy(NamedTuple):
    """In how many cases the program agrees with the hand."""

    cases: int
    boundaries: int
    """Where a sentence ends inside a block, by hand."""
    missed: int
    """Of these, those that the program does not see."""
    false: int
    """Those that it sees and that are none."""
    words: int
    sentences: int
    long_words: int
    """Cases in which O, M, L agree."""
    right: int
    """Cases in which everything does."""

    @property
    def error(self) -> float:
        """Share of the cases in which anything is wrong, 0–1."""
        return 1 - self.right / self.cases if self.cases else 0.0


def sets() -> dict[str, list[Case]]:
    """Every counted table by its name."""
    return {path.stem: cases(path) for path in sorted(DATA.glob("*.tsv")) if path.stem != RUNNING}


def cases(path: Path) -> list[Case]:
    """The cases of a table."""
    lines = [line.split("\t") for line in path.read_text("utf-8").split("\n") if "\t" in line and line[0] != "#"]
    return [_case(path.stem, fields if len(fields) > 4 else [path.stem, *fields]) for fields in lines]


def _case(name: str, fields: Sequence[str]) -> Case:
    language, marked, *numbers = fields
    marked = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), marked).replace(r"\n", "\n")
    words, number, long_words = map(int, numbers[:3])
    if name == PAGES:
        return Case(language, marked, None, (words, number, long_words))
    expected = tuple(part.strip() for part in marked.split("‖")) if number else ()
    return Case(language, marked.replace("‖", ""), expected, (words, number, long_words))


def accuracy(found: Iterable[Case]) -> Accuracy:
    """How often the program agrees."""
    total = [0] * len(Accuracy._fields)
    for case in found:
        split, counts = case.got
        wanted, seen = _ends(case.sentences or ()), _ends(split or ())
        agrees = [a == b for a, b in zip(counts, case.counts, strict=True)]
        row = (1, len(wanted), len(wanted - seen), len(seen - wanted), *agrees, case.is_right)
        total = [a + int(b) for a, b in zip(total, row, strict=True)]
    return Accuracy._make(total)


def _ends(split: Sequence[str]) -> frozenset[int]:
    """Where sentences end inside a block, in characters that are no blanks."""
    lengths = [len("".join(sentence.split())) for sentence in split]
    return frozenset(sum(lengths[:number]) for number in range(1, len(lengths)))


def words_a_second(texts: Sequence[Sequence[str]], counted: Callable[[Sequence[str]], object], words: int) -> float:
    """How many words are counted in a second of one core: the best of five runs, since disturbances only add time."""
    best = float("inf")
    for _ in range(5):
        start = process_time()
        for text in texts:
            counted(text)
        best = min(best, process_time() - start)
    return words / best


def pages(folder: Path) -> list[list[str]]:
    """The running text of the Swedish pages in a folder, block by block."""
    documents = [parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.md"))]
    return [[s.inline.prose for s in document.segments if s.role in PROSE_ROLES] for document in documents]


def speed(texts: Sequence[Sequence[str]]) -> str:
    """Our speed, and that of textstat's LIX on the same words."""
    from textstat.textstat import textstatistics  # type: ignore[import-untyped]

    words = sum(count(text, "sv").words for text in texts)
    ours = words_a_second(texts, lambda text: count(text, "sv"), words)
    # A new abbreviation each time makes a new memo: nothing is remembered from another page.
    fresh = iter(range(10**9))
    cold = words_a_second(texts[:200], lambda text: count(text, "sv", [f"x{next(fresh)}"]), _of(texts[:200]))
    textstat = textstatistics()
    textstat.set_lang("sv")
    # Another text each time, since textstat remembers what it has been asked.
    theirs = words_a_second(texts, lambda text: textstat.lix("\n".join([*text, f"x{next(fresh)}."])), words)
    return (
        f"{ours:,.0f} words a second on one core ({len(texts)} pages, {words:,} words); "
        f"{ours / theirs:.2f} times textstat's LIX ({theirs:,.0f}); with nothing remembered {cold:,.0f}"
    )


def _of(texts: Sequence[Sequence[str]]) -> int:
    return sum(count(text, "sv").words for text in texts)


def main(folder: Path) -> None:
    """Print the accuracy on every set, what is wrong, and the speed on the Swedish pages of a folder."""
    head = ("set", "cases", "boundaries", "missed", "false", "O right", "M right", "L right", "all right")
    print(("{:<12}" + "{:>11}" * 8).format(*head))
    wrong: list[str] = []
    for name, found in sets().items():
        got = accuracy(found)
        share = f"{100 * (1 - got.error):.1f} %"
        row = (got.cases, got.boundaries, got.missed, got.false, got.words, got.sentences, got.long_words, share)
        print(("{:<12}" + "{:>11}" * 8).format(name, *row))
        wrong += [f"{name}: {case.block!r}" for case in found if not case.is_right]
    if "-v" in sys.argv:
        print(*wrong, sep="\n")
    print(speed(pages(folder)))


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    main(Path(folders[0]) if folders else SOURCE)
