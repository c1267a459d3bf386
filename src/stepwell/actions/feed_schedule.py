"""Which feeds are due, and claiming them so that two workers never read the same one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from stepwell.records.directory.models import Feed

CLAIM = timedelta(minutes=15)
"""Longer than the longest reading; a claim left by a worker that died runs out by itself."""

RETRY_AFTER = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))


def claim_due_feeds(*, at: datetime, limit: int) -> list[str]:
    """Claim up to `limit` due feeds, longest due first, and return their slugs."""
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    due = Feed.objects.filter(is_free, next_sync_at__lte=at).order_by("next_sync_at", "pk")
    claimed = []
    for pk, slug in due.values_list("pk", "slug")[:limit]:
        if claim_feed(pk, at=at):
            claimed.append(slug)
    return claimed


def claim_feed(pk: int, *, at: datetime) -> bool:
    """True for the one caller that got it."""
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return Feed.objects.filter(is_free, pk=pk).update(claimed_until=at + CLAIM) == 1


def next_reading(feed: Feed, *, at: datetime, failed: bool) -> datetime:
    """When to read the feed again: sooner after a first failure, never more often than asked."""
    regular = timedelta(minutes=feed.sync_every_minutes)
    if not failed:
        return at + regular
    step = min(feed.consecutive_failures, len(RETRY_AFTER) - 1)
    return at + min(regular, RETRY_AFTER[step])
