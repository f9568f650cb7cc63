"""The readability of a site over the commits of its repository."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import START, commit, git

from pipeline.jobs import history as module
from pipeline.jobs.history import FILE, history, sample
from pipeline.readability import measure

EASY = "Vi hjälper dig. Ring oss i dag. Kom hit. "
HARD = "Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning och systematiserad uppföljning. "


def seen(root: Path) -> list[tuple[int, int, dict[str, int]]]:
    """Day, words, and words by section, of each moment."""
    return [
        (int((m.time.timestamp() - START) / 86_400), m.total.words, {name: own.words for name, own in m.sections})
        for m in history(root, "sv")
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    commit(root, {"source/index.md": EASY, "source/nytt/a.md": EASY * 2, "annat.md": HARD})
    commit(root, {"source/nytt/a.md": EASY + HARD}, day=10)
    commit(root, {"annat.md": EASY}, day=20)
    commit(root, {"source/index.md": EASY * 3}, day=30)
    return root


def test_the_commits_that_changed_a_page(root: Path) -> None:
    one, more = measure(EASY, "sv").words, measure(HARD, "sv").words
    expected = [
        (0, 3 * one, {".": one, "nytt": 2 * one}),
        (10, 2 * one + more, {".": one, "nytt": one + more}),
        (30, 4 * one + more, {".": 3 * one, "nytt": one + more}),
    ]
    assert seen(root) == expected
    assert seen(root) == expected  # From the cache.
    kept = json.loads((root / FILE).read_text("utf-8"))
    assert set(kept["moments"]) == {m.commit for m in history(root, "sv")}


def test_counts_are_pooled(root: Path) -> None:
    """As of one text with everything in it, not an average of averages."""
    last = history(root, "sv")[-1]
    whole = measure(f"{EASY * 3}\n\n{EASY}{HARD}", "sv")
    assert (last.total.lix, last.total.lix_interval) == (whole.lix, whole.lix_interval)
    assert last.total.ovix is None
    assert last.time == datetime.fromtimestamp(START + 30 * 86_400, UTC)


def test_what_is_no_page_does_not_count(root: Path) -> None:
    expected = seen(root)[-1]
    commit(
        root,
        {
            "source/_utkast/a.md": HARD,
            "source/_a.md": HARD,
            "source/.dold/a.md": HARD,
            "source/nytt/b.md": f"---\ntitle: B\ndraft: true\n---\n\n{HARD}",
            "source/nytt/c.md": f"---\npublished: false\n---\n\n{HARD}",
            "source/nytt/nul.md": HARD + "\0",
            "source/nytt/latin.md": "Räv räv. ".encode("latin-1"),
            "source/nytt/stor.md": "Ord ord. " * 200_000,
            "source/nytt/a.txt": HARD,
            "source/nytt/bilden.md/x.png": b"x",
        },
        day=40,
    )
    (root / "source/nytt/lank.md").symlink_to("a.md")
    commit(root, day=41)
    assert [moment[1:] for moment in seen(root)[-2:]] == [expected[1:]] * 2


def test_renamed_pages_and_deleted_sections(root: Path) -> None:
    git(root, "mv", "source/nytt/a.md", "source/å.md")
    commit(root, {"source/index.md": EASY}, day=40)
    *_, before, after = seen(root)
    assert set(before[2]) == {".", "nytt"}
    assert set(after[2]) == {"."}
    commit(root, {"source/å.md": None, "source/index.md": None}, day=50)
    assert len(seen(root)) == 4  # Without any page there is nothing to measure.


def test_a_site_below_the_top_and_a_linked_worktree(tmp_path: Path) -> None:
    top = tmp_path / "allt"
    root = top / "web bp/siten"
    commit(root, {"source/a.md": EASY}, top=_made(top))
    commit(top, {"annat/source/b.md": HARD}, day=5)
    commit(root, {"source/a.md": HARD}, day=9, top=top)
    assert [moment[0] for moment in seen(root)] == [0, 9]
    git(top, "worktree", "add", "--quiet", "-b", "gren", str(tmp_path / "linked"))
    assert [moment[0] for moment in seen(tmp_path / "linked/web bp/siten")] == [0, 9]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_merge_counts_when_it_came_to_the_branch(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "gren")
    commit(root, {"source/ny.md": HARD}, day=35)
    git(root, "checkout", "--quiet", "main")
    commit(root, {"source/index.md": EASY}, day=45)
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "gren", day=50)
    assert [moment[0] for moment in seen(root)] == [0, 10, 30, 45, 50]


def test_a_shallow_clone_has_what_was_fetched(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "klon")
    assert [moment[0] for moment in seen(tmp_path / "klon")] == [30]


def test_objects_that_were_not_fetched_are_not_fetched_now(root: Path, tmp_path: Path) -> None:
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{root}", "klon")
    objects = sorted((tmp_path / "klon/.git/objects").rglob("*"))
    history(tmp_path / "klon", "sv")
    assert sorted((tmp_path / "klon/.git/objects").rglob("*")) == objects


def test_nothing_is_asked_without_a_repository(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(module.git, "commits", lambda _: pytest.fail("git was asked"))
    (tmp_path / "source").mkdir()
    assert history(tmp_path, "sv") == ()
    assert not (tmp_path / ".syntolk").exists()


def test_without_git_or_commits(root: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "ny/source").mkdir(parents=True)
    git(tmp_path / "ny", "init", "--quiet")
    assert history(tmp_path / "ny", "sv") == ()
    (root / ".git/HEAD").write_text("skräp")
    assert history(root, "sv") == ()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(root, "sv") == ()


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[" * 100_000, b"null", b'{"version": 3}', b"\xff\xfe", b'{"version": "V", "moments": 3, "texts": {}}',
     b'{"version": "V", "moments": {"C": {"": [5, 1, 1, 1, 1, 1]}}, "texts": {}}',
     b'{"version": "V", "digest": "", "moments": {"C": {"": [5, 1, 1, 1, 1, 1]}}, "texts": {}}',
     b'{"version": "V", "digest": 3, "moments": {"C": {"": {"a": 1}}}, "texts": []}',
     b'{"version": "V", "digest": [], "moments": {"C": []}, "texts": {}}'],
)  # fmt: skip
def test_a_damaged_cache_is_none(root: Path, damage: bytes) -> None:
    expected = seen(root)
    kept = json.loads((root / FILE).read_bytes())
    last = list(kept["moments"])[-1]
    (root / FILE).write_bytes(damage.replace(b"V", kept["version"].encode()).replace(b"C", last.encode()))
    assert seen(root) == expected


@pytest.mark.parametrize("number", ["1", "9" * 400, "0"], ids=["plausible", "huge", "none"])
@pytest.mark.parametrize("place", range(6))
def test_what_was_edited_in_the_cache_is_measured_anew(root: Path, place: int, number: str) -> None:
    """By somebody, or by a disk: a number that could be one is no better than a hole."""
    expected = seen(root)
    before = (root / FILE).read_text("utf-8")
    numbers = re.compile(r'("":\[)([\d,]+)(\])')

    def edited(found: re.Match[str]) -> str:
        own = found[2].split(",")
        own[place] = number if own[place] != number else "2"
        return f"{found[1]}{','.join(own)}{found[3]}"

    (root / FILE).write_text(numbers.sub(edited, before), "utf-8")
    assert seen(root) == expected
    assert json.loads((root / FILE).read_text("utf-8"))["moments"] == json.loads(before)["moments"]


def test_half_a_cache_is_none(root: Path) -> None:
    expected = seen(root)
    whole = (root / FILE).read_bytes()
    for length in range(0, len(whole), 7):
        (root / FILE).write_bytes(whole[:length])
        assert seen(root) == expected


def test_a_cache_that_cannot_be_written(root: Path) -> None:
    (root / ".syntolk").write_text("no folder")
    assert len(seen(root)) == 3


def test_a_long_history_is_measured_bit_by_bit(root: Path, monkeypatch) -> None:
    expected = seen(root)
    (root / FILE).unlink()
    monkeypatch.setattr(module, "_MOST_NEW", 1)
    found = [seen(root) for _ in range(9)]
    assert [len(one) for one in found] == sorted(len(one) for one in found)
    assert not found[0]
    assert found[-1] == expected
    measured = []
    monkeypatch.setattr(module, "measured", lambda data, language: measured.append(data) or ())
    commit(root, {"source/ny.md": EASY * 7}, day=60)
    seen(root)
    assert measured == [(EASY * 7).encode()]  # What the newest commit had before is known.


def test_a_site_with_more_pages_than_are_kept_is_measured_too(root: Path, monkeypatch) -> None:
    commit(root, {f"source/sida{number}.md": EASY * number for number in range(7, 13)}, day=60)
    monkeypatch.setattr(module, "_MOST_NEW", 1)
    monkeypatch.setattr(module, "_MOST_KEPT", 2)
    assert [seen(root) for _ in range(12)][-1]


def test_what_is_kept_does_not_grow(root: Path) -> None:
    for day in range(40, 50):
        commit(root, {"source/index.md": EASY * day}, day=day)
        history(root, "sv")
    kept = json.loads((root / FILE).read_bytes())
    assert len(kept["texts"]) == 2


@given(st.lists(st.integers(0, 10**10), max_size=200), st.integers(1, 30))
def test_a_sample(times: list[int], most: int) -> None:
    commits = [(time, str(number)) for number, time in enumerate(times)]
    found = sample(commits, most)
    assert len(found) <= most
    assert [time for time, _ in found] == sorted(time for time, _ in found)
    assert bool(found) == bool(commits)
    if commits:
        assert found[-1] == commits[0]
        assert {commit for _, commit in found} <= {commit for _, commit in commits}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=99, unique=True), st.integers(1, 10**6))
def test_commits_drop_out_of_a_sample_and_do_not_come_in(times: list[int], more: int) -> None:
    commits = [(1000 * time, str(time)) for time in sorted(times, reverse=True)]
    new = (commits[0][0] + 1000 * more, "ny")
    assert set(sample([new, *commits])) <= {new, *sample(commits)}


def test_a_build_shows_it(site, syntolk) -> None:
    root = site({"source/om.md": f"---\ntitle: Om\n---\n\n{EASY * 9}"})
    commit(root)
    commit(root, {"source/om.md": f"---\ntitle: Om\n---\n\n{HARD * 9}"}, day=9)
    ran = syntolk("-C", root, "build", "--timings")
    assert "history" in ran.err
    assert "2026-01-10" in (root / "reports/index.html").read_text("utf-8")
    (root / FILE).unlink()
    assert syntolk("-C", root, "build", "--no-check").code == 0
    syntolk("-C", root, "check")
    assert not (root / FILE).exists()
