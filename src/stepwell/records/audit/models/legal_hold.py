from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class LegalHold(models.Model):
    """While it is in force (until is empty), nothing of the organization's trail is dropped.

    reason: what the hold is for, such as a docket number; no client's name. by: an actor's key.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("About an organization; it names no client.")

    organization = models.CharField(max_length=64, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("organization", "since", "pk")

    def __str__(self) -> str:
        return f"{self.organization} since {self.since:%Y-%m-%d}"
