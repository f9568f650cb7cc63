"""What docs/ci.md offers to copy: the files can be read, and every command in them does what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import SMALL, Site
from defusedxml.ElementTree import parse as parse_xml
from repositories import commit, git

from pipeline.config import DICTIONARIES

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples"
CI = {name: yaml.safe_load((EXAMPLES / name).read_text("utf-8")) for name in ("github.yml", "gitlab-ci.yml")}
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def lines(data: object) -> Iterator[str]:
    """Every text in `data`, however deep."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from lines(item)
    elif isinstance(data, str):
        yield from data.splitlines()


def commands(data: object) -> list[list[str]]:
    """The arguments of each `syntolk` in `data`, without what the shell does with its exit code."""
    return [
        shlex.split(line)[1:]
        for line in (re.sub(r" \|\| .*", "", line) for line in lines(data))
        if line.startswith("syntolk ")
    ]


@pytest.mark.parametrize("name", CI)
def test_every_command_runs_on_a_clean_site(name: str, site: Site, syntolk) -> None:
    root = site(SMALL)
    commit(root)
    found = commands(CI[name])
    assert len(found) >= 3
    for arguments in found:
        ran = syntolk("-C", root, *("HEAD" if a.startswith("$") else root / a if "." in a else a for a in arguments))
        assert ran.code == 0, (arguments, ran.err)
    assert (root / "build" / "index.html").exists()
    assert (root / "reports" / "report.json").exists()


@pytest.mark.parametrize("name", CI)
def test_a_request_answers_for_its_own_lines_alone(name: str, site: Site, syntolk) -> None:
    """With the branch that is merged into, as docs/ci.md says."""
    (arguments,) = [one for one in commands(CI[name]) if "--changed-since" in one]
    broken = "---\ntitle: Gammal\n---\n\n[Läs om avgifter](borta.md)\n"
    root = site(SMALL | {"source/gammal.md": broken})
    base = commit(root)
    git(root, "checkout", "-q", "-b", "mer")
    asked = ["-C", root, *(base if a.startswith("$") else a for a in arguments)]
    commit(root, {"source/ny.md": "---\ntitle: Ny\n---\n\nVi hjälper dig.\n"})
    ran = syntolk(*asked)
    assert (ran.code, "borta.md" in ran.out) == (0, False)
    commit(root, {"source/ny.md": broken.replace("Gammal", "Ny")})
    ran = syntolk(*asked)
    assert (ran.code, "gammal.md" in ran.out, "ny.md" in ran.out) == (1, False, True)


def test_gitlab_is_given_the_report_that_is_written(site: Site, syntolk) -> None:
    (arguments,) = commands(CI["gitlab-ci.yml"]["check"])
    artifacts = CI["gitlab-ci.yml"]["check"]["artifacts"]
    assert artifacts["when"] == "always"
    report = arguments[arguments.index("--output") + 1]
    assert artifacts["reports"]["junit"] == report
    root = site(SMALL | {"source/om.md": "---\ntitle: Om oss\n---\n\n![](borta.jpg)\n"})
    ran = syntolk(
        "-C",
        root,
        *(root / a if a == report else a for a in arguments if a not in ("--baseline", "syntolk-baseline.txt")),
    )
    assert ran.code == 1
    assert parse_xml(root / report).getroot().get("failures") != "0"


def test_github_may_do_what_its_steps_need() -> None:
    jobs = CI["github.yml"]["jobs"]
    used = {step["uses"].split("@")[0]: name for name, job in jobs.items() for step in job["steps"] if "uses" in step}
    assert jobs[used["github/codeql-action/upload-sarif"]]["permissions"]["security-events"] == "write"
    assert jobs[used["actions/deploy-pages"]]["permissions"] == {"pages": "write", "id-token": "write"}
    for job in jobs.values():  # Nothing that somebody else has written becomes a part of a command.
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")]


