"""Bringing the database to this version's form: looked at first, backed up, then migrated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

from stepwell.actions.backups import BackupRefused, BackupReport, record_backup, write_backup
from stepwell.actions.erasure_repeating import repeat_erasures
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.queries.backups import sqlite_file
from stepwell.queries.installation import unknown_migrations


class UpgradeRefused(Exception):
    """Why the database was not changed, or what to do where a migration failed."""


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """steps: "app.0002_name", in order. is_new: the database is empty, so nothing can be lost."""

    steps: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """backup: None where nothing was to be done or to be lost. way_back: what to do, by line."""

    plan: UpgradePlan
    backup: BackupReport | None
    way_back: tuple[str, ...]


def plan_upgrade() -> UpgradePlan:
    """
    Raises:
        UpgradeRefused: the database is of a newer version, or its history is broken.
    """
    executor = MigrationExecutor(connection)
    newer = unknown_migrations(executor.loader)
    if newer:
        raise UpgradeRefused(
            f"The database was upgraded by a newer version of Stepwell ({', '.join(newer)}). "
            "Install that version, or restore a backup from before into an empty place."
        )
    try:
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise UpgradeRefused(
            f"The database's history is not one this version can go on from ({error})."
        ) from error
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return UpgradePlan(
        steps=tuple(f"{migration.app_label}.{migration.name}" for migration, _ in waiting),
        is_new=not connection.introspection.table_names(),
    )


def upgrade(
    *, by: Actor, at: datetime, told: Callable[[str], None] = lambda _line: None
) -> UpgradeReport:
    """Plan, back up, migrate, build the meeting index. What fits already is left alone.

    Args:
        told: called with a sentence before each step.

    Raises:
        UpgradeRefused: see plan_upgrade; or the backup or a migration failed.
    """
    check_can_operate(by)
    plan = plan_upgrade()
    if not plan.steps:
        return UpgradeReport(plan, None, ())
    backup = None
    if not plan.is_new:
        told("Making a backup …")
        try:
            backup = write_backup(by=by, at=at)
        except BackupRefused as error:
            raise UpgradeRefused(f"{error} Nothing was changed.") from error
        told(f"Made {backup.path}")
    told(f"Migrating, {len(plan.steps)} steps …")
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        first = str(error).strip().partition("\n")[0]
        raise UpgradeRefused(
            "\n  ".join([f"A migration failed ({first}). To go back:", *_way_back(backup)])
        ) from error
    if backup:
        record_backup(backup, by=by, at=at)
    repeat_erasures(by=by, at=at)
    publish_snapshot(force=True)
    return UpgradeReport(plan, backup, _way_back(backup))


def _way_back(backup: BackupReport | None) -> tuple[str, ...]:
    if backup is None:
        return ("empty the database; there was nothing in it.",)
    if connection.vendor == "sqlite":
        aside = f"move {sqlite_file()} aside, with its -wal and -shm"
    else:
        aside = "make an empty database (createdb NAME) and name it by STEPWELL_DATABASE_URL"
    return (
        "1. stop the server and the worker",
        f"2. {aside}",
        f"3. install version {backup.manifest.version} again",
        f"4. stepwell restore {backup.path}",
    )
