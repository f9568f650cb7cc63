"""Empty messages filled in: from memory, then by an engine. Always fuzzy, with where it is from in a comment.

A message that has any text is never touched, and whatever goes wrong with an engine, the message stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple, Protocol

from pipeline.errors import AnswerError, EngineError, PipelineError
from pipeline.model import Catalogue, Message, Phrase, Segment
from pipeline.terms import Termbase
from pipeline.translation.fitting import tidied
from pipeline.translation.literals import literals
from pipeline.translation.memory import ADDRESSES, Match, Memory
from pipeline.translation.messages import is_of_page, segment_of
from pipeline.translation.protect import Form, Protected, protect
from pipeline.words import printable

SIMILAR = 75
"""Least similarity of a unit of the memory, percent."""
PATIENCE = 4
"""Unusable answers in a row after which an engine is not asked any more."""
OF_TERMS = "terms and numbers alone"
"""Comment of a translation that no engine had to be asked for."""

Key = tuple[str | None, str]
Origin = Literal["exact", "similar", "machine"]
"""Where a translation is from: memory, with the same text or with a similar one, or an engine."""


class Text(NamedTuple):
    """A text that an engine is asked to translate, with what helps it to."""

    text: str
    """The text, with tokens in the place of what has to stay."""
    legend: Mapping[str, str]
    """What the tokens stand for, where that is more than markup."""
    role: str
    """What it is: `heading`, `alt`, `title of the page` …"""
    page: str
    """Title of the page that it stands on; empty where it stands on none."""
    notes: tuple[str, ...]
    """What the author tells translators."""
    terms: Mapping[str, str]
    """The site's terms that are in it in some form, with their translations."""


class Provider(Protocol):
    """A translation engine."""

    @property
    def name(self) -> str:
        """What stands in the comment: `deepl`."""

    @property
    def form(self) -> Form:
        """How tokens are written for it."""

    @property
    def batch(self) -> int:
        """Texts that may be sent at a time."""

    @property
    def size(self) -> int:
        """Bytes of text that may be sent at a time (UTF-8)."""

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        """A translation of each text, in their order.

        Raises `AnswerError` where this answer cannot be used, `EngineError` where no other will be better, and
        `ConfigError` where the user has to change something first.
        """


@dataclass(frozen=True, slots=True)
class Brief:
    """What a translation is made with."""

    source: str
    """BCP 47 tag of the texts."""
    target: str
    """BCP 47 tag of the translations."""
    day: date
    """The day that stands in the comment of what an engine has translated."""
    minimum: int = SIMILAR
    """Least similarity of a unit of the memory, percent."""
    terms: Termbase = field(default_factory=Termbase)
    """The terms of the site."""
    segments: Mapping[Key, Segment] = field(default_factory=dict)
    """The segment of each message, where there is one: it knows the definitions of its page."""


class Refusal(NamedTuple):
    """A message that stays empty, and why."""

    message: Message
    """The message."""
    reason: Phrase
    """What was wrong with the answer."""


class Step(NamedTuple):
    """What was done since the step before."""

    filled: tuple[Message, ...] = ()
    """Messages as they are now."""
    origins: tuple[Origin, ...] = ()
    """Where each of them is from."""
    refused: tuple[Refusal, ...] = ()
    """Messages whose translation cannot be used."""
    failure: PipelineError | None = None
    """Why the engine is not asked any more."""


def fill(
    catalogue: Catalogue, memory: Memory, provider: Provider | None, brief: Brief, limit: int | None = None
) -> Catalogue:
    """`catalogue` with its empty messages filled in, each fuzzy; pure but for the provider."""
    for step in steps(catalogue, memory, provider, brief, limit):
        catalogue = applied(catalogue, step.filled)
    return catalogue


