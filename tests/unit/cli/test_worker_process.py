"""The worker beside the server: started again when it dies, gone when the server is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factories.waiting import until
from stepwell.cli.worker_process import WorkerProcess

NOTE_ITSELF = """
import os, sys
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
"""
SLEEP = NOTE_ITSELF + "import time; time.sleep(600)"
HEED_NOTHING = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + NOTE_ITSELF + SLEEP


@pytest.fixture
def pids(tmp_path: Path) -> Callable[[], list[int]]:
    """The ids of the processes started so far."""
    file = tmp_path / "pids"
    file.touch()
    return lambda: [int(line) for line in file.read_text().splitlines()]


@pytest.fixture
def worker_of(tmp_path: Path) -> Iterator[Callable[..., WorkerProcess]]:
    made: list[WorkerProcess] = []

    def make(program: str, **options: float) -> WorkerProcess:
        command = (sys.executable, "-c", program, str(tmp_path / "pids"))
        made.append(WorkerProcess(command, **options))
        return made[-1]

    yield make
    for worker in made:
        worker.stop()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_worker_that_ends_by_itself_is_started_again(
    worker_of: Callable[..., WorkerProcess], pids: Callable[[], list[int]]
) -> None:
    worker_of(NOTE_ITSELF, pause_seconds=0.01).start()

    assert until(lambda: len(pids()) >= 3)


def test_worker_that_dies_at_once_is_started_after_a_pause(
    worker_of: Callable[..., WorkerProcess], pids: Callable[[], list[int]]
) -> None:
    worker = worker_of(NOTE_ITSELF, pause_seconds=600)
    worker.start()
    assert until(lambda: bool(pids()) and not is_running(pids()[0]))

    worker.stop()

    assert len(pids()) == 1


def test_stop_ends_the_worker(
    worker_of: Callable[..., WorkerProcess], pids: Callable[[], list[int]]
) -> None:
    worker = worker_of(SLEEP)
    worker.start()
    assert until(lambda: bool(pids()))

    worker.stop()

    assert not is_running(pids()[0])
    assert len(pids()) == 1


def test_stop_kills_a_worker_that_heeds_nothing(
    worker_of: Callable[..., WorkerProcess], pids: Callable[[], list[int]]
) -> None:
    worker = worker_of(HEED_NOTHING, stop_seconds=0.05)
    worker.start()
    assert until(lambda: bool(pids()))

    worker.stop()

    assert not is_running(pids()[0])


def test_stop_of_one_that_never_started_does_nothing(
    worker_of: Callable[..., WorkerProcess], pids: Callable[[], list[int]]
) -> None:
    worker_of(SLEEP).stop()

    assert pids() == []
