"""What a build counts as it goes: the time of its stages, the messages of its pages."""

from __future__ import annotations

from time import perf_counter

from pipeline.model import Document


class Watch:
    """Seconds by stage, in order: each lap is booked on the stage that has ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """A stage has ended."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


class Messages:
    """Counts the messages of a site, each once in its domain; pages come by domain."""

    def __init__(self) -> None:
        self._domain = ""
        self._known: set[tuple[str | None, str]] = set()
        self._done = 0

    def add(self, domain: str, document: Document) -> None:
        """Count those of one more page."""
        if domain != self._domain:
            self._done += len(self._known)
            self._domain, self._known = domain, set()
        self._known.update([(segment.context, segment.id) for segment in document.segments])

    @property
    def number(self) -> int:
        """How many there are so far."""
        return self._done + len(self._known)
