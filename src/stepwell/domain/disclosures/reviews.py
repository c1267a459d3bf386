"""What is looked at again, and when it is due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import msgspec

from stepwell.domain.content.provenance import Basis


class ReviewKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slug: str
    label: str
    months: int
    basis: Basis
    source: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    review: tuple[ReviewKind, ...]


def parse_reviews(data: bytes) -> tuple[ReviewKind, ...]:
    """Raises msgspec.ValidationError on a field that is not known or fit."""
    kinds = msgspec.toml.decode(data, type=_File).review
    if len({one.slug for one in kinds}) != len(kinds):
        raise msgspec.ValidationError("A review is there twice.")
    return kinds


def due_on(kind: ReviewKind, last_done_on: date | None) -> date | None:
    """The day it is due again; None where it was never done, so it is due now."""
    if last_done_on is None:
        return None
    month = last_done_on.month - 1 + kind.months
    year, month = last_done_on.year + month // 12, month % 12 + 1
    return date(year, month, min(last_done_on.day, monthrange(year, month)[1]))
