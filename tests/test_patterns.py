"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import gc
import pickle
import re
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import patterns
from pipeline.patterns import expression

ROOT = Path(patterns.__file__).parents[1]


def test_it_does_what_a_compiled_one_does() -> None:
    for text, flags in (("(?P<a>A+)b", 0), ("(?P<a>A+)b", re.IGNORECASE), ("^(?P<a>.)$", re.MULTILINE)):
        ours, theirs = expression(text, flags), re.compile(text, flags)
        for line in ("AAb aab", "x\ny", ""):
            assert [m.span() for m in ours.finditer(line)] == [m.span() for m in theirs.finditer(line)]
            assert ours.sub(r"<\g<a>>", line) == theirs.sub(r"<\g<a>>", line)
        assert (ours.pattern, ours.flags, ours.groupindex) == (theirs.pattern, theirs.flags, theirs.groupindex)


def test_bytes_are_looked_through_too() -> None:
    assert expression(rb"\d+").findall(b"a1 b22") == [b"1", b"22"]


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(re, "compile", lambda text, _flags: asked.append(text))
    expression("never")
    assert asked == []


def test_it_can_be_sent_to_another_process() -> None:
    found = expression("b+")
    for _ in ("before its first use", "after it"):
        assert pickle.loads(pickle.dumps(found)).findall("abba") == found.findall("abba")


def test_what_no_expression_has_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        _ = expression("a").nothing  # type: ignore[attr-defined]


def test_every_expression_of_the_program_can_be_compiled() -> None:
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        if "starter" not in path.parts:
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    # Some have been used by another test, and have changed class with it.
    every = [one for one in gc.get_objects() if issubclass(type(one), patterns._Compiled)]
    assert len(every) > 200
    assert all(one.pattern is not None for one in every)
