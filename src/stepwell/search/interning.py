"""Repeated keys as small numbers, numbered by the keys' own order in the end."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Key = TypeVar("Key", bound=Hashable)


class Interner(Generic[Key]):
    """Collects keys, one (`add_one`) or several (`add_list`) per meeting."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._items = array("I")
        self._lengths = array("I")

    def add_one(self, key: Key) -> None:
        self._items.append(self._numbers.setdefault(key, len(self._numbers)))

    def add_list(self, keys: Iterable[Key]) -> None:
        before = len(self._items)
        numbers = self._numbers
        self._items.extend([numbers.setdefault(key, len(numbers)) for key in keys])
        self._lengths.append(len(self._items) - before)

    def finish(
        self, key: Callable[[Key], Any] | None = None
    ) -> tuple[list[Key], npt.NDArray[np.int64]]:
        """The distinct keys, sorted, and for every item collected its key's position."""
        ordered = sorted(self._numbers, key=key)  # type: ignore[type-var,arg-type]
        position = np.empty(len(ordered), np.int64)
        for rank, one in enumerate(ordered):
            position[self._numbers[one]] = rank
        return ordered, position[np.array(self._items, np.int64)]

    def owners(self) -> npt.NDArray[np.int64]:
        """For every item of `add_list`, which meeting (in order of coming) it belongs to."""
        lengths = np.array(self._lengths, np.int64)
        return np.repeat(np.arange(len(lengths)), lengths)
