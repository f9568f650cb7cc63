"""Template + old catalogue → new catalogue. Pure; nothing that a translator wrote is lost.

In order: the same context and id; an obsolete message that is back; one that leaves another catalogue of the language just
now (as it is: the page has moved); the same id under another context (fuzzy); one that stands, or stood, in another
catalogue; one that has vanished and differs in nothing but the addresses of its links (with the new ones: what it links to
has moved) and how its letters are put together; one that is similar and has vanished (fuzzy, with its previous text). What has vanished becomes obsolete, with
its history. No two messages of the result have one key, live or obsolete, since msgfmt refuses a file where they do: a
second translation stays as an obsolete message of another context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import Enum

from pipeline.catalogue import is_of_the_text, nplurals, work
from pipeline.model import Catalogue, Message
from pipeline.patterns import expression
from pipeline.translation.addresses import readdressed
from pipeline.translation.gone import Gone

SIMILAR = 60.0
"""Least similarity for a fuzzy match, percent: that of msgmerge."""
CORRECTED = 80.0
"""Least similarity for a text that counts as the same but for a slip, and for one that went long ago or elsewhere."""
ASIDE = "another translation"
"""Context of an obsolete message whose own key is taken."""
OWN_WORDING = frozenset({"slug"})
"""Contexts whose texts are no wording for another context, nor another's for them."""

