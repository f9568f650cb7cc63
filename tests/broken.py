"""The pages of `tests/data/broken.md` and `tests/data/broken/`: each broken on purpose, with what engines have to say of it."""

from __future__ import annotations

import re
import shutil
import wave
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

_DATA = Path(__file__).parent / "data"
_WHOLE = _DATA / "broken"
_PAGE = re.compile(
    r"^## (?P<name>\S+)\n\n(?P<title>[^\n]*)\n"
    r"(?:\n```css\n(?P<style>.*?)```\n)?(?:\n```html\n(?P<main>.*?)```\n)?(?:\n```said\n(?P<said>.*?)```\n)?",
    re.MULTILINE | re.DOTALL,
)
_SAID = re.compile(r"<!--\n(.*?)-->\n\Z", re.DOTALL)


def _framed(page: re.Match[str], frame: str) -> str:
    for place in ("title", "style", "main"):
        text = page[place] or ""
        frame = frame.replace(f"{{{place}}}", text if place == "title" else indent(text, "    "), 1)
    return frame + (f"<!--\n{page['said']}-->\n" if page["said"] else "")


def _pages() -> dict[str, str]:
    frame = (_WHOLE / "frame.txt").read_text("utf-8")
    framed = {page["name"]: _framed(page, frame) for page in _PAGE.finditer((_DATA / "broken.md").read_text("utf-8"))}
    return framed | {path.name: path.read_text("utf-8") for path in _WHOLE.glob("*.html")}


PAGES: Mapping[str, str] = dict(sorted(_pages().items()))
"""Each page by name."""


def written(folder: Path) -> Path:
    """All pages, with their pictures and a sound, in `folder`."""
    shutil.copytree(_WHOLE, folder, ignore=shutil.ignore_patterns("*.txt"), dirs_exist_ok=True)
    # Four seconds that can be played: for what cannot, axe-core waits ten in each state.
    with wave.open(str(folder / "ton.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(4 * 8000))
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def expected(name: str) -> dict[str, list[str]]:
    """What engines have to say of a page: engine → its words."""
    comment = _SAID.search(PAGES[name])
    found: dict[str, list[str]] = {}
    for line in [] if comment is None else comment[1].splitlines():
        engine, _, said = line.partition(": ")
        found.setdefault(engine, []).append(said)
    return found
