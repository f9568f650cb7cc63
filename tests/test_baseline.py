"""`syntolk check --baseline`: only what is new counts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import by_id
from pipeline.model import Finding, Location
from pipeline.reporters.baseline import fingerprint, new, read, text

FINDINGS = st.builds(
    Finding,
    st.sampled_from(["link-broken", "sentence-long"]),
    st.sampled_from(["error", "warning"]),
    st.sampled_from(["There is no “{href}”.", "A sentence of {words} words."]),
    st.builds(
        Location,
        st.sampled_from(["a.md", "b\tc.md", "d\ne.md", "f\u2028g\x85h\r.md", "l\udce4.md"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    st.sampled_from(["sv", "en"]),
    st.lists(st.tuples(st.sampled_from(["href", "line"]), st.text(max_size=3)), max_size=2).map(tuple),
)


@given(st.lists(FINDINGS))
def test_what_is_known_is_not_new(findings: list[Finding]) -> None:
    assert new(findings, read(text(findings), "x")) == ((), 0)


@given(st.lists(FINDINGS), st.lists(FINDINGS), st.integers(1, 99))
def test_only_what_is_new_stays_wherever_the_rest_has_moved(old: list[Finding], more: list[Finding], by: int) -> None:
    moved = [replace(f, location=f.location._replace(line=f.location.line + by)) for f in old]
    found, gone = new([*moved, *more], read(text(old), "x"))
    assert sorted(map(fingerprint, found)) == sorted(map(fingerprint, more))
    assert gone == 0


@given(st.lists(FINDINGS, min_size=1))
def test_the_file_survives_the_way_that_a_checkout_ends_its_lines(findings: list[Finding]) -> None:
    written = text(findings).encode()
    windows = written.replace(b"\n", b"\r\n").decode()
    assert new(findings, read(windows, "x")) == ((), 0)


def test_a_site_in_debt(site, syntolk) -> None:
    root = site({"source/u.md": "---\ntitle: U\n---\n\n[a](finns-inte.md)\n"})
    baseline = root / "known.txt"
    first = syntolk("-C", root, "check", "--baseline", str(baseline))
    assert (first.code, "findings are known from now on" in first.err) == (0, True)
    page = root / "source/u.md"
    page.write_text(page.read_text("utf-8").replace("[a]", "Ett stycke.\n\n[a]") + "\n[b](inte-heller.md)\n", "utf-8")
    second = syntolk("-C", root, "check", "--baseline", str(baseline))
    assert second.code == 1
    assert "inte-heller.md" in second.out
    assert "finns-inte.md" not in second.out
    page.write_text("---\ntitle: U\n---\n\nHej.\n", "utf-8")
    assert "there no more" in syntolk("-C", root, "check", "--baseline", str(baseline)).err


def test_a_word_corrected_on_a_hard_page_makes_no_old_error_new(site, syntolk) -> None:
    rule = by_id("readability-hard")
    assert rule is not None
    root = site({"source/u.md": f"---\ntitle: U\n---\n\n{rule.bad[0]}"})
    baseline = root / "known.txt"
    syntolk("-C", root, "check", "--baseline", str(baseline))
    page = root / "source/u.md"
    page.write_text(page.read_text("utf-8") + "\n\nVi hjälper dig gärna.\n", "utf-8")
    ran = syntolk("-C", root, "check", "--baseline", str(baseline))
    assert (ran.code, "readability-hard" in ran.out) == (0, False)


def test_another_file_is_no_baseline(site, syntolk) -> None:
    root = site()
    ran = syntolk("-C", root, "check", "--baseline", str(root / "syntolk.toml"))
    assert ran.code == 2
    assert "syntolk.toml:1:1: this is no line of a baseline" in ran.err
