"""Which backups there are, what they say of themselves, and how the last attempts went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection

from stepwell.domain.backups.manifest import Manifest
from stepwell.domain.backups.schedule import backups_among, made_at
from stepwell.gateways.postgresql import PostgresPlace
from stepwell.records.encryption.key_files import read_backup_keys
from stepwell.records.encryption.keyring import KeyRing, KeysRefused
from stepwell.records.encryption.streams import SealedReader, StreamRefused

STATE = "state.json"


class NoBackupKey(KeysRefused):
    """Backups are always encrypted, and there is no key for it."""

    def __init__(self) -> None:
        super().__init__(
            "There is no key for backups. Make one, keep a copy of it apart from the backups, and "
            "name it by STEPWELL_BACKUP_KEY_FILE: "
            "stepwell keys make --backup --file /etc/stepwell/backup-key"
        )


@dataclass(frozen=True, slots=True)
class BackupFile:
    """bytes: of the file."""

    path: Path
    made_at: datetime
    bytes: int


class Attempt(msgspec.Struct, frozen=True):
    """How the last backup or drill went. message: what came of it, or why it failed."""

    tried_at: datetime
    is_good: bool
    message: str
    last_good_at: datetime | None = None


class BackupState(msgspec.Struct, frozen=True):
    """None: never tried here."""

    backup: Attempt | None = None
    drill: Attempt | None = None


def backup_files() -> list[BackupFile]:
    """The oldest first."""
    folder = Path(settings.BACKUP_DIR)
    if not folder.is_dir():
        return []
    return [
        BackupFile(
            folder / name,
            made_at(name) or datetime.max.replace(tzinfo=UTC),
            (folder / name).stat().st_size,
        )
        for name in backups_among(path.name for path in folder.iterdir())
    ]


def backup_state() -> BackupState:
    """Kept beside the backups, since the database may be what is lost."""
    try:
        return msgspec.json.decode(
            (Path(settings.BACKUP_DIR) / STATE).read_bytes(), type=BackupState
        )
    except (OSError, msgspec.DecodeError):
        return BackupState()


def backup_key_file() -> Path:
    """Raises NoBackupKey."""
    if not settings.BACKUP_KEY_FILE:
        raise NoBackupKey
    return Path(settings.BACKUP_KEY_FILE)


def can_make_backups() -> bool:
    return bool(settings.BACKUP_KEY_FILE)


def backup_keys() -> KeyRing:
    """Raises NoBackupKey, KeysRefused."""
    return read_backup_keys(backup_key_file())


def read_manifest(path: Path) -> Manifest:
    """
    Raises:
        StreamRefused: it is no backup, is damaged, or its key is absent.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return decoded_manifest(SealedReader(file, backup_keys(), where=str(path)), path)


def decoded_manifest(reader: SealedReader, path: Path) -> Manifest:
    try:
        return msgspec.json.decode(reader.head, type=Manifest)
    except msgspec.DecodeError as error:
        raise StreamRefused(
            f"{path} was made by another version of Stepwell, which describes backups "
            f"differently ({error}). Restore it with that version."
        ) from None


def sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def postgres_place() -> PostgresPlace:
    given = connection.settings_dict
    return PostgresPlace(
        host=given["HOST"],
        port=str(given["PORT"]),
        user=given["USER"],
        name=given["NAME"],
        password=given["PASSWORD"],
    )
