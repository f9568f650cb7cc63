"""A rule about files: those that are called as no page is, though they look like one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.model import Location


def _extension(path: str, _scope: Scope) -> Iterator[Note]:
    stem, extension = posixpath.splitext(path)
    wanted = f"{stem}.md"
    template = "This file is not on the site: the name of a page ends in .md, not in {extension}. Call it “{name}”."
    name = posixpath.basename(wanted)
    yield Note(Location(path), template, (("extension", extension), ("name", name)), wanted)


RULES = (
    Rule(
        "markdown-extension",
        "Names",
        "warning",
        ("RFC 7763, text/markdown, 2",),
        "Only files whose names end in `.md` are pages. One that ends in `.markdown`, `.mdx` or `.MD` looks like a page and is left out, with all that it says. Rename it; "
        "if it is not meant to be a page, let its name begin with `_`.",
        ("",),
        ("om-oss/uppdrag.markdown", "LÄSMIG.MD"),
        _extension,
    ),
)
