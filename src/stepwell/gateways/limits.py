"""How much time and space one feed may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """total_seconds covers name look-up, every redirect and the whole body.

    max_ratio: unpacked bytes per byte received, looked at once `max_ratio_from_bytes`
    are unpacked. The best compressed directory we have seen is near 25 to 1.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 120.0
    max_wire_bytes: int = 32 * MEBIBYTE
    max_body_bytes: int = 64 * MEBIBYTE
    max_ratio: int = 100
    max_ratio_from_bytes: int = MEBIBYTE
    max_header_bytes: int = 64 * 1024
    max_redirects: int = 5


DEFAULT_LIMITS = FetchLimits()


def readable_size(size: int) -> str:
    if size >= MEBIBYTE:
        return f"{size / MEBIBYTE:g} MB"
    return f"{size / 1024:.0f} KB" if size >= 1024 else f"{size} bytes"


class Deadline:
    """A moment on the monotonic clock by which all must be done."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        return self._end - self._clock()
