"""What a template sees: one `PageView`, one `SiteView`. Values only; every address is ready to print.

Addresses start at the root of the host (`/en/about-us/`), with the path of `base_url` before them.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from markupsafe import Markup, escape

_THIS, _ABOVE, _NOTHING = Markup(' aria-current="page"'), Markup(' aria-current="true"'), Markup("")


class Text(NamedTuple):
    """A text in the page's language, or one that is still in the source language.

    In a template `{{ text }}` prints it, escaped, in a `<span lang>` where its language differs;
    `{{ text.value }}` prints the bare words and `{{ text.attributes }}` the ` lang="sv"` for an element around it.
    """

    value: str
    """The words, not escaped."""
    language: str = ""
    """BCP 47 tag where it is not the page's language, else empty."""
    direction: str = ""
    """`ltr` or `rtl` where `language` is set."""

    @property
    def attributes(self) -> Markup:
        """`lang` and `dir`, each with a blank before it; empty when the language is the page's."""
        if not self.language:
            return _NOTHING
        return Markup(' lang="{}" dir="{}"').format(self.language, self.direction)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __html__(self) -> str:
        return f"<span{self.attributes}>{escape(self.value)}</span>" if self.language else str(escape(self.value))

    def __str__(self) -> str:
        return self.__html__()


class MenuItem(NamedTuple):
    """A page in a menu or a trail."""

    title: Text
    """Name in the menu."""
    href: str
    """Address."""
    current: bool = False
    """Whether it is this very page."""
    open: bool = False
    """Whether it is this page, or this page lies below it."""
    children: tuple[MenuItem, ...] = ()
    """Pages below it, in menu order; only where it is open."""

    @property
    def attributes(self) -> Markup:
        """`aria-current`, with a blank before it: where the visitor is."""
        return _THIS if self.current else _ABOVE if self.open else _NOTHING


class Alternate(NamedTuple):
    """A page in one of the languages."""

    language: str
    """BCP 47 tag."""
    name: str
    """The language's own name, capitalised as a label of its own: `Svenska`, `English`."""
    href: str
    """Address; empty where this page is withheld."""
    url: str
    """Absolute address; empty without `base_url`, and where this page is withheld."""
    attributes: Markup
    """`lang`, and `dir` where the language runs the other way than this page's, each with a blank before it."""
    current: bool
    """Whether it is the language of this page."""
    available: bool
    """False where the page is withheld in that language, since too little is translated."""
    share: float = 1.0
    """Share of the page's words that are translated to that language, 0–1."""


class Area(NamedTuple):
    """A subject with a colour and a symbol, so that colour is never alone."""

    title: Text
    """Name."""
    href: str
    """Address of its page."""
    colour: str
    """`pink`, `blue`, `green`, `red` …: class `area-<colour>`."""
    symbol: str
    """Address of its symbol (SVG, decorative beside the name), or empty."""


class Contact(NamedTuple):
    """Whom to ask, as a function."""

    title: Text
    """Name of the function."""
    role: Text
    """What they help with."""
    phone: str
    """As it is read: `040-628 04 12`, in other languages `+46 40 628 04 12`; empty when there is none."""
    tel: str
    """As it is dialled: `+46406280412`."""
    email: str
    """E-mail address, or empty."""
    href: str
    """Address of its page."""


class Card(NamedTuple):
    """A page as it is shown in a list."""

    title: Text
    """Its title."""
    description: Text
    """Its one-sentence summary."""
    href: str
    """Address."""
    type: str
    """Its page type."""
    date: dt.date | None
    """Day of publication, or first day of the event."""
    end_date: dt.date | None
    """Last day of the event."""
    place: Text
    """Where the event is."""
    area: Area | None
    """The subject it belongs to."""
    contact: Contact | None
    """The contact that it is, for type `contact`."""


class GlossaryName(NamedTuple):
    """A term in another language."""

    label: str
    """Name of that language, as a label: `Engelska`."""
    name: Text
    """The term in it."""


