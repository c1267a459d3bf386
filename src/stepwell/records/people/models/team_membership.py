from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.team import Team


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    def in_force_at(self, at: datetime) -> TeamMembershipQuerySet:
        """Those in force, in teams that are not closed."""
        return self.filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=at),
            models.Q(team__closed_at=None) | models.Q(team__closed_at__gt=at),
            starts_at__lte=at,
        )


class TeamMembership(models.Model):
    """Someone in a team for a time. is_lead: sees to the work of the others."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "team", "user", "is_lead", "starts_at", "ends_at"), FieldClass.OPERATIONAL
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("About those who work here.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="team_memberships"
    )
    is_lead = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = TeamMembershipQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=models.Q(ends_at=None),
                name="one_open_place_of_a_person_in_a_team",
            ),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"
