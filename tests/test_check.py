"""`syntolk check`: the site, a part of it, or files that belong to no site."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from conftest import CONFIG, po

BROKEN = {
    "source/om.md": "# Om\n\nHej [du](borta.md).\n",
    "source/del/a.md": "# A\n\n![](b.png)\n",
    "source/b.png": b"x",
}
NO_SITE = "syntolk: no site here"


def paths(out: str) -> set[str]:
    """The files that a report in the terminal is about."""
    return {line.split(":")[0] for line in out.splitlines() if "[" in line}


def test_a_site_without_faults(site, syntolk) -> None:
    assert syntolk("-C", site(), "check") == (0, "No findings.\n", "")


def test_a_site_writes_nothing(site, syntolk) -> None:
    root = site(BROKEN)
    before = sorted(root.rglob("*"))
    assert syntolk("-C", root, "check").code == 1
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("named", "about"),
    [
        ([], {"source/om.md", "source/del/a.md"}),
        (["."], {"source/om.md", "source/del/a.md"}),
        (["source"], {"source/om.md", "source/del/a.md"}),
        (["source/om.md"], {"source/om.md"}),
        (["source/del"], {"source/del/a.md"}),
        (["source/de"], None),
        (["source/index.md"], set()),
        (["source/index.md", "source/om.md", "source/om.md"], {"source/om.md"}),
        (["locales"], set()),
        (["locales/en/LC_MESSAGES/site.po"], set()),
    ],
)
def test_a_part_of_a_site(site, syntolk, monkeypatch, named: list[str], about: set[str] | None) -> None:
    monkeypatch.chdir(site(BROKEN))
    ran = syntolk("check", *named)
    if about is None:
        assert (ran.code, ran.err) == (2, "syntolk: source/de: there is no such file or folder.\n")
        return
    assert paths(ran.out) == about
    assert ran.code == (1 if about else 0)


def test_a_finding_counts_once_however_often_its_file_is_named(site, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(site(BROKEN))
    once, twice = syntolk("check", "source/om.md"), syntolk("check", "source/om.md", "source", "source/om.md")
    assert twice.out.count("[link-broken]") == once.out.count("[link-broken]") == 1


def test_a_draft_is_looked_at_when_it_is_named(site, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(site({"source/_utkast.md": "![](borta.jpg)\n"}))
    assert syntolk("check").code == 0
    assert "source/_utkast.md:1:1: error:" in syntolk("check", "source/_utkast.md").out


def test_a_catalogue_that_no_page_needs_is_looked_at_when_it_is_named(site, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(site({"locales/en/LC_MESSAGES/gammal.po": "skräp"}))
    assert syntolk("check").code == 0
    ran = syntolk("check", "locales/en/LC_MESSAGES/gammal.po")
    assert (ran.code, paths(ran.out)) == (1, {"locales/en/LC_MESSAGES/gammal.po"})


def test_what_is_neither_a_page_nor_a_catalogue(site, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(site({"source/b.png": b"x"}))
    ran = syntolk("check", "source/b.png")
    assert ran.code == 2
    assert "source/b.png: neither a Markdown nor a .po file, nor a folder with any." in ran.err


# --- outside any site ------------------------------------------------------------------------------


def test_a_page_outside_any_site(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "karta.png").touch()
    (tmp_path / "annan.md").touch()
    page = "Se [kartan](karta.png), [sidan](annan.md#x), [roten](/om/), [borta](borta.md).\n\n![](karta.png)\n"
    (tmp_path / "å b.md").write_text(page, "utf-8")
    ran = syntolk("check", "å b.md")
    assert ran.code == 1
    assert [line.rpartition("[")[2] for line in ran.out.splitlines()[:-1]] == [
        "link-broken]",
        "image-description-missing]",
    ]
    assert ran.out.startswith("å b.md:1:1: error: The link leads nowhere: there is no “borta.md”.")


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.po", po((None, "Hej", "Hi")).encode(), 0, "No findings."),
        ("a.po", b'msgid "Hej\n', 1, "a.po:1:"),
        ("a.pot", b'msgid "Hej"\n', 1, "a.pot:"),
        ("a.md", b"R\xe4v", 1, "a.md:1:2: error: This file is not UTF-8."),
        ("a.md", b"---\ntitle: a: b\n---\n", 1, "a.md:2:9: error: The front matter cannot be read"),
        ("a.markdown", b"", 0, "No findings."),
    ],
)
def test_a_file_outside_any_site(tmp_path, syntolk, monkeypatch, name, data, code, message) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(data)
    ran = syntolk("check", name)
    assert ran.code == code
    assert ran.out.startswith(message)


def test_a_folder_outside_any_site(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a/x.md", "a/b/y.md", "a/.git/z.md", "a/c.po", "a/d.txt", "tom/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("![](borta.jpg)\n" if name.endswith("md") else "skräp")
    assert paths(syntolk("check", "a").out) == {"a/x.md", "a/b/y.md", "a/c.po"}
    assert syntolk("check", "tom").code == 2


def test_a_file_of_somebody_else_named_from_a_site(site, syntolk, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(site(BROKEN))
    (tmp_path / "annan.md").write_text("![](x.png)\n")
    assert paths(syntolk("check", "../annan.md").out) == {"../annan.md"}


@pytest.mark.parametrize("named", ["borta.md", "borta/", "source/\x00.md"])
def test_a_path_that_does_not_exist(site, syntolk, monkeypatch, named: str) -> None:
    monkeypatch.chdir(site())
    ran = syntolk("check", named)
    assert ran.code == 2
    assert "there is no such file or folder." in ran.err


def test_a_path_from_the_sites_folder_as_findings_name_it(site, syntolk, monkeypatch) -> None:
    root = site(BROKEN | {"LÄS.MD": "![](x.png)\n"})
    monkeypatch.chdir(root.parent)
    named = syntolk("-C", root.name, "check", "source/om.md")
    assert named.code == 1
    assert named == syntolk("-C", root.name, "check", f"{root.name}/source/om.md")
    assert named == syntolk("-C", root, "check", root / "source/om.md")
    assert f"{root.name}/LÄS.MD:1:1: error" in syntolk("-C", root.name, "--language", "en", "check", "LÄS.MD").out
    (root.parent / "LÄS.MD").write_text("Hej.\n", "utf-8")
    assert syntolk("-C", root.name, "check", "LÄS.MD").code == 0  # What lies here comes first.


def test_without_a_site_and_without_a_path(tmp_path: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = syntolk("check")
    assert ran.code == 2
    assert ran.err.startswith(NO_SITE)


def test_a_site_with_broken_settings_is_not_passed_over(site, syntolk, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(site({"syntolk.toml": "titel = 1\n"}))
    (tmp_path / "annan.md").touch()
    assert syntolk("check", "../annan.md").code == 2


# --- formats ---------------------------------------------------------------------------------------


def test_formats_to_a_file(site, syntolk, tmp_path: Path) -> None:
    root = site(BROKEN)
    for form, start in (("json", "{"), ("sarif", "{"), ("html", "<!DOCTYPE html>"), ("text", "source/")):
        path = tmp_path / f"ut å.{form}"
        assert syntolk("-C", root, "check", "--format", form, "--output", path) == (1, "", "")
        assert path.read_text("utf-8").startswith(start)
        assert syntolk("-C", root, "check", "--format", form).out == path.read_text("utf-8")


def test_what_build_reports_is_what_check_says(site, syntolk) -> None:
    root = site(BROKEN)
    syntolk("-C", root, "build")
    said = json.loads(syntolk("-C", root, "check", "--format", "json").out)
    assert json.loads((root / "reports" / "report.json").read_text("utf-8")) == said


def test_severities_hold_for_a_part_too(site, syntolk, monkeypatch) -> None:
    config = CONFIG + '[rules]\nlink-broken = "off"\n'
    monkeypatch.chdir(site(BROKEN | {"syntolk.toml": config}))
    assert syntolk("check", "source/om.md").code == 0


@pytest.mark.parametrize("name", ["l\udce4nk.md", "m\udce5l/a.md"])
def test_a_name_that_is_not_utf_8_is_said(tmp_path, syntolk, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("Hej.\n", "utf-8")
    for named in (tmp_path, file):
        ran = syntolk("-C", tmp_path, "--language", "en", "check", named, "--format", "sarif")
        assert ran.code == 2
        assert f"{os.fsencode(name).decode('utf-8', 'backslashreplace')}: the name of this file is not" in ran.err


def test_github_is_told_where_in_the_repository(site, syntolk, monkeypatch, tmp_path: Path) -> None:
    root = site(BROKEN)
    monkeypatch.chdir(root.parent)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert f"file={root.name}/source/" in syntolk("-C", root.name, "check", "--format", "github").out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent.parent))
    assert f"file={root.parent.name}/{root.name}/source/" in syntolk("-C", root, "check", "--format", "github").out
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_WORKSPACE")
    (root.parent / "annan.md").write_text("![](x.png)\n")
    assert "file=../annan.md," in syntolk("check", "--format", "github", "../annan.md").out


def uris(ran) -> set[str]:
    """Where SARIF says that the findings are."""
    (run,) = json.loads(ran.out)["runs"]
    return {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].partition("/source/")[0]
        for result in run["results"]
    }


def test_sarif_names_paths_from_the_top_of_the_repository(site, syntolk, monkeypatch, tmp_path: Path) -> None:
    root = site(BROKEN)
    check = ("-C", root, "check", "--format", "sarif")
    assert all(uri.startswith("source") for uri in uris(syntolk(*check)))  # No repository: from the site's folder.
    (root.parent / ".git").write_text("gitdir: elsewhere\n")  # As in a worktree.
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent.parent))
    assert uris(syntolk(*check)) == {root.name}
    monkeypatch.chdir(root)
    assert uris(syntolk(*check[2:])) == {root.name}
    (root.parent / "annan.md").write_text("![](x.png)\n")
    assert uris(syntolk("check", "../annan.md", "--format", "sarif")) == {"annan.md"}
    assert uris(syntolk("check", root.parent / "annan.md", "--format", "sarif")) == {"annan.md"}
    syntolk("build")
    assert f'"{root.name}/source/' in (root / "reports/report.sarif").read_text("utf-8")
    link = tmp_path / "genväg"
    link.symlink_to(root)
    assert uris(syntolk("-C", link, *check[2:])) == {root.name}


def test_a_repository_below_which_a_name_is_not_utf_8(site, syntolk) -> None:
    root = site(BROKEN)
    (root.parent / ".git").mkdir()
    named = root.rename(root.parent / "m\udce5l")
    assert uris(syntolk("-C", named, "check", "--format", "sarif")) == {"m%E5l"}
    assert syntolk("-C", named, "check", "--format", "github").code == 1


def test_a_description_in_the_front_matter_that_is_not_translated_is_said_once(site, syntolk) -> None:
    page = "---\ntitle: Badhus\npicture: bad.svg\npicture_alt: Entrén mot sjön\n---\n\nX.\n"
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    root = site({"syntolk.toml": CONFIG + 'languages = ["en"]\n', "source/bad.md": page, "source/bad.svg": picture})
    syntolk("-C", root, "update")
    said = [line for line in syntolk("-C", root, "check").out.splitlines() if "Entrén mot sjön" in line]
    assert [re.findall(r"\[([a-z-]+)\]$", line) for line in said] == [["image-description-untranslated"]]


def test_a_description_that_is_to_be_reviewed_is_said_once(site, syntolk) -> None:
    translations = po(("alt", "En röd dörr", "A red door"), flags="fuzzy")
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    page = {"source/a.md": "---\ntitle: A\n---\n\n![En röd dörr](a.svg)\n", "source/a.svg": picture}
    config = CONFIG + 'languages = ["en"]\n'
    root = site({"syntolk.toml": config, "locales/en/LC_MESSAGES/site.po": translations, **page})
    (said,) = [line for line in syntolk("-C", root, "check").out.splitlines() if "En röd dörr" in line]
    assert "is to be reviewed: “En röd dörr”. Remove the flag “fuzzy” when it is right. [image-description-u" in said


def test_what_is_said_of_a_translation_at_its_source_names_the_language(site, syntolk) -> None:
    twins = po(("title", "Ett", "Page"), ("title", "Två", "Page"), (None, "X.", "X."))
    root = site(
        {
            "syntolk.toml": CONFIG + 'languages = ["en", "fi"]\n[publish]\nthreshold = 0\n',
            "source/a.md": "---\ntitle: Ett\n---\n\nX.\n",
            "source/b.md": "---\ntitle: Två\n---\n\nX.\n\nNytt.\n",
            "locales/en/LC_MESSAGES/site.po": twins,
        }
    )
    said = syntolk("-C", root, "check").out
    assert "source/b.md:7:1: warning: The catalogue (English) does not have this text yet: “Nytt.”" in said
    assert "source/b.md:1:1: warning: The translation of the title (English), “Page”, is also that of a.md." in said
