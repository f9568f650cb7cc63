"""Which words of a page are worth a look, when only a look at each word can tell."""

from __future__ import annotations

from collections.abc import Callable

_REMEMBERED = 100_000
"""Words that a sieve remembers before it begins anew."""


class Sieve:
    """Lets the words pass that `wanted` wants. Asks it about each once, however many pages have it."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self._wanted = wanted
        self._seen: set[str] = set()
        self._passed: set[str] = set()

    def __call__(self, vocabulary: frozenset[str]) -> frozenset[str]:
        """Those of `vocabulary`."""
        unknown = vocabulary - self._seen
        if unknown:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
                self._passed.clear()
                unknown = vocabulary
            self._seen |= unknown
            self._passed.update(filter(self._wanted, unknown))
        return vocabulary & self._passed
