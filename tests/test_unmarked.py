"""Passages in another language that nobody has marked, and links that do not say where they lead."""

from __future__ import annotations

import pytest
import unmarked
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import Scope, run
from pipeline.language.passages import LEAST, passages
from pipeline.markdown import localise, parse
from pipeline.model import Catalogue, Finding, Message
from pipeline.terms import parse as parse_terms
from pipeline.web.routes import Target

ENGLISH = "This is how we work with people who want to change things."
SWEDISH = "Så här arbetar vi med dem som vill förändra något."


def found(text: str, language: str = "sv", rule: str = "language-unmarked", terms: str = "") -> list[Finding]:
    """What a rule says of a page."""
    scope = Scope(language, terms=parse_terms(terms))
    return [finding for finding in run(parse(text, "page.md", language), scope) if finding.rule == rule]


# --- how often it is right -------------------------------------------------------------------------


@pytest.mark.parametrize("name", unmarked.GOOD)
def test_of_good_passages_nothing_is_said(name: str) -> None:
    wrong = [case.text for case in unmarked.cases(name) if case.findings]
    assert wrong == []
    assert len(list(unmarked.cases(name))) >= 60


@pytest.mark.parametrize("name", unmarked.BAD)
def test_nearly_all_bad_passages_are_found(name: str) -> None:
    every = list(unmarked.cases(name))
    missed = [case.text for case in every if not case.findings]
    assert len(every) >= 50
    assert len(missed) * 20 <= len(every), missed


@pytest.mark.parametrize("name", unmarked.BAD)
def test_the_language_is_named_rightly(name: str) -> None:
    """The suggestion has the tag to write; Bokmål and Danish may be taken for each other."""
    wrong = []
    for case in unmarked.cases(name):
        tags = {f.suggestion.rpartition("{lang=")[2].rstrip("}") for f in case.findings if "{lang=" in f.suggestion}
        if tags - {case.expected} and not (tags | {case.expected}) <= {"no", "da"}:
            wrong.append((case.text, tags))
    assert len(wrong) <= 1, wrong


# --- what is said ----------------------------------------------------------------------------------


def test_the_suggestion_can_be_pasted_in() -> None:
    (finding,) = found(f"Först en rad.\n\nSå här säger vi det. {ENGLISH} Mer finns att läsa.\n")
    assert finding.suggestion == f"[{ENGLISH}]{{lang=en}}"
    assert (finding.location.line, finding.severity) == (3, "warning")
    assert found(f"Så här säger vi det. {finding.suggestion} Mer finns att läsa.\n") == []


def test_neighbouring_sentences_are_one_finding() -> None:
    (finding,) = found(f"{ENGLISH} {ENGLISH}")
    assert finding.suggestion == f"[{ENGLISH} {ENGLISH}]{{lang=en}}"
    assert len(found(f"{ENGLISH} {SWEDISH} {ENGLISH}")) == 2


def test_a_quotation_and_a_neighbouring_language_are_for_a_person_to_judge() -> None:
    (quoted,) = found(f"Hon sade: ”{ENGLISH}” Sedan gick hon.")
    assert (quoted.severity, quoted.suggestion) == ("review", f"[{ENGLISH}]{{lang=en}}")
    (danish,) = found("Det er vigtigt, at de unge bliver hørt, når kommunen træffer beslutninger.")
    assert danish.severity == "review"


def test_names_of_the_termbase_are_known() -> None:
    text = "Where the wild things are and how they came to live there"
    assert len(found(f"{text}.")) == 1
    assert found(f"{text}.", terms=f'[[term]]\nterm = "{text}"\nlang = "en"\n') == []


@pytest.mark.parametrize(
    "text",
    [
        f"`{ENGLISH}`", f"    {ENGLISH}\n", f"```\n{ENGLISH}\n```\n", f'<div lang="en">\n\n{ENGLISH}\n\n</div>',
        f'<p lang="en">{ENGLISH}</p>', f"[{ENGLISH}]{{lang=en}}", f"## [{ENGLISH}]{{lang=en}}", f"[{ENGLISH}](a){{lang=en}}",
        f'Så: <q lang="en">{ENGLISH}</q>', f"Läs *{ENGLISH}* nu.", f"<!-- allow: language-unmarked en dikt -->\n{ENGLISH}",
        f"- Hej\n- [{ENGLISH}]{{lang=en}}\n",
    ],
)  # fmt: skip
def test_what_is_marked_or_no_text_is_left_in_peace(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", [f"# {ENGLISH}", f"> {ENGLISH}", f"- {ENGLISH}", f"| A |\n|---|\n| {ENGLISH} |", f"<p>{ENGLISH}</p>", f"**{ENGLISH}**",
             f"*{ENGLISH}*", f"Hej[^1].\n\n[^1]: {ENGLISH}", f"[{ENGLISH}](https://a.example/)", f"{ENGLISH}\r\n", f"\ufeff{ENGLISH}",
             f'<div lang="en"></div>\n\n{ENGLISH}'],
)  # fmt: skip
def test_every_kind_of_text_is_looked_at(text: str) -> None:
    assert len(found(text)) == 1


