"""What tells texts from all others: the keys of what builds remember. Pure."""

from __future__ import annotations

from hashlib import blake2b

LENGTH = 32
"""Letters of a digest."""


def digest(*parts: str | bytes) -> str:
    """What these texts, in this order, are told apart by.

    >>> len(digest("a", b"b")), digest("ab") == digest("a", "b")
    (32, False)
    """
    found = blake2b(digest_size=LENGTH // 2)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()
