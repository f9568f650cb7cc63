"""Front matter: the YAML between `---` and `---` or `...` at the top of a page. The one door to PyYAML.

Most front matter is a few unquoted texts, which need no YAML: then PyYAML, which takes 15 ms to import, is not even loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.language.limits import AUDIENCES
from pipeline.model import FieldValue, Finding, Image, Location, Phrase, Severity, Value
from pipeline.parsing.msgid import CONTROL, one_line
from pipeline.parsing.slips import TYPES, meant_field, meant_type
from pipeline.patterns import expression
from pipeline.web.routes import old_output

if TYPE_CHECKING:
    import yaml

TRANSLATED = ("title", "description", "slug", "menu_title", "role", "place", "picture_alt", "image_alt")
"""The fields that a translator is given; each is the msgctxt of its message."""

_TEXTS = frozenset(
    {*TRANSLATED, "phone", "email", "type", "audience", "area", "contact", "colour", "symbol"}
    | {"picture", "picture_role", "image", "image_role"}
)
"""Fields whose value is what is written: `040` is no octal number, and `no` is not false."""
PICTURES = ("picture", "image")
"""The fields that name a picture of the page. A symbol stands beside the name that it stands for, and is not described."""
_DATES = frozenset({"date", "end_date"})
_SWITCHES = frozenset({"draft", "published"})
KNOWN = _TEXTS | _DATES | _SWITCHES | {"order", "aliases"}
"""Every field that the program reads."""
_ON_OR_OFF = {"true": True, "ja": True, "yes": True, "1": True, "false": False, "nej": False, "no": False, "0": False}
_DAY = expression(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ]+(?:kl\.? *)?(\d\d?)[.:](\d\d)(?::\d\d(?:\.\d+)?)?(?: *(?:[Zz]|[+-]\d\d:?\d\d))?)?\Z"
)
_BLOCK = expression(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = expression(r"""^(["']?)[\w-]+\1[ \t]*:(?:[ \t\n]|$)""", re.MULTILINE)
_SIMPLE = expression(r"([a-z_]+): ([^\W\d_](?:[\w ,.()/–’”“-]*[\w.)])?)\n")
"""A line that YAML reads as it stands: a text that begins with a letter and holds no sign that could mean anything."""
_MEANT = expression(
    r"""(?P<before>(?:\s|<!--(?:[^-]|-(?!->))*+-->|#[ \t][^\n]*\n)*+)(?:---[ \t]*\n(?P<yaml>[\w-]+)[ \t]*:[ \t\n]|\+\+\+[ \t]*\n\s*(?P<toml>[\w-]+)[ \t]*=|\{\s*\n\s*"(?P<json>[\w-]+)"[ \t]*:)"""
)
"""What a file begins with whose author meant front matter, below blank lines, comments or the page's heading too."""
_COMMON = frozenset({"layout", "tags", "categories", "author", "permalink", "lang", "keywords", "weight"})
"""Fields of other programs, which tell front matter from a line and a text below it."""
_NULLS = frozenset({"null", "Null", "NULL"})
_NO_PAIRS = "Front matter is lines of “key: value”."
_NO_TEXT = "a text is wanted here"
_CONTROLS = "a text has no control characters"  # YAML may write them with escapes.
_TOO_CLEVER = "aliases, tags and deep nesting have no use here"
_DEEPEST = 20
_SHORT = 2_000
"""Characters in which nothing can be nested so deeply that libyaml, which calls itself for each level, has no stack left."""
_NO_SWITCH = "true or false is wanted here"
_NO_AUDIENCE = "easy, public or specialist is wanted here"
_NO_ADDRESS = "an old address of the page is wanted here, such as /old/address/, or a list of them in [brackets]"
_NO_DAY = "a day is written as 2026-11-23, and with a time as 2026-11-23 18:30"
_REASONS = frozenset(
    {
        _NO_TEXT,
        _CONTROLS,
        _NO_AUDIENCE,
        _NO_ADDRESS,
        _NO_DAY,
        _NO_SWITCH,
        _TOO_CLEVER,
        "mapping values are not allowed in this context",
        "did not find expected key",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "could not find expected ':'",
        "found unexpected end of stream",
        "found character that cannot start any token",
        "found a tab character that violates indentation",
        "found undefined alias",
        "block sequence entries are not allowed in this context",
        "control characters are not allowed",
        "month must be in 1..12",
        "day is out of range for month",
    }
)
"""What libyaml and the calendar say most often, word for word, so that it can be translated."""


class FrontMatter(NamedTuple):
    """What stands above the body of a page."""

    meta: Mapping[str, Value]
    """Values by key, in the order of the file; of a key that stands twice the first."""
    places: Mapping[str, tuple[int, int]]
    """1-based line and column of each value in the file."""
    end: int
    """Index in the text where the body begins."""
    findings: tuple[Finding, ...]
    """`front-matter-invalid`, `front-matter-duplicate-key`, `front-matter-unknown` and `page-type-unknown`."""


def read(text: str, path: str, language: str) -> FrontMatter:
    """The front matter of `text` (its line ends are normalised). What cannot be read is a finding and no value.

    A `---` above something that has no `key:` is a thematic break, as CommonMark has it.
    """
    block = _BLOCK.match(text)
    if not block or not (_KEY.search(block["yaml"]) or not block["yaml"].strip()):
        return FrontMatter({}, {}, 0, () if block else tuple(_shown(text, path, language)))
    found = _simple(block) or _parsed(block, path, language)
    kind = found.meta.get("type")
    if kind is None or kind in TYPES or not isinstance(kind, str) or not (meant := meant_type(kind)):
        return found
    values = (("type", kind), ("meant", meant))
    place = Location(path, *found.places["type"])
    slip = Finding(
        "page-type-unknown",
        "warning",
        "There is no page type “{type}”, so the page looks like any other. Was “{meant}” meant?",
        place,
        language,
        values,
        meant,
    )
    return found._replace(findings=(*found.findings, slip))


def _shown(text: str, path: str, language: str) -> Iterator[Finding]:
    """A finding for front matter that is none here, so that visitors read it."""
    found = _MEANT.match(text)
    if found is None:
        return
    values: tuple[tuple[str, FieldValue], ...] = ()
    if not found["yaml"]:
        said = "This is front matter in {format}, and shown as text. Write it between two lines of ---, as lines of “key: value”. Hugo does that for a whole site: hugo convert toYAML."
        values = (("format", "TOML" if found["toml"] else "JSON"),)
    elif found["yaml"] not in KNOWN | _COMMON:
        return
    elif found["before"]:
        said = "Front matter begins on the first line of the file, with nothing before ---. This is shown as text."
    else:
        said = "The front matter has no end, so it is shown as text. Write --- on a line of its own below it."
    place = Location(path, found["before"].count("\n") + 1, 1)
    yield Finding("front-matter-invalid", "error", said, place, language, values)


def pictures(front: FrontMatter, path: str) -> tuple[Image, ...]:
    """The pictures that the front matter names. What describes one stands in `…_alt`; `…_role` says that nothing has to."""
    found = []
    for key in PICTURES:
        src, words = front.meta.get(key), front.meta.get(f"{key}_alt")
        if isinstance(src, str) and src:
            decorative = front.meta.get(f"{key}_role") in ("presentation", "none")
            alt = words if isinstance(words, str) else ""
            found.append(Image(src, alt, decorative=decorative, location=Location(path, *front.places[key])))
    return tuple(found)


def _simple(block: re.Match[str]) -> FrontMatter | None:
    """The front matter in `block` where it is nothing but unquoted texts, each under another known key; else None."""
    meta: dict[str, Value] = {}
    places: dict[str, tuple[int, int]] = {}
    lines = block["yaml"]
    position = 0
    while line := _SIMPLE.match(lines, position):
        key, value = line.groups()
        if key in meta or key not in _TEXTS or value in _NULLS or key == "audience":
            return None
        meta[key] = value
        places[key] = (len(places) + 2, len(key) + 3)
        position = line.end()
    return FrontMatter(meta, places, block.end(), ()) if position == len(lines) else None


def _parsed(block: re.Match[str], path: str, language: str) -> FrontMatter:
    """The front matter in `block`, whatever it is."""
    import yaml

    meta: dict[str, Value] = {}
    places: dict[str, tuple[int, int]] = {}
    findings: list[Finding] = []

    def found(rule: str, template: str, mark: yaml.Mark | None, **values: FieldValue) -> None:
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        findings.append(Finding(rule, "error", template, Location(path, line, column), language, tuple(values.items())))

    unknown: list[tuple[str, yaml.Mark]] = []
    loader = None
    try:
        _refuse_tricks(block["yaml"])
        loader = _loader()(block["yaml"])
        root = loader.get_single_node()
        for key_node, node in _pairs(root):
            if not isinstance(key_node, yaml.ScalarNode):
                found("front-matter-invalid", _NO_PAIRS, key_node.start_mark)
                continue
            key = str(key_node.value)
            if key in meta:
                found(
                    "front-matter-duplicate-key",
                    "“{key}” stands twice in the front matter; the first one counts. Remove one of them.",
                    key_node.start_mark,
                    key=key,
                )
                continue
            try:
                meta[key] = _read(key, node, loader)
            except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
                found(
                    "front-matter-invalid",
                    "The value of “{key}” cannot be read: {reason}. Correct it, or put it in quotes.",
                    node.start_mark,
                    key=key,
                    reason=_reason(error),
                )
                continue
            if key not in KNOWN and isinstance(node, yaml.ScalarNode):
                unknown.append((key, key_node.start_mark))
            quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
            places[key] = (node.start_mark.line + 2, node.start_mark.column + 1 + quoted)
        if root is not None and not isinstance(root, yaml.MappingNode):
            found("front-matter-invalid", _NO_PAIRS, root.start_mark)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found(
            "front-matter-invalid",
            "The front matter cannot be read: {reason}. A value that holds a colon or begins with a special character goes in quotes.",
            getattr(error, "problem_mark", None),
            reason=_reason(error),
        )
    finally:
        findings += _slips(unknown, meta, path, language)
        if loader is not None:
            loader.dispose()
    return FrontMatter(meta, places, block.end(), tuple(findings))


def _slips(
    unknown: Iterable[tuple[str, yaml.Mark]], meta: Mapping[str, Value], path: str, language: str
) -> Iterator[Finding]:
    """The fields that are likely known ones, misspelt."""
    for key, mark in unknown:
        meant, sure = meant_field(key, KNOWN, meta)
        if meant:
            place, values = Location(path, mark.line + 2, mark.column + 1), (("key", key), ("meant", meant))
            severity: Severity = "warning" if sure else "review"
            yield Finding(
                "front-matter-unknown",
                severity,
                "“{key}” is no field that the site knows, so nothing comes of it. Was “{meant}” meant?",
                place,
                language,
                values,
                meant,
            )


def _loader() -> Any:
    """The loader: libyaml's where PyYAML was built with it."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _refuse_tricks(text: str) -> None:
    """Raise `ValueError` for what no page needs and what makes YAML explode: aliases, tags, deep nesting."""
    if len(text) < _SHORT and not any(sign in text for sign in "[{&*!"):
        return
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=_loader()):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or (tag and tag != "!") or depth > _DEEPEST:
            raise ValueError(_TOO_CLEVER)


def _pairs(root: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    import yaml

    return root.value if isinstance(root, yaml.MappingNode) else []


def _reason(error: Exception) -> FieldValue:
    text = str(getattr(error, "problem", None) or error).splitlines()[0]
    return Phrase(text) if text in _REASONS else text


def _read(key: str, node: yaml.Node, loader: Any) -> Value:
    """The value of a field. Raises `ValueError` or `TypeError` for one that a page cannot use."""
    import yaml

    if isinstance(node, yaml.ScalarNode) and CONTROL.search(node.value):
        raise ValueError(_CONTROLS)
    if key in _TEXTS:
        return _audience(_text(node)) if key == "audience" else _text(node)
    value = _value(loader.construct_object(node, deep=True))
    if key == "aliases":
        return _addresses(value)
    if key in _SWITCHES and value is not None and not isinstance(value, bool):
        return _switch(str(value))
    if key not in _DATES or value is None or isinstance(value, date):
        return value
    day = _DAY.match(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(_NO_DAY)
    year, month, number, hour, minute = (int(part or 0) for part in day.groups())
    return _moment(datetime(year, month, number, hour, minute))  # noqa: DTZ001 - the clock of the place where it is read


def _moment(value: datetime) -> date:
    """`value` as the clock on the wall shows it; a day alone at midnight, which other programs write for no time."""
    wall = value.replace(second=0, microsecond=0, tzinfo=None)
    return wall if wall.time() != time.min else wall.date()


def _switch(value: str) -> bool:
    """What a person meant who did not write `true` or `false`: a draft that is published cannot be taken back."""
    if value.strip().casefold() not in _ON_OR_OFF:
        raise ValueError(_NO_SWITCH)
    return _ON_OR_OFF[value.strip().casefold()]


def _addresses(value: Value) -> Value:
    """The old addresses of a page."""
    if value is None:
        return None
    every = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(one, str) and old_output(one) for one in every):
        raise ValueError(_NO_ADDRESS)
    return tuple(dict.fromkeys(every))


def _audience(value: str | None) -> str | None:
    """For whom the page is."""
    if value is None or (audience := value.casefold()) in AUDIENCES:
        return value and audience
    raise ValueError(_NO_AUDIENCE)


def _text(node: yaml.Node) -> str | None:
    """The words of a translated field as they are written: `title: 2026` is a text, not a number."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        raise TypeError(_NO_TEXT)
    words = str(node.value).strip()
    return None if node.tag.endswith(":null") else one_line(words) if "\n" in words else words


def _value(value: object) -> Value:
    """A frozen value of what YAML gave; mappings of other tools become pairs."""
    if isinstance(value, datetime):
        return _moment(value)
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    if isinstance(value, dict):
        return tuple((str(key), _value(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple | set):
        return tuple(_value(item) for item in value)
    return str(value)
