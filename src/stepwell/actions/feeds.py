"""Adding, changing and removing feeds."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.directory_state import bump_directory_version
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import check_can_manage_feeds
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.gateways.failures import FetchRefused
from stepwell.gateways.feed_urls import parse_feed_url
from stepwell.library.vocabularies import fellowships
from stepwell.records.directory.models import Feed

MINUTES_PER_YEAR = 365 * 24 * 60


class FeedRefused(Exception):
    """What is wrong with the request about a feed, and what to do."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """source: an http(s) address or the path of a local file."""

    name: str
    source: str
    fellowship: str
    default_timezone: str = ""
    slug: str = ""
    allowed_host: str = ""
    max_loss_percent: int = 25
    sync_every_minutes: int = 24 * 60
    is_sample: bool = False


@transaction.atomic
def add_feed(new: NewFeed, *, by: Actor, at: datetime) -> str:
    """Store a feed, due at once, and return its slug.

    Raises:
        FeedRefused: a field is wrong or the slug is taken.
        AccessDenied: `by` may not manage feeds.
    """
    check_can_manage_feeds(by)
    slug = new.slug or _free_slug(new.name)
    _check_slug(slug)
    check_feed(new)
    feed = Feed.objects.create(
        slug=slug,
        name=new.name.strip(),
        source=new.source.strip(),
        fellowship=new.fellowship,
        default_timezone=new.default_timezone,
        allowed_host=new.allowed_host.strip().lower(),
        max_loss_percent=new.max_loss_percent,
        sync_every_minutes=new.sync_every_minutes,
        is_sample=new.is_sample,
        created_at=at,
        created_by=by.key,
        next_sync_at=at,
    )
    source = "address" if is_address(feed.source) else "file"
    details = {"fellowship": feed.fellowship, "source": source, "is_sample": feed.is_sample}
    record_feed_event("feed.added", feed, details, by=by, at=at)
    return slug


@transaction.atomic
@told_last()
def remove_feed(slug: str, *, by: Actor, at: datetime) -> int:
    """Delete a feed with its meetings and history; return how many meetings were listed."""
    check_can_manage_feeds(by)
    feed = get_feed(slug, for_update=True)
    listed = feed.meetings.filter(removed_at=None).count()
    record_feed_event("feed.removed", feed, {"meetings": listed}, by=by, at=at)
    feed.delete()
    bump_directory_version(at)
    return listed


def record_feed_event(
    event: str, feed: Feed, details: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    """Into the installation's chain: the directory belongs to no organization."""
    record = RecordRef("feed", str(feed.pk), label=feed.slug)
    record_event(event, by=by, at=at, record=record, details=details, organization_id="")


def get_feed(slug: str, *, for_update: bool = False) -> Feed:
    """The feed; for_update locks it until the transaction ends.

    Raises:
        FeedRefused: there is none of that name.
    """
    feeds = Feed.objects.select_for_update() if for_update else Feed.objects.all()
    try:
        return feeds.get(slug=slug)
    except Feed.DoesNotExist:
        known = ", ".join(Feed.objects.values_list("slug", flat=True)) or "none yet"
        raise FeedRefused(f"There is no feed {slug!r}. Feeds: {known}.") from None


def _free_slug(name: str) -> str:
    """From the name; "list-1" and so on for a name without Latin letters or digits."""
    if slug := slugify(name.replace(".", " "))[:64].strip("-_"):
        return slug
    taken = set(Feed.objects.filter(slug__startswith="list-").values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := f"list-{number}") not in taken)


def _check_slug(slug: str) -> None:
    if slugify(slug) != slug or len(slug) > 64:
        raise FeedRefused(
            f"The short name {slug!r} may have small letters, digits and hyphens, up to 64."
        )
    if Feed.objects.filter(slug=slug).exists():
        raise FeedRefused(f"There is already a feed {slug!r}; give this one another short name.")


def check_feed(new: NewFeed) -> None:
    """
    Raises:
        FeedRefused: a field other than the slug is wrong.
    """
    if not new.name.strip():
        raise FeedRefused("The feed needs a name, which visitors see.")
    for what, value, longest in (
        ("name", new.name.strip(), 200),
        ("address", new.source.strip(), 2000),
        ("allowed host", new.allowed_host.strip(), 255),
    ):
        if len(value) > longest:  # SQLite would keep it, PostgreSQL break off
            raise FeedRefused(
                f"The feed's {what} has {len(value):,} characters; give one of {longest:,} at most."
            )
        if "\0" in value:
            raise FeedRefused(f"The feed's {what} has a character in it that can't be stored.")
    check_fellowship(new.fellowship)
    check_timezone(new.default_timezone)
    if not 0 <= new.max_loss_percent <= 100:
        raise FeedRefused("The share of meetings a sync may remove is a percentage, 0 to 100.")
    if new.sync_every_minutes < 15:
        raise FeedRefused("A feed can be read every 15 minutes at most.")
    if new.sync_every_minutes > MINUTES_PER_YEAR:
        raise FeedRefused(f"A feed is read once a year at least ({MINUTES_PER_YEAR:,} minutes).")
    _check_source(new.source.strip(), new.allowed_host.strip().lower())


def check_fellowship(slug: str) -> None:
    known = fellowships()
    if slug not in known:
        raise FeedRefused(f"Unknown fellowship {slug!r}. Known: {', '.join(known)}.")


def check_timezone(name: str) -> None:
    if name and name not in zoneinfo.available_timezones():
        raise FeedRefused(
            f"{name!r} is not a time zone. Use a name such as America/New_York or Europe/London."
        )


def _check_source(source: str, allowed_host: str) -> None:
    if is_address(source):
        try:
            parse_feed_url(source, frozenset({allowed_host} - {""}))
        except FetchRefused as refusal:
            raise FeedRefused(str(refusal)) from refusal
    elif not Path(source).is_absolute():
        raise FeedRefused(
            f"{source!r} is neither an address that begins with https:// or http:// "
            "nor the full path of a file."
        )


def is_address(source: str) -> bool:
    return urlsplit(source).scheme in {"http", "https"}
