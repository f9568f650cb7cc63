"""Blocks of code that are none: nobody closes them, or another program knows them as something else. All in them is shown as code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Finding
from pipeline.parsing.inline import Ranged
from pipeline.parsing.lines import Lines
from pipeline.patterns import expression

_OPENING = expression(rb"(`{3,}|~{3,})")
_DIRECTIVE = expression(
    r"\{(admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|figure|image|toctree|contents|include|tab-set|tab-item"
    r"|dropdown|card|grid|list-table|csv-table|glossary|topic|sidebar|margin|epigraph|versionadded|versionchanged|deprecated)\}"
)
"""What MyST writes where the language of the code would stand."""
_NOTES = "note|tip|info|hint|important|warning|caution|danger|attention|success|question|example|quote|abstract|seealso|todo|obs|tips|viktigt|varning"
_NOTE = expression(rf"(?:ad-[a-z]+|{_NOTES})(?!\S)")
"""What Obsidian and other programs show as a note: a kind of note where the language of the code would stand. No language is called so."""
_DRAWN = frozenset(
    {
        "mermaid",
        "plantuml",
        "puml",
        "graphviz",
        "geojson",
        "topojson",
        "vega",
        "vega-lite",
        "markmap",
        "math",
        "katex",
        "latex-math",
    }
)
"""Languages of drawings and formulas, which other programs show as such."""
_BLANK = expression(rb"\n[ \t>]*\n[ \t>]*\S")


def open_fences(events: Sequence[Ranged], data: bytes, lines: Lines, language: str) -> Iterator[Finding]:
    """A finding for a block of code in the body `data` that goes on to the end of the page and has several paragraphs in it.

    CommonMark allows it (0.31.2, 4.5), and somebody who shows three lines of code at the end of a page may do without the end.
    """
    for event, span in events:
        if not (isinstance(event, dict) and isinstance(start := event.get("Start"), dict) and "CodeBlock" in start):
            continue
        block = data[span["start"] : span["end"]].rstrip()
        opening = _OPENING.match(block)
        if opening is None or data[span["end"] :].strip() or not _BLANK.search(block):
            continue
        last = block.rsplit(b"\n", 1)[-1].strip(b" \t>")
        if not (last.startswith(opening[1]) and not last.strip(opening[1][:1])):
            template = "The block of code that begins here has no end, so all that comes after it is shown as code. Write {fence} where it ends."
            values = (("fence", opening[1].decode()),)
            yield Finding("markup-visible", "warning", template, lines.location(span["start"]), language, values)


_FIRST = expression(rf"(?:```|~~~)[ \t]*(?:\{{|ad-|(?:{_NOTES}|{'|'.join(sorted(_DRAWN))})\b)")


def may_be_directives(body: str) -> bool:
    """Whether there may be such blocks; a first look."""
    return _FIRST.search(body) is not None


def directives(events: Sequence[Ranged], lines: Lines, language: str) -> Iterator[Finding]:
    """A finding for each block of code that is a note, a picture or a table to another program: no reader sees that, and nobody translates it."""
    for event, span in events:
        start = event.get("Start") if isinstance(event, dict) else None
        block = start.get("CodeBlock") if isinstance(start, dict) else None
        if not isinstance(block, dict):
            continue
        info = str(block.get("Fenced", ""))
        if info.partition(" ")[0] in _DRAWN:
            template = "What is in “{name}” is a drawing or a formula to other programs, and shown as code here. Make a picture of it, and describe that."
            yield Finding(
                "markup-visible", "warning", template, lines.location(span["start"]), language, (("name", info),)
            )
        elif found := _DIRECTIVE.match(info) or _NOTE.match(info):
            template = "What is in “{name}” is shown as code, and not translated: it belongs to another program. Write it as text."
            values = (("name", found[0]),)
            yield Finding("markup-visible", "warning", template, lines.location(span["start"]), language, values)
