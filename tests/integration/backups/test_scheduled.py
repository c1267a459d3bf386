"""What the worker does by itself, and what the doctor says of keys and backups."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from integration.backups.program import AT, add_clients, add_program
from stepwell.actions import backup_schedule
from stepwell.actions.backup_schedule import backup_is_due, drill_is_due, keep_backups
from stepwell.actions.backups import attempt, keep_state, make_backup
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE
from stepwell.jobs import backups as job
from stepwell.queries.backups import backup_files, backup_state
from stepwell.queries.safekeeping import examine_safekeeping
from stepwell.records.audit.models import AuditEvent
from stepwell.records.encryption.key_files import read_keys, replace_keys
from stepwell.records.encryption.keyring import Key, KeyRing

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_earnest(settings: Any) -> None:
    settings.BACKUPS_ARE_SCHEDULED = True
    settings.DEMO = False


@pytest.fixture
def drills(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Instead of the drill, which test_drill.py shows."""
    done: list[Any] = []

    def drill(*, by: Any, at: Any) -> Any:
        done.append(at)
        keep_state(drill=attempt(at, message="good"))
        return type("Report", (), {"is_good": True, "summary": "good"})

    monkeypatch.setattr(backup_schedule, "drill_last_backup", drill)
    return done


def found(name: str, at: Any = AT) -> tuple[str, str]:
    (one,) = [(state, told) for which, state, told in examine_safekeeping(at) if which == name]
    return one


def test_schedule_makes_one_backup_a_day_and_one_drill_a_week(
    drills: list[Any], settings: Any
) -> None:
    settings.BACKUP_KEEP = 100
    for hour in range(24 * 15):
        keep_backups(by=SCHEDULE, at=AT + hour * HOUR)

    assert [one.made_at - AT for one in backup_files()] == [day * DAY for day in range(15)]
    assert drills == [AT + HOUR, AT + HOUR + 7 * DAY, AT + HOUR + 14 * DAY]
    events = AuditEvent.objects.filter(event_type="backup.made")
    assert events.count() == 15
    assert all('"is_scheduled":true' in event.details for event in events)


def test_schedule_counts_a_backup_made_by_hand(drills: list[Any]) -> None:
    make_backup(by=COMMAND_LINE, at=AT)

    assert not backup_is_due(AT + 23 * HOUR)
    assert backup_is_due(AT + 24 * HOUR)


def test_schedule_failure_is_told_and_tried_again_after_an_hour(
    drills: list[Any], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    good, settings.BACKUP_KEY_FILE = settings.BACKUP_KEY_FILE, Path("/absent/key")
    late = AT + 25 * HOUR

    keep_backups(by=SCHEDULE, at=late)

    assert len(backup_files()) == 1
    assert "a scheduled backup or drill failed" in caplog.text
    assert found("backups", late)[0] == "look"
    assert "the last attempt failed: The keys in /absent/key" in found("backups", late)[1]
    settings.BACKUP_KEY_FILE = good
    assert not backup_is_due(late + HOUR / 2)
    assert backup_is_due(late + HOUR)
    keep_backups(by=SCHEDULE, at=late + HOUR)
    assert len(backup_files()) == 2


def test_schedule_failed_drill_is_tried_again_after_an_hour() -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    keep_state(drill=attempt(AT + 2 * HOUR, problem="lost rows"))

    assert not drill_is_due(AT + 2 * HOUR + HOUR / 2)
    assert drill_is_due(AT + 3 * HOUR)


@pytest.mark.parametrize("setting", ["BACKUPS_ARE_SCHEDULED", "BACKUP_KEY_FILE"])
def test_schedule_that_is_off_does_nothing(setting: str, settings: Any) -> None:
    setattr(settings, setting, None)

    assert not backup_is_due(AT)
    assert not drill_is_due(AT)
    assert job.start_due_backup() is None


def test_worker_starts_a_due_backup_once_and_beside_its_rounds(drills: list[Any]) -> None:
    thread = job.start_due_backup()

    assert thread is not None
    thread.join(60)
    assert len(backup_files()) == 1
    assert job.start_due_backup() is None


def test_schedule_several_workers_at_once_make_one_backup(drills: list[Any]) -> None:
    def work(_: int) -> None:
        try:
            keep_backups(by=SCHEDULE, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert len(backup_files()) == 1


def test_doctor_says_how_backups_stand(settings: Any) -> None:
    assert found("backups") == ("look", "none yet; make one with: stepwell backup")
    assert found("restore drill")[0] == "look"
    make_backup(by=COMMAND_LINE, at=AT)

    assert "on the disk of the data" in found("backups")[1]
    assert found("backups", AT + 49 * HOUR)[0] == "wrong"
    keep_state(drill=attempt(AT, message="all came back"))
    assert found("restore drill", AT + HOUR) == ("ok", "1 hours ago, all came back")
    assert found("restore drill", AT + 16 * DAY)[0] == "look"


def test_doctor_without_a_backup_key_is_wrong_in_earnest(settings: Any) -> None:
    settings.BACKUP_KEY_FILE = None

    state, told = found("backup key")

    assert state == "wrong"
    assert "stepwell keys make --backup" in told


@pytest.mark.parametrize(
    ("name", "setting"),
    [("field keys", "ENCRYPTION_KEYS_FILE"), ("backup key", "BACKUP_KEY_FILE")],
)
def test_doctor_key_file_that_is_open_or_beside_the_data_is_wrong(
    name: str, setting: str, settings: Any
) -> None:
    path = Path(getattr(settings, setting))
    assert found(name)[0] == "ok"

    os.chmod(path, 0o644)
    assert "chmod 600" in found(name)[1]
    os.chmod(path, 0o640)
    assert found(name)[0] == "ok"

    for folder in (settings.DATA_DIR, settings.BACKUP_DIR):
        settings_path = Path(folder) / path.name
        settings_path.parent.mkdir(exist_ok=True)
        settings_path.write_bytes(path.read_bytes())
        setattr(settings, setting, settings_path)
        assert found(name)[0] == "wrong"
        assert "Move it elsewhere" in found(name)[1]


def test_doctor_values_whose_key_is_gone_are_wrong(settings: Any) -> None:
    add_clients(add_program(), "Ana", "Ben")
    path = Path(settings.ENCRYPTION_KEYS_FILE)
    assert found("field keys")[0] == "ok"
    ring = read_keys(path)

    replace_keys(path, KeyRing([Key.make("seal", made_on=AT.date()), ring.newest("index")]))

    state, told = found("field keys")
    assert state == "wrong"
    assert ring.newest("seal").id in told


def test_state_that_cannot_be_read_counts_as_none(settings: Any) -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    (Path(settings.BACKUP_DIR) / "state.json").write_text("{")

    assert backup_state().backup is None
    make_backup(by=COMMAND_LINE, at=AT + DAY)
    assert backup_state().backup is not None
