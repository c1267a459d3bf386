"""Proving that the last backup can be restored, by restoring it: with the very commands that one
would type, into a scratch place with a data folder and a database of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.backups import BackupRefused, attempt, keep_state, plain_refusals
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.gateways import postgresql
from stepwell.gateways.installation_files import only_one
from stepwell.gateways.postgresql import PostgresPlace
from stepwell.queries.backups import (
    BackupFile,
    backup_files,
    backup_keys,
    backup_state,
    postgres_place,
)

PREFIX = ".drill-"
STEPS = {
    "restore": ("restore",),
    "audit trail": ("audit", "verify", "--json"),
    "meeting index": ("snapshot", "build", "--force", "--json"),
}


@dataclass(frozen=True, slots=True)
class DrillStep:
    """message: what was found, or what failed and why."""

    name: str
    is_good: bool
    message: str
    seconds: float


@dataclass(frozen=True, slots=True)
class DrillReport:
    backup: str
    made_at: datetime
    steps: tuple[DrillStep, ...]

    @property
    def is_good(self) -> bool:
        return all(step.is_good for step in self.steps)

    @property
    def summary(self) -> str:
        if self.is_good:
            return f"{self.backup}: {self.steps[0].message}"
        return "; ".join(f"{s.name}: {s.message}" for s in self.steps if not s.is_good)


def drill_last_backup(*, by: Actor, at: datetime) -> DrillReport:
    """Restore the last backup somewhere else and look at it. Writers go on meanwhile.

    A failed drill is a report like a good one; it is remembered either way.

    Raises:
        BackupRefused: there is no backup, no key, or no room for a scratch place.
    """
    check_can_operate(by)
    try:
        with plain_refusals():
            backup_keys()
            backup = _last_backup()
            with only_one(backup.path.parent / ".drill.lock"), _scratch() as environment:
                report = DrillReport(
                    backup.path.name, backup.made_at, tuple(_steps(backup.path, environment))
                )
    except BackupRefused as error:
        keep_state(drill=attempt(at, problem=str(error), before=backup_state().drill))
        raise
    if report.is_good:
        keep_state(drill=attempt(at, message=report.summary))
    else:
        keep_state(drill=attempt(at, problem=report.summary, before=backup_state().drill))
    details = {"is_good": report.is_good, "made_on": report.made_at.date().isoformat()}
    with transaction.atomic():
        record_event("backup.drilled", by=by, at=at, details=details)
    return report


def _last_backup() -> BackupFile:
    files = backup_files()
    if not files:
        raise BackupRefused("There is no backup yet to try. Make one: stepwell backup")
    return files[-1]


def _steps(backup: Path, environment: Mapping[str, str]) -> Iterator[DrillStep]:
    """Stops after the first that fails."""
    for name, words in STEPS.items():
        words = (*words, str(backup), "--json") if name == "restore" else words
        started = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "stepwell", *words],
            env=dict(environment),
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = round(time.perf_counter() - started, 2)
        is_good = done.returncode == 0
        message = _found(name, done.stdout) if is_good else _problem(done)
        yield DrillStep(name, is_good, message, seconds)
        if not is_good:
            return


def _found(name: str, printed: str) -> str:
    told: dict[str, Any] = json.loads(printed)
    if name == "restore":
        return (
            f"{told['rows']:,} rows in {told['tables']} tables came back as counted, "
            f"{told['values_opened']:,} sealed values opened"
        )
    if name == "meeting index":
        return f"rebuilt with {told['meetings']:,} meetings"
    events = sum(trail["events"] for trail in told["trails"])
    return f"{events:,} events in {len(told['trails'])} chains verify"


def _problem(done: subprocess.CompletedProcess[str]) -> str:
    """What the command refused, or the first problem that it found."""
    for line in done.stderr.splitlines():
        if line.startswith("stepwell: "):
            return line.removeprefix("stepwell: ")
    try:
        told = json.loads(done.stdout)
        trails = [one["message"] for trail in told.get("trails", ()) for one in trail["problems"]]
        return str((trails or told["problems"])[0])
    except (ValueError, TypeError, KeyError, IndexError):
        lines = done.stderr.strip().splitlines()
        return lines[-1] if lines else f"it ended with {done.returncode}"


@contextmanager
def _scratch() -> Iterator[dict[str, str]]:
    """The environment of a command that works in a scratch place instead of this installation."""
    data = Path(settings.DATA_DIR)
    for left in data.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=data) as folder:
        outside = Path(settings.AUDIT_OUTSIDE_PATH)
        if outside.exists():
            shutil.copy(outside, Path(folder) / outside.name)
        environment = _environment(Path(folder))
        if connection.vendor == "sqlite":
            yield environment | {"STEPWELL_DATABASE_URL": ""}
        else:
            with postgresql.scratch_database(postgres_place()) as place:
                yield environment | {"STEPWELL_DATABASE_URL": _address(place)}


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return kept | {
        "STEPWELL_DATA_DIR": str(folder),
        "STEPWELL_BACKUP_DIR": str(folder / "backups"),
        "STEPWELL_ENCRYPTION_KEYS_FILE": str(settings.ENCRYPTION_KEYS_FILE),
        "STEPWELL_BACKUP_KEY_FILE": str(settings.BACKUP_KEY_FILE),
        "STEPWELL_RUN_WORKER": "",
    }


def _address(place: PostgresPlace) -> str:
    user = quote(place.user, safe="")
    if place.password:
        user += f":{quote(place.password, safe='')}"
    host = f"[{place.host}]" if ":" in place.host else place.host
    where = f"{user}@{host}" if user else host
    return f"postgresql://{where}:{place.port}/{quote(place.name, safe='')}"
