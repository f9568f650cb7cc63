"""A page that was imported, as the text of its file."""

from __future__ import annotations

import json
from typing import NamedTuple

from pipeline.patterns import expression

_PLAIN = expression(r"[^\W\d_][\w ,.()/–-]*[\w.)]")
"""What YAML takes for text without marks around it."""
_TAKEN = frozenset("yes no true false on off null y n".split())
"""Words that YAML takes for something else."""


class Picture(NamedTuple):
    """A picture that came within a document."""

    name: str
    """Name of its file, which the page shows."""
    data: bytes


class Page(NamedTuple):
    """What was made of a document."""

    title: str
    """Its title; empty where nothing says it."""
    description: str
    """What is said about it for search engines; empty where nothing is."""
    body: str
    """Markdown."""
    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        """The text of its file."""
        said = (("title", self.title), ("description", self.description))
        front = "".join(f"{key}: {_scalar(value)}\n" for key, value in said if value)
        return f"---\n{front}---\n\n{self.body.strip()}\n" if front else f"{self.body.strip()}\n"


def _scalar(value: str) -> str:
    """A text as YAML, which takes JSON's for its own (YAML 1.2, 1.3)."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _TAKEN
    return value if plain else json.dumps(value, ensure_ascii=False)
