"""Every rule by its own examples; suppressions; severities that a site chooses."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import po
from growth import linear

from pipeline.catalogue import parse as parse_catalogue
from pipeline.checks import (
    RULES,
    Rule,
    Scope,
    by_id,
    configured,
    references,
    run,
    run_on_catalogue,
    run_on_catalogues,
    run_on_names,
    run_on_pages,
    run_on_references,
    run_on_terms,
)
from pipeline.checks.subjects import subjects
from pipeline.config import DICTIONARIES
from pipeline.images import Look
from pipeline.language.spelling import Speller
from pipeline.markdown import localise, parse
from pipeline.model import Finding, Location
from pipeline.pictures.svg_text import PictureText
from pipeline.site import entry
from pipeline.terms import parse as parse_terms
from pipeline.web.anchors import anchors
from pipeline.web.html import press
from pipeline.web.routes import Target, resolve
from pipeline.workspace import decoded

FILES = frozenset({"bild.jpg", "anna.jpg", "symbol_samverkan.svg", "mapp/bild.png", "rapport.pdf", "IMG_2031.jpg"})
FILES |= {f"{name}.jpg" for name in "a b torg kamera invigning affisch hamnen barn bron cykel bord skylt labb".split()}
FILES |= {"logga.svg", "ja.svg", "ring-112.svg"}
RING = PictureText(("Ring 112", "vid fara för liv"))
UNSAFE = frozenset({"farlig.svg", "farlig.html"})
LOOKS = {"trasig.png": Look(fault="unknown"), "blinkar.gif": Look("GIF", animated=True, endless=True)}
PAGES = dict.fromkeys(["index.md", "page.md", "sida.md"])
EXAMPLES = [
    pytest.param(rule, text, {rule.id} if kind == "bad" else set(), id=f"{rule.id}-{kind}-{number}")
    for rule in RULES
    for kind in ("good", "bad")
    for number, text in enumerate(rule.good if kind == "good" else rule.bad)
]


def resolved(href: str, base: str) -> Target:
    return resolve(href, base, PAGES, FILES | UNSAFE | LOOKS.keys(), {})


def findings(rule: Rule, example: str) -> tuple[Finding, ...]:
    """What all rules find in an example of `rule`; `%%% en` parts a page from its catalogue, `%%% terms.toml` from the terms."""
    data = example.encode("utf-8", "surrogateescape")
    if rule.subject == "Catalogue":
        return run_on_catalogue(data, Scope("en"))
    if rule.subject == "Terms":
        return run_on_terms(example, Scope("sv"))
    if rule.subject == "Repeated":
        pieces = data.split(b"%%% en\n")
        return run_on_catalogues([parse_catalogue(piece, f"{n}.po") for n, piece in enumerate(pieces)], Scope("en"))
    if rule.subject == "Names":
        return run_on_names(example.split(), Scope("sv"))
    if rule.subject == "Pages":
        pages = [entry(parse(page, f"{n}.md")) for n, page in enumerate(example.split("%%% page\n"))]
        return run_on_pages(pages, (), Scope("sv")).findings
    rest, _, terms = data.partition(b"%%% terms.toml\n")
    page, translated, catalogue = rest.partition(b"%%% en\n")
    text, unread = decoded(page, "page.md", "sv")
    document = parse(text, "page.md")
    document = replace(document, findings=unread + document.findings)
    scope = Scope("sv", resolve=resolved, unsafe=UNSAFE.__contains__, terms=parse_terms(terms.decode()))
    scope = scope._replace(
        picture_text=lambda path, _language: RING if path == "ring-112.svg" else None,
        picture=lambda path: LOOKS.get(path, Look()),
    )
    if rule.id == "spelling":  # The others are not asked for it: their examples have words of all kinds.
        scope = scope._replace(misspelt=Speller(DICTIONARIES, scope.terms, ()).misspelt)
    if not translated:
        scope = scope._replace(anchors={"page.md": anchors(press(document.parts))}.get)
        return run(document, scope) + run_on_references(document.allowed, references(document, scope), scope).findings
    english = parse_catalogue(catalogue, "en.po")
    return run(localise(document, english, "en"), scope._replace(language="en", translated=True), english)


@pytest.mark.parametrize(("rule", "example", "expected"), EXAMPLES)
def test_examples(rule: Rule, example: str, expected: set[str]) -> None:
    found = findings(rule, example)
    assert {finding.rule for finding in found} == expected
    for finding in found:
        assert finding.message.strip()
        assert "{" not in finding.template or finding.message != finding.template
        assert finding.location.path


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Kommunstyrelseförvaltningen handlägger bygglovsansökningar. " * 40, "exchange long words"),
        ("Vi handlägger ansökningar om bygglov och annat som rör hus och tomter, " * 3 + "varje dag. ", "Split"),
    ],
)
def test_what_is_said_to_help_is_what_makes_the_page_hard(text: str, advice: str) -> None:
    said = [
        f.message
        for f in run(parse("\n\n".join([text] * 12), "page.md", "sv"), Scope("sv"))
        if f.rule == "readability-hard"
    ]
    assert len(said) == 1
    assert advice in said[0]


@pytest.mark.parametrize(
    ("text", "rule", "advice"),
    [
        ("Läs mer.\n{: .ruta }", "markup-visible", "has no colon"),
        ("[Läs taxan](https://example.org/){: .knapp }", "markup-visible", "has no colon"),
        ("* TOC\n{:toc}", "markup-visible", "belongs to another program"),
        (":::info Bra att veta\nStängt i dag.\n:::", "markup-visible", "> [!NOTE]"),
        (":::warning\n\nStängt i dag.\n\n:::", "markup-visible", "> [!NOTE]"),
        ("{{< ruta >}}\n\nStängt i dag.\n\n{{< /ruta >}}", "markup-visible", "belongs to another program"),
        ('!!! note "Obs"\n\n    Stängt i dag.', "markup-visible", "are code"),
        ("<div markdown>\nVi har **öppet** i dag.\n</div>", "markup-visible", "an empty line"),
        ("<div markdown>\nSe [taxan](https://example.org/).\n</div>", "link-broken", "an empty line"),
        ("<figure markdown>\n  ![Skylten](skylt.jpg)\n</figure>", "image-file-missing", "an empty line"),
        ('Se [taxan]({{< ref "taxa.md" >}}).', "markup-visible", "belongs to another program"),
        ("![Skylten]({{ '/skylt.jpg' | relative_url }})", "markup-visible", "belongs to another program"),
    ],
)
def test_what_another_program_was_to_read_is_said_once_with_what_to_do(text: str, rule: str, advice: str) -> None:
    said = [f for f in run(parse(text, "page.md", "sv"), Scope("sv")) if f.rule in _LEFTOVERS]
    assert [f.rule for f in said] == [rule]
    assert advice in said[0].message


def test_a_link_around_a_picture_is_found_where_it_stands() -> None:
    page = parse("Text.\n\n[![Karta över huset](karta.png)](finns-inte.png)\n", "page.md", "sv")
    said = [f for f in run(page, Scope("sv", resolve=resolved)) if f.rule == "link-broken"]
    assert [(f.location.line, f.location.column) for f in said] == [(3, 1)]


_LEFTOVERS = ("markup-visible", "link-broken", "image-file-missing")


def test_the_list_of_rules() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.good, rule.id
        assert rule.bad, rule.id
        assert rule.references, rule.id
        assert rule.explain.endswith("."), rule.id
        assert by_id(rule.id) is rule
    assert by_id("finns-inte") is None


def test_the_page_of_rules_is_what_the_command_prints(syntolk) -> None:
    printed = syntolk("--language", "en", "rules", "--all").out
    written = (Path(__file__).parent.parent / "docs" / "rules.md").read_text("utf-8")
    assert written == printed, "run: syntolk --language en rules --all > docs/rules.md"
    assert r"R\xe4ksm\xf6rg\xe5s" in printed


# --- where the findings are ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "rule", "line", "column"),
    [
        ("Hej.\n\nSe ![](bild.jpg) här.\n", "image-description-missing", 3, 1),
        ("---\ntitle: A\n---\n\n## Ett\n\nX.\n\n#### Två\n\nY.\n", "heading-skipped", 9, 1),
        ("Å\n\nLäs [villkoren](borta.md).\n", "link-broken", 3, 1),
        ("---\ntitle: A: b\n---\n\nX.\n", "front-matter-invalid", 2, 9),
        ("---\ntitle: A\norder: 1\ntitle: B\n---\n", "front-matter-duplicate-key", 4, 1),
        ("Hej.\n\n> ![Skylt](borta.jpg)\n", "image-file-missing", 3, 3),
    ],
)
def test_places(source: str, rule: str, line: int, column: int) -> None:
    (found,) = run(parse(source, "page.md"), Scope("sv", resolve=resolved, unsafe=UNSAFE.__contains__))
    assert (found.rule, found.location) == (rule, Location("page.md", line, column))


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"R\xe4v", 1, 2),
        (b"\xef\xbb\xbfR\xe4v", 1, 2),
        ("Åäö\n\nÅ".encode() + b"\xff", 3, 2),
        ("Hej".encode("utf-16"), 1, 1),
    ],
)
def test_the_place_of_a_byte_that_is_no_utf_8(data: bytes, line: int, column: int) -> None:
    text, (finding,) = decoded(data, "page.md", "sv")
    assert finding.location == Location("page.md", line, column)
    assert "\ufffd" in text


def test_a_translation_is_found_fault_with_where_it_is_edited() -> None:
    english = parse_catalogue(po((None, "Hej *du*.", "Hello you.")).encode(), "locales/en/LC_MESSAGES/site.po")
    document = localise(parse("Hej *du*.", "page.md"), english, "en")
    (found,) = run(document, Scope("en", translated=True), english)
    assert (found.rule, str(found.location)) == ("translation-markup", "locales/en/LC_MESSAGES/site.po:6:1")


# --- allowing --------------------------------------------------------------------------------------

BAD = "![](bild.jpg)"
LONG = "Vi " + "ser " * 25 + "dig."


def test_a_picture_in_an_untranslated_text_is_said_to_be_untranslated_and_nothing_else(site, syntolk) -> None:
    page = "---\ntitle: Hem\n---\n\nHär ser du ![Två barn som hoppar i vattenpölar vid torget](a.png) bredvid.\n"
    root = site({"source/index.md": page, "source/a.png": b"x", "syntolk.toml": 'title = "X"\nlanguages = ["en"]\n'})
    syntolk("-C", root, "update")
    said = json.loads(syntolk("-C", root, "check", "--format", "json").out)["findings"]
    assert {finding["rule"] for finding in said if finding["path"].endswith(".po")} == {"translation-missing"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{BAD}\n", 1),
        (f"<!-- allow: image-description-missing beskrivs på nästa sida -->\n\n{BAD}\n", 0),
        (f"Text.\n\n<!-- allow: image-description-missing beskrivs nedan -->\n\n{BAD}\n", 0),
        (f"<!-- allow: image-description-missing -->\n\n{BAD}\n", 1),
        (f"<!-- allow: heading-skipped så ska det vara -->\n\n{BAD}\n", 1),
        (f"<!-- allow: image-description-missing bara den första -->\n\n{BAD}\n\n{BAD}\n", 1),
        (f"<!-- allow: finns-inte skäl -->\n\n{BAD}\n", 1),
        (f"{BAD}\n\n<!-- allow: image-description-missing för sent -->\n", 1),
        ("---\ntitle: a: b\n---\n\n<!-- allow: front-matter-invalid gäller hela sidan -->\n\nX.\n", 0),
    ],
)
def test_allowing(source: str, expected: int) -> None:
    found = run(parse(source, "page.md"), Scope("sv", resolve=resolved, unsafe=UNSAFE.__contains__))
    assert len([finding for finding in found if not finding.rule.startswith("allowance-")]) == expected


GONE = "but there is nothing to allow any more. "
LATE = "but no text follows it. "


@pytest.mark.parametrize(
    ("source", "rule", "severity", "line", "said"),
    [
        (
            f"A.\n\n<!-- allow: image-description-missing -->\n\n{BAD}\n",
            "reason-missing",
            "warning",
            3,
            "without a reason",
        ),
        ("A.\n\n<!-- x\n-->\n<!-- allow: sentence-long citat -->\n\nB.\n", "unused", "review", 5, GONE),
        ("A.\n\n<!-- allow: sentence-long citat -->\n", "unused", "review", 3, LATE),
        ("<!-- allow: sentense-long citat -->\n\nA.\n", "unused", "warning", 1, "there is no such rule"),
        ("<!-- allow: sentence-long -->\n\nA.\n", "reason-missing", "warning", 1, "without a reason"),
    ],
)
def test_an_allowance_that_does_not_hold_is_said(source: str, rule: str, severity: str, line: int, said: str) -> None:
    found = run(parse(source, "page.md"), Scope("sv", resolve=resolved))
    [own] = [finding for finding in found if finding.rule.startswith("allowance-")]
    assert (own.rule, own.severity, own.location) == (f"allowance-{rule}", severity, Location("page.md", line, 1))
    assert said in own.message


@pytest.mark.parametrize("rule", ["translation-missing", "translation-number", "term-forbidden", "catalogue-invalid"])
def test_what_was_not_asked_about_a_page_is_not_called_unused(rule: str) -> None:
    page = f"<!-- allow: {rule} skäl -->\n\nVi.\n"
    found = run(parse(page, "page.md"), Scope("sv", resolve=resolved))
    assert {finding.rule for finding in found} <= ({"allowance-unused"} if rule == "term-forbidden" else set())


# --- severities ------------------------------------------------------------------------------------

FOUND = Finding("link-broken", "error", "x", Location("source/om/a.md", 1, 1), "sv")


def test_a_file_that_looks_like_a_page_is_not_left_out_in_silence(site, syntolk) -> None:
    names = ["a.markdown", "B.MD", "c.mdown", "d.mdx", "om/d.Markdown"]
    root = site(
        {**{f"source/{name}": "# Hej\n" for name in names}, "source/_x/e.markdown": "# Utkast\n", "source/f.txt": "x"}
    )
    ran = syntolk("-C", root, "check", "--format", "json")
    found = [(f["path"], f["suggestion"]) for f in json.loads(ran.out)["findings"] if f["rule"] == "markdown-extension"]
    assert found == [(f"source/{name}", f"{name.rpartition('.')[0]}.md") for name in sorted(names)]
    assert "markdown-extension" in syntolk("-C", root, "check", root / "source" / "a.markdown").out


def test_pages_that_hugo_and_jekyll_publish_are_not_left_out_in_silence(site, syntolk) -> None:
    names = ["om/_index.md", "_posts/2026-01-01-hej.md", "_posts/2026-01-02-hej.md", "_pages/om/oss.md"]
    ours = ["_utkast.md", "_delar/_index.md", "_posts.txt", "_bilder/_posts/a.md"]
    root = site({f"source/{name}": "# Hej\n" for name in (*names, *ours, "index.md")})
    ran = syntolk("-C", root, "check", "--format", "json")
    found = [(f["path"], f["suggestion"]) for f in json.loads(ran.out)["findings"] if f["rule"] == "page-left-out"]
    expected = {"source/_pages": "pages", "source/_posts": "posts", "source/om/_index.md": "om/index.md"}
    assert dict(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("levels", "severity"),
    [
        ({}, "error"),
        ({"link-broken": "warning"}, "warning"),
        ({"link-broken": "off"}, None),
        ({"heading-skipped": "off"}, "error"),
        ({"link-broken": {"source/om/*": "review"}}, "review"),
        ({"link-broken": {"source/nytt/*": "review"}}, "error"),
        ({"link-broken": {"source/*": "off", "source/om/*": "warning"}}, None),
        ({"link-broken": {"source/om/*": "warning", "*": "off"}}, "warning"),
    ],
)
def test_severities(levels: dict, severity: str | None) -> None:
    assert [f.severity for f in configured([FOUND, FOUND], levels)] == ([severity] if severity else [])


TEXT = "En bild: ![](b.svg) och en [länk](borta.md)."


def test_what_a_site_allows_is_counted_with_its_reason(site, syntolk) -> None:
    rules = '[rules]\nlink-broken = "off"  # Sidan kommer i vår.\nimage-description-missing = "off"\n'
    page = f"<!-- allow: sentence-long ett citat -->\n\n{LONG} \n\n{TEXT}\n"
    catalogue = po((None, LONG, LONG.replace("Vi ", "We ")), (None, TEXT, TEXT.replace("En bild", "A picture")))
    catalogue = catalogue.replace(f'msgid "{LONG}', f'# allow: sentence-long a quotation\nmsgid "{LONG}')
    root = site(
        {
            "syntolk.toml": f'title = "X"\n{rules}',
            "source/del/a.md": page,
            "source/del/b.svg": "<svg/>",
            "locales/en/LC_MESSAGES/del.po": catalogue,
        }
    )
    report = json.loads(syntolk("-C", root, "check", "--format", "json").out)
    told = {(a["path"], a["line"], a["rule"], a["reason"], a["kind"]) for a in report["allowed"]}
    off = "turned off in syntolk.toml:4:1"
    catalogue_path = "locales/en/LC_MESSAGES/del.po"
    assert told == {
        ("source/del/a.md", 3, "sentence-long", "ett citat", "comment"),
        (catalogue_path, 7, "sentence-long", "a quotation", "comment"),
        ("source/del/a.md", 5, "link-broken", "Sidan kommer i vår.", "setting"),
        (catalogue_path, 10, "link-broken", "Sidan kommer i vår.", "setting"),
        ("source/del/a.md", 5, "image-description-missing", off, "setting"),
        (catalogue_path, 10, "image-description-missing", off, "setting"),
    }
    said = syntolk("-C", root, "check").out.splitlines()
    assert said[-1].endswith("; allowed: 6.")
    [reasonless] = [line for line in said if "allowance-" in line]
    assert reasonless.startswith(
        "syntolk.toml:4:1: review: “image-description-missing” is turned off without a reason."
    )
    part = json.loads(syntolk("-C", root, "check", "--format", "json", root / "source").out)
    assert {a["path"] for a in part["allowed"]} == {"source/del/a.md"}


def test_a_pattern_that_fits_nothing_is_said(site, syntolk) -> None:
    """`nyheter` is no pattern for what is in the folder, and a rule's has `source/` before it."""
    config = (
        'title = "X"\n[rules]\nsentence-long = {"nyheter/*" = "off", "source/nyheter/*" = "review", "locales/*" = "review"} # citat\n'
        '[readability.sections]\n"nyheter" = {audience = "easy"}\n"nyheter/*" = {audience = "easy"}\n'
    )
    root = site({"syntolk.toml": config, "source/nyheter/a.md": "---\ntitle: A\n---\n\nHej.\n"})
    said = [line for line in syntolk("-C", root, "check").out.splitlines() if "No file fits" in line]
    assert [line.partition(" in ")[0] for line in said] == [
        "syntolk.toml:3:18: warning: No file fits “nyheter/*”",
        "syntolk.toml:5:1: warning: No file fits “nyheter”",
    ]


