"""Keys change while people work: nothing is lost, nothing stays behind, nothing is done twice."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from integration.encryption.models import Guest
from stepwell.actions import key_rotation
from stepwell.actions.encryption_keys import add_key, retire_key
from stepwell.actions.key_rotation import rotate_keys
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.queries.encryption_keys import key_reports
from stepwell.records.audit.models import AuditEvent
from stepwell.records.encryption import usage
from stepwell.records.encryption.key_files import create_keys, read_keys, replace_keys
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, Key, KeyRing, KeysRefused
from stepwell.records.encryption.registry import protected_columns

AT = datetime(2026, 11, 27, 8, tzinfo=UTC)
NAMES = [f"Name {number}" for number in range(10)]
Guests = type[Guest]


@pytest.fixture(autouse=True)
def _only_guests(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(usage, "protected_columns", lambda: protected_columns([Guest]))
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "backup-key"
    ring = KeyRing.make(made_on=date(2026, 11, 1), purposes=BACKUP_PURPOSES)
    create_keys(settings.BACKUP_KEY_FILE, ring)


def fill(guests: Guests) -> None:
    guests.objects.bulk_create([guests(name=name, phone="555", wishes=[name]) for name in NAMES])


def add_both() -> tuple[Key, Key]:
    return add_key("seal", by=COMMAND_LINE, at=AT), add_key("index", by=COMMAND_LINE, at=AT)


def rotate(**options: Any) -> Any:
    return rotate_keys(by=COMMAND_LINE, at=AT, **options)


def events(event_type: str) -> list[dict[str, Any]]:
    rows = AuditEvent.objects.filter(event_type=event_type).order_by("sequence")
    return [json.loads(row.details) for row in rows]


def written(key: Key) -> int:
    return usage.values_written_with(key)


def test_rotation_every_value_moves_to_the_new_keys_and_stays_what_it_was(
    guests: Guests, keys_file: Path
) -> None:
    fill(guests)
    before = read_keys(keys_file)
    seal, index = add_both()

    report = rotate()

    assert report.values == {
        f"{Guest._meta.db_table}.{column}": 10
        for column in ("name", "phone", "wishes", "name_index", "phone_index")
    }
    assert [written(key) for key in before.keys] == [0, 0]
    assert (written(seal), written(index)) == (30, 20)
    found = guests.objects.order_by("id")
    assert [(one.name, one.phone, one.wishes) for one in found] == [
        (name, "555", [name]) for name in NAMES
    ]
    assert guests.objects.get(name_index="name 3").name == "Name 3"


def test_rotation_again_changes_nothing_and_says_nothing(guests: Guests) -> None:
    fill(guests)
    add_both()
    rotate()
    rows = list(guests.objects.order_by("id").values_list())

    assert rotate().total == 0
    assert list(guests.objects.order_by("id").values_list()) == rows
    assert len(events("keys.rotated")) == 2


def test_rotation_is_told_to_the_audit_trail_with_counts_only(guests: Guests) -> None:
    fill(guests)
    seal, index = add_both()
    rotate()

    assert events("keys.added") == [
        {"key": seal.id, "purpose": "seal"},
        {"key": index.id, "purpose": "index"},
    ]
    assert events("keys.rotated") == [
        {"key": seal.id, "values": 30},
        {"key": index.id, "values": 20},
    ]


def test_rotation_cut_off_goes_on_where_it_stopped(
    guests: Guests, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "BATCH", 3)
    fill(guests)
    old = read_keys(keys_file).newest("seal")
    seal, _ = add_both()
    calls = []

    def stop_at_the_second(label: str, count: int) -> None:
        calls.append((label, count))
        if len(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(told=stop_at_the_second)
    assert (written(old), written(seal)) == (24, 6)
    assert {guest.name for guest in guests.objects.all()} == set(NAMES)

    assert rotate().total == 24 + 20
    assert written(old) == 0
    assert [one["values"] for one in events("keys.rotated")] == [6, 24, 20]


def test_rotation_half_way_lookups_find_both_halves(
    guests: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "BATCH", 1)
    guests.objects.bulk_create([guests(name="Ana"), guests(name="ana")])
    add_both()

    def stop(label: str, _count: int) -> None:
        if label.endswith("_index"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(told=stop)

    assert guests.objects.filter(name_index="ANA").count() == 2


def test_rotation_value_changed_meanwhile_is_not_overwritten(
    guests: Guests, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(guests)
    old = read_keys(keys_file)
    add_both()
    replace = key_rotation._replace

    def change_first(column: Any, row: Any, *rest: Any) -> int:
        if column.field.name == "name":
            guest = guests.objects.get(pk=row[0])
            guest.name = f"{guest.name} new"
            guest.save(update_fields=["name", "name_index"])
        return replace(column, row, *rest)

    monkeypatch.setattr(key_rotation, "_replace", change_first)

    report = rotate()

    assert report.values[f"{Guest._meta.db_table}.name"] == 0
    assert {guest.name for guest in guests.objects.all()} == {f"{name} new" for name in NAMES}
    assert guests.objects.filter(name_index="Name 3 new").count() == 1
    assert [written(key) for key in old.keys] == [0, 0]


def test_rotation_value_that_does_not_open_stays_and_is_named(
    guests: Guests, keys_file: Path
) -> None:
    fill(guests)
    old = read_keys(keys_file).newest("seal")
    first, second = guests.objects.order_by("id")[:2]
    table = Guest._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM {table} ORDER BY id LIMIT 1")
        (value,) = cursor.fetchone()
        cursor.execute(
            f"UPDATE {table} SET name = %s WHERE id = %s",
            [value, second.pk if connection.vendor == "postgresql" else second.pk.hex],
        )
    add_both()

    report = rotate()

    assert written(old) == 1
    assert any(f"{table}.name of row {second.pk}" in problem for problem in report.unreadable)
    assert "Name" not in " ".join(report.unreadable)
    assert guests.objects.get(pk=first.pk).name == "Name 0"


@pytest.mark.django_db(transaction=True)
def test_rotation_beside_writers_loses_no_acknowledged_write(
    guests: Guests, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    fill(guests)
    old = read_keys(keys_file)
    acknowledged: dict[Any, str] = {}
    started, stop = threading.Event(), threading.Event()

    def write() -> None:
        pks = list(guests.objects.values_list("pk", flat=True))
        number = 0
        try:
            while not stop.is_set():
                guest = guests.objects.get(pk=pks[number % len(pks)])
                guest.name = f"Written {number}"
                guest.save(update_fields=["name", "name_index"])
                acknowledged[guest.pk] = guest.name
                number += 1
                started.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(20)
        add_both()
        rotate()
    finally:
        stop.set()
        writer.join(20)
    # A value read before the key was added may have been written after the rotation passed it.
    rotate()

    assert acknowledged
    assert {pk: guests.objects.get(pk=pk).name for pk in acknowledged} == acknowledged
    assert all(guests.objects.get(name_index=name) for name in acknowledged.values())
    assert [written(key) for key in old.keys] == [0, 0]
    guests.objects.all().delete()


def test_retire_key_that_wrote_a_value_is_refused(guests: Guests, keys_file: Path) -> None:
    fill(guests)
    old = read_keys(keys_file).newest("seal")
    add_both()

    with pytest.raises(KeysRefused, match="30 stored values"):
        retire_key(old.id, by=COMMAND_LINE, at=AT)

    assert read_keys(keys_file).get(old.id) == old
    assert events("keys.retired") == []


def test_retire_key_that_nothing_needs_is_taken_out(guests: Guests, keys_file: Path) -> None:
    fill(guests)
    old = read_keys(keys_file)
    add_both()
    rotate()

    for key in old.keys:
        retire_key(key.id, by=COMMAND_LINE, at=AT)

    assert [key.purpose for key in read_keys(keys_file).keys] == ["index", "seal"]
    assert {guest.name for guest in guests.objects.all()} == set(NAMES)
    assert [one["key"] for one in events("keys.retired")] == [key.id for key in old.keys]


def test_retire_value_written_at_the_last_moment_brings_the_key_back(
    guests: Guests, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_ring = read_keys(keys_file)
    old = old_ring.newest("seal")
    add_both()

    def write_under_the_old_key(path: Path, ring: KeyRing) -> None:
        now = read_keys(path)
        if ring.get(old.id) is None:
            replace_keys(path, old_ring)
            guests.objects.create(name="Late")
        replace_keys(path, ring)
        assert now

    monkeypatch.setattr("stepwell.actions.encryption_keys.replace_keys", write_under_the_old_key)

    with pytest.raises(KeysRefused, match="stored values"):
        retire_key(old.id, by=COMMAND_LINE, at=AT)

    assert guests.objects.count() == 0 or guests.objects.get().name == "Late"
    assert read_keys(keys_file).get(old.id) == old


@pytest.mark.parametrize("purpose", ["seal", "index", "backup"])
def test_retire_active_key_is_refused(guests: Guests, keys_file: Path, purpose: str) -> None:
    (active,) = [one for one in key_reports() if one.purpose == purpose]

    with pytest.raises(KeysRefused, match="is the active key"):
        retire_key(active.id, by=COMMAND_LINE, at=AT)


def test_retire_unknown_key_is_refused(guests: Guests) -> None:
    with pytest.raises(KeysRefused, match="no key 'k00'"):
        retire_key("k00", by=COMMAND_LINE, at=AT)


def test_key_reports_count_what_each_key_wrote(guests: Guests) -> None:
    fill(guests)
    add_key("seal", by=COMMAND_LINE, at=AT)
    guests.objects.create(name="Last")

    assert [(one.purpose, one.is_active, one.values) for one in key_reports()] == [
        ("seal", True, 3),
        ("seal", False, 30),
        ("index", True, 21),
        ("backup", True, None),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda by: rotate_keys(by=by, at=AT),
        lambda by: add_key("seal", by=by, at=AT),
        lambda by: retire_key("k00", by=by, at=AT),
    ],
    ids=["rotate", "add", "retire"],
)
def test_keys_are_for_the_operator_only(guests: Guests, keys_file: Path, act: Any) -> None:
    before = keys_file.read_bytes()

    with pytest.raises(AccessDenied):
        act(Actor(key="someone", name="Someone"))

    assert keys_file.read_bytes() == before
