"""New terms into the text of `terms.toml`, which keeps its comments and its order. The one door to tomlkit.

Nothing is deleted: an import adds terms and what is missing in them, and corrects what is different. Each entry is edited by
itself, since tomlkit puts what is added to an entry behind the comments that follow it, which belong to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.errors import SourceError
from pipeline.model import Location, Phrase
from pipeline.patterns import expression
from pipeline.terms import HEAD, Term, Termbase, parse

_COMMENT = expression(r"^[ \t]*(#.*?)[ \t]*$", re.MULTILINE)
_Values = dict[str, Any]


def merged(old: Iterable[Term], new: Iterable[Term]) -> tuple[Term, ...]:
    """The terms of `old`, in their order, with what `new` knows of them, and after them the terms that are new.

    >>> [(term.term, term.plain) for term in merged([Term("a")], [Term("b"), Term("a", plain="c")])]
    [('a', 'c'), ('b', '')]
    """
    terms = {term.term: term for term in old}
    for term in new:
        terms[term.term] = _united(terms[term.term], term) if term.term in terms else term
    return tuple(terms.values())


def _united(old: Term, new: Term) -> Term:
    return replace(
        old,
        translations={**old.translations, **new.translations},
        definition=new.definition or old.definition,
        abbreviation=new.abbreviation or old.abbreviation,
        forbidden=tuple(dict.fromkeys(old.forbidden + new.forbidden)),
        language=new.language or old.language,
        same=old.same or new.same,
        plain=new.plain or old.plain,
        abbreviations={**old.abbreviations, **new.abbreviations},
    )


def updated(text: str, path: str, language: str, new: Iterable[Term]) -> str:
    """`text`, the content of the termbase `path`, with the terms of `new` merged into it.

    Raises `SourceError` where `text` is broken, or where what comes out would not be exactly what was meant.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    before = parse(text, path, language)
    for finding in before.findings:
        template = "the termbase has to be right before terms can be added to it: {reason}"
        raise SourceError(template, finding.location, (("reason", Phrase(finding.template, finding.values)),))
    terms = merged(before, new)
    after = _written(text, before, terms)
    read = parse(after, path, language)
    for finding in read.findings:
        template = "what is imported does not go with the termbase, so nothing was written: {reason}"
        raise SourceError(template, Location(path), (("reason", Phrase(finding.template, finding.values)),))
    lost = Counter(_COMMENT.findall(text)) - Counter(_COMMENT.findall(after))
    if read.terms != terms or lost:
        template = "the terms cannot be written without losing something, so nothing was. Write each as an entry of its own: [[term]]."
        raise SourceError(template, Location(path))
    return after.replace("\n", ends)


def _written(text: str, before: Termbase, terms: tuple[Term, ...]) -> str:
    """`text` with its entries, which are the terms of `before`, made into the first of `terms`, and the others added."""
    import tomlkit  # Imported where it is used.

    heads = [match.start() for match in HEAD.finditer(text)]
    pieces = [text[: heads[0]] if heads else text]
    if len(heads) == len(before.terms):
        for old, new, start, end in zip(before, terms, heads, [*heads[1:], len(text)], strict=False):
            chunk = text[start:end]
            pieces.append(
                chunk if old == new else _edited(chunk, _values(old, before.language), _values(new, before.language))
            )
    else:
        pieces = [text]
    gap = "\n" if text.strip() else ""
    for term in terms[len(before.terms) :]:
        if pieces[-1] and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        values = {key: value for key, value in _values(term, before.language).items() if value}
        pieces.append(f"{gap}[[term]]\n{tomlkit.dumps(_item(values))}")
        gap = "\n"
    return "".join(pieces)


def _item(values: Mapping[str, Any]) -> Any:
    """`values` for tomlkit, tables on one line."""
    import tomlkit

    document = tomlkit.document()
    for key, value in values.items():
        document[key] = _inline(value) if isinstance(value, dict) else value
    return document


def _inline(values: Mapping[str, str]) -> Any:
    import tomlkit

    table = tomlkit.inline_table()
    table.update(values)
    return table


def _edited(chunk: str, old: _Values, new: _Values) -> str:
    """The text of one entry with what differs between `old` and `new` written into it."""
    import tomlkit

    core = _core(chunk)
    document = tomlkit.parse(core)
    entry: Any = document["term"]
    entry = entry[0]
    for key, value in new.items():
        if old.get(key) == value:
            continue
        if key == "forbidden" and key in entry:
            for form in value[len(old[key]) :]:
                entry[key].append(form)
        else:
            entry[key] = _inline(value) if isinstance(value, dict) else value
    return tomlkit.dumps(document) + chunk[len(core) :]


def _core(chunk: str) -> str:
    """`chunk` without the blank lines and comments at its end."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", chunk)
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "".join(lines)


def _values(term: Term, language: str) -> _Values:
    """The values of a term by key, in the order in which they are written; empty ones are not."""
    short: Any = term.abbreviation
    if term.abbreviations:
        short = {**({language: short} if short else {}), **term.abbreviations}
    return {
        "term": term.term,
        **term.translations,
        "abbreviation": short,
        "definition": term.definition,
        "forbidden": list(term.forbidden),
        "lang": term.language,
        "same": term.same,
        "plain": term.plain,
    }
