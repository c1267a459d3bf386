from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.app_looks import LONGEST_NAME
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.user import User


class OwnAppLook(models.Model):
    """What someone calls the app on their phone, and the icon they chose. No row: as the program
    has it.

    name: "" for the program's.
    """

    RIGHTS: ClassVar[RecordRule] = erased(Part.ACCOUNT, account="user_id")

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="app_look")
    name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    icon = models.CharField(max_length=12)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look of the app of {self.pk}"
