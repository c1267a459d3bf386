"""What `stepwell doctor` says about the trail, and that it is kept whatever the settings say."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from factories.waiting import until
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.auditing import record_event
from stepwell.cli.main import main
from stepwell.config import environment
from stepwell.domain.access.actor import SCHEDULE
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.jobs import worker
from stepwell.queries.audit_health import examine_trail
from stepwell.queries.installation import examine_installation
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditSegment

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    return settings.AUDIT_OUTSIDE_PATH  # type: ignore[no-any-return]


def view(at: datetime) -> None:
    with transaction.atomic():
        record_event("record.viewed", by=SCHEDULE, at=at, record=RecordRef("client", "c1"))


def found(at: datetime = FIRST) -> list[tuple[str, str]]:
    return [(state, message) for _, state, message in examine_trail(at)]


def test_health_of_a_trail_that_is_kept_is_one_good_line() -> None:
    view(FIRST)
    seal_finished_days(FIRST + timedelta(days=1))

    assert found(FIRST + timedelta(days=1)) == [("ok", "1 chains, sealed up to 2026-11-20")]
    assert "audit trail" in {one.name for one in examine_installation()}


def test_health_without_any_event_is_good() -> None:
    assert found() == [("ok", "0 chains, sealed up to no day yet")]


@pytest.mark.parametrize(("days", "state"), [(1, "ok"), (2, "look")])
def test_health_a_day_that_nobody_seals_is_told(days: int, state: str) -> None:
    view(FIRST)

    ((told, message),) = found(FIRST + timedelta(days=days))

    assert told == state
    assert ("2026-11-20 is not sealed yet" in message) == (state == "look")


def test_health_events_of_a_clock_that_ran_ahead_are_told() -> None:
    view(FIRST + timedelta(days=1))
    assert [state for state, _ in found()] == ["ok"]

    view(FIRST.replace(year=2035))

    ((state, message),) = found()
    assert state == "look"
    assert "events now stand under 2035-11-20" in message


def test_health_a_lost_copy_is_wrong(outside: Path) -> None:
    view(FIRST)
    seal_finished_days(FIRST + timedelta(days=1))
    outside.unlink()

    ((state, message),) = found()

    assert state == "wrong"
    assert "is gone; put it back" in message


def test_health_a_copy_that_cannot_be_written_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    view(FIRST)
    seal_finished_days(FIRST + timedelta(days=1))
    # Not by the file's mode: the superuser may write to any.
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)

    ((state, message),) = found()

    assert state == "wrong"
    assert "cannot be written" in message


@pytest.fixture
def unprotected() -> Iterator[None]:
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
    yield
    with connection.cursor() as cursor:
        protection.install(cursor, connection.vendor)


def test_protect_puts_back_what_health_misses(unprotected: None, capsys: Any) -> None:
    ((state, message),) = found()
    assert state == "wrong"
    assert "audit_auditevent_update_guard" in message

    assert main(["audit", "protect"]) == 0
    assert "Put back: audit_auditevent_delete_guard" in capsys.readouterr().out

    assert [state for state, _ in found(datetime.now(UTC))] == ["ok"]
    assert AuditEvent.objects.filter(event_type="audit.protected").count() == 1
    assert main(["audit", "protect"]) == 0
    assert "Nothing was missing." in capsys.readouterr().out
    assert AuditEvent.objects.filter(event_type="audit.protected").count() == 1


def test_health_after_a_check_that_found_something_is_wrong(capsys: Any) -> None:
    view(datetime.now(UTC))
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
        cursor.execute("UPDATE audit_auditevent SET reason = 'other'")
        protection.install(cursor, connection.vendor)
    assert main(["audit", "verify"]) == 1

    assert [state for state, _ in found(datetime.now(UTC))] == ["wrong"]


@pytest.fixture
def running_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_worker, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_worker_seals_finished_days_and_notes_heads(request: Any, outside: Path) -> None:
    now = datetime.now(UTC)
    view(now - timedelta(days=2))
    view(now)

    request.getfixturevalue("running_worker")

    assert until(lambda: AuditSegment.objects.count() == 1)
    assert until(lambda: outside.exists() and '"kind":"head"' in outside.read_text())


SWITCHES: dict[str, Callable[[Any], None]] = {
    "no network kept": lambda settings: setattr(settings, "AUDIT_KEEPS_NETWORK", False),
    "debug": lambda settings: setattr(settings, "DEBUG", True),
    "demo": lambda settings: setattr(settings, "DEMO", True),
    "no demo": lambda settings: setattr(settings, "DEMO", False),
    "no copy can be written": lambda settings: setattr(
        settings, "AUDIT_OUTSIDE_PATH", Path("/nowhere/audit-seals.log")
    ),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_no_setting_keeps_an_event_from_being_recorded(settings: Any, name: str) -> None:
    SWITCHES[name](settings)

    view(FIRST)

    assert AuditEvent.objects.count() == 1


def test_no_variable_is_about_recording_but_that_of_the_network() -> None:
    about = {name for name in environment.KNOWN if "AUDIT" in name}

    assert about == {"STEPWELL_AUDIT_NETWORK"}


def test_heads_are_noted_again_only_when_they_moved() -> None:
    view(FIRST)
    assert note_heads(FIRST) == 1
    assert note_heads(FIRST) == 0
    view(FIRST)
    assert note_heads(FIRST) == 1
