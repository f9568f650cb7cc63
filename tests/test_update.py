"""`extract` and `update` on the disk: what changes, what does not, and what stops them.

The GNU programs come with the package `gettext`; see `gnu.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from catalogues import DATA
from conftest import tree
from gnu import compiles, gnu

from pipeline import files
from pipeline.catalogue import parse
from pipeline.commands import update as updating
from pipeline.commands.update import Written
from pipeline.errors import CatalogueError, OutputError
from pipeline.model import Message
from pipeline.workspace import Workspace

NOW, LATER = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2027, 1, 1, 8, 30, tzinfo=UTC)
EN = Path("locales/en/LC_MESSAGES")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small site."""
    return Path(shutil.copytree(DATA / "site", tmp_path / "site"))


def update(folder: Path, now: datetime = NOW, languages: tuple[str, ...] = ("en",), **options: bool) -> list[Written]:
    return updating.update(Workspace(folder), languages, now, **options)[0]


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def translate(path: Path, id: str, string: str) -> None:
    """As a translator does it: the text of one message, and nothing else in the file."""
    text = path.read_text("utf-8")
    assert f'msgid "{id}"\nmsgstr ""\n' in text
    path.write_text(text.replace(f'msgid "{id}"\nmsgstr ""\n', f'msgid "{id}"\nmsgstr "{string}"\n'), "utf-8")


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_first_update_makes_a_template_and_a_catalogue_of_each_domain(folder: Path) -> None:
    written = update(folder)
    names = ("messages", "om-oss", "site")
    assert sorted(w.path for w in written) == sorted(
        [*(f"locales/{name}.pot" for name in names), *(f"locales/en/LC_MESSAGES/{name}.po" for name in names)]
    )
    assert all(w.changed for w in written)
    assert {w.path: w.messages for w in written}["locales/site.pot"] == 11
    header = dict(parse((folder / EN / "site.po").read_bytes()).header)
    assert header["Language"] == "en"
    assert header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert all(compiles(path.read_bytes()) for path in folder.glob("locales/**/*.po"))


def test_an_update_after_an_update_touches_no_file(folder: Path) -> None:
    update(folder)
    translate(folder / EN / "site.po", "Kontakta oss.", "Contact us.")
    update(folder)
    bytes_before, times_before = tree(folder), times(folder)
    assert not any(w.changed for w in update(folder, LATER))
    assert (tree(folder), times(folder)) == (bytes_before, times_before)


def test_only_the_files_of_a_changed_section_change(folder: Path) -> None:
    update(folder)
    before = times(folder)
    replace_in(folder / "source/om-oss/mer.md", "Kontakta oss.", "Ring oss.")
    changed = {w.path for w in update(folder, LATER) if w.changed}
    assert changed == {"locales/om-oss.pot", "locales/en/LC_MESSAGES/om-oss.po"}
    assert {p for p, time in times(folder).items() if time != before[p]} == {
        str(folder / path) for path in (*changed, "source/om-oss/mer.md")
    }
    assert b"POT-Creation-Date: 2027-01-01 08:30+0000" in (folder / "locales/om-oss.pot").read_bytes()
    assert b"POT-Creation-Date: 2026-11-23 10:00+0000" in (folder / "locales/site.pot").read_bytes()


def test_another_name_of_the_site_is_in_the_header_of_the_template_and_the_translations_stay(folder: Path) -> None:
    update(folder)
    translate(folder / EN / "site.po", "Provsajt", "Trial site")
    replace_in(folder / "syntolk.toml", "Provsajt", "Provsajten")
    update(folder, LATER)
    assert b"Project-Id-Version: Provsajten" in (folder / "locales/om-oss.pot").read_bytes()
    message = parse((folder / EN / "site.po").read_bytes()).find("site-title", "Provsajten")
    assert message is not None
    assert (message.strings, message.fuzzy, message.previous[1]) == (("Trial site",), True, "Provsajt")


