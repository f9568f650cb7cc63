"""`syntolk check --changed-since`: findings on what somebody has touched, whatever git repository it is in."""

from __future__ import annotations

import itertools
import json
import os
import stat
from pathlib import Path
from subprocess import CalledProcessError
from typing import NamedTuple

import pytest
from conftest import po
from growth import linear
from hypothesis import given
from hypothesis import strategies as st
from repositories import commit, git

from pipeline.checks import by_id
from pipeline.commands.touched import extents, touching
from pipeline.disk.git import changed_since, read_diff, repository
from pipeline.model import Finding, Location

LONG = "Vi som arbetar här " + "och som gärna vill hjälpa dig " * 4 + "finns på plats."
OLD = f"---\ntitle: Gammal\n---\n\n{LONG}\n\nEn mening\npå två rader.\n\n- ett\n- [två](borta.md)\n"


class Found(NamedTuple):
    """Where a finding is, and which."""

    path: str
    line: int
    rule: str


def findings(syntolk, *arguments: object) -> set[Found]:
    """What `syntolk check` finds."""
    report = json.loads(syntolk(*arguments, "--format", "json").out)
    return {Found(finding["path"], finding["line"], finding["rule"]) for finding in report["findings"]}


def about(found: set[Found]) -> set[int]:
    """The lines that findings are about; 1 for the page."""
    return {finding.line for finding in found} | {1}


@pytest.fixture
def old(site) -> Path:
    """A site in debt: an old page with a long sentence and a broken link, committed."""
    root = site({"source/gammal.md": OLD})
    commit(root)
    return root


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_nothing_changed_nothing_said(old: Path, syntolk) -> None:
    assert syntolk("-C", old, "check").code == 1
    assert syntolk("-C", old, "check", "--changed-since", "HEAD") == (0, "No findings.\n", "")


def test_only_touched_texts_count(old: Path, syntolk) -> None:
    edit(old / "source/gammal.md", "på två rader.", "på två rader [här](inte.md).")
    found = findings(syntolk, "-C", old, "check", "--changed-since", "HEAD")
    assert ("source/gammal.md", 7, "link-broken") in found
    assert about(found) == {1, 7}


def test_what_is_allowed_counts_where_it_was_touched_alone(site, syntolk) -> None:
    allowed = f"---\ntitle: A\n---\n\nHej.\n\n<!-- allow: sentence-long ordagrant citat -->\n\n{LONG}\n"
    root = site({"source/a.md": allowed})
    commit(root)
    edit(root / "source/a.md", "Hej.", "Hej då.")
    assert "allowed" not in syntolk("-C", root, "check", "--changed-since", "HEAD").out
    edit(root / "source/a.md", "finns på plats", "är på plats")
    assert "; allowed: 1." in syntolk("-C", root, "check", "--changed-since", "HEAD").out


def test_who_changes_what_is_allowed_is_told_what_is_not_any_more(site, syntolk) -> None:
    root = site({"source/a.md": f"---\ntitle: A\n---\n\n<!-- allow: sentence-long ett\ncitat -->\n\n{LONG}\n"})
    commit(root)
    edit(root / "source/a.md", "sentence-long", "word-long")
    found = findings(syntolk, "-C", root, "check", "--changed-since", "HEAD")
    assert ("source/a.md", 8, "sentence-long") in found


def test_what_is_said_of_the_whole_page_counts_once_it_is_touched(old: Path, syntolk) -> None:
    rule = by_id("readability-hard")
    assert rule is not None
    commit(old, {"source/tung.md": f"---\ntitle: Tung\norder: 1\n---\n\n{rule.bad[0]}"})
    assert findings(syntolk, "-C", old, "check", "--changed-since", "HEAD") == set()
    edit(old / "source/tung.md", "order: 1", "order: 2")
    assert findings(syntolk, "-C", old, "check", "--changed-since", "HEAD") == {
        ("source/tung.md", 1, "readability-hard")
    }


def test_new_files_count_as_a_whole_committed_or_not(old: Path, syntolk) -> None:
    (old / 'source/å "ny".md').write_text(OLD, "utf-8")
    (old / "source/tom.md").write_bytes(b"")
    for revision in ("HEAD", "main@{0}"):
        found = findings(syntolk, "-C", old, "check", "--changed-since", revision)
        assert {"sentence-long", "link-broken"} <= {f.rule for f in found if f.path == 'source/å "ny".md'}
        assert changed_since(old, revision)[str(old / "source/tom.md")] in ((), None)
        assert "source/gammal.md" not in {f.path for f in found}
        git(old, "add", "--all")


