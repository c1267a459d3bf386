from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class Team(models.Model):
    """Counselors who cover for each other, and whoever leads them."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "name", "closed_at"), FieldClass.OPERATIONAL
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("A team of those who work here.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "name"], name="one_team_of_a_name_per_organization"
            ),
        )

    def __str__(self) -> str:
        return self.name
