"""Which list a meeting comes from and when it was last read, without a query per page.

Kept in the process for a few minutes: "checked 3 hours ago" needs no more. While the
database cannot be read, pages go without it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError

from stepwell.queries.feeds import feed_reports

KEPT_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ListingSource:
    """A feed in words for visitors. checked_at: its last good reading."""

    slug: str
    name: str
    checked_at: datetime | None
    is_sample: bool


class _Sources:
    def __init__(self) -> None:
        self._by_slug: dict[str, ListingSource] = {}
        self._read_at = float("-inf")
        self._lock = Lock()

    def all(self) -> dict[str, ListingSource]:
        with self._lock:
            if time.monotonic() - self._read_at > KEPT_SECONDS:
                self._by_slug = _read() or self._by_slug
                self._read_at = time.monotonic()
            return self._by_slug

    def forget(self) -> None:
        with self._lock:
            self._by_slug, self._read_at = {}, float("-inf")


_sources = _Sources()


def listing_source(slug: str) -> ListingSource | None:
    return _sources.all().get(slug)


def latest_check() -> datetime | None:
    """When the most recently read list was read."""
    times = [one.checked_at for one in _sources.all().values() if one.checked_at]
    return max(times, default=None)


def has_samples() -> bool:
    """Whether invented meetings are listed, which pages must say."""
    return any(one.is_sample for one in _sources.all().values())


def forget_sources() -> None:
    """For tests, and for a process that has just changed the feeds."""
    _sources.forget()


def _read() -> dict[str, ListingSource]:
    try:
        return {
            report.slug: ListingSource(
                report.slug, report.name, report.last_success_at, report.is_sample
            )
            for report in feed_reports()
        }
    except DatabaseError:
        return {}
