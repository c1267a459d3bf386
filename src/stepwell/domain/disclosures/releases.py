"""What becomes of a release for an audit or research, from being proposed to being made."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

MOST_RECORDS = 200
"""That can leave in one release, so that it can be looked through (design)."""


class ReleaseState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MADE = "made"


def state_of(
    *, is_approved: bool | None, withdrawn_at: datetime | None, made_at: datetime | None
) -> ReleaseState:
    """is_approved: None until the second person has decided."""
    if made_at is not None:
        return ReleaseState.MADE
    if withdrawn_at is not None:
        return ReleaseState.WITHDRAWN
    if is_approved is None:
        return ReleaseState.PROPOSED
    return ReleaseState.APPROVED if is_approved else ReleaseState.REFUSED
