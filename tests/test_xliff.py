"""XLIFF to an agency and back: what is exported, what is taken in, and what never is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from catalogues import ANY, catalogues
from conftest import CONFIG, po, tree
from gnu import compiles
from hypothesis import given
from hypothesis import strategies as st

from pipeline import files
from pipeline.catalogue import guard, parse
from pipeline.commands.agency import accepted
from pipeline.model import Catalogue, Message
from pipeline.translation.xliff import Unit, read, unit_id, writable, write

PAGE = "---\ntitle: Vilka vi är\n---\n\nLäs [mer](mer.md) om `kod`[^1].\n\nEn rad\\\ntill.\n\n[^1]: Not.\n"
SITE = {"source/om.md": None, "source/om-oss/index.md": PAGE, "source/om-oss/mer.md": "Kort.\n"}
XLF = "xliff/en/om-oss.xlf"
PO = "locales/en/LC_MESSAGES/om-oss.po"
TRANSLATIONS = {
    "Vilka vi är": "Who we are",
    "Läs [mer](mer.md) om `kod`[^1].": "Read [more](mer.md) about `kod`[^1].",
    "En rad\\\ntill.": "One line\\\nmore.",
    "Not.": "Note.",
    "Kort.": "Short.",
}


@pytest.fixture
def root(site: Callable, syntolk: Callable) -> Path:
    """A site with one section to translate, exported."""
    root = site(SITE)
    assert syntolk("-C", root, "update").code == 0
    ran = syntolk("-C", root, "xliff", "export")
    assert (ran.code, ran.err) == (0, "")
    return root


def returned(root: Path, translations: dict[str, str], state: str = "translated", name: str = XLF) -> Path:
    """The exported file as an agency fills it in."""
    path = root / name

    def filled(match: re.Match[str]) -> str:
        source = match[1].replace("&lt;", "<").replace("&amp;", "&")
        if source not in translations:
            return match[0]
        target = translations[source].replace("&", "&amp;").replace("<", "&lt;")
        return f'<segment state="{state}">\n<source>{match[1]}</source><target>{target}</target>\n</segment>'

    pattern = r'<segment state="\w+">\s*<source>(.*?)</source>.*?</segment>'
    path.write_text(re.sub(pattern, filled, path.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    return path


def found(root: Path, name: str = PO) -> dict[str, tuple[str, bool]]:
    """Live translations by msgid, each with whether it is fuzzy."""
    return {m.id: (m.strings[0], m.fuzzy) for m in parse((root / name).read_bytes()) if not m.obsolete}


# --- export ------------------------------------------------------------------------------------------


def test_what_is_left_is_exported_and_nothing_else(root: Path) -> None:
    assert sorted(tree(root / "xliff")) == ["en/om-oss.xlf"]  # The other section is translated.
    (part,) = read((root / XLF).read_bytes(), XLF)
    assert (part.domain, part.source_language, part.language) == ("om-oss", "sv", "en")
    assert [unit.source for unit in part.units] == [*TRANSLATIONS]
    assert {(unit.target, unit.state) for unit in part.units} == {("", "initial")}
    assert part.units[1].line > part.units[0].line > 0


def test_an_agency_sees_what_a_text_is_and_where_it_stands(root: Path) -> None:
    text = (root / XLF).read_text("utf-8")
    for note in ("title of the page", "msgctxt: title", "source/om-oss/index.md", "paragraph"):
        assert f"<note>{note}</note>" in text
    assert re.search(r'<unit id="u[0-9a-f]{16}" xml:space="preserve" canResegment="no">\s*<notes>', text)
    assert "<segment state=" in text


def test_exporting_again_changes_no_byte(root: Path, syntolk: Callable) -> None:
    before = tree(root)
    assert syntolk("-C", root, "xliff", "export").code == 0
    assert tree(root) == before


@pytest.mark.parametrize("state", ["initial", "translated", "final"])
def test_what_an_agency_has_written_into_the_file_is_not_exported_over(
    root: Path, syntolk: Callable, state: str
) -> None:
    """Many programs for XLIFF save into the file that they are given."""
    path = returned(root, {"Not.": "Note."}, state)
    before = tree(root)
    ran = syntolk("-C", root, "xliff", "export")
    assert (ran.code, ran.out) == (2, "")
    assert f"syntolk: {path}: this file has translations that are in no catalogue yet." in ran.err
    assert tree(root) == before
    assert syntolk("-C", root, "xliff", "import", path).code == 0
    assert syntolk("-C", root, "xliff", "export").code == 0
    assert found(root)["Not."] == ("Note.", state != "final")


def test_what_an_agency_saves_during_an_export_stays(
    root: Path, syntolk: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert syntolk("-C", root, "xliff", "import", returned(root, {"Not.": "Note."}, "final")).code == 0
    real = files.replace_unchanged

    def late(path: Path, before: bytes | None, data: bytes) -> bool:
        if path == root / XLF:
            path.write_text("Ny.", "utf-8")
        return real(path, before, data)

    monkeypatch.setattr(files, "replace_unchanged", late)
    ran = syntolk("-C", root, "xliff", "export")
    assert (ran.code, "somebody else keeps writing this file" in ran.err) == (2, True)
    assert (root / XLF).read_text("utf-8") == "Ny."


def test_all_languages_and_all_texts_on_request(site: Callable, syntolk: Callable, tmp_path: Path) -> None:
    root = site({"syntolk.toml": CONFIG + 'languages = ["en", "da"]\n'})
    syntolk("-C", root, "update")
    out = tmp_path / "ut"
    assert syntolk("-C", root, "xliff", "export", "--output", out, "-l", "en").err == "Everything is translated.\n"
    assert not out.exists()
    assert syntolk("-C", root, "xliff", "export", "--output", out, "-l", "en", "--all").code == 0
    (part,) = read((out / "en/site.xlf").read_bytes(), "")
    assert {unit.state for unit in part.units} == {"final"}
    assert ("Om oss", "About us") in [(unit.source, unit.target) for unit in part.units]
    syntolk("-C", root, "xliff", "export", "--output", out)
    assert (out / "da/theme.xlf").exists()


def test_a_catalogue_that_is_older_than_the_pages_is_not_exported(root: Path, syntolk: Callable) -> None:
    (root / "source/om-oss/mer.md").write_text("Ny.\n", "utf-8")
    before = tree(root)
    ran = syntolk("-C", root, "xliff", "export")
    assert (ran.code, tree(root)) == (2, before)
    assert f"{PO}: this catalogue is older than the pages. Run “syntolk update” first." in ran.err


def test_a_text_that_xml_cannot_hold_is_left_out_and_said(site: Callable, syntolk: Callable) -> None:
    root = site({"source/om.md": "Ett\ufffeord.\n\nTvå.\n"})
    syntolk("-C", root, "update")
    ran = syntolk("-C", root, "xliff", "export")
    assert ran.code == 1
    assert "This text has characters that XML cannot hold: it was left out." in ran.err
    (part,) = read((root / "xliff/en/site.xlf").read_bytes(), "")
    assert [unit.source for unit in part.units] == ["Två."]


# --- import ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "fuzzy"), [("initial", True), ("translated", True), ("reviewed", False), ("final", False)]
)
def test_what_comes_back_is_fuzzy_until_somebody_has_reviewed_it(
    root: Path, syntolk: Callable, state: str, fuzzy: bool
) -> None:
    ran = syntolk("-C", root, "xliff", "import", returned(root, TRANSLATIONS, state))
    assert (ran.code, ran.err) == (0, "")
    assert f"{PO}: 5 messages" in ran.out
    assert found(root) == {source: (text, fuzzy) for source, text in TRANSLATIONS.items()}
    assert compiles((root / PO).read_bytes())
    again = syntolk("-C", root, "xliff", "import", root / XLF)
    assert (again.code, again.out, again.err) == (0, "", "Nothing new in it.\n")
    before = tree(root / "locales")
    syntolk("-C", root, "update")
    assert tree(root / "locales") == before


def test_a_review_makes_a_fuzzy_translation_good(root: Path, syntolk: Callable) -> None:
    syntolk("-C", root, "xliff", "import", returned(root, TRANSLATIONS, "translated"))
    assert syntolk("-C", root, "xliff", "import", returned(root, TRANSLATIONS, "final")).code == 0
    assert found(root) == {source: (text, False) for source, text in TRANSLATIONS.items()}
    assert b"#~" not in (root / PO).read_bytes()


def test_a_reviewed_translation_is_never_replaced(root: Path, syntolk: Callable) -> None:
    syntolk("-C", root, "xliff", "import", returned(root, TRANSLATIONS, "final"))
    before = tree(root / "locales")
    path = returned(root, {"Kort.": "Brief."}, "final")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert (ran.code, ran.out) == (1, "")
    assert re.search(
        rf"{path}:\d+: “Kort.” has a reviewed translation, which stays; another one was left out.", ran.err
    )
    assert tree(root / "locales") == before


def test_a_fuzzy_text_that_is_replaced_stays_as_an_obsolete_message(root: Path, syntolk: Callable) -> None:
    syntolk("-C", root, "xliff", "import", returned(root, {"Kort.": "Brief."}))
    path = root / PO
    fuzzy = '#, fuzzy, md-text, no-python-format\n#| msgid "Kort"\nmsgid "Kort."'
    path.write_text(path.read_text("utf-8").replace(fuzzy.replace('#| msgid "Kort"\n', ""), fuzzy), "utf-8")
    assert '#| msgid "Kort"' in path.read_text("utf-8")
    assert syntolk("-C", root, "xliff", "import", returned(root, {"Kort.": "Short."}, "final")).code == 0
    assert found(root)["Kort."] == ("Short.", False)
    text = path.read_text("utf-8")
    assert '#~ msgctxt "another translation"\n#~ msgid "Kort."\n#~ msgstr "Brief."\n' in text
    assert "#|" not in text
    assert compiles(text.encode())


@pytest.mark.parametrize(
    "broken",
    [
        "Read [more](more.md) about `kod`[^1].",
        "Read more about `kod`[^1].",
        "Read [more](mer.md) about `code`[^1].",
        "Read [more](mer.md) about `kod`.",
        "Read <b>[more](mer.md)</b> about `kod`[^1].",
    ],
)
def test_markup_that_has_not_survived_is_fuzzy_whatever_the_agency_says(
    root: Path, syntolk: Callable, broken: str
) -> None:
    source = "Läs [mer](mer.md) om `kod`[^1]."
    ran = syntolk("-C", root, "xliff", "import", returned(root, {source: broken}, "final"))
    assert ran.code == 1
    assert f"The translation of “{source}” has other addresses, code, tags or placeholders" in ran.err
    assert found(root)[source] == (broken, True)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("\n   Short.\n  ", "Short."),
        ("Short.&#13;", "Short."),
        ("Ve&#13;\n    ry\tshort.", "Ve ry short."),
    ],
)
def test_white_space_of_a_program_does_not_come_in(root: Path, syntolk: Callable, target: str, expected: str) -> None:
    path = returned(root, {"Kort.": "TARGET", "En rad\\\ntill.": "One line\\\n   more."}, "final")
    path.write_text(path.read_text("utf-8").replace("TARGET", target), "utf-8")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert (ran.code, ran.err) == (0, "")
    assert found(root)["Kort."] == (expected, False)
    assert found(root)["En rad\\\ntill."] == ("One line\\\nmore.", False)
    assert compiles((root / PO).read_bytes())


@pytest.mark.parametrize(
    ("source", "broken", "said"),
    [
        ("Vilka vi är", "<script>alert(1)</script>", "has other addresses, code, tags or placeholders"),
        ("Kort.", "Short.<script>alert(1)</script>", "has other addresses, code, tags or placeholders"),
        ("Kort.", "[Short.](javascript:alert)", "has other addresses, code, tags or placeholders"),
        ("Not.", "*Note.*", "There is markup here that the source does not have: *…*."),
    ],
)
def test_what_the_check_would_call_an_error_is_not_reviewed(
    root: Path, syntolk: Callable, source: str, broken: str, said: str
) -> None:
    path = returned(root, {**TRANSLATIONS, source: broken}, "final")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert re.match(rf"{path}:\d+: The translation of “{source}” ", ran.err)
    assert said in ran.err, ran.err
    assert {key: fuzzy for key, (_, fuzzy) in found(root).items() if fuzzy} == {source: True}
    assert found(root)[source][0] == broken
    again = syntolk("-C", root, "xliff", "import", path)
    assert (again.code, again.out, again.err.splitlines()) == (
        1,
        "",
        [*ran.err.splitlines(), "Nothing new in it."][::-1],
    )


def test_two_units_of_one_text_that_are_not_alike(root: Path, syntolk: Callable) -> None:
    path = returned(root, TRANSLATIONS, "final")
    text = path.read_text("utf-8")
    unit = re.search(r"<unit(?:(?!</unit>).)*<source>Kort\..*?</unit>", text, re.DOTALL)
    assert unit
    path.write_text(text.replace(unit[0], unit[0] + unit[0]), "utf-8")
    other = root / "annan.xlf"
    other.write_text(text.replace(unit[0], unit[0] + "\n" + unit[0].replace("Short.", "Brief.")), "utf-8")
    ran = syntolk("-C", root, "xliff", "import", other)
    assert (ran.code, found(root)["Kort."]) == (1, ("", False))
    assert re.fullmatch(
        rf"{other}:\d+: “Kort.” stands twice in this file, and not alike, so both translations were left out.\n",
        ran.err,
    )
    assert found(root)["Not."] == ("Note.", False)
    assert syntolk("-C", root, "xliff", "import", path).code == 0
    assert found(root)["Kort."] == ("Short.", False)


def test_two_parts_of_one_file_that_are_not_alike(root: Path, syntolk: Callable) -> None:
    path = returned(root, TRANSLATIONS, "final")
    text = path.read_text("utf-8")
    part = re.search(r"<file .*</file>", text, re.DOTALL)
    assert part
    path.write_text(text.replace(part[0], part[0] + part[0].replace("Short.", "Brief.")), "utf-8")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert (ran.code, ran.err.count("stands twice in this file")) == (1, 1)


def test_a_text_that_the_charset_cannot_hold_is_left_out_alone(root: Path, syntolk: Callable) -> None:
    po_file = root / PO
    po_file.write_bytes(po_file.read_text("utf-8").replace("charset=UTF-8", "charset=ISO-8859-1").encode("latin-1"))
    path = returned(root, {**TRANSLATIONS, "Kort.": "Short…"}, "final")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert ran.code == 1
    assert "The translation of “Kort.” was left out: “…” cannot be written in iso-8859-1; convert the" in ran.err
    assert {key for key, (text, _) in found(root).items() if not text} == {"Kort."}


def test_a_source_that_the_agency_changed_or_that_is_gone_is_left_out(root: Path, syntolk: Callable) -> None:
    path = returned(root, TRANSLATIONS, "final")
    path.write_text(path.read_text("utf-8").replace("<source>Not.", "<source>Noten."), "utf-8")
    (root / "source/om-oss/mer.md").write_text("Ny.\n", "utf-8")
    syntolk("-C", root, "update")
    ran = syntolk("-C", root, "xliff", "import", path)
    assert ran.code == 1
    assert "The source of “Not.” is not as it was exported, so the translation was left out." in ran.err
    assert "“Kort.” is on no page any more, so its translation was left out." in ran.err
    assert found(root)["Not."] == ("", False)
    assert found(root)["Vilka vi är"] == ("Who we are", False)
    assert "Kort." not in found(root)


def test_a_text_that_a_program_has_cut_and_marked_up(root: Path, syntolk: Callable) -> None:
    path = root / XLF
    text = path.read_text("utf-8").replace(' xml:space="preserve"', "")
    cut = (
        '<segment state="final"><source>Ko</source><target>Sh</target></segment><ignorable><source>r</source></ignorable>'
        '<segment state="reviewed"><source><mrk id="m1" type="term">t</mrk>.</source><target>t.</target></segment>'
    )
    text, number = re.subn(r'<segment state="initial">\s*<source>Kort.</source>\s*</segment>', cut, text)
    assert number == 1
    path.write_text(text, "utf-8")
    assert syntolk("-C", root, "xliff", "import", path).code == 0
    assert found(root)["Kort."] == ("Shrt.", False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("<xliff", "<xliff>"), "this is no XLIFF 2.0 document: "),
        (('version="2.0"', 'version="1.2"'), "this is no XLIFF 2.0 document: "),
        (('trgLang="en"', 'trgLang="fi"'), "this file is from “sv” to “fi”; this site goes from “sv” to: en."),
        (('trgLang="en"', ""), "this file is from “sv” to “”"),
        (('srcLang="sv"', 'srcLang="nb"'), "this file is from “nb” to “en”"),
        (('<file id="om-oss"', '<file id="f1"'), "there is no catalogue “f1”. The id of the element “file” has to be"),
        (('<file id="om-oss"', '<file id="../../../om"'), "there is no catalogue “../../../om”"),
    ],
)
def test_a_file_of_another_kind_or_site(root: Path, syntolk: Callable, change: tuple[str, str], message: str) -> None:
    good, bad = returned(root, TRANSLATIONS), root / "annan.xlf"
    bad.write_text(good.read_text("utf-8").replace(*change, 1), "utf-8")
    before = tree(root)
    ran = syntolk("-C", root, "xliff", "import", good, bad)
    assert (ran.code, ran.out, tree(root)) == (2, "", before)
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_file_that_is_not_there(root: Path, syntolk: Callable) -> None:
    ran = syntolk("-C", root, "xliff", "import", root / "borta.xlf")
    assert ran.code == 2
    assert "there is no such file or folder." in ran.err


def test_a_broken_catalogue_stops_the_import(root: Path, syntolk: Callable) -> None:
    (root / PO).write_text("<<<<<<< HEAD\n")
    before = tree(root)
    ran = syntolk("-C", root, "xliff", "import", returned(root, {}))
    assert (ran.code, tree(root)) == (2, before)
    assert f"{PO}:1:1" in ran.err


def test_an_entity_of_an_xliff_file_reads_no_file(root: Path, syntolk: Callable, tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.txt"
    secret.write_text("hemligt")
    path = returned(root, {"Kort.": "SECRET"})
    text = path.read_text("utf-8").replace("SECRET", "&secret;")
    head = f'<!DOCTYPE xliff [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>\n<xliff'
    path.write_text(text.replace("<xliff", head, 1), "utf-8")
    syntolk("-C", root, "xliff", "import", path)
    assert b"hemligt" not in b"".join(tree(root / "locales").values())


@pytest.mark.parametrize("command", [["export"], ["import", XLF]])
def test_without_the_extra_it_says_how_to_install_it(
    root: Path, syntolk: Callable, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.xliff2", None)
    monkeypatch.chdir(root)
    ran = syntolk("xliff", *command)
    assert ran.code == 2
    assert ran.err == "syntolk: XLIFF needs translate-toolkit: pip install 'syntolk[xliff]'.\n"


# --- any catalogue -----------------------------------------------------------------------------------


def once(catalogue: Catalogue) -> Catalogue:
    """`catalogue` with each key once, nothing that XML cannot hold, and a template's flags."""
    messages = {m.key: m for m in reversed(catalogue.messages) if m.id and writable(m)}
    return replace(catalogue, messages=tuple(sorted(messages.values(), key=lambda m: m.obsolete)))


