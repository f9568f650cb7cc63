"""What a field or a page type that nobody knows was likely meant to be called.

Any page may have fields of its own, for other tools. So only likely slips are said: a known name written otherwise, one letter
wrong in it, or its Swedish name; and only where the page does not have the known field as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

TYPES = ("area", "contact", "event", "glossary", "news", "page", "publication", "search", "section", "start")
"""The page types of the packaged theme."""
_SWEDISH = {
    "avsändare": "contact", "beskrivning": "description", "datum": "date", "epost": "email", "färg": "colour",
    "kontakt": "contact", "läsare": "audience", "menytitel": "menu_title", "målgrupp": "audience", "område": "area",
    "ordning": "order", "plats": "place", "roll": "role", "rubrik": "title", "sidtyp": "type", "slutdatum": "end_date",
    "telefon": "phone", "titel": "title", "typ": "type", "utkast": "draft",
}  # fmt: skip
"""What a Swedish editor calls the fields."""
_SWEDISH_TYPES = {
    "aktuellt": "news", "evenemang": "event", "kalender": "event", "kontakt": "contact", "kontaktperson": "contact", "nyhet": "news",
    "nyheter": "news", "område": "area", "ordlista": "glossary", "publikation": "publication", "rapport": "publication",
    "sektion": "section", "sida": "page", "startsida": "start",
}  # fmt: skip
_WORDS = frozenset(
    "aerial alias arena aria border borders contract contrast craft date dates drift drifts email emails events graft hone "
    "lace mail models newt odder older orders pace paces page palace pages phones photo places plane planes plate plates prone "
    "publisher purple raft roles rule rules sections shone stark stars starts state symbols tile tiles tithe titles types venue "
    "images pictures event articles areas contacts descriptions slugs drafts colours publications".split()
)
"""Words of their own that are one letter from a known name: other fields, not slips."""
_LONG = 5
"""Letters of a name in which one may be wrong; in a shorter one two may only have changed places."""


def meant_field(name: str, known: Iterable[str], present: Collection[str]) -> tuple[str, bool]:
    """The known field that `name` was likely meant to be, and whether that is sure; empty for a field of its own.

    >>> meant_field("desciption", ["title", "description"], ["title"]), meant_field("Title", ["title"], [])
    (('description', False), ('title', True))
    >>> meant_field("layout", ["title", "date"], []), meant_field("titel", ["title"], ["title"])
    (('', False), ('', False))
    """
    found, sure = _meant(name, sorted(known), _SWEDISH)
    return ("", False) if found in present else (found, sure)


def meant_type(name: str, known: Iterable[str] = TYPES) -> str:
    """The same for a page type.

    >>> meant_type("nyhet"), meant_type("evnet"), meant_type("projekt")
    ('news', 'event', '')
    """
    return _meant(name, sorted(known), _SWEDISH_TYPES)[0]


def _meant(name: str, known: list[str], swedish: dict[str, str]) -> tuple[str, bool]:
    bare = _bare(name)
    for other in known:
        if bare == _bare(other):
            return other, True
    if bare in swedish:
        return swedish[bare], False
    if bare in _WORDS or len(bare) < min(map(len, known), default=0):
        return "", False
    near = [other for other in known if _is_slip(bare, _bare(other))]
    return (near[0], False) if len(near) == 1 else ("", False)


def _bare(name: str) -> str:
    return name.casefold().replace("-", "").replace("_", "").replace(" ", "")


def _is_slip(one: str, other: str) -> bool:
    """Whether `one` is `other` with two neighbours changed, or, in a longer name, one letter too many, too few or wrong."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if left[:2] == right[1::-1] and left[2:] == right[2:]:
        return True
    return len(other) >= _LONG and (left[1:] == right[1:] or left[1:] == right or left == right[1:])
