"""The disk: a file is replaced whole or not at all, a site is exchanged whole, nothing outside is read."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from conftest import Ran, tree
from hypothesis import given
from hypothesis import strategies as st

from pipeline import files
from pipeline.disk import publication as publishing
from pipeline.disk.publication import Publication, publish
from pipeline.disk.tree import fingerprint, scan_folder
from pipeline.errors import ConfigError, OutputError, SourceError


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.name.startswith(".")]


# --- one file --------------------------------------------------------------------------------------


def test_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "å b" / "c.po"
    assert files.write(path, b"x")
    assert path.read_bytes() == b"x"
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_that_is_as_wanted_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    before = path.stat()
    assert not files.write(path, b"x")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("there", [None, b"abc", b"ab", b"abcd", b"xbc", b""])
def test_a_file_in_pieces_is_touched_only_where_it_is_another(tmp_path: Path, there: bytes | None) -> None:
    path = tmp_path / "a"
    if there is not None:
        path.write_bytes(there)
        os.utime(path, (0, 0))
    files.write_pieces(path, lambda: iter([b"a", b"", b"bc"]))
    assert path.read_bytes() == b"abc"
    assert (path.stat().st_mtime == 0) == (there == b"abc")
    assert tree(tmp_path) == {"a": b"abc"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    path.chmod(mode)
    files.write(path, b"y")
    assert path.stat().st_mode & 0o7777 == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.po", tmp_path / "link.po"
    real.write_bytes(b"x")
    link.symlink_to(real)
    files.write(link, b"y")
    assert link.is_symlink()
    assert real.read_bytes() == b"y"


def test_what_is_to_lie_where_a_link_leads_is_made_there(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "there" / "real")
    with pytest.raises(SourceError, match="link: cannot be read: No such file or directory"):
        files.read(link)
    assert files.write(link, b"y")
    assert (link.is_symlink(), files.read(link)) == (True, b"y")
    (tmp_path / "drive").symlink_to(tmp_path / "gone")
    with pytest.raises(SourceError, match="cannot be read: No such file or directory"):
        files.read(tmp_path / "drive" / "below" / "x")
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        files.write(tmp_path / "drive" / "below" / "x", b"y")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OutputError, match=r"a\.po: cannot be written: No space left on device\."):
        files.write(path, b"new")
    assert tree(tmp_path) == {"a.po": b"old"}


def test_an_interrupt_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert tree(tmp_path) == {"a.po": b"old"}


def test_a_file_that_cannot_be_held_is_not_left_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refused(path: str, flags: int, *more: int) -> int:
        return real(path, flags, *more) if flags & os.O_CREAT else full()

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(OutputError):
        files.write(tmp_path / "a.po", b"new")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("can", [True, False])
def test_what_is_lasting_is_on_the_disk_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can: bool
) -> None:
    """A power cut can bring back the file that was replaced as long as the disk does not know what lies in the folder."""
    path, settled = tmp_path / "a.po", list[tuple[bool, bytes | None]]()

    def fsync(descriptor: int) -> None:
        of_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        settled.append((of_folder, files.read(path)))
        if of_folder and not can:
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    files.write(path, b"one")
    assert files.replace_unchanged(path, b"one", b"two")
    files.write(path, b"three", lasting=False)
    assert settled == [(False, None), (True, b"one"), (False, b"one"), (True, b"two")]


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        files.write(tmp_path, b"x")
    assert not list(tmp_path.parent.glob(".*.part"))


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    null = Path(os.devnull)
    files.write(null, b"x")
    assert null.is_char_device()


def test_what_a_killed_run_has_left_beside_a_file_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".a.po.x7.part").write_bytes(b"half")
    (tmp_path / ".b.po.x7.part").write_bytes(b"of another file")
    files.write(tmp_path / "a.po", b"x")
    assert set(tree(tmp_path)) == {"a.po", ".b.po.x7.part"}


def test_what_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "open", denied, raising=False)
    with pytest.raises(SourceError, match=r"a\.md: cannot be read: Permission denied\."):
        files.read(tmp_path / "a.md")


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert [files.read(tmp_path / name) for name in ("none", ".", "file/below")] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("syntolk.toml", "", True),
        ("pyproject.toml", "[tool.syntolk]\n", True),
        ("pyproject.toml", "[ tool . syntolk ]\n", True),
        ("pyproject.toml", "[tool]\nsyntolk.title = 'A'\n", True),
        ("pyproject.toml", "[tool.syntolk\n", True),
        ("pyproject.toml", "[project]\nname = 'x'\n", False),
        ("pyproject.toml", "# no [tool.syntolk] here\n", False),
        ("other.toml", "", False),
    ],
)
def test_where_a_site_is(tmp_path: Path, name: str, text: str, found: bool) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    if found:
        assert files.find_config(tmp_path) == (name, text)
    else:
        with pytest.raises(ConfigError, match=r"no site here: neither syntolk\.toml nor .* with -C DIR"):
            files.find_config(tmp_path)


def test_a_configuration_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "syntolk.toml").write_bytes(b'# r\xc3\xa4v\ntitle = "r\xe4v"\n')
    with pytest.raises(ConfigError, match=r"syntolk\.toml:2:11: the file is not UTF-8"):
        files.find_config(tmp_path)


# --- a folder of sources ---------------------------------------------------------------------------


def test_what_is_a_page_and_what_a_file_beside_it(tmp_path: Path) -> None:
    for name in (
        "index.md", "om/index.md", "å b/c%20d.md", "om/bild å.jpg", "_delar/x.md", "_tema/logo.svg", "_utkast.md",
        ".dold/x.md", ".git/a.png", "terms.toml", "a.po", "a.pot", "mapp.md/index.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = scan_folder(tmp_path)
    assert found.pages == ("index.md", "mapp.md/index.md", "om/index.md", "å b/c%20d.md")
    assert found.assets == {"om/bild å.jpg", "_tema/logo.svg"}


def test_links_that_lead_out_or_nowhere_or_round_are_not_followed(tmp_path: Path) -> None:
    source, outside = tmp_path / "source", tmp_path / "outside"
    (source / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.md").write_text("hemligt")
    (source / "index.md").touch()
    (source / "real.jpg").touch()
    for name, target in {
        "out": outside, "secret.md": outside / "secret.md", "passwd.txt": "/etc/passwd", "gone.md": source / "no.md",
        "round": source, "sub/up": "..", "loop.md": source / "loop.md", "alias.jpg": source / "real.jpg",
    }.items():  # fmt: skip
        (source / name).symlink_to(target)
    os.mkfifo(source / "pipe.md")
    found = scan_folder(source)
    assert found.pages == ("index.md",)
    assert found.assets <= {"real.jpg", "alias.jpg"}


def test_a_file_of_which_the_system_says_nothing_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive that has gone for a moment: the page would go from the site, and its texts from the catalogues."""

    class Entry:
        name, path = "a.md", str(tmp_path / "a.md")

        def is_symlink(self) -> bool:
            return False

        def is_dir(self) -> bool:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("pipeline.disk.tree._entries", lambda _: [Entry()])
    with pytest.raises(OutputError, match=r"a\.md: cannot be read: Input/output error"):
        scan_folder(tmp_path)


