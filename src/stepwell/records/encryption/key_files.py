"""Key files on disk: read whole, written beside and renamed, readable by their owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from stepwell.records.encryption.keyring import (
    BACKUP_PURPOSES,
    KeyRing,
    KeysRefused,
    format_keys,
    parse_keys,
)


def read_keys(path: Path) -> KeyRing:
    """The keys of stored values."""
    return parse_keys(_read_secret_text(path), where=str(path))


def read_backup_keys(path: Path) -> KeyRing:
    return parse_keys(_read_secret_text(path), where=str(path), purposes=BACKUP_PURPOSES)


def _read_secret_text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except UnicodeDecodeError:
        raise KeysRefused(f"{path} is not a file of keys.") from None
    except OSError as error:
        raise KeysRefused(f"The keys in {path} cannot be read ({error.strerror}).") from error


def create_keys(path: Path, ring: KeyRing) -> None:
    """Write a new file, whole or not at all; an existing one is never touched.

    Raises:
        FileExistsError: someone else made it, perhaps a moment ago.
        KeysRefused: the folder cannot be written to.
    """
    beside = _write_beside(path, format_keys(ring))
    try:
        os.link(beside, path)
    finally:
        beside.unlink()
    _sync_folder(path.parent)


def replace_keys(path: Path, ring: KeyRing) -> None:
    """Put `ring` in place of an existing file, whose owner and mode stay."""
    beside = _write_beside(path, format_keys(ring))
    state = path.stat()
    try:
        os.chmod(beside, state.st_mode & 0o777)
        if os.geteuid() == 0:
            os.chown(beside, state.st_uid, state.st_gid)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_beside(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise KeysRefused(f"Keys cannot be written to {path} ({error.strerror}).") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
