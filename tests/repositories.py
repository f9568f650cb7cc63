"""Git repositories for tests: commits on given days, by nobody, without anybody's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "Nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}
DAY = 86_400
START = 1_767_225_600
"""1 January 2026."""


def git(folder: Path, *arguments: str, day: float = 0, stdin: bytes | None = None) -> str:
    """What the real git prints."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    date = f"{START + int(day * DAY)} +0000"
    environment = {**outside, **NOBODY, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, input=stdin)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def commit(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, *, day: float = 0, top: Path | None = None
) -> str:
    """Write `files` into `folder` (None: without the file) and commit all there is; the commit."""
    top = top or folder
    if not (top / ".git").exists():
        git(top, "init", "--quiet", "--initial-branch=main")
    for name, content in (files or {}).items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--allow-empty", "--message=x", day=day)
    return git(top, "rev-parse", "HEAD")
