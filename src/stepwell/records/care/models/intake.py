from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.intakes import IntakeState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.referral import Referral
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class Intake(models.Model):
    """What is settled with someone before their care begins. What is given, signed and asked has
    rows of its own; see `domain.care.intakes`.

    no_consents_at: when the person said that they want no consent for now. reason: why admission
    could not wait, or why the intake ended. started_by, no_consents_by, ended_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "referral", "status", "started_at", "started_by", "no_consents_at",
         "no_consents_by", "ended_at", "ended_by"),
        FieldClass.OPERATIONAL,
    ) | {"reason": FieldClass.CLINICAL}  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="intakes")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="intakes")
    status = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in IntakeState],
        default=IntakeState.OPEN,
    )
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=64)
    no_consents_at = models.DateTimeField(null=True, blank=True)
    no_consents_by = models.CharField(max_length=64, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    reason = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ("started_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["referral"],
                condition=models.Q(status=IntakeState.OPEN),
                name="one_open_intake_of_a_referral",
            ),
        )

    def __str__(self) -> str:
        return f"intake {self.pk}"
