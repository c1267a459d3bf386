from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models.safety_path import SafetyPath
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class Incident(models.Model):
    """Something that happened at the program, as whoever was there wrote it.

    kind: a slug of the path rules. client: whom it is about, if anyone in care. words: what
    happened. done: what was done at once. reported_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "organization",
            "client",
            "path",
            "rules",
            "is_critical",
            "happened_at",
            "reported_at",
            "reported_by",
        ),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("kind", "place", "words", "done"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.SAFETY, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="incidents")
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    path = models.ForeignKey(
        SafetyPath, models.SET_NULL, null=True, blank=True, related_name="incidents"
    )
    rules = models.CharField(max_length=60)
    kind = EncryptedTextField()
    is_critical = models.BooleanField(default=False)
    place = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField()
    done = EncryptedTextField(blank=True, default="")
    happened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-happened_at",)

    def __str__(self) -> str:
        return f"incident {self.pk}"
