"""What templates are given: a page, the site around it, its menu, its cards (`view`), made of entries and editions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from markupsafe import Markup

from pipeline.images import Size
from pipeline.language.locale import own_name
from pipeline.language.tags import direction
from pipeline.site import LAST, Edition, Entry, newest
from pipeline.termbase.glossary import Glossary, groups
from pipeline.web import feed, search
from pipeline.web.filling import Filler, Surroundings
from pipeline.web.html import fill
from pipeline.web.routes import HOME
from pipeline.web.view import (
    Alternate,
    Area,
    Card,
    Contact,
    GlossaryGroup,
    MenuItem,
    PageView,
    Search,
    SearchGroup,
    SiteView,
    Text,
)

_LATEST = 5

_MOST = 50
"""Pages that a menu shows at most. Nobody reads a longer one, and a site of long ones grows with the square of its pages."""
_NEAR = 5
"""Pages before and after the visitor's that are shown of a longer one."""


class Views:
    """The views of one language."""

    def __init__(self, around: Surroundings, language: str) -> None:
        self._around = around
        self._edition = around.editions[language]
        self.footer = tuple(path.lstrip("/") for path in around.config.theme.footer)
        """The pages that are linked to at the foot of each page."""
        self.areas = {
            e.path.rpartition("/")[2].removesuffix(".md"): e for e in self._edition.entries.values() if e.type == "area"
        }
        """The pages of areas, by name."""
        self._direction = direction(language)
        self._marks = {tag: _marks(tag, language) for tag in around.editions}
        first, self._more = self._first_level()
        self.below = self._menus(first)
        """The pages below each page as nobody stands on any of them."""
        self._places = {
            above: {item.href: place for place, item in enumerate(items)} for above, items in self.below.items()
        }
        """Which of them has which address."""
        self._trails: dict[tuple[str, ...], tuple[MenuItem, ...]] = {}

    def page(self, entry: Entry, body: str, has_heading: bool) -> PageView:
        """What a template is given of a page."""
        edition, path = self._edition, entry.path
        trail = edition.trail(path)
        return PageView(
            path=path,
            type=entry.type,
            language=edition.language,
            direction=self._direction,
            title=entry.title,
            heading=None if has_heading else entry.title,
            description=entry.description,
            body=Markup(body),  # noqa: S704 - every part of it was escaped or sanitised when it was made
            href=edition.href(path),
            url=edition.url(path),
            date=_shown(entry.date),
            end_date=_shown(entry.end_date),
            place=entry.place,
            area=self._area(entry),
            contact=self._contact(path if entry.type == "contact" else entry.contact),
            breadcrumbs=self._linked(trail),
            menu=self._menu(HOME, [*trail[1:], path] if path != HOME else []),
            children=tuple(self._card(edition.entries[child]) for child in edition.family.get(path, ())),
            more=self._more if path == HOME else (),
            alternates=tuple(self._alternates(path)),
            partial=entry.translated < 1,
            translated=entry.translated,
        )

    def _first_level(self) -> tuple[Sequence[str], tuple[MenuItem, ...]]:
        """The pages below the front page that stand in the main menu, and those that it has no room for.

        Those that are linked elsewhere are neither. Of a long level sections stand there, and pages that somebody has given a place.
        """
        edition = self._edition
        aside = {*self.footer, search.page_of(edition)}
        paths = [path for path in edition.family.get(HOME, ()) if path.endswith(f"/{HOME}") or path not in aside]
        if len(paths) <= _MOST:
            return paths, ()
        chosen = [path for path in paths if path.endswith(f"/{HOME}") or edition.entries[path].order < LAST][:_MOST]
        shown = {*chosen}
        return chosen, self._items(path for path in paths if path not in shown)

    def _menus(self, first: Sequence[str]) -> dict[str, tuple[MenuItem, ...]]:
        """The pages below each page as nobody stands on any of them; `first` are those of the first level."""
        family = self._edition.family
        return {above: self._items(first if above == HOME else paths) for above, paths in family.items()}

    def _items(self, paths: Iterable[str]) -> tuple[MenuItem, ...]:
        """Pages as links, by their names in menus."""
        entries, href = self._edition.entries, self._edition.href
        return tuple(MenuItem(entries[path].menu_title, href(path)) for path in paths)

    def _linked(self, trail: tuple[str, ...]) -> tuple[MenuItem, ...]:
        """A trail as links; neighbours share theirs."""
        if trail not in self._trails:
            self._trails[trail] = self._items(trail)
        return self._trails[trail]

    def whole(self, page: PageView) -> PageView:
        """`page` with all pages beside it in its menu, however many."""
        trail = [*self._edition.trail(page.path)[1:], page.path]
        return page._replace(menu=self._menu(HOME, trail, whole=True))

    def _menu(self, above: str, trail: Sequence[str], *, whole: bool = False) -> tuple[MenuItem, ...]:
        """The pages below `above`, with the way down `trail` opened; the last of it is where the visitor is.

        Of a long section it has some, but beside the visitor's page all, if they are wanted as a `whole`.
        """
        items = self.below.get(above, ())
        long = above != HOME and len(items) > _MOST and not (whole and len(trail) == 1)
        if not trail:
            return () if long else items  # The page itself lists them.
        place = self._places.get(above, {}).get(self._edition.href(trail[0]))
        if place is None:
            return items
        opened = items[place]._replace(
            current=len(trail) == 1, open=True, children=self._menu(trail[0], trail[1:], whole=whole)
        )
        first, last = (max(place - _NEAR, 0), place + _NEAR + 1) if long else (0, len(items))
        return (*items[first:place], opened, *items[place + 1 : last])

    def _alternates(self, path: str) -> Iterable[Alternate]:
        for language, edition in self._around.editions.items():
            if HOME not in edition.entries:
                continue
            entry = edition.entries.get(path)
            yield Alternate(
                language,
                own_name(language),
                edition.href(path) if entry else "",
                edition.url(path) if entry else "",
                self._marks[language],
                language == self._edition.language,
                entry is not None,
                entry.translated if entry else 0.0,
            )

    def _area(self, entry: Entry) -> Area | None:
        found = entry if entry.type == "area" else self.areas.get(entry.area)
        if found is None:
            return None
        symbol = self._around.asset(found.symbol) if found.symbol in self._around.assets else ""
        return Area(found.title, self._edition.href(found.path), found.colour, symbol)

    def _contact(self, path: str) -> Contact | None:
        edition = self._published(path)
        if edition is None:
            return None
        entry = edition.entries[path]
        source = self._edition.language == self._around.config.source_language
        phone = entry.phone if source else from_abroad(entry.phone)
        title, role = self._marked(entry.title, edition), self._marked(entry.role, edition)
        return Contact(title, role, phone, dialled(entry.phone), entry.email, edition.href(path))

    def _foot(self) -> Iterable[MenuItem]:
        """What every page leads to, if only in the source language: the law asks for some of it."""
        for path in self.footer:
            if edition := self._published(path):
                yield MenuItem(self._marked(edition.entries[path].menu_title, edition), edition.href(path))

    def _published(self, path: str) -> Edition | None:
        """The edition that has the page at `path`: that of this language, else of the source language; None for neither."""
        source = self._around.editions[self._around.config.source_language]
        return next((edition for edition in (self._edition, source) if path in edition.entries), None)

    def _marked(self, text: Text, edition: Edition) -> Text:
        """A `text` of an edition as it stands on a page of this one."""
        same = edition is self._edition or not text
        return text if same else Text(text.value, edition.language, direction(edition.language))

    def _card(self, entry: Entry) -> Card:
        return Card(
            entry.title,
            entry.description,
            self._edition.href(entry.path),
            entry.type,
            _shown(entry.date),
            _shown(entry.end_date),
            entry.place,
            self._area(entry),
            self._contact(entry.path) if entry.type == "contact" else None,
        )

    def glossary(self, glossary: Glossary, filler: Filler) -> tuple[GlossaryGroup, ...]:
        """What it is given of the terms."""
        definitions = {id: Markup(fill(body, filler)) for id, body in glossary.definitions.items()}  # noqa: S704 - as a body
        return groups(glossary.terms, definitions, self._around.config.all_languages, self._edition.language)

    def site(self, title: Text, glossary: tuple[GlossaryGroup, ...], source_name: str) -> SiteView:
        """What it is given of the site, whose source language is called `source_name`."""
        around, edition, theme = self._around, self._edition, self._around.config.theme
        source = around.config.source_language
        logo = around.sizes.get(theme.logo, Size(0, 0))
        return SiteView(
            title=title,
            source_title=around.config.title,
            language=edition.language,
            source_language=source,
            source_language_name=source_name,
            home=edition.href(HOME),
            stylesheet=around.stylesheet,
            logo=around.asset(theme.logo) if theme.logo in around.assets else "",
            logo_width=logo.width,
            logo_height=logo.height,
            favicon=around.asset(theme.favicon) if theme.favicon in around.assets else "",
            feed=feed.href(edition),
            footer=tuple(self._foot()),
            latest=tuple(self._card(e) for e in newest(edition.entries.values())[:_LATEST]),
            areas=tuple(self._card(e) for e in sorted(self.areas.values(), key=lambda e: (e.order, e.path))),
            contact=self._contact(theme.contact.lstrip("/")),
            glossary=glossary,
            search=self._search(),
        )

    def _search(self) -> Search | None:
        edition, addresses = self._edition, self._around.search
        path = search.page_of(edition)
        if not path or edition.language not in addresses:
            return None
        groups = tuple(
            SearchGroup(
                Text("") if section == HOME else edition.entries[section].menu_title,
                tuple(self._card(edition.entries[below]) for below in pages),
            )
            for section, pages in search.sections(edition)
        )
        title = edition.entries[path].menu_title
        return Search(edition.href(path), title, addresses["script"], addresses[edition.language], groups)


