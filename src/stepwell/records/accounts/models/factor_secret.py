from __future__ import annotations

from django.db import models

from stepwell.records.accounts.models.user import User
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class FactorSecret(models.Model):
    """What an authenticator app or a sheet of recovery codes is made from, sealed.

    `mfa.Authenticator.data` holds the id of the row in its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="factor_secrets")
    value = EncryptedTextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"secret {self.pk}"