def test_two_links_to_the_same_are_two_files_and_two_folders(tmp_path: Path) -> None:
    """Whatever the order in which the disk names them."""
    for folder in ("a", "b", "delat/sidor"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "delat" / "logo.svg").touch()
    (tmp_path / "delat" / "sidor" / "x.md").touch()
    for folder in ("a", "b"):
        (tmp_path / folder / "logo.svg").symlink_to("../delat/logo.svg")
        (tmp_path / folder / "sidor").symlink_to("../delat/sidor")
    (tmp_path / "delat" / "sidor" / "runt").symlink_to("../../a")
    found = scan_folder(tmp_path)
    assert {"a/logo.svg", "b/logo.svg", "delat/logo.svg"} <= found.assets
    assert {"a/sidor/x.md", "b/sidor/x.md", "delat/sidor/x.md"} <= {*found.pages}


def test_who_may_not_look_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, syntolk: Callable[..., Ran]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "sajt")

    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(SourceError, match="cannot be read: Permission denied"):
        files.names(tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(Path, "is_file", refused)
    ran = syntolk("-C", tmp_path, "check")
    assert (ran.code, "cannot be read: Permission denied" in ran.err) == (2, True)
    monkeypatch.undo()
    monkeypatch.setattr("pipeline.files.find_config", refused)
    assert syntolk("-C", tmp_path, "check") == (3, "", "syntolk: sajt: Permission denied\n")


def test_a_folder_beside_with_a_longer_name_is_outside(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source-2").mkdir()
    (tmp_path / "source-2" / "a.md").touch()
    (tmp_path / "source" / "a.md").symlink_to(tmp_path / "source-2" / "a.md")
    assert scan_folder(tmp_path / "source").pages == ()


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / os.fsdecode(b"r\xe4v.md")).touch()
    with pytest.raises(SourceError, match=r"source/r\\xe4v\.md: the name of this file is not UTF-8\. Give it another"):
        scan_folder(tmp_path / "source")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.md", r"a\\nb\.md"),
        ("a\x1b[31m.md", r"a\\x1b\[31m\.md"),
        ("a\u2028b.png", r"a\\u2028b\.png"),
        ("\u2068a b\u2069.md", r"\\u2068a b\\u2069\.md"),
    ],
)
def test_a_name_of_several_lines(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / name).touch()
    with pytest.raises(SourceError, match=f"source/{shown}: the name of this file has a line break"):
        scan_folder(tmp_path / "source")