def test_since_the_branches_parted(old: Path, syntolk) -> None:
    git(old, "checkout", "--quiet", "-b", "mitt")
    commit(old, {"source/mitt.md": "---\ntitle: M\n---\n\n[a](borta.md)\n"}, day=1)
    git(old, "checkout", "--quiet", "main")
    commit(old, {"source/gammal.md": OLD.replace("Vi som", "Alla som")}, day=2)
    git(old, "checkout", "--quiet", "mitt")
    found = findings(syntolk, "-C", old, "check", "--changed-since", "main")
    assert "source/mitt.md" in {f.path for f in found}
    assert "source/gammal.md" not in {f.path for f in found}


def test_a_catalogue_counts_message_by_message(site, syntolk) -> None:
    pages = {"source/del/a.md": "---\ntitle: Ett\n---\n\nPriset är 10 kronor.\n\nPriset är 20 kronor.\n"}
    entries = [("title", "Ett", "One"), (None, "Priset är 10 kronor.", "The price is 11 kronor."), (None, "Priset är 20 kronor.", "The price is 20 kronor.")]  # fmt: skip
    name = "locales/en/LC_MESSAGES/del.po"
    root = site({**pages, name: po(*entries)})
    commit(root)
    assert "translation-number" in syntolk("-C", root, "check").out
    edit(root / name, "The price is 20 kronor.", "The price is 21 kronor.")
    (found,) = [
        f for f in findings(syntolk, "-C", root, "check", "--changed-since", "HEAD") if f.rule.endswith("number")
    ]
    assert "20 kronor" in (root / name).read_text("utf-8").split("\n")[found.line - 1]
    commit(root)
    edit(root / name, 'msgid "Priset är 10', '#: source/del/a.md\nmsgid "Priset är 10')
    assert not [
        f for f in findings(syntolk, "-C", root, "check", "--changed-since", "HEAD") if f.rule.endswith("number")
    ]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "html"])
def test_every_format(old: Path, syntolk, form: str) -> None:
    edit(old / "source/gammal.md", "[två](borta.md)", "[tre](borta.md)")
    ran = syntolk("-C", old, "check", "--changed-since", "HEAD", "--format", form)
    assert ran.code == 1
    assert "borta.md" in ran.out
    assert "sentence-long" not in ran.out or form == "sarif"  # Which lists all rules.
    if form == "json":
        assert {page["path"] for page in json.loads(ran.out)["pages"]} == {"source/gammal.md"}


def test_with_paths(old: Path, syntolk, monkeypatch) -> None:
    monkeypatch.chdir(old)
    (old / "source/ny.md").write_text(OLD, "utf-8")
    assert "source/ny.md" in {f.path for f in findings(syntolk, "check", "--changed-since", "HEAD", "source")}
    assert syntolk("check", "--changed-since", "HEAD", "source/gammal.md").code == 0
    (old / "fri.md").write_text(OLD, "utf-8")
    assert "fri.md" in {f.path for f in findings(syntolk, "check", "--changed-since", "HEAD", "fri.md")}


def test_with_a_baseline_that_is_written_all_findings_are_known(old: Path, syntolk, tmp_path) -> None:
    known = tmp_path / "known.txt"
    assert syntolk("-C", old, "check", "--baseline", known, "--changed-since", "HEAD").code == 0
    assert "borta" not in known.read_text("utf-8")
    assert "source/gammal.md" in known.read_text("utf-8")
    edit(old / "source/gammal.md", "- ett", "- ett [igen](inte.md)")
    edit(old / "source/gammal.md", "[två](borta.md)", "två [till](borta.md)")
    found = syntolk("-C", old, "check", "--baseline", known, "--changed-since", "HEAD").out
    assert "“inte.md”" in found
    assert "“borta.md”" not in found


# --- repositories of all kinds ---------------------------------------------------------------------


@pytest.mark.parametrize("revision", ["HEAD..HEAD", "finns-inte", "--output=x", "HEAD:source", "", "a b"])
def test_an_unknown_revision(old: Path, syntolk, revision: str) -> None:
    ran = syntolk("-C", old, "check", f"--changed-since={revision}")
    assert (ran.code, ran.out) == (2, "")
    assert f"git knows no commit “{revision}” here" in ran.err


