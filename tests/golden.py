"""Markdown examples with what they have to become: `python tests/golden.py` writes the expectations anew; read the diff.

An example is three parts between lines of `~~~~~~`: the page; its segments, one a line as `role[/context] line:column msgid`;
its HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.markdown import parse, to_html

FOLDER = Path(__file__).parent / "data" / "markdown"
_EXAMPLE = re.compile(r"~{6} (?P<name>.+)\n(?P<page>(?:.*\n)*?)~{3}\n(?P<rest>(?:.*\n)*?)~{6}\n")


class Example(NamedTuple):
    """A page and what it has to become."""

    name: str
    page: str
    rest: str


def examples(text: str) -> Iterator[Example]:
    """The examples in a file."""
    for match in _EXAMPLE.finditer(text):
        yield Example(match["name"], match["page"], match["rest"])


def rest(page: str) -> str:
    """What `page` becomes: segments, HTML."""
    document = parse(page.replace("→", "\t").replace("␍", "\r").replace("␀", "\0"))
    segments = "".join(
        f"{s.role}{f'/{s.context}' if s.context else ''} {s.line}:{s.column} {s.id!r}\n" for s in document.segments
    )
    findings = "".join(f"! {f.rule} {f.location.line}:{f.location.column}\n" for f in document.findings)
    html = to_html(document)
    return f"{segments}{findings}~~~\n{html}" + ("\n" if html and not html.endswith("\n") else "")


def updated(text: str) -> str:
    """`text` with every expectation made anew."""
    return _EXAMPLE.sub(lambda m: f"{'~' * 6} {m['name']}\n{m['page']}~~~\n{rest(m['page'])}{'~' * 6}\n", text)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.md")):
        path.write_text(updated(path.read_text("utf-8")), "utf-8")
