"""How sure a score is: the 95 % interval of any smooth function of means over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

NORMAL_95 = 1.959964


def interval(
    score: float, number: int, slopes: Sequence[float], totals: Sequence[int], products: Sequence[Sequence[int]]
) -> tuple[float, float] | None:
    """The 95 % interval of a score that is a function of means over sentences. None below two sentences.

    How far the score would move had the author written other sentences of the same kind. `slopes` are the derivatives of the
    score by each mean, at the means; `totals` the sums Σv of what is counted in each of the `number` sentences, and `products`
    the sums Σv·w of each pair. The variance of the score is that of d = Σ slope·(v − v̄) over the sentences, divided by their
    number (the delta method; the infinitesimal jackknife of Efron 1982). It agrees with a bootstrap over sentences within a
    few per cent (tests hold it to 15), needs no random numbers, and sums can be pooled.

    >>> low, high = interval(10, 3, [1], [30], [[332]])  # a mean of 10, 14 and 6: d = 0, 4, −4
    >>> round(low, 2), round(high, 2)  # 10 ± 1.96·√(32/2/3)
    (5.47, 14.53)
    """
    if number < 2:
        return None
    mean = sum(slope * total for slope, total in zip(slopes, totals, strict=True)) / number
    # Σd² multiplied out. The sums are whole numbers, so nothing is lost but in the last step.
    squares = -number * mean * mean
    for slope, row in zip(slopes, products, strict=True):
        for other, product in zip(slopes, row, strict=True):
            squares += slope * other * product
    half = NORMAL_95 * sqrt(max(squares, 0.0) / (number - 1) / number)
    return score - half, score + half