def live(catalogue: Catalogue) -> list[Message]:
    return [m for m in catalogue if not m.obsolete]


@ANY
@given(catalogues().map(once))
def test_a_round_trip_brings_every_text_back(catalogue: Catalogue) -> None:
    (part,) = read(write(catalogue, live(catalogue), "x", ("sv", "en")), "x.xlf")
    units = {unit.id: unit for unit in part.units}
    for message in live(catalogue):
        for form, string in enumerate(message.strings):
            unit = units[unit_id(message, form)]
            assert unit.source == (message.id if form == 0 else message.plural or message.id)
            assert unit.target == (string if string.strip() else "")
    assert accepted(catalogue, part.units)[0] == catalogue


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1) | st.sampled_from(["Om oss", "a:20:b"])
)
def test_any_domain_makes_an_id_and_comes_back(domain: str) -> None:
    data = write(Catalogue((Message("Hej"),)), [Message("Hej")], domain, ("sv", "en"))
    assert re.search(r'<file id="[\w.:-]+"', data.decode())
    assert read(data, "x.xlf")[0].domain == domain


@ANY
@given(catalogues().map(once), st.sampled_from(["initial", "translated", "final"]), st.text(max_size=5))
def test_no_import_loses_anything(catalogue: Catalogue, state: str, more: str) -> None:
    units = [
        Unit(unit_id(m, form), m.id if form == 0 else m.plural or m.id, f"{string}{more}", state, 0)
        for m in live(catalogue)
        for form, string in enumerate(m.strings)
    ]
    new, _ = accepted(catalogue, units)
    bare = tuple(m._replace(previous=(None, None, None)) for m in catalogue)
    guard(replace(catalogue, messages=bare), new)
    for message in live(catalogue):
        again = new.find(*message.key)
        assert again is not None
        assert not message.usable or (again.strings, again.fuzzy) == (message.strings, False)
        assert state == "final" or message.usable or not again.usable