def test_a_text_that_goes_and_comes_back_has_its_translation_again(folder: Path) -> None:
    update(folder)
    path = folder / EN / "site.po"
    translate(path, "Kontakta oss.", "Contact us.")
    before = path.read_bytes()
    replace_in(folder / "source/index.md", "Kontakta oss.", "42")
    update(folder)
    assert '#~ msgid "Kontakta oss."\n#~ msgstr "Contact us."\n' in path.read_text("utf-8")
    assert compiles(path.read_bytes())
    replace_in(folder / "source/index.md", "- 42\n\n42", "- 42\n\nKontakta oss.")
    update(folder)
    assert path.read_bytes() == before


def test_a_page_that_nobody_translated_can_be_removed(folder: Path) -> None:
    update(folder)
    (folder / "source/om-oss/mer.md").unlink()
    replace_in(folder / "source/om-oss/index.md", "Vi hjälper dig.", "Helt annan text än förut, och längre.")
    update(folder)
    assert b"#~" not in (folder / EN / "om-oss.po").read_bytes()


def test_a_corrected_slip_keeps_its_translation_on_request(folder: Path) -> None:
    update(folder)
    translate(folder / EN / "om-oss.po", "Vi hjälper dig.", "We help you.")
    for name in ("index.md", "mer.md"):
        replace_in(folder / "source/om-oss" / name, "Vi hjälper dig.", "Vi hjälper er.")
    update(folder, keep_translations=True)
    message = parse((folder / EN / "om-oss.po").read_bytes()).find(None, "Vi hjälper er.")
    assert message is not None
    assert message.translated


# --- pages that move -------------------------------------------------------------------------------


def message_in(folder: Path, domain: str, id: str, context: str | None = None) -> Message:
    found = parse((folder / EN / f"{domain}.po").read_bytes()).find(context, id)
    assert found is not None
    return found


def test_a_page_that_moves_keeps_its_translations_and_what_was_said_of_them(folder: Path) -> None:
    replace_in(folder / "source/om-oss/mer.md", "Vi hjälper dig.", "Vi finns i Malmö.")
    update(folder)
    path = folder / EN / "om-oss.po"
    translate(path, "Vi finns i Malmö.", "We are in Malmö.")
    mine = '# Kept short.\n#, max-length:40\nmsgid "Vi finns i Malmö."'
    path.write_text(path.read_text("utf-8").replace('msgid "Vi finns i Malmö."', mine), "utf-8")
    (folder / "source/fakta").mkdir()
    (folder / "source/om-oss/mer.md").rename(folder / "source/fakta/mer.md")
    update(folder)
    before, after = parse(path.read_bytes()), parse((folder / EN / "fakta.po").read_bytes())
    moved = [m for m in after if any(m.strings)]
    assert [m.strings for m in moved] == [("We are in Malmö.",)]
    assert (moved[0].fuzzy, moved[0].comments, moved[0].flags[-1]) == (False, ("Kept short.",), "max-length:40")
    assert moved[0].references == ("source/fakta/mer.md",)
    assert any(m.obsolete and m.strings == ("We are in Malmö.",) for m in before)
    again = tree(folder)
    assert not any(w.changed for w in update(folder))
    assert tree(folder) == again


def test_a_section_with_another_name_is_as_translated_as_before(folder: Path, syntolk) -> None:
    update(folder)
    translate(folder / EN / "om-oss.po", "Vi hjälper dig.", "We help you.")
    (folder / "source/om-oss").rename(folder / "source/vi")
    ran = syntolk("-C", folder, "update")
    assert message_in(folder, "vi", "Vi hjälper dig.").translated
    assert "locales/en/LC_MESSAGES/om-oss.po belongs to no section any more." in ran.err
    assert (folder / EN / "om-oss.po").exists()


def test_a_text_that_moves_and_changes_is_to_be_reviewed(folder: Path) -> None:
    update(folder)
    translate(folder / EN / "om-oss.po", "Vi hjälper dig.", "We help you.")
    for name in ("index.md", "mer.md"):
        replace_in(folder / "source/om-oss" / name, "Vi hjälper dig.", "Något annat, helt och hållet.")
    replace_in(folder / "source/index.md", "Kontakta oss.", "Vi hjälper er.")
    update(folder)
    found = message_in(folder, "site", "Vi hjälper er.")
    assert (found.strings, found.fuzzy, found.previous[1]) == (("We help you.",), True, "Vi hjälper dig.")


