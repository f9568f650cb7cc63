"""How hard a page may be: by audience, by section, by what the page says of itself."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from conftest import CONFIG

from pipeline.checks import Scope, run
from pipeline.config import load
from pipeline.errors import ConfigError
from pipeline.language.limits import AUDIENCES, Limits, Readability, limits
from pipeline.markdown import parse

SETTINGS = """
[readability]
sentence = 20
[readability.easy]
warning = 32
[readability.specialist]
paragraph = 200
[readability.sections."nyheter/*"]
audience = "easy"
sentence = 12
[readability.sections]
"source/lagar/*" = {audience = "specialist"}
"om/*" = {error = 48.5}
"*" = {paragraph = 100}
"""


@pytest.mark.parametrize(
    ("path", "audience", "expected"),
    [
        ("index.md", None, Limits("public", 45, 50, 20, 100)),
        ("om/vi.md", None, Limits("public", 45, 48.5, 20, 120)),  # The first pattern that fits, alone.
        ("nyheter/a.md", None, Limits("easy", 32, 40, 12, 60, 16)),
        ("nyheter/a.md", "easy", Limits("easy", 32, 40, 12, 60, 16)),
        (
            "nyheter/a.md",
            "specialist",
            Limits("specialist", 55, 60, 30, 200, 25),
        ),  # What a section says is for its readers.
        ("nyheter/a.md", "alla", Limits("easy", 32, 40, 12, 60, 16)),
        ("lagar/a.md", None, Limits("specialist", 55, 60, 30, 200, 25)),
        ("lagar/a.md", "public", Limits("public", 45, 50, 20, 120)),
        ("om/vi.md", "easy", Limits("easy", 32, 40, 15, 60, 16)),
    ],
)
def test_who_a_page_is_for_decides(path: str, audience: str | None, expected: Limits) -> None:
    assert limits(load(SETTINGS, "syntolk.toml").readability, path, audience) == expected


def test_each_audience_may_be_given_harder_text_than_the_one_before() -> None:
    found = [limits(Readability(), audience=audience) for audience in AUDIENCES]
    for easier, harder in pairwise(found):
        assert all(a < b for a, b in zip(easier[1:6], harder[1:6], strict=True))
    assert all(own.warning < own.error for own in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[readability]\nerorr = 3",
            "2:1: unknown setting “readability.erorr”. Valid: readability.warning, readability.er",
        ),
        (
            "[readability.easy]\nlix = 3",
            "2:1: unknown setting “readability.easy.lix”. Valid: readability.easy.warning, ",
        ),
        ("[readability.barn]\nerror = 3", "1:2: unknown setting “readability.barn”. Valid: readability.warning, "),
        ('[readability.easy]\nerror = "låg"', "2:1: “readability.easy.error” has to be a number."),
        ("[readability]\neasy = 3", "2:1: “readability.easy” has to be a table: [readability.easy]."),
        ("[readability]\nwarning = -1", "2:1: a limit is a number over 0."),
        ("[readability.specialist]\nerror = nan", "2:1: a limit is a number over 0."),
        ("[readability]\nsections = 3", "2:1: “readability.sections” has to be a table: [readability.sections]."),
        ('[readability.sections]\n"a/*" = 3', "2:1: “readability.sections.a/*” has to be a table"),
        (
            '[readability.sections."a/*"]\nsentence = 3\naudience = "barn"',
            "3:1: audience is one of easy, public, specialist.",
        ),
        (
            '[readability.sections."a/b.md"]\nlix = 3',
            "2:1: unknown setting “readability.sections.a/b.md.lix”. Valid: readability.sections.a/b.md.audience, ",
        ),
        ('[readability.sections."a/*"]\nerror = "x"', "2:1: “readability.sections.a/*.error” has to be a number."),
        ('[readability.sections."a/*"]\nerror = 0', "2:1: a limit is a number over 0."),
    ],
)
def test_what_is_wrong_with_the_settings(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(text, "syntolk.toml")
    assert str(error.value).startswith(f"syntolk.toml:{message}")


@pytest.mark.parametrize("value", ["easy", "Easy", '"public"', "specialist", ""])
def test_an_audience_that_there_is(value: str) -> None:
    page = parse(f"---\ntitle: A\naudience: {value}\n---\n\nHej.\n", "a.md")
    assert page.findings == ()
    assert page.meta["audience"] == (value.strip('"').casefold() or None)


@pytest.mark.parametrize("value", ["barn", "3", "[easy]"])
def test_an_audience_that_there_is_not(value: str) -> None:
    [finding] = parse(f"---\ntitle: A\naudience: {value}\n---\n\nHej.\n", "a.md").findings
    assert (finding.rule, finding.location) == ("front-matter-invalid", ("a.md", 3, 11))
    if value != "[easy]":
        assert "easy, public or specialist is wanted here" in finding.message


WORDS = {16: "easy", 26: "public", 31: "specialist"}


@pytest.mark.parametrize(("words", "audience"), WORDS.items())
def test_a_message_says_for_whom_the_limit_is(words: int, audience: str) -> None:
    text = "Vi " + "ser " * (words - 2) + "dig."
    scope = Scope("sv", readability=limits(Readability(), audience=audience))
    [found] = run(parse(text, "a.md"), scope)
    said = f"At most {words - 1} for the audience “{audience}”; one" if audience != "public" else "At most 25; one"
    assert said in found.message
    assert run(parse(text.replace("ser ", "", 1), "a.md"), scope) == ()


LONG = "---\ntitle: A\n{}---\n\nVi hjälper dig att söka de pengar som du har rätt till hos oss i dag.\n"


def test_a_site_decides_by_section_and_page_and_the_translation_has_the_limits_of_its_source(site, syntolk) -> None:
    section = '[readability.sections."nytt/*"]\naudience = "easy"\nsentence = 14\n'
    english = "We help you to ask for the money that you have a right to get from us now.".replace('"', "'")
    entry = f'msgid "{LONG.splitlines()[-1]}"\nmsgstr "{english}"\n\nmsgctxt "title"\nmsgid "A"\nmsgstr "A"\n'
    head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    root = site(
        {
            "syntolk.toml": CONFIG + section,
            "source/nytt/a.md": LONG.format(""),
            "source/nytt/b.md": LONG.format("audience: public\n"),
            "source/c.md": LONG.format("audience: easy\n").replace("hos oss i dag", "hos oss"),
            "source/nytt/_d.md": LONG.format(""),
            "locales/en/LC_MESSAGES/nytt.po": head + entry,
        }
    )
    lines = [line for line in syntolk("-C", root, "check").out.splitlines() if "sentence-long" in line]
    assert [line.partition(":")[0] for line in lines] == ["locales/en/LC_MESSAGES/nytt.po", "source/nytt/a.md"]
    assert all("At most 14 for the audience “easy”; one" in line for line in lines)
    draft = syntolk("-C", root, "check", root / "source" / "nytt" / "_d.md").out
    assert "At most 14 for the audience “easy”" in draft


def test_a_file_by_itself_is_for_whom_it_says(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(LONG.format("audience: easy\n"), "utf-8")
    assert "At most 15 for the audience “easy”" in syntolk("check", "a.md").out
    (tmp_path / "a.md").write_text(LONG.format(""), "utf-8")
    assert syntolk("check", "a.md").out == "No findings.\n"
