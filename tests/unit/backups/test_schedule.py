from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.backups.schedule import (
    AGAIN_AFTER,
    BACKUP_EVERY,
    backup_name,
    backups_among,
    is_due,
    made_at,
    superfluous,
)

AT = datetime(2026, 11, 27, 3, 15, 9, tzinfo=UTC)


@given(st.integers(0, 2**33))
def test_name_tells_when_a_backup_was_made(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert made_at(backup_name(at)) == at


def test_name_is_in_utc_whatever_the_clock() -> None:
    there = AT.astimezone(timezone(timedelta(hours=-5)))

    assert backup_name(there) == "stepwell-20261127T031509Z.backup"


@pytest.mark.parametrize(
    "name",
    [
        "stepwell-20261127T031509Z.backup.partial",
        "stepwell-20261399T031509Z.backup",
        "stepwell-20261127T031509Z.sqlite3",
        "my-stepwell-20261127T031509Z.backup",
        "state.json",
        "",
    ],
)
def test_name_of_another_file_is_none(name: str) -> None:
    assert made_at(name) is None


@given(st.sets(st.integers(0, 400), max_size=40), st.integers(1, 20))
def test_superfluous_leaves_the_newest_and_touches_nothing_else(days: set[int], keep: int) -> None:
    names = [backup_name(AT + timedelta(days=day)) for day in days]

    gone = superfluous([*names, "notes.txt"], keep=keep)

    left = [name for name in sorted(names) if name not in gone]
    assert left == sorted(names)[-keep:]
    assert set(gone) <= set(names)
    assert backups_among([*names, "notes.txt"]) == sorted(names)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("good_ago", "tried_ago", "due"),
    [
        (None, None, True),
        (BACKUP_EVERY, BACKUP_EVERY, True),
        (BACKUP_EVERY - HOUR, BACKUP_EVERY - HOUR, False),
        (2 * BACKUP_EVERY, AGAIN_AFTER / 2, False),
        (2 * BACKUP_EVERY, AGAIN_AFTER, True),
        (None, AGAIN_AFTER / 2, False),
        (None, AGAIN_AFTER, True),
        (HOUR, HOUR / 2, False),
    ],
)
def test_due_after_its_time_and_not_at_once_after_a_failure(
    good_ago: timedelta | None, tried_ago: timedelta | None, due: bool
) -> None:
    assert (
        is_due(
            last_good=None if good_ago is None else AT - good_ago,
            last_tried=None if tried_ago is None else AT - tried_ago,
            every=BACKUP_EVERY,
            at=AT,
        )
        is due
    )
