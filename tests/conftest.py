"""A small bilingual site in a temporary folder, and the command line run inside this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from pipeline.build import Build
from pipeline.cli import main
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

Site = Callable[..., Path]
CONFIG = 'title = "Provsajt"\nbase_url = "https://exempel.se"\n'
HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SMALL: Mapping[str, str | bytes] = {
    "syntolk.toml": CONFIG,
    "source/index.md": "---\ntitle: Välkommen\n---\n\nHär är vi.\n",
    "source/om.md": "---\ntitle: Om oss\n---\n\nVi hjälper dig.\n",
    "locales/en/LC_MESSAGES/site.po": HEADER
    + 'msgctxt "title"\nmsgid "Välkommen"\nmsgstr "Welcome"\n\nmsgid "Här är vi."\nmsgstr "Here we are."\n\n'
    + 'msgctxt "title"\nmsgid "Om oss"\nmsgstr "About us"\n\nmsgid "Vi hjälper dig."\nmsgstr "We help you."\n\n'
    + 'msgctxt "site-title"\nmsgid "Provsajt"\nmsgstr "Trial site"\n',
}
"""Two pages, wholly translated: builds without a finding."""


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def po(*entries: tuple[str | None, str, str], flags: str = "") -> str:
    """A catalogue of (context, msgid, msgstr)."""
    blocks = []
    for context, id, string in entries:
        head = f"#, {flags}\n" if flags else ""
        head += f"msgctxt {_quoted(context)}\n" if context is not None else ""
        blocks.append(f"{head}msgid {_quoted(id)}\nmsgstr {_quoted(string)}\n")
    return HEADER + "\n".join(blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Write the small site with these files over it (None: without the file); the site's folder."""

    def write(files: Mapping[str, str | bytes | None] | None = None, *, small: bool = True) -> Path:
        root = tmp_path / "site"
        for name, content in {**(SMALL if small else {}), **(files or {})}.items():
            path = root / name
            if content is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def syntolk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command, in English; its exit code and what it printed."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's site, built once in a run, whichever process comes first.

    Whoever changes it takes a copy, which is built again without encoding a picture.
    """
    from browser import copy_site  # Imported where it is used, as below.

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root, started = shared / "own" / "site", shared / "own" / "started"
    root.parent.mkdir(exist_ok=True)
    with root.parent.joinpath("lock").open("w") as lock:
        flock(lock, LOCK_EX)  # Until the file is closed, or its process gone.
        if not root.exists():
            shutil.rmtree(started, ignore_errors=True)
            Build(Workspace(copy_site(started))).publish()
            started.rename(root)
    return root


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """A headless Chromium."""
    from browser import browser  # Imported where it is used: most tests do without.

    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    """Where `output` is served, the built site that a module has."""
    from browser import served

    with served(output) as found:
        yield found
