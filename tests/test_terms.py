"""The termbase: what is read, what is found fault with and where; what is approved; what is found in texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import HEADER, po
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import parse as parse_catalogue
from pipeline.model import Location
from pipeline.termbase.alphabet import letter, sort_key
from pipeline.termbase.finder import finder
from pipeline.termbase.inflection import uses
from pipeline.terms import Term, approved, parse

UN = '[[term]]\nterm = "Förenta  nationerna"\nen = "United Nations"\nabbreviation = { sv = "FN", en = "UN" }\n'
GOOD = '[[term]]\nterm = "nod"\n'

# --- reading ---------------------------------------------------------------------------------------


def test_an_entry() -> None:
    (term,) = parse(f'{UN}definition = """\n  Ett samarbete.\n"""\nforbidden = ["FN:et", "FN:et"]\n')
    assert (term.term, term.translations, term.definition) == (
        "Förenta nationerna",
        {"en": "United Nations"},
        "Ett samarbete.",
    )
    assert (term.abbreviation, term.abbreviations, term.forbidden) == ("FN", {"en": "UN"}, ("FN:et",))
    assert term.place == (5, 1)


def test_a_term_in_a_language() -> None:
    terms = parse(UN)
    (term,) = terms
    assert [terms.name(term, tag) for tag in ("sv", "sv-FI", "en", "en-GB", "de")] == [
        "Förenta nationerna",
        "Förenta nationerna",
        "United Nations",
        "United Nations",
        "",
    ]
    assert [terms.abbreviation(term, tag) for tag in ("sv", "en-GB", "de")] == ["FN", "UN", "FN"]


@pytest.mark.parametrize(
    ("text", "place", "said", "read"),
    [
        ('[[term]]\nterm = "a\n', (2, 10), "not valid TOML", 0),
        (f'{GOOD}\n[[term]]\nterm = "a\n\n{GOOD.replace("nod", "nav")}', (5, 10), "not valid TOML", 2),
        (f"titel = \n{GOOD}", (1, 9), "not valid TOML", 1),
        (f"{GOOD}[[term]]\nterm = {'[' * 3000}\n", (3, 1), "not valid TOML", 1),
        (f"{GOOD}[[term]]\nterm = {'9' * 5000}\n", (4, 0), "not valid TOML", 1),
        (f"{GOOD}[[term]]\nterm = '''a\nb", (5, 0), "not valid TOML", 1),
        ('[[term]]\nen = "a"\n', (1, 1), "has no “term”", 0),
        ('[[term]]\nterm = " "\n', (2, 1), "“term” is empty", 0),
        ("[[term]]\nterm = 7\n", (2, 1), "“term” has to be a text", 0),
        (f"{GOOD}  en = 7\n", (3, 3), "“en” has to be a text", 1),
        (f'{GOOD}definition = "\\u0007"\n', (3, 1), "without control characters", 1),
        (f'{GOOD}forbidden = "nodd"\n', (3, 1), "has to be a list", 1),
        (f'{GOOD}forbidden = ["nodd", 1]\n', (3, 1), "has to be a list", 1),
        (f'{GOOD}same = "ja"\n', (3, 1), "true or false", 1),
        (f'{GOOD}lang = "engelska"\n', (3, 1), "not a language tag", 1),
        (f'{GOOD}defintion = "x"\n', (3, 1), "no “defintion”. Valid: term, definition,", 1),
        (f'{GOOD}sv = "nod"\n', (3, 1), "language of “term” itself", 1),
        (f'{GOOD}abbreviation = {{ engelska = "N" }}\n', (3, 1), "not a language tag", 1),
        (f'{GOOD}same = true\nen = "node"\n', (4, 1), "same in all languages", 1),
        (f"{GOOD}\n{GOOD}", (5, 1), "stands twice", 1),
        (f'{GOOD}\n[[terms]]\nterm = "a"\n', (4, 1), "“terms” has no meaning", 1),
        ('[term]\nterm = "a"\n', (2, 1), "double brackets", 0),
        ('term = "a"\n', (1, 1), "double brackets", 0),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_rest_counts(
    text: str, place: tuple[int, int], said: str, read: int
) -> None:
    terms = parse(text, "source/terms.toml")
    assert terms.findings, text
    (finding,) = terms.findings
    assert (finding.rule, finding.severity) == ("terms-invalid", "error")
    assert (finding.location, said in finding.message) == (Location("source/terms.toml", *place), True), finding.message
    assert len(terms.terms) == read


def test_a_file_may_be_empty_or_written_in_another_way() -> None:
    assert parse("").terms == parse("# Inget än.\n").terms == ()
    assert not parse("\ufeff" + GOOD.replace("\n", "\r\n")).findings
    assert [t.term for t in parse('term = [{ term = "a" }, { term = "b" }]\n')] == ["a", "b"]
    assert [t.abbreviation for t in parse(f'{GOOD}[term.abbreviation]\nsv = "N"\n')] == ["N"]


def test_time_grows_with_the_number_of_terms() -> None:
    def read(size: int) -> Callable[[], object]:
        text = "".join(f'[[term]]\nterm = "ord {n}"\nen = "word {n}"\nplain = "hellre {n}"\n' for n in range(size))
        return lambda: parse(text)

    assert linear(read, 600)


_PIECES = [
    "[[term]]\n",
    "term = ",
    "en = ",
    '"',
    "'''",
    '"""',
    "a",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "=",
    "same = true\n",
    "å",
    "\r",
    "\\",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    terms = parse(text)
    assert all(finding.message and finding.location.path for finding in terms.findings)
    assert all(term.term.strip() for term in terms)
    assert all(line >= 1 and column >= 1 for line, column in (term.place for term in terms))


