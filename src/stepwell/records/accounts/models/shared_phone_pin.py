from __future__ import annotations

from django.db import models

from stepwell.records.accounts.models.user import User


class SharedPhonePin(models.Model):
    """A member who shares a phone: asked for after every sign-in, never enough by itself.

    pin: hashed like a password.
    """

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="shared_phone_pin"
    )
    pin = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"PIN of {self.pk}"
