"""`stepwell run` and `stepwell serve` as real processes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.feed_server import FeedServer, answer
from factories.installations import Installation, an_installation
from factories.waiting import until
from integration.feeds.feed_files import row


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path / "data") as made:
        yield made


def add_list(installation: Installation, server: FeedServer) -> None:
    installation.run("migrate")
    done = installation.run(
        "feeds", "add", server.url(), "--slug", "one", "--allow-host", server.host
    )
    assert done.returncode == 0, done.stderr


def test_serve_reads_a_list_that_is_due(installation: Installation) -> None:
    body = json.dumps([row("a"), row("b")]).encode()
    with FeedServer(lambda _: [answer(body, "Content-Type: application/json")]) as feeds:
        add_list(installation, feeds)

        server = installation.start("serve", "--host", "localhost").wait_until_up()

        assert until(lambda: bool(feeds.requests), 60), server.said()
        assert until(lambda: [one["listed"] for one in installation.ask("feeds", "list")] == [2])
        told = {one["name"]: one for one in installation.ask("doctor")["findings"]}
        assert told["worker"]["state"] == "ok"


def test_serve_without_worker_reads_nothing(installation: Installation) -> None:
    with FeedServer(lambda _: [answer(b"[]")]) as feeds:
        add_list(installation, feeds)

        installation.start("serve", "--no-worker").wait_until_up()

        told = {one["name"]: one for one in installation.ask("doctor")["findings"]}
        assert "none has ever run" in told["worker"]["message"]
        assert feeds.requests == []


def test_ctrl_c_ends_all_though_a_list_never_answers(installation: Installation) -> None:
    def never_answer(_: str) -> Iterator[bytes]:
        feeds.stopped.wait(120)
        yield b""

    with FeedServer(never_answer) as feeds:
        add_list(installation, feeds)
        server = installation.start("serve").wait_until_up()
        assert until(lambda: bool(feeds.requests), 60), server.said()

        assert server.press_ctrl_c() == 0

        assert until(server.is_wholly_gone), server.said()
        assert "Traceback" not in server.said()


def test_run_twice_at_once_makes_one_demo(installation: Installation) -> None:
    servers = [installation.start("run"), installation.start("run")]
    for server in servers:
        server.wait_until_up()

    passwords = {server.said().partition("with the password ")[2][:22] for server in servers}
    assert len(passwords) == 1
    assert sum("sample directory is loaded" in server.said() for server in servers) == 1
    feeds = installation.ask("feeds", "list")
    assert feeds
    assert all(feed["listed"] for feed in feeds)


@pytest.mark.parametrize(
    "words", [["serve"], ["work"], ["feeds", "list"], ["snapshot", "build"]], ids=" ".join
)
def test_command_on_a_new_database_says_to_migrate(
    words: list[str], installation: Installation
) -> None:
    done = installation.run(*words)

    assert done.returncode == 1
    assert "stepwell upgrade" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    "not os.environ.get('STEPWELL_DATABASE_URL')", reason="on SQLite the worker is a thread"
)
def test_serve_starts_a_worker_that_died_again(installation: Installation) -> None:
    installation.run("migrate")
    server = installation.start("serve").wait_until_up()
    assert until(lambda: len(server.processes_of("work")) == 1)
    (first,) = server.processes_of("work")

    os.kill(first, signal.SIGKILL)

    assert until(lambda: server.processes_of("work") not in ([], [first]), 60), server.said()
    assert "the background worker has ended and is started again" in server.said()
    server.process.terminate()
    assert server.process.wait(60) == 0
    assert server.is_wholly_gone()


@pytest.mark.skipif("os.environ.get('STEPWELL_DATABASE_URL')", reason="about a file of SQLite")
def test_command_on_a_database_that_cannot_be_made_is_refused(installation: Installation) -> None:
    installation.environ["STEPWELL_DATABASE_URL"] = "sqlite:////nowhere/at/all.sqlite3"

    done = installation.run("feeds", "list")

    assert done.returncode == 1
    assert "unable to open database file" in done.stderr
    assert "Traceback" not in done.stderr
    assert os.linesep not in done.stderr.strip()
