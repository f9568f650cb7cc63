"""GNU gettext and pybabel as the tests call them.

Needs the Debian/Ubuntu package `gettext` (`apt-get install gettext`). Without it the tests fail: a check that skips
where it matters is no check.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HEADER = (
    ("Project-Id-Version", "Ett prov"),
    ("PO-Revision-Date", "2026-11-23 10:00+0000"),
    ("Last-Translator", ""),
    ("Language-Team", ""),
    ("Language", "en"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
"""A header that msgfmt has nothing to say about."""


def gnu(program: str, *arguments: str | Path, data: bytes | None = None) -> bytes:
    """Standard output of a gettext program; an AssertionError with its messages where it fails."""
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed: apt-get install gettext"
        raise RuntimeError(message)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([found, *arguments], input=data, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, f"{program}: {done.stderr.decode()}\n{(data or b'').decode('utf-8', 'replace')}"
    return done.stdout


def compiles(data: bytes) -> bool:
    """Whether `msgfmt -c` takes the catalogue; an AssertionError with its messages if not."""
    gnu("msgfmt", "-c", "-o", "/dev/null", "-", data=data)
    return True


def pybabel_extract(site: Path) -> bytes:
    """The template that plain `pybabel extract` makes of the site."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-o", "x.pot", "."]
    done = subprocess.run(command, cwd=site, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return (site / "x.pot").read_bytes()