def test_a_changed_address_redirects_with_the_published_routes_alone(site: Site, syntolk) -> None:
    root = site(SMALL)
    syntolk("-C", root, "build")
    routes = (root / "build" / "routes.json").read_bytes()
    renamed = site(
        {
            **SMALL,
            "source/om.md": "---\ntitle: Om oss\nslug: om-foreningen\n---\n\nVi hjälper dig.\n",
            "build/routes.json": routes,
        }
    )
    syntolk("-C", renamed, "build")
    assert "om-foreningen" in (renamed / "build" / "om" / "index.html").read_text("utf-8")


# --- pre-commit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hook", "path", "meant"),
    [
        ("syntolk-check", "source/index.md", True),
        ("syntolk-check", "sajt/source/a/b.markdown", True),
        ("syntolk-check", "locales/en/LC_MESSAGES/site.po", True),
        ("syntolk-check", "source/terms.toml", True),
        ("syntolk-check", "README.md", False),
        ("syntolk-check", "docs/resource/index.md", False),
        ("syntolk-check", "locales/site.pot", False),
        ("syntolk-update", "source/index.md", True),
        ("syntolk-update", "templates/base.html", True),
        ("syntolk-update", "syntolk.toml", True),
        ("syntolk-update", "source/bild.jpg", False),
    ],
)
def test_which_files_a_hook_is_for(hook: str, path: str, meant: bool) -> None:
    (found,) = [one for one in HOOKS if one["id"] == hook]
    assert bool(re.search(found["files"], path)) == meant


def test_the_hooks_are_those_of_the_example() -> None:
    example = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in example["repos"][0]["hooks"]] == [one["id"] for one in reversed(HOOKS)]


def test_what_the_hooks_do(site: Site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(SMALL)
    monkeypatch.chdir(root)
    check, update = (
        shlex.split(next(h["entry"] for h in HOOKS if h["id"] == id))[1:] for id in ("syntolk-check", "syntolk-update")
    )
    assert syntolk(*update).code == 0
    catalogue = (root / "locales/en/LC_MESSAGES/site.po").read_bytes()
    assert syntolk(*check, "source/om.md", "locales/en/LC_MESSAGES/site.po").code == 0
    (root / "source/om.md").write_text("---\ntitle: Om oss\n---\n\n[Läs om avgifter](borta.md)\n", "utf-8")
    assert syntolk(*check, "source/om.md").code == 1
    assert syntolk(*check, "source/index.md").code == 0
    assert syntolk(*update).code == 0
    assert (root / "locales/en/LC_MESSAGES/site.po").read_bytes() != catalogue
    after = (root / "locales/en/LC_MESSAGES/site.po").read_bytes()
    assert syntolk(*update).code == 0
    assert (root / "locales/en/LC_MESSAGES/site.po").read_bytes() == after


def test_a_commit_answers_for_its_own_lines_alone(site: Site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    """`args: [--changed-since, HEAD]`."""
    old = "---\ntitle: Om oss\n---\n\n[Läs om avgifter](borta.md)\n"
    root = site(SMALL | {"source/om.md": old})
    commit(root)
    monkeypatch.chdir(root)
    (entry,) = [hook["entry"] for hook in HOOKS if hook["id"] == "syntolk-check"]
    check = [*shlex.split(entry)[1:], "--changed-since", "HEAD", "source/om.md"]
    assert "[--changed-since, HEAD]" in (ROOT / "docs" / "ci.md").read_text("utf-8")
    (root / "source/om.md").write_text(f"{old}\nVi hjälper dig.\n", "utf-8")
    assert syntolk(*check).code == 0
    (root / "source/om.md").write_text(f"{old}\n[Läs mer om bygglov](inte.md)\n", "utf-8")
    assert syntolk(*check).code == 1


def test_the_dictionaries_that_are_installed_are_those_that_are_asked() -> None:
    wanted = {f"hunspell-{name.partition('_')[0]}" for name in DICTIONARIES}
    for text in [(EXAMPLES / name).read_text("utf-8") for name in CI] + [(ROOT / "Makefile").read_text("utf-8")]:
        assert all(package in text for package in wanted)
