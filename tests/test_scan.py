"""All that is wrong with a catalogue, each with its place; and nothing about a catalogue that is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import DATA, MANY, catalogues
from gnu import HEADER
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import parse, serialise
from pipeline.errors import CatalogueError
from pipeline.po.scan import scan

OWN = sorted((Path(__file__).parent.parent / "locales").rglob("*.po*"))
HEAD = "".join(f'"{key}: {value}\\n"\n' for key, value in HEADER)
FIRST = f'msgid ""\nmsgstr ""\n{HEAD}\n'
BODY = FIRST.count("\n") + 1
"""Line on which the first message begins."""


def found(text: str | bytes) -> list[str]:
    """Places, severities and messages."""
    data = text if isinstance(text, bytes) else text.encode()
    return [
        f"{p.location.line}:{p.location.column}: {p.severity}: {p.template.format_map(dict(p.values))}"
        for p in scan(data)
    ]


@pytest.mark.parametrize("path", [*OWN, DATA / "om-oss.po"], ids=lambda path: path.name)
def test_nothing_is_wrong_with_what_we_write(path: Path) -> None:
    assert found(path.read_bytes()) == []


def test_every_syntax_error_has_its_place() -> None:
    text = """msgid "a
msgstr "A"

msgid "b"
msgstr "B"

<<<<<<< HEAD
msgid "c"
msgstr "C"
=======
msgid "c"
msgstr "D"
>>>>>>> other

msgid "d"

msgid "e"
msgstr "E" x

