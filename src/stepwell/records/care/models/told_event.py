from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class ToldEvent(models.Model):
    """What a member's app told their program, as they had agreed, and the path it opened.

    entry: the record in the member's app. cause: a slug of `domain.recovery.telling.Cause`. on:
    the day it was about.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "path", "entry", "on", "told_at"), FieldClass.OPERATIONAL
    ) | {"cause": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="told_events")
    path = models.OneToOneField(SafetyPath, models.CASCADE, related_name="told_event")
    entry = models.UUIDField(db_index=True)
    cause = EncryptedTextField()
    on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("told_at", "pk")
        indexes = (models.Index(fields=["client", "on"], name="told_of_a_client"),)

    def __str__(self) -> str:
        return f"told event {self.pk}"
