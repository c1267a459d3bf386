"""Making files of keys: the one step that comes before there are settings or a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from stepwell.records.encryption.key_files import create_keys
from stepwell.records.encryption.keyring import (
    BACKUP_PURPOSES,
    FIELD_PURPOSES,
    KeyRing,
    KeysRefused,
)

__all__ = ["KeysRefused", "make_key_file"]


def make_key_file(path: Path, *, for_backups: bool, at: datetime) -> KeyRing:
    """Write a new file with one key of each purpose.

    Raises:
        KeysRefused: a file is there already, or the folder cannot be written to.
    """
    purposes = BACKUP_PURPOSES if for_backups else FIELD_PURPOSES
    ring = KeyRing.make(made_on=at.date(), purposes=purposes)
    try:
        create_keys(path, ring)
    except FileExistsError:
        raise KeysRefused(
            f"{path} is there already and stays as it is: keys that were used once must not be "
            "lost. For another key in it: stepwell keys add"
        ) from None
    return ring
