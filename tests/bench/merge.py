"""Merging against msgmerge, in one run: `python tests/bench/merge.py 10000`. Needs GNU gettext.

Ours reads, merges, guards, writes and reads back again; msgmerge reads, merges and writes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import corpus

from pipeline.catalogue import guard, parse, serialise
from pipeline.merge import merge
from pipeline.model import Catalogue, Message

RUNS = 3
CHANGED = 100
"""Of how many messages one has been reworded."""


def catalogues(messages: int) -> tuple[bytes, bytes]:
    """A catalogue with that many translated messages, and a template in which one of a hundred is another."""
    author = corpus._Author(1, 1000)
    texts: dict[str, str] = {}
    while len(texts) < messages:
        swedish, english = author.prose(2, 1)
        texts[swedish] = english
    old = [Message(id, (string,), references=("source/a.md",)) for id, string in texts.items()]
    new = [m._replace(strings=("",)) for m in old]
    for number in range(0, len(new), CHANGED):
        first, _, rest = new[number].id.partition(" ")
        new[number] = new[number]._replace(id=f"{first} alltså {rest}")
    return serialise(Catalogue(tuple(old), corpus.HEADER)), serialise(Catalogue(tuple(new), corpus.HEADER))


def best(run: Callable[[], object]) -> float:
    """Seconds of the quickest of some runs."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def main(messages: int) -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        po, pot = Path(folder, "x.po"), Path(folder, "x.pot")
        for path, data in zip((po, pot), catalogues(messages), strict=True):
            path.write_bytes(data)

        def ours() -> None:
            old = parse(po.read_bytes())
            new = merge(parse(pot.read_bytes()), old)
            guard(old, new)
            Path(folder, "ours.po").write_bytes(serialise(new, old))

        def theirs() -> None:
            subprocess.run(
                ["msgmerge", "--previous", "-q", "-o", str(Path(folder, "theirs.po")), str(po), str(pot)], check=True
            )

        mine, gettext = best(ours), best(theirs)
    print(f"{messages} messages, 1 % reworded: {mine:.2f} s, msgmerge {gettext:.2f} s, ratio {mine / gettext:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
