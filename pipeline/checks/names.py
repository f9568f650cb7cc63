"""Rules about files: those that are called as no page is, though they look like one, or are one to another program."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.model import Location


def _extension(path: str, _scope: Scope) -> Iterator[Note]:
    if posixpath.basename(path).startswith("_"):
        return  # `page-left-out` says it.
    stem, extension = posixpath.splitext(path)
    wanted = f"{stem}.md"
    template = "This file is not on the site: the name of a page ends in .md, not in {extension}. Call it “{name}”."
    name = posixpath.basename(wanted)
    yield Note(Location(path), template, (("extension", extension), ("name", name)), wanted)


def _left_out(path: str, _scope: Scope) -> Iterator[Note]:
    folder, name = posixpath.split(path)
    if name.startswith("_"):
        template = "“{name}” is not on the site: what begins with _ is left out. Call it “{wanted}”."
        values = (("name", name), ("wanted", name[1:]))
        yield Note(Location(path), template, values, posixpath.join(folder, name[1:]))


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
    Rule(
        "page-left-out",
        "Names",
        "warning",
        ("Hugo, Content organization: _index.md", "Jekyll, Directory structure: _posts"),
        "What has a name that begins with `_` is not published. Hugo calls the page of a folder `_index.md`, and Jekyll keeps pages in `_posts` and `_pages`: a site that comes from there would lose them. "
        "Rename them; a page that is to wait has `draft: true`.",
        ("",),
        ("om-oss/_index.md", "_posts"),
        _left_out,
    ),
)
