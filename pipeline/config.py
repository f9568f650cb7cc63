"""The settings of a site: `syntolk.toml`, or `[tool.syntolk]` in `pyproject.toml` → `Config`.

An unknown key is an error that lists the valid ones, so that no setting is misspelt in silence.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args
from urllib.parse import unquote

from pipeline.errors import ConfigError
from pipeline.language.limits import AUDIENCES, Profile, Readability, Section
from pipeline.model import Location, Values
from pipeline.patterns import expression
from pipeline.pictures.recipe import Images, fault
from pipeline.web import colour

Level = Literal["error", "warning", "review", "off"]
_TAG = expression(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DICTIONARY = expression(r"[A-Za-z]{2,3}(_[A-Za-z0-9-]+)*")
"""Names of dictionaries: no paths and no options."""
DICTIONARIES = ("sv_SE", "en_GB")
"""Those that are asked where spelling is wanted and none is named."""
READABLE = ("ar", "da", "de", "en", "es", "et", "fi", "fr", "is", "nb", "no", "pl", "sv", "uk")
"""Languages in which text in pictures can be read."""
NARROWEST = 40
"""Least columns that texts can be wrapped at."""
_ADDRESS = expression(r"https?://[^\s?#/\[\]]+(/[^\s?#]*)?")
_QUOTED = expression(r""""(?:[^"\\]|\\.)*"|'[^']*'""")
_HEADER = expression(r"[ \t]*\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Publish:
    """What is published."""

    threshold: float = 80
    """Percent of a page's words that have to be translated before it is published in a language (0–100)."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What spelling is checked with (hunspell)."""

    dictionaries: tuple[str, ...] = ()
    """Names of the dictionaries, each for the language that its name begins with (`sv_SE`); none: nothing is checked."""
    words: tuple[str, ...] = ()
    """Words that are right though no dictionary has them, beside those of the termbase."""


@dataclass(frozen=True, slots=True)
class Po:
    """How catalogues are written. The defaults make the smallest differences between two versions."""

    references: Literal["path", "line"] = "path"
    """What `#:` lines name: the page, or the line on it."""
    wrap: int = 0
    """Columns that texts are wrapped at; 0: not at all."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What the theme shows on every page."""

    logo: str = ""
    """Path of the logo below the source folder."""
    favicon: str = ""
    """Path of the icon below the source folder."""
    accent: str = ""
    """The site's colour, `#rrggbb`, which all others are made from; empty for the theme's own."""
    footer: tuple[str, ...] = ()
    """Paths of the pages that every page links to, below the source folder."""
    contact: str = ""
    """Path of the contact in the footer, below the source folder."""
    news: str = ""
    """Path of the page whose children make the feed, below the source folder."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a site decides."""

    title: str = "Syntolk"
    """Name of the organisation or site, in the source language."""
    source_language: str = "sv"
    """BCP 47 tag of what is in `source/`."""
    languages: tuple[str, ...] = ("en",)
    """BCP 47 tags of the languages that it is translated to."""
    base_url: str = ""
    """Address that the site is published under, such as `https://example.org/sajt`."""
    catalogues: Literal["section", "page", "site"] = "section"
    """One catalogue for each top folder, for each page, or for all."""
    publish: Publish = field(default_factory=Publish)
    readability: Readability = field(default_factory=Readability)
    spelling: Spelling = field(default_factory=Spelling)
    images: Images = field(default_factory=Images)
    po: Po = field(default_factory=Po)
    theme: Theme = field(default_factory=Theme)
    rules: Mapping[str, Level | Mapping[str, Level]] = field(default_factory=dict)
    """Severity by rule id: a level, or levels by path pattern."""

    @property
    def base_path(self) -> str:
        """The path of `base_url`, not percent-encoded, without a slash at its end."""
        return unquote(self.base_url.removeprefix(self.origin)).rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme and host of `base_url`; empty without one."""
        found = re.match(r"[a-z]+://[^/]*", self.base_url)
        return found[0] if found else ""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Source language first."""
        return (self.source_language, *self.languages)


def load(text: str, path: str) -> Config:
    """The settings in `text`, the content of `path`. Raises `ConfigError` with the place and what would be valid."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        location = Location(path, *(int(n) for n in found.groups())) if found else Location(path, text.count("\n") + 1)
        raise ConfigError("not valid TOML: {reason}.", location, (("reason", str(error)),)) from None
    if path.endswith("pyproject.toml"):
        tool = data.get("tool")
        settings = tool.get("syntolk") if isinstance(tool, dict) else None
        if not isinstance(settings, dict):
            raise ConfigError("“{key}” has to be a table: [{key}].", Location(path), (("key", "tool.syntolk"),))
        data = settings
    reader = _Reader(text, path)
    config: Config = reader.filled(Config(), data)
    reader.check(config)
    return config


class _Reader:
    """Reads the settings in a text; what is wrong is said with its place."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path

    def _wrong(self, template: str, key: str, values: Values = ()) -> ConfigError:
        """The error in the setting `key`."""
        return ConfigError(template, place(self._text, self._path, key), values)

    # --- each setting by itself -------------------------------------------------------------------

    def filled(self, default: Any, data: Mapping[str, Any], prefix: str = "") -> Any:
        """`default` with the values of `data`, each checked against the default's type; `prefix` names its table."""
        known = {f.name: f for f in fields(default)}
        settings: dict[str, Any] = {}
        for written, value in data.items():
            key, name = prefix + written, written.replace("-", "_")
            if name not in known:
                raise self._unknown(written, prefix, known)
            like = getattr(default, name)
            if name == "rules":
                settings[name] = self._levels(self._table(value, key))
            elif name == "sections":
                settings[name] = {p: self._section(own, f"{key}.{p}") for p, own in self._table(value, key).items()}
            elif hasattr(like, "__dataclass_fields__"):
                settings[name] = self.filled(like, self._table(value, key), f"{key}.")
            else:
                settings[name] = self._value(like, value, key)
            if isinstance(default, Profile) and isinstance(value, int | float) and not 0 < value < math.inf:
                raise self._wrong("a limit is a number over 0.", key)
        return replace(default, **settings)

    def _value(self, like: object, value: object, key: str) -> object:
        """`value`, which has to be of the same kind as `like`."""
        if isinstance(like, tuple):
            kind = type(like[0]) if like else str
            if isinstance(value, list) and all(type(one) is kind for one in value):
                return tuple(value)
            if kind is int:
                raise self._wrong("“{key}” has to be a list of numbers.", key, (("key", key),))
            raise self._wrong("“{key}” has to be a list of texts.", key, (("key", key),))
        if isinstance(like, bool):
            if not isinstance(value, bool):
                raise self._wrong("“{key}” has to be true or false.", key, (("key", key),))
        elif isinstance(like, str):
            if not isinstance(value, str):
                raise self._wrong("“{key}” has to be a text.", key, (("key", key),))
        elif not isinstance(value, int | float) or isinstance(value, bool):
            raise self._wrong("“{key}” has to be a number.", key, (("key", key),))
        return value

    def _table(self, value: object, key: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong("“{key}” has to be a table: [{key}].", key, (("key", key),))
        return value

    def _unknown(self, key: str, prefix: str, known: Iterable[str]) -> ConfigError:
        values = (("key", prefix + key), ("valid", ", ".join(prefix + name for name in known)))
        return self._wrong("unknown setting “{key}”. Valid: {valid}.", prefix + key, values)

    def _section(self, value: object, key: str) -> Section:
        """What is said of the pages below one pattern."""
        table = self._table(value, key)
        audience = table.get("audience", "public")
        if audience not in AUDIENCES:
            raise self._wrong("audience is one of {valid}.", f"{key}.audience", (("valid", ", ".join(AUDIENCES)),))
        own = {name: number for name, number in table.items() if name != "audience"}
        names = [f.name for f in fields(Profile)]
        for name in own:
            if name not in names:
                raise self._unknown(name, f"{key}.", ["audience", *names])
        self.filled(Profile(), own, f"{key}.")
        return Section(audience, own)

    def _levels(self, table: Mapping[str, Any]) -> Mapping[str, Level | Mapping[str, Level]]:
        for rule, level in table.items():
            levels = level.values() if isinstance(level, dict) else [level]
            if not all(one in get_args(Level) for one in levels):
                template = "the severity of “{rule}” has to be one of {valid}."
                values = (("rule", rule), ("valid", ", ".join(get_args(Level))))
                raise self._wrong(template, f"rules.{rule}", values)
        return table

    # --- what they mean ---------------------------------------------------------------------------

    def check(self, config: Config) -> None:
        """Raise `ConfigError` where a value is of the right kind and makes no sense."""
        if not config.title.strip():
            raise self._wrong("title is the name of the site: it may not be empty.", "title")
        if "\0" in config.title:
            raise self._wrong("title is the name of the site: it may not hold a NUL character.", "title")
        self._check_languages(config)
        if config.catalogues not in ("section", "page", "site"):
            raise self._wrong("catalogues is “section”, “page” or “site”.", "catalogues")
        if not 0 <= config.publish.threshold <= 100:
            raise self._wrong("threshold is a percentage, 0–100.", "publish.threshold")
        for name in config.spelling.dictionaries:
            if not DICTIONARY.fullmatch(name):
                template = "“{name}” is not the name of a dictionary such as “sv_SE”."
                raise self._wrong(template, "spelling.dictionaries", (("name", name),))
        for name in config.images.read_text:
            if name not in READABLE:
                values = (("language", name), ("valid", ", ".join(READABLE)))
                template = "text in pictures is not read in “{language}”. Valid: {valid}."
                raise self._wrong(template, "images.read_text", values)
        self._check_accent(config.theme.accent)
        if config.po.references not in ("path", "line"):
            raise self._wrong("references is “path” or “line”.", "po.references")
        if not (config.po.wrap == 0 or config.po.wrap >= NARROWEST):
            template = "wrap is 0 (no wrapping), or a number of columns, at least {least}."
            raise self._wrong(template, "po.wrap", (("least", NARROWEST),))
        name, valid = fault(config.images)
        if name:
            key = f"images.{name}"
            raise self._wrong("“{key}” can be: {valid}.", key, (("key", key), ("valid", valid)))
        if config.base_url and not _ADDRESS.fullmatch(config.base_url):
            raise self._wrong("base_url is an address such as “https://example.org”.", "base_url")

    def _check_languages(self, config: Config) -> None:
        for tag in config.all_languages:
            if not _TAG.fullmatch(tag):
                key = "source_language" if tag == config.source_language else "languages"
                raise self._wrong("“{tag}” is not a language tag such as “sv” or “pt-BR”.", key, (("tag", tag),))
        if len({tag.lower() for tag in config.all_languages}) < len(config.all_languages):
            template = "a language stands twice. Remove one; the source language is not in languages."
            raise self._wrong(template, "languages")

    def _check_accent(self, accent: str) -> None:
        """Links in this colour have to be readable (WCAG 2.2, 1.4.3); if they are not, the nearest that can be read is said."""
        if not accent:
            return
        if not colour.is_colour(accent):
            raise self._wrong("“{colour}” is not a colour such as “#0b7a75”.", "theme.accent", (("colour", accent),))
        found = colour.contrast(accent, colour.PAPER)
        if found < colour.AA:
            template = (
                "links in “{colour}” cannot be read: the contrast with white is {found}:1, and {least}:1 is needed. "
                "The nearest colour that has it is “{nearest}”."
            )
            values = (("colour", accent), ("found", f"{found:.2f}"), ("least", f"{colour.AA}"))
            nearest = colour.nearest(accent, colour.PAPER, colour.AA)
            raise self._wrong(template, "theme.accent", (*values, ("nearest", nearest)))


def place(text: str, path: str, key: str) -> Location:
    """Where `key` (`title`, `publish.threshold`) is set in the settings; the file alone if it cannot be found."""
    table, _, name = (("tool.syntolk." if path.endswith("pyproject.toml") else "") + key).rpartition(".")
    inside, start = not table, 0
    for line in text.splitlines(keepends=True):
        header = _HEADER.match(line)
        if header:
            opened = re.sub(r"[\s\"']", "", header[1])
            inside = opened == table
            if opened == f"{table}.{name}".lstrip("."):
                return _at(text, path, start + line.index("[") + 1)
        found = re.match(rf"""[ \t]*["']?{re.escape(name)}["']?[ \t]*[=.]""", line) if inside else None
        if found:
            return _at(text, path, start + len(line) - len(line.lstrip()))
        start += len(line)
    loose = re.search(rf"""(?<![\w-])["']?{re.escape(name)}["']?[ \t]*=""", text)
    return _at(text, path, loose.start()) if loose else Location(path)


def comment(text: str, path: str, key: str) -> str:
    """What the comment on the line of a setting says; empty where there is none, or no word in it."""
    line = place(text, path, key).line
    written = text.splitlines()[line - 1] if line else ""
    said = _QUOTED.sub("", written).partition("#")[2].strip()
    return said if any(map(str.isalpha, said)) else ""


def _at(text: str, path: str, offset: int) -> Location:
    return Location(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
