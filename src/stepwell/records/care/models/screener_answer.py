from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class ScreenerAnswer(models.Model):
    """A suicide risk screener as it was answered, with the policy that gave its level.

    answers: yes, no or declined, by the number of the question. policy: slug and version.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "path", "policy", "asked_at", "asked_by"), FieldClass.OPERATIONAL
    ) | {"answers": FieldClass.CLINICAL, "level": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="screener_answers")
    path = models.ForeignKey(
        SafetyPath, models.SET_NULL, null=True, blank=True, related_name="screener_answers"
    )
    policy = models.CharField(max_length=60)
    answers = EncryptedJSONField(default=dict)
    level = EncryptedTextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"screener {self.pk}"
