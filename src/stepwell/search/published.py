"""Keeps a process on the newest snapshot without asking it to restart."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Final

from stepwell.search import container
from stepwell.search.container import SnapshotMissing, SnapshotUnreadable
from stepwell.search.snapshot import Snapshot, open_snapshot

CHECK_SECONDS: Final = 1.0

_Identity = tuple[int, int, int]


def published_directory_version(path: Path) -> int | None:
    """Which version of the directory the file at `path` holds; None if it cannot be used.

    Reads the header and the size only: quick enough to ask before every rebuild.
    """
    try:
        header, _ = container.read(path, verify=False)
    except SnapshotUnreadable:
        return None
    return header.directory_version


class SnapshotHolder:
    """Hands out the current snapshot of one path; threads share one holder.

    The file is looked at most once a second and mapped again when it was replaced.
    Queries that still use the old one finish undisturbed. While a new file cannot be
    used the old snapshot stays, and `problem` says why.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.problem: SnapshotUnreadable | None = None
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._identity: _Identity | None = None
        self._checked_at = float("-inf")
        self._lock = Lock()

    def current(self) -> Snapshot:
        """Raises: SnapshotMissing, SnapshotDamaged, SnapshotOfOtherSchema if none ever opened."""
        if self._snapshot is not None and self._clock() - self._checked_at < CHECK_SECONDS:
            return self._snapshot
        with self._lock:
            if self._clock() - self._checked_at >= CHECK_SECONDS:
                self._refresh()
                self._checked_at = self._clock()
            if self._snapshot is None:
                assert self.problem is not None
                raise self.problem
            return self._snapshot

    def refresh(self) -> Snapshot:
        """`current`, looking at the file now: for the process that has just published."""
        with self._lock:
            self._checked_at = float("-inf")
        return self.current()

    def _refresh(self) -> None:
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            self.problem = SnapshotMissing(self.path)
            return
        identity = (status.st_ino, status.st_mtime_ns, status.st_size)
        if identity == self._identity:
            return
        try:
            self._snapshot = open_snapshot(self.path)
            self.problem = None
        except SnapshotUnreadable as problem:
            self.problem = problem
        self._identity = identity