def _shown(moment: datetime | None) -> date | None:
    """A date, with its time if it has one."""
    return moment.date() if moment and moment.time() == time.min else moment


def _marks(language: str, page: str) -> Markup:
    """The attributes for words in `language` on a page in the language `page`."""
    way = direction(language)
    return Markup(' lang="{}"').format(language) + (Markup(' dir="{}"').format(way) if way != direction(page) else "")


def from_abroad(phone: str) -> str:
    """A Swedish telephone number as readers of other languages write it; any other as it is.

    >>> from_abroad("040-628 04 12"), from_abroad("+1 555 0100")
    ('+46 40 628 04 12', '+1 555 0100')
    """
    return f"+46 {phone[1:].replace('-', ' ')}" if phone.startswith("0") and not phone.startswith("00") else phone


def dialled(phone: str) -> str:
    """A Swedish telephone number as it is dialled from anywhere (E.164).

    >>> dialled("040-628 04 12"), dialled("+46 (0)40-628 04 12"), dialled("")
    ('+46406280412', '+46406280412', '')
    """
    abroad = phone.lstrip().startswith(("+", "00"))  # “(0)” is what is left out from there.
    digits = re.sub(r"[^\d+]", "", phone.replace("(0)", "") if abroad else phone)
    return f"+46{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits
