"""A row in every table that is about a person, filled with words that can be looked for.

The tables come from the registry, so a table that is added later is planted too. Where a table
asks for more than its fields say, VALUES has what it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.db import models

from stepwell.domain.rights.record_rules import Fate
from stepwell.records.accounts.models import User
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import EncryptedBytesField, EncryptedJSONField
from stepwell.records.people.models import Client
from stepwell.records.rights import all_models, rule_of

MARK = "Planted"
VALUES: dict[str, dict[str, Any]] = {
    "mfa.Authenticator": {"type": "totp"},
    # Lifted: one in force would keep the person from being erased.
    # Thrown away: its planted terms are none that can be read as a consent.
    "people.Consent": {"discarded_at": datetime(2026, 11, 25, 12, tzinfo=UTC)},
    "people.ClientHold": {"until": datetime(2026, 11, 25, 12, tzinfo=UTC)},
    # About nobody, and there only because places and encounters name one.
    "care.CareGroup": dict.fromkeys(
        ("name", "protocol", "content_hash", "variant", "room", "video_url", "made_by"), ""
    )
    | {"rotation": []},
    "care.GroupEvent": dict.fromkeys(("session", "room", "cause", "settled_by"), ""),
    "recovery.EntryVersion": {"version": UUID(int=1), "record": UUID(int=2)},
    "recovery.SharingChoice": {"record": UUID(int=3)},
    "recovery.TellingChoice": {"record": UUID(int=4)},
    "recovery.HandedPage": {"entry": UUID(int=5)},
    "care.ToldEvent": {"entry": UUID(int=6)},
    # The digest stays, so that the browser can be told to forget.
    "accounts.UserSession": {"key_digest": "d" * 64, "kind": "member"},
}
NOT_PLANTED = frozenset({"audit.AuditEvent", "people.Erasure"})
"""Written by the actions themselves."""


class Planter:
    """staff: whom rows name as someone of the program. account: the member's."""

    def __init__(self, client: Client, *, account: User, staff: User, at: datetime) -> None:
        self._client, self._account, self._staff, self._at = client, account, staff, at
        self._rows: dict[type[models.Model], models.Model] = {
            Client: client,
            User: account,
            type(client.organization): client.organization,
        }

    def plant(self) -> list[str]:
        """The labels of the tables that hold a planted row now."""
        return [one._meta.label for one in self._models() if self.row_of(one) is not None]

    def row_of(self, model: type[models.Model]) -> models.Model:
        if model not in self._rows:
            self._rows[model] = self._there_already(model) or self._made(model)
        return self._rows[model]

    def _there_already(self, model: type[models.Model]) -> models.Model | None:
        rule = rule_of(model)
        whose = {rule.client: self._client.pk} if rule.client else {rule.account: self._account.pk}
        return model._base_manager.filter(**whose).first() if "" not in whose else None

    def _made(self, model: type[models.Model]) -> models.Model:
        row = model(**self._values(model))
        models.Model.save(row, force_insert=True)
        return row

    def _models(self) -> Iterable[type[models.Model]]:
        for model in all_models():
            is_about = rule_of(model).fate is not Fate.NOBODY
            if is_about and model._meta.label not in NOT_PLANTED:
                yield model

    def _values(self, model: type[models.Model]) -> dict[str, Any]:
        given = VALUES.get(model._meta.label, {})
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.name in given:
                values[field.name] = given[field.name]
            elif not (isinstance(field, models.AutoField | BlindIndexField)):
                value = self._value(model, field)
                if value is not None:
                    values[field.name] = value
        return values

    def _value(self, model: type[models.Model], field: Any) -> Any:
        rule = rule_of(model)
        if field.is_relation:
            return self._related(field, is_whose=rule.account in {field.attname, "pk"})
        if field.primary_key:
            return None
        if field.attname == rule.client:
            return self._client.pk
        mark = "Of nobody" if rule.fate is Fate.NOBODY else MARK
        return _filled(field, f"{mark} {model.__name__} {field.name}", self._at)

    def _related(self, field: Any, *, is_whose: bool) -> Any:
        target = field.related_model
        if target is User:
            return self._account if is_whose else self._staff
        if target is field.model:
            return None
        if target in self._rows or rule_of(target).fate is not Fate.NOBODY:
            return self.row_of(target)
        return None if field.null else self.row_of(target)


def _filled(field: Any, words: str, at: datetime) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, EncryptedJSONField | models.JSONField):
        return {"planted": words}
    if isinstance(field, EncryptedBytesField | models.BinaryField):
        return words.encode()
    if isinstance(field, models.DateTimeField):
        return None if field.null else at
    if isinstance(field, models.DateField):
        return at.date()
    if isinstance(field, models.TimeField):
        return time(9)
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.UUIDField):
        return None
    if isinstance(field, models.IntegerField):
        return 1
    return words[: field.max_length or 4000]
