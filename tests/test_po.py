"""The PO format: what is read, what is refused and where, and that what is written is what msgcat would write.

The GNU programs come with the package `gettext`; see `gnu.py`.
"""

from __future__ import annotations

import pytest
from catalogues import ANY, CALLS_A_PROGRAM, DATA, cases, catalogues, messages, texts
from gnu import HEADER, gnu
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.catalogue import parse, serialise
from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Message
from pipeline.po import reader, writer
from pipeline.po.faults import Irregular


def one(text: str) -> Message:
    result = reader.read(text)
    assert not isinstance(result, Irregular), result
    [message] = result[0]
    return message


@pytest.mark.parametrize("title, text, expected", cases("broken.txt"), ids=lambda value: value[:60])
def test_a_broken_catalogue_is_refused_where_it_is_broken(title: str, text: str, expected: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse(text.encode(), "en.po")
    assert str(caught.value) == f"en.po:{expected.strip()}"


@pytest.mark.parametrize("title, text, expected", cases("broken.txt"), ids=lambda value: value[:60])
def test_the_place_is_the_same_in_the_midst_of_a_file_from_windows(title: str, text: str, expected: str) -> None:
    before = 'msgid "Först"\r\nmsgstr "First"\r\n\r\n'
    with pytest.raises(CatalogueError) as caught:
        parse((before + text.replace("\n", "\r\n")).encode())
    line, column, _ = expected.split(":", 2)
    location = caught.value.location
    assert location is not None
    assert (location.line, location.column) == (int(line) + 3, int(column))


@pytest.mark.parametrize(
    "written, read",
    [
        (r"Tabb\toch\nrad", "Tabb\toch\nrad"),
        (r"\"\\n\"", '"\\n"'),
        (r"\a\b\v\f\r", "\a\b\v\f\r"),
        (r"\x41\101", "AA"),
        (r"\303\245ng\xc3\xb6\x72", "ångör"),
        ("råtext\toch\x0b", "råtext\toch\x0b"),
        ("a\u2028b\x85c", "a\u2028b\x85c"),
    ],
)
def test_escapes(written: str, read: str) -> None:
    assert one(f'msgid "x"\nmsgstr "{written}"\n').strings == (read,)


@pytest.mark.parametrize(
    "line, field, expected",
    [
        ("# av en människa", "comments", ("av en människa",)),
        ("#  indraget ", "comments", (" indraget ",)),
        ("#utan blank", "comments", ("utan blank",)),
        ("#", "comments", ("",)),
        ("#. av programmet", "extracted", ("av programmet",)),
        ("#.", "extracted", ("",)),
        ("#: a.md b.md:7", "references", ("a.md", "b.md:7")),
        ("#: \u2068om oss.md\u2069 b.md", "references", ("om oss.md", "b.md")),
        ("#: \u2068om oss.md\u2069:7 \u2068b c.md:9\u2069", "references", ("om oss.md:7", "b c.md:9")),
        ("#: a\u00a0b.md", "references", ("a\u00a0b.md",)),
        ("#, fuzzy,md-text, max-length:80", "flags", ("fuzzy", "md-text", "max-length:80")),
        ("#, fuzzy c-format", "flags", ("fuzzy", "c-format")),
        ("#, fuzzy range: 0..10, to do", "flags", ("fuzzy", "range: 0..10", "to do")),
        ("#= fuzzy, c-format", "flags", ("fuzzy", "c-format")),
        ("#! fuzzy", "flags", ("fuzzy",)),
        ("#======", "comments", ("======",)),
        ("#!viktigt", "comments", ("!viktigt",)),
        ("  # indraget", "comments", ("indraget",)),
    ],
)
def test_comments(line: str, field: str, expected: tuple[str, ...]) -> None:
    assert getattr(one(f'{line}\nmsgid "x"\nmsgstr ""\n'), field) == expected


@pytest.mark.parametrize(
    "text",
    [
        'msgctxt "c" msgid "x" "y" msgid_plural "z" msgstr[0] "å" msgstr[1] "ä"',
        'msgctxt\n"c"\n\nmsgid\n\n"x"\n"y"\nmsgid_plural\t"z"\nmsgstr [0]\n"å"\n\nmsgstr[ 01 ]"ä"\n',
        'msgctxt "c"\nmsgid ""\n\n"x" "y"\n\nmsgid_plural "z"msgstr[0] "å"msgstr[1]\n"ä"\n\n""\n',
        'msgctxt "c"\rmsgid "xy"\rmsgid_plural "z"\rmsgstr[0] "å"\rmsgstr[1] "ä"\r',
    ],
)
def test_lines_are_of_no_meaning_to_gettext(text: str) -> None:
    message = Message("xy", ("å", "ä"), "c", "z")
    assert one(text)._replace(line=0) == message
    marked = "".join(f"#~ {line}\n" for line in text.replace("\r", "\n").split("\n"))
    assert one(marked)._replace(line=0) == message._replace(obsolete=True)
    around = reader.read(f'msgid "a"\nmsgstr "b"\n{text}\n\nmsgid "c"\nmsgstr "d"\n'.replace("\r", "\n"))
    assert not isinstance(around, Irregular), around
    assert [m.id for m in around[0]] == ["a", "xy", "c"]


def test_a_text_goes_on_after_an_empty_line() -> None:
    text = 'msgid "x"\nmsgstr "y"\n\n"z"\n\nmsgid "a"\nmsgstr "b"\n'
    result = reader.read(text)
    assert not isinstance(result, Irregular), result
    assert [m.strings for m in result[0]] == [("yz",), ("b",)]
    assert [m.line for m in result[0]] == [1, 6]


def test_thousands_of_texts_and_of_flags_on_one_line() -> None:
    assert len(one("#, " + 20000 * "fuzzy to do " + '\nmsgid "x"\nmsgstr "y"\n').flags) == 20001
    assert one('msgid "x"\nmsgstr ' + 20000 * '"y" ').strings == (20000 * "y",)


@pytest.mark.parametrize(
    "text",
    [
        '#~ msgid "x"\n#~ msgstr "y"\n',
        '#~msgid "x"\n#~msgstr "y"\n',
        '  #~ msgid "x"\n  #~ msgstr "y"\n',
        '#~\n#~ msgid ""\n#~ "x"\n#~ msgstr "y"\n',
        '\u00a0\n\n#~ msgid "x" \n#~ msgstr "y"',
    ],
)
def test_ways_to_write_an_obsolete_message(text: str) -> None:
    assert one(text)._replace(line=0) == Message("x", ("y",), obsolete=True)


def test_comments_of_an_obsolete_message_may_be_marked_too() -> None:
    message = one('#~ # hej\n#~ #, fuzzy\n#~| msgid "w"\n#~ msgid "x"\n#~ msgstr "y"\n')
    assert (message.comments, message.flags, message.previous[1]) == (("hej",), ("fuzzy",), "w")


def test_previous_texts_over_several_lines_and_an_empty_context() -> None:
    text = '#| msgctxt ""\n#| msgid ""\n#| "a\\n"\n#| "b"\n#| msgid_plural "c"\nmsgctxt ""\nmsgid "x"\nmsgstr "y"\n'
    message = one(text)
    assert message.previous == ("", "a\nb", "c")
    assert message.context == ""


def test_the_line_of_a_message_is_that_of_its_msgid() -> None:
    assert one('# c\n\n#| msgid "w"\nmsgctxt "title"\nmsgid "x"\nmsgstr "y"\n').line == 5


def test_a_path_with_blanks_is_written_as_gettext_writes_it() -> None:
    assert writer.write([Message("x", references=("om oss.md:7", "b c.md"))]).splitlines()[0] == (
        "#: \u2068om oss.md\u2069:7 \u2068b c.md\u2069"
    )


def test_references_are_wrapped_as_msgcat_wraps_them() -> None:
    paths = tuple(f"om-oss/några-ord-om-sidan-{number}.md" for number in range(9))
    written = writer.write([Message("x", references=paths)])
    assert max(len(line.encode()) for line in written.splitlines()) <= 79
    assert one(written).references == paths


@ANY
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "msgid",
                "msgctxt",
                "msgid_plural",
                "msgstr",
                "msgstr[0]",
                "msgstr[1]",
                '"',
                "\\",
                "\n",
                "#",
                "#~",
                "#|",
                "#~|",
                "#,",
                "a",
            ]
        )
    ).map(" ".join)
)
def test_reading_ends_in_messages_or_in_a_place(text: str) -> None:
    result = reader.read(text)
    if isinstance(result, Irregular):
        lines = text.replace("\r\n", "\n").split("\n")
        assert 1 <= result.line <= len(lines)
        assert 1 <= result.column <= len(lines[result.line - 1]) + 1
        return
    found, trailing = result
    again = reader.read(writer.write(found, trailing))
    assert not isinstance(again, Irregular)
    assert [m._replace(line=0) for m in again[0]] == [m._replace(line=0) for m in found]


