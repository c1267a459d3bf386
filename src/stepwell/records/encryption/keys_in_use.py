"""The ring that settings.ENCRYPTION_KEYS_FILE holds now.

The file is looked at on every use and read again when it changed, so that a new key is used by
running servers at once: a value written under a key that has just been retired would be lost.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from stepwell.records.encryption.key_files import read_keys
from stepwell.records.encryption.keyring import KeyRing, KeysRefused

_Stamp = tuple[str, int, int, int]
_read: tuple[_Stamp, KeyRing] | None = None


def current_ring() -> KeyRing:
    """Raises KeysRefused when the file cannot be read."""
    global _read
    path = settings.ENCRYPTION_KEYS_FILE
    stamp = _stamp(path)
    seen = _read
    if seen is None or seen[0] != stamp:
        seen = _read = (stamp, read_keys(Path(path)))
    return seen[1]


def _stamp(path: str | Path) -> _Stamp:
    try:
        state = os.stat(path)
    except OSError as error:
        raise KeysRefused(
            f"The keys in {path} cannot be read ({error.strerror}). "
            "STEPWELL_ENCRYPTION_KEYS_FILE names the file."
        ) from error
    return str(path), state.st_ino, state.st_mtime_ns, state.st_size
