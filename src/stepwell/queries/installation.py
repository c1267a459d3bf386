"""Is this installation in order? Each finding says what was seen and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from stepwell.queries.audit_health import examine_trail
from stepwell.queries.feeds import directory_version, feed_reports
from stepwell.queries.safekeeping import examine_safekeeping
from stepwell.records.accounts.models import User
from stepwell.records.directory.models import JobRun
from stepwell.search.published import published_directory_version

MIN_FREE_MB = 500
WORKER_SILENT_SECONDS = 300
"""The worker tells of itself every 20 seconds; building a large index may keep it a while."""


@dataclass(frozen=True, slots=True)
class Finding:
    """state: ok, look (works, but see to it) or wrong."""

    name: str
    state: str
    message: str


def examine_installation() -> Iterator[Finding]:
    yield Finding("mode", "ok", "demo" if settings.DEMO else "production")
    yield _data_folder(Path(settings.DATA_DIR))
    yield _disk(Path(settings.DATA_DIR))
    database = _database()
    yield database
    if database.state == "wrong":
        return
    migrations = _migrations()
    yield migrations
    if migrations.state == "wrong":
        return
    yield _administrator()
    yield from (Finding(*found) for found in examine_safekeeping(datetime.now(UTC)))
    yield from (Finding(*found) for found in examine_trail(datetime.now(UTC)))
    yield _snapshot()
    yield _worker()
    yield from _feeds()


def snapshot_lag() -> int | None:
    """How many directory changes the published index is away; None without a readable one.

    An index that is ahead was made from another database, so its distance counts as well.
    """
    published = published_directory_version(settings.SNAPSHOT_PATH)
    return None if published is None else abs(directory_version() - published)


def worker_silence_seconds(at: datetime) -> int | None:
    """Seconds since any worker told of itself; None if none ever did."""
    seen = JobRun.objects.filter(name=JobRun.WORKER).values_list("at", flat=True).first()
    return None if seen is None else max(0, round((at - seen).total_seconds()))


def worker_state(at: datetime) -> str:
    """ok, silent (for WORKER_SILENT_SECONDS or more) or never seen."""
    silence = worker_silence_seconds(at)
    if silence is None:
        return "never seen"
    return "silent" if silence >= WORKER_SILENT_SECONDS else "ok"


def snapshot_age_seconds(path: Path, *, at: float | None = None) -> int | None:
    """Seconds since the published index was written; None when there is none."""
    try:
        written = path.stat().st_mtime
    except OSError:
        return None
    return max(0, round((time.time() if at is None else at) - written))


def _data_folder(path: Path) -> Finding:
    if not os.access(path, os.W_OK):
        return Finding("data folder", "wrong", f"{path} cannot be written; change its owner.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077 and not settings.DEMO:
        return Finding(
            "data folder",
            "wrong",
            f"{path} is open to other users ({mode:o}); run: chmod 700 {path}",
        )
    return Finding("data folder", "ok", str(path))


def _disk(path: Path) -> Finding:
    free = shutil.disk_usage(path).free // 1_000_000
    if free < MIN_FREE_MB:
        return Finding("disk", "wrong", f"only {free} MB free; make room.")
    return Finding("disk", "ok", f"{free:,} MB free")


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            if connection.vendor != "sqlite":
                return Finding("database", "ok", f"PostgreSQL {connection.pg_version}")  # type: ignore[attr-defined]
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA quick_check(1)")
            check = cursor.fetchone()[0]
    except DatabaseError as error:
        return Finding(
            "database", "wrong", f"it does not answer ({error}). Check STEPWELL_DATABASE_URL."
        )
    if check != "ok":
        return Finding("database", "wrong", f"the file is damaged ({check}). Restore a copy.")
    if journal != "wal":
        return Finding(
            "database", "wrong", f"journal mode is {journal}, not wal; use a local disk."
        )
    return Finding("database", "ok", f"SQLite {sqlite3.sqlite_version}, write-ahead log")


def _migrations() -> Finding:
    problem = database_misfit()
    if problem:
        return Finding("migrations", "wrong", problem)
    return Finding("migrations", "ok", "the database fits this version")


def database_misfit() -> str:
    """Why this version cannot work with the database's form and what to do; "" if it can."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = unknown_migrations(loader)
    if unknown:
        return (
            f"The database was upgraded by a newer version of Stepwell ({', '.join(unknown)}). "
            "Install that version, or go back to a copy of the database from before."
        )
    waiting = executor.migration_plan(loader.graph.leaf_nodes())
    if waiting:
        return f"The database is {len(waiting)} step(s) behind this version. Run: stepwell upgrade"
    return ""


def unknown_migrations(loader: MigrationLoader) -> list[str]:
    """What has run in the database that this version does not know: it is of a newer one."""
    return [
        f"{app}.{name}"
        for app, name in sorted(loader.applied_migrations)
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    ]


def _administrator() -> Finding:
    count = User.objects.filter(is_administrator=True, is_active=True).count()
    if not count:
        return Finding("administrator", "look", "there is none; run: stepwell admin create NAME")
    return Finding("administrator", "ok", f"{count}")


def _snapshot() -> Finding:
    lag = snapshot_lag()
    if lag is None:
        return Finding(
            "meeting index", "wrong", "absent or unreadable; run: stepwell snapshot build"
        )
    if lag:
        return Finding(
            "meeting index",
            "look",
            f"{lag:,} changes away from the database; is the worker running (stepwell serve)? "
            "To make it at once: stepwell snapshot build",
        )
    return Finding("meeting index", "ok", "up to date")


def _worker() -> Finding:
    at = datetime.now(UTC)
    state = worker_state(at)
    if state == "never seen":
        return Finding("worker", "look", "none has ever run; start one with: stepwell serve")
    seen = f"last seen {worker_silence_seconds(at):,} seconds ago"
    if state == "silent":
        return Finding("worker", "look", f"{seen}; is `stepwell serve` or `stepwell work` running?")
    return Finding("worker", "ok", seen)


def _feeds() -> Iterator[Finding]:
    reports = feed_reports()
    if not reports:
        yield Finding("lists", "look", "none yet; add one with: stepwell feeds add ADDRESS")
    for report in reports:
        name = f"list {report.slug}"
        if report.held_removals:
            yield Finding(
                name,
                "look",
                f"a reading that would remove {report.held_removals} meetings waits for you: "
                "look at it under /staff/ or run: "
                f"stepwell feeds sync {report.slug} --accept-removals",
            )
        elif report.latest is None:
            yield Finding(name, "look", f"not read yet; run: stepwell feeds sync {report.slug}")
        elif report.latest.outcome == "failed":
            yield Finding(name, "look", report.latest.message)
        else:
            yield Finding(name, "ok", f"{report.listed:,} meetings")
