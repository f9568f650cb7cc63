"""Whether the pages of a built site agree about their languages: switch, `hreflang`, canonical address and sitemap.

Judged from what was written, not from what wrote it: a site's own template can leave a link out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.language.tags import direction
from pipeline.model import Phrase
from pipeline.patterns import expression
from pipeline.web.routes import NOT_FOUND

_INDEX = "index.html"
_ENTRY = expression(r"<url>(.*?)</url>", re.DOTALL)
_LOCATION = expression(r"<loc>([^<]*)</loc>")
_VERSION = expression(r'<xhtml:link rel="alternate" hreflang="([^"]*)" href="([^"]*)"')
_SWITCH = "languages"
"""Class of the element that is the language switch."""


class Said(NamedTuple):
    """What a built page says about its languages."""

    language: str = ""
    direction: str = ""
    canonical: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    """`<link rel="alternate" hreflang>`: language and absolute address."""
    switch: tuple[tuple[str, str], ...] = ()
    """The links of the switch: language and address."""
    named: tuple[str, ...] = ()
    """The languages that the switch names, each as it is marked."""
    places: tuple[tuple[str, str], ...] = ()
    """The links to the same place in another language: language and address."""
    ids: frozenset[str] = frozenset()
    redirects: bool = False


class Disagreement(NamedTuple):
    """Something that is not as the rest of the site says."""

    output: str
    """Path of the page below the output folder."""
    problem: Phrase
    """What is wrong."""


class _Reader(HTMLParser):
    """Gathers what a page says."""

    def __init__(self) -> None:
        super().__init__()
        self.root: dict[str, str] = {}
        self.canonical: list[str] = []
        self.alternates: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.named: list[str] = []
        self.places: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.redirects = False
        self._switch = self._marked = ""
        self._depth = 0

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Where `<![foo[` ends: at the next `>`, as in a browser. Python 3.11 has an `AssertionError` for what it does not know."""
        return self.parse_bogus_comment(i, report)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "html":
            self.root = values
        elif tag == "meta":
            self.redirects |= values.get("http-equiv") == "refresh"
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical.append(values.get("href", ""))
        elif tag == "link" and values.get("rel") == "alternate" and "hreflang" in values:
            self.alternates.append((values["hreflang"], values.get("href", "")))
        if self._switch:
            self._depth += tag == self._switch
            if tag == "a":
                self.links.append((values.get("hreflang", ""), values.get("href", "")))
            self._marked = values.get("lang", self._marked)
        elif _SWITCH in values.get("class", "").split():
            self._switch, self._depth = tag, 1
        elif tag == "a" and values.get("rel") == "alternate" and "hreflang" in values:
            self.places.append((values["hreflang"], values.get("href", "")))

    def handle_data(self, data: str) -> None:
        if self._switch and self._marked and data.strip():
            if not data.startswith("("):  # A note about the page, whose words the theme has in another language only.
                self.named.append(self._marked)
            self._marked = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._switch:
            self._depth -= 1
            self._switch = self._switch if self._depth else ""


def said(html: str) -> Said:
    """What the page `html` says about its languages."""
    reader = _Reader()
    reader.feed(html)
    return Said(
        reader.root.get("lang", ""),
        reader.root.get("dir", ""),
        tuple(reader.canonical),
        tuple(reader.alternates),
        tuple(reader.links),
        tuple(reader.named),
        tuple(reader.places),
        frozenset(reader.ids),
        reader.redirects,
    )


def parts_of(sitemap: str) -> list[str]:
    """The names of the files that an index of sitemaps lists; none for a sitemap itself.

    >>> parts_of("<sitemapindex><sitemap><loc>https://exempel.se/sajt/sitemap-1.xml</loc></sitemap></sitemapindex>")
    ['sitemap-1.xml']
    """
    if "<sitemapindex" not in sitemap:
        return []
    return [unquote(address).rpartition("/")[2] for address in _LOCATION.findall(sitemap)]


def disagreements(
    pages: Mapping[str, Said], routes: Mapping[str, Mapping[str, str]], base_url: str, sitemap: str = ""
) -> Iterator[Disagreement]:
    """All that does not agree on the built `pages`, by output path.

    `routes` has for each published language, the source's first, the output of each page by its path in the source;
    `sitemap` is the text of sitemap.xml, and of the parts that it lists.
    """
    site = _Site(pages, routes, base_url)
    for language, outputs in routes.items():
        for path, output in outputs.items():
            yield from site.page(language, path, output)
        yield from site.not_found(language)
    for output, page in pages.items():
        if page.redirects:
            yield from site.redirect(output, page)
    if base_url or sitemap:
        yield from site.sitemap(sitemap)


