"""Which program this is: what a build remembers is of no use to another one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = os.path.dirname(__file__)
_FILE = "program.json"


def stamp() -> str:
    """What changes whenever a file of the program, a library beside it or Python does; a thousandth of a second's work.

    Files are known by their size and time of change, libraries by that of the folders that they lie in: each installation
    leaves a name there that tells its version.
    """
    found = [sys.version, sys.executable]
    for folder, below, names in os.walk(_FOLDER):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(f"{folder}/{name}")
            found.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    folders = [path for path in sys.path if path.endswith(("site-packages", "dist-packages")) and os.path.isdir(path)]
    found += [f"{path} {os.stat(path).st_mtime_ns}" for path in folders]
    return "\n".join(found)


def identity(root: Path) -> str:
    """What changes whenever the program would do anything else: its own text, the versions of its libraries and of Python.

    It is worked out anew when the stamp is another one, and kept in the site in `root`.
    """
    from pipeline import cache  # Imported where they are used: who asks for the stamp has no time.
    from pipeline.digest import digest

    now = digest(stamp())
    kept = cache.values(root / cache.FOLDER / _FILE)
    if isinstance(kept, list) and len(kept) == 2 and kept[0] == now and isinstance(kept[1], str):
        return kept[1]
    found = _identity()
    cache.save(root / cache.FOLDER / _FILE, f'["{now}","{found}"]')
    return found


def _identity() -> str:
    from importlib.metadata import distributions  # Imported where they are used: once for a program.
    from pathlib import Path

    from pipeline import files
    from pipeline.digest import digest

    paths = sorted(path for path in Path(_FOLDER).rglob("*") if path.suffix != ".pyc" and path.is_file())
    own = [part for path in paths for part in (path.relative_to(_FOLDER).as_posix(), files.read(path) or b"")]
    libraries = sorted(f"{one.metadata['Name']} {one.version}" for one in distributions())
    return digest(sys.version, *libraries, *own)
