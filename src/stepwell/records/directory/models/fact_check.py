from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.identifiers import new_id


class FactCheck(models.Model):
    """Somebody of a program read the source of a shipped fact, and it still says so.

    fingerprint: of the fact as it stood (`domain.checks.facts.DatedFact`); who it was stands in
    the audit trail.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("A program’s own look at a published fact.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="fact_checks")
    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    checked_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "fingerprint", "checked_on"], name="one_look_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} on {self.checked_on}"
