from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedJSONField, EncryptedTextField
from stepwell.records.identifiers import new_id


class Discharge(models.Model):
    """How an episode ended, with the continuing-care plan; the newest stands.

    reason: a slug of `DischargeReason`. plan: text by part. written_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "written_at", "written_by"), FieldClass.OPERATIONAL
    ) | dict.fromkeys(("reason", "words", "plan"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="discharges")
    reason = EncryptedTextField()
    words = EncryptedTextField(blank=True, default="")
    plan = EncryptedJSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-written_at", "-pk")

    def __str__(self) -> str:
        return f"discharge {self.pk}"