def test_a_site_with_a_broken_termbase_is_built_and_told(site, syntolk) -> None:
    root = site({"source/terms.toml": GOOD + "lang = 3\n"})
    ran = syntolk("-C", root, "build")
    assert ran.code == 1
    assert "source/terms.toml:3:1: error: “lang” has to be a text in quotes" in ran.out
    assert (root / "build" / "index.html").exists()
    assert "terms.toml:3:1" in syntolk("-C", root, "check", root / "source" / "terms.toml").out


@pytest.mark.parametrize("data", [b'[[term]]\nterm = "r\xe4v"\n', "[[term]]".encode("utf-16")])
def test_a_termbase_that_is_no_utf_8(site, syntolk, data: bytes) -> None:
    ran = syntolk("-C", site({"source/terms.toml": data}), "check")
    assert ran.code == 1
    assert "This file is not UTF-8" in ran.out
    assert "[terms-invalid]" in ran.out


def test_a_termbase_without_a_finding_can_be_checked_alone(site, syntolk) -> None:
    root = site({"source/terms.toml": GOOD})
    assert syntolk("-C", root, "check", root / "source" / "terms.toml").code == 0


# --- the same in all languages ---------------------------------------------------------------------

NAMES = '[[term]]\nterm = "Vinnova"\nsame = true\n\n[[term]]\nterm = "social return"\nabbreviation = "SR"\nlang = "en"\nsame = true\n'


@pytest.mark.parametrize("text", ["Vinnova", "Social return", "social return", "SR", "[social return]{lang=en}"])
def test_the_same_by_design(text: str) -> None:
    assert parse(NAMES).is_same(text)


@pytest.mark.parametrize("text", ["vinnova", "Vinnova betalar", "[Vinnova](https://example.org)", "", "nod"])
def test_not_the_same_by_design(text: str) -> None:
    assert not parse(NAMES + GOOD).is_same(text)


