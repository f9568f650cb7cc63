"""Terms to TBX and CSV and back, and into a termbase that somebody has written by hand."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree
from growth import linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.model import Location
from pipeline.termbase import termfile
from pipeline.termbase.exchange import SUFFIXES, export, read
from pipeline.termbase.termfile import merged, updated
from pipeline.terms import Term, Termbase, parse

ROOT = Path(__file__).parent.parent
OWN = (ROOT / "source" / "terms.toml").read_text("utf-8")

_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
_words = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=8),
    st.sampled_from(
        [
            "=1+1",
            "'=x",
            "''-",
            "@a",
            "+",
            "-",
            'a"b',
            "a,b",
            "a;b",
            "<b>&amp;",
            "]]>",
            "a\\b",
            "å",
            "a\u030a",
            "שלום",
            "#",
            "term",
        ]
    ),
)
texts = st.lists(_words, min_size=1, max_size=3).map(lambda words: " ".join(" ".join(words).split())).filter(bool)
tags = st.sampled_from(["en", "de", "pt-BR", "ar"])


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """Any term."""
    same = draw(st.booleans())
    word = draw(texts)
    translations = (
        dict.fromkeys(draw(st.lists(tags, unique=True)), word) if same else draw(st.dictionaries(tags, texts))
    )
    return Term(
        word,
        translations,
        draw(st.just("") | texts),
        draw(st.just("") | texts),
        tuple(draw(st.lists(texts, max_size=3, unique=True))),
        draw(st.just("") | tags),
        same,
        draw(st.just("") | texts),
        draw(st.dictionaries(tags, texts)),
    )


termbases = st.lists(terms(), min_size=1, max_size=4, unique_by=lambda term: term.term).map(
    lambda found: Termbase(tuple(found))
)


# --- there and back --------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_there_and_back(suffix: str) -> None:
    @given(termbases)
    def check(base: Termbase) -> None:
        again = read(export(base, suffix, "Sajt"), suffix, "x", "sv")
        assert (again.terms, again.findings) == (base.terms, ())

    check()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_terms_of_this_site_there_and_back(suffix: str) -> None:
    base = parse(OWN)
    again = read(export(base, suffix, "Sajt"), suffix, "x", "sv", ("en",)).terms
    assert again == base.terms
    assert updated(OWN, "terms.toml", "sv", again) == OWN


@given(termbases)
def test_from_nothing_to_toml_and_back(base: Termbase) -> None:
    text = updated("", "terms.toml", "sv", base.terms)
    assert parse(text).terms == base.terms
    assert updated(text, "terms.toml", "sv", base.terms) == text


@given(termbases, termbases, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_import_loses_nothing(old: Termbase, new: Termbase, end: str, commented: bool) -> None:
    text = updated("# Överst\n\n", "terms.toml", "sv", old.terms)
    if commented:
        text = text.replace("\n[[term]]", "\n# Om nästa\n\n# Mer\n[[term]]  # här") + "\n# Sist"
    text = text.replace("\n", end)
    wanted = merged(old.terms, new.terms)
    try:
        after = updated(text, "terms.toml", "sv", new.terms)
    except SourceError as error:  # The same in all languages, and in one another: a person has to choose.
        assert "does not go with" in error.template  # noqa: PT017
        return
    assert parse(after).terms == wanted
    comments = re.compile("# (?:Överst|Om nästa|Mer|här|Sist)")
    assert not Counter(comments.findall(text)) - Counter(comments.findall(after))
    assert end == "\n" or not re.search("(?<!\r)\n", after)
    assert {term.term for term in old} <= {term.term for term in wanted}


# --- the formats -----------------------------------------------------------------------------------


def test_a_title_that_xml_cannot_hold() -> None:
    base = Termbase((Term("nod"),))
    assert read(export(base, ".tbx", "Prov\x01sajt"), ".tbx", "a.tbx", "sv").terms == base.terms


def test_tbx_is_tbx_basic() -> None:
    (term,) = parse(
        '[[term]]\nterm = "nod"\nen = "node"\nabbreviation = "N"\ndefinition = "Plats."\nforbidden = ["nodd"]\n'
    )
    root = ElementTree.fromstring(export(Termbase((term,)), ".tbx", "Sajt"))
    ns = {"t": "urn:iso:std:iso:30042:ed-2"}
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (root.tag, root.get("style"), root.get("type"), root.get(lang)) == (
        f"{{{ns['t']}}}tbx",
        "dca",
        "TBX-Basic",
        "sv",
    )
    assert root.findtext("t:tbxHeader/t:fileDesc/t:sourceDesc/t:p", namespaces=ns) == "Sajt"
    swedish, english = root.findall("t:text/t:body/t:conceptEntry/t:langSec", ns)
    assert [swedish.get(lang), english.get(lang)] == ["sv", "en"]
    assert swedish.findtext("t:descrip[@type='definition']", namespaces=ns) == "Plats."
    notes = [
        [(note.get("type"), note.text) for note in holder.findall("t:termNote", ns)]
        for holder in swedish.findall("t:termSec", ns)
    ]
    assert notes == [
        [("administrativeStatus", "preferredTerm-admn-sts")],
        [("termType", "abbreviation")],
        [("administrativeStatus", "deprecatedTerm-admn-sts")],
    ]


OLD = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="sv"><text><body>
<termEntry id="a"><descripGrp><descrip type="definition">En <hi>plats</hi>.</descrip></descripGrp>
<langSet xml:lang="en_US"><tig><term>node</term></tig></langSet>
<langSet xml:lang="sv-SE">
 <tig><term>knut</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
 <ntig><termGrp><term>nod</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
 <tig><term>nodd</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
</langSet></termEntry>
<termEntry id="b"><langSet xml:lang="de"><tig><term>Ort</term></tig></langSet></termEntry>
</body></text></martif>"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="sv" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="a">
<langSec xml:lang="sv"><basic:definition>En plats.</basic:definition>
<termSec><term>FN</term><basic:termType>acronym</basic:termType></termSec></langSec>
<langSec xml:lang="en"><termSec><term>UN</term><basic:termType>acronym</basic:termType></termSec>
<termSec><term>United Nations</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OLD, Term("nod", {"en": "node"}, "En plats.", forbidden=("nodd",))),
        (DCT, Term("FN", {"en": "United Nations"}, "En plats.", abbreviations={"en": "UN"})),
    ],
)
def test_tbx_of_others(data: str, expected: Term) -> None:
    assert read(data.encode(), ".tbx", "x.tbx", "sv", ("en",)).terms == (expected,)


def test_a_variety_that_the_site_has_stays_what_it_is() -> None:
    data = OLD.replace(
        '<langSet xml:lang="en_US">',
        '<langSet xml:lang="en"><tig><term>knot</term></tig></langSet><langSet xml:lang="en-US">',
    )
    (term,) = read(data.encode(), ".tbx", "x", "sv", ("en",)).terms
    assert term.translations == {"en": "knot", "en-US": "node"}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><tbx><term>&b;</term></tbx>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx><term>&a;</term></tbx>'


@pytest.mark.parametrize(
    ("suffix", "data", "said", "line"),
    [
        (".tbx", BOMB, "entities are refused", 0),
        (".tbx", FILE, "entities are refused", 0),
        (".tbx", "<tbx>\n<a></tbx>", "not XML", 2),
        (".tbx", "", "not XML", 1),
        (".tbx", '<?xml version="1.0" encoding="x-fel"?><a/>', "not XML", 0),
        (".tbx", "<tbx/>", "no term in “sv”", 0),
        (".tbx", OLD.replace("sv-SE", "fi"), "no term in “sv”", 0),
        (".csv", b"term\nr\xe4v\n", "not UTF-8", 2),
        (".csv", "", "names the columns", 1),
        (".csv", "ord,en\na,b\n", "names the columns", 1),
        (".csv", "term\n", "no term in “sv”", 0),
        (".csv", "term,en\na,b\n,c\n", "“term” is empty", 3),
        (".csv", "term,engelska\na,b\n", "no “engelska”", 2),
        (".csv", "term,same\na,kanske\n", "true or false", 2),
        (".csv", "term,lang\na,engelska\n", "not a language tag", 2),
        (".csv", 'term,en\na,"b\n', "cannot be read: unexpected end of data", 3),
        (".csv", "term\n" + "a" * 200_000, "cannot be read: field larger", 2),
        (
            ".csv",
            "term,en,definition\nalfa,alpha,En sak, som har ett komma.\n",
            "more fields than there are columns. A text with “,”",
            2,
        ),
        (".csv", "sep=;\nterm;en\na;b\nalfa;alpha;beta\n", "more fields than there are columns. A text with “;”", 4),
        (".csv", "term,en,en\nalfa,alpha,beta\n", "the column “en” stands twice", 1),
        (".csv", "term,en,\nalfa,alpha,beta\n", "“beta” stands in a column without a name", 2),
    ],
)
def test_files_that_cannot_be_used(suffix: str, data: str | bytes, said: str, line: int) -> None:
    with pytest.raises(SourceError) as raised:
        read(data if isinstance(data, bytes) else data.encode(), suffix, "x", "sv")
    assert said in str(raised.value), raised.value
    assert (raised.value.location or Location("")).line == line


@given(st.sampled_from(SUFFIXES), st.binary(max_size=60) | st.text("<>tbxerm,\n\"'=/ ", max_size=60).map(str.encode))
def test_any_bytes_are_terms_or_an_error(suffix: str, data: bytes) -> None:
    with suppress(SourceError):
        assert read(data, suffix, "x", "sv").terms


@pytest.mark.parametrize(
    "data",
    [
        "term;en\nnod;node\n",
        "\ufeffterm\ten\r\nnod\tnode\r\n",
        'en,"term"\nnode,"nod"\n\n,\n',
        "term,en,\nnod,node,\n",
        " term , en \nnod,node\n",
        "sep=;\nterm;en\nnod;node\n",
        '\ufeff"sep=\t"\r\nterm\ten\r\nnod\tnode\r\n',
        "term,en,definition\nnod,node\n",
        "term,en\nnod,node\nnod,node\nnod,\n",
    ],
)
def test_csv_as_spreadsheets_write_it(data: str) -> None:
    found = read(data.encode(), ".csv", "x", "sv")
    assert (found.terms, found.findings) == ((Term("nod", {"en": "node"}),), ())


@pytest.mark.parametrize(
    ("data", "terms", "said"),
    [
        (
            "term,en\nalfa,alpha\nalfa,beta\n",
            (Term("alfa", {"en": "alpha"}),),
            [(3, "“alfa” has stood here before, with “alpha” for “en” and not “beta”, so this entry was left out.")],
        ),
        ("term,en,de\nalfa,alpha,\nalfa,,Alpha\n", (Term("alfa", {"en": "alpha", "de": "Alpha"}),), []),
        (
            "term,definition,forbidden\nalfa,En.,x\nalfa,En.,y\nalfa,Två.,z\n",
            (Term("alfa", {}, "En.", forbidden=("x", "y")),),
            [
                (
                    4,
                    "“alfa” has stood here before, with “En.” for “definition” and not “Två.”, so this entry was left out.",
                )
            ],
        ),
    ],
)
def test_a_term_that_stands_twice_in_a_csv(data: str, terms: tuple[Term, ...], said: list[tuple[int, str]]) -> None:
    found = read(data.encode(), ".csv", "x.csv", "sv")
    assert found.terms == terms
    assert [(f.location.line, f.message) for f in found.findings] == said


def concept(id: str, *sections: tuple[str, list[tuple[str, str]]], definition: str = "") -> str:
    """A `conceptEntry` with words, each with its status or type, by language."""
    text = f'<conceptEntry id="{id}">' + (f'<descrip type="definition">{definition}</descrip>' if definition else "")
    for tag, words in sections:
        text += f'<langSec xml:lang="{tag}">'
        for word, note in words:
            kind = "termType" if note == "abbreviation" else "administrativeStatus"
            text += f'<termSec><term>{word}</term><termNote type="{kind}">{note}</termNote></termSec>'
        text += "</langSec>"
    return text + "</conceptEntry>"


GOOD, BAD, SHORT = "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "abbreviation"
NOD = concept("a", ("sv", [("nod", GOOD)]), ("en", [("node", GOOD)]))


@pytest.mark.parametrize(
    ("entries", "terms", "said"),
    [
        (
            NOD + concept("b", ("sv", [("nod", GOOD)]), ("en", [("knot", GOOD)])),
            (Term("nod", {"en": "node"}),),
            [
                "Concept b: “nod” has stood here before, with “node” for “en” and not “knot”, so this entry was left out."
            ],
        ),
        (
            NOD + concept("b", ("sv", [("nod", GOOD)]), ("de", [("Knoten", GOOD)]), definition="Plats."),
            (Term("nod", {"en": "node", "de": "Knoten"}, "Plats."),),
            [],
        ),
        (
            concept(
                "a", ("sv", [("nod", GOOD), ("knut", GOOD)]), ("en", [("node", GOOD), ("knot", GOOD), ("nood", BAD)])
            ),
            (Term("nod", {"en": "node"}),),
            [
                "Concept a: “knut” was left out: the termbase holds one form in “sv”, and that is “nod”.",
                "Concept a: “knot” was left out: the termbase holds one form in “en”, and that is “node”.",
                "Concept a: “nood” was left out: the termbase holds forms to avoid in “sv” alone.",
            ],
        ),
        (
            concept(
                "a", ("sv-SE", [("nod", GOOD)]), ("sv-FI", [("knut", GOOD), ("nodd", BAD), ("N", SHORT), ("Nd", SHORT)])
            ),
            (Term("nod", forbidden=("nodd",), abbreviation="N"),),
            [
                "Concept a: “knut” was left out: the termbase holds one form in “sv”, and that is “nod”.",
                "Concept a: “Nd” was left out: the termbase holds one form in “sv”, and that is “N”.",
            ],
        ),
        (
            NOD
            + concept("b", ("sv", [("nodd", BAD)]))
            + concept("c", ("de", [("Ort", GOOD)]))
            + concept("", ("en", [("x", GOOD)])),
            (Term("nod", {"en": "node"}),),
            [
                "Concept b: there is no word to use in “sv” in it, so “nodd” was left out.",
                "Concept c: there is no word to use in “sv” in it, so “Ort” was left out.",
                "Concept 4: there is no word to use in “sv” in it, so “x” was left out.",
            ],
        ),
        (
            concept("a", ("sv", [("färg", GOOD)]), ("en-GB", [("colour", GOOD)]), ("en-US", [("color", GOOD)])),
            (Term("färg", {"en": "colour", "en-US": "color"}),),
            [],
        ),
    ],
)
def test_nothing_in_a_tbx_is_left_out_without_a_word(entries: str, terms: tuple[Term, ...], said: list[str]) -> None:
    found = read(f"<tbx>{entries}</tbx>".encode(), ".tbx", "x.tbx", "sv", ("en",))
    assert found.terms == terms
    assert [finding.message for finding in found.findings] == said
    assert {finding.location for finding in found.findings} <= {Location("x.tbx")}


def test_a_definition_in_another_language_is_none_of_the_source() -> None:
    text = '<tbx><conceptEntry id="a"><langSec xml:lang="en"><descrip type="definition">A place.</descrip><termSec>'
    text += '<term>node</term></termSec></langSec><langSec xml:lang="sv"><termSec><term>nod</term></termSec></langSec>'
    (term,) = read(f"{text}</conceptEntry></tbx>".encode(), ".tbx", "x", "sv").terms
    assert term == Term("nod", {"en": "node"})


def test_csv_holds_no_formula() -> None:
    base = Termbase((Term("=HYPERLINK(1)", {"en": "+1"}, "@x", "-a"),))
    cells = export(base, ".csv", "").decode("utf-8-sig").splitlines()[1].split(",")
    assert cells[:4] == ["'=HYPERLINK(1)", "'+1", "'@x", "'-a"]


# --- into the file ---------------------------------------------------------------------------------

HAND = """# Våra ord

