from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.domain.safety.path_rules import Urgency
from stepwell.domain.safety.paths import PathStatus
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class SafetyPath(models.Model):
    """Someone may be in danger: what was seen, under which rules, and where it stands.

    client: none where nobody knows yet who it is; who: how they look, then. concern: a slug of the
    rules. words: what whoever opened it saw. status, urgency, taken_by: as the events come out.
    opened_by, taken_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "client",
            "rules",
            "urgency",
            "status",
            "opened_at",
            "opened_by",
            "taken_by",
            "closed_at",
        ),
        FieldClass.OPERATIONAL,
    ) | {
        "who": FieldClass.IDENTIFYING,
        "concern": FieldClass.CLINICAL,
        "words": FieldClass.CLINICAL,
    }
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="safety_paths")
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="safety_paths"
    )
    who = EncryptedTextField(blank=True, default="")
    concern = EncryptedTextField()
    words = EncryptedTextField(blank=True, default="")
    rules = models.CharField(max_length=60)
    urgency = models.CharField(max_length=10, choices=[(one, one) for one in Urgency])
    status = models.CharField(
        max_length=12, choices=[(one, one) for one in PathStatus], default=PathStatus.OPEN
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    taken_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("opened_at", "pk")
        indexes = (models.Index(fields=["organization", "status"], name="safety_paths_by_status"),)

    def __str__(self) -> str:
        return f"safety path {self.pk}"
