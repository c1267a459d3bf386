from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.user import User
from stepwell.records.identifiers import new_id


class AccessLink(models.Model):
    """A single-use link from an administrator: whoever opens it sets up signing in anew."""

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.ACCOUNT,
        account="user_id",
        is_copied=False,
        why_not="Ways to sign in are secrets; a copy of them would weaken them.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="access_links")
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"access link {self.pk}"
