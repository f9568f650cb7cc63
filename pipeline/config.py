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
from pipeline.model import Location
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
    config: Config = _fill(Config(), data, text, path, "")
    if not config.title.strip():
        raise ConfigError("title is the name of the site: it may not be empty.", place(text, path, "title"))
    for tag in config.all_languages:
        if not _TAG.fullmatch(tag):
            key = "source_language" if tag == config.source_language else "languages"
            template = "“{tag}” is not a language tag such as “sv” or “pt-BR”."
            raise ConfigError(template, place(text, path, key), (("tag", tag),))
    if len({tag.lower() for tag in config.all_languages}) < len(config.all_languages):
        raise ConfigError(
            "a language stands twice. Remove one; the source language is not in languages.",
            place(text, path, "languages"),
        )
    if not 0 <= config.publish.threshold <= 100:
        raise ConfigError("threshold is a percentage, 0–100.", place(text, path, "publish.threshold"))
    for name in config.spelling.dictionaries:
        if not DICTIONARY.fullmatch(name):
            template = "“{name}” is not the name of a dictionary such as “sv_SE”."
            raise ConfigError(template, place(text, path, "spelling.dictionaries"), (("name", name),))
    for name in config.images.read_text:
        if name not in READABLE:
            values = (("language", name), ("valid", ", ".join(READABLE)))
            template = "text in pictures is not read in “{language}”. Valid: {valid}."
            raise ConfigError(template, place(text, path, "images.read_text"), values)
    _check_accent(config.theme.accent, place(text, path, "theme.accent"))
    if config.po.references not in ("path", "line"):
        raise ConfigError("references is “path” or “line”.", place(text, path, "po.references"))
    if not (config.po.wrap == 0 or config.po.wrap >= NARROWEST):
        template = "wrap is 0 (no wrapping), or a number of columns, at least {least}."
        raise ConfigError(template, place(text, path, "po.wrap"), (("least", NARROWEST),))
    name, valid = fault(config.images)
    if name:
        values = (("key", f"images.{name}"), ("valid", valid))
        raise ConfigError("“{key}” can be: {valid}.", place(text, path, f"images.{name}"), values)
    if config.base_url and not re.fullmatch(r"https?://[^\s?#/\[\]]+(/[^\s?#]*)?", config.base_url):
        raise ConfigError("base_url is an address such as “https://example.org”.", place(text, path, "base_url"))
    return config


def _check_accent(accent: str, location: Location) -> None:
    """Raise `ConfigError` where links in this colour could not be read (WCAG 2.2, 1.4.3), with the nearest that can be."""
    if not accent:
        return
    if not colour.is_colour(accent):
        template = "“{colour}” is not a colour such as “#0b7a75”."
        raise ConfigError(template, location, (("colour", accent),))
    found = colour.contrast(accent, colour.PAPER)
    if found < colour.AA:
        template = (
            "links in “{colour}” cannot be read: the contrast with white is {found}:1, and {least}:1 is needed. "
            "The nearest colour that has it is “{nearest}”."
        )
        values = (("colour", accent), ("found", f"{found:.2f}"), ("least", f"{colour.AA}"))
        nearest = colour.nearest(accent, colour.PAPER, colour.AA)
        raise ConfigError(template, location, (*values, ("nearest", nearest)))


def _fill(default: Any, data: Mapping[str, Any], text: str, path: str, prefix: str) -> Any:
    """`default` with the values of `data`, each checked against the default's type."""
    known = {f.name: f for f in fields(default)}
    settings: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in known:
            raise _unknown(text, path, prefix, key, known)
        like = getattr(default, name)
        if name == "rules":
            settings[name] = _levels(value, text, path)
        elif name == "sections":
            settings[name] = _sections(value, text, path, f"{prefix}{key}")
        elif hasattr(like, "__dataclass_fields__") and isinstance(value, dict):
            settings[name] = _fill(like, value, text, path, f"{prefix}{key}.")
        elif isinstance(like, bool) and isinstance(value, bool):
            settings[name] = value
        elif (
            isinstance(like, tuple)
            and isinstance(value, list)
            and all(type(v) is type(like[0] if like else "") for v in value)
        ):
            settings[name] = tuple(value)
        elif (
            isinstance(like, int | float) and isinstance(value, int | float) and bool not in (type(like), type(value))
        ) or (isinstance(like, str) and isinstance(value, str)):
            settings[name] = value
        else:
            raise ConfigError(_wanted(like), place(text, path, prefix + key), (("key", prefix + key),))
        if isinstance(default, Profile) and isinstance(value, int | float) and not 0 < value < math.inf:
            raise ConfigError("a limit is a number over 0.", place(text, path, prefix + key))
    if settings.get("catalogues", "section") not in ("section", "page", "site"):
        raise ConfigError("catalogues is “section”, “page” or “site”.", place(text, path, "catalogues"))
    return replace(default, **settings)


def _unknown(text: str, path: str, prefix: str, key: str, known: Iterable[str]) -> ConfigError:
    values = (("key", prefix + key), ("valid", ", ".join(prefix + name for name in known)))
    return ConfigError("unknown setting “{key}”. Valid: {valid}.", place(text, path, prefix + key), values)


def _sections(value: Any, text: str, path: str, key: str) -> Mapping[str, Section]:
    """The limits by section."""
    if not isinstance(value, dict):
        raise ConfigError("“{key}” has to be a table: [{key}].", place(text, path, key), (("key", key),))
    return {pattern: _section(own, text, path, f"{key}.{pattern}") for pattern, own in value.items()}


def _section(value: Any, text: str, path: str, key: str) -> Section:
    """What is said of the pages below one pattern."""
    if not isinstance(value, dict):
        raise ConfigError("“{key}” has to be a table: [{key}].", place(text, path, key), (("key", key),))
    audience = value.get("audience", "public")
    if audience not in AUDIENCES:
        valid = ", ".join(AUDIENCES)
        raise ConfigError("audience is one of {valid}.", place(text, path, f"{key}.audience"), (("valid", valid),))
    own = {name: number for name, number in value.items() if name != "audience"}
    names = [f.name for f in fields(Profile)]
    for name in own:
        if name not in names:
            raise _unknown(text, path, f"{key}.", name, ["audience", *names])
    _fill(Profile(), own, text, path, f"{key}.")
    return Section(audience, own)


def _wanted(like: object) -> str:
    """What to say of a value that is not of the kind of `like`."""
    if hasattr(like, "__dataclass_fields__"):
        return "“{key}” has to be a table: [{key}]."
    if isinstance(like, tuple):
        return (
            "“{key}” has to be a list of numbers."
            if like and isinstance(like[0], int)
            else "“{key}” has to be a list of texts."
        )
    if isinstance(like, bool):
        return "“{key}” has to be true or false."
    return "“{key}” has to be a text." if isinstance(like, str) else "“{key}” has to be a number."


def _levels(value: Any, text: str, path: str) -> Mapping[str, Level | Mapping[str, Level]]:
    valid = get_args(Level)
    if not isinstance(value, dict):
        raise ConfigError("“rules” has to be a table: [rules].", place(text, path, "rules"))
    for rule, level in value.items():
        levels = level.values() if isinstance(level, dict) else [level]
        if not all(one in valid for one in levels):
            template = "the severity of “{rule}” has to be one of {valid}."
            raise ConfigError(
                template, place(text, path, f"rules.{rule}"), (("rule", rule), ("valid", ", ".join(valid)))
            )
    return value


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
