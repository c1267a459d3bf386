"""Writing what a reading found: meetings, aliases, changes and row outcomes, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.directory_state import bump_directory_version
from stepwell.domain.meetings.documents import decode_document, encode_document
from stepwell.domain.meetings.identity import content_fingerprint, document_hash, field_diff
from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.reconciliation import (
    KnownMeeting,
    ReadMeeting,
    Reconciliation,
    reconcile,
)
from stepwell.records.directory.models import (
    Feed,
    FeedSync,
    ListedMeeting,
    MeetingAlias,
    MeetingChange,
)

BATCH = 500


@dataclass(frozen=True, slots=True)
class AppliedCounts:
    """added and removed count keys that came and went, changed and unchanged those that stayed;
    renamed counts meetings found again under another key, which are among these."""

    added: int
    changed: int
    unchanged: int
    removed: int
    renamed: int

    @property
    def is_change(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def plan_reading(feed: Feed, meetings: Sequence[Meeting]) -> Reconciliation:
    """Compare a reading with what the feed lists or once listed. Writes nothing."""
    known = [
        KnownMeeting(pk, key, fingerprint, digest, removed_at is None)
        for pk, key, fingerprint, digest, removed_at in feed.meetings.values_list(
            "pk", "source_key", "fingerprint", "document_digest", "removed_at"
        )
    ]
    read = [ReadMeeting(one, content_fingerprint(one), document_hash(one)) for one in meetings]
    return reconcile(known, read)


def apply_plan(plan: Reconciliation, *, feed: Feed, sync: FeedSync, at: datetime) -> AppliedCounts:
    """Apply a plan. Call inside the transaction that also records `sync`."""
    assert transaction.get_connection().in_atomic_block
    counts = _count(plan)
    changes: list[MeetingChange] = []
    _remove(plan.removed, sync, changes, at)
    _rename(plan, feed, at)
    _update(plan, sync, changes, at)
    _add(plan.added, feed, sync, changes, at)
    MeetingChange.objects.bulk_create(changes, batch_size=BATCH)
    if counts.is_change:
        bump_directory_version(at)
    return counts


def _count(plan: Reconciliation) -> AppliedCounts:
    """By key, as a reader who compares the two lists would count."""
    read = [one for _, one in plan.pairs] + plan.added
    keys = {one.source_key for one in read}
    before = {known.source_key for known, _ in plan.pairs if known.is_listed}
    before |= {known.source_key for known in plan.removed}
    unchanged = sum(
        known.is_listed and known.document_digest == one.document_digest
        for known, one in plan.pairs
    )
    added = len(keys - before)
    return AppliedCounts(
        added=added,
        changed=len(read) - added - unchanged,
        unchanged=unchanged,
        removed=len(before - keys),
        renamed=len(plan.renamed),
    )


def _remove(
    removed: Sequence[KnownMeeting], sync: FeedSync, changes: list[MeetingChange], at: datetime
) -> None:
    ids = [known.id for known in removed]
    for start in range(0, len(ids), BATCH):
        rows = ListedMeeting.objects.filter(pk__in=ids[start : start + BATCH])
        for pk, document in rows.values_list("pk", "document"):
            title = decode_document(document).name
            changes.append(_change(sync, pk, at, MeetingChange.Kind.REMOVED, title))
        rows.update(removed_at=at, changed_at=at)


def _rename(plan: Reconciliation, feed: Feed, at: datetime) -> None:
    """Keep old keys as aliases. Keys may be swapped, so all are freed before they are given."""
    renamed = plan.renamed
    if not renamed:
        return
    freed = [ListedMeeting(pk=known.id, source_key=f"moving {known.id}") for known, _ in renamed]
    ListedMeeting.objects.bulk_update(freed, ["source_key"], batch_size=BATCH)
    aliases = [
        MeetingAlias(feed=feed, source_key=known.source_key, meeting_id=known.id, created_at=at)
        for known, _ in renamed
    ]
    MeetingAlias.objects.bulk_create(
        aliases,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["feed", "source_key"],
        update_fields=["meeting", "created_at"],
    )


def _update(
    plan: Reconciliation, sync: FeedSync, changes: list[MeetingChange], at: datetime
) -> None:
    touched = [
        (known, read)
        for known, read in plan.pairs
        if not known.is_listed
        or known.source_key != read.source_key
        or known.document_digest != read.document_digest
    ]
    for start in range(0, len(touched), BATCH):
        part = touched[start : start + BATCH]
        before = dict(
            ListedMeeting.objects.filter(pk__in=[known.id for known, _ in part]).values_list(
                "pk", "document"
            )
        )
        rows = []
        for known, read in part:
            rows.append(_row(read, pk=known.id, at=at))
            kind = MeetingChange.Kind.CHANGED if known.is_listed else MeetingChange.Kind.RESTORED
            change = _change(sync, known.id, at, kind, read.meeting.name)
            change.fields = field_diff(decode_document(before[known.id]), read.meeting)
            changes.append(change)
        ListedMeeting.objects.bulk_update(rows, _COLUMNS, batch_size=BATCH)


_COLUMNS = [
    "source_key",
    "fingerprint",
    "document_digest",
    "document",
    "changed_at",
    "removed_at",
]


def _add(
    added: Sequence[ReadMeeting],
    feed: Feed,
    sync: FeedSync,
    changes: list[MeetingChange],
    at: datetime,
) -> None:
    rows = []
    for read in added:
        row = _row(read, at=at)
        row.feed = feed
        row.first_seen_at = at
        rows.append(row)
        changes.append(_change(sync, row.pk, at, MeetingChange.Kind.ADDED, read.meeting.name))
    ListedMeeting.objects.bulk_create(rows, batch_size=BATCH)


def _row(read: ReadMeeting, *, at: datetime, pk: UUID | None = None) -> ListedMeeting:
    row = ListedMeeting(
        source_key=read.source_key,
        fingerprint=read.fingerprint,
        document_digest=read.document_digest,
        document=encode_document(read.meeting),
        changed_at=at,
        removed_at=None,
    )
    if pk is not None:
        row.pk = pk
    return row


def _change(sync: FeedSync, meeting_id: UUID, at: datetime, kind: str, title: str) -> MeetingChange:
    return MeetingChange(sync=sync, meeting_id=meeting_id, at=at, kind=kind, title=title[:300])