def test_what_has_changed_since_last_time(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.md").write_text("1")
    (tmp_path / "syntolk.toml").touch()
    names = ("source", "locales", "syntolk.toml")
    before = fingerprint(tmp_path, names)
    assert fingerprint(tmp_path, names) == before
    os.utime(tmp_path / "source" / "a.md", ns=(1, 1))
    assert fingerprint(tmp_path, names) != before
    (tmp_path / "source" / "a.md").unlink()
    assert {Path(p).name for p in fingerprint(tmp_path, names)} == {"syntolk.toml"}


# --- publishing ------------------------------------------------------------------------------------


def published(target: Path, content: dict[str, bytes]) -> Publication:
    with publish(target) as publication:
        for name, data in content.items():
            publication.write(name, data)
    return publication


def test_a_site_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "build"
    published(target, {"index.html": b"1", "om/index.html": b"1", "bort/index.html": b"1"})
    second = published(target, {"index.html": b"1", "om/index.html": b"2"})
    assert tree(target) == {"index.html": b"1", "om/index.html": b"2"}
    assert (second.count, second.changed) == (2, 1)
    assert left_over(tmp_path) == []


def test_a_site_that_is_as_before_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "build"
    content = {"index.html": b"1", "a/b.html": b"2"}
    published(target, content)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in [target, *target.rglob("*")]}
    again = published(target, content)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in [target, *target.rglob("*")]} == before
    assert (again.count, again.changed) == (2, 0)


def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "build"
    published(target, {"index.html": b"1"})
    monkeypatch.setattr(publishing, "_create", full)
    with pytest.raises(OutputError, match="No space left on device"):
        published(target, {"index.html": b"2"})
    assert tree(tmp_path) == {"build/index.html": b"1"}


