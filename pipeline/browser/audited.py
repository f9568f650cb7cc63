"""What a browser saw of a site → findings: what it saw in several states, or on many pages, is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Literal, NamedTuple

from pipeline.browser.audit_rules import PREFIX, by_id
from pipeline.language.excerpt import excerpt
from pipeline.model import FieldValue, Finding, Location, Phrase, Severity
from pipeline.report import RuleText

Scheme = Literal["light", "dark"]
_HEAVY = frozenset({"critical", "serious"})
_LAW = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"})
_ELEMENT = 160
"""Characters of an element's HTML that a person is shown."""


class State(NamedTuple):
    """How a page is looked at."""

    scheme: Scheme
    """Its colours."""
    width: int
    """Of the screen, in pixels."""


STATES = (State("light", 1280), State("dark", 1280), State("dark", 320), State("light", 320))
"""Every page is looked at in these, in this order: colours change more cheaply than widths."""


class Sight(NamedTuple):
    """One thing that was seen on one page in one state."""

    rule: str
    """Id of the rule, as findings have it."""
    page: str
    """Path of the built page."""
    state: State | None = None
    """None where it does not depend on one."""
    detail: str = ""
    """What the page told of it."""
    selector: str = ""
    """Where the element stands."""
    html: str = ""
    """The beginning of the element."""
    text: tuple[str, ...] = ()
    """What can be read in it; to find it in the source."""
    shared: bool = False
    """Whether it belongs to the frame of the page rather than to its content."""
    review: bool = False
    """Whether axe-core leaves it to a person."""
    impact: str = ""
    """axe-core's."""
    tags: frozenset[str] = frozenset()
    """axe-core's."""
    help: str = ""
    """What axe-core's rule asks for."""
    url: str = ""
    """Its page."""


class Place(NamedTuple):
    """Where a page is edited."""

    path: str
    """The source, or the built page where there is none."""
    language: str
    """Of the page (BCP 47)."""


Where = Callable[[str, tuple[str, ...]], Location]
"""(built page, text of the element) → where an editor finds it."""


def findings(sights: Iterable[Sight], places: Mapping[str, Place], where: Where) -> tuple[Finding, ...]:
    """The findings, by path and line. `places` has each built page."""
    by_element: dict[tuple[str, str, str, str], list[Sight]] = {}
    for sight in sights:
        thing = (sight.page, sight.rule, sight.selector, sight.detail if not sight.selector else "")
        by_element.setdefault(thing, []).append(sight)
    alike: dict[tuple[str, ...], list[list[Sight]]] = {}
    for (page, rule, selector, _), seen in by_element.items():
        first = _worst(seen)
        key: tuple[str, ...] = (rule, page, selector, first.detail)
        if first.shared:
            key = (rule, first.html, str(first.review))  # What is in the frame of every page is one thing to mend.
        elif first.review:
            key = (
                rule,
                page,
                first.detail,
            )  # One thing for a person to look at, such as a table whose background axe-core cannot see.
        alike.setdefault(key, []).append([one for one in seen if one.review == first.review])
    return tuple([_finding(group, places, where) for group in alike.values()])


def order(finding: Finding) -> tuple[object, ...]:
    """The order of findings: by path and line."""
    return (*finding.location, finding.rule, finding.message)


def rules(sights: Iterable[Sight]) -> Iterator[RuleText]:
    """What axe-core's rules say, those that have found something, each once."""
    seen: dict[str, Sight] = {}
    for sight in sights:
        if sight.rule.startswith(PREFIX):
            seen.setdefault(sight.rule, sight)
    for rule, sight in sorted(seen.items()):
        yield RuleText(rule, _severity(sight._replace(review=False)), sight.help, (sight.url,))


def _worst(seen: Sequence[Sight]) -> Sight:
    """The first that is sure, else the first."""
    return next((sight for sight in seen if not sight.review), seen[0])


def _severity(sight: Sight) -> Severity:
    """An error is what breaks a level that the law asks for, and stands in somebody's way."""
    own = by_id(sight.rule)
    if own is not None:
        return own.rule.severity
    if sight.review:
        return "review"
    return "error" if sight.impact in _HEAVY and sight.tags & _LAW else "warning"


def _finding(group: Sequence[Sequence[Sight]], places: Mapping[str, Place], where: Where) -> Finding:
    """The finding that is made of one thing, seen on one page or more."""
    sight = group[0][0]
    pages = len({seen[0].page for seen in group})
    element = Phrase("In {html}.", (("html", excerpt(sight.html, _ELEMENT)),)) if sight.html else None
    said = (_problem(sight), element, _states({one.state for seen in group for one in seen}))
    values: tuple[tuple[str, FieldValue], ...] = (("problem", _joined(part for part in said if part)),)
    template = "{problem}"
    if pages > 1:
        template = "{problem} The same on {pages} pages."
        values = (*values, ("pages", pages))
    elif len(group) > 1:
        template = "{problem} The same of {elements} elements on this page."
        values = (*values, ("elements", len(group)))
    language = places[sight.page].language
    return Finding(sight.rule, _severity(sight), template, where(sight.page, sight.text), language, values)


def _problem(sight: Sight) -> Phrase:
    own = by_id(sight.rule)
    detail = sight.detail.rstrip(".")
    if own is not None:
        return own.said._replace(values=(("detail", detail),)) if "{detail}" in own.said.template else own.said
    values = (("help", Phrase(sight.help)), ("detail", detail))
    return Phrase("{help} (axe-core): {detail}." if detail else "{help} (axe-core).", values)


def _states(states: set[State | None]) -> Phrase | None:
    """In which states alone it was seen; None where it does not depend on them."""
    known = [state for state in STATES if state in states]
    if not known or len(known) == len(STATES):
        return None
    for scheme in ("light", "dark"):
        if known == [state for state in STATES if state.scheme == scheme]:
            return Phrase("Only in light colours.") if scheme == "light" else Phrase("Only in dark colours.")
    for width in {state.width for state in STATES}:
        if known == [state for state in STATES if state.width == width]:
            return Phrase("Only at a width of {width} pixels.", (("width", width),))
    named = [
        Phrase("Light, {width} pixels wide.", (("width", state.width),))
        if state.scheme == "light"
        else Phrase("Dark, {width} pixels wide.", (("width", state.width),))
        for state in known
    ]
    return _joined(named)


def _joined(parts: Iterable[Phrase]) -> Phrase:
    """Sentences, one after the other."""
    return reduce(lambda first, second: Phrase("{first} {second}", (("first", first), ("second", second))), parts)
