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
        ('msgctxt "NAME OF TRANSLATORS"\nmsgid "Your names"\nmsgstr "Anna Ek,Bo Ahl  och Cia Alm"\n', set()),
        ('msgid "translator-credits"\nmsgstr "Anna.Ek@example.org,Bo@example.org"\n', set()),
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


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        # Single quotation marks of typewriters have straight ones for an answer, in the way of the program.
        ("cannot read '%s'", 'kan inte läsa \\"%s\\"', "sv"),
        ("cannot read `%s'", 'kan inte läsa \\"%s\\"', "sv"),
        ("cannot read '%s'", "»%s« kann nicht gelesen werden", "de"),
        ("cannot read '%s'", "kan ikke læse »%s«", "da"),
        ("`", "„", "de"),
        ("'", "\u00a0»", "fr"),
        # What programs are told and tell is in no language.
        ("Same as --mode=all, or --mode=any,all,some.", "Samma som --mode=all eller --mode=any,all,some.", "sv"),
        (
            "only valid in a `for', `while' or `until' part",
            "endast giltigt i en ”for”-, ”while”- eller ”until”-del",
            "sv",
        ),
        ("no such item in lib_item_tables: for-all, by-name", "saknas i lib_item_tables: for-all, by-name", "sv"),
        ("<new-state> install <old-version> <new-version>", "ny-state install gammal-version ny-version", "sv"),
        ("invalid format %s (buffer overflow)", "%s er et ugyldig format (bufferen er for stor)", "nb"),
        ("B<-a>, B<--all> I<item>", "B<-a>, B<--all> I<post>", "sv"),
        ("  --keep-names=[no|yes] ", "  --keep-names=[no|yes] ", "sv"),
        (" if this is in that list; then\\n   go on\\n fi", " if this is in that list; then\\n   go on\\n fi", "sv"),
        # Markup of manual pages.
        ("B<tool>(5) shows it, and I<tool(8)> too.", "I<tool(5)> visar det, det gör B<tool>(8) också.", "sv"),
        ("The program *tool* shows it.", "Programmet *tool*(8) visar det.", "sv"),
        ("B<for-all>(1), B<by-name>(1), I<on-demand>(5).", "B<for-all>(1), B<by-name>(1), I<on-demand>(5).", "sv"),
        ("bits %#x", "bitar 0x%x", "sv"),
        # What GNU programs ask translators for.
        (
            "Report bugs to %s.\\n",
            "Rapportera fel till %s.\\nSynpunkter på översättningen tar vi emot på <sv@example.org>.\\n",
            "sv",
        ),
        # Marks that somebody speaks of, and what stands after a mark.
        ("`;' unexpected", "oväntat ”;”", "sv"),
        ("cannot open the new file '%s'", "kan inte öppna en fil till, ”%s”", "sv"),
        ("Try `tool tool'.", "Prova ”tool tool”.", "sv"),
        ("a name of your own", "un nom de votre choix ;", "fr"),
        # Columns.
        ("-a\\t\\tall of them", "-a              alla", "sv"),
        (" -o, --only <name> nothing else", " -o, --only <namn>  inget annat", "sv"),
        (
            "Options:\\n  -a  Show one.\\n  -b  Show two.\\n  -c  Show all.\\n  -d  Show none.\\n  -e  Show names.\\n",
            "Flaggor:\\n  -a  visa en\\n  -b  visa två\\n  -c  visa alla\\n  -d  visa ingen\\n  -e  visa namn\\n",
            "sv",
        ),
        # Small numbers in words of a language whose words nobody here knows.
        ("more than 1 day", "mehr als einen Tag", "de"),
        ("only 0 is allowed", "seul zéro est permis", "fr"),
    ],
)
def test_no_false_alarm_about_programs(source: str, text: str, language: str) -> None:
    assert found(f'msgid "{source}"\nmsgstr "{text}"\n', language) == set()


@pytest.mark.parametrize(
    ("source", "text", "language", "rule"),
    [
        ("cannot read %s", 'kan inte läsa \\"%s\\"', "sv", "translation-quotes"),
        ("cannot read '%s'", "»%s” kann nicht gelesen werden", "de", "translation-quotes"),
        ("The options are shown below this.", "These are the options of --all of them.", "sv", "translation-language"),
        ("There is more of it than before.", "There is more of it than before.", "da", "translation-unchanged"),
        ("since B<tool> 1.2.10", "sedan B<tool> 1.12.10", "sv", "translation-number"),
        ("more than 15 days", "mehr als viele Tage", "de", "translation-number"),
        ("8 bits and no more", "16 Bits und nicht mehr", "de", "translation-number"),
        ("Look for them, too.", "Se efter dem,", "sv", "translation-punctuation"),
        ("It shows them.", "Den den visar dem igen igen.", "sv", "translation-repeated-word"),
    ],
)
def test_what_is_wrong_there_is_found(source: str, text: str, language: str, rule: str) -> None:
    assert found(f'msgid "{source}"\nmsgstr "{text}"\n', language) == {rule}


@pytest.mark.parametrize(
    "text", ["Hälsningar under hela sommarens långa dagar.", "Glada barn leker ute under sommarens soliga dagar."]
)
def test_swedish_that_stayed_is_found_by_words_that_english_has_too(text: str) -> None:
    entry = f'#, md-text, no-python-format\nmsgid "Alltid öppet för den som vill bada."\nmsgstr "{text}"\n'
    assert "translation-language" in found(entry, "en", "sv")


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
