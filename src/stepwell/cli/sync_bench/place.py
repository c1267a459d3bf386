"""A throw-away installation, and its server in a process that can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from stepwell.cli.output import CommandFailed

PATIENCE = 90.0


def own_environment(folder: Path, database: str) -> dict[str, str]:
    """Nothing of the installation around it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEPWELL_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {
        "STEPWELL_DATA_DIR": str(folder),
        "STEPWELL_DATABASE_URL": database,
        "STEPWELL_SIGN_UP": "open",
        "STEPWELL_LOG_LEVEL": "ERROR",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`stepwell serve` on loopback. restarts: how often it was killed and is back."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port, self.restarts = free_port(), 0
        self._environment = environment
        self._process = self._started()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill_and_restart(self) -> None:
        """All of its processes at once, as when the machine goes down."""
        self._kill()
        self._process = self._started()
        self.restarts += 1

    def stop(self) -> None:
        self._kill()

    def _kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "stepwell", "serve", "--no-worker"]
        process = subprocess.Popen(  # noqa: S603  (our own command)
            [*command, "--port", str(self.port)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise CommandFailed(f"The server ended by itself ({process.returncode}).")
            if self._answers():
                return process
            time.sleep(0.05)
        raise CommandFailed(f"The server does not answer within {PATIENCE:.0f} seconds.")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