def test_any_error_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "build"
    published(target, {"index.html": b"1"})
    with pytest.raises(ZeroDivisionError), publish(target) as publication:
        publication.write("index.html", b"%d" % (1 // 0))
    assert tree(tmp_path) == {"build/index.html": b"1"}


@pytest.mark.parametrize(
    ("name", "room"),
    [
        ("om/bild.jpg", True),
        ("om.jpg", True),
        ("om/index.html", False),
        ("om", False),
        ("om/index.html/x.jpg", False),
        ("../x", False),
        ("/etc/x", False),
        ("a/../../x", False),
        ("", False),
        ("a//b", False),
    ],
)
def test_room_for_a_file(tmp_path: Path, name: str, room: bool) -> None:
    with publish(tmp_path / "build") as publication:
        publication.write("om/index.html", b"1")
        assert publication.has_room(name) is room
        if not room:
            with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
                publication.write(name, b"x")


def test_without_hard_links_and_without_an_exchange_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctypes

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    target = tmp_path / "build"
    published(target, {"a": b"1", "b": b"1"})
    published(target, {"a": b"1", "b": b"2"})
    assert tree(tmp_path) == {"build/a": b"1", "build/b": b"2"}


def test_an_exchange_that_fails_halfway_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, real = tmp_path / "build", os.rename
    published(target, {"a": b"1"})

    def rename(old: Path, new: Path) -> None:
        if new == target and old != tmp_path / ".build.old":
            full()
        real(old, new)

    monkeypatch.setattr(publishing, "swap", lambda *_: False)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(OutputError):
        published(target, {"a": b"2"})
    assert tree(tmp_path) == {"build/a": b"1"}


def test_who_finds_nothing_changed_publishes_over_who_has_published_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "build"
    published(target, {"a": b"1"})
    with publish(target) as one:
        one.write("a", b"1")
        published(target, {"a": b"2"})
    assert tree(target) == {"a": b"1"}


def test_a_file_that_is_another_one_by_the_time_it_is_linked_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, real = tmp_path / "build", os.link
    published(target, {"a": b"1"})

    def link(old: str, new: str) -> None:
        published(target, {"a": b"2"})
        monkeypatch.setattr(os, "link", real)
        real(old, new)

    with publish(target) as one:
        monkeypatch.setattr(os, "link", link)
        one.write("a", b"1")
    assert tree(target) == {"a": b"1"}


def test_a_target_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "build").symlink_to(tmp_path / "www")
    published(tmp_path / "site" / "build", {"a": b"1"})
    assert (tmp_path / "site" / "build").is_symlink()
    assert tree(tmp_path / "www") == {"a": b"1"}


def test_what_a_killed_build_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    for name in (".build-x7.part", ".build-y8.part", ".other-x7.part"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").touch()
    with publish(tmp_path / "build") as running:
        running.write("a", b"of the one that runs")
        published(tmp_path / "build", {"a": b"1"})
    assert set(tree(tmp_path)) == {"build/a", ".other-x7.part/a"}
    assert tree(tmp_path / "build") == {"a": b"of the one that runs"}


def test_a_build_killed_between_the_two_steps_of_an_exchange_is_put_right(tmp_path: Path) -> None:
    (tmp_path / ".build.old").mkdir()
    (tmp_path / ".build.old" / "a").write_bytes(b"1")
    with pytest.raises(ZeroDivisionError), publish(tmp_path / "build"):
        raise ZeroDivisionError
    assert tree(tmp_path) == {"build/a": b"1"}


_NAMES = ("a", "a/b", "a/b/c", "a/d", "e/f", "e", "g")


@given(st.data())
def test_what_was_published_before_is_brought_up_to_date(data: st.DataObject) -> None:
    """Whatever lies there from the builds before, and whoever has been at it, the new site has the files that it should."""
    with tempfile.TemporaryDirectory() as folder:
        target, spare = Path(folder) / "build", Path(folder) / ".syntolk" / "before" / "build"
        for _ in range(data.draw(st.integers(2, 6))):
            there = tree(target) if target.exists() else {}
            wanted: dict[str, bytes] = {}
            with publish(target, spare) as publication:
                for name in data.draw(st.permutations(_NAMES)):
                    if publication.has_room(name) and data.draw(st.booleans()):
                        wanted[name] = data.draw(st.sampled_from([b"1", b"2", there.get(name, b"3")]))
                        if there.get(name) == wanted[name] and data.draw(st.booleans()):
                            assert publication.keep(name, len(wanted[name]))
                        else:
                            publication.write(name, wanted[name])
            assert tree(target) == wanted
            for root in (target, spare):  # Written into the same file on the disk, removed, added.
                if root.exists() and tree(root) and data.draw(st.booleans()):
                    changed = root / data.draw(st.sampled_from(sorted(tree(root))))
                    what = data.draw(st.sampled_from(["edit", "remove", "add"]))
                    if what == "edit":
                        changed.write_bytes(b"x")
                    elif what == "remove":
                        changed.unlink()
                    else:
                        (changed.parent / "more").write_bytes(b"x")
            for root in (target, spare):
                if data.draw(st.integers(0, 5)) == 0:
                    shutil.rmtree(root, ignore_errors=True)
        assert [p.name for p in Path(folder).iterdir() if p.name.endswith(".part")] == []


def test_what_is_the_same_in_both_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, spare = tmp_path / "build", tmp_path / "before"
    for number in range(3):
        with publish(target, spare) as publication:
            publication.write("a/b.html", b"1")
            publication.write("c.html", b"%d" % number)
    linked: list[str] = []
    monkeypatch.setattr(os, "link", lambda _old, new: linked.append(new))
    with publish(target, spare) as publication:
        assert publication.keep("a/b.html", 1)
        publication.write("c.html", b"4")
    assert linked == []
    assert tree(target) == {"a/b.html": b"1", "c.html": b"4"}
    assert tree(spare) == {"a/b.html": b"1", "c.html": b"2"}


def test_two_builds_at_once_do_not_share_a_spare(tmp_path: Path) -> None:
    target, spare = tmp_path / "build", tmp_path / "before"
    for number in range(3):
        with publish(target, spare) as publication:
            publication.write("a", b"%d" % number)
    with publish(target, spare) as one:
        with publish(target, spare) as other:
            other.write("b", b"1")
        one.write("a", b"3")
    assert tree(target) == {"a": b"3"}
    assert left_over(tmp_path) == []


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(site) -> None:
    body = "\n\n".join(f"Stycke {n} på sidan." for n in range(40))
    root = site({f"source/s{n}.md": f"---\ntitle: Sida {n}\n---\n\n{body}\n" for n in range(40)})
    run = "import sys; from pipeline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "-C", str(root), "build", "--quiet"]
    page = root / "source" / "index.md"
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - start
    old = tree(root / "build")
    assert len(old) > 40
    moments = random.Random(7)
    for number in range(10):
        page.write_text(f"---\ntitle: Upplaga {number}\n---\n\nText.\n", "utf-8")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(whole * moments.uniform(0.3, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = tree(root / "build")
        if now != old:  # The new one, whole: the same that a build that nobody kills gives.
            subprocess.run(command, check=True, capture_output=True)
            assert tree(root / "build") == now
            old = now
    page.write_text("---\ntitle: Sista\n---\n\nText.\n", "utf-8")
    subprocess.run(command, check=True, capture_output=True)
    assert left_over(root) == [".syntolk"]
    remembered = [path.name for path in (root / ".syntolk").rglob("*")]
    assert [name for name in remembered if name.endswith(".part")] == []


# --- two writers -----------------------------------------------------------------------------------


def test_a_file_that_has_changed_since_it_was_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    assert files.replace_unchanged(path, None, b"one")
    assert not files.replace_unchanged(path, None, b"two")
    assert not files.replace_unchanged(path, b"zero", b"two")
    assert path.read_bytes() == b"one"
    assert files.replace_unchanged(path, b"one", b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_a_new_file_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", full)
    path = tmp_path / "a.po"
    assert files.replace_unchanged(path, None, b"one")
    assert not files.replace_unchanged(path, None, b"two")
    assert tree(tmp_path) == {"a.po": b"one"}


def test_what_is_saved_in_the_very_last_moment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    real = files.swap

    def swap(one: Path | str, other: Path | str) -> bool:
        if path.read_bytes() == b"one":
            path.write_bytes(b"an editor's")
        return real(one, other)

    monkeypatch.setattr(files, "swap", swap)
    assert not files.replace_unchanged(path, b"one", b"two")
    assert path.read_bytes() == b"an editor's"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(5, "Input/output error")])
@pytest.mark.parametrize("saved", ["an editor's", "one"])
def test_what_is_saved_in_the_very_last_moment_stays_when_that_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, saved: str
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    swap, holds, stops = files.swap, files._holds, iter([stop])

    def late(one: Path | str, other: Path | str) -> bool:
        if path.read_bytes() == b"one":
            path.write_text(saved)
        return swap(one, other)

    def stopped(one: str, data: bytes) -> bool:
        for error in stops:
            raise error
        return holds(one, data)

    monkeypatch.setattr(files, "swap", late)
    monkeypatch.setattr(files, "_holds", stopped)
    with pytest.raises(KeyboardInterrupt if isinstance(stop, KeyboardInterrupt) else OutputError):
        files.replace_unchanged(path, b"one", b"two")
    assert tree(tmp_path) == {"a.po": saved.encode()}


def test_what_is_saved_while_it_is_put_back_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One editor saves before the exchange, another one upon what stands there for a moment: who comes last wins, not we."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    real, saved = files.swap, iter([b"an editor's", b"another's"])

    def swap(one: Path | str, other: Path | str) -> bool:
        for data in islice(saved, 1):
            path.write_bytes(data)
        return real(one, other)

    monkeypatch.setattr(files, "swap", swap)
    assert not files.replace_unchanged(path, b"one", b"two")
    assert path.read_bytes() == b"another's"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_a_system_without_exchange_still_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    monkeypatch.setattr(files, "swap", lambda *_: False)
    assert files.replace_unchanged(path, b"one", b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
