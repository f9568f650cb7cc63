"""Spelling: which words are asked about, what hunspell answers, and what is said when it is not there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import CONFIG, SMALL, Site, po
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import Scope, run
from pipeline.config import DICTIONARIES
from pipeline.errors import ConfigError
from pipeline.language.orthography import LONGEST, is_near, passages, ways, words
from pipeline.language.spelling import Speller
from pipeline.markdown import parse
from pipeline.model import Inline, Location
from pipeline.terms import Termbase
from pipeline.terms import parse as parse_terms

NONE = Termbase()
TERMS = '[[term]]\nterm = "kunsknod"\nen = "kunsk node"\nabbreviation = "kuno"\n[[term]]\nterm = "Almenlabbet"\n'


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(DICTIONARIES, parse_terms(TERMS), ["snickesnack"])


# --- which words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Vi hjälper komuner.", "hjälper komuner"),
        ("Ring 040-628 04 00, skriv till anna@example.org eller se www.example.org/felstavat.", "skriv till eller"),
        ("Öppna bilden.jpg och fil_namn i camelCase, ABC-dagen eller HTML5-sidan.", "eller"),
        ("Se bil. 3, ungef. fyra, osv. samt etc.", "ungef fyra samt"),
        ("för- och nackdelar, arbets- och studietid", "nackdelar studietid"),
        ("e-postadress, på 1990-talet, -årig", "e-postadress årig"),
        ("och/eller, Malmö–Lund, häst–vagn", "eller häst vagn"),
        ("mjuk\u00adbinde\u00adstreck; fo\u0308rra a\u030aret", "mjukbindestreck förra året"),
        ("”citat” (parentes) *stjärna*, fråga? utrop!", "citat parentes stjärna fråga utrop"),
        ("it’s don't", "it's don't"),
        ("trasiga\ufffd ord\ufffdet text", "text"),
        ("x" * (LONGEST + 1), ""),
        ("日本語 текст", "текст"),
        ("", ""),
    ],
)
def test_words(text: str, asked: str) -> None:
    assert " ".join(words(text, "sv")) == asked


def test_words_in_another_language_are_parted() -> None:
    (segment,) = parse("Vi har [living *labs*]{lang=en} och [länkar](x.md){lang=da} med `kod`.").segments
    assert passages(segment.inline) == (
        ("", "Vi har "), ("en", "living "), ("en", "labs"), ("", " och "), ("da", "länkar"), ("", " med "), ("", "."),
    )  # fmt: skip


# --- what is found ----------------------------------------------------------------------------------


def found(speller: Speller, text: str) -> list[tuple[str, str]]:
    scope = Scope("sv", misspelt=speller.misspelt, terms=parse_terms(TERMS))
    findings = [f for f in run(parse(text, "page.md"), scope) if f.rule == "spelling"]
    return [(str(dict(f.values)["word"]), f.suggestion) for f in findings]


def test_a_word_is_said_once_a_page_with_what_may_be_meant(speller: Speller) -> None:
    text = "## Om komuner\n\nVi hjälper komuner och regoiner.\n\nAndra komuner också.\n"
    assert found(speller, text) == [("komuner", "kommuner"), ("regoiner", "regioner")]


@pytest.mark.parametrize(
    "text",
    [
        "Två kunsknoder, kunsknodens kunsknodsprojekt, en ny-kunsknod och kuno.",
        "Mer snickesnack på Almenlabbet, vid Almenlabbets almenlabbet.",
        "Samhällsutmaningarna möter innovationsledarna på medborgarkontoret.",
        "En workshop om storytelling med community.",  # English words that are not marked are not misspelt.
        "[Den Sociale Kapitalfond]{lang=da} och [fromage]{lang=fr}.",  # No dictionary of these languages.
        "Kod: `komuner`, <komuner@example.org>, [länk](komuner.md).",
        "Dette er en dansk tekst som ingen har merket, og den blir ikke lest som svensk.",
        '<p lang="de">Wir helfen komuner.</p>',
    ],
)
def test_what_is_no_finding(speller: Speller, text: str) -> None:
    assert found(speller, text) == []


def test_an_allowance_holds(speller: Speller) -> None:
    assert found(speller, "<!-- allow: spelling citat -->\nVi hjälper komuner.\n") == []


def test_a_missing_binding_letter_is_found(speller: Speller) -> None:
    assert found(speller, "Vi driver forskingsprojekt och utvecklngsarbete.") == [
        ("forskingsprojekt", "forskningsprojekt"),
        ("utvecklngsarbete", "utvecklingsarbete"),
    ]


def test_the_words_of_a_site_are_asked_about_once(monkeypatch) -> None:
    runs = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *given, **named: runs.append(given) or run(*given, **named))
    heads = "kommun skol sjukhus forsknings miljö barn vatten trafik skogs bok bygg stads kultur idrotts".split()
    middles = "plan projekt arbets utvecklings informations tids mötes besöks".split()
    tails = "arbete arbetet arbetets plan planen planens grupp gruppen gruppens".split()
    right = [f"{head}{middle}{tail}" for head in heads for middle in middles for tail in tails]
    speller = Speller(DICTIONARIES, NONE, ())
    for _ in range(100):  # As pages come: the same words again and again.
        assert speller.misspelt(right, "sv") == {}
    assert 1 <= len(runs) <= 3  # The words, those of the language borrowed from, and their parts.


# --- a site -----------------------------------------------------------------------------------------

WRONG = {
    **SMALL,
    "source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper komuner.\n",
    "locales/en/LC_MESSAGES/site.po": po(
        ("title", "Välkommen", "Welcome"),
        (None, "Här är vi.", "Here we are."),
        ("title", "Om oss", "About us"),
        (None, "Vi hjälper komuner.", "We help municiplaities."),
        ("site-title", "Provsajt", "Trial site"),
    ),
}
CHOSEN = CONFIG + '[spelling]\ndictionaries = ["sv_SE", "en_GB"]\n'


def test_nothing_is_said_unless_it_is_asked_for(site: Site, syntolk) -> None:
    root = site(WRONG)
    assert "komuner" not in syntolk("-C", root, "check").out
    ran = syntolk("-C", root, "--language", "en", "check", "--spelling")
    assert ran.code == 0
    assert "source/om.md:5:1: review: “komuner” is in no dictionary" in ran.out
    assert "locales/en/LC_MESSAGES/site.po:17:1: review: “municiplaities”" in ran.out


def test_a_site_chooses_dictionaries_and_severity(site: Site, syntolk) -> None:
    root = site(WRONG | {"syntolk.toml": CHOSEN + '[rules]\nspelling = "error"\n'})
    assert syntolk("-C", root, "check").code == 1
    assert "komuner" in syntolk("-C", root, "build").out
    (root / "syntolk.toml").write_text(CHOSEN + 'words = ["komun", "komuner", "municiplaities"]\n', "utf-8")
    ran = syntolk("-C", root, "check")
    assert (ran.code, "spelling" in ran.out) == (0, False)


def test_a_file_by_itself(tmp_path: Path, syntolk) -> None:
    page = tmp_path / "page.md"
    page.write_text("Vi hjälper komuner.\n", "utf-8")
    assert "kommuner" in syntolk("-C", tmp_path, "check", "--spelling", page).out


@pytest.mark.parametrize("name", ["../sv_SE", "-d", "sv SE", "/usr/share/hunspell/sv_SE", ""])
def test_a_dictionary_is_a_name(site: Site, syntolk, name: str) -> None:
    root = site(SMALL | {"syntolk.toml": CONFIG + f'[spelling]\ndictionaries = ["{name}"]\n'})
    ran = syntolk("-C", root, "--language", "en", "check")
    assert ran.code == 2
    assert "syntolk.toml:4:1: " in ran.err
    assert "sv_SE" in ran.err


def test_a_dictionary_that_is_not_installed(site: Site, syntolk) -> None:
    root = site(SMALL | {"syntolk.toml": CONFIG + '[spelling]\ndictionaries = ["sv_XX"]\n'})
    ran = syntolk("-C", root, "--language", "en", "check")
    assert ran.code == 2
    assert (
        "syntolk.toml:4:1: hunspell has no dictionary “sv_XX”. On Debian and Ubuntu: apt install hunspell-sv" in ran.err
    )


def test_without_hunspell(site: Site, syntolk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    root = site(WRONG)
    assert syntolk("-C", root, "check").code == 0
    ran = syntolk("-C", root, "--language", "en", "check", "--spelling")
    assert ran.code == 2
    assert "not installed. On Debian and Ubuntu: apt install hunspell hunspell-" in ran.err
    assert not (root / "build").exists()


def test_the_error_says_where_the_dictionary_was_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError) as raised:
        Speller(["en_GB"], NONE, (), Location("syntolk.toml", 4, 1)).misspelt(["word"], "en")
    assert str(raised.value).endswith("apt install hunspell hunspell-en-gb.")
    assert raised.value.location == Location("syntolk.toml", 4, 1)


def test_the_personal_dictionary_of_a_user_counts_for_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".hunspell_sv_SE").write_text("komuner\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Speller(["sv_SE"], NONE, ()).misspelt(["komuner"], "sv") != {}


# --- anything at all --------------------------------------------------------------------------------


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aåö-'’/.:,;<>\u00ad\ufffc\u0301 "))))
def test_words_of_anything(text: str) -> None:
    for word in words(text, "sv"):
        assert word.islower()
        assert len(word) <= LONGEST
        assert all(c.isalpha() or c in "'-" for c in word)  # One line to hunspell, and no command of its own.
        assert word[0].isalpha()
        for way in ways(word, "sv", frozenset()):
            assert all(part.isalpha() or "'" in part for part in way)
    (passage,) = passages(Inline((), text, text))
    assert passage == ("", text)


@given(st.text(alphabet="abcåäö", max_size=12), st.text(alphabet="abcåäö", max_size=12))
def test_near_is_near_from_itself(word: str, other: str) -> None:
    assert is_near(word, word)
    assert not is_near(word, word + other + "xyz")


@pytest.mark.parametrize("piece", ["kommun ", "a-", "a.a", ",,,", "a/", "x" * 10, "'", "<b>", "å\u00ad"])
def test_linear(piece: str) -> None:
    assert linear(lambda length: lambda: words(piece * length, "sv"), 20_000)