def test_an_update_that_ends_between_two_catalogues_is_made_good_by_the_next(folder: Path, tmp_path: Path) -> None:
    """As on a full disk: what leaves one section is obsolete there already, and has not come to the other one yet."""
    text = "Vi hjälper dig att hitta rätt bland alla blanketter."
    replace_in(folder / "source/om-oss/mer.md", "Vi hjälper dig.", text)
    update(folder)
    translate(folder / EN / "om-oss.po", text, "We help you to find the right form.")
    replace_in(folder / "source/om-oss/mer.md", text, "")
    replace_in(folder / "source/index.md", "Kontakta oss.", text.replace("alla", "våra"))
    whole = Path(shutil.copytree(folder, tmp_path / "whole"))
    update(whole)
    (folder / EN / "site.po").chmod(0o444)
    with pytest.raises(OutputError):
        update(folder)
    assert (folder / EN / "om-oss.po").read_bytes() == (whole / EN / "om-oss.po").read_bytes()
    (folder / EN / "site.po").chmod(0o644)
    update(folder)
    assert message_in(folder, "site", text.replace("alla", "våra")).strings == ("We help you to find the right form.",)
    assert tree(folder / EN) == tree(whole / EN)


def test_what_is_translated_in_another_section_is_not_asked_for_twice(folder: Path) -> None:
    update(folder)
    path = folder / EN / "om-oss.po"
    translate(path, "Vi hjälper dig.", "We help you.")
    path.write_text(path.read_text("utf-8").replace("#. ", "# Informal.\n#. "), "utf-8")
    replace_in(folder / "source/index.md", "Kontakta oss.", "Vi hjälper dig.")
    update(folder)
    found = message_in(folder, "site", "Vi hjälper dig.")
    assert (found.strings, found.fuzzy, found.comments) == (("We help you.",), False, ())


def test_two_sections_that_do_not_agree_are_to_be_reviewed(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / "source" / name).mkdir()
        (folder / "source" / name / "index.md").write_text("Vi ses.\n", "utf-8")
    update(folder)
    translate(folder / EN / "a.po", "Vi ses.", "See you.")
    translate(folder / EN / "b.po", "Vi ses.", "Goodbye.")
    replace_in(folder / "source/index.md", "Kontakta oss.", "Vi ses.")
    update(folder)
    found = message_in(folder, "site", "Vi ses.")
    assert (found.strings, found.fuzzy) == (("See you.",), True)


# --- the form of the files -------------------------------------------------------------------------


def test_wrapping_and_lines_on_request(folder: Path, syntolk) -> None:
    assert syntolk("-C", folder, "update", "--wrap", "50", "--references", "line").code == 0
    text = (folder / EN / "site.po").read_text("utf-8")
    assert 'msgid ""\n"Vi svarar på {antal} frågor, t.ex. om *bröd*."\n' in text
    assert "#: source/index.md:11\n" in text
    assert syntolk("-C", folder, "update", "--wrap", "50", "--references", "line").out == ""
    (folder / "syntolk.toml").write_text((folder / "syntolk.toml").read_text("utf-8") + "\n[po]\nwrap = 50\n", "utf-8")
    assert syntolk("-C", folder, "update").code == 0
    assert "source/index.md:11" not in (folder / EN / "site.po").read_text("utf-8")
    ran = syntolk("-C", folder, "update", "--wrap", "3")
    assert (ran.code, "at least 40" in ran.err) == (2, True)


# --- two at once -----------------------------------------------------------------------------------


def test_a_catalogue_that_somebody_saves_meanwhile_is_merged_again(folder: Path, monkeypatch) -> None:
    update(folder)
    path = folder / EN / "om-oss.po"
    replace_in(folder / "source/om-oss/index.md", "Vi hjälper dig.", "Vi hjälper alla.")
    real, saved = files.replace_unchanged, []

    def while_somebody_saves(target: Path, old: bytes | None, new: bytes) -> bool:
        if target == path and not saved:
            saved.append(path)
            translate(path, "Kontakta oss.", "Contact us.")
        return real(target, old, new)

    monkeypatch.setattr(files, "replace_unchanged", while_somebody_saves)
    update(folder)
    assert message_in(folder, "om-oss", "Kontakta oss.").translated
    assert message_in(folder, "om-oss", "Vi hjälper alla.")


