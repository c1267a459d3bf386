from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.audit.seals import Seal, StoredSeal
from stepwell.domain.rights.record_rules import RecordRule, about_nobody


class AuditSegment(models.Model):
    """The seal of one finished day of a chain; it stays when the day's events are dropped.

    dropped_by: the sequence of the event that records the dropping.
    """

    RIGHTS: ClassVar[RecordRule] = about_nobody("Seals of days.")

    organization = models.CharField(max_length=64)
    day = models.DateField()
    first_sequence = models.PositiveBigIntegerField()
    last_sequence = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    previous_seal_hash = models.CharField(max_length=64, blank=True)
    seal_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    dropped_by = models.PositiveBigIntegerField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("organization", "first_sequence")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "day"], name="one_audit_segment_per_day"
            ),
            models.UniqueConstraint(
                fields=["organization", "first_sequence"], name="one_audit_segment_per_beginning"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} {self.day}"

    def as_stored_seal(self) -> StoredSeal:
        seal = Seal(
            organization=self.organization,
            day=self.day,
            first_sequence=self.first_sequence,
            last_sequence=self.last_sequence,
            count=self.count,
            head_hash=self.head_hash,
            previous_seal_hash=self.previous_seal_hash,
        )
        return StoredSeal(seal, self.seal_hash, self.dropped_by)
