from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.access.roles import Role
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.organization import Organization
from stepwell.records.accounts.models.site import Site
from stepwell.records.identifiers import new_id


class Invitation(models.Model):
    """A single-use link into a role. Only the digest of its token is kept; it names no address.

    client_id: the client whose member or significant other is invited, who stands above this app.
    made_by: an actor's key.
    """

    RIGHTS: ClassVar[RecordRule] = erased(
        Part.REACH,
        client="client_id",
        account="used_by_id",
        not_copied=("token_digest",),
        why_not="The link itself is kept nowhere.",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True)
    client_id = models.UUIDField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