@ANY
@given(st.lists(messages(), max_size=5))
def test_indenting_every_line_changes_nothing(found: list[Message]) -> None:
    """Nor does it matter that the commonest entries are read at one go: an indented one is read line by line."""
    text = writer.write(found)
    assert reader.read(text) == reader.read("".join(f" {line}\n" for line in text.split("\n")))


def canonical(message: Message) -> Message:
    """`message` without what msgcat 0.21 changes.

    It drops flags that it does not know, `fuzzy` where there is no translation, and a reference that stands twice; it
    takes a path with blanks for several; and it cannot read a previous text without a msgid.
    """
    known = [flag for flag in message.flags if flag in ("fuzzy", "no-python-format")]
    if not message.strings[0]:
        known = [flag for flag in known if flag != "fuzzy"]
    references = tuple(dict.fromkeys(r for r in message.references if " " not in r))
    previous = (None, None, None) if message.previous[1] is None else message.previous
    # A backslash at the end of a comment joins the next line to it, for gettext alone; extraction writes none.
    comments = tuple(comment.rstrip("\\\r") for comment in message.comments)
    extracted = tuple(comment.rstrip("\\\r") for comment in message.extracted)
    return message._replace(
        flags=tuple(sorted(known)),
        references=references,
        comments=comments,
        extracted=extracted,
        previous=previous,
    )


