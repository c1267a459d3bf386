"""The ledger of erasures outside the database: in the data folder, and a copy with the backups."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

from django.conf import settings

from stepwell.domain.rights.ledger import Ledger, read_ledger

NAME = "erasures.log"


def ledger_paths() -> tuple[Path, ...]:
    """A disk that is lost takes one of them, not both where backups are kept elsewhere."""
    own, beside = Path(settings.DATA_DIR) / NAME, Path(settings.BACKUP_DIR) / NAME
    return tuple(dict.fromkeys((own, beside)))


def append_to_ledger(line: str) -> None:
    """Onto both disks before this returns.

    Raises:
        OSError: a file cannot be written; nobody is erased then.
    """
    for path in ledger_paths():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            _append(handle, f"{line}\n".encode("ascii"), path)
        finally:
            os.close(handle)


def read_whole_ledger() -> Ledger:
    """What either file says. Lines that cannot be read are counted for the file that has most."""
    whole = Ledger()
    for path in ledger_paths():
        if not path.exists():
            continue
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
        one = read_ledger(lines)
        whole.entries.update(one.entries)
        if len(one.unreadable) > len(whole.unreadable):
            whole.unreadable = one.unreadable
    return whole


def _append(handle: int, data: bytes, path: Path) -> None:
    """A line that a power cut left unfinished is ended first."""
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        data = b"\n" + data
    try:
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
