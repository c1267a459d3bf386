"""Where the keys are: in files STEPWELL_* name; the demo makes its own in the data folder."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from stepwell.records.encryption.key_files import create_keys, read_backup_keys, read_keys
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, KeyRing, KeysRefused

FIELD_KEYS = "STEPWELL_ENCRYPTION_KEYS_FILE"
BACKUP_KEYS = "STEPWELL_BACKUP_KEY_FILE"


def required_field_keys() -> Path:
    """The file of keys that production was given; it must be readable and in order."""
    path = _named(FIELD_KEYS)
    if path is None:
        raise ImproperlyConfigured(
            f"Production needs {FIELD_KEYS}: names, contacts and notes are stored encrypted. "
            "Make the file once, outside the data folder, and keep a copy of it elsewhere: "
            "stepwell keys make --file /etc/stepwell/field-keys"
        )
    return _checked_field_keys(path)


def kept_field_keys(data: Path) -> Path:
    """The file named, or one made in the demo's data folder the first time."""
    path = _named(FIELD_KEYS)
    if path is None:
        path = data / "demo-field-keys"
        _make_once(path, KeyRing.make(made_on=_today()))
    return _checked_field_keys(path)


def named_backup_keys() -> Path | None:
    """Without it production serves, but makes no backups, and `stepwell doctor` says so."""
    path = _named(BACKUP_KEYS)
    return None if path is None else _checked_backup_keys(path)


def kept_backup_keys(data: Path) -> Path:
    """As kept_field_keys."""
    path = _named(BACKUP_KEYS)
    if path is None:
        path = data / "demo-backup-key"
        _make_once(path, KeyRing.make(made_on=_today(), purposes=BACKUP_PURPOSES))
    return _checked_backup_keys(path)


def _named(variable: str) -> Path | None:
    named = os.environ.get(variable)
    return Path(named).absolute() if named else None


def _make_once(path: Path, ring: KeyRing) -> None:
    if path.exists():
        return
    try:
        with suppress(FileExistsError):
            create_keys(path, ring)
    except KeysRefused as error:
        raise ImproperlyConfigured(str(error)) from error


def _today() -> date:
    return datetime.now(UTC).date()


def _checked_field_keys(path: Path) -> Path:
    try:
        read_keys(path)
    except KeysRefused as error:
        raise ImproperlyConfigured(f"{FIELD_KEYS}: {error}") from error
    return path


def _checked_backup_keys(path: Path) -> Path:
    try:
        read_backup_keys(path)
    except KeysRefused as error:
        raise ImproperlyConfigured(f"{BACKUP_KEYS}: {error}") from error
    return path