[[term]]
term = 'nod' # så
en = "nod"   # se över
forbidden = [
  "nodd", # vanligt fel
]

# Namn
# som vi skriver så

[[term]]
term = "Vinnova"
same = true
# slut
"""


def test_time_grows_with_the_number_of_new_terms() -> None:
    new = [Term(f"ord {n}", {"en": f"word {n}"}, "Vad det betyder" * 20) for n in range(5_000)]
    assert linear(lambda size: lambda: updated("# Ord\n", "terms.toml", "sv", new[:size]), 500)


def test_an_import_edits_what_is_there_and_leaves_the_rest() -> None:
    new = [
        Term("nod", {"en": "node", "de": "Knoten"}, "En plats.", forbidden=("nodd", "nåd")),
        Term("Vinnova", definition="En myndighet."),
        Term("väv", {"en": "web"}, abbreviation="V", abbreviations={"en": "W"}),
    ]
    assert (
        updated(HAND, "terms.toml", "sv", new)
        == """# Våra ord

[[term]]
term = 'nod' # så
en = "node"   # se över
forbidden = [
  "nodd", # vanligt fel
  "nåd",
]
de = "Knoten"
definition = "En plats."

# Namn
# som vi skriver så

[[term]]
term = "Vinnova"
same = true
definition = "En myndighet."
# slut

