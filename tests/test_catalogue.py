"""Reading and writing catalogues whole, in any charset, and the guard that nothing is lost.

The GNU programs come with the package `gettext`; see `gnu.py`.
"""

from __future__ import annotations

import encodings.aliases
import pickle
import re
from dataclasses import replace

import pytest
from catalogues import ANY, DATA, MANY, catalogues, messages
from gnu import HEADER, compiles, gnu
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.catalogue import decoded, guard, nplurals, parse, serialise, work
from pipeline.errors import CatalogueError
from pipeline.model import Catalogue, Message

REAL = (DATA / "om-oss.po").read_bytes()
CHARSETS = sorted(
    {*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "idna", "undefined", "utf-8-sig", ".."}
)


def without_lines(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, path="", messages=tuple(m._replace(line=0) for m in catalogue))


def in_charset(charset: str, text: str) -> bytes:
    """A catalogue that says that it is in `charset`; `text` is its one translation."""
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'
    return (header + f'msgid "x"\nmsgstr "{text}"\n').encode(
        charset if charset not in ("CHARSET", "klingon") else "utf-8"
    )


def outcome(data: bytes) -> Catalogue | CatalogueError:
    """What comes of reading `data`; any other exception is a fault."""
    try:
        return parse(data, "en.po")
    except CatalogueError as error:
        return error


def test_a_catalogue_as_a_translator_knows_it() -> None:
    catalogue = parse(REAL, "locales/en/LC_MESSAGES/om-oss.po")
    title, fuzzy, _, plural, buried = catalogue
    assert dict(catalogue.header)["X-Generator"] == "Ett prov"
    assert catalogue.comments == ("Translation of the section “Om oss”.",)
    assert (title.key, title.strings, title.line) == (("title", "Om oss"), ("About us",), 20)
    assert title.comments == ("Kept short: it stands in the menu.",)
    assert fuzzy.fuzzy
    assert not fuzzy.translated
    assert fuzzy.previous == (None, "Det är 20 % dyrare i dag.", None)
    assert fuzzy.references == ("kontakt/index.md", "om-oss/index.md")
    assert plural.strings == ("one page", "%(n)s pages")
    assert (buried.obsolete, buried.previous) == (True, ("alt", "En skyllt", None))
    assert catalogue.find("title", "Om oss") is title
    assert catalogue.find("alt", "En skylt") is None
    assert serialise(catalogue) == REAL
    assert compiles(REAL)


@ANY
@given(catalogues())
def test_what_is_written_is_read_again_the_same(catalogue: Catalogue) -> None:
    data = serialise(catalogue)
    assert without_lines(parse(data)) == catalogue
    assert serialise(parse(data)) == data


@MANY
@given(st.binary() | st.text().map(str.encode))
@example(b"\xff\xfem\0s\0g\0i\0d\0")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b'msgid "\xe5"\nmsgstr ""')
@example(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=idna\\n"\n"')
def test_any_bytes_are_a_catalogue_or_a_catalogue_error(data: bytes) -> None:
    result = outcome(data)
    if isinstance(result, Catalogue):
        assert without_lines(parse(serialise(result))) == without_lines(result)
        return
    assert result.location is not None
    assert result.location.line >= 1
    assert result.location.column >= 1
    assert str(pickle.loads(pickle.dumps(result))) == str(result)


@MANY
@given(
    catalogues().map(serialise) | st.just(REAL),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 9), st.sampled_from([b"", b'"', b"\\", b"\n", b"#~ ", b"\xc3", b"msgid ", b"<<<<<<< "])), max_size=4),
)  # fmt: skip
def test_a_damaged_catalogue_is_read_whole_or_not_at_all(data: bytes, damages: list[tuple[int, int, bytes]]) -> None:
    """Whole means: every line that is no blank one is in what is written again, so nothing was passed over."""
    for number, length, what in damages:
        place = number % (len(data) + 1)
        data = data[:place] + what + data[place + length :]
    try:
        catalogue = parse(data)
    except CatalogueError:
        return
    again = serialise(catalogue)

    def letters(text: bytes) -> list[str]:
        """Everything but what has several forms: blanks, quotes, escapes, marks and the order of comments."""
        kept = decoded(text, "")[0].replace("\\n", "").replace("msgstr[0]", "msgstr")
        return sorted(c for c in kept if c.isalnum())

    assert without_lines(parse(again)) == without_lines(catalogue)
    if not re.search(rb"\\[x0-7]", data) and "fuzzy, fuzzy" not in data.decode("utf-8", "replace"):
        header = (
            b'msgid ""\nmsgstr ""' if not (catalogue.header or catalogue.comments or catalogue.header_flags) else b""
        )
        assert letters(again + header) == letters(data) or letters(again) == letters(data)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_an_empty_catalogue(text: str) -> None:
    assert parse(text.encode()) == Catalogue()
    assert serialise(Catalogue()) == b""


