"""What the kinds of texts are called in the overlay. In catalogues they stand in English, for every program."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.words import Words


def kinds(words: Words) -> Mapping[str, str]:
    """Names of roles, and of fields of the front matter (which are contexts), in the language of `words`."""
    _ = words.gettext
    return {
        "paragraph": _("paragraph"),
        "heading": _("heading"),
        "item": _("list item"),
        "cell": _("table cell"),
        "term": _("term"),
        "definition": _("definition"),
        "footnote": _("footnote"),
        "alt": _("alternative text"),
        "caption": _("caption of a picture"),
        "table-caption": _("caption of a table"),
        "description": _("long description of a picture"),
        "html": _("text in HTML"),
        "link-title": _("title of a link"),
        "field title": _("title of the page"),
        "field menu_title": _("name in the menu"),
        "field description": _("description of the page"),
        "field slug": _("last part of the address"),
        "field role": _("role of a contact"),
        "field place": _("place of an event"),
        "field picture_alt": _("alternative text"),
        "field image_alt": _("alternative text"),
    }
