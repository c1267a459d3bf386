"""Counts that give nobody away.

Source: CMS cell size suppression policy: no cell of 1 to 10; and no cell that could be computed
from the others and the total.
"""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST = 11


def suppressed(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts with small ones as None, and the next ones while the hidden add up to little.

    What the hidden have in common, the total tells: two that make 2 are 1 and 1.

    Zero stays: it is about nobody.
    """
    shown: dict[str, int | None] = {
        key: count if count == 0 or count >= SMALLEST else None for key, count in counts.items()
    }
    hidden = sum(counts[key] for key, count in shown.items() if count is None)
    left = sorted((count, key) for key, count in shown.items() if count)
    if 0 < hidden < SMALLEST and left:
        shown[left[0][1]] = None
    return shown


def suppressed_total(counts: Mapping[str, int]) -> int | None:
    """The total, None while it is small itself."""
    total = sum(counts.values())
    return total if total == 0 or total >= SMALLEST else None
