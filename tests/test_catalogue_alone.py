"""`syntolk check` on a catalogue without its site: its translations beside their sources, ours and those of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import ANY, catalogues
from hypothesis import given

from pipeline.catalogue import parse
from pipeline.checks import Scope
from pipeline.model import Catalogue
from pipeline.translation.alone import examined, language_of, source_language_of

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def found(entries: str, language: str = "sv", source: str = "en") -> set[str]:
    """The rules that have something to say."""
    return {f.rule for f in examined(parse((HEADER + "\n" + entries).encode()), source, Scope(language, True)).findings}


def test_what_a_translator_of_ours_gets_by_mail(tmp_path: Path, syntolk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    Path("om.po").write_text(
        HEADER + '"Language: en\\n"\n\n'
        '#, md-text, no-python-format\nmsgid "Ring [oss](/kontakt/) före kl. 17."\nmsgstr "Call us before 6 p.m."\n\n'
        '#, no-python-format\nmsgctxt "title"\nmsgid "Om oss som är här"\nmsgstr ""\n\n'
        '#, fuzzy, md-text, no-python-format\nmsgid "Vi är här för dig."\nmsgstr "We are here."\n\n'
        "# allow: translation-number the fee is another one for foreigners\n"
        '#, md-text, no-python-format\nmsgid "Det kostar 100 kronor."\nmsgstr "It costs 200 kronor."\n',
        "utf-8",
    )
    ran = syntolk("--language", "en", "check", "om.po")
    assert ran.code == 1
    for rule in ("translation-markup", "translation-number", "translation-missing", "translation-fuzzy"):
        assert ran.out.count(rule) == 1, ran.out
    assert "om.po:8:1" in ran.out


@pytest.mark.parametrize(
    ("entries", "rules"),
    [
        ('#, c-format\nmsgid "Read %d files in %.3fs of %3$s"\nmsgstr "Läste %d filer på %.3f s av %3$s"\n', set()),
        ('#, python-brace-format\nmsgid "The {name!r} is new: {n:.2f}"\nmsgstr "{name!r} är ny: {n:.2f}"\n', set()),
        ('msgid "&File"\nmsgstr "_Arkiv"\n', set()),
        ('msgid "20% of it"\nmsgstr "30 % av det"\n', {"translation-number"}),
        ('msgid "Deleted."\nmsgstr "Borttaget  nu."\n', {"translation-whitespace"}),
        ('msgid "  Two blanks before"\nmsgstr " Ett blanksteg före"\n', set()),
        ('msgid "Two files\\n"\nmsgstr "Två filer\\n"\n', set()),
        ('msgid "Do you want it?"\nmsgstr "Du vill ha den"\n', {"translation-punctuation"}),
        ('msgid "box_forgot_password"\nmsgstr "Har du glömt det?"\n', set()),
        ('msgid "front-text"\nmsgstr "Har du 3 böcker?"\n', set()),
        ('#. Default: "You have 3 books."\nmsgid "box_books"\nmsgstr "Du har 4 böcker."\n', {"translation-number"}),
        ('msgid "%d file"\nmsgid_plural "%d files of 3"\nmsgstr[0] "en fil"\nmsgstr[1] "%d filer av 3"\n', set()),
        ('#~ msgid "Do you want it?"\n#~ msgstr "Du vill ha den"\n', set()),
    ],
)
def test_texts_of_other_programs(entries: str, rules: set[str]) -> None:
    assert found(entries) == rules


@pytest.mark.parametrize(
    ("text", "language", "rules"),
    [
        ("Tu non ha le permission de modificar alcun cosa.", "ia", set()),
        ("Rutas ás carpetas e colecciones para enlazar na raíz do portal.", "gl", set()),
        ("Mapt content type namen naar regelset namen", "nl", set()),
        ("You can change the name of this page whenever you want to.", "ca", {"translation-language"}),
        (
            "Sind Sie sicher, dass Sie das Objekt löschen wollen und nicht nur die Seite.",
            "nl",
            {"translation-language"},
        ),
    ],
)
def test_few_languages_are_told_apart_and_no_word_of_a_program_is_one(
    text: str, language: str, rules: set[str]
) -> None:
    assert found(f'msgid "You may not alter the object, nor the page."\nmsgstr "{text}"\n', language) == rules


@pytest.mark.parametrize(("text", "language"), [("10月", "ja"), ("Tháng 10", "vi"), ("10-р сар", "mn"), ("10월", "ko")])
def test_months_that_are_numbers(text: str, language: str) -> None:
    assert found(f'msgid "October"\nmsgstr "{text}"\n', language) == set()


@pytest.mark.parametrize(("text", "language"), [("oktobro", "eo"), ("minggu", "id"), ("satır aralık dışında", "tr")])
def test_capitals_are_asked_for_where_the_language_has_them(text: str, language: str) -> None:
    assert found(f'msgid "October and week"\nmsgstr "{text}"\n', language) == set()


@pytest.mark.parametrize(
    ("header", "path", "language"),
    [
        ("sv_SE", "x.po", "sv-SE"),
        ("", "locale/pt_BR/LC_MESSAGES/django.po", "pt-BR"),
        ("", "po/de.po", "de"),
        ("", "po/django.po", ""),
        ("Swedish", "x.po", "sv"),
    ],
)
def test_which_language_a_catalogue_is_in(header: str, path: str, language: str) -> None:
    assert language_of(Catalogue((), (("Language", header),), path=path)) == language


def test_which_language_its_sources_are_in() -> None:
    words = ("The page is not here.", "You have to log in first, then go on.", "This is what we found for you.")
    entries = "\n".join(f'msgid "{text}"\nmsgstr ""\n' for text in words)
    assert source_language_of(parse((HEADER + "\n" + entries).encode())) == "en"
    assert source_language_of(parse((HEADER + '\nmsgid "box_x"\nmsgstr "Hej"\n').encode())) == ""
    said = HEADER + '"X-Source-Language: fi\\n"\n\n' + entries
    assert source_language_of(parse(said.encode())) == "fi"


@ANY
@given(catalogues())
def test_no_catalogue_stops_it(catalogue: Catalogue) -> None:
    for language in ("sv", "en", "ja", ""):
        examined(catalogue, source_language_of(catalogue) or "en", Scope(language, True))