def steps(
    catalogue: Catalogue, memory: Memory, provider: Provider | None, brief: Brief, limit: int | None = None
) -> Iterator[Step]:
    """The same bit by bit: what is in memory, then one step for each answer of the engine.

    With `limit`, no more messages than that are filled or asked for.
    """
    empty = [message for message in catalogue if is_empty(message)]
    found = [(message, _remembered(message, memory, brief)) for message in empty]
    known = [pair for _, pair in found if pair is not None][:limit]
    yield Step(
        tuple(message for message, _ in known),
        tuple("exact" if percent == 100 else "similar" for _, percent in known),
    )
    if provider is not None:
        # No engine can make a part of an address: without one it is made from the translated title.
        rest = [message for message, pair in found if pair is None and message.context != ADDRESSES]
        left = None if limit is None else limit - len(known)
        yield from _Asking(provider, brief, _titles(catalogue)).steps(rest[:left])


def is_empty(message: Message) -> bool:
    """Whether `message` is live and waits for a translation: none of its forms has any text."""
    return bool(message.id) and not message.obsolete and not any(message.strings)


def applied(catalogue: Catalogue, filled: Iterable[Message]) -> Catalogue:
    """`catalogue` with the messages `filled` in the place of the empty ones of the same key; the others stay."""
    by_key = {message.key: message for message in filled}
    messages = (
        _into(message, by_key[message.key]) if message.key in by_key and is_empty(message) else message
        for message in catalogue
    )
    return replace(catalogue, messages=tuple(messages)) if by_key else catalogue


def _into(message: Message, filled: Message) -> Message:
    """`message`, which may have changed meanwhile, with the translation of `filled`."""
    if len(message.strings) != len(filled.strings) or message.plural != filled.plural:
        return message
    return _filled(message, filled.strings, filled.comments[-1], filled.previous)


def _filled(
    message: Message,
    strings: tuple[str, ...],
    comment: str,
    previous: tuple[str | None, str | None, str | None] = (None, None, None),
) -> Message:
    """`message` with a translation to be reviewed. Comments and a previous text that were there stay."""
    return message._replace(
        strings=strings,
        flags=message.flags if message.fuzzy else ("fuzzy", *message.flags),
        comments=(*(kept for kept in message.comments if kept != comment), comment),
        previous=message.previous if any(message.previous) else previous,
    )


def _forms(message: Message) -> list[str]:
    """The source of each form: the first is for one, as far as there are several."""
    if message.plural is None:
        return [message.id]
    number = len(message.strings)
    return [message.id, *[message.plural] * (number - 1)] if number > 1 else [message.plural]


def _remembered(message: Message, memory: Memory, brief: Brief) -> tuple[Message, int] | None:
    """`message` as the memory knows it, and how much alike the sources are."""
    matches: list[Match] = []
    forms = _forms(message)
    for text in forms:
        match = memory.find(text, message.context, brief.minimum)
        if match is None:
            return None
        matches.append(match)
    worst = min(matches, key=lambda match: match.percent)
    comment = f"memory {worst.percent} % ({worst.unit.origin})"
    # What the translation was written for stands beside it, as after `update`: programs show the difference.
    previous = (matches[0].unit.context, matches[0].unit.source, None)
    other_text = worst.percent < 100 and message.plural is None
    of_page = is_of_page(message)
    strings = tuple(tidied(m.unit.target, text, of_page=of_page) for m, text in zip(matches, forms, strict=True))
    return _filled(message, strings, comment, previous if other_text else (None, None, None)), worst.percent


def _titles(catalogue: Catalogue) -> dict[str, str]:
    """The title of each page that messages of `catalogue` refer to, by its path."""
    return {path: m.id for m in catalogue if m.context == "title" and not m.obsolete for path in m.references}


