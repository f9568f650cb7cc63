"""sitemap.xml (sitemaps.org 0.9, with the alternates of each page)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from pipeline.site import Edition

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(editions: Mapping[str, Edition]) -> bytes:
    """The sitemap of all editions; each page lists all its versions, itself included, as its `hreflang` links do."""
    register_namespace("", _SITEMAP)
    register_namespace("xhtml", _XHTML)
    root = Element(f"{{{_SITEMAP}}}urlset")
    source = next(iter(editions.values()))
    for edition in editions.values():
        for path in edition.pages:
            url = SubElement(root, f"{{{_SITEMAP}}}url")
            SubElement(url, f"{{{_SITEMAP}}}loc").text = edition.url(path)
            versions = [(e.language, e.url(path)) for e in editions.values() if path in e.entries]
            for language, address in (*versions, ("x-default", source.url(path))):
                SubElement(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=address)
    indent(root)
    return bytes(tostring(root, "utf-8", xml_declaration=True))
