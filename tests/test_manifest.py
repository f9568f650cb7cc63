"""A build that would find everything as it was says what the last one said, and does nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONFIG, po, tree

from pipeline import start
from pipeline.build import Build
from pipeline.disk import signature
from pipeline.incremental import manifest, stamp

LONG_AGO = time.time_ns() - 10**12


class _MadeError(Exception):
    """A build was made."""


@pytest.fixture
def made(site, syntolk, monkeypatch: pytest.MonkeyPatch):
    """Builds a site, then says whether a further build was made."""
    root = site(
        {
            "source/om.md": "---\ntitle: Om oss\n---\n\n![Vi](b.svg) [x](borta.md)\n",
            "source/b.svg": "<svg/>",
            "source/c/d.md": "D.\n",
        }
    )
    monkeypatch.setattr(signature, "TICK_NS", 0)  # The disk's clock is trusted at once: a test has no time to wait.
    time.sleep(0.02)
    first = syntolk("-C", root, "build")

    def again(*arguments: str) -> tuple[bool, object]:
        def stop(*_: object, **__: object) -> None:
            raise _MadeError

        with monkeypatch.context() as patch:
            patch.setattr(Build, "__init__", stop)
            try:
                return False, syntolk("-C", root, *(arguments or ("build",)))
            except _MadeError:
                return True, None

    again.root, again.first, again.run = root, first, lambda *a: syntolk("-C", root, *(a or ("build",)))
    return again


def test_what_was_said_is_said_again(made) -> None:
    assert made.first.code == 1
    assert "borta.md" in made.first.out
    before = tree(made.root)
    is_made, said = made()
    assert not is_made
    assert said.code == 1
    assert "(0 changed)" in said.out
    assert said.out.replace("0 changed", "7 changed").splitlines()[:-3] == made.first.out.splitlines()[:-3]
    assert tree(made.root) == before
    assert made.run("build", "--no-cache").out == said.out  # As if it had been made.


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda root: (root / "source/c/d.md").write_text("E.\n"),
    "text of another time": lambda root: [(root / "source/c/d.md").write_text("E.\n"), os.utime(root / "source/c/d.md", ns=(1, LONG_AGO))],
    "new page": lambda root: (root / "source/c/e.md").write_text("E.\n"),
    "page gone": lambda root: (root / "source/c/d.md").unlink(),
    "page renamed": lambda root: (root / "source/c/d.md").rename(root / "source/c/f.md"),
    "picture": lambda root: (root / "source/b.svg").write_text("<svg />"),
    "terms": lambda root: (root / "source/terms.toml").write_text('[[term]]\nterm = "vi"\n'),
    "catalogue": lambda root: (root / "locales/en/LC_MESSAGES/c.po").write_text(po((None, "D.", "D."))),
    "template": lambda root: [(root / "templates").mkdir(), (root / "templates/page.html").write_text('{% extends "theme/page.html" %}')],
    "settings": lambda root: (root / "syntolk.toml").write_text(CONFIG + "[publish]\nthreshold = 3\n"),
    "settings elsewhere": lambda root: (root / "pyproject.toml").write_text("[tool.syntolk]\n"),
    "rights": lambda root: (root / "source/c/d.md").chmod(0o600),
    "site gone": lambda root: shutil.rmtree(root / "build"),
    "site edited": lambda root: (root / "build/index.html").write_text("x"),
    "page of the site gone": lambda root: (root / "build/om/index.html").unlink(),
    "something in the site": lambda root: (root / "build/om/more.html").write_text("x"),
    "reports gone": lambda root: shutil.rmtree(root / "reports"),
    "report edited": lambda root: (root / "reports/pages/om.html").write_text("x"),
    "forgotten": lambda root: shutil.rmtree(root / ".syntolk"),
    "damaged": lambda root: (root / ".syntolk/last-build").write_bytes((root / ".syntolk/last-build").read_bytes()[:-1] + b"?"),
    "cut off": lambda root: (root / ".syntolk/last-build").write_bytes((root / ".syntolk/last-build").read_bytes()[:200]),
    "git": lambda root: [git(root, "init", "-q"), git(root, "add", "source"), git(root, "commit", "-qm", "x")],
}  # fmt: skip


def git(root: Path, *arguments: str) -> None:
    told = ("-c", "user.name=A", "-c", "user.email=a@exempel.se")
    subprocess.run(["git", *told, "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_has_changed_a_build_is_made(made, change: Callable[[Path], object]) -> None:
    change(made.root)
    assert made() == (True, None)
    made.run()
    assert made()[0] is False


def test_a_commit_is_a_change(made) -> None:
    CHANGES["git"](made.root)
    made.run()
    assert made()[0] is False
    git(made.root, "commit", "-qm", "y", "--allow-empty")
    assert made()[0]


@pytest.mark.parametrize("arguments", [("build", "--quiet"), ("build", "--no-check"), ("build", "--no-cache"), ("build", "--timings"), ("build", "--profile"),
                                       ("build", "--pseudo"), ("--language", "sv", "build"), ("build", "--jobs", "1")])  # fmt: skip
def test_another_command_line_is_another_build(made, arguments: tuple[str, ...]) -> None:
    assert made(*arguments)[0]


def test_another_environment_is_another_build(made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert made()[0]


def test_what_was_changed_just_before_is_read(made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one tick of the disk's clock a second change has no other time than the first."""
    monkeypatch.setattr(signature, "TICK_NS", 10**12)
    page = made.root / "source/c/d.md"
    page.write_text("E.\n")
    made.run()
    assert made()[0] is False
    looked = manifest.of_source
    frozen = looked(str(page))
    monkeypatch.setattr(manifest, "of_source", lambda path: frozen if path == str(page) else looked(path))
    assert made()[0] is False
    page.write_text("F.\n")
    assert made()[0]