def test_somebody_who_never_stops_saving_ends_the_update(folder: Path, monkeypatch) -> None:
    update(folder)
    replace_in(folder / "source/om-oss/index.md", "Vi hjälper dig.", "Vi hjälper alla.")
    monkeypatch.setattr(files, "replace_unchanged", lambda *_: False)
    with pytest.raises(CatalogueError, match="somebody else keeps writing"):
        update(folder)


def test_a_new_language_is_a_new_folder(folder: Path) -> None:
    update(folder)
    replace_in(folder / "syntolk.toml", '["en"]', '["en", "ar", "pl"]')
    update(folder, languages=("ar", "pl"))
    for language, forms in (("ar", 6), ("pl", 3)):
        path = folder / "locales" / language / "LC_MESSAGES" / "messages.po"
        plural = parse(path.read_bytes()).find(None, "%(n)s sida")
        assert plural is not None
        assert plural.strings == ("",) * forms
        assert compiles(path.read_bytes())


@pytest.mark.parametrize("name", ["messages.po", "om-oss.po", "site.po"])
def test_a_broken_catalogue_stays_as_it_is_and_the_others_are_brought_up_to_date(folder: Path, name: str) -> None:
    replace_in(folder / "syntolk.toml", '["en"]', '["en", "da"]')
    update(folder, languages=("en", "da"))
    path = folder / EN / name
    data = path.read_bytes()
    path.write_bytes(data + b'\nmsgid "Hej\nmsgstr "Hello"\n')
    replace_in(folder / "source/om-oss/mer.md", "Kontakta oss.", "Ring oss.")
    replace_in(folder / "source/index.md", "Kontakta oss.", "Skriv till oss.")
    before = tree(folder / "locales")
    done = updating.update(Workspace(folder), ("en", "da"), NOW)
    line = data.count(b"\n") + 2
    (error,) = done.unread
    assert str(error) == f"{(EN / name).as_posix()}:{line}:7: the text has no closing quote"
    after = tree(folder / "locales")
    changed = {path for path in after if after[path] != before.get(path)}
    pages = {"om-oss", "site"}
    assert changed == {
        *(f"{domain}.pot" for domain in pages),
        *(f"da/LC_MESSAGES/{domain}.po" for domain in pages),
        *(f"en/LC_MESSAGES/{domain}.po" for domain in pages - {path.stem}),
    }
    path.write_bytes(data)
    assert updating.update(Workspace(folder), ("en", "da"), NOW).unread == []
    assert parse((folder / EN / "om-oss.po").read_bytes()).find(None, "Ring oss.") is not None


