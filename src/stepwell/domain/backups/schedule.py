"""Names of backup files, which are kept, and when the next backup and drill are due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

BACKUP_EVERY = timedelta(days=1)
DRILL_EVERY = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
"""How long to wait after one that failed."""
LATE_AFTER = timedelta(days=2)
DRILL_LATE_AFTER = timedelta(days=15)
_NAME = re.compile(r"stepwell-(\d{8}T\d{6})Z\.backup", re.ASCII)
_STAMP = "%Y%m%dT%H%M%S"


def backup_name(at: datetime) -> str:
    return f"stepwell-{at.astimezone(UTC).strftime(_STAMP)}Z.backup"


def made_at(name: str) -> datetime | None:
    """None: not the name of a backup, so not ours to touch."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups_among(names: Iterable[str]) -> list[str]:
    """The oldest first."""
    return sorted(name for name in names if made_at(name))


def superfluous(names: Iterable[str], *, keep: int) -> Sequence[str]:
    """The backups older than the `keep` newest."""
    return backups_among(names)[:-keep]


def is_due(
    *, last_good: datetime | None, last_tried: datetime | None, every: timedelta, at: datetime
) -> bool:
    """last_tried: the last attempt, good or not."""
    if last_good is not None and at - last_good < every:
        return False
    return last_tried is None or last_tried == last_good or at - last_tried >= AGAIN_AFTER
