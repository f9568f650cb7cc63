"""`syntolk xliff`: what is left to translate → XLIFF for an agency, and what comes back → the catalogues.

What comes back is checked, message by message: the text is still on the pages, its source is as it was, its markup has
survived. It is fuzzy, unless the agency says that it has been reviewed; a reviewed translation of ours is never replaced,
and what an import does replace stays in the catalogue as an obsolete message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import files
from pipeline.errors import ConfigError, SourceError
from pipeline.merge import merge
from pipeline.model import Catalogue, Location, Message, Phrase, Values
from pipeline.update import Written, write_changed
from pipeline.workspace import Workspace
from pipeline.xliff import REVIEWED, Returned, Unit, read, unit_id, writable, write

FOLDER = "xliff"
"""Where exports lie, below the site's folder."""
_NOTHING = (None, None, None)
_MARKS = re.compile(
    r"""
    \]\((?:<[^<>]*>|[^()\s]*)                      # the address of a link or picture
    | \]\[[^\]]*\]                                  # the label of a reference
    | \[\^[^\]]*\]                                  # a footnote
    | (?P<fence>`+)(?!`).+?(?<!`)(?P=fence)(?!`)    # code
    | <[a-z][a-z0-9+.-]*:[^<>]*> | </?[a-z][a-z0-9]*   # an address; a tag, whose attributes may be texts
    | \\\n                                          # a line break that people see
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""Markup that a translation has as its source has it, in any order. Emphasis may be put otherwise, as may `{lang=…}`."""
_PLACEHOLDER = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True, slots=True)
class Problem:
    """What was not taken over, or not as it came."""

    location: Location
    """Where it stands."""
    template: str
    """English message with `{name}` fields."""
    values: Values = ()
    """The fields."""


# --- export ------------------------------------------------------------------------------------------


def export(
    workspace: Workspace, languages: Sequence[str], folder: Path, *, everything: bool = False
) -> tuple[list[Written], list[Problem]]:
    """Write `<language>/<domain>.xlf` below `folder` for each catalogue with something left to translate.

    With `everything` also what is done. Raises `ConfigError` where a catalogue is older than the pages, `CatalogueError`
    where one cannot be read; then nothing is written.
    """
    config, templates = workspace.config, workspace.templates()
    ready: dict[Path, tuple[bytes, int]] = {}
    problems: list[Problem] = []
    for language in languages:
        for domain, template in workspace.templates_for(language, templates).items():
            catalogue = workspace.readable_catalogue(language, domain)
            live = [m for m in catalogue if not m.obsolete and m.id]
            if {m.key for m in live} != {m.key for m in template}:
                advice = "this catalogue is older than the pages. Run “syntolk update” first."
                raise ConfigError(advice, Location(catalogue.path))
            wanted = [m for m in live if everything or not m.usable]
            problems += [
                Problem(
                    Location(catalogue.path, m.line), "This text has characters that XML cannot hold: it was left out."
                )
                for m in wanted
                if not writable(m)
            ]
            wanted = [m for m in wanted if writable(m)]
            if wanted:
                data = write(catalogue, wanted, domain, (config.source_language, language))
                ready[folder / language / f"{domain}.xlf"] = data, len(wanted)
    written = [Written(str(path), files.write(path, data), number) for path, (data, number) in ready.items()]
    return written, problems


# --- import ------------------------------------------------------------------------------------------


def take_in(workspace: Workspace, paths: Iterable[str]) -> tuple[list[Written], list[Problem]]:
    """Merge the XLIFF files at `paths` into the catalogues; what was written, and what has to be looked at.

    Raises `SourceError` for a file that is no XLIFF 2 of this site, `CatalogueError` for a catalogue that cannot be read, or
    that would lose something; then nothing is written.
    """
    changed: dict[str, tuple[Catalogue, Catalogue]] = {}
    problems: list[Problem] = []
    for path in paths:
        data = files.read(path)
        if data is None:
            raise SourceError("there is no such file or folder.", Location(path))
        for part in read(data, path):
            name = _catalogue_of(workspace, part, path)
            old, now = changed.get(name) or (workspace.readable_catalogue(part.language, part.domain),) * 2
            new, found = accepted(now, part.units, path)
            problems += found
            changed[name] = old, new
    return write_changed(workspace, [pair for pair in changed.values() if pair[0] != pair[1]]), problems


