"""`syntolk new DIR`: what it writes builds and passes its checks, and it replaces nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, tree

from pipeline import files
from pipeline.errors import OutputError

Syntolk = Callable[..., Ran]


def test_the_new_site_builds_without_a_finding_in_both_languages(tmp_path: Path, syntolk: Syntolk) -> None:
    root = tmp_path / "min sajt"
    made = syntolk("new", root)
    assert (made.code, made.err) == (0, "")
    assert f"syntolk -C '{root}' serve" in made.out
    assert f"{len(tree(root))} files" in made.out
    checked = syntolk("-C", root, "check", "--spelling")
    assert (checked.code, checked.out) == (0, "No findings.\n")
    built = syntolk("-C", root, "build", "--strict")
    assert built.code == 0
    assert "Findings: 0." in built.out
    pages = {path for path in tree(root / "build") if path.endswith("index.html")}
    assert len(pages) == 12
    assert {"index.html", "en/index.html", "kontakt/index.html", "en/ask-us/index.html"} <= pages


def test_its_catalogues_are_up_to_date_and_complete(tmp_path: Path, syntolk: Syntolk) -> None:
    syntolk("new", tmp_path)
    before = tree(tmp_path / "locales")
    assert "Everything is up to date." in syntolk("-C", tmp_path, "update").err
    assert tree(tmp_path / "locales") == before
    assert syntolk("-C", tmp_path, "status", "--fail-under", "100").code == 0


def test_what_builds_write_is_not_committed(tmp_path: Path, syntolk: Syntolk) -> None:
    syntolk("new", tmp_path)
    syntolk("-C", tmp_path, "build")
    ignored = {line.strip("/") for line in (tmp_path / ".gitignore").read_text().split()}
    written = {path.name for path in tmp_path.iterdir()}
    assert written - ignored == {".gitignore", "README.md", "locales", "source", "syntolk.toml"}


def test_it_is_written_where_something_else_lies_already(tmp_path: Path, syntolk: Syntolk) -> None:
    (tmp_path / "anteckningar.txt").write_text("Mina.")
    assert syntolk("-C", tmp_path, "new", ".").code == 0
    assert (tmp_path / "anteckningar.txt").read_text() == "Mina."


@pytest.mark.parametrize("name", ["README.md", "source/index.md", "locales/en/LC_MESSAGES/site.po"])
def test_nothing_is_replaced(name: str, tmp_path: Path, syntolk: Syntolk) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("Mina ord.")
    before = tree(tmp_path)
    ran = syntolk("new", tmp_path)
    assert ran.code == 2
    assert f"{tmp_path / name} is there already, so nothing was written." in ran.err
    assert tree(tmp_path) == before


def test_a_folder_is_no_file(tmp_path: Path, syntolk: Syntolk) -> None:
    (tmp_path / "source" / "index.md").mkdir(parents=True)
    ran = syntolk("new", tmp_path)
    assert (ran.code, "nothing was written" in ran.err) == (2, True)
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "text"), [("syntolk.toml", 'title = "Min"\n'), ("pyproject.toml", '[tool.syntolk]\ntitle = "Min"\n')]
)
def test_a_site_is_not_begun_in_a_site(name: str, text: str, tmp_path: Path, syntolk: Syntolk) -> None:
    (tmp_path / name).write_text(text)
    ran = syntolk("new", tmp_path)
    assert ran.code == 2
    assert f"is a site already: it has {name}." in ran.err
    assert [*tree(tmp_path)] == [name]


def test_a_file_is_no_folder(tmp_path: Path, syntolk: Syntolk) -> None:
    file = tmp_path / "fil"
    file.write_text("x")
    ran = syntolk("new", file)
    assert ran.code == 3
    assert str(file) in ran.err
    assert "Traceback" not in ran.err
    assert file.read_text() == "x"


def test_the_same_command_goes_on_after_the_disk_was_full(
    tmp_path: Path, syntolk: Syntolk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, left = files.write, [5]

    def full(path: Path, data: bytes) -> bool:
        left[0] -= 1
        if not left[0]:
            raise OutputError("cannot be written: No space left on device")
        return write(path, data)

    monkeypatch.setattr(files, "write", full)
    assert syntolk("new", tmp_path).code == 3
    assert not (tmp_path / "syntolk.toml").exists()
    assert syntolk("new", tmp_path).code == 0
    assert syntolk("-C", tmp_path, "check").out == "No findings.\n"
