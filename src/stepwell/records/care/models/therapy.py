from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class Therapy(models.Model):
    """Another treatment the person has beside ours, such as medication or couples therapy.

    giver: who gives it. recorded_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "started_on", "ended_on", "recorded_at", "recorded_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("name", "giver"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="therapies")
    name = EncryptedTextField()
    giver = EncryptedTextField(blank=True, default="")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("recorded_at", "pk")
        verbose_name_plural = "therapies"

    def __str__(self) -> str:
        return f"therapy {self.pk}"
