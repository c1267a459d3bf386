"""Chance that falls the same way each time and in every version of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Numbers drawn from a name: the same name gives the same numbers for ever, and what
    is drawn under one name does not move what is drawn under another."""

    def __init__(self, *name: object) -> None:
        self._name = ":".join(map(str, name))
        self._drawn = 0

    def below(self, count: int) -> int:
        """0 <= number < count."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._name}#{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8]) % count

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[Item, int]]) -> Item:
        left = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        raise AssertionError("weights add up")
