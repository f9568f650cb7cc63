"""A document of Word → Markdown: the one door to mammoth."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile

import mammoth

from pipeline.errors import SourceError
from pipeline.importers import html
from pipeline.importers.page import Page
from pipeline.model import Location
from pipeline.words import Words

_STYLES = f"""
p[style-name='Title'] => h1.{html.TITLE}:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='caption'] => p:fresh
"""
"""What becomes of styles that mammoth does not know by itself."""


def page(data: bytes, path: str, words: Words, name: str = "bild") -> Page:
    """The page that a document (.docx) holds, with its pictures, whose names begin with `name`.

    Raises `SourceError`, which names `path`, for what is none.
    """
    try:
        found = mammoth.convert_to_html(BytesIO(data), style_map=_STYLES)
    except (BadZipFile, KeyError, ValueError, OSError):
        template = "this is no document of Word (.docx). One in an older form, .doc, has to be saved anew first."
        raise SourceError(template, Location(path)) from None
    return html.page(found.value, words, name)
