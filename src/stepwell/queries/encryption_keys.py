"""The keys there are, and what still needs each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from stepwell.queries.backups import (
    BackupFile,
    backup_files,
    backup_key_file,
    backup_keys,
    can_make_backups,
    read_manifest,
)
from stepwell.records.encryption.key_files import read_keys
from stepwell.records.encryption.keyring import (
    BACKUP_PURPOSES,
    FIELD_PURPOSES,
    Key,
    KeyRing,
    KeysRefused,
)
from stepwell.records.encryption.streams import StreamRefused, key_id_of_stream
from stepwell.records.encryption.usage import values_written_with


@dataclass(frozen=True, slots=True)
class KeyReport:
    """values: stored values it wrote (None for a key of backups). backups: how many need it."""

    purpose: str
    id: str
    made_on: date
    is_active: bool
    values: int | None
    backups: int


def purposes_at_hand() -> tuple[str, ...]:
    return FIELD_PURPOSES + BACKUP_PURPOSES if can_make_backups() else FIELD_PURPOSES


def key_file_of(purpose: str) -> Path:
    if purpose in FIELD_PURPOSES:
        return Path(settings.ENCRYPTION_KEYS_FILE)
    return backup_key_file()


def ring_of(purpose: str) -> KeyRing:
    return read_keys(key_file_of(purpose)) if purpose in FIELD_PURPOSES else backup_keys()


def key_reports() -> list[KeyReport]:
    """The active key of each purpose first. Counting reads every protected column once per key."""
    return [
        KeyReport(
            purpose=purpose,
            id=key.id,
            made_on=key.made_on,
            is_active=key == ring_of(purpose).newest(purpose),
            values=values_written_with(key) if purpose in FIELD_PURPOSES else None,
            backups=len(backups_that_need(key)),
        )
        for purpose in purposes_at_hand()
        for key in ring_of(purpose).of(purpose)
    ]


def backups_that_need(key: Key) -> list[BackupFile]:
    """The oldest first. One that cannot be read counts: it might need any key."""
    return [backup for backup in backup_files() if _needs(backup, key)]


def _needs(backup: BackupFile, key: Key) -> bool:
    try:
        if key.purpose in BACKUP_PURPOSES:
            with backup.path.open("rb") as file:
                return key_id_of_stream(file, where=str(backup.path)) == key.id
        return key.id in read_manifest(backup.path).field_keys
    except (StreamRefused, KeysRefused):
        return True
