"""What the history of a site costs: `python tests/bench/history.py 2000 500` (commits, pages).

A generated repository in which every commit changes one page, over two years; then `history` without, with and with half a cache.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

from pipeline.jobs import history

START, SPAN = 1_700_000_000, 730 * 86_400


def repository(root: Path, commits: int, pages: int) -> None:
    """A site of `pages` pages with `commits` commits."""
    write(root, pages)
    paths = sorted((root / "source").rglob("*.md"))
    texts = {path: path.read_text("utf-8") for path in paths}
    chance = random.Random(1)

    def stream() -> bytes:
        out = []
        for number in range(commits):
            when = f"nobody <nobody@example.org> {START + SPAN * number // commits} +0000"
            changed = paths if number == 0 else [chance.choice(paths)]
            out.append(f"commit refs/heads/main\ncommitter {when}\ndata 1\nx\n".encode())
            for path in changed:
                texts[path] += f"\nMening nummer {number} är ny här och ganska kort.\n"
                data = texts[path].encode()
                name = path.relative_to(root).as_posix()
                out.append(b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(data), data))
        return b"".join(out)

    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], check=True, input=stream())
    subprocess.run(["git", "-C", str(root), "reset", "--quiet", "--hard"], check=True)


def timed(what: str, root: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    moments = history.history(root, "sv")
    wall, own = time.perf_counter() - start, time.process_time() - cpu
    size = (root / history.FILE).stat().st_size if (root / history.FILE).exists() else 0
    print(
        f"{what:24}{1000 * wall:8.1f} ms  {1000 * own:8.1f} ms of our own  {len(moments):3} moments  {size / 1000:6.0f} kB"
    )


def main(commits: int, pages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        repository(root, commits, pages)
        history.measured(b"warm", "sv")
        for number in range(1, 5):
            timed(f"cold, build {number}", root)
        timed("warm", root)
        page = next((root / "source").rglob("*.md"))
        page.write_text(page.read_text("utf-8") + "\nEn ny mening.\n", "utf-8")
        who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
        subprocess.run(["git", "-C", str(root), *who, "commit", "--quiet", "-am", "x"], check=True)
        timed("one more commit", root)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
