"""The lines about the trail that are kept outside the database: in a file, and in the log."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from stepwell.domain.audit.outside_copy import OutsideCopy, read_outside_copy

logger = logging.getLogger("stepwell.audit")

NEWEST_BYTES = 64 * 1024
"""Some 300 lines: the heads noted last, of more organizations than share an installation."""


def append_lines(lines: Iterable[str]) -> None:
    """Onto the disk before this returns, all or none, so that no seal is in the database alone.

    Raises:
        OSError: the file cannot be written.
    """
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    handle = os.open(outside_path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _append(handle, text.encode("ascii"))
    finally:
        os.close(handle)
    for line in text.splitlines():
        logger.info("audit trail", extra={"line": line})


def outside_path() -> Path:
    return Path(settings.AUDIT_OUTSIDE_PATH)


def read_outside(path: Path | None = None, *, size: int = -1) -> OutsideCopy | None:
    """What a file of these lines says, by default the installation's own; None if there is none.

    size: how many bytes to read from its beginning; -1 for all.
    """
    try:
        with (path or outside_path()).open("rb") as file:
            return read_outside_copy(file.read(size).decode("ascii", errors="replace").splitlines())
    except FileNotFoundError:
        return None


def outside_size() -> int:
    """Bytes in the installation's own file; it only ever grows."""
    try:
        return outside_path().stat().st_size
    except FileNotFoundError:
        return 0


def newest_lines() -> OutsideCopy:
    """What the end of the installation's own file says."""
    try:
        with outside_path().open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - NEWEST_BYTES))
            lines = file.read().decode("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        lines = []
    return read_outside_copy(lines)


def _append(handle: int, data: bytes) -> None:
    """A line that a power cut left unfinished is ended first: verifying will tell of it."""
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        data = b"\n" + data
    try:
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(outside_path()))
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
