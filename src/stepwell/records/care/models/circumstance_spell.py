from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class CircumstanceSpell(models.Model):
    """What is true of someone's situation from one day to another, for the rules of protocols.

    circumstance: a slug of `Circumstance`. until: the first day on which it is not so any more.
    recorded_by, ended_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "since", "until", "recorded_at", "recorded_by", "ended_by"),
        FieldClass.OPERATIONAL,
    ) | {"circumstance": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="circumstances")
    circumstance = EncryptedTextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"circumstance {self.pk}"
