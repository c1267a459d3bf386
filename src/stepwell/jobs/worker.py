"""The background worker: reads feeds that are due and keeps the meeting index fresh.

On SQLite it is a thread of the serving process; on PostgreSQL a process of its own
(`stepwell work`), of which there may be several: a feed is claimed by a conditional update.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.db import close_old_connections, connection

from stepwell.actions.feed_schedule import claim_due_feeds
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import SCHEDULE
from stepwell.jobs.backups import start_due_backup

logger = logging.getLogger("stepwell.worker")

POLL_SECONDS = 20.0
FEEDS_AT_ONCE = 4
"""Feeds are fetched side by side, so that a dead one delays nobody."""


def start_worker_thread() -> threading.Thread:
    thread = threading.Thread(target=run_worker, name="stepwell-worker", daemon=True)
    thread.start()
    return thread


def run_worker(stop: threading.Event | None = None) -> None:
    """Work until `stop` is set. A failing round is logged and the next one tried."""
    stop = stop or threading.Event()
    with ThreadPoolExecutor(FEEDS_AT_ONCE, thread_name_prefix="stepwell-feed") as pool:
        running: set[str] = set()
        while not stop.is_set():
            try:
                _round(pool, running)
            except Exception:
                logger.exception("a round of the worker failed")
            finally:
                close_old_connections()
            stop.wait(POLL_SECONDS)


def _round(pool: ThreadPoolExecutor, running: set[str]) -> None:
    free = FEEDS_AT_ONCE - len(running)
    for slug in claim_due_feeds(at=datetime.now(UTC), limit=free) if free > 0 else ():
        running.add(slug)
        pool.submit(_sync_one, slug, running)
    publish_snapshot()
    start_due_backup()


def _sync_one(slug: str, running: set[str]) -> None:
    try:
        sync_feed(slug, by=SCHEDULE, at=datetime.now(UTC))
        publish_snapshot()
    except Exception:
        logger.exception("a scheduled reading failed", extra={"feed": slug})
    finally:
        running.discard(slug)
        connection.close()