class _Asking:
    """An engine being asked for the messages of one catalogue."""

    def __init__(self, provider: Provider, brief: Brief, titles: Mapping[str, str]) -> None:
        self._provider = provider
        self._brief = brief
        self._titles = titles
        self._literals = literals(brief.terms, brief.source, brief.target)
        self._terms = [(term.term, brief.terms.wording(term, brief.target)) for term in brief.terms]
        self._comment = f"machine: {provider.name} {brief.day.isoformat()}"
        self._in_vain = 0

    def steps(self, messages: Sequence[Message]) -> Iterator[Step]:
        """A step for each answer, until all are asked for or the engine fails."""
        for batch in self._batches(messages):
            for step in self._asked(batch):
                yield step
                if step.failure is not None:
                    return

    def _batches(self, messages: Sequence[Message]) -> Iterator[list[tuple[Message, list[Protected]]]]:
        batch: list[tuple[Message, list[Protected]]] = []
        number = size = 0
        for message in messages:
            texts = [self._protected(message, text) for text in _forms(message)]
            length = sum(len(text.outgoing(self._provider.form).encode()) for text in texts)
            if batch and (number + len(texts) > self._provider.batch or size + length > self._provider.size):
                yield batch
                batch, number, size = [], 0, 0
            batch.append((message, texts))
            number, size = number + len(texts), size + length
        if batch:
            yield batch

    def _protected(self, message: Message, text: str) -> Protected:
        segment = self._brief.segments.get((message.context, text)) or segment_of(message, text)
        return protect(segment, self._literals, self._brief.target)

    def _asked(self, batch: Sequence[tuple[Message, list[Protected]]]) -> Iterator[Step]:
        """What the engine makes of a batch; where its answer cannot be used, it is asked for one message at a time."""
        try:
            answers = iter(self._answers(batch))
        except AnswerError as error:
            self._in_vain += 1
            if self._in_vain >= PATIENCE:
                template = "{engine} gave no usable answer {number} times in a row. The last time: {reason}."
                values = (("engine", self._provider.name), ("number", self._in_vain), ("reason", error.phrase))
                yield Step(failure=EngineError(template, None, values))
            elif len(batch) > 1:
                for one in batch:
                    for step in self._asked([one]):
                        yield step
                        if step.failure is not None:
                            return
            else:
                yield Step(refused=(Refusal(batch[0][0], error.phrase),))
            return
        except PipelineError as error:
            yield Step(failure=error)
            return
        self._in_vain = 0
        filled: list[Message] = []
        refused: list[Refusal] = []
        for message, texts in batch:
            form = self._provider.form
            strings = [text.restored(next(answers), form) if (said := text.settled) is None else said for text in texts]
            settled = all(text.settled is not None for text in texts)
            result = self._translation(message, strings, OF_TERMS if settled else self._comment)
            if isinstance(result, Phrase):
                refused.append(Refusal(message, result))
            else:
                filled.append(result)
        yield Step(tuple(filled), tuple("machine" for _ in filled), tuple(refused))

    def _answers(self, batch: Sequence[tuple[Message, list[Protected]]]) -> list[str]:
        """The engine's answers, for the texts that need one."""
        asked = [self._text(message, text) for message, texts in batch for text in texts if text.settled is None]
        if not asked:
            return []
        answers = self._provider.translate(asked, self._brief.source, self._brief.target)
        if len(answers) != len(asked):
            values = (("asked", len(asked)), ("answers", len(answers)))
            raise AnswerError("there are {answers} answers to {asked} texts", None, values)
        return answers

    def _text(self, message: Message, text: Protected) -> Text:
        form = self._provider.form
        folded = text.segment.id.casefold()
        of_page = is_of_page(message)
        return Text(
            text.outgoing(form),
            text.legend(form),
            message.extracted[0] if of_page and message.extracted else "text of a template",
            next((self._titles[path] for path in message.references if path in self._titles), ""),
            message.extracted[1:] if of_page else message.extracted,
            {ours: theirs for ours, theirs in self._terms if theirs and ours.casefold() in folded},
        )

    def _translation(self, message: Message, strings: Sequence[str | Phrase], comment: str) -> Message | Phrase:
        """`message` with its translation, or why it stays empty."""
        fault = next((text for text in strings if isinstance(text, Phrase)), None)
        if fault is not None:
            return fault
        if not any(strings):
            return Phrase("the answer is empty")
        result = _filled(message, tuple(map(str, strings)), comment)
        if not is_of_page(message) and not printable(result):
            return Phrase("the placeholders of the answer differ from the source")
        return result
