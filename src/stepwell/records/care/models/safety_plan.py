from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class SafetyPlan(models.Model):
    """One version of a client's safety plan; it stays as it was written.

    parts: entries by part. is_made_together: with the client, not about them. replaces: the version
    before, which only one can replace. Its number is its place among the client's versions.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "replaces", "language", "is_made_together", "made_at", "made_by"),
        FieldClass.OPERATIONAL,
    ) | {"parts": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="safety_plans")
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    parts = EncryptedJSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    is_made_together = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"safety plan {self.pk}"