@pytest.mark.parametrize("gone", [False, True], ids=["one page moves", "the whole section moves"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_a_broken_catalogue_may_have_a_translation_of_waits(
    folder: Path, syntolk, gone: bool, wrapped: bool
) -> None:
    (folder / "source/bo").mkdir()
    (folder / "source/bo/lov.md").write_text("Du behöver bygglov.\n", "utf-8")
    if not gone:
        (folder / "source/bo/hyra.md").write_text("Hyr av oss.\n", "utf-8")
    update(folder)
    path = folder / EN / "bo.po"
    translate(path, "Du behöver bygglov.", "You need a permit.")
    if wrapped:
        replace_in(path, '"Du behöver bygglov."', '""\n"Du behöver "\n"bygglov."')
    whole = path.read_bytes()
    path.write_bytes(whole + b"<<<<<<< HEAD\n")
    (folder / "source/bo/lov.md").rename(folder / "source/om-oss/lov.md")
    site, section = (folder / EN / "site.po").read_bytes(), (folder / EN / "om-oss.po").read_bytes()
    for _ in range(2):  # Saying it once does not change what is known the next time.
        ran = syntolk("-C", folder, "--language", "en", "update")
        assert ran.code == 2
        waits = "locales/en/LC_MESSAGES/om-oss.po stays as it is until locales/en/LC_MESSAGES/bo.po can be read: "
        assert waits in ran.err
        assert "locales/en/LC_MESSAGES/bo.po:" in ran.err
        assert (folder / EN / "om-oss.po").read_bytes() == section
        assert (folder / EN / "site.po").read_bytes() == site
        assert path.read_bytes() == whole + b"<<<<<<< HEAD\n"
    path.write_bytes(whole)
    assert syntolk("-C", folder, "update").code == 0
    moved = parse((folder / EN / "om-oss.po").read_bytes()).find(None, "Du behöver bygglov.")
    assert moved is not None
    assert (moved.strings, moved.fuzzy) == (("You need a permit.",), False)


def test_a_section_may_be_called_as_the_words_of_the_theme_are(folder: Path, syntolk) -> None:
    replace_in(folder / "syntolk.toml", '["en"]', '["en", "ar"]')
    for name in ("theme", "messages", "site"):
        (folder / "source" / name).mkdir()
        (folder / "source" / name / "sida.md").write_text(f"Här är {name}.\n", "utf-8")
    update(folder, languages=("en", "ar"))
    for name in ("theme", "messages", "site"):
        for language in ("en", "ar"):
            path = folder / "locales" / language / "LC_MESSAGES" / f"{name}.po"
            assert parse(path.read_bytes()).find(None, f"Här är {name}.") is not None
    words = folder / "locales/ar/LC_MESSAGES/theme.po"
    assert parse(words.read_bytes()).find(None, "Menu") is not None
    translate(words, "Här är theme.", "هذا هو الموضوع.")
    before = tree(folder / "locales")
    assert not any(w.changed for w in update(folder, languages=("en", "ar")))
    assert tree(folder / "locales") == before
    rows = json.loads(syntolk("-C", folder, "status", "-l", "ar", "--format", "json").out)
    assert {row["name"]: row["translated"] for row in rows}["source/theme/sida.md"] == 1
    syntolk("-C", folder, "build")
    assert "هذا هو الموضوع." in (folder / "build/ar/theme/sida/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("syntolk.toml", 'title = "Prov\\u0000"\n', "syntolk.toml:1:1: title is the name of the site: it may not hold a NUL character."),
        ("templates/egen.html", "{% trans %}Hej\0{% endtrans %}\n", "templates/egen.html: the file has a NUL character in it."),
    ],
)  # fmt: skip
def test_what_no_catalogue_can_hold_is_said_where_it_stands(
    folder: Path, syntolk, name: str, text: str, said: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    before = tree(folder)
    ran = syntolk("-C", folder, "--language", "en", "update")
    assert ran.code == 2
    assert said in ran.err
    assert tree(folder) == before


def test_a_broken_catalogue_of_nobodys_is_passed_over(folder: Path, syntolk) -> None:
    update(folder)
    (folder / EN / "django.po").write_text('msgid "Hej', "utf-8")
    ran = syntolk("-C", folder, "update")
    assert (ran.code, ran.out) == (0, "")


def test_where_a_catalogue_is_a_link_in_a_circle_what_it_has_is_not_known(folder: Path) -> None:
    update(folder)
    (folder / EN / "om-oss.po").unlink()
    (folder / EN / "om-oss.po").symlink_to("om-oss.po")
    before = (folder / EN / "site.po").read_bytes()
    (folder / "source/hej.md").write_text("Hej på dig\n", "utf-8")
    done = updating.update(Workspace(folder), ("en",), NOW)
    assert "cannot be read" in str(done.unread[0])
    assert done.waiting == [((EN / "site.po").as_posix(), (EN / "om-oss.po").as_posix())]
    assert (folder / EN / "site.po").read_bytes() == before


def test_a_catalogue_that_is_a_link_to_a_drive_that_is_not_connected_stays_one(folder: Path, syntolk) -> None:
    """A new one in its place would be empty, and hidden as soon as the drive is there again, with all that was translated in it."""
    update(folder)
    link, drive = folder / EN / "om-oss.po", folder.parent / "enhet"
    drive.mkdir()
    shutil.move(link, drive / "om-oss.po")
    link.symlink_to(drive / "om-oss.po")
    syntolk("-C", folder, "build", "--quiet")
    before, published = (drive / "om-oss.po").read_bytes(), tree(folder / "build")
    drive.rename(folder.parent / "borta")
    ran = syntolk("-C", folder, "update")
    assert (ran.code, f"{EN / 'om-oss.po'}: cannot be read: No such file or directory." in ran.err) == (2, True)
    assert "Not published, because a catalogue cannot be read" in syntolk("-C", folder, "build", "--quiet").err
    assert (drive.exists(), tree(folder / "build")) == (False, published)
    folder.parent.joinpath("borta").rename(drive)
    assert syntolk("-C", folder, "update").code == 0
    assert (link.is_symlink(), (drive / "om-oss.po").read_bytes()) == (True, before)


def test_catalogues_behind_a_link_to_a_drive_that_is_not_connected_stay_there(folder: Path, syntolk) -> None:
    update(folder)
    syntolk("-C", folder, "build", "--quiet")
    drive, away, published = folder.parent / "enhet", folder.parent / "borta", tree(folder / "build")
    shutil.move(folder / "locales", away)
    (folder / "locales").symlink_to(drive)
    before = tree(away)
    for command in ("update", "extract"):
        ran = syntolk("-C", folder, command)
        assert (ran.code, "No such file or directory" in ran.err) == (2, True)
    assert "Not published, because a catalogue cannot be read" in syntolk("-C", folder, "build", "--quiet").err
    assert (drive.exists(), tree(folder / "build")) == (False, published)
    away.rename(drive)
    assert syntolk("-C", folder, "update").code == 0
    assert tree(drive) == before


def test_the_command_says_where_a_catalogue_is_broken(folder: Path, syntolk) -> None:
    assert syntolk("-C", folder, "update").code == 0
    path = folder / EN / "site.po"
    path.write_bytes(path.read_bytes() + b"<<<<<<< HEAD\n")
    ran = syntolk("-C", folder, "--language", "en", "update")
    assert ran.code == 2
    assert ran.out == ""
    line = path.read_bytes().count(b"\n")
    assert f"locales/en/LC_MESSAGES/site.po:{line}:1: a conflict marker of git" in ran.err
    assert "What cannot be read was left out and stays as it is." in ran.err
    assert "up to date" not in ran.err


def test_the_command_prints_what_changed_and_only_that(folder: Path, syntolk) -> None:
    first = syntolk("-C", folder, "update")
    assert first.code == 0
    assert "locales/site.pot: 11 messages" in first.out
    second = syntolk("-C", folder, "update")
    assert (second.code, second.out) == (0, "")
    assert second.err == "Everything is up to date.\n"


def test_a_latin_1_catalogue_becomes_utf_8_when_a_text_needs_it(folder: Path, syntolk) -> None:
    header = 'msgid ""\nmsgstr ""\n"Last-Translator: Åke\\n"\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n'
    data = (header + 'msgid "Kontakta oss."\nmsgstr "Ring å"\n').encode("latin-1")
    path = folder / EN / "site.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    update(folder)
    assert 'msgstr "Ring å"'.encode("latin-1") in path.read_bytes()
    replace_in(folder / "source/index.md", "# Välkommen hit", "# Välkommen – hit")
    ran = syntolk("-C", folder, "--language", "en", "update")
    assert "site.po is UTF-8 now: iso-8859-1 has no letter for a text of the pages." in ran.err
    after = path.read_bytes().decode()
    assert "Last-Translator: Åke" in after
    assert "charset=UTF-8" in after
    assert 'msgid "Välkommen – hit"' in after
    assert 'msgstr "Ring å"' in after
    assert syntolk("-C", folder, "update").out == ""


def test_what_the_program_says_fits_any_charset(folder: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n'
    path = folder / EN / "site.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(header.encode())
    (folder / "source/index.md").write_text(f"## Om\n\n### Vi\n\n#### Nu\n\n{'Ett långt stycke. ' * 9}\n", "utf-8")
    update(folder)
    assert b"#. under: Om > Vi > Nu" in path.read_bytes()


def test_a_broken_template_is_made_anew(folder: Path) -> None:
    update(folder)
    before = tree(folder)
    (folder / "locales/site.pot").write_bytes(b"<<<<<<< HEAD\n")
    update(folder)
    assert tree(folder) == before


def test_nothing_is_left_beside_the_catalogues(folder: Path) -> None:
    update(folder)
    assert not [p for p in (folder / "locales").rglob("*") if p.is_file() and p.suffix not in (".po", ".pot")]
    assert all(os.access(p, os.R_OK) for p in (folder / "locales").rglob("*"))


def test_msgmerge_has_nothing_to_do_after_an_update(folder: Path) -> None:
    update(folder)
    translate(folder / EN / "site.po", "Kontakta oss.", "Contact us.")
    replace_in(folder / "source/index.md", "*bröd*", "*bröd* och smör")
    update(folder)
    for name in ("messages", "om-oss", "site"):
        ours = parse((folder / EN / f"{name}.po").read_bytes())
        theirs = parse(gnu("msgmerge", "-q", "--previous", folder / EN / f"{name}.po", folder / f"locales/{name}.pot"))
        assert [(m.key, m.strings, m.obsolete, m.fuzzy) for m in theirs] == [
            (m.key, m.strings, m.obsolete, m.fuzzy) for m in ours
        ]


def test_a_catalogue_without_a_header_gets_one(folder: Path) -> None:
    path = folder / EN / "site.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('msgid "Hej"\nmsgstr "Hello"\n', "utf-8")
    update(folder)
    assert parse(path.read_bytes()).header
    assert compiles(path.read_bytes())


EDITOR = """
import sys, time
path = sys.argv[1]
text = open(path, encoding="utf-8").read()
file = open(path, "w", encoding="utf-8")
print("emptied", flush=True)
time.sleep(float(sys.argv[2]))
file.write(text[: len(text) // 2])
file.flush()
time.sleep(float(sys.argv[2]))
file.write(text[len(text) // 2 :].replace('msgstr "Hello"', 'msgstr "Good day"'))
file.close()
"""
"""Saves as many editors do: empties the file, and writes to it piece by piece."""


def test_an_editor_that_saves_in_place_meanwhile_loses_nothing(folder: Path) -> None:
    update(folder)
    path, page = folder / EN / "site.po", folder / "source" / "index.md"
    _translate(path, "Kontakta oss.", "Hello")
    page.write_text(page.read_text("utf-8") + "\nEn ny text.\n", "utf-8")
    with subprocess.Popen([sys.executable, "-c", EDITOR, path, "0.3"], stdout=subprocess.PIPE, text=True) as editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "emptied\n"
        update(folder)
    catalogue = parse(path.read_bytes())
    assert {m.id: m.strings[0] for m in catalogue}["Kontakta oss."] == "Good day"
    assert "En ny text." in {m.id for m in catalogue}


def test_a_protected_catalogue_is_not_replaced(folder: Path) -> None:
    update(folder)
    path = folder / EN / "site.po"
    path.chmod(0o444)
    before = path.read_bytes()
    (folder / "source" / "hej.md").write_text("Hej på dig\n", "utf-8")
    with pytest.raises(OutputError):
        update(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["extract", "update"])
@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize(("number", "reason", "code"), [(5, "Input/output error", 3), (13, "Permission denied", 2)])
def test_a_page_that_cannot_be_read_is_not_taken_for_an_empty_one(
    folder: Path,
    syntolk,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    remembered: bool,
    number: int,
    reason: str,
    code: int,
) -> None:
    """Its texts would go from the template, and their translations be obsolete."""
    update(folder)
    page = folder / "source" / "om-oss" / "index.md"
    if remembered:
        assert syntolk("-C", folder, "update").code == 0
        replace_in(page, page.read_text("utf-8").splitlines()[-1], "En ny rad.")
    before = tree(folder / "locales")

    def failing(path: Path | str, *arguments: object, **more: object) -> object:
        if Path(path) == page:
            raise OSError(number, reason)
        return open(path, *arguments, **more)  # noqa: PTH123 - as the module calls it

    monkeypatch.setattr(files, "open", failing, raising=False)
    ran = syntolk("-C", folder, command)
    assert (ran.code, f"{page}: cannot be read: {reason}." in ran.err) == (code, True)
    assert tree(folder / "locales") == before


def test_the_template_of_a_section_that_is_gone_goes(folder: Path) -> None:
    section = folder / "source" / "bo"
    section.mkdir()
    (section / "lov.md").write_text("Bygglov\n", "utf-8")
    update(folder)
    theirs = folder / "locales" / "django.pot"
    theirs.write_text('msgid "Hello"\nmsgstr ""\n', "utf-8")
    shutil.rmtree(section)
    update(folder)
    assert not (folder / "locales" / "bo.pot").exists()
    assert theirs.exists()


def test_one_language_after_the_other_is_as_all_at_once(folder: Path, tmp_path: Path) -> None:
    """What has moved from a section that is gone is still known when the second language is brought up to date."""
    replace_in(folder / "syntolk.toml", 'languages = ["en"]', 'languages = ["en", "de"]')
    for name, text in (("bo", "Vi hjälper dig."), ("kurs", "Lär dig mer.")):
        (folder / "source" / name).mkdir()
        (folder / "source" / name / "x.md").write_text(f"{text}\n", "utf-8")
    update(folder, languages=("en", "de"))
    for language in ("en", "de"):
        _translate(folder / "locales" / language / "LC_MESSAGES" / "bo.po", "Vi hjälper dig.", f"Bo {language}.")
    (folder / "source" / "bo").rename(folder / "source" / "hus")
    together = Path(shutil.copytree(folder, tmp_path / "together"))
    update(together, languages=("en", "de"))
    update(folder, languages=("en",))
    assert (folder / "locales" / "bo.pot").exists()
    update(folder, languages=("de",))
    for language in ("en", "de"):
        name = f"locales/{language}/LC_MESSAGES/hus.po"
        assert (folder / name).read_bytes() == (together / name).read_bytes()


def test_what_was_left_behind_long_ago_does_not_beat_what_is_used_now(folder: Path) -> None:
    for name in ("a", "b", "c"):
        (folder / "source" / name).mkdir()
    (folder / "source/a/x.md").write_text("Vi hjälper dig.\n", "utf-8")
    update(folder)
    _translate(folder / EN / "a.po", "Vi hjälper dig.", "We help you.")
    (folder / "source/a/x.md").rename(folder / "source/b/y.md")
    update(folder)
    _translate(folder / EN / "b.po", "Vi hjälper dig.", "We are here to help.")
    (folder / "source/c/z.md").write_text("Vi hjälper dig.\n", "utf-8")
    update(folder)
    message = parse((folder / EN / "c.po").read_bytes()).find(None, "Vi hjälper dig.")
    assert message is not None
    assert message.fuzzy or message.strings == ("We are here to help.",)


def test_a_text_that_moves_keeps_its_own_translation_before_that_of_another_role(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / "source" / name).mkdir()
    (folder / "source/a/p.md").write_text("---\ntitle: Kontakt\n---\n", "utf-8")
    (folder / "source/b/q.md").write_text("## Kontakt\n", "utf-8")
    update(folder)
    _translate(folder / EN / "a.po", "Kontakt", "Contact us")
    _translate(folder / EN / "b.po", "Kontakt", "Contact")
    (folder / "source/a/p.md").rename(folder / "source/b/p.md")
    update(folder)
    message = parse((folder / EN / "b.po").read_bytes()).find("title", "Kontakt")
    assert message is not None
    assert (message.strings, message.fuzzy) == (("Contact us",), False)


def _translate(path: Path, text: str, translation: str) -> None:
    before = path.read_text("utf-8")
    after = re.sub(rf'(msgid "{re.escape(text)}"\nmsgstr) ".*"', rf'\1 "{translation}"', before)
    assert after != before
    path.write_text(after, "utf-8")
