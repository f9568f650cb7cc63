"""`syntolk xliff`: what is left to translate → XLIFF for an agency, and what comes back → the catalogues.

What comes back is checked, message by message: the text is still on the pages, its source is as it was, its markup has
survived. It is fuzzy, unless the agency says that it has been reviewed; a reviewed translation of ours is never replaced,
and what an import does replace stays in the catalogue as an obsolete message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from shlex import quote

from pipeline import checks, files
from pipeline.commands.pretranslate import segments
from pipeline.commands.update import Written, write_changed
from pipeline.errors import CatalogueError, ConfigError, SourceError
from pipeline.language.limits import limits
from pipeline.merge import merge
from pipeline.model import Catalogue, Location, Message, Phrase, Segment, Values
from pipeline.patterns import expression
from pipeline.translate import Key
from pipeline.translation.approval import objection
from pipeline.translation.fitting import tidied, unfit
from pipeline.translation.messages import is_of_page, segment_of
from pipeline.translation.xliff import REVIEWED, Returned, Unit, read, unit_id, writable, write
from pipeline.workspace import Workspace

FOLDER = "xliff"
"""Where exports lie, below the site's folder."""
_NOTHING = (None, None, None)
_MARKS = expression(
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
_PLACEHOLDER = expression(r"%\(\w+\)s")
_TAG = expression(r"</?[a-z][a-z0-9]*", re.IGNORECASE)
"""What looks like a tag: where texts are plain it would be shown as it is, and nobody means that."""
Objection = Callable[[Message], Phrase | None]
"""What speaks against taking a translation for reviewed."""


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

    With `everything` also what is done. Raises `ConfigError` where a catalogue is older than the pages, or a file that was exported
    before has translations that nobody has imported yet, `CatalogueError` where a catalogue cannot be read; then nothing is written.
    """
    config, templates = workspace.config, workspace.templates()
    ready: dict[Path, tuple[bytes | None, bytes, int]] = {}
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
                path = folder / language / f"{domain}.xlf"
                before = files.read(path)
                if before is not None and _is_worked_on(before, path, catalogue, domain):
                    advice = "this file has translations that are in no catalogue yet. Import it first, or move it: syntolk xliff import {path}"
                    raise ConfigError(advice, Location(str(path)), (("path", quote(str(path))),))
                ready[path] = before, write(catalogue, wanted, domain, (config.source_language, language)), len(wanted)
    return [_exported(path, *entry) for path, entry in ready.items()], problems


def _is_worked_on(data: bytes, path: Path, catalogue: Catalogue, domain: str) -> bool:
    """Whether an import of what was exported before to `path` would change its catalogue. Raises `SourceError` for what is no XLIFF 2."""
    parts = (part for part in read(data, str(path)) if part.domain == domain)
    return any(accepted(catalogue, part.units)[0] is not catalogue for part in parts)


def _exported(path: Path, before: bytes | None, data: bytes, messages: int) -> Written:
    """Write a file in the place of what was there before, unless somebody has worked on it meanwhile."""
    if before != data and not files.replace_unchanged(path, before, data):
        raise CatalogueError("somebody else keeps writing this file. Run the command again.", Location(str(path)))
    return Written(str(path), before != data, messages)


# --- import ------------------------------------------------------------------------------------------


def take_in(workspace: Workspace, paths: Iterable[str]) -> tuple[list[Written], list[Problem]]:
    """Merge the XLIFF files at `paths` into the catalogues; what was written, and what has to be looked at.

    Raises `SourceError` for a file that is no XLIFF 2 of this site, `CatalogueError` for a catalogue that cannot be read, or
    that would lose something; then nothing is written.
    """
    changed: dict[str, tuple[Catalogue, Catalogue]] = {}
    problems: list[Problem] = []
    known = cache(lambda: segments(workspace))
    for path in paths:
        data = files.read(path)
        if data is None:
            raise SourceError("there is no such file or folder.", Location(path))
        parts: dict[str, Returned] = {}
        for part in read(data, path):
            name = _catalogue_of(workspace, part, path)
            parts[name] = part._replace(units=parts[name].units + part.units) if name in parts else part
        for name, part in parts.items():
            old, now = changed.get(name) or (workspace.readable_catalogue(part.language, part.domain),) * 2
            judge = _judge(workspace, part, now, known().get(part.domain, {}))
            new, found = accepted(now, part.units, path, judge)
            problems += found
            changed[name] = old, new
    return write_changed(workspace, [pair for pair in changed.values() if pair[0] != pair[1]]), problems


def _judge(workspace: Workspace, part: Returned, catalogue: Catalogue, known: Mapping[Key, Segment]) -> Objection:
    """What asks the rules about a translation in `part`. Those of templates are asked about their placeholders alone."""
    config = workspace.config
    scope = checks.Scope(part.language, True, limits(config.readability), terms=workspace.terms)

    def judged(message: Message) -> Phrase | None:
        if not is_of_page(message):
            return None
        segment = known.get(message.key) or segment_of(message, message.id)
        return objection(message, segment, catalogue, config.source_language, scope, config.rules)

    return judged


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


def accepted(
    old: Catalogue, units: Iterable[Unit], path: str = "", judge: Objection = lambda _: None
) -> tuple[Catalogue, list[Problem]]:
    """`old` with the translations in `units` that may be taken over; and what a person has to look at.

    `judge` is asked about each that would count as reviewed.
    """
    messages = {unit_id(m): m for m in reversed(old.messages) if not m.obsolete and m.id}
    groups, twice = _grouped(units)
    problems: list[Problem] = []
    changed: dict[Key, Message] = {}
    places: dict[Key, Location] = {}

    def report(said: Phrase, text: str, place: Location) -> None:
        problems.append(Problem(place, said.template, (("text", _short(text)), *said.values)))

    for base, forms in groups.items():
        unit = twice.get(base) or next(iter(forms.values()))
        message, place = messages.get(base), Location(path, unit.line)
        if message is None or base in twice:
            report(_UNKNOWN if message is None else _TWICE, message.id if message else unit.source, place)
            continue
        new, said = _translated(message, forms, judge)
        if said is not None:
            report(said, message.id, place)
        if new is not message:
            changed[new.key], places[new.key] = new, place
    for message, reason in unfit(old, list(changed.values())):
        del changed[message.key]
        report(Phrase(_UNFIT, (("reason", reason),)), message.id, places[message.key])
    return (_with(old, changed) if changed else old), problems


def _grouped(units: Iterable[Unit]) -> tuple[dict[str, dict[str, Unit]], dict[str, Unit]]:
    """Units by id of their message, then by form; and of each message that has two translations in one form, the second."""
    groups: dict[str, dict[str, Unit]] = {}
    twice: dict[str, Unit] = {}
    for unit in units:
        base, _, form = unit.id.partition(".")
        first = groups.setdefault(base, {}).setdefault(form or "0", unit)
        if first._replace(line=0) != unit._replace(line=0):
            twice.setdefault(base, unit)
    return groups, twice


_UNKNOWN = Phrase("“{text}” is on no page any more, so its translation was left out.")
_TWICE = Phrase("“{text}” stands twice in this file, and not alike, so both translations were left out.")
_UNFIT = "The translation of “{text}” was left out: {reason}."
_OBJECTED = "The translation of “{text}” is marked as fuzzy, for it would be an error: {reason}"
_CHANGED = Phrase("The source of “{text}” is not as it was exported, so the translation was left out.")
_PARTLY = Phrase("“{text}” has several forms, and not all are translated, so they were left out.")
_REVIEWED = Phrase("“{text}” has a reviewed translation, which stays; another one was left out.")
_MARKUP = Phrase(
    "The translation of “{text}” has other addresses, code, tags or placeholders than the source; it is marked as fuzzy."
)


def _translated(message: Message, forms: Mapping[str, Unit], judge: Objection) -> tuple[Message, Phrase | None]:
    """`message` with what came back, if that may be taken over; and what is to be said of it."""
    sources = [message.id, *[message.plural or message.id] * (len(message.strings) - 1)]
    found = [forms.get(str(form)) for form in range(len(message.strings))]
    if any(u is not None and u.source.split() != s.split() for u, s in zip(found, sources, strict=True)):
        return message, _CHANGED
    of_page = is_of_page(message)
    strings = tuple(
        tidied("" if unit is None else unit.target, source, of_page=of_page)
        for unit, source in zip(found, sources, strict=True)
    )
    own = tuple(tidied(string, s, of_page=of_page) for string, s in zip(message.strings, sources, strict=True))
    if not any(strings):
        return message, None
    if "" in strings:
        return message, _PARTLY
    if message.usable:
        return message, None if strings == own else _REVIEWED
    survived = all(_marks(message, t) == _marks(message, s) for t, s in zip(strings, sources, strict=True))
    reviewed = survived and all(unit is not None and unit.state in REVIEWED for unit in found)
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    new = message._replace(strings=strings, flags=flags, previous=_NOTHING)
    fault = judge(new) if reviewed else None
    said = Phrase(_OBJECTED, (("reason", fault),)) if fault else None if survived else _MARKUP
    if reviewed and not fault:
        return new, said
    return message if strings == own else new._replace(flags=("fuzzy", *flags)), said


def _marks(message: Message, text: str) -> Counter[str]:
    """The markup of `text` that has to survive."""
    found = [match[0] for match in _PLACEHOLDER.finditer(text)]
    marked = "md-text" in message.flags or "safe-html" in message.flags
    found += [match[0] for match in (_MARKS if marked else _TAG).finditer(text)]
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
