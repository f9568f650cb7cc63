"""A document of Word → Markdown: the one door to mammoth."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zlib import error

import mammoth

from pipeline.errors import SourceError
from pipeline.importers import html, ooxml
from pipeline.importers.page import Page
from pipeline.model import Location
from pipeline.words import Words

_STYLES = f"""
p[style-name='Title'] => h1.{html.TITLE}:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='caption'] => p:fresh
table[style-name='Table Grid'] => table.MsoTableGrid:fresh
"""
"""What becomes of styles that mammoth does not know by itself."""

_DAMAGED_FILE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, error)
"""What zipfile raises, also for a password and another way of packing; and zlib."""
_DAMAGED_TEXT = (ExpatError, ParseError, AttributeError, KeyError, ValueError)
"""What is raised by what reads XML, and by mammoth where something is missing."""


def page(data: bytes, path: str, words: Words, name: str = "bild") -> Page:
    """The page that a document (.docx) holds, with its pictures, whose names begin with `name`.

    Raises `SourceError`, which names `path`, for what is none.
    """
    try:
        found = mammoth.convert_to_html(
            BytesIO(ooxml.readable(data)),
            style_map=_STYLES,
            convert_image=partial(_shown, name=name),
        )
    except RecursionError:
        raise
    except (*_DAMAGED_FILE, *_DAMAGED_TEXT):
        template = "this is no document of Word (.docx), or a damaged one. One in an older form (.doc) or with a password has to be saved anew first."
        raise SourceError(template, Location(path)) from None
    return html.page(ooxml.noted(found.value), words, name)


def _shown(image: mammoth.documents.Image, name: str) -> list[mammoth.html.Element]:
    """A picture of the document; where it got lost or lies elsewhere, one in a file that is not there yet, which will be said."""
    try:
        found: list[mammoth.html.Element] = mammoth.images.data_uri(image)
    except (KeyError, ValueError):
        address = f"{name}.{str(image.content_type).rpartition('/')[2]}"
        found = [mammoth.html.element("img", {"alt": image.alt_text or "", "src": address})]
    return found
