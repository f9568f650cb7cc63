"""Translation memory: what is found, how much alike it is, and where it comes from."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.catalogue import parse
from pipeline.errors import SourceError
from pipeline.translation.memory import Memory, Unit, units_of
from pipeline.translation.memory_files import read_csv, read_tmx

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Hej"
msgstr "Hello"

#, fuzzy
msgid "Granskas"
msgstr "To review"

msgid "Tomt"
msgstr ""

msgid "En sida"
msgid_plural "%(n)s sidor"
msgstr[0] "One page"
msgstr[1] "%(n)s pages"

#~ msgctxt "title"
#~ msgid "Förr"
#~ msgstr "Before"

#, fuzzy
#~ msgid "Förr och oklart"
#~ msgstr "Before"
"""


def test_reviewed_translations_are_units_and_obsolete_ones_come_last() -> None:
    assert list(units_of(parse(PO.encode(), "a.po"))) == [
        Unit("Hej", "Hello", "a.po"),
        Unit("En sida", "One page", "a.po"),
        Unit("%(n)s sidor", "%(n)s pages", "a.po"),
        Unit("Förr", "Before", "a.po, obsolete", "title"),
    ]


MEMORY = Memory(
    [
        Unit("Vi möts i Malmö varje vår.", "We meet in Malmö every spring.", "a.po"),
        Unit("Vi möts i Malmö varje vår.", "Every spring in Malmö", "a.po", "title"),
        Unit("Vi möts i Lund varje vår.", "We meet in Lund every spring.", "b.po", "caption"),
        Unit("om-oss", "about-us", "a.po", "slug"),
        Unit("Om oss", "About us", "a.po", "title"),
        Unit("Tomt", " ", "a.po"),
        Unit("A\u030angbåt", "Steamer", "a.po"),
    ]
)


@pytest.mark.parametrize(
    ("text", "context", "minimum", "target", "percent"),
    [
        ("Vi möts i Malmö varje vår.", None, 75, "We meet in Malmö every spring.", 100),
        ("Vi möts i Malmö varje vår.", "title", 75, "Every spring in Malmö", 100),
        ("Vi möts i Malmö varje vår.", "alt", 75, "We meet in Malmö every spring.", 100),
        ("Vi möts i Malmö varje år.", None, 75, "We meet in Malmö every spring.", 98),
        ("Vi möts i Malmö varje år.", "title", 75, "Every spring in Malmö", 98),
        ("Vi möts i Malmö varje år.", None, 100, None, 0),
        ("Något helt annat.", None, 75, None, 0),
        ("om-oss", "slug", 75, "about-us", 100),
        ("om-os", "slug", 75, None, 0),
        ("om-oss", None, 75, None, 0),
        ("Tomt", None, 75, None, 0),
        ("Ångbåt", None, 75, "Steamer", 100),
        ("", None, 1, None, 0),
    ],
)
def test_what_is_found(text: str, context: str | None, minimum: int, target: str | None, percent: int) -> None:
    match = MEMORY.find(text, context, minimum)
    assert (target, percent) == (None, 0) if match is None else (match.unit.target, match.percent) == (target, percent)


@given(st.text("abcå ", max_size=12), st.lists(st.text("abcå ", max_size=12), max_size=8), st.integers(1, 100))
def test_the_window_by_length_hides_nothing(text: str, sources: list[str], minimum: int) -> None:
    from rapidfuzz import fuzz

    match = Memory(Unit(source, "x", "a.po") for source in sources).find(text, None, minimum)
    best = max((100 if source == text else min(fuzz.ratio(text, source), 99) for source in sources), default=0)
    assert (match.percent if match else 0) == (int(best) if best >= minimum and (best == 100 or minimum < 100) else 0)


def test_among_ten_thousand_units_the_like_of_half_a_thousand_is_found() -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnoprstuvåäö", k=rng.randint(2, 9))) for _ in range(2000)]
    sources = [" ".join(rng.choices(words, k=rng.randint(2, 30))) for _ in range(10_000)]
    memory = Memory(Unit(source, "x", "a.po") for source in sources)
    texts = [source.replace("a", "o", 3) + " till" for source in rng.sample(sources, 500)]
    texts += [" ".join(rng.choices(words, k=rng.randint(2, 30))) for _ in range(500)]
    found = [memory.find(text, None, 75) for text in texts]
    assert sum(match is not None for match in found) >= 450


# --- TMX ------------------------------------------------------------------------------------------

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="paragraph" o-tmf="x" adminlang="en"
 srclang="sv" datatype="plaintext"/>
<body>
<tu><tuv xml:lang="sv-SE"><seg>Ät äpplen &amp; päron</seg></tuv><tuv xml:lang="EN-gb"><seg>Eat apples &amp; pears</seg></tuv>
    <tuv xml:lang="de"><seg>Iss Äpfel</seg></tuv></tu>
