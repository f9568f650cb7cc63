"""The package as users get it: built, installed into an empty environment, and put to work on a copy of the site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from browser import ROOT, copy_site

LOCK = ROOT / "requirements.lock"


def run(*arguments: object, cwd: Path | None = None, home: Path | None = None) -> str:
    """Standard output of a command that has to succeed."""
    environment = {**os.environ, "PYTHONPATH": "", **({"HOME": str(home)} if home else {})}
    done = subprocess.run(
        list(map(str, arguments)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pipeline"}
    assert {"pipeline/py.typed", "pipeline/theme/static/syntolk.css", "pipeline/theme/templates/base.html"} <= set(
        names
    )
    assert any(name.endswith("sv/LC_MESSAGES/theme.po") for name in names)
    assert any(name.endswith("sv/LC_MESSAGES/syntolk.po") for name in names)
    assert not any(name.endswith((".pyc", "~")) for name in names)


def test_the_installed_wheel_builds_a_copy_of_the_site(wheel: Path, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    environment = tmp_path / "environment"
    venv.create(environment)
    pip = (sys.executable, "-m", "pip", "--python", environment, "install", "--quiet", "--no-compile")
    run(*pip, "--require-hashes", "-r", LOCK)
    run(*pip, "--no-deps", wheel)
    site = copy_site(tmp_path / "site")
    printed = run(environment / "bin" / "syntolk", "-C", site, "build", "--format", "json", cwd=home, home=home)
    report = json.loads(printed)
    assert [f for f in report["findings"] if f["severity"] == "error"] == []
    assert {page["language"] for page in report["pages"]} == {"sv", "en"}
    assert (site / "build" / "index.html").is_file()
    assert (site / "build" / "en" / "index.html").is_file()
    assert (site / "reports" / "index.html").is_file()
    new = tmp_path / "new"
    run(environment / "bin" / "syntolk", "new", new, cwd=home, home=home)
    run(environment / "bin" / "syntolk", "-C", new, "build", "--strict", cwd=home, home=home)
    assert (new / "build" / "en" / "index.html").is_file()
