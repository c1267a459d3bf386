"""The lines about the trail that are kept outside the database: in a file, and in the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from stepwell.domain.audit.outside_copy import OutsideCopy, read_outside_copy

logger = logging.getLogger("stepwell.audit")


def append_lines(lines: Iterable[str]) -> None:
    """Onto the disk before this returns, so that a seal is never in the database alone.

    Raises:
        OSError: the file cannot be written.
    """
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    handle = os.open(outside_path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    for line in text.splitlines():
        logger.info("audit trail", extra={"line": line})


def outside_path() -> Path:
    return Path(settings.AUDIT_OUTSIDE_PATH)


def read_outside() -> OutsideCopy | None:
    """What the file says; None where there is none yet."""
    try:
        with outside_path().open(encoding="ascii", errors="replace") as lines:
            return read_outside_copy(lines)
    except FileNotFoundError:
        return None
