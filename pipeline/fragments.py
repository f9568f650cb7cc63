"""Parts of a page that its neighbours share: rendered once, then only marked for where the visitor is.

Only packaged templates are treated so: a site's own may look at anything of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.view import PageView

_MARK = ' aria-current="page"'
_BARE_LINK = re.compile('href="([^"]*)"(?=>)')


def _anywhere(_page: PageView) -> str:
    return ""


def _open_section(page: PageView) -> str:
    return next((f"{item.href} {item.current}" for item in page.menu if item.open), "")


def _parent(page: PageView) -> str:
    return page.breadcrumbs[-1].href if page.breadcrumbs else ""


_KEYS: Mapping[str, Callable[[PageView], str]] = {
    "partials/brand.html": _anywhere,
    "partials/breadcrumbs.html": _parent,
    "partials/footer.html": _anywhere,
    "partials/head.html": _anywhere,
    "partials/menu.html": _open_section,
}
"""What a fragment depends on, besides the language."""
_MARKED = "partials/section_menu.html"
"""The fragment that is the same for all pages below one page but for the mark on the page itself."""


class _Unmarked(NamedTuple):
    """A fragment as nobody stands on any of its pages."""

    html: str
    places: Mapping[str, int]
    """Where the mark goes for each address that is linked to once, by the address as it is printed."""


class Fragments:
    """The fragments of one language."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Markup] = {}
        self._unmarked: dict[str, _Unmarked] = {}

    def get(self, name: str, page: PageView, render: Callable[[], str]) -> Markup:
        """The fragment `name` as it stands on `page`; `render` makes it where it is not known yet."""
        if name == _MARKED:
            return Markup(self._marked(page, render))  # noqa: S704 - rendered by Jinja2, which escapes
        key = (name, _KEYS[name](page)) if name in _KEYS else None
        if key is None:
            return Markup(render())  # noqa: S704
        if key not in self._kept:
            self._kept[key] = Markup(render())  # noqa: S704
        return self._kept[key]

    def _marked(self, page: PageView, render: Callable[[], str]) -> str:
        """The fragment with the mark moved to this page; rendered anew where that is not certain to be the same."""
        if page.children or not page.breadcrumbs:
            return render()
        above = f"{page.breadcrumbs[-1].href} {_beside(page)}"
        kept, href = self._unmarked.get(above), str(escape(page.href))
        place = kept.places.get(href) if kept else None
        if kept and place:
            return kept.html[:place] + _MARK + kept.html[place:]
        html = render()
        if html.count(_MARK) == 1 and f'href="{href}"{_MARK}>' in html:
            bare = html.replace(_MARK, "")
            self._unmarked[above] = _Unmarked(bare, _places(bare))
        return html


def _beside(page: PageView) -> str:
    """The addresses of the first and the last page that the menu shows beside `page`: of a long section it shows only some."""
    items = page.menu
    while opened := next((item for item in items if item.open), None):
        if opened.current:
            return f"{items[0].href} {items[-1].href}"
        items = opened.children
    return ""


def _places(html: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for link in _BARE_LINK.finditer(html):
        places[link[1]] = 0 if link[1] in places else link.end()  # 0: linked to twice.
    return places
