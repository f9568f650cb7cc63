"""Parts of a page that its neighbours share: rendered once, then only marked for where the visitor is.

Only packaged templates are treated so: a site's own may look at anything of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.web.view import MenuItem, PageView

_END = "</li>\n"
_MARK = ' aria-current="page"'


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
    """A menu as nobody stands on any of its pages, with all pages below one page, however many."""

    before: str
    """What comes before the lines of these pages."""
    lines: tuple[str, ...]
    """The line of each of them."""
    after: str
    """What comes after them."""
    places: Mapping[str, int]
    """Which line is that of which address."""


class Fragments:
    """The fragments of one language. `whole` gives a page with all pages beside it in its menu: of a long section it shows only some."""

    def __init__(self, whole: Callable[[PageView], PageView]) -> None:
        self._whole = whole
        self._kept: dict[tuple[str, str], Markup] = {}
        self._unmarked: dict[str, _Unmarked | None] = {}

    def get(self, name: str, page: PageView, render: Callable[[PageView], str]) -> Markup:
        """The fragment `name` as it stands on `page`; `render` makes it where it is not known yet."""
        if name == _MARKED:
            return Markup(self._marked(page, render))  # noqa: S704 - rendered by Jinja2, which escapes
        key = (name, _KEYS[name](page)) if name in _KEYS else None
        if key is None:
            return Markup(render(page))  # noqa: S704
        if key not in self._kept:
            self._kept[key] = Markup(render(page))  # noqa: S704
        return self._kept[key]

    def _marked(self, page: PageView, render: Callable[[PageView], str]) -> str:
        """The fragment with the mark put on this page; rendered anew where that is not certain to be the same."""
        beside = () if page.children or not page.breadcrumbs else _beside(page)
        if not beside:
            return render(page)
        above = page.breadcrumbs[-1].href
        if above not in self._unmarked:
            whole = self._whole(page)
            self._unmarked[above] = _unmarked(render(whole), page.href, [item.href for item in _beside(whole)])
        kept = self._unmarked[above]
        if kept is None:
            return render(page)
        first, last, here = (kept.places[href] for href in (beside[0].href, beside[-1].href, page.href))
        link = f'href="{escape(page.href)}"'
        marked = kept.lines[here].replace(link, link + _MARK)
        return "".join([kept.before, *kept.lines[first:here], marked, *kept.lines[here + 1 : last + 1], kept.after])


def _beside(page: PageView) -> Sequence[MenuItem]:
    """What the menu shows beside `page`, itself included; nothing where it is not in the menu."""
    items: Sequence[MenuItem] = page.menu
    while opened := next((item for item in items if item.open), None):
        if opened.current:
            return items
        items = opened.children
    return ()


def _unmarked(html: str, current: str, hrefs: Sequence[str]) -> _Unmarked | None:
    """The menu `html` on the page at the address `current`, beside which it has those at `hrefs`; None where it is not as expected."""
    if html.count(_MARK) != 1 or f'href="{escape(current)}"{_MARK}>' not in html:
        return None
    html = html.replace(_MARK, "")
    links = [f'<a href="{escape(href)}">' for href in hrefs]
    if any(html.count(link) != 1 for link in links):
        return None
    starts = [html.rfind("\n", 0, html.find(link)) + 1 for link in links]
    end = html.find(_END, starts[-1]) + len(_END)
    lines = tuple(html[start:stop] for start, stop in pairwise([*starts, end]))
    return _Unmarked(html[: starts[0]], lines, html[end:], {href: line for line, href in enumerate(hrefs)})
