"""The class of every field about a person, read from beside the field.

    class Client(models.Model):
        CLASSES: ClassVar[Classes] = {"name": IDENTIFYING, …}

The class drives export, erasure, masking in logs and demo dumps. A test fails on a field without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from stepwell.domain.people.field_classes import PRIVATE, FieldClass

Classes = Mapping[str, FieldClass]
MASK = "•••"
ABOUT_PEOPLE = ("people", "recovery", "care", "counseling_notes")


class Unclassified(LookupError):
    """A field has no class."""


def class_of(model: type[models.Model], field: str) -> FieldClass:
    classes: Classes = getattr(model, "CLASSES", {})
    try:
        return classes[field]
    except KeyError:
        raise Unclassified(
            f"{model.__name__}.{field} has no class: name it in {model.__name__}.CLASSES."
        ) from None


def classes_of(model: type[models.Model], fields: Iterable[str]) -> frozenset[FieldClass]:
    return frozenset(class_of(model, field) for field in fields)


def fields_of(model: type[models.Model], *classes: FieldClass) -> list[str]:
    """The names of the model's own fields of these classes, in the model's order."""
    return [
        field.name for field in model._meta.fields if class_of(model, field.name) in set(classes)
    ]


def unclassified(models_to_check: Iterable[type[models.Model]]) -> Iterator[str]:
    """Fields without a class, and classes without a field."""
    for model in models_to_check:
        named = set(getattr(model, "CLASSES", {}))
        there = {field.name for field in model._meta.fields}
        yield from (f"{model.__name__}.{name} has no class" for name in sorted(there - named))
        yield from (f"{model.__name__}.{name} is no field" for name in sorted(named - there))


def people_models() -> list[type[models.Model]]:
    """Of the apps that hold something about a person."""
    return [one for app in ABOUT_PEOPLE for one in apps.get_app_config(app).get_models()]


def masked(row: models.Model) -> dict[str, Any]:
    """The row's values for a log or a demo dump: what tells who or why is only said to be there."""
    model = type(row)
    return {
        field.name: _mask(row, field.attname)
        if class_of(model, field.name) in PRIVATE
        else getattr(row, field.attname)
        for field in model._meta.fields
    }


def _mask(row: models.Model, attname: str) -> str:
    return MASK if row.__dict__.get(attname) not in (None, "", [], b"") else ""
