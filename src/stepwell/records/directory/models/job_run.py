from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class JobRun(models.Model):
    """When a background task last began: the worker's own round, and each daily job."""

    WORKER: ClassVar = "worker"

    RIGHTS: ClassVar[RecordRule] = about_nobody("The upkeep of the meeting lists.")

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
