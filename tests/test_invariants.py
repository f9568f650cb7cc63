"""The invariants of the design that concern one page, for generated Markdown and for any text at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from growth import linear
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode
from strategies import WORDS, anything, pages

from pipeline.extract import template
from pipeline.markdown import localise, parse, parse_inline, to_html
from pipeline.model import NOWHERE, Catalogue, Document, Image, InlinePart, Link, Message
from pipeline.parsing.parts import has_words

PLAIN_ROLES = ("alt", "caption", "field", "html", "link-title")
_WORD = re.compile("|".join(re.escape(w) for w in sorted(WORDS, key=len, reverse=True)))
_MARKS = re.compile(r' lang="sv" dir="ltr"')
_BLOCKS = frozenset(
    (
        "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
        "h6 header hr html li main nav ol p pre script section style summary table tbody td tfoot th thead tr "
        "ul"
    ).split()
)


def identity(document: Document) -> Catalogue:
    """The catalogue in which every translation is its source."""
    return Catalogue(tuple(m._replace(strings=(m.id,)) for m in template([document])))


def of(document: Document, *texts: str) -> Catalogue:
    """A catalogue whose translations are `texts`, over and over."""
    return Catalogue(tuple(m._replace(strings=(texts[i % len(texts)],)) for i, m in enumerate(template([document]))))


def without_marks(html: str) -> str:
    """`html` with the language marks of untranslated text taken out."""
    pieces: list[str] = []
    opened: list[bool] = []
    for token in re.split(r"(<span[^>]*>|</span>)", html):
        if token == "</span>":
            ours = opened.pop()
        elif token.startswith("<span"):
            opened.append(ours := token == '<span lang="sv" dir="ltr">')
        else:
            ours = False
        pieces += [] if ours else [token]
    return _MARKS.sub("", "".join(pieces))


def bare(parts: tuple[InlinePart, ...]) -> tuple[InlinePart, ...]:
    """`parts` without where their pictures stand."""
    return tuple(
        p._replace(location=NOWHERE)
        if isinstance(p, Image)
        else p._replace(parts=bare(p.parts))
        if isinstance(p, Link)
        else p
        for p in parts
    )


def structure(html: str) -> list[str]:
    """The block elements of `html` as a browser builds them, with their depth."""
    found: list[str] = []

    def walk(node: LexborNode, depth: int) -> None:
        for child in node.iter(include_text=False):
            block = child.tag in _BLOCKS
            if block:
                found.append(f"{depth} {child.tag}")
            walk(child, depth + block)

    body = LexborHTMLParser(f"<!DOCTYPE html><html><body><main>{html}</main></body></html>").body
    assert body is not None
    walk(body, 0)
    return found


def read_aloud(html: str) -> str:
    """Everything of `html` that is seen or heard: text outside code, alternative texts, titles, labels."""
    tree = LexborHTMLParser(f"<main>{html}</main>")
    tree.strip_tags(["code"])
    main = tree.css_first("main")
    heard = [node.attributes.get(name) or "" for node in tree.css("*") for name in ("alt", "title")]
    return " ".join([main.text(separator=" ") if main is not None else "", *heard])


@pytest.mark.parametrize("source", [pages(), anything], ids=["pages", "anything"])
def test_a_catalogue_of_identical_texts_changes_no_byte(source):
    @given(source)
    def check(text):
        document = parse(text)
        assert to_html(localise(document, identity(document), "sv")) == to_html(document)

    check()


@pytest.mark.parametrize("source", [pages(), anything], ids=["pages", "anything"])
def test_an_empty_catalogue_only_marks_the_language(source):
    @given(source)
    def check(text):
        document = parse(text)
        html = to_html(replace(document, language="en"))
        assert without_marks(to_html(localise(document, Catalogue(), "en"))) == without_marks(html)

    check()


@given(pages())
def test_a_msgid_alone_reads_as_it_does_on_its_page(text):
    for segment in parse(text).segments:
        if segment.role not in PLAIN_ROLES:
            assert bare(parse_inline(segment.id, segment.references).parts) == bare(segment.inline.parts)


@given(pages())
def test_every_word_is_extracted_once(text):
    """In the pseudo-locale each word of the vocabulary is turned into another; none is left, none is doubled."""
    document = parse(text)
    address = re.compile(r"(\]\()([^)\s]*)|(<https?:[^>]*>)|((?P<fence>`+)(?!`).+?(?<!`)(?P=fence)(?!`))|(&\w+;)")

    def pseudo(msgid: str) -> str:
        pieces, position = [], 0
        for match in address.finditer(msgid):
            pieces += [_WORD.sub("Жук", msgid[position : match.start()]), match[0]]
            position = match.end()
        return "".join([*pieces, _WORD.sub("Жук", msgid[position:])])

    messages = tuple(m._replace(strings=(pseudo(m.id),)) for m in template([document]))
    before = read_aloud(to_html(document))
    after = read_aloud(to_html(localise(document, Catalogue(messages), "sv")))
    assert not _WORD.findall(after)
    assert after.count("Жук") == len(_WORD.findall(before))


@given(pages(), st.lists(anything, min_size=1, max_size=4))
def test_no_translation_changes_the_blocks(text, msgstrs):
    document = parse(text)
    translated = localise(document, of(document, *msgstrs), "sv")
    assert structure(to_html(translated)) == structure(to_html(document))


@given(anything)
@settings(max_examples=300)
def test_any_text_is_a_page(text):
    document = parse(text)
    html = to_html(document)
    assert all(segment.line >= 1 and segment.column >= 1 for segment in document.segments)
    assert all(has_words(segment.inline) or segment.role == "field" for segment in document.segments)
    for run in document.runs:
        assert run.segment is None or run.segment < len(document.segments)
    lowered = html.lower()
    assert not re.search(r"<(script|style|iframe|object|form|svg)\b", lowered)
    assert not re.search(r"<[^<>]*\son\w+=", re.sub(r'"[^"]*"', '""', lowered))
    assert not re.search(r'(href|src)="\s*(javascript|data|vbscript):', lowered)


@given(anything, anything)
def test_any_translation_is_harmless(text, msgstr):
    document = parse(f"Ett stycke.\n\n{text}")
    html = to_html(localise(document, of(document, msgstr), "en")).lower()
    assert not re.search(r"<(script|style|iframe|object|form|svg)\b", html)
    assert not re.search(r'(href|src)="\s*(javascript|data|vbscript):', html)


@given(pages())
def test_wrapping_a_source_anew_changes_nothing(text):
    """Soft line breaks in plain paragraphs are blanks."""
    document = parse("sol måne\nÅ ö\n\nord-led\n")
    again = parse("sol\nmåne Å\nö\n\nord-led\n")
    assert [s.id for s in again.segments] == [s.id for s in document.segments]
    assert to_html(again) == to_html(document)


HOSTILE = {
    "attributes": ("[x]{a=", "bbbb="),
    "classes": ("[x]{", "a=b.c"),
    "brackets": ("", "["),
    "pictures": ("", "!["),
    "backticks": ("", "`a``"),
    "emphasis": ("", "*a _"),
    "open tags": ("<div>\n", "<b>x"),
    "open attributes": ("<div>\n", "<a b='"),
    "open comments": ("", "<!--"),
    "comments in a text": ("a", " <!-- b --> c"),
    "comments that touch": ("a", "<!-- b -->"),
    "comments and blanks": ("a <!-- b -->", " <!-- c -->\n"),
    "comments of dashes": ("<!-- allow:", "-"),
    "code of programs": ("<div>\n?>", "<?"),
    "CDATA": ("<div>\n]]>", "a <![CDATA["),
    "comments in a block": ("<div>\n", "<!-- a "),
    "equal headings": ("", "# a\n"),
    "items": ("", "- a\n"),
    "paragraphs": ("", "a\n\n"),
    "hard breaks": ("", "a\\\n"),
    "spans": ("", "[a]{lang=en} "),
    "figures": ("", "![a](b.png)\n\nSyntolkning: x.\n\n"),
    "footnotes": ("[^1]: a\n\n", "[^1]"),
}


@pytest.mark.parametrize("start, unit", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(start: str, unit: str) -> None:

    def work(length: int) -> Callable[[], object]:
        text = start + unit * (length // len(unit))
        return lambda: to_html(localise(parse(text), Catalogue(), "en"))

    assert linear(work, 6_000)


@given(pages())
def test_reading_order_and_places(text):
    """Segments come in the order of the page, the front matter first, footnotes last."""
    segments = [s for s in parse(text).segments if s.role not in ("footnote", "html", "alt", "link-title")]
    assert [s.line for s in segments] == sorted(s.line for s in segments)


def test_the_footnotes_and_references_of_a_page_hold_in_its_translations():
    document = parse("Se [handboken][h] och noten[^1].\n\n[h]: bok.md 'Titel'\n\n[^1]: En not.\n")
    catalogue = of(document, "Title", "Note[^1] in [the book][h].", "A note.")
    html = to_html(localise(document, catalogue, "en"))
    assert '<a href="bok.md" title="Title">the book</a>' in html
    assert html.index("fnref-1") < html.index("the book")
    assert Counter(re.findall(r'id="([^"]+)"', html)).most_common(1)[0][1] == 1


@pytest.mark.parametrize("label, mark", [("not", "NOT"), ("Å", "å"), ("Straße", "STRASSE")])
def test_the_label_of_a_footnote_is_the_same_in_upper_and_lower_case(label, mark):
    document = parse(f"Text[^{mark}] här[^{label}].\n\n[^{label}]: En not.\n")
    translated = localise(document, of(document, f"Here[^{label.lower()}] text[^{mark}].", "A note."), "en")
    for html in (to_html(document), to_html(translated)):
        assert re.findall(r'id="(fn(?:ref)?-[\d-]+)"', html) == ["fnref-1", "fnref-1-2", "fn-1"]


def test_a_footnote_whose_mark_a_translation_lost_has_no_way_back():
    document = parse("Text[^1].\n\n[^1]: Not.\n")
    html = to_html(localise(document, of(document, "Text.", "Note."), "en"))
    assert "Note." in html
    assert "#fnref" not in html


def test_message_key_is_context_and_text():
    assert Message("a", context="alt").key != Message("a").key
