"""`syntolk explain`: which page is meant, what is said of it, and what is not said of what is fine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONFIG, po
from growth import linear
from hypothesis import given
from hypothesis import strategies as st
from test_reporters import fields

from pipeline.checks import Scope, run
from pipeline.language.explanation import explain
from pipeline.language.limits import Limits
from pipeline.markdown import parse
from pipeline.reporters import explanation as reporter
from pipeline.terms import parse as parse_terms
from pipeline.words import words

ENGLISH = words([])
EASY = "Vi hjälper dig. Ring oss i dag, så tar vi fram en plan som passar just dig och ditt hus.\n\n" * 6
HARD = (
    "Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning,\nerfarenhetsåterföring och **systematiserad** "
    "uppföljning av de utmaningar som alla i nämnden har sett i år och som vi\nska möta i dag. Ring *oss* i dag.\n\n"
    "- Samverkansmodellernas genomförande möjliggör innovationsprocesser inom kommunernas ansvarsområden.\n\n"
)
PAGE = f"---\ntitle: Om\n---\n\n{HARD * 8}"


def say(page: str, limits: Limits | None = None, limit: int | None = None, **more: object) -> str:
    return reporter.text(explain(parse(page, "a.md"), limits or Limits(), source=page, **more), ENGLISH, limit)  # type: ignore[arg-type]


# --- what is said --------------------------------------------------------------------------------------


def test_a_hard_page_has_its_sums_and_what_would_help_most() -> None:
    assert say(PAGE, limit=2) == (
        "a.md (sv): Om\n"
        "  LIX 53 ± 7 = 12.3 words a sentence + 41 % long words, 296 words\n"
        "  Hard (LIX 50–60), by the bands of lix.se\n"
        "  For the audience “public”: a warning over LIX 45, an error over 50; at most 25 words a sentence\n"
        "  RIX 5.0, OVIX 17\n"
        "  Longest sentences: 26 words (line 5), 26 words (line 11), 26 words (line 17)\n"
        "\n"
        "This page is hard for its readers: even the lower end of the interval, 46, is over 45. What would help most:\n"
        "\n"
        "1. line 5, 26 words: “Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning, erfarenhetsåterföring och …”\n"
        "   Split it in 2: LIX −0.5.\n"
        "   Write shorter or simpler for Verksamhetsutvecklingen, erfarenhetsåterföring, kunskapsinhämtning: LIX −1.0.\n"
        "2. line 11, 26 words: “Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning, erfarenhetsåterföring och …”\n"
        "   Split it in 2: LIX −0.5.\n"
        "   Write shorter or simpler for Verksamhetsutvecklingen, erfarenhetsåterföring, kunskapsinhämtning: LIX −1.0.\n"
        "\n"
        "If you change the first 2 so: LIX 53 → 50.\n"
        "\n"
        "More sentences: 14. --limit 16 shows them too.\n"
    )


def test_the_line_is_that_of_the_sentence_even_behind_markup() -> None:
    found = explain(parse(PAGE, "a.md"), Limits(), source=PAGE.replace("\n", "\r\n"))
    lines = PAGE.splitlines()
    for advice in found.advice:
        first = advice.gain.sentence.words[0]
        assert first in lines[advice.location.line - 1]
    short = "---\ntitle: A\n---\n\nVi är\nhär. **Verksamhetens**\n*utveckling* pågår.\n"
    assert explain(parse(short, "a.md"), Limits(), source=short).advice[0].location == ("a.md", 6, 1)


def test_a_page_without_its_source_has_the_lines_of_its_paragraphs() -> None:
    found = explain(parse(PAGE, "a.md"), Limits())
    assert {a.location.line for a in found.advice} <= {s.line for s in parse(PAGE).segments}


def test_what_is_fine_is_not_lectured_about() -> None:
    said = say(EASY)
    assert said.endswith("\n\nThis page is within its limits: nothing needs to be changed.\n")
    assert "shorter" not in said
    assert "1. line 1, " in say(EASY, limit=1)


def test_on_a_page_that_is_fine_only_what_is_too_long_is_named() -> None:
    said = say(EASY + "Vi " + "ser " * 30 + "dig.\n")
    assert "Sentences of more than 25 words: 1. The page is otherwise within its limits." in said
    assert said.count("Split it in") == 1
    assert "1. line 13, 32 words: “Vi ser" in said


def test_who_it_is_for_decides_what_is_hard() -> None:
    page = (EASY + HARD) * 3
    assert explain(parse(page), Limits("easy", 15, 40, 15)).hard
    assert not explain(parse(page), Limits("specialist", 55, 60, 30)).hard
    easy, public = (explain(parse(HARD), Limits(sentence=n)).advice[0].gain.parts for n in (15, 25))
    assert (easy, public) == (3, 2)


def test_hard_is_what_the_rule_calls_hard() -> None:
    for page in (EASY, PAGE, HARD, EASY * 3 + HARD):
        document = parse(page, "a.md")
        told = "readability-hard" in {finding.rule for finding in run(document, Scope("sv"))}
        assert explain(document, Limits()).hard == told


TERMS = '[[term]]\nterm = "samverkansmodell"\n\n[[term]]\nterm = "genomförande"\nplain = "arbete"\n'


def test_terms_of_the_site_are_kept_in_all_their_forms() -> None:
    page = "Samverkansmodellens genomförande ger samverkansmodellerna. Ring oss nu."
    kept = explain(parse(page), Limits(), parse_terms(TERMS))
    assert kept.advice[0].gain.words == ("genomförande",)
    assert len(explain(parse(page), Limits()).advice[0].gain.words) == 3


def test_english_has_more_scores() -> None:
    page = "We help you. Call us today, and we will draw up a plan that fits you and your house.\n\n" * 6
    document = parse(page, "a.md", "en")
    said = reporter.text(explain(document, Limits()), ENGLISH)
    assert re.search(r"Flesch reading ease \d+ ± \d+; years of school: Flesch–Kincaid -?\d+\.\d ± \d+\.\d", said)
    assert "SMOG – (30 sentences are needed)" in said
    assert "Flesch" not in say(EASY)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("", "Not measurable: there is no running text."),
        ("# Rubrik\n\n```\nkod\n```\n", "Not measurable: there is no running text."),
        ("---\ntitle: A\n---\n", "Not measurable: there is no running text."),
        ("Hej", "Too few words for a judgement: 1. It takes 100."),
        (
            "1 2 3. 4,5 6.\n\n12 000. 2027-01-01.\n",
            "Not measurable: more than half of the 7 words are numbers or code.",
        ),
        ("| 1 | 2 |\n|---|---|\n| 3 | 4 |\n", "Not measurable: there is no running text."),
        (
            "Die Gemeinde hat beschlossen, dass die neue Bibliothek im Herbst geöffnet wird. Alle sind herzlich eingeladen.",
            "Not measurable: most of the text seems to be in another language than its own (sv).",
        ),
        (
            "Москва является столицей. Это большой город с 12 миллионами жителей и богатой историей.",
            "Not measurable: much of the text is in another script than that of its language (sv).",
        ),
        ("😀 😀. 😀!", "Not measurable: there is no running text."),
    ],
)
def test_what_means_nothing_has_no_score(page: str, why: str) -> None:
    document = parse(page, "a.md")
    found = explain(document, Limits(), source=page)
    said = reporter.text(found, ENGLISH)
    assert why in said
    assert "LIX 1" not in said
    assert json.loads(reporter.as_json(found, ENGLISH))["unmeasurable"] == why
    assert found.measure.lix is found.measure.lix_interval is found.band is found.english is None


def test_swedish_is_never_taken_for_a_neighbour() -> None:
    for page in ("Vi ser ordentligt bra ut. " * 50, "Kom hit. Ring oss. Vi hjälper dig. " * 9, EASY, HARD * 3):
        assert explain(parse(page), Limits()).unmeasurable is None


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_anything_can_be_explained(text: str) -> None:
    found = explain(parse(text, "a.md"), Limits(), source=text)
    lines = text.count("\n") + text.count("\r") + 2
    assert all(0 < advice.location.line <= lines for advice in found.advice)
    assert "\x1b" not in reporter.text(found, ENGLISH, 3)
    json.loads(reporter.as_json(found, ENGLISH))


@pytest.mark.parametrize(
    "text", ["ordentligt ", "Vi ser ordentligt bra ut. ", "12 000 ", "a.b.c. ", "**ordentligt** *ser*. "]
)
def test_a_long_paragraph_takes_linear_time(text: str) -> None:
    def work(words: int) -> Callable[[], object]:
        return lambda: say(text * (words // len(text.split())))

    assert linear(work, 4_000)


# --- JSON ----------------------------------------------------------------------------------------------


def test_every_field_of_json_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    own = text.partition("## Explanation")[2].partition("\n### ")[0]
    documented = {line.split("`")[1] for line in own.splitlines() if line.startswith("| `")}
    measure = {"words", "sentences", "long_words", "lix", "lix_interval", "rix", "ovix", "unmeasured"}
    english = parse("We help you. Call us. " * 30, "a.md", "en")
    found = json.loads(reporter.as_json(explain(parse(PAGE, "a.md"), Limits()), ENGLISH))
    more = json.loads(reporter.as_json(explain(english, Limits()), ENGLISH))
    assert fields(found) | fields(more) | set(more) == documented | measure


def test_json_has_what_the_text_says() -> None:
    found = explain(parse(PAGE, "a.md"), Limits(), source=PAGE)
    data = json.loads(reporter.as_json(found, ENGLISH, 2))
    assert len(data["sentences"]) == 2
    assert data["sentences"][0]["line"] == 5
    assert data["after"] == {"sentences": 3, "lix": round(found.after(found.needed[:3]) or 0, 2)}
    assert json.loads(reporter.as_json(explain(parse(EASY), Limits()), ENGLISH))["after"] is None


# --- which page ------------------------------------------------------------------------------------------


@pytest.fixture
def root(site) -> Path:
    return site(
        {
            "syntolk.toml": CONFIG.replace("https://exempel.se", "https://exempel.se/sajt"),
            "source/del/index.md": "---\ntitle: Vår del\naudience: easy\n---\n\nHär är vi. Kom hit.\n",
            "source/del/_utkast.md": "Ett utkast är det här. Det är kort.\n",
            "locales/en/LC_MESSAGES/del.po": po(
                ("title", "Vår del", "Our part"), (None, "Här är vi. Kom hit.", "Here we are. Come here.")
            ),
        }
    )


@pytest.mark.parametrize(
    ("named", "first"),
    [
        ("om.md", "source/om.md (sv): Om oss"),
        ("om", "source/om.md (sv): Om oss"),
        ("source/om.md", "source/om.md (sv): Om oss"),
        ("/om/", "source/om.md (sv): Om oss"),
        ("del", "source/del/index.md (sv): Vår del"),
        ("del/_utkast.md", "source/del/_utkast.md (sv)"),
        ("https://exempel.se/sajt/del/", "source/del/index.md (sv): Vår del"),
        ("/sajt/del/?x=1#y", "source/del/index.md (sv): Vår del"),
        ("/sajt/", "source/index.md (sv): Välkommen"),
        ("/en/about-us/", "source/om.md (en): About us"),
        ("https://exempel.se/sajt/en/our-part/index.html", "source/del/index.md (en): Our part"),
        ("/en/", "source/index.md (en): Welcome"),
        ("/", "source/index.md (sv): Välkommen"),
    ],
)
def test_a_page_of_a_site_by_path_or_address(root: Path, syntolk, named: str, first: str) -> None:
    ran = syntolk("-C", root, "explain", named)
    assert (ran.code, ran.out.splitlines()[0], ran.err) == (0, first, "")


def test_a_page_by_its_file_from_anywhere(root: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(root / "source" / "del")
    assert syntolk("-C", root, "explain", "index.md").out.startswith("source/del/index.md (sv)")
    monkeypatch.chdir(root.parent)
    assert syntolk("-C", root, "explain", root / "source" / "om.md").out.startswith("source/om.md (sv)")
    Path("annan.md").write_text("Vi är här. Kom hit.", "utf-8")
    assert syntolk("-C", root, "explain", "annan.md").out.startswith("annan.md (sv)\n  LIX 2 ")


def test_a_translation(root: Path, syntolk) -> None:
    out = syntolk("-C", root, "explain", "del/index.md", "-l", "en").out
    assert out.startswith("source/del/index.md (en): Our part\n  LIX ")
    assert "audience “easy”" in out
    catalogue = (root / "locales/en/LC_MESSAGES/del.po").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(catalogue, 1) if "Kom hit" in text)
    assert f"locales/en/LC_MESSAGES/del.po:{line}" in out
    (root / "source" / "ny.md").write_text("En ny text är det här. Den är kort.\n", "utf-8")
    assert "Not measurable: nothing on it is translated yet." in syntolk("-C", root, "explain", "ny.md", "-l", "en").out
    (root / "source" / "tom.md").write_text("---\ntitle: Bara ett namn\n---\n", "utf-8")
    assert "Not measurable: there is no running text." in syntolk("-C", root, "explain", "tom.md", "-l", "en").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["om-os.md"], "om-os.md: there is no such page. Name its path below source/, or its address. Near it: om.md"),
        (["zzzzzzzz"], "zzzzzzzz: there is no such page. Name its path below source/, or its address.\n"),
        (["../utanfor.md"], "there is no such page."),
        (["http://[zzz"], "http://[zzz: there is no such page."),
        (["om.md", "-l", "fi"], "“fi” is not a language of this site. Valid: sv, en."),
        (["om.md", "--limit", "0"], "“0” is not a whole number over 0"),
    ],
)
def test_what_cannot_be_explained_in_a_site(root: Path, syntolk, arguments: list[str], said: str) -> None:
    ran = syntolk("-C", root, "explain", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_broken_catalogue_is_said(root: Path, syntolk) -> None:
    (root / "locales/en/LC_MESSAGES/del.po").write_text("skräp", "utf-8")
    assert syntolk("-C", root, "explain", "del", "-l", "en").code == 2
    assert syntolk("-C", root, "explain", "del").code == 0


def test_a_file_outside_any_site(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("å.md").write_text("---\ntitle: Hej\naudience: easy\n---\n\nVi är här. Kom hit.", "utf-8")
    out = syntolk("explain", "å.md").out
    assert out.startswith("å.md (sv): Hej\n")
    assert "audience “easy”" in out
    Path("en.md").write_text("The council has decided to open the library. Everybody is welcome to join us.", "utf-8")
    assert syntolk("explain", "en.md").out.startswith("en.md (en)\n  LIX")
    assert "seems to be in another language than its own (sv)" in syntolk("explain", "en.md", "-l", "sv").out
    Path("trasig.md").write_bytes(b"R\xe4v springer. Den \xe4r r\xf6d.")
    assert syntolk("explain", "trasig.md").code == 0
    Path("b.txt").touch()
    for name, said in (
        ("borta.md", "no such file"),
        ("b.txt", "this is no Markdown file"),
        (".", "this is no Markdown file"),
    ):
        ran = syntolk("explain", name)
        assert ran.code == 2
        assert said in ran.err


def test_in_swedish(root: Path, syntolk) -> None:
    out = syntolk("--language", "sv", "-C", root, "explain", "del").out
    assert "För målgruppen ”easy”: varning över LIX 36, fel över 40; högst 15 ord per mening" in out
    assert "Sidan håller sig inom gränserna: inget behöver ändras." in out


# --- the whole site --------------------------------------------------------------------------------------


def test_the_site_is_counted_as_one_text(site, syntolk) -> None:
    folder = site(
        {
            "source/svår/index.md": f"---\ntitle: Svår\n---\n\n{HARD * 6}\n",
            "source/lätt/index.md": f"---\ntitle: Lätt\n---\n\n{EASY * 6}\n",
        }
    )
    out = syntolk("-C", folder, "explain", "-l", "sv").out
    assert out.startswith("The whole site (sv), 4 pages\n  LIX ")
    assert out.index("  svår: LIX") < out.index("  lätt: LIX")
    assert "  source/svår/index.md: LIX" in out
    assert "(en)" not in out
    data = json.loads(syntolk("-C", folder, "explain", "--format", "json").out)
    swedish, sections = data["languages"]["sv"], data["languages"]["sv"]["sections"]
    assert swedish["readability"]["words"] == sum(own["words"] for own in sections.values())
    assert data["languages"]["en"]["english"]["flesch"] is None  # Too few words.
    assert data["hardest"][0]["path"] == "source/svår/index.md"
    assert set(data) | set(swedish) | set(data["hardest"][0]) <= documented("### A whole site")


def documented(heading: str) -> set[str]:
    """The fields that are named in a part of the documentation."""
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
    return set(re.findall(r"`(\w+)`", text.partition(heading)[2].partition("\n## ")[0]))


def test_without_a_site_or_its_language(tmp_path: Path, site, syntolk) -> None:
    assert syntolk("-C", tmp_path, "explain").code == 2
    ran = syntolk("-C", site(), "explain", "-l", "fi")
    assert (ran.code, "Valid: sv, en" in ran.err) == (2, True)


# --- catalogues --------------------------------------------------------------------------------------


def test_a_catalogue_is_explained_as_one_text(root: Path, syntolk, tmp_path: Path, monkeypatch) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n\n'
    ours = "#, md-text, no-python-format\n"
    entries = [
        f'#. heading\n{ours}msgid "Rubrik"\nmsgstr "An incomprehensible heading"\n',
        f'#. paragraph\n{ours}msgid "Vi är här."\nmsgstr "We are **here**."\n',
        f'#. list item\n{ours}msgid "Kom hit i dag."\nmsgstr "Come here today."\n',
        '#, fuzzy, md-text, no-python-format\nmsgid "Ring."\nmsgstr "Nobody has reviewed this sentence."\n',
        '#, no-python-format\nmsgctxt "alt"\nmsgid "Bild"\nmsgstr "Description"\n',
        '#~ msgid "Gammalt"\n#~ msgstr "Obsolete sentence."\n',
    ]
    file = tmp_path / "ute" / "ö.po"
    file.parent.mkdir()
    file.write_text(header + "\n".join(entries), "utf-8")
    monkeypatch.chdir(file.parent)
    told = json.loads(syntolk("explain", "ö.po", "--format", "json", "--limit", "5").out)
    assert (told["path"], told["language"], told["readability"]["words"], told["readability"]["sentences"]) == (
        "ö.po",
        "en",
        6,
        2,
    )
    lines = file.read_text("utf-8").splitlines()
    assert {lines[one["line"] - 1] for one in told["longest"]} == {'msgid "Vi är här."', 'msgid "Kom hit i dag."'}
    inside = syntolk("-C", root, "--language", "en", "explain", "locales/en/LC_MESSAGES/del.po")
    assert inside.code == 0
    assert "del.po (en)\n" in inside.out
    assert syntolk("-C", root, "explain", file).code == 0


def test_a_catalogue_of_another_program_is_explained_too(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sv.po").write_text('msgid "We open the file now."\nmsgstr "Vi öppnar filen nu. Den är liten."\n', "utf-8")
    told = json.loads(syntolk("explain", "sv.po", "--format", "json").out)
    assert (told["language"], told["readability"]["words"], told["readability"]["sentences"]) == ("sv", 7, 2)
    Path("sv.po").write_text('msgid "We', "utf-8")
    ran = syntolk("--language", "en", "explain", "sv.po")
    assert (ran.code, ran.err) == (2, "syntolk: sv.po:1:7: the text has no closing quote\n")
    assert syntolk("explain", "borta.po").code == 2