@CALLS_A_PROGRAM
@given(st.lists(messages().map(canonical), min_size=1, max_size=4, unique_by=lambda m: m.key))
def test_msgcat_would_write_the_same_bytes(found: list[Message]) -> None:
    live_first = tuple(sorted(found, key=lambda m: m.obsolete))
    # To msgcat a message without an id is the header of something; an obsolete one without a translation it drops.
    assume(all(m.id and (m.strings[0] or not m.obsolete) for m in found))
    data = serialise(Catalogue(live_first, HEADER))
    assume(b"\4" not in data)  # What .mo files have between a context and its id.
    assert gnu("msgcat", "--no-wrap", "-", data=data) == data


def test_msgcat_would_write_a_real_catalogue_in_the_same_bytes() -> None:
    data = (DATA / "om-oss.po").read_bytes()
    assert serialise(parse(data)) == data
    assert gnu("msgcat", "--no-wrap", "-", data=data) == data.replace(b"#, md-text\n", b"").replace(b", md-text", b"")


@ANY
@given(catalogues())
def test_polib_reads_what_we_write(catalogue: Catalogue) -> None:
    serialise(catalogue)  # It raises `CatalogueError` where polib reads something else.


@ANY
@given(texts)
def test_an_escaped_text_has_no_line_end(text: str) -> None:
    assert not set("\n\r\t\a\b\v\f") & set(writer.escape(text))


def test_a_flag_above_a_commented_out_entry_is_not_that_of_the_next() -> None:
    text = '#, fuzzy, c-format\n# msgid "a"\n# msgstr "b"\n\n#, c-format\nmsgid "c"\nmsgstr "d"\n'
    [message] = parse(text.encode())
    assert not message.fuzzy
    assert message.comments == ('msgid "a"', 'msgstr "b"')
    [message] = parse(b'#, fuzzy\n# a comment\n\nmsgid "c"\nmsgstr "d"\n')
    assert message.fuzzy
