"""Which texts several catalogues translate, and not alike: a number a text, since a site's texts are never in memory at once."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator
from hashlib import blake2b

from pipeline.model import Catalogue

_LONGEST = 80
"""Characters of a text that is looked at. What is longer seldom stands twice, and would fill the memory."""
_Key = tuple[str | None, str]


def numbers(catalogue: Catalogue) -> bytes:
    """For each translation that may stand in another catalogue too a number for what is translated, and one for how."""
    found = array("Q")
    for message in catalogue:
        if len(message.id) <= _LONGEST and " " in message.id and message.usable and not message.obsolete:
            found.extend((_number(f"{message.context}\x04{message.id}"), _number(message.strings[0])))
    return found.tobytes()


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


class Repetitions:
    """The translations of a site so far, by language."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, array[int]]] = {}
        """What `numbers` says of the catalogue of each language and domain."""

    def add(self, language: str, domain: str, found: bytes) -> None:
        """Note what `numbers` says of a catalogue; of the same one only once."""
        own = array("Q")
        own.frombytes(found)
        self._numbers.setdefault(language, {}).setdefault(domain, own)

    def doubtful(self) -> Iterator[tuple[str, tuple[str, ...], Container[_Key]]]:
        """Language, domains, and context and msgid of the texts whose translations differ."""
        for language, domains in self._numbers.items():
            seen: dict[int, int] = {}
            odd: set[int] = set()
            for own in domains.values():
                for key, translation in zip(own[::2], own[1::2], strict=True):
                    if seen.setdefault(key, translation) != translation:
                        odd.add(key)
            if odd:
                having = (domain for domain, own in domains.items() if not odd.isdisjoint(own[::2]))
                yield language, tuple(sorted(having)), _Texts(odd)


class _Texts:
    """Texts that are known by their numbers."""

    def __init__(self, numbers: set[int]) -> None:
        self._numbers = numbers

    def __contains__(self, key: object) -> bool:
        context, id = key if isinstance(key, tuple) else (None, "")
        return len(id) <= _LONGEST and _number(f"{context}\x04{id}") in self._numbers
