"""Links within a page: notes, whatever program has numbered them, and the places that other links lead to."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from pipeline.importers.writing import HEADINGS, OF_NOTE, is_gone
from pipeline.patterns import expression

_WITHIN = re.compile(r"^#.")
_NUMBER = expression(r"[\[(]?(?:\d{1,3}|[ivxlc]{1,5}|[a-zA-Z]|\*{1,3}|[†‡])[\])]?")
"""What a reference to a note says."""
_PLAIN = expression(r"[\w.:-]+")
"""A name that a heading can have behind `#`."""


def gather_notes(soup: Tag) -> None:
    """Have notes be those that a document of Word has: a note is where a number leads to, further down, and leads back to it.

    What leads there from a table stays a link: in HTML there are no references.
    """
    places = _places(soup)
    order = {id(one): number for number, one in enumerate(soup.find_all(True))}
    notes: dict[int, tuple[str, Tag]] = {}
    for link in soup.find_all("a", href=_WITHIN):
        name = "" if is_gone(link) else str(link["href"])[1:]
        place = places.get(name)
        if place is None or OF_NOTE.fullmatch(name) or not _NUMBER.fullmatch(link.get_text(strip=True)):
            continue
        term = place if place.name == "dt" else place.find_parent("dt")
        body = term.find_next_sibling("dd") if term is not None else _around(place)
        if body is None or order[id(body)] < order[id(link)] or link.find_parent(["table", "pre", "code"]) is not None:
            continue
        if id(body) not in notes:
            beside = [*(term.find_all("a", href=_WITHIN) if term else ()), *body.find_all("a", href=_WITHIN)]
            back = next((one for one in beside if _is_at(link, places.get(str(one["href"])[1:]))), None)
            if back is None or body.get_text(strip=True) == back.get_text(strip=True):
                continue
            if term is None:
                _without(back)
            else:
                term.decompose()
            notes[id(body)] = (f"footnote-{len(notes) + 1}", body)
        _refer(link, notes[id(body)][0])
    if notes:
        _put_last(soup, [*notes.values()])


def _put_last(soup: Tag, notes: list[tuple[str, Tag]]) -> None:
    """Put notes at the end, without the lines before them, which the theme draws."""
    every = BeautifulSoup("", "html.parser").new_tag("ol")
    for name, body in notes:
        line = body.find_previous(["hr", "p", "li"])
        if line is not None and line.name == "hr":
            line.decompose()
        item = BeautifulSoup("", "html.parser").new_tag("li", id=name)
        body.replace_with(item)
        item.extend([body] if body.name == "p" else [*body.contents])
        every.append(item)
    soup.append(every)


def keep_places(soup: Tag) -> None:
    """Have headings and texts that links of the page lead to keep their names; nobody needs others."""
    wanted = {str(link["href"])[1:] for link in soup.find_all("a", href=_WITHIN)}
    places = {name: place for name, place in _places(soup).items() if not OF_NOTE.fullmatch(name)}
    for place in places.values():
        del place["id"]
    for name in sorted(places.keys() & wanted):
        heading = _heading(places[name]) if _PLAIN.fullmatch(name) else None
        if heading is not None and not heading.get("id"):
            heading["id"] = name
        elif _PLAIN.fullmatch(name):
            _mark(places[name], name)
    for link in soup.find_all("a", href=False):  # It was a place, and nothing more.
        link.unwrap()


def _places(element: Tag) -> dict[str, Tag]:
    """What links may lead to, by name."""
    named = {str(one["name"]): one for one in element.find_all("a", attrs={"name": True})}
    return named | {str(one["id"]): one for one in element.find_all(id=True)}


def _around(place: Tag) -> Tag | None:
    """The block that a place is, or is in."""
    return place if place.name in ("li", "div", "aside") else place.find_parent(["li", "p", "div", "aside"])


def _is_at(link: Tag, place: Tag | None) -> bool:
    """Whether a link is at a place, or as good as."""
    if place is None:
        return False
    near = (link, link.parent, link.previous_sibling, link.next_sibling, *link.find_all(True))
    return any(place is one for one in near) or any(link is one for one in place.find_all("a"))


def _without(back: Tag) -> None:
    """Take the way back out of a note, with the sign around it."""
    above = back.parent
    while (
        above is not None
        and above.name in ("sup", "span", "b")
        and above.get_text(strip=True) == back.get_text(strip=True)
    ):
        back, above = above, above.parent
    after = back.next_sibling
    if isinstance(after, NavigableString):
        after.replace_with(str(after).lstrip())
    back.decompose()


def _refer(link: Tag, name: str) -> None:
    """Have a link to a note be one as Word's documents have it."""
    above = link.parent
    outer = (
        above
        if above is not None and above.name == "sup" and above.get_text(strip=True) == link.get_text(strip=True)
        else link
    )
    new = BeautifulSoup(f'<sup><a href="#{name}">{name}</a></sup>', "html.parser")
    outer.replace_with(*[*new.contents])


def _heading(place: Tag) -> Tag | None:
    """The heading that a place is, is in, or stands right before."""
    above = place if place.name in HEADINGS else place.find_parent(HEADINGS)
    if above is not None:
        return above
    for element in place.next_elements:
        if isinstance(element, Tag) and element.name in (*HEADINGS, "img"):
            return element if element.name in HEADINGS else None
        if isinstance(element, NavigableString) and element.strip():
            return None
    return None


def _mark(place: Tag, name: str) -> None:
    """Put a name where a place is."""
    mark = BeautifulSoup("", "html.parser").new_tag("span", id=name)
    if place.name in ("p", "li", "td", "th", "dd", "dt", "a", "span", "div", "blockquote"):
        place.insert(0, mark)
    elif (text := place.find(["li", "td", "th", "p", "dt"])) is not None:
        text.insert(0, mark)
