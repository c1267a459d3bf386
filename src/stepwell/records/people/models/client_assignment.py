from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.identifiers import new_id
from stepwell.records.people.models.client import Client


class ClientAssignmentQuerySet(models.QuerySet["ClientAssignment"]):
    def in_force_at(self, at: datetime) -> ClientAssignmentQuerySet:
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), starts_at__lte=at)


class ClientAssignment(models.Model):
    """Who cares for a client, from when until when. assigned_by: an actor's key."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "client", "user", "starts_at", "ends_at", "assigned_by"), FieldClass.OPERATIONAL
    )

    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="client_assignments"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    assigned_by = models.CharField(max_length=64)

    objects = ClientAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["client", "user"],
                condition=models.Q(ends_at=None),
                name="one_open_assignment_of_a_client_to_a_person",
            ),
        )
        indexes = (models.Index(fields=["user", "ends_at"], name="caseload_of_a_person"),)

    def __str__(self) -> str:
        return f"assignment {self.pk}"
