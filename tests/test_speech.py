"""The program's own words: every message is translated, and every command speaks Swedish."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest
from conftest import Site
from gnu import compiles
from program_words import PO, ROOT, messages

from pipeline.catalogue import parse, serialise
from pipeline.commands.speech import speech, speech_language
from pipeline.errors import SourceError
from pipeline.model import Finding, Location, Message, Phrase
from pipeline.words import Words

MESSAGES = messages()
SWEDISH = parse(PO.read_bytes(), PO.name)
HOW = "run `python tests/program_words.py`, then translate in pipeline/locales/sv/LC_MESSAGES/syntolk.po"


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


def called(message: Message) -> str:
    return f"{message.context}: {message.id}" if message.context else message.id


# --- the catalogue ---------------------------------------------------------------------------------


def test_the_messages_are_found() -> None:
    found = {message.key for message in MESSAGES}
    assert len(found) > 200
    assert {
        (None, "{keyword} stands twice in this entry"),  # returned by a function
        (None, "cannot be written: {reason}."),  # a constant of the module
        (None, "a msgid without a msgstr"),  # one of two
        (None, "“{key}” stands twice in the front matter; the first one counts. Remove one of them."),
        (None, "No space left on device"),
        ("severity", "review"),
        ("stage", "encode pictures"),
        ("stage", "measure pictures"),
        ("decimal mark", "."),
    } <= found


def test_every_message_is_translated_and_no_other() -> None:
    spoken, translated = ({called(message) for message in catalogue} for catalogue in (MESSAGES, SWEDISH))
    assert sorted(spoken - translated) == [], HOW
    assert sorted(translated - spoken) == [], HOW
    assert [called(message) for message in SWEDISH if message.obsolete or not message.translated] == []


@pytest.mark.parametrize("message", [pytest.param(m, id=called(m)[:60]) for m in SWEDISH])
def test_a_translation(message: Message) -> None:
    (swedish,) = message.strings
    assert fields(swedish) == fields(message.id)
    assert re.findall(r"`[^`]+`", swedish) or "`" not in message.id
    assert not re.search("[“„‘’]", swedish), "Swedish quotation marks are ” and ”"
    assert swedish == swedish.strip()
    assert "  " not in swedish
    assert (swedish[-1] in ".:") == (message.id[-1] in ".:") or message.context == "decimal mark"


def test_code_in_a_message_stays() -> None:
    for message in SWEDISH:
        code = set(re.findall(r"`[^`]+`", message.id))
        assert code <= set(re.findall(r"`[^`]+`", message.strings[0])), message.id


def test_the_catalogue_is_in_the_canonical_form() -> None:
    assert serialise(SWEDISH) == PO.read_bytes()
    assert compiles(PO.read_bytes())
    assert dict(SWEDISH.header)["Language"] == "sv"
    assert not [r for message in SWEDISH for r in message.references if re.search(r":\d+$", r)]


def test_fields_are_filled_in_by_words_alone() -> None:
    """`gettext(…).format(…)` would end the run for a slip in a translation; `Words.say` does not."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            filled = isinstance(node, ast.Attribute) and node.attr in ("format", "format_map")
            if filled and isinstance(node.value, ast.Call):
                function = node.value.func
                name = getattr(function, "attr", getattr(function, "id", ""))
                assert not name.endswith("gettext"), f"{path}:{node.lineno}"
                assert name != "_", f"{path}:{node.lineno}"


# --- saying them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("slip", ["{felstavat}", "{n", "{n.borta}", "{n[0]}{x}", "{n:d}", "{}", "{n!z}"])
def test_a_slip_in_a_translation_does_not_end_the_run(slip: str) -> None:
    words = Words({(None, "{n} files"): slip}, {}, "sv")
    assert words.say("{n} files", n=3) == "3 files"
    finding = Finding("x", "error", "{n} files", Location("a"), "sv", (("n", 3),))
    assert words.finding(finding) == words.error(SourceError("{n} files", None, (("n", 3),))) == "3 files"


def test_a_message_within_a_message() -> None:
    inner = Phrase("{keyword} stands twice in this entry", (("keyword", "msgid"),))
    error = SourceError("cannot be read: {reason}.", None, (("reason", inner),))
    assert str(error) == "cannot be read: msgid stands twice in this entry."
    assert speech("sv").error(error) == "kan inte läsas: msgid står två gånger i posten."


def test_somebody_s_text_is_not_taken_for_a_message() -> None:
    finding = Finding("x", "warning", "Not translated: “{text}”.", Location("a"), "en", (("text", "Words"),))
    assert speech("sv").finding(finding) == "Inte översatt: ”Words”."


