from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models.organization import Organization
from stepwell.records.identifiers import new_id


class Site(models.Model):
    """A place where an organization works. phone_after_hours: "" where nobody answers then."""

    RIGHTS: ClassVar[RecordRule] = about_nobody("A place.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_after_hours = models.CharField(max_length=40, blank=True)
    time_zone = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "name"], name="one_site_of_a_name_per_organization"
            ),
        )

    def __str__(self) -> str:
        return self.name
