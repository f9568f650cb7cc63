"""Messages whose texts have gone from their pages, found by what they say. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Message
from pipeline.translation.addresses import bare, words_alone
from pipeline.translation.likeness import Sources

_Kind = tuple[str | None, bool, str]
"""Context, whether there are no plural forms, and what else two messages have in common that may be compared."""


class Likeness(NamedTuple):
    """A message that is like another one."""

    message: Message
    """The message."""
    similarity: float
    """How much its text is like the other one's, percent."""


class Gone:
    """Messages with a translation; of two with one text the first one counts.

    >>> gone = Gone([Message("Öppettider", ("Opening hours",))])
    >>> gone.worded(Message("[Öppettider](https://www.example.org/besok.html)")).message.strings
    ('Opening hours',)
    """

    def __init__(self, messages: Iterable[Message]) -> None:
        self._same: dict[_Kind, Message] = {}
        self._worded: dict[_Kind, dict[str, Message]] = {}
        self._kinds: dict[_Kind, dict[str, Message]] = {}
        for one in messages:
            self._same.setdefault(_kind(one, words_alone(one.id)), one)
            self._worded.setdefault(_wording(one), {}).setdefault(one.id, one)
            self._kinds.setdefault(_kind(one), {}).setdefault(one.id, one)
        self._sources = {kind: Sources(group) for kind, group in self._kinds.items()}

    def same(self, new: Message) -> Message | None:
        """One that differs from `new` in nothing but addresses and how its letters are put together."""
        return self._same.get(_kind(new, words_alone(new.id))) if new.plural is None else None

    def worded(self, new: Message) -> Likeness | None:
        """The one most like `new` of those with the same words: where they have become a link, its address may be longer than they are."""
        group = self._worded.get(_wording(new), {})
        return next((Likeness(group[text], alike) for text, alike in Sources(group).most_like(new.id, 0, 1)), None)

    def most_like(self, new: Message, minimum: float) -> Likeness | None:
        """The one of the same context most like `new`, at least `minimum` percent."""
        kind = _kind(new)
        found = self._sources[kind].most_like(new.id, minimum, 1) if kind in self._sources else []
        return next((Likeness(self._kinds[kind][text], alike) for text, alike in found), None)


def _kind(message: Message, text: str = "") -> _Kind:
    return message.context, message.plural is None, text


def _wording(message: Message) -> _Kind:
    return _kind(message, bare(message.id) or message.id)
