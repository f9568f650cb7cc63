"""How often `language-unmarked` is right: `python tests/unmarked.py`, with what is wrong.

Measured on passages in `tests/data/language`: good ones, of which nothing should be said, and bad ones with one part of
seven words or more in another language. The tables `later-*` were written after the rule, without trying them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.checks import Scope, run
from pipeline.markdown import parse
from pipeline.model import Finding

DATA = Path(__file__).parent / "data" / "language"
GOOD = ("good", "later-good")
BAD = ("bad", "later-bad")


class Case(NamedTuple):
    """A line of a table."""

    language: str
    """Language of the page."""
    expected: str
    """Language of the part that is not marked; empty for none."""
    text: str
    """Markdown."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rule says."""
        found = run(parse(self.text, "page.md", self.language), Scope(self.language), whole=True)
        return tuple(finding for finding in found if finding.rule == "language-unmarked")


def cases(name: str) -> Iterator[Case]:
    """The lines of a table."""
    for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, *expected, text = line.split("\t")
            yield Case(language, "".join(expected), text.replace("\\n", "\n"))


def main() -> None:
    """Print the figures, and what is wrong."""
    for name in (*GOOD, *BAD):
        if not (DATA / f"{name}.tsv").exists():
            continue
        every = list(cases(name))
        wrong = [case for case in every if bool(case.findings) != bool(case.expected)]
        print(f"{name}: {len(every) - len(wrong)} of {len(every)} as they should be")
        for case in wrong:
            print(
                "   ",
                case.expected,
                case.text[:150].replace("\n", "\\n"),
                [str(f.message)[:120] for f in case.findings],
            )


if __name__ == "__main__":
    main()