def test_numbers() -> None:
    swedish, english = speech("sv"), speech("en")
    assert (swedish.number(16.1), english.number(16.1), swedish.number(7), swedish.number(2.5, ".2f")) == (
        "16,1", "16.1", "7", "2,50",
    )  # fmt: skip
    assert "= 16,1 ord per mening" in swedish.say(
        "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words",
        lix=40, half=3, length=16.1, share=24, words=900,
    )  # fmt: skip


# --- the language ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ("", {}, "en"),
        ("build", {"LANG": "sv_SE.UTF-8"}, "sv"),
        ("build", {"LC_MESSAGES": "sv_FI"}, "sv"),
        ("build", {"LC_ALL": "sv", "LANG": "en_GB.UTF-8"}, "sv"),
        ("build", {"LC_ALL": "C", "LANG": "sv_SE.UTF-8"}, "en"),
        ("build", {"LANGUAGE": "sv:en", "LC_ALL": "en_US.UTF-8"}, "sv"),
        ("build", {"LANGUAGE": "", "LANG": "sv_SE@euro"}, "sv"),
        ("--language sv build", {"LANG": "en_US"}, "sv"),
        ("build --language=sv", {"LANG": "en_US"}, "sv"),
        ("--language=en build", {"LANG": "sv_SE"}, "en"),
        ("build", {"LANG": "fi_FI.UTF-8"}, "en"),
        ("--language=fi", {}, "en"),
        ("--language", {}, "en"),
    ],
)
def test_which_language(arguments: str, environment: dict[str, str], language: str) -> None:
    assert speech_language(arguments.split(), environment) == language


def test_speaking_swedish_loads_little() -> None:
    heavy = ("babel", "polib", "jinja2", "PIL", "textstat", "pyromark", "yaml", "rapidfuzz", "nh3")
    code = (
        "import sys; from pipeline.commands.speech import speech; assert speech('sv').gettext('Rules') == 'Regler'; "
        f"import pipeline.cli; print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- the commands, in Swedish ----------------------------------------------------------------------

HARD = (
    "Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning, erfarenhetsåterföring och uppföljning. " * 30
)
FAULTS = {
    "source/om.md": "---\ntitle: Om: oss\n---\n\n[x](borta.md)\n\n![](b.png)\n\n#### Fyra\n\nText.\n",
    "source/svår.md": HARD,
    "source/å.md": b"R\xe4v\n",
    "source/kurs/index.md": "---\ntitle: Kurs\n---\n\nHej.\n",
    "locales/en/LC_MESSAGES/kurs.po": 'msgid "Hej.\nmsgstr ""\n',
}


def test_every_finding_is_in_swedish(site: Site, syntolk) -> None:
    root = site(FAULTS)
    swedish, english = (
        json.loads(syntolk("--language", tag, "-C", root, "check", "--format", "json").out)["findings"]
        for tag in ("sv", "en")
    )
    assert len({finding["rule"] for finding in swedish}) >= 7
    for ours, theirs in zip(swedish, english, strict=True):
        assert ours["message"] != theirs["message"]
        assert {**ours, "message": ""} == {**theirs, "message": ""}
    said = {finding["message"] for finding in swedish}
    assert "Länken leder ingenstans: ”borta.md” finns inte. Rätta sökvägen eller ta bort länken." in said
    assert (
        "Katalogen går inte att läsa, så dess sidor visas på originalspråket: texten saknar avslutande citattecken."
        in said
    )
    assert any(
        "går inte att läsa: ett kolon följt av mellanslag får inte stå mitt i ett värde. Sätt" in text for text in said
    )


def test_check(site: Site, syntolk) -> None:
    ran = syntolk("--language", "sv", "-C", site({"source/om.md": "[x](borta.md)\n"}), "check")
    assert ran.code == 1
    *found, sums = ran.out.splitlines()
    assert (
        "source/om.md:1:1: fel: Länken leder ingenstans: ”borta.md” finns inte. "
        "Rätta sökvägen eller ta bort länken. [link-broken]"
    ) in found
    assert any(": varning: Texten finns inte i katalogen (English) än: ”" in line for line in found)
    assert re.fullmatch(r"Fel: \d+\. Varningar: \d+\. Att bedöma: \d+\.", sums)
    assert syntolk("--language=sv", "-C", site(), "check").out == "Inga anmärkningar.\n"


def test_build(site: Site, syntolk) -> None:
    root = site()
    ran = syntolk("-C", root, "build", "--language", "sv", "--timings")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Inga anmärkningar."
    assert lines[1].startswith("Sidor: 4. Texter: 4. Anmärkningar: 0. Filer: ")
    assert lines[2].startswith("Webbplatsen: file://")
    assert lines[3].startswith("Rapporten: file://")
    assert re.search(r"^  mäta bilder +\d+,\d ms$", ran.err, re.MULTILINE)
    report = (root / "reports" / "index.html").read_text("utf-8")
    assert '<html lang="sv">' in report
    for words in (
        "<h1>Rapport för redaktörer</h1>",
        "<h2>I korthet</h2>",
        "Sidor, svårast först",
        "<b>0</b> att bedöma",
    ):
        assert words in report
    assert "Förrådets översta mapp" in (root / "reports" / "report.sarif").read_text("utf-8")
    site({"source/om.md": "[x](borta.md)\n"})
    assert "Inte publicerat" in syntolk("--language", "sv", "-C", root, "build", "--strict").err


def test_status(site: Site, syntolk) -> None:
    lines = syntolk("--language", "sv", "-C", site({"source/ny.md": "Ny text.\n"}), "status").out.splitlines()
    assert re.split(r" {2,}", lines[0].strip()) == [
        "Klart",
        "Översatt",
        "Att granska",
        "Inte översatt",
        "Ord kvar",
        "Beskrivna bilder",
        "Publicerad",
    ]
    assert re.search(r"\d,\d %", lines[1])


def test_extract_and_update(site: Site, syntolk) -> None:
    root = site()
    assert "locales/site.pot (texter: 5)" in syntolk("--language", "sv", "-C", root, "extract").out
    syntolk("-C", root, "update")
    assert syntolk("--language", "sv", "-C", root, "update").err == "Allt är aktuellt.\n"


def test_rules(syntolk) -> None:
    listing = syntolk("--language", "sv", "rules").out
    assert "link-broken" in listing
    assert "Länken leder till en sida eller fil som inte finns." in listing
    page = syntolk("--language", "sv", "rules", "heading-skipped").out
    assert "*varning*" in page
    for words in ("rubriknivå", "### Fel", "### Rätt", "Källor: WCAG 2.2"):
        assert words in page
    assert syntolk("--language", "sv", "rules", "--all").out.startswith("# Regler\n\nDen här sidan skrivs av")


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({}, "rules finns-inte", "syntolk: det finns ingen regel ”finns-inte”. De här finns: image-"),
        ({}, "-C {root} update -l fi", "syntolk: ”fi” är inget av webbplatsens språk. De här finns: en."),
        ({}, "-C {root}/source check", "syntolk: ingen webbplats här: varken syntolk.toml eller "),
        ({}, "-C {root} check borta.md", "syntolk: borta.md: det finns ingen sådan fil eller mapp."),
        ({"syntolk.toml": "titel = 1\n"}, "-C {root} build", "syntolk.toml:1:1: okänd inställning ”titel”. De här finns: title, "),
        ({"syntolk.toml": "title = 1\n"}, "-C {root} build", "syntolk.toml:1:1: ”title” måste vara en text."),
        ({"source/index.md": None}, "-C {root} build", "syntolk: startsidan saknas. Skriv en: source/index.md."),
        ({"locales/en/LC_MESSAGES/site.po": 'msgid "a"\nmsgid "b"\n'}, "-C {root} update", "site.po:1:1: en msgid utan msgstr"),
    ],
)  # fmt: skip
def test_errors(site: Site, syntolk, files: dict, arguments: str, said: str) -> None:
    ran = syntolk("--language", "sv", *arguments.format(root=site(files)).split())
    assert ran.code == 2
    assert said in ran.err


