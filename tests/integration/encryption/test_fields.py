"""What is stored, what comes back, what is refused: on the database itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from integration.encryption.models import Guest
from stepwell.records.encryption.fields import FilteringRefused, NoRowToBindTo, SealedValue
from stepwell.records.encryption.key_files import create_keys, read_keys, replace_keys
from stepwell.records.encryption.keyring import Key, KeyRing, KeysRefused
from stepwell.records.encryption.sealing import KeyMissing, Unreadable, key_id_of

DAY = date(2026, 11, 27)
Guests = type[Guest]


def stored(guest: Guest, column: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {Guest._meta.db_table}")
        rows = cursor.fetchall()
    assert len(rows) == 1
    return None if rows[0][0] is None else bytes(rows[0][0])


def test_field_every_kind_comes_back_as_it_was(guests: Guests) -> None:
    wishes = {"tea": ["green", None, 1.5], "größe": "Ä"}
    guest = guests.objects.create(name="Ana Ö", born_on=date(1990, 2, 3), wishes=wishes)

    found = guests.objects.get(pk=guest.pk)

    assert (found.name, found.born_on, found.wishes) == ("Ana Ö", date(1990, 2, 3), wishes)
    assert found.phone == ""


def test_field_database_holds_no_plain_text(guests: Guests) -> None:
    guest = guests.objects.create(name="Ana Planted", wishes=["Planted"])

    for column in ("name", "wishes"):
        data = stored(guest, column)
        assert data is not None
        assert b"Planted" not in data
        assert key_id_of(data) is not None


def test_field_null_stays_null(guests: Guests) -> None:
    guest = guests.objects.create()

    assert stored(guest, "born_on") is None
    assert guests.objects.filter(born_on__isnull=True).count() == 1
    assert guests.objects.get().born_on is None


def test_field_unopened_value_is_saved_as_it_stands(guests: Guests) -> None:
    guest = guests.objects.create(name="Ana", phone="1")
    before = stored(guest, "name")

    found = guests.objects.get()
    found.phone = "2"
    found.save(update_fields=["phone", "phone_index"])

    assert stored(guest, "name") == before
    assert guests.objects.get().phone == "2"


def test_field_values_are_sealed_until_opened(guests: Guests) -> None:
    guest = guests.objects.create(name="Ana")

    (value,) = guests.objects.values_list("name", flat=True)

    assert isinstance(value, SealedValue)
    assert "Ana" not in f"{value} {value!r}"
    assert value.open(guest.pk) == "Ana"


def test_field_copied_to_another_row_does_not_open(guests: Guests) -> None:
    ana = guests.objects.create(name="Ana")
    ben = guests.objects.create(name="Ben")
    with connection.cursor() as cursor:
        table = Guest._meta.db_table
        cursor.execute(f"UPDATE {table} SET name = (SELECT name FROM {table} ORDER BY id LIMIT 1)")

    assert guests.objects.get(pk=ana.pk).name == "Ana"
    with pytest.raises(Unreadable, match="moved there from another row"):
        _ = guests.objects.get(pk=ben.pk).name


def test_field_copied_to_another_column_does_not_open(guests: Guests) -> None:
    guests.objects.create(name="Ana")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Guest._meta.db_table} SET phone = name")

    with pytest.raises(Unreadable):
        _ = guests.objects.get().phone


def test_field_changed_row_id_does_not_save_what_it_could_not_open(guests: Guests) -> None:
    guests.objects.create(name="Ana")
    found = guests.objects.get()
    found.pk = Guest().pk

    with pytest.raises(Unreadable):
        found.save(force_insert=True)


@pytest.mark.parametrize(
    "lookup", ["name", "name__exact", "name__contains", "name__in", "born_on__year", "name__gt"]
)
def test_field_filtering_by_value_is_refused(guests: Guests, lookup: str) -> None:
    with pytest.raises(FilteringRefused, match="BlindIndexField"):
        guests.objects.filter(**{lookup: ["Ana"]}).exists()


def test_field_update_with_plain_value_is_refused(guests: Guests) -> None:
    guests.objects.create(name="Ana")

    with pytest.raises(NoRowToBindTo, match="save each row"), transaction.atomic():
        guests.objects.update(name="Ben")

    assert guests.objects.get().name == "Ana"


def test_field_bulk_create_seals_each_row_for_itself(guests: Guests) -> None:
    guests.objects.bulk_create([guests(name=name, wishes=[]) for name in ("Ana", "Ben", "Cleo")])

    assert {guest.name for guest in guests.objects.all()} == {"Ana", "Ben", "Cleo"}
    assert guests.objects.filter(name_index="ben").count() == 1


def test_field_bulk_update_is_refused(guests: Guests) -> None:
    guest = guests.objects.create(name="Ana")
    guest.name = "Ben"

    with pytest.raises(NoRowToBindTo):
        guests.objects.bulk_update([guest], ["name"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", 7), ("born_on", datetime(2026, 1, 1, tzinfo=UTC)), ("wishes", {1, 2})],
)
def test_field_wrong_kind_of_value_is_refused_without_showing_it(
    guests: Guests, field: str, value: object
) -> None:
    with pytest.raises(TypeError, match=field) as refused:
        guests(**{field: value}).save()

    assert repr(value) not in str(refused.value)


def test_field_longer_than_max_length_fails_full_clean(guests: Guests) -> None:
    guests(name="x" * 40).full_clean()

    with pytest.raises(ValidationError, match="at most 40"):
        guests(name="x" * 41).full_clean()


def test_field_serializers_show_nothing(guests: Guests) -> None:
    guests.objects.create(name="Planted", born_on=DAY)

    dumped = serializers.serialize("json", guests.objects.all())

    assert "Planted" not in dumped
    assert "2026" not in dumped
    assert "<sealed>" in dumped


def test_field_written_under_an_older_key_still_opens(guests: Guests, keys_file: Path) -> None:
    guest = guests.objects.create(name="Ana")
    old = key_id_of(stored(guest, "name") or b"")
    new = Key.make("seal", made_on=DAY)
    replace_keys(keys_file, read_keys(keys_file).with_new(new))

    found = guests.objects.get()
    assert found.name == "Ana"
    found.name = "Anna"
    found.save()

    assert old != new.id
    assert key_id_of(stored(guest, "name") or b"") == new.id


def test_field_without_its_key_names_column_row_and_key(guests: Guests, keys_file: Path) -> None:
    guest = guests.objects.create(name="Planted")
    key = key_id_of(stored(guest, "name") or b"")
    keys_file.unlink()
    create_keys(keys_file, KeyRing.make(made_on=DAY))

    with pytest.raises(KeyMissing) as missing:
        _ = guests.objects.get().name

    told = str(missing.value)
    assert all(part in told for part in (f"{Guest._meta.db_table}.name", str(guest.pk), str(key)))
    assert "Planted" not in told


def test_field_without_a_key_file_says_which_is_missing(
    guests: Guests, settings: Any, tmp_path: Path
) -> None:
    settings.ENCRYPTION_KEYS_FILE = tmp_path / "absent"

    with pytest.raises(KeysRefused, match="absent"):
        guests.objects.create(name="Ana")


def test_index_finds_the_whole_value_whatever_its_case(guests: Guests) -> None:
    ana = guests.objects.create(name="Ana  Müller", phone="+1 (860) 555-0100")
    guests.objects.create(name="Ben")

    assert guests.objects.get(name_index=" ANA MÜLLER").pk == ana.pk
    assert guests.objects.get(phone_index="+18605550100").pk == ana.pk
    assert not guests.objects.filter(name_index="Ana").exists()


def test_index_of_nothing_is_null_and_finds_nothing(guests: Guests) -> None:
    guests.objects.create()
    guests.objects.create()

    assert guests.objects.filter(name_index__isnull=True).count() == 2
    assert not guests.objects.filter(name_index=" ").exists()


def test_index_shows_no_value_and_differs_by_column(guests: Guests) -> None:
    guest = guests.objects.create(name="8605550100", phone="8605550100")

    assert guest.name_index is not None
    assert guest.phone_index is not None
    assert "8605550100" not in guest.name_index
    assert guest.name_index.split(":")[1] != guest.phone_index.split(":")[1]


def test_index_finds_under_every_index_key(guests: Guests, keys_file: Path) -> None:
    guests.objects.create(name="Ana")
    replace_keys(keys_file, read_keys(keys_file).with_new(Key.make("index", made_on=DAY)))
    guests.objects.create(name="ana")

    assert guests.objects.filter(name_index="Ana").count() == 2
    assert guests.objects.exclude(name_index="Ana").count() == 0


@pytest.mark.parametrize("lookup", ["contains", "in", "startswith", "gt", "regex"])
def test_index_part_of_a_value_cannot_be_asked_for(guests: Guests, lookup: str) -> None:
    with pytest.raises(FilteringRefused, match="whole values only"):
        guests.objects.filter(**{f"name_index__{lookup}": "An"}).exists()


def test_index_cannot_be_written_directly(guests: Guests) -> None:
    guest = guests.objects.create(name="Ana")

    with pytest.raises(ValueError, match="filled from name"):
        guests.objects.filter(pk=guest.pk).update(name_index="Ana")
