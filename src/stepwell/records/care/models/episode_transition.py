from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.episodes import EpisodeEvent, EpisodeStatus
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class EpisodeTransition(models.Model):
    """One thing that happened to an episode; only ever added. position: its place, from 1, so that
    of two people who write at once one is told. status, level: after it. by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "position", "event", "status", "at", "by"), FieldClass.OPERATIONAL
    ) | dict.fromkeys(("level", "words"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="transitions")
    position = models.PositiveIntegerField()
    event = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in EpisodeEvent]
    )
    status = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in EpisodeStatus]
    )
    level = EncryptedTextField()
    words = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "position"], name="one_transition_at_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"transition {self.position} of episode {self.episode_id}"
