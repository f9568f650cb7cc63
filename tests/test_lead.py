"""The picture that the front matter names, on its page."""

from __future__ import annotations

import pytest

from pipeline.catalogue import parse as catalogue
from pipeline.markdown import localise, parse
from pipeline.parsing.parts import images_in
from pipeline.web.lead import led_by_picture

NAMED = "---\ntitle: Badhuset\npicture: bad.jpg\npicture_alt: Entrén mot sjön\n---\n\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"{NAMED}Bada här.", '<figure class="lead">'),
        (f"{NAMED}Bada här.\n\n![Bassängen](bassang.jpg)", '<figure class="lead">'),
        (f"{NAMED}Bada här.\n\n![Entrén](/uppleva/bad.jpg)", "<p>"),
        (f"{NAMED}Bada [![Till kartan](./bad.jpg)](karta.md).", "<p>"),
        (NAMED.replace("bad.jpg", "https://example.org/bad.jpg") + "Bada här.", "<p>"),
        ("---\ntitle: Badhuset\n---\n\nBada här.", "<p>"),
    ],
)
def test_a_picture_that_the_text_does_not_show_stands_above_it(text: str, first: str) -> None:
    document = parse(text, "uppleva/badhuset.md")
    opening = led_by_picture(document, document.parts)[0]
    assert (opening if isinstance(opening, str) else f"<{opening.tag}>") == first


def test_it_stands_below_a_heading_that_the_text_begins_with() -> None:
    document = parse("---\npicture: bad.jpg\npicture_role: presentation\n---\n\n# Badhuset\n\nBada här.", "badhuset.md")
    heading, opening, *_ = led_by_picture(document, document.parts)
    assert (heading.tag, opening) == ("h1", '<figure class="lead">')


@pytest.mark.parametrize(
    ("written", "alt", "language"), [("The entrance", "The entrance", ""), ("", "Entrén mot sjön", "sv")]
)
def test_it_is_described_in_the_language_of_the_page(written: str, alt: str, language: str) -> None:
    source = parse(f"{NAMED}Bada här.", "badhuset.md")
    translations = catalogue(f'msgctxt "picture_alt"\nmsgid "Entrén mot sjön"\nmsgstr "{written}"\n'.encode())
    document = localise(source, translations, "en")
    (image,) = images_in(led_by_picture(document, document.parts))
    assert (image.alt, image.language) == (alt, language)
