"""The engines that check built pages: axe-core and our own audit, html-validate, and the Nu checker; each asked once about a folder.

`make tools` installs html-validate and Nu in `tests/node_modules` (Node.js and Java come from the system). Whoever asks an
engine that is not there fails: no page was ever right because nobody looked.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from browser import chromium as program

from pipeline.browser import chromium
from pipeline.browser.audited import Sight
from pipeline.browser.chromium import Examiner, Site, Visit

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
Said = Mapping[str, frozenset[str]]
"""What an engine says of each page, by its path below the folder; pages of which it says nothing are left out."""


def _there(name: str) -> str:
    found = shutil.which(name)
    assert found, f"no {name}: run `make tools`"
    assert MODULES.is_dir(), "html-validate and the Nu checker are missing: run `make tools`"
    return found


def pages(folder: Path) -> list[str]:
    """Every page below `folder`."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def html_validate(folder: Path) -> Said:
    """What html-validate says: the ids of its rules."""
    command = [
        _there("node"),
        MODULES / "html-validate" / "bin" / "html-validate.mjs",
        "--config",
        HERE / "htmlvalidate.cjs",
    ]
    with tempfile.TemporaryFile() as said:  # Node.js ends before a pipe has taken more than 64 kB.
        ran = subprocess.run([*command, "--formatter", "json", folder], stdout=said, check=False)
        assert ran.returncode in (0, 1)
        said.seek(0)
        results: list[dict[str, Any]] = json.load(said)
    return _by_page(folder, ((one["filePath"], m["ruleId"]) for one in results for m in one["messages"]))


def nu(folder: Path) -> Said:
    """What the Nu checker says, warnings too: its messages."""
    command = [_there("java"), "-jar", MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "--format", "json"]
    ran = subprocess.run([*command, "--skip-non-html", folder], capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(ran.stderr)["messages"]
    told = [m for m in messages if m["type"] != "info" or m.get("subType") == "warning"]
    return _by_page(folder, ((m["url"].removeprefix("file:"), m["message"]) for m in told))


def _by_page(folder: Path, told: Iterable[tuple[str, str]]) -> Said:
    found: dict[str, set[str]] = {}
    for path, said in told:
        found.setdefault(Path(path).resolve().relative_to(folder.resolve()).as_posix(), set()).add(said)
    return {path: frozenset(said) for path, said in found.items()}


def seen(folder: Path, base_path: str = "", *, walked: Iterable[str] | None = None) -> dict[str, list[Sight]]:
    """What the audit sees on each page in every state, on those in `walked` (None: all) with the Tab key too."""

    def read(path: str) -> tuple[bytes, str] | None:
        file = folder / path
        file = file / "index.html" if file.is_dir() else file
        return (file.read_bytes(), file.name) if file.is_file() else None

    site = Site("https://exempel.se", base_path, read)
    chosen = None if walked is None else set(walked)
    with chromium.browser(program()) as browser:
        examiner = Examiner(browser, site)
        return {page: examiner.examine(Visit(page, chosen is None or page in chosen)) for page in pages(folder)}


def audited(sights: Mapping[str, list[Sight]]) -> Said:
    """The ids of what is seen; with a question mark those that a person has to judge."""
    said = {page: frozenset(_id(sight) for sight in found) for page, found in sights.items()}
    return {page: found for page, found in said.items() if found}


def _id(sight: Sight) -> str:
    return f"{sight.rule}?" if sight.review else sight.rule
