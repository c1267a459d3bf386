"""Agreement of two raters on an ordered scale, beyond what chance would give.

Sources: Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70, 213-220: kappa_w is 1 less the
weighted disagreement that was seen over the one that chance gives with the same marginal
frequencies. Fleiss, J.L. and Cohen, J. (1973). The equivalence of weighted kappa and the intraclass
correlation coefficient. Educational and Psychological Measurement 33, 613-619: with squared
distances. Fleiss, J.L., Cohen, J. and Everitt, B.S. (1969). Large sample standard errors of kappa
and weighted kappa. Psychological Bulletin 72, 323-327.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from stepwell.domain.fidelity.ratings import Figure, mean_of

FEW = 30
"""Below so many sessions with two ratings, a page says that the number is unsure (design)."""
FEWEST = 2


class Weights(StrEnum):
    """linear: disagreement grows as the distance of two points. quadratic: as its square."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"


class WhyNone(StrEnum):
    """few: fewer than two pairs. constant: both always gave the same one point, so that chance
    alone would agree as well."""

    FEW = "few"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Kappa:
    """value, error: None where there is no number, with `why`. error: the large sample standard
    error. n: pairs. observed: the share of pairs with the same point."""

    value: float | None
    error: float | None
    n: int
    observed: float | None
    why: WhyNone | None = None

    @property
    def is_of_few(self) -> bool:
        return self.n < FEW


Table = Sequence[Sequence[float]]
Distance = Callable[[int, int], float]


def kappa_of(
    pairs: Iterable[tuple[int, int]], points: Sequence[int], weights: Weights = Weights.QUADRATIC
) -> Kappa:
    """
    Args:
        pairs: what the first and the second rater said of the same thing.
        points: of the scale, in order; all of them, also those that nobody chose.

    Raises:
        ValueError: a number is no point of the scale.
    """
    place = {point: at for at, point in enumerate(points)}
    table = [[0.0] * len(points) for _ in points]
    for first, second in pairs:
        if first not in place or second not in place:
            raise ValueError(f"{first}, {second}: not both points of this scale.")
        table[place[first]][place[second]] += 1
    return kappa_of_table(table, _distances(len(points), weights))


def kappa_of_table(table: Table, distance: Sequence[Sequence[float]]) -> Kappa:
    """
    Args:
        table: how many pairs are in each cell, the first rater's points in rows.
        distance: how much each cell disagrees: 0 on the diagonal, and at most whatever; only their
            ratios matter.
    """
    n = sum(map(sum, table))
    if n < FEWEST:
        return Kappa(None, None, int(n), None, WhyNone.FEW)
    size = range(len(table))
    shares = [[cell / n for cell in row] for row in table]
    rows = [sum(row) for row in shares]
    columns = [sum(row[j] for row in shares) for j in size]
    seen = sum(distance[i][j] * shares[i][j] for i in size for j in size)
    by_chance = sum(distance[i][j] * rows[i] * columns[j] for i in size for j in size)
    same = sum(shares[i][i] for i in size)
    if by_chance == 0:
        return Kappa(None, None, int(n), same, WhyNone.CONSTANT)
    value = 1 - seen / by_chance
    return Kappa(value, _error(shares, rows, columns, distance, n), int(n), same)


def _error(
    shares: Table,
    rows: Sequence[float],
    columns: Sequence[float],
    distance: Sequence[Sequence[float]],
    n: float,
) -> float:
    """Fleiss, Cohen and Everitt 1969, with agreement weights 1 - distance / greatest distance."""
    size = range(len(shares))
    most = max(map(max, distance))
    agree = [[1 - distance[i][j] / most for j in size] for i in size]
    of_row = [sum(columns[j] * agree[i][j] for j in size) for i in size]
    of_column = [sum(rows[i] * agree[i][j] for i in size) for j in size]
    seen = sum(agree[i][j] * shares[i][j] for i in size for j in size)
    chance = sum(agree[i][j] * rows[i] * columns[j] for i in size for j in size)
    spread = sum(
        shares[i][j] * (agree[i][j] * (1 - chance) - (of_row[i] + of_column[j]) * (1 - seen)) ** 2
        for i in size
        for j in size
    )
    variance = (spread - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4)
    return sqrt(max(variance, 0.0))


def _distances(size: int, weights: Weights) -> list[list[float]]:
    power = 1 if weights is Weights.LINEAR else 2
    return [[float(abs(i - j) ** power) for j in range(size)] for i in range(size)]


def mean_kappa(kappas: Iterable[Kappa]) -> Figure:
    """The plain mean of those that are numbers, as published reports give it."""
    return mean_of(one.value for one in kappas)
