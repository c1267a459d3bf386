"""Making backups: of one moment, while the installation is in use, always encrypted."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from stepwell import __version__
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.domain.backups.manifest import End, Manifest
from stepwell.domain.backups.schedule import backup_name, superfluous
from stepwell.gateways import postgresql, sqlite_files
from stepwell.gateways.installation_files import only_one
from stepwell.gateways.postgresql import PostgresRefused
from stepwell.gateways.sqlite_files import SqliteRefused
from stepwell.queries.backups import (
    STATE,
    Attempt,
    BackupState,
    backup_keys,
    backup_state,
    postgres_place,
    sqlite_file,
)
from stepwell.records.encryption.keyring import FIELD_PURPOSES, Key, KeysRefused
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.streams import SealedWriter, StreamRefused
from stepwell.records.encryption.usage import writes_anything


class BackupRefused(Exception):
    """What went wrong with a backup, a restoring or a drill, and what to do."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """bytes: of the file. dump_bytes, digest: of what it holds. pruned: names of older backups."""

    path: Path
    bytes: int
    dump_bytes: int
    digest: str
    manifest: Manifest
    seconds: float
    pruned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """The database at one moment."""

    engine: str
    server: str
    counts: dict[str, int]
    pieces: Iterator[bytes]


def make_backup(*, by: Actor, at: datetime, is_scheduled: bool = False) -> BackupReport:
    """
    Raises:
        BackupRefused: there is no key, no room, or the database cannot be read.
    """
    report = write_backup(by=by, at=at)
    record_backup(report, by=by, at=at, is_scheduled=is_scheduled)
    return report


def write_backup(*, by: Actor, at: datetime) -> BackupReport:
    """As make_backup, but tells the audit trail nothing: its tables may wait for an upgrade."""
    check_can_operate(by)
    folder = backup_folder()
    try:
        with plain_refusals(), only_one(folder / ".lock"):
            report = _write(folder, at)
    except BackupRefused as error:
        keep_state(backup=attempt(at, problem=str(error), before=backup_state().backup))
        raise
    keep_state(backup=attempt(at, message=report.path.name))
    return report


def record_backup(
    report: BackupReport, *, by: Actor, at: datetime, is_scheduled: bool = False
) -> None:
    details = {
        "bytes": report.bytes,
        "digest": report.digest,
        "is_scheduled": is_scheduled,
        "is_encrypted": True,
    }
    with transaction.atomic():
        record_event("backup.made", by=by, at=at, details=details)


@contextmanager
def plain_refusals() -> Iterator[None]:
    """What the floors below refuse, as one kind of refusal."""
    try:
        yield
    except (StreamRefused, KeysRefused, PostgresRefused, SqliteRefused) as error:
        raise BackupRefused(str(error)) from error
    except sqlite3.Error as error:
        raise BackupRefused(f"The database file cannot be read or written ({error}).") from error
    except OSError as error:
        raise BackupRefused(
            f"{error.filename or 'A file'} cannot be used ({error.strerror})."
        ) from error


def backup_folder() -> Path:
    folder = Path(settings.BACKUP_DIR)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupRefused(
            f"The folder for backups, {folder}, cannot be made ({error.strerror}). "
            "STEPWELL_BACKUP_DIR names it."
        ) from error
    return folder


def attempt(
    at: datetime, *, message: str = "", problem: str = "", before: Attempt | None = None
) -> Attempt:
    last_good = before.last_good_at if before else None
    return Attempt(at, not problem, problem or message, last_good if problem else at)


def keep_state(*, backup: Attempt | None = None, drill: Attempt | None = None) -> None:
    """Remember how it went, beside the backups; None leaves what is known."""
    folder = backup_folder()
    with only_one(folder / ".state.lock"):
        known = backup_state()
        state = BackupState(backup=backup or known.backup, drill=drill or known.drill)
        beside = folder / f".{STATE}.new"
        beside.write_bytes(msgspec.json.encode(state))
        beside.replace(folder / STATE)


def _write(folder: Path, at: datetime) -> BackupReport:
    started = time.perf_counter()
    key = backup_keys().newest("backup")
    _remove_leftovers(folder)
    path = _free_path(folder, at)
    partial = folder / f".{path.name}.partial"
    try:
        with _private(partial) as file:
            manifest, end = _fill(file, key, at)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync_folder(folder)
    return BackupReport(
        path=path,
        bytes=path.stat().st_size,
        dump_bytes=end.bytes,
        digest=end.digest,
        manifest=manifest,
        seconds=round(time.perf_counter() - started, 3),
        pruned=_prune(folder),
    )


def _fill(file: BinaryIO, key: Key, at: datetime) -> tuple[Manifest, End]:
    keys_before = _field_keys_in_use()
    with _source() as source:
        manifest = Manifest(
            made_at=at,
            version=__version__,
            engine=source.engine,
            server=source.server,
            migrations=applied_migrations(),
            counts=source.counts,
            field_keys=tuple(sorted(keys_before | _active_keys())),
        )
        writer = SealedWriter(file, key)
        writer.head(msgspec.json.encode(manifest))
        end = digest_of(source.pieces, writer.piece)
        writer.end(msgspec.json.encode(end))
    return manifest, end


def digest_of(pieces: Iterable[bytes], each: Callable[[bytes], object] = len) -> End:
    """Hand each piece on, and say what they were together."""
    digest, length = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        length += len(piece)
        each(piece)
    return End(bytes=length, digest=digest.hexdigest())


@contextmanager
def _source() -> Iterator[_Source]:
    if connection.vendor == "sqlite":
        data = Path(settings.DATA_DIR)
        sqlite_files.remove_left_copies(data)
        _refuse_without_room(data, sqlite_file().stat().st_size)
        with sqlite_files.copied(sqlite_file(), data) as copy:
            yield _Source(
                "sqlite",
                sqlite3.sqlite_version,
                sqlite_files.count_rows(copy),
                sqlite_files.compressed(copy),
            )
    else:
        with postgresql.moment(postgres_place()) as moment:
            yield _Source("postgresql", moment.server, moment.counts, moment.dump())


def _field_keys_in_use() -> set[str]:
    return {key.id for key in current_ring().keys if writes_anything(key)} | _active_keys()


def _active_keys() -> set[str]:
    """Something may be written with them at any moment."""
    return {current_ring().newest(purpose).id for purpose in FIELD_PURPOSES}


def applied_migrations() -> tuple[str, ...]:
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(f"{app}.{name}" for app, name in sorted(applied))


def _refuse_without_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed * 1.1:
        raise BackupRefused(
            f"A copy of the database needs {needed / 1e6:,.0f} MB in {folder}, where "
            f"{free / 1e6:,.0f} MB are free. Make room."
        )


def _free_path(folder: Path, at: datetime) -> Path:
    while (path := folder / backup_name(at)).exists():
        at += timedelta(seconds=1)
    return path


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file


def _remove_leftovers(folder: Path) -> None:
    """Of processes that were killed."""
    for path in folder.glob(".stepwell-*.backup.partial"):
        path.unlink(missing_ok=True)


def _prune(folder: Path) -> tuple[str, ...]:
    names = superfluous((path.name for path in folder.iterdir()), keep=settings.BACKUP_KEEP)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return tuple(names)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
