"""Every command, as typed: what it prints, how it ends, what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from integration.feeds.feed_files import row
from stepwell.actions.job_runs import record_heartbeat
from stepwell.cli.main import main
from stepwell.records.accounts.models import User
from stepwell.records.directory.models import Feed, ListedMeeting
from stepwell.search.build import build_snapshot

pytestmark = pytest.mark.django_db
reads_lists = pytest.mark.django_db(transaction=True)
"""Lists are read in threads, which see only what is committed."""


@pytest.fixture
def feed_file(tmp_path: Path) -> Path:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([row("a"), row("b", day=[1, 2]), row("c", day=9)]))
    return path


@pytest.fixture(autouse=True)
def _snapshot_path(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_feeds_test_prints_counts_and_stores_nothing(
    feed_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "test", str(feed_file), "--json"]) == 0

    told = answer(capsys)
    assert told["kind"] == "meeting-guide-json"
    assert (told["read"], told["meetings"], told["withheld"], told["rejected"]) == (3, 2, 0, 1)
    assert sum(told["reasons"].values()) == 1
    assert Feed.objects.count() == ListedMeeting.objects.count() == 0


def test_feeds_test_unreadable_file_says_what_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.json"
    path.write_text('[{"name": "a"}] and more')

    assert main(["feeds", "test", str(path), "--json"]) == 1

    error = answer(capsys)["error"]
    assert error["code"] == "trailing_text"
    assert "line 1, column 17" in error["message"]


def test_feeds_test_loopback_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "test", "http://127.0.0.1:9/list.json"]) == 1

    assert "127.0.0.1" in capsys.readouterr().err


@reads_lists
def test_feeds_from_adding_to_removing(feed_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "add", str(feed_file), "--name", "My List", "--json"]) == 0
    assert answer(capsys) == {"slug": "my-list"}

    assert main(["feeds", "sync", "--json"]) == 0
    (first,) = answer(capsys)["feeds"]
    assert (first["read"], first["added"], first["rejected"]) == (3, 3, 1)

    assert main(["feeds", "sync", "my-list", "--json"]) == 0
    (second,) = answer(capsys)["feeds"]
    assert (second["read"], second["added"], second["unchanged"]) == (3, 0, 3)

    assert main(["feeds", "explain", "my-list", "--kind", "rejected", "--json"]) == 0
    (rejected,) = answer(capsys)["rows"]
    assert rejected["row_number"] == 3

    assert main(["feeds", "list", "--json"]) == 0
    assert [one["listed"] for one in answer(capsys)] == [3]

    assert main(["feeds", "remove", "my-list", "--json"]) == 0
    assert answer(capsys) == {"slug": "my-list", "meetings": 3}
    assert ListedMeeting.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--fellowship", "xx"], "Unknown fellowship 'xx'"),
        (["--timezone", "Pacific"], "'Pacific' is not a time zone"),
        (["--slug", "Bad Slug"], "small letters"),
        (["--every", "5"], "every 15 minutes"),
        (["--every", "9" * 30], "once a year at least (525,600 minutes)"),
        (["--max-loss", "101"], "0 to 100"),
    ],
)
def test_feeds_add_wrong_value_is_refused_with_hint(
    words: list[str], hint: str, feed_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "add", str(feed_file), *words]) == 1

    assert hint in capsys.readouterr().err
    assert Feed.objects.count() == 0


def test_feeds_unknown_list_names_the_known_ones(
    feed_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["feeds", "add", str(feed_file), "--slug", "known"])

    assert main(["feeds", "sync", "unknown"]) == 1
    assert "Feeds: known" in capsys.readouterr().err


@reads_lists
def test_feeds_sync_failure_ends_with_1(tmp_path: Path) -> None:
    main(["feeds", "add", str(tmp_path / "absent.json"), "--slug", "absent"])

    assert main(["feeds", "sync"]) == 1


@reads_lists
def test_snapshot_build_is_fresh_the_second_time(
    feed_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["feeds", "add", str(feed_file), "--slug", "one"])
    main(["feeds", "sync"])
    capsys.readouterr()

    assert main(["snapshot", "build", "--json"]) == 0
    assert answer(capsys)["was_built"] is False
    assert main(["snapshot", "build", "--force", "--json"]) == 0
    assert answer(capsys)["meetings"] == 3


def test_admin_create_makes_someone_who_can_sign_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: "a long enough phrase")

    assert main(["admin", "create", "Abe", "--json"]) == 0

    assert answer(capsys)["name"] == "Abe"
    assert User.objects.get(username="abe").check_password("a long enough phrase")


def test_admin_create_short_password_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: "short")

    assert main(["admin", "create", "abe"]) == 1

    assert "at least 15" in capsys.readouterr().err
    assert User.objects.count() == 0


def test_doctor_fresh_installation_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 1

    told = answer(capsys)
    states = {one["name"]: one["state"] for one in told["findings"]}
    assert states["migrations"] == "ok"
    assert states["administrator"] == "look"
    assert states["meeting index"] == "wrong"
    assert any("stepwell snapshot build" in one["message"] for one in told["findings"])


def test_doctor_tells_of_a_silent_worker(capsys: pytest.CaptureFixture[str]) -> None:
    record_heartbeat(datetime.now(UTC) - timedelta(hours=1))

    main(["doctor", "--json"])

    (finding,) = [one for one in answer(capsys)["findings"] if one["name"] == "worker"]
    assert finding["state"] == "look"
    assert "is `stepwell serve` or `stepwell work` running?" in finding["message"]


def test_doctor_index_of_another_database_is_not_up_to_date(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    build_snapshot([], settings.SNAPSHOT_PATH, directory_version=10**6)

    main(["doctor", "--json"])

    (finding,) = [one for one in answer(capsys)["findings"] if one["name"] == "meeting index"]
    assert finding["state"] == "look"
    assert "1,000,000 changes away" in finding["message"]


def test_doctor_database_of_a_newer_version_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    MigrationRecorder(connection).record_applied("directory", "9999_from_the_future")

    assert main(["doctor", "--json"]) == 1

    (finding,) = [one for one in answer(capsys)["findings"] if one["name"] == "migrations"]
    assert finding["state"] == "wrong"
    assert "directory.9999_from_the_future" in finding["message"]


def test_doctor_database_that_is_behind_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    (last,) = MigrationLoader(connection).graph.leaf_nodes("directory")
    MigrationRecorder(connection).record_unapplied(*last)

    assert main(["doctor", "--json"]) == 1

    (finding,) = [one for one in answer(capsys)["findings"] if one["name"] == "migrations"]
    assert "1 step(s) behind" in finding["message"]
    assert "stepwell upgrade" in finding["message"]
