"""What the work on a page knows, is given and leaves, and what tells these apart. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from pipeline.checks import Examined, Reference
from pipeline.config import Config
from pipeline.digest import digest
from pipeline.images import Look, version_for
from pipeline.language.english import EnglishCounts
from pipeline.model import Allowance, Catalogue, Document, Measure, Message
from pipeline.pictures.pictured import Pictured
from pipeline.prose import Counts
from pipeline.records import dumps, encoded
from pipeline.report import Hard
from pipeline.reporters.reading import Said
from pipeline.site import Entry
from pipeline.terms import Termbase
from pipeline.web.routes import Target
from pipeline.words import Words

_ASKED = attrgetter("strings", "plural", "flags", "comments", "line")
"""What the work on a page asks of a message. Its text is known, and where else it stands is two thirds of all that is in it."""
_DIGEST = 8
"""Bytes that tell the texts of a site apart: one of a million is mistaken for another once in 37 million sites."""


class Picture(NamedTuple):
    """A picture beside the pages."""

    look: Look
    """What it is."""
    digest: str
    """What its content is told apart by."""


class Around(NamedTuple):
    """What the work on a page knows of its site; the same for all pages."""

    config: Config
    addresses: Mapping[str, str]
    """Address of each page in the source language, by path."""
    assets: frozenset[str]
    """Paths of the files beside the pages."""
    unsafe: frozenset[str]
    """Of these, those that could run a script in a visitor's browser."""
    pictures: Mapping[str, Picture]
    """Of these, what is known of those that are pictures."""
    terms: Termbase
    definitions: Mapping[str, Document]
    """What the terms mean, by language."""
    types: frozenset[str] = frozenset()
    """The page types that the site has templates of its own for."""
    searched: bool = False
    """Whether a page is there to search the site with."""
    checking: bool = True
    """Whether rules are asked and texts are measured."""
    pseudo: str = ""
    """The language whose translations are made up, if there is one."""
    english: bool = False
    """Whether English is measured by its own formulas too."""
    spoken: Words | None = None
    """The words of the reports of pages; None where nobody wants any."""


class Source(NamedTuple):
    """A page, and what it is translated with."""

    document: Document
    """It, in the source language."""
    catalogues: Sequence[Catalogue | None]
    """One for each language of the site; None for the source."""
    readable: Sequence[bool]
    """Whether each catalogue could be read."""
    advised: Sequence[str] = ()
    """Languages in which it is told what would help most, however easy it is."""


class Counted(NamedTuple):
    """What is added up of a page in one language. Most of what is remembered of a page, and needed only where its section is not added up."""

    counts: Counts
    """What was counted."""
    english: EnglishCounts | None
    """What the English formulas need, where that was asked."""


class Side(NamedTuple):
    """What the rest of a build needs of a page in one language."""

    entry: Entry
    """What other pages show of it."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    found: Examined
    """What the rules say of it."""
    hard: Hard | None
    """What is said of it if it is among the hardest, where it was told what would help most."""
    has_heading: bool
    """Whether its body brings its own h1."""
    body: str
    """What its body is told apart by."""
    links: tuple[str, ...]
    """Where its body leads, as it is written."""
    pictures: tuple[str, ...]
    """What its body shows, as it is written."""
    translations: str
    """What its translations are told apart by, for a translation."""
    words: str = ""
    """The words that it is found by, where the site can be searched."""


class Prepared(NamedTuple):
    """What the rest of a build needs of a page."""

    path: str
    """Path below the source folder."""
    sides: tuple[Side, ...]
    """One for each language of the site."""
    anchors: str
    """The places on it."""
    references: tuple[Reference, ...]
    """The links on it that lead to places."""
    allowed: tuple[Allowance, ...]
    """What its author allows."""
    texts: bytes
    """A digest of each of its texts."""
    said: tuple[Said, ...]
    """Its findings as its report numbers them."""
    pieces: str
    """What can be written of its report by itself is told apart by."""
    asked: tuple[str, ...]
    """The addresses on it that it was asked of what they mean."""
    answers: str
    """What the answers are told apart by."""
    advised: tuple[str, ...]
    """Languages in which it was told what would help most, though it is not too hard."""
    pictured: Pictured | None = None
    """Its pictures, where it has any and somebody reports on them."""
    counted: tuple[Counted, ...] = ()
    """What is added up of it in each language; none where its section has been added up already."""


def answers(targets: Iterable[Target], around: Around) -> str:
    """What the meanings of the addresses on a page are told apart by, in their order; a picture by what is in it.

    In each version that there is of it: which is shown in which language, the page itself decides.
    """
    return digest(*[repr((*target, target.path in around.unsafe, _content(target, around))) for target in targets])


def _content(target: Target, around: Around) -> list[str]:
    if target.path not in around.pictures:
        return []
    versions = [version_for(target.path, language, around.assets) for language in around.config.languages]
    return [known.digest for path in (target.path, *versions) if (known := around.pictures.get(path)) is not None]


def record(page: Prepared) -> str:
    """What is remembered of a page: two values of JSON, the second of them `counted`, which is seldom read."""
    return f"{dumps(page._replace(counted=()))},{dumps(page.counted)}"


def told_apart(messages: Sequence[Message | None]) -> str:
    """What the translations of the texts of a page are told apart by, in the order of the texts."""
    return digest(encoded([None if message is None else _ASKED(message) for message in messages]))


def text_digest(context: str | None, id: str) -> bytes:
    """What tells a text from all others."""
    key = id if context is None else f"{context}\x04{id}"
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def texts(digests: bytes) -> Iterator[bytes]:
    """The digest of each text."""
    return (digests[start : start + _DIGEST] for start in range(0, len(digests), _DIGEST))
