"""Attendance, fellowship, types and languages of a meeting as bits.

Every distinct value in the directory is one bit: the attendance states first, then the
fellowships, then types and languages with the commonest first, so that a usual question
reads a single 64-bit column. All yes-or-no conditions on one column then become one
masked comparison. The same type code in two fellowships is one bit: codes are compared
as codes, and the question names the fellowship where the meaning matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.query import MeetingQuery, TypeFilter
from stepwell.search.container import Array
from stepwell.search.recent import Recent
from stepwell.search.tables import ByteTable

BITS_PER_COLUMN: Final = 64
_SEPARATOR: Final = ":"
_CACHED_TESTS: Final = 512

Bits = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


_Asked = tuple[TypeFilter, frozenset[Attendance], frozenset[str], frozenset[str]]


class TraitKind(StrEnum):
    ATTENDANCE = "attendance"
    FELLOWSHIP = "fellowship"
    TYPE = "type"
    LANGUAGE = "language"


_EXCLUSIVE: Final = (TraitKind.ATTENDANCE, TraitKind.FELLOWSHIP)  # one value per meeting


def trait_key(kind: TraitKind, value: str) -> str:
    return f"{kind}{_SEPARATOR}{value}"


def traits_of(meeting: Meeting) -> tuple[str, ...]:
    return (
        trait_key(TraitKind.ATTENDANCE, meeting.attendance),
        trait_key(TraitKind.FELLOWSHIP, meeting.fellowship),
        *dict.fromkeys(trait_key(TraitKind.TYPE, code) for code in meeting.types),
        *dict.fromkeys(trait_key(TraitKind.LANGUAGE, code) for code in meeting.languages),
    )


def bit_order(counts: Mapping[str, int]) -> list[str]:
    """Keys in the order of their bits; every attendance state has one, used or not."""
    states = [trait_key(TraitKind.ATTENDANCE, state) for state in Attendance]
    rest = sorted(set(counts) - set(states), key=lambda key: (_is_late(key), -counts[key], key))
    return states + rest


def _is_late(key: str) -> bool:
    return not key.startswith(TraitKind.FELLOWSHIP + _SEPARATOR)


@dataclass(frozen=True, slots=True)
class TraitTest:
    """fixed: (column, mask, value): masked bits must equal value. any_of: per clause,
    at least one of its (column, mask) must share a bit."""

    fixed: tuple[tuple[int, np.uint64, np.uint64], ...]
    any_of: tuple[tuple[tuple[int, np.uint64], ...], ...]

    def passes(self, values: Callable[[int], Bits]) -> Mask | None:
        """A mask over the rows in question, or None where every row passes.

        values: gives those rows' bits of one column.
        """
        mask: Mask | None = None
        for column, bits, value in self.fixed:
            mask = _both(mask, (values(column) & bits) == value)
        for clause in self.any_of:
            shares = [(values(column) & bits) != 0 for column, bits in clause]
            mask = _both(mask, shares[0] if len(shares) == 1 else np.logical_or.reduce(shares))
        return mask


def _both(left: Mask | None, right: Mask) -> Mask:
    return right if left is None else left & right


class TraitTable:
    """The bits in use, how many meetings have each, and questions turned into tests."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.columns: Bits = arrays["traits"]
        self.keys = ByteTable(arrays, "trait_keys").texts()
        self._counts = arrays["trait_counts"].tolist()
        self._bits = {key: bit for bit, key in enumerate(self.keys)}
        self._used = {kind: self._known(kind, self.present(kind)) for kind in _EXCLUSIVE}
        self._compiled = Recent[_Asked, TraitTest | None](_CACHED_TESTS)

    def present(self, kind: TraitKind) -> dict[str, int]:
        """value -> number of meetings, values in use only."""
        prefix = kind + _SEPARATOR
        return {
            key.removeprefix(prefix): count
            for key, count in zip(self.keys, self._counts, strict=True)
            if key.startswith(prefix) and count
        }

    def counted(self, rows: Array) -> dict[str, dict[str, int]]:
        """For each kind, value -> how many of `rows` have it; zeros left out."""
        found: dict[str, dict[str, int]] = {kind.value: {} for kind in TraitKind}
        for column, bits in enumerate(self.columns[:, rows]):
            octets = np.ascontiguousarray(bits.astype("<u8")).view(np.uint8).reshape(-1, 8)
            sums = np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
            for bit in np.flatnonzero(sums).tolist():
                kind, _, value = self.keys[column * BITS_PER_COLUMN + bit].partition(_SEPARATOR)
                found[kind][value] = int(sums[bit])
        return found

    def compile(self, query: MeetingQuery) -> TraitTest | None:
        """None where no meeting of this directory can pass."""
        asked = (query.types, query.attendance, query.fellowships, query.languages)
        return self._compiled.get(asked, self._compile)

    def _compile(self, asked: _Asked) -> TraitTest | None:
        types, attendance, fellowships, languages = asked
        required = self._known(TraitKind.TYPE, types.all_of)
        if len(required) < len(types.all_of):
            return None
        forbidden = self._known(TraitKind.TYPE, types.none_of)
        for kind, wanted in zip(_EXCLUSIVE, (attendance, fellowships), strict=True):
            if wanted:
                bits = self._known(kind, wanted)
                if not bits:
                    return None
                forbidden |= self._used[kind] - bits
        if required & forbidden:
            return None
        clauses = []
        for kind, wanted in ((TraitKind.TYPE, types.any_of), (TraitKind.LANGUAGE, languages)):
            if wanted:
                bits = self._known(kind, wanted)
                if not bits:
                    return None
                clauses.append(tuple(_by_column(bits).items()))
        return TraitTest(_fixed(required, forbidden), tuple(clauses))

    def _known(self, kind: TraitKind, values: Iterable[str]) -> frozenset[int]:
        keys = (trait_key(kind, value) for value in values)
        return frozenset(self._bits[key] for key in keys if key in self._bits)


def _by_column(bits: Iterable[int]) -> dict[int, np.uint64]:
    masks: dict[int, int] = {}
    for bit in sorted(bits):
        column, place = divmod(bit, BITS_PER_COLUMN)
        masks[column] = masks.get(column, 0) | 1 << place
    return {column: np.uint64(mask) for column, mask in masks.items()}


def _fixed(
    required: frozenset[int], forbidden: frozenset[int]
) -> tuple[tuple[int, np.uint64, np.uint64], ...]:
    values = _by_column(required)
    masks = _by_column(required | forbidden)
    return tuple((column, mask, values.get(column, np.uint64(0))) for column, mask in masks.items())
