"""Letting go of what the directory no longer needs, once a day.

How long things are kept is our own choice (basis: design). It weighs what an administrator
may want to look back at against what a source has taken back, perhaps for somebody's sake.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import check_can_manage_feeds
from stepwell.domain.meetings.documents import decode_document, encode_document, without_details
from stepwell.records.directory.models import (
    Feed,
    FeedSync,
    ListedMeeting,
    MeetingChange,
    RowOutcome,
)

logger = logging.getLogger("stepwell.directory")

SYNCS_KEPT = timedelta(days=365)
"""A year of readings shows how a source behaves. Basis: design."""

CHANGES_KEPT = timedelta(days=90)
"""What changed is read by people who missed it: a season is enough. Basis: design."""

OUTCOMES_KEPT = timedelta(days=90)
"""Why rows were not listed, since the last good reading: older rows are no help. Basis: design."""

DETAILS_KEPT = timedelta(days=30)
"""Notes, links and numbers of a meeting that is no longer listed. A source that lost it by
mistake brings it back sooner. Basis: design."""

BATCH = 500
"""Rows in one transaction, so that nobody waits long for the database."""

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class PruneReport:
    """Rows let go of; documents: of removed meetings, cut down to name, schedule and place."""

    syncs: int
    changes: int
    outcomes: int
    documents: int


def prune_directory(*, by: Actor, at: datetime) -> PruneReport:
    """Of each feed the latest and the latest good reading stay, however old.

    Raises:
        AccessDenied: `by` may not manage feeds.
    """
    check_can_manage_feeds(by)
    report = PruneReport(
        changes=_delete(MeetingChange.objects.filter(at__lt=at - CHANGES_KEPT)),
        syncs=_delete(_old_syncs(at)),
        outcomes=_delete(RowOutcome.objects.filter(feed__last_success_at__lt=at - OUTCOMES_KEPT)),
        documents=_cut_documents(at),
    )
    logger.info("directory pruned", extra=asdict(report))
    return report


def _old_syncs(at: datetime) -> QuerySet[FeedSync]:
    needed: set[int] = set()
    for feed in Feed.objects.all():
        newest_first = feed.syncs.values_list("pk", flat=True)
        needed.update(newest_first[:1])
        needed.update(newest_first.filter(outcome=FeedSync.Outcome.SYNCED)[:1])
    return FeedSync.objects.filter(started_at__lt=at - SYNCS_KEPT).exclude(pk__in=needed)


def _cut_documents(at: datetime) -> int:
    long_gone = ListedMeeting.objects.filter(removed_at__lt=at - DETAILS_KEPT).exclude(
        document_digest=""
    )
    cut = 0
    while rows := list(long_gone.values_list("pk", "document", "feed_id")[:BATCH]):
        with transaction.atomic():
            # As a reading does, which may bring some of them back in another order.
            feeds = {feed_id for _, _, feed_id in rows}
            list(Feed.objects.select_for_update().filter(pk__in=feeds).order_by("pk"))
            for pk, document, _ in rows:
                bare = encode_document(without_details(decode_document(document)))
                # Asked again: the meeting may have come back since.
                cut += long_gone.filter(pk=pk).update(document=bare, document_digest="")
    return cut


def _delete(old: QuerySet[_Row]) -> int:
    deleted = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += len(ids)
        old.model._default_manager.filter(pk__in=ids).delete()
    return deleted