class _Site:
    def __init__(self, pages: Mapping[str, Said], routes: Mapping[str, Mapping[str, str]], base_url: str) -> None:
        parts = urlsplit(base_url)
        self._pages = pages
        self._routes = routes
        self._origin = f"{parts.scheme}://{parts.netloc}" if base_url else ""
        self._base = parts.path.rstrip("/")
        self._source = next(iter(routes), "")
        self._has_switch = any(page.switch or page.named for page in pages.values())
        """Whether the site has the theme's switch; one of a template's own design is nobody's to judge."""
        self._listed: dict[str, set[tuple[str, str]]] = {}
        """What the pages say of themselves, by canonical address."""

    def _output(self, address: str) -> str:
        """The file that an address, absolute or not, leads to."""
        path = _split(address)[0]
        below = path.removeprefix(self._base + "/") if path.startswith(self._base + "/") else path
        return below + _INDEX if below.endswith("/") or not below else below

    def page(self, language: str, path: str, output: str) -> Iterator[Disagreement]:
        page = self._pages.get(output)
        if page is None:
            yield Disagreement(output, Phrase("The page is not there."))
            return
        versions = {tag: outputs[path] for tag, outputs in self._routes.items() if path in outputs}
        yield from self._root(output, page, language)
        yield from self._switch(output, page, language, versions)
        wanted = {**versions, "x-default": versions.get(self._source, "")} if self._origin else {}
        found = {tag: self._output(url) for tag, url in page.alternates}
        if found != wanted or len(page.alternates) != len(wanted):
            yield _unlike(output, "hreflang", found, wanted)
        if [self._output(url) for url in page.canonical] != ([output] if self._origin else []):
            yield _unlike(output, "canonical", page.canonical, output)
        for url in (*page.canonical, *(url for _, url in page.alternates)):
            if not url.startswith(f"{self._origin}/"):
                yield Disagreement(output, Phrase("“{url}” is no absolute address of the site.", (("url", url),)))
        for url in page.canonical:
            self._listed[url] = set(page.alternates)

    def not_found(self, language: str) -> Iterator[Disagreement]:
        """The page for addresses that do not exist: in its language, and the same in the others."""
        output = NOT_FOUND if language == self._source else f"{language}/{NOT_FOUND}"
        page = self._pages.get(output)
        if page is None:
            yield Disagreement(output, Phrase("The page is not there."))
            return
        versions = {tag: NOT_FOUND if tag == self._source else f"{tag}/{NOT_FOUND}" for tag in self._routes}
        yield from self._root(output, page, language)
        yield from self._switch(output, page, language, versions)
        if page.alternates or page.canonical:
            yield _unlike(output, "hreflang", page.alternates, "")

    def redirect(self, output: str, page: Said) -> Iterator[Disagreement]:
        """A page that has moved: in the language of the page that it leads to."""
        target = self._pages.get(self._output(page.canonical[0])) if len(page.canonical) == 1 else None
        if target is None or target.redirects or target.language != page.language:
            yield _unlike(output, "canonical", page.canonical, page.language)

    def _root(self, output: str, page: Said, language: str) -> Iterator[Disagreement]:
        if (page.language, page.direction) != (language, direction(language)):
            yield _unlike(output, "lang", f"{page.language} {page.direction}", language)

    def _switch(self, output: str, page: Said, language: str, versions: Mapping[str, str]) -> Iterator[Disagreement]:
        others = {tag: file for tag, file in versions.items() if tag != language}
        found = {tag: self._output(href) for tag, href in page.switch}
        if self._has_switch and (found != others or len(page.switch) != len(others)):
            yield _unlike(output, "switch", found, others)
        # With two languages there is nothing but the other one.
        named = [tag for tag in self._routes if tag != language or len(self._routes) > 2]
        if self._has_switch and list(page.named) != named:
            yield _unlike(output, "switch", " ".join(page.named), " ".join(named))
        for tag, href in page.places:
            target = self._pages.get(self._output(href))
            fragment = _split(href)[1]
            same = self._output(href) == others.get(tag)
            if target is None or not same or fragment not in target.ids or fragment not in page.ids:
                said = Phrase("“{href}” is not the same place in another language.", (("href", href),))
                yield Disagreement(output, said)

    def sitemap(self, text: str) -> Iterator[Disagreement]:
        """Each page once, with the versions that it names itself."""
        entries = _ENTRY.findall(text)
        listed = {
            unescape(location[1]): {(tag, unescape(url)) for tag, url in _VERSION.findall(entry)}
            for entry in entries
            if (location := _LOCATION.search(entry))
        }
        for url, times in Counter(location[1] for entry in entries if (location := _LOCATION.search(entry))).items():
            if times > 1:
                yield Disagreement(
                    "sitemap.xml", Phrase("“{url}” stands in the sitemap more than once.", (("url", url),))
                )
        if listed != self._listed:
            for url in sorted({*listed, *self._listed}):
                if listed.get(url) != self._listed.get(url):
                    yield _unlike("sitemap.xml", url, listed.get(url), self._listed.get(url))


def _split(address: str) -> tuple[str, str]:
    """Path and fragment of an address as a template has written it; all of it where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    return unquote(parts.path), unquote(parts.fragment)


def _shown(said: object) -> str:
    """What a page says, for people."""
    if isinstance(said, Mapping):
        return ", ".join(f"{tag}: {file}" for tag, file in said.items())
    if isinstance(said, set | tuple):
        return ", ".join(" ".join(one) if isinstance(one, tuple) else str(one) for one in sorted(said))
    return str(said or "")


def _unlike(output: str, what: str, found: object, wanted: object) -> Disagreement:
    values = (("what", what), ("found", _shown(found)), ("wanted", _shown(wanted)))
    return Disagreement(output, Phrase("{what} says “{found}”, and not “{wanted}”.", values))