#~ msgid "f"
msgstr "F"
"""
    assert [line.split(": ")[0] for line in found(text)] == ["1:7", "7:1", "10:1", "13:1", "15:1", "18:12", "21:1"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            'msgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n',
            f"{BODY + 3}:1: error: “a” stands twice, first on line {BODY}. Keep one of them.",
        ),
        (
            'msgid "a"\nmsgstr ""\n\n#~ msgid "a"\n#~ msgstr "B"\n',
            f"{BODY + 3}:1: error: “a” stands twice, first on line {BODY}. Keep one of them.",
        ),
        (
            '#~ msgid "a"\n#~ msgstr "A"\n\n#~ msgid "a"\n#~ msgstr "B"\n',
            f"{BODY + 3}:1: warning: “a” stands twice, first on line {BODY}. Keep one of them.",
        ),
        (
            'msgctxt "x\\004y"\nmsgid "a"\nmsgstr ""\n',
            f"{BODY + 1}:1: error: “a” holds the character U+0004, which parts context and text in .mo files. Remove it.",
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\n',
            f"{BODY}:1: error: “a” has 1 plural forms, and the language 2.",
        ),
        (
            'msgid "a\\n"\nmsgstr "A"\n',
            f"{BODY}:1: error: “a” and its translation do not both end with a line break (\\n), so `msgfmt --check` refuses the file.",
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "\\nB"\n',
            f"{BODY}:1: error: “a” and its translation do not both begin with a line break (\\n), so `msgfmt --check` refuses the file.",
        ),
        ('#, fuzzy\nmsgid "a\\n"\nmsgstr "A"\n\nmsgid "\\nb"\nmsgstr ""\n\n#~ msgid "c"\n#~ msgstr "C\\n"\n', None),
    ],
)
def test_what_other_programs_stumble_over(body: str, expected: str) -> None:
    assert found(FIRST + body) == ([expected] if expected else [])


@pytest.mark.parametrize("mark", ["", "#~ "])
def test_a_second_header(mark: str) -> None:
    """After two files were joined. To gettext both have the same key, also where one is commented out."""
    assert found(FIRST + f'{mark}msgid ""\n{mark}msgstr "Language: sv\\n"\n') == [
        f"{BODY}:1: error: This is a second header. Keep one of them."
    ]


@pytest.mark.parametrize(
    ("lines", "place", "reason"),
    [
        ('#| msgid "b"\n#, fuzzy\nmsgid "a"\nmsgstr "A"\n', 1, "A comment stands after a previous text (`#|`)"),
        ('#| msgid ""\n#| "b"\n\n# Hej.\nmsgid "a"\nmsgstr "A"\n', 3, "A comment stands after a previous text (`#|`)"),
        ('#~| msgid "b"\n#: a.c\n#~ msgid "a"\n#~ msgstr "A"\n', 1, "A comment stands after a previous text (`#|`)"),
        ('#| msgid "b"\n#~ msgid "a"\n#~ msgstr "A"\n', 1, "Half of this entry is obsolete (`#~`)"),
        ('#~| msgid "b"\nmsgid "a"\nmsgstr "A"\n', 1, "Half of this entry is obsolete (`#~`)"),
        (
            '#| msgctxt "b"\nmsgctxt "c"\nmsgid "a"\nmsgstr "A"\n',
            2,
            "The previous text of this entry (`#|`) has no msgid",
        ),
        ('#| msgid_plural "b"\nmsgid "a"\nmsgstr "A"\n', 1, "The previous text of this entry (`#|`) has no msgid"),
    ],
)
def test_what_is_read_though_gettext_refuses_it(lines: str, place: int, reason: str) -> None:
    """Nothing is lost by reading it, and an update writes it as gettext wants it."""
    assert found(FIRST + lines) == [f"{BODY + place}:1: error: {reason}, so gettext refuses the file."]


@pytest.mark.parametrize(
    ("lines", "place"), [('\u00a0msgid "a"\nmsgstr "å"\n', 0), ('\n\u00a0 \n\nmsgid "a"\nmsgstr "å"\n', 1)]
)
def test_blanks_that_gettext_does_not_know(lines: str, place: int) -> None:
    assert found(FIRST + lines) == [
        f"{BODY + place}:1: error: This line begins with a no-break space, which gettext does not know for a blank, so it refuses the file."
    ]
    assert found(FIRST + 'msgid "\u00a0a"\nmsgstr ""\n"\u00a0å"\n') == []


def test_previous_texts_as_gettext_writes_them() -> None:
    live = '# Hej.\n#, fuzzy\n#| msgctxt "b"\n#| msgid ""\n#| "b"\n#| msgid_plural "c"\nmsgid "a"\nmsgid_plural "d"\nmsgstr[0] "A"\nmsgstr[1] "D"\n'
    assert found(FIRST + live + '\n#~| msgid "e"\n#~ msgid "f"\n#~ msgstr "F"\n\n# Slut.\n') == []


@pytest.mark.parametrize("rule", ["", "plural=", "plural=n", "plural=n !=", "plural=n/0", "plural=n-1", "plural=wat"])
def test_a_rule_that_gives_a_number_no_form(rule: str) -> None:
    body = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "B"\n'
    (problem,) = found(FIRST.replace("plural=(n != 1)", rule) + body)
    assert problem.startswith("1:1: error: The rule ")
    assert found(FIRST.replace("plural=(n != 1)", rule) + 'msgid "a"\nmsgstr "A"\n') == []


@pytest.mark.parametrize(
    "date", ["2026-11-23T10:00:00Z", "2026-11-23 10:00:59+0100", "2026-11-23 10:00+01:00", "i går"]
)
def test_dates_that_babel_refuses(date: str) -> None:
    (line,) = found(FIRST.replace("2026-11-23 10:00+0000", date))
    assert line.startswith(f"1:1: warning: The date “{date}” of PO-Revision-Date")


@pytest.mark.parametrize("date", ["", "YEAR-MO-DA HO:MI+ZONE", "1999-01-01 00:00-0500"])
def test_dates_that_are_none_yet(date: str) -> None:
    assert found(FIRST.replace("2026-11-23 10:00+0000", date)) == []


def test_the_charset_is_looked_at() -> None:
    assert found(FIRST.replace("UTF-8", "ISO-8859-1") + 'msgid "å"\nmsgstr ""\n') == [
        "1:1: error: The header says iso-8859-1, but the file is UTF-8. Correct the charset in the header."
    ]
    assert found((FIRST.replace("UTF-8", "ISO-8859-1") + 'msgid "å"\nmsgstr ""\n').encode("latin-1")) == []
    assert found(b"\xef\xbb\xbf" + FIRST.encode())[0].startswith("1:1: warning: The file begins with a byte order mark")
    assert found(FIRST.encode("utf-16"))[0] == "1:1: error: the file is UTF-16. Save it as UTF-8"
    assert found(FIRST.encode() + b'# \xe5\nmsgid "a"\nmsgstr ""\n') == [
        f"{BODY}:1: warning: This comment is not UTF-8. It is read as Latin-1 and will be written as UTF-8: see whether its letters are right."
    ]
    assert found(FIRST.replace("UTF-8", "utf8") + 'msgid "å"\nmsgstr ""\n') == []
    assert found(b'msgid "\xe5"\nmsgstr ""\n') == ["1:8: error: a byte that is not utf-8"]


def test_a_plural_needs_a_header() -> None:
    """Which is said once, and not before a plural is shown."""
    entry = 'msgid "{}"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "B"\n'
    none, line = found("#, fuzzy\n" + "\n".join(entry.format(text) for text in "abc"))
    assert line.startswith("7:1: error: The header does not say how many plural forms the language has (Plural-Forms)")
    assert none.startswith("1:1: warning: The file has no header")


@MANY
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_at_all(data: bytes) -> None:
    agrees(data)


@MANY
@given(
    catalogues().map(serialise),
    st.lists(st.tuples(st.integers(0, 5000), st.sampled_from([b'"', b"\\", b"\n", b"#~ ", b"\xc3", b"msgid ", b"<<<<<<< "])), max_size=4),
)  # fmt: skip
def test_damaged_catalogues(data: bytes, damages: list[tuple[int, bytes]]) -> None:
    for number, what in damages:
        place = number % (len(data) + 1)
        data = data[:place] + what + data[place:]
    agrees(data)


def agrees(data: bytes) -> None:
    """The reader reads exactly what the scanner finds readable, and its fault is the scanner's first."""
    fatal = [problem for problem in scan(data, "en.po") if problem.fatal]
    try:
        parse(data, "en.po")
    except CatalogueError as error:
        assert (fatal[0].location, fatal[0].template) == (error.location, error.template)  # noqa: PT017 - either way there is something to assert
    else:
        assert not fatal