@pytest.mark.parametrize(
    ("targets", "strings", "said"),
    [
        (("%(n)s page", "%(n)s pages"), ("%(n)s page", "%(n)s pages"), 0),
        (("%(n)s page", ""), ("", ""), 1),
        (("", ""), ("", ""), 0),
        (("%(m)s page", "%(n)s pages"), ("%(m)s page", "%(n)s pages"), 1),
    ],
)
def test_the_forms_of_a_plural_come_together(targets: tuple[str, str], strings: tuple[str, str], said: int) -> None:
    message = Message("%(n)s sida", ("", ""), plural="%(n)s sidor")
    sources = (message.id, message.plural or "")
    units = [Unit(unit_id(message, n), sources[n], target, "final", 0) for n, target in enumerate(targets)]
    new, problems = accepted(Catalogue((message,)), units)
    assert new.messages[0].strings == strings
    assert len(problems) == said
    assert new.messages[0].fuzzy == (said == 1 and any(strings))


def test_this_site_s_translations_go_there_and_back() -> None:
    data = (Path(__file__).parent.parent / PO).read_bytes()
    catalogue = parse(data, PO)
    (part,) = read(write(catalogue, live(catalogue), "om-oss", ("sv", "en")), "x.xlf")
    empty = parse(po(*[(m.context, m.id, "") for m in live(catalogue)]).encode())
    new, problems = accepted(empty, part.units)
    assert problems == []
    assert [(m.key, m.strings, m.fuzzy) for m in new] == [(m.key, m.strings, False) for m in live(catalogue)]
