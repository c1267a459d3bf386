"""Which numbers of a chain lie in which sealed day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.domain.audit.seals import Seal, StoredSeal


@dataclass(frozen=True, slots=True)
class Missing:
    """Numbers first to last, all in one sealed day, or in none (day None)."""

    first: int
    last: int
    day: date | None
    is_whole_segment: bool


class SealedRanges:
    """The seals of one organization by their numbers; seals that overlap are kept as they come."""

    def __init__(self, seals: Sequence[StoredSeal]) -> None:
        self._seals = sorted(seals, key=lambda one: one.seal.first_sequence)
        self._firsts = [one.seal.first_sequence for one in self._seals]

    def at(self, sequence: int) -> StoredSeal | None:
        index = bisect_right(self._firsts, sequence) - 1
        if index < 0 or self._seals[index].seal.last_sequence < sequence:
            return None
        return self._seals[index]

    def dropped_at(self, sequence: int) -> Seal | None:
        found = self.at(sequence)
        return found.seal if found and found.dropped_by is not None else None

    def ends_from(self, sequence: int) -> Iterator[tuple[int, str]]:
        """The last number and hash of each seal that ends at `sequence` or later."""
        for one in self._seals:
            if one.seal.last_sequence >= sequence:
                yield one.seal.last_sequence, one.seal.head_hash

    def split(self, first: int, last: int) -> Iterator[Missing]:
        """The numbers first to last by sealed day, without those in dropped segments."""
        while first <= last:
            found = self.at(first)
            if found is None:
                index = bisect_right(self._firsts, first)
                until = self._firsts[index] - 1 if index < len(self._firsts) else last
                end = min(last, until)
                yield Missing(first, end, None, False)
            else:
                seal = found.seal
                end = min(last, seal.last_sequence)
                is_whole = first == seal.first_sequence and end == seal.last_sequence
                if found.dropped_by is None:
                    yield Missing(first, end, seal.day, is_whole)
            first = end + 1
