"""How often the rules about wording are right: `python tests/precision.py`, with `-v` and what they said.

Measured on pages and sentences in `tests/data/edited` that were written without reading the rules: well-edited pages, of
which nothing should be said, sentences with one real fault, and sentences that a naive rule would blame.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.checks import Scope, counts_of, run
from pipeline.markdown import parse
from pipeline.model import Finding

DATA = Path(__file__).parent / "data" / "edited"
LANGUAGES = ("sv", "en")
TABLES = ("faults.tsv", "fine.tsv", "later-fine.tsv")


class Case(NamedTuple):
    """A line of a table."""

    rule: str
    language: str
    text: str


def cases(name: str) -> tuple[Case, ...]:
    """The lines of a table."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return tuple(
        Case(*line.replace("\\n", "\n").split("\t")) for line in lines if line.strip() and not line.startswith("#")
    )


@lru_cache
def rules() -> frozenset[str]:
    """Ids of the rules that are measured: those with a line in a table."""
    return frozenset(case.rule for name in TABLES for case in cases(name))


def said(text: str, language: str, path: str = "page.md", *, whole: bool = True) -> tuple[Finding, ...]:
    """What the measured rules say of a text."""
    return tuple(f for f in run(parse(text, path, language), Scope(language), whole=whole) if f.rule in rules())


def pages(language: str) -> Iterator[tuple[str, int, tuple[Finding, ...]]]:
    """The well-edited pages of a language: name, words, and what is said of each."""
    for path in sorted((DATA / language).glob("*.md")):
        text = path.read_text("utf-8")
        yield path.name, counts_of(parse(text, path.name, language)).words, said(text, language, path.name)


def hits(name: str) -> Iterator[tuple[Case, bool]]:
    """The lines of a table, each with whether its rule says something."""
    for case in cases(name):
        yield case, any(finding.rule == case.rule for finding in said(case.text, case.language))


def main(*, verbose: bool) -> None:
    """Print the figures."""
    for language in LANGUAGES:
        found = list(pages(language))
        words, alarms = sum(w for _, w, _ in found), [f for _, _, findings in found for f in findings]
        print(
            f"{language}: {len(found)} well-edited pages, {words} words, {len(alarms)} findings, {500 * len(alarms) / words:.2f} per 500 words"
        )
        for finding in alarms if verbose else ():
            print(f"   {finding.location.path}:{finding.location.line} {finding.rule}: {finding.message}")
    for name in TABLES:
        right = name == "faults.tsv"
        results = list(hits(name))
        print(f"{name}: {sum(hit == right for _, hit in results)} of {len(results)} as they should be")
        for rule in sorted(rules()):
            by_language = []
            for language in LANGUAGES:
                own = [hit for case, hit in results if (case.rule, case.language) == (rule, language)]
                by_language.append(f"{language} {sum(hit == right for hit in own)}/{len(own)}")
            print(f"   {rule:26} {'  '.join(by_language)}")
        for case, hit in results if verbose else ():
            if hit != right:
                print(f"   {'missed' if right else 'wrong'} {case.rule} {case.language}: {case.text[:150]!r}")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