class GlossaryEntry(NamedTuple):
    """A term and what it means."""

    id: str
    """Id to link to, the same in all languages: `term-testbadd`."""
    term: Text
    """The term in the language of the page, or in the source language."""
    abbreviation: str
    """Its abbreviation, or empty."""
    definition: Markup
    """What it means, safe HTML; marked where it is still in the source language."""
    others: tuple[GlossaryName, ...]
    """The term in the other languages of the site, where it is another word there."""


class GlossaryGroup(NamedTuple):
    """The terms under one letter."""

    letter: str
    """The letter, `0–9` or `#`."""
    id: str
    """Id to link to."""
    entries: tuple[GlossaryEntry, ...]
    """In the order of the alphabet."""


class SearchGroup(NamedTuple):
    """A section on the search page."""

    title: Text
    """What it is called; empty for pages of no section."""
    pages: tuple[Card, ...]
    """Its pages, its own first."""


class Search(NamedTuple):
    """The search page."""

    href: str
    """Its address."""
    title: Text
    """Its name in menus."""
    script: str
    """Address of the script that filters the list, with its digest."""
    words: str
    """Address of the words on each page, with its digest."""
    groups: tuple[SearchGroup, ...]
    """Every page, section by section."""


class PageView(NamedTuple):
    """One page in one language, as a template sees it."""

    path: str
    """Path of its source below `source/`."""
    type: str
    """`start`, `section`, `page`, `area`, `news`, `publication`, `event`, `contact` …: template `<type>.html`."""
    language: str
    """BCP 47 tag."""
    direction: str
    """`ltr` or `rtl`."""
    title: Text
    """Title, for `<title>` and lists."""
    heading: Text | None
    """The h1 to print; None when the body brings its own."""
    description: Text
    """One sentence, for search engines and lists."""
    body: Markup
    """The body, safe HTML."""
    href: str
    """Address of this page."""
    url: str
    """Absolute address; empty without `base_url`."""
    date: dt.date | None
    end_date: dt.date | None
    place: Text
    area: Area | None
    contact: Contact | None
    breadcrumbs: tuple[MenuItem, ...]
    """From the front page down to the parent; empty on the front page."""
    menu: tuple[MenuItem, ...]
    """The site's first level; the open page with those below it, for the side menu."""
    children: tuple[Card, ...]
    """Pages directly below this one; newest first where they have dates, else in menu order."""
    more: tuple[MenuItem, ...]
    """On the front page those of the first level that the main menu has no room for; else empty."""
    alternates: tuple[Alternate, ...]
    """Every language of the site, source language first, this one included."""
    partial: bool
    """Whether a part of the page is still in the source language."""
    translated: float
    """Share of the page's words that are translated, 0–1."""


class SiteView(NamedTuple):
    """What is the same on all pages of a language."""

    title: Text
    """Name of the organisation or site."""
    source_title: str
    """The same in the source language."""
    language: str
    """BCP 47 tag of the pages."""
    source_language: str
    """BCP 47 tag of the language that the site is written in."""
    source_language_name: str
    """The source language's name in the language of the pages: `Swedish`; in English where the theme's words about it are."""
    home: str
    """Address of the front page in this language."""
    stylesheet: str
    """Address of the stylesheet, with its digest."""
    logo: str
    """Address of the logo, or empty."""
    logo_width: int
    """Its width in CSS pixels; 0 where it is not known."""
    logo_height: int
    """Its height in CSS pixels; 0 where it is not known."""
    favicon: str
    """Address of the icon, or empty."""
    feed: str
    """Address of the news feed in this language, or empty."""
    footer: tuple[MenuItem, ...]
    """Pages that every page links to: accessibility statement, about the website, contact."""
    latest: tuple[Card, ...]
    """The newest dated pages, newest first (for the front page)."""
    areas: tuple[Card, ...]
    """The pages of type `area`, in menu order."""
    contact: Contact | None
    """The site's first contact, for the footer."""
    glossary: tuple[GlossaryGroup, ...]
    """The terms that the termbase explains, letter by letter, for pages of type `glossary`."""
    search: Search | None
    """The search page, if there is one."""
