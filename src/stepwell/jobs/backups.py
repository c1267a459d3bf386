"""Backups and drills beside the rounds of the worker, which go on meanwhile."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from django.db import connections

from stepwell.actions.backup_schedule import backup_is_due, drill_is_due, keep_backups
from stepwell.domain.access.actor import SCHEDULE

logger = logging.getLogger("stepwell.worker")
_at_work = threading.Lock()


def start_due_backup() -> threading.Thread | None:
    """In a thread of its own, unless nothing is due or one is still at it.

    A daemon: a backup or a drill that is cut off leaves nothing but a file that the next removes.
    """
    at = datetime.now(UTC)
    if _at_work.locked() or not (backup_is_due(at) or drill_is_due(at)):
        return None
    thread = threading.Thread(target=_keep_backups, name="stepwell-backup", daemon=True)
    thread.start()
    return thread


def _keep_backups() -> None:
    with _at_work:
        try:
            keep_backups(by=SCHEDULE, at=datetime.now(UTC))
        except Exception:
            logger.exception("a scheduled backup or drill failed")
        finally:
            connections.close_all()
