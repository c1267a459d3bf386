from __future__ import annotations

from typing import ClassVar

from django.db import models

from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.record_rules import RecordRule, about_nobody
from stepwell.records.accounts.models import Organization
from stepwell.records.encryption.fields import EncryptedTextField
from stepwell.records.identifiers import new_id


class CareGroup(models.Model):
    """A group that meets every week. Who is in it has rows of its own.

    protocol, version, content_hash, variant: what it gives, "" and 0 for a group without one.
    weekday: 0 is Monday. rotation: its topics in order, slugs of sessions. is_rolling: people may
    begin at any time. made_by: an actor's key.
    """

    CLASSES: ClassVar[dict[str, FieldClass]] = dict.fromkeys(
        ("id", "organization", "name", "protocol", "version", "content_hash", "variant",
         "rotation", "weekday", "starts", "minutes", "room", "video_url", "places", "is_rolling",
         "starts_on", "ends_on", "made_at", "made_by"),
        FieldClass.OPERATIONAL,
    )  # fmt: skip
    RIGHTS: ClassVar[RecordRule] = about_nobody("When and where a group meets, and its topics.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="care_groups")
    name = models.CharField(max_length=80)
    protocol = models.CharField(max_length=60, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True, default="")
    variant = models.CharField(max_length=60, blank=True, default="")
    rotation = models.JSONField(default=list, blank=True)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    room = models.CharField(max_length=80, blank=True, default="")
    video_url = EncryptedTextField(blank=True, default="")
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    is_rolling = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("weekday", "starts", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(weekday__lt=7), name="group_on_a_weekday"),
        )

    def __str__(self) -> str:
        return f"group {self.pk}"