def test_a_byte_order_mark_and_line_ends_of_windows_are_fine() -> None:
    assert parse(b"\xef\xbb\xbf" + REAL.replace(b"\n", b"\r\n")) == parse(REAL)


# --- charsets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "charset, text",
    [("ISO-8859-1", "Välkommen"), ("latin-1", "Å"), ("windows-1252", "”Hej”"), ("KOI8-R", "Привет"), ("GBK", "誠"), ("EUC-JP", "表示")],
)  # fmt: skip
def test_other_charsets_are_read_and_written_back(charset: str, text: str) -> None:
    data = in_charset(charset, text)
    catalogue = parse(data)
    assert catalogue.messages[0].strings == (text,)
    assert serialise(catalogue) == data


def test_a_charset_with_a_backslash_in_its_letters() -> None:
    data = in_charset("Shift_JIS", "表示")
    assert b"\\" in "表".encode("shift_jis")
    assert parse(data).messages[0].strings == ("表示",)


@pytest.mark.parametrize(
    "data",
    [
        in_charset("CHARSET", "å"),
        '# charset=latin-1\nmsgid "x"\nmsgstr "å"\n'.encode(),
        'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Content-Type: text/html; charset=latin-1"\nmsgstr "å"\n'.encode(),
        'msgctxt "html"\nmsgid ""\nmsgstr "Content-Type: text/html; charset=latin-1"\n\nmsgid "x"\nmsgstr "å"\n'.encode(),
    ],
)
def test_only_the_header_decides_about_the_charset(data: bytes) -> None:
    catalogue = parse(data)
    assert (catalogue.charset, catalogue.messages[-1].strings) == ("utf-8", ("å",))


def test_a_charset_that_is_broken_over_two_lines() -> None:
    data = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; "\n"charset=ISO-8859-1\\n"\n\nmsgid "å"\nmsgstr ""\n'.encode(
            "latin-1"
        )
    )
    assert parse(data).messages[0].id == "å"


def test_a_charset_in_a_header_with_line_ends_in_its_fields() -> None:
    data = (
        'msgid ""\nmsgstr ""\n"Content-Type: \\n"\n"text/plain; \\n"\n"charset=ISO-8859-1\\n"\n\nmsgid "å"\nmsgstr ""\n'
    )
    assert parse(data.encode("latin-1")).messages[0].id == "å"


@pytest.mark.parametrize("charset", ["UTF-8", "utf8"])
def test_a_comment_of_the_time_before_utf_8_keeps_its_letters(charset: str) -> None:
    data = f"# Åke, översättare\n{in_charset(charset, 'é').decode()}"
    old = (
        data.replace("# Åke", "# Lasse\n# Åke")
        .encode()
        .replace("# Åke, översättare".encode(), "# Åke, översättare".encode("latin-1"))
    )
    assert parse(old).comments == ("Lasse", "Åke, översättare")
    assert serialise(parse(old)) == data.replace("# Åke", "# Lasse\n# Åke").encode()
    with pytest.raises(CatalogueError, match="a byte that is not"):
        parse(data.encode().replace("é".encode(), "é".encode("latin-1")))


