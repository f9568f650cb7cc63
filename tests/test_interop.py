"""Our catalogues in the programs that translators and their platforms use: GNU gettext, polib, translate-toolkit (Weblate).

Of each of them it is asked what Syntolk promises in `docs/weblate.md`: it reads the file, and leaves it as it is. Tested are
this repository's own catalogues, the fixtures and any catalogue at all.
"""

from __future__ import annotations

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from browser import ROOT
from catalogues import CALLS_A_PROGRAM, DATA, catalogues, messages, texts
from conftest import tree
from gnu import HEADER, compiles, gnu
from hypothesis import given
from translate.storage import pypo

from pipeline.catalogue import parse, serialise, work
from pipeline.extract import template
from pipeline.markdown import parse as parse_page
from pipeline.model import Catalogue, Message

PAIRS = [(po, ROOT / "locales" / f"{po.stem}.pot") for po in sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))]
OWN = [po for po, _ in PAIRS]
OWN += [*sorted((ROOT / "pipeline").glob("**/*.po")), DATA / "om-oss.po"]
TEMPLATES = [*sorted(ROOT.glob("locales/*.pot")), ROOT / "pipeline/theme/locales/theme.pot"]
KNOWN_TO_GETTEXT = re.compile(r"fuzzy|(?:no-)?wrap|(?:no-)?(?:c|python|python-brace)-format|range: \d+\.\.\d+")
"""The flags of ours that gettext knows. It drops all others (0.21 to 0.26), so `md-text` stands in no file that it has written."""

MERGE = ("--no-wrap", "--previous", "--no-fuzzy-matching", "-q")
"""As Weblate calls it; without `--previous` it drops the texts that a fuzzy translation was written for."""

as_path = pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.parent.name}/{path.name}")


def as_gettext_keeps_it(data: bytes) -> str:
    """A catalogue without what gettext itself drops: flags that it does not know; and without the date that it renews."""

    def flags(match: re.Match[str]) -> str:
        known = [flag for flag in match[1].split(", ") if KNOWN_TO_GETTEXT.fullmatch(flag)]
        return f"#, {', '.join(known)}\n" if known else ""

    text = re.sub(r"^#, (.*)\n", flags, data.decode(), flags=re.MULTILINE)
    return re.sub(r'^"POT-Creation-Date: .*\n', "", text, flags=re.MULTILINE)


def emptied(catalogue: Catalogue) -> Catalogue:
    """The template that `catalogue` could have been made of."""
    live = [m for m in catalogue if not m.obsolete]
    bare = [
        m._replace(
            strings=("",) * len(m.strings),
            comments=(),
            previous=(None, None, None),
            flags=tuple(flag for flag in m.flags if flag != "fuzzy"),
        )
        for m in live
    ]
    return replace(catalogue, messages=tuple(bare), comments=(), trailing=())


# --- GNU gettext ------------------------------------------------------------------------------------


@as_path
def test_msgfmt_compiles_it(path: Path) -> None:
    assert compiles(path.read_bytes())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_gettext_reads_the_template(path: Path) -> None:
    """Not with `-c`: the header of a template has fields that a translator fills in."""
    gnu("msgfmt", "-o", "/dev/null", path)


@pytest.mark.parametrize(("po", "pot"), PAIRS, ids=lambda path: path.name)
def test_msgcmp_finds_every_message_and_msgmerge_nothing_to_do(po: Path, pot: Path) -> None:
    gnu("msgcmp", po, pot)
    merged = gnu("msgmerge", *MERGE, po, pot)
    assert as_gettext_keeps_it(merged) == as_gettext_keeps_it(po.read_bytes())


def test_the_fixture_too(tmp_path: Path) -> None:
    po, pot = DATA / "om-oss.po", tmp_path / "x.pot"
    pot.write_bytes(serialise(emptied(parse(po.read_bytes()))))
    gnu("msgcmp", "--use-fuzzy", "--use-untranslated", po, pot)
    merged = gnu("msgmerge", *MERGE, po, pot)
    assert as_gettext_keeps_it(merged) == as_gettext_keeps_it(po.read_bytes())


