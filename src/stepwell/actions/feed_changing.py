"""Changing how a feed is called and read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from stepwell.actions.feeds import NewFeed, check_feed, get_feed, record_feed_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import check_can_manage_feeds

_READING = frozenset({"source", "fellowship", "default_timezone", "allowed_host"})
"""A change to one of these means that the feed must be read anew."""


@dataclass(frozen=True, slots=True)
class FeedChanges:
    """What should be different; None leaves a field as it is."""

    name: str | None = None
    source: str | None = None
    fellowship: str | None = None
    default_timezone: str | None = None
    allowed_host: str | None = None
    max_loss_percent: int | None = None
    sync_every_minutes: int | None = None


@transaction.atomic
def change_feed(slug: str, changes: FeedChanges, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Store the changes and return the names of the fields that differ now.

    Where they concern the reading, the feed is due at once, what was held is forgotten, and a
    reading under way leaves no trace.

    Raises:
        FeedRefused: there is no such feed, or a value is wrong. Nothing was changed.
        AccessDenied: `by` may not manage feeds.
    """
    check_can_manage_feeds(by)
    feed = get_feed(slug, for_update=True)
    wanted = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(changes).items()
        if value is not None
    }
    if "allowed_host" in wanted:
        wanted["allowed_host"] = wanted["allowed_host"].lower()
    different = {name: value for name, value in wanted.items() if value != getattr(feed, name)}
    check_feed(NewFeed(**{name: getattr(feed, name) for name in asdict(changes)} | different))
    for name, value in different.items():
        setattr(feed, name, value)
    if _READING & different.keys():
        feed.etag = feed.last_modified = feed.content_digest = feed.held_digest = ""
        feed.held_removals = 0
        feed.claim_token, feed.claimed_until = "", None
        feed.next_sync_at = at
    feed.save()
    if different:
        record_feed_event("feed.changed", feed, {"fields": sorted(different)}, by=by, at=at)
    return tuple(different)
