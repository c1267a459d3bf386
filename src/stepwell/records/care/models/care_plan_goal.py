from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.goals import PlanGoalState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.episode_of_care import EpisodeOfCare
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class CarePlanGoal(models.Model):
    """One goal of the care plan, with the steps to it. outcome: what came of it.

    set_by, settled_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "episode", "target_on", "status", "set_at", "set_by", "settled_at", "settled_by"),
        FieldClass.OPERATIONAL,
    ) | dict.fromkeys(("words", "steps", "outcome"), FieldClass.CLINICAL)
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="episode__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(EpisodeOfCare, models.CASCADE, related_name="plan_goals")
    words = EncryptedTextField()
    steps = EncryptedTextField(blank=True, default="")
    target_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=8,
        choices=[(one.value, one.value) for one in PlanGoalState],
        default=PlanGoalState.OPEN,
    )
    outcome = EncryptedTextField(blank=True, default="")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("set_at", "pk")

    def __str__(self) -> str:
        return f"care plan goal {self.pk}"
