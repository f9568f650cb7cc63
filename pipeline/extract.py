"""Documents → template `Catalogue`s, and the same for plain `pybabel extract`.

The domain of a page decides in which catalogue its messages are; the order of the messages is reading order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import IO, Any

from pipeline.markdown import parse
from pipeline.model import Catalogue, Document, Message, Segment
from pipeline.parsing.made import made
from pipeline.terms import parse as parse_terms
from pipeline.translation.context import Context, contexts

SITE_DOMAIN = "site"
"""Domain of the pages directly below `source/` and of the site's own strings."""
TEMPLATE_DOMAIN = "messages"
"""Domain of what stands in the site's own templates."""

_FLAGS = {"alt": (), "caption": (), "field": (), "link-title": (), "html": ("safe-html",)}
"""Flags by role; Markdown is `md-text`. All are Weblate's."""
_FLAGS_OF_FIELDS = {"slug": ("max-length:100",)}
"""Flags by key of the front matter: an address has a longest part (`routes`)."""

Extracted = tuple[int, str, str | tuple[str, ...], list[str]]
"""Line, name of the gettext function, its arguments, comments: what Babel wants of an extractor."""


def domain(path: str, catalogues: str = "section") -> str:
    """The domain of the page at `path` (below the source folder).

    >>> domain("om-oss/index.md"), domain("kontakt.md"), domain("om-oss/index.md", "page")
    ('om-oss', 'site', 'om-oss.index')
    """
    folder, _, rest = path.partition("/")
    if catalogues == "site" or (not rest and catalogues == "section"):
        return SITE_DOMAIN
    return folder if catalogues == "section" else path.removesuffix(".md").replace("/", ".")


def template(documents: Iterable[Document], *, lines: bool = False) -> Catalogue:
    """The template of `documents`: each message once, where it is first read, with every page that it stands on.

    With `lines` the references say on which line, as `path:line`. A document without a path is no reference.
    """
    found: dict[tuple[str | None, str], Message] = {}
    for document in documents:
        for segment, context in zip(document.segments, contexts(document), strict=True):
            key = (segment.context, segment.id)
            reference = f"{document.path}:{segment.line}" if lines and document.path else document.path
            old = found.get(key)
            if old is None:
                found[key] = message(segment, reference, context)
            else:  # Where it stands first is told, and what it is everywhere.
                found[key] = _united(old, message(segment, reference, Context(context.role)))
    return Catalogue(tuple(found.values()))


def site_messages(title: str, path: str) -> tuple[Message, ...]:
    """The site's own strings from the configuration."""
    return (
        Message(
            title,
            context="site-title",
            extracted=("name of the site",),
            references=(path,),
            flags=("no-python-format",),
        ),
    )


def template_messages(extracted: Iterable[tuple[str, Extracted]]) -> tuple[Message, ...]:
    """The messages of the site's own templates, as Babel's extractor for Jinja2 yields them, each with its path."""
    found: dict[tuple[str | None, str], Message] = {}
    for path, (_, function, arguments, comments) in extracted:
        texts = [arguments] if isinstance(arguments, str) else [*arguments]
        context = texts.pop(0) if function in ("pgettext", "npgettext") else None
        if not texts or not texts[0]:
            continue
        plural = texts[1] if function in ("ngettext", "npgettext") and len(texts) > 1 else None
        message = Message(
            texts[0],
            ("", "") if plural else ("",),
            context,
            plural,
            (),
            (),
            tuple(map(_comment_line, comments)),
            (path,),
        )
        found[message.key] = _united(found[message.key], message) if message.key in found else message
    return tuple(found.values())


def united(*catalogues: Iterable[Message]) -> Catalogue:
    """One template of several, each message once."""
    found: dict[tuple[str | None, str], Message] = {}
    for messages in catalogues:
        for message in messages:
            found[message.key] = _united(found[message.key], message) if message.key in found else message
    return Catalogue(tuple(found.values()))


def message(segment: Segment, reference: str, context: Context) -> Message:
    """The message of one segment, as it stands on its page."""
    flags, limits = _of_role(segment.role, segment.context)
    comments = (context.role, *limits, *context.around, *segment.comment.splitlines())
    extracted = tuple([_comment_line(line) for line in comments])
    references = (reference,) if reference else ()
    return made(
        Message,
        (segment.id, ("",), segment.context, None, flags, (), extracted, references, (None, None, None), False, 0),
    )


@cache
def _of_role(role: str, context: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The flags of a text, and what they say in words."""
    flags = (*_FLAGS.get(role, ("md-text",)), *_FLAGS_OF_FIELDS.get(context or "", ()), "no-python-format")
    return flags, tuple([f"at most {f.partition(':')[2]} characters" for f in flags if f.startswith("max-length:")])


def _comment_line(text: str) -> str:
    r"""`text` for a `#.` line; gettext takes a line that ends in `\` and the next for one."""
    return f"{text} " if text.endswith("\\") else text


def _united(old: Message, new: Message) -> Message:
    return old._replace(
        plural=old.plural or new.plural,  # As xgettext: a text that is somewhere plural is plural.
        strings=max(old.strings, new.strings, key=len),
        extracted=tuple(dict.fromkeys(old.extracted + new.extracted)),
        references=tuple(dict.fromkeys(old.references + new.references)),
        flags=tuple(dict.fromkeys(old.flags + new.flags)),
    )


# --- for plain `pybabel extract` ----------------------------------------------------------------


def babel_markdown(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Babel's extractor for Markdown: the same messages as `template`, each with its line."""
    text = file.read().decode("utf-8-sig", "replace")
    document = parse(text, str(getattr(file, "name", "")))
    for segment, context in zip(document.segments, contexts(document), strict=True):
        yield segment.line, *_call(segment.context, segment.id), list(message(segment, "", context).extracted)


def babel_config(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Iterator[Extracted]:
    """Babel's extractor for `syntolk.toml` and `pyproject.toml`."""
    data = tomllib.loads(file.read().decode("utf-8-sig"))
    settings = data.get("tool", {}).get("syntolk", {}) if "tool" in data else data
    if isinstance(settings.get("title"), str):
        for message in site_messages(settings["title"], ""):
            yield 1, *_call(message.context, message.id), list(message.extracted)


def babel_terms(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Iterator[Extracted]:
    """Babel's extractor for `terms.toml`: the definitions."""
    from pipeline.termbase.glossary import document as definitions  # Imported where it is used: by plain pybabel alone.

    terms = parse_terms(file.read().decode("utf-8-sig", "replace"))
    document = definitions(terms)
    for segment, context in zip(document.segments, contexts(document), strict=True):
        yield segment.line, *_call(segment.context, segment.id), list(message(segment, "", context).extracted)


def _call(context: str | None, id: str) -> tuple[str, str | tuple[str, ...]]:
    """The gettext call that Babel shall think it has found."""
    return ("gettext", id) if context is None else ("pgettext", (context, id))
