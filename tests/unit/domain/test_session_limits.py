from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stepwell.domain.access.session_limits import LIMITS, SessionLimits, why_over

BEGAN = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIMIT = SessionLimits(idle=timedelta(minutes=30), whole=timedelta(hours=12))


@pytest.mark.parametrize(
    ("seen", "now", "why"),
    [
        (0, 29, ""),
        (0, 30, "idle"),
        (600, 629, ""),
        (600, 630, "idle"),
        (719, 719, ""),
        (719, 720, "expired"),
        (0, 720, "expired"),
    ],
)
def test_session_is_over_when_unused_or_old(seen: int, now: int, why: str) -> None:
    found = why_over(
        LIMIT,
        began_at=BEGAN,
        last_seen_at=BEGAN + timedelta(minutes=seen),
        at=BEGAN + timedelta(minutes=now),
    )

    assert found == why


def test_limits_keep_to_assurance_level_2() -> None:
    assert all(one.idle <= timedelta(hours=1) for one in LIMITS.values())
    assert all(one.whole <= timedelta(hours=24) for one in LIMITS.values())


@pytest.mark.parametrize(("idle", "exactly"), [(5, 30), (30, 60), (60, 60)])
def test_last_use_is_written_down_exactly_enough(idle: int, exactly: int) -> None:
    limits = SessionLimits(timedelta(minutes=idle), timedelta(hours=1))

    assert limits.seen_every == timedelta(seconds=exactly)