def test_a_shallow_clone_says_what_to_do(old: Path, syntolk, tmp_path) -> None:
    first = git(old, "rev-parse", "HEAD")
    commit(old, {"source/ny.md": OLD}, day=1)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{old}", str(clone))
    ran = syntolk("-C", clone, "check", "--changed-since", first)
    assert ran.code == 2
    assert "git fetch --unshallow" in ran.err
    git(clone, "fetch", "--quiet", "--depth=1", "origin", first)  # Now both are there, and nothing between them.
    assert "git fetch --unshallow" in syntolk("-C", clone, "check", "--changed-since", first).err
    git(clone, "fetch", "--quiet", "--unshallow")
    assert "source/ny.md" in {f.path for f in findings(syntolk, "-C", clone, "check", "--changed-since", first)}


def test_without_a_repository(site, syntolk) -> None:
    root = site()
    ran = syntolk("-C", root, "check", "--changed-since", "HEAD")
    assert ran.code == 2
    assert "is in no working tree of git" in ran.err
    assert syntolk("-C", root, "build", "--quiet").code == 0


def test_without_git(old: Path, syntolk, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = syntolk("-C", old, "check", "--changed-since", "HEAD")
    assert ran.code == 2
    assert "git is not there" in ran.err


def test_before_the_first_commit(site, syntolk) -> None:
    root = site()
    git(root, "init", "--quiet")
    assert syntolk("-C", root, "check", "--changed-since", "HEAD").code == 2
    assert syntolk("-C", root, "build", "--quiet").code == 0


def test_a_site_below_the_top_of_the_repository(site, syntolk) -> None:
    root = site({"source/gammal.md": OLD})
    commit(root.parent)
    assert repository(root / "source").prefix == "site/source/"
    edit(root / "source/gammal.md", "- ett", "- ett [igen](inte.md)")
    found = findings(syntolk, "-C", root, "check", "--changed-since", "HEAD")
    assert about(found) == {1, 10}


def test_a_linked_worktree_and_a_source_that_is_a_submodule(site, syntolk, tmp_path) -> None:
    root = site({"source/gammal.md": OLD})
    own = tmp_path / "texter"
    (root / "source").rename(own)
    commit(own)
    top = tmp_path / "site"
    commit(top)
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(own), "source")
    commit(top)
    linked = tmp_path / "linked"
    git(own, "worktree", "add", "--quiet", str(linked))
    for folder in (top / "source", linked):
        edit(folder / "gammal.md", "- ett", "- ett [igen](inte.md)")
    found = findings(syntolk, "-C", top, "check", "--changed-since", "HEAD")
    assert "source/gammal.md" in {f.path for f in found}
    assert about(found) == {1, 10}
    found = findings(syntolk, "check", "--changed-since", "HEAD", linked / "gammal.md")
    assert about(found) == {1, 10}


