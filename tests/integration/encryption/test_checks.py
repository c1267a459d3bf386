"""What Django's checks refuse before any value is stored, and that no column is overlooked."""

from __future__ import annotations

from django.db import models

from integration.encryption.models import Guest
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.encryption.registry import protected_columns
from stepwell.records.identifiers import new_id


class NumberedGuest(models.Model):
    name = EncryptedTextField()

    class Meta:
        app_label = "encryption_tests"


class SearchedGuest(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    name = EncryptedTextField(db_index=True)
    name_index = BlindIndexField(source="nmae", kind="shoe size")

    class Meta:
        app_label = "encryption_tests"


def _ids(model: type[models.Model]) -> list[str | None]:
    return [found.id for field in model._meta.local_fields for found in field.check()]


def test_check_good_model_has_nothing_to_say() -> None:
    assert _ids(Guest) == []


def test_check_row_without_an_early_id_is_refused() -> None:
    assert _ids(NumberedGuest) == ["stepwell.E2"]


def test_check_index_on_sealed_column_and_unknown_source_are_refused() -> None:
    assert sorted(map(str, _ids(SearchedGuest))) == ["stepwell.E1", "stepwell.E3", "stepwell.E4"]


def test_registry_names_every_protected_column() -> None:
    table = Guest._meta.db_table

    assert {(c.label, c.purpose) for c in protected_columns([Guest])} == {
        (f"{table}.name", "seal"),
        (f"{table}.name_index", "index"),
        (f"{table}.phone", "seal"),
        (f"{table}.phone_index", "index"),
        (f"{table}.born_on", "seal"),
        (f"{table}.wishes", "seal"),
    }


def test_fields_in_migrations_are_what_they_were() -> None:
    for field in Guest._meta.local_fields[1:]:
        _, path, args, kwargs = field.deconstruct()
        again = type(field)(*args, **kwargs)

        assert path.startswith("stepwell.records.encryption.")
        assert again.deconstruct()[1:] == field.deconstruct()[1:]