FLAGS = (("md-text", "no-python-format"), ("max-length:100", "no-python-format"), ("safe-html", "no-python-format"), ())
"""What extraction sets."""


def sound(catalogue: Catalogue) -> Catalogue:
    """`catalogue` as `update` writes one: a header, each key once, as many forms as the header says, the flags of extraction;
    a previous text only where there is something to review; obsolete messages last, translated, with nothing extracted.
    """
    found: dict[tuple[str | None, str], Message] = {}
    for m in catalogue:
        if not m.id:
            continue
        strings = m.strings if m.plural is None else (m.strings * 2)[:2]
        strings = ("Borta", *strings[1:]) if not strings[0] and (m.obsolete or any(strings)) else strings
        fuzzy = m.fuzzy and any(strings)
        entry = m._replace(
            strings=strings,
            context=m.context or None,
            plural=None if m.plural is None else m.plural or m.id,
            flags=(*(("fuzzy",) if fuzzy else ()), *FLAGS[len(m.id) % 4]),
            previous=(None, "Före", None) if fuzzy and any(m.previous) else (None, None, None),
            comments=tuple(filter(plain, m.comments)),
            extracted=() if m.obsolete else tuple(filter(plain, m.extracted)),
            references=() if m.obsolete else tuple(readable(m.references)),
        )
        found.setdefault(entry.key, entry)
    messages = sorted(found.values(), key=lambda m: m.obsolete) or [Message("Hej")]
    return Catalogue(tuple(messages), HEADER)


def readable(references: Iterable[str]) -> Iterator[str]:
    """`references`, each once, but of the paths with blanks only the first: gettext 0.21 takes a second one on a line apart."""
    first = next((path for path in references if " " in path), "")
    return (path for path in dict.fromkeys(references) if " " not in path or path == first)


def plain(line: str) -> bool:
    """Whether `line` is a comment that a person writes."""
    return bool(line) and line.isprintable() and line == line.strip() and not line.endswith("\\")


_TEXTS = texts.map(lambda text: "".join(c for c in text if c.isprintable() or c == "\n").strip("\n"))
"""Any text that gettext takes: no control characters, and no line end at an end, where it demands that both have one."""
GENERATED = catalogues(messages(_TEXTS, _TEXTS)).map(sound)


