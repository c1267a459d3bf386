"""The drill: the last backup restored by the real commands, and a failing one told plainly."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from integration.backups.program import AT, add_clients, add_program
from integration.feeds.feed_files import row
from stepwell.actions import backup_drill, backups
from stepwell.actions.audit_outside import outside_path
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.backup_drill import drill_last_backup
from stepwell.actions.backups import BackupRefused, make_backup
from stepwell.actions.feed_sync import sync_feed
from stepwell.config import environment
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.backups.manifest import Manifest
from stepwell.gateways import postgresql
from stepwell.gateways.postgresql import PostgresPlace
from stepwell.queries.backups import backup_state, postgres_place
from stepwell.queries.installation import examine_installation
from stepwell.records.audit.models import AuditEvent
from stepwell.records.encryption.key_files import create_keys
from stepwell.records.encryption.keyring import KeyRing
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db(transaction=True)


def drill(at: Any = AT) -> Any:
    return drill_last_backup(by=COMMAND_LINE, at=at)


def finding(name: str) -> tuple[str, str]:
    (found,) = [one for one in examine_installation() if one.name == name]
    return found.state, found.message


def left_behind() -> list[str]:
    """Scratch places that were not cleared away."""
    if connection.vendor == "sqlite":
        return []
    with postgres_place().connect() as plain:
        names = plain.execute("SELECT datname FROM pg_database").fetchall()
    prefix = f"{postgres_place().name}_drill_"
    return [str(name) for (name,) in names if str(name).startswith(prefix)]


def test_drill_good_backup_is_restored_verified_and_indexed(file_feed: Any, settings: Any) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync_feed("sample", by=COMMAND_LINE, at=AT)
    add_clients(add_program(), "Ana", "Ben")
    made = make_backup(by=COMMAND_LINE, at=AT)

    report = drill(AT + timedelta(hours=2))

    assert report.is_good, report.summary
    assert [step.name for step in report.steps] == ["restore", "audit trail", "meeting index"]
    assert f"{made.manifest.rows:,} rows in {len(made.manifest.counts)} tables" in report.summary
    assert report.steps[2].message == "rebuilt with 2 meetings"
    assert list(Path(settings.DATA_DIR).iterdir()) == []
    assert left_behind() == []
    state, message = finding("restore drill")
    assert state == "ok"
    assert "came back as counted" in message
    event = AuditEvent.objects.get(event_type="backup.drilled")
    assert json.loads(event.details) == {"is_good": True, "made_on": "2026-11-27"}


def test_drill_of_a_trail_with_seals_agrees_with_its_outside_copy(settings: Any) -> None:
    """Also when the outside copy knows of events and seals since the backup."""
    make_backup(by=COMMAND_LINE, at=AT - timedelta(days=2))
    seal_finished_days(AT)
    note_heads(AT)
    made = make_backup(by=COMMAND_LINE, at=AT + timedelta(seconds=1))
    make_backup(by=COMMAND_LINE, at=AT + timedelta(days=1)).path.unlink()
    seal_finished_days(AT + timedelta(days=2))
    note_heads(AT + timedelta(days=2))

    report = drill(AT + timedelta(days=2))

    assert report.backup == made.path.name
    assert report.is_good, report.summary
    assert "in 1 chains verify" in report.steps[1].message


def test_drill_backup_with_a_changed_trail_fails() -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    seal_finished_days(AT + timedelta(days=1))
    lines = Path(outside_path()).read_text()
    Path(outside_path()).write_text(lines.replace('"count":1', '"count":2'))
    make_backup(by=COMMAND_LINE, at=AT + timedelta(days=2))

    report = drill(AT + timedelta(days=2))

    assert not report.is_good
    assert [step.name for step in report.steps if not step.is_good] == ["audit trail"]
    assert "Line 1 of audit-seals.log" in report.summary


def test_drill_leaves_the_installation_as_it_was() -> None:
    add_clients(add_program(), "Ana")
    make_backup(by=COMMAND_LINE, at=AT)
    add_clients(add_program("second"), "Ben")
    before = list(Client.objects.order_by("id").values_list())

    drill()

    assert list(Client.objects.order_by("id").values_list()) == before
    assert not AuditEvent.objects.filter(event_type="backup.restored").exists()


def test_drill_backup_that_lost_rows_fails_and_the_doctor_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    counts = dict.fromkeys(tables, 0) | {"people_client": 7}
    monkeypatch.setattr(backups, "Manifest", lambda **v: Manifest(**v | {"counts": counts}))
    make_backup(by=COMMAND_LINE, at=AT)

    report = drill()

    assert not report.is_good
    assert [step.name for step in report.steps] == ["restore"]
    assert "people_client: 0 rows, expected 7" in report.summary
    state, message = finding("restore drill")
    assert state == "wrong"
    assert "expected 7" in message
    assert left_behind() == []
    event = AuditEvent.objects.get(event_type="backup.drilled")
    assert json.loads(event.details)["is_good"] is False


def test_drill_damaged_backup_fails() -> None:
    path = make_backup(by=COMMAND_LINE, at=AT).path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    report = drill()

    assert not report.is_good
    assert "damaged or was changed" in report.summary


def test_drill_without_the_keys_of_the_values_fails(settings: Any) -> None:
    add_clients(add_program(), "Ana")
    make_backup(by=COMMAND_LINE, at=AT)
    Path(settings.ENCRYPTION_KEYS_FILE).unlink()
    create_keys(settings.ENCRYPTION_KEYS_FILE, KeyRing.make(made_on=date(2026, 11, 28)))

    report = drill()

    assert not report.is_good
    assert "they would stay closed" in report.summary


def test_drill_without_a_backup_is_refused() -> None:
    with pytest.raises(BackupRefused, match="no backup yet"):
        drill()

    attempt = backup_state().drill
    assert attempt is not None
    assert not attempt.is_good


def test_drill_clears_away_what_a_killed_one_left(settings: Any) -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    folder = Path(settings.DATA_DIR) / ".drill-left"
    folder.mkdir()
    if connection.vendor == "postgresql":
        place = postgres_place()
        with place.connect() as plain:
            plain.autocommit = True
            plain.execute(f'CREATE DATABASE "{place.name}_drill_0123abcd"')
            plain.execute(f'CREATE DATABASE "{place.name}_drill_mine"')
    try:
        drill()

        assert not folder.exists()
        assert [name.rsplit("_", 1)[1] for name in left_behind()] in ([], ["mine"])
    finally:
        if connection.vendor == "postgresql":
            with place.connect() as plain:
                plain.autocommit = True
                postgresql._drop(plain, f"{place.name}_drill_mine")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's")
def test_drill_user_who_may_not_make_databases_is_told_how(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_backup(by=COMMAND_LINE, at=AT)
    place = postgres_place()
    with place.connect() as plain:
        plain.execute("DROP ROLE IF EXISTS drill_test")
        plain.execute("CREATE ROLE drill_test LOGIN")
    monkeypatch.setitem(connection.settings_dict, "USER", "drill_test")
    try:
        with pytest.raises(BackupRefused, match='ALTER ROLE "drill_test" CREATEDB'):
            drill()
    finally:
        monkeypatch.undo()
        with place.connect() as plain:
            plain.execute("DROP ROLE drill_test")


@pytest.mark.parametrize(
    "place",
    [
        PostgresPlace("db.example", "5433", "step well", "a/b", "p@ss:w/ord"),
        PostgresPlace("::1", "5432", "stepwell", "stepwell"),
        PostgresPlace("", "5432", "", "stepwell"),
    ],
    ids=["signs to quote", "IPv6", "local socket"],
)
def test_drill_address_of_the_scratch_database_reads_as_its_place(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPWELL_DATABASE_URL", backup_drill._address(place))

    read = environment.database(Path())

    assert place == PostgresPlace(
        *(read[name] for name in ("HOST", "PORT", "USER", "NAME", "PASSWORD"))
    )


def test_drill_is_for_the_operator_only() -> None:
    with pytest.raises(AccessDenied):
        drill_last_backup(by=Actor(key="someone", name="Someone"), at=AT)
