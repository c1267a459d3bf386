from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models import User
from stepwell.records.identifiers import new_id


class TellingChoice(models.Model):
    """What a member agreed beforehand that their program is told, by a record of the app.

    since: by slug of `domain.recovery.telling.Cause` that is agreed to, from which instant on.
    A phone makes one; two phones that never met make two, and what both agree to holds.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "user", "record", "since"), FieldClass.OPERATIONAL
    )
    RIGHTS: ClassVar[RecordRule] = erased(Part.ACCOUNT, account="user_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="telling_choices")
    record = models.UUIDField()
    since = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "record"], name="one_agreement_of_a_record"),
        )

    def __str__(self) -> str:
        return f"telling choice {self.pk}"
