"""The catalogues of a language, read, merged with their templates, and ready to be written. What is written is `update`'s.

Only what does not stand as the template wants it is read and merged (`po/standing.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.catalogue import as_utf_8, canonical, decoded, encoded, guard, parse, serialise
from pipeline.errors import CatalogueError
from pipeline.extract import TEMPLATE_DOMAIN
from pipeline.merge import Elsewhere, merge
from pipeline.model import Catalogue, Message
from pipeline.po.entries import Template, of_catalogue
from pipeline.po.standing import Standing, parted
from pipeline.web.packaged import THEME_DOMAIN
from pipeline.workspace import Workspace

_Key = tuple[str | None, str]
_Header = tuple[tuple[str, str], ...]
_TEMPLATES = (TEMPLATE_DOMAIN, THEME_DOMAIN)
"""Domains whose texts are formats: `%%` is a percent sign there. They neither take from pages nor give to them."""


class Read(NamedTuple):
    """A catalogue as it was read."""

    path: Path
    header: _Header
    """Of a new catalogue."""
    data: bytes | None
    """What the file holds; None where there is none."""
    standing: Standing
    """What of it was not read, since it stands as the template wants it."""
    catalogue: Catalogue
    """All the rest."""


class Merged(NamedTuple):
    """A catalogue to be written."""

    data: bytes
    messages: int
    """Live ones."""
    converted: str
    """The charset that it had, if that had no letter for a text, so that it is UTF-8 now; else empty."""


@dataclass(frozen=True, slots=True)
class Job:
    """A catalogue to be merged."""

    read: Read
    template: Catalogue
    """What is wanted of what was read."""
    elsewhere: Elsewhere
    keep_translations: bool

    def merged(self) -> Merged:
        """The new catalogue. Raises `CatalogueError` where something would be lost."""
        _, _, data, standing, old = self.read
        new = merge(self.template, old, keep_translations=self.keep_translations, elsewhere=self.elsewhere)
        messages = len(standing.same) + sum(not m.obsolete for m in new)
        converted = ""
        try:
            narrow = _in_its_charset(new)
            new, text = narrow, canonical(narrow)
        except CatalogueError:  # A text of the pages has letters that the charset has not. msgmerge does the same.
            converted, old, new = old.charset, as_utf_8(old), as_utf_8(new)
            text = canonical(new)
        whole = encoded(standing.united(new, text.decode()), new) if standing.same else text
        if whole != data:  # Where nothing will be written there is nothing to prove.
            guard(old, new)
            serialise(new, old)
        return Merged(whole, messages, converted)

    def again(self, workspace: Workspace) -> Job:
        """The same for the file as it is now, and for all of it."""
        path, header, _, standing, _ = self.read
        data = files.read_settled(path)
        read = _read(workspace, path, header, data, Standing(standing.template))
        return replace(self, read=read, template=standing.template.catalogue())


def jobs(
    workspace: Workspace, templates: Mapping[str, Template], language: str, header: _Header, *, keep_translations: bool
) -> Iterator[Job]:
    """What is to be merged: `templates` into `locales/<language>/LC_MESSAGES/<domain>.po`; a new one gets that header."""
    wanted = {**templates}
    for domain, catalogue in workspace.theme_template(language).items():
        wanted[domain] = of_catalogue(catalogue, workspace.config.po.wrap)
    read = {
        domain: _parted(workspace, workspace.catalogue_path(language, domain), header, template)
        for domain, template in wanted.items()
    }
    new = {domain: one.standing.new(one.catalogue) for domain, one in read.items()}
    moving = frozenset[str]().union(*(keys for domain, keys in new.items() if domain not in _TEMPLATES))
    for domain, one in read.items():  # What is new may take its translation from what stands.
        standing = one.standing.reading(new[domain], moving)
        if standing is not one.standing:
            read[domain] = _read(workspace, one.path, header, one.data, standing)
    asked = {domain: one.standing.asked for domain, one in read.items()}
    stocks = {
        domain: _Stock(one.catalogue, _keys(one.catalogue) - _keys(asked[domain]), _keys(asked[domain]))
        for domain, one in read.items()
        if domain not in _TEMPLATES
    }
    others = [
        _Stock(catalogue, _keys(last_template(workspace, domain)))
        for domain, catalogue in workspace.other_catalogues(language, wanted)
    ]
    for domain, one in read.items():
        stock = [*(found for name, found in stocks.items() if name != domain), *others]
        elsewhere = Elsewhere() if domain in _TEMPLATES else _elsewhere(asked[domain], one.catalogue, stock)
        yield Job(one, asked[domain], elsewhere, keep_translations)


def _parted(workspace: Workspace, path: Path, header: _Header, template: Template) -> Read:
    """The catalogue at `path`, without what stands as `template` wants it. Raises `CatalogueError`."""
    data = files.read_settled(path)
    text, charset = decoded(data or b"", workspace.name(path))
    plain = charset == "utf-8" and not workspace.config.po.wrap
    return _read(workspace, path, header, data, parted(text, template) if plain else Standing(template))


def _read(workspace: Workspace, path: Path, header: _Header, data: bytes | None, standing: Standing) -> Read:
    name = workspace.name(path)
    if standing.same:
        try:
            catalogue = workspace.parsed(standing.left.encode(), name)
        except CatalogueError:  # Read as a whole it says on which line.
            standing = Standing(standing.template)
        else:
            if standing.meets(catalogue):
                standing = Standing(standing.template)
    if not standing.same:
        catalogue = workspace.parsed(data, name)
    return Read(path, header, data, standing, catalogue if catalogue.header else replace(catalogue, header=header))


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


def _keys(catalogue: Iterable[Message]) -> AbstractSet[_Key]:
    return {m.key for m in catalogue if not m.obsolete}


def _elsewhere(template: Catalogue, old: Catalogue, stock: Iterable[_Stock]) -> Elsewhere:
    """What other catalogues offer for what is new in `template`."""
    new = _keys(template) - {m.key for m in old}
    if not new:
        return Elsewhere()
    exact: dict[_Key, list[tuple[int, Message]]] = {}
    vanished: list[Message] = []
    for catalogue, leaving, live in stock:
        for message in catalogue:
            if not any(message.strings):
                continue
            key, stays = message.key, message.key in live and not message.obsolete
            moves = key in leaving and not message.obsolete
            if key in new:
                rank = 2 * message.fuzzy + (not moves)  # Reviewed first, and what moves just now.
                exact.setdefault(key, []).append((rank, _borrowed(message) if stays else message))
            elif not stays and not message.obsolete:
                vanished.append(message)
    moving = frozenset(key for key, found in exact.items() if min(rank for rank, _ in found) == 0)
    return Elsewhere({key: _agreed(found) for key, found in exact.items()}, moving, tuple(vanished))


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


def _agreed(found: list[tuple[int, Message]]) -> Message:
    """The best of some messages of one key; to be reviewed where another one that is as good says something else."""
    best, message = min(found, key=lambda pair: pair[0])
    if message.fuzzy or all(other.strings == message.strings for rank, other in found if rank == best):
        return message
    return message._replace(flags=("fuzzy", *message.flags))
