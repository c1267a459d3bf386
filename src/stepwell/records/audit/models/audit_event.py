from __future__ import annotations

from datetime import UTC
from typing import ClassVar

from django.db import models

from stepwell.domain.audit.chain import ChainedEvent
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, kept
from stepwell.records.audit.append_only import AppendOnlyModel, AppendOnlyQuerySet


class AuditEvent(AppendOnlyModel):
    """One thing someone did. No foreign keys: it outlives whoever and whatever it is about.

    details: the very JSON text that was hashed. day: of its segment, in UTC.
    """

    RIGHTS: ClassVar[RecordRule] = kept(
        Part.TRAIL,
        client="record_id",
        why="The trail proves who did what; it knows people by opaque ids only.",
        is_copied=False,
        why_not="Who opened the record is a page of its own.",
    )

    organization = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=12)
    event_type = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=40, blank=True)
    record_id = models.CharField(max_length=64, blank=True)
    record_label = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    origin_kind = models.CharField(max_length=20)
    origin_network = models.CharField(max_length=45, blank=True)
    details = models.TextField(default="{}")
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["AuditEvent"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("organization", "sequence")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "sequence"], name="one_event_per_place_in_chain"
            ),
        )
        indexes = (
            models.Index(
                fields=["organization", "record_kind", "record_id", "-sequence"],
                name="audit_events_about_a_record",
            ),
            models.Index(
                fields=["organization", "actor_key", "-sequence"], name="audit_events_of_an_actor"
            ),
            models.Index(fields=["organization", "day"], name="audit_events_of_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.organization} {self.sequence} {self.event_type}"

    def as_chained(self) -> ChainedEvent:
        return ChainedEvent(
            organization=self.organization,
            sequence=self.sequence,
            day=self.day,
            at=self.at.astimezone(UTC),
            actor_key=self.actor_key,
            actor_name=self.actor_name,
            actor_kind=self.actor_kind,
            event_type=self.event_type,
            record_kind=self.record_kind,
            record_id=self.record_id,
            record_label=self.record_label,
            reason=self.reason,
            origin_kind=self.origin_kind,
            origin_network=self.origin_network,
            details=self.details,
            hash=self.hash,
        )
