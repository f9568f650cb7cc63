"""Template + old catalogue → new catalogue. Pure; nothing that a translator wrote is lost.

In order: the same context and id; an obsolete message that is back; a vanished message that is similar (fuzzy, with its
previous text). What has vanished becomes obsolete, with its history. No two messages of the result have one key, live or
obsolete, since msgfmt refuses a file where they do: a second translation stays as an obsolete message of another context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.catalogue import work
from pipeline.model import Catalogue, Message

SIMILAR = 70.0
"""Least similarity for a fuzzy match, percent (normalised Indel similarity, `rapidfuzz.fuzz.ratio`)."""
ASIDE = "another translation"
"""Context of an obsolete message whose own key is taken."""

_Key = tuple[str | None, str]
_HEADER: _Key = (None, "")
_NPLURALS = re.compile(r"nplurals\s*=\s*([1-9])\b")


def merge(template: Catalogue, old: Catalogue, *, fuzzy: bool = True, keep_translations: bool = False) -> Catalogue:
    """`template` with the translations of `old`: live messages in the template's order, obsolete ones after them.

    With `fuzzy`, a new message takes over the translation of a vanished one that is similar, marked `fuzzy`; with
    `keep_translations` it is not marked, for when only the source was corrected. Merging a result again changes nothing.
    """
    known, aside = _unified(old.messages)
    wanted = {m.key: m for m in reversed(template.messages) if not m.obsolete and m.key != _HEADER}
    wanted = {m.key: wanted[m.key] for m in template if m.key in wanted}
    vanished = [m for key, m in known.items() if key not in wanted and not m.obsolete and any(m.strings)]
    if not fuzzy and not keep_translations:
        vanished = []
    forms = _forms(old)
    used: set[_Key] = set()
    messages: list[Message] = []
    for key, new in wanted.items():
        found = known.get(key)
        if found is not None:
            used.add(key)
            messages.append(_renewed(new, found, forms, review=not keep_translations))
            aside += [found] if _supersedes(messages[-1], found) else []
            continue
        match = _similar(new, vanished) if vanished else None
        if match is None:
            messages.append(_renewed(new, new._replace(flags=()), forms, review=False))
            continue
        messages.append(_adapted(new, match, forms, review=not keep_translations))
        if not _supersedes(messages[-1], match):
            used.add(match.key)
    rest = [m for key, m in known.items() if key not in used and work(m)]
    buried = [_buried(m) for m in (*rest, *_renamed(aside, {*known, *wanted, _HEADER}))]
    return replace(old, messages=(*messages, *buried))


def _unified(messages: Sequence[Message]) -> tuple[dict[_Key, Message], list[Message]]:
    """One message for each key, and those that say something else under the same key."""
    groups: dict[_Key, list[Message]] = {}
    for message in messages:
        groups.setdefault(message.key, []).append(message)
    aside = groups.pop(_HEADER, [])  # A second header, after two files were joined.
    known: dict[_Key, Message] = {}
    for key, group in groups.items():
        first, *others = sorted(group, key=lambda m: (not any(m.strings), m.obsolete))
        for other in others:
            if _says_more(other, first):
                aside.append(other)
            else:
                first = _united(first, other)
        known[key] = first
    return known, aside


def _says_more(other: Message, first: Message) -> bool:
    """Whether `other` has a translation or a previous text that `first`, of the same key, has not."""
    differs = (other.strings, other.plural) != (first.strings, first.plural)
    return (any(other.strings) and differs) or (any(other.previous) and other.previous != first.previous)


def _united(first: Message, other: Message) -> Message:
    """`first` with the comments and flags of `other`."""
    flags = tuple(flag for flag in other.flags if flag not in first.flags and flag != "fuzzy")
    comments = tuple(comment for comment in other.comments if comment not in first.comments)
    return first._replace(flags=first.flags + flags, comments=first.comments + comments)


def _renewed(new: Message, old: Message, forms: int | None, *, review: bool) -> Message:
    """`old` as the template now describes it, to be reviewed where its plural has changed."""
    template_flags = tuple(flag for flag in new.flags if flag != "fuzzy")
    kept = [f for f in old.flags if f != "fuzzy" and f not in template_flags and _opposite(f) not in template_flags]
    result = old._replace(
        plural=new.plural,
        strings=_strings(new, old, forms),
        flags=(*(("fuzzy",) if old.fuzzy else ()), *template_flags, *kept),
        extracted=new.extracted,
        references=new.references,
        obsolete=False,
    )
    another_kind = (new.plural is None) != (old.plural is None)
    if any(old.strings) and new.plural != old.plural and (review or another_kind):
        return _to_review(result, old)
    return result


def _strings(new: Message, old: Message, forms: int | None) -> tuple[str, ...]:
    """The translation of `old` in as many forms as `new` needs, as msgmerge does it."""
    if (new.plural is None) == (old.plural is None) and any(old.strings):
        return old.strings
    text = next(filter(None, old.strings), "")
    return (text,) if new.plural is None else (text,) * (forms or len(new.strings))


def _to_review(result: Message, old: Message) -> Message:
    """`result`, fuzzy, with the text that its translation was written for."""
    flags = result.flags if result.fuzzy else ("fuzzy", *result.flags)
    previous = old.previous if old.fuzzy and any(old.previous) else (old.context, old.id, old.plural)
    return result._replace(flags=flags, previous=previous)


def _supersedes(result: Message, old: Message) -> bool:
    """Whether `result` leaves out a form or a previous text of `old`, which then has to stay beside it."""
    lost_form = not {text for text in old.strings if text} <= set(result.strings)
    return lost_form or (any(old.previous) and old.previous != result.previous)


def _opposite(flag: str) -> str:
    return flag.removeprefix("no-") if flag.startswith("no-") else f"no-{flag}"


def _similar(new: Message, candidates: Sequence[Message]) -> Message | None:
    """The vanished message most like `new`, of the same context, or None."""
    from rapidfuzz import fuzz, process  # Imported where it is used: most updates have nothing to match.

    same = [m for m in candidates if m.context == new.context and (m.plural is None) == (new.plural is None)]
    best = process.extractOne(new.id, [m.id for m in same], scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return same[best[2]] if best else None


def _adapted(new: Message, old: Message, forms: int | None, *, review: bool) -> Message:
    """`new` with the translation of `old`."""
    result = _renewed(new, old._replace(context=new.context, id=new.id), forms, review=False)
    return _to_review(result, old) if review else result


def _renamed(aside: Sequence[Message], taken: set[_Key]) -> Iterator[Message]:
    """The messages `aside`, each with a context that makes its key its own."""
    for message in aside:
        context = ASIDE if message.context is None else f"{message.context}: {ASIDE}"
        number = 1
        key: _Key = (context, message.id)
        while key in taken:
            number += 1
            key = (f"{context} {number}", message.id)
        taken.add(key)
        yield message._replace(context=key[0])


def _buried(message: Message) -> Message:
    """`message` as an obsolete one: what the program wrote goes, what people wrote stays."""
    return message._replace(obsolete=True, extracted=(), references=())


def _forms(old: Catalogue) -> int | None:
    """How many plural forms the language has, if the header says so."""
    fields: Mapping[str, str] = dict(reversed(old.header))
    match = _NPLURALS.search(fields.get("Plural-Forms", ""))
    return int(match[1]) if match else None
