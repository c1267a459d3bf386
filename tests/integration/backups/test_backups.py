"""Making a backup: what it holds, what it does not show, and that nobody waits for it."""

from __future__ import annotations

import json
import stat
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from integration.backups.conftest import Elsewhere
from integration.backups.program import AT, add_clients, add_program
from stepwell.actions import backups
from stepwell.actions.backups import BackupRefused, make_backup
from stepwell.actions.encryption_keys import add_key, retire_key
from stepwell.actions.key_rotation import rotate_keys
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.queries.backups import backup_files, backup_state, read_manifest
from stepwell.queries.encryption_keys import key_reports
from stepwell.records.audit.models import AuditEvent
from stepwell.records.encryption.key_files import read_keys
from stepwell.records.encryption.keyring import KeysRefused
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db(transaction=True)


def backup(at: Any = AT) -> backups.BackupReport:
    return make_backup(by=COMMAND_LINE, at=at)


def test_backup_is_private_and_shows_nothing(settings: Any) -> None:
    add_clients(add_program("planted-program"), "Planted Name")

    report = backup()

    assert stat.S_IMODE(report.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.path.parent.stat().st_mode) == 0o700
    data = report.path.read_bytes()
    for secret in (b"planted", b"Planted", b"SQLite", b"PGDMP", b"people_client"):
        assert secret not in data
    assert report.bytes == len(data)
    assert [path.name for path in Path(settings.DATA_DIR).iterdir()] == []


def test_backup_says_what_it_holds(settings: Any) -> None:
    add_clients(add_program(), "Ana", "Ben")
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)

    manifest = read_manifest(backup().path)

    assert set(manifest.counts) == set(tables)
    assert manifest.counts[Client._meta.db_table] == 2
    assert (manifest.made_at, manifest.engine) == (AT, connection.vendor)
    assert "people.0001_initial" in manifest.migrations
    ring = read_keys(settings.ENCRYPTION_KEYS_FILE)
    assert set(manifest.field_keys) == {key.id for key in ring.keys}


def test_backup_is_told_to_the_audit_trail() -> None:
    report = backup()

    event = AuditEvent.objects.get(event_type="backup.made")
    assert json.loads(event.details) == {
        "bytes": report.bytes,
        "digest": report.digest,
        "is_scheduled": False,
        "is_encrypted": True,
    }
    attempt = backup_state().backup
    assert attempt is not None
    assert (attempt.is_good, attempt.last_good_at) == (True, AT)


def test_backup_older_ones_than_to_keep_are_removed(settings: Any) -> None:
    settings.BACKUP_KEEP = 2
    names = [backup(AT + timedelta(days=day)).path.name for day in range(3)]
    stranger = Path(settings.BACKUP_DIR) / "notes.txt"
    stranger.touch()

    report = backup(AT + timedelta(days=3))

    assert report.pruned == (names[1],)
    assert [one.path.name for one in backup_files()] == [names[2], report.path.name]
    assert stranger.exists()


def test_backup_twice_in_a_second_makes_two_files() -> None:
    assert backup().path != backup().path
    assert len(backup_files()) == 2


def test_backup_without_a_key_is_refused_with_the_command(settings: Any) -> None:
    settings.BACKUP_KEY_FILE = None

    with pytest.raises(BackupRefused, match="stepwell keys make --backup"):
        backup()

    assert backup_files() == []
    attempt = backup_state().backup
    assert attempt is not None
    assert (attempt.is_good, attempt.last_good_at) == (False, None)