def test_what_the_system_says(site: Site, syntolk, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    root = site()
    monkeypatch.setattr("pipeline.disk.publication._create", full)
    ran = syntolk("--language", "sv", "-C", root, "build")
    assert ran.code == 3
    assert ran.err.endswith("kan inte skrivas: disken är full.\n")


@pytest.mark.parametrize("command", ["", "extract", "update", "status", "check", "explain", "build", "serve", "rules"])
def test_help(syntolk, command: str) -> None:
    swedish, english = (syntolk("--language", tag, *command.split(), "--help") for tag in ("sv", "en"))
    assert swedish.code == english.code == 0
    told = {
        message.id for message in MESSAGES if {"pipeline/cli.py", "pipeline/commands/usage.py"} & {*message.references}
    }
    assert {text for text in told if len(text) > 8 and text in " ".join(swedish.out.split())} == set()
    assert "visa den här hjälpen" in swedish.out
    assert "show this help" in english.out


def test_one_is_not_many() -> None:
    """“1 errors” is what a program says that nobody has read: a number that may be one stands after its word."""
    plural = re.compile(r"\{\w+\} (?:errors|warnings|pages|messages|findings|files)\b(?! of)")
    sums = [
        m.id
        for m in MESSAGES
        if {"pipeline/reporters/terminal.py", "pipeline/commands/outcome.py", "pipeline/serve.py"} & {*m.references}
    ]
    known = {
        "{path}: {findings} findings are known from now on.",
        "{rule}: {findings} findings",
        "{path}: {messages} messages",
    }
    assert [text for text in sums if plural.search(text) and text not in known] == []
