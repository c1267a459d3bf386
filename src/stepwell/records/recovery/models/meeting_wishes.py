from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class MeetingWishes(models.Model):
    """What matters to someone when a meeting is looked for. The newest row holds.

    near: ZIP or town. wishes: slugs by kind, see `domain.matching.kept_wishes`. recorded_by: an
    actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "number", "recorded_at", "recorded_by"), FieldClass.OPERATIONAL
    ) | {"near": FieldClass.IDENTIFYING, "wishes": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="meeting_wishes")
    number = models.PositiveIntegerField()
    near = EncryptedTextField(blank=True, default="")
    wishes = EncryptedJSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "number"], name="one_wishes_of_a_number_per_client"
            ),
        )

    def __str__(self) -> str:
        return f"wishes {self.pk}"
