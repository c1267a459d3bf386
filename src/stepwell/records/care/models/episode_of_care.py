from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.episodes import EpisodeStatus
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.intake import Intake
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class EpisodeOfCare(models.Model):
    """The time for which the program is responsible for someone. One is open at a time.

    first_level: at admission. level, status: as the transitions come out. made_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "intake", "first_status", "status", "started_on", "ended_on", "made_at",
         "made_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("first_level", "level"), FieldClass.CLINICAL)  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="episodes")
    intake = models.OneToOneField(
        Intake, models.SET_NULL, null=True, blank=True, related_name="episode"
    )
    first_status = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in EpisodeStatus]
    )
    first_level = EncryptedTextField()
    status = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in EpisodeStatus]
    )
    level = EncryptedTextField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-started_on", "-pk")
        verbose_name_plural = "episodes of care"
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(ended_on=None),
                name="one_open_episode_of_a_client",
            ),
        )

    def __str__(self) -> str:
        return f"episode of care {self.pk}"
