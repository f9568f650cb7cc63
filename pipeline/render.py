"""Document + site → page. The one door to Jinja2.

Never sees a catalogue: what it is given is localised already.
"""

from __future__ import annotations

import contextlib
import re
import sys
import traceback
from collections.abc import Callable, Container, Mapping, MutableMapping, Sequence
from functools import cached_property, lru_cache, partial
from html import unescape
from types import CodeType
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from pipeline.errors import SourceError
from pipeline.language.locale import clock_time, enumeration, language_name, long_date, number, percent
from pipeline.language.tags import direction
from pipeline.model import Location
from pipeline.parsing.sanitise import escape, phrasing
from pipeline.patterns import expression
from pipeline.termbase.glossary import Glossary
from pipeline.terms import FILE
from pipeline.web.filling import Filler, Surroundings
from pipeline.web.fragments import Fragments
from pipeline.web.html import Body, fill
from pipeline.web.numbers import in_order
from pipeline.web.routes import HOME, NOT_FOUND
from pipeline.web.unfinished import between_signs, settled
from pipeline.web.view import (
    Alternate,
    PageView,
    Text,
)
from pipeline.web.views import Views
from pipeline.words import Words

_PLACE = expression(
    r'<h(?<=^<h)[2-6](?: [\w-]+="[^"]*")*? id="([A-Za-z0-9_%.~-]+)"[^<>]*>.*?</h[2-6]>$', re.MULTILINE | re.DOTALL
)
"""A heading with a name that stands alike in the text and in an address. It begins a line, which is asked last: letters are looked for faster."""
_ANY_PLACE = "\ue000"
"""Stands in for the name of a place."""
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a template can raise: it is a program of the site's developer."""
_FOLDER = "templates"
_CHOICE = "partials/choice.html"
"""The template of a link to a page in another language."""
_PARTIAL = "%(share)s of this page is translated. The rest is in %(language)s."
"""What the theme says of a page that is translated in part: it names a language."""
_NO_TYPES = frozenset({"404", "base", "redirect"})
"""Templates that no page can choose as its type."""


class Page(NamedTuple):
    """A finished page."""

    output: str
    """Path of its file below the output folder."""
    html: str
    """The whole page."""
    assets: frozenset[str]
    """Paths below the source folder of the files that it shows or links to."""


