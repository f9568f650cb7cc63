"""sitemap.xml (sitemaps.org 0.9, with the alternates of each page)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.parsing.sanitise import escape
from pipeline.site import Edition

_START = """\
<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def sitemap(editions: Mapping[str, Edition]) -> bytes:
    """The sitemap of all editions; each page lists all its versions, itself included, as its `hreflang` links do.

    Written as text: an address is percent-encoded, and a tree of elements takes ten times as long.
    """
    return "".join((_START, *_urls(editions), "</urlset>")).encode()


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
