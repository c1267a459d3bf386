from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.user import User


class SharedPhonePin(models.Model):
    """A member who shares a phone: asked for after every sign-in, never enough by itself.

    pin: hashed like a password.
    """

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        is_copied=False,
        why_not="Ways to sign in are secrets; a copy of them would weaken them.",
    )

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="shared_phone_pin"
    )
    pin = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"PIN of {self.pk}"
