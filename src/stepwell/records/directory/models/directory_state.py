from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class DirectoryState(models.Model):
    """One row: a counter that grows with every change to what is listed."""

    RIGHTS: ClassVar[RecordRule] = about_nobody("The upkeep of the meeting lists.")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"version {self.version}"
