"""How often the rules about pictures are right: `python tests/described.py`, with `-v` and what they said.

Measured on the tables in `tests/data/pictures`, one context a line: of the good ones nothing may be said, of the bad ones
exactly what stands before them.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.checks import Scope, run
from pipeline.markdown import parse
from pipeline.model import Finding
from pipeline.pictures.svg_text import PictureText
from pipeline.web.routes import Target

DATA = Path(__file__).parent / "data" / "pictures"
TABLES = ("good.tsv", "bad.tsv", "later-good.tsv", "later-bad.tsv")


class Case(NamedTuple):
    """A line of a table."""

    expected: frozenset[str]
    language: str
    text: str


def cases(name: str) -> tuple[Case, ...]:
    """The lines of a table."""
    found = []
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            *ids, language, text = line.split("\t")
            expected = frozenset(f"image-{own}" for own in " ".join(ids).split())
            found.append(Case(expected, language, text.replace("\\n", "\n")))
    return tuple(found)


@lru_cache
def texts() -> dict[str, PictureText]:
    """What stands in the pictures of the tables."""
    lines = (DATA / "texts.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: PictureText(tuple(said.split("|"))) for name, said in pairs}


def said(case: Case) -> tuple[Finding, ...]:
    """What the rules about pictures say of a context."""
    scope = Scope(
        case.language,
        resolve=lambda href, _page: Target("asset", href),
        picture_text=lambda path, _language: texts().get(path),
    )
    return tuple(f for f in run(parse(case.text, "page.md", case.language), scope) if f.rule.startswith("image-"))


def astray(name: str) -> list[tuple[Case, tuple[Finding, ...]]]:
    """The lines of a table of which something else is said than expected."""
    pairs = [(case, said(case)) for case in cases(name)]
    return [(case, found) for case, found in pairs if {finding.rule for finding in found} != case.expected]


def main(*, verbose: bool) -> None:
    """Print how many lines of each table are judged as they should be."""
    for name in TABLES:
        if not (DATA / name).exists():
            continue
        wrong, all_of_them = astray(name), len(cases(name))
        print(f"{name}: {all_of_them - len(wrong)} of {all_of_them}")
        for case, found in wrong if verbose else ():
            print(f"  {case.language} {case.text!r}\n    expected {sorted(case.expected)}")
            for finding in found:
                print(f"    {finding.rule} ({finding.severity}): {finding.message[:150]}")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
