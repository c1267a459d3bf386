from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.encounter import Encounter
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class ProgressNote(models.Model):
    """What is written about one encounter with one person. Signed, its text never changes.

    number: counted up with every save. digest: SHA-256 of the signed text. needs_cosigning: when it
    was signed. The others ending in _by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "encounter", "number", "begun_at", "begun_by", "saved_at", "saved_by",
         "signed_at", "signed_by", "digest", "needs_cosigning", "cosigned_at", "cosigned_by"),
        FieldClass.OPERATIONAL,
    ) | {"text": FieldClass.CLINICAL}  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="progress_notes")
    encounter = models.OneToOneField(Encounter, models.CASCADE, related_name="progress_note")
    text = EncryptedTextField(blank=True, default="")
    number = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    needs_cosigning = models.BooleanField(default=False)
    cosigned_at = models.DateTimeField(null=True, blank=True)
    cosigned_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("begun_at", "pk")

    def __str__(self) -> str:
        return f"note {self.pk}"
