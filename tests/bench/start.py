"""How long commands take that do little, beyond a bare Python: `python tests/bench/start.py`. 60 ms are allowed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from cost import cost
from programs import SYNTOLK, installed

RUNS = 9
COMMANDS = (["--version"], ["rules"], ["status"])


def main() -> None:
    """Print the milliseconds of each, as a difference within one round."""
    with tempfile.TemporaryDirectory() as folder:
        environment = installed(SYNTOLK, Path(folder))
        root = Path(folder, "site")
        SYNTOLK.write(root, 10)
        us = SYNTOLK.tasks["cold"].commands[0][:3]
        found: dict[str, list[float]] = {}
        for _ in range(RUNS + 1):
            bare = cost((sys.executable, "-c", "pass"), root, environment, frozenset({0}), 60).wall
            for command in COMMANDS:
                own = cost((*us, *command), root, environment, frozenset({0}), 60).wall
                found.setdefault(command[0], []).append(1000 * (own - bare))
    for name, times in found.items():
        print(f"syntolk {name}: {median(times[1:]):.0f} ms more than python -c pass")  # The first compiled our modules.


if __name__ == "__main__":
    main()
