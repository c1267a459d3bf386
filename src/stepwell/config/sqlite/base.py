"""Django's SQLite backend with one lock around write transactions of this process.

SQLite's own busy handler is unfair: under load some thread waits for seconds while the
others overtake it. A lock in front of BEGIN IMMEDIATE brought the worst wait of 8 writing
threads from 3.2 s to 56 ms (docs/decisions/0003-sqlite-first.md). Other processes still rely
on the busy timeout.
"""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_write_lock = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the lock from BEGIN to COMMIT, ROLLBACK or close."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_lock = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._release_lock()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._release_lock()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._release_lock()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._release_lock()

    def _take_lock(self) -> None:
        timeout = float(self.settings_dict["OPTIONS"].get("timeout", 20))
        if not self._holds_lock:
            if not _write_lock.acquire(timeout=timeout):
                raise OperationalError(
                    f"Another write of this process has held the database for {timeout:.0f} s."
                )
            self._holds_lock = True

    def _release_lock(self) -> None:
        if self._holds_lock:
            self._holds_lock = False
            _write_lock.release()
