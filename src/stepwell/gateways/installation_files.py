"""Files that only this installation's own processes touch: locks, and secrets made once."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Wait until no other thread or process of this machine is inside with this lock file.

    The lock of a process that dies is free at once; the file stays.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """A secret made once and kept in a file only its owner reads; an empty file counts as none."""
    if not (kept := _read(path)):
        with only_one(path.with_name(f".{path.name}.lock")):
            if not (kept := _read(path)):
                kept = make()
                _write_private(path, kept)
    return kept


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _write_private(path: Path, text: str) -> None:
    """In one step, so that nobody reads half of it; mode 0600 from the first byte."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
