from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.audit.seals import Head
from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class AuditHead(models.Model):
    """The newest event of a chain. Whoever adds one holds this row, so that a chain never forks.

    day: the day new events belong to, at the earliest; it lies after the last sealed day.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("The ends of the chains.")

    organization = models.CharField(max_length=64, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.organization} at {self.sequence}"

    def as_head(self) -> Head:
        return Head(self.sequence, self.hash)
