"""A whole installation of its own: data folder, database and the `stepwell` command."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from uuid import uuid4

import psycopg

from factories.waiting import until

STEPWELL = (sys.executable, "-m", "stepwell")


class Installation:
    """Everything it runs is in process groups of their own, ended with it."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.environ = {
            "PATH": os.environ["PATH"],
            "STEPWELL_DATA_DIR": str(folder),
            "STEPWELL_DATABASE_URL": database_url,
        }
        self._started: list[subprocess.Popen[str]] = []

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*STEPWELL, *words],
            env=self.environ,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def ask(self, *words: str) -> Any:
        """The JSON a command prints."""
        done = self.run(*words, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def start(self, *words: str) -> Server:
        """`stepwell WORDS --port …`, answering."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = self.folder.with_name(f"{self.folder.name}-{port}.log")
        with log.open("w") as file:
            process = subprocess.Popen(
                [*STEPWELL, *words, "--port", str(port)],
                env=self.environ,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                text=True,
            )
        self._started.append(process)
        return Server(process, port, log)

    def end(self) -> None:
        for process in self._started:
            if group_lives(process.pid):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self._log = log

    def said(self) -> str:
        return self._log.read_text()

    def answers(self, path: str = "/healthz") -> bool:
        assert self.process.poll() is None, self.said()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as got:
                return bool(got.status == 200)
        except (URLError, OSError):
            return False

    def wait_until_up(self) -> Server:
        assert until(self.answers, 60), self.said()
        return self

    def press_ctrl_c(self) -> int:
        """What a terminal does: every process of the group gets the signal. The exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def processes_of(self, command: str) -> list[int]:
        """The ids of the processes of this group that run `stepwell COMMAND` (Linux)."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended meanwhile
                words = (folder / "cmdline").read_text().split("\0")
                is_ours = os.getpgid(int(folder.name)) == self.process.pid
                if is_ours and words[1:4] == ["-m", "stepwell", command]:
                    found.append(int(folder.name))
        return found

    def is_wholly_gone(self) -> bool:
        return not group_lives(self.process.pid)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def an_installation(folder: Path) -> Iterator[Installation]:
    """On the database the tests run on: a file of its own, or a PostgreSQL database of its own."""
    url = os.environ.get("STEPWELL_DATABASE_URL", "")
    if not url:
        installation = Installation(folder)
        try:
            yield installation
        finally:
            installation.end()
        return
    name = f"stepwell_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        installation = Installation(folder, f"{url.rpartition('/')[0]}/{name}")
        try:
            yield installation
        finally:
            installation.end()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
