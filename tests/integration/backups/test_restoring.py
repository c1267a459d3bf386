"""Restoring: all of it or nothing, into an empty place only, with the reason in plain words."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection

from integration.backups.conftest import Elsewhere
from integration.backups.program import AT, add_clients, add_program
from stepwell import __version__
from stepwell.actions import backups
from stepwell.actions.audit_outside import outside_path
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.backups import BackupRefused, make_backup
from stepwell.actions.restoring import check_backup, restore_backup
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.backups.manifest import Manifest
from stepwell.gateways import sqlite_files
from stepwell.gateways.sqlite_files import SqliteRefused
from stepwell.records.accounts.models import User, UserSession
from stepwell.records.encryption.key_files import create_keys
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, KeyRing
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["Ana", "Ben", "Çelik"]


def backup(monkeypatch: pytest.MonkeyPatch | None = None, **changes: Any) -> Path:
    """A backup of three clients; `changes` falsify its manifest."""
    if monkeypatch:

        def falsified(**values: Any) -> Manifest:
            return Manifest(**values | changes)

        monkeypatch.setattr(backups, "Manifest", falsified)
    return make_backup(by=COMMAND_LINE, at=AT).path


@pytest.fixture(autouse=True)
def _program() -> None:
    add_clients(add_program(), *NAMES)


def test_restore_brings_everything_back(elsewhere: Elsewhere) -> None:
    told = elsewhere.told("restore", backup())

    assert elsewhere.client_names() == NAMES
    assert (told["misfit"], told["problems"], told["version"]) == ("", [], __version__)
    assert told["values_opened"] >= len(NAMES)
    assert told["rows"] >= 4
    assert elsewhere.told("snapshot", "build")["was_built"] is False


def test_restore_without_json_says_what_comes_next(elsewhere: Elsewhere) -> None:
    done = elsewhere.run("restore", backup())

    assert done.returncode == 0
    assert "as they were on 2026-11-27 at 03:00 UTC" in done.stdout
    assert "stepwell doctor" in done.stdout


def test_restore_ends_every_session(elsewhere: Elsewhere) -> None:
    user = User.objects.create(username="abe", name="Abe")
    UserSession.objects.create(
        key_digest="d" * 64, user=user, data="x", began_at=AT, last_seen_at=AT
    )

    elsewhere.told("restore", backup())

    done = elsewhere._python(
        "-c",
        "import django; django.setup()\n"
        "from stepwell.records.accounts.models import UserSession as S\n"
        "print(*S.objects.values_list('end_cause', 'data'))",
    )
    assert done.stdout.strip() == "('revoked', '')"


def test_restore_outside_copy_of_the_trail_goes_on_from_the_backup(elsewhere: Elsewhere) -> None:
    note_heads(AT - timedelta(hours=1))
    path = backup()
    make_backup(by=COMMAND_LINE, at=AT + timedelta(hours=1)).path.unlink()
    note_heads(AT + timedelta(hours=2))
    whole = outside_path().read_text()
    there = Path(elsewhere.environment["STEPWELL_DATA_DIR"]) / outside_path().name
    there.write_text(whole)

    told = elsewhere.told("restore", path)

    assert Path(told["kept_aside"]).read_text() == whole
    assert there.read_text() == ""
    assert elsewhere.told("audit", "verify")["problems"] == 0


def test_restore_keeps_what_was_sealed_in_the_second_of_the_backup(elsewhere: Elsewhere) -> None:
    make_backup(by=COMMAND_LINE, at=AT - timedelta(days=2)).path.unlink()
    seal_finished_days(AT)
    path = backup()
    there = Path(elsewhere.environment["STEPWELL_DATA_DIR"]) / outside_path().name
    shutil.copy(outside_path(), there)

    elsewhere.told("restore", path)

    assert there.read_text() == outside_path().read_text() != ""
    assert elsewhere.told("audit", "verify")["problems"] == 0


def test_restore_without_the_outside_copy_says_what_cannot_be_verified_and_how_to_go_on(
    elsewhere: Elsewhere,
) -> None:
    make_backup(by=COMMAND_LINE, at=AT - timedelta(days=2)).path.unlink()
    seal_finished_days(AT - timedelta(hours=1))
    path = backup()

    done = elsewhere.run("restore", path)

    assert done.returncode == 0
    told = done.stdout.partition("LOOK")[2]
    assert "audit-seals.log" in told
    assert "1 sealed days of 1 trails (2026-11-25 to 2026-11-25)" in told
    for said in ("Cannot: whether", "verify --copy FILE", "stepwell audit recopy"):
        assert said in told
    compared = elsewhere.run("audit", "verify", "--copy", outside_path())
    assert compared.returncode == 0, compared.stdout
    assert elsewhere.told("audit", "recopy")["days"] == 1


def test_restore_where_tables_are_is_refused_and_changes_nothing() -> None:
    path = backup()
    before = list(Client.objects.order_by("id").values_list())

    with pytest.raises(BackupRefused, match="never overwrites"):
        restore_backup(path, by=COMMAND_LINE, at=AT)

    assert list(Client.objects.order_by("id").values_list()) == before


def test_restore_twice_into_the_same_place_is_refused(elsewhere: Elsewhere) -> None:
    path = backup()
    elsewhere.told("restore", path)

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "never overwrites" in done.stderr
    assert elsewhere.client_names() == NAMES


@pytest.mark.parametrize("where", ["beginning", "middle", "end"])
def test_restore_damaged_backup_is_refused_before_anything_is_written(
    where: str, elsewhere: Elsewhere
) -> None:
    path = backup()
    data = bytearray(path.read_bytes())
    data[{"beginning": 80, "middle": len(data) // 2, "end": len(data) - 1}[where]] ^= 1
    path.write_bytes(data)

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "damaged or was changed" in done.stderr
    assert str(path) in done.stderr
    assert elsewhere.tables() == []


def test_restore_backup_that_was_cut_off_is_refused(elsewhere: Elsewhere) -> None:
    path = backup()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 200])

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "cut off" in done.stderr
    assert elsewhere.tables() == []


def test_restore_with_counts_that_differ_is_refused(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    counts = dict.fromkeys(tables, 0) | {Client._meta.db_table: 4}

    done = elsewhere.run("restore", backup(monkeypatch, counts=counts))

    assert done.returncode == 1
    assert f"{Client._meta.db_table}: 3 rows, expected 4" in done.stderr
    if connection.vendor == "sqlite":
        assert elsewhere.tables() == []
    else:
        assert "drop it before trying again" in done.stderr


def test_restore_of_another_engine_is_refused(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"

    done = elsewhere.run("restore", backup(monkeypatch, engine=other))

    assert done.returncode == 1
    assert "Restore it where it came from" in done.stderr
    assert elsewhere.tables() == []


def test_restore_of_a_newer_version_is_refused(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = backup(monkeypatch, migrations=("people.0999_later",), version="9.0")

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "newer version of Stepwell, 9.0 (people.0999_later" in done.stderr
    assert elsewhere.tables() == []


def test_restore_without_the_keys_of_its_values_is_refused(
    elsewhere: Elsewhere, settings: Any, tmp_path: Path
) -> None:
    path = backup()
    other = tmp_path / "other-keys"
    create_keys(other, KeyRing.make(made_on=date(2026, 11, 28)))
    elsewhere.environment["STEPWELL_ENCRYPTION_KEYS_FILE"] = str(other)

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "they would stay closed" in done.stderr
    assert elsewhere.tables() == []


def test_restore_without_the_backup_key_is_refused(elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = backup()
    other = tmp_path / "other-key"
    create_keys(other, KeyRing.make(made_on=date(2026, 11, 28), purposes=BACKUP_PURPOSES))
    elsewhere.environment["STEPWELL_BACKUP_KEY_FILE"] = str(other)

    done = elsewhere.run("restore", path)

    assert done.returncode == 1
    assert "not among the backup keys" in done.stderr
    assert elsewhere.tables() == []


def test_restore_file_that_is_not_there_is_refused(elsewhere: Elsewhere, tmp_path: Path) -> None:
    done = elsewhere.run("restore", tmp_path / "absent.backup")

    assert done.returncode == 1
    assert "absent.backup cannot be used (No such file" in done.stderr


def test_check_backup_finds_a_dump_that_is_not_what_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = backups.digest_of

    def wrong(*arguments: Any) -> Any:
        return msgspec.structs.replace(whole(*arguments), digest="0" * 64)

    with monkeypatch.context() as patched:
        patched.setattr(backups, "digest_of", wrong)
        path = backup()

    with pytest.raises(Exception, match="Take another copy"):
        check_backup(path)


def test_restore_is_for_the_operator_only() -> None:
    with pytest.raises(AccessDenied):
        restore_backup(backup(), by=Actor(key="someone", name="Someone"), at=AT)


def test_sqlite_leftover_log_of_a_lost_database_is_not_mixed_in(tmp_path: Path) -> None:
    target = tmp_path / "stepwell.sqlite3"
    (tmp_path / "stepwell.sqlite3-wal").write_bytes(b"old")

    with pytest.raises(SqliteRefused, match="-wal belongs to a database that is gone"):
        sqlite_files.check_empty(target)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
def test_sqlite_damaged_file_in_a_backup_is_found(tmp_path: Path, settings: Any) -> None:
    with sqlite_files.copied(backups.sqlite_file(), tmp_path) as copy:
        damaged = tmp_path / "damaged.sqlite3"
        shutil.copy(copy, damaged)
    data = bytearray(damaged.read_bytes())
    data[4096 * 3 : 4096 * 20] = b"\xff" * (4096 * 17)
    damaged.write_bytes(data)

    with pytest.raises(SqliteRefused, match="damaged"):
        sqlite_files.check_whole(damaged)


def test_sqlite_index_that_misses_rows_is_found(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1), (2);"
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_master SET sql = 'CREATE INDEX i ON t (a + 1)' WHERE name = 'i';"
        )

    with pytest.raises(SqliteRefused, match="missing from index"):
        sqlite_files.check_whole(path)
