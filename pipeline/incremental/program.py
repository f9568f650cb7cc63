"""Which program this is: what a build remembers is of no use to another one."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from functools import cache as once
from pathlib import Path

from pipeline import __version__, files
from pipeline.digest import digest
from pipeline.incremental import cache
from pipeline.incremental.stamp import FOLDER, stamp

_FILE = "program.json"


def identity(root: Path) -> str:
    """What changes whenever the program would do anything else: its own text, the versions of its libraries and of Python.

    It is worked out anew when the stamp is another one, and kept in the site in `root`.
    """
    now = digest(stamp())
    kept = cache.values(root / cache.FOLDER / _FILE)
    if isinstance(kept, list) and len(kept) == 2 and kept[0] == now and isinstance(kept[1], str):
        return kept[1]
    found = _identity()
    cache.save(root / cache.FOLDER / _FILE, f'["{now}","{found}"]')
    return found


@once
def parts() -> Mapping[str, str]:
    """The versions of the program, of Python and of the libraries that it needs, by name: what a machine has to have to make the same bytes."""
    from importlib.metadata import PackageNotFoundError, requires, version  # Imported where they are used: 30 ms.

    found = {"Syntolk": f"{__version__} ({digest(*_own())[:8]})", "Python": sys.version.split()[0]}
    try:
        needed = requires("syntolk") or []
    except PackageNotFoundError:  # Run from a folder, without having been installed.
        needed = []
    for name in sorted(re.split(r"[^\w.-]", one)[0] for one in needed if "extra ==" not in one):
        found[name] = version(name)
    return found


def _identity() -> str:
    return digest(sys.version, *_installed(), *_own())


def _installed() -> list[str | bytes]:
    """What Python finds beside the program: each installation leaves a folder whose name is its name and version.

    `importlib.metadata` would tell the same in 30 ms, since it reads what stands in each. Only where a folder may have no version
    in its name is that read here.
    """
    found: list[str | bytes] = []
    for folder in sorted({path or os.curdir for path in sys.path if os.path.isdir(path or os.curdir)}):
        for name in sorted(os.listdir(folder)):
            if name.endswith(".dist-info"):
                found.append(name)
            elif name.endswith(".egg-info"):
                found += (name, files.read(f"{folder}/{name}/PKG-INFO") or b"")
    return found


def _own() -> list[str | bytes]:
    """The program's own files: the path of each, and what it holds."""
    paths = sorted(f"{folder}/{name}" for folder, _, names in os.walk(FOLDER) for name in names)
    own = [path for path in paths if not path.endswith(".pyc")]
    return [part for path in own for part in (path.removeprefix(FOLDER).replace(os.sep, "/"), files.read(path) or b"")]
