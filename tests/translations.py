"""Pairs of texts in `data/translation/`, and what the rules say of one: through a page and its catalogue, as on a site.

A line is source, translation and role, parted by tabs; in a table of mistakes the rule comes first. `␠` is a blank at the
edge, `\\n` a line break.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from conftest import po

from pipeline import checks
from pipeline.catalogue import parse as parse_catalogue
from pipeline.markdown import localise, parse
from pipeline.model import Finding
from pipeline.terms import Termbase
from pipeline.web.routes import Target

FOLDER = Path(__file__).parent / "data" / "translation"
CONTEXTS = {"alt": "alt", "caption": "caption", "title": "title", "role": "role"}
FIXED = {"Not.": "Note."}
"""Texts that a page needs besides the pair."""


class Case(NamedTuple):
    """A text and its translation."""

    rule: str
    """What has to be found; empty for nothing."""
    source: str
    target: str
    role: str

    def __str__(self) -> str:
        return f"{self.rule}-{self.source}-{self.target}"


def cases(name: str, *, mistakes: bool) -> list[Case]:
    """The pairs of a table."""
    lines = (FOLDER / name).read_text("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if "\t" in line and not line.startswith("# ")]
    return [_case(row if mistakes else ["", *row]) for row in rows]


def _case(row: list[str]) -> Case:
    rule, source, target, *role = (cell.replace("␠", " ").replace(r"\n", "\n") for cell in row)
    return Case(rule, source, target, role[0] if role else "paragraph")


def page(source: str, role: str) -> str:
    """A page with that text in that role."""
    notes = "\n\n[^1]: Not.\n" if "[^1]" in source else ""
    match role:
        case "heading":
            return f"## {source}\n{notes}"
        case "item":
            return f"- {source}\n{notes}"
        case "cell":
            return f"| {source} |\n|---|\n| 1 |\n"
        case "alt":
            return f"![{source}](bild.jpg)\n"
        case "caption":
            return f'![En skylt](bild.jpg "{source}")\n'
        case "title" | "role":
            return f"---\n{role}: {json.dumps(source)}\n---\n"
        case _:
            return f"{source}\n{notes}"


def findings(case: Case, terms: Termbase | None = None, *, head: str = "") -> tuple[Finding, ...]:
    """What all rules say of a pair; `head` stands before its message in the catalogue."""
    document = parse(page(case.source, case.role), "page.md")
    context = CONTEXTS.get(case.role)
    texts = {(segment.context, segment.id) for segment in document.segments}
    assert (context, case.source) in texts, (case, texts)
    entries = [(context, case.source, case.target)]
    entries += [(c, i, FIXED.get(i, "A sign")) for c, i in sorted(texts, key=str) if (c, i) != (context, case.source)]
    text = po(*entries)
    start = text.index("\n\n") + 2
    catalogue = parse_catalogue((text[:start] + head + text[start:]).encode(), "en.po")
    scope = checks.Scope("en", translated=True, resolve=_everything, terms=terms or Termbase())
    return checks.run(localise(document, catalogue, "en"), scope, catalogue)


def _everything(href: str, base: str) -> Target:
    return Target("forbidden" if href.startswith("javascript:") else "asset", href)
