"""Rules about the pages of a language beside each other: what they are called, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.locale import own_name
from pipeline.model import Location
from pipeline.site import Entry

Pages = Sequence[Entry]
"""Subject `Pages`: the published pages of one language."""


def _where(page: Entry) -> Location:
    return Location(page.path, 1, 1)


def _untitled(pages: Pages, scope: Scope) -> Iterator[Note]:
    for page in () if scope.translated else pages:
        if not page.titled:
            template = "The page has no title, so it is called “{name}” after its file. Write title: at the top."
            yield Note(_where(page), template, (("name", page.title.value),))


def _alike(pages: Pages, scope: Scope) -> Iterator[Note]:
    first: dict[str, Entry] = {}
    for page in pages:
        if page.title.language or not page.titled:
            continue  # Another rule says it.
        other = first.setdefault(page.title.value.casefold(), page)
        if other is not page:
            template = "“{title}” is also the title of {path}. Tell them apart: in tabs, lists and searches there is nothing but the title."
            if scope.translated:
                template = "The translation of the title ({language}), “{title}”, is also that of {path}. Tell them apart in the catalogue: in tabs, lists and searches there is nothing but the title."
            values = (("language", own_name(scope.language)), ("title", page.title.value), ("path", other.path))
            yield Note(_where(page), template, values)


def _undescribed(pages: Pages, scope: Scope) -> Iterator[Note]:
    """Pages without a description, on a site where most have one: a site that does without has decided so."""
    lacking = [page for page in pages if page.has_words and not page.description.value]
    if scope.translated or 2 * len(lacking) >= len(pages):
        return
    for page in lacking:
        template = "The page has no description, as most others have. Write description: at the top, one sentence that says what the reader finds here."
        yield Note(_where(page), template)


RULES = (
    Rule(
        "title-missing",
        "Pages",
        "error",
        ("WCAG 2.2, 2.4.2 Page Titled",),
        "The title is the first that a screen reader says, and all that stands in a tab, a bookmark and a list of search results. Write `title:` at the top of the page.",
        ("---\ntitle: Kontakt\ndescription: Så når du oss.\n---\n\nText.", "# Kontakt\n\nText."),
        ("Text.", "---\norder: 1\ndescription: Något.\n---\n\nText."),
        _untitled,
    ),
    Rule(
        "title-duplicate",
        "Pages",
        "warning",
        ("WCAG 2.2, 2.4.2 Page Titled", "W3C, Technique G88"),
        "Two pages with the same title cannot be told apart in a menu, a tab or a list of search results. Say what is special about each of them.",
        (
            "---\ntitle: Avgifter för 2026\ndescription: A.\n---\n\nText.\n%%% page\n---\ntitle: Avgifter för 2027\ndescription: B.\n---\n\nText.",
        ),
        (
            "---\ntitle: Avgifter\ndescription: A.\n---\n\nText.\n%%% page\n---\ntitle: Avgifter\ndescription: B.\n---\n\nText.",
        ),
        _alike,
    ),
    Rule(
        "description-missing",
        "Pages",
        "review",
        ("WCAG 2.2, 2.4.5 Multiple Ways",),
        "The description stands below the title in lists and in searches: with it a reader knows whether to go there. Said where most pages of a site have one. Write `description:` at the top of the page, one sentence.",
        ("---\ntitle: Kontakt\ndescription: Så når du oss.\n---\n\nText.", "---\ntitle: Kontakt\n---\n\nText."),
        (
            "---\ntitle: Ett\ndescription: A.\n---\n\nText.\n%%% page\n---\ntitle: Två\ndescription: B.\n---\n\nText.\n%%% page\n---\ntitle: Tre\n---\n\nText.",
        ),
        _undescribed,
    ),
)
