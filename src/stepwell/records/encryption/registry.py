"""Which columns of this installation are sealed: found by walking the models, so none is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import EncryptedField


@dataclass(frozen=True, slots=True)
class ProtectedColumn:
    """A sealed column or a blind index of one."""

    model: type[models.Model]
    field: EncryptedField[Any, Any] | BlindIndexField

    @property
    def label(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"

    @property
    def purpose(self) -> str:
        return "index" if isinstance(self.field, BlindIndexField) else "seal"

    def rows(self) -> models.QuerySet[Any]:
        """All rows, whatever the model's manager leaves out."""
        return models.QuerySet(self.model)

    def written_with(self, key_id: str) -> models.QuerySet[Any]:
        lookup = "made_with" if self.purpose == "index" else "sealed_with"
        return self.rows().filter(**{f"{self.field.name}__{lookup}": key_id})


def protected_columns(of: list[type[models.Model]] | None = None) -> Iterator[ProtectedColumn]:
    """of: the models to look through; all that are installed without it."""
    for model in apps.get_models() if of is None else of:
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, (EncryptedField, BlindIndexField)):
                yield ProtectedColumn(model, field)
