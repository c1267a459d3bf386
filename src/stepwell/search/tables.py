"""Strings and byte records inside arrays: one run of bytes and where each one ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from stepwell.search.container import Array

Integers = npt.NDArray[np.integer]


def pack(name: str, records: Iterable[bytes]) -> dict[str, Array]:
    """Two arrays: `NAME.bytes` and `NAME.ends` (length + 1, beginning with 0)."""
    data = bytearray()
    ends = [0]
    for record in records:
        data += record
        ends.append(len(data))
    return {
        f"{name}.bytes": np.frombuffer(bytes(data), np.uint8),
        f"{name}.ends": np.array(ends, np.uint64),
    }


def pack_texts(name: str, texts: Iterable[str]) -> dict[str, Array]:
    return pack(name, (text.encode() for text in texts))


class ByteTable:
    """Read side of `pack`: record by position, nothing copied until asked for."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._data = arrays[f"{name}.bytes"].data
        self._ends = arrays[f"{name}.ends"]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        return self._data[int(self._ends[index]) : int(self._ends[index + 1])].tobytes()

    def text(self, index: int) -> str:
        return self[index].decode()

    def texts(self) -> list[str]:
        return [self.text(index) for index in range(len(self))]


def pack_lists(name: str, lists: Sequence[npt.NDArray[np.uint32]]) -> dict[str, Array]:
    """`NAME.items` and `NAME.ends`: lists of row numbers, one after the other."""
    ends = np.zeros(len(lists) + 1, np.uint64)
    np.cumsum([len(items) for items in lists], out=ends[1:])
    items = np.concatenate([np.empty(0, np.uint32), *lists])
    return {f"{name}.items": items, f"{name}.ends": ends}


class ListTable:
    """Read side of `pack_lists`."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.items = arrays[f"{name}.items"]
        self.ends = arrays[f"{name}.ends"]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, index: int) -> npt.NDArray[np.uint32]:
        return self.items[int(self.ends[index]) : int(self.ends[index + 1])]

    def between(self, first: int, end: int) -> npt.NDArray[np.uint32]:
        """The items of lists `first` up to `end`, as one run."""
        return self.items[int(self.ends[first]) : int(self.ends[end])]


def positions_in_runs(begins: Integers, ends: Integers) -> npt.NDArray[np.int64]:
    """All positions of several half-open ranges, in order: (2, 7), (4, 9) -> 2 3 7 8."""
    lengths = (ends - begins).astype(np.int64)
    filled = lengths > 0
    lengths, first = lengths[filled], begins[filled].astype(np.int64)
    if not lengths.size:
        return np.empty(0, np.int64)
    steps = np.ones(int(lengths.sum()), np.int64)
    steps[0] = first[0]
    steps[np.cumsum(lengths)[:-1]] = first[1:] - (first[:-1] + lengths[:-1] - 1)
    return np.cumsum(steps)