@pytest.mark.parametrize("reason", ["—", ".", "1", "…"])
def test_a_reason_has_a_word(reason: str, site, syntolk) -> None:
    page = f"---\ntitle: A\n---\n\n<!-- allow: link-broken {reason} -->\n\n[Om bygglov](borta.md)\n"
    root = site({"source/a.md": page, "syntolk.toml": f'title = "X"\n[rules]\npassive = "off" # {reason}\n'})
    ran = syntolk("-C", root, "check")
    assert (ran.code, ran.out.count("[allowance-reason-missing]")) == (1, 2)


def test_an_allowance_is_needed_if_any_language_needs_it(site, syntolk) -> None:
    """`translation-missing` is found on the page where the catalogue does not know the text yet."""
    page = "<!-- allow: translation-missing kommer i vår -->\n\nEn ny text.\n"
    root = site({"source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n\n" + page})
    assert "allowance-" not in syntolk("-C", root, "check").out
    (root / "source" / "om.md").write_text(
        "---\ntitle: Om oss\n---\n\n" + page.replace("En ny text", "Vi hjälper dig"), "utf-8"
    )
    [line] = [line for line in syntolk("-C", root, "check").out.splitlines() if "allowance-" in line]
    assert line.startswith("source/om.md:5:1: review: This allows “translation-missing”, but there is nothing")
    (root / "locales" / "en" / "LC_MESSAGES" / "site.po").write_text("skräp", "utf-8")
    assert "allowance-" not in syntolk("-C", root, "check").out  # Nobody can know.


