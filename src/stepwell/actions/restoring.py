"""Bringing a backup back: into an empty place only, after all of it has been checked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from stepwell.actions.audit_recopying import Uncopied, uncopied_days
from stepwell.actions.audit_rewinding import rewind_outside_copy
from stepwell.actions.auditing import record_event
from stepwell.actions.backups import BackupRefused, digest_of, plain_refusals
from stepwell.actions.erasure_repeating import RepeatReport, repeat_erasures
from stepwell.actions.sessions import end_sessions_of
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.domain.backups.manifest import ENGINES, End, Manifest, differences
from stepwell.gateways import postgresql, sqlite_files
from stepwell.queries.backups import backup_keys, decoded_manifest, postgres_place, sqlite_file
from stepwell.queries.installation import database_misfit
from stepwell.queries.sealed_values import OpenedValues, try_to_open_values
from stepwell.records.accounts.models import UserSession
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.streams import SealedReader, StreamRefused


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """misfit: why this version cannot work with it yet, "" if it can. meetings: in the new index.

    values: None when the database waits for an upgrade. kept_aside: the file that now holds the
    outside copy of the audit trail as it was, None if nothing in it was newer than the backup.
    erasures: what was erased again, None when the database waits for an upgrade. uncopied: days of
    the trail that no copy outside vouches for, None where there are none or an upgrade comes first.
    """

    manifest: Manifest
    digest: str
    seconds: float
    misfit: str
    values: OpenedValues | None
    meetings: int
    kept_aside: Path | None
    erasures: RepeatReport | None
    uncopied: Uncopied | None = None


def restore_backup(path: Path, *, by: Actor, at: datetime) -> RestoreReport:
    """Restore into the database the settings name, which must be empty.

    All is checked before the first row is written: that every byte opens and is what was dumped,
    that this version can read it and that the keys of its values are there.

    Raises:
        BackupRefused: what is wrong; nothing was changed, unless the message says so.
    """
    check_can_operate(by)
    started = time.perf_counter()
    with plain_refusals():
        manifest, end = check_backup(path)
        _refuse_foreign(manifest)
        _refuse_without_keys(manifest)
        if connection.vendor == "sqlite":
            _restore_sqlite(path, manifest)
        else:
            _restore_postgresql(path, manifest)
    connections.close_all()
    misfit = database_misfit()
    erasures = None if misfit else repeat_erasures(by=by, at=at)
    kept_aside = rewind_outside_copy(manifest.made_at, is_readable=not misfit)
    report = RestoreReport(
        manifest=manifest,
        digest=end.digest,
        seconds=round(time.perf_counter() - started, 3),
        misfit=misfit,
        values=None if misfit else try_to_open_values(),
        meetings=0 if misfit else publish_snapshot(force=True).meetings,
        kept_aside=kept_aside,
        erasures=erasures,
        uncopied=None if misfit else uncopied_days(),
    )
    if not misfit:
        _after(report, end, by=by, at=at)
    return report


def check_backup(path: Path) -> tuple[Manifest, End]:
    """Read all of it and compare it with what it says of itself. Raises StreamRefused, OSError."""
    with _opened(path) as (manifest, reader):
        found = digest_of(reader.pieces())
        stated = msgspec.json.decode(reader.end, type=End)
    if found != stated:
        raise StreamRefused(
            f"{path} holds {found.bytes:,} bytes that are not the {stated.bytes:,} it was made "
            "from. Take another copy of it, or an older backup."
        )
    return manifest, stated


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Manifest, SealedReader]]:
    with path.open("rb") as file:
        reader = SealedReader(file, backup_keys(), where=str(path))
        yield decoded_manifest(reader, path), reader


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupRefused(
            f"This is a backup of {ENGINES.get(manifest.engine, manifest.engine)}, and "
            f"STEPWELL_DATABASE_URL names {ENGINES.get(connection.vendor, connection.vendor)}. "
            "Restore it where it came from."
        )
    loader = MigrationLoader(None)
    unknown = [
        one
        for one in manifest.migrations
        if one.split(".", 1)[0] in loader.migrated_apps
        and tuple(one.split(".", 1)) not in loader.disk_migrations
    ]
    if unknown:
        raise BackupRefused(
            f"This backup was made by a newer version of Stepwell, {manifest.version} "
            f"({', '.join(unknown)} are unknown here). Install that version, then restore."
        )


def _refuse_without_keys(manifest: Manifest) -> None:
    ring = current_ring()
    missing = [key_id for key_id in manifest.field_keys if ring.get(key_id) is None]
    if missing:
        raise BackupRefused(
            f"Values in this backup were sealed with {', '.join(missing)}, which the file "
            f"{settings.ENCRYPTION_KEYS_FILE} does not hold; they would stay closed. Put back the "
            "copy of the key file from that time (STEPWELL_ENCRYPTION_KEYS_FILE names it)."
        )


def _restore_sqlite(path: Path, manifest: Manifest) -> None:
    target = sqlite_file()
    sqlite_files.check_empty(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connections.close_all()
    with sqlite_files.private_file(target.parent) as copy:
        with _opened(path) as (_, reader):
            sqlite_files.decompress(reader.pieces(), copy)
        sqlite_files.check_whole(copy)
        _compare(manifest, sqlite_files.count_rows(copy), "Nothing was put in place.")
        sqlite_files.put_in_place(copy, target)


def _restore_postgresql(path: Path, manifest: Manifest) -> None:
    place = postgres_place()
    postgresql.check_empty(place)
    with _opened(path) as (_, reader):
        postgresql.restore(place, reader.pieces())
    _compare(
        manifest,
        postgresql.count_rows(place),
        f"The database {place.name} holds what came back; drop it before trying again.",
    )


def _compare(manifest: Manifest, found: dict[str, int], consequence: str) -> None:
    wrong = list(differences(manifest.counts, found))
    if wrong:
        raise BackupRefused(
            f"What came back is not what the backup says: {'; '.join(wrong[:10])}. {consequence}"
        )


def _after(report: RestoreReport, end: End, *, by: Actor, at: datetime) -> None:
    """End the sessions of the time of the backup, some of which were revoked since; tell of it."""
    details = {
        "bytes": end.bytes,
        "digest": end.digest,
        "made_on": report.manifest.made_at.date().isoformat(),
    }
    with transaction.atomic():
        record_event("backup.restored", by=by, at=at, details=details)
        open_ones = UserSession.objects.filter(ended_at=None).exclude(user=None)
        for user_id in open_ones.order_by().values_list("user_id", flat=True).distinct():
            end_sessions_of(str(user_id), cause="revoked", by=by, at=at)
