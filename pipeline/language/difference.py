"""How the figures of a translation differ from those of its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.figures import Figure, Reading


class Difference(NamedTuple):
    """What two texts do not have in common."""

    missing: tuple[str, ...]
    """Figures of the source alone, as they are written there."""
    added: tuple[str, ...]
    """Figures of the translation alone."""
    sure: bool
    """Whether digits stand against digits, so that one of them is wrong."""


def difference(source: Sequence[Figure], target: Sequence[Figure]) -> Difference | None:
    """How the figures of a translation differ from those of its source; None if nothing can be said against them.

    A number in words may be left out or put in: it is only a difference where another one stands in its place.
    """
    missing, added = _without_names(*_unmatched(source, target))
    hard = [f for f in (*missing, *added) if f.kind in _DIGITS]
    if hard and any(f.parts for f in hard):
        again = _unmatched(_in_parts(missing), _in_parts(added))
        if not any(figure.kind in _DIGITS for side in again for figure in side):
            missing, added = again
            hard = []
    ours = [f for f in missing if f.kind != "loose"]
    theirs = [f for f in added if f.kind != "loose"]
    if not ours and all(str(f.readings[0])[0] in "dc" for f in theirs):
        return None  # A time that the source takes for known: `miljonprogrammet` is `the estates of the 1960s`.
    if not hard and not _instead(ours, theirs):
        return None
    if not hard:
        ours, theirs = _alike(ours, theirs)
    sure = any(f.kind in _DIGITS for f in ours) and any(f.kind in _DIGITS for f in theirs)
    return Difference(_said(ours, theirs), _said(theirs, ours), sure)


_DIGITS = ("digits", "name")


def _said(figures: Sequence[Figure], others: Sequence[Figure]) -> tuple[str, ...]:
    """The figures as they are written, with their units where these are what differs."""
    numbers = {other.readings[0] for other in others}
    return tuple(f"{f.written} {f.unit}" if f.unit and f.readings[0] in numbers else f.written for f in figures)


def _without_names(missing: list[Figure], added: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The same, without names that have become words (`CO2`, carbon dioxide): where no other digits stand in their place."""
    ours, theirs = ([f for f in side if f.kind != "name"] for side in (missing, added))
    left = missing if any(f.kind in _DIGITS for f in added) else ours
    return left, added if any(f.kind in _DIGITS for f in missing) else theirs


def _instead(ours: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    return any(_alike(ours, theirs)[0])


def _sort(figure: Figure) -> str:
    first = figure.readings[0]
    return first[0] if isinstance(first, str) and first[0] in "mw" else "n"


def _alike(ours: Sequence[Figure], theirs: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What stands on both sides: months against months, days against days, numbers against numbers."""
    both = {_sort(figure) for figure in ours} & {_sort(figure) for figure in theirs}
    return [f for f in ours if _sort(f) in both], [f for f in theirs if _sort(f) in both]


def _in_parts(figures: Sequence[Figure]) -> list[Figure]:
    result: list[Figure] = []
    for figure in figures:
        result += [Figure(f"{part:g}", (part,), figure.kind) for part in figure.parts] or [figure]
    return result


_ORDER = {"digits": 0, "name": 1, "words": 2, "loose": 3}


def _unmatched(source: Sequence[Figure], target: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The figures of both sides without a partner: digits against digits first, so that no word (`en`) takes one of them."""
    ours, theirs = _sorted(source), _sorted(target)
    left, right = _paired([f for f in ours if f.kind in _DIGITS], [f for f in theirs if f.kind in _DIGITS])
    left += [f for f in ours if f.kind not in _DIGITS]
    right += [f for f in theirs if f.kind not in _DIGITS]
    return _paired(left, right)


def _sorted(figures: Sequence[Figure]) -> list[Figure]:
    """The surest first."""
    return sorted(figures, key=lambda figure: _ORDER[figure.kind])


_Waiting = dict[Reading, dict[Reading, list[int]]]
"""The numbers of figures without a partner by what they may mean, then by their measure; the first comes last."""


def _paired(left: list[Figure], right: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What has no partner: first by what it most likely means, then by what it may mean."""
    for first_only in (True, False):
        waiting: _Waiting = {}
        for number in range(len(right) - 1, -1, -1):
            readings, measure = right[number].readings, right[number].measure
            for reading in readings[:1] if first_only else readings:
                waiting.setdefault(reading, {}).setdefault(measure, []).append(number)
        taken: set[int] = set()
        rest: list[Figure] = []
        for figure in left:
            wanted = figure.readings[:1] if first_only else figure.readings
            partner = _partner(wanted, figure.measure, waiting, taken)
            if partner is None:
                rest.append(figure)
            else:
                taken.add(partner)
        left, right = rest, [figure for number, figure in enumerate(right) if number not in taken]
    return left, right


def _partner(wanted: Sequence[Reading], measure: Reading, waiting: _Waiting, taken: set[int]) -> int | None:
    """The first that is free and has one of the readings `wanted`; not 20 hours for 20 minutes, which is the `measure`."""
    for reading in wanted:
        free: list[int] = []
        for other, numbers in waiting.get(reading, {}).items():
            while numbers and numbers[-1] in taken:
                numbers.pop()
            if numbers and (measure == other or not (measure and other)):
                free.append(numbers[-1])
        if free:
            return min(free)
    return None
