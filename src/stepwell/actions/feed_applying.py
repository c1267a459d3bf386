"""Writing what a reading found: meetings, aliases and changes, all or nothing.

Everything is worked out before the transaction that writes it, which is then short: other
writers wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from stepwell.actions.directory_state import bump_directory_version
from stepwell.domain.meetings.changes import kept_of
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
_Item = TypeVar("_Item")


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


@dataclass(frozen=True, slots=True)
class PreparedReading:
    """What a reading would write. rows: the meetings that are new, changed or back, in full.
    changes: without their sync, which there is only when they are written."""

    plan: Reconciliation
    counts: AppliedCounts
    rows: list[ListedMeeting]
    changes: list[MeetingChange]


def prepare_reading(feed: Feed, meetings: Sequence[Meeting], *, at: datetime) -> PreparedReading:
    """Compare a reading with what the feed lists or once listed. Writes nothing.

    It stays true for as long as nobody else writes what the feed lists.
    """
    known = [
        KnownMeeting(*row)
        for row in feed.meetings.values_list(
            "pk", "source_key", "fingerprint", "document_digest", "removed_at"
        )
    ]
    read = [ReadMeeting(one, content_fingerprint(one), document_hash(one)) for one in meetings]
    plan = reconcile(known, read)
    touched = [(known, read) for known, read in plan.pairs if _is_touched(known, read)]
    rows = [_row(one, feed, at) for one in plan.added]
    if known:
        added = MeetingChange.Kind.ADDED
        changes = [
            _change(row.pk, at, added, one.meeting.name)
            for row, one in zip(rows, plan.added, strict=True)
        ]
        changes += [*_removals(plan.removed, at), *_updates(touched, at)]
    else:
        changes = [_change(None, at, MeetingChange.Kind.FIRST_READING, feed.name)] if rows else []
    rows += [_row(read, feed, at, pk=known.id) for known, read in touched]
    return PreparedReading(plan, _count(plan), rows, changes)


def apply_reading(prepared: PreparedReading, *, feed: Feed, sync: FeedSync, at: datetime) -> None:
    """Write it. Call inside the transaction that also records `sync`."""
    assert transaction.get_connection().in_atomic_block
    _remove([known.id for known in prepared.plan.removed], at)
    _rename(prepared.plan.renamed, feed, at)
    ListedMeeting.objects.bulk_create(
        prepared.rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_COLUMNS,
    )
    for change in prepared.changes:
        change.sync = sync
    MeetingChange.objects.bulk_create(prepared.changes, batch_size=BATCH)
    if prepared.counts.is_change:
        bump_directory_version(at)


_COLUMNS = [
    "source_key",
    "fingerprint",
    "document_digest",
    "document",
    "changed_at",
    "removed_at",
]


def _is_touched(known: KnownMeeting, read: ReadMeeting) -> bool:
    return (
        not known.is_listed
        or known.source_key != read.source_key
        or known.document_digest != read.document_digest
    )


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


def _removals(removed: Sequence[KnownMeeting], at: datetime) -> Iterator[MeetingChange]:
    for part in _batches([known.id for known in removed]):
        for pk, old in _documents(part).items():
            yield _change(pk, at, MeetingChange.Kind.REMOVED, old.name)


def _updates(
    touched: Sequence[tuple[KnownMeeting, ReadMeeting]], at: datetime
) -> Iterator[MeetingChange]:
    for part in _batches(touched):
        before = _documents([known.id for known, _ in part])
        for known, read in part:
            kind = MeetingChange.Kind.CHANGED if known.is_listed else MeetingChange.Kind.RESTORED
            change = _change(known.id, at, kind, read.meeting.name)
            if known.document_digest:  # "": cut down, so what differs is no longer known
                change.fields = kept_of(field_diff(before[known.id], read.meeting))
            yield change


def _documents(ids: Sequence[UUID]) -> dict[UUID, Meeting]:
    rows = ListedMeeting.objects.filter(pk__in=ids).values_list("pk", "document")
    return {pk: decode_document(document) for pk, document in rows}


def _remove(ids: Sequence[UUID], at: datetime) -> None:
    for part in _batches(ids):
        ListedMeeting.objects.filter(pk__in=part).update(removed_at=at, changed_at=at)


def _rename(renamed: Sequence[tuple[KnownMeeting, ReadMeeting]], feed: Feed, at: datetime) -> None:
    """Keep old keys as aliases. Keys may be swapped, so all are freed before they are given."""
    freed = Concat(Value("moving "), Cast("pk", CharField()))
    for part in _batches([known.id for known, _ in renamed]):
        ListedMeeting.objects.filter(pk__in=part).update(source_key=freed)
    # Of several meetings that had a key, an old reference means the one that had it last.
    latest_last = sorted((known for known, _ in renamed), key=_last_had_key)
    by_key = {known.source_key: known.id for known in latest_last}
    MeetingAlias.objects.bulk_create(
        [
            MeetingAlias(feed=feed, source_key=key, meeting_id=pk, created_at=at)
            for key, pk in by_key.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["feed", "source_key"],
        update_fields=["meeting", "created_at"],
    )


def _last_had_key(known: KnownMeeting) -> tuple[bool, float, UUID]:
    return known.is_listed, known.removed_at.timestamp() if known.removed_at else 0.0, known.id


def _row(read: ReadMeeting, feed: Feed, at: datetime, pk: UUID | None = None) -> ListedMeeting:
    row = ListedMeeting(
        feed=feed,
        source_key=read.source_key,
        fingerprint=read.fingerprint,
        document_digest=read.document_digest,
        document=encode_document(read.meeting),
        first_seen_at=at,
        changed_at=at,
    )
    if pk:
        row.pk = pk
    return row


def _change(meeting_id: UUID | None, at: datetime, kind: str, title: str) -> MeetingChange:
    return MeetingChange(meeting_id=meeting_id, at=at, kind=kind, title=title[:300])


def _batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