def test_a_file_by_itself_is_told_of_a_missing_reason_alone(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(
        "<!-- allow: link-broken skäl -->\n\nA.\n\n<!-- allow: sentence-long -->\n\nB.\n", "utf-8"
    )
    out = syntolk("check", "a.md").out
    assert [line.rpartition("[")[2] for line in out.splitlines()[:-1]] == ["allowance-reason-missing]"]


def test_a_site_chooses_severities(site, syntolk) -> None:
    config = 'title = "X"\n[rules]\nlink-broken = "warning"\nimage-description-missing = {"source/om.md" = "off"}\n'
    root = site(
        {"syntolk.toml": config, "source/om.md": "# Om\n\n[x](borta.md)\n\n![](b.svg)\n", "source/b.svg": "<svg/>"}
    )
    ran = syntolk("-C", root, "check", root / "source")
    assert ran.code == 0
    assert "source/om.md:3:1: warning: The link leads nowhere" in ran.out
    assert "image-description-missing" not in ran.out


def test_a_mark_that_is_taken_for_an_element_is_said_as_a_mark_too() -> None:
    found = run(parse("Vi har öppet {{<tider >}} i dag.", "page.md", "sv"))
    assert {finding.rule for finding in found} == {"html-unsafe", "markup-visible"}


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_rule_that_does_not_exist(site, syntolk, command: str) -> None:
    root = site({"syntolk.toml": 'title = "X"\n\n[rules]\nlink-brocken = "off"\n'})
    ran = syntolk("-C", root, command)
    assert ran.code == 2
    assert ran.err.startswith("syntolk: syntolk.toml:4:1: unknown rule “link-brocken” in [rules]. Valid: ")
    assert all(rule.id in ran.err for rule in RULES)
    assert not (root / "build").exists()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("heading-fake", "**Rubrik**\n\n"),
        ("table-header-missing", "| | |\n|-|-|\n| a | b |\n| a | b |\n\n"),
        ("table-data-missing", "| a | b |\n|-|-|\n\n"),
        ("table-fake", "| a | b |\n| c | d |\n\n"),
        ("list-fake", "-ett\n-två\n-tre\n\n"),
        ("markup-visible", "Vi har ** öppet ** [i dag] (a.md).\n\n"),
        ("markup-visible", "$x_1 [@a _(a %%a ^[b x~2 [!A a ++a :ab\n\n"),
        ("text-garbled", "a\uf095b\n\n"),
        ("lines-joined", "Namn: Ada\nOrt: Lund\n\n"),
        ("number-format", "Vi har 10.000 kr.\n\n"),
        ("heading-empty", "## ...\n\n"),
        ("summary-missing", "<details>a</details>\n\n"),
        ("role-misplaced", '<div role="listitem">a</div>\n\n'),
        ("name-unheard", '<p><b aria-label="b">a</b></p>\n\n'),
        ("aria-reference-broken", '<p aria-describedby="x">a</p>\n\n'),
        ("link-text-ambiguous", "[a](b.md) [a](c.md)\n\n"),
        ("punctuation", "Vi ,ni.\n\n"),
        ("word-repeated", "Vi och och ni.\n\n"),
        ("letters-spaced", "Ö P P E T\n\n"),
    ],
)
def test_a_long_page_of_faults_takes_linear_time(rule: str, text: str) -> None:
    """Eight times the text took 64 times as long, seconds for a page."""
    found = by_id(rule)
    assert found is not None

    def work(times: int) -> Callable[[], object]:
        document = parse(text * times, "page.md", "sv")
        scope = Scope("sv", subjects=subjects(document, None))
        return lambda: list(found.check(document, scope))

    assert linear(work, 1_000, 8)
