from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT_OFF = "cut_off"
    SEGMENT_DROPPED = "segment_dropped"
    SEAL_MISMATCH = "seal_mismatch"
    OUTSIDE_MISMATCH = "outside_mismatch"
    UNPROTECTED = "unprotected"
    """Not a fault of the rows: the database no longer refuses to change them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a trail. day and sequence say where, as far as it can be told."""

    organization: str
    day: date | None
    sequence: int | None
    kind: Kind
    message: str
