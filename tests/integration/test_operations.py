"""What machines and operators see: health, logs, headers, production settings."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from integration.feeds.feed_files import row
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.job_runs import record_heartbeat
from stepwell.actions.snapshots import publish_snapshot
from stepwell.config.logs import JsonFormatter, PlainFormatter
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.search.build import build_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _snapshot_path(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"


def test_healthz_answers_without_a_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_without_an_index_is_503(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["snapshot_lag"] is None


def test_readyz_says_how_far_behind_the_index_is(client: Client, file_feed: Any) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    sync_feed("sample", by=COMMAND_LINE, at=_at())
    publish_snapshot()
    feed.publish([row("a"), row("b")])
    sync_feed("sample", by=COMMAND_LINE, at=_at())

    answer = client.get("/readyz").json()

    assert (answer["status"], answer["snapshot_lag"]) == ("ok", 1)
    assert answer["snapshot_age_seconds"] < 60


def test_readyz_without_a_database_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("stepwell.web.shared.views.health.snapshot_lag", fail)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


def test_readyz_index_of_another_database_is_503(client: Client, settings: Any) -> None:
    build_snapshot([], settings.SNAPSHOT_PATH, directory_version=10**6)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["snapshot_lag"]) == (503, 10**6)


@pytest.mark.parametrize(
    ("seconds", "state"), [(None, "never seen"), (0, "ok"), (299, "ok"), (301, "silent")]
)
def test_readyz_says_whether_the_worker_works(
    seconds: int | None, state: str, client: Client
) -> None:
    publish_snapshot()
    if seconds is not None:
        record_heartbeat(_at() - timedelta(seconds=seconds))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["worker"]) == (200, state)


@pytest.mark.parametrize("formatter", [JsonFormatter(), PlainFormatter()])
def test_request_log_has_route_and_nothing_of_the_visitor(
    formatter: logging.Formatter, client: Client
) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("stepwell")
    logger.addHandler(handler)
    code = "0197a1c2-0000-7000-8000-00000000abcd"
    try:
        client.get("/meetings/?near=06457&words=planted-secret", REMOTE_ADDR="203.0.113.9")
        client.get(f"/meetings/{code}/", HTTP_USER_AGENT="planted-agent")
        client.post("/sign-in/", {"username": "planted-name", "password": "planted-pass"})
    finally:
        logger.removeHandler(handler)

    written = stream.getvalue()
    assert "meetings/" in written
    for secret in ("06457", "planted", "203.0.113.9", code):
        assert secret not in written


def test_request_log_takes_a_page_that_is_not_there_for_no_error(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="stepwell")

    assert client.get("/meetings/lists/no-such-list/").status_code == 404

    assert [(one.levelname, one.message) for one in caplog.records] == [("INFO", "request")]


def test_json_log_is_one_object_a_line() -> None:
    record = logging.LogRecord("stepwell.x", logging.INFO, "f", 1, "said %s", ("this",), None)

    line = JsonFormatter().format(record)

    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("INFO", "stepwell.x", "said this")


def test_headers_keep_others_out(client: Client) -> None:
    answer = client.get("/sign-in/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/healthz", HTTP_HOST="evil.example").status_code in {200, 400}
    assert client.get("/sign-in/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({}, "needs STEPWELL_SECRET_KEY"),
        ({"STEPWELL_SECRET_KEY": "x" * 60}, "STEPWELL_HOSTS must name"),
        ({"STEPWELL_SECRET_KEY": "short", "STEPWELL_HOSTS": "a.example"}, "at least 50"),
        ({"STEPWELL_MODE": "live"}, "STEPWELL_MODE is 'live'"),
        ({"STEPWELL_HOST": "a.example"}, "STEPWELL_HOST is set, but"),
    ],
)
def test_production_wrong_setting_is_refused_with_hint(
    changes: dict[str, str], hint: str, tmp_path: Path
) -> None:
    environ = {"STEPWELL_MODE": "production", "STEPWELL_DATA_DIR": str(tmp_path)} | changes

    done = subprocess.run(
        [sys.executable, "-m", "stepwell", "doctor"],
        env={"PATH": os.environ["PATH"]} | environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert hint in done.stdout


def _at() -> datetime:
    return datetime.now(UTC)