<tu><note>Hej</note><tuv xml:lang="sv"><seg>Läs <bpt i="1">**</bpt>mer<ept i="1">**</ept>.</seg></tuv>
    <tuv lang="en"><seg>Read <bpt i="1">**</bpt>more<ept i="1">**</ept>.</seg></tuv></tu>
<tu><tuv xml:lang="sv"><seg>Bara svenska</seg></tuv></tu>
<tu><tuv xml:lang="sv"><seg>Tom</seg></tuv><tuv xml:lang="en"><seg/></tuv></tu>
</body></tmx>
"""
UNITS = [
    Unit("Ät äpplen & päron", "Eat apples & pears", "m.tmx"),
    Unit("Läs **mer**.", "Read **more**.", "m.tmx"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_tmx(encoding: str) -> None:
    assert read_tmx(TMX.format(encoding=encoding).encode(encoding), "m.tmx", "sv", "en") == UNITS


def test_tmx_of_other_languages() -> None:
    assert read_tmx(TMX.format(encoding="utf-8").encode(), "m.tmx", "sv", "fi") == []
    assert len(read_tmx(TMX.format(encoding="utf-8").encode(), "m.tmx", "sv-FI", "de")) == 1


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n<tmx><seg>&b;</seg></tmx>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<tmx><seg>&x;</seg></tmx>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "m.tmx:1:27: this TMX file cannot be read: a translation memory needs no entities of its own."),
        (OUTSIDE, "entities of its own"),
        ('<!DOCTYPE tmx SYSTEM "x.dtd"><tmx>\n<seg>&okänd;</seg></tmx>', "m.tmx:2:6: "),
        ("<tmx>\n<seg></tmx>", "m.tmx:2:8: this TMX file cannot be read: mismatched tag."),
        ("", "m.tmx:1:1: this TMX file cannot be read: no element found."),
        ("<tmx>", "no element found"),
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', "unknown encoding"),
        ("hej", "m.tmx:1:1: "),
    ],
)
def test_tmx_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_tmx(text.encode(), "m.tmx", "sv", "en")
    assert said in str(caught.value)


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'sv,en\nHej,Hello\n"Ett, två",One\n\n',
        "\ufeffsv;en\r\nHej;Hello\r\nEtt, två;One\r\n",
        '"sv";"en";"a,b,c,d"\nHej;Hello;\nEtt, två;One;\n',
        "sep=;\nsv;en\nHej;Hello\nEtt, två;One;;\n",
        "nr\tEN-GB\tsv\n1\tHello\tHej\n2\tOne\tEtt, två\n3\t\tTom",
    ],
)
def test_csv(text: str) -> None:
    assert read_csv(text.encode(), "m.csv", "sv", "en") == [
        Unit("Hej", "Hello", "m.csv"),
        Unit("Ett, två", "One", "m.csv"),
    ]


def test_csv_with_contexts_and_line_ends() -> None:
    units = read_csv('context,sv,en\ntitle,"Två\nrader","Two\u2028lines"\n,Hej,Hi\n'.encode(), "m.csv", "sv", "en")
    assert units == [Unit("Två\nrader", "Two\u2028lines", "m.csv", "title"), Unit("Hej", "Hi", "m.csv")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "m.csv:1: the first row has to name the languages, such as sv,en. It says: ."),
        (b"Hej,Hello\n", "It says: Hej,Hello."),
        (b"sv,en\nHej\n", "m.csv:2: this row has too few fields."),
        (
            b"sv,en\nOm oss, och mer,Extra\n",
            "m.csv:2: this row has more fields than there are columns. A text with “,”",
        ),
        (b"sep=;\nsv;en\nHej\n", "m.csv:3: this row has too few fields."),
        (b"sep=;\nsv,en\nHej,Hi\n", "m.csv:2: the first row has to name the languages"),
        (b"sv,en,en\nHej,Hi,Hello\n", "m.csv:1: the column “en” stands twice."),
        (b'sv,en\n"Hej,Hello\n', "m.csv:3: this CSV file cannot be read: unexpected end of data."),
        (b"sv,en\n\xe5,\xe4\n", "m.csv:2: the file is not UTF-8"),
    ],
)
def test_csv_that_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_csv(data, "m.csv", "sv", "en")
    assert said in str(caught.value)


@given(st.one_of(st.binary(max_size=80), st.text('sv,en;\t"\n\r\x00<>tmx/seg&;! é', max_size=80).map(str.encode)))
@example(b"sv,en\n\x00,a\n")
@example(b"\xff\xfe<\x00")
def test_any_file_is_read_or_refused(data: bytes) -> None:
    for read in (read_tmx, read_csv):
        place = None
        try:
            assert isinstance(read(data, "m", "sv", "en"), list)
        except SourceError as error:
            place = error.location
        assert place is None or place.line
