"""Seals: one for each finished day (UTC) of an organization's chain, each naming the one before.

Days are UTC days, so that a day's bounds depend on nothing but the instant: an organization may
change its time zone, and clocks go back, without a segment moving.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from stepwell.domain.audit.chain import FORMAT


@dataclass(frozen=True, slots=True)
class Seal:
    """previous_seal_hash: "" for an organization's first seal."""

    organization: str
    day: date
    first_sequence: int
    last_sequence: int
    count: int
    head_hash: str
    previous_seal_hash: str


@dataclass(frozen=True, slots=True)
class StoredSeal:
    """dropped_by: the sequence of the event that records the dropping of this segment's events."""

    seal: Seal
    hash: str
    dropped_by: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event of an organization's chain, by the row every writer locks."""

    sequence: int
    hash: str


def seal_hash(seal: Seal) -> str:
    fields = [
        FORMAT,
        "seal",
        seal.organization,
        seal.day.isoformat(),
        seal.first_sequence,
        seal.last_sequence,
        seal.count,
        seal.head_hash,
        seal.previous_seal_hash,
    ]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode("ascii")).hexdigest()