def test_a_translation_is_said_once() -> None:
    """What is wrong with a translation's language is for `translation-language`; what its source leaves unmarked is said there."""
    document = parse(f"{SWEDISH}\n\n{ENGLISH}\n", "page.md")
    catalogue = Catalogue((Message(SWEDISH, (f"We work. {SWEDISH}",)), Message(ENGLISH, (ENGLISH,))))
    said = run(localise(document, catalogue, "en"), Scope("en", translated=True), catalogue)
    assert [f.rule for f in said if f.rule.endswith(("-language", "unmarked"))] == ["translation-language"]


def test_a_mark_that_a_translator_kept_is_found() -> None:
    source = f"Vi säger: [{SWEDISH}]{{lang=sv}}"
    document = parse(f"{source}\n", "page.md")
    catalogue = Catalogue((Message(source, (f"We say: [{ENGLISH}]{{lang=sv}}",)),), path="en.po")
    said = run(localise(document, catalogue, "en"), Scope("en", translated=True), catalogue)
    assert [f.location.path for f in said if f.rule == "language-unmarked"] == ["page.md"] or [
        f.rule for f in said
    ].count("language-unmarked") == 1


@pytest.mark.parametrize("language", ["sv", "en", "ar", "", "x-klingon", "en-GB", "nb"])
@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\ud800" * 20, "A" * 100_000, "the of and " * 20_000, "”" * 5_000, "“" + "a " * 3_000, "\u202e" + ENGLISH, "<" * 5_000],
)  # fmt: skip
def test_no_text_is_too_strange(text: str, language: str) -> None:
    assert isinstance(passages(text, language), list)
    found(text, language or "sv")


@given(st.text(alphabet=st.sampled_from('abc åäö.!?”“"«»()[]\n\u0301ط”:;–'), max_size=200))
def test_a_passage_is_a_part_of_its_text_and_long_enough(text: str) -> None:
    for language in ("sv", "en"):
        for passage in passages(f"{text} {ENGLISH} {text} {SWEDISH}", language):
            assert passage.text in f"{text} {ENGLISH} {text} {SWEDISH}"
            assert len(passage.text.split()) >= LEAST - 1
            assert passage.language != language


# --- links -----------------------------------------------------------------------------------------

QUIET = [
    "[Rapporten](https://a.example/rapport)", "[Rapporten](https://a.example/sv/rapport)", "[Den](https://en.example/a)",
    "[Rapport på engelska](https://a.example/en/r)", "[Report](https://a.example/en/r){hreflang=en}",
    "[Report](https://a.example/en/r){lang=en}", "[[Report]{lang=en}](https://a.example/en/r)", "Allt är på engelska: [ett](https://a.example/en/r).",
    "[In English](https://a.example/en/)", "[The report of the year](https://a.example/en/r)", "[Rapporten](rapport.sv.pdf)",
    "[Öppna](https://a.example/open/en-stad-for-alla)", "[Bo](https://a.example/en-stad/)", "[x](mailto:en@a.example)", "[Wiki](https://sv.wikipedia.org/wiki/A)",
    "[D](https://de.example/)", "[Rapporten](rapport.pdf)", "[Upp](#en)",
]  # fmt: skip
LOUD = [
    "[Rapporten](https://a.example/en/rapport)", "[Rapporten](https://a.example/en)", "[Rapporten](https://a.example/en-GB/rapport)",
    "[Rapporten](https://a.example/r?lang=en)", "[Rapporten](rapport.en.pdf)", "[Rapporten](https://a.example/rapport_eng.pdf)",
    "[Staden](https://en.wikipedia.org/wiki/City)", "[Ort](https://no.wikipedia.org/wiki/By)", "[Mål](https://a.example/se/en/goals)",
]  # fmt: skip


def _resolved(href: str, _base: str) -> Target:
    return (
        Target("external")
        if "://" in href or ":" in href
        else Target("fragment" if href.startswith("#") else "asset", href)
    )


@pytest.mark.parametrize(("text", "number"), [*((text, 0) for text in QUIET), *((text, 1) for text in LOUD)])
def test_a_link_to_another_language_says_so(text: str, number: int) -> None:
    said = [f for f in run(parse(text, "page.md"), Scope("sv", resolve=_resolved)) if f.rule == "link-language"]
    assert len(said) == number
    for finding in said:
        assert finding.suggestion.endswith(("{hreflang=en}", "{hreflang=no}"))
        assert found(finding.suggestion, rule="link-language") == []
