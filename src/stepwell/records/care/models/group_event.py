from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.care.groups import GroupEventState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.care.models.care_group import CareGroup
from stepwell.records.identifiers import new_id


class GroupEvent(models.Model):
    """One time that a group meets. session: the topic, a slug. cause: why it was cancelled.

    settled_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "group", "starts_at", "minutes", "session", "room", "status", "cause",
         "settled_at", "settled_by"),
        FieldClass.OPERATIONAL,
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = about_nobody("When a group meets, and with which topic.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(CareGroup, models.CASCADE, related_name="events")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    session = models.CharField(max_length=60, blank=True, default="")
    room = models.CharField(max_length=80, blank=True, default="")
    status = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in GroupEventState],
        default=GroupEventState.PLANNED,
    )
    cause = models.CharField(max_length=12, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "starts_at"], name="one_event_of_a_group_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"event {self.pk} of group {self.group_id}"
