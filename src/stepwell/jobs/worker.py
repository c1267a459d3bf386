"""The background worker: reads feeds that are due and keeps the meeting index fresh.

On SQLite it is a thread of the serving process; on PostgreSQL a process of its own
(`stepwell work`), of which there may be several: a feed is claimed by a conditional update.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from datetime import UTC, datetime

from django.db import close_old_connections, connections

from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.directory_pruning import prune_directory
from stepwell.actions.erasure_repeating import repeat_erasures
from stepwell.actions.feed_schedule import FeedClaim, claim_due_feeds
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.job_runs import HOUR, claim_daily_job, claim_job, record_heartbeat
from stepwell.actions.notices import requeue_cut_off
from stepwell.actions.retention import erase_what_is_due
from stepwell.actions.roles import end_member_sessions_of_staff, end_sessions_of_past_roles
from stepwell.actions.sessions import close_timed_out_sessions
from stepwell.actions.signing_in import prune_sign_in_tries
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import SCHEDULE
from stepwell.jobs.backups import start_due_backup
from stepwell.jobs.queue import MAIL, prune_tasks, run_due_tasks

logger = logging.getLogger("stepwell.worker")

POLL_SECONDS = 20.0
FEEDS_AT_ONCE = 4
"""Feeds are fetched side by side, so that a dead one delays nobody."""

PRUNE = "prune"
SEAL = "audit-seal"
WORKER_ID = f"stepwell-{secrets.token_hex(4)}"
FINISH_SECONDS = 3.0
"""How long readings under way may keep a process that is asked to end."""


def start_worker_thread() -> None:
    """Work beside the threads that serve, until the main thread of this process ends."""
    stop = threading.Event()

    def stop_with_the_process() -> None:
        threading.main_thread().join()
        stop.set()

    threading.Thread(target=run_worker, args=(stop,), name="stepwell-worker").start()
    threading.Thread(target=stop_with_the_process, name="stepwell-worker-stop").start()


def run_worker(stop: threading.Event | None = None) -> None:
    """Work until `stop` is set. A failing round is logged and the next one tried."""
    stop = stop or threading.Event()
    running: dict[str, threading.Thread] = {}
    try:
        while not stop.is_set():
            try:
                _round(running)
            except Exception:
                logger.exception("a round of the worker failed")
            finally:
                close_old_connections()
            stop.wait(POLL_SECONDS)
    finally:
        connections.close_all()
        _finish(running)


def _round(running: dict[str, threading.Thread]) -> None:
    record_heartbeat(datetime.now(UTC))
    _start_readings(running)
    publish_snapshot()
    close_timed_out_sessions(at=datetime.now(UTC))
    end_sessions_of_past_roles(at=datetime.now(UTC))
    end_member_sessions_of_staff(at=datetime.now(UTC))
    start_due_backup()
    run_due_tasks(WORKER_ID, but=[MAIL])
    _start_mail(running)
    if claim_job(SEAL, every=HOUR, at=datetime.now(UTC)):
        seal_finished_days(datetime.now(UTC))
        note_heads(datetime.now(UTC))
    if claim_daily_job(PRUNE, at=datetime.now(UTC)):
        prune_directory(by=SCHEDULE, at=datetime.now(UTC))
        prune_sign_in_tries(at=datetime.now(UTC))
        prune_tasks()
        repeat_erasures(by=SCHEDULE, at=datetime.now(UTC))
        erase_what_is_due(by=SCHEDULE, at=datetime.now(UTC))


def _start_readings(running: dict[str, threading.Thread]) -> None:
    for token in [token for token, thread in running.items() if not thread.is_alive()]:
        del running[token]
    free = FEEDS_AT_ONCE - len(running.keys() - {MAIL})
    for claim in claim_due_feeds(at=datetime.now(UTC), limit=free) if free > 0 else ():
        # A daemon, so that a list that never answers does not keep the process from ending:
        # a reading that is cut off has changed nothing, and its claim runs out.
        running[claim.token] = threading.Thread(
            target=_sync_one, args=(claim,), name=f"stepwell-feed-{claim.slug}", daemon=True
        )
        running[claim.token].start()


def _start_mail(running: dict[str, threading.Thread]) -> None:
    """Beside the rounds: a mail server that lets one wait holds up other mail and nothing else.

    A daemon, since a message that is cut off is tried again when its claim runs out.
    """
    busy = running.get(MAIL)
    if busy is None or not busy.is_alive():
        running[MAIL] = threading.Thread(target=_send_mail, name="stepwell-mail", daemon=True)
        running[MAIL].start()


def _send_mail() -> None:
    try:
        requeue_cut_off(at=datetime.now(UTC))
        run_due_tasks(f"{WORKER_ID}-mail", queues=[MAIL])
    except Exception:
        logger.exception("a round of sending mail failed")
    finally:
        connections.close_all()


def _finish(running: dict[str, threading.Thread]) -> None:
    """Give readings under way a moment to end by themselves."""
    deadline = time.monotonic() + FINISH_SECONDS
    for thread in running.values():
        thread.join(max(0.0, deadline - time.monotonic()))


def _sync_one(claim: FeedClaim) -> None:
    try:
        sync_feed(claim.slug, by=SCHEDULE, at=datetime.now(UTC), claim=claim)
        publish_snapshot()
    except Exception:
        logger.exception("a scheduled reading failed", extra={"feed": claim.slug})
    finally:
        connections.close_all()