class Renderer:
    """Renders the pages of one language."""

    def __init__(
        self,
        around: Surroundings,
        language: str,
        words: Words,
        title: Text,
        templates: Mapping[str, str],
        compiled: BytecodeCache | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self._around = around
        self.templates = templates
        """By name."""
        self._edition = around.editions[language]
        self._words = words
        self._environment = _environment(templates, words, language, compiled)
        self._views = views = Views(around, language)
        fragment = _remembering(templates, views)
        self._environment.globals["fragment"] = fragment
        # As a filter it spares what Jinja does around a call, which takes longer than the fragment: every page asks for six.
        self._environment.filters["fragment"] = fragment
        self._choices: dict[Alternate, str] = {}
        """The packaged links to pages in other languages, which differ from page to page in their address alone."""
        self._types = {name.removesuffix(".html") for name in templates if "/" not in name} - _NO_TYPES
        definitions = Filler(around, self._edition, words, FILE)
        named = language_name(around.config.source_language, words.missing(_PARTIAL) or language)
        self._site = views.site(title, views.glossary(glossary or Glossary(), definitions), named)
        self._common = frozenset(
            p for p in (around.config.theme.logo, around.config.theme.favicon) if p in around.assets
        )
        self._common |= frozenset(definitions.assets)
        self._common |= {e.symbol for e in views.areas.values() if e.symbol in around.assets}

    @property
    def paths(self) -> Container[str]:
        """Paths of the pages that are published in this language."""
        return self._edition.entries

    def page(self, path: str, body: Body, has_heading: bool) -> Page:
        """The finished page of the source at `path`, whose `body` is in this language, perhaps with a heading of its own."""
        return self._page(self._views.page(self._edition.entries[path], "", has_heading), body, self._filler(path))

    def _filler(self, path: str) -> Filler:
        """What the body of a page asks its site for."""
        return Filler(self._around, self._edition, self._words, path)

    def _page(self, view: PageView, body: Body, filler: Filler) -> Page:
        # Every part of it was escaped or sanitised when it was made.
        filled = Markup(self._with_places(fill(body, filler), view))  # noqa: S704
        kind = view.type if view.type in self._types else "page"
        html = self._render(kind, view._replace(body=filled))
        return Page(self._edition.output(view.path), html, frozenset(filler.assets) | self._common)

    def _with_places(self, body: str, view: PageView) -> str:
        """The `body` of a page with the way to the same place in the other languages after each heading.

        A browser sends no fragment, so without a script the switch cannot keep it. Hidden, but where a visitor stands (`:target`).
        """
        others = [other for other in view.alternates if other.available and not other.current]
        if not others or " id=" not in body:
            return body
        ways = self._ways_to(others)
        return _PLACE.sub(lambda heading: f'{heading[0]}\n<p class="place" hidden>{ways(heading[1])}</p>', body)

    def _ways_to(self, others: Sequence[Alternate]) -> Callable[[str], str]:
        """Name of a place → the links to it on the `others`."""
        choice = self._environment.get_template(_CHOICE).module.choice  # type: ignore[attr-defined]
        # The packaged template prints an address as it is; one of the site's own may look at it.
        if self.templates[_CHOICE] != self.templates.get(f"theme/{_CHOICE}"):
            return lambda name: " ".join([choice(o._replace(href=f"{o.href}#{name}")).strip() for o in others])
        links: list[str] = []
        for other in others:
            anywhere = other._replace(href=_ANY_PLACE, url="")
            if anywhere not in self._choices:
                self._choices[anywhere] = choice(anywhere).strip()
            links.append(self._choices[anywhere].replace(_ANY_PLACE, f"{other.href}#{_ANY_PLACE}"))
        return partial(" ".join(links).replace, _ANY_PLACE)

    def not_found(self) -> Page:
        """The page for addresses that do not exist."""
        home = self._edition.entries[HOME]
        view = self._views.page(home, "", has_heading=False)
        view = view._replace(
            type="404",
            partial=False,
            title=self._word("The page does not exist"),
            alternates=tuple(map(self._unfound, view.alternates)),
        )
        start = "" if self._edition.language == self._around.config.source_language else f"{self._edition.language}/"
        return Page(f"{start}{NOT_FOUND}", self._render("404", view), self._common)

    def _word(self, message: str) -> Text:
        """A word of the theme as a text of its own."""
        language = self._words.missing(message)
        return Text(self._words.gettext(message), language, direction(language) if language else "")

    def _unfound(self, home: Alternate) -> Alternate:
        """The page for addresses that do not exist in the language whose front page is `home`: it is all the theme's words."""
        edition = self._around.editions[home.language]
        return home._replace(href=quote(edition.prefix + NOT_FOUND, safe="/"), url="", share=1.0)

    def redirect(self, old: str, path: str) -> Page:
        """The page that is left behind at the output path `old` of a page that has moved."""
        entry = self._edition.entries[path]
        view = self._views.page(entry, "", has_heading=False)
        return Page(old, self._render("redirect", view, target=self._edition.href(path)), frozenset())

    def _render(self, kind: str, view: PageView, **more: str) -> str:
        try:
            template = self._environment.get_template(f"{kind}.html")
            html = settled(template.render(page=view, site=self._site, **more).lstrip() + "\n")
        except _FAULTS as error:
            reason = (("reason", str(error) or type(error).__name__),)
            raise SourceError("this template cannot be used: {reason}.", _place(error), reason) from None
        return in_order(html) if view.direction == "rtl" or ' dir="rtl"' in view.body else html


class _Environment(Environment):
    """Jinja's environment, whose templates have a plain dict of globals, and stay what they are.

    Jinja copies the globals for every page and include: from its own chain of mappings that takes a third of the time.
    And it asks for a template eight times a page, each time behind a lock and a look at whether it has changed.
    """

    @cached_property
    def _found(self) -> dict[str, Template]:
        return {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja calls it so
    ) -> Template:
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Compiled(BytecodeCache):
    """The compiled templates, which are the same in every language, and in every build of one `program`.

    They are kept where Jinja keeps them, in a folder of the temporary ones that is this user's alone (never in the site: what lies
    there may be somebody else's, and they are run). Without a program, or where Python keeps nothing compiled, they are not kept.
    """

    def __init__(self, program: str = "") -> None:
        self._code: dict[str, CodeType] = {}
        self._kept: BytecodeCache | None = None
        if program and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError, RuntimeError):  # No such folder, or none that is safe.
                self._kept = FileSystemBytecodeCache(pattern=f"syntolk-{program}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(bucket.key)
        if bucket.code is None and self._kept is not None:
            with contextlib.suppress(Exception):  # Whatever damage raises: then it is compiled anew.
                self._kept.load_bytecode(bucket)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if self._kept is not None:
            with contextlib.suppress(OSError):
                self._kept.dump_bytecode(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key] = bucket.code


def _environment(
    templates: Mapping[str, str], words: Words, language: str, compiled: BytecodeCache | None
) -> Environment:
    """The environment of one language. Templates by name; the theme's also as `theme/…`."""
    environment = _Environment(
        loader=FunctionLoader(lambda name: (templates[name], f"{_FOLDER}/{name}", None) if name in templates else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    install: Any = environment.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(
        lambda text: between_signs(_harmless(words.gettext(text), text), words.missing(text)),
        lambda one, many, number: _harmless(words.ngettext(one, many, number), one, many),
        newstyle=True,
        pgettext=lambda context, text: between_signs(
            _harmless(words.pgettext(context, text), text), words.missing(text, context)
        ),
        npgettext=lambda context, one, many, number: _harmless(words.npgettext(context, one, many, number), one, many),
    )
    environment.filters["date"] = lambda value: long_date(value, language)
    environment.filters["time"] = lambda value: clock_time(value, language)
    environment.filters["number"] = lambda value: number(value, language)
    environment.filters["percent"] = lambda share: percent(share, language)
    environment.filters["enumeration"] = lambda items: enumeration(items, language)
    environment.filters["language_name"] = lambda tag: language_name(tag, language)
    return environment


def _remembering(templates: Mapping[str, str], views: Views) -> Callable[[Context, str], Markup]:
    """`{{ name | fragment }}`: an include whose result neighbouring pages share, where the template is the packaged one."""
    fragments = Fragments(views.whole)
    own = {name for name, text in templates.items() if text != templates.get(f"theme/{name}")}

    @pass_context
    def fragment(context: Context, name: str) -> Markup:
        def render(page: PageView) -> str:
            return context.environment.get_template(name).render({**context.get_all(), "page": page})

        if name in own:
            return Markup(render(context["page"]))  # noqa: S704 - rendered by Jinja2, which escapes
        return fragments.get(name, context["page"], render)

    return fragment


@lru_cache(4096)
def _harmless(translation: str, *sources: str) -> str:
    """`translation`, with no markup where its sources have none: Jinja prints it as HTML, into attributes too."""
    if translation in sources:
        return translation
    if any("<" in source for source in sources):
        return phrasing(translation)
    return escape(unescape(translation)).replace("'", "&#39;")


def _place(error: Exception) -> Location:
    """Where in which template `error` was raised."""
    if isinstance(error, TemplateSyntaxError):
        return Location(f"{_FOLDER}/{error.name}", error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if frame.filename.startswith(f"{_FOLDER}/")]
    return Location(found[-1].filename, found[-1].lineno or 0) if found else Location(_FOLDER)