def _catalogue_of(workspace: Workspace, part: Returned, path: str) -> str:
    """The path of the catalogue that `part` belongs to. Raises `SourceError` where there is none."""
    config = workspace.config
    if part.language not in config.languages or part.source_language != config.source_language:
        template = "this file is from “{source}” to “{target}”; this site goes from “{own}” to: {valid}."
        values = (("source", part.source_language), ("target", part.language), ("own", config.source_language))
        raise SourceError(template, Location(path), (*values, ("valid", ", ".join(config.languages))))
    domain = part.domain
    known = "/" not in domain and "\\" not in domain and domain.strip(".")
    catalogue = workspace.catalogue_path(part.language, domain)
    if not known or not files.exists(str(catalogue)):
        template = "there is no catalogue “{domain}”. The id of the element “file” has to be as it was exported."
        raise SourceError(template, Location(path), (("domain", domain),))
    return str(catalogue)


def accepted(old: Catalogue, units: Iterable[Unit], path: str = "") -> tuple[Catalogue, list[Problem]]:
    """`old` with the translations in `units` that may be taken over; and what a person has to look at."""
    messages = {unit_id(m): m for m in reversed(old.messages) if not m.obsolete and m.id}
    groups: dict[str, dict[str, Unit]] = {}
    for unit in units:
        base, _, form = unit.id.partition(".")
        groups.setdefault(base, {})[form or "0"] = unit
    problems: list[Problem] = []
    changed: dict[tuple[str | None, str], Message] = {}
    for base, forms in groups.items():
        unit = next(iter(forms.values()))
        message = messages.get(base)
        new, said = (message, _UNKNOWN) if message is None else _translated(message, forms)
        if said is not None:
            values = (("text", _short(message.id if message else unit.source)),)
            problems.append(Problem(Location(path, unit.line), said.template, values))
        if new is not None and new is not message:
            changed[new.key] = new
    return (_with(old, changed) if changed else old), problems


_UNKNOWN = Phrase("“{text}” is on no page any more, so its translation was left out.")
_CHANGED = Phrase("The source of “{text}” is not as it was exported, so the translation was left out.")
_PARTLY = Phrase("“{text}” has several forms, and not all are translated, so they were left out.")
_REVIEWED = Phrase("“{text}” has a reviewed translation, which stays; another one was left out.")
_MARKUP = Phrase(
    "The translation of “{text}” has other addresses, code, tags or placeholders than the source; it is marked as fuzzy."
)


def _translated(message: Message, forms: Mapping[str, Unit]) -> tuple[Message, Phrase | None]:
    """`message` with what came back, if that may be taken over; and what is to be said of it."""
    sources = [message.id, *[message.plural or message.id] * (len(message.strings) - 1)]
    found = [forms.get(str(form)) for form in range(len(message.strings))]
    if any(u is not None and u.source.split() != s.split() for u, s in zip(found, sources, strict=True)):
        return message, _CHANGED
    strings = tuple(unit.target if unit is not None and unit.target.strip() else "" for unit in found)
    if not any(strings):
        return message, None
    if "" in strings:
        return message, _PARTLY
    if message.usable:
        return message, None if strings == message.strings else _REVIEWED
    survived = all(_marks(message, t) == _marks(message, s) for t, s in zip(strings, sources, strict=True))
    reviewed = survived and all(unit is not None and unit.state in REVIEWED for unit in found)
    if strings == message.strings and not reviewed:
        return message, None if survived else _MARKUP
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    flags = flags if reviewed else ("fuzzy", *flags)
    return message._replace(strings=strings, flags=flags, previous=_NOTHING), None if survived else _MARKUP


def _marks(message: Message, text: str) -> Counter[str]:
    """The markup of `text` that has to survive."""
    found = [match[0] for match in _PLACEHOLDER.finditer(text)]
    if "md-text" in message.flags or "safe-html" in message.flags:
        found += [match[0] for match in _MARKS.finditer(text)]
    return Counter(found)


def _with(old: Catalogue, changed: Mapping[tuple[str | None, str], Message]) -> Catalogue:
    """`old` with the messages `changed`. What they replace becomes obsolete, beside them, as a merge does it."""
    live = [m if m.obsolete else changed.get(m.key, m) for m in old]
    replaced = [
        m._replace(obsolete=True, previous=_NOTHING)
        for m in old
        if not m.obsolete and m.key in changed and any(m.strings) and m.strings != changed[m.key].strings
    ]
    bare = [
        m._replace(strings=("",) * len(m.strings), comments=(), flags=tuple(f for f in m.flags if f != "fuzzy"))
        for m in old
        if not m.obsolete
    ]
    return merge(Catalogue(tuple(bare)), replace(old, messages=(*live, *replaced)), fuzzy=False)


def _short(text: str) -> str:
    """The beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


_SHOWN = 60
