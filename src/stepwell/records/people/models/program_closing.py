from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization


class ProgramClosing(models.Model):
    """That a program closes, from which day, and who holds its records then (42 CFR 2.19).

    closes_on: the first day without new clients. is_taken_over: by another program, which needs
    consent for each record; else they are sealed. told_on: when clients were told. keep_until: when
    they may be destroyed. planned_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "organization",
            "closes_on",
            "is_taken_over",
            "holder",
            "holder_contact",
            "told_on",
            "sealed_on",
            "keep_until",
            "destroyed_on",
            "planned_at",
            "planned_by",
        ),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = about_nobody("What becomes of a program.")

    organization = models.OneToOneField(
        Organization, models.CASCADE, primary_key=True, related_name="closing"
    )
    closes_on = models.DateField()
    is_taken_over = models.BooleanField(default=False)
    holder = models.CharField(max_length=120)
    holder_contact = models.CharField(max_length=300)
    told_on = models.DateField(null=True, blank=True)
    sealed_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    destroyed_on = models.DateField(null=True, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"closing of {self.organization_id}"
