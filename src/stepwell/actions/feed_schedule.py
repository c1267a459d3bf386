"""Which feeds are due, and claiming them so that nobody reads one that is being read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from stepwell.records.directory.models import Feed

CLAIM = timedelta(minutes=15)
"""Longer than the longest reading; a claim left by a worker that died runs out by itself."""

RETRY_AFTER = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))


@dataclass(frozen=True, slots=True)
class FeedClaim:
    """The right to read a feed now. While the feed carries the token, it holds."""

    slug: str
    token: str = field(repr=False)


def claim_due_feeds(*, at: datetime, limit: int) -> list[FeedClaim]:
    """Claim up to `limit` due feeds, longest due first."""
    due = Feed.objects.filter(_is_free(at), next_sync_at__lte=at).order_by("next_sync_at", "pk")
    claims = [claim_feed(slug, at=at) for slug in due.values_list("slug", flat=True)[:limit]]
    return [claim for claim in claims if claim]


def claim_feed(slug: str, *, at: datetime) -> FeedClaim | None:
    """The claim for the one caller that got it; None for others, or if there is no such feed."""
    claim = FeedClaim(slug, secrets.token_hex(16))
    free = Feed.objects.filter(_is_free(at), slug=slug)
    return claim if free.update(claimed_until=at + CLAIM, claim_token=claim.token) else None


def release_claim(claim: FeedClaim) -> None:
    """Let others read the feed. A claim that ran out and was taken by another stays theirs."""
    held = Feed.objects.filter(slug=claim.slug, claim_token=claim.token)
    held.update(claimed_until=None, claim_token="")


def next_reading(feed: Feed, *, at: datetime, failed: bool) -> datetime:
    """When to read the feed again: sooner after a first failure, never more often than asked."""
    regular = timedelta(minutes=feed.sync_every_minutes)
    if not failed:
        return at + regular
    step = min(feed.consecutive_failures, len(RETRY_AFTER) - 1)
    return at + min(regular, RETRY_AFTER[step])


def _is_free(at: datetime) -> Q:
    return Q(claimed_until=None) | Q(claimed_until__lte=at)
