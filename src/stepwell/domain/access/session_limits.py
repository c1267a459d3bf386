"""How long a sign-in lasts: unused, and at most.

Source: NIST SP 800-63B-4, section 2.2.3: at assurance level 2, sign in again at least once in 24
hours, and after an hour without use. Staff and shared phones get less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

STAFF = "staff"
MEMBER = "member"
SHARED = "shared"
VISITOR = "visitor"
"""Someone who is signing in, and is not yet known."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    idle: timedelta
    whole: timedelta

    @property
    def seen_every(self) -> timedelta:
        """How exactly the last use is written down: a busy page does not write every second."""
        return min(timedelta(minutes=1), self.idle / 10)


LIMITS: Mapping[str, SessionLimits] = MappingProxyType(
    {
        STAFF: SessionLimits(timedelta(minutes=30), timedelta(hours=12)),
        MEMBER: SessionLimits(timedelta(hours=1), timedelta(hours=24)),
        SHARED: SessionLimits(timedelta(minutes=5), timedelta(minutes=30)),
        VISITOR: SessionLimits(timedelta(minutes=30), timedelta(hours=1)),
    }
)


def why_over(
    limits: SessionLimits, *, began_at: datetime, last_seen_at: datetime, at: datetime
) -> str:
    """ "expired" or "idle" where the session is over, "" while it lasts."""
    if at >= began_at + limits.whole:
        return "expired"
    if at >= last_seen_at + limits.idle:
        return "idle"
    return ""