def test_what_the_termbase_approves_counts_as_done() -> None:
    text = po((None, "Vinnova", ""), ("title", "Vinnova", ""), (None, "Hej", ""), (None, "SR", "RS"))
    text += '\n#, fuzzy, md-text\nmsgctxt "alt"\nmsgid "Vinnova"\nmsgstr "Winnova"\n\n#~ msgctxt "x"\n#~ msgid "SR"\n#~ msgstr ""\n'
    catalogue = approved(parse_catalogue(text.encode()), parse(NAMES))
    assert [(m.strings[0], m.flags) for m in catalogue][-6:] == [
        ("Vinnova", ()),
        ("Vinnova", ()),
        ("", ()),
        ("RS", ()),
        ("Vinnova", ("md-text",)),
        ("", ()),
    ]
    assert catalogue.find(None, "Vinnova").translated
    untouched = parse_catalogue(po((None, "Hej", "")).encode())
    assert approved(untouched, parse(NAMES)) is untouched


def test_a_site_need_not_translate_what_is_the_same(site, syntolk) -> None:
    files = {
        "source/om.md": "---\ntitle: Vinnova\n---\n\nVinnova\n",
        "locales/en/LC_MESSAGES/site.po": HEADER
        + 'msgctxt "title"\nmsgid "Välkommen"\nmsgstr "Welcome"\n\nmsgid "Här är vi."\nmsgstr "Here we are."\n\n'
        + 'msgctxt "title"\nmsgid "Vinnova"\nmsgstr ""\n\nmsgid "Vinnova"\nmsgstr ""\n\n'
        + 'msgctxt "site-title"\nmsgid "Provsajt"\nmsgstr "Trial site"\n',
    }
    root = site(files)
    assert syntolk("-C", root, "check").out.count("translation-missing") == 2
    root = site({**files, "source/terms.toml": NAMES})
    before = (root / "locales/en/LC_MESSAGES/site.po").read_bytes()
    assert syntolk("-C", root, "build").code == 0
    assert "translation-missing" not in syntolk("-C", root, "check").out
    assert (
        "lang="
        not in (root / "build/en/vinnova/index.html").read_text("utf-8").partition("<main")[2].partition("</main")[0]
    )
    assert "100.0 %" in syntolk("-C", root, "status").out.splitlines()[1]
    assert (root / "locales/en/LC_MESSAGES/site.po").read_bytes() == before


# --- finding terms in texts ------------------------------------------------------------------------

