"""Which texts several catalogues translate, and not alike: a number a text, since a site's texts are never in memory at once."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Catalogue

_LONGEST = 80
"""Characters of a text that is looked at. What is longer seldom stands twice, and would fill the memory."""
_Key = tuple[str | None, str]


class Repetitions:
    """The translations of a site so far, by language."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[int, int]] = {}
        """For each language the hash of a translation by the hash of its context and msgid."""
        self._doubtful: dict[str, set[_Key]] = {}
        self._domains: dict[str, list[str]] = {}

    def add(self, language: str, domain: str, catalogue: Catalogue) -> None:
        """Note what `catalogue` has; the same one only once."""
        domains = self._domains.setdefault(language, [])
        if domain in domains:
            return
        domains.append(domain)
        seen = self._seen.setdefault(language, {})
        for message in catalogue:
            if len(message.id) <= _LONGEST and " " in message.id and message.usable and not message.obsolete:
                key, translation = hash(message.key), hash(message.strings[0])
                if seen.setdefault(key, translation) != translation:
                    self._doubtful.setdefault(language, set()).add(message.key)

    def doubtful(self) -> Iterator[tuple[str, tuple[str, ...], frozenset[_Key]]]:
        """Language, domains, and context and msgid of the texts whose translations differ."""
        for language, keys in self._doubtful.items():
            yield language, tuple(sorted(self._domains[language])), frozenset(keys)
