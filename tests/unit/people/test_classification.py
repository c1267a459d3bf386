"""Every field about a person has a class, and the class masks it."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.db import models

from stepwell.domain.people.field_classes import PRIVATE, FieldClass
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import EncryptedField
from stepwell.records.people.classification import (
    MASK,
    Unclassified,
    class_of,
    fields_of,
    masked,
    people_models,
    unclassified,
)
from stepwell.records.people.models import Client


def test_every_field_of_every_people_model_has_a_class() -> None:
    assert list(unclassified(people_models())) == []


def test_unclassified_planted_field_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: one for name, one in Client.CLASSES.items() if name != "beliefs"}
    monkeypatch.setattr(Client, "CLASSES", fewer | {"hat_size": FieldClass.PUBLIC})

    assert list(unclassified([Client])) == [
        "Client.beliefs has no class",
        "Client.hat_size is no field",
    ]
    with pytest.raises(Unclassified, match=r"Client\.beliefs"):
        class_of(Client, "beliefs")


def test_model_without_classes_is_found() -> None:
    class Planted:
        CLASSES: ClassVar[dict[str, FieldClass]] = {}
        __name__ = "Planted"
        _meta = Client._meta

    assert len(list(unclassified([Planted]))) == len(Client._meta.fields)  # type: ignore[list-item]


def test_private_text_is_encrypted() -> None:
    """What tells who or why is never plain in the database, but for links to rows."""
    for model in people_models():
        for name in fields_of(model, *PRIVATE):
            field = model._meta.get_field(name)
            sealed = isinstance(field, EncryptedField | BlindIndexField | models.ForeignKey)
            assert sealed, f"{model.__name__}.{name}"


def test_masked_shows_that_something_is_there_and_not_what() -> None:
    client = Client(name="Ana Planted", phone="", beliefs="secret words", time_zone="UTC")

    shown = masked(client)

    assert shown["name"] == shown["beliefs"] == MASK
    assert shown["phone"] == ""
    assert shown["time_zone"] == "UTC"
    assert "Planted" not in repr(shown)
    assert "secret" not in repr(shown)
