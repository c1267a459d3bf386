from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import RecordRule, erased
from stepwell.records.care.models.care_group import CareGroup
from stepwell.records.care.models.enrollment import Enrollment
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def on(self, day: date) -> GroupMemberQuerySet:
        """Those who belong to the group on a day; the day they leave is not one any more."""
        return self.filter(models.Q(left_on=None) | models.Q(left_on__gt=day), joined_on__lte=day)


class GroupMember(models.Model):
    """Someone in a group, from one day to another. words: why they left.

    enrollment: in the protocol that the group gives. joined_by, left_by: actors' keys.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "group", "client", "enrollment", "joined_on", "left_on", "joined_by", "left_by"),
        FieldClass.OPERATIONAL,
    ) | {"words": FieldClass.CLINICAL}
    RIGHTS: ClassVar[RecordRule] = erased(Part.RECORD, client="client_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(CareGroup, models.CASCADE, related_name="members")
    client = models.ForeignKey(Client, models.CASCADE, related_name="group_places")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, null=True, blank=True, related_name="group_places"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    joined_by = models.CharField(max_length=64)
    left_by = models.CharField(max_length=64, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ("joined_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "client"],
                condition=models.Q(left_on=None),
                name="one_open_place_of_a_client_in_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"place {self.pk} in group {self.group_id}"
