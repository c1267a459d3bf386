"""The daily backup and the weekly drill: whichever is due, when the worker asks."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings

from stepwell.actions.backup_drill import drill_last_backup
from stepwell.actions.backups import BackupRefused, backup_folder, make_backup
from stepwell.domain.access.actor import Actor
from stepwell.domain.backups.schedule import AGAIN_AFTER, BACKUP_EVERY, DRILL_EVERY, is_due
from stepwell.gateways.installation_files import only_one
from stepwell.queries.backups import Attempt, backup_files, backup_state, can_make_backups

logger = logging.getLogger("stepwell.backups")


def keep_backups(*, by: Actor, at: datetime) -> None:
    """Make the backup and the drill that are due; of several workers that ask at once, one does.

    What fails is logged, shown by `stepwell doctor` and tried again an hour later.
    """
    try:
        with only_one(backup_folder() / ".schedule.lock"):
            _make_due_backup(by=by, at=at)
            _make_due_drill(by=by, at=at)
    except BackupRefused as error:
        logger.error("a scheduled backup or drill failed", extra={"problem": str(error)})


def _make_due_backup(*, by: Actor, at: datetime) -> None:
    if not backup_is_due(at):
        return
    report = make_backup(by=by, at=at, is_scheduled=True)
    logger.info(
        "backup made",
        extra={"backup": report.path.name, "bytes": report.bytes, "seconds": report.seconds},
    )


def _make_due_drill(*, by: Actor, at: datetime) -> None:
    if not drill_is_due(at):
        return
    drill = drill_last_backup(by=by, at=at)
    log = logger.info if drill.is_good else logger.error
    log("restore drill", extra={"is_good": drill.is_good, "found": drill.summary})


def backup_is_due(at: datetime) -> bool:
    """False without a key, which `stepwell doctor` tells of."""
    if not _is_on():
        return False
    files = backup_files()
    last_good = files[-1].made_at if files else None
    tried = _last_failure(backup_state().backup)
    return is_due(last_good=last_good, last_tried=tried, every=BACKUP_EVERY, at=at)


def drill_is_due(at: datetime) -> bool:
    """The first one an hour after the first backup."""
    files = backup_files() if _is_on() else []
    if not files or at - files[0].made_at < AGAIN_AFTER:
        return False
    drill = backup_state().drill
    last_good = drill.last_good_at if drill else None
    return is_due(last_good=last_good, last_tried=_last_failure(drill), every=DRILL_EVERY, at=at)


def _is_on() -> bool:
    return can_make_backups() and bool(settings.BACKUPS_ARE_SCHEDULED)


def _last_failure(attempt: Attempt | None) -> datetime | None:
    return None if attempt is None or attempt.is_good else attempt.tried_at
