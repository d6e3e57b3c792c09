"""Changes: where the level of a series shifts, by optimal partitioning.

The series is cut into segments so that the sum of their squared deviations plus a penalty for each cut is least (Jackson et
al. 2005, "An algorithm for optimal partitioning of data on an interval"); candidates that can never become best are
dropped (PELT: Killick, Fearnhead and Eckley 2012). The penalty is that of the Schwarz criterion for a normal mean: twice the
variance times the logarithm of the length, the variance estimated from first differences so that shifts do not inflate it.
"""

import math
from collections.abc import Sequence
from itertools import pairwise


def change_points(series: Sequence[float], least: int = 2) -> tuple[int, ...]:
    """Return the indices at which a new level begins, rising; none in a series shorter than two segments.

    `least` is the length of the shortest segment. What can never become best is dropped only once a segment fits between.
    """
    n = len(series)
    if n < 2 * least:
        return ()
    cost = _Costs(series)
    penalty = penalty_of(series)
    best = [-penalty] + [math.inf] * n
    last = [0] * (n + 1)
    candidates, doomed = [0], dict[int, int]()
    for end in range(least, n + 1):
        within = [start for start in candidates if end - start >= least]
        totals = {start: best[start] + cost.of(start, end) + penalty for start in within}
        last[end] = min(totals, key=lambda start: (totals[start], start))
        best[end] = totals[last[end]]
        doomed.update({s: end + least for s in totals if s not in doomed and totals[s] - penalty > best[end]})
        candidates = [*(s for s in candidates if doomed.get(s, n + 1) > end + 1), end - least + 1]
    return _cuts(last, n)


def penalty_of(series: Sequence[float]) -> float:
    """Return what a cut has to save in squared deviations to be worth it."""
    return 2 * _variance(series) * math.log(len(series))


def _cuts(last: Sequence[int], end: int) -> tuple[int, ...]:
    cuts = []
    while last[end] > 0:
        end = last[end]
        cuts.append(end)
    return tuple(reversed(cuts))


def _variance(series: Sequence[float]) -> float:
    """Return the variance of the noise: half the mean square of differences between neighbours, never zero."""
    steps = [b - a for a, b in pairwise(series)]
    return max(sum(step * step for step in steps) / (2 * len(steps)), 1e-9)


class _Costs:
    """The squared deviation of any stretch of a series from its own mean, from running sums."""

    def __init__(self, series: Sequence[float]) -> None:
        self.sums, self.squares = [0.0], [0.0]
        for value in series:
            self.sums.append(self.sums[-1] + value)
            self.squares.append(self.squares[-1] + value * value)

    def of(self, start: int, end: int) -> float:
        total = self.sums[end] - self.sums[start]
        return max(0.0, self.squares[end] - self.squares[start] - total * total / (end - start))
