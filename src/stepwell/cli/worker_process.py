"""The background worker as a process beside the serving ones."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Sequence

logger = logging.getLogger("stepwell.worker")

COMMAND = (sys.executable, "-m", "stepwell", "work")
STOP_SECONDS = 10.0
"""How long the worker may take to end when asked before it is killed."""


class WorkerProcess:
    """Runs `command` from `start` to `stop`; where it ends by itself, again after a pause."""

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        *,
        pause_seconds: float = 5.0,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._command = command
        self._pause_seconds = pause_seconds
        self._stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None

    def start(self) -> None:
        # Not in the keeper: processes that the caller forks before the command runs would hold
        # the pipe on which Popen waits for that.
        first = self._start_one()
        assert first is not None
        self._keeper = threading.Thread(
            target=self._keep, args=(first,), name="stepwell-worker-keeper"
        )
        self._keeper.start()

    def stop(self) -> None:
        """Ask it to end, then make it; return when it has. Nothing to do if it never started."""
        with self._lock:
            self._stopping.set()
            if self._process:
                self._process.terminate()
        if self._keeper and self._process:
            self._keeper.join(self._stop_seconds)
            if self._keeper.is_alive():
                self._process.kill()
            self._keeper.join()

    def _keep(self, process: subprocess.Popen[bytes] | None) -> None:
        while process:
            code = process.wait()
            if not self._stopping.is_set():
                logger.error(
                    "the background worker has ended and is started again",
                    extra={"exit_code": code, "pause_seconds": self._pause_seconds},
                )
            self._stopping.wait(self._pause_seconds)
            process = self._start_one()

    def _start_one(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopping.is_set():
                return None
            self._process = subprocess.Popen(self._command)  # noqa: S603 - our own words
            return self._process
