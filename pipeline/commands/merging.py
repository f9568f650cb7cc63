"""The catalogues of a language, read, merged with their templates, and ready to be written. What is written is `update`'s.

Only what does not stand as the template wants it is read and merged (`standing.py`). Of all the rest nothing is kept but where it lies, so a
site is never in memory as a whole: it is taken from the file when that is written, if the file is still the same.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.catalogue import as_utf_8, canonical, guard, parse, says_utf_8, serialise
from pipeline.errors import CatalogueError, PipelineError, SourceError
from pipeline.extract import TEMPLATE_DOMAIN
from pipeline.merge import Elsewhere, merge
from pipeline.model import Catalogue, Message
from pipeline.patterns import expression
from pipeline.po.entries import Template, of_catalogue
from pipeline.po.standing import Order, Standing, parted
from pipeline.translation.gone import Gone
from pipeline.web.packaged import THEME_DOMAIN
from pipeline.workspace import Workspace

_Key = tuple[str | None, str]
_Header = tuple[tuple[str, str], ...]
_GOES_ON = expression(rb'"\s*\n(?:#~)?\s*"')
"""Where a text goes on on the next line."""
_IDENTITY = b'msgid "'
_TEMPLATES = (TEMPLATE_DOMAIN, THEME_DOMAIN)
"""Domains whose texts are formats: `%%` is a percent sign there. They neither take from pages nor give to them."""


class Read(NamedTuple):
    """A catalogue as it was read, without what need not be kept of it: the file can be read again."""

    path: Path
    header: _Header
    """Of a new catalogue."""
    known: int | None
    """What the file is told apart by; None where there is none."""
    order: Order | None
    """Where that lies which was not read, since it stands as the template wants it; None where all was read."""
    catalogue: Catalogue
    """All the rest."""
    asked: Catalogue
    """What the template wants of that."""
    new: AbstractSet[bytes]
    """The keys of the messages that the template has and the catalogue has not."""

    def is_of(self, data: bytes | None) -> bool:
        """Whether the file that it was read from holds `data`."""
        return _told_apart(data) == self.known


class Merged(NamedTuple):
    """A catalogue to be written."""

    read: Read
    catalogue: Catalogue
    text: bytes
    """That of what was read, merged."""
    converted: str
    """The charset that it had, if that had no letter for a text, so that it is UTF-8 now; else empty."""

    @property
    def messages(self) -> int:
        """Live ones."""
        return (len(self.read.order.same) if self.read.order else 0) + sum(not m.obsolete for m in self.catalogue)

    def whole(self, data: bytes | None) -> bytes:
        """What the file is to hold that holds `data`: what was read."""
        order = self.read.order
        return self.text if order is None else order.united(_without_mark(data), self.catalogue, self.text)


@dataclass(frozen=True, slots=True)
class Job:
    """A catalogue to be merged."""

    domain: str
    language: str
    read: Read
    elsewhere: Elsewhere
    keep_translations: bool

    def merged(self) -> Merged:
        """The new catalogue. Raises `CatalogueError` where something would be lost."""
        old = self.read.catalogue
        new = merge(self.read.asked, old, keep_translations=self.keep_translations, elsewhere=self.elsewhere)
        converted = ""
        try:
            narrow = _in_its_charset(new)
            new, text = narrow, canonical(narrow)
        except CatalogueError:  # A text of the pages has letters that the charset has not. msgmerge does the same.
            converted, old, new = old.charset, as_utf_8(old), as_utf_8(new)
            text = canonical(new)
        if self.read.order or hash(text) != self.read.known:  # Where nothing will be written there is nothing to prove.
            guard(old, new)
            serialise(new, old)
        return Merged(self.read, new, text, converted)

    def again(self, workspace: Workspace) -> Job:
        """The same for the file as it is now, and for all of it. The template is the one that was written."""
        path = workspace.template_path(self.domain)
        template = parse(files.read(path) or b"", workspace.name(path))
        template = workspace.theme_template(self.language, {self.domain: template}).get(self.domain, template)
        path, header = self.read.path, self.read.header
        data = files.read_settled(path)
        read = Read(
            path, header, _told_apart(data), None, _parsed(workspace, path, header, data), template, frozenset()
        )
        return replace(self, read=read)


class Catalogues:
    """The catalogues of a language, taken up one after the other, and then merged: what is new in one may have its translation in another."""

    def __init__(self, workspace: Workspace, language: str, header: _Header, *, keep_translations: bool) -> None:
        self._workspace = workspace
        self.language = language
        self._header = header
        self._keep_translations = keep_translations
        self._read: dict[str, Read] = {}
        self.unread: dict[str, PipelineError] = {}
        """The catalogues that cannot be read, by domain, and why. They stay as they are."""
        self.waiting: dict[str, str] = {}
        """The catalogues that wait until another one can be read, and the domain of that, by domain. They stay as they are, too."""

    def take(self, domain: str, template: Template) -> None:
        """Read the catalogue of a domain, to be merged with `template`."""
        path = self._workspace.catalogue_path(self.language, domain)
        try:
            self._read[domain] = _parted(self._workspace, path, self._header, template)
        except (CatalogueError, SourceError) as error:
            self.unread[domain] = error

    def jobs(self, template: Callable[[str], Template]) -> Iterator[Job]:
        """What is to be merged into `locales/<language>/LC_MESSAGES/<domain>.po`; `template` has those that were taken once more."""
        workspace, read = self._workspace, self._read
        for domain in workspace.theme_template(self.language):
            pages = {domain: template(domain).catalogue()} if domain in {*read, *self.unread} else {}
            catalogue = workspace.theme_template(self.language, pages)[domain]
            self.take(domain, of_catalogue(catalogue, workspace.config.po.wrap))
        moving = frozenset[bytes]().union(*(one.new for domain, one in read.items() if domain not in _TEMPLATES))
        hashes = {*map(hash, moving)}
        for domain, one in read.items():  # What is new may take its translation from what stands.
            if one.order and domain not in _TEMPLATES and not hashes.isdisjoint(one.order.same):
                read[domain] = _parted(workspace, one.path, self._header, template(domain), moving)
        stocks = {
            domain: _Stock(one.catalogue, _keys(one.catalogue) - _keys(one.asked), _keys(one.asked))
            for domain, one in read.items()
            if domain not in _TEMPLATES
        }
        gone = dict(workspace.other_catalogues(self.language, read))
        others = [_Stock(catalogue, _keys(last_template(workspace, domain))) for domain, catalogue in gone.items()]
        self._hold({*_TEMPLATES, *read, *gone})
        new = {domain: _keys(read[domain].asked) - {m.key for m in read[domain].catalogue} for domain in stocks}
        every = [*stocks.items(), *(("", stock) for stock in others)] if any(new.values()) else []
        offers = _offers(every, frozenset[_Key]().union(*new.values()))
        # One for all: each of a thousand sections that change would search what has gone from all others.
        vanished = Gone(sorted((m for _, stock in every for m in stock.vanished()), key=lambda m: m.obsolete))
        for domain, one in read.items():
            if domain in self.waiting:
                continue
            elsewhere = _elsewhere(domain, new[domain], offers, vanished) if new.get(domain) else Elsewhere()
            yield Job(domain, self.language, one, elsewhere, self._keep_translations)

    def _hold(self, known: Container[str]) -> None:
        """Have those wait that have a new text of one that is not `known`: if it has moved, its translation could not come along, now or later."""
        for broken in self._workspace.other_domains(self.language, known):
            try:
                self._workspace.readable_catalogue(self.language, broken)
            except (CatalogueError, SourceError) as error:
                texts = _texts_in(self._workspace.catalogue_path(self.language, broken))
                found = [
                    domain for domain, one in self._read.items() if domain not in _TEMPLATES and _has_one(texts, one)
                ]
                self.waiting |= dict.fromkeys(found, broken)
                if found:  # Else one of a section that is gone, or of another program's, is nobody's concern.
                    self.unread[broken] = error


def _texts_in(path: Path) -> bytes | None:
    """The lines of a file that may be no catalogue, each text on one; None where it cannot be read at all."""
    try:
        return _GOES_ON.sub(b"", files.read(path) or b"")
    except SourceError:
        return None


def _has_one(texts: bytes | None, one: Read) -> bool:
    """Whether a text that is new in a catalogue is among `texts`, as far as that is known."""
    if texts is None:
        return bool(one.new)
    return any(_GOES_ON.sub(b"", key[key.find(_IDENTITY) :]) in texts for key in one.new)


def _parted(
    workspace: Workspace, path: Path, header: _Header, template: Template, moving: AbstractSet[bytes] = frozenset()
) -> Read:
    """The catalogue at `path`, without what stands as `template` wants it, unless that is `moving`. Raises `CatalogueError`."""
    data = files.read_settled(path)
    known = _told_apart(data)
    plain = data is not None and not workspace.config.po.wrap and says_utf_8(_without_mark(data))
    standing = parted(_without_mark(data), template) if plain else Standing(template)
    standing, catalogue = _read(workspace, path, header, data, standing)
    new = standing.new(catalogue)
    more = standing.reading(new, moving)
    if more is not standing:
        standing, catalogue = _read(workspace, path, header, data, more)
    return Read(path, header, known, standing.order() if standing.same else None, catalogue, standing.asked, new)


def _read(
    workspace: Workspace, path: Path, header: _Header, data: bytes | None, standing: Standing
) -> tuple[Standing, Catalogue]:
    """What of a catalogue stands, and what was read of it."""
    if standing.same:
        try:
            catalogue = _parsed(workspace, path, header, standing.left)
        except CatalogueError:  # Read as a whole it says on which line.
            pass
        else:
            if not standing.meets(catalogue):
                return standing, catalogue
    return Standing(standing.template), _parsed(workspace, path, header, data)


def _parsed(workspace: Workspace, path: Path, header: _Header, data: bytes | None) -> Catalogue:
    catalogue = workspace.parsed(data, workspace.name(path))
    return catalogue if catalogue.header else replace(catalogue, header=header)


def _told_apart(data: bytes | None) -> int | None:
    """What tells the bytes of a file from all others in this run: 64 bits by a secret of this process (SipHash), in a fifth of the time of a digest."""
    return None if data is None else hash(data)


def _without_mark(data: bytes | None) -> bytes:
    """The bytes of a file without the mark that programs on Windows put before UTF-8."""
    return (data or b"").removeprefix(BOM_UTF8)


def _in_its_charset(catalogue: Catalogue) -> Catalogue:
    """`catalogue` with what extraction says of its messages in letters that its charset has; texts are never changed."""
    if catalogue.charset == "utf-8":
        return catalogue

    def written(line: str) -> str:
        line = line.replace("›", ">").replace("…", "...")
        return line.encode(catalogue.charset, "replace").decode(catalogue.charset)

    return replace(catalogue, messages=tuple(m._replace(extracted=tuple(map(written, m.extracted))) for m in catalogue))


class _Stock(NamedTuple):
    """Another catalogue of the language, for a text that is new in this one."""

    catalogue: Catalogue
    leaving: AbstractSet[_Key]
    """What its pages had until now, and have no more."""
    live: AbstractSet[_Key] = frozenset()
    """What its pages have."""

    def stays(self, message: Message) -> bool:
        """Whether one of its messages is on its pages."""
        return message.key in self.live and not message.obsolete

    def moves(self, message: Message) -> bool:
        """Whether one of its messages has just gone from its pages."""
        return message.key in self.leaving and not message.obsolete

    def vanished(self) -> Iterator[Message]:
        """Its translations whose texts are not on its pages."""
        return (m for m in self.catalogue if any(m.strings) and not self.stays(m))


def _keys(catalogue: Iterable[Message]) -> AbstractSet[_Key]:
    return {m.key for m in catalogue if not m.obsolete}


class _Offer(NamedTuple):
    """A translation that another catalogue has of a text that is new in one."""

    domain: str
    """Of which catalogue; empty of one whose section is gone."""
    rank: int
    """Less is better: reviewed first, and what moves just now."""
    message: Message
    """As it would be there."""


_Offers = Mapping[_Key, Sequence[_Offer]]


def _offers(stocks: Iterable[tuple[str, _Stock]], new: AbstractSet[_Key]) -> _Offers:
    """What the catalogues have of all that is `new` in one of them."""
    offers: dict[_Key, list[_Offer]] = {}
    for domain, stock in stocks:
        for message in stock.catalogue:
            if message.key in new and any(message.strings):
                rank = 2 * message.fuzzy + (not stock.moves(message))
                whole = _borrowed(message) if stock.stays(message) else message
                offers.setdefault(message.key, []).append(_Offer(domain, rank, whole))
    return offers


def _elsewhere(domain: str, new: Iterable[_Key], offers: _Offers, vanished: Gone) -> Elsewhere:
    """What other catalogues offer for what is `new` in that of a domain."""
    others = {key: [offer for offer in offers.get(key, ()) if offer.domain != domain] for key in new}
    exact = {key: found for key, found in others.items() if found}
    moving = frozenset(key for key, found in exact.items() if min(offer.rank for offer in found) == 0)
    return Elsewhere({key: _agreed(found) for key, found in exact.items()}, moving, vanished)


def last_template(workspace: Workspace, domain: str) -> Catalogue:
    """The template of a section that is gone, while it is still there: of one that went with the change at hand."""
    path = workspace.template_path(domain)
    try:
        return parse(files.read(path) or b"", workspace.name(path))
    except CatalogueError:
        return Catalogue()


def _borrowed(message: Message) -> Message:
    """`message`, which stays where it is, without what was said of it there."""
    return message._replace(comments=(), flags=("fuzzy",) if message.fuzzy else (), previous=(None, None, None))


def _agreed(found: Sequence[_Offer]) -> Message:
    """The best of some messages of one key; to be reviewed where another one that is as good says something else."""
    best = min(found, key=lambda offer: offer.rank)
    message = best.message
    if message.fuzzy or all(other.message.strings == message.strings for other in found if other.rank == best.rank):
        return message
    return message._replace(flags=("fuzzy", *message.flags))
