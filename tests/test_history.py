"""One history: a page is edited twenty times while its translation goes on. What is kept, what is to be reviewed, what is lost.

Lost is a text that a translator wrote and that stands nowhere any more, in no catalogue, live or obsolete.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import Site

from pipeline.catalogue import parse, serialise
from pipeline.model import Catalogue, Message

EN = Path("locales/en/LC_MESSAGES")
PAGE = "source/om/vi.md"
START = """---
title: Om oss
description: Vilka vi är och vad vi gör.
---

Vi är en mötesplats för social innovation.

## Så arbetar vi

Vi lyssnar på många och ger det vidare. Vi ordnar kurser varje vår.

- Vi lyssnar
- Vi provar
- Vi sprider

![Fyra personer vid ett bord](bord.jpg "Ett möte i Malmö")

| Dag | Tid |
|-----|-----|
| Måndag | Förmiddag |

Ring [växeln](tel:+46406280400) eller kom förbi.
"""
Edit = Callable[[Path], None]


def edit(old: str, new: str, page: str = PAGE) -> Edit:
    def apply(root: Path) -> None:
        text = (root / page).read_text("utf-8")
        assert old in text, old
        (root / page).write_text(text.replace(old, new, 1), "utf-8")

    return apply


def move(old: str, new: str) -> Edit:
    def apply(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / old, root / new)

    return apply


def both(*edits: Edit) -> Edit:
    def apply(root: Path) -> None:
        for one in edits:
            one(root)

    return apply


def aside(root: Path) -> None:
    (root / PAGE).rename(root / "draft.txt")


def back(root: Path) -> None:
    (root / "draft.txt").rename(root / PAGE)


FIRST = "Vi är en mötesplats för social innovation."
LONG = "Vi lyssnar på många och ger det vidare. Vi ordnar kurser varje vår."
HISTORY: list[tuple[str, Edit, tuple[int, int, int]]] = [
    # what was done, and then how many texts are reviewed, to be reviewed, empty – before the translator goes on
    ("a word is changed", edit("mötesplats för social", "mötesplats i Malmö för social"), (14, 1, 0)),
    ("a slip is corrected", edit("ger det vidare", "för det vidare"), (14, 1, 0)),
    ("a list is put in another order", edit("- Vi lyssnar\n- Vi provar", "- Vi provar\n- Vi lyssnar"), (15, 0, 0)),
    ("a paragraph is split", edit("för det vidare. Vi ordnar", "för det vidare.\n\nVi ordnar"), (14, 1, 1)),
    ("and joined again", edit("för det vidare.\n\nVi ordnar", "för det vidare. Vi ordnar"), (14, 1, 0)),
    ("a heading is reworded", edit("## Så arbetar vi", "## Så arbetar vi tillsammans"), (14, 1, 0)),
    ("a paragraph is added", edit("- Vi provar", "Det här är helt nytt innehåll.\n\n- Vi provar"), (15, 0, 1)),
    ("the page gets another name", move(PAGE, "source/om/oss.md"), (16, 0, 0)),
    ("and another section", move("source/om/oss.md", "source/organisation/oss.md"), (16, 0, 0)),
    ("and comes back", move("source/organisation/oss.md", PAGE), (16, 0, 0)),
    ("a paragraph is deleted", edit("Det här är helt nytt innehåll.\n\n", ""), (15, 0, 0)),
    ("and brought back", edit("- Vi provar", "Det här är helt nytt innehåll.\n\n- Vi provar"), (16, 0, 0)),
    ("the whole page is deleted", aside, (0, 0, 0)),
    ("and brought back", back, (16, 0, 0)),
    ("a paragraph becomes a quote", edit("Det här är helt nytt", "> Det här är helt nytt"), (16, 0, 0)),
    ("an item becomes a heading", edit("- Vi sprider\n", "\n### Vi sprider\n"), (16, 0, 0)),
    (
        "the picture is described anew",
        edit("Fyra personer vid ett bord", "Fyra personer vid ett runt bord"),
        (15, 1, 0),
    ),
    ("the title is the heading now", edit("Om oss", "Så arbetar vi tillsammans"), (15, 1, 0)),
    ("a number is put in", edit("varje vår.", "varje vår och 2 på hösten."), (15, 1, 0)),
    (
        "everything at once",
        both(edit("Vi ordnar kurser", "Vi har kurser"), edit("| Måndag |", "| Tisdag |"), move(PAGE, "source/vi.md")),
        (14, 1, 1),
    ),
]


class Translator:
    """Goes on with the work: translates what is empty, reviews what is fuzzy, and remembers every word of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._number = 0
        self.written: set[str] = set()

    def messages(self) -> list[Message]:
        """The messages of the page, wherever it lies; those of other pages are left out."""
        live = [
            c
            for c in self.catalogues()
            if any((self._root / "source" / Path(c.path).stem).glob("*.md")) or Path(c.path).stem == "site"
        ]
        return [m for c in live for m in c if not m.obsolete and self._is_ours(m)]

    def _is_ours(self, message: Message) -> bool:
        return any(r.endswith(("vi.md", "oss.md")) for r in message.references)

    def catalogues(self) -> list[Catalogue]:
        return [parse(path.read_bytes(), str(path)) for path in sorted((self._root / EN).glob("*.po"))]

    def work(self) -> None:
        for catalogue in self.catalogues():
            messages = tuple(self._done(m) for m in catalogue)
            Path(catalogue.path).write_bytes(serialise(Catalogue(messages, catalogue.header, path=catalogue.path)))

    def _done(self, message: Message) -> Message:
        if message.obsolete or message.translated:
            return message
        self._number += 1
        text = f"text {self._number}" if not any(message.strings) else message.strings[0]
        self.written.add(text)
        flags = tuple(f for f in message.flags if f != "fuzzy")
        return message._replace(strings=(text,), flags=flags, previous=(None, None, None))

    def lost(self) -> set[str]:
        """What was written and stands nowhere any more."""
        return self.written - {text for c in self.catalogues() for m in c for text in m.strings}


def test_a_page_is_edited_twenty_times(site: Site, syntolk) -> None:
    root = site(
        {PAGE: START, "source/om/index.md": "---\ntitle: Alla\n---\n\nDet här är vi.\n", "source/om/bord.jpg": b""}
    )
    assert syntolk("-C", root, "update").code == 0
    translator = Translator(root)
    translator.work()
    assert len(HISTORY) == 20
    for number, (what, change, expected) in enumerate(HISTORY, 1):
        change(root)
        assert syntolk("-C", root, "update").code == 0
        found = translator.messages()
        reviewed, fuzzy = sum(m.translated for m in found), sum(m.fuzzy for m in found)
        assert (reviewed, fuzzy, len(found) - reviewed - fuzzy) == expected, f"{number}: {what}"
        assert not translator.lost(), f"{number}: {what}"
        translator.work()
        once = {path: path.read_bytes() for path in (root / EN).glob("*.po")}
        assert syntolk("-C", root, "update").code == 0
        assert {path: path.read_bytes() for path in (root / EN).glob("*.po")} == once, f"{number}: {what}"