def test_backup_that_fails_half_way_leaves_no_file(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup()

    def fail(_: object, each: Any = None) -> None:
        raise OSError(28, "No space left on device", "/backups")

    monkeypatch.setattr(backups, "digest_of", fail)

    with pytest.raises(BackupRefused, match="No space left"):
        backup(AT + timedelta(days=1))

    assert len(backup_files()) == 1
    assert list(Path(settings.BACKUP_DIR).glob("*.partial")) == []
    assert list(Path(settings.BACKUP_DIR).glob(".*.partial")) == []
    assert list(Path(settings.DATA_DIR).iterdir()) == []
    attempt = backup_state().backup
    assert attempt is not None
    assert (attempt.is_good, attempt.last_good_at) == (False, AT)


def test_backup_leftovers_of_a_killed_one_are_removed(settings: Any) -> None:
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir()
    partial = folder / ".stepwell-20261127T030000Z.backup.partial"
    copy = Path(settings.DATA_DIR) / ".copy-0123abcd.sqlite3"
    partial.touch()
    copy.touch()

    backup()

    assert not partial.exists()
    assert copy.exists() is (connection.vendor != "sqlite")


def test_backup_is_for_the_operator_only() -> None:
    with pytest.raises(AccessDenied):
        make_backup(by=Actor(key="someone", name="Someone"), at=AT)

    assert backup_files() == []


def test_backup_beside_writers_is_of_one_moment_and_stops_nobody(elsewhere: Elsewhere) -> None:
    """Pairs are written in one transaction each: a backup that cut through one would show."""
    program = add_program()
    add_clients(program, *(f"Filling {number}" for number in range(2000)))
    written, stop, started = 0, threading.Event(), threading.Event()

    def write() -> None:
        nonlocal written
        try:
            while not stop.is_set():
                with transaction.atomic():
                    add_clients(program, f"Left {written}")
                    add_clients(program, f"Right {written}")
                written += 1
                started.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(20)
        before = written
        report = backup()
        after = written
    finally:
        stop.set()
        writer.join(20)

    told = elsewhere.told("restore", report.path)

    names = elsewhere.client_names()
    pairs = [name.removeprefix("Left ") for name in names if name.startswith("Left ")]
    assert told["rows"] == report.manifest.rows
    assert sorted(pairs) == sorted(n.removeprefix("Right ") for n in names if "Right" in n)
    assert set(map(str, range(before))) <= set(pairs)
    assert after > before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="pg_dump is PostgreSQL's")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'pg_dump (PostgreSQL) 9.6.24'", "Install the client tools of version"),
        (None, "pg_dump is not on this machine"),
        ("test $1 = --version && echo 'pg_dump (PostgreSQL) 99.1' || exit 3", "could not read"),
    ],
    ids=["older", "absent", "failing"],
)
def test_backup_pg_dump_that_cannot_be_used_is_refused(
    script: str | None, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tools" / "pg_dump"
    tool.parent.mkdir()
    if script:
        tool.write_text(f"#!/bin/sh\n{script}\n")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent) + (":/bin" if script else ""))
    if script is None:
        monkeypatch.setattr("shutil.which", lambda _name: None)

    with pytest.raises(BackupRefused, match=words):
        backup()

    assert backup_files() == []


def test_key_that_a_backup_needs_is_not_retired(settings: Any) -> None:
    add_clients(add_program(), "Ana")
    seal = read_keys(settings.ENCRYPTION_KEYS_FILE).newest("seal")
    report = backup()
    add_key("seal", by=COMMAND_LINE, at=AT)
    rotate_keys(by=COMMAND_LINE, at=AT)

    assert {one.id: one.backups for one in key_reports()}[seal.id] == 1
    with pytest.raises(KeysRefused, match=report.path.name):
        retire_key(seal.id, by=COMMAND_LINE, at=AT)

    report.path.unlink()
    retire_key(seal.id, by=COMMAND_LINE, at=AT)


def test_backup_key_that_sealed_a_backup_is_not_retired() -> None:
    (old,) = [one for one in key_reports() if one.purpose == "backup"]
    backup()
    new = add_key("backup", by=COMMAND_LINE, at=AT)

    with pytest.raises(KeysRefused, match="1 backups"):
        retire_key(old.id, by=COMMAND_LINE, at=AT)

    backup_files()[0].path.unlink()
    backup()
    retire_key(old.id, by=COMMAND_LINE, at=AT)
    assert [one.id for one in key_reports() if one.purpose == "backup"] == [new.id]
