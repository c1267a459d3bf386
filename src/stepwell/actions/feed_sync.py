"""Reading a feed: fetch, parse, compare with what is listed, apply or hold, record.

A reading holds the feed's claim from before it looks at the feed until its outcome is written,
and finds the claim unbroken in the transaction that writes. Nobody else writes what the feed
lists meanwhile, so what was worked out before that transaction is still true in it.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from stepwell import __version__
from stepwell.actions.feed_applying import PreparedReading, apply_reading, prepare_reading
from stepwell.actions.feed_outcomes import keep_row_outcomes, row_outcomes
from stepwell.actions.feed_schedule import FeedClaim, claim_feed, next_reading, release_claim
from stepwell.actions.feed_source import keep_validators, read_source
from stepwell.actions.feeds import FeedRefused, get_feed, record_feed_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import check_can_manage_feeds
from stepwell.domain.meetings.reconciliation import Reconciliation
from stepwell.exchange.meeting_guide import parse_feed
from stepwell.exchange.outcomes import FeedCounts, FeedOptions, FeedUnreadable, ParsedFeed
from stepwell.gateways.failures import FetchError
from stepwell.gateways.feeds import Fetched, NotModified
from stepwell.records.directory.models import Feed, FeedSync

logger = logging.getLogger("stepwell.feeds")
_writing = threading.Lock()
"""Large readings of one process are written one after the other: on SQLite only one can be,
and who waits inside the database gives up after a while."""

SMALLEST_GUARDED = 10
"""A list of fewer meetings may lose any share of them, but not all: one closed group is no
disaster."""

INTERNAL = (
    "Something went wrong inside Stepwell during this reading, and nothing was changed. It will "
    "be tried again. The log of the server says more; please report it."
)


@dataclass(frozen=True, slots=True)
class SyncResult:
    """outcome: synced, unchanged, held or failed; or busy, when another reading was under way
    and this one left no trace. Counts as in records.directory.FeedSync."""

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
    slug: str,
    *,
    by: Actor,
    at: datetime,
    accept_removals: bool = False,
    force: bool = False,
    claim: FeedClaim | None = None,
) -> SyncResult:
    """Read one feed now. A reading that fails or is held leaves what is listed as it was.

    accept_removals: apply a reading that was held, if the same meetings would go.
    force: fetch and parse again though the source has not changed.
    claim: the caller's, released at the end; without one the feed is claimed here.

    Raises:
        FeedRefused: there is no such feed, or it was removed while it was read.
        AccessDenied: `by` may not manage feeds.
    """
    check_can_manage_feeds(by)
    claim = claim or claim_feed(slug, at=at)
    if not claim:
        get_feed(slug)
        return _busy(slug, "This list is being read at this moment. Look again in a minute.")
    try:
        reading = _Reading(get_feed(slug), claim, by, at, time.monotonic())
        result = reading.outcome(accept_removals=accept_removals, force=force)
    except _Overtaken:
        result = _busy(slug, "This reading took so long that another began. It left no trace.")
    except BaseException:
        release_claim(claim)
        raise
    logger.info("feed read", extra={"feed": slug, "outcome": result.outcome, "code": result.code})
    return result


class _Overtaken(Exception):
    """The claim ran out and another reading has taken it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """feed: as it was when the claim was taken. began: the moment `at`, on the monotonic clock."""

    feed: Feed
    claim: FeedClaim
    by: Actor
    at: datetime
    began: float

    def outcome(self, *, accept_removals: bool, force: bool) -> SyncResult:
        """Whatever goes wrong with the reading is an outcome too, and is recorded."""
        try:
            return self.run(accept_removals=accept_removals, force=force)
        except (FetchError, FeedUnreadable) as error:
            return self.fail(error.code, str(error))
        except (FeedRefused, _Overtaken):
            raise
        except Exception:
            logger.exception("a reading broke off", extra={"feed": self.feed.slug})
            return self.fail("internal", INTERNAL)

    def run(self, *, accept_removals: bool, force: bool) -> SyncResult:
        answer = read_source(self.feed, conditional=not (accept_removals or force))
        if isinstance(answer, NotModified):
            return self.leave(answer)
        digest = self.digest(answer.body)
        if digest == self.feed.content_digest and not force:
            return self.leave(answer)
        parsed = parse_feed(answer.body, self.options(answer))
        prepared = prepare_reading(self.feed, list(parsed.meetings()), at=self.at)
        plan = prepared.plan
        is_accepted = accept_removals and plan.removals_digest == self.feed.held_digest
        danger = "" if is_accepted else self.danger(plan)
        if danger:
            return self.hold(danger, parsed.counts(), plan)
        accepted = len(plan.removed) if is_accepted else 0
        return self.apply(parsed, prepared, answer, digest, accepted)

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

    def danger(self, plan: Reconciliation) -> str:
        """Why a person should look before this is applied, as a code, or ""."""
        if plan.listed and not plan.remaining:
            return "nothing_left"
        is_great = 100 * len(plan.removed) > self.feed.max_loss_percent * plan.listed
        return "great_loss" if plan.listed >= SMALLEST_GUARDED and is_great else ""

    def apply(
        self,
        parsed: ParsedFeed,
        prepared: PreparedReading,
        answer: Fetched,
        digest: str,
        accepted: int,
    ) -> SyncResult:
        """accepted: how many removals a person let through, after they were held."""
        read, counts = parsed.counts(), prepared.counts
        outcomes = list(row_outcomes(self.feed, parsed))
        message = (
            f"Read {read.read:,} rows: {counts.added:,} meetings added, {counts.changed:,} "
            f"changed, {counts.removed:,} removed, {read.rejected:,} rows not usable."
        )
        sync = self.new_sync(FeedSync.Outcome.SYNCED, "", message, read)
        for name in ("added", "changed", "unchanged", "removed", "renamed"):
            setattr(sync, name, getattr(counts, name))
        with _writing, transaction.atomic():
            feed = self.locked_feed()
            sync.save()
            apply_reading(prepared, feed=feed, sync=sync, at=self.at)
            keep_row_outcomes(feed, outcomes)
            if accepted:
                details = {"meetings": accepted}
                record_feed_event("feed.removals_accepted", feed, details, by=self.by, at=self.at)
            self.settle(feed, answer, digest=digest)
            sync.finished_at = self.now()
            sync.save(update_fields=["finished_at"])
        return _result(feed, sync)

    @transaction.atomic
    def hold(self, code: str, read: FeedCounts, plan: Reconciliation) -> SyncResult:
        feed = self.locked_feed()
        lost = len(plan.removed)
        loss = {
            "nothing_left": f"all {lost:,} meetings and leave none",
            "great_loss": f"{lost:,} meetings, more than the {feed.max_loss_percent} % allowed",
        }
        message = (
            f"Held: this reading would remove {loss[code]}. Nothing was changed. Look at the "
            "list at its source; if it is right, accept the removals."
        )
        sync = self.new_sync(FeedSync.Outcome.HELD, code, message, read)
        sync.save()
        feed.held_digest = plan.removals_digest
        feed.held_removals = lost
        self.reschedule(feed, failed=False)
        return _result(feed, sync)

    @transaction.atomic
    def leave(self, answer: Fetched | NotModified) -> SyncResult:
        """Nothing is new: the counts of rows are those of the last good reading."""
        feed = self.locked_feed()
        message = "Nothing has changed at the source since the last reading."
        sync = self.new_sync(FeedSync.Outcome.UNCHANGED, "", message)
        sync.unchanged = feed.meetings.filter(removed_at=None).count()
        last = feed.syncs.filter(outcome=FeedSync.Outcome.SYNCED).first()
        for name in ("read", "meetings", "withheld", "rejected") if last else ():
            setattr(sync, name, getattr(last, name))
        sync.save()
        self.settle(feed, answer, digest=feed.content_digest)
        return _result(feed, sync)

    @transaction.atomic
    def fail(self, code: str, message: str) -> SyncResult:
        feed = self.locked_feed()
        sync = self.new_sync(FeedSync.Outcome.FAILED, code, message)
        sync.save()
        self.reschedule(feed, failed=True)
        return _result(feed, sync)

    def locked_feed(self) -> Feed:
        """The feed as it stands, for the rest of the transaction, if the claim still holds.

        Raises:
            FeedRefused: the feed was removed meanwhile.
            _Overtaken: the claim is another's.
        """
        feed = Feed.objects.select_for_update().filter(pk=self.feed.pk).first()
        if feed is None:
            raise FeedRefused(
                f"The feed {self.feed.slug!r} was removed while it was read. Nothing was kept."
            )
        if feed.claim_token != self.claim.token:
            raise _Overtaken
        return feed

    def new_sync(
        self, outcome: str, code: str, message: str, read: FeedCounts | None = None
    ) -> FeedSync:
        sync = FeedSync(
            feed=self.feed,
            started_at=self.at,
            finished_at=self.now(),
            started_by=self.by.key,
            outcome=outcome,
            code=code,
            message=message,
        )
        for name in ("read", "meetings", "withheld", "rejected") if read else ():
            setattr(sync, name, getattr(read, name))
        return sync

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    def settle(self, feed: Feed, answer: Fetched | NotModified, *, digest: str) -> None:
        """The source was understood: remember its version, forget what was held."""
        keep_validators(feed, answer)
        feed.content_digest = digest
        feed.held_digest = ""
        feed.held_removals = 0
        feed.last_success_at = self.at
        self.reschedule(feed, failed=False)

    def reschedule(self, feed: Feed, *, failed: bool) -> None:
        feed.claimed_until = None
        feed.claim_token = ""
        feed.next_sync_at = next_reading(feed, at=self.at, failed=failed)
        feed.consecutive_failures = feed.consecutive_failures + 1 if failed else 0
        feed.save(update_fields=_OUTCOME_FIELDS)


_OUTCOME_FIELDS = (
    "etag",
    "last_modified",
    "validators_version",
    "content_digest",
    "held_digest",
    "held_removals",
    "last_success_at",
    "next_sync_at",
    "claimed_until",
    "claim_token",
    "consecutive_failures",
)
"""What a reading writes of its feed; how the feed is read is not its business."""


def _busy(slug: str, message: str) -> SyncResult:
    return SyncResult(slug, "busy", "busy", message)


def _result(feed: Feed, sync: FeedSync) -> SyncResult:
    names = set(SyncResult.__dataclass_fields__) - {"feed"}
    return SyncResult(feed=feed.slug, **{name: getattr(sync, name) for name in names})