LABS = """
[[term]]
term = "testbädd"
forbidden = ["testbed", "test-bädd"]
[[term]]
term = "socialt företag"
[[term]]
term = "näringslivet"
[[term]]
term = "Co-Labs"
forbidden = ["Colabs", "Co-labs", "Co-Lab"]
same = true
[[term]]
term = "ABC-serien"
forbidden = ["ABC:er", "abc-serien"]
[[term]]
term = "social innovation"
[[term]]
term = "Mötesplats Social Innovation"
[[term]]
term = "erhålla"
plain = "få"
[[term]]
term = "effekt"
[[term]]
term = "man"
forbidden = ["en"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi har en testbädd.", ["forbidden en", "term testbädd"]),
        ("Testbäddarna, testbäddens, TESTBÄDD", ["term Testbäddarna", "term testbäddens"]),
        ("va\u0308 testba\u0308ddar", ["term testbäddar"]),
        ("test\u00adbädd", ["term testbädd"]),
        ("testbäddsprojekt test-bädd-projekt min-testbädd", []),
        ("testbed, testbeds och test-bädd", ["forbidden testbed", "forbidden testbeds", "forbidden test-bädd"]),
        ("Sociala företag och det sociala företaget", ["term Sociala företag", "term sociala företaget"]),
        ("socialt\nföretag, socialt-företag, socialt, företag", ["term socialt\nföretag"]),
        ("näringslivs näringslivets näringsliv", ["term näringslivs", "term näringslivets", "term näringsliv"]),
        (
            "Co-Labs Colabs Co-labs Co-Lab",
            ["term Co-Labs", "forbidden Colabs", "forbidden Co-labs", "forbidden Co-Lab"],
        ),
        (
            "ABC-serien, ABC:er, abc-serien, Abc-serien",
            ["term ABC-serien", "forbidden ABC:er", "forbidden abc-serien", "forbidden Abc-serien"],
        ),
        (
            "Mötesplats Social Innovation, social innovation",
            ["term Mötesplats Social Innovation", "term social innovation"],
        ),
        ("Social innovation", ["term Social innovation"]),
        ("effektiv effektivt effekterna", ["term effekterna"]),
        ("Svaret erhålls, erhålla", ["plain erhålls", "plain erhålla"]),
        ("En ens ene", ["forbidden En"]),
        ("", []),
    ],
)
def test_terms_in_a_text(text: str, found: list[str]) -> None:
    assert [f"{use.kind} {use.text}" for use in finder(parse(LABS), "sv").find(text)] == found


def test_what_could_stand_there_instead() -> None:
    uses_of = finder(parse(LABS), "sv").find("Testbed testbeds Erhålla Colabs")
    assert [use.word for use in uses_of] == ["Testbädd", "", "Få", "Co-Labs"]


def test_in_other_languages_only_what_is_the_same_in_all() -> None:
    found = finder(parse(LABS), "en").find("Colabs is no testbed, Co-Labs is.")
    assert [(use.kind, use.text) for use in found] == [("forbidden", "Colabs"), ("term", "Co-Labs")]


@given(st.text(st.sampled_from("testbädd Co-Labs\n:.a\u0308\u00ad")))
def test_a_finder_finds_words_of_the_text_in_its_order(text: str) -> None:
    from pipeline.language.tokens import clean

    rest = clean(text)
    for use in finder(parse(LABS), "sv").find(text):
        assert use.text in rest
        rest = rest.partition(use.text)[2]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Our test beds.", "test bed", True),
        ("beds to test", "test bed", True),
        ("a penta helix model", "penta-helix", True),
        ("partnerships between civil society and the public", "public–civil society partnership", True),
        ("a sandpit", "test bed", False),
        ("The companies", "the business sector", False),
        ("في مختبر", "مختبر", True),
        ("测试平台", "测试", True),
        ("anything", "—", True),
    ],
)
def test_words_of_a_translation(text: str, phrase: str, expected: bool) -> None:
    assert uses(text, phrase) is expected


# --- consistency -----------------------------------------------------------------------------------


def test_a_text_with_two_translations_in_a_site(site, syntolk) -> None:
    files = {
        "source/nytt/index.md": "---\ntitle: Nytt\n---\n\nVi hjälper dig.\n",
        "locales/en/LC_MESSAGES/nytt.po": po(("title", "Nytt", "News"), (None, "Vi hjälper dig.", "Let us help.")),
    }
    ran = syntolk("-C", site(files), "check")
    assert ran.code == 0
    assert (
        "locales/en/LC_MESSAGES/site.po:17:1: review: “Vi hjälper dig.” is “We help you.” here and “Let us help.” in "
        "locales/en/LC_MESSAGES/nytt.po:10:1."
    ) in ran.out
    agreed = {
        **files,
        "locales/en/LC_MESSAGES/nytt.po": files["locales/en/LC_MESSAGES/nytt.po"].replace(
            "Let us help.", "We help you."
        ),
    }
    assert "inconsistent" not in syntolk("-C", site(agreed), "check").out


# --- the alphabet ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "a Bo eka é-post zon ål ärta öga"),
        ("da", "a zon æble øl ål"),
        ("en", "ål ärta Bo éclair eka öga zon"),
    ],
)
def test_sorting(language: str, words: str) -> None:
    keys = [sort_key(word, language) for word in words.split()]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_articles_and_letters() -> None:
    assert sort_key("the ABC series", "en") == sort_key("ABC series", "en")
    assert [letter(word, "en") for word in ("the ABC series", "an", "A", "…", "½")] == ["A", "A", "A", "#", "0–9"]


def test_terms_are_values() -> None:
    assert parse(GOOD).terms == (Term("nod", place=(9, 9)),)
