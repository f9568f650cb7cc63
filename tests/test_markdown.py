"""Pages against what they have to become; the examples are in `data/markdown/`, one file a subject."""

from __future__ import annotations

import re

import pytest
from golden import FOLDER, Example, examples, rest

from pipeline.checks import run
from pipeline.extract import template
from pipeline.markdown import localise, parse, to_html
from pipeline.model import Catalogue, Message
from pipeline.web.html import Plain

EXAMPLES = [
    pytest.param(example, id=f"{path.stem}: {example.name}")
    for path in sorted(FOLDER.glob("*.md"))
    for example in examples(path.read_text("utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: Example):
    assert rest(example.page) == example.rest


def translations(**texts: str) -> Catalogue:
    return Catalogue(tuple(Message(source, (text,)) for source, text in texts.items()))


def test_a_translation_takes_the_place_of_its_text():
    page = parse("## Hej\n\nVi *ses*.\n")
    catalogue = Catalogue((Message("Hej", ("Hello",)), Message("Vi *ses*.", ("See *you*.",))))
    html = to_html(localise(page, catalogue, "en"))
    assert html == '<h2 id="hej">Hello</h2>\n<p>See <em>you</em>.</p>\n'


@pytest.mark.parametrize(
    "message",
    [
        None,
        Message("Hej", ("",)),
        Message("Hej", ("  ",)),
        Message("Hej", ("Hello",), flags=("fuzzy",)),
        Message("Hej", ("Hello",), obsolete=True),
    ],
    ids=["none", "empty", "blank", "fuzzy", "obsolete"],
)
def test_what_is_not_reviewed_stays_marked_as_the_source_language(message):
    catalogue = Catalogue(() if message is None else (message,))
    assert to_html(localise(parse("Hej"), catalogue, "ar")) == '<p lang="sv" dir="ltr">Hej</p>\n'


def test_an_untranslated_description_of_a_picture_is_marked_too():
    page = parse("![Skylten](a.png)")
    assert '<img src="a.png" alt="Skylten" lang="sv" dir="ltr">' in to_html(localise(page, Catalogue(), "en"))


@pytest.mark.parametrize("written", ['<a name="x"></a>', '<a href="" name="x"></a>', '<a href=" " id="x"> </a>'])
def test_a_place_to_link_to_is_no_link(written: str):
    page = parse(f"Hej {written}där.\n\n<p>Rå {written}text.</p>\n")
    assert to_html(page).count('<a id="x">') == 2
    assert [finding for finding in run(page) if finding.rule == "link-text-missing"] == []


def test_a_skipped_passage_stays_and_is_marked_in_other_languages():
    page = parse("<!-- syntolk: skip -->\n\nEtt citat.\n\n<!-- syntolk: end -->\n\nText.\n")
    assert [segment.id for segment in page.segments] == ["Text."]
    html = to_html(localise(page, translations(**{"Text.": "Words."}), "en"))
    assert '<p lang="sv" dir="ltr">Ett citat.</p>' in html
    assert "<p>Words.</p>" in html


@pytest.mark.parametrize(
    "written",
    ["![En båt](a.png)", "[![En båt](a.png)](b.md)", '<img src="a.png" alt="En båt">', '<p><img src="a.png" alt="En båt"></p>',
     '<figure><img src="a.png" alt="En båt"><figcaption>Vår båt</figcaption></figure>', '<img src="a.png" alt="" title="En båt">'],
)  # fmt: skip
def test_a_description_in_a_skipped_passage_is_marked_too(written: str) -> None:
    """It stays, so a screen reader would read it in the language of the page."""
    page = parse(f"<!-- syntolk: skip -->\n\n{written}\n\n<!-- syntolk: end -->\n")
    assert not page.segments
    html = to_html(localise(page, Catalogue(), "en"))
    (alone,) = re.findall("<img[^>]*>", html)
    assert 'lang="sv" dir="ltr"' in alone
    assert "lang" not in to_html(page)


@pytest.mark.parametrize("written", ['<img src="a.png" alt="">', '<img src="a.png" alt="112">', "![](a.png){role=presentation}", "![En båt](a.png){lang=de}"])  # fmt: skip
def test_a_picture_without_words_is_not_marked_nor_one_that_is_marked(written: str) -> None:
    page = parse(f"<!-- syntolk: skip -->\n\n{written}\n\n<!-- syntolk: end -->\n")
    assert 'lang="sv"' not in to_html(localise(page, Catalogue(), "en"))


@pytest.mark.parametrize(
    "written",
    ["<svg><text>Hej</text></svg>", "Text <svg><text>Hej</text></svg> här", "# <svg/>", "| <svg/> |\n|---|\n| a |", "- [ ] <svg/>",
     "![En båt](a.png)\n\nSyntolkning: en båt <svg/>", "> <svg/>", "a[^1]\n\n[^1]: <svg/>"],
)  # fmt: skip
def test_a_drawing_in_html_is_lost_wherever_it_stands_and_its_author_hears_what_to_do(written: str) -> None:
    (found,) = parse(f"{written}\n").findings
    assert (found.rule, found.values) == ("html-unsafe", (("element", "svg"),))
    assert "show that as a picture" in found.template
    assert "Say it in text" in parse("# <video>\n").findings[0].template


def test_a_comment_for_translators_goes_to_the_next_text_alone():
    page = parse("<!-- translators: a name -->\n\nEtt.\n\nTvå.\n")
    assert [segment.comment for segment in page.segments] == ["a name", ""]


@pytest.mark.parametrize(
    "written",
    [
        "<!-- translators: ett namn -->\nHej du",
        "<!--- TRANSLATORS: ett namn --->\nHej du",
        "Hej <!-- translators: ett\nnamn --> du",
        "Hej du <!-- Translators: ett namn -->",
    ],
)
def test_translators_are_told_before_a_text_or_within_it_whatever_the_case(written: str) -> None:
    assert [(s.id, s.comment) for s in parse(written).segments] == [("Hej du", "ett namn")]


def test_an_allowance_holds_for_its_block_or_first_for_the_page():
    page = parse(
        "<!-- allow: title-missing det är en bilaga -->\n\nEtt.\n\n<!-- allow: sentence-long citat -->\n\nTvå\nrader.\n"
    )
    assert page.allowed == (
        ("title-missing", 1, 3, "det är en bilaga", ("", 1, 1)),
        ("sentence-long", 7, 8, "citat", ("", 5, 1)),
    )


def test_an_allowance_after_the_last_block_holds_for_nothing_and_has_its_line():
    page = parse("---\ntitle: A\n---\n\nEtt.\n\n<!-- en\nanmärkning -->\n<!-- allow: sentence-long citat -->\n", "a.md")
    assert page.allowed == (("sentence-long", 1, 0, "citat", ("a.md", 9, 1)),)


def test_fields_of_the_front_matter_fall_back_one_by_one():
    page = parse("---\ntitle: Kontakt\ndescription: Ring oss.\n---\n")
    catalogue = Catalogue((Message("Kontakt", ("Contact",), context="title"),))
    translated = localise(page, catalogue, "en")
    assert translated.meta["title"] == "Contact"
    assert translated.fallbacks == {"description"}


def test_the_description_of_a_picture_in_html_begins_and_ends_with_no_blank() -> None:
    page = parse('<p><img src="a.png" alt=" En skylt "></p>')
    assert [segment.id for segment in page.segments] == ["En skylt"]
    assert 'alt="En skylt"' in to_html(page)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("Se [boken][b].\n\n[b]: bok.md 'En bok'", [("link-title", "En bok"), (None, "Se [boken][b].")]),
        ("Se boken.\n\n[b]: bok.md 'En bok'", [(None, "Se boken.")]),
        ("![Boken][b]\n\n[b]: bok.jpg 'En bok'", [("alt", "Boken"), ("caption", "En bok")]),
        ("![Boken][b]\nhär\n\n[b]: bok.jpg 'En bok'", [("link-title", "En bok"), (None, "![Boken][b] här")]),
    ],
)
def test_the_title_of_a_definition_is_a_message_where_somebody_sees_it(
    written: str, expected: list[tuple[str | None, str]]
) -> None:
    assert [(s.context, s.id) for s in parse(written).segments] == expected


@pytest.mark.parametrize(
    "written",
    ["![Vi](a.png '{}')", "![{}](a.png)", "---\ntitle: >\n  {}\n---\n", "[a][b]\n\n[b]: c '{}'", "<p>{}</p>", "*{}*"],
)
def test_a_no_break_space_stays_in_a_number_whatever_the_text_is(written: str) -> None:
    page = parse(written.format("Över 10\u00a0000 kr"))
    messages = tuple(m._replace(strings=(m.id.replace("Över", "Mer\nän"),)) for m in template([page]))
    translated = localise(page, Catalogue(messages), "nb")
    for document, words in ((page, "Över 10 000 kr"), (translated, "Mer än 10 000 kr")):
        seen = to_html(document).replace("&nbsp;", "\u00a0") + str(document.meta.get("title", ""))
        assert words.replace("10 000", "10\u00a0000") in seen.replace("\n", " ")


def test_a_message_of_another_context_is_another_message():
    page = parse("---\ntitle: Kontakt\n---\n\nKontakt\n")
    catalogue = Catalogue((Message("Kontakt", ("Contact us",)),))
    translated = localise(page, catalogue, "en")
    assert translated.fallbacks == {"title"}
    assert to_html(translated) == "<p>Contact us</p>\n"


def test_words_of_the_body_are_in_its_language():
    assert Plain("sv").label("description") == "Syntolkning"
    assert Plain("en-GB").label("description") == "Picture description"


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\ud800"])
@pytest.mark.parametrize("around", ["{}", "*a* {}", "a\n\nb {}"])
def test_what_is_no_character_of_a_page_is_none_in_a_translation_either(sign: str, around: str) -> None:
    document = parse(
        "---\ntitle: Hej\n---\nHej\n\n![Du](bild.png 'Vi')\n\n<div>där</div>\n\n[a][b]\n\n[b]: c 'Titel'\n"
    )
    texts = tuple(m._replace(strings=(around.format(f"x{sign}y"),)) for m in template([document]))
    localised = localise(document, Catalogue(texts), "en")
    for text in (to_html(localised), str(localised.meta["title"])):
        assert sign not in text
        assert re.search("x[\ufffd?]y", text)
