"""The rules about translations on pairs that a person has written: silent on the right ones, right on the wrong ones."""

from __future__ import annotations

import pytest
from translations import Case, cases, findings

CORRECT = cases("correct.tsv", mistakes=False)
MISTAKES = cases("mistakes.tsv", mistakes=True)


@pytest.mark.parametrize("case", CORRECT, ids=str)
def test_nothing_is_said_of_a_correct_translation(case: Case) -> None:
    assert [(f.rule, f.message) for f in findings(case)] == []


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_a_mistake_is_found_by_its_own_rule(case: Case) -> None:
    found = findings(case)
    assert case.rule in {f.rule for f in found}
    assert {f.rule for f in found if f.severity == "error"} <= {case.rule}


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(CORRECT) >= 300
    assert len(MISTAKES) >= 150
