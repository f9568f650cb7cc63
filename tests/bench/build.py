"""What a page costs: builds a generated site and prints its CPU time. `python tests/bench/build.py 1000`.

The program runs as its user runs it, start-up included; the best of three counts, since disturbances only add time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

RUNS = 3
COMMAND = (sys.executable, "-c", "import sys; from pipeline.start import main; sys.exit(main())")


def cpu_seconds(root: Path, *arguments: str) -> float:
    """User and system time of one command in the site `root`."""
    # As a user has it: our modules compiled once, not in every run.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(root.parent / "compiled")
    command = [*COMMAND, "-C", str(root), *arguments]
    before = os.times()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main(pages: int) -> None:
    """Generate a site of that many pages and build it, each time into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for run in range(RUNS):
            root = Path(folder, str(run))
            corpus.write(root, pages)
            found.append(cpu_seconds(root, "build", "--timings") * 1000 / pages)
    print(f"{min(found):.2f} ms CPU a bilingual page, {pages} pages, all checks on")


if __name__ == "__main__":
    main(int(sys.argv[1]))
