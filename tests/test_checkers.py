"""Every page in real engines: axe-core and our own audit, html-validate, the Nu checker; and pages broken on purpose, which they find.

A broken page (`tests/data/broken.md`) has one fault, and what each engine has to say of it: exactly that, and nothing of anything
else. `index.html` there has no fault.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from broken import PAGES, expected, written
from browser import chromium as program
from checkers import Said, audited, html_validate, nu, pages, seen

from pipeline.browser.audit_rules import SEEN
from pipeline.build import Build
from pipeline.commands.audit import Options, audit
from pipeline.model import Finding
from pipeline.translation.pseudo import ACCENTED, BIDI
from pipeline.workspace import OUTPUT, PSEUDO_OUTPUT, Workspace

ENGINES = ("audit", "html-validate", "nu")
OF_A_PERSON = {"axe-color-contrast", "axe-color-contrast-enhanced"}
"""What axe-core asks a person: text before a picture or a gradient, whose contrast it does not work out."""


@pytest.fixture(scope="module")
def site(own_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """This repository's site, built in every language, with a page that has moved."""
    root = shutil.copytree(own_site, tmp_path_factory.mktemp("checked") / "site")
    moved = root / "source" / "om-oss" / "vart-uppdrag.md"
    moved.write_text(moved.read_text("utf-8").replace("---\n", "---\nslug: uppdraget\n", 1), "utf-8")
    Build(Workspace(root)).publish()
    return Workspace(root)


@pytest.fixture(scope="module")
def built(site: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is built of it, in the pseudo-languages too."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(site.root / OUTPUT, folder / "site")
    for language in (ACCENTED, BIDI):
        Build(Workspace(site.root), pseudo_language=language).publish()
        shutil.copytree(site.root / PSEUDO_OUTPUT, folder / language)
    found = pages(folder)
    assert len(found) > 130
    for name in ("404.html", "en/404.html", "ordlista/index.html", "om-oss/vart-uppdrag/index.html"):
        assert f"site/{name}" in found
    assert "http-equiv" in (folder / "site/om-oss/vart-uppdrag/index.html").read_text("utf-8")
    return folder


def test_html_validate_finds_nothing(built: Path) -> None:
    assert html_validate(built) == {}


def test_nu_finds_nothing(built: Path) -> None:
    """But that the words of a pseudo-language look like Swedish, which they are."""
    found = {page: [one for one in said if _of_pages(page, one)] for page, said in nu(built).items()}
    assert {page: said for page, said in found.items() if said} == {}


def _of_pages(page: str, said: str) -> bool:
    return page.startswith("site/") or not said.startswith("This document appears to be written in")


def test_the_audit_finds_nothing(site: Workspace) -> None:
    """axe-core at A, AA and AAA with its best practices, in both colour schemes and at both widths, and what a browser sees besides."""
    looked: list[int] = []
    report, _ = audit(site, Options(browser=program(), jobs=2), lambda done, _all: looked.append(done))
    assert len(report.pages) > 60
    assert [told(finding) for finding in report.findings if finding.severity != "review"] == []
    assert {finding.rule for finding in report.findings} <= OF_A_PERSON


def told(finding: Finding) -> str:
    return f"{finding.location} [{finding.rule}] {finding.message}"


def test_the_audit_finds_nothing_from_right_to_left(built: Path, tmp_path: Path) -> None:
    """In a pseudo-language a page of each kind is enough: the words are made up."""
    kinds = {(page.count("/"), page.partition("/")[0]): page for page in pages(built / BIDI) if page.count("/") < 2}
    chosen = sorted(kinds.values())
    for page in pages(built / BIDI):
        if page not in chosen:
            (built / BIDI / page).unlink()
    found = audited(seen(built / BIDI, walked=chosen[:2]))
    wrong = {page: said for page, ids in found.items() if (said := {one for one in ids if not one.endswith("?")})}
    assert len(chosen) > 5
    assert wrong == {}


# --- that they can find something -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What each engine says of the broken pages."""
    folder = written(tmp_path_factory.mktemp("broken"))
    return {"audit": audited(seen(folder)), "html-validate": html_validate(folder), "nu": nu(folder)}


@pytest.mark.parametrize("page", PAGES)
def test_a_broken_page(said: dict[str, Said], page: str) -> None:
    found = {engine: sorted(said[engine].get(page, ())) for engine in ENGINES}
    assert {engine: told for engine, told in found.items() if told} == expected(page)
    assert any(found.values()) == (page != "index.html")


def test_every_engine_and_every_check_of_our_own_finds_something_that_no_other_does() -> None:
    alone: set[str] = set()
    for page in PAGES:
        told = [(engine, one) for engine, lines in expected(page).items() for one in lines]
        alone |= {engine for engine in ENGINES if {other for other, _ in told} == {engine}}
        alone |= {one for _, one in told if not re.search(r"^axe-", one)}
    assert set(ENGINES) <= alone
    assert {rule.rule.id for rule in SEEN} - alone == {
        "page-unexamined"
    }  # test_audit.py: such a page has no text to check.
    assert len(PAGES) > 60
