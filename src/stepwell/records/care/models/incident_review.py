from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.incident import Incident
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class IncidentReview(models.Model):
    """What was learned of an incident: what went well, what did not, what changes, and who sees
    to it. reviewed_by: an actor's key."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "incident", "reviewed_at", "reviewed_by"), FieldClass.OPERATIONAL
    ) | dict.fromkeys(("helped", "hindered", "changes"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="incident__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="review")
    helped = EncryptedTextField(blank=True, default="")
    hindered = EncryptedTextField(blank=True, default="")
    changes = EncryptedTextField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-reviewed_at",)

    def __str__(self) -> str:
        return f"review of incident {self.incident_id}"
