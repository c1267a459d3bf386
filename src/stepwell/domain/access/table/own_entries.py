"""The member's app."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.policies import own_entries
from stepwell.domain.access.table.row import Row


def rows() -> Iterator[Row]:
    yield Row(
        "The app",
        "Keep entries of their own, on their phones and on the server",
        own_entries.can_keep_own_entries,
    )
    yield Row(
        "The app",
        "Have reminders, and a calendar address of their own",
        own_entries.can_have_reminders,
    )
