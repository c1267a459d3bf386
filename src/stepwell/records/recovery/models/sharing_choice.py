from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import User
from stepwell.records.identifiers import new_id


class SharingChoice(models.Model):
    """What a member shares with their program, by a record of the app.

    parts: slugs of `domain.recovery.sharing.Share`.
    A phone makes one; two phones that never met make two, and what both share holds.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "record", "parts"), FieldClass.OPERATIONAL
    )
    RIGHTS: ClassVar[RecordRule] = erased(Part.ACCOUNT, account="user_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sharing_choices")
    record = models.UUIDField()
    parts = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "record"], name="one_choice_of_a_record"),
        )

    def __str__(self) -> str:
        return f"sharing choice {self.pk}"
