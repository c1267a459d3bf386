from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class Cosigning(models.Model):
    """Whose notes a supervisor signs too, from one instant to another. set_by, ended_by: keys."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "user", "since", "set_by", "until", "ended_by"),
        FieldClass.OPERATIONAL,
    )
    RIGHTS: ClassVar[RecordRule] = about_nobody("How someone’s work is supervised.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="cosignings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cosignings")
    since = models.DateTimeField()
    set_by = models.CharField(max_length=64)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(until=None),
                name="one_cosigning_of_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"cosigning {self.pk}"
