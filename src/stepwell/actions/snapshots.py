"""Publishing the meeting index: an immutable file built from what the database lists."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from stepwell.domain.meetings.documents import decode_document
from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.recurrence import UnknownTimezone
from stepwell.gateways.installation_files import only_one
from stepwell.library.vocabularies import fellowships
from stepwell.records.directory.models import DirectoryState, ListedMeeting
from stepwell.records.one_by_one import one_by_one
from stepwell.search.build import (
    SnapshotInfo,
    UnindexableMeeting,
    build_snapshot,
    check_indexable,
)
from stepwell.search.container import remove_unfinished
from stepwell.search.published import published_directory_version

logger = logging.getLogger("stepwell.directory")


@dataclass(frozen=True, slots=True)
class SnapshotReport:
    was_built: bool
    directory_version: int
    meetings: int
    seconds: float


def publish_snapshot(*, force: bool = False) -> SnapshotReport:
    """Build and publish the index if the published one is stale, unreadable or absent.

    One thread or process builds at a time; who waited for it takes its index if that is fresh.
    """
    if not force and (fresh := _fresh_already()):
        return fresh
    path: Path = settings.SNAPSHOT_PATH
    with only_one(path.with_name(f".{path.name}.lock")):
        if not force and (fresh := _fresh_already()):
            return fresh
        started = time.perf_counter()
        info = _build(path)
    seconds = round(time.perf_counter() - started, 3)
    version = info.directory_version
    logger.info(
        "meeting index published",
        extra={"directory_version": version, "meetings": info.meetings, "seconds": seconds},
    )
    return SnapshotReport(True, version, info.meetings, seconds)


def _fresh_already() -> SnapshotReport | None:
    version = _directory_version()
    if published_directory_version(settings.SNAPSHOT_PATH) != version:
        return None
    return SnapshotReport(False, version, 0, 0.0)


def _directory_version() -> int:
    return DirectoryState.objects.filter(pk=1).values_list("version", flat=True).first() or 0


def _build(path: Path) -> SnapshotInfo:
    """No transaction is held meanwhile, so that others can write.

    The version is read before the rows: a change that comes in between may already be in the
    index, but never counts as published, and the next call builds again.
    """
    remove_unfinished(path)
    version = _directory_version()
    listed = ListedMeeting.objects.filter(removed_at=None).order_by("id")
    with one_by_one(listed.values_list("id", "feed__slug", "document")) as rows:
        return build_snapshot(
            _indexable(rows),
            path,
            directory_version=version,
            fellowship_names={slug: one.name for slug, one in fellowships().items()},
        )


def _indexable(rows: Iterable[tuple[UUID, str, str]]) -> Iterator[tuple[str, str, Meeting]]:
    for public_id, feed_slug, document in rows:
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
