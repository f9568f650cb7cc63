"""Template + old catalogue → new catalogue. Pure; nothing that a translator wrote is lost.

In order: the same context and id; an obsolete message that is back; a vanished message that is similar (fuzzy, with its
previous text). What has vanished becomes obsolete, with its history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Catalogue, Message

SIMILAR = 70.0
"""Least similarity for a fuzzy match, percent (normalised Indel similarity, `rapidfuzz.fuzz.ratio`)."""


def merge(template: Catalogue, old: Catalogue, *, fuzzy: bool = True, keep_translations: bool = False) -> Catalogue:
    """`template` with the translations of `old`: live messages in the template's order, obsolete ones after them.

    With `fuzzy`, a new message takes over the translation of a vanished one that is similar, marked `fuzzy`; with
    `keep_translations` it is not marked, for when only the source was corrected. Merging a result again changes nothing.
    """
    live = {m.key: m for m in reversed(old.messages) if not m.obsolete}
    buried = {m.key: m for m in reversed(old.messages) if m.obsolete}
    wanted = {m.key for m in template}
    vanished = [m for key, m in live.items() if key not in wanted]
    used: set[int] = set()
    missing: list[tuple[int, Message]] = []
    messages: list[Message] = []
    for new in template:
        found = live.get(new.key) or buried.get(new.key)
        if found is None:
            missing.append((len(messages), new))
            messages.append(new)
            continue
        if found.obsolete or not any(found.strings):
            grave = buried.get(new.key)
            if grave is not None and any(grave.strings) and not any(found.strings):
                found = grave
        used.add(id(found))
        messages.append(_renewed(new, found))
    candidates = [m for m in vanished if any(m.strings)]
    if missing and candidates and (fuzzy or keep_translations):
        for index, new in missing:
            match = _similar(new, candidates)
            if match is not None:
                used.add(id(match))
                messages[index] = _adapted(new, match, review=not keep_translations)
    rest = [m for m in old.messages if id(m) not in used]
    return replace(
        old,
        messages=(*messages, *(_buried(m) for m in rest if _worth_keeping(m))),
    )


def _renewed(new: Message, old: Message) -> Message:
    """`old` as the template now describes it."""
    strings = old.strings
    if (new.plural is None) != (old.plural is None):
        strings = tuple(strings[:1]) if new.plural is None else (strings[0], *([""] * (len(new.strings) - 1)))
    kept = tuple(flag for flag in old.flags if flag == "fuzzy" or flag not in new.flags)
    return replace(
        old,
        plural=new.plural,
        strings=strings,
        flags=(*(f for f in kept if f == "fuzzy"), *new.flags, *(f for f in kept if f != "fuzzy")),
        extracted=new.extracted,
        references=new.references,
        obsolete=False,
    )


def _similar(new: Message, candidates: Sequence[Message]) -> Message | None:
    """The vanished message most like `new`, of the same context, or None."""
    from rapidfuzz import fuzz, process  # Imported where it is used: most updates have nothing to match.

    same = [m for m in candidates if m.context == new.context and (m.plural is None) == (new.plural is None)]
    best = process.extractOne(new.id, [m.id for m in same], scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return same[best[2]] if best else None


def _adapted(new: Message, old: Message, *, review: bool) -> Message:
    """`new` with the translation of `old`."""
    result = _renewed(new, replace(old, context=new.context, id=new.id))
    if not review:
        return result
    flags = result.flags if result.fuzzy else ("fuzzy", *result.flags)
    previous = old.previous if old.fuzzy and any(old.previous) else (old.context, old.id, old.plural)
    return replace(result, flags=flags, previous=previous)


def _worth_keeping(message: Message) -> bool:
    """Whether a person has put anything into it."""
    return any(message.strings) or bool(message.comments) or any(message.previous)


def _buried(message: Message) -> Message:
    """`message` as an obsolete one: what the program wrote goes, what people wrote stays."""
    return replace(message, obsolete=True, extracted=(), references=())