[[term]]
term = "väv"
en = "web"
abbreviation = {sv = "V", en = "W"}
"""
    )


@pytest.mark.parametrize(
    ("text", "new", "said"),
    [
        ("[[term]]\nterm = 1\n", Term("a"), "has to be right before"),
        (HAND, Term("Vinnova", {"en": "Winnova"}), "does not go with the termbase"),
        ('term = [{ term = "nod" }]\n', Term("nod", {"en": "node"}), "nothing was. Write each as an entry"),
    ],
)
def test_an_import_that_would_break_something_is_refused(text: str, new: Term, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        updated(text, "terms.toml", "sv", [new])
    assert said in str(raised.value)
    assert "terms.toml" in str(raised.value)


def test_places_do_not_matter() -> None:
    assert Term("a", place=(1, 1)) == replace(Term("a"), place=(7, 1))


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".CSV"])
def test_the_command(site, syntolk, tmp_path: Path, suffix: str) -> None:
    root = site({"source/terms.toml": HAND})
    file = tmp_path / f"terms{suffix}"
    ran = syntolk("-C", root, "terms", "--export", file)
    assert (ran.code, ran.out) == (0, f"{file}: 2 terms\n")
    assert syntolk("-C", root, "terms", "--import", file).out == "source/terms.toml: 0 new terms, 0 changed\n"
    assert (root / "source/terms.toml").read_text("utf-8") == HAND
    (root / "source/terms.toml").unlink()
    ran = syntolk("-C", root, "terms", "--import", file)
    assert (ran.code, ran.out) == (0, "source/terms.toml: 2 new terms, 0 changed\n")
    assert parse((root / "source/terms.toml").read_text("utf-8")).terms == parse(HAND).terms


def test_what_somebody_saves_during_an_import_stays(site, syntolk, tmp_path: Path, monkeypatch) -> None:
    root, file = site({"source/terms.toml": HAND}), tmp_path / "ord.csv"
    file.write_text("term,en\nalfa,alpha\n", "utf-8")
    saved = HAND + '\n[[term]]\nterm = "beta"\n'

    def slow(*given):
        (root / "source/terms.toml").write_text(saved, "utf-8")
        return updated(*given)

    monkeypatch.setattr(termfile, "updated", slow)
    ran = syntolk("-C", root, "terms", "--import", file)
    assert (ran.code, "Run the command again." in ran.err) == (2, True)
    assert (root / "source/terms.toml").read_text("utf-8") == saved


def test_the_command_says_what_it_left_out(site, syntolk, tmp_path: Path) -> None:
    root, file = site(), tmp_path / "ord.csv"
    file.write_text("term,en\nalfa,alpha\nalfa,beta\n", "utf-8")
    ran = syntolk("-C", root, "terms", "--import", file)
    assert (ran.code, ran.out) == (1, "source/terms.toml: 1 new terms, 0 changed\n")
    assert ran.err.startswith(f"{file}:3: “alfa” has stood here before, with “alpha” for “en” and not “beta”")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "one of the arguments --export --import is required"),
        (["--export", "x.xlsx"], "ends in one of .tbx, .csv"),
        (["--import", "finns-inte.csv"], "no such file"),
        (["--import", "fel.csv"], "fel.csv:2: “same” has to be true or false"),
    ],
)
def test_wrong_usage(site, syntolk, monkeypatch, arguments: list[str], said: str) -> None:
    root = site({"source/terms.toml": HAND, "fel.csv": "term,same\na,kanske\n"})
    monkeypatch.chdir(root)
    ran = syntolk("terms", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert (root / "source/terms.toml").read_text("utf-8") == HAND


def test_a_broken_termbase_is_neither_exported_nor_added_to(site, syntolk, tmp_path: Path) -> None:
    broken = HAND + "[[term]]\n"
    root = site({"source/terms.toml": broken, "ny.csv": "term\na\n"})
    ran = syntolk("-C", root, "terms", "--export", tmp_path / "x.csv")
    assert (ran.code, "source/terms.toml:17:1: This entry has no “term”" in ran.err) == (2, True)
    assert not (tmp_path / "x.csv").exists()
    assert syntolk("-C", root, "terms", "--import", root / "ny.csv").code == 2
    assert (root / "source/terms.toml").read_text("utf-8") == broken
    (root / "source/terms.toml").write_bytes(b"r\xe4v")
    assert syntolk("-C", root, "terms", "--import", root / "ny.csv").code == 2
    assert (root / "source/terms.toml").read_bytes() == b"r\xe4v"
