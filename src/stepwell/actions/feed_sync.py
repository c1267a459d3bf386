"""Reading a feed: fetch, parse, compare with what is listed, apply or hold, record."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stepwell import __version__
from stepwell.actions.feed_applying import apply_plan, plan_reading
from stepwell.actions.feed_outcomes import keep_row_outcomes
from stepwell.actions.feed_schedule import next_reading
from stepwell.actions.feed_source import read_source
from stepwell.actions.feeds import get_feed
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import check_can_manage_feeds
from stepwell.domain.meetings.reconciliation import Reconciliation
from stepwell.exchange.meeting_guide import parse_feed
from stepwell.exchange.outcomes import FeedCounts, FeedOptions, FeedUnreadable, ParsedFeed
from stepwell.gateways.failures import FetchError
from stepwell.gateways.feeds import Fetched, NotModified
from stepwell.records.directory.models import Feed, FeedSync

logger = logging.getLogger("stepwell.feeds")

SMALLEST_GUARDED = 10
"""A list of fewer meetings may lose any share of them: one closed group is no disaster."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """outcome: synced, unchanged, held or failed. Counts as in records.directory.FeedSync."""

    feed: str
    outcome: str
    code: str
    message: str
    read: int = 0
    meetings: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    renamed: int = 0
    withheld: int = 0
    rejected: int = 0


def sync_feed(
    slug: str, *, by: Actor, at: datetime, accept_removals: bool = False, force: bool = False
) -> SyncResult:
    """Read one feed now. A reading that fails or is held leaves what is listed as it was.

    accept_removals: apply a reading that was held, if the source still says the same.
    force: fetch and parse again though the source has not changed.

    Raises:
        FeedRefused: there is no such feed.
        AccessDenied: `by` may not manage feeds.
    """
    check_can_manage_feeds(by)
    feed = get_feed(slug)
    reading = _Reading(feed, by, at)
    try:
        result = reading.run(accept_removals=accept_removals, force=force)
    except (FetchError, FeedUnreadable) as error:
        result = reading.fail(error.code, str(error))
    logger.info("feed read", extra={"feed": slug, "outcome": result.outcome, "code": result.code})
    return result


@dataclass(frozen=True, slots=True)
class _Reading:
    feed: Feed
    by: Actor
    at: datetime

    def run(self, *, accept_removals: bool, force: bool) -> SyncResult:
        answer = read_source(self.feed, conditional=not (accept_removals or force))
        if isinstance(answer, NotModified):
            return self.leave(answer)
        digest = self.digest(answer.body)
        if digest == self.feed.content_digest and not force:
            return self.leave(answer)
        parsed = parse_feed(answer.body, self.options(answer))
        plan = plan_reading(self.feed, list(parsed.meetings()))
        is_accepted = accept_removals and digest == self.feed.held_digest
        if self.is_too_great_a_loss(plan) and not is_accepted:
            return self.hold(parsed.counts(), plan, digest)
        return self.apply(parsed, plan, answer, digest)

    def options(self, answer: Fetched) -> FeedOptions:
        return FeedOptions(
            fellowship=self.feed.fellowship,
            default_timezone=self.feed.default_timezone,
            content_type=answer.content_type,
        )

    def digest(self, body: bytes) -> str:
        """Of the bytes and of all that decides how they are read."""
        how = f"{__version__}|{self.feed.fellowship}|{self.feed.default_timezone}|"
        return hashlib.sha256(how.encode() + body).hexdigest()

    def is_too_great_a_loss(self, plan: Reconciliation) -> bool:
        listed = len(plan.removed) + sum(known.is_listed for known, _ in plan.pairs)
        share = 100 * len(plan.removed) / listed if listed else 0
        return listed >= SMALLEST_GUARDED and share > self.feed.max_loss_percent

    @transaction.atomic
    def apply(
        self, parsed: ParsedFeed, plan: Reconciliation, answer: Fetched, digest: str
    ) -> SyncResult:
        read = parsed.counts()
        sync = self.record(FeedSync.Outcome.SYNCED, read=read)
        counts = apply_plan(plan, feed=self.feed, sync=sync, at=self.at)
        for name in ("added", "changed", "unchanged", "removed", "renamed"):
            setattr(sync, name, getattr(counts, name))
        sync.message = (
            f"Read {read.read:,} rows: {counts.added:,} meetings added, {counts.changed:,} "
            f"changed, {counts.removed:,} removed, {read.rejected:,} rows not usable."
        )
        sync.save()
        keep_row_outcomes(self.feed, parsed)
        self.settle(answer, digest=digest)
        return _result(self.feed, sync)

    @transaction.atomic
    def hold(self, read: FeedCounts, plan: Reconciliation, digest: str) -> SyncResult:
        lost = len(plan.removed)
        message = (
            f"Held: this reading would remove {lost:,} meetings, more than the "
            f"{self.feed.max_loss_percent} % allowed. Nothing was changed. Look at the list at "
            "its source; if it is right, accept the removals."
        )
        sync = self.record(FeedSync.Outcome.HELD, "great_loss", message, read)
        self.feed.held_digest = digest
        self.feed.held_removals = lost
        self.reschedule(failed=False)
        return _result(self.feed, sync)

    @transaction.atomic
    def leave(self, answer: Fetched | NotModified) -> SyncResult:
        """Nothing is new: the counts of rows are those of the last good reading."""
        message = "Nothing has changed at the source since the last reading."
        sync = self.record(FeedSync.Outcome.UNCHANGED, "", message)
        sync.unchanged = self.feed.meetings.filter(removed_at=None).count()
        last = self.feed.syncs.filter(outcome=FeedSync.Outcome.SYNCED).first()
        for name in ("read", "meetings", "withheld", "rejected") if last else ():
            setattr(sync, name, getattr(last, name))
        sync.save()
        self.settle(answer, digest=self.feed.content_digest)
        return _result(self.feed, sync)

    @transaction.atomic
    def fail(self, code: str, message: str) -> SyncResult:
        sync = self.record(FeedSync.Outcome.FAILED, code, message)
        self.reschedule(failed=True)
        return _result(self.feed, sync)

    def record(
        self, outcome: str, code: str = "", message: str = "", read: FeedCounts | None = None
    ) -> FeedSync:
        sync = FeedSync(
            feed=self.feed,
            started_at=self.at,
            finished_at=self.at,
            started_by=self.by.key,
            outcome=outcome,
            code=code,
            message=message,
        )
        if read:
            sync.read = read.read
            sync.meetings = read.meetings
            sync.withheld = read.withheld
            sync.rejected = read.rejected
        sync.save()
        return sync

    def settle(self, answer: Fetched | NotModified, *, digest: str) -> None:
        """The source was understood: remember its version, forget what was held."""
        self.feed.etag = answer.etag[:500] or self.feed.etag
        self.feed.last_modified = answer.last_modified[:100] or self.feed.last_modified
        self.feed.content_digest = digest
        self.feed.held_digest = ""
        self.feed.held_removals = 0
        self.feed.last_success_at = self.at
        self.reschedule(failed=False)

    def reschedule(self, *, failed: bool) -> None:
        self.feed.next_sync_at = next_reading(self.feed, at=self.at, failed=failed)
        self.feed.consecutive_failures = self.feed.consecutive_failures + 1 if failed else 0
        self.feed.claimed_until = None
        self.feed.save()


def _result(feed: Feed, sync: FeedSync) -> SyncResult:
    names = set(SyncResult.__dataclass_fields__) - {"feed"}
    return SyncResult(feed=feed.slug, **{name: getattr(sync, name) for name in names})
