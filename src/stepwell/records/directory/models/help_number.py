from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class HelpNumber(models.Model):
    """A number of a program's own, shown to those who are signed in there.

    name, hours: as read on the help page, name_es and hours_es "" where nobody has written
    them in Spanish. phone: to call. text: takes messages, "" for none. checked_on: when
    somebody of the program last tried it. ended_at: taken off the page.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("A program’s own number.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="help_numbers")
    name = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40)
    text = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=120)
    hours_es = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()
    checked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        indexes = (models.Index(fields=["organization", "position"]),)

    def __str__(self) -> str:
        return self.name
