"""sitemap.xml (sitemaps.org 0.9, with the alternates of each page); of a large site an index of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.parsing.sanitise import escape
from pipeline.site import Edition

_START = """\
<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


_END = "</urlset>"
_INDEX = """\
<?xml version='1.0' encoding='utf-8'?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""
NAME = "sitemap.xml"
MOST_PAGES = 50_000
"""Of one sitemap, as the protocol has it."""
MOST_BYTES = 50 * 1024 * 1024


def sitemaps(editions: Mapping[str, Edition]) -> Iterator[tuple[str, bytes]]:
    """The sitemap of all editions, by file name; where one would have too much, several and their index, which comes last.

    Each page lists all its versions, itself included, as its `hreflang` links do. Written as text: an address is percent-encoded,
    and a tree of elements takes ten times as long.
    """
    parts = list(_parts(_urls(editions)))
    if len(parts) == 1:
        yield NAME, parts[0]
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield from zip(names, parts, strict=True)
    base = next(iter(editions.values())).config.base_url.rstrip("/")
    listed = (f"  <sitemap>\n    <loc>{escape(f'{base}/{name}')}</loc>\n  </sitemap>\n" for name in names)
    yield NAME, "".join((_INDEX, *listed, "</sitemapindex>")).encode()


def _parts(urls: Iterable[str]) -> Iterator[bytes]:
    """As few sitemaps as hold all `urls`; at least one."""
    part: list[str] = []
    room = MOST_BYTES - len(_START) - len(_END)
    for url in urls:  # All of it is ASCII.
        if len(part) == MOST_PAGES or len(url) > room:
            yield "".join((_START, *part, _END)).encode()
            part, room = [], MOST_BYTES - len(_START) - len(_END)
        part.append(url)
        room -= len(url)
    yield "".join((_START, *part, _END)).encode()


def _urls(editions: Mapping[str, Edition]) -> Iterator[str]:
    source = next(iter(editions.values()))
    versions = {path: _versions(path, editions, source) for path in source.pages}
    for edition in editions.values():
        for path in edition.pages:
            yield f"  <url>\n    <loc>{escape(edition.url(path))}</loc>\n{versions[path]}  </url>\n"


def _versions(path: str, editions: Mapping[str, Edition], source: Edition) -> str:
    """The links from a page to its versions."""
    found = [(edition.language, edition.url(path)) for edition in editions.values() if path in edition.entries]
    return "".join(
        f'    <xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}" />\n'
        for language, address in (*found, ("x-default", source.url(path)))
    )
