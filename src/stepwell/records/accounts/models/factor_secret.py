from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.user import User
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class FactorSecret(models.Model):
    """What an authenticator app or a sheet of recovery codes is made from, sealed.

    `mfa.Authenticator.data` holds the id of the row in its place.
    """

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        is_copied=False,
        why_not="Ways to sign in are secrets; a copy of them would weaken them.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="factor_secrets")
    value = EncryptedTextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"secret {self.pk}"
