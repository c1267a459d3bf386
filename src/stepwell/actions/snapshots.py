"""Publishing the meeting index: an immutable file built from what the database lists."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from stepwell.domain.meetings.documents import decode_document
from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.recurrence import UnknownTimezone
from stepwell.library.vocabularies import fellowships
from stepwell.records.directory.models import DirectoryState, ListedMeeting
from stepwell.search.build import (
    SnapshotInfo,
    UnindexableMeeting,
    build_snapshot,
    check_indexable,
)
from stepwell.search.published import published_directory_version

logger = logging.getLogger("stepwell.directory")
_building = threading.Lock()


@dataclass(frozen=True, slots=True)
class SnapshotReport:
    was_built: bool
    directory_version: int
    meetings: int
    seconds: float


def publish_snapshot(*, force: bool = False) -> SnapshotReport:
    """Build and publish the index if the published one is stale, unreadable or absent."""
    with _building:
        wanted = DirectoryState.objects.filter(pk=1).values_list("version", flat=True).first() or 0
        if not force and published_directory_version(settings.SNAPSHOT_PATH) == wanted:
            return SnapshotReport(False, wanted, 0, 0.0)
        started = time.perf_counter()
        version, info = _build()
        seconds = round(time.perf_counter() - started, 3)
        logger.info(
            "meeting index published",
            extra={"directory_version": version, "meetings": info.meetings, "seconds": seconds},
        )
        return SnapshotReport(True, version, info.meetings, seconds)


def _build() -> tuple[int, SnapshotInfo]:
    # One transaction, so that version and rows agree.
    with transaction.atomic():
        state = DirectoryState.objects.filter(pk=1).first()
        version = state.version if state else 0
        info = build_snapshot(
            _listed(),
            settings.SNAPSHOT_PATH,
            directory_version=version,
            fellowship_names={slug: one.name for slug, one in fellowships().items()},
        )
    return version, info


def _listed() -> Iterator[tuple[str, str, Meeting]]:
    rows = (
        ListedMeeting.objects.filter(removed_at=None)
        .order_by("id")
        .values_list("id", "feed__slug", "document")
    )
    for public_id, feed_slug, document in rows.iterator(chunk_size=2000):
        meeting = decode_document(document)
        try:
            check_indexable(str(public_id), meeting)
        except (UnindexableMeeting, UnknownTimezone) as error:
            # One meeting that this version cannot place in time must not keep all others back.
            logger.error(
                "a listed meeting cannot be indexed",
                extra={"meeting": str(public_id), "problem": str(error)},
            )
            continue
        yield str(public_id), feed_slug, meeting
