from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.recovery.partners import PartnerSaid
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.recovery.models.recovery_task import RecoveryTask


class PartnerAnswer(models.Model):
    """What a significant other said of a task of theirs. The newest counts; none is changed.

    said_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "task", "said", "said_at", "said_by"), FieldClass.OPERATIONAL
    ) | {"words": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="task__client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(RecoveryTask, models.CASCADE, related_name="partner_answers")
    said = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PartnerSaid])
    words = EncryptedTextField(blank=True, default="")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("said_at", "pk")

    def __str__(self) -> str:
        return f"partner answer {self.pk}"