@CALLS_A_PROGRAM
@given(GENERATED)
def test_msgmerge_has_nothing_to_do_in_any_catalogue(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    po, pot = folder / "x.po", folder / "x.pot"
    po.write_bytes(serialise(catalogue))
    pot.write_bytes(serialise(emptied(catalogue)))
    merged = gnu("msgmerge", *MERGE, po, pot)
    assert as_gettext_keeps_it(merged) == as_gettext_keeps_it(po.read_bytes())


# --- polib and msgfmt: the same .mo ------------------------------------------------------------------


def compiled_by_msgfmt(path: Path) -> dict[object, object]:
    return catalog(gnu("msgfmt", "-o", "-", path))


def compiled_by_polib(path: Path) -> dict[object, object]:
    return catalog(polib.pofile(str(path), encoding="utf-8").to_binary())


def catalog(mo: bytes) -> dict[object, object]:
    """The texts of a compiled catalogue by key, without its header."""
    translations = gettext.GNUTranslations(io.BytesIO(mo))
    return {key: text for key, text in translations._catalog.items() if key}


@as_path
def test_polib_compiles_it_as_msgfmt_does(path: Path) -> None:
    found = compiled_by_polib(path)
    assert found == compiled_by_msgfmt(path)
    assert len(found) >= sum(m.translated and not m.obsolete for m in parse(path.read_bytes()))


@CALLS_A_PROGRAM
@given(GENERATED)
def test_polib_compiles_any_catalogue_as_msgfmt_does(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue
) -> None:
    """But for plurals that are translated by half, which msgfmt leaves out."""
    whole = (m if all(m.strings) else m._replace(strings=("",) * len(m.strings)) for m in catalogue)
    path = tmp_path_factory.mktemp("mo") / "x.po"
    path.write_bytes(serialise(replace(catalogue, messages=tuple(whole))))
    assert compiled_by_polib(path) == compiled_by_msgfmt(path)


# --- translate-toolkit, which is Weblate's reader and writer -----------------------------------------


@pytest.fixture(scope="module")
def filtered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pofilter, asked for messages that it has nothing against, says of all files at once: their messages."""
    folder = tmp_path_factory.mktemp("pofilter")
    for number, path in enumerate([*OWN, *TEMPLATES]):
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / f"{number}.po").write_bytes(path.read_bytes())
    run_pofilter(folder / "in", folder / "out")
    return folder


def run_pofilter(source: Path, target: Path) -> None:
    program = Path(sys.executable).parent / "pofilter"
    arguments = ["--progress=none", "--errorlevel=traceback", "-t", "untranslated", "-i", source, "-o", target]
    done = subprocess.run(
        [program, *arguments], capture_output=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()


def test_pofilter_reads_every_catalogue(filtered: Path) -> None:
    """It writes the messages without a translation, so their number says that it has read them as we do."""
    for number, path in enumerate([*OWN, *TEMPLATES]):
        empty = [m for m in parse(path.read_bytes()) if not m.obsolete and not any(m.strings)]
        answer = filtered / "out" / f"{number}.po"
        read = (
            [u for u in pypo.pofile.parsestring(answer.read_bytes()).units if not u.isheader()]
            if answer.exists()
            else []
        )
        assert sorted(u.source for u in read) == sorted(m.id for m in empty), path


def rewritten(data: bytes) -> bytes:
    """The bytes that Weblate writes when nothing has changed, with its setting for long lines on “no wrapping”."""
    store = pypo.pofile.parsestring(data)
    store.wrapper.width = -1
    return bytes(store)


@as_path
def test_translate_toolkit_writes_the_same_bytes(path: Path) -> None:
    assert rewritten(path.read_bytes()) == path.read_bytes()


@CALLS_A_PROGRAM
@given(GENERATED)
def test_translate_toolkit_loses_no_message_and_no_flag(catalogue: Catalogue) -> None:
    again = parse(rewritten(serialise(catalogue)))
    assert [(m.key, m.plural, m.strings, m.flags, m.obsolete) for m in again] == [
        (m.key, m.plural, m.strings, m.flags, m.obsolete) for m in catalogue
    ]


PAGE = """\
---
title: Om oss
description: Kort
slug: om-oss
---

Ett *stycke*.

![En skylt](b.png "Bildtext")

<div>Rå <b>text</b></div>
"""


def test_the_flags_that_weblate_reads_are_set_and_nobody_s_work() -> None:
    found = template([parse_page(PAGE, "om.md")])
    flags = {(m.context, m.id): m.flags for m in found}
    assert flags["slug", "om-oss"] == ("max-length:100", "no-python-format")
    assert flags["title", "Om oss"] == flags["alt", "En skylt"] == ("no-python-format",)
    assert flags[None, "Ett *stycke*."] == ("md-text", "no-python-format")
    assert flags[None, "Rå <b>text</b>"] == ("safe-html", "no-python-format")
    assert {work(m) for m in found} == {frozenset()}
    again = parse(rewritten(serialise(Catalogue(found.messages, HEADER))))
    assert {(m.context, m.id): m.flags for m in again} == flags


# --- and back ----------------------------------------------------------------------------------------


def test_an_update_puts_back_what_another_program_has_wrapped_and_dropped(tmp_path: Path, syntolk: Callable) -> None:
    root = Path(shutil.copytree(DATA / "site", tmp_path / "site"))
    syntolk("-C", root, "update")
    before = tree(root)
    for path in root.glob("locales/*/LC_MESSAGES/*.po"):
        path.write_bytes(gnu("msgcat", "--width=40", path))
    assert tree(root) != before
    assert syntolk("-C", root, "update").code == 0
    assert tree(root) == before
