from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.care.models.care_group import CareGroup
from stepwell.records.identifiers import new_id


class GroupLeaderQuerySet(models.QuerySet["GroupLeader"]):
    def in_force_at(self, at: datetime) -> GroupLeaderQuerySet:
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), starts_at__lte=at)


class GroupLeader(models.Model):
    """Who leads a group, from when until when; several lead together. set_by: an actor's key."""

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "group", "user", "starts_at", "ends_at", "set_by"), FieldClass.OPERATIONAL
    )
    RIGHTS: ClassVar[RecordRule] = about_nobody("About those who work here.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(CareGroup, models.CASCADE, related_name="leaders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="groups_led")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    set_by = models.CharField(max_length=64)

    objects = GroupLeaderQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=models.Q(ends_at=None),
                name="one_open_lead_of_a_person_in_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"group leader {self.pk}"
