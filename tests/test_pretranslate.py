"""`syntolk translate` on a site, with a server on this machine as the engine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HEADER, po, tree
from engines import Engine, engine

from pipeline import files
from pipeline.catalogue import parse
from pipeline.model import Catalogue

KEY = "hemlig-nyckel-7f3a9c:fx"
PO = "locales/en/LC_MESSAGES/site.po"
FILES = {
    "source/index.md": "---\ntitle: Välkommen\n---\n\nHär är vi.\n\n- Läs [om oss](om.md).\n- Vi har 12 000 hjälpare[^1].\n\n[^1]: De är många.\n",
    PO: None,
    "source/terms.toml": '[[term]]\nterm = "hjälpare"\nen = "helpers"\n',
}


@pytest.fixture
def server() -> Iterator[Engine]:
    with engine() as state:
        yield state


@pytest.fixture
def root(site, syntolk, monkeypatch) -> Path:
    """The small site with empty catalogues, keys in the environment, and nothing that waits long."""
    for name in ("DEEPL_API_KEY", "LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, KEY)
    folder = site(FILES)
    assert syntolk("-C", folder, "update").code == 0
    return folder


def read(root: Path, name: str = PO) -> Catalogue:
    return parse((root / name).read_bytes(), name)


def arguments(root: Path, server: Engine, name: str) -> list[object]:
    url = server.address + ("/v1" if name == "openai" else "")
    return ["-C", root, "translate", "--engine", name, "--url", url, "--model", "liten"]


def with_memory(root: Path, *entries: tuple[str | None, str, str]) -> None:
    (root / "minne.po").write_text(po(*entries), "utf-8")


def test_memory_is_the_default_and_says_where_a_translation_is_from(root, syntolk) -> None:
    with_memory(root, (None, "Här är vi.", "Here we are."), ("title", "Välkommen!", "Welcome!"))
    ran = syntolk("-C", root, "translate", "--memory", root / "minne.po")
    assert ran.code == 0
    assert ran.out == f"{PO}: 1 exact and 1 similar from memory, 0 by machine, 0 refused, 6 left (88 characters)\n"
    assert ran.err == ""
    catalogue = read(root)
    exact, similar = catalogue.find(None, "Här är vi."), catalogue.find("title", "Välkommen")
    assert exact is not None
    assert similar is not None
    assert exact.comments == ("memory 100 % (minne.po)",)
    assert (similar.strings, similar.fuzzy) == (("Welcome!",), True)
    assert similar.comments[0].startswith("memory 94 % (")
    assert syntolk("-C", root, "translate", "--memory", root / "minne.po").out.startswith(
        f"{PO}: 0 exact and 0 similar"
    )


def test_the_least_similarity_is_an_option(root, syntolk) -> None:
    with_memory(root, (None, "Här är vi.", "Here we are."), ("title", "Välkommen!", "Welcome!"))
    ran = syntolk("-C", root, "translate", "--memory", root / "minne.po", "--min", 100)
    assert "1 exact and 0 similar" in ran.out
    for wrong in ("0", "101", "x", "-1"):
        bad = syntolk("-C", root, "translate", "--min", wrong)
        assert bad.code == 2
    assert "“101” is not a whole number from 1 to 100" in syntolk("-C", root, "translate", "--min", "101").err
    assert "“0” is not a whole number over 0" in syntolk("-C", root, "translate", "--limit", "0").err


def test_what_another_page_has_reviewed_is_memory_and_what_is_fuzzy_is_none(site, syntolk) -> None:
    catalogue = po((None, "Här är vi.", "Here we are."), ("title", "Välkommen", "Welcome"))
    root = site({"source/om.md": "---\ntitle: Om oss\n---\n\nHär är ni.\n", PO: catalogue})
    syntolk("-C", root, "update")
    ran = syntolk("-C", root, "translate")
    assert "0 exact and 1 similar" in ran.out
    found = read(root).find(None, "Här är ni.")
    assert found is not None
    assert found.comments == (f"memory 90 % ({PO})",)
    assert 'msgid "Här är vi."' in (root / PO).read_text("utf-8").split("memory 90 %")[1]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("m.tmx", "<tmx><body><tu>", 2, "m.tmx:1:16: this TMX file cannot be read"),
        ("m.csv", "a,b\n", 2, "m.csv:1: the first row has to name the languages, such as sv,en. It says: a,b."),
        ("m.po", '<<<<<<< HEAD\nmsgid "Hej"\n', 2, "m.po:1:1: a conflict marker of git"),
        ("m.xlf", "", 2, "a translation memory is a .po, a .tmx or a .csv file."),
        ("m.po", HEADER.replace("en", "fi") + 'msgid "Här är vi."\nmsgstr "Olemme täällä."\n', 0, ""),
        ("m.csv", "sv,en\nHär är vi.,Here we are.\n", 0, ""),
    ],
)
def test_memories_that_can_and_cannot_be_read(root, syntolk, name: str, content: str, code: int, said: str) -> None:
    (root / name).write_text(content, "utf-8")
    before = (root / PO).read_bytes()
    ran = syntolk("-C", root, "translate", "--memory", root / name)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert (read(root) != parse(before, PO)) == (name == "m.csv" and not code)
    assert "there is no such file" in syntolk("-C", root, "translate", "--memory", root / "borta.po").err


@pytest.mark.parametrize("name", ["libretranslate", "deepl", "openai"])
def test_an_engine_translates_the_rest(name: str, root, syntolk, server) -> None:
    ran = syntolk(*arguments(root, server, name))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{PO}: 0 exact and 0 similar from memory, 8 by machine, 0 refused, 0 left (0 characters)\n"
    found = {m.id: m for m in read(root)}
    assert found["Läs [om oss](om.md)."].strings == ("LÄS [OM OSS](om.md).",)
    assert found["Vi har 12 000 hjälpare[^1]."].strings == ("VI HAR 12,000 helpers[^1].",)
    assert all(m.fuzzy for m in found.values())
    assert (
        found["Här är vi."]
        .comments[0]
        .startswith("machine: openai liten 20" if name == "openai" else f"machine: {name} 20")
    )
    again = syntolk(*arguments(root, server, name))
    assert (again.code, again.out, again.err) == (0, "", "There is nothing to translate.\n")


def test_a_page_shows_nothing_of_it_before_somebody_has_read_it(root, syntolk, server) -> None:
    assert syntolk(*arguments(root, server, "deepl")).code == 0
    syntolk("-C", root, "build", "--no-check")
    assert not [data for data in tree(root / "build").values() if "LÄS".encode() in data]


def test_a_dry_run_asks_for_nothing_and_writes_nothing(root, syntolk, server, monkeypatch) -> None:
    before = tree(root)
    monkeypatch.delenv("DEEPL_API_KEY")
    ran = syntolk(*arguments(root, server, "deepl"), "--dry-run")
    assert ran.code == 0
    assert "8 left (107 characters)" in ran.out
    assert tree(root) == before
    assert not server.asked


def test_a_limit_holds_for_the_whole_run(root, syntolk, server) -> None:
    ran = syntolk(*arguments(root, server, "deepl"), "--limit", 3)
    assert "3 by machine, 0 refused, 5 left" in ran.out
    assert len(server.texts()) == 3
    assert "5 by machine, 0 refused, 0 left" in syntolk(*arguments(root, server, "deepl")).out
    assert len(server.texts()) == len(set(server.texts())) == 8


@pytest.mark.parametrize("name", ["libretranslate", "deepl", "openai"])
@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (401, 2, "does not accept the key in "),
        (429, 3, "gets too many requests"),
        (456, 3, "has used up its quota. What is translated is kept"),
        (500, 3, "gave no usable answer 4 times in a row. The last time: "),
        ("reset", 3, "cannot be reached at 127.0.0.1: the connection was cut"),
        ("empty", 3, "The last time: the answer is empty."),
        ("broken", 3, "The last time: the answer is no JSON."),
        ("html", 3, "The last time: the answer is a web page, not JSON"),
        ("few", 3, "gave no usable answer 4 times in a row"),
        ("blank", 1, "“Läs [om oss](om.md).” stays empty: the answer is empty."),
        ("lost", 1, "“Läs [om oss](om.md).” stays empty: the link to “om.md” is missing in the answer."),
        (
            "surrogate",
            1,
            "“Läs [om oss](om.md).” stays empty: there are characters in the answer that no text can have.",
        ),
        ("surrogate once", 1, "stays empty: there are characters in the answer that no text can have."),
        ("key", 3, "The last time: the answer holds the key in "),
        (301, 3, "127.0.0.1 sends requests on to another address"),
    ],
)
def test_no_fault_loses_anything(fault, code, said, name: str, root, syntolk, server, monkeypatch) -> None:
    monkeypatch.setattr("pipeline.providers.transport.RETRIES", 0)
    server.always = fault
    (root / PO).write_bytes(
        (root / PO).read_bytes().replace(b'msgid "Om oss"\nmsgstr ""', b'msgid "Om oss"\nmsgstr "About"')
    )
    before = read(root)
    ran = syntolk(*arguments(root, server, name))
    assert (ran.code, said in ran.err) == (code, True), ran.err
    after = read(root)
    for old, new in zip(before, after, strict=True):
        assert old == new._replace(line=old.line) or (not any(old.strings) and new.fuzzy)
    assert after.find("title", "Om oss").strings == ("About",)
    everything = ran.out + ran.err + "".join(data.decode("utf-8", "replace") for data in tree(root).values())
    assert "hemlig" not in everything
    server.always = ""
    assert syntolk(*arguments(root, server, name)).code == 0
    assert all(any(m.strings) for m in read(root))


def test_a_text_that_the_charset_cannot_hold_costs_the_others_nothing(root, syntolk, server) -> None:
    path = root / PO
    path.write_bytes(path.read_bytes().replace(b"charset=UTF-8", b"charset=ISO-8859-1").decode().encode("latin-1"))
    with_memory(root, (None, "Här är vi.", "Here we are…"), ("title", "Välkommen", "Welcome"))
    ran = syntolk(*arguments(root, server, "deepl"), "--memory", root / "minne.po")
    assert (ran.code, ran.err) == (
        1,
        f"{PO}: “Här är vi.” stays empty: “…” cannot be written in iso-8859-1; convert the catalogue to UTF-8.\n",
    )
    assert "1 exact and 0 similar from memory, 6 by machine, 1 refused, 1 left" in ran.out
    server.always = "quoted"
    path.write_bytes(re.sub(rb'(?m)^msgstr "L\xc4S .*', b'msgstr ""', path.read_bytes()))
    ran = syntolk(*arguments(root, server, "deepl"), "--memory", root / "minne.po")
    assert (ran.code, ran.err.count("cannot be written in iso-8859-1")) == (1, 2)
    assert "0 by machine, 2 refused, 2 left" in ran.out


def test_a_memory_may_have_any_name(root, syntolk) -> None:
    with_memory(root, (None, "Här är vi.", "Here we are."))
    odd = root / os.fsdecode(b"mi\xff\nne.po")
    (root / "minne.po").rename(odd)
    ran = syntolk("-C", root, "translate", "--memory", odd)
    assert (ran.code, ran.err) == (0, "")
    assert read(root).find(None, "Här är vi.").comments == ("memory 100 % (mi\ufffd\ufffdne.po)",)


@pytest.fixture
def many(root, syntolk) -> Path:
    """A site with more texts than an engine is asked for at a time."""
    letters = "abcdefghijklmnopqrstuvwxyzåäö"
    (root / "source/om.md").write_text("\n\n".join(f"Stycket som heter {letter}." for letter in letters), "utf-8")
    assert syntolk("-C", root, "update").code == 0
    return root


def test_a_run_that_stops_goes_on_where_it_stopped(many, syntolk, server) -> None:
    server.faults = ["", 456]
    ran = syntolk(*arguments(many, server, "openai"))
    assert ran.code == 3
    assert "10 by machine, 0 refused, 25 left" in ran.out
    assert sum(any(m.strings) for m in read(many)) == 10
    assert syntolk(*arguments(many, server, "openai")).code == 0
    texts = server.texts()
    assert len(texts) == 10 + 10 + 25
    assert not set(texts[:10]) & set(texts[20:])
    assert all(any(m.strings) for m in read(many))


def test_what_somebody_saves_meanwhile_is_kept(root, syntolk, server, monkeypatch) -> None:
    real = files.read
    path = root / PO
    edited = path.read_bytes().replace(b'msgid "Om oss"\nmsgstr ""', b'msgid "Om oss"\nmsgstr "About"')
    reads = []

    def read_later(name):
        if Path(name) == path:
            reads.append(name)
            if len(reads) == 2:
                path.write_bytes(edited)
        return real(name)

    monkeypatch.setattr(files, "read", read_later)
    ran = syntolk(*arguments(root, server, "deepl"))
    assert ran.out == f"{PO}: 0 exact and 0 similar from memory, 7 by machine, 0 refused, 0 left (0 characters)\n"
    assert (ran.code, ran.err) == (0, "")
    monkeypatch.setattr(files, "read", real)
    found = read(root).find("title", "Om oss")
    assert (found.strings, found.fuzzy) == (("About",), False)


def test_a_catalogue_that_somebody_breaks_meanwhile_is_said_with_what_was_done(
    many, syntolk, server, monkeypatch
) -> None:
    real, path = files.read, many / PO

    def read_later(name):
        done = (real(path) or b"").count(b"# machine: ") if Path(name) == path else 0
        if done == 10:
            path.write_bytes(real(path) + b"<<<<<<< HEAD\n")
        return real(name)

    monkeypatch.setattr(files, "read", read_later)
    ran = syntolk(*arguments(many, server, "openai"))
    assert ran.code == 2
    assert "10 by machine, 0 refused, 25 left" in ran.out
    assert "a conflict marker of git" in ran.err


def test_ctrl_c_keeps_what_is_written(many, server) -> None:
    server.faults = ["", "timeout"]
    # A shell makes what it runs in the background deaf to Ctrl-C, these tests too.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heard}; import sys; from pipeline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, *map(str, arguments(many, server, "openai"))]
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        end = time.monotonic() + 20
        while len(server.asked) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=20)
    assert (run.returncode, err) == (3, b"")
    assert sum(any(m.strings) for m in read(many)) == 10


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--engine", "deepl"], "deepl wants a key. Put it in the environment, in DEEPL_API_KEY."),
        (["--engine", "openai"], "this engine needs the name of a model: --model NAME."),
        (["--engine", "klingon"], "invalid choice"),
        (["-l", "fi"], "“fi” is not a language of this site. Valid: en."),
    ],
)
def test_usage(root, syntolk, monkeypatch, more: list[str], said: str) -> None:
    monkeypatch.delenv("DEEPL_API_KEY")
    before = tree(root)
    ran = syntolk("-C", root, "translate", *more)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert tree(root) == before


def test_a_broken_catalogue_is_left_out(root, syntolk, server) -> None:
    (root / PO).write_bytes((root / PO).read_bytes() + b"<<<<<<< HEAD\n")
    before = tree(root)
    ran = syntolk(*arguments(root, server, "deepl"))
    assert ran.code == 2
    assert "a conflict marker of git" in ran.err
    assert "There is nothing to translate." not in ran.err
    assert tree(root) == before
    assert not server.asked


def test_beside_a_broken_catalogue_the_others_are_filled_in(root, syntolk, server) -> None:
    (root / "source/bo").mkdir()
    (root / "source/bo/lov.md").write_text("Du behöver bygglov.\n", "utf-8")
    assert syntolk("-C", root, "update").code == 0
    (root / PO).write_bytes((root / PO).read_bytes() + b"<<<<<<< HEAD\n")
    broken = (root / PO).read_bytes()
    ran = syntolk(*arguments(root, server, "deepl"))
    assert ran.code == 2
    assert f"{PO}:" in ran.err
    assert "locales/en/LC_MESSAGES/bo.po: 0 exact and 0 similar from memory, 1 by machine" in ran.out
    assert (root / PO).read_bytes() == broken


def test_without_a_catalogue(root, syntolk) -> None:
    (root / PO).unlink()
    ran = syntolk("-C", root, "translate")
    assert (ran.code, ran.err) == (2, "syntolk: there is no catalogue for “en” yet. Run `syntolk update` first.\n")


def test_progress_is_for_a_terminal(root, syntolk, server, monkeypatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    line = f"\r\x1b[K{PO}: "
    assert syntolk(*arguments(root, server, "deepl")).err == f"{line}0/8{line}8/8\r\x1b[K"
