from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.recovery.log import Source
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client
from stepwell.records.recovery.models.standing import StandingQuerySet


class CheckIn(models.Model):
    """How someone is, on a day. answers: urge, mood, medicine, as far as they said.

    entry: the record in the member's app that it comes from.
    recorded_by, struck_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "client",
            "on",
            "source",
            "entry",
            "recorded_at",
            "recorded_by",
            "struck_at",
            "struck_by",
        ),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("answers", "words"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="check_ins")
    on = models.DateField()
    answers = EncryptedJSONField(default=dict, blank=True)
    words = EncryptedTextField(blank=True, default="")
    entry = models.UUIDField(null=True, blank=True, db_index=True)
    source = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Source])
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")

    objects = StandingQuerySet["CheckIn"].as_manager()

    class Meta:
        ordering = ("on", "recorded_at", "pk")
        indexes = (models.Index(fields=["client", "on"], name="check_ins_of_a_client"),)

    def __str__(self) -> str:
        return f"check-in {self.pk}"
