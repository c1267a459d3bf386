from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.access.roles import Role
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.accounts.models.organization import Organization
from stepwell.records.accounts.models.site import Site
from stepwell.records.identifiers import new_id


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def held_at(self, at: datetime) -> RoleAssignmentQuerySet:
        """Those in force at an instant, in organizations that are not closed."""
        return self.filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=at),
            models.Q(organization__closed_at=None) | models.Q(organization__closed_at__gt=at),
            starts_at__lte=at,
        )


class RoleAssignment(models.Model):
    """What a person is to an organization, from when until when. granted_by: an actor's key."""

    RIGHTS: ClassVar[RecordRule] = erased(Part.ACCOUNT, account="user_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_assignments"
    )
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=64)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="a_role_ends_after_it_starts",
            ),
        )
        indexes = (
            models.Index(fields=["user", "organization"], name="roles_of_a_person"),
            models.Index(fields=["organization", "role"], name="people_by_role"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