def test_in_a_hook_git_speaks_of_another_repository(old: Path, syntolk, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "inte-här"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    assert syntolk("-C", old, "check", "--changed-since", "HEAD").code == 0


def test_git_starts_no_program_of_anybodys_and_writes_nothing(old: Path, syntolk, monkeypatch, tmp_path) -> None:
    """Filters, text conversions, external diffs, monitors, hooks, pagers: none of them runs."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    for key in ("filter.a=b.clean", "filter.a=b.smudge", "filter.a=b.process", "diff.x.textconv", "diff.x.command", "diff.external", "core.fsmonitor", "core.pager", "gpg.program"):  # fmt: skip
        git(old, "config", key, str(trap))
    git(old, "config", "filter.a=b.required", "true")
    git(old, "config", "log.showSignature", "true")
    git(old, "config", "diff.noprefix", "true")
    git(old, "config", "diff.orderFile", "finns-inte")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    (old / ".git/info").mkdir(exist_ok=True)
    (old / ".git/info/attributes").write_text("*.md filter=a=b diff=x\n")
    hook = old / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(trap)
    edit(old / "source/gammal.md", "[två](borta.md)", "[tre](borta.md)")
    os.utime(old / "source/om.md", (1, 1))
    index = (old / ".git/index").read_bytes()
    found = findings(syntolk, "-C", old, "check", "--changed-since", "HEAD")
    assert "source/gammal.md" in {f.path for f in found}
    assert syntolk("-C", old, "build", "--quiet").code == 1
    assert not (tmp_path / "sprung").exists()
    assert (old / ".git/index").read_bytes() == index


@pytest.mark.parametrize("name", ["source/två rader.md", 'source/"citat".md', "source/-n.md", "source/a\tb.md", "source/+++ b.md", "source/ .md"])  # fmt: skip
def test_any_name(old: Path, syntolk, name: str) -> None:
    commit(old, {name: OLD})
    git(old, "config", "core.quotePath", "false")
    edit(old / name, "- ett", "- ett [igen](inte.md)")
    report = json.loads(syntolk("-C", old, "check", "--changed-since", "HEAD", "--format", "json").out)
    assert {(f["path"], f["line"]) for f in report["findings"] if f["rule"] == "link-broken"} == {(name, 10)}


def test_a_renamed_page_has_only_the_texts_that_changed(old: Path, syntolk) -> None:
    git(old, "mv", "source/gammal.md", "source/flyttad.md")
    edit(old / "source/flyttad.md", "- ett", "- ett [igen](inte.md)")
    found = findings(syntolk, "-C", old, "check", "--changed-since", "HEAD")
    assert about(found) == {1, 10}


def test_deleted_pages_and_others_than_utf_8(old: Path, syntolk) -> None:
    commit(old, {"source/latin.md": "---\ntitle: L\n---\n\nf\xf6r\n\n[a](borta.md)\n".encode("latin-1")})
    (old / "source/gammal.md").unlink()
    (old / "source/latin.md").write_bytes("---\ntitle: L\n---\n\nf\xf6r\n\n[b](borta.md)\n".encode("utf-16"))
    assert syntolk("-C", old, "check", "--changed-since", "HEAD").code == 1


# --- reading ---------------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_lines_that_look_like_headers_are_text(content: bytes, more: bytes) -> None:
    added = (content + b"\n+++ b/fel.md\n@@ -1 +9 @@\n:1 2 3 4 M\tfel.md" + more).split(b"\n")
    head = b":100644 100644 1 2 M\ta.md\n\ndiff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n"
    patch = head + b"@@ -3,2 +7,%d @@\n-x\n-+\n" % len(added) + b"\n".join(b"+" + line for line in added) + b"\n"
    assert read_diff(patch) == {"a.md": ((7, 6 + len(added)),)}


TEXTS = st.lists(st.sampled_from(["", "ord", "två ord", "- punkt", "---", "title: x", "# rubrik", "| a | b |", "<div>", "```"]), max_size=12)  # fmt: skip


def test_arrows_that_end_no_comment_take_linear_time() -> None:
    assert linear(lambda size: lambda: extents("Rad med pil -->\n\n" * size, "a.md"), 400)


@given(TEXTS, st.sampled_from(["a.md", "a.po", "a.toml"]))
def test_texts_do_not_overlap(lines: list[str], path: str) -> None:
    found = extents("\n".join(lines), path)
    assert all(first <= last for first, last in found)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(found))


@given(TEXTS, st.integers(1, 14), st.integers(1, 14))
def test_a_touched_line_counts_itself(lines: list[str], line: int, touched: int) -> None:
    finding = Finding("x", "error", "x", Location("a.md", line, 1), "sv")
    text = "\n".join(lines)
    found = touching([finding], {"a.md": ((touched, touched),)}, lambda path: [path], lambda _: text)
    if line in (1, touched):
        assert found == (finding,)
    assert touching([finding], {"a.md": None}, lambda path: [path], lambda _: text) == (finding,)
    assert touching([finding], {}, lambda path: [path], lambda _: text) == ()


def test_a_conflict_is_what_has_changed(old: Path, syntolk) -> None:
    git(old, "checkout", "--quiet", "-b", "gren")
    commit(old, {"source/gammal.md": OLD.replace("- ett", "- tre")}, day=1)
    git(old, "checkout", "--quiet", "main")
    commit(old, {"source/gammal.md": OLD.replace("- ett", "- fyra")}, day=2)
    with pytest.raises(CalledProcessError):
        git(old, "merge", "gren")
    assert changed_since(old, "HEAD") == {str(old / "source/gammal.md"): ((10, 10), (12, 14))}
    assert 5 not in about(findings(syntolk, "-C", old, "check", "--changed-since", "HEAD"))


def test_what_git_refuses_it_says_why(old: Path, syntolk) -> None:
    (old / ".git/config").write_text("[core\n")
    ran = syntolk("-C", old, "check", "--changed-since", "HEAD")
    assert ran.code == 2
    assert "git says: fatal: bad config line 1" in ran.err
    assert syntolk("-C", old, "build", "--quiet").code == 1  # As without git: for the findings.


def test_a_last_line_without_an_end_is_text_like_any_other(old: Path) -> None:
    commit(old, {"source/b.md": "ett\ntv\xe5"})
    (old / "source/b.md").write_bytes(b"ett\n++ b/source/om.md\n@@ -1 +7 @@\nslut")
    assert changed_since(old, "HEAD") == {str(old / "source/b.md"): ((2, 4),)}
