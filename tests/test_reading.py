"""A page as its report shows it: the right text beside the right translation, and marks where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import blocks_of, counts_of, run
from pipeline.language.improve import ADVICE, foremost, gains
from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Document, Finding, Location, Message
from pipeline.parsing.inline import OBJECT
from pipeline.prose import count, read, tally
from pipeline.reporters.highlight import Mark, marks_in
from pipeline.reporters.reading import Page, Reading, Side, reading

LONG = "Vi som arbetar här och som gärna vill hjälpa dig med allt det som du behöver finns på plats varje dag i veckan utom när det är röd dag."


def side_by_side(source: str, *messages: Message, findings: tuple[Finding, ...] = (), advised: bool = False) -> Reading:
    document = parse(source, "om.md")
    catalogue = Catalogue(tuple(messages), path="locales/en/LC_MESSAGES/site.po")
    english = localise(document, catalogue, "en")
    here = [tuple(f for f in findings if f.language == language) for language in ("sv", "en")]
    return reading(
        [page(document, None, here[0], advised), page(english, catalogue, here[1], advised)], limit=25, site={}
    )


def page(document: Document, catalogue: Catalogue | None, findings: tuple[Finding, ...], advised: bool) -> Page:
    blocks = blocks_of(document)
    codes = read(blocks, document.language).blocks
    best = foremost(blocks, document.language, ADVICE) if advised else ()
    return Page("source/om.md", document, catalogue, findings, codes, best)


def texts(read: Reading) -> list[tuple[str, ...]]:
    return [(row.role, row.name, *(side.text for side in row.sides)) for row in read.rows]


def shown(side: Side, kind: str) -> list[str]:
    return [side.text[mark.start : mark.end] for mark in side.marks if mark.kind == kind]


def test_every_text_stands_beside_its_translation() -> None:
    read = side_by_side(
        '---\ntitle: Om oss\n---\n\n## Vi\n\nRing `x()` oss.\n\n- Ja\n\n![En dörr](d.png "Dörren")\n\nSyntolkning: Grön.\n',
        Message("Om oss", ("About us",), "title"),
        Message("Vi", ("We",)),
        Message("Ring `x()` oss.", ("Call `x()` us.",)),
        Message("En dörr", ("A door",), "alt"),
        Message("Grön.", ("Green.",)),
    )  # fmt: skip
    assert texts(read) == [
        ("field", "title", "Om oss", "About us"),
        ("heading", "h2", "Vi", "We"),
        ("paragraph", "", "Ring x() oss.", "Call x() us."),
        ("item", "", "Ja", ""),
        ("picture", "d.png"),
        ("alt", "", "En dörr", "A door"),
        ("caption", "", "Dörren", ""),
        ("description", "", "Grön.", "Green."),
    ]
    assert [row.sides[1].missing for row in read.rows if row.sides] == [False, False, False, True, False, True, False]


def test_a_picture_in_a_text_or_a_cell_is_shown_in_both_languages() -> None:
    read = side_by_side(
        "Se ![pilen](p.svg) nu.\n\n| A |\n|---|\n| ![x y](c.svg) |\n",
        Message("Se ![pilen](p.svg) nu.", ("See ![the arrow](p.svg) now.",)),
    )
    assert texts(read)[:3] == [
        ("paragraph", "", "Se  nu.", "See  now."),
        ("picture", "p.svg"),
        ("alt", "", "pilen", "the arrow"),
    ]
    assert ("picture", "c.svg") in texts(read)


def test_a_long_sentence_and_its_long_words_are_marked_and_nothing_else() -> None:
    read = side_by_side(f"Vi kommer gärna. {LONG} Utveckling är bra.\n")
    (row,) = read.rows
    assert shown(row.sides[0], "hard") == [LONG]
    assert shown(row.sides[0], "long") == ["arbetar", "behöver"]
    assert [mark.number for mark in row.sides[0].marks if mark.kind == "hard"] == [29]


def test_marks_are_where_the_words_are_behind_code_and_addresses() -> None:
    code = "`f(x, y)` <https://exempel.se/mycket/langt> "
    read = side_by_side(f"Skriv {code} nu. {LONG} Och {code} sedan.\n")
    assert shown(read.rows[0].sides[0], "hard") == [LONG]
    assert OBJECT not in read.rows[0].sides[0].text


def test_a_finding_is_marked_at_its_words_and_named_at_its_block() -> None:
    source = "Vi.\n\nLäs mer [här](borta.md), inte därhän.\n"
    document = parse(source, "source/om.md")
    found = tuple(f for f in run(document) if f.rule == "link-text-vague")
    read = side_by_side(source, findings=found)
    assert [side.findings for row in read.rows for side in row.sides] == [(), (), (1,), ()]
    assert shown(read.rows[1].sides[0], "spot") == ["här"]
    assert [said.row for said in read.findings] == [1]


def test_a_finding_in_a_catalogue_is_at_the_translation() -> None:
    place = Location("locales/en/LC_MESSAGES/site.po", 7, 1)
    finding = Finding("translation-number", "error", "No {n}.", place, "en", (("n", "3"),))
    read = side_by_side("Vi.\n\nDe är 3.\n", Message("De är 3.", ("They are 3.",), line=7), findings=(finding,))
    assert [side.findings for row in read.rows for side in row.sides] == [(), (), (), (1,)]
    assert shown(read.rows[1].sides[1], "spot") == []  # A single sign says too little.


def test_a_finding_about_the_whole_page_is_at_no_block() -> None:
    finding = Finding("readability-hard", "error", "Hard.", Location("locales/x.po", 1, 1), "sv")
    read = side_by_side("Vi.\n", findings=(finding,))
    assert [said.row for said in read.findings] == [None]


def test_advice_is_given_where_it_is_asked_for() -> None:
    assert side_by_side(f"Vi.\n\n{LONG}\n").advice == ((), ())
    read = side_by_side(f"Vi.\n\n{LONG}\n", advised=True)
    (best,), nothing = read.advice
    assert (best.block, best.sentence.text) == (1, LONG)
    assert nothing == ()
    assert [mark.rank for mark in read.rows[1].sides[0].marks if mark.kind == "hard"] == [1]


def test_counts_are_told_where_they_say_something_and_a_lix_where_there_are_words_for_it() -> None:
    read = side_by_side("Kort.\n\n" + LONG + "\n\n" + "Vi kommer gärna hem till dig. " * 20 + "\n")
    told = [(side.tally is not None, side.measure is not None) for side in (row.sides[0] for row in read.rows)]
    assert told == [(False, False), (True, False), (True, True)]


# --- what holds for any text -----------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Vi",
        "hjälper",
        "utvecklingen",
        "t.ex.",
        "och/eller",
        "3",
        "12 000",
        "e-post",
        OBJECT,
        "Nej!",
        "Slut.",
        "(",
        "a\u030a",
    ]
)
TEXT = st.lists(WORDS, max_size=60).map(" ".join)


@given(st.lists(TEXT, max_size=6))
def test_tallies_add_up_to_the_counts(blocks: list[str]) -> None:
    counts, codes = count(blocks, "sv"), read(blocks, "sv").blocks
    tallies = [tally(code) for code in codes]
    assert all(len(code) >= one.words for code, one in zip(codes, tallies, strict=True))
    assert len(tallies) == len(blocks)
    assert sum(t.words for t in tallies) == counts.words
    assert sum(t.sentences for t in tallies) == counts.sentences
    assert sum(t.long_words for t in tallies) == counts.long_words
    assert max((t.longest for t in tallies), default=0) == counts.longest


@given(st.lists(TEXT, max_size=6), st.integers(1, 4))
def test_the_foremost_gains_are_the_first_of_all(blocks: list[str], most: int) -> None:
    """The report looks for three, `explain` for all: whoever reads both shall read the same."""
    assert foremost(blocks, "sv", most) == gains(blocks, "sv")[:most]


@given(TEXT, st.integers(1, 30), st.lists(WORDS, max_size=3))
def test_marks_lie_in_the_text_and_never_cross(text: str, limit: int, quoted: list[str]) -> None:
    inline = parse(text.replace(OBJECT, "`kod`")).segments
    findings = {n: Finding("x", "error", "{w}", Location("a", 1), "sv", (("w", w),)) for n, w in enumerate(quoted, 1)}
    for segment in inline:
        marks = marks_in(segment.inline, "sv", limit, {}, findings)
        assert list(marks) == sorted(marks, key=lambda m: (m.start, -m.end))
        for one in marks:
            assert 0 <= one.start < one.end <= len(segment.inline.text)
            assert not any(one.start < other.start < one.end < other.end for other in marks)


@given(st.text(max_size=200))
def test_any_page_can_be_read(text: str) -> None:
    document = parse(text, "om.md")
    read = reading([page(document, None, (), True)], limit=5, site={})
    assert all(len(row.sides) == 1 for row in read.rows if row.role not in ("picture", "decorative"))
    assert counts_of(document) == count(blocks_of(document), "sv")
    assert all(isinstance(mark, Mark) for row in read.rows for side in row.sides for mark in side.marks)