_WORD = expression(r"\w+")
_Key = tuple[str | None, str]
_HEADER: _Key = (None, "")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the other catalogues of the language have to offer."""

    exact: Mapping[_Key, Message] = field(default_factory=dict)
    """Their translations by context and id; fuzzy where they do not agree."""
    moving: AbstractSet[_Key] = frozenset()
    """Which of these have just gone from their own page."""
    vanished: Gone = field(default_factory=lambda: Gone(()))
    """Messages whose texts have gone from their pages; those of this catalogue may be among them."""


def merge(
    template: Catalogue,
    old: Catalogue,
    *,
    fuzzy: bool = True,
    keep_translations: bool = False,
    elsewhere: Elsewhere | None = None,
) -> Catalogue:
    """`template` with the translations of `old`: live messages in the template's order, obsolete ones after them.

    With `fuzzy`, a new message takes over the translation of one that is similar, marked `fuzzy`; with
    `keep_translations` it is not marked where hardly anything differs, for when only a slip in the source was corrected.
    Merging a result again changes nothing.
    """
    known, aside = _unified(old.messages)
    wanted = {m.key: m for m in reversed(template.messages) if not m.obsolete and m.key != _HEADER}
    wanted = {m.key: wanted[m.key] for m in template if m.key in wanted}
    forms = nplurals(old)
    elsewhere = elsewhere or Elsewhere()
    candidates = _Candidates(known, wanted, elsewhere.vanished) if fuzzy or keep_translations else None
    used: set[_Key] = set()
    messages: list[Message] = []
    for key, new in wanted.items():
        if (found := known.get(key)) is not None:
            used.add(key)
            messages.append(_renewed(new, found, forms, review=not keep_translations))
            aside += [found] if _supersedes(messages[-1], found) else []
            continue
        found, how = _origin(new, candidates, elsewhere)
        if found is None or not (fuzzy or how in (_How.MOVED, _How.CORRECTED)):
            messages.append(_renewed(new, new._replace(flags=()), forms, review=False))
        elif how is _How.MOVED:
            messages.append(_renewed(new, found, forms, review=True))
        elif how is _How.READDRESSED:  # As it was it stays among the obsolete ones.
            messages.append(_adapted(new, found, forms, review=False))
        else:
            corrected = how is _How.CORRECTED and keep_translations
            messages.append(_adapted(new, found, forms, review=not corrected))
            if candidates and candidates.has_vanished(found) and not _supersedes(messages[-1], found):
                used.add(found.key)
    rest = [m for key, m in known.items() if key not in used and work(m)]
    buried = [_buried(m) for m in (*rest, *_renamed(aside, {*known, *wanted, _HEADER}))]
    return replace(old, messages=(*messages, *buried))


class _How(Enum):
    """Where a message that is new to its catalogue has its translation from."""

    SAME = "the same text in another role"
    MOVED = "the same message in another catalogue"
    READDRESSED = "the same text with links to other addresses, or in another normal form of Unicode"
    CORRECTED = "a text of which only a slip was corrected"
    SIMILAR = "a text that is like it"


def _origin(new: Message, candidates: _Candidates | None, elsewhere: Elsewhere) -> tuple[Message | None, _How]:
    """The message that a new one takes its translation from, and how they go together; None where there is none."""
    same = candidates.same_text(new) if candidates and new.key not in elsewhere.moving else None
    if same is not None:
        return same, _How.SAME
    moved = elsewhere.exact.get(new.key)
    if moved is not None or candidates is None:
        return moved, _How.MOVED
    readdressed = candidates.readdressed(new)
    if readdressed is not None:
        return readdressed, _How.READDRESSED
    similar, corrected = candidates.similar(new)
    return similar, _How.CORRECTED if corrected else _How.SIMILAR


class _Candidates:
    """The messages that a new one may take its translation from."""

    def __init__(self, known: Mapping[_Key, Message], wanted: Mapping[_Key, Message], elsewhere: Gone) -> None:
        translated = [(key, m) for key, m in known.items() if any(m.strings)]
        self._vanished = {key for key, m in translated if key not in wanted and not m.obsolete}
        gone = sorted((m for key, m in translated if key not in wanted), key=lambda m: m.obsolete)
        self._by_id: dict[str, Message] = {}
        for message in (*gone, *(m for key, m in translated if key in wanted)):
            if message.context not in OWN_WORDING:
                self._by_id.setdefault(message.id, message)
        self._gone = (Gone(m for m in gone if not m.obsolete), Gone(m for m in gone if m.obsolete), elsewhere)

    def same_text(self, new: Message) -> Message | None:
        """A message of the same id, in another context."""
        found = self._by_id.get(new.id) if new.context not in OWN_WORDING else None
        return found if found is not None and (found.plural is None) == (new.plural is None) else None

    def readdressed(self, new: Message) -> Message | None:
        """A message that has gone and says the same as `new`, with the addresses of `new` in its translation.

        None also where it is not sure which these are.
        """
        found = next(filter(None, (gone.same(new) for gone in self._gone)), None)
        text = readdressed(found.strings[0], found.id, new.id) if found is not None else None
        return found._replace(strings=(text,)) if found is not None and text is not None else None

    def similar(self, new: Message) -> tuple[Message | None, bool]:
        """The message of the same context most like `new` that has gone; whether only a slip was corrected."""
        found = next(filter(None, (gone.worded(new) for gone in self._gone)), None)
        found = found or self._gone[0].most_like(new, SIMILAR)
        if found is None:
            long_ago = [alike for gone in self._gone[1:] if (alike := gone.most_like(new, CORRECTED))]
            found = max(long_ago, key=lambda alike: alike.similarity, default=None)
        if found is None:
            return None, False
        return found.message, found.similarity >= CORRECTED and _says_the_same(found.message.id, new.id)

    def has_vanished(self, message: Message) -> bool:
        """Whether `message` was live in this catalogue and is not any more."""
        return message.key in self._vanished


_TURNS = frozenset("inte ej icke aldrig ingen inget inga utan endast bara not no never none only without".split())
"""Words that turn the meaning of a text round."""


def _says_the_same(old: str, new: str) -> bool:
    """Whether two texts that hardly differ have the same numbers, and the same words such as `inte`.

    >>> _says_the_same("Vi lysnar på många.", "Vi lyssnar på många!"), _says_the_same("Öppet till 16.", "Öppet till 17.")
    (True, False)
    >>> _says_the_same("Du får inte röka.", "Du får röka.")
    False
    """
    return _decisive(old) == _decisive(new)


def _decisive(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return sorted(word for word in words if word in _TURNS or not word.isalpha())


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
    kept = [f for f in old.flags if f != "fuzzy" and f not in template_flags and not is_of_the_text(f)]
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
