from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class Notice(models.Model):
    """A neutral message to a client. Its words follow from its kind and are not kept.

    kind: a NoticeKind. claimed_until: someone is sending it. cause: why it was not sent, a code.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        SHOWN = "shown"
        """In the demo, which has no mail server: only the outbox page shows it."""
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        """The client no longer wants to be reached so."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        (
            "id",
            "client",
            "kind",
            "state",
            "cause",
            "queued_at",
            "queued_by",
            "tries",
            "claimed_until",
            "settled_at",
        ),
        FieldClass.OPERATIONAL,
    )

    RIGHTS: ClassVar[RecordRule] = erased(Part.REACH, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    cause = models.CharField(max_length=20, blank=True)
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-queued_at",)

    def __str__(self) -> str:
        return f"notice {self.pk}"
