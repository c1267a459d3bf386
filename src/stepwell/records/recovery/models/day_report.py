from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.recovery.log import Source
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client
from stepwell.records.recovery.models.standing import StandingQuerySet


class DayReport(models.Model):
    """What is known of one day. Said otherwise later, the earlier row is struck and stays.

    state: a slug of `DayState`. substance: a slug, "" for any. amount: as said, standard drinks for
    alcohol, "" where nobody asked. entry: the record in the member's app that it comes from.
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
    ) | dict.fromkeys(("state", "substance", "amount", "words"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="day_reports")
    on = models.DateField()
    state = EncryptedTextField()
    substance = EncryptedTextField(blank=True, default="")
    amount = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    entry = models.UUIDField(null=True, blank=True, db_index=True)
    source = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Source])
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")

    objects = StandingQuerySet["DayReport"].as_manager()

    class Meta:
        ordering = ("on", "recorded_at", "pk")
        indexes = (models.Index(fields=["client", "on"], name="days_of_a_client"),)

    def __str__(self) -> str:
        return f"day report {self.pk}"