def test_what_is_quiet_need_not_be_read_again(made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "TICK_NS", 10**12)
    (made.root / "source/c/d.md").write_text("E.\n")
    made.run()
    monkeypatch.setattr(signature, "TICK_NS", 0)
    assert made()[0] is False
    monkeypatch.setattr(manifest, "_content", pytest.fail)
    assert made()[0] is False


def test_a_site_that_was_withheld_is_not_settled(site, syntolk) -> None:
    root = site({"source/om.md": "[x](borta.md)\n"})
    assert syntolk("-C", root, "build", "--strict").code == 1
    assert not (root / ".syntolk" / "last-build").exists()


@pytest.mark.parametrize("said", [["-C", "{}"], ["-C{}"], ["-C={}"]])
def test_a_site_is_found_as_the_command_line_names_it(said: list[str], site, syntolk, monkeypatch) -> None:
    root = site()
    monkeypatch.chdir(root.parent)
    command = [part.format(root.name) for part in said]
    assert syntolk(*command, "build").code == 0
    assert "(0 changed)" in syntolk(*command, "build").out
    site({"source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper alla.\n"})
    assert "(0 changed)" not in syntolk(*command, "build").out
    assert [path.name for path in root.parent.iterdir()] == [root.name]


def test_a_name_with_a_line_end(site, syntolk) -> None:
    """No page may have one, but anything that lies beside the catalogues."""
    root = site({"locales/a\nb.txt": "x"})
    first = syntolk("-C", root, "build")
    assert not (root / ".syntolk" / "last-build").exists()
    assert syntolk("-C", root, "build").code == first.code == 0
    (root / "locales/a\nb.txt").unlink()
    syntolk("-C", root, "build")
    assert (root / ".syntolk" / "last-build").exists()
    assert syntolk("-C", root, "build").code == syntolk("-C", root, "build", "--no-cache").code


def test_who_has_nothing_to_do_brings_nothing_along(made) -> None:
    """The look is made before anything that takes time is imported."""
    probe = "import sys; from pipeline.start import main; main(['build']); print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(Path(manifest.__file__).parents[2])}
    command = [sys.executable, "-c", probe]
    for _ in range(2):
        ran = subprocess.run(command, cwd=made.root, env=environment, capture_output=True, text=True, check=True)
    assert "(0 changed)" in ran.stdout
    ours = {name for name in ran.stderr.split() if name.startswith("pipeline")}
    assert ours == {
        "pipeline",
        "pipeline.start",
        "pipeline.incremental",
        "pipeline.incremental.manifest",
        "pipeline.incremental.stamp",
        "pipeline.disk",
        "pipeline.disk.signature",
    }
    assert not {"argparse", "jinja2", "dataclasses", "re", "typing"} & {*ran.stderr.split()}


def test_a_site_that_was_published_in_spite_of_a_broken_catalogue_is_withheld_the_second_time(site, syntolk) -> None:
    root = site({"source/om/a.md": "# A", "locales/en/LC_MESSAGES/om.po": "<<<<<<< HEAD\n"})
    assert "stays as it was" not in syntolk("-C", root, "build").err
    assert "stays as it was" in syntolk("-C", root, "build").err
    assert "stays as it was" in syntolk("-C", root, "build", "--no-cache").err


def test_a_mark_that_an_editor_leaves_beside_the_program_stops_nobody(tmp_path, monkeypatch) -> None:
    (tmp_path / ".#new.py").symlink_to("somebody@somewhere.1")
    monkeypatch.setattr(stamp, "FOLDER", str(tmp_path))
    assert stamp.stamp() == stamp.stamp()


def test_who_interrupts_before_anything_has_begun_sees_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.run", interrupted)
    assert start.main(["check"]) == 3