@pytest.mark.parametrize(
    "data, expected",
    [
        (in_charset("klingon", "x"), "en.po:2:43: unknown charset “klingon” in the header"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-7\\n"\n', "en.po:3:36: unknown charset “utf-7” in the header"),
        ('msgid "Hej"\nmsgstr "Åh, åh"\n'.encode("latin-1"), "en.po:2:9: a byte that is not utf-8"),
        ('#~ msgid "ö"'.encode("latin-1"), "en.po:1:11: a byte that is not utf-8"),
        ('# ö\nmsgid "åh '.encode() + b"\xff", "en.po:2:11: a byte that is not utf-8"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=ASCII\\n"\n\n# \xc3\xa5', "en.po:4:3: a byte that is not ascii"),
        ("msgid".encode("utf-16"), "en.po:1:1: the file is UTF-16. Save it as UTF-8"),
        (b'msgid "Hej"\nmsgstr "a\0b"\n', "en.po:2:10: a NUL byte: this is no text"),
        (b"MZ\x90\0", "en.po:1:3: a byte that is not utf-8"),
    ],
)  # fmt: skip
def test_wrong_bytes_are_refused_where_they_are(data: bytes, expected: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse(data, "en.po")
    assert str(caught.value) == expected


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_codec_of_python_reads_or_refuses(charset: str) -> None:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'.encode()
    for comment in (b"", "å".encode(), bytes(range(128, 256)), b"\x1b$)C\xff\x0e", b"\\"):
        try:
            catalogue = parse(header + b"# " + comment + b'\nmsgid "x"\nmsgstr "y"\n')
        except CatalogueError:
            continue
        assert catalogue.messages[0].strings == ("y",)
        assert parse(serialise(catalogue)) == catalogue


def test_a_letter_that_the_charset_cannot_hold_is_refused_before_anything_is_written() -> None:
    catalogue = replace(parse(in_charset("ISO-8859-1", "x")), path="en.po")
    with pytest.raises(CatalogueError) as caught:
        serialise(replace(catalogue, messages=(Message("“"),)))
    assert str(caught.value) == "en.po: ““” cannot be written in iso-8859-1; convert the catalogue to UTF-8"


# --- header --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header, fields",
    [
        (r"Language: en\nX-Odd:\n", (("Language", "en"), ("X-Odd", ""))),
        (r"Language:en", (("Language", "en"),)),
        (r"Language-Team: A\n  and B\nLanguage: en\n", (("Language-Team", "A\n  and B"), ("Language", "en"))),
        (r"no field\nLanguage: en\n", (("", "no field"), ("Language", "en"))),
        (r"PO-Revision-Date: 2026-11-23T10:00:00Z\n", (("PO-Revision-Date", "2026-11-23T10:00:00Z"),)),
        (r"X-A: 1\nX-A: 2\n", (("X-A", "1"), ("X-A", "2"))),
        (r"Plural-Forms:  nplurals=2;\nX-A:\t1 \n", (("Plural-Forms", " nplurals=2;"), ("X-A", "\t1 "))),
        (r"Language: en\n\n\nX-A: 1\n\n", (("Language", "en\n\n"), ("X-A", "1\n"))),
        (r"\nLanguage: en\n", (("", ""), ("Language", "en"))),
    ],
)
def test_headers_of_every_kind(header: str, fields: tuple[tuple[str, str], ...]) -> None:
    catalogue = parse(f'msgid ""\nmsgstr "{header}"\n'.encode())
    assert catalogue.header == fields
    assert parse(serialise(catalogue)) == catalogue


def test_blanks_and_blank_lines_of_a_header_stay() -> None:
    data = (
        b'msgid ""\nmsgstr ""\n"\\n"\n"Language:  en\\n"\n"\\n"\n"Plural-Forms: \\tnplurals=3; plural=0;\\n"\n"\\n"\n'
    )
    assert serialise(parse(data)) == data
    assert nplurals(parse(data)) == 3


def test_what_other_programs_write_above_the_header_becomes_a_comment() -> None:
    catalogue = parse(b'# c\n#. extracted from desktop\n#: a.md\n#, fuzzy\nmsgid ""\nmsgstr "Language: en\\n"\n')
    assert catalogue.comments == ("c", "extracted from desktop", "a.md")
    assert catalogue.header_flags == ("fuzzy",)


def test_a_header_of_flags_alone_stays() -> None:
    data = b'#, fuzzy\nmsgid ""\nmsgstr ""\n'
    assert serialise(parse(data)) == data


# --- writing -------------------------------------------------------------------------------------


def test_more_plural_forms_than_polib_can_count() -> None:
    message = Message("a", tuple(map(str, range(12))), plural="b")
    assert without_lines(parse(serialise(Catalogue((message,))))).messages == (message,)


@pytest.mark.parametrize(
    "message",
    [
        Message("a", ()),
        Message("a", ("b", "c")),
        Message("a", (), plural="b"),
        Message("a", flags=("x, y",)),
        Message("a", comments=("two\nlines",)),
        Message("a", references=("two\nlines",)),
        Message("a", ("\0",)),
        Message("a", ("\ud800",)),
    ],
)
def test_what_a_catalogue_cannot_hold_is_refused(message: Message) -> None:
    with pytest.raises(CatalogueError):
        serialise(Catalogue((message,)))


@ANY
@given(st.lists(messages(), max_size=4), st.integers(0, 3))
def test_duplicates_are_kept(found: list[Message], which: int) -> None:
    if found:
        found.append(found[which % len(found)])
    assert without_lines(parse(serialise(Catalogue(tuple(found), HEADER)))).messages == tuple(found)


def test_msgfmt_and_msgcmp_take_what_we_write() -> None:
    assert compiles(serialise(parse(REAL)))
    translated = replace(parse(REAL), messages=tuple(m._replace(flags=()) for m in parse(REAL)))
    empty = tuple(m._replace(strings=("",) * len(m.strings)) for m in translated if not m.obsolete)
    po, pot = serialise(translated), serialise(replace(translated, messages=empty))
    assert gnu("msgcat", "--no-wrap", "-", data=pot)
    assert gnu("msgfmt", "--statistics", "-o", "/dev/null", "-", data=po) == b""


def test_msgcmp_finds_every_message_translated(tmp_path) -> None:
    translated = replace(parse(REAL), messages=tuple(m._replace(flags=()) for m in parse(REAL)))
    empty = tuple(m._replace(strings=("",) * len(m.strings)) for m in translated if not m.obsolete)
    (tmp_path / "x.po").write_bytes(serialise(translated))
    (tmp_path / "x.pot").write_bytes(serialise(replace(translated, messages=empty)))
    gnu("msgcmp", tmp_path / "x.po", tmp_path / "x.pot")


# --- the guard -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change, lost",
    [
        ({"strings": ("Hi",)}, "translation “Hello”"),
        ({"comments": ()}, "comment “Informal.”"),
        ({"flags": ("fuzzy",)}, "flag “max-length:80”"),
        ({"previous": (None, None, None)}, "previous text “Hallå”"),
    ],
)
def test_the_guard_names_what_would_be_lost(change: dict[str, object], lost: str) -> None:
    message = Message(
        "Hej", ("Hello",), flags=("md-text", "max-length:80"), comments=("Informal.",), previous=(None, "Hallå", None)
    )
    old = Catalogue((message,), path="en.po")
    guard(old, old)
    guard(old, Catalogue((message._replace(obsolete=True, flags=("max-length:80",)),)))
    with pytest.raises(CatalogueError) as caught:
        guard(old, Catalogue((message._replace(**change),)))
    assert str(caught.value) == f"en.po: 1 pieces of work would be lost, such as the {lost}, so nothing was written"


@pytest.mark.parametrize("change", [{"header": ()}, {"comments": ()}, {"trailing": ()}, {"messages": ()}])
def test_the_guard_looks_at_the_file_too(change: dict[str, object]) -> None:
    old = Catalogue((Message("a", ("b",)),), (("X-Generator", "x"),), ("c",), trailing=("# d",))
    with pytest.raises(CatalogueError):
        guard(old, replace(old, **change))


def test_one_of_two_equal_translations_is_a_loss_unless_they_are_of_one_message() -> None:
    twice = Catalogue((Message("Hej", ("Hi",)), Message("Hallå", ("Hi",))))
    with pytest.raises(CatalogueError):
        guard(twice, Catalogue(twice.messages[:1]))
    guard(Catalogue((Message("Hej", ("Hi",)), Message("Hej", ("Hi",), obsolete=True))), Catalogue(twice.messages[:1]))


def test_flags_of_extraction_are_nobodys_work() -> None:
    assert (
        work(Message("Hej", flags=("fuzzy", "md-text", "safe-html", "no-python-format", "c-format", "no-wrap")))
        == set()
    )


@ANY
@given(catalogues())
def test_the_guard_has_nothing_against_the_same(catalogue: Catalogue) -> None:
    guard(catalogue, parse(serialise(catalogue)))


@MANY
@given(catalogues(), st.integers(40, 80))
def test_wrapped_texts_say_the_same(catalogue: Catalogue, columns: int) -> None:
    data = serialise(replace(catalogue, wrap=columns))
    assert without_lines(parse(data)) == without_lines(catalogue)
    assert serialise(replace(parse(data), wrap=columns)) == data
    for line in data.decode(catalogue.charset).split("\n"):
        text = line.partition('"')[2].rstrip('"')
        assert len(line) <= columns or line.startswith("#") or " " not in text.rstrip(" ")
