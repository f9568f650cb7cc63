"""Parts of a page that its neighbours share: rendered once, then only marked for where the visitor is.

Only packaged templates are treated so: a site's own may look at anything of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from pipeline.view import PageView

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


class Fragments:
    """The fragments of one language."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def get(self, name: str, page: PageView, render: Callable[[], str]) -> Markup:
        """The fragment `name` as it stands on `page`; `render` makes it where it is not known yet."""
        if name == _MARKED:
            return Markup(self._marked(page, render))  # noqa: S704 - rendered by Jinja2, which escapes
        key = (name, _KEYS[name](page)) if name in _KEYS else None
        if key is None:
            return Markup(render())  # noqa: S704
        if key not in self._kept:
            self._kept[key] = render()
        return Markup(self._kept[key])  # noqa: S704

    def _marked(self, page: PageView, render: Callable[[], str]) -> str:
        """The fragment with the mark moved to this page; rendered anew where that is not certain to be the same."""
        if page.children or not page.breadcrumbs:
            return render()
        key, link = (_MARKED, page.breadcrumbs[-1].href), f'href="{escape(page.href)}"'
        kept = self._kept.get(key)
        if kept is not None and kept.count(f"{link}>") == 1:
            return kept.replace(f"{link}>", f"{link}{_MARK}>")
        html = render()
        if html.count(_MARK) == 1 and html.count(f"{link}{_MARK}>") == 1:
            self._kept[key] = html.replace(_MARK, "")
        return html
