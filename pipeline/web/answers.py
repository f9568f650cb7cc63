"""What a finished page is told apart by: all that it is made of, and all that it asks its site for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from pipeline.digest import digest
from pipeline.patterns import expression
from pipeline.records import encoded
from pipeline.render import Page, Renderer
from pipeline.web.filling import Filler, Surroundings
from pipeline.web.html import Body
from pipeline.web.routes import HOME
from pipeline.web.search import TYPE
from pipeline.web.view import PageView


class Answers(NamedTuple):
    """What a site has to say of a page."""

    key: str
    """What the finished page is told apart by."""
    assets: frozenset[str]
    """As those of the finished page."""


class AnsweringRenderer(Renderer):
    """Renders the pages of one language, and says what each is told apart by."""

    def page_with_answers(
        self, path: str, body: Body, key: str, has_heading: bool, links: Iterable[str], pictures: Iterable[str]
    ) -> tuple[Page, Answers]:
        """The same, and what it is told apart by; the body by its `key`."""
        view, filler = self._views.page(self._edition.entries[path], "", has_heading), self._filler(path)
        return self._page(view, body, filler), self._answers(view, key, links, pictures, filler)

    def answers(
        self, path: str, body: str, has_heading: bool, links: Iterable[str], pictures: Iterable[str]
    ) -> Answers:
        """What the finished page is told apart by: its `body`, which asks for `links` and `pictures`, and all that the site answers."""
        view = self._views.page(self._edition.entries[path], "", has_heading)
        return self._answers(view, body, links, pictures, self._filler(path))

    def _answers(
        self, view: PageView, body: str, links: Iterable[str], pictures: Iterable[str], filler: Filler
    ) -> Answers:
        asked = [filler.told(link) for link in links], [filler.shown(picture) for picture in pictures]
        # Most of a view is its menu, which neighbours have in common.
        opened = [HOME, *self._edition.trail(view.path), view.path]
        menu = [self._told_of_menu(above) for above in opened]
        shown = view._replace(menu=(), body=Markup())
        index = self._index if view.type == TYPE or self._asks_for_index else ()
        key = digest(self.same, body, encoded((shown, index, asked, sorted(filler.assets), opened, menu)))
        return Answers(key, frozenset(filler.assets) | self._common)

    def _told_of_menu(self, above: str) -> str:
        """What the menu of the pages below `above` is told apart by."""
        if above not in self._told:
            self._told[above] = digest(encoded(self._views.below.get(above, ())))
        return self._told[above]

    def own(self, path: str, body: str) -> str:
        """What the finished page is told apart by as far as no other page shows it: its body, and how much of it is translated where."""
        shares = [
            edition.entries[path].translated for edition in self._around.editions.values() if path in edition.entries
        ]
        return f"{body} {shares}"

    @cached_property
    def same(self) -> str:
        """What all pages of this language are told apart by from those of another time."""
        words = [sorted(own.items(), key=repr) for own in (self._words.strings, self._words.plurals)]
        found = self._site.search
        site = self._site._replace(search=None if found is None else found._replace(script="", words=""))
        config, own = self._around.config, (self._words.language, sorted(self._words.theme), self._words.source)
        shown = (site, words, own, sorted(self.templates.items()), self._views.footer, config.images.sizes)
        return digest(encoded(shown))

    @property
    def _index(self) -> tuple[str, ...]:
        """Where the script and the words of the search page lie, which changes with each word of the site."""
        found = self._site.search
        return () if found is None else (found.script, found.words)

    @cached_property
    def _asks_for_index(self) -> bool:
        """Whether pages of any type may show that: a template of the site's own, which does as it likes."""
        return any(
            may_show_index(text)
            for name, text in self.templates.items()
            if not name.startswith("theme/") and self.templates.get(f"theme/{name}") != text
        )

    @cached_property
    def _told(self) -> dict[str, str]:
        """What menus are told apart by, as far as that was asked."""
        return {}


_WITHIN = r"""(?:\"[^"]*"|'[^']*'|(?![%}]\}|\{[{%])[^"'])*"""
_ASKED = expression(rf"\{{\{{{_WITHIN}\}}\}}|\{{%{_WITHIN}%\}}")
"""What a template asks for; a string in it may hold braces."""
_ADDRESS_ALONE = expression(r"\bsite\.search\.(?:href|title)\b|\bif site\.search(?= -?%\})")
_SEARCH = expression(r"\bsearch\b|\bsite\b(?!\s*\.)|(?<!\{)\{(?![{%])")
"""The search page, or the site as a whole; or braces within braces, whose end only Jinja finds."""


def may_show_index(template: str) -> bool:
    """Whether a template may show more of the search page than where it is and what it is called.

    >>> may_show_index('{% if site.search %}<a href="{{ site.search.href }}">search the site</a>{% endif %}')
    False
    >>> [may_show_index(t) for t in ("{{ site.search.words }}", "{% for x in site.search %}", "{{ site }}", '{% extends "search.html" %}')]
    [True, True, True, True]
    """
    asked = " ".join(_ASKED.findall(template))
    return _SEARCH.search(_ADDRESS_ALONE.sub("", asked)) is not None


def told_of_site(around: Surroundings) -> str:
    """What all is told apart by that any page of any language may ask of the site, or of another page."""
    entries = [
        (tag, [entry._replace(translated=0) for entry in edition.entries.values()], edition.addresses)
        for tag, edition in around.editions.items()
    ]
    sizes = sorted(around.sizes.items())
    places = sorted(around.anchors.items())  # In whatever order pages came.
    files = [sorted(one.items()) for one in (around.file_sizes, around.sources, around.search)]
    asked = (entries, sorted(around.assets), sizes, places, files, around.stylesheet, around.config.base_url)
    return digest(encoded(asked))
