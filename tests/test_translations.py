"""The rules about translations on pairs that a person has written: silent on the right ones, right on the wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from conftest import SMALL
from growth import linear
from hypothesis import given
from hypothesis import strategies as st
from translations import Case, cases, findings

from pipeline import checks
from pipeline.checks.pairs import Pairs
from pipeline.checks.subjects import Translation
from pipeline.language.difference import difference
from pipeline.language.figures import figures
from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Message, Segment
from pipeline.parsing.inline import plain
from pipeline.terms import Term, Termbase

CORRECT = cases("correct.tsv", mistakes=False)
MISTAKES = cases("mistakes.tsv", mistakes=True)
LATER = cases("later-correct.tsv", mistakes=False), cases("later-mistakes.tsv", mistakes=True)
"""Written when the rules were there."""
REAL = cases("real-correct.tsv", mistakes=False), cases("real-mistakes.tsv", mistakes=True)
"""What real catalogues have, in sentences of our own."""


@pytest.mark.parametrize("case", CORRECT + LATER[0] + REAL[0], ids=str)
def test_nothing_is_said_of_a_correct_translation(case: Case) -> None:
    assert [(f.rule, f.message) for f in findings(case)] == []


@pytest.mark.parametrize("case", MISTAKES + LATER[1] + REAL[1], ids=str)
def test_a_mistake_is_found_by_its_own_rule(case: Case) -> None:
    found = findings(case)
    assert case.rule in {f.rule for f in found}
    assert {f.rule for f in found if f.severity == "error"} <= {case.rule}


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(CORRECT) >= 300
    assert len(MISTAKES) >= 150
    assert len(LATER[0]) >= 60
    assert len(LATER[1]) >= 40


def test_another_site_in_another_language_is_for_a_person_to_judge() -> None:
    source = "Läs på [regeringens webbplats](https://www.regeringen.se/beslut/)."
    (found,) = findings(Case("", source, "Read on [the website](https://www.government.se/).", "paragraph"))
    assert (found.rule, found.severity) == ("translation-link", "review")


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Your booking has been saved.", "Din bokning har sparats.", False),
        ("You have signed in again.", "Du har loggat in igen.", False),
        ("The fee can only be paid by card.", "Avgiften kan bara betalas med kort.", False),
        (
            "You can change the text after you have saved the page.",
            "Du kan ändra texten efter att du sparat sidan.",
            False,
        ),
        ("You can download all your private text.", "Du kan ladda ner all din privata text.", False),
        ("You cannot read this page.", "Du kan ikke lese denne siden før du har logget inn.", True),
        ("You cannot read this page.", "Du kan ikke læse denne side, før du har logget ind.", True),
        ("The council opens a library.", "The council is now opening a new library in the town.", True),
        ("The council opens a library.", "Die Gemeinde eröffnet im Herbst eine neue Bibliothek in der Stadt.", True),
    ],
)
def test_short_swedish_is_not_taken_for_norwegian(source: str, translation: str, expected: bool) -> None:
    document = parse(source, "page.md", "en")
    catalogue = Catalogue((Message(source, (translation,)),))
    found = checks.run(localise(document, catalogue, "sv"), None, catalogue)
    assert ("translation-language" in {finding.rule for finding in found}) is expected


# --- saying that it is meant -----------------------------------------------------------------------

WRONG = Case("translation-number", "Mötet är den 5 maj.", "The meeting is on 6 May.", "paragraph")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", 1),
        ("# allow: translation-number flyttat för dem som reser\n", 0),
        ("# Anna: kolla datumet\n# allow: translation-number flyttat\n", 0),
        ("# allow: translation-number\n", 1),
        ("# allow: translation-quotes flyttat\n", 1),
        ("#. allow: translation-number flyttat\n", 1),
    ],
)
def test_a_translator_allows_a_finding_with_a_reason(comment: str, expected: int) -> None:
    found = findings(WRONG, head=comment)
    assert len([finding for finding in found if finding.rule == WRONG.rule]) == expected
    # An allowance that does not hold, or that nobody needs, is said.
    told = (
        ["allowance-reason-missing" if comment.count(" ") == 2 else "allowance-unused"]
        if "# allow" in comment and expected
        else []
    )
    assert [finding.rule for finding in found if finding.rule != WRONG.rule] == told


def test_a_flag_says_how_long_a_text_may_be() -> None:
    case = Case("", "Läs mer om oss", "Read more about us", "heading")
    assert findings(case, head="#, max-length:18\n") == ()
    (found,) = findings(case, head="#, max-length:17\n")
    assert (found.rule, found.severity) == ("translation-length", "error")


# --- names that are the same by design -------------------------------------------------------------

NAMES = Termbase(
    (Term("Mer om mat", same=True), Term("Så gör vi", abbreviation="SGV", same=True), Term("Hej", same=False))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mer om mat", 0), ("Mer om mat 2026", 0), ("SGV", 0), ("Mer om allt", 1), ("Läs Mer om mat här", 1)],
)
def test_what_is_the_same_by_design_is_said_once(text: str, expected: int) -> None:
    assert len(findings(Case("", text, text, "heading"), NAMES)) == expected


def test_a_name_that_is_the_same_needs_no_translation(site, syntolk) -> None:
    page = "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n\n## Så gör vi\n"
    english = SMALL["locales/en/LC_MESSAGES/site.po"]
    assert isinstance(english, str)
    files = {"source/om.md": page, "locales/en/LC_MESSAGES/site.po": english + '\nmsgid "Så gör vi"\nmsgstr ""\n'}
    root = site(files)
    assert "translation-missing" in syntolk("-C", root, "check").out
    term = '[[term]]\nterm = "Så gör vi"\nsame = true\n'
    root = site({**files, "source/terms.toml": term})
    assert syntolk("-C", root, "check").out == "No findings.\n"
    assert "100.0 %" in syntolk("-C", root, "status").out.splitlines()[1]
    syntolk("-C", root, "build")
    assert '<h2 id="sa-gor-vi">Så gör vi</h2>' in (root / "build/en/about-us/index.html").read_text("utf-8")


# --- other languages, any text at all --------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("fi", "Kokous on 5. toukokuuta klo 14.30 ja maksaa 1 200 kruunua, 3,5 prosenttia enemmän."),
        ("nb", "Møtet er 5. mai kl. 14.30 og koster 1 200 kroner, 3,5 prosent mer."),
        ("de", "Die Sitzung ist am 5. Mai um 14.30 Uhr und kostet 1.200 Kronen, 3,5 Prozent mehr."),
        ("fr", "La réunion est le 5 mai à 14:30 et coûte 1 200 couronnes, 3,5 pour cent de plus !"),
    ],
)
def test_other_languages_write_numbers_in_their_own_way(language: str, target: str) -> None:
    source = "Mötet är den 5 maj kl. 14.30 och kostar 1 200 kronor, 3,5 procent mer."
    assert difference(figures(source, "sv"), figures(target, language)) is None
    changed = target.replace("3,5", "3,6")
    assert difference(figures(source, "sv"), figures(changed, language)) is not None


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                *"0123456789",
                " ",
                ".",
                ",",
                ":",
                "-",
                "–",
                "/",
                "+",
                "tre",
                "halv",
                "1,000,000",
                "tre-mot-",
                "[1,",
                "maj",
                "p.m.",
                "-tal",
                "kl.",
                "”",
                "(",
                "www.",
                "@",
            ]
        )
    ).map("".join),
)


@given(TEXTS, TEXTS)
def test_the_rules_take_any_text(source: str, target: str) -> None:
    document = parse(source, "page.md")
    entries = [(s.context, s.id, target) for s in document.segments]
    catalogue = Catalogue(tuple(Message(id, (text,), context) for context, id, text in entries), path="en.po")
    checks.run(localise(document, catalogue, "en"), checks.Scope("en", translated=True), catalogue)


@given(TEXTS, st.sampled_from(["sv", "en", "fi", "ar"]))
def test_a_text_has_the_figures_of_itself(text: str, language: str) -> None:
    found = figures(text, language)
    result = difference(found, found)
    assert result is None


@pytest.mark.parametrize(
    "unit",
    [
        "0",
        "0 ",
        "1.",
        "1:",
        "1,000 ",
        "+1 ",
        "040-",
        "tre ",
        "maj 1 ",
        "1-tal ",
        "a-",
        "half past ",
        "(",
        "” ",
        ". ",
        "!a",
        "``",
        "<a ",
        "](",
        "the ",
        "0 % ",
        "1, ",
        "€1 ",
    ],
)
def test_time_is_linear(unit: str) -> None:

    def work(length: int) -> Callable[[], object]:
        text = "Å" + unit * (length // len(unit)) + "a"
        segment = Segment(None, text, "paragraph", 1, 1, plain(text))
        message = Message(text, (text + "7 %x",))
        translation = Translation(segment, message, plain(text + "7 %x"), "page.md", Catalogue())
        rules = [rule for rule in checks.RULES if rule.subject == "Translations"]
        scope = checks.Scope("en", translated=True)

        def ask() -> None:
            pairs = Pairs((translation,), "sv")
            for rule in rules:
                list(rule.check(pairs, scope))

        return ask

    assert linear(work, 2_000)


def test_units_that_differ_are_compared_in_linear_time() -> None:
    def work(size: int) -> Callable[[], object]:
        return partial(difference, figures("20 minuter, " * size, "sv"), figures("20 hours, " * size, "en"))

    assert linear(work, 500)
