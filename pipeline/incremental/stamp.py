"""Whether this is still the same program, by a look at its files: what it does, and in which versions, says `program`.

Needed before all imports (`manifest`), so it brings nothing along.
"""

from __future__ import annotations

import os
import sys

FOLDER = os.path.dirname(os.path.dirname(__file__))
"""Where the program lies."""


def stamp() -> str:
    """What changes whenever a file of the program, a library beside it or Python does; a thousandth of a second's work.

    Files are known by their size and time of change, libraries by that of the folders that they lie in: each installation
    leaves a name there that tells its version.
    """
    found = [sys.version, sys.executable]
    for folder, below, names in os.walk(FOLDER):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            try:
                status = os.stat(f"{folder}/{name}")
            except OSError:  # An editor's mark that a file is open: a link to nowhere.
                continue
            found.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    folders = [path for path in sys.path if path.endswith(("site-packages", "dist-packages")) and os.path.isdir(path)]
    found += [f"{path} {os.stat(path).st_mtime_ns}" for path in folders]
    return "\n".join(found)
